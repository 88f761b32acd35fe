//! What both ends of a WebSocket share.
//!
//! [`Role`] is what a connection carries, [`Reconnect`] when a lost one is made again. A hook of the handshake gets a
//! [`Turn`] and gives [`Members`]. `line` is a connection that notices when its peer is gone, `dial` connects out, for
//! clients and for servers that call an application.

pub(crate) mod beat;
pub(crate) mod dial;
#[cfg(feature = "client")]
pub(crate) mod frame;
pub(crate) mod handshake;
pub(crate) mod line;
mod retry;
mod role;
#[cfg(all(test, feature = "client", feature = "server"))]
mod tests;

pub use handshake::{HandshakeError, Members, Turn};
pub use retry::Reconnect;
pub use role::Role;

use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;

/// What a connection may hold in memory.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sizes {
    /// The largest frame that is taken, in bytes.
    pub frame: usize,
    /// The largest message that is taken, in bytes.
    pub message: usize,
}

/// Read at a time, and allocated for every connection, idle ones too.
const READ_BUFFER: usize = 8 * 1024;

/// Answers are gathered up to this size before they are written, unless nothing more is to come at once.
const WRITE_BUFFER: usize = 16 * 1024;

/// The most that waits to be written, in bytes; a message that is larger cannot be sent.
const UNSENT: usize = 256 * 1024 * 1024;

impl Sizes {
    /// The settings of tungstenite.
    ///
    /// The loops write nothing while an earlier write is blocked, and stop reading after some pings, so that what waits
    /// to be written stays below [`WRITE_BUFFER`], one message, and the answers to those pings. [`UNSENT`] is a bound
    /// whatever the loops do.
    pub(crate) fn config(self) -> WebSocketConfig {
        WebSocketConfig::default()
            .read_buffer_size(READ_BUFFER)
            .write_buffer_size(WRITE_BUFFER)
            .max_write_buffer_size(UNSENT)
            .max_frame_size(Some(self.frame))
            .max_message_size(Some(self.message))
    }
}
