//! Calls and events over a WebSocket.
//!
//! - A request to one of the API's WebSocket paths, to the router of a [`Service`](super::Service), is upgraded and
//!   becomes a session: calls of the peer run side by side and are answered as they are ready, and events are sent to it.
//! - Where the API has a handshake, nothing else is said before it: see [`Config::handshake`](super::Config::handshake).
//! - Where clients have to send [heartbeats](crate::api::Frames::heartbeat), they are answered, and a connection is closed on which none
//!   came for two intervals.
//! - [`Reverse`] is the session on a connection that the server makes to an application.
//! - `Push`, with the feature `client`, sends events by POST.

mod alive;
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

/// Serves a connection over any stream, from its handshake to its end.
#[cfg(all(test, feature = "client"))]
pub(crate) async fn over<S>(service: super::Service, socket: tokio_tungstenite::WebSocketStream<S>)
where
    S: tokio::io::AsyncRead + tokio::io::AsyncWrite + Send + Unpin + 'static,
{
    let mut stop: task::Stop = Box::pin(std::future::pending());
    let line = crate::ws::line::Line::new(socket, session::patience(&service));
    if let Some(line) = handshake::greet(&service, super::Transport::WebSocket, line, &mut stop).await {
        session::Session::new(service, Role::Universal, super::Transport::WebSocket, line).run(stop).await;
    }
}
