//! Values that generated code makes of others.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

/// The value as JSON. What generated code has can all be written; anything else is `null`.
#[doc(hidden)]
pub fn value<T: Serialize>(value: T) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

/// The members of an object; none where the value is none.
#[doc(hidden)]
pub fn members<T: Serialize>(object: &T) -> BTreeMap<String, Value> {
    match value(object) {
        Value::Object(members) => members.into_iter().collect(),
        _ => BTreeMap::new(),
    }
}
