//! A bound on how many calls are carried out in a time; more of them wait.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// Lets calls through at a pace.
#[derive(Debug)]
pub(super) struct Pace {
    /// How many calls may be ahead of the pace.
    burst: u32,
    /// The time between two calls.
    step: Duration,
    /// When the calls that were let through are paid for.
    paid: Mutex<Option<Instant>>,
}

impl Pace {
    /// `calls` calls in each `per`; at least one.
    pub(super) fn new(calls: u32, per: Duration) -> Self {
        let burst = calls.max(1);
        Self { burst, step: per / burst, paid: Mutex::new(None) }
    }

    /// Until when the next call has to wait.
    pub(super) fn next(&self, now: Instant) -> Option<Instant> {
        let mut paid = self.paid.lock().unwrap_or_else(PoisonError::into_inner);
        let next = paid.map_or(now, |paid| paid.max(now)) + self.step;
        *paid = Some(next);
        next.checked_sub(self.step * self.burst).filter(|start| *start > now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_beyond_the_pace_wait() {
        let pace = Pace::new(2, Duration::from_secs(1));
        let now = Instant::now();
        let half = Duration::from_millis(500);
        assert_eq!([pace.next(now), pace.next(now)], [None, None]);
        assert_eq!([pace.next(now), pace.next(now)], [Some(now + half), Some(now + 2 * half)]);
        let later = now + 10 * half;
        assert_eq!([pace.next(later), pace.next(later)], [None, None]);
        assert_eq!(pace.next(later), Some(later + half));
    }
}
