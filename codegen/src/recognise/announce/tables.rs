//! Announcements in tables: keys and values, or a row for each endpoint.

use super::build::{Above, announcement};
use crate::dialect::{Dialect, EndpointForm, EndpointRule, Mark};
use crate::ledger::Ledger;
use crate::markdown::{Cell, Table};
use crate::recognise::raw::{Announcement, Text};
use crate::recognise::{messages, section, table};
use crate::source::Span;

/// What a table announces.
pub(super) fn announcements<'r>(
    rules: impl Iterator<Item = &'r EndpointRule>,
    table: &Table,
    span: Span,
    above: &mut Above<'_>,
) -> Vec<Announcement> {
    let mut found = Vec::new();
    for rule in rules.filter(|rule| rule.form == EndpointForm::Table) {
        if rule.path_keys.is_empty() {
            found.extend(by_rows(rule, table, above));
        } else {
            found.extend(by_keys(rule, table, span, above));
        }
        if !found.is_empty() {
            break;
        }
    }
    found
}

/// Takes the rows out of a table of endpoints that a rule of the dialect leaves out, by their method and path.
pub fn leave_out_rows(table: &mut Table, dialect: &Dialect, ledger: &mut Ledger) {
    let Some(rule) = dialect.endpoint.iter().find(|rule| column(table, &rule.path_columns).is_some()) else { return };
    let read = [&rule.method_columns, &rule.path_columns].map(|names| column(table, names));
    table.rows.retain(|row| {
        let cells = read.iter().flatten().filter_map(|at| row.cells.get(*at));
        let words: Vec<_> = cells.map(|cell| Text::of(&cell.text).value).filter(|words| !words.is_empty()).collect();
        let rule = section::ignored(&words.join(" "), Mark::Row, dialect);
        if let Some(rule) = rule {
            let cells = row.cells.iter().filter_map(|cell| cell.entry);
            std::iter::once(row.entry).chain(cells).for_each(|entry| ledger.leave_out(entry, rule));
        }
        rule.is_none()
    });
}

/// Where the column of one of these headers is.
fn column(table: &Table, names: &[String]) -> Option<usize> {
    table.header.iter().position(|cell| names.iter().any(|name| name == cell.text.text.trim()))
}

/// A table of keys and values announces one endpoint. Its header may be the first pair.
fn by_keys(rule: &EndpointRule, table: &Table, span: Span, above: &mut Above<'_>) -> Option<Announcement> {
    let rows = std::iter::once(&table.header).chain(table.rows.iter().map(|row| &row.cells));
    let rows: Vec<_> = rows.collect();
    let is = |row: &[Cell], keys: &[String]| {
        row.first().is_some_and(|cell| keys.iter().any(|key| key == cell.text.text.trim()))
    };
    let value = |keys: &[String]| {
        let row = rows.iter().find(|row| is(row, keys))?;
        row.get(1).map(|cell| Text::of(&cell.text))
    };
    let address = value(&rule.path_keys)?;
    let methods: Vec<_> = value(&rule.method_keys).map(|text| (text.value, text.span)).into_iter().collect();
    let mut announcement = announcement(rule, &address, &methods, span, above)?;
    for row in rows {
        let known = is(row, &rule.path_keys) || is(row, &rule.method_keys);
        let rest = row.iter().skip(if known { 2 } else { 0 });
        let words: Vec<_> = rest.map(|cell| cell.text.source.as_str()).filter(|words| !words.is_empty()).collect();
        announcement.docs.push(&words.join(": "));
    }
    Some(announcement)
}

/// A table with a row for each endpoint.
fn by_rows(rule: &EndpointRule, table: &Table, above: &mut Above<'_>) -> Vec<Announcement> {
    let Some(path) = column(table, &rule.path_columns) else { return Vec::new() };
    let [method, title, group] =
        [&rule.method_columns, &rule.title_columns, &rule.group_columns].map(|names| column(table, names));
    let mut found = Vec::new();
    for row in &table.rows {
        let cell = |at: usize| row.cells.get(at).map(|cell| Text::of(&cell.text)).filter(|text| !text.value.is_empty());
        let Some(address) = cell(path) else {
            above.diagnostics.push(messages::no_path_in_row(row.span));
            continue;
        };
        let methods: Vec<_> = method.and_then(cell).map(|text| (text.value, text.span)).into_iter().collect();
        let Some(mut announcement) = announcement(rule, &address, &methods, row.span, above) else { continue };
        announcement.title = title.and_then(cell);
        announcement.group = group.and_then(cell);
        let read = |at: usize| at == path || [method, title, group].contains(&Some(at));
        for (at, cell) in row.cells.iter().enumerate().filter(|(at, _)| !read(*at)) {
            announcement.docs.push(&table::cell_words(table, at, cell));
        }
        found.push(announcement);
    }
    if method.is_none() && !found.is_empty() && !rule.method_columns.is_empty() && rule.methods.is_empty() {
        let header: Vec<_> = table.header.iter().map(|cell| cell.text.text.trim()).collect();
        if let Some(cell) = table.header.get(path) {
            above.diagnostics.push(messages::no_method_column(&header, &rule.method_columns, cell.text.span));
        }
    }
    found
}
