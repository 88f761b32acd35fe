//! Reading tables: rows of cells, and rows that do not fit their header.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::bars::count_cells;
use super::html::HtmlCell;
use super::inline::Inline;
use super::messages;
use super::reader::Reader;
use super::table::{Cell, Row, Table};
use crate::diagnostic::Code;
use crate::ledger::Construct;
use crate::source::Span;

/// Reads a table whose start has been taken from the events, its end included.
pub(super) fn read(reader: &mut Reader<'_>) -> Table {
    let mut table = Table { header: Vec::new(), rows: Vec::new() };
    while let Some((event, range)) = reader.events.next() {
        match event {
            Event::Start(Tag::TableHead) => table.header = cells(reader, &range, TagEnd::TableHead),
            Event::Start(Tag::TableRow) => {
                let row = row(reader, &range, table.header.len());
                table.rows.push(row);
            }
            Event::End(TagEnd::Table) => break,
            _ => {}
        }
    }
    table
}

/// Whether the lines of a paragraph have a header and its rule among them, as a table has. Without `|` at their beginning
/// such lines are no table where other words stand right above them.
pub(super) fn hides(source: &str) -> bool {
    let lines = source.lines().zip(source.lines().skip(1));
    let is_rule =
        |line: &str| line.contains('|') && line.contains("--") && line.chars().all(|letter| "|-: \t".contains(letter));
    lines.into_iter().any(|(header, rule)| header.contains('|') && is_rule(rule))
}

fn row(reader: &mut Reader<'_>, range: &Range<usize>, columns: usize) -> Row {
    let source = reader.cleaned.text.get(range.clone()).unwrap_or_default();
    let span = reader.cleaned.span(range.start..range.start + source.trim_end().len());
    let entry = reader.ledger.open(Construct::Row, span);
    let found = count_cells(source);
    let mut cells = cells(reader, range, TagEnd::TableRow);
    if found == columns {
        return Row { cells, span, entry };
    }
    let end = kept(source, columns);
    let beyond = source.get(end..).unwrap_or_default().trim().trim_matches('|').trim();
    if found > columns && (beyond.is_empty() || reader.cleaned.join_cells) {
        if let Some(last) = cells.last_mut().filter(|_| !beyond.is_empty()) {
            last.text.append(beyond);
            last.entry = last.entry.or_else(|| Some(reader.ledger.open(Construct::Cell, span)));
        }
        return Row { cells, span, entry };
    }
    reader.diagnostics.push(messages::ragged_row(found, columns, span));
    if found > columns {
        reader.ledger.reported(entry, Code::RaggedRow);
    }
    Row { cells, span, entry }
}

fn cells(reader: &mut Reader<'_>, row: &Range<usize>, end: TagEnd) -> Vec<Cell> {
    let mut cells = Vec::new();
    while let Some((event, range)) = reader.events.next() {
        match event {
            Event::Start(Tag::TableCell) => {
                let inside = range.start.min(row.end)..range.end.min(row.end);
                let text = reader.inline(&inside, TagEnd::TableCell);
                let entry = (!text.is_empty()).then(|| reader.ledger.open(Construct::Cell, text.span));
                cells.push(Cell { text, entry, notes: Vec::new() });
            }
            Event::End(tag) if tag == end => break,
            _ => {}
        }
    }
    cells
}

/// A table that is written in HTML; `start` is where the HTML begins in the clean text, and `span` all of it, for cells
/// whose place cannot be told.
pub(super) fn of_html(reader: &mut Reader<'_>, rows: Vec<Vec<HtmlCell>>, start: Option<usize>, span: Span) -> Table {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let mut cells = rows.into_iter().map(|row| {
        let place = |range: &Range<usize>, reader: &Reader<'_>| {
            start.map_or(span, |start| reader.cleaned.span(start + range.start..start + range.end))
        };
        let mut cells: Vec<Cell> = Vec::new();
        for cell in row {
            let text = Inline::plain(&cell.words, place(&cell.range, reader)).linked(cell.links);
            let entry = (!text.is_empty()).then(|| reader.ledger.open(Construct::Cell, text.span));
            cells.push(Cell { text, entry, notes: Vec::new() });
        }
        let last = cells.last().map_or(span, |cell| cell.text.span);
        cells.resize_with(columns, || Cell { text: Inline::empty(last), entry: None, notes: Vec::new() });
        cells
    });
    let header = cells.next().unwrap_or_default();
    let bodies: Vec<Vec<Cell>> = cells.collect();
    let rows = bodies.into_iter().map(|cells| {
        let place = cells.first().zip(cells.last()).map_or(span, |(first, last)| first.text.span.to(last.text.span));
        Row { cells, span: place, entry: reader.ledger.open(Construct::Row, place) }
    });
    Table { header, rows: rows.collect() }
}

/// How many bytes of the source of a row its first `columns` cells take.
fn kept(row: &str, columns: usize) -> usize {
    let first = usize::from(row.trim_start().starts_with('|'));
    let mut escaped = false;
    let mut pipes = row.char_indices().filter(|(_, letter)| {
        let pipe = *letter == '|' && !escaped;
        escaped = *letter == '\\' && !escaped;
        pipe
    });
    pipes.nth(columns + first - 1).map_or(row.len(), |(at, _)| at)
}
