//! What is said on a connection before the first call, and at intervals.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Docs, EventMember, Field, Member, Provenance};

/// A message that has to be sent on a connection, before the first call or at intervals.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// What it is called.
    pub name: String,
    /// Who sends it.
    pub by: Side,
    /// The members by which it is known, with their values.
    pub when: Vec<Member>,
    /// Its other members. Those that neither [`Step::values`] nor [`Step::token`] has are computed by a hook.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
    /// What its sender puts into members by itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<EventMember>,
    /// The member with the token of the connection.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// The code with which a server closes the connection where a client does not send it.
    pub close: u16,
    /// What it is.
    #[serde(default, skip_serializing_if = "Docs::is_empty")]
    pub docs: Docs,
    /// Where it is stated.
    pub provenance: Provenance,
}

/// What a client has to send at intervals on a connection, once there was the handshake.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Heartbeat {
    /// What the client sends. A server closes a connection on which none came for two intervals.
    pub sent: Step,
    /// What the server answers, where it does. A client gives up a connection where it is not there after an interval.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Step>,
    /// The milliseconds between two of them, unless a [`super::Part::Interval`] of the server's handshake says them.
    pub interval: u64,
}

/// A side of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// The one that answers calls.
    Server,
    /// The one that makes them.
    Client,
}

impl Step {
    /// The code with which a connection is closed unless the dialect has another: the rules are not kept.
    pub const CLOSE: u16 = 1008;

    /// The members that a hook computes.
    pub fn computed(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| {
            let name = &field.name.value;
            self.token.as_ref() != Some(name) && self.values.iter().all(|value| value.name != *name)
        })
    }

    /// The member with the token.
    #[must_use]
    pub fn token_field(&self) -> Option<&Field> {
        self.fields.iter().find(|field| self.token.as_ref() == Some(&field.name.value))
    }
}
