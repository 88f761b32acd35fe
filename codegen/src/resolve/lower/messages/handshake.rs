//! The messages before the first call.

use super::servers::value;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// A handshake, and no WebSocket on which it would be done.
pub fn handshake_nowhere(span: Span) -> Diagnostic {
    let message = "there is a handshake, and no path with a WebSocket";
    value(span, message, "add `frames.universal`, `frames.calls` or `frames.events`; over HTTP there is no handshake")
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
