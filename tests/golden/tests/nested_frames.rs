//! Frames and an envelope whose members stand in objects: a client and a server, talking over HTTP and over a WebSocket,
//! and what is on the wire between them.

use futures_util::StreamExt;
use golden::nested_frames::{Backend, Client, Event, GetBoat, GetBoatResponse, GreetingEvent, Sink, router};
use golden::runtime::server::{Config, Limits, serve};
use golden::runtime::{Empty, Failure};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

struct Harbour;

impl Backend for Harbour {
    async fn get_boat(&self, request: GetBoat) -> Result<GetBoatResponse, Failure> {
        if request.boat != 1 {
            return Err(Failure::new(604, "no such boat"));
        }
        Ok(GetBoatResponse { afloat: request.deep != Some(true), crew: vec!["Ann".to_owned()] })
    }

    async fn sink(&self, _: Sink) -> Result<Empty, Failure> {
        Ok(Empty)
    }
}

async fn address() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let config = Config::new().self_id(7);
    tokio::spawn(serve(listener, router(Harbour, config), Limits::default(), std::future::pending()));
    address
}

async fn talk(client: &Client) {
    let found = client.get_boat(1).await.unwrap();
    assert_eq!((found.afloat, found.crew), (true, vec!["Ann".to_owned()]));
    assert!(!client.get_boat(1).deep(true).await.unwrap().afloat);
    assert_eq!(client.sink(1).await.unwrap(), Empty);
    let error = client.get_boat(2).await.unwrap_err();
    assert_eq!(error.failure(), Some(&Failure::new(604, "no such boat")));
    let error = client.call_raw("GetShip", json!({})).await.unwrap_err();
    assert_eq!(error.failure().map(|failure| failure.code), Some(404), "{error}");
}

#[tokio::test]
async fn a_client_calls_by_post_to_one_path() {
    let client = Client::builder(format!("http://{}", address().await)).build().unwrap();
    talk(&client).await;
}

#[tokio::test]
async fn a_client_calls_over_a_websocket_and_hears_events() {
    let connection = Client::websocket(format!("ws://{}", address().await)).connect().await.unwrap();
    let mut events = connection.events::<Event>();
    talk(connection.client()).await;
    let hello = events.next().await.unwrap().unwrap();
    let Event::Greeting(GreetingEvent { d, .. }) = hello else { panic!("{hello:?}") };
    assert_eq!((d.kind.as_str(), d.harbour), ("hello", 7));
    connection.close().await;
}

#[tokio::test]
async fn the_wire_has_objects_in_objects() {
    let address = address().await;
    for (path, frame, body) in [
        (
            "/frames",
            r#"{"op":6,"d":{"call":"GetBoat","with":{"boat":1},"id":[1]}}"#,
            r#"{"op":7,"d":{"state":{"ok":true,"code":100},"data":{"afloat":true,"crew":["Ann"]},"id":[1]}}"#,
        ),
        (
            "/frames",
            r#"{"op":6,"d":{"call":"GetBoat","with":{"boat":2},"id":"2"}}"#,
            r#"{"op":7,"d":{"state":{"ok":false,"code":604,"why":"no such boat"},"data":null,"id":"2"}}"#,
        ),
        (
            "/frames",
            r#"{"op":7,"d":{"call":"Sink","with":{"boat":2}}}"#,
            r#"{"op":7,"d":{"state":{"ok":false,"code":400,"why":"BAD_REQUEST: a call has 6 in `op`"},"data":null}}"#,
        ),
        (
            "/Sink",
            r#"{"boat":1,"d":{"id":3}}"#,
            r#"{"op":7,"d":{"state":{"ok":true,"code":100},"data":null}}"#,
        ),
    ] {
        let (answer, found) = post(&address, path, frame).await;
        assert_eq!(found, body, "{frame}: {answer}");
    }
    for (path, frame, words) in [
        ("/frames", "[]", "the body is not a call as a JSON object"),
        ("/frames", "{", "the body is not a call as a JSON object"),
        ("/frames", r#"{"op":6,"d":null,"d.call":"Sink"}"#, "name the endpoint in `d.call`, as text"),
        ("/frames", r#"{"op":6,"d":{"call":"Swim"}}"#, "there is no endpoint `Swim`"),
        ("/", r#"{"op":6,"d":{"call":"Sink","with":{"boat":1}}}"#, "there is no endpoint `/`"),
    ] {
        let (_, found) = post(&address, path, frame).await;
        assert!(found.contains(words), "{frame}: {found}");
    }
}

/// Sends a body, and returns the head and the body of the answer.
async fn post(address: &str, path: &str, body: &str) -> (String, String) {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let length = body.len();
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n\
         Content-Length: {length}\r\n\r\n"
    );
    stream.write_all((head + body).as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head.to_owned(), body.to_owned())
}
