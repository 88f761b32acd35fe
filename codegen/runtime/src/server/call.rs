//! A call on its way.

use std::future::Future;
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Instant;

use tokio::time::Sleep;
use tracing::Span;

use super::service::Service;
use super::table::{Running, Written};
use super::{Answer, CallRecord, Outcome, Transport};
use crate::Failure;
use crate::answers::untagged;
use crate::api::{Media, Problem};

/// A call on its way: a future of its [`Answer`]. It owns all that it needs, and can be spawned.
///
/// It is ready when first polled, if the backend is. A call that is dropped is given up.
#[must_use = "a call does nothing unless it is awaited"]
pub struct Call {
    pub(super) service: Service,
    pub(super) state: State,
    /// The HTTP status of a success.
    pub(super) status: u16,
    /// Whether its status is that of the answer, as it is over HTTP.
    pub(super) addressed: bool,
    /// Whether the data says its own status.
    pub(super) tagged: bool,
    /// Whether nothing surrounds the data.
    pub(super) bare: bool,
    /// What a success is, where it is no JSON.
    pub(super) media: Option<Media>,
    pub(super) echo: Option<Box<str>>,
    pub(super) trail: Trail,
}

/// How far a call is.
pub(super) enum State {
    /// It is refused.
    Refused(Box<Failure>),
    /// It runs on, and is answered.
    Accepted,
    /// It has to wait before it begins.
    Waiting(Pin<Box<Sleep>>, Running),
    /// The backend works on it.
    Running(Running),
    /// It is answered.
    Done,
}

/// What is remembered of a call for those who watch.
pub(super) struct Trail {
    pub(super) endpoint: Option<&'static str>,
    pub(super) transport: Transport,
    /// `None` where nobody watches.
    pub(super) since: Option<Instant>,
    pub(super) span: Span,
}

impl Future for Call {
    type Output = Answer;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Answer> {
        let this = &mut *self;
        let entered = this.trail.span.clone().entered();
        let answer = loop {
            match &mut this.state {
                State::Waiting(until, _) => {
                    ready!(until.as_mut().poll(context));
                    if let State::Waiting(_, running) = mem::replace(&mut this.state, State::Done) {
                        this.state = State::Running(running);
                    }
                }
                State::Running(running) => {
                    let polled = catch_unwind(AssertUnwindSafe(|| running.as_mut().poll(context)));
                    let result = match polled {
                        Ok(polled) => ready!(polled),
                        Err(_) => Err(panicked(this.trail.endpoint)),
                    };
                    break match result {
                        Ok(written) if this.tagged => this.one_of_several(written),
                        Ok((out, files)) => match this.media {
                            Some(media) => {
                                let written = (out, files);
                                this.service.raw(this.status, written, media, this.echo.as_deref(), this.bare)
                            }
                            None => this.service.success(this.status, out, this.echo.as_deref(), this.bare),
                        },
                        Err(failure) => this.service.failure(&failure, this.echo.as_deref(), this.bare),
                    };
                }
                State::Refused(failure) => break this.service.failure(failure, this.echo.as_deref(), this.bare),
                State::Accepted => break this.service.accepted(this.echo.as_deref()),
                // Polled again after the answer, which a caller must not do: it waits forever, as nothing will come.
                State::Done => return Poll::Pending,
            }
        };
        this.state = State::Done;
        drop(entered);
        this.trail.end(&this.service, answer.outcome);
        Poll::Ready(answer)
    }
}

impl Call {
    /// The answer of an endpoint that succeeds in several ways, whose data has the status around it.
    fn one_of_several(&self, (out, files): Written) -> Answer {
        let echo = self.echo.as_deref();
        let Some((status, data)) = untagged(&out) else {
            let failure = Failure::refused(Problem::Internal, "the data of the answer says no status");
            return self.service.failure(&failure, echo, self.bare);
        };
        let is_usual = status == self.status || !self.addressed;
        let sent = if self.addressed { status } else { 200 };
        match self.media {
            Some(media) if is_usual => self.service.raw(sent, (data.to_vec(), files), media, echo, self.bare),
            _ => self.service.surrounded(sent, data, echo, self.bare),
        }
    }
}

impl Trail {
    fn end(&self, service: &Service, outcome: Outcome) {
        let Some(since) = self.since else { return };
        let latency = since.elapsed();
        if let Some(hooks) = service.hooks() {
            let Self { endpoint, transport, .. } = *self;
            hooks.called(&CallRecord { endpoint, transport, outcome, latency });
        }
        if !self.span.is_disabled() {
            self.span.record("outcome", tracing::field::debug(outcome));
            self.span.record("latency_us", u64::try_from(latency.as_micros()).unwrap_or(u64::MAX));
            tracing::debug!(parent: &self.span, "answered");
        }
    }
}

/// The payload of the panic stays where it is: it can hold what callers must not see.
fn panicked(endpoint: Option<&str>) -> Failure {
    let endpoint = endpoint.unwrap_or("?");
    tracing::error!(endpoint, "the backend panicked");
    Failure::refused(Problem::Internal, format!("`{endpoint}` failed within the server"))
}
