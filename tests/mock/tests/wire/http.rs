//! A request and its response.

use super::Stage;
use super::transcript::{compare, compare_headers};

pub async fn exchange(stage: &Stage<'_>) -> Result<(), String> {
    let sent = stage.section.after('>');
    let mut parts = sent.splitn(2, |line| line.is_empty());
    let head = parts.next().unwrap_or_default();
    let body = parts.next().unwrap_or_default().join("\n");
    let mut request = head.join("\r\n");
    // A request without body says nothing of one.
    let length = if has_body(&sent) { format!("Content-Length: {}\r\n", body.len()) } else { String::new() };
    request = format!("{request}\r\nHost: localhost\r\nConnection: close\r\n{length}\r\n{body}");
    let response = stage.server.exchange(request.as_bytes()).await;
    let expected = stage.section.after('<');
    let mut parts = expected.splitn(2, |line| line.is_empty());
    let (status, headers) = parts.next().and_then(<[&str]>::split_first).ok_or("no status is expected")?;
    compare("the status", &response.status.to_string(), status)?;
    compare_headers(headers, &response.headers)?;
    compare("the body", &response.body, &parts.next().unwrap_or_default().join("\n"))
}

/// Whether there is a body, if only an empty one.
fn has_body(sent: &[&str]) -> bool {
    sent.iter().any(|line| line.is_empty())
}
