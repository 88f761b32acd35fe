//! Calls written as one JSON object, which name the endpoint and hold its parameters.

use serde_json::{Map, Value};

use crate::dialect::{Dialect, Where};
use crate::ir::member;
use crate::resolve::context::Context;

/// A call that an example shows as a frame.
pub struct Framed {
    /// The name of the endpoint.
    pub name: String,
    /// The parameters; an object without members where the frame has none.
    pub parameters: Value,
}

/// The call that `value` is by `[frames]`, where it is one. A label that speaks of responses is believed, and what stands
/// below no label is none where it has what answers have.
pub fn read(value: &Value, of: Where, dialect: &Dialect) -> Option<Framed> {
    let (frames, envelope) = (&dialect.frames, &dialect.envelope);
    let name = member(value, frames.name.as_ref()?)?.as_str()?;
    let is_answer = || [&envelope.data, &envelope.code].into_iter().flatten().any(|path| member(value, path).is_some());
    match of {
        Where::Request | Where::Parameters => {}
        Where::Any if !is_answer() => {}
        _ => return None,
    }
    let parameters = member(value, frames.parameters.as_ref()?);
    let parameters = parameters.filter(|parameters| !parameters.is_null()).cloned();
    Some(Framed { name: name.to_owned(), parameters: parameters.unwrap_or_else(|| Map::new().into()) })
}

/// What an event holds, of an example that shows the whole of it.
pub fn held(value: Value, context: &Context<'_>) -> Value {
    let rules = &context.dialect.events;
    let (Some(name), Some(data)) = (&rules.named_by, &rules.data) else { return value };
    match member(&value, name).and(member(&value, data)) {
        Some(held) => held.clone(),
        None => value,
    }
}
