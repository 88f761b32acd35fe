//! Calls over a WebSocket.

use futures_util::{SinkExt as _, StreamExt as _};
use mock::Samples;
use serde_json::Value;
use tablewright::ir::{member, set_member};
use tablewright_cli::serve::handshake;
use tablewright_runtime::api::{Heartbeat, Part, Side, Step};
use tablewright_runtime::server::{Config, Limits, Service, Table, serve};
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{WebSocketStream, client_async};

use super::bodies;
use super::subject::Subject;

const TOKEN: &str = "a-token";

/// Connects to a server on this path: a socket, or the status with which it is refused.
async fn connect(
    subject: &Subject,
    table: Table,
    path: &str,
    token: &str,
) -> Result<(WebSocketStream<TcpStream>, Vec<String>), u16> {
    let config = handshake(Config::new().token(TOKEN).heartbeat(None), &subject.ir, Some(TOKEN));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(serve(listener, Service::new(table, config).router(), Limits::default(), std::future::pending()));
    let mut request = format!("ws://{address}{path}").into_client_request().unwrap();
    request.headers_mut().insert("authorization", format!("Bearer {token}").parse().unwrap());
    match client_async(request, TcpStream::connect(address).await.unwrap()).await {
        Ok((mut socket, _)) => {
            let said = greet(subject, &mut socket).await;
            Ok((socket, said))
        }
        Err(Error::Http(response)) => Err(response.status().as_u16()),
        Err(error) => panic!("{path}: {error}"),
    }
}

/// Does the handshake of an API, and returns what the server says in it; the time may differ.
async fn greet(subject: &Subject, socket: &mut WebSocketStream<TcpStream>) -> Vec<String> {
    let mut said = Vec::new();
    for step in subject.api.handshake() {
        if step.by == Side::Server {
            said.push(timeless(step, &next(socket, &[]).await));
            continue;
        }
        let mut frame = serde_json::Map::new();
        for (path, json) in step.when {
            set_member(&mut frame, path, serde_json::from_str(json).unwrap());
        }
        for member in step.computed.iter().chain(&step.token).filter(|member| member.required) {
            set_member(&mut frame, member.path, TOKEN.into());
        }
        socket.send(Message::text(Value::Object(frame).to_string())).await.unwrap();
    }
    said
}

/// What a server says in a step; the time may differ.
fn timeless(step: &Step, text: &str) -> String {
    let mut frame: Value = serde_json::from_str(text).unwrap();
    for (path, part) in step.parts.iter().filter(|(_, part)| *part == Part::Time) {
        let pointer = format!("/{}", path.replace('.', "/"));
        assert!(frame.pointer(&pointer).is_some_and(Value::is_u64), "{part:?}: {frame}");
        *frame.pointer_mut(&pointer).unwrap() = Value::Null;
    }
    frame.to_string()
}

/// Sends a heartbeat, and returns what the server answers.
async fn beat(beat: &Heartbeat, socket: &mut WebSocketStream<TcpStream>, marks: &[&str]) -> Option<String> {
    let mut frame = serde_json::Map::new();
    for (path, json) in beat.sent.when {
        set_member(&mut frame, path, serde_json::from_str(json).unwrap());
    }
    socket.send(Message::text(Value::Object(frame).to_string())).await.unwrap();
    Some(timeless(beat.answer.as_ref()?, &next(socket, marks).await))
}

/// The next answer to a call; what is an event is passed over.
async fn next(socket: &mut WebSocketStream<TcpStream>, marks: &[&str]) -> String {
    loop {
        let text = match socket.next().await.expect("a frame").unwrap() {
            Message::Text(text) => text.to_string(),
            _ => continue,
        };
        let frame: Value = serde_json::from_str(&text).unwrap();
        if marks.is_empty() || !marks.iter().all(|mark| member(&frame, mark).is_some()) {
            return text;
        }
    }
}

#[tokio::test]
async fn both_servers_answer_every_frame_alike() {
    let (mut tried, mut beats) = (0, 0);
    for subject in Subject::all() {
        let Some(frames) = &subject.api.frames else { continue };
        let marks = subject.api.events.as_ref().map_or(&[][..], |events| events.marks);
        let samples = Samples::new((*subject.ir).clone());
        for path in frames.universal.iter().chain(frames.calls) {
            let (mut one, greeting) = connect(&subject, subject.generated(), path, TOKEN).await.unwrap();
            let (mut other, same) = connect(&subject, subject.interpreted(), path, TOKEN).await.unwrap();
            assert_eq!(greeting, same, "{}, {path}: the handshake", subject.name);
            if let Some(heartbeat) = subject.api.heartbeat() {
                let (one, other) = (beat(heartbeat, &mut one, marks).await, beat(heartbeat, &mut other, marks).await);
                assert_eq!((one.is_some(), &one), (heartbeat.answer.is_some(), &other), "{}, {path}", subject.name);
                beats += 1;
            }
            for endpoint in &subject.ir.endpoints {
                for frame in bodies::frames(&subject, &samples, endpoint) {
                    one.send(Message::text(frame.clone())).await.unwrap();
                    other.send(Message::text(frame.clone())).await.unwrap();
                    let (one, other) = (next(&mut one, marks).await, next(&mut other, marks).await);
                    assert_eq!(one, other, "{}, {path}: {frame}", subject.name);
                    tried += 1;
                }
            }
        }
        for (path, token) in frames
            .universal
            .iter()
            .chain(frames.calls)
            .chain(frames.events)
            .map(|path| (*path, "another"))
            .chain([("/no/such/path", TOKEN)])
        {
            let one = connect(&subject, subject.generated(), path, token).await.err();
            let other = connect(&subject, subject.interpreted(), path, token).await.err();
            assert_eq!(one, other, "{}, {path}", subject.name);
            let guarded = !subject.api.auth.is_empty() || path == "/no/such/path";
            assert_eq!(one.is_some(), guarded, "{}, {path}: it is refused", subject.name);
        }
    }
    assert!(tried > 500 && beats > 0, "{tried} calls, {beats} heartbeats");
}
