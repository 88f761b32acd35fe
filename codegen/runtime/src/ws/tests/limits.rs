//! What a peer can use up.

use super::*;
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

#[tokio::test]
async fn who_does_not_read_loses_events_and_then_the_connection() {
    let limits = Limits { events: 8, write: Duration::from_millis(1500), ..Limits::default() };
    let server = Server::limited(limits).await;
    let mut slow = plain(&server.url("/events")).await;
    let mut quick = plain(&server.url("/events")).await;
    json(&mut slow).await;
    json(&mut quick).await;
    let event = serde_json::json!({"kind": "large", "text": "x".repeat(1 << 20)});
    for _ in 0..40 {
        server.events().publish(&event).unwrap();
        json(&mut quick).await;
    }
    // Of the events that did not fit into the buffers on the way the last few are kept.
    let mut read = 0;
    while timeout(Duration::from_millis(200), slow.next()).await.is_ok() {
        read += 1;
    }
    let lost = server.counts.lost.load(Ordering::SeqCst);
    assert!(lost > 0 && read > 8 && read + lost == 40, "{read} and {lost}");
    // Now it reads nothing at all.
    within(async {
        while server.counts.open(Transport::WebSocket) == 2 {
            server.events().publish(&event).unwrap();
            json(&mut quick).await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_peer_that_is_gone_is_noticed() {
    let short = Duration::from_millis(50);
    let server = Server::limited(Limits { quiet: short, pong: short, ..Limits::default() }).await;
    // It is there, but answers no ping as nobody polls it.
    let _silent = plain(&server.url("/calls")).await;
    let mut lively = plain(&server.url("/calls")).await;
    let lively = tokio::spawn(async move { while lively.next().await.is_some() {} });
    until(|| server.counts.open(Transport::WebSocket) == 2).await;
    until(|| server.counts.open(Transport::WebSocket) == 1).await;
    sleep(short * 6).await;
    assert_eq!(server.counts.open(Transport::WebSocket), 1);
    lively.abort();
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
