//! Code blocks that show a call and what comes back: the call is one example, and the answer below it another.

use serde_json::{Deserializer, Value};

use super::line;
use crate::dialect::Where;
use crate::ir::Docs;
use crate::recognise::command::{self, is_command};
use crate::recognise::raw::RawExample;
use crate::recognise::status;
use crate::resolve::context::Context;
use crate::source::Span;

/// The examples, a call apart from its answer.
pub fn parted(examples: Vec<RawExample>, context: &Context<'_>) -> Vec<RawExample> {
    examples.into_iter().flat_map(|example| both(example, context)).collect()
}

fn both(example: RawExample, context: &Context<'_>) -> Vec<RawExample> {
    let of_value = example.shows.is_some() || example.field.is_some();
    let parts = if of_value { Vec::new() } else { parts(&example.text) };
    if parts.len() < 2 {
        return vec![example];
    }
    let part = |(part, at): (Part<'_>, usize)| {
        let docs = if at == 0 { example.docs.clone() } else { Docs::default() };
        let (of, text, status) = match part {
            Part::Call(text) => (Where::Request, text, None),
            Part::Answer(text) => (Where::Response, text, status::of_head(text)),
        };
        let json = text.starts_with(['{', '[']);
        let language = if json { "json".to_owned() } else { example.language.clone() };
        let span = place(text, example.span, context);
        RawExample { of, field: None, language, text: text.to_owned(), span, docs, shows: None, status }
    };
    parts.into_iter().zip(0..).map(part).collect()
}

/// Where a part is, or the whole block where its lines stand there otherwise, as in a list.
fn place(text: &str, span: Span, context: &Context<'_>) -> Span {
    match context.sources.slice(span).find(text) {
        Some(at) => Span::new(span.file, span.range().start + at..span.range().start + at + text.len()),
        None => span,
    }
}

/// A part of a code block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part<'t> {
    /// A command line, or a request as HTTP has it.
    Call(&'t str),
    /// What comes back.
    Answer(&'t str),
}

/// The parts of a text that begins with a call, or with what comes back; none where nothing else follows it.
fn parts(mut text: &str) -> Vec<Part<'_>> {
    if is_status(text.trim_start()) {
        return answers(text).collect();
    }
    let mut parts = Vec::new();
    while let Some((call, rest)) = split(text) {
        // Behind an answer, only a command line is known to be the next call.
        let next = lines(rest).find(|at| rest.get(*at..).is_some_and(is_command));
        let (answer, rest) = next.and_then(|at| rest.split_at_checked(at)).unwrap_or((rest, ""));
        parts.push(Part::Call(call.trim()));
        parts.extend(answers(answer));
        text = rest;
    }
    if !parts.is_empty() && !text.trim().is_empty() {
        parts.push(Part::Call(text.trim()));
    }
    parts
}

/// What comes back, each with its status line where it has one.
fn answers(text: &str) -> impl Iterator<Item = Part<'_>> {
    let mut rest = text.trim();
    std::iter::from_fn(move || {
        // Behind an empty line, or behind JSON.
        let next = lines(rest).skip(1).find(|at| {
            let (before, from) = rest.split_at_checked(*at).unwrap_or_default();
            is_status(from) && (before.ends_with("\n\n") || before.trim_end().ends_with(['}', ']']))
        });
        let (answer, behind) = rest.split_at_checked(next.unwrap_or(rest.len()))?;
        rest = behind;
        (!answer.is_empty()).then(|| Part::Answer(answer.trim()))
    })
}

/// A call, and what follows from its answer on: from a status line, from JSON below a command line, or from the second value
/// of JSON below a request.
fn split(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start();
    let command = command::split(text);
    let rest = match command {
        // What stands below an option, or below a mark for it, is what is sent.
        Some((call, _)) if call.contains("<<") || call.split_whitespace().last()?.starts_with('-') => return None,
        Some((_, rest)) => rest,
        None => text.split_at_checked(line::read(text).made.and_then(|_| text.trim_start().find('\n'))?)?.1,
    };
    let status = lines(rest).find(|at| rest.get(*at..).is_some_and(is_status));
    let json = || if command.is_some() { first(rest) } else { second(rest) };
    text.split_at_checked(text.len() - rest.len() + status.or_else(json)?)
}

/// Whether a text begins with a status line.
fn is_status(text: &str) -> bool {
    let begins = text.starts_with("HTTP/") || text.starts_with(|first: char| first.is_ascii_digit());
    begins && status::of_head(text).is_some()
}

/// Where each line begins.
fn lines(text: &str) -> impl Iterator<Item = usize> {
    std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1))
}

/// Where JSON begins that stands first in a text.
fn first(text: &str) -> Option<usize> {
    let at = text.len() - text.trim_start().len();
    text.get(at..)?.starts_with(['{', '[']).then_some(at)
}

/// Where a second value of JSON begins, behind one that can be read.
fn second(text: &str) -> Option<usize> {
    let from = lines(text).find(|at| text.get(*at..).is_some_and(|line| line.starts_with(['{', '['])))?;
    let mut values = Deserializer::from_str(text.get(from..)?).into_iter::<Value>();
    values.next()?.ok()?;
    let end = from + values.byte_offset();
    Some(end + first(text.get(end..)?)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_stands_behind_its_call() {
        let cases: &[(&str, &[&str])] = &[
            ("curl http://x/a\n{\"a\": 1}\n", &["> curl http://x/a", "< {\"a\": 1}"]),
            ("$ curl http://x/a \\\n  -d 'a=1'\n\n[1]", &["> $ curl http://x/a \\\n  -d 'a=1'", "< [1]"]),
            (
                "# All\ncurl http://x/a\n{}\ncurl http://x/b\n{}",
                &["> # All\ncurl http://x/a", "< {}", "> curl http://x/b", "< {}"],
            ),
            ("curl -i http://x/a\n{}\ncurl http://x/b", &["> curl -i http://x/a", "< {}", "> curl http://x/b"]),
            ("curl -i http://x/a\nHTTP/1.1 200 OK\n\n{}", &["> curl -i http://x/a", "< HTTP/1.1 200 OK\n\n{}"]),
            (
                "GET /a HTTP/1.1\nHost: x\n\nHTTP/1.1 200 OK\n\n{}",
                &["> GET /a HTTP/1.1\nHost: x", "< HTTP/1.1 200 OK\n\n{}"],
            ),
            ("POST /a\n\n{\"a\": 1}\n\n{\"b\": 2}", &["> POST /a\n\n{\"a\": 1}", "< {\"b\": 2}"]),
            ("POST /a\n\n{\"a\": 1}", &[]),
            ("GET /a", &[]),
            ("POST /a\n\n{\"a\": 1}\n\n200 OK\n\n{}", &["> POST /a\n\n{\"a\": 1}", "< 200 OK\n\n{}"]),
            ("GET /a\n\n200 OK\n\n[]\n\n404 Not Found\n\n{}", &["> GET /a", "< 200 OK\n\n[]", "< 404 Not Found\n\n{}"]),
            (
                "HTTP/1.1 200 OK\n\n{}\n\nHTTP/1.1 404 Not Found",
                &["< HTTP/1.1 200 OK\n\n{}", "< HTTP/1.1 404 Not Found"],
            ),
            ("curl http://x/a -d\n{\"a\": 1}", &[]),
            ("curl http://x/a -d @- <<EOF\n{\"a\": 1}\nEOF", &[]),
            ("curl http://x/a\ncurl http://x/b", &[]),
            ("curl http://x/a\nwords", &[]),
            ("HTTP/1.1 200 OK\n\n{}", &["< HTTP/1.1 200 OK\n\n{}"]),
            ("{\"a\": 1}\n{\"a\": 2}", &[]),
        ];
        for (text, expected) in cases {
            let found = parts(text).into_iter().map(|part| match part {
                Part::Call(text) => format!("> {text}"),
                Part::Answer(text) => format!("< {text}"),
            });
            assert_eq!(found.collect::<Vec<_>>(), *expected, "{text}");
        }
    }
}
