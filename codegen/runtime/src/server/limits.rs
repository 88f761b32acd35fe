//! What callers can use up.

use std::time::Duration;

use crate::stream::MOST;

/// Bounds on what callers can use up. Each overrun is answered with what was too much.
///
/// ```
/// use tablewright_runtime::server::Limits;
///
/// let small = Limits { body: 64 * 1024, ..Limits::default() };
/// assert_eq!(small.depth, Limits::default().depth);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The bytes of a request's body: 32 MiB, since messages carry images in base64.
    pub body: usize,
    /// The bytes of a request's body that a backend takes as a stream: 4 GiB. They are never held at once.
    pub stream: u64,
    /// The bytes of a request's path and query: 64 KiB.
    pub uri: usize,
    /// How long the head of a request may take to arrive, and how long a connection may wait for the next one: 10 s.
    pub header_timeout: Duration,
    /// How long the body of a request may take to arrive: 30 s. Of one that is taken as a stream, how long it may take until
    /// some more of it arrives.
    pub body_timeout: Duration,
    /// How long the handshake of a WebSocket may take, where the API has one: 10 s.
    pub handshake: Duration,
    /// How deep JSON may be nested: 64.
    pub depth: usize,
    /// The values of a request, in its JSON, its form and its parts together: 50,000. Each takes far more memory than it has bytes.
    pub values: usize,
    /// The bytes of a WebSocket frame: 16 MiB.
    pub frame: usize,
    /// The bytes of a WebSocket message, which can be several frames: 32 MiB.
    pub message: usize,
    /// Connections at once: 8192.
    pub connections: usize,
    /// Calls in flight at once on a WebSocket: 4096.
    pub calls: usize,
    /// Calls at once that run on after their answer: 1024.
    pub background: usize,
    /// How long a WebSocket may be quiet before the peer is asked by a ping whether it is still there: 30 s.
    pub quiet: Duration,
    /// How long the peer has to answer the ping before its connection is dropped: 20 s.
    pub pong: Duration,
    /// How long the peer may leave unread what is sent before its connection is dropped: 30 s.
    pub write: Duration,
    /// The events that are kept for a connection that does not keep up: 1024. It is told how many more it lost.
    pub events: usize,
    /// The bytes of those events together: 32 MiB. The latest event is kept whatever its size.
    pub event_bytes: usize,
    /// How long calls in flight may take to finish when the server shuts down: 30 s.
    pub grace: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body: 32 << 20,
            stream: MOST,
            uri: 64 << 10,
            header_timeout: Duration::from_secs(10),
            body_timeout: Duration::from_secs(30),
            handshake: Duration::from_secs(10),
            depth: 64,
            values: 50_000,
            frame: 16 << 20,
            message: 32 << 20,
            connections: 8192,
            calls: 4096,
            background: 1024,
            quiet: Duration::from_secs(30),
            pong: Duration::from_secs(20),
            write: Duration::from_secs(30),
            events: 1024,
            event_bytes: 32 << 20,
            grace: Duration::from_secs(30),
        }
    }
}
