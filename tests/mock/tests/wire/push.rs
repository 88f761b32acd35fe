//! Events that the server posts to the test.

use tablewright_runtime::server::ws::Push;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::Stage;
use super::raw;
use super::transcript::{compare, compare_headers};

/// `> PUSH path [secret]`, `> EVENT json`, the request that is expected, and the answer to it: `> status [body]`.
pub async fn push(stage: &Stage<'_>) -> Result<(), String> {
    let sent = stage.section.after('>');
    let mut words = sent.first().ok_or("no path")?.split(' ').skip(1);
    let path = words.next().ok_or("no path")?;
    let listener = TcpListener::bind("127.0.0.1:0").await.map_err(|error| error.to_string())?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let mut push = Push::new(format!("http://{address}{path}"));
    if let Some(secret) = words.next() {
        push = push.secret(secret);
    }
    let task = push.start(&stage.server.service).map_err(|error| error.to_string())?;
    let event = sent.iter().find_map(|line| line.strip_prefix("EVENT ")).ok_or("no event")?;
    let event: Box<serde_json::value::RawValue> = serde_json::from_str(event).map_err(|error| error.to_string())?;
    stage.server.service.events().publish(&event).map_err(|error| error.to_string())?;

    let (mut stream, _) = listener.accept().await.map_err(|error| error.to_string())?;
    let request = raw::message(&mut stream).await;
    let expected = stage.section.after('<');
    let mut parts = expected.splitn(2, |line| line.is_empty());
    let (first, headers) = parts.next().and_then(<[&str]>::split_first).ok_or("no request is expected")?;
    compare("the request", &request.first, first)?;
    compare_headers(headers, &request.headers)?;
    compare("the body", &request.body, &parts.next().unwrap_or_default().join("\n"))?;

    let answer = sent.last().copied().unwrap_or_default();
    let (status, body) = answer.split_once(' ').unwrap_or((answer, ""));
    let answer = format!("HTTP/1.1 {status} Any\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len());
    stream.write_all(answer.as_bytes()).await.map_err(|error| error.to_string())?;
    // The server has read the answer when it closes the connection.
    stream.read_to_end(&mut Vec::new()).await.map_err(|error| error.to_string())?;
    stage.check_calls().await?;
    task.shutdown().await;
    Ok(())
}
