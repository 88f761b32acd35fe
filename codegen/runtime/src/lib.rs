//! What generated code needs and what is the same for every API.
//!
//! - [`Endpoint`] ties a request type to its response type; [`api`] describes what all endpoints of an API share.
//! - [`Failure`] is what an API itself says of a call that failed.
//! - [`string_values!`](crate::string_values) and [`integer_values!`](crate::integer_values) make an enum an open value
//!   set: a value that the documents do not list is kept, not refused.
//! - [`newtype!`](crate::newtype) gives a type of its own over another, such as an id, its conversions.
//! - [`Maybe`] tells an absent field from one that is `null`; [`present`] and [`some`] are the other two cases where
//!   serde alone would not.
//! - [`Empty`] is the data of a response that has none, [`Null`] a value that is always `null`.

pub mod api;
mod empty;
mod endpoint;
mod failure;
mod maybe;
mod newtype;
mod presence;
#[cfg(test)]
mod testing;
pub mod values;

pub use api::Api;
pub use empty::{Empty, Null};
pub use endpoint::{Endpoint, Info, Method, Visitor};
pub use failure::Failure;
pub use maybe::Maybe;
pub use presence::{present, some};
pub use serde;
pub use serde_json::{self, Value};
