//! Examples: read, used to infer what the tables leave open, and compared with the tables in both directions.

pub mod compare;
pub mod curl;
pub mod infer;
mod line;
pub mod prepare;

use serde_json::Value;

use super::context::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::dialect::Where;
use crate::ir::{Example, ExampleKind, StatusCode};
use crate::recognise::raw::RawExample;

/// Reads an example of an endpoint or of a type. Where its label does not say what it shows, its form does.
pub fn read(raw: &RawExample, context: &mut Context<'_>) -> Example {
    let calls = raw.shows.is_none();
    let request = (calls && curl::is_command(&raw.text)).then(|| curl::parse(&raw.text, raw.span, context)).flatten();
    let request = request.or_else(|| line::parse(&raw.text).filter(|_| calls));
    let value = if request.is_none() { json(raw, context) } else { None };
    let kind = match (raw.of, &raw.field) {
        _ if raw.shows.is_some() => ExampleKind::Value,
        (Where::Parameter, Some(field)) => ExampleKind::Parameter { name: field.value.clone() },
        (Where::Request | Where::Parameters, _) => ExampleKind::Request,
        (Where::Response | Where::Envelope, _) => ExampleKind::Response,
        _ if request.is_some() => ExampleKind::Request,
        _ => {
            let message = "the label does not say what this example shows; it is taken as a response";
            let diagnostic = Diagnostic::new(Code::Inferred, raw.span, message);
            context.report(diagnostic.help("set `of` in the label's `[[section]]` rule"));
            ExampleKind::Response
        }
    };
    // A label above speaks of responses.
    let status = raw.status.filter(|_| kind == ExampleKind::Response);
    Example {
        kind,
        docs: raw.docs.clone(),
        status,
        language: raw.language.clone(),
        text: raw.text.clone(),
        value,
        request,
        provenance: context.stated(raw.span),
    }
}

/// Whether an example can show the response to a call that was carried out.
pub fn of_success(raw: &RawExample) -> bool {
    matches!(raw.of, Where::Response | Where::Any) && raw.status.is_none_or(StatusCode::is_success)
}

/// The body of the request that an example shows, where it is JSON.
pub fn body(raw: &RawExample) -> Option<Value> {
    if raw.shows.is_some() || raw.field.is_some() || matches!(raw.of, Where::Response | Where::Envelope) {
        return None;
    }
    if curl::is_command(&raw.text) {
        return curl::body(&raw.text);
    }
    if line::parse(&raw.text).is_some() {
        return line::body(&raw.text);
    }
    // Without a line that calls, only a label says that it is sent.
    if matches!(raw.of, Where::Request | Where::Parameters) { value(raw) } else { None }
}

/// Whether an example is meant to be JSON.
pub fn is_json(example: &Example) -> bool {
    let marked = example.language.to_ascii_lowercase().starts_with("json");
    example.request.is_none() && (marked || example.value.is_some())
}

/// Whether the brackets of a text nest deeper than a lenient reader may be asked to follow.
fn nests_deep(text: &str) -> bool {
    let depths = text.chars().scan(0_i32, |depth, letter| {
        *depth += i32::from(matches!(letter, '[' | '{')) - i32::from(matches!(letter, ']' | '}'));
        Some(*depth)
    });
    depths.max().unwrap_or_default() > 100
}

/// Whether an example is to be read as JSON, by its language or by how it begins.
fn meant_as_json(raw: &RawExample) -> bool {
    raw.language.to_ascii_lowercase().starts_with("json") || uncommented(&raw.text).starts_with(['{', '['])
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

/// A text that is nearly JSON, with comments or trailing commas.
fn lenient(text: &str) -> Option<Value> {
    if nests_deep(text) { None } else { json5::from_str(text).ok() }
}

/// The text as JSON, read leniently where it must be, without a word about it.
pub fn quietly(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok().or_else(|| lenient(text))
}

/// The value that an example shows, where it can be read.
pub fn value(raw: &RawExample) -> Option<Value> {
    let strict = serde_json::from_str(&raw.text).ok();
    strict.or_else(|| if meant_as_json(raw) { lenient(&raw.text) } else { None })
}

/// The example as JSON. One that is nearly JSON is read leniently and reported; one of another language is left alone.
fn json(raw: &RawExample, context: &mut Context<'_>) -> Option<Value> {
    if !meant_as_json(raw) {
        return None;
    }
    let error = match serde_json::from_str(&raw.text) {
        Ok(value) => return Some(value),
        Err(error) => error,
    };
    let lenient = lenient(&raw.text);
    let reading = if lenient.is_some() { "it is read leniently" } else { "it is kept as text" };
    let message = format!("this is not JSON ({error}); {reading}");
    let help = "correct it: strict JSON has no trailing commas, no comments, and names in double quotes";
    context.say(Code::BadExample, raw.span, message, help);
    lenient
}
