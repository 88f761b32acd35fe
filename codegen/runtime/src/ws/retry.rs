//! When a lost connection is made again.

use std::time::Duration;

/// When a lost connection is made again: after a wait that doubles with every try, up to a longest one, and that is
/// shortened at random by up to half, so that not all clients of a server come back at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reconnect {
    first: Duration,
    longest: Duration,
    attempts: Option<u32>,
}

impl Default for Reconnect {
    /// From half a second up to 30 seconds, for ever.
    fn default() -> Self {
        Self { first: Duration::from_millis(500), longest: Duration::from_secs(30), attempts: None }
    }
}

impl Reconnect {
    /// Not at all.
    #[must_use]
    pub fn never() -> Self {
        Self { attempts: Some(0), ..Self::default() }
    }

    /// With these waits before the first try and at most.
    #[must_use]
    pub fn waits(first: Duration, longest: Duration) -> Self {
        Self { first, longest: longest.max(first), attempts: None }
    }

    /// With at most so many tries in a row.
    #[must_use]
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = Some(attempts);
        self
    }

    /// The wait before the try with this number, counted from 0.
    pub(crate) fn wait(&self, attempt: u32) -> Option<Duration> {
        if self.attempts.is_some_and(|attempts| attempt >= attempts) {
            return None;
        }
        let full = 2_u32.checked_pow(attempt).and_then(|factor| self.first.checked_mul(factor));
        let full = full.map_or(self.longest, |full| full.min(self.longest));
        Some(full.mul_f64(0.5 + fastrand::f64() / 2.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_to_the_longest() {
        let policy = Reconnect::waits(Duration::from_millis(100), Duration::from_secs(1)).attempts(50);
        for (attempt, full) in [(0, 100), (1, 200), (3, 800), (4, 1000), (49, 1000)] {
            let wait = policy.wait(attempt).unwrap();
            assert!(
                wait <= Duration::from_millis(full) && wait >= Duration::from_millis(full / 2),
                "{attempt}: {wait:?}"
            );
        }
        assert_eq!(policy.wait(50), None);
        assert_eq!(Reconnect::never().wait(0), None);
    }
}
