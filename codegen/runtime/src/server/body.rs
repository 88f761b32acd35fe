//! Reads the body of a request, within bounds.

use std::pin::pin;
use std::time::Duration;

use axum::body::Body;
use bytes::{Bytes, BytesMut};
use futures_util::future::FutureExt;
use http_body_util::BodyExt;
use hyper::body::Body as _;
use tokio::time::timeout;

/// Why a body cannot be read.
#[derive(Debug)]
pub(super) enum Unread {
    /// It is larger than it may be.
    TooLarge,
    /// It did not arrive in time.
    TooSlow,
    /// It ended early, or was not written as HTTP has it.
    Broken,
}

/// The whole body, of at most `limit` bytes.
pub(super) async fn read(body: Body, limit: usize, within: Duration) -> Result<Bytes, Unread> {
    // A length that is stated need not be waited for.
    let stated = body.size_hint();
    if usize::try_from(stated.lower()).map_or(true, |lower| lower > limit) {
        return Err(Unread::TooLarge);
    }
    if stated.exact() == Some(0) {
        return Ok(Bytes::new());
    }
    let mut reading = pin!(collect(body, limit));
    // A small body is there with its head, and needs no timer.
    match reading.as_mut().now_or_never() {
        Some(result) => result,
        None => timeout(within, reading).await.unwrap_or(Err(Unread::TooSlow)),
    }
}

async fn collect(mut body: Body, limit: usize) -> Result<Bytes, Unread> {
    let mut first = Bytes::new();
    let mut all = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.map_err(|_| Unread::Broken)?.into_data() else { continue };
        if first.len() + all.len() + data.len() > limit {
            return Err(Unread::TooLarge);
        }
        if first.is_empty() && all.is_empty() {
            first = data;
        } else {
            if all.is_empty() {
                all.extend_from_slice(&first);
                first = Bytes::new();
            }
            all.extend_from_slice(&data);
        }
    }
    Ok(if all.is_empty() { first } else { all.freeze() })
}
