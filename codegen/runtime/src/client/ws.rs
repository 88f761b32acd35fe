//! Calls and events over a WebSocket.
//!
//! - [`Builder`] connects to a server, [`Listener`] takes servers that connect to the application.
//! - A [`Connection`] has a client, whose calls share the socket and are told apart by their `echo`, and a stream of
//!   [`Events`]. A task drives it, and makes it again when it is lost.
//! - Where the API has [heartbeats](crate::api::Frames::heartbeat) of the client, the task sends them, and gives up a connection on
//!   which their answers do not come.
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
mod pulse;
mod slots;
mod state;

pub use crate::ws::{HandshakeError, Members, Reconnect, Role, Turn};
pub use beat::Heartbeat;
pub use builder::{Builder, ConnectError};
pub use connection::Connection;
pub use events::{Events, Missed};
pub use listener::{Listener, ListenerBuilder, Peer};
pub use state::State;

/// A connection over any stream, once its handshake is done.
#[cfg(all(test, feature = "server"))]
pub(crate) async fn over<S>(api: &'static crate::Api, socket: tokio_tungstenite::WebSocketStream<S>) -> Connection
where
    S: tokio::io::AsyncRead + tokio::io::AsyncWrite + Send + Unpin + 'static,
{
    let options = builder::Options::default();
    let line = crate::ws::line::Line::new(socket, options.settings.patience);
    let greeted = greet::greet(api, &options, line, crate::client::Secrets::default()).await;
    let greeted = greeted.unwrap_or_else(|error| panic!("{error}"));
    let (connection, driver) = Connection::new(api, options.settings, options.room, greeted.secrets);
    tokio::spawn(driver.once(greeted.line, greeted.interval));
    connection
}
