//! Requests that texts show.

use serde_json::Value;

use crate::ir::ExampleRequest;

/// A request that a text shows, and its body where that is JSON.
#[derive(Default)]
pub struct Request {
    /// The request.
    pub made: Option<ExampleRequest>,
    /// Its body.
    pub body: Option<Value>,
}
