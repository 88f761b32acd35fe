//! Examples, each read once.

use serde_json::Value;

use crate::dialect::Where;
use crate::ir::{Docs, Encoding, Example, ExampleKind, StatusCode};
use crate::recognise::raw::Shows;
use crate::source::Span;

/// What a request that a text shows says of how parameters are sent.
#[derive(Clone, Debug, Default)]
pub struct Sent {
    /// How its body is written, where its headers or its options say it.
    pub encoding: Option<Encoding>,
    /// Its headers.
    pub headers: Vec<(String, String)>,
    /// The parameters that are files.
    pub files: Vec<String>,
}

/// An example with what it shows.
#[derive(Clone, Debug)]
pub struct ExampleDraft {
    /// The example as it is in the IR.
    pub example: Example,
    /// What its label says that it shows.
    pub of: Where,
    /// The type that it is a value of, where it is none of an endpoint.
    pub shows: Option<Shows>,
    /// The HTTP status that its label or its first line gives.
    pub status: Option<StatusCode>,
    /// The JSON that it is, where nothing says that JSON is meant.
    pub unmarked: Option<Value>,
    /// The body of the request that it shows, where it is JSON.
    pub body: Option<Value>,
    /// What else the request that it shows says of how parameters are sent.
    pub sent: Sent,
    /// The endpoint that it names, where it is a call as one JSON object.
    pub names: Option<String>,
    /// Whether it stands for several endpoints, and calls none of them: then it says nothing of what this one is sent.
    pub elsewhere: bool,
    /// Where the code is.
    pub span: Span,
}

impl ExampleDraft {
    /// The JSON that it is.
    pub fn value(&self) -> Option<&Value> {
        self.example.value.as_ref().or(self.unmarked.as_ref())
    }

    /// Whether it can show the response to a call that was carried out.
    pub fn is_of_success(&self) -> bool {
        matches!(self.of, Where::Response | Where::Any) && self.status.is_none_or(StatusCode::is_success)
    }

    /// The parameter that it is a value of.
    pub fn parameter(&self) -> Option<&str> {
        if let ExampleKind::Parameter { name } = &self.example.kind { Some(name) } else { None }
    }

    /// Puts it into the documentation.
    pub fn document(&self, docs: &mut Docs) {
        let Example { docs: words, language, text, .. } = &self.example;
        docs.push(&format!("{}\n\n```{language}\n{}\n```", words.0, text.trim_end()));
    }
}
