//! What is said of an API that cannot be written as it is.

use std::fmt::Write as _;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::ir;
use crate::source::{FileId, Span};

/// A type nests too deep.
pub fn too_deep(span: Span) -> Diagnostic {
    let message =
        format!("the type nests more than {} lists, maps and unions, with those in the types it names", ir::NESTING);
    Diagnostic::new(Code::TooDeep, span, message).help("give what is inside a name of its own, with fields")
}

/// A value has a key that `OpenAPI` has a meaning for.
pub fn openapi_keyword(keyword: &str, span: Span) -> Diagnostic {
    let message = format!(
        "the value has a key `{keyword}`, which readers of OpenAPI take for one of their own; it is text there"
    );
    let help = "write the key in another way where it is not part of the API; Rust code is not affected";
    Diagnostic::new(Code::ExampleKeyword, span, message).help(help)
}

/// Names become one identifier; `places` has those of which the place is known, and `new` what the later ones are called
/// instead, where they have another name.
pub fn name_collision(identifier: &str, names: &[&str], new: &[String], places: &[(&str, Span)]) -> Diagnostic {
    let quoted =
        |names: &mut dyn Iterator<Item = &str>| names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" and ");
    let mut message = format!("{} would all be called `{identifier}` in Rust", quoted(&mut names.iter().copied()));
    if !new.is_empty() {
        let later = quoted(&mut names.iter().skip(1).copied());
        let _ = write!(message, "; {later} is called {} there", quoted(&mut new.iter().map(String::as_str)));
    }
    let span = places.last().map_or(Span::new(FileId::default(), 0..0), |(_, span)| *span);
    let diagnostic = Diagnostic::new(Code::NameCollision, span, message);
    let others = places.iter().rev().skip(1);
    let diagnostic =
        others.fold(diagnostic, |diagnostic, (name, span)| diagnostic.related(*span, format!("`{name}` is here")));
    if new.is_empty() {
        let help = "rename one of them: an endpoint in `path.renames`, a type of `[define]` by its `name`, a type of a \
                    section by the group `name` of its `[[section]]` rule or another heading";
        return diagnostic.help(help);
    }
    let help = "what is sent is the name of the documents; where that is right, accept the message by `[[accept]]` in \
                `patches.toml`, and where one of them is misspelt, correct the document";
    diagnostic.severity(Severity::Warning).help(help)
}
