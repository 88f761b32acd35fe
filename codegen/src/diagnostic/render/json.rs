//! One JSON object per diagnostic, for programs.

use serde::Serialize;

use super::path::path;
use crate::diagnostic::Diagnostic;
use crate::source::{Location, SourceMap};
use crate::visible;

/// A diagnostic as JSON. The names and the order of the keys are part of the command's interface.
#[derive(Serialize)]
struct Line<'a> {
    code: &'a str,
    severity: &'a str,
    message: &'a str,
    #[serde(flatten)]
    range: Range,
    help: Option<&'a str>,
    related: Vec<Related<'a>>,
}

/// Another place of a diagnostic.
#[derive(Serialize)]
struct Related<'a> {
    #[serde(flatten)]
    range: Range,
    message: &'a str,
}

/// The file and the range of a span; lines and columns count from 1, columns in characters, the end is exclusive.
#[derive(Serialize)]
struct Range {
    file: String,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
}

impl Range {
    fn new(prefix: &str, at: &Location) -> Self {
        let file = path(prefix, at);
        Self { file, line: at.line, column: at.column, end_line: at.end_line, end_column: at.end_column }
    }
}

/// `diagnostic` as one line of JSON, without a line break at its end.
#[must_use]
pub fn json(sources: &SourceMap, diagnostic: &Diagnostic, prefix: &str) -> String {
    let range = |span| Range::new(prefix, &sources.locate(span));
    let related = diagnostic.related.iter().map(|(span, text)| Related { range: range(*span), message: text });
    let line = Line {
        code: diagnostic.code.number(),
        severity: diagnostic.severity.name(),
        message: &diagnostic.message,
        range: range(diagnostic.span),
        help: diagnostic.help.as_deref(),
        related: related.collect(),
    };
    // Strings and numbers under fixed keys: there is nothing in it that JSON cannot say.
    visible::json(&serde_json::to_string(&line).unwrap_or_default()).into_owned()
}
