//! What a server tells those who count.

use std::time::Duration;

use crate::api::Problem;

/// Is told what a server does, for counters. Every method does nothing unless it is written.
///
/// They are called where the work is done, so they must be quick and must not block.
pub trait Hooks: Send + Sync {
    /// A call was answered.
    fn called(&self, record: &CallRecord) {
        let _ = record;
    }

    /// A connection of this kind began.
    fn connected(&self, transport: Transport) {
        let _ = transport;
    }

    /// A connection of this kind ended.
    fn disconnected(&self, transport: Transport) {
        let _ = transport;
    }

    /// A connection did not keep up and lost this many events.
    fn lost(&self, count: u64) {
        let _ = count;
    }
}

/// A call that was answered.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct CallRecord {
    /// The endpoint; `None` where the API does not have what was called.
    pub endpoint: Option<&'static str>,
    /// How it came in.
    pub transport: Transport,
    /// How it ended.
    pub outcome: Outcome,
    /// From when it was read to when the answer was ready.
    pub latency: Duration,
}

/// How a call comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Transport {
    /// A request over HTTP.
    Http,
    /// A frame of a WebSocket that the caller opened.
    WebSocket,
    /// A frame of a WebSocket that the server opened.
    Reverse,
    /// The answer to an event that was sent by POST.
    Push,
}

/// How a call ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// With data.
    Success,
    /// With the answer that it runs on.
    Accepted,
    /// With a failure of the backend that has this code.
    Failed(i64),
    /// It was refused.
    Refused(Problem),
}
