//! Requests that texts show.

use serde_json::{Map, Value};

use crate::ir::ExampleRequest;

/// A request that a text shows, and its body where that is JSON or a form.
#[derive(Default)]
pub struct Request {
    /// The request.
    pub made: Option<ExampleRequest>,
    /// Its body.
    pub body: Option<Value>,
}

/// The body that a form sends, as an object of text; `None` where it sends nothing, or a file.
pub(super) fn form_body(pairs: &[(String, String)]) -> Option<Value> {
    if pairs.is_empty() || pairs.iter().any(|(_, value)| value.starts_with('@')) {
        return None;
    }
    let members = pairs.iter().map(|(name, value)| (name.clone(), Value::String(value.clone())));
    Some(Value::Object(members.collect::<Map<_, _>>()))
}
