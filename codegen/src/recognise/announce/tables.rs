//! Announcements in tables: keys and values, or a row for each endpoint.

use super::build::{Above, announcement, struck};
use crate::dialect::{Dialect, EndpointForm, EndpointRule, Mark};
use crate::ledger::Ledger;
use crate::markdown::{Cell, Table, code};
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

/// Takes the rows out of a table of endpoints that a rule of the dialect leaves out, by their method, path and value. Whether the
/// whole table is to be left out, as one of the keys and values of one endpoint.
pub fn leave_out_rows(table: &mut Table, dialect: &Dialect, ledger: &mut Ledger) -> bool {
    if leaves_out(table, dialect, ledger) {
        return true;
    }
    let Some((rule, own)) = dialect.endpoint.iter().find_map(|rule| Some((rule, Columns::of(rule, table)?))) else {
        return false;
    };
    let read = [column(table, &rule.method_columns), own.path, own.selector];
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
    false
}

/// Whether a rule of the dialect leaves a table of the keys and values of one endpoint out.
fn leaves_out(table: &Table, dialect: &Dialect, ledger: &mut Ledger) -> bool {
    let rows = || std::iter::once(&table.header).chain(table.rows.iter().map(|row| &row.cells));
    let value = |keys: &[String]| {
        let is = |row: &&Vec<Cell>| row.first().is_some_and(|cell| keys.iter().any(|key| key == cell.text.text.trim()));
        rows().find(is).and_then(|row| row.get(1)).map(|cell| Text::of(&cell.text).value)
    };
    let call = |rule: &EndpointRule| {
        let path = value(&rule.path_keys)?;
        let method = value(&rule.method_keys).unwrap_or_default();
        Some(format!("{method} {path}").trim().to_owned())
    };
    let rules = dialect.endpoint.iter().filter(|rule| !rule.path_keys.is_empty());
    let rule = rules.filter_map(call).find_map(|call| section::ignored(&call, Mark::Row, dialect));
    let Some(rule) = rule else { return false };
    let cells = rows().flatten().filter_map(|cell| cell.entry);
    let entries: Vec<_> = table.rows.iter().map(|row| row.entry).chain(cells).collect();
    for entry in entries {
        ledger.leave_out(entry, rule);
    }
    true
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
        row.get(1).map(|cell| &cell.text)
    };
    let text = |keys: &[String]| value(keys).map(Text::of);
    let address = text(&rule.path_keys)?;
    let methods: Vec<_> = text(&rule.method_keys).map(|text| (text.value, text.span)).into_iter().collect();
    let mut announcement = announcement(rule, &address, &methods, span, above)?;
    announcement.title = text(&rule.title_keys).filter(|title| !title.value.is_empty());
    announcement.struck = value(&rule.path_keys).and_then(struck);
    for row in rows {
        let known = [&rule.path_keys, &rule.method_keys, &rule.title_keys].into_iter().any(|keys| is(row, keys));
        let described = is(row, &rule.description_keys);
        let rest = row.iter().skip(if known { 2 } else { usize::from(described) });
        let words: Vec<_> = rest.map(|cell| cell.text.source.as_str()).filter(|words| !words.is_empty()).collect();
        announcement.docs.push(&words.join(": "));
        if let Some((key, value)) = row.first().zip(row.get(1)).filter(|_| !known && !described) {
            announcement.said.push(value.text.headed(key.text.text.trim()));
        }
    }
    Some(announcement)
}

/// Where the address and the value of the selector of each endpoint stand in the rows of a table.
struct Columns {
    path: Option<usize>,
    selector: Option<usize>,
}

impl Columns {
    /// Those of a rule, where the table has them: the value can be all that tells the endpoints apart.
    fn of(rule: &EndpointRule, table: &Table) -> Option<Self> {
        let path = column(table, &rule.path_columns);
        let selector = column(table, &rule.selector_columns);
        let first = if rule.selector_columns.is_empty() { path } else { selector };
        first.is_some().then_some(Self { path, selector })
    }

    /// The column by which the table is one of endpoints.
    fn first(&self) -> Option<usize> {
        self.path.or(self.selector)
    }
}

/// The address that a row has, or what stands above it, or the rule.
fn address(rule: &EndpointRule, cell: Option<Text>, span: Span, above: &Above<'_>) -> Option<Text> {
    let below = || rule.prefix().map(|_| Text { value: String::new(), span });
    // Of rows that values tell apart the path is said once.
    let once = || {
        let heading = above.address(rule);
        heading.or_else(below).or_else(|| rule.path.clone().map(|value| Text { value, span }))
    };
    cell.or_else(|| if rule.selector_columns.is_empty() { below() } else { once() })
}

/// A table with a row for each endpoint.
fn by_rows(rule: &EndpointRule, table: &Table, above: &mut Above<'_>) -> Vec<Announcement> {
    let Some(own) = Columns::of(rule, table) else { return Vec::new() };
    let columns = [&rule.method_columns, &rule.title_columns, &rule.group_columns, &rule.description_columns];
    let [method, title, group, described] = columns.map(|names| column(table, names));
    let mut found = Vec::new();
    for row in &table.rows {
        let cell = |at: usize| row.cells.get(at).map(|cell| Text::of(&cell.text)).filter(|text| !text.value.is_empty());
        if row.cells.iter().all(|cell| cell.text.is_empty()) {
            continue;
        }
        let Some(address) = address(rule, own.path.and_then(cell), row.span, above) else {
            above.diagnostics.push(messages::no_path_in_row(row.span));
            continue;
        };
        let selector = own.selector.and_then(cell);
        if own.selector.is_some() && selector.is_none() {
            above.diagnostics.push(messages::no_selector_in_row(row.span));
            continue;
        }
        let methods: Vec<_> = method.and_then(cell).map(|text| (text.value, text.span)).into_iter().collect();
        let Some(mut announcement) = announcement(rule, &address, &methods, row.span, above) else { continue };
        // What a value tells apart is called by it where no column says more.
        let by_value = || selector.clone().map(|text| Text { value: code::unquoted(&text.value).to_owned(), ..text });
        announcement.title = title.map_or_else(by_value, cell);
        announcement.selector = selector;
        announcement.struck = own.first().and_then(|at| row.cells.get(at)).and_then(|cell| struck(&cell.text));
        announcement.group = group.and_then(cell);
        let read = |at: usize| [own.path, own.selector, method, title, group].contains(&Some(at));
        for (at, cell) in row.cells.iter().enumerate().filter(|(at, _)| !read(*at)) {
            if described == Some(at) {
                announcement.docs.push(&cell.text.source);
                continue;
            }
            announcement.docs.push(&table::cell_words(table, at, cell));
            let header = table.header.get(at).map_or("", |header| header.text.text.trim());
            announcement.said.push(cell.text.headed(header));
        }
        found.push(announcement);
    }
    if method.is_none() && !found.is_empty() && !rule.method_columns.is_empty() && rule.methods.is_empty() {
        let header: Vec<_> = table.header.iter().map(|cell| cell.text.text.trim()).collect();
        if let Some(cell) = own.first().and_then(|at| table.header.get(at)) {
            above.diagnostics.push(messages::no_method_column(&header, &rule.method_columns, cell.text.span));
        }
    }
    found
}
