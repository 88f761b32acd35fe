//! Code blocks: the value, the request or the command line that one shows.

pub mod curl;
pub mod json;
pub mod line;
pub mod prepare;

use serde_json::Value;

use crate::dialect::Where;
use crate::ir::{Docs, Example, ExampleKind, StatusCode};
use crate::recognise::raw::RawExample;
use crate::resolve::context::Context;
use crate::resolve::read::messages;
use crate::source::Span;

/// Reads an example of an endpoint or of a type. Where its label does not say what it shows, its form does.
pub fn read(raw: &RawExample, context: &mut Context<'_>) -> Example {
    let calls = raw.shows.is_none();
    let request = (calls && curl::is_command(&raw.text)).then(|| curl::parse(&raw.text, raw.span, context)).flatten();
    let request = request.or_else(|| line::parse(&raw.text).filter(|_| calls));
    let value = if request.is_none() { json::read(raw, context) } else { None };
    let kind = match (raw.of, &raw.field) {
        _ if raw.shows.is_some() => ExampleKind::Value,
        (Where::Parameter, Some(field)) => ExampleKind::Parameter { name: field.value.clone() },
        (Where::Request | Where::Parameters, _) => ExampleKind::Request,
        (Where::Response | Where::Envelope, _) => ExampleKind::Response,
        _ if request.is_some() => ExampleKind::Request,
        _ => {
            context.report(messages::assumed_response(raw.span));
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
    if matches!(raw.of, Where::Request | Where::Parameters) { json::value(raw) } else { None }
}

/// Whether an example is meant to be JSON.
pub fn is_json(example: &Example) -> bool {
    let marked = example.language.to_ascii_lowercase().starts_with("json");
    example.request.is_none() && (marked || example.value.is_some())
}

/// The place of the first `"key"` in the example.
pub fn key_span(key: &str, span: Span, context: &Context<'_>) -> Option<Span> {
    let quoted = format!("\"{key}\"");
    let start = span.range().start + context.sources.slice(span).find(&quoted)?;
    Some(Span::new(span.file, start..start + quoted.len()))
}

/// Puts an example into the documentation.
pub fn words(example: &RawExample, docs: &mut Docs) {
    docs.push(&format!("{}\n\n```{}\n{}\n```", example.docs.0, example.language, example.text.trim_end()));
}
