//! Settings of the wire: transport, authentication and envelope.

use schemars::JsonSchema;
use serde::Deserialize;

use super::placed::Placed;
use crate::ir::Encoding;

/// How calls travel.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TransportRules {
    /// How the parameters of a GET request are written; empty where endpoints that state no method take no GET.
    pub get: Vec<Encoding>,
    /// How the parameters of a POST request are written, the usual one first.
    pub post: Vec<Encoding>,
    /// Whether calls also travel over a WebSocket.
    pub websocket: bool,
}

impl Default for TransportRules {
    fn default() -> Self {
        Self { get: vec![Encoding::Query], post: vec![Encoding::Json], websocket: false }
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

/// A way to prove who calls.
#[derive(Debug, Deserialize, JsonSchema)]
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
    /// Whether it counts for every endpoint, and not only for those whose document states it.
    #[serde(default)]
    pub everywhere: bool,
}

/// What surrounds the data of every response. Without `data`, responses are bare.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct EnvelopeRules {
    /// The field that carries an endpoint's data.
    pub data: Option<String>,
    /// The field that tells success from failure.
    pub code: Option<String>,
    /// The values of `code` that mean success.
    #[schemars(with = "Vec<serde_json::Value>")]
    pub success: Vec<toml::Value>,
    /// The fields that explain a failure.
    pub messages: Vec<String>,
    /// The field that comes back as the caller sent it.
    pub echo: Option<String>,
    /// The fields, where no table of the documents gives them.
    pub field: Vec<Placed<EnvelopeField>>,
}

/// A field of the envelope that no table gives.
#[derive(Debug, Deserialize, JsonSchema)]
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
