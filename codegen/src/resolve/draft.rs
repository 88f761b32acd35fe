//! Drafts: what has been read, on its way from the documents' words to the IR. Data alone: the passes fill it in.

mod account;
mod arena;
mod common;
mod endpoint;
mod event;
mod example;
mod field;
mod section;
mod status;
mod ty;

pub use account::{Account, Selector, Stated, is_json};
pub use arena::{AliasDraft, Arena, AwaitedValues, Definition, OwnAlias, SetDraft, TypeExample};
pub use common::Common;
pub use endpoint::{EndpointDraft, RawBodyDraft};
pub use event::EventDraft;
pub use example::{ExampleDraft, Sent};
pub use field::{FieldDraft, Known, Reason, Sentinel, Shape, Unread, ValueDraft, Written};
pub use section::{Content, RowsOf, SectionDraft, TableFields};
pub use status::StatusDraft;
pub use ty::{Argument, Draft, Generic, ShapeId};
