//! HTTP as bytes, for tests that say what is on the wire.
#![allow(dead_code, reason = "each test uses a part of it")]

use std::net::SocketAddr;
use std::time::Duration;

use tablewright_runtime::server::{Config, Limits, Service, Table, serve};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Longer than anything here takes.
const PATIENCE: Duration = Duration::from_secs(120);

/// A server.
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    /// What it serves.
    pub service: Service,
}

/// A response.
#[derive(Debug)]
pub struct Response {
    /// The status.
    pub status: u16,
    /// The headers, with names in lower case, in order.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: String,
}

/// A request or a response.
#[derive(Debug)]
pub struct Message {
    /// The first line.
    pub first: String,
    /// The headers, with names in lower case, in order.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: String,
}

/// A server of this table on a free port.
pub async fn running(table: Table, config: Config) -> Running {
    let service = Service::new(table, config);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(serve(listener, service.router(), Limits::default(), std::future::pending()));
    Running { address, service }
}

/// Writes pairs of names and values as a query or a form has them.
pub fn pairs() -> form_urlencoded::Serializer<'static, String> {
    form_urlencoded::Serializer::new(String::new())
}

impl Running {
    /// Sends the bytes of a request and reads the response.
    pub async fn exchange(&self, request: &[u8]) -> Response {
        tokio::time::timeout(PATIENCE, self.read(request)).await.expect("a response in time")
    }

    async fn read(&self, request: &[u8]) -> Response {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(request).await.unwrap();
        let Message { first, headers, body } = message(&mut stream).await;
        let status = first.split(' ').nth(1).unwrap().parse().unwrap();
        Response { status, headers, body }
    }
}

/// Reads a request or a response.
pub async fn message(stream: &mut TcpStream) -> Message {
    let (mut bytes, mut end) = (Vec::new(), None);
    while end.is_none_or(|end| bytes.len() < end) {
        if stream.read_buf(&mut bytes).await.unwrap() == 0 {
            break;
        }
        end = end.or_else(|| length(&bytes));
    }
    parse(&bytes)
}

/// How long a message is whose head is in `bytes`.
fn length(bytes: &[u8]) -> Option<usize> {
    let head = bytes.windows(4).position(|window| window == b"\r\n\r\n")? + 4;
    let body = header(&parse(&bytes[..head]).headers, "content-length").map_or(0, |length| length.parse().unwrap());
    Some(head + body)
}

/// The value of a header.
pub fn header<'h>(headers: &'h [(String, String)], name: &str) -> Option<&'h str> {
    headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

fn parse(bytes: &[u8]) -> Message {
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no HTTP: {text:?}"));
    let mut lines = head.lines();
    let first = lines.next().unwrap().to_owned();
    let headers = lines.map(|line| line.split_once(": ").map(|(name, value)| (name.to_lowercase(), value.to_owned())));
    Message { first, headers: headers.map(Option::unwrap).collect(), body: body.to_owned() }
}
