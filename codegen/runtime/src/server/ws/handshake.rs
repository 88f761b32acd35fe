//! The server's side of a handshake, and how much may come before it is done.

use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

use futures_util::FutureExt;
use futures_util::future::{Either, select};
use secrecy::SecretString;
use serde_json::Value;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::task::Stop;
use crate::api::{Part, Problem, Side};
use crate::server::{Outcome, Service, Transport, event};
use crate::ws::handshake::{Bounds, Hook, Party, shake};
use crate::ws::line::Line;

/// The most bytes of a message before the handshake is done.
const MESSAGE: usize = 64 * 1024;

impl Party for Service {
    const SIDE: Side = Side::Server;

    fn hook(&self) -> Option<&Hook> {
        self.config().hook.as_ref()
    }

    fn part(&self, part: Part) -> Value {
        event::in_handshake(self, part)
    }

    fn token(&self) -> Option<SecretString> {
        None
    }

    fn knows(&self, token: Option<&str>) -> bool {
        self.config().credentials.takes(token)
    }
}

/// Does the handshake of the API, where it has one. Nothing where it failed, or the server stops.
pub(super) async fn greet<S>(
    service: &Service,
    transport: Transport,
    mut line: Line<S>,
    stop: &mut Stop,
) -> Option<Line<S>>
where
    S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
{
    let steps = service.api().handshake();
    if steps.is_empty() {
        return Some(line);
    }
    let bounds = Bounds { within: service.limits().handshake, message: MESSAGE.min(service.limits().message) };
    // It is over soon, and a connection is idle for long.
    let done = async {
        let mut computed = Vec::new();
        shake(steps, service, &mut line, bounds, &mut computed).await
    }
    .boxed();
    let done = match select(pin!(done), stop.as_mut()).await {
        Either::Left((done, _)) => Some(done),
        Either::Right(_) => None,
    };
    let error = match done {
        Some(Ok(_)) => return Some(line),
        Some(Err(error)) => error,
        None => {
            line.close(1001, "the server is shutting down").await;
            return None;
        }
    };
    if error.is_own() {
        tracing::error!(
            step = error.step(),
            "a connection is closed, as a member of the handshake cannot be computed or judged"
        );
    } else {
        tracing::info!(step = error.step(), code = error.close_code(), "a connection did not do its handshake");
        service.note_refusal(Outcome::Refused(Problem::Forbidden), transport);
    }
    if let Some((code, reason)) = error.farewell() {
        line.close(code, &reason).await;
    }
    None
}

/// How many bytes may still be read, until it is opened.
#[derive(Clone, Debug)]
pub(super) struct Meter(Option<Arc<AtomicUsize>>);

impl Meter {
    /// For the connections of a service: without a handshake there is no bound.
    pub(super) fn of(service: &Service) -> Self {
        let steps = service.api().handshake();
        let client = steps.iter().filter(|step| step.by == Side::Client).count();
        // Each message has a little around it, and pings may come between them.
        let most = client.saturating_add(1).saturating_mul(MESSAGE);
        Self((!steps.is_empty()).then(|| Arc::new(AtomicUsize::new(most))))
    }

    /// Ends the bound.
    pub(super) fn open(self) {
        if let Some(left) = self.0 {
            left.store(usize::MAX, Ordering::Relaxed);
        }
    }
}

/// A connection from which no more is read than its [`Meter`] has left.
pub(super) struct Metered<S> {
    inner: S,
    meter: Meter,
}

impl<S> Metered<S> {
    pub(super) fn new(inner: S, meter: Meter) -> Self {
        Self { inner, meter }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Metered<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<std::io::Result<()>> {
        let before = buffer.filled().len();
        let done = Pin::new(&mut self.inner).poll_read(cx, buffer);
        if let Some(left) = &self.meter.0 {
            let read = buffer.filled().len().saturating_sub(before);
            let known = left.load(Ordering::Relaxed);
            if known != usize::MAX {
                let Some(rest) = known.checked_sub(read) else {
                    return Poll::Ready(Err(std::io::Error::other("too much came before the handshake was done")));
                };
                left.store(rest, Ordering::Relaxed);
            }
        }
        done
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Metered<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<std::io::Result<usize>> {
        Pin::new(&mut self.inner).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.inner).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        parts: &[std::io::IoSlice<'_>],
    ) -> Poll<std::io::Result<usize>> {
        Pin::new(&mut self.inner).poll_write_vectored(cx, parts)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }
}
