//! Patches: what a document gets wrong, said once, with a reason, in `patches.toml`.
//!
//! A patch names an endpoint or a type and a field of it, never a line. It says what it expects to find; a patch that
//! finds something else, or nothing, is an error, so that corrections do not outlive the mistakes that they correct.

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use crate::dialect::DefineField;

/// The content of `patches.toml`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Patches {
    /// The patches, applied in order.
    pub patch: Vec<Patch>,
}

/// A correction.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Patch {
    /// What is corrected: `<endpoint>/parameters/<field>`, `<endpoint>/response`, `<endpoint>/response/<field>/…`,
    /// `<type>/<field>`, or `<type>`. Lists are gone through without a step of their own.
    #[schemars(with = "String")]
    pub at: Spanned<String>,
    /// What the document says there. Every key given must hold.
    pub expect: Expect,
    /// What is true instead.
    pub set: Set,
    /// Why.
    pub reason: String,
}

/// What a patch expects to find. At least one key is given.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Expect {
    /// The type cell, as written.
    #[serde(rename = "type")]
    pub ty: Option<String>,
    /// The default cell, as written; `""` for an empty cell.
    pub default: Option<String>,
    /// Whether the field must be there.
    pub required: Option<bool>,
    /// The description, as written.
    pub docs: Option<String>,
    /// The names of the fields of a response or type, in order.
    pub fields: Option<Vec<String>>,
    /// That the type is used and that nobody defines it.
    pub undefined: Option<bool>,
}

/// What a patch sets. At least one key is given.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Set {
    /// The type, as the documents would write it.
    #[serde(rename = "type")]
    pub ty: Option<String>,
    /// The default.
    #[schemars(with = "Option<serde_json::Value>")]
    pub default: Option<toml::Value>,
    /// That there is no default.
    pub no_default: bool,
    /// Whether the field must be there.
    pub required: Option<bool>,
    /// Whether the field may be `null`.
    pub nullable: Option<bool>,
    /// What it is.
    pub docs: Option<String>,
    /// The name on the wire; the documented one stays as an alias.
    pub name: Option<String>,
    /// The endpoint that the response belongs to.
    pub endpoint: Option<String>,
    /// The fields of a type that nobody defines.
    pub fields: Vec<DefineField>,
}

/// The JSON Schema of `patches.toml`, for editors.
#[must_use]
pub fn schema() -> schemars::Schema {
    schemars::schema_for!(Patches)
}
