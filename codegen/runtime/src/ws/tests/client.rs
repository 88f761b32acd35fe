//! A client whose server goes away, is slow, or talks nonsense.

use super::*;
use crate::client::Error;
use crate::client::ws::{Heartbeat, State};
use crate::ws::Reconnect;
use tokio_tungstenite::accept_async;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

/// Reconnects quickly.
fn quickly() -> Reconnect {
    Reconnect::waits(Duration::from_millis(10), Duration::from_millis(50))
}

/// A server that can be made to misbehave: the test holds its ends.
struct Bad(TcpListener);

impl Bad {
    async fn new() -> Self {
        Self(TcpListener::bind("127.0.0.1:0").await.unwrap())
    }

    fn builder(&self) -> Builder {
        Builder::new(&NOTES, format!("ws://{}/", self.0.local_addr().unwrap())).reconnect(quickly())
    }

    async fn accept(&self) -> WebSocketStream<TcpStream> {
        accept_async(within(self.0.accept()).await.unwrap().0).await.unwrap()
    }

    async fn connect(&self, builder: Builder) -> (Connection, WebSocketStream<TcpStream>) {
        let (connection, socket) = tokio::join!(builder.connect(), self.accept());
        (connection.unwrap(), socket)
    }
}

async fn call_on(socket: &mut WebSocketStream<TcpStream>) -> Value {
    let message = within(socket.next()).await.unwrap().unwrap();
    serde_json::from_str(message.to_text().unwrap()).unwrap()
}

fn answer(call: &Value) -> Message {
    let (id, echo) = (&call["params"]["id"], &call["echo"]);
    Message::text(format!(r#"{{"status":"ok","code":0,"data":{{"id":{id},"title":"t"}},"echo":{echo}}}"#))
}

fn ask(connection: &Connection, id: i64) -> JoinHandle<Result<Note, Error>> {
    let client = connection.client().clone();
    tokio::spawn(async move { note(&client, id).await })
}

#[tokio::test]
async fn calls_that_were_sent_fail_at_a_disconnect_and_are_not_sent_again() {
    let server = Bad::new().await;
    let (connection, mut socket) = server.connect(server.builder()).await;
    let sent = [ask(&connection, 1), ask(&connection, 2)];
    call_on(&mut socket).await;
    call_on(&mut socket).await;
    drop(socket);
    for call in sent {
        let error = within(call).await.unwrap().unwrap_err();
        assert!(matches!(error, Error::Disconnected { sent: true, .. }), "{error}");
        assert!(error.to_string().contains("may have carried"), "{error}");
    }
    let next = ask(&connection, 3);
    let mut socket = server.accept().await;
    let call = call_on(&mut socket).await;
    assert_eq!(call["params"]["id"], 3);
    socket.send(answer(&call)).await.unwrap();
    assert_eq!(within(next).await.unwrap().unwrap().id, 3);
}

/// The reason is that of the peer, but for the credential that it repeats.
#[tokio::test]
async fn a_disconnect_says_why() {
    let server = Bad::new().await;
    let (connection, mut socket) = server.connect(server.builder().token("sesame")).await;
    let call = ask(&connection, 1);
    call_on(&mut socket).await;
    let frame = CloseFrame { code: CloseCode::Policy, reason: "sesame\u{1b}[31m is used\u{202e} elsewhere".into() };
    socket.close(Some(frame)).await.unwrap();
    let error = within(call).await.unwrap().unwrap_err();
    assert!(error.to_string().contains("with code 1008: ***\\u{1b}[31m is used\\u{202e} elsewhere"), "{error}");
    assert!(!format!("{error:?}{:?}", connection.state().borrow()).contains("sesame"), "{error:?}");
}

#[tokio::test]
async fn calls_wait_for_the_connection_or_fail_at_once() {
    let server = Bad::new().await;
    for wait in [true, false] {
        let builder = server.builder().timeout(PATIENCE);
        let builder = if wait { builder } else { builder.fail_while_down() };
        let (connection, socket) = server.connect(builder).await;
        let mut state = connection.state();
        drop(socket);
        within(state.wait_for(|state| matches!(state, State::Disconnected { .. }))).await.unwrap();
        let call = ask(&connection, 1);
        if wait {
            let mut socket = server.accept().await;
            let message = call_on(&mut socket).await;
            socket.send(answer(&message)).await.unwrap();
            assert_eq!(within(call).await.unwrap().unwrap().id, 1);
        } else {
            let error = within(call).await.unwrap().unwrap_err();
            assert!(matches!(error, Error::Disconnected { sent: false, .. }), "{error}");
        }
    }
}

#[tokio::test]
async fn without_reconnects_a_lost_connection_is_closed() {
    let server = Bad::new().await;
    let (connection, socket) = server.connect(server.builder().reconnect(Reconnect::never())).await;
    let mut events = connection.events::<Value>();
    let mut state = connection.state();
    drop(socket);
    within(state.wait_for(|state| matches!(state, State::Closed { .. }))).await.unwrap();
    assert!(matches!(note(connection.client(), 1).await, Err(Error::Disconnected { sent: false, .. })));
    assert!(within(events.next()).await.is_none());
}

#[tokio::test]
async fn a_connection_closes_when_nobody_holds_it() {
    let server = Bad::new().await;
    let (connection, mut socket) = server.connect(server.builder()).await;
    let client = connection.client().clone();
    drop(connection);
    let call = tokio::spawn(async move { note(&client, 1).await });
    let message = call_on(&mut socket).await;
    socket.send(answer(&message)).await.unwrap();
    within(call).await.unwrap().unwrap();
    assert!(matches!(within(socket.next()).await, Some(Ok(Message::Close(_)))));
}

#[tokio::test]
async fn a_wrong_token_is_told_and_a_right_one_connects() {
    let server = Server::with(Config::new().token("right").heartbeat(None)).await;
    let error = server.builder("/").connect().await.unwrap_err();
    assert!(error.is_unauthenticated(), "{error}");
    let error = server.builder("/").token("wrong").connect().await.unwrap_err();
    assert!(error.is_forbidden() && !format!("{error} {error:?}").contains("wrong"), "{error:?}");
    let builder = server.builder("/").token("right");
    assert!(!format!("{builder:?}").contains("right"));
    let connection = builder.connect().await.unwrap();
    assert_eq!(note(connection.client(), 1).await.unwrap().id, 1);
}

/// Reconnects go on through refusals, until the server takes the token again.
#[tokio::test]
async fn a_refusal_does_not_end_the_reconnects() {
    let first = Server::with(Config::new().token("T").heartbeat(None)).await;
    let connection = first.builder("/calls").token("T").reconnect(quickly()).connect().await.unwrap();
    let mut state = connection.state();
    let address = first.address;
    first.stop.send(()).unwrap();
    within(first.running).await.unwrap();
    let listener = TcpListener::bind(address).await.unwrap();
    let refusing = Server::at(listener, Config::new().token("other"), Limits::default());
    let refused = |state: &State| matches!(state, State::Disconnected { reason, .. } if reason.contains("403"));
    within(state.wait_for(refused)).await.unwrap();
    let call = ask(&connection, 1);
    refusing.stop.send(()).unwrap();
    within(refusing.running).await.unwrap();
    let listener = TcpListener::bind(address).await.unwrap();
    let _again = Server::at(listener, Config::new().token("T"), Limits::default());
    assert_eq!(within(call).await.unwrap().unwrap().id, 1);
}

#[tokio::test]
async fn nonsense_of_the_server_is_counted_and_does_no_harm() {
    let server = Bad::new().await;
    let (connection, mut socket) = server.connect(server.builder()).await;
    let call = ask(&connection, 1);
    let message = call_on(&mut socket).await;
    let nonsense = ["", "[]", "{", "{}", r#"{"echo":null}"#, r#"{"echo":"999"}"#, r#"{"echo":"x"}"#, "\"text\""];
    for text in nonsense {
        socket.send(Message::text(text)).await.unwrap();
    }
    socket.send(Message::binary(vec![0xff, 0xfe])).await.unwrap();
    socket.send(Message::Ping("are you there".into())).await.unwrap();
    let Message::Text(text) = answer(&message) else { panic!() };
    socket.send(Message::binary(text)).await.unwrap();
    assert_eq!(within(call).await.unwrap().unwrap().id, 1);
    assert_eq!(connection.strays(), 9);
    assert_eq!(within(socket.next()).await.unwrap().unwrap(), Message::Pong("are you there".into()));
    // A second answer to the same call is late, not strange.
    socket.send(answer(&message)).await.unwrap();
    socket.send(Message::text(r#"{"kind":1}"#)).await.unwrap();
    let mut events = connection.events::<Value>();
    within(events.next()).await.unwrap().unwrap();
    assert_eq!(connection.strays(), 9);
}

#[tokio::test]
async fn missing_heartbeats_and_unanswered_pings_end_a_connection() {
    let server = Bad::new().await;
    let short = Duration::from_millis(40);
    let rules = [
        (server.builder().heartbeat(Heartbeat::Intervals(2)), "no message"),
        (server.builder().heartbeat(Heartbeat::Within(short)), "no message"),
        (server.builder().heartbeat(Heartbeat::Off).ping(short, short), "ping"),
    ];
    for (builder, expected) in rules {
        let (connection, mut socket) = server.connect(builder).await;
        let mut state = connection.state();
        socket.send(Message::text(r#"{"kind":"beat","status":{},"interval":20}"#)).await.unwrap();
        // The socket stays open, but nothing reads it: pings stay unanswered.
        let lost = within(state.wait_for(|state| *state != State::Connected)).await.unwrap().to_string();
        assert!(lost.contains(expected), "{lost}");
        drop(socket);
        let _again = server.accept().await;
    }
}

#[tokio::test]
async fn calls_beyond_the_limit_wait() {
    let server = Bad::new().await;
    let (connection, mut socket) = server.connect(server.builder().calls_in_flight(2)).await;
    let calls: Vec<_> = (0..5).map(|id| ask(&connection, id)).collect();
    let first = [call_on(&mut socket).await, call_on(&mut socket).await];
    assert!(timeout(Duration::from_millis(30), socket.next()).await.is_err());
    for call in &first {
        socket.send(answer(call)).await.unwrap();
    }
    for _ in 0..3 {
        let call = call_on(&mut socket).await;
        socket.send(answer(&call)).await.unwrap();
    }
    for call in calls {
        within(call).await.unwrap().unwrap();
    }
}

#[tokio::test]
async fn a_server_that_does_not_read_is_dropped() {
    let server = Bad::new().await;
    let builder = server.builder().write_timeout(Duration::from_millis(100)).reconnect(Reconnect::never());
    let (connection, _socket) = server.connect(builder).await;
    let client = connection.client().clone();
    let title = "x".repeat(1 << 20);
    let calls = (0..64).map(|_| {
        let (client, title) = (client.clone(), title.clone());
        async move { client.call_raw("add_note", serde_json::json!({ "title": title })).await }
    });
    for answer in within(futures_util::future::join_all(calls)).await {
        assert!(matches!(answer, Err(Error::Disconnected { .. })));
    }
    let closed = connection.state().borrow().to_string();
    assert!(closed.contains("did not read"), "{closed}");
}
