//! Calls and events over a WebSocket.
//!
//! - A request to one of the API's WebSocket paths, to the router of a [`Service`](super::Service), is upgraded and
//!   becomes a session: calls of the peer run side by side and are answered as they are ready, and events are sent to it.
//! - Where the API has a handshake, nothing else is said before it: see [`Config::handshake`](super::Config::handshake).
//! - [`Reverse`] is the session on a connection that the server makes to an application.
//! - `Push`, with the feature `client`, sends events by POST.

mod handshake;
#[cfg(feature = "client")]
mod push;
mod reverse;
mod session;
mod task;
mod upgrade;

#[cfg(feature = "client")]
pub use self::push::Push;
pub use self::reverse::Reverse;
pub use self::task::Task;
pub use crate::ws::{HandshakeError, Members, Reconnect, Role, Turn};

pub(super) use self::upgrade::upgrade;
