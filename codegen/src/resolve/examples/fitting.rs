//! The type whose fields are those of an example that stands for another.

use serde_json::Value;

use crate::ir::{Api, Named, Struct, TypeKind};

/// Among more types than this, one fits by chance, and looking for it is slow.
const MANY: usize = 2_000;
/// An object of fewer fields fits many types.
const FEWEST: usize = 3;

/// The only type that has all fields of `value`, and that `value` lacks no required field of. It is not `shape`.
pub fn other_type<'a>(value: &Value, shape: &Struct, api: &'a Api) -> Option<&'a str> {
    let object = value.as_object().filter(|object| object.len() >= FEWEST)?;
    if api.types.len() > MANY {
        return None;
    }
    let fits = |other: &Struct| {
        other != shape
            && object.keys().all(|key| other.fields.iter().any(|field| field.is_called(key)))
            && other
                .fields
                .iter()
                .filter(|field| field.required)
                .all(|field| field.names().any(|name| object.contains_key(name)))
    };
    // An id of several steps is that of an object without a name.
    let named = api.types.iter().filter(|def| !def.id.0.contains('/'));
    let mut fitting = named.filter(|def| matches!(&def.kind, TypeKind::Struct(other) if fits(other)));
    let first = fitting.next()?;
    fitting.next().is_none().then_some(first.id.0.as_str())
}
