//! The watch over a server's heartbeats.

use std::borrow::Cow;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::time::{Instant, Sleep, sleep};

use crate::api::{Api, Part};
use crate::json::members;

/// When a connection on which nothing comes any more is given up, although its peer still answers pings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heartbeat {
    /// After this many intervals without a message, once a heartbeat was seen. The interval is the one that the
    /// heartbeat states, else the API's usual one.
    Intervals(u32),
    /// After so long without a message, from the start.
    Within(Duration),
    /// Never.
    Off,
}

impl Default for Heartbeat {
    fn default() -> Self {
        Self::Intervals(3)
    }
}

/// The watch over one connection.
pub(super) struct Beat {
    api: &'static Api,
    rule: Heartbeat,
    armed: Option<Armed>,
}

struct Armed {
    period: Duration,
    last: Instant,
    timer: Pin<Box<Sleep>>,
}

impl Armed {
    fn new(period: Duration) -> Self {
        Self { period, last: Instant::now(), timer: Box::pin(sleep(period)) }
    }
}

impl Beat {
    pub(super) fn new(api: &'static Api, rule: Heartbeat) -> Self {
        let armed = match rule {
            Heartbeat::Within(period) => Some(Armed::new(period)),
            Heartbeat::Intervals(_) | Heartbeat::Off => None,
        };
        Self { api, rule, armed }
    }

    /// Notes an event.
    pub(super) fn event(&mut self, text: &str) {
        if let (None, Heartbeat::Intervals(count)) = (&self.armed, self.rule) {
            let period = interval(self.api, text).and_then(|interval| interval.checked_mul(count));
            self.armed = period.filter(|period| !period.is_zero()).map(Armed::new);
        }
    }

    /// Notes that a message came.
    pub(super) fn heard(&mut self) {
        if let Some(armed) = &mut self.armed {
            armed.last = Instant::now();
        }
    }

    /// Ready with the time that passed without a message, when that is too long.
    pub(super) fn poll_missed(&mut self, cx: &mut Context<'_>) -> Poll<Duration> {
        let Some(armed) = &mut self.armed else { return Poll::Pending };
        while armed.timer.as_mut().poll(cx).is_ready() {
            let due = armed.last + armed.period;
            if due <= Instant::now() {
                return Poll::Ready(armed.period);
            }
            armed.timer.as_mut().reset(due);
        }
        Poll::Pending
    }
}

/// The interval of a heartbeat; nothing where the event is none.
fn interval(api: &Api, text: &str) -> Option<Duration> {
    let events = api.events.as_ref().filter(|events| !events.heartbeat.is_empty())?;
    let (mut stated, mut matching) = (None, 0);
    let pick = |name: Cow<'_, str>| events.heartbeat.iter().position(|(member, _)| *member == name);
    let found = |number: usize, value: &serde_json::value::RawValue| match events.heartbeat.get(number) {
        Some((_, Part::Json(json))) if *json == value.get() => matching += 1,
        Some((_, Part::Interval)) => stated = value.get().parse().ok(),
        _ => {}
    };
    members(text, pick, found).ok()?;
    let fixed = events.heartbeat.iter().filter(|(_, part)| matches!(part, Part::Json(_))).count();
    (matching == fixed).then(|| Duration::from_millis(stated.unwrap_or(events.interval)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::NOTES;

    #[test]
    fn a_heartbeat_is_known_by_its_fixed_members() {
        let second = Some(Duration::from_secs(1));
        assert_eq!(interval(&NOTES, r#"{"kind":"beat","status":{},"interval":1000}"#), second);
        assert_eq!(interval(&NOTES, r#"{"kind":"beat"}"#), Some(Duration::from_secs(5)));
        assert_eq!(interval(&NOTES, r#"{"kind":"hello","interval":1000}"#), None);
    }
}
