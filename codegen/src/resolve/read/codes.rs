//! Tables of codes: those that a call can fail with.

use std::collections::HashMap;

use serde_json::Value;

use super::{ranges, rows};
use crate::dialect::Primitive;
use crate::ir::{Docs, Type};
use crate::recognise::raw::RawRow;
use crate::resolve::context::Context;
use crate::resolve::draft::{Draft, ValueDraft};
use crate::resolve::read::messages;

/// The rows of a table of codes that hold one: an integer, or a word where codes are text. What else stands there is
/// reported, and the rest is words.
pub fn codes(rows: &[RawRow], context: &mut Context<'_>) -> (Vec<ValueDraft>, String) {
    let (mut codes, mut others) = (Vec::new(), Vec::new());
    let text = are_texts(rows, context);
    let ty = Draft::Known(if text { Type::String } else { Type::INT64 });
    let success = context.dialect.envelope.successes();
    let mut good = Vec::new();
    for row in rows {
        match rows::read(row, &ty) {
            // What a success has is no error.
            Ok(code) if success.contains(&code.value) => good.push(row.clone()),
            Ok(code) if !text || code.value.as_str().is_some_and(is_word) => codes.push(code),
            _ => others.push(row.clone()),
        }
    }
    if let Some(first) = others.first() {
        let code = first.key.text.trim().trim_matches('`');
        context.report(messages::no_codes(code, (text, ranges::is_range(code)), others.len(), first.key.span));
    }
    let words = rows::words(&good.into_iter().chain(others).collect::<Vec<_>>());
    (codes, words)
}

/// Adds codes to others. One that is given twice has the words of both.
pub fn add_codes(known: &mut Vec<ValueDraft>, more: Vec<ValueDraft>) {
    let mut places: HashMap<Value, usize> = HashMap::new();
    for (at, code) in known.iter().enumerate() {
        places.entry(code.value.clone()).or_insert(at);
    }
    for code in more {
        let at = *places.entry(code.value.clone()).or_insert(known.len());
        match known.get_mut(at) {
            Some(known) if known.label.contains(&code.label) => {}
            Some(known) => {
                let mut words = Docs(std::mem::take(&mut known.label));
                words.push(&code.label);
                known.label = words.0;
            }
            None => known.push(code),
        }
    }
}

/// Whether the codes of a table are text: by what the dialect says of the field that has them, or as they are words and
/// none of them is an integer.
fn are_texts(rows: &[RawRow], context: &Context<'_>) -> bool {
    let rules = &context.dialect.envelope;
    let field = rules.field.iter().find(|field| Some(&field.name) == rules.code.as_ref());
    let declared = field.and_then(|field| context.dialect.types.get(&field.ty));
    match (rules.success.first(), declared) {
        (Some(toml::Value::String(_)), _) | (None, Some(Primitive::String)) => true,
        (Some(toml::Value::Integer(_)), _) => false,
        _ => {
            let word = |row: &RawRow| {
                let code = row.key.text.trim().trim_matches('`');
                is_word(code) && code.starts_with(|first: char| first.is_alphabetic())
            };
            !rows.is_empty() && rows.iter().all(word)
        }
    }
}

fn is_word(code: &str) -> bool {
    let part = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.' | ':' | '/');
    !code.is_empty() && code.chars().all(part)
}
