//! What is sent in a body.

use serde_json::Value;

use crate::ir::{Encoding, Field, Method};

use super::object::Object;
use super::plan::{self, Operation, Place};
use super::{Context, examples, field, names, schema};

/// The media type of an encoding.
pub(super) fn media_type(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Json => "application/json",
        Encoding::Form | Encoding::Query => "application/x-www-form-urlencoded",
    }
}

/// The parameters of an operation as a schema for the components, shared by its encodings and by the endpoint's other
/// paths. Only the endpoint's first method with a body has one; others may demand other parameters.
pub(super) fn component<'a>(cx: &'a Context, operation: &Operation) -> Option<(&'a str, Object)> {
    let is_shared = is_shared(cx, operation);
    let name = cx.names.request(&operation.endpoint.name).filter(|_| is_shared)?;
    Some((name, object(cx, operation)))
}

/// Whether the operation's schema is the one in the components.
fn is_shared(cx: &Context, operation: &Operation) -> bool {
    let mut methods = plan::methods(cx.api, operation.endpoint).into_iter();
    let first = methods.find(|method| !matches!(method, Method::Get | Method::Delete));
    matches!(operation.place, Place::Body(_)) && first == Some(operation.method) && operation.fields().next().is_some()
}

/// The schema of an operation's parameters.
fn object(cx: &Context, operation: &Operation) -> Object {
    let fields: Vec<&Field> = operation.fields().collect();
    let mut schema = schema::object(cx, fields.iter().copied(), Some(operation.method));
    if let Some(properties) = schema.child("properties") {
        for field in fields {
            if let Some(Value::Object(property)) = properties.get_mut(&field.name.value) {
                examples::property(cx, operation.endpoint, field, property);
            }
        }
    }
    schema
}

/// The body of an operation; none where there is nothing to send in it.
pub(super) fn body(cx: &Context, operation: &Operation) -> Option<Object> {
    let Place::Body(encodings) = &operation.place else { return None };
    operation.fields().next()?;
    let shared = cx.names.request(&operation.endpoint.name).filter(|_| is_shared(cx, operation));
    let schema = match shared {
        Some(name) => Object::new().with("$ref", names::reference(name)),
        None => object(cx, operation),
    };
    let mut content = Object::new();
    for &encoding in encodings {
        let media = Object::new().with("schema", schema.clone());
        let media = examples::body(cx, operation, encodings, encoding, media);
        let media = media.with_unless_empty("encoding", form(cx, operation, encoding));
        content.set(media_type(encoding), media);
    }
    let required = operation.fields().any(|field| plan::required(field, Some(operation.method)));
    Some(Object::new().with_if(required, "required", true).with("content", content))
}

/// How a form writes what is more than a scalar: a list repeats its name, what is nested is JSON text.
fn form(cx: &Context, operation: &Operation, encoding: Encoding) -> Object {
    let mut encodings = Object::new();
    if encoding == Encoding::Json {
        return encodings;
    }
    for field in operation.fields() {
        let ty = &field.ty.value;
        if plan::is_nested(cx.api, ty) {
            encodings.set(&field.name.value, Object::new().with("contentType", media_type(Encoding::Json)));
        } else if field::is_list(plan::shape(cx.api, ty)) {
            encodings.set(&field.name.value, Object::new().with("style", "form").with("explode", true));
        }
    }
    encodings
}
