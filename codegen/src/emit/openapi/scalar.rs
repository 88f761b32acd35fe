//! Schemas of types that have no parts, and of lists and maps of these.

use serde_json::Value;

use super::object::Object;
use crate::ir::{Type, integer};

/// The schema of a type, where it has no parts.
pub(super) fn scalar(ty: &Type) -> Option<Object> {
    Some(match ty {
        Type::Bool => Object::new().with("type", "boolean"),
        Type::String => Object::new().with("type", "string"),
        Type::DateTime => Object::new().with("type", "string").with("format", "date-time"),
        Type::Date => Object::new().with("type", "string").with("format", "date"),
        // OpenAPI 3.0 has the format, and 3.1 the media type; generators of both look for the format.
        Type::File => {
            let schema = Object::new().with("type", "string").with("format", "binary");
            schema.with("contentMediaType", "application/octet-stream")
        }
        Type::Int { bits, signed } => integer(*bits, *signed),
        Type::Float { bits } => {
            let format = if *bits <= 32 { "float" } else { "double" };
            Object::new().with("type", "number").with("format", format)
        }
        _ => return None,
    })
}

/// The schema of a list or a map of what has no parts, or of which nothing is known.
pub(super) fn of_plain(ty: &Type) -> Option<Object> {
    let inner = |inner: &Type| if *inner == Type::Any { Some(Object::new()) } else { scalar(inner) };
    match ty {
        Type::List { items } => Some(Object::new().with("type", "array").with("items", inner(items)?)),
        Type::Map { values } => Some(Object::new().with("type", "object").with("additionalProperties", inner(values)?)),
        _ => None,
    }
}

/// An integer. OpenAPI names two widths; the others are the next wider one with bounds.
fn integer(bits: u8, signed: bool) -> Object {
    let schema = Object::new().with("type", "integer");
    let (least, most) = integer::range(bits, signed).into_inner();
    let bound =
        |number: i128| i64::try_from(number).map(Value::from).or_else(|_| u64::try_from(number).map(Value::from));
    let (least, most) = (bound(least).ok(), bound(most).ok());
    match (bits, signed) {
        (32, true) => schema.with("format", "int32"),
        (64, true) => schema.with("format", "int64"),
        (64, false) => schema.with_some("minimum", least).with_some("maximum", most),
        (32, false) => schema.with("format", "int64").with_some("minimum", least).with_some("maximum", most),
        _ => schema.with("format", "int32").with_some("minimum", least).with_some("maximum", most),
    }
}
