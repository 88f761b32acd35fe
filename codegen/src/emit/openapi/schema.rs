//! Schemas of types.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::ir::{Field, Method, Type, TypeDef, TypeKind, ValueLabel};

use super::context::{Context, source};
use super::object::{Json, Object};
use super::scalar::scalar;
use super::{examples, field, names};

/// The schema of a type of the API.
pub(super) fn definition(cx: &Context, def: &TypeDef) -> Object {
    let schema = match &def.kind {
        TypeKind::Struct(object) => self::object(cx, &object.fields, None),
        TypeKind::Values { base, values } => open_set(values.iter().map(|fact| &fact.value), of_type(cx, base)),
        TypeKind::Alias { target } => of_type(cx, &target.value),
        TypeKind::Newtype { target } => of_type(cx, &target.value).with("x-newtype", true),
    };
    let schema = schema.with_text("description", &def.docs.0);
    examples::of_type(cx, def, schema).with("x-source", source(cx, &def.provenance))
}

/// The schema of an object with these fields. Fields beyond them are allowed, as the IR has it of structs.
pub(super) fn object<'a>(cx: &Context, fields: impl IntoIterator<Item = &'a Field>, method: Option<Method>) -> Object {
    let mut properties = Object::new();
    let mut required = Vec::new();
    let mut rest = None;
    for field in fields {
        if let Type::Map { values } = &field.ty.value
            && field.rest
        {
            rest = Some(field::rest(field, of_type(cx, values)));
            continue;
        }
        let name = field.name.value.as_str();
        properties.set(name.to_owned(), field::property(cx, field, of_type(cx, &field.ty.value)));
        if field.is_required(method) {
            required.push(Json::from(name));
        }
    }
    let object = Object::new().with("type", "object").with_unless_empty("properties", properties);
    object.with_list("required", required).with_some("additionalProperties", rest)
}

/// A set of documented values that others may join: the values with what they stand for, then what any value is.
pub(super) fn open_set<'a>(values: impl Iterator<Item = &'a ValueLabel>, any: Object) -> Object {
    let (mut known, mut words) = (Vec::<Json>::new(), Object::new());
    let mut kinds = BTreeSet::new();
    for label in values {
        known.push(label.value.clone().into());
        kinds.insert(kind(&label.value));
        if !label.docs.is_empty() {
            let name = label.value.as_str().map_or_else(|| label.value.to_string(), str::to_owned);
            words.set(name, label.docs.0.as_str());
        }
    }
    let common = kinds.pop_first().flatten().filter(|_| kinds.is_empty());
    let known =
        Object::new().with_some("type", common).with_list("enum", known).with_unless_empty(names::LABELS, words);
    Object::new().with("anyOf", vec![known.into(), Json::from(any)])
}

/// The type of a documented value.
fn kind(value: &Value) -> Option<&'static str> {
    match value {
        Value::String(_) => Some("string"),
        Value::Number(number) if number.is_f64() => Some("number"),
        Value::Number(_) => Some("integer"),
        Value::Bool(_) => Some("boolean"),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// The schema of a type expression.
pub(super) fn of_type(cx: &Context, ty: &Type) -> Object {
    match ty {
        Type::Any => Object::new(),
        Type::Null => Object::new().with("type", "null"),
        Type::Bool
        | Type::String
        | Type::DateTime
        | Type::Date
        | Type::File
        | Type::Int { .. }
        | Type::Float { .. } => scalar(ty).unwrap_or_default(),
        Type::List { items } => Object::new().with("type", "array").with("items", of_type(cx, items)),
        Type::Map { values } => Object::new().with("type", "object").with("additionalProperties", of_type(cx, values)),
        Type::Nullable { inner } => nullable(of_type(cx, inner)),
        Type::Union { variants } => union(cx, variants),
        Type::Ref { id } => Object::new().with("$ref", names::reference(cx.names.of_type(id))),
    }
}

/// A schema that takes `null` too.
pub(super) fn nullable(mut schema: Object) -> Object {
    if schema.is_empty() {
        return schema;
    }
    let null = || Json::from(Object::new().with("type", "null"));
    if let Some(Json::List(alternatives)) = schema.get_mut("anyOf") {
        alternatives.push(null());
        return schema;
    }
    if let Some(kind @ Json::Text(_)) = schema.get_mut("type") {
        *kind = vec![kind.clone(), Json::from("null")].into();
        return schema;
    }
    Object::new().with("anyOf", vec![schema.into(), null()])
}

/// One of several types.
fn union(cx: &Context, variants: &[Type]) -> Object {
    match variants {
        [] => Object::new(),
        [only] => of_type(cx, only),
        _ => {
            let alternatives: Vec<Json> = variants.iter().map(|variant| of_type(cx, variant).into()).collect();
            Object::new().with("anyOf", alternatives)
        }
    }
}

/// All of several schemas at once.
pub(super) fn all_of(mut parts: Vec<Object>) -> Object {
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        last => Object::new().with("allOf", parts.into_iter().chain(last).map(Json::from).collect::<Vec<_>>()),
    }
}
