//! What is said of constructs that nothing settles.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// A construct has no outcome.
pub fn unaccounted(construct: &str, span: Span) -> Diagnostic {
    let message = format!("this {construct} is neither used, ignored by a rule, nor reported");
    let help = "give it a role in `dialect.toml`, for example a `[[section]]` or `[[ignore]]` rule";
    Diagnostic::new(Code::Unaccounted, span, message).help(help)
}
