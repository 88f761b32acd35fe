//! What is said on a connection before the first call, and beside the calls.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::located::Located;
use super::located::Members;
use crate::ir::Side;

/// A message that has to be sent on a connection, before the first call or at intervals.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StepRule {
    /// What it is called.
    pub name: String,
    /// Who sends it.
    pub by: Side,
    /// The members by which it is known, with their values.
    #[schemars(with = "BTreeMap<String, serde_json::Value>")]
    pub when: Members,
    /// Its other members.
    #[serde(default)]
    pub fields: Vec<Located<StepField>>,
    /// The code with which a server closes the connection where a client does not send it; 1008 unless set.
    pub close: Option<Located<u16>>,
    /// What it is.
    #[serde(default)]
    pub docs: String,
}

/// A member of such a message.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StepField {
    /// Its name.
    pub name: String,
    /// Its type, as the documents would write it.
    #[serde(rename = "type")]
    pub ty: String,
    /// What the sender puts there: a value, or a word in braces for one that it knows. Without it a hook computes it.
    #[schemars(with = "Option<serde_json::Value>")]
    pub value: Option<toml::Value>,
    /// Whether it may be missing.
    #[serde(default)]
    pub optional: bool,
    /// What it is.
    #[serde(default)]
    pub docs: String,
}
