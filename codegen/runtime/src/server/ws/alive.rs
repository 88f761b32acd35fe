//! The heartbeats that a client has to send.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use tokio::time::{Instant, Sleep, sleep};

use crate::api::Heartbeat;
use crate::server::{Service, event};
use crate::ws::beat;
use crate::ws::line::End;

/// After so many intervals without a heartbeat a connection is closed.
const INTERVALS: u32 = 2;

/// Why a session is over.
pub(super) enum Over {
    /// The connection ended.
    End(End),
    /// There were no heartbeats: the code and the reason with which it is closed.
    Lifeless { code: u16, wording: String },
}

/// The watch over the heartbeats of one connection.
pub(super) struct Alive {
    beat: &'static Heartbeat,
    period: Duration,
    last: Instant,
    timer: Pin<Box<Sleep>>,
}

impl Alive {
    /// Where the clients of the API have to send any.
    pub(super) fn of(service: &Service) -> Option<Self> {
        let beat = service.api().heartbeat()?;
        let period = Heartbeat::time(beat.interval).saturating_mul(INTERVALS);
        Some(Self { beat, period, last: Instant::now(), timer: Box::pin(sleep(period)) })
    }

    /// Whether a message is a heartbeat, which is then noted.
    pub(super) fn is_beat(&mut self, text: &str) -> bool {
        let is_beat = beat::is(&self.beat.sent, text);
        if is_beat {
            self.last = Instant::now();
        }
        is_beat
    }

    /// What is answered, where anything is.
    pub(super) fn answer(&self, service: &Service) -> Option<Bytes> {
        let answer = self.beat.answer.as_ref()?;
        Some(beat::text(answer, |part| event::in_handshake(service, part)).into())
    }

    /// Ready when none came for too long.
    pub(super) fn poll_over(&mut self, cx: &mut Context<'_>) -> Poll<Over> {
        while self.timer.as_mut().poll(cx).is_ready() {
            let due = self.last + self.period;
            if due <= Instant::now() {
                let (name, code) = (self.beat.sent.name, self.beat.sent.close);
                return Poll::Ready(Over::Lifeless {
                    code,
                    wording: format!("no `{name}` came for {:?}", self.period),
                });
            }
            self.timer.as_mut().reset(due);
        }
        Poll::Pending
    }
}
