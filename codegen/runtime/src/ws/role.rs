//! What a connection carries.

use std::fmt;

use crate::api::{Api, Peer};

/// What a connection carries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Role {
    /// Calls and events.
    #[default]
    Universal,
    /// Calls alone.
    Calls,
    /// Events alone.
    Events,
}

impl Role {
    const ALL: [Self; 3] = [Self::Universal, Self::Calls, Self::Events];

    /// Whether calls are taken on such a connection.
    #[must_use]
    pub const fn has_calls(self) -> bool {
        matches!(self, Self::Universal | Self::Calls)
    }

    /// Whether events are sent on such a connection.
    #[must_use]
    pub const fn has_events(self) -> bool {
        matches!(self, Self::Universal | Self::Events)
    }

    /// The role as the header of a connection names it that a server makes to an application.
    #[must_use]
    pub fn header(self, peer: &Peer) -> &'static str {
        let [universal, calls, events] = peer.roles;
        match self {
            Self::Universal => universal,
            Self::Calls => calls,
            Self::Events => events,
        }
    }

    /// The role that such a header names, in capitals or not.
    #[must_use]
    pub fn from_header(peer: &Peer, value: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.header(peer).eq_ignore_ascii_case(value.trim()))
    }

    /// The role of a connection on this path of a server, where the path is listed.
    #[must_use]
    pub fn of_path(api: &Api, path: &str) -> Option<Self> {
        let frames = api.frames.as_ref()?;
        let path = match path.trim_end_matches('/') {
            "" => "/",
            path => path,
        };
        let lists = [(Self::Universal, frames.universal), (Self::Calls, frames.calls), (Self::Events, frames.events)];
        lists.into_iter().find(|(_, list)| list.contains(&path)).map(|(role, _)| role)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Universal => "calls and events",
            Self::Calls => "calls",
            Self::Events => "events",
        })
    }
}
