//! Policies: how to decide what the documents leave open.

use schemars::JsonSchema;
use serde::Deserialize;

use super::rules::{Role, Unsaid};
use super::shape::Primitive;

/// How to treat two descriptions of one call in one document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SameCall {
    /// It is an error.
    #[default]
    Error,
    /// They are one endpoint, with the parameters and the response fields of both.
    Merge,
}

/// What comes back where no document says it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum UnsaidResponse {
    /// It is not known: any JSON value.
    #[default]
    Any,
    /// Nothing.
    Nothing,
}

/// How to decide what the documents leave open. One setting each; the IR marks what follows from them.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Policy {
    /// A parameter whose presence nobody states: no such column, or an empty cell.
    pub parameter: Unsaid,
    /// A parameter whose default cell says that there is no default.
    pub parameter_without_default: Unsaid,
    /// A response field whose presence nobody states.
    pub response_field: Unsaid,
    /// What comes back from an endpoint whose documents say nothing of it.
    pub unsaid_response: UnsaidResponse,
    /// One method and path that a document describes twice.
    pub same_call: SameCall,
    /// The roles that tables without a label take, in order, each at most once an endpoint: `codes`, `statuses` and
    /// `values` those of values, the others those of fields. Behind a response no table is taken for the parameters.
    pub unlabelled: Vec<Role>,
    /// What JSON of an endpoint shows that stands under no label of an example; unless set, what the label above is about.
    pub unlabelled_example: Option<Shown>,
    /// Whether a table of a response of which the examples have no field describes the items of the only list that has.
    pub items_by_example: bool,
    /// The type that examples give an integer.
    pub example_integer: Primitive,
    /// The type of a field that no cell gives one; any JSON value unless set, and reported.
    pub untyped: Option<Primitive>,
}

/// What a code block shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Shown {
    /// What comes back.
    Response,
    /// What is sent in the body.
    Request,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            parameter: Unsaid::Required,
            parameter_without_default: Unsaid::Required,
            response_field: Unsaid::Required,
            unsaid_response: UnsaidResponse::Any,
            same_call: SameCall::Error,
            unlabelled: Vec::new(),
            unlabelled_example: None,
            items_by_example: false,
            example_integer: Primitive::Int64,
            untyped: None,
        }
    }
}
