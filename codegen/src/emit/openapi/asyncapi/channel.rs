//! Channels, and references to what is in them.

use crate::emit::openapi::object::{Json, Object};

/// A channel: what is sent on some paths.
pub struct Channel<'a> {
    /// The path.
    pub path: &'a str,
    /// Whether calls are sent there.
    pub calls: bool,
    /// Whether events are.
    pub events: bool,
}

/// A reference within the document.
pub fn reference(steps: &[&str]) -> Object {
    let steps: Vec<_> = steps.iter().map(|step| step.replace('~', "~0").replace('/', "~1")).collect();
    Object::new().with("$ref", format!("#/{}", steps.join("/")))
}

/// The messages of a channel, as an operation names them.
pub fn of_channel(channel: &Channel, names: impl Iterator<Item = String>) -> Vec<Json> {
    names.map(|name| reference(&["channels", channel.path, "messages", &name]).into()).collect()
}
