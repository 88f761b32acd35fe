//! Settings of the wire: transport, authentication, envelope, frames and what the two sides know of each other.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use super::handshake::StepRule;
use super::located::{Located, Members};
use super::pattern::Pattern;
use crate::ir::{Encoding, Location, Method};

/// How calls are sent.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TransportRules {
    /// How the parameters of a GET request are written; empty where endpoints that state no method take no GET.
    pub get: Option<Vec<Encoding>>,
    /// How the parameters of a POST request are written, the usual one first.
    pub post: Option<Vec<Encoding>>,
    /// Where parameters of a method are sent whose location no document states: `query` or `body`.
    pub locations: BTreeMap<Method, Located<Location>>,
    /// Whether an empty text in a query, a form or a header counts as an absent parameter. A server then refuses it where
    /// the parameter must be there.
    pub empty_is_absent: bool,
    /// Whether calls are also sent over a WebSocket.
    pub websocket: bool,
    /// What is put behind the name of an endpoint to have the call run on after the answer.
    pub async_suffix: Option<Located<String>>,
    /// What the names of endpoints look like that change nothing; those that take GET alone, unless set.
    pub reads: Option<Pattern>,
}

impl TransportRules {
    /// How the parameters of a GET request are written.
    #[must_use]
    pub fn get(&self) -> &[Encoding] {
        self.get.as_deref().unwrap_or(&[Encoding::Query])
    }

    /// How the parameters of a POST request are written.
    #[must_use]
    pub fn post(&self) -> &[Encoding] {
        self.post.as_deref().unwrap_or(&[Encoding::Json])
    }

    /// Whether the dialect says which methods there are where no document does.
    #[must_use]
    pub fn states_methods(&self) -> bool {
        self.get.is_some() || self.post.is_some()
    }
}

/// Where a credential is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AuthIn {
    /// `Authorization: Bearer …`.
    Bearer,
    /// A parameter of the query.
    Query,
    /// A cookie.
    Cookie,
    /// A header.
    Header,
}

/// A way of authentication.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AuthRule {
    /// Its name among the API's ways; what a statement of the documents names.
    pub id: String,
    /// Where the credential is sent.
    #[serde(rename = "in")]
    pub place: AuthIn,
    /// The parameter, cookie or header.
    pub name: Option<String>,
    /// `in = "header"`: what stands before the credential.
    #[serde(default)]
    pub prefix: String,
    /// The ids of the rules whose credentials are needed beside it, all at once.
    #[serde(default)]
    pub with: Vec<String>,
    /// Whether it counts for every endpoint, and not only for those whose document states it.
    #[serde(default)]
    pub everywhere: bool,
    /// The endpoints that it does not count for all the same, each by its method and path, `POST /login`.
    pub except: Option<Pattern>,
}

impl AuthRule {
    /// Whether an endpoint with these calls needs it without a word.
    #[must_use]
    pub fn counts(&self, calls: &[String]) -> bool {
        let excepted = |except: &Pattern| calls.iter().any(|call| except.is_match(call));
        self.everywhere && !self.except.as_ref().is_some_and(excepted)
    }
}

/// What surrounds the data of every response. Without `data`, what an answer has beside the envelope's fields is the data
/// where a success has a code, and responses are bare where only a failure has one. A `.` in the name of a field goes into
/// an object.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct EnvelopeRules {
    /// The field that carries an endpoint's data.
    pub data: Option<String>,
    /// The field that tells success from failure.
    pub code: Option<String>,
    /// The values of `code` that mean success: integers, text, or one truth value. Where there are none, a call succeeded
    /// whose answer has no code.
    #[schemars(with = "Vec<serde_json::Value>")]
    pub success: Vec<toml::Value>,
    /// The fields that explain a failure.
    pub messages: Vec<String>,
    /// The field with what else is said of a failure; it is the field that carries the data unless set.
    pub details: Option<String>,
    /// The field that comes back as the caller sent it.
    pub echo: Option<String>,
    /// What a server writes around the data of a success, where it does not follow from the fields.
    #[schemars(with = "BTreeMap<String, serde_json::Value>")]
    pub ok: Members,
    /// What a server writes of every failure, where it does not follow from the fields.
    #[schemars(with = "BTreeMap<String, serde_json::Value>")]
    pub failed: Members,
    /// The answer to a call that runs on after it; its data is `null` unless set.
    #[schemars(with = "BTreeMap<String, serde_json::Value>")]
    pub accepted: Members,
    /// The fields, where no table of the documents gives them.
    pub field: Vec<Located<EnvelopeField>>,
    /// The endpoints whose responses are bare all the same, each by its method and path, `POST /token`.
    pub except: Option<Pattern>,
}

/// What surrounds the data of a response that is bare.
static BARE: LazyLock<EnvelopeRules> = LazyLock::new(EnvelopeRules::default);

impl EnvelopeRules {
    /// What surrounds the data of an endpoint with these calls.
    #[must_use]
    pub fn of(&self, calls: &[String]) -> &Self {
        if self.excepts(calls) { &BARE } else { self }
    }

    /// Whether the responses of an endpoint with these calls are bare although those of others are not.
    #[must_use]
    pub fn excepts(&self, calls: &[String]) -> bool {
        self.except.as_ref().is_some_and(|except| calls.iter().any(|call| except.is_match(call)))
    }

    /// Whether the fields of the data stand beside those of the envelope, in one object.
    #[must_use]
    pub fn is_flat(&self) -> bool {
        self.data.is_none() && self.code.is_some() && !self.success.is_empty()
    }

    /// The values of `success` as JSON.
    #[must_use]
    pub fn successes(&self) -> Vec<Value> {
        self.success.iter().filter_map(|value| serde_json::to_value(value).ok()).collect()
    }

    /// The names of its fields, as far as the dialect says them.
    #[must_use]
    pub fn names(&self) -> BTreeSet<&str> {
        let roles = [&self.data, &self.code, &self.details, &self.echo].into_iter().flatten().chain(&self.messages);
        roles.chain(self.field.iter().map(|field| &field.name)).map(String::as_str).collect()
    }
}

/// A field of the envelope that no table gives.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EnvelopeField {
    /// Its name.
    pub name: String,
    /// Its type, as the documents would write it.
    #[serde(rename = "type")]
    pub ty: String,
    /// Whether it may be missing.
    #[serde(default)]
    pub optional: bool,
    /// What it is, or when it is there.
    #[serde(default)]
    pub docs: String,
}

/// How a call is written as one JSON object, in a WebSocket frame or in a request over HTTP. Without `name`, calls cannot
/// be written so. A `.` in the name of a member goes into an object.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct FrameRules {
    /// The member that names the endpoint.
    pub name: Option<Located<String>>,
    /// The member that holds the parameters.
    pub parameters: Option<Located<String>>,
    /// What every call has besides: members, and their values.
    #[schemars(with = "BTreeMap<String, serde_json::Value>")]
    pub with: Members,
    /// Whether a call without `envelope.echo` is carried out and not answered.
    pub silent: bool,
    /// Whether the parameters can be a list: those of the endpoint in the order of the documents.
    pub by_position: bool,
    /// How many calls a list of them has at most; a list is no call unless set.
    pub batch: Option<Located<u16>>,
    /// The path on which calls are taken over HTTP, and to which a client sends all of them; `/`, and clients call the
    /// paths of the endpoints, unless set.
    pub path: Option<Located<String>>,
    /// The paths on which a WebSocket carries calls and events.
    pub universal: Vec<String>,
    /// The paths on which it carries calls alone.
    pub calls: Vec<String>,
    /// The paths on which it carries events alone.
    pub events: Vec<String>,
    /// What is said on a WebSocket before the first call and the first event, in order.
    pub handshake: Vec<Located<StepRule>>,
    /// What a client sends at intervals after it, and, where it is answered, what the server answers.
    pub heartbeat: Vec<Located<StepRule>>,
    /// The milliseconds between two of them, unless the server's side of the handshake says them.
    pub interval: Option<Located<u64>>,
}

impl FrameRules {
    /// A key that says something of frames, other than what names the endpoint in them.
    #[must_use]
    pub fn besides_the_name(&self) -> Option<&'static str> {
        let keys = [
            ("parameters", self.parameters.is_some()),
            ("with", !self.with.is_empty()),
            ("silent", self.silent),
            ("by_position", self.by_position),
            ("batch", self.batch.is_some()),
            ("path", self.path.is_some()),
            ("universal", !self.universal.is_empty()),
            ("calls", !self.calls.is_empty()),
            ("events", !self.events.is_empty()),
            ("handshake", !self.handshake.is_empty()),
            ("heartbeat", !self.heartbeat.is_empty()),
            ("interval", self.interval.is_some()),
        ];
        keys.into_iter().find_map(|(key, said)| said.then_some(key))
    }
}

/// How a server and the application that it connects out to know each other. Without `self_header`, a server does not
/// connect out.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PeerRules {
    /// The header with the id of the account that the server runs for.
    pub self_header: Option<Located<String>>,
    /// The header that says what a connection carries.
    pub role_header: Option<String>,
    /// Its values for a connection with calls and events, with calls alone, and with events alone.
    pub roles: Option<[String; 3]>,
    /// What stands before the token in `Authorization` on such a connection.
    pub scheme: Option<String>,
    /// The header with the signature of an event that is sent by POST.
    pub signature_header: Option<String>,
    /// What the answer to such an event is taken for.
    #[schemars(with = "QuickRule")]
    pub quick: Option<Located<QuickRule>>,
}

/// The call that the answer to a pushed event stands for.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QuickRule {
    /// The name of the endpoint.
    pub endpoint: String,
    /// The parameter that takes the event.
    pub event: String,
    /// The parameter that takes the answer.
    pub operation: String,
}

/// A list that comes in pages, of every endpoint that has the parameter and the fields.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PagingRule {
    /// The parameter that says which page.
    pub parameter: String,
    /// The number of the first page, where the parameter counts pages.
    #[serde(default = "one")]
    pub first: i64,
    /// The field of the response that holds the items, with dots between the names; the response itself unless set.
    pub items: Option<String>,
    /// The field of the response with the parameter of the next page; a page without it is the last.
    pub next: Option<String>,
    /// The field of the response that is true where there are more pages.
    pub more: Option<String>,
}

fn one() -> i64 {
    1
}
