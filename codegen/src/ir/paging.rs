//! Lists that come in pages.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How the pages of a list are asked for, one after the other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Paging {
    /// The parameter that says which page, in the query, in the body or in a header.
    pub parameter: String,
    /// The number of the first page, where the parameter counts pages; absent where [`Self::next`] gives the next one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<i64>,
    /// The field of the response that holds the items, and the fields around it, the outermost first; empty where the
    /// response is the list.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<String>,
    /// The field of the response with the parameter of the next page; a page without it is the last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub next: Vec<String>,
    /// The field of the response that is true where there are more pages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub more: Vec<String>,
}
