//! Settings of servers: the events that they send, and the ways in which they behave.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::helper::HelperRule;
use super::located::Located;
use super::located::Members;
use super::shape::DefineField;
use crate::ir::Problem;

/// The events that a server sends. Without `marks`, it sends none.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct EventRules {
    /// The members by which an event is told from the answer to a call; an event has all of them. A `.` goes into an object.
    pub marks: Vec<Located<String>>,
    /// What a connection begins with: members with their values, or a word in braces for what the server puts there.
    #[schemars(with = "BTreeMap<String, serde_json::Value>")]
    pub connect: Members,
    /// What is sent at intervals, in the same way.
    #[schemars(with = "BTreeMap<String, serde_json::Value>")]
    pub heartbeat: Members,
    /// The milliseconds between two heartbeats, unless they are set.
    pub interval: u64,
    /// The member that has the name of an event, as documents call it. A `.` goes into an object.
    pub named_by: Option<String>,
    /// The member that holds what documents describe of an event; they describe the event itself unless set.
    pub data: Option<String>,
    /// What every event of the documents has besides: members, and their values.
    #[schemars(with = "BTreeMap<String, serde_json::Value>")]
    pub with: Members,
}

impl Default for EventRules {
    fn default() -> Self {
        Self {
            marks: Vec::new(),
            connect: Members::new(),
            heartbeat: Members::new(),
            interval: 5000,
            named_by: None,
            data: None,
            with: Members::new(),
        }
    }
}

/// An event of which the members are known. The first whose `when` fits is the type of an event.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EventRule {
    /// What it is called.
    pub name: String,
    /// The members by which it is known, with their values.
    #[schemars(with = "BTreeMap<String, serde_json::Value>")]
    pub when: Members,
    /// Its members; all others that it has are kept.
    pub fields: Vec<DefineField>,
    /// Functions of generated code that make an answer to it: the request of `peer.quick`.
    #[serde(default)]
    pub answers: Vec<HelperRule>,
    /// What it is.
    #[serde(default)]
    pub docs: String,
}

/// A way in which a server can behave where documents and servers in use differ. The first is the usual one.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a way of its own in which servers differ")]
pub struct ProfileRule {
    /// The name.
    pub name: String,
    /// How calls are refused, where that differs from HTTP.
    #[serde(default)]
    pub refusals: Vec<Located<RefusalRule>>,
    /// Whether a body with an undocumented `Content-Type` is read as if it had none.
    #[serde(default)]
    pub any_media: bool,
    /// Whether a parameter that is missing or cannot be read becomes the zero value of its type.
    #[serde(default)]
    pub zero_values: bool,
    /// Further names of parameters.
    #[serde(default)]
    pub aliases: Vec<Located<AliasRule>>,
    /// Whether a call that is to run on after its answer runs before it all the same, and answers with its result.
    #[serde(default)]
    pub async_waits: bool,
    /// Whether a WebSocket on a path that is not listed carries calls and events.
    #[serde(default)]
    pub any_websocket_path: bool,
    /// Members that the first event of a connection has beside those of `events.connect`.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, serde_json::Value>")]
    pub connect: Members,
}

/// How a call is refused. What is not said is as HTTP has it, with the status as the code, and a body.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RefusalRule {
    /// The problem.
    pub problem: Problem,
    /// The HTTP status.
    pub status: Option<u16>,
    /// The code in the envelope.
    pub code: Option<i64>,
    /// The short message in the envelope.
    pub message: Option<String>,
    /// Whether the HTTP response has a body.
    pub body: Option<bool>,
}

/// A further name of a parameter.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AliasRule {
    /// The endpoint; every one that has the parameter where there is none.
    pub endpoint: Option<String>,
    /// The parameter.
    pub parameter: String,
    /// The other name; a `.` goes into an object.
    pub alias: String,
}
