//! Values without parts: flags, numbers and text.

use super::number;
use super::raw::Mode;
use crate::api::Kind;
use crate::json::{quote, unquote};

/// Writes a flag, a number or a text from JSON, and says whether it could.
pub(super) fn json(kind: &Kind, json: &str, mode: Mode, out: &mut String) -> bool {
    match kind {
        Kind::Bool => push_bool(bool_of(json, mode), out),
        Kind::Int { bits, signed } => push_int(int_of(json, mode), *bits, *signed, out),
        Kind::Float => push(float_of(json, mode), out),
        _ => text_of(json, mode, out),
    }
}

/// Writes one from the text of a form or query, and says whether it could.
pub(super) fn plain(kind: &Kind, text: &str, out: &mut String) -> bool {
    match kind {
        Kind::Bool => push_bool(word(text), out),
        Kind::Int { bits, signed } => push_int(number::digits(text), *bits, *signed, out),
        Kind::Float => push(float_in(text), out),
        _ => {
            quote(text, out);
            true
        }
    }
}

fn push(text: Option<String>, out: &mut String) -> bool {
    text.map(|text| out.push_str(&text)).is_some()
}

fn push_bool(value: Option<bool>, out: &mut String) -> bool {
    out.push_str(value.map_or("", |value| if value { "true" } else { "false" }));
    value.is_some()
}

fn push_int(value: Option<i128>, bits: u8, signed: bool, out: &mut String) -> bool {
    let fitting = value.filter(|value| number::holds(bits, signed, *value));
    fitting.map(|value| number::write(value, out)).is_some()
}

fn word(text: &str) -> Option<bool> {
    let is = |words: [&str; 3]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
    if is(["true", "t", "1"]) {
        Some(true)
    } else if is(["false", "f", "0"]) {
        Some(false)
    } else {
        None
    }
}

fn bool_of(json: &str, mode: Mode) -> Option<bool> {
    match json {
        "true" => Some(true),
        "false" => Some(false),
        _ if mode == Mode::Exact => None,
        _ if json.starts_with('"') => word(&unquote(json)?),
        _ => number::float(json).map(|value| value != 0.0),
    }
}

fn int_of(json: &str, mode: Mode) -> Option<i128> {
    match json {
        _ if json.bytes().all(|byte| byte == b'-' || byte.is_ascii_digit()) => number::digits(json),
        _ if mode == Mode::Exact => None,
        "true" => Some(1),
        "false" => Some(0),
        _ if json.starts_with('"') => number::digits(&unquote(json)?),
        _ if json.starts_with(['{', '[', 'n']) => None,
        _ => number::whole(json),
    }
}

fn float_of(json: &str, mode: Mode) -> Option<String> {
    if json.starts_with('"') {
        return if mode == Mode::Exact { None } else { float_in(&unquote(json)?) };
    }
    number::float(json).map(|_| json.to_owned())
}

/// The number in a text as JSON writes it.
fn float_in(text: &str) -> Option<String> {
    let value = number::float(text)?;
    Some(if number::is_json(text) { text.to_owned() } else { value.to_string() })
}

fn text_of(json: &str, mode: Mode, out: &mut String) -> bool {
    match json.as_bytes().first() {
        Some(b'"') => {
            out.push_str(json);
            true
        }
        Some(b'-' | b'0'..=b'9') if mode != Mode::Exact => {
            quote(json, out);
            true
        }
        Some(_) if mode == Mode::Zero && json != "null" => {
            quote(json, out);
            true
        }
        _ => false,
    }
}
