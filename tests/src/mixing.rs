//! What does not compile: types of the documents that look alike on the wire and mean different things.
//!
//! Each case stands beside its twin that compiles, so that it fails for the reason it is there for.
//!
//! # Ids
//!
//! A group is no user, although both are 64-bit numbers.
//!
//! ```
//! use apis::go_cqhttp::{GetGroupMemberInfo, GroupId, UserId};
//! let request = GetGroupMemberInfo::new(GroupId(1), UserId(2));
//! ```
//!
//! ```compile_fail,E0308
//! use apis::go_cqhttp::{GetGroupMemberInfo, GroupId, UserId};
//! let request = GetGroupMemberInfo::new(UserId(2), GroupId(1));
//! ```
//!
//! A number does not say whose id it is.
//!
//! ```
//! use apis::go_cqhttp::{GetMsg, MessageId};
//! let request = GetMsg::new(MessageId(7));
//! ```
//!
//! ```compile_fail,E0308
//! use apis::go_cqhttp::{GetMsg, MessageId};
//! let request = GetMsg::new(7);
//! ```
//!
//! Nor is an id a number without being asked.
//!
//! ```
//! use apis::go_cqhttp::MessageId;
//! let number: i32 = MessageId(7).into();
//! ```
//!
//! ```compile_fail,E0308
//! use apis::go_cqhttp::MessageId;
//! let number: i32 = MessageId(7);
//! ```
//!
//! Ids of two kinds are not compared.
//!
//! ```
//! use apis::go_cqhttp::{GroupId, UserId};
//! let same = GroupId(1) == GroupId(1);
//! ```
//!
//! ```compile_fail,E0308
//! use apis::go_cqhttp::{GroupId, UserId};
//! let same = GroupId(1) == UserId(1);
//! ```
//!
//! # Value sets
//!
//! A value of one set is no value of another.
//!
//! ```
//! use apis::go_cqhttp::{GetGroupMemberInfoRole, Sex};
//! let sex: Sex = Sex::Male;
//! ```
//!
//! ```compile_fail,E0308
//! use apis::go_cqhttp::{GetGroupMemberInfoRole, Sex};
//! let sex: Sex = GetGroupMemberInfoRole::Member;
//! ```
//!
//! Neither is one of integers.
//!
//! ```
//! use apis::bilibili::{MsgNotify, ShowUnfollowedMsg};
//! let same = MsgNotify::from(1) == MsgNotify::from(1);
//! ```
//!
//! ```compile_fail,E0308
//! use apis::bilibili::{MsgNotify, ShowUnfollowedMsg};
//! let same = MsgNotify::from(1) == ShowUnfollowedMsg::from(1);
//! ```
//!
//! # Responses
//!
//! What an endpoint answers is its own.
//!
//! ```
//! use apis::go_cqhttp::{SendGroupMsg, SendPrivateMsg};
//! use tablewright_runtime::Endpoint;
//! fn first<E: Endpoint>(_: &E, answer: E::Response) -> E::Response { answer }
//! fn call(request: &SendGroupMsg, answer: <SendGroupMsg as Endpoint>::Response) { first(request, answer); }
//! ```
//!
//! ```compile_fail,E0308
//! use apis::go_cqhttp::{SendGroupMsg, SendPrivateMsg};
//! use tablewright_runtime::Endpoint;
//! fn first<E: Endpoint>(_: &E, answer: E::Response) -> E::Response { answer }
//! fn call(request: &SendGroupMsg, answer: <SendPrivateMsg as Endpoint>::Response) { first(request, answer); }
//! ```
