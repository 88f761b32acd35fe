//! The keys of a schema that are words, values or limits of what has a type already.

use serde_json::{Number, Value};

use super::{Object, Schema};
use crate::ir::{How, Type};
use crate::recognise::raw::Text;
use crate::resolve::draft::{Draft, FieldDraft, Known, ValueDraft, Written};
use crate::source::Span;

/// The keys that are read, and those that say nothing of values.
const KNOWN: [&str; 31] = [
    "$comment",
    "$defs",
    "$id",
    "$ref",
    "$schema",
    "additionalProperties",
    "allOf",
    "anyOf",
    "const",
    "default",
    "definitions",
    "deprecated",
    "description",
    "enum",
    "example",
    "examples",
    "format",
    "id",
    "items",
    "maxItems",
    "maxLength",
    "maximum",
    "minimum",
    "nullable",
    "oneOf",
    "properties",
    "required",
    "title",
    "type",
    "readOnly",
    "writeOnly",
];

/// The words by which a format is none of its own.
const FORMATS: [&str; 8] = ["date", "date-time", "double", "float", "int32", "int64", "uint32", "uint64"];

impl Schema<'_, '_, '_> {
    /// Notes the keys that the IR has no place for.
    pub(super) fn unknown(&mut self, object: &Object) {
        for (key, value) in object {
            let of_text = |format: &str| FORMATS.contains(&format);
            let held = match (key.as_str(), value) {
                ("format", Value::String(format)) => of_text(format),
                // A member that nobody knows is never sent, and always taken.
                ("additionalProperties", Value::Bool(open)) => *open,
                ("additionalProperties", other) => other.is_object(),
                ("readOnly" | "writeOnly", Value::Bool(set)) => !*set,
                (known, _) => KNOWN.contains(&known),
            };
            if !held {
                self.beyond(key);
            }
        }
    }

    /// Notes what is said of a field in words, and as examples of its value.
    pub(super) fn words(&mut self, field: &mut FieldDraft, object: &Object) {
        let text = |key: &str| object.get(key).and_then(Value::as_str).map(str::trim).filter(|words| !words.is_empty());
        for key in ["title", "description"] {
            if let Some(words) = text(key) {
                field.docs.push(words);
            }
        }
        if object.get("deprecated") == Some(&Value::Bool(true)) {
            let span = self.at("deprecated");
            field.deprecated = Some(Text { value: "deprecated".to_owned(), span });
        }
        if let Some(default) = object.get("default") {
            let span = self.at("default");
            field.default_text = Some(default.to_string());
            field.default = Some(Box::new(Known::stated(Written::Given(default.clone()), span)));
        }
        let key = if object.contains_key("example") { "example" } else { "examples" };
        let shown = match object.get(key) {
            Some(Value::Array(all)) if key == "examples" => all.first(),
            other => other,
        };
        if let Some(shown) = shown {
            let words = shown.as_str().map_or_else(|| shown.to_string(), str::to_owned);
            field.example = Some(Text { value: words, span: self.at(key) });
        }
    }

    /// Notes the limits of a field.
    pub(super) fn limits(&mut self, field: &mut FieldDraft, object: &Object) {
        let number = |key: &str| object.get(key).and_then(Value::as_number).cloned();
        if let Some(least) = number("minimum") {
            field.minimum = Some(Box::new(self.known("minimum", least)));
        }
        if let Some(most) = number("maximum") {
            field.maximum = Some(Box::new(self.known("maximum", most)));
        }
        let count = |key: &str| object.get(key).and_then(Value::as_u64);
        if let Some(most) = count("maxLength") {
            field.max_length = Some(Box::new(self.known("maxLength", most)));
        }
        if let Some(most) = count("maxItems") {
            field.max_items = Some(Box::new(self.known("maxItems", most)));
        }
    }

    fn known<T>(&mut self, key: &str, value: T) -> Known<T> {
        Known::stated(value, self.at(key))
    }

    /// Takes over the limits and the values that the items of a list have: a list has those of its items.
    pub(super) fn of_items(&mut self, field: &mut FieldDraft, item: &mut FieldDraft) {
        if item.max_items.is_some() {
            self.beyond("maxItems");
        }
        field.minimum = field.minimum.take().or(item.minimum.take());
        field.maximum = field.maximum.take().or(item.maximum.take());
        field.max_length = field.max_length.take().or(item.max_length.take());
        if field.values.is_empty() {
            field.values = std::mem::take(&mut item.values);
        }
        if item.constant.is_some() {
            self.beyond("const");
        }
    }

    /// Notes the values that a field can have, and what they say of a type that nothing else gives. One alone is a constant.
    pub(super) fn values(&mut self, field: &mut FieldDraft, object: &Object) {
        if let Some(only) = object.get("const") {
            let span = self.at("const");
            if !object.contains_key("type") {
                field.ty = Known { how: How::Stated, ..Known::stated(type_of(only), span) };
            }
            field.constant = Some(Box::new(Known::stated(Written::Given(only.clone()), span)));
        }
        let Some(Value::Array(all)) = object.get("enum") else { return };
        let span = self.at("enum");
        let null = all.iter().any(Value::is_null);
        let listed: Vec<_> = all.iter().filter(|value| !value.is_null()).collect();
        if !object.contains_key("type") {
            let text = !listed.is_empty() && listed.iter().all(|value| value.is_string());
            let integer = !listed.is_empty() && listed.iter().all(|value| is_integer(value));
            let ty = match (text, integer) {
                (true, _) => Draft::Known(Type::String),
                (_, true) => self.integer(None),
                _ => Draft::Known(Type::Any),
            };
            field.ty = Known::stated(ty, span);
        }
        if null && !matches!(field.ty.value, Draft::Nullable(_)) {
            let ty = std::mem::replace(&mut field.ty.value, Draft::Object);
            field.ty.value = Draft::Nullable(Box::new(ty));
        }
        let fits = |value: &&Value| match field.ty.value.base() {
            Draft::Known(Type::String) => value.is_string(),
            Draft::Known(Type::Int { .. }) => is_integer(value),
            _ => false,
        };
        if listed.iter().all(fits) {
            field.values = values(&listed, span);
        } else {
            self.beyond("enum");
        }
    }
}

/// The values of a set, each once. The place of the first is that of the set: sets are told apart by it.
fn values(listed: &[&Value], span: Span) -> Vec<ValueDraft> {
    let mut known: Vec<ValueDraft> = Vec::with_capacity(listed.len());
    let mut seen = std::collections::HashSet::new();
    for value in listed {
        if seen.insert(value.to_string()) {
            known.push(ValueDraft { value: (*value).clone(), label: String::new(), span });
        }
    }
    known
}

/// Whether a value is an integer that the IR can hold.
fn is_integer(value: &Value) -> bool {
    value.as_number().is_some_and(|number: &Number| number.is_i64() || number.is_u64())
}

/// The type of a single value.
fn type_of(value: &Value) -> Draft {
    Draft::Known(match value {
        Value::Null => Type::Null,
        Value::Bool(_) => Type::Bool,
        Value::String(_) => Type::String,
        number if is_integer(number) => Type::INT64,
        Value::Number(_) => Type::Float { bits: 64 },
        Value::Array(_) | Value::Object(_) => Type::Any,
    })
}
