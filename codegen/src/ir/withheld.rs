//! What is announced and cannot be had.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Method, Provenance};

/// An endpoint that documents announce and that the API lacks, since an error of theirs reaches all of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Withheld {
    /// Its name; absent where none can be had.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The heading above it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Its methods, as far as they are known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub methods: Vec<Method>,
    /// Its path, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The number of the error, `TW` and three digits.
    pub code: String,
    /// What is wrong.
    pub reason: String,
    /// What to do about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remedy: Option<String>,
    /// Where the error is.
    pub provenance: Provenance,
}
