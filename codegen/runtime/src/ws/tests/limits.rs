//! What a peer can use up.

use super::*;
use crate::client::ws::{Missed, State};
use crate::server::ws::Reverse;
use tokio::io::AsyncWriteExt;
use tokio_tungstenite::tungstenite::protocol::frame::Frame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Data, OpCode};

#[tokio::test]
async fn calls_beyond_the_limit_are_answered_at_once() {
    let server = Server::limited(Limits { calls: 2, ..Limits::default() }).await;
    let mut socket = plain(&server.url("/calls")).await;
    for echo in 1..=3 {
        send(&mut socket, &format!(r#"{{"action":"get_note","params":{{"id":-1}},"echo":{echo}}}"#)).await;
    }
    let busy = json(&mut socket).await;
    assert_eq!((&busy["echo"], &busy["code"]), (&3.into(), &429.into()));
    server.notes.gate.add_permits(2);
    let mut echoes = [json(&mut socket).await["echo"].as_i64(), json(&mut socket).await["echo"].as_i64()];
    echoes.sort_unstable();
    assert_eq!(echoes, [Some(1), Some(2)]);
    send(&mut socket, r#"{"action":"get_note","params":{"id":1},"echo":4}"#).await;
    assert_eq!(json(&mut socket).await["code"], 0);
}

#[tokio::test]
async fn what_is_too_large_closes_the_connection() {
    let server = Server::limited(Limits { frame: 1000, message: 1500, ..Limits::default() }).await;
    let large = "x".repeat(2000);
    let mut socket = plain(&server.url("/calls")).await;
    send(&mut socket, &large).await;
    assert_eq!(close_code(&mut socket).await, Some(1009));
    let mut socket = plain(&server.url("/calls")).await;
    for (opcode, last) in [(Data::Text, false), (Data::Continue, true)] {
        let part = Frame::message("x".repeat(900), OpCode::Data(opcode), last);
        socket.send(Message::Frame(part)).await.unwrap();
    }
    assert_eq!(close_code(&mut socket).await, Some(1009));
    until(|| server.counts.open(Transport::WebSocket) == 0).await;
}

/// So many large events do not fit into what the system keeps on the way.
const MANY: usize = 80;

fn large() -> Value {
    serde_json::json!({"kind": "large", "text": "x".repeat(1 << 20)})
}

#[tokio::test]
async fn who_does_not_read_loses_events() {
    let server = Server::limited(Limits { events: 8, write: PATIENCE * 2, ..Limits::default() }).await;
    let mut slow = plain(&server.url("/events")).await;
    let mut quick = plain(&server.url("/events")).await;
    json(&mut slow).await;
    json(&mut quick).await;
    for _ in 0..MANY {
        server.events().publish(&large()).unwrap();
        json(&mut quick).await;
    }
    server.events().publish(&serde_json::json!({"kind": "last"})).unwrap();
    // Of the events that did not fit into the buffers on the way the last few are kept.
    let mut read = 0;
    while json(&mut slow).await["kind"] != "last" {
        read += 1;
    }
    let lost = server.counts.lost.load(Ordering::SeqCst);
    assert!(lost > 0 && read >= 7 && read + lost == MANY, "{read} and {lost}");
    assert_eq!(server.counts.open(Transport::WebSocket), 2);
}

#[tokio::test]
async fn who_does_not_read_loses_the_connection() {
    let limits = Limits { events: 128, event_bytes: 128 << 20, write: Duration::from_millis(100), ..Limits::default() };
    let server = Server::limited(limits).await;
    let _slow = plain(&server.url("/events")).await;
    until(|| server.events().listeners() == 1).await;
    for _ in 0..MANY {
        server.events().publish(&large()).unwrap();
    }
    until(|| server.counts.ended(Transport::WebSocket) == 1).await;
}

#[tokio::test]
async fn a_peer_that_is_gone_is_noticed() {
    let short = Duration::from_millis(50);
    let server = Server::limited(Limits { quiet: short, pong: short, ..Limits::default() }).await;
    // It is there, but answers no ping as nobody polls it.
    let _silent = plain(&server.url("/calls")).await;
    until(|| server.counts.ended(Transport::WebSocket) == 1).await;
}

#[tokio::test]
async fn a_peer_that_answers_is_asked_again() {
    let limits = Limits { quiet: Duration::from_millis(20), pong: PATIENCE * 2, ..Limits::default() };
    let server = Server::limited(limits).await;
    let mut lively = plain(&server.url("/calls")).await;
    // No ping comes before the last one is answered.
    for _ in 0..3 {
        assert!(matches!(within(lively.next()).await, Some(Ok(Message::Ping(_)))));
    }
    assert_eq!(server.counts.open(Transport::WebSocket), 1);
}

#[tokio::test]
async fn idle_connections_are_kept_and_all_get_events() {
    let server = Server::new().await;
    let mut sockets = Vec::new();
    for _ in 0..200 {
        sockets.push(plain(&server.url("/")).await);
    }
    until(|| server.events().listeners() == 200).await;
    server.events().publish(&serde_json::json!({"kind": 1})).unwrap();
    for socket in &mut sockets {
        assert_eq!(json(socket).await["kind"], "hello");
        assert_eq!(text(socket).await, r#"{"kind":1}"#);
    }
    drop(sockets);
    until(|| server.counts.open(Transport::WebSocket) == 0).await;
    assert_eq!(server.events().listeners(), 0);
}

/// Pings of a client or a server, without a pause.
fn pings(masked: bool) -> Vec<u8> {
    let mut ping = vec![0x89, if masked { 0xfd } else { 0x7d }];
    ping.extend(vec![0; if masked { 129 } else { 125 }]);
    ping.repeat(512)
}

/// Sends pings and reads none of their answers, until the other side gives the connection up.
async fn flood(mut socket: Plain, masked: bool) {
    const BUFFERS: usize = 256 << 20;
    let (pings, mut sent) = (pings(masked), 0);
    let stream = socket.get_mut();
    within(async {
        while stream.write_all(&pings).await.is_ok() {
            sent += pings.len();
            // What the system keeps on the way is some dozen MiB.
            assert!(sent < BUFFERS, "{sent} bytes of pings were taken");
        }
    })
    .await;
}

#[tokio::test]
async fn a_flood_of_pings_ends_the_connection_of_a_server() {
    let limits = Limits { write: Duration::from_millis(200), ..Limits::default() };
    let server = Server::limited(limits).await;
    flood(plain(&server.url("/calls")).await, true).await;
    until(|| server.counts.ended(Transport::WebSocket) == 1).await;
}

#[tokio::test]
async fn a_flood_of_pings_ends_the_connection_of_a_client() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let builder = Builder::<Client>::new(&NOTES, format!("ws://{address}/"));
    let builder = builder.write_timeout(Duration::from_millis(200)).reconnect(crate::ws::Reconnect::never());
    let (connection, socket) = tokio::join!(builder.connect(), accepted(&listener));
    flood(socket, false).await;
    let mut state = connection.unwrap().state();
    let state = within(state.wait_for(|state| *state != State::Connected)).await.unwrap().to_string();
    assert!(state.contains("did not read"), "{state}");
}

#[tokio::test]
async fn a_flood_of_pings_ends_a_connection_out() {
    let server = Server::limited(Limits { write: Duration::from_millis(200), ..Limits::default() }).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let task = Reverse::new(format!("ws://{}/", listener.local_addr().unwrap())).start(&server.service);
    flood(accepted(&listener).await, false).await;
    until(|| server.counts.ended(Transport::Reverse) == 1).await;
    task.shutdown().await;
}

/// The server's side of the next connection.
async fn accepted(listener: &TcpListener) -> Plain {
    let (stream, _) = within(listener.accept()).await.unwrap();
    Box::pin(within(tokio_tungstenite::accept_async(MaybeTlsStream::Plain(stream)))).await.unwrap()
}

#[tokio::test]
async fn events_that_nobody_reads_are_bounded_in_bytes() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let builder = Builder::<Client>::new(&NOTES, format!("ws://{address}/")).event_bytes(10_000);
    let (connection, mut socket) = tokio::join!(builder.connect(), accepted(&listener));
    let connection = connection.unwrap();
    let mut events = connection.events::<Value>();
    for number in 0..100 {
        let event = serde_json::json!({"kind": number, "text": "x".repeat(1000)});
        socket.send(Message::text(event.to_string())).await.unwrap();
    }
    socket.send(Message::text(r#"{"kind":"last"}"#)).await.unwrap();
    // All are there when the answer to a call is that comes after them.
    let answered = tokio::spawn(async move {
        let call = json(&mut socket).await;
        let answer =
            serde_json::json!({"status": "ok", "code": 0, "data": {"id": 1, "title": ""}, "echo": call["echo"]});
        socket.send(Message::text(answer.to_string())).await.unwrap();
        socket
    });
    note(connection.client(), 1).await.unwrap();
    let Some(Err(Missed::Lost(lost))) = within(events.next()).await else { panic!("nothing was lost") };
    assert!((90..100).contains(&lost), "{lost}");
    let mut read = 0;
    while within(events.next()).await.unwrap().unwrap()["kind"] != "last" {
        read += 1;
    }
    assert_eq!(lost + read, 100);
    drop(answered.await.unwrap());
}
