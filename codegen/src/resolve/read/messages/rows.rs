//! Tables of other things than fields.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// The columns of a table do not suit its label.
pub fn unsuited_columns(span: Span) -> Diagnostic {
    let message = "the columns of the table after this label do not fit its role";
    let help = "a table of fields has a name column, a table of values or codes a value column";
    Diagnostic::new(Code::UnknownTable, span, message).help(help)
}

/// The rows of a list give two types.
pub fn items_differ(span: Span, first: Span) -> Diagnostic {
    let message = "the items of one list have different types; the first counts";
    Diagnostic::new(Code::Duplicate, span, message).related(first, "the first")
}

/// A row of values has none, for `reason`.
pub fn no_value(reason: &str, span: Span) -> Diagnostic {
    let help = "a table of values has one value a row; for several, set `columns.value_separator`";
    Diagnostic::new(Code::BadCell, span, reason).help(help)
}

/// Values, at `values`, say what a field is, or the items of a list.
pub fn typed_by_values(field: &str, list: bool, span: Span, values: Span) -> Diagnostic {
    let what = if list { "each item of " } else { "" };
    let message = format!("the listed values give the type of {what}`{field}`, because its type cell does not");
    Diagnostic::new(Code::Inferred, span, message).related(values, "the values").help("correct the type")
}

/// Values are none of a field's, which stands at `field`; `reason` says why.
pub fn unfit_values(name: &str, reason: &str, span: Span, field: Span) -> Diagnostic {
    let message = format!("the values of `{name}` do not fit its type, and are kept as text: {reason}");
    let diagnostic = Diagnostic::new(Code::NoEffect, span, message).related(field, "the field");
    diagnostic.help("correct the type or the values; flags, which can be combined, are not a set of values")
}

/// Rows of a table of values hold none, but a range of integers.
pub fn no_values(first: &str, field: &str, count: usize, span: Span) -> Diagnostic {
    let message = format!("`{first}` is no value of `{field}`, but a range; rows of this table that are one: {count}");
    let help = "these rows are kept as words about the field: write each value of a range in a row of its own";
    Diagnostic::new(Code::NoEffect, span, message).help(help)
}

/// Rows of a table of codes, which are `text` or integers, have none; `range` says that the first is a range of them.
pub fn no_codes(first: &str, (text, range): (bool, bool), count: usize, span: Span) -> Diagnostic {
    let what = if text { "are words" } else { "are integers" };
    let message =
        format!("`{first}` is not a code, because codes {what} here; rows of this table that are not codes: {count}");
    let help = if first.chars().all(|letter| matches!(letter, '.' | '…')) {
        "the row is kept as words: write the rows that it stands for, or leave it out by an `[[ignore]]` rule with `mark = \"row\"`"
    } else if range {
        "these rows are kept as words; for ranges and the headings of groups that is all there is to do, and `[[accept]]` in \
         `patches.toml` takes this message; for the codes of a range, write each in a row of its own"
    } else {
        "these rows are kept as words: write each code in a row of its own, or set `columns.value_separator`; codes are text \
         where all of a table are words, or where the field `envelope.code` is text; where there is nothing to correct, \
         `[[accept]]` in `patches.toml` takes this message"
    };
    Diagnostic::new(Code::NoEffect, span, message).help(help)
}

/// A sentence gives more fields to what `label` says to be no object.
pub fn more_of_no_object(label: &str, span: Span) -> Diagnostic {
    let message = format!("what `{label}` announces is no object, so that it has no fields of another type");
    let help = "make it a table of fields, or the pattern of the `[[statement]]` rule narrower";
    Diagnostic::new(Code::NoEffect, span, message).help(help)
}

/// A label gives a type words that stand for others, and what follows it is no table of fields.
pub fn generic_of_no_object(name: &str, span: Span) -> Diagnostic {
    let message = format!("`{name}` is given types, but no table of fields follows its label; it is read without them");
    Diagnostic::new(Code::NoEffect, span, message)
        .help("give its fields in a table, or define it in `[define]` with `item`")
}
