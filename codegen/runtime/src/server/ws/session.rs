//! One connection: calls come in, answers and events go out.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use bytes::Bytes;
use futures_util::{Stream, stream};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::mpsc;
use tokio::time::{Instant, Sleep, sleep, sleep_until};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::frame::Frame as Raw;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Data, OpCode};

use super::alive::{Alive, Over};
use super::task::Stop;
use crate::api::{Frames, Problem};
use crate::server::batch::{self, Item};
use crate::server::event::{self, Kind};
use crate::server::{Call, Frame, Incoming, Received, Service, Transport};
use crate::ws::line::{End, Heard, Line, Patience};
use crate::ws::{Role, Sizes};

/// After so many answers they are sent, though there is more to read.
const BATCH: usize = 32;

/// The sizes that a server's limits allow.
pub(super) fn sizes(service: &Service) -> Sizes {
    let limits = service.limits();
    Sizes { frame: limits.frame, message: limits.message }
}

/// How long a server waits for its peer.
pub(super) fn patience(service: &Service) -> Patience {
    let limits = service.limits();
    Patience { quiet: limits.quiet, pong: limits.pong, write: limits.write }
}

/// A connection and what goes on on it.
pub(super) struct Session<S> {
    service: Service,
    role: Role,
    transport: Transport,
    line: Line<S>,
    /// The calls that were not ready at once.
    running: usize,
    answers: Option<Answers>,
    events: Option<Pin<Box<dyn Stream<Item = Received> + Send>>>,
    beat: Option<(Duration, Pin<Box<Sleep>>)>,
    /// Runs out where the client does not send its heartbeats.
    alive: Option<Alive>,
    /// No more calls are taken, and those that run have until then.
    closing: Option<Pin<Box<Sleep>>>,
    unsent: usize,
}

/// The way back of the calls that run by themselves. It has no bound of its own: there are no more of them than
/// [`crate::server::Limits::calls`].
type Answers = (mpsc::UnboundedSender<Bytes>, mpsc::UnboundedReceiver<Bytes>);

impl<S: AsyncRead + AsyncWrite + Unpin> Session<S> {
    pub(super) fn new(service: Service, role: Role, transport: Transport, line: Line<S>) -> Self {
        let events = role.has_events().then(|| {
            let events = stream::unfold(service.events().subscribe(), |mut events| async move {
                events.next().await.map(|event| (event, events))
            });
            Box::pin(events) as Pin<Box<dyn Stream<Item = Received> + Send>>
        });
        let beat = service.heartbeat().filter(|_| role.has_events()).map(|every| (every, Box::pin(sleep(every))));
        let alive = Alive::of(&service);
        Self {
            service,
            role,
            transport,
            line,
            running: 0,
            answers: None,
            events,
            beat,
            alive,
            closing: None,
            unsent: 0,
        }
    }

    /// Serves the connection until it ends, or until `stop`, after which the calls in flight are finished.
    pub(super) async fn run(mut self, mut stop: Stop) {
        let _counted = Counted::new(&self.service, self.transport);
        let mut stopped = false;
        let greeting = if self.role.has_events() { self.greet() } else { Ok(()) };
        let end = match greeting {
            Err(end) => Some(Over::End(end)),
            Ok(()) => {
                poll_fn(|cx| {
                    if !stopped && stop.as_mut().poll(cx).is_ready() {
                        stopped = true;
                        self.closing = Some(Box::pin(sleep(self.service.limits().grace)));
                    }
                    match self.poll_work(cx) {
                        Ok(true) => Poll::Ready(None),
                        Ok(false) => self.poll_alive(cx).map(Some),
                        Err(end) => Poll::Ready(Some(Over::End(end))),
                    }
                })
                .await
            }
        };
        match end {
            Some(Over::Lifeless { code, wording }) => {
                tracing::info!(role = %self.role, "a connection is closed, since its peer sends no heartbeats");
                self.line.close(code, &wording).await;
            }
            Some(Over::End(end)) => {
                if end == End::Deaf {
                    tracing::warn!(role = %self.role, "a connection is dropped, since its peer does not read");
                }
                tracing::debug!(role = %self.role, running = self.running, %end, "connection ended");
                self.line.end(&end).await;
            }
            None => self.line.close(1001, "the server is shutting down").await,
        }
    }

    /// The event that a connection begins with.
    fn greet(&mut self) -> Result<(), End> {
        match event::text(&self.service, Kind::Connect) {
            Some(text) => self.line.write(text),
            None => Ok(()),
        }
    }

    /// Does all that can be done now. `true` means that nothing is left to do.
    fn poll_work(&mut self, cx: &mut Context<'_>) -> Result<bool, End> {
        // While the peer does not read, nothing more is read from it, so that what waits for it stays small.
        while self.line.can_write(cx)? {
            if self.unsent >= BATCH {
                self.unsent = 0;
                self.line.poll_flush(cx)?;
                continue;
            }
            if self.poll_answer(cx)? || self.poll_call(cx)? || self.poll_event(cx)? || self.poll_beat(cx)? {
                continue;
            }
            self.unsent = 0;
            self.line.poll_flush(cx)?;
            let Some(closing) = &mut self.closing else {
                self.line.poll_alive(cx)?;
                return Ok(false);
            };
            return Ok(self.running == 0 || closing.as_mut().poll(cx).is_ready());
        }
        Ok(false)
    }

    /// Writes the answer of a call that ran by itself.
    fn poll_answer(&mut self, cx: &mut Context<'_>) -> Result<bool, End> {
        if self.running == 0 {
            return Ok(false);
        }
        let Some((_, answers)) = &mut self.answers else { return Ok(false) };
        match answers.poll_recv(cx) {
            Poll::Ready(Some(body)) => {
                self.running -= 1;
                if !body.is_empty() {
                    self.write(body)?;
                }
                Ok(true)
            }
            Poll::Ready(None) | Poll::Pending => Ok(false),
        }
    }

    /// Takes a message.
    fn poll_call(&mut self, cx: &mut Context<'_>) -> Result<bool, End> {
        if self.closing.is_some() {
            return Ok(false);
        }
        let Poll::Ready(heard) = self.line.poll_heard(cx) else { return Ok(false) };
        let answer = match heard? {
            Heard::Text(text) => self.call(&text),
            Heard::Binary(bytes) => match std::str::from_utf8(&bytes) {
                Ok(text) => self.call(text),
                Err(_) => Some(self.refuse(Problem::Malformed, "the message is not UTF-8", None)),
            },
        };
        if let Some(body) = answer {
            self.write(body)?;
        }
        Ok(true)
    }

    fn poll_event(&mut self, cx: &mut Context<'_>) -> Result<bool, End> {
        let Some(events) = &mut self.events else { return Ok(false) };
        match events.as_mut().poll_next(cx) {
            Poll::Pending => Ok(false),
            Poll::Ready(None) => {
                self.events = None;
                Ok(false)
            }
            Poll::Ready(Some(Received::Event(text))) => {
                self.write(text)?;
                Ok(true)
            }
            Poll::Ready(Some(Received::Lost(count))) => {
                tracing::warn!(count, "a connection does not keep up and lost events");
                if let Some(hooks) = self.service.hooks() {
                    hooks.lost(count);
                }
                Ok(true)
            }
        }
    }

    /// Ready when the peer has not sent its heartbeats for too long.
    fn poll_alive(&mut self, cx: &mut Context<'_>) -> Poll<Over> {
        match &mut self.alive {
            Some(alive) => alive.poll_over(cx),
            None => Poll::Pending,
        }
    }

    fn poll_beat(&mut self, cx: &mut Context<'_>) -> Result<bool, End> {
        let Some((every, timer)) = &mut self.beat else { return Ok(false) };
        if timer.as_mut().poll(cx).is_pending() {
            return Ok(false);
        }
        let next = Instant::now() + *every;
        *timer = Box::pin(sleep_until(next));
        if let Some(text) = event::text(&self.service, Kind::Heartbeat) {
            self.line.write(text)?;
        }
        Ok(true)
    }

    /// Takes a message: its answer, where that is ready at once.
    fn call(&mut self, text: &str) -> Option<Bytes> {
        if let Some(alive) = &mut self.alive
            && alive.is_beat(text)
        {
            return alive.answer(&self.service);
        }
        let frames = self.service.api().frames.as_ref()?;
        match batch::read(&self.service, frames, text).filter(|_| self.role.has_calls()) {
            Some(Ok(list)) => self.list(&list),
            Some(Err(failure)) => {
                let answer = self.service.failure(&failure, None, false);
                self.service.note_refusal(answer.outcome, self.transport);
                Some(answer.body)
            }
            None => match self.begin(text, frames) {
                Item::Done(body) => body,
                Item::Call(call, silent) => self.go_on(call, silent),
            },
        }
    }

    /// Goes on with a call.
    fn go_on(&mut self, mut call: Call, silent: bool) -> Option<Bytes> {
        // Most calls are ready at once, or will be polled again by a task of their own.
        match Pin::new(&mut call).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(answer) => Some(answer.body).filter(|_| !silent),
            Poll::Pending => {
                let sender = self.way_back(1);
                // It is finished though the peer may go; then nobody takes the answer.
                tokio::spawn(async move {
                    let body = call.await.body;
                    // What is empty is not sent, and the call is over all the same.
                    drop(sender.send(if silent { Bytes::new() } else { body }));
                });
                None
            }
        }
    }

    /// Makes the calls of a list, which are answered together.
    fn list(&mut self, list: &[&str]) -> Option<Bytes> {
        let frames = self.service.api().frames.as_ref()?;
        let limit = self.service.limits().calls;
        if self.running.saturating_add(list.len()) > limit {
            return Some(self.refuse(Problem::Busy, &busy(limit), None));
        }
        let items: Vec<_> = list.iter().map(|text| self.begin(text, frames)).collect();
        let sender = self.way_back(items.len());
        tokio::spawn(async move {
            let count = items.len();
            let answers = batch::answer(items).await.unwrap_or_default();
            // One message for all, and each of them is over.
            for body in [answers].into_iter().chain(std::iter::repeat_n(Bytes::new(), count.saturating_sub(1))) {
                drop(sender.send(body));
            }
        });
        None
    }

    /// The way back for so many calls.
    fn way_back(&mut self, calls: usize) -> mpsc::UnboundedSender<Bytes> {
        self.running += calls;
        let (sender, _) = self.answers.get_or_insert_with(mpsc::unbounded_channel);
        sender.clone()
    }

    /// Begins a call.
    fn begin(&self, text: &str, frames: &Frames) -> Item {
        let refused = |problem, wording: &str, echo| Item::Done(Some(self.refuse(problem, wording, echo)));
        let frame = match Frame::read(text, frames, self.service.api().envelope.echo) {
            Ok(frame) => frame,
            Err(error) => {
                let (problem, wording) = Frame::refusal(text, &error, "message");
                return refused(problem, &wording, None);
            }
        };
        let echo = frame.echo;
        if !self.role.has_calls() {
            let wording = "this connection carries events alone and takes no calls";
            return refused(Problem::Unknown, wording, echo);
        }
        if let Some(wording) = frame.fault() {
            return refused(Problem::NotACall, &wording, echo);
        }
        let Some(name) = &frame.name else {
            let wording = format!("name the endpoint in `{}`, as text", frames.name);
            return refused(Problem::NotACall, &wording, echo);
        };
        let silent = frames.silent && echo.is_none();
        let limit = self.service.limits().calls;
        if self.running >= limit {
            return Item::Done(Some(self.refuse(Problem::Busy, &busy(limit), echo)).filter(|_| !silent));
        }
        Item::Call(self.service.call(&Incoming::frame(name, frame.parameters, echo, self.transport)), silent)
    }

    fn refuse(&self, problem: Problem, wording: &str, echo: Option<&str>) -> Bytes {
        let answer = self.service.refuse(problem, wording, echo);
        self.service.note_refusal(answer.outcome, self.transport);
        answer.body
    }

    fn write(&mut self, text: Bytes) -> Result<(), End> {
        self.unsent += 1;
        // JSON that was written here is UTF-8 and need not be looked at again.
        self.line.write(Message::Frame(Raw::message(text, OpCode::Data(Data::Text), true)))
    }
}

fn busy(limit: usize) -> String {
    format!("{limit} calls are in flight on this connection; wait for their answers")
}

/// Tells the hooks of a connection, and of its end however it comes.
struct Counted(Service, Transport);

impl Counted {
    fn new(service: &Service, transport: Transport) -> Self {
        if let Some(hooks) = service.hooks() {
            hooks.connected(transport);
        }
        Self(service.clone(), transport)
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        if let Some(hooks) = self.0.hooks() {
            hooks.disconnected(self.1);
        }
    }
}
