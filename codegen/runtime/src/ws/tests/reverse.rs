//! Servers that connect to the application, and that send events by POST.

use super::*;
use crate::client::ws::{Listener, ListenerBuilder, Peer};
use crate::server::ws::{Push, Reverse};
use crate::ws::Role;
use axum::body::{Body, to_bytes};
use http::{Request, Response};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpSocket;

async fn listener(token: Option<&str>) -> Listener {
    let builder = ListenerBuilder::<Client>::new(&NOTES);
    let builder = token.into_iter().fold(builder, |builder, token| builder.token(token.to_owned()));
    builder.bind("127.0.0.1:0").await.unwrap()
}

fn reverse(listener: &Listener) -> Reverse {
    Reverse::new(format!("ws://{}/any", listener.address())).interval(Duration::from_millis(20))
}

#[tokio::test]
async fn a_server_connects_to_the_application() {
    let server = Server::new().await;
    let mut listener = listener(Some("T")).await;
    for role in [Role::Universal, Role::Calls, Role::Events] {
        let task = reverse(&listener).role(role).token("T").start(&server.service);
        let peer = within(listener.accept()).await.unwrap();
        assert_eq!((peer.role, peer.self_id.as_deref()), (role, Some("42")));
        let mut events = peer.connection.events::<Value>();
        if role.has_events() {
            assert_eq!(within(events.next()).await.unwrap().unwrap()["kind"], "hello");
            server.events().publish(&serde_json::json!({"kind": "note"})).unwrap();
            assert_eq!(within(events.next()).await.unwrap().unwrap()["kind"], "note");
        }
        let answer = note(peer.connection.client(), 1).await;
        assert_eq!(answer.is_ok(), role.has_calls(), "{answer:?}");
        within(task.shutdown()).await;
        assert!(within(events.next()).await.is_none());
        assert!(!peer.is_connected());
    }
}

#[tokio::test]
async fn a_wrong_token_keeps_a_server_out() {
    let server = Server::new().await;
    let mut listener = listener(Some("T")).await;
    let _wrong = reverse(&listener).token("wrong").start(&server.service);
    let _none = reverse(&listener).start(&server.service);
    assert!(timeout(Duration::from_millis(150), listener.accept()).await.is_err());
    let _right = reverse(&listener).token("T").start(&server.service);
    assert!(within(listener.accept()).await.unwrap().is_connected());
}

#[tokio::test]
async fn a_server_comes_back_and_finishes_its_calls_at_the_end() {
    let server = Server::new().await;
    let mut listener = listener(None).await;
    let task = reverse(&listener).start(&server.service);
    let Peer { connection, .. } = within(listener.accept()).await.unwrap();
    within(connection.close()).await;
    let Peer { connection, .. } = within(listener.accept()).await.unwrap();
    let client = connection.client().clone();
    let call = tokio::spawn(async move { note(&client, -1).await });
    until(|| server.notes.begun.load(Ordering::SeqCst) == 1).await;
    let shutdown = tokio::spawn(task.shutdown());
    sleep(Duration::from_millis(20)).await;
    assert!(!shutdown.is_finished());
    server.notes.gate.add_permits(1);
    assert_eq!(within(call).await.unwrap().unwrap().id, -1);
    within(shutdown).await.unwrap();
}

#[tokio::test]
async fn a_dropped_task_hangs_up() {
    let server = Server::new().await;
    let mut listener = listener(None).await;
    let task = reverse(&listener).start(&server.service);
    let peer = within(listener.accept()).await.unwrap();
    drop(task);
    until(|| !peer.is_connected()).await;
    until(|| server.counts.open(Transport::Reverse) == 0).await;
}

/// What an application got by POST.
type Posted = Arc<Mutex<Vec<(http::HeaderMap, String)>>>;

/// An application that answers every event with the next of these.
async fn application(answers: &'static [(u16, &'static str)]) -> (String, Posted) {
    let posted = Posted::default();
    let seen = Arc::clone(&posted);
    let handler = move |request: Request<Body>| {
        let seen = Arc::clone(&seen);
        async move {
            let (parts, body) = request.into_parts();
            let body = to_bytes(body, 1 << 20).await.unwrap();
            let mut seen = seen.lock().unwrap();
            let (status, answer) = answers[seen.len() % answers.len()];
            seen.push((parts.headers, String::from_utf8(body.to_vec()).unwrap()));
            Response::builder().status(status).body(Body::from(answer)).unwrap()
        }
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/events", listener.local_addr().unwrap());
    let router = axum::Router::new().route("/events", axum::routing::post(handler));
    tokio::spawn(serve(listener, router, Limits::default(), std::future::pending()));
    (url, posted)
}

#[tokio::test]
async fn events_are_posted_with_a_signature_and_answers_are_calls() {
    let server = Server::new().await;
    let (url, posted) =
        application(&[(204, ""), (200, ""), (500, "{}"), (200, "no JSON"), (200, r#"{"reply": "hi"}"#)]).await;
    let task = Push::new(url).secret("key").start(&server.service).unwrap();
    let event = r#"{"kind":"note","id":9007199254740993}"#;
    for _ in 0..5 {
        server.events().publish(&serde_json::from_str::<Value>(event).unwrap()).unwrap();
    }
    until(|| !server.notes.answers.lock().unwrap().is_empty()).await;
    let answers = server.notes.answers.lock().unwrap().clone();
    let event: Value = serde_json::from_str(event).unwrap();
    assert_eq!(answers, [Answer { event, operation: serde_json::json!({"reply": "hi"}) }]);
    let posted = posted.lock().unwrap().clone();
    assert_eq!(posted.len(), 5);
    for (headers, body) in posted {
        assert_eq!(body, r#"{"kind":"note","id":9007199254740993}"#);
        assert_eq!(headers["x-self"], "42");
        assert_eq!(headers["content-type"], "application/json");
        // By `printf … | openssl dgst -sha1 -hmac key`.
        assert_eq!(headers["x-signature"], "sha1=818a11727ac3756e993aa6aedd3ca0980b21c132");
    }
    within(task.shutdown()).await;
}

#[tokio::test]
async fn an_event_waits_for_the_application_to_come_up() {
    let server = Server::with(Config::new().heartbeat(Some(Duration::from_millis(20)))).await;
    // A port that is taken, but takes no connections yet.
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let address = socket.local_addr().unwrap();
    let _task = Push::new(format!("http://{address}/")).timeout(PATIENCE).start(&server.service).unwrap();
    sleep(Duration::from_millis(50)).await;
    let listener = socket.listen(16).unwrap();
    let (mut stream, _) = within(listener.accept()).await.unwrap();
    let mut head = [0; 4];
    within(stream.read_exact(&mut head)).await.unwrap();
    assert_eq!(&head, b"POST");
}

#[tokio::test]
async fn who_is_silent_keeps_no_server_out() {
    let server = Server::new().await;
    for begin in ["", "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n"] {
        let builder = ListenerBuilder::<Client>::new(&NOTES).handshakes(2);
        // Longer than the test may take.
        let builder = builder.connect_timeout(PATIENCE * 2);
        let mut listener = builder.bind("127.0.0.1:0").await.unwrap();
        let mut silent = Vec::new();
        for _ in 0..6 {
            let mut stream = TcpStream::connect(listener.address()).await.unwrap();
            stream.write_all(begin.as_bytes()).await.unwrap();
            silent.push(stream);
        }
        let task = reverse(&listener).timeout(PATIENCE).start(&server.service);
        assert!(within(listener.accept()).await.unwrap().is_connected());
        drop(task);
    }
}

#[tokio::test]
async fn a_web_page_is_no_server() {
    let mut listener = ListenerBuilder::<Client>::new(&NOTES)
        .allow_origin("https://app.example")
        .allow_host("bot.example")
        .bind("127.0.0.1:0")
        .await
        .unwrap();
    let own = format!("Host: {}", listener.address());
    let cases = [
        (own.clone(), 101),
        (format!("{own}\r\nOrigin: http://{}", listener.address()), 101),
        (format!("{own}\r\nOrigin: https://app.example\r\nSec-Fetch-Site: cross-site"), 101),
        ("Host: bot.example".to_owned(), 101),
        (format!("{own}\r\nOrigin: http://evil.example"), 403),
        (format!("{own}\r\nSec-Fetch-Site: cross-site"), 403),
        ("Host: evil.example".to_owned(), 403),
        ("X-Nothing: 1".to_owned(), 400),
        (format!("{own}\r\n{own}"), 400),
    ];
    for (headers, status) in cases {
        let mut stream = TcpStream::connect(listener.address()).await.unwrap();
        let request = format!(
            "GET / HTTP/1.1\r\n{headers}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
             Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = [0; 12];
        within(stream.read_exact(&mut answer)).await.unwrap();
        assert_eq!(String::from_utf8_lossy(&answer), format!("HTTP/1.1 {status}"), "{headers}");
        if status == 101 {
            within(listener.accept()).await.unwrap();
        }
    }
}
