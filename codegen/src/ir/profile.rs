//! The ways in which a server can behave where documents and servers in use differ.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{EventMember, Provenance};

/// A way in which a server can behave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a way of its own in which servers differ")]
pub struct Profile {
    /// The name.
    pub name: String,
    /// How calls are refused, where that differs from HTTP.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refusals: Vec<Refusal>,
    /// Whether a body with an undocumented `Content-Type` is read as if it had none.
    pub any_media: bool,
    /// Whether a parameter that is missing or cannot be read becomes the zero value of its type.
    pub zero_values: bool,
    /// Further names of parameters.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<ParameterAlias>,
    /// Whether a call that is to run on after its answer runs before it all the same, and answers with its result.
    pub async_waits: bool,
    /// Whether a WebSocket on a path that is not listed carries calls and events.
    pub any_websocket_path: bool,
    /// Members that the first event of a connection has beside [`super::Events::connect`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub connect: Vec<EventMember>,
    /// Where it is stated.
    pub provenance: Provenance,
}

/// How a call is refused. An absent key has its default: the status of HTTP, the same as code, a body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Refusal {
    /// The problem.
    pub problem: Problem,
    /// The HTTP status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// The code in the envelope.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<i64>,
    /// The short message in the envelope.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// Whether the HTTP response has a body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<bool>,
}

/// A further name of a parameter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ParameterAlias {
    /// The [`super::Endpoint::name`]; every endpoint that has the parameter where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub endpoint: Option<String>,
    /// The parameter.
    pub parameter: String,
    /// The other name; a `.` goes into an object.
    pub alias: String,
}

/// Why a server does not carry out a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Problem {
    /// There is no credential.
    Unauthenticated,
    /// The credential is wrong.
    Forbidden,
    /// There is no such endpoint.
    Unknown,
    /// The endpoint does not take the method.
    Method,
    /// The `Content-Type` is none that the endpoint takes.
    Media,
    /// The call cannot be read.
    Malformed,
    /// What came is JSON and no call; refused as [`Self::Malformed`] is unless that is said.
    NotACall,
    /// A parameter is missing or does not fit.
    Parameter,
    /// The request is larger than the server takes.
    TooLarge,
    /// The JSON is nested deeper than the server takes.
    TooDeep,
    /// There are more calls or connections at once than the server takes.
    Busy,
    /// The backend does not have the endpoint.
    NotImplemented,
    /// The backend failed.
    Internal,
    /// The server is shutting down.
    Closing,
}
