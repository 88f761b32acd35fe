//! What is said on a connection before the first call, and at intervals.

use std::time::Duration;

use super::Part;

/// A message that has to be sent on a connection, before the first call or at intervals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// What it is called.
    pub name: &'static str,
    /// Who sends it.
    pub by: Side,
    /// The members by which it is known: paths, and values as JSON text.
    pub when: &'static [(&'static str, &'static str)],
    /// What its sender puts into it by itself, by path.
    pub parts: &'static [(&'static str, Part)],
    /// The member with the token of the connection, where it has one.
    pub token: Option<Given>,
    /// The members that a hook computes.
    pub computed: &'static [Given],
    /// The code with which a server closes the connection where a client does not send it.
    pub close: u16,
}

/// What a client has to send at intervals on a connection, once there was the handshake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heartbeat {
    /// What the client sends. A server closes a connection on which none came for two intervals.
    pub sent: Step,
    /// What the server answers, where it does. A client gives up a connection where it is not there after an interval.
    pub answer: Option<Step>,
    /// The milliseconds between two of them, unless a [`Part::Interval`] of the server's handshake says them.
    pub interval: u64,
}

impl Heartbeat {
    /// The shortest time between two heartbeats of a client, whatever a server says.
    pub const SHORTEST: Duration = Duration::from_secs(1);

    /// The longest.
    pub const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

    /// The time between two of them for these milliseconds.
    #[must_use]
    pub fn time(milliseconds: u64) -> Duration {
        Duration::from_millis(milliseconds).clamp(Self::SHORTEST, Self::LONGEST)
    }
}

/// A member whose value is given while a program runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Given {
    /// Its path.
    pub path: &'static str,
    /// Whether it has to be there.
    pub required: bool,
}

/// A side of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// The one that answers calls.
    Server,
    /// The one that makes them.
    Client,
}

impl Step {
    /// Whether a hook has to be there for the step.
    #[must_use]
    pub fn needs_hook(&self) -> bool {
        self.computed.iter().any(|member| member.required)
    }
}
