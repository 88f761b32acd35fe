//! What values take in memory, about.

use serde_json::{Map, Value};

/// What a member takes beside its name and its value: its places in the list and in the index of the object.
const MEMBER: usize = 48;
/// What an object or a list takes beside what is in it.
const CONTAINER: usize = 64;

/// The bytes that the members of an object take.
pub fn weight_of(object: &Map<String, Value>) -> usize {
    object.iter().map(|(name, value)| weight_of_member(name, value)).sum()
}

/// The bytes that a member takes.
pub fn weight_of_member(name: &str, value: &Value) -> usize {
    let mut bytes = name.len() + MEMBER;
    // A list of what is left in place of calls that go deeper, since callers choose the depth.
    let mut left = vec![value];
    while let Some(value) = left.pop() {
        bytes += size_of::<Value>();
        match value {
            Value::String(text) => bytes += text.len(),
            Value::Array(items) => {
                bytes += CONTAINER;
                left.extend(items);
            }
            Value::Object(object) => {
                bytes += CONTAINER;
                for (name, value) in object {
                    bytes += name.len() + MEMBER;
                    left.push(value);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    bytes
}
