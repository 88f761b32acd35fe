//! Frames on a WebSocket, whichever side connects.

use std::sync::{Arc, Mutex};

use futures_util::{SinkExt, StreamExt};
use tablewright_runtime::server::ws::Reverse;
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::handshake::server::{ErrorResponse, Request, Response};
use tokio_tungstenite::tungstenite::http::{HeaderMap, HeaderName};
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{WebSocketStream, accept_hdr_async, client_async};

use super::Stage;
use super::transcript::{compare, compare_headers};

type Socket = WebSocketStream<TcpStream>;

/// The test connects to the server.
pub async fn forward(stage: &Stage<'_>) -> Result<(), String> {
    let (head, frames) = split(stage);
    let (path, headers) = head.split_first().ok_or("no path")?;
    let path = path.split(' ').nth(1).ok_or("no path")?;
    let mut request =
        format!("ws://{}{path}", stage.server.address).into_client_request().map_err(|error| error.to_string())?;
    for line in headers.iter().filter(|line| !line.starts_with("HEARTBEAT")) {
        let (name, value) = line.split_once(": ").ok_or("no header")?;
        let name: HeaderName = name.parse().map_err(|_| "no name of a header")?;
        request.headers_mut().insert(name, value.parse().map_err(|_| "no value of a header")?);
    }
    let (first, frames) = frames.split_first().ok_or("no status is expected")?;
    let stream = TcpStream::connect(stage.server.address).await.map_err(|error| error.to_string())?;
    match client_async(request, stream).await {
        Ok((socket, response)) => {
            compare("the status", &response.status().as_u16().to_string(), first.1)?;
            converse(stage, socket, frames).await
        }
        Err(Error::Http(response)) => compare("the status", &response.status().as_u16().to_string(), first.1),
        Err(error) => Err(error.to_string()),
    }
}

/// The server connects to the test; when the connection is lost it connects again.
pub async fn reverse(stage: &Stage<'_>) -> Result<(), String> {
    let (head, mut frames) = split(stage);
    let path = head.first().and_then(|line| line.split(' ').nth(1)).ok_or("no path")?;
    let listener = TcpListener::bind("127.0.0.1:0").await.map_err(|error| error.to_string())?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let mut reverse = Reverse::new(format!("ws://{address}{path}")).interval(std::time::Duration::from_millis(20));
    if let Some(token) = stage.token {
        reverse = reverse.token(token);
    }
    let task = reverse.start(&stage.server.service);
    let count = frames.iter().take_while(|(sent, _)| !sent).position(|(_, line)| line.is_empty()).unwrap_or(0);
    let expected: Vec<_> = frames.drain(..count).map(|(_, line)| line).collect();
    frames.remove(0);
    // The first connection is lost after its handshake.
    for last in [false, true] {
        let (stream, _) = listener.accept().await.map_err(|error| error.to_string())?;
        let (socket, path, headers) = accept(stream).await?;
        compare("the path", &path, expected.first().ok_or("no path is expected")?)?;
        compare_headers(&expected[1..], &headers)?;
        if last {
            converse(stage, socket, &frames).await?;
        }
    }
    task.shutdown().await;
    Ok(())
}

async fn accept(stream: TcpStream) -> Result<(Socket, String, Vec<(String, String)>), String> {
    let seen = Arc::new(Mutex::new((String::new(), Vec::new())));
    let noted = Arc::clone(&seen);
    let note = move |request: &Request, response: Response| -> Result<Response, ErrorResponse> {
        *noted.lock().expect("a lock") = (request.uri().to_string(), named(request.headers()));
        Ok(response)
    };
    let socket = accept_hdr_async(stream, note).await.map_err(|error| error.to_string())?;
    let (path, headers) = std::mem::take(&mut *seen.lock().expect("a lock"));
    Ok((socket, path, headers))
}

fn named(headers: &HeaderMap) -> Vec<(String, String)> {
    headers
        .iter()
        .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
        .collect()
}

/// What comes before the first expectation, and the steps after that.
fn split<'t>(stage: &Stage<'t>) -> (Vec<&'t str>, Vec<(bool, &'t str)>) {
    let steps: Vec<_> = stage.section.steps().collect();
    let at = steps.iter().position(|(sent, _)| !sent).unwrap_or(steps.len());
    let (head, frames) = steps.split_at(at);
    (head.iter().map(|(_, line)| *line).collect(), frames.to_vec())
}

/// Sends and expects frames in their order; after the last one nothing else comes.
async fn converse(stage: &Stage<'_>, mut socket: Socket, frames: &[(bool, &str)]) -> Result<(), String> {
    let end = [(true, "PING the end"), (false, "PONG the end")];
    let end = if stage.section.heartbeat().is_some() { &[][..] } else { &end };
    for (sent, line) in frames.iter().chain(end) {
        if let Some(event) = line.strip_prefix("EVENT ").filter(|_| *sent) {
            let event: Box<serde_json::value::RawValue> =
                serde_json::from_str(event).map_err(|error| error.to_string())?;
            let listeners = stage.server.service.events().publish(&event).map_err(|error| error.to_string())?;
            compare("the number of listeners", &listeners.to_string(), "1")?;
        } else if *sent {
            let message = match line.split_once(' ') {
                Some(("PING", text)) => Message::Ping(text.as_bytes().to_vec().into()),
                Some(("BINARY", text)) => Message::Binary(text.as_bytes().to_vec().into()),
                _ => Message::Text((*line).into()),
            };
            socket.send(message).await.map_err(|error| error.to_string())?;
        } else {
            let got = match socket.next().await {
                Some(Ok(Message::Text(text))) => text.to_string(),
                Some(Ok(Message::Pong(text))) => format!("PONG {}", String::from_utf8_lossy(&text)),
                other => format!("{other:?}"),
            };
            compare("the frame", &got, line)?;
        }
    }
    Ok(())
}
