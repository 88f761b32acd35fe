//! What is said on a connection before the first call.

use super::Part;

/// A message that has to be sent on a connection before the first call.
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
    /// The code with which a server closes the connection where a client sends anything else.
    pub close: u16,
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
