//! A handshake before the first call: a client and a server that do it, and what is on the wire when one of them does not.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use golden::handshake::{Backend, Client, Event, GetLamp, GetLampResponse, Ring, router};
use golden::runtime::client::ws::{Members, State, Turn};
use golden::runtime::server::{Config, Limits, serve};
use golden::runtime::{Empty, Endpoint, Failure, Value};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{WebSocketStream, client_async};

const PASSWORD: &str = "s3cret-password";

struct Tower;

impl Backend for Tower {
    async fn get_lamp(&self, request: GetLamp) -> Result<GetLampResponse, Failure> {
        Ok(GetLampResponse { on: request.lamp == 1, colour: "red".to_owned() })
    }

    async fn ring(&self, _: Ring) -> Result<Empty, Failure> {
        Ok(Empty)
    }
}

/// What stands for a hash here.
fn keyed(challenge: &str, password: &str) -> String {
    format!("{challenge}/{password}").chars().rev().collect()
}

fn judging() -> Config {
    Config::new().self_id(7).handshake(|turn: Turn| async move {
        if turn.sends() {
            return Ok(Members::new().with("d.challenge", "c1"));
        }
        let wanted = turn.text("Hello", "d.challenge").map(|challenge| keyed(challenge, PASSWORD));
        if turn.text("Identify", "d.auth") == wanted.as_deref() { Ok(Members::new()) } else { Err("it is wrong") }
    })
}

async fn address(config: Config) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(serve(listener, router(Tower, config), Limits::default(), std::future::pending()));
    address
}

fn answering(turn: &Turn, password: &str) -> Result<Members, &'static str> {
    // The client judges the challenge too.
    if !turn.sends() {
        return Ok(Members::new());
    }
    let challenge = turn.text("Hello", "d.challenge").ok_or("there is no challenge")?;
    Ok(Members::new().with("d.auth", keyed(challenge, password)).with("d.wants", json!(["ready"])))
}

#[tokio::test]
async fn calls_and_events_come_after_the_handshake() {
    let address = address(judging()).await;
    let builder = Client::websocket(format!("ws://{address}"));
    let connection =
        builder.handshake(|turn: Turn| async move { answering(&turn, PASSWORD) }).connect().await.unwrap();
    let mut events = connection.events::<Event>();
    assert!(connection.client().get_lamp(1).await.unwrap().on);
    assert_eq!(connection.client().ring().await.unwrap(), Empty);
    let first = events.next().await.unwrap().unwrap();
    assert!(matches!(first, Event::Ready(_)), "{first:?}");
    assert_eq!(connection.strays(), 0);
    connection.close().await;
}

#[tokio::test]
async fn a_handshake_that_fails_says_where_and_shows_no_credential() {
    let address = address(judging()).await;
    let url = format!("ws://{address}");
    let wrong = Client::websocket(&url).handshake(|turn: Turn| async move { answering(&turn, "wrong-password") });
    let error = wrong.connect().await.unwrap_err();
    let failed = error.handshake().expect("a handshake");
    assert_eq!((failed.step(), failed.close_code()), ("Identified", Some(4009)));
    assert!(!format!("{error} {error:?}").contains("wrong-password"), "{error:?}");
    for (error, step, words) in [
        (Client::websocket(&url).connect().await.unwrap_err(), "Identify", "there is no hook for it"),
        (
            Client::websocket(&url).handshake(|_| async { Ok::<_, String>(Members::new()) }).connect().await.unwrap_err(),
            "Identify",
            "the hook gives no `d.auth`",
        ),
        (
            Client::websocket(&url)
                .handshake(|turn: Turn| async move {
                    if turn.sends() { Ok::<_, String>(Members::new().with("d.x", 1)) } else { Ok(Members::new()) }
                })
                .connect()
                .await
                .unwrap_err(),
            "Identify",
            "`d.x`, which is not computed",
        ),
        (
            Client::websocket(&url).handshake(|_| async { Err::<Members, _>("no challenge is good") }).connect().await.unwrap_err(),
            "Hello",
            "it is refused: no challenge is good",
        ),
        (
            Client::websocket(&url)
                .connect_timeout(Duration::from_millis(200))
                .handshake(|_| std::future::pending::<Result<Members, String>>())
                .connect()
                .await
                .unwrap_err(),
            "Hello",
            "not done within 200ms",
        ),
    ] {
        assert_eq!(error.handshake().map(golden::runtime::ws::HandshakeError::step), Some(step), "{error}");
        assert!(error.to_string().contains(words), "{error}");
    }
}

#[tokio::test]
async fn a_lost_connection_does_its_handshake_again() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("ws://{}", listener.local_addr().unwrap());
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let ended = tokio::spawn(serve(listener, router(Tower, judging()), Limits::default(), async { drop(stopped.await) }));
    let connection = Client::websocket(&url)
        .reconnect(golden::runtime::client::ws::Reconnect::waits(Duration::from_millis(20), Duration::from_millis(50)))
        .handshake(|turn: Turn| async move { answering(&turn, PASSWORD) })
        .connect()
        .await
        .unwrap();
    assert!(connection.client().get_lamp(1).await.unwrap().on);
    let mut state = connection.state();
    drop(stop);
    state.wait_for(|state| matches!(state, State::Disconnected { .. })).await.unwrap();
    ended.await.unwrap();
    let listener = TcpListener::bind(url.strip_prefix("ws://").unwrap()).await.unwrap();
    tokio::spawn(serve(listener, router(Tower, judging()), Limits::default(), std::future::pending()));
    assert!(connection.client().get_lamp(1).await.unwrap().on);
}

type Socket = WebSocketStream<TcpStream>;

async fn socket(address: &str, path: &str) -> Socket {
    let stream = TcpStream::connect(address).await.unwrap();
    client_async(format!("ws://{address}{path}"), stream).await.unwrap().0
}

async fn next(socket: &mut Socket) -> Message {
    tokio::time::timeout(Duration::from_secs(20), socket.next()).await.expect("a message").unwrap().unwrap()
}

#[tokio::test]
async fn nothing_else_is_answered_before_it() {
    let address = address(judging()).await;
    let long = format!(r#"{{"op":1,"d":{{"rpc":1,"auth":"{}"}}}}"#, "x".repeat(70_000));
    for (frame, reason) in [
        (r#"{"op":6,"d":{"call":"Ring","id":1}}"#, "the message does not have 1 in `op`"),
        (r#"{"op":1,"d":{"rpc":2,"auth":"x"}}"#, "the message does not have 1 in `d.rpc`"),
        (r#"{"op":1,"d":{"rpc":1}}"#, "the message has no `d.auth`"),
        (r#"{"op":1,"d":{"rpc":1,"auth":"x"}}"#, "`Identify` is refused"),
        ("[]", "the message is no JSON object"),
        ("{", "the message is no JSON object"),
        (&long, "the message has more than 65536 bytes"),
    ] {
        for path in ["/", "/events"] {
            let mut socket = socket(&address, path).await;
            let Message::Text(hello) = next(&mut socket).await else { panic!("hello") };
            let hello: Value = serde_json::from_str(&hello).unwrap();
            assert_eq!((&hello["op"], &hello["d"]["challenge"]), (&json!(0), &json!("c1")));
            socket.send(Message::text(frame)).await.unwrap();
            let Message::Close(Some(close)) = next(&mut socket).await else { panic!("{frame}: a close frame") };
            assert_eq!(u16::from(close.code), 4009, "{frame}");
            assert!(close.reason.contains(reason), "{frame}: {}", close.reason);
        }
    }
}

#[tokio::test]
async fn a_server_that_cannot_judge_takes_nobody_and_one_that_waits_gives_up() {
    let mut unjudged = socket(&address(Config::new()).await, "/").await;
    let Message::Close(Some(close)) = next(&mut unjudged).await else { panic!("a close frame") };
    assert_eq!(u16::from(close.code), 1011);
    let limits = Limits { handshake: Duration::from_millis(200), ..Limits::default() };
    let mut silent = socket(&address(judging().limits(limits)).await, "/").await;
    assert!(next(&mut silent).await.is_text());
    let Message::Close(Some(close)) = next(&mut silent).await else { panic!("a close frame") };
    assert_eq!(u16::from(close.code), 4009, "{}", close.reason);
}

/// What the handshake asks for lets nobody in who calls without one.
#[tokio::test]
async fn a_call_over_http_has_no_handshake() {
    let call = json!({"op": 6, "d": {"call": GetLamp::NAME, "with": {"lamp": 1}}}).to_string();
    for (config, status) in [(judging(), 401), (Config::new(), 200)] {
        let address = address(config).await;
        let mut stream = TcpStream::connect(&address).await.unwrap();
        let head = format!("POST / HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\ncontent-type: application/json\r\n");
        let request = format!("{head}content-length: {}\r\n\r\n{call}", call.len());
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{answer}");
        assert!(!answer.contains(PASSWORD), "{answer}");
    }
}
