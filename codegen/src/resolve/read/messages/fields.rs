//! Fields: their types, presence and defaults, and what prose says of them.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

/// The type cell of a field is none, for `reason`.
pub fn no_field_type(reason: &str, span: Span) -> Diagnostic {
    let help = "see `[types]`, `[[type]]` and `policy.untyped` in `dialect.toml`";
    Diagnostic::new(Code::BadType, span, reason).help(help)
}

/// A type cell has words beside what its rule reads.
pub fn beside_type(words: &str, span: Span) -> Diagnostic {
    let message = format!("the rule that reads this type leaves out `{words}`");
    let help = "have the pattern of the `[[type]]` rule match the whole cell, with `^` and `$`, or correct the cell";
    Diagnostic::new(Code::BadType, span, message).severity(Severity::Note).help(help)
}

/// The type cell of another row is none, for `reason`.
pub fn no_type(reason: &str, span: Span) -> Diagnostic {
    Diagnostic::new(Code::BadType, span, reason).help("see `[types]` and `[[type]]` in `dialect.toml`")
}

/// The dialect or a patch writes a type that is none, for `reason`.
pub fn no_dialect_type(words: &str, reason: &str, span: Span) -> Diagnostic {
    let message = format!("`{words}`: {reason}");
    Diagnostic::new(Code::BadType, span, message).help("write the type as the documents would")
}

/// The type cell of a field is empty.
pub fn type_unsaid(field: &str, span: Span) -> Diagnostic {
    let message = format!("the type cell of `{field}` is empty; the policy decides");
    Diagnostic::new(Code::Unsaid, span, message).help("fill the cell")
}

/// The type cell of a field is empty, and the dialect says what that is.
pub fn empty_type(field: &str, span: Span) -> Diagnostic {
    let message = format!("the type cell of `{field}` is empty; `[types]` says what that is");
    Diagnostic::new(Code::Unsaid, span, message).help("fill the cell")
}

/// A cell that should say whether a field must be there is empty.
pub fn presence_unsaid(field: &str, span: Span) -> Diagnostic {
    let message = format!("nothing says whether `{field}` must be there; the policy decides");
    Diagnostic::new(Code::Unsaid, span, message).help("fill the cell")
}

/// The type says that a field may be left out, and the table, at `table`, that it must be there.
pub fn type_may_be_left_out(field: &str, span: Span, table: Span) -> Diagnostic {
    let message = format!("the type of `{field}` says that it may be left out, and the table that it must be there");
    let diagnostic = Diagnostic::new(Code::PresenceProse, span, message).severity(Severity::Warning);
    diagnostic.related(table, "this counts").help("make the two agree")
}

/// A row has no description, or one whose `words` say nothing.
pub fn undescribed(field: &str, words: Option<&str>, span: Span) -> Diagnostic {
    let message = match words {
        Some(words) => format!("the description of `{field}` is `{words}`, which says nothing"),
        None => format!("nothing describes `{field}`"),
    };
    Diagnostic::new(Code::Unsaid, span, message).help("say in the table what it is")
}

/// Cells of a row stand below the headers of other columns: the words of each, and what they say.
pub fn misplaced_cells(name: &str, cells: &[(&str, &str)], span: Span) -> Diagnostic {
    let said: Vec<_> = cells.iter().map(|(words, says)| format!("`{words}` {says}")).collect();
    let message = format!(
        "the cells of the row `{name}` are out of the order of the columns, and are not read: {}",
        said.join(", ")
    );
    let help = "put them in order, or have a patch with `expect.cells` and `set.cells` do it";
    Diagnostic::new(Code::BadCell, span, message).help(help)
}

/// A cell has no location that the dialect knows; `other` says that its words are those of another column.
pub fn unknown_location(words: &str, other: bool, span: Span) -> Diagnostic {
    let message = format!("`{words}` is not a location that the dialect knows");
    unknown(message, other, "add it to `[locations]` in `dialect.toml`", span)
}

/// A cell has no presence that the dialect knows; `other` says that its words are those of another column.
pub fn unknown_presence(words: &str, other: bool, span: Span) -> Diagnostic {
    let message = format!("`{words}` is not a presence that the dialect knows");
    unknown(
        message,
        other,
        "add it to `[presence]` in `dialect.toml`; where it says that the value may be null, have a `[[type]]` rule of \
         `nullable` read it with the type",
        span,
    )
}

fn unknown(message: String, other: bool, add: &str, span: Span) -> Diagnostic {
    let order = "the words are those of another column: put the cells of the row in order, or have a patch do it that sets `cells`";
    Diagnostic::new(Code::BadCell, span, message).help(if other { order } else { add })
}

/// The default cell of a parameter is empty.
pub fn default_unsaid(field: &str, span: Span) -> Diagnostic {
    let message = format!("the default cell of `{field}` is empty; the policy decides");
    Diagnostic::new(Code::Unsaid, span, message).help("write the default, or what `default.none` says for \"none\"")
}

/// A parameter is required, at `presence`, and has a default.
pub fn required_with_default(field: &str, span: Span, presence: Span) -> Diagnostic {
    let message = format!("the table says that `{field}` must be there, and gives it a default");
    Diagnostic::new(Code::PresenceProse, span, message)
        .severity(Severity::Warning)
        .label("the default counts: it may be left out")
        .related(presence, "it must be there")
        .help("leave the default out, or say that the parameter is optional")
}

/// The presence of a field in the table, at `table` and by `rule` where it follows from one, is not that of the prose.
pub fn prose_presence(
    field: &str,
    rule: Option<&str>,
    (before, after): (bool, bool),
    span: Span,
    table: Span,
) -> Diagnostic {
    let word = |required: bool| if required { "required" } else { "optional" };
    let by = rule.map_or(String::new(), |rule| format!(" (by `{rule}`)"));
    let message = format!("the table makes `{field}` {}{by}, and the prose {}", word(before), word(after));
    let diagnostic = Diagnostic::new(Code::PresenceProse, span, message).label("the prose counts");
    diagnostic.related(table, "the table says it here")
}

/// The prose makes a list of a field that is none in the table, at `table`.
pub fn prose_list(field: &str, words: &str, span: Span, table: Span) -> Diagnostic {
    let message = format!("the table makes `{field}` one `{words}`, and the prose a list");
    let diagnostic = Diagnostic::new(Code::Inferred, span, message).label("the prose counts");
    diagnostic.related(table, "the table says it here").help("correct the type in the table")
}

/// Words say that a field has one value, and nothing says which.
pub fn constant_unsaid(field: &str, span: Span) -> Diagnostic {
    let message = format!("by these words `{field}` has only one value, and nothing says which");
    let help =
        "give the `[[prose]]` rule a group `value` or the key `value`, or the table a column for `columns.default`";
    Diagnostic::new(Code::NoEffect, span, message).help(help)
}

/// The limit of a field is no number.
pub fn no_limit(words: &str, field: &str, span: Span) -> Diagnostic {
    let message = format!("`{words}` is not a number, so it cannot be a limit of `{field}`");
    Diagnostic::new(Code::NoEffect, span, message).help("narrow the group in the pattern of the `[[prose]]` rule")
}
