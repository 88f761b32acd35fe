//! Code blocks: the value, the request or the command line that one shows. Each is read once.

pub mod comments;
mod curl;
mod exchange;
mod fault;
mod framed;
pub mod json;
mod keys;
mod line;
mod multipart;
mod prepare;
mod request;

use serde_json::Value;

use crate::dialect::Where;
use crate::ir::{Example, ExampleKind};
use crate::recognise::command::is_command;
use crate::recognise::raw::RawExample;
use crate::resolve::context::Context;
use crate::resolve::draft::ExampleDraft;
use crate::resolve::read::messages;
use crate::source::Span;
pub use fault::Fault;
pub use framed::held;
pub use keys::{Keys, Way};
use request::Request;
pub use request::{encoding_of, header};

/// Reads the examples of one place, each value of a code block by itself.
pub fn read(raw: Vec<RawExample>, context: &mut Context<'_>) -> Vec<ExampleDraft> {
    prepare::all(exchange::parted(raw, context)).into_iter().map(|(raw, value)| one(raw, value, context)).collect()
}

/// Reads an example of an endpoint or of a type. Where its label does not say what it shows, its form does. `known` is the
/// value that it is known to be.
fn one(raw: RawExample, known: Option<Value>, context: &mut Context<'_>) -> ExampleDraft {
    let calls = raw.shows.is_none() && known.is_none();
    let command = calls && is_command(&raw.text);
    let mut request = if command {
        curl::read(&raw.text, raw.span, &mut |diagnostic| context.report(diagnostic))
    } else {
        Request::default()
    };
    if calls && request.made.is_none() {
        let line = line::read(&raw.text);
        request.body = request.body.or(line.body);
        (request.made, request.sent) = (line.made, line.sent);
    }
    let (value, unmarked) = match (&request.made, known) {
        (Some(_), _) => (None, None),
        (None, Some(known)) => (Some(known), None),
        (None, None) => json_of(&raw, context),
    };
    if let Some(key) = value.as_ref().and_then(|_| json::repeated(&raw.text)) {
        context.report(messages::key_twice(&key, key_span(&key, raw.span, context).unwrap_or(raw.span)));
    }
    let framed = value.as_ref().filter(|_| raw.shows.is_none() && raw.field.is_none());
    let framed = framed.and_then(|value| framed::read(value, raw.of, context.dialect));
    let names = framed.as_ref().map(|framed| framed.name.clone());
    // What surrounds the parameters is no part of them.
    let in_frame = framed.is_some();
    let value = framed.map(|framed| framed.parameters).or(value);
    // A call is what is sent, whatever label it stands under.
    let called = command || request.made.is_some() || in_frame;
    let of = if called && raw.field.is_none() { Where::Request } else { raw.of };
    let raw = RawExample { of, ..raw };
    let kind = kind(&raw, called, context);
    let sends = matches!(raw.of, Where::Request | Where::Parameters);
    let answers = matches!(raw.of, Where::Response | Where::Envelope);
    let body = if raw.shows.is_some() || raw.field.is_some() || answers {
        None
    } else if called && !in_frame {
        request.body
    } else {
        // Without a line that calls, only a label says that it is sent.
        value.as_ref().or(unmarked.as_ref()).filter(|_| sends || in_frame).cloned()
    };
    let RawExample { of, language, text, span, docs, shows, status, field: _ } = raw;
    // A label above speaks of responses.
    let shown = status.filter(|_| kind == ExampleKind::Response);
    let provenance = context.stated(span);
    let example = Example { kind, docs, status: shown, language, text, value, request: request.made, provenance };
    ExampleDraft { example, of, shows, status, unmarked, body, sent: request.sent, names, elsewhere: false, span }
}

/// The JSON that a text is, where that is meant, or else where it is nothing but that. One that is nearly JSON is read
/// leniently where JSON is meant, and reported.
fn json_of(raw: &RawExample, context: &mut Context<'_>) -> (Option<Value>, Option<Value>) {
    if !json::is_meant(raw) {
        return (None, json::strictly(&raw.text).ok());
    }
    let read = json::read(&raw.text);
    if let Some(reason) = &read.fault {
        let fault = Fault::of(reason, &raw.text);
        context.report(messages::not_json(reason, &fault, read.value.is_some(), raw.span));
    }
    (read.value, None)
}

fn kind(raw: &RawExample, calls: bool, context: &mut Context<'_>) -> ExampleKind {
    match (raw.of, &raw.field) {
        _ if raw.shows.is_some() => ExampleKind::Value,
        (Where::Parameter, Some(field)) => ExampleKind::Parameter { name: field.value.clone() },
        (Where::Request | Where::Parameters, _) => ExampleKind::Request,
        (Where::Response | Where::Envelope, _) => ExampleKind::Response,
        _ if calls => ExampleKind::Request,
        _ => {
            context.report(messages::assumed_response(raw.span));
            ExampleKind::Response
        }
    }
}

/// The place of the first `"key"` in the example.
pub fn key_span(key: &str, span: Span, context: &Context<'_>) -> Option<Span> {
    let quoted = format!("\"{key}\"");
    let start = span.range().start + context.sources.slice(span).find(&quoted)?;
    Some(Span::new(span.file, start..start + quoted.len()))
}
