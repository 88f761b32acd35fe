//! Names of rows, and how rows nest by them.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

/// A name begins with blanks, and no rule takes them for steps of depth; `known` is the pattern for those, and `step` one
/// that takes these.
pub fn leading_blanks(words: &str, known: Option<&str>, step: &str, span: Span) -> Diagnostic {
    let message =
        format!("`{words}` begins with blanks, as names of nested fields do, and no step of depth takes them");
    let help = match known {
        None => format!("say by `names.step` what one step of depth is, such as '{step}'; or take the blanks off"),
        Some(known) => {
            format!("have `names.step` take these too, such as '{known}|{step}'; or take the blanks off")
        }
    };
    Diagnostic::new(Code::BadName, span, message).severity(Severity::Warning).help(help)
}

/// A row has no name.
pub fn nameless_row(span: Span) -> Diagnostic {
    bad_name("this row has no name", span)
}

/// A row has something else than a name in its place.
pub fn no_field_name(name: &str, span: Span) -> Diagnostic {
    if !name.is_empty() && name.chars().all(|letter| ".…".contains(letter)) {
        let message = format!("`{name}` says that there are more, and not which; it is left out");
        let help = "write the rows that it stands for; where a sentence says that the others are those of another type, a \
                    `[[statement]]` with `states = \"more-fields\"` reads it; where it stands for keys of any name, \
                    `names.map_key` does; an `[[ignore]]` rule with `mark = \"row\"` leaves the row out";
        return Diagnostic::new(Code::BadName, span, message).help(help);
    }
    bad_name(&format!("`{}` is not a field name", name.replace('`', "")), span)
}

fn bad_name(message: &str, span: Span) -> Diagnostic {
    let help = "write one name; in `dialect.toml`, `names.alias_separator` stands between several, `names.optional` and \
                `names.required` are marks beside one, `names.field` says what one looks like, and an `[[ignore]]` rule with \
                `mark = \"row\"` leaves a row out";
    Diagnostic::new(Code::BadName, span, message).help(help)
}

/// A name nests more than `most` deep.
pub fn too_deep(most: usize, span: Span) -> Diagnostic {
    let message = format!("this name nests more than {most} deep");
    Diagnostic::new(Code::BadName, span, message).help("give the inner objects tables of their own")
}

/// A row stands beside the body row, at `body_row`.
pub fn beside_body_row(name: &str, other: &str, span: Span, body_row: Span) -> Diagnostic {
    let message =
        format!("`{name}` stands for the whole table, and the row `{other}` beside it is taken as a part of it");
    let help = "set `names.step` or `names.dotted`, so that the depth of the rows below it is read";
    Diagnostic::new(Code::Inferred, span, message).related(body_row, "the whole").help(help)
}

/// A second row for any key stands in one object.
pub fn any_key_twice(name: &str, span: Span) -> Diagnostic {
    let message = format!("`{name}` stands for any key by `names.map_key`, as a row above it does; it is left out");
    let help =
        "open keys have one row, which stands for them all: correct the name, or give the row a table of its own";
    Diagnostic::new(Code::BadName, span, message).help(help)
}

/// A name makes a list of what its own row, with a type at `ty`, does not.
pub fn list_by_name(written: &str, name: &str, span: Span, ty: Span) -> Diagnostic {
    let message = format!("`{written}` is written as a list, and the row of `{name}` gives it another type");
    let help = "correct one of them; where the row says that it is an object, it is taken for a list of them";
    let diagnostic = Diagnostic::new(Code::Contradiction, span, message).severity(Severity::Warning);
    diagnostic.related(ty, "its type").help(help)
}

/// A table has two rows of one name. Where it is made of several lists, one of them can state `again` what another does.
pub fn field_twice(name: &str, again: bool, span: Span, first: Span) -> Diagnostic {
    let (what, severity) = if again {
        ("is given again, in the same way", Severity::Note)
    } else {
        ("is given twice; the first counts", Severity::Warning)
    };
    let diagnostic = Diagnostic::new(Code::Duplicate, span, format!("the field `{name}` {what}")).severity(severity);
    diagnostic.related(first, "the first").help("remove one of them, or correct its name")
}

/// Rows below a field make an object of what its type does not.
pub fn rows_below(name: &str, words: &str, span: Span) -> Diagnostic {
    let message = format!("`{name}` is `{words}`, and the rows below it say what is in the object; the rows count");
    Diagnostic::new(Code::Inferred, span, message).severity(Severity::Warning).help("correct the type")
}
