//! Notes, and what they say of fields.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// A note is about a field that nothing has.
pub fn note_of_nothing(field: &str, span: Span) -> Diagnostic {
    let message = format!("there is no field `{field}` that this note could be about");
    Diagnostic::new(Code::NoEffect, span, message).help("correct the name, or add the field to its table")
}

/// A note names a field that nothing has.
pub fn note_names_nothing(field: &str, span: Span) -> Diagnostic {
    let message = format!("this note speaks of `{field}`, which no table of the endpoint has");
    Diagnostic::new(Code::NoEffect, span, message).help("correct the name, or add it to a table")
}

/// A note names no field, and fits none of the table before it.
pub fn note_fits_nothing(span: Span) -> Diagnostic {
    let message = "this note changes the fields of the table before it, but fits none of them";
    Diagnostic::new(Code::NoEffect, span, message).help("name the fields in the note")
}

/// A note names no field, and fits several.
pub fn note_fits_several<'n>(fields: impl Iterator<Item = &'n str>, span: Span) -> Diagnostic {
    let names: Vec<_> = fields.map(|name| format!("`{name}`")).collect();
    let message = format!("the note does not name its fields; it is taken to speak of {}", names.join(" and "));
    Diagnostic::new(Code::Inferred, span, message).help("name the fields in the note")
}

/// A sentence about several parameters names fewer than two.
pub fn names_too_few(span: Span) -> Diagnostic {
    let message = "this is read as a sentence about several parameters, and names fewer than two";
    let help = "have the pattern match the names too, or write them in backticks";
    Diagnostic::new(Code::NoEffect, span, message).help(help)
}

/// A field is said to share the values of another that has none for it.
pub fn nothing_to_share(other: &str, field: &str, span: Span) -> Diagnostic {
    let message = format!("`{other}` has no values that `{field}` could share");
    Diagnostic::new(Code::NoEffect, span, message).help("correct the name, or say the values again")
}
