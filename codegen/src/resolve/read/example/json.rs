//! Code blocks of JSON, of which documents write some nearly as JSON.

use serde_json::Value;

use crate::recognise::raw::RawExample;
use crate::resolve::context::Context;
use crate::resolve::read::messages;

/// Whether the brackets of a text nest deeper than a lenient reader may be asked to follow.
fn nests_deep(text: &str) -> bool {
    let depths = text.chars().scan(0_i32, |depth, letter| {
        *depth += i32::from(matches!(letter, '[' | '{')) - i32::from(matches!(letter, ']' | '}'));
        Some(*depth)
    });
    depths.max().unwrap_or_default() > 100
}

/// A text that is nearly JSON, with comments or trailing commas.
fn lenient(text: &str) -> Option<Value> {
    if nests_deep(text) { None } else { json5::from_str(text).ok() }
}

/// The text as JSON, read leniently where it must be, without a word about it.
pub fn quietly(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok().or_else(|| lenient(text))
}

/// A text without the comments that it begins with.
fn uncommented(text: &str) -> &str {
    let mut text = text.trim_start();
    loop {
        let line = text.strip_prefix("//").map(|rest| rest.split_once('\n').map_or("", |(_, rest)| rest));
        let block = || text.strip_prefix("/*").and_then(|rest| Some(rest.split_once("*/")?.1));
        match line.or_else(block) {
            Some(rest) => text = rest.trim_start(),
            None => return text,
        }
    }
}

/// Whether an example is to be read as JSON, by its language or by how it begins.
fn meant_as_json(raw: &RawExample) -> bool {
    raw.language.to_ascii_lowercase().starts_with("json") || uncommented(&raw.text).starts_with(['{', '['])
}

/// The value that an example shows, where it can be read.
pub fn value(raw: &RawExample) -> Option<Value> {
    let strict = serde_json::from_str(&raw.text).ok();
    strict.or_else(|| if meant_as_json(raw) { lenient(&raw.text) } else { None })
}

/// The example as JSON. One that is nearly JSON is read leniently and reported; one of another language is left alone.
pub fn read(raw: &RawExample, context: &mut Context<'_>) -> Option<Value> {
    if !meant_as_json(raw) {
        return None;
    }
    let error = match serde_json::from_str(&raw.text) {
        Ok(value) => return Some(value),
        Err(error) => error,
    };
    let lenient = lenient(&raw.text);
    context.report(messages::not_json(&error, lenient.is_some(), raw.span));
    lenient
}
