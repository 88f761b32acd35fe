//! The events that a server sends.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Docs, Member, Provenance, TypeId};

/// The events that a server sends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Events {
    /// The members by which an event is told from the answer to a call; an event has all of them.
    pub marks: Vec<String>,
    /// What a connection begins with, where it begins with an event.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub connect: Vec<EventMember>,
    /// What is sent at intervals, where anything is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub heartbeat: Vec<EventMember>,
    /// The milliseconds between two heartbeats, unless they are set.
    pub interval: u64,
    /// The events of which the members are known; the first whose marks fit is the type of an event.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub types: Vec<EventType>,
    /// Where it is stated.
    pub provenance: Provenance,
}

/// A member of an event that a server makes by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EventMember {
    /// The name on the wire.
    pub name: String,
    /// The value.
    pub value: Part,
}

/// The value of a member of an event that a server makes by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "part", deny_unknown_fields)]
pub enum Part {
    /// This value.
    Json {
        /// The value.
        value: Value,
    },
    /// The id of the account that the server runs for.
    SelfId,
    /// The time, in seconds since 1970.
    Time,
    /// The milliseconds between two heartbeats: in the handshake those of the client, where it has to send any.
    Interval,
    /// What the server says of its state.
    Status,
    /// What the last event that had this member had there, and `null` before there was one. In a heartbeat of the client
    /// alone.
    Event {
        /// The path of the member.
        member: String,
    },
}

/// An event of which the members are known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EventType {
    /// Its name among the events.
    pub name: String,
    /// The members by which it is known, with their values.
    pub when: Vec<Member>,
    /// Its members; the type is open, so that what is not among them is kept.
    #[serde(rename = "type")]
    pub ty: TypeId,
    /// What it is.
    #[serde(default, skip_serializing_if = "Docs::is_empty")]
    pub docs: Docs,
    /// Where it is declared.
    pub provenance: Provenance,
}
