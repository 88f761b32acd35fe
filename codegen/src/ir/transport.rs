//! How calls are sent, authentication, and how the two sides identify each other.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Fact, Heartbeat, Member, Provenance, Step};

/// How calls are sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Transport {
    /// How the parameters of a GET request are written; empty where GET is not allowed.
    pub get: Vec<Encoding>,
    /// How the parameters of a POST request are written, the usual one first.
    pub post: Vec<Encoding>,
    /// Whether an empty text in a query, a form or a header is an absent parameter, and no text.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub empty_is_absent: bool,
    /// Whether calls are also sent over a WebSocket, as JSON frames.
    pub websocket: bool,
    /// What is put behind the name of an endpoint to have the call run on after the answer, such as `_async`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub async_suffix: Option<Fact<String>>,
}

/// How parameters are written in a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Encoding {
    /// In the URL's query.
    Query,
    /// As `application/x-www-form-urlencoded`.
    Form,
    /// As a JSON object.
    Json,
    /// As `multipart/form-data`, in which files can be.
    Multipart,
}

impl Encoding {
    /// The media type of a body that is written so; of a query, that of the form that is like it.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Form | Self::Query => "application/x-www-form-urlencoded",
            Self::Multipart => "multipart/form-data",
        }
    }
}

/// A way of authentication.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AuthScheme {
    /// Its name among the API's schemes.
    pub id: String,
    /// What is sent.
    pub kind: AuthKind,
    /// The ids of the schemes whose credentials are needed beside it, all at once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub with: Vec<String>,
    /// Where it is stated.
    pub provenance: Provenance,
}

/// What a caller sends to authenticate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "in", deny_unknown_fields)]
pub enum AuthKind {
    /// `Authorization: Bearer …`.
    Bearer,
    /// A parameter of the query.
    Query {
        /// The parameter.
        name: String,
    },
    /// A cookie.
    Cookie {
        /// The cookie.
        name: String,
    },
    /// A header.
    Header {
        /// The header.
        name: String,
        /// What stands before the credential, such as `Bot `; may be empty.
        prefix: String,
    },
}

/// How a call is written as one JSON object, in a WebSocket frame or in a request over HTTP. A `.` in the name of a member
/// goes into an object.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Frames {
    /// The member that names the endpoint.
    pub name: String,
    /// The member that holds the parameters.
    pub parameters: String,
    /// What every call has besides.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub with: Vec<Member>,
    /// Whether a call without [`super::Envelope::echo`] is carried out and not answered.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub silent: bool,
    /// Whether the parameters can be a list: those of the endpoint in their order.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_position: bool,
    /// How many calls a list of them has at most, where a list can be sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub batch: Option<u16>,
    /// The path on which calls are taken over HTTP, and to which a client sends all of them. Without it a client calls the
    /// paths of the endpoints, and a server takes frames at `/`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The paths on which a WebSocket carries calls and events.
    pub universal: Vec<String>,
    /// The paths on which it carries calls alone.
    pub calls: Vec<String>,
    /// The paths on which it carries events alone.
    pub events: Vec<String>,
    /// What is said on a WebSocket before the first call and the first event, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub handshake: Vec<Step>,
    /// What a client has to send at intervals on a WebSocket.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heartbeat: Option<Heartbeat>,
    /// Where it is stated.
    pub provenance: Provenance,
}

impl Frames {
    /// The messages that are neither calls nor answers nor events: those of the handshake, then the heartbeats.
    pub fn steps(&self) -> impl Iterator<Item = &Step> {
        let beats = self.heartbeat.iter().flat_map(|beat| [&beat.sent].into_iter().chain(&beat.answer));
        self.handshake.iter().chain(beats)
    }

    /// The same, to be changed.
    pub fn steps_mut(&mut self) -> impl Iterator<Item = &mut Step> {
        let beats = self.heartbeat.iter_mut().flat_map(|beat| [&mut beat.sent].into_iter().chain(&mut beat.answer));
        self.handshake.iter_mut().chain(beats)
    }
}

/// How a server and an application that it connects to identify each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Peer {
    /// The header with the id of the account that the server runs for.
    pub self_header: String,
    /// The header that says what a connection carries.
    pub role_header: String,
    /// Its values for a connection with calls and events, with calls alone, and with events alone.
    pub roles: [String; 3],
    /// What stands before the token in `Authorization` on such a connection.
    pub scheme: String,
    /// The header with the signature of an event that is sent by POST.
    pub signature_header: String,
    /// What the answer to such an event is taken for, where it is not empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quick: Option<Quick>,
    /// Where it is stated.
    pub provenance: Provenance,
}

/// The call that the answer to a pushed event stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Quick {
    /// The [`super::Endpoint::name`].
    pub endpoint: String,
    /// The parameter that takes the event.
    pub event: String,
    /// The parameter that takes the answer.
    pub operation: String,
}
