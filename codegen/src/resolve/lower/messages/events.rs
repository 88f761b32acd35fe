//! Events of the documents.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// Nothing says by what an event is known.
pub fn event_of_nothing(event: &str, span: Span) -> Diagnostic {
    let message =
        format!("nothing says by what the event `{event}` is known, so that it is none of those that are told apart");
    let help = "have `events.named_by` say which member has its name, or give one of its fields a single value";
    Diagnostic::new(Code::UnknownEvent, span, message).help(help)
}

/// An event is a list or anything else that has no members.
pub fn event_is_no_object(event: &str, span: Span) -> Diagnostic {
    let message = format!("the event `{event}` is no object, so that nothing in it can tell it from others");
    let help = "have `events.data` say which member of the event holds what is described here";
    Diagnostic::new(Code::UnknownEvent, span, message).help(help)
}

/// An event is known by what its example has.
pub fn event_by_example(event: &str, marks: &[&str], span: Span) -> Diagnostic {
    let marks: Vec<_> = marks.iter().map(|mark| format!("`{mark}`")).collect();
    let message = format!("that the event `{event}` is known by {} is taken from this example", marks.join(" and "));
    Diagnostic::new(Code::Inferred, span, message).help("give the field in its table this one value")
}

/// A table of events says that an event holds something else than its section does.
pub fn event_row_differs(event: &str, row: Span, section: Span) -> Diagnostic {
    let message = format!("this is not the type that the section of the event `{event}` describes, which counts");
    let diagnostic = Diagnostic::new(Code::Contradiction, row, message).related(section, "this counts");
    diagnostic.help("correct one of them by a patch")
}

/// The dialect and the documents say different things of an event.
pub fn event_of_dialect_differs(event: &str, member: &str, span: Span) -> Diagnostic {
    let message = format!("`[[event]]` counts, and says something else of `{member}` of the event `{event}`");
    Diagnostic::new(Code::Contradiction, span, message).help("take the entry out, or have it say the same")
}
