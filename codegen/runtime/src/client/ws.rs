//! Calls and events over a WebSocket.
//!
//! - [`Builder`] connects to a server, [`Listener`] takes servers that connect to the application.
//! - A [`Connection`] has a client, whose calls share the socket and are told apart by their `echo`, and a stream of
//!   [`Events`]. A task drives it, and makes it again when it is lost.
//! - A call that was sent when the connection was lost fails with
//!   [`Error::Disconnected`](crate::client::Error::Disconnected), which says that it may have been carried out. It is
//!   never sent twice.

mod admit;
mod beat;
mod builder;
mod connection;
mod driver;
mod events;
mod greet;
mod listener;
mod permits;
mod slots;
mod state;

pub use crate::ws::{HandshakeError, Members, Reconnect, Role, Turn};
pub use beat::Heartbeat;
pub use builder::{Builder, ConnectError};
pub use connection::Connection;
pub use events::{Events, Missed};
pub use listener::{Listener, ListenerBuilder, Peer};
pub use state::State;
