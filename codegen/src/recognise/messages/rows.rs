//! Tables, and the lists and paragraphs that stand for them.

use crate::diagnostic::{Code, Diagnostic, Severity, nearest};
use crate::dialect::Role;
use crate::recognise::raw::TableKind;
use crate::source::Span;

/// A table outside of endpoints has no label.
pub fn table_outside(span: Span) -> Diagnostic {
    let message = "this table is outside of every endpoint, and no label says what it is";
    let help = "where it is of a call, have an `[[endpoint]]` rule announce that call above it; otherwise give it a label \
                that a `[[section]]` rule knows: `object` or `values` for what it defines, `prose` for words";
    Diagnostic::new(Code::UnknownTable, span, message).help(help)
}

/// A table without rows has columns that say nothing.
pub fn empty_table(span: Span) -> Diagnostic {
    let message = "this table has no rows, and no column says what they would be; it is left out";
    Diagnostic::new(Code::UnknownTable, span, message).severity(Severity::Warning).help("write its rows, or remove it")
}

/// A table has no label, and can have no role; `says_values` where the policy could give it one.
pub fn unknown_table(says_values: bool, span: Span) -> Diagnostic {
    let message = "no label says what this table is, and no role is left that it could have";
    let help = if says_values {
        "give it a label that a `[[section]]` rule of `dialect.toml` knows, or say with `codes`, `statuses` or \
         `values` in `policy.unlabelled` what such tables are"
    } else {
        "give it a label that a `[[section]]` rule of `dialect.toml` knows"
    };
    Diagnostic::new(Code::UnknownTable, span, message).help(help)
}

/// A document that a rule sets aside has tables of fields.
pub fn set_aside(count: usize, rule: &str, span: Span) -> Diagnostic {
    let tables = if count == 1 { "a table".to_owned() } else { format!("{count} tables") };
    let message = format!("the rule `{rule}` of `[[document]]` sets this document aside, which has {tables} of fields");
    let help = "leave the document out of the rule, so that it is read; where it describes nothing of the API, accept \
                this message in `patches.toml`";
    Diagnostic::new(Code::UnknownTable, span, message).severity(Severity::Warning).help(help)
}

/// No column says what the rows of a table are.
pub fn unknown_rows(header: &[&str], span: Span) -> Diagnostic {
    let message = format!("no column of this table says what its rows are: {}", header.join(" / "));
    let help = "name its first column under `name`, `value`, `item` or `term` of `[columns]` in `dialect.toml`";
    Diagnostic::new(Code::UnknownTable, span, message).help(help)
}

/// A table of endpoints has none of the columns that say the methods.
pub fn no_method_column(header: &[&str], known: &[String], span: Span) -> Diagnostic {
    let known: Vec<_> = known.iter().map(|header| format!("`{header}`")).collect();
    let (known, header) = (known.join(", "), header.join(" / "));
    let message = format!("this table of endpoints has no column for the methods, which would be {known}: {header}");
    let help = "add the header of the column that has them to `method_columns` of the `[[endpoint]]` rule, or say with `methods` \
                of the rule which they are";
    Diagnostic::new(Code::UnknownColumn, span, message).severity(Severity::Warning).help(help)
}

/// A table without a label is taken as what its place says.
pub fn assumed_table(role: Role, span: Span) -> Diagnostic {
    let noun = match role {
        Role::Parameters => "the parameters",
        Role::Envelope => "the whole response",
        Role::Codes => "the codes that the endpoint can fail with",
        Role::Statuses => "the HTTP statuses of the endpoint",
        Role::Values => "values of its fields",
        _ => "the response",
    };
    let message = format!("this table has no label; by its position it is taken as {noun}");
    let help = "put a label above it, or change `policy.unlabelled` in `dialect.toml`";
    // The dialect says so.
    Diagnostic::new(Code::AssumedRole, span, message).severity(Severity::Note).help(help)
}

/// The header of a column is none of the `known` ones, or empty.
pub fn unknown_column<'w>(words: &str, known: impl Iterator<Item = &'w str>, span: Span) -> Diagnostic {
    let message = if words.is_empty() {
        "this column has no header, so its cells mean nothing".to_owned()
    } else {
        format!("the column `{words}` is unknown")
    };
    let help = match nearest(words, known).filter(|_| !words.is_empty()) {
        Some(near) => format!("did you mean `{near}`? Or add it to `[columns]` in `dialect.toml`"),
        None => "add it to `[columns]` in `dialect.toml`, under what it holds".to_owned(),
    };
    Diagnostic::new(Code::UnknownColumn, span, message).help(help)
}

/// Two columns hold the same; the first is at `at`.
pub fn same_column((words, span): (&str, Span), (first, at): (&str, Span)) -> Diagnostic {
    let message = format!("the column `{words}` holds the same as `{first}`");
    let help = "one of the two is another kind of column: correct `[columns]` in `dialect.toml`";
    Diagnostic::new(Code::UnknownColumn, span, message).related(at, "the first").help(help)
}

/// The rows of a response say where they are sent, as parameters do.
pub fn places_in_response(label: &str, span: Span) -> Diagnostic {
    let message =
        format!("the rows below the label `{label}` of a response say where they are sent, which only parameters do");
    let help = "put the table below the label of the parameters; where it is of the response, leave the column out by an \
                `[[ignore]]` rule with `mark = \"column\"`";
    Diagnostic::new(Code::NoEffect, span, message).help(help)
}

/// A line is written as a row of a table, and stands in none.
pub fn stray_row(line: &str, span: Span) -> Diagnostic {
    let message = format!("`{}` is written as a row of a table, and stands in none; it is kept as words", line.trim());
    let help = "put it directly below the row before it: a blank line or a comment between rows ends a table";
    Diagnostic::new(Code::RaggedRow, span, message).severity(Severity::Warning).help(help)
}

/// A list that a rule reads some items of stays prose; `whole` where the rules read most of it.
pub fn list_as_prose(whole: bool, item: &str, span: Span) -> Diagnostic {
    let message = if whole {
        format!(
            "no label says what the list of `{item}` is, and no role is left that it could have; it is kept as prose"
        )
    } else {
        format!(
            "a `[[bullet]]` rule reads the item `{item}`, and none reads most of those beside it; the list is kept as prose"
        )
    };
    let help = "give it a label that a `[[section]]` rule knows, with the role `prose` where it is but words; or make \
                the pattern of the rule narrower";
    Diagnostic::new(Code::UnreadItem, span, message).severity(Severity::Warning).help(help)
}

/// A list stands below a heading that no rule reads, and is all rows.
pub fn list_under_unread(heading: &str, item: &str, span: Span) -> Diagnostic {
    let message = format!(
        "no rule reads the heading `{heading}`, so that nothing says what the list of `{item}` below it is; it is kept as \
         prose"
    );
    let help =
        "correct the heading, or have a `[[section]]` rule match it, with the role `prose` where the list is but words";
    Diagnostic::new(Code::UnreadItem, span, message).severity(Severity::Warning).help(help)
}

/// A label is an item of a list of rows.
pub fn label_among_rows(label: &str, span: Span) -> Diagnostic {
    let message =
        format!("`{label}` is a label by its `[[section]]` rule, and stands in a list of rows, as one of them");
    let help = "move it out of the list, by its indentation";
    Diagnostic::new(Code::UnreadItem, span, message).help(help)
}

/// An item of a list of rows is none.
pub fn unread_item(item: &str, span: Span) -> Diagnostic {
    let message = format!(
        "no `[[bullet]]` rule reads the item `{item}`, and the items beside it are rows; it is kept as prose, with all in it"
    );
    let help = "correct the item, or write a `[[bullet]]` rule that it matches";
    Diagnostic::new(Code::UnreadItem, span, message).help(help)
}

/// An item of a list of rows is one of another kind.
pub fn item_of_kind(kind: TableKind, item: &str, span: Span) -> Diagnostic {
    let (own, others) = if kind == TableKind::Values { ("value", "fields") } else { ("field", "values") };
    let message =
        format!("the item `{item}` is a {own} by its `[[bullet]]` rule, and the items beside it are {others}");
    let help = "write it as the items beside it are, or indent it below the item of its field where it is a value";
    Diagnostic::new(Code::UnreadItem, span, message).help(help)
}

/// What is wrong with a paragraph or heading among others that are rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LooseRow {
    /// The label above has its rows.
    Beyond,
    /// No label says what it is.
    Unlabelled,
    /// It is a field, and the others are values.
    Field,
    /// It is a heading that no rule reads.
    Heading,
    /// It begins as the others do, and no rule reads it; `sure` where it can be nothing else.
    Alike { sure: bool },
}

/// A paragraph or heading that begins with `line` is no row, and those beside it are.
pub fn loose_row(line: &str, fault: LooseRow, span: Span) -> Diagnostic {
    let (what, severity) = match fault {
        LooseRow::Beyond => (
            "is a row by its `[[bullet]]` rule, and the label above has its rows; it is kept as prose",
            Severity::Warning,
        ),
        LooseRow::Unlabelled => (
            "is a row by its `[[bullet]]` rule, and neither a label nor `policy.unlabelled` says of what; it is kept as prose",
            Severity::Warning,
        ),
        LooseRow::Field => ("is a field by its `[[bullet]]` rule, and those beside it are values", Severity::Error),
        LooseRow::Heading => ("is read by no `[[bullet]]` rule, but the headings beside it are rows", Severity::Error),
        LooseRow::Alike { sure } => (
            "begins as the rows beside it do, and no `[[bullet]]` rule reads it; it is taken for words about the row above",
            if sure { Severity::Error } else { Severity::Warning },
        ),
    };
    let help = "correct it, or write a `[[bullet]]` rule that it matches; a `[[section]]` rule for what stands there ends \
                the rows";
    Diagnostic::new(Code::UnreadItem, span, format!("`{line}` {what}")).severity(severity).help(help)
}
