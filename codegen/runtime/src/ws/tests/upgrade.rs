//! Who gets a WebSocket.

use super::*;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

const KEY: &str = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
const REST: &str =
    "Host: localhost\r\nConnection: keep-alive, Upgrade\r\nUpgrade: WebSocket\r\nSec-WebSocket-Version: 13";

/// The head of the response to this request.
async fn head(server: &Server, request: &str) -> String {
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut head = String::new();
    within(async {
        while !head.contains("\r\n\r\n") {
            let mut bytes = [0; 1024];
            let read = stream.read(&mut bytes).await.unwrap();
            assert!(read > 0, "{head}");
            head.push_str(&String::from_utf8_lossy(&bytes[..read]));
        }
    })
    .await;
    head.to_ascii_lowercase()
}

#[tokio::test]
async fn requests_are_checked_before_the_upgrade() {
    let server = Server::with(Config::new().token("T").heartbeat(None)).await;
    let bearer = "Authorization: Bearer T";
    let cases = [
        (format!("GET /?key=T HTTP/1.1\r\n{REST}\r\n{KEY}"), "101 ", "s3pplmbitxaq9kygzzhzrbk+xoo="),
        (format!("GET /calls HTTP/1.1\r\n{REST}\r\n{KEY}\r\nAuthorization: T"), "101 ", "upgrade"),
        (format!("GET /events/ HTTP/1.1\r\n{REST}\r\n{KEY}\r\n{bearer}"), "101 ", "upgrade"),
        (format!("GET / HTTP/1.1\r\n{REST}\r\n{KEY}"), "401 ", ""),
        (format!("GET /?key=X HTTP/1.1\r\n{REST}\r\n{KEY}"), "403 ", ""),
        (format!("GET /nowhere HTTP/1.1\r\n{REST}\r\n{KEY}"), "401 ", ""),
        (format!("GET /nowhere HTTP/1.1\r\n{REST}\r\n{KEY}\r\n{bearer}"), "404 ", ""),
        (format!("POST / HTTP/1.1\r\nContent-Length: 0\r\n{REST}\r\n{KEY}\r\n{bearer}"), "405 ", "allow: get"),
        (format!("GET / HTTP/1.1\r\n{REST}\r\n{bearer}"), "400 ", ""),
        (format!("GET / HTTP/1.1\r\n{REST}\r\n{bearer}\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ="), "400 ", ""),
        (format!("GET / HTTP/1.1\r\n{}\r\n{KEY}\r\n{bearer}", REST.replace("13", "8")), "426 ", "version: 13"),
        (format!("GET / HTTP/1.1\r\n{}\r\n{KEY}\r\n{bearer}", REST.replace(", Upgrade", "")), "400 ", ""),
    ];
    for (request, status, contained) in cases {
        let head = head(&server, &format!("{request}\r\n\r\n")).await;
        assert!(head.starts_with(&format!("http/1.1 {status}")), "{request}\n{head}");
        assert!(head.contains(contained), "{request}\n{head}");
    }
}

#[tokio::test]
async fn any_path_carries_all_where_the_profile_has_it() {
    let config = Config::new().profile(NOTES.profile("loose").unwrap()).heartbeat(None);
    let server = Server::with(config).await;
    let mut socket = plain(&server.url("/some/where")).await;
    let hello = json(&mut socket).await;
    assert_eq!((&hello["kind"], &hello["extra"]), (&"hello".into(), &2.into()));
    send(&mut socket, r#"{"action":"nothing","echo":1}"#).await;
    assert_eq!(json(&mut socket).await["code"], 404);
}

#[tokio::test]
async fn paths_are_relative_to_where_the_router_is_nested() {
    let notes = Arc::<Notes>::default();
    let router = Service::new(notes.table(), Config::new().heartbeat(None)).router();
    let router = axum::Router::new().nest("/notes", router);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(serve(listener, router, Limits::default(), std::future::pending()));
    let mut socket = plain(&format!("ws://{address}/notes/calls")).await;
    send(&mut socket, r#"{"action":"get_note","params":{"id":1},"echo":1}"#).await;
    assert_eq!(json(&mut socket).await["data"]["id"], 1);
    assert!(connect_async(format!("ws://{address}/calls")).await.is_err());
}
