//! What generated code needs and what is the same for every API.
//!
//! - [`Endpoint`] ties a request type to its response type; [`api`] describes what all endpoints of an API share.
//! - `client`, behind the feature of that name, calls endpoints.
//! - [`Failure`] is what an API itself says of a call that failed.
//! - [`string_values!`](crate::string_values) and [`integer_values!`](crate::integer_values) make an enum an open value
//!   set: a value that the documents do not list is kept, not refused.
//! - [`events!`](crate::events) makes an enum of the events that a server sends readable and writable.
//! - [`union!`](crate::union) reads a value by its kind.
//! - [`answers!`](crate::answers) makes an enum of what comes back by the HTTP status.
//! - [`newtype!`](crate::newtype) gives a type of its own over another, such as an id, its conversions.
//! - [`DateTime`] and [`Date`] are moments and days: texts that the features `jiff` and `time` turn into types of these
//!   crates, and back.
//! - [`File`] is bytes with a name and a content type, as bodies in parts have them; `ByteStream`, with the features
//!   `client` and `server`, is bytes that come as they are asked for.
//! - [`object!`](crate::object) makes a struct readable and writable as a JSON object, and tells apart fields that have
//!   to be there, need not be, or can be `null`; [`Maybe`] is the type of a field that can be all of it.
//! - [`Paged`] is an endpoint that gives a list in pages.
//! - [`parameters`] reads the parameters of a call as callers write them.
//! - `ws`, behind the feature of that name, is what client and server share of calls and events over a WebSocket.
//! - [`Empty`] is the data of a response that has none, [`Null`] a value that is always `null`.

#[doc(hidden)]
pub mod answers;
pub mod api;
#[cfg(feature = "client")]
pub mod client;
mod date;
mod empty;
mod endpoint;
#[doc(hidden)]
pub mod event;
mod failure;
mod file;
#[cfg(any(feature = "client", feature = "server"))]
mod header;
#[cfg(any(feature = "server", all(feature = "client", feature = "ws")))]
mod hub;
mod json;
mod made;
mod maybe;
#[cfg(any(feature = "client", feature = "server"))]
mod media;
mod newtype;
#[doc(hidden)]
pub mod object;
#[doc(hidden)]
pub mod paging;
pub mod parameters;
#[cfg(feature = "server")]
pub mod server;
#[cfg(any(feature = "server", all(feature = "client", feature = "ws")))]
mod sites;
#[cfg(any(feature = "client", feature = "server"))]
mod stream;
#[cfg(test)]
mod testing;
mod union;
pub mod values;
mod version;
mod visible;
#[cfg(all(feature = "ws", any(feature = "client", feature = "server")))]
pub mod ws;

pub use api::Api;
pub use date::{Date, DateTime};
pub use empty::{Empty, Null};
pub use endpoint::{Endpoint, Info, Method, Visitor};
pub use failure::{Failure, FailureCode, TextCode, not_implemented};
pub use file::File;
#[doc(hidden)]
pub use made::{members, value};
pub use maybe::Maybe;
pub use paging::Paged;
pub use serde;
pub use serde_json::{self, Value};
#[cfg(any(feature = "client", feature = "server"))]
pub use stream::{ByteStream, StreamError};
pub use version::made_by;

/// Includes the module of the API that `tablewright_build` made in a `build.rs`: `include_api!("shop")`.
#[macro_export]
macro_rules! include_api {
    ($api:literal) => {
        include!(concat!(env!("OUT_DIR"), "/", $api, ".rs"));
    };
}
