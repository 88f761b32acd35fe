//! Examples, as the documents have them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Docs, Method, Provenance, StatusCode};

/// An example from a document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// What it shows.
    pub kind: ExampleKind,
    /// The words before it.
    #[serde(default, skip_serializing_if = "Docs::is_empty")]
    pub docs: Docs,
    /// The HTTP status of the response that it shows, where it says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<StatusCode>,
    /// The word after the opening fence.
    pub language: String,
    /// The text as it stands.
    pub text: String,
    /// The text read as JSON; absent where it is not JSON. Of a call in a frame, the parameters in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
    /// The request that a command line makes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<ExampleRequest>,
    /// Where it is.
    pub provenance: Provenance,
}

impl Example {
    /// Whether it shows the response to a call that was not carried out.
    #[must_use]
    pub fn is_failure(&self) -> bool {
        self.status.is_some_and(|status| !status.is_success())
    }

    /// Whether it is meant to be JSON.
    #[must_use]
    pub fn is_json(&self) -> bool {
        let marked = self.language.to_ascii_lowercase().starts_with("json");
        self.request.is_none() && (marked || self.value.is_some())
    }
}

/// What an [`Example`] shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "of", deny_unknown_fields)]
pub enum ExampleKind {
    /// A whole response, with its envelope.
    Response,
    /// A request.
    Request,
    /// A value of the type that has the example.
    Value,
    /// A value of one parameter.
    Parameter {
        /// The parameter.
        name: String,
    },
}

/// The request that a command line makes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExampleRequest {
    /// The method, stated by an option or following from the others.
    pub method: Method,
    /// The URL without its query.
    pub url: String,
    /// The parameters, in order, decoded.
    pub parameters: Vec<(String, String)>,
    /// The names of the headers that it sends.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub headers: Vec<String>,
    /// The names of the cookies that it sends.
    pub cookies: Vec<String>,
}
