//! What is sent in a body.

use std::borrow::Cow;

use crate::ir::{Encoding, Field, Method, RawBody};

use super::context::Context;
use super::object::{Json, Object};
use super::plan::{self, Operation, Sending};
use super::{examples, field, names, prose, schema};

/// The parameters of an operation as schemas for the components, shared by its encodings and by the endpoint's other
/// paths. Only the endpoint's first method with a body has them; others may demand other parameters.
pub(super) fn components<'a>(cx: &'a Context, operation: &Operation) -> Vec<(&'a str, Object)> {
    let Sending::Body(encodings) = &operation.sending else { return Vec::new() };
    let mut schemas: Vec<(&str, Object)> = Vec::new();
    for &encoding in encodings {
        if let Some(name) = shared(cx, operation, encoding)
            && !schemas.iter().any(|(other, _)| *other == name)
        {
            schemas.push((name, object(cx, operation, encoding)));
        }
    }
    schemas
}

/// The name of an operation's schema, where it is in the components. A form has its own where it can carry only a part.
fn shared<'a>(cx: &'a Context, operation: &Operation, encoding: Encoding) -> Option<&'a str> {
    let mut methods = plan::methods(cx.api, operation.endpoint).into_iter();
    let first = methods.find(|method| !(method.is_bare() || *method == Method::Delete))?;
    let own = cx.projection.for_clients || first == operation.method;
    if !own || operation.fields().next().is_none() {
        return None;
    }
    let is_part = |field: &Field| matches!(carried(cx, field, encoding), Cow::Owned(_));
    if operation.fields().any(is_part) {
        cx.names.form(&operation.endpoint.name)
    } else {
        cx.names.request(&operation.endpoint.name)
    }
}

/// A field as an encoding carries it. What is nested altogether is JSON text in a form.
fn carried<'a>(cx: &Context, field: &'a Field, encoding: Encoding) -> Cow<'a, Field> {
    match encoding {
        Encoding::Json => Cow::Borrowed(field),
        Encoding::Form | Encoding::Query | Encoding::Multipart => plan::flattened(cx.api, field),
    }
}

/// The schema of an operation's parameters.
fn object(cx: &Context, operation: &Operation, encoding: Encoding) -> Object {
    let fields: Vec<Cow<Field>> = operation.fields().map(|field| carried(cx, field, encoding)).collect();
    let mut schema = schema::object(cx, fields.iter().map(AsRef::as_ref), Some(operation.method));
    // JSON tells what is empty from what is absent, and shares the schema.
    let form_alone = matches!(&operation.sending, Sending::Body(encodings) if !encodings.contains(&Encoding::Json));
    if let Some(properties) = schema.child("properties") {
        for field in &fields {
            if let Some(Json::Object(property)) = properties.get_mut(&field.name.value) {
                if form_alone && field.is_required(Some(operation.method)) {
                    field::not_empty(cx, field, property);
                }
                examples::property(cx, operation.endpoint, field, property);
            }
        }
    }
    schema
}

/// The body of an operation; none where there is nothing to send in it.
pub(super) fn body(cx: &Context, operation: &Operation) -> Option<Object> {
    if let Some(raw) = operation.raw() {
        return self::raw(cx, operation, raw);
    }
    let Sending::Body(encodings) = &operation.sending else { return None };
    operation.fields().next()?;
    let mut content = Object::new();
    for &encoding in encodings {
        let schema = match shared(cx, operation, encoding) {
            Some(name) => Object::new().with("$ref", names::reference(name)),
            None => object(cx, operation, encoding),
        };
        let fields: Vec<Cow<Field>> = operation.fields().map(|field| carried(cx, field, encoding)).collect();
        let place = examples::Media { encodings, encoding, fields: &fields };
        let media = examples::body(cx, operation, &place, Object::new().with("schema", schema));
        content.set(encoding.media_type(), media.with_unless_empty("encoding", form(cx, encoding, &fields)));
    }
    let required = operation.fields().any(|field| field.is_required(Some(operation.method)));
    Some(Object::new().with_if(required, "required", true).with("content", content))
}

/// A body that is the bytes or the text of one parameter.
fn raw(cx: &Context, operation: &Operation, raw: &RawBody) -> Option<Object> {
    let field = operation.fields().next()?;
    let mut content = Object::new();
    for media in raw.media() {
        let mut schema = field::limited(cx, field, schema::of_type(cx, &field.ty.value));
        if schema.has("contentMediaType") {
            schema.set("contentMediaType", media);
        }
        let object = Object::new().with("schema", schema);
        let object = if raw.is_json() { examples::whole_body(cx, operation, field, object) } else { object };
        content.set(media.to_owned(), object);
    }
    let required = field.is_required(Some(operation.method));
    let body = Object::new().with_text("description", &prose::field(field)).with_if(required, "required", true);
    Some(body.with("content", content).with("x-name", field.name.value.as_str()))
}

/// How a form writes what is more than a scalar: a list repeats its name, what is nested is JSON text. Parts do so without
/// a word.
fn form(cx: &Context, encoding: Encoding, fields: &[Cow<Field>]) -> Object {
    let mut encodings = Object::new();
    if encoding == Encoding::Json {
        return encodings;
    }
    for field in fields {
        let ty = &field.ty.value;
        if !cx.api.is_flat(ty) {
            encodings.set(field.name.value.clone(), Object::new().with("contentType", Encoding::Json.media_type()));
        } else if plan::is_list(cx.shape(ty)) && encoding != Encoding::Multipart {
            encodings.set(field.name.value.clone(), Object::new().with("style", "form").with("explode", true));
        }
    }
    encodings
}
