//! What is said of messages that `patches.toml` accepts, and of endpoints that are withheld.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

/// What is accepted does not occur.
pub fn no_longer_occurs(code: &str, at: &str, span: Span) -> Diagnostic {
    let message = format!("`{code}` is accepted at `{at}`, and no longer occurs there");
    Diagnostic::new(Code::PatchExpect, span, message).help("remove the entry")
}

/// Nothing is at the address of what is accepted.
pub fn nothing_at(at: &str, span: Span) -> Diagnostic {
    let message = format!("nothing is at `{at}`");
    Diagnostic::new(Code::PatchTarget, span, message).help(
        "write the endpoint or type, with the field behind it, or the document; if it has been corrected, remove the entry",
    )
}

/// Makes a message one that is accepted for `reason`.
pub fn accept(item: &mut Diagnostic, reason: &str) {
    item.severity = Severity::Note;
    item.help = Some(format!("accepted in `patches.toml`: {reason}"));
}

/// Adds to a message what is withheld for it; an endpoint without a name is only announced.
pub fn withheld(item: &mut Diagnostic, names: &[String]) {
    let quoted: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    let (what, is) = match quoted.as_slice() {
        [] => ("what is announced here".to_owned(), "is"),
        [one] => (one.clone(), "is"),
        _ => (quoted.join(" and "), "are"),
    };
    item.message = format!("{}; {what} {is} withheld", item.message);
}
