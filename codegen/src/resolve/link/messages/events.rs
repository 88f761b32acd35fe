//! Events of the documents.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// A row of a table of events has no name.
pub fn event_without_name(span: Span) -> Diagnostic {
    let help = "give it the name of the event, or have an `[[ignore]]` with `mark = \"row\"` pass over it";
    Diagnostic::new(Code::BadName, span, "this row of a table of events has no name").help(help)
}

/// Two sections, or two rows, are about one event.
pub fn event_twice(event: &str, span: Span, first: Span) -> Diagnostic {
    let message = format!("the event `{event}` is described twice; the first counts");
    Diagnostic::new(Code::Duplicate, span, message).related(first, "the first").help("leave one of them out by a patch")
}
