//! A load on a WebSocket server: connections with a number of calls in flight on each.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use futures_util::{SinkExt, StreamExt};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{WebSocketStream, client_async};

/// How many calls a turn has, over all connections.
const CALLS: usize = 12_800;

/// Connections to a server.
pub struct Load {
    sockets: Vec<WebSocketStream<TcpStream>>,
    in_flight: usize,
}

impl Load {
    /// Opens `connections` connections to `address`.
    pub async fn new(address: SocketAddr, connections: usize, in_flight: usize) -> Self {
        let mut sockets = Vec::new();
        for _ in 0..connections {
            let stream = TcpStream::connect(address).await.expect("the server listens");
            stream.set_nodelay(true).expect("a socket");
            let (socket, _) = client_async(format!("ws://{address}/"), stream).await.expect("an upgrade");
            sockets.push(socket);
        }
        Self { sockets, in_flight }
    }

    /// One turn: how long a call took, all connections together.
    pub async fn turn(&mut self) -> Duration {
        let each = CALLS / self.sockets.len();
        let in_flight = self.in_flight;
        let start = Instant::now();
        let tasks: Vec<_> = self.sockets.drain(..).map(|socket| tokio::spawn(work(socket, each, in_flight))).collect();
        for task in tasks {
            self.sockets.push(task.await.expect("no call failed"));
        }
        start.elapsed() / u32::try_from(CALLS).expect("a small number")
    }
}

async fn work(mut socket: WebSocketStream<TcpStream>, calls: usize, in_flight: usize) -> WebSocketStream<TcpStream> {
    let mut sent = 0;
    let mut answered = 0;
    while answered < calls {
        while sent < calls && sent - answered < in_flight {
            let call = format!(
                r#"{{"action":"send_group_msg","params":{{"group_id":10001,"message":"hello world"}},"echo":{sent}}}"#
            );
            socket.feed(Message::text(call)).await.expect("the server reads");
            sent += 1;
        }
        socket.flush().await.expect("the server reads");
        // As many answers as are there, and at least one, so that what is sent next goes out together.
        let mut wait = true;
        while wait || answered + in_flight / 2 < sent {
            wait = false;
            let frame = socket.next().await.expect("an answer").expect("an answer");
            // The first frame of a connection may be an event.
            let text = frame.to_text().expect("text");
            if text.contains("\"message_id\":11") {
                answered += 1;
            } else {
                assert!(text.contains("post_type"), "{text}");
            }
        }
    }
    socket
}
