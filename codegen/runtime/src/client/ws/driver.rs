//! The task behind a connection: it writes calls, hands out answers and events, and connects again.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};

use futures_util::future::{BoxFuture, Either, select};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, sleep};
use tokio_tungstenite::MaybeTlsStream;
use tokio_tungstenite::tungstenite::{Bytes, Utf8Bytes};

use super::beat::{Beat, Heartbeat};
use super::greet::Greeted;
use super::pulse::{Due, Pulse};
use super::slots::{Delivery, Slots};
use super::state::State;
use crate::Api;
use crate::client::Secrets;
use crate::hub::Hub;
use crate::ws::Reconnect;
use crate::ws::dial::DialError;
use crate::ws::frame::Received;
use crate::ws::line::{End, Heard, Line, Patience};

/// A call on its way to the peer.
#[derive(Debug)]
pub(super) struct Outgoing {
    pub number: u64,
    pub text: String,
}

/// What the task shares with the connection's handle.
#[derive(Debug)]
pub(super) struct Shared {
    pub api: &'static Api,
    pub slots: Arc<Slots>,
    pub state: watch::Sender<State>,
    /// Messages that were neither the answer to a waiting call nor an event.
    pub strays: AtomicU64,
}

/// How the task behaves.
#[derive(Clone, Copy, Debug)]
pub(super) struct Settings {
    pub patience: Patience,
    pub heartbeat: Heartbeat,
    pub reconnect: Reconnect,
    /// Whether calls wait while there is no connection.
    pub wait: bool,
}

/// A connection whose handshake is done.
pub(super) type Ready = Greeted<MaybeTlsStream<TcpStream>>;

/// Makes a connection.
pub(super) type Dial = Box<dyn Fn() -> BoxFuture<'static, Result<Ready, DialError>> + Send + Sync>;

/// The task.
pub(super) struct Driver {
    pub shared: Arc<Shared>,
    pub settings: Settings,
    /// Here alone, so that the streams of events end with the task.
    pub events: Hub<Utf8Bytes>,
    pub queue: mpsc::Receiver<Outgoing>,
    /// `true` or gone: the connection is to be closed.
    pub stop: watch::Receiver<bool>,
    /// What no reason of an end may repeat, whatever the peer says in its last message.
    pub secrets: Secrets,
}

impl Driver {
    /// Runs on one connection, until it is lost or closed.
    pub(super) async fn once<S>(mut self, line: Line<S>, interval: Option<u64>)
    where
        S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
    {
        let reason = self.carry(line, interval).await.unwrap_or_else(|| "closed from this side".into());
        self.finish(&reason);
    }

    /// Runs on this connection and on those that `dial` makes after it.
    pub(super) async fn again(mut self, first: Ready, dial: Dial) {
        let mut ready = first;
        let mut attempt = 0;
        loop {
            let Greeted { line, secrets, interval } = ready;
            self.secrets = secrets;
            let since = Instant::now();
            self.shared.slots.refuse(None);
            self.shared.state.send_replace(State::Connected);
            let Some(reason) = self.carry(line, interval).await else {
                return self.finish(&"closed from this side".into());
            };
            // A server that takes the connection only to drop it is not asked again at once.
            if self.settings.reconnect.wait(attempt).is_some_and(|wait| since.elapsed() > wait) {
                attempt = 0;
            }
            match self.reconnect(reason, &dial, &mut attempt).await {
                Ok(next) => ready = next,
                Err(reason) => return self.finish(&reason),
            }
        }
    }

    /// Makes the connection again, or says why it stays lost.
    async fn reconnect(&mut self, mut reason: Arc<str>, dial: &Dial, attempt: &mut u32) -> Result<Ready, Arc<str>> {
        loop {
            let Some(retry_in) = self.settings.reconnect.wait(*attempt) else { return Err(reason) };
            *attempt += 1;
            if !self.settings.wait {
                self.shared.slots.refuse(Some(Arc::clone(&reason)));
            }
            self.shared.slots.fail(&reason, !self.settings.wait);
            tracing::info!(api = self.shared.api.name, %reason, ?retry_in, "connection lost");
            self.shared.state.send_replace(State::Disconnected { reason, retry_in });
            let next = async {
                sleep(retry_in).await;
                dial().await
            };
            let failed = match select(pin!(next), pin!(stopped(&mut self.stop))).await {
                Either::Left((Ok(ready), _)) => return Ok(ready),
                Either::Left((Err(error), _)) => error,
                Either::Right(_) => return Err("closed from this side".into()),
            };
            reason = self.told(&failed);
        }
    }

    /// Why a connection ended, as users may read it.
    fn told(&self, end: &impl ToString) -> Arc<str> {
        self.secrets.hide(end.to_string()).into()
    }

    /// Carries calls, answers and events. Nothing is the wish to stop.
    async fn carry<S>(&mut self, mut line: Line<S>, interval: Option<u64>) -> Option<Arc<str>>
    where
        S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
    {
        let mut beats = Beats {
            heard: Beat::new(self.shared.api, self.settings.heartbeat),
            sent: Pulse::new(self.shared.api, interval),
        };
        let mut stop = self.stop.clone();
        let mut stop = Box::pin(stopped(&mut stop));
        let end = poll_fn(|cx| {
            if stop.as_mut().poll(cx).is_ready() {
                return Poll::Ready(None);
            }
            match self.poll_work(&mut line, &mut beats, cx) {
                Ok(true) => Poll::Ready(None),
                Ok(false) => match beats.heard.poll_missed(cx) {
                    Poll::Ready(period) => Poll::Ready(Some(Gone::Heartbeat(period))),
                    Poll::Pending => Poll::Pending,
                },
                Err(gone) => Poll::Ready(Some(gone)),
            }
        })
        .await;
        // The last words to a peer that is lost take their time, which nobody has to wait for.
        match end {
            None => {
                line.close(1000, "").await;
                None
            }
            Some(Gone::Heartbeat(period)) => {
                tokio::spawn(async move { line.close(1000, "no message for too long").await });
                Some(format!("no message for {period:?}").into())
            }
            Some(Gone::Unanswered(period)) => {
                tokio::spawn(async move { line.close(1000, "a heartbeat was not answered").await });
                Some(format!("no answer to a heartbeat within {period:?}").into())
            }
            Some(Gone::End(end)) => {
                let reason = self.told(&end);
                tokio::spawn(async move { line.end(&end).await });
                Some(reason)
            }
        }
    }

    /// Does all that can be done now. `true` means that no call will come any more.
    fn poll_work<S>(&mut self, line: &mut Line<S>, beats: &mut Beats, cx: &mut Context<'_>) -> Result<bool, Gone>
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        loop {
            // Reading goes on while writing is blocked: a peer that waits for its answers to be read would never
            // read the calls.
            while let Poll::Ready(heard) = line.poll_heard(cx) {
                self.take(heard?, beats);
            }
            let mut wrote = false;
            while line.can_write(cx)? {
                if let Some(Poll::Ready(due)) = beats.sent.as_mut().map(|pulse| pulse.poll_due(cx)) {
                    match due {
                        Due::Send(text) => line.write(text)?,
                        Due::Missed(period) => return Err(Gone::Unanswered(period)),
                    }
                    wrote = true;
                    continue;
                }
                match self.queue.poll_recv(cx) {
                    Poll::Ready(Some(call)) => {
                        if self.shared.slots.send(call.number) {
                            line.write(call.text)?;
                            wrote = true;
                        }
                    }
                    Poll::Ready(None) => return Ok(true),
                    Poll::Pending => break,
                }
            }
            if !wrote {
                break;
            }
            line.poll_flush(cx)?;
        }
        line.poll_flush(cx)?;
        line.poll_alive(cx)?;
        Ok(false)
    }

    /// Hands out a message.
    fn take(&self, heard: Heard, beats: &mut Beats) {
        beats.heard.heard();
        let text = match heard {
            Heard::Text(text) => text,
            Heard::Binary(bytes) => match Utf8Bytes::try_from(bytes) {
                Ok(text) => text,
                Err(_) => return self.stray("a binary message that is not UTF-8", 0),
            },
        };
        if beats.sent.as_mut().is_some_and(|pulse| pulse.answered(&text)) {
            return;
        }
        match Received::read(self.shared.api, &text) {
            Ok(Received::Answer(number)) => {
                let size = text.len();
                match self.shared.slots.deliver(number, Bytes::from(text)) {
                    Delivery::Done => {}
                    Delivery::Late => tracing::debug!(number, size, "an answer that nobody waits for any more"),
                    Delivery::Unknown => self.stray("an answer to a call that was never made", size),
                }
            }
            Ok(Received::Event) => {
                beats.heard.event(&text);
                if let Some(pulse) = &mut beats.sent {
                    pulse.event(&text);
                }
                // Whether anybody listens is the application's choice.
                self.events.send(text);
            }
            Ok(Received::Neither) => {
                self.stray("a message that is neither an answer to a call nor an event", text.len());
            }
            Err(_) => self.stray("a message that is no JSON object", text.len()),
        }
    }

    fn stray(&self, what: &str, size: usize) {
        self.shared.strays.fetch_add(1, Ordering::Relaxed);
        tracing::warn!(api = self.shared.api.name, size, "{what}");
    }

    /// Fails all calls, now and later.
    fn finish(&mut self, reason: &Arc<str>) {
        self.queue.close();
        self.shared.slots.refuse(Some(Arc::clone(reason)));
        self.shared.slots.fail(reason, true);
        self.shared.state.send_replace(State::Closed { reason: Arc::clone(reason) });
    }
}

/// Why a connection is given up.
enum Gone {
    End(End),
    Heartbeat(std::time::Duration),
    /// The server did not answer a heartbeat.
    Unanswered(std::time::Duration),
}

impl From<End> for Gone {
    fn from(end: End) -> Self {
        Self::End(end)
    }
}

/// The heartbeats of both sides.
struct Beats {
    heard: Beat,
    sent: Option<Pulse>,
}

async fn stopped(stop: &mut watch::Receiver<bool>) {
    // An error means that all handles are gone.
    drop(stop.wait_for(|stop| *stop).await);
}
