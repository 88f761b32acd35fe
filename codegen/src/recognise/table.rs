//! Tables: columns by their headers, rows by their columns.

use super::messages;
use super::raw::{RawRow, RawTable, TableKind};
use super::rows::LeftOut;
use super::section;
use crate::diagnostic::{Code, Diagnostics};
use crate::dialect::{Columns, Dialect, Mark, Pattern, Word};
use crate::ledger::{Ledger, Rule};
use crate::markdown::{Cell, Inline, Row, Table};
use crate::source::Span;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Name,
    Type,
    Default,
    Presence,
    Optional,
    Location,
    Example,
    Description,
    Value,
    Item,
    Term,
}

impl Column {
    /// The key of the dialect that has its headers.
    fn key(self) -> &'static str {
        match self {
            Self::Name => "columns.name",
            Self::Type => "columns.type",
            Self::Default => "columns.default",
            Self::Presence => "columns.presence",
            Self::Optional => "columns.optional",
            Self::Location => "columns.location",
            Self::Example => "columns.example",
            Self::Description => "columns.description",
            Self::Value => "columns.value",
            Self::Item => "columns.item",
            Self::Term => "columns.term",
        }
    }
}

const KEYS: [(Column, TableKind); 4] = [
    (Column::Name, TableKind::Fields),
    (Column::Item, TableKind::Items),
    (Column::Value, TableKind::Values),
    (Column::Term, TableKind::Terms),
];

fn known(columns: &Columns) -> [(Column, &[Word]); 11] {
    [
        (Column::Name, &columns.name),
        (Column::Type, &columns.ty),
        (Column::Default, &columns.default),
        (Column::Presence, &columns.presence),
        (Column::Optional, &columns.optional),
        (Column::Location, &columns.location),
        (Column::Example, &columns.example),
        (Column::Description, &columns.description),
        (Column::Value, &columns.value),
        (Column::Item, &columns.item),
        (Column::Term, &columns.term),
    ]
}

/// What the rows of a table are, by its header.
pub fn kind(table: &Table, dialect: &Dialect) -> Option<TableKind> {
    let known = known(&dialect.columns);
    let has = |wanted: Column| {
        let names = known.iter().filter(|(column, _)| *column == wanted).flat_map(|(_, names)| names.iter());
        let header =
            || table.header.iter().filter(|cell| left_out(cell, dialect).is_none()).map(|cell| cell.text.text.trim());
        names.into_iter().any(|name| header().any(|words| name.is(words)))
    };
    key(has).map(|(_, kind)| kind)
}

/// Whether a table has a column of names beside one of values.
pub fn names_values(table: &Table, dialect: &Dialect) -> bool {
    let has = |words: &[Word]| table.header.iter().any(|cell| words.iter().any(|word| word.is(cell.text.text.trim())));
    has(&dialect.columns.name) && has(&dialect.columns.value)
}

/// Whether a table is of fields whose type or presence it says.
pub fn is_of_fields(table: &Table, dialect: &Dialect) -> bool {
    let columns = &dialect.columns;
    let said: Vec<_> = columns.ty.iter().chain(&columns.presence).collect();
    let says = table.header.iter().any(|cell| said.iter().any(|word| word.is(cell.text.text.trim())));
    says && kind(table, dialect) == Some(TableKind::Fields)
}

/// What the rows are: named values where there are names and values without types, and else by the first key.
fn key(has: impl Fn(Column) -> bool) -> Option<(Column, TableKind)> {
    let values = |column: Column| column == Column::Value && !has(Column::Type) && !has(Column::Item);
    let first = KEYS.into_iter().find(|(column, _)| has(*column))?;
    Some(KEYS.into_iter().find(|(column, _)| values(*column) && has(*column)).unwrap_or(first))
}

/// Reads a table by its header. `None`, with a diagnostic, where no column says what the rows are.
pub fn read(
    table: Table,
    span: Span,
    dialect: &Dialect,
    ledger: &mut Ledger,
    diagnostics: &mut Diagnostics,
) -> Option<RawTable> {
    let mut table = table;
    if table.rows.is_empty() && kind(&table, dialect).is_none() {
        diagnostics.push(messages::empty_table(span));
        report(&table, ledger);
        return None;
    }
    leave_out(&mut table, dialect, ledger);
    let mut columns: Vec<_> = table.header.iter().map(|cell| column(cell, dialect, ledger, diagnostics)).collect();
    if KEYS.iter().all(|(key, _)| !columns.contains(&Some(*key))) {
        key_of_two_lists(&mut columns, &table.header, dialect, ledger);
    }
    let has = |wanted: Column| columns.contains(&Some(wanted));
    let Some((key, kind)) = key(has) else {
        report_unknown(&table, span, ledger, diagnostics);
        return None;
    };
    let columns = once(columns, &table.header, diagnostics);
    let mut left_out = LeftOut::new(dialect);
    let rows = table.rows.into_iter().filter_map(|row| {
        let entries: Vec<_> = row.cells.iter().filter_map(|cell| cell.entry).chain([row.entry]).collect();
        let read = read_row(row, &columns, (key, kind), ledger);
        let Some(rule) = left_out.rule(&read) else { return Some(read) };
        for entry in entries {
            ledger.leave_out(entry, rule);
        }
        None
    });
    let separator = dialect.columns.value_separator.as_ref().filter(|_| kind == TableKind::Values);
    let rows = match separator {
        Some(separator) => rows.flat_map(|row| several(&row, separator)).collect(),
        None => rows.collect(),
    };
    Some(RawTable { kind, rows, span })
}

/// Takes off the columns that a rule leaves out.
fn leave_out(table: &mut Table, dialect: &Dialect, ledger: &mut Ledger) {
    let rules: Vec<_> = table.header.iter().map(|cell| left_out(cell, dialect)).collect();
    if rules.iter().all(Option::is_none) {
        return;
    }
    rules.iter().flatten().for_each(|rule| ledger.follow(*rule));
    for cells in std::iter::once(&mut table.header).chain(table.rows.iter_mut().map(|row| &mut row.cells)) {
        let mut at = 0..;
        cells.retain(|cell| {
            let rule = at.next().and_then(|at: usize| *rules.get(at)?);
            if let Some((rule, entry)) = rule.zip(cell.entry) {
                ledger.leave_out(entry, rule);
            }
            rule.is_none()
        });
    }
}

/// The rule that leaves out the column of this header.
fn left_out(header: &Cell, dialect: &Dialect) -> Option<Rule> {
    section::ignored(&header.text.text, Mark::Column, dialect)
}

fn column(cell: &Cell, dialect: &Dialect, ledger: &mut Ledger, diagnostics: &mut Diagnostics) -> Option<Column> {
    let words = cell.text.text.trim();
    let known = known(&dialect.columns);
    let named = known.iter().find_map(|(column, names)| Some((column, names.iter().find(|name| name.is(words))?)));
    if let Some((column, word)) = named {
        ledger.follow(word.rule(column.key()));
        settle(cell, ledger, "column");
        cell.entry.into_iter().for_each(|entry| ledger.by(entry, Rule::only(column.key())));
        return Some(*column);
    }
    let names = known.iter().flat_map(|(_, names)| names.iter()).map(Word::text);
    diagnostics.push(messages::unknown_column(words, names, cell.text.span));
    if let Some(entry) = cell.entry {
        ledger.reported(entry, Code::UnknownColumn);
    }
    None
}

/// Takes the first header that is also one of a column that says what rows are for that: in a table that has no other.
fn key_of_two_lists(columns: &mut [Option<Column>], header: &[Cell], dialect: &Dialect, ledger: &mut Ledger) {
    let known = known(&dialect.columns);
    for (key, _) in KEYS {
        let words = known.iter().filter(|(column, _)| *column == key).flat_map(|(_, words)| words.iter());
        let found = |word: &Word| Some((word.clone(), header.iter().position(|cell| word.is(cell.text.text.trim()))?));
        let Some((word, at)) = words.into_iter().find_map(found) else { continue };
        ledger.follow(word.rule(key.key()));
        if let (Some(column), Some(cell)) = (columns.get_mut(at), header.get(at)) {
            *column = Some(key);
            cell.entry.into_iter().for_each(|entry| ledger.by(entry, Rule::only(key.key())));
        }
        return;
    }
}

/// The columns, each at most once: a second one that would hold the same is reported. Descriptions are joined.
fn once(mut columns: Vec<Option<Column>>, header: &[Cell], diagnostics: &mut Diagnostics) -> Vec<Option<Column>> {
    let mut firsts: Vec<(Column, usize)> = Vec::new();
    for (at, column) in columns.iter_mut().enumerate() {
        let Some(kind) = column.filter(|column| *column != Column::Description) else { continue };
        let Some((_, first)) = firsts.iter().find(|(known, _)| *known == kind) else {
            firsts.push((kind, at));
            continue;
        };
        if let (Some(first), Some(cell)) = (header.get(*first), header.get(at)) {
            let (second, first) = (&cell.text, &first.text);
            diagnostics.push(messages::same_column((&second.text, second.span), (&first.text, first.span)));
            *column = None;
        }
    }
    columns
}

fn read_row(row: Row, columns: &[Option<Column>], (key, kind): (Column, TableKind), ledger: &mut Ledger) -> RawRow {
    ledger.used(row.entry, "row");
    let empty = Inline::empty(row.span);
    let mut read = RawRow::new(empty, row.span);
    let mut notes = Vec::new();
    for (cell, column) in row.cells.into_iter().zip(columns) {
        match column {
            Some(column) => {
                settle(&cell, ledger, "cell");
                cell.entry.into_iter().for_each(|entry| ledger.by(entry, Rule::only(column.key())));
            }
            None => {
                if let Some(entry) = cell.entry {
                    ledger.reported(entry, Code::UnknownColumn);
                }
            }
        }
        notes.extend(cell.notes);
        // What means nothing for such rows is kept as words.
        let fields = kind == TableKind::Fields;
        match column {
            Some(column) if *column == key => read.key = cell.text,
            Some(Column::Type) if fields || kind == TableKind::Items => read.ty = Some(Box::new(cell.text)),
            Some(Column::Default) if fields => read.default = Some(Box::new(cell.text)),
            Some(Column::Presence) if fields => read.presence = Some(Box::new(cell.text)),
            Some(Column::Optional) if fields => read.optional = Some(Box::new(cell.text)),
            Some(Column::Location) if fields => read.location = Some(Box::new(cell.text)),
            Some(Column::Example) if fields => read.example = Some(Box::new(cell.text)),
            Some(Column::Type) if kind == TableKind::Values => {
                read.description.push(cell.text.clone());
                read.ty = Some(Box::new(cell.text));
            }
            Some(Column::Name) if kind == TableKind::Values => {
                read.description.push(cell.text.clone());
                read.owner = Some(Box::new(cell.text));
            }
            Some(_) => read.description.push(cell.text),
            None => {}
        }
    }
    read.description.extend(notes);
    read
}

/// A row for each of the values in the row's cell.
fn several(row: &RawRow, separator: &Pattern) -> Vec<RawRow> {
    let mut rows = Vec::new();
    let mut from = 0;
    let ends = separator.find_iter(&row.key.text).map(|found| found.range());
    for end in ends.chain(std::iter::once(row.key.text.len()..row.key.text.len())) {
        rows.push(RawRow { key: row.key.part(from..end.start), ..row.clone() });
        from = end.end;
    }
    rows
}

fn settle(cell: &Cell, ledger: &mut Ledger, what: &'static str) {
    if let Some(entry) = cell.entry {
        ledger.used(entry, what);
    }
}

/// A table as Markdown, for the documentation.
pub fn markdown(table: &Table) -> String {
    let line = |cells: &[Cell]| {
        let cells: Vec<_> = cells.iter().map(|cell| cell.text.source.as_str()).collect();
        format!("| {} |", cells.join(" | "))
    };
    let rule = format!("|{}", " --- |".repeat(table.header.len()));
    let rows = table.rows.iter().map(|row| line(&row.cells));
    [line(&table.header), rule].into_iter().chain(rows).collect::<Vec<_>>().join("\n")
}

/// A cell of the column `at` with its header, as words.
pub fn cell_words(table: &Table, at: usize, cell: &Cell) -> String {
    let header = table.header.get(at).map_or("", |header| header.text.source.as_str());
    match (header, cell.text.source.as_str()) {
        (_, "") => String::new(),
        ("", words) => words.to_owned(),
        (header, words) => format!("{header}: {words}"),
    }
}

/// Settles every cell of a table that is used as a whole.
pub fn use_whole(table: &Table, ledger: &mut Ledger, what: &'static str) {
    let rows = table.rows.iter().inspect(|row| ledger.used(row.entry, what)).flat_map(|row| &row.cells);
    let cells: Vec<_> = table.header.iter().chain(rows).collect();
    for cell in cells {
        settle(cell, ledger, what);
    }
}

fn report_unknown(table: &Table, span: Span, ledger: &mut Ledger, diagnostics: &mut Diagnostics) {
    let header: Vec<_> = table.header.iter().map(|cell| cell.text.text.trim()).collect();
    diagnostics.push(messages::unknown_rows(&header, span));
    report(table, ledger);
}

/// Settles every cell of a table that a diagnostic speaks of.
pub fn report(table: &Table, ledger: &mut Ledger) {
    for row in &table.rows {
        ledger.reported(row.entry, Code::UnknownTable);
    }
    let rows = table.rows.iter().flat_map(|row| &row.cells);
    for entry in table.header.iter().chain(rows).filter_map(|cell| cell.entry) {
        ledger.reported(entry, Code::UnknownTable);
    }
}
