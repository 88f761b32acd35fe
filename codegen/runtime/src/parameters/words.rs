//! Kinds and values in words, for the problems that callers read.

use serde_json::error::Category;

use super::raw::Raw;
use crate::api::{Kind, Parameter};

/// How many characters of a value are shown.
const SHOWN: usize = 60;
/// How deep kinds are looked into; those of documents are not nearly so deep, but an object can hold itself.
const DEPTH: usize = 16;

/// What a value of this kind is.
pub(super) fn kind(kind: &Kind) -> String {
    match kind {
        Kind::Bool => "`true` or `false`".to_owned(),
        Kind::Int { bits, signed: true } => format!("an integer of {bits} bits"),
        Kind::Int { bits, signed: false } => format!("an integer of {bits} bits that is not negative"),
        Kind::Float => "a number".to_owned(),
        Kind::Text => "text".to_owned(),
        Kind::File => "a file, as a part of `multipart/form-data`".to_owned(),
        Kind::Null => "`null`".to_owned(),
        Kind::Any => "any JSON value".to_owned(),
        Kind::List(item) => format!("a list, each item {}", self::kind(item)),
        Kind::Map(value) => format!("an object, each value {}", self::kind(value)),
        Kind::Nullable(inner) => format!("`null` or {}", self::kind(inner)),
        Kind::Union(variants) => variants.iter().map(self::kind).collect::<Vec<_>>().join(" or "),
        Kind::Object(_) | Kind::Read(_) => "an object".to_owned(),
    }
}

/// What came: its type, and a piece of it.
pub(super) fn value(raw: Raw<'_>) -> String {
    match raw {
        Raw::Plain(text) => format!("the text {}", excerpt(&format!("{:?}", piece(text)))),
        Raw::File(_) => "a file".to_owned(),
        Raw::Json(json) => match json.as_bytes().first() {
            Some(b'"') => format!("the text {}", excerpt(json)),
            Some(b'{') => format!("the object {}", excerpt(json)),
            Some(b'[') => format!("the list {}", excerpt(json)),
            Some(b't' | b'f' | b'n') => format!("`{}`", excerpt(json)),
            _ => format!("the number {}", excerpt(json)),
        },
    }
}

/// Why a text is not a JSON object.
pub(super) fn not_an_object(text: &str, error: &serde_json::Error) -> String {
    if text.trim().is_empty() {
        return "expected a JSON object, got nothing".to_owned();
    }
    match error.classify() {
        Category::Data => format!("expected a JSON object, got {}", value(Raw::Json(text.trim_start()))),
        _ => format!("expected a JSON object, got text that is not JSON: {error}"),
    }
}

/// Whether a bound is set on any of these parameters or in what they hold.
pub(super) fn is_bounded(parameters: &[Parameter]) -> bool {
    fields_are_bounded(parameters, 0)
}

fn fields_are_bounded(parameters: &[Parameter], depth: usize) -> bool {
    parameters.iter().any(|parameter| {
        let limited = parameter.max_length.is_some() || parameter.max_items.is_some();
        limited || parameter.minimum.is_some() || parameter.maximum.is_some() || kind_is_bounded(&parameter.kind, depth)
    })
}

fn kind_is_bounded(kind: &Kind, depth: usize) -> bool {
    match kind {
        // What is this deep has been met before, or is read with care.
        Kind::Object(_) | Kind::Read(_) if depth >= DEPTH => false,
        Kind::Object(_) | Kind::Read(_) => fields_are_bounded(kind.fields().unwrap_or_default(), depth + DEPTH / 4),
        Kind::List(inner) | Kind::Map(inner) | Kind::Nullable(inner) => kind_is_bounded(inner, depth),
        Kind::Union(variants) => variants.iter().any(|variant| kind_is_bounded(variant, depth)),
        _ => false,
    }
}

/// Not more of a text than can be shown, so that a large one is not copied whole.
fn piece(text: &str) -> &str {
    text.char_indices().nth(SHOWN).and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

fn excerpt(text: &str) -> String {
    let piece = piece(text);
    if piece.len() == text.len() { piece.to_owned() } else { format!("{piece}…") }
}
