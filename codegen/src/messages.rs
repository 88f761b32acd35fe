//! What is said of an API that cannot be written as it is.

use crate::diagnostic::{Code, Diagnostic};
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

/// Names become one identifier; `places` has those of which the place is known.
pub fn name_collision(identifier: &str, names: &[&str], places: &[(&str, Span)]) -> Diagnostic {
    let quoted: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    let message = format!("{} would all be called `{identifier}` in Rust", quoted.join(" and "));
    let span = places.last().map_or(Span::new(FileId::default(), 0..0), |(_, span)| *span);
    let diagnostic = Diagnostic::new(Code::NameCollision, span, message);
    let others = places.iter().rev().skip(1);
    let diagnostic =
        others.fold(diagnostic, |diagnostic, (name, span)| diagnostic.related(*span, format!("`{name}` is here")));
    let help = "rename one of them: an endpoint in `path.renames`, a type of `[define]` by its `name`, a type of a section by \
                the group `name` of its `[[section]]` rule or another heading, a field by a patch that sets `name`";
    diagnostic.help(help)
}
