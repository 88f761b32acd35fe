//! What a field adds to the schema of its type.

use std::cmp::Ordering;

use serde_json::Value;

use crate::ir::{Constraints, Field, Type};

use super::context::{Context, source};
use super::object::{Json, Object};
use super::{data, plan, prose};

/// The schema of a field as a property of an object; `schema` is that of its type.
pub(super) fn property(cx: &Context, field: &Field, schema: Object) -> Object {
    limited(cx, field, schema)
        .with_text("description", &prose::field(field))
        .with_if(field.deprecated.is_some(), "deprecated", true)
        .with_list("x-aliases", aliases(field))
        .with("x-source", source(cx, &field.name.provenance))
}

/// The schema of what no other field is called; `schema` is that of one value.
pub(super) fn rest(field: &Field, schema: Object) -> Object {
    let words = prose::field(field);
    // Beside a reference it would say something of the type.
    if schema.has("$ref") { schema } else { schema.with_text("description", &words) }
}

/// The schema of a field's value alone: that of its type, with default, constant and limits. In a `null` or a list, a
/// limit of texts is one of each text.
pub(super) fn limited(cx: &Context, field: &Field, mut schema: Object) -> Object {
    if let Some(default) = &field.default {
        let shown = data::keyword(&default.value).is_none() && cx.validator.field(field, &default.value).is_valid();
        let key = if shown { "default" } else { "x-default" };
        schema.set(key, default.value.clone());
    }
    if let Some(constant) = field.constant.as_ref().filter(|constant| data::keyword(&constant.value).is_none()) {
        schema.set("const", constant.value.clone());
    }
    let is_list = plan::is_list(cx.shape(&field.ty.value));
    if let Some(most) = &field.constraints.max_length {
        limit_length(&mut schema, most.value, is_list);
    }
    if let Some(most) = &field.constraints.max_items {
        schema.set(if is_list { "maxItems" } else { "x-max-items" }, most.value);
    }
    let numbers = if is_list { schema.child("items") } else { Some(&mut schema) };
    if let Some(numbers) = numbers {
        limit_numbers(numbers, &field.constraints);
    }
    let (fits, others): (Vec<_>, Vec<_>) = field
        .examples
        .iter()
        .map(|example| &example.value)
        .partition(|value| data::keyword(value).is_none() && cx.validator.field(field, value).is_valid());
    for (key, examples) in [("examples", fits), ("x-examples", others)] {
        let examples: Vec<Json> = examples.into_iter().map(|value| Json::from(value.clone())).collect();
        if !examples.is_empty() {
            schema.set(key, examples);
        }
    }
    schema
}

/// Sets the least and the greatest number. What the width of an integer allows counts where it is less.
fn limit_numbers(schema: &mut Object, limits: &Constraints) {
    let sides = [("minimum", &limits.minimum, Ordering::Less), ("maximum", &limits.maximum, Ordering::Greater)];
    for (key, limit, looser) in sides {
        let Some(limit) = limit.as_ref().map(|limit| &limit.value) else { continue };
        let width = match schema.get_mut(key) {
            Some(Json::Value(width)) => width.as_f64(),
            _ => None,
        };
        let beyond = limit.as_f64().zip(width).is_some_and(|(limit, width)| limit.partial_cmp(&width) == Some(looser));
        if !beyond {
            schema.set(key, Value::Number(limit.clone()));
        }
    }
}

/// Sets the greatest length, of the items where the schema is that of a list.
fn limit_length(schema: &mut Object, most: u64, is_list: bool) {
    if is_list {
        // A list behind a reference has its items elsewhere; `items` beside the reference holds as well.
        if let Some(items) = schema.child("items") {
            items.set("maxLength", most);
        }
    } else {
        schema.set("maxLength", most);
    }
}

/// Says of the schema of a parameter that must be there that it is not empty, where the API has it that in a query or a
/// form what is empty counts as absent.
pub(super) fn not_empty(cx: &Context, field: &Field, schema: &mut Object) {
    if !cx.api.transport.empty_is_absent {
        return;
    }
    match cx.shape(&field.ty.value) {
        ty if ty.is_text() => schema.set("minLength", 1_u32),
        Type::List { .. } => schema.set("minItems", 1_u32),
        Type::Union { .. } => {
            let Some(Json::List(variants)) = schema.get_mut("anyOf") else { return };
            for variant in variants {
                let Json::Object(variant) = variant else { continue };
                match variant.get("type").and_then(Json::as_text) {
                    Some("string") => variant.set("minLength", 1_u32),
                    Some("array") => variant.set("minItems", 1_u32),
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

/// The other names under which a field is read.
pub(super) fn aliases(field: &Field) -> Vec<Json> {
    field.aliases.iter().map(|alias| Json::from(alias.value.as_str())).collect()
}
