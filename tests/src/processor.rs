//! The time that a thread was at the processor: other programs take nothing from it.

use std::time::Duration;

/// How long this thread was at the processor; only Linux tells, in steps of some milliseconds.
#[must_use]
pub fn at_processor() -> Option<Duration> {
    let status = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    status.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
}
