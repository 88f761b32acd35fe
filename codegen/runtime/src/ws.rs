//! What both ends of a WebSocket share.
//!
//! [`Role`] is what a connection carries, [`Reconnect`] when a lost one is made again. `line` is a connection that notices when its peer is gone, `dial` connects out, for
//! clients and for servers that call an application.

pub(crate) mod dial;
#[cfg(feature = "client")]
pub(crate) mod frame;
pub(crate) mod line;
mod retry;
mod role;
#[cfg(all(test, feature = "client", feature = "server"))]
mod tests;

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

impl Sizes {
    /// The settings of tungstenite.
    ///
    /// What waits to be written has no limit here: the loops write nothing while an earlier write is blocked, so that
    /// it stays below [`WRITE_BUFFER`] and one message.
    pub(crate) fn config(self) -> WebSocketConfig {
        WebSocketConfig::default()
            .read_buffer_size(READ_BUFFER)
            .write_buffer_size(WRITE_BUFFER)
            .max_frame_size(Some(self.frame))
            .max_message_size(Some(self.message))
    }
}
