//! Functions of generated code that the dialect declares.

use schemars::JsonSchema;
use serde::Deserialize;

/// A function of generated code that makes a value of a few arguments.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HelperRule {
    /// Its name: small letters, digits and `_`.
    pub name: String,
    /// What it takes, in this order.
    #[serde(default)]
    pub takes: Vec<ArgumentRule>,
    /// The value, in which the text `{name}` stands for the argument of that name.
    #[schemars(with = "serde_json::Value")]
    pub makes: toml::Value,
    /// What it is for.
    #[serde(default)]
    pub docs: String,
}

/// An argument of such a function.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ArgumentRule {
    /// Its name: small letters, digits and `_`.
    pub name: String,
    /// Its type, as the documents would write it.
    #[serde(rename = "type")]
    pub ty: String,
}
