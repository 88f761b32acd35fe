//! A load on an HTTP server: connections that are kept, on each one request after another.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// How many connections work at once.
const CONNECTIONS: usize = 16;
/// How many requests each makes in a turn.
const REQUESTS: usize = 400;

/// Connections to a server, and the request that they make.
pub struct Load {
    connections: Vec<TcpStream>,
    request: Vec<u8>,
    expected: &'static str,
}

impl Load {
    /// Connects to `address`; each response must contain `expected`.
    pub async fn new(address: SocketAddr, request: &str, expected: &'static str) -> Self {
        let mut connections = Vec::new();
        for _ in 0..CONNECTIONS {
            let connection = TcpStream::connect(address).await.expect("the server listens");
            connection.set_nodelay(true).expect("a socket");
            connections.push(connection);
        }
        Self { connections, request: request.replace('\n', "\r\n").into_bytes(), expected }
    }

    /// One turn: how long a request took, all connections together.
    pub async fn turn(&mut self) -> Duration {
        let start = Instant::now();
        let mut tasks = Vec::new();
        for mut connection in self.connections.drain(..) {
            let (request, expected) = (self.request.clone(), self.expected);
            tasks.push(tokio::spawn(async move {
                let mut buffer = Vec::with_capacity(4096);
                for _ in 0..REQUESTS {
                    connection.write_all(&request).await.expect("the server reads");
                    read(&mut connection, &mut buffer, expected).await;
                }
                connection
            }));
        }
        for task in tasks {
            self.connections.push(task.await.expect("no request failed"));
        }
        start.elapsed() / u32::try_from(CONNECTIONS * REQUESTS).expect("a small number")
    }
}

/// Reads one response and compares it with what is expected.
async fn read(connection: &mut TcpStream, buffer: &mut Vec<u8>, expected: &str) {
    buffer.clear();
    loop {
        let count = connection.read_buf(buffer).await.expect("the server answers");
        assert!(count > 0, "the server closed the connection");
        let Some(end) = find(buffer, b"\r\n\r\n") else { continue };
        let head = std::str::from_utf8(&buffer[..end]).expect("a head of text").to_ascii_lowercase();
        assert!(head.starts_with("http/1.1 200"), "{head}");
        let length = head.split("content-length: ").nth(1).and_then(|rest| rest.split("\r\n").next());
        let length: usize = length.and_then(|length| length.parse().ok()).expect("a length");
        if buffer.len() == end + 4 + length {
            let body = std::str::from_utf8(&buffer[end + 4..]).expect("text");
            assert!(body.contains(expected), "{body}");
            return;
        }
    }
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}
