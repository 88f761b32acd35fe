//! What a connection is doing.

use std::fmt::{self, Write as _};
use std::sync::Arc;
use std::time::Duration;

use crate::visible::Visible;

/// What a connection is doing.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum State {
    /// It stands.
    Connected,
    /// It is lost, and will be made again.
    Disconnected {
        /// What happened to it.
        reason: Arc<str>,
        /// How long it is waited before the next try.
        retry_in: Duration,
    },
    /// It is lost or closed, and will not be made again.
    Closed {
        /// What happened to it.
        reason: Arc<str>,
    },
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let f = &mut Visible(f);
        match self {
            Self::Connected => f.write_str("connected"),
            Self::Disconnected { reason, retry_in } => write!(f, "disconnected, next try in {retry_in:?}: {reason}"),
            Self::Closed { reason } => write!(f, "closed: {reason}"),
        }
    }
}
