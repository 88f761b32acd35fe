//! A server whose peers send nonsense, half of something, or nothing.

use super::*;
use tokio::io::AsyncWriteExt;
use tokio_tungstenite::tungstenite::handshake::client::generate_key;

#[tokio::test]
async fn what_is_no_call_is_answered_and_the_connection_stays() {
    let server = Server::new().await;
    let mut socket = plain(&server.url("/calls")).await;
    let deep = format!(r#"{{"action":"get_note","params":{{"id":{}{}}}}}"#, "[".repeat(200), "]".repeat(200));
    let cases = [
        ("", 1400, "JSON object"),
        ("hello", 1400, "JSON object"),
        ("[1]", 1400, "JSON object"),
        (r#"{"action":"get_note""#, 1400, "JSON object"),
        (r#"{"action":1,"echo":7}"#, 1400, "action"),
        (r#"{"params":{"id":1},"echo":7}"#, 1400, "action"),
        (r#"{"action":"get_note","params":[1],"echo":7}"#, 1400, "object"),
        (r#"{"action":"get_note","params":{},"echo":7}"#, 1400, "`id`"),
        (r#"{"action":"get_note","params":{"id":"x"},"echo":7}"#, 1400, "`id`"),
        (r#"{"action":"no_such","echo":7}"#, 1404, "no_such"),
        (&deep, 400, "deeper"),
    ];
    for (frame, code, wording) in cases {
        for binary in [false, true] {
            let message = if binary { Message::binary(frame.to_owned()) } else { Message::text(frame) };
            socket.send(message).await.unwrap();
            let answer = json(&mut socket).await;
            assert_eq!((&answer["status"], &answer["code"]), (&"failed".into(), &code.into()), "{frame}: {answer}");
            assert!(answer["wording"].as_str().unwrap().contains(wording), "{frame}: {answer}");
            assert_eq!(answer.get("echo").is_some(), frame.contains("echo"), "{frame}: {answer}");
        }
    }
    socket.send(Message::binary(vec![0xc3, 0x28])).await.unwrap();
    assert_eq!(json(&mut socket).await["code"], 1400);
    socket.send(Message::Ping("x".into())).await.unwrap();
    assert_eq!(within(socket.next()).await.unwrap().unwrap(), Message::Pong("x".into()));
    send(&mut socket, r#"{"action":"get_note","params":{"id":"7"},"echo":7}"#).await;
    assert_eq!(json(&mut socket).await["data"]["id"], 7);
}

#[tokio::test]
async fn half_a_frame_harms_nobody_else() {
    let server = Server::new().await;
    let mut good = plain(&server.url("/calls")).await;
    for rest in [&[0x81][..], &[0x81, 0xff, 0, 0], &[0x81, 0x85, 1, 2, 3, 4, b'h'], &[0xff, 0xff, 0xff, 0xff]] {
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        let key = generate_key();
        let head = format!(
            "GET /calls HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
             Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        until(|| server.counts.open(Transport::WebSocket) == 2).await;
        stream.write_all(rest).await.unwrap();
        drop(stream);
        until(|| server.counts.open(Transport::WebSocket) == 1).await;
        send(&mut good, r#"{"action":"get_note","params":{"id":1}}"#).await;
        assert_eq!(json(&mut good).await["code"], 0);
    }
}

#[tokio::test]
async fn a_session_outlives_a_backend_that_panics() {
    #[derive(Debug)]
    struct Broken;
    let mut table = Table::new(&NOTES);
    table.add::<GetNote, _, _>(&Arc::new(Broken), |_, request| async move {
        assert!(request.id != 1, "a test");
        tokio::task::yield_now().await;
        assert!(request.id != 2, "a test");
        Ok(Note { id: request.id, title: String::new() })
    });
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = crate::server::router(table, Config::new());
    tokio::spawn(serve(listener, router, Limits::default(), std::future::pending()));
    let mut socket = plain(&format!("ws://{address}/calls")).await;
    for (id, code) in [(1, 500), (2, 500), (3, 0)] {
        send(&mut socket, &format!(r#"{{"action":"get_note","params":{{"id":{id}}},"echo":{id}}}"#)).await;
        let answer = json(&mut socket).await;
        assert_eq!((&answer["code"], &answer["echo"]), (&code.into(), &id.into()));
    }
}
