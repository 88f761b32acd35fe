//! The heartbeats that a client sends.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use serde_json::Value;
use tokio::time::{Instant, Sleep, sleep};

use super::greet;
use crate::api::{Api, Heartbeat, Part};
use crate::json::at_paths;
use crate::ws::beat;

/// The most bytes of a member of an event that is sent back.
const MEMBER: usize = 1024;

/// The heartbeats of one connection.
pub(super) struct Pulse {
    beat: &'static Heartbeat,
    every: Duration,
    timer: Pin<Box<Sleep>>,
    /// The answer to the last one is not there yet.
    waiting: bool,
    /// What the last event had, for each part of the message.
    last: Vec<Value>,
}

/// What is to be done.
pub(super) enum Due {
    /// Send this.
    Send(String),
    /// Give the connection up: there was no answer for so long.
    Missed(Duration),
}

impl Pulse {
    /// The heartbeats of the API, where it has some; `stated` are the milliseconds between two of them that the server stated.
    pub(super) fn new(api: &'static Api, stated: Option<u64>) -> Option<Self> {
        let beat = api.heartbeat()?;
        let every = Heartbeat::time(stated.unwrap_or(beat.interval));
        let last = vec![Value::Null; beat.sent.parts.len()];
        Some(Self { beat, every, timer: Box::pin(sleep(every)), waiting: false, last })
    }

    /// Notes a message. `true` says that it is the answer to a heartbeat.
    pub(super) fn answered(&mut self, text: &str) -> bool {
        let answer = self.beat.answer.as_ref().filter(|_| self.waiting);
        let is_answer = answer.is_some_and(|answer| beat::is(answer, text));
        self.waiting &= !is_answer;
        is_answer
    }

    /// Notes an event.
    pub(super) fn event(&mut self, text: &str) {
        let member = |part: &Part| if let Part::Event(path) = part { Some(*path) } else { None };
        let parts = self.beat.sent.parts;
        if !parts.iter().any(|(_, part)| member(part).is_some()) {
            return;
        }
        // Paths that are empty are no members.
        let paths = parts.iter().map(|(_, part)| member(part).unwrap_or_default());
        let last = &mut self.last;
        // Whether it is an object was seen before.
        drop(at_paths(text, &paths, |number, raw| {
            let is_part = parts.get(number).is_some_and(|(_, part)| member(part).is_some());
            let (Some(place), Some(raw)) = (last.get_mut(number).filter(|_| is_part), raw) else { return };
            let small = Some(raw.get()).filter(|raw| raw.len() <= MEMBER);
            match small.and_then(|raw| serde_json::from_str(raw).ok()) {
                Some(value) => *place = value,
                None => tracing::warn!("an event has a member that is too large to be sent back with heartbeats"),
            }
        }));
    }

    /// Ready when a heartbeat is to be sent, or the answer to the last one is not there in time.
    pub(super) fn poll_due(&mut self, cx: &mut Context<'_>) -> Poll<Due> {
        if self.timer.as_mut().poll(cx).is_pending() {
            return Poll::Pending;
        }
        if self.waiting {
            return Poll::Ready(Due::Missed(self.every));
        }
        self.timer.as_mut().reset(Instant::now() + self.every);
        self.waiting = self.beat.answer.is_some();
        let mut last = self.last.iter();
        let text = beat::text(&self.beat.sent, |part| {
            let last = last.next();
            if let Part::Event(_) = part { last.cloned().unwrap_or_default() } else { greet::value(part) }
        });
        Poll::Ready(Due::Send(text))
    }
}
