//! What the lexer says of a document.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::ledger::Construct;
use crate::source::Span;

/// A block that nests more than `most` deep, and is not read as one.
pub fn too_deep_is_text(most: usize, span: Span) -> Diagnostic {
    let message = format!("this nests more than {most} deep; it is kept as text");
    Diagnostic::new(Code::TooDeep, span, message).help("nest less")
}

/// A directive or `<details>` block that nests more than `most` deep, and is not opened.
pub fn too_deep(most: usize, span: Span) -> Diagnostic {
    Diagnostic::new(Code::TooDeep, span, format!("this nests more than {most} deep")).help("nest less")
}

/// A paragraph that hides a table.
pub fn looks_like_a_table(span: Span) -> Diagnostic {
    let message = "these lines look like a table, and are a paragraph";
    let help = "put a blank line above the header of the table, or a `|` at the beginning of its lines";
    Diagnostic::new(Code::UnknownTable, span, message).help(help)
}

/// A `:::` without a directive.
pub fn no_directive_to_close(span: Span) -> Diagnostic {
    Diagnostic::new(Code::Unclosed, span, "this `:::` closes a directive that is not open").help("remove it")
}

/// A `</details>` without a block.
pub fn no_details_to_close(span: Span) -> Diagnostic {
    Diagnostic::new(Code::Unclosed, span, "this `</details>` closes a block that is not open").help("remove it")
}

/// A directive or `<details>` block without an end.
pub fn never_closed(construct: Construct, span: Span) -> Diagnostic {
    let message = format!("this {} is opened and never closed", construct.name());
    let help = if construct == Construct::Details { "close it with `</details>`" } else { "close it with `:::`" };
    Diagnostic::new(Code::Unclosed, span, message).help(help)
}

/// A `<summary>` without a block.
pub fn summary_outside(span: Span) -> Diagnostic {
    Diagnostic::new(Code::Unclosed, span, "this `<summary>` stands outside a `<details>` block")
}

/// Words in a table of HTML that stand in none of its cells.
pub fn outside_of_cells(words: &str, span: Span) -> Diagnostic {
    let line = words.lines().next().unwrap_or_default();
    let message = format!("`{line}` stands in this table and in none of its cells, so it is no part of it");
    Diagnostic::new(Code::UnknownHtml, span, message).severity(Severity::Warning).help("put it into a cell")
}

/// What follows a table, and would be a row of it.
pub fn glued_to_table(what: &str, span: Span) -> Diagnostic {
    let message = format!("{what} follows a table without a blank line; it is read as if there were one");
    let diagnostic = Diagnostic::new(Code::RaggedRow, span, message).severity(Severity::Warning);
    diagnostic.help("put a blank line before it, or it is a row of the table for other readers")
}

/// The line below the header of a table has more cells than it, or fewer.
pub fn ragged_rule(span: Span) -> Diagnostic {
    let message = "this line has another number of cells than the header above it; the header counts";
    let help = "give the two as many cells as the rows have, or the table is none for other readers";
    Diagnostic::new(Code::RaggedRow, span, message).severity(Severity::Warning).help(help)
}

/// A row has `found` cells, and its header another number.
pub fn ragged_row(found: usize, columns: usize, span: Span) -> Diagnostic {
    let message = format!("this row has {found} cells and its header has {columns}");
    if found < columns {
        let diagnostic = Diagnostic::new(Code::RaggedRow, span, message + "; the missing ones are empty");
        return diagnostic.severity(Severity::Note).help("add them, empty where there is nothing to say");
    }
    let help = "take out the cell that is too many, or write a `|` inside a cell as `\\|`; by `page.join_cells` in \
                `dialect.toml` the last cell has all that is beyond it";
    Diagnostic::new(Code::RaggedRow, span, message + "; those beyond it are left out").help(help)
}

/// A line of a pasted page without its gutter.
pub fn no_gutter(gutter: &[String], span: Span) -> Diagnostic {
    let message = format!("this line of the page is not followed by its gutter (`{}`)", gutter.join("`, `"));
    let help = "paste the page again, or correct `page.gutter` in `dialect.toml`";
    Diagnostic::new(Code::BadGutter, span, message).help(help)
}
