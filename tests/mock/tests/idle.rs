//! Thousands of idle connections: all stay, each gets every event, and the memory is bounded.

use std::fs;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use apis::go_cqhttp::{self, Backend};
use serde_json::json;
use tablewright_runtime::server::{Config, Events, Limits, serve};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// How many connections, where the system lets a process have that many: each has two ends in this one.
const CONNECTIONS: usize = 5000;
/// The bytes that a connection may cost, both ends together, without what the kernel keeps.
const EACH: usize = 48 << 10;
/// Nothing here may take longer.
const DEADLINE: Duration = Duration::from_secs(60);

struct Nothing;

impl Backend for Nothing {}

#[tokio::test]
async fn idle_connections_cost_little_and_all_get_events() {
    let events = Events::new(16);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    // On a busy machine the test may take longer than a connection may be quiet.
    let limits = Limits { quiet: DEADLINE * 10, ..Limits::default() };
    let config = Config::new().events(events.clone()).heartbeat(None).limits(limits);
    let server = serve(listener, go_cqhttp::router(Nothing, config), Limits::default(), std::future::pending());
    let server = tokio::spawn(server);

    let count = CONNECTIONS.min(open_files().saturating_sub(256) / 2);
    assert!(count >= 300, "a process may have too few files open: raise `ulimit -n`");
    let before = resident();
    let mut sockets = Vec::with_capacity(count);
    for _ in 0..count {
        sockets.push(open(address).await);
    }
    let reached = within("every connection listens", async || events.listeners() == count).await;
    let cost = resident().saturating_sub(before) / count;
    println!("{count} idle connections: {} KiB of memory each, after {reached:?}", cost >> 10);
    assert!(cost <= EACH, "{cost} bytes for each connection");

    let told = events.publish(&json!({ "post_type": "notice", "number": 7 })).unwrap();
    assert_eq!(told, count);
    for socket in &mut sockets {
        let frame = tokio::time::timeout(DEADLINE, frame(socket)).await.unwrap();
        assert_eq!(frame, r#"{"post_type":"notice","number":7}"#);
    }
    drop(sockets);
    within("no connection is left", async || events.listeners() == 0).await;
    server.abort();
}

/// Opens a WebSocket and reads the event that it begins with.
async fn open(address: SocketAddr) -> TcpStream {
    let mut socket = TcpStream::connect(address).await.unwrap();
    let request = format!(
        "GET /event HTTP/1.1\r\nHost: {address}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    );
    socket.write_all(request.as_bytes()).await.unwrap();
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(socket.read_u8().await.unwrap());
    }
    assert!(head.starts_with(b"HTTP/1.1 101"), "{}", String::from_utf8_lossy(&head));
    assert!(frame(&mut socket).await.contains("lifecycle"));
    socket
}

/// Reads a short text frame.
async fn frame(socket: &mut TcpStream) -> String {
    let mut head = [0; 2];
    socket.read_exact(&mut head).await.unwrap();
    assert_eq!(head[0], 0x81, "a whole text frame");
    let length = match head[1] {
        126 => socket.read_u16().await.unwrap().into(),
        length => usize::from(length),
    };
    let mut text = vec![0; length];
    socket.read_exact(&mut text).await.unwrap();
    String::from_utf8(text).unwrap()
}

/// Waits for a condition, and says how long it took.
async fn within(what: &str, holds: impl AsyncFn() -> bool) -> Duration {
    let start = Instant::now();
    while !holds().await {
        assert!(start.elapsed() < DEADLINE, "not in time: {what}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    start.elapsed()
}

/// How many files a process may have open, where the system says it.
fn open_files() -> usize {
    let Ok(limits) = fs::read_to_string("/proc/self/limits") else { return 1024 };
    let line = limits.lines().find(|line| line.starts_with("Max open files"));
    line.and_then(|line| line.split_whitespace().nth(3)).and_then(|soft| soft.parse().ok()).unwrap_or(1024)
}

/// The bytes of memory that this process has, where the system says it.
fn resident() -> usize {
    let Ok(status) = fs::read_to_string("/proc/self/status") else { return 0 };
    let line = status.lines().find(|line| line.starts_with("VmRSS:"));
    line.and_then(|line| line.split_whitespace().nth(1)).and_then(|kib| kib.parse::<usize>().ok()).unwrap_or(0) << 10
}
