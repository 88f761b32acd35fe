//! What examples show that tables do not say, and the other way round.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// An example of `name` differs from what is documented; `request` says that it shows one.
pub fn differs(code: Code, difference: &str, name: &str, request: bool, span: Span) -> Diagnostic {
    let help = if request { "correct the example or the parameter table" } else { "correct the example or the table" };
    Diagnostic::new(code, span, format!("{difference}, in an example of `{name}`")).help(help)
}

/// Nothing but an example says what `what` is.
pub fn inferred(what: &str, span: Span) -> Diagnostic {
    let message = format!("{what} is taken from this example, for nothing else describes it");
    Diagnostic::new(Code::Inferred, span, message)
        .help("describe it in a table, so that it does not hang on one example")
}

/// Nothing but an example says that an endpoint gives nothing back.
pub fn inferred_nothing(endpoint: &str, span: Span) -> Diagnostic {
    let message = format!("that `{endpoint}` gives nothing back is taken from this example");
    Diagnostic::new(Code::Inferred, span, message)
        .help("say that there is none, so that it does not hang on one example")
}
