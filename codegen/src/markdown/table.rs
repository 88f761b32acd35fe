//! Tables.

use super::inline::Inline;
use crate::ledger::EntryId;
use crate::source::Span;

/// A table.
#[derive(Clone, Debug)]
pub struct Table {
    /// The header's cells.
    pub header: Vec<Cell>,
    /// The body's rows.
    pub rows: Vec<Row>,
}

/// A row of a table's body; as many cells as the header.
#[derive(Clone, Debug)]
pub struct Row {
    /// The cells.
    pub cells: Vec<Cell>,
    /// Where it is.
    pub span: Span,
    /// Its entry in the account.
    pub entry: EntryId,
}

/// A cell.
#[derive(Clone, Debug)]
pub struct Cell {
    /// What it says.
    pub text: Inline,
    /// Its entry in the account; an empty cell has none.
    pub entry: Option<EntryId>,
    /// The footnotes that it refers to.
    pub notes: Vec<Inline>,
}
