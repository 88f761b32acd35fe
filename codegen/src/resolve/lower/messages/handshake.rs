//! The messages before the first call, and those at intervals.

use std::ops::RangeInclusive;

use super::servers::value;
use crate::diagnostic::Diagnostic;
use crate::ir::Side;
use crate::source::Span;

/// A handshake or a heartbeat, and no WebSocket for it.
pub fn said_nowhere(what: &str, span: Span) -> Diagnostic {
    let message = format!("there is a {what}, and no path with a WebSocket");
    let help = format!("add `frames.universal`, `frames.calls` or `frames.events`; over HTTP there is no {what}");
    value(span, message, help)
}

/// An interval, and nothing that is sent at it.
pub fn interval_of_nothing(span: Span) -> Diagnostic {
    value(span, "`frames.interval` has no effect without `frames.heartbeat`", "take it out, or say what a client sends")
}

/// Heartbeats at no interval.
pub fn no_interval(span: Span) -> Diagnostic {
    value(span, "nothing says how often a client sends its heartbeat", "add `frames.interval`, in milliseconds")
}

/// An interval that is too short or too long.
pub fn interval_outside(known: &RangeInclusive<u64>, span: Span) -> Diagnostic {
    let message = "this is no interval between two heartbeats of a client";
    value(span, message, format!("give milliseconds from {} to {}", known.start(), known.end()))
}

/// The first heartbeat is the client's, the second the server's.
pub fn not_sent_by(step: &str, by: Side, span: Span) -> Diagnostic {
    let (which, by) = match by {
        Side::Client => ("first", "client"),
        Side::Server => ("second", "server"),
    };
    let message = format!("`{step}` is the {which} of `frames.heartbeat`, which the {by} sends");
    let help = format!("write `by = \"{by}\"`; what a server sends by itself is `events.heartbeat`");
    value(span, message, help)
}

/// A heartbeat is no more than a message and its answer.
pub fn too_many_beats(span: Span) -> Diagnostic {
    value(span, "`frames.heartbeat` is a message and its answer, and no more", "take this one out")
}

/// Every call has what a heartbeat is known by.
pub fn beat_of_calls(step: &str, span: Span) -> Diagnostic {
    let message =
        format!("every call has by `frames.with` what `{step}` is known by, so that it would be taken for one");
    value(span, message, "know it by what no call has")
}

/// Nobody computes a member of a heartbeat.
pub fn no_value(step: &str, member: &str, span: Span) -> Diagnostic {
    let message = format!("nothing says what stands in `{member}` of `{step}`, and no hook computes it");
    value(span, message, "give `value`, or say that it is optional")
}

/// A handshake has too many steps.
pub fn too_many_steps_before(most: usize, span: Span) -> Diagnostic {
    value(span, format!("`frames.handshake` has more than {most} steps"), "take some out")
}

/// A step has too many members.
pub fn too_many_members(step: &str, most: usize, span: Span) -> Diagnostic {
    value(span, format!("the step `{step}` has more than {most} members"), "take some out")
}

/// Two steps have one name.
pub fn step_twice(step: &str, span: Span) -> Diagnostic {
    value(span, format!("two steps of the handshake are called `{step}`"), "rename one of them")
}

/// A step is called by what is no name.
pub fn no_step_name(step: &str, span: Span) -> Diagnostic {
    value(span, format!("`{step}` is no name of a step"), "write it in letters, digits, `_` and `-`")
}

/// A step is known by nothing.
pub fn step_known_by_nothing(step: &str, span: Span) -> Diagnostic {
    value(span, format!("nothing says by what the step `{step}` is known"), "give `when` at least one member")
}

/// A step has two tokens.
pub fn token_twice(step: &str, span: Span) -> Diagnostic {
    value(span, format!("two members of the step `{step}` have the token"), "take one of them out")
}

/// A client's side is closed by a server.
pub fn close_of_server(step: &str, span: Span) -> Diagnostic {
    let message = format!("`close` has no effect on the step `{step}`, which the server sends");
    value(span, message, "put it on a step that the client sends")
}

/// A code is none with which a connection can be closed.
pub fn no_close_code(code: u16, span: Span) -> Diagnostic {
    value(
        span,
        format!("{code} is no code with which a server closes a connection"),
        "give 1008, or one from 3000 to 4999",
    )
}

/// The value of a member is none of its type.
pub fn step_value_differs(step: &str, member: &str, span: Span) -> Diagnostic {
    value(span, format!("the value of `{member}` in the step `{step}` is not of its type"), "correct `value` or `type`")
}
