//! Tables that announce: of keys and values, or with a row for each endpoint.

use std::collections::{BTreeMap, BTreeSet};

use super::announced::Announced;
use super::pattern::{any_of, list, literal, toml};
use super::rule::Rule;
use super::shape;
use super::survey::{Survey, What};
use super::under::{headings, often};
use super::words::{self, WORDS, is_method_label, plain};
use crate::markdown::{Cell, Table};

/// The paths that tables announce with a method.
pub fn calls(survey: &Survey) -> BTreeSet<String> {
    let mut found = Announced::default();
    tables(survey, &mut found);
    found.calls.into_iter().filter(|(method, _)| method.is_some()).map(|(_, path)| path).collect()
}

/// Adds what tables announce.
pub fn tables(survey: &Survey, found: &mut Announced) {
    let tables = || {
        survey.pieces.iter().enumerate().filter_map(|(at, piece)| match &piece.what {
            What::Table(table) => Some((at, table)),
            _ => None,
        })
    };
    let mut keys: (BTreeSet<String>, BTreeSet<String>, Vec<usize>) = Default::default();
    let mut split = None;
    let mut columns: BTreeMap<String, Columns> = BTreeMap::new();
    for (at, table) in tables() {
        if let Some((path, method, call)) = by_keys(table) {
            let mut rows = std::iter::once(&table.header).chain(table.rows.iter().map(|row| &row.cells));
            let several = rows.find_map(|row| separator(text(row.get(1)?)));
            split = split.or_else(|| several.map(str::to_owned));
            keys.0.insert(path);
            keys.1.extend(method);
            keys.2.push(at);
            found.calls.push(call);
        } else if let Some((path, method, calls)) = by_rows(table) {
            let entry = columns.entry(path).or_default();
            entry.methods.extend(method);
            entry.tables.push(at);
            entry.calls.extend(calls);
        }
    }
    index(&mut columns, found);
    let row = |names: &BTreeSet<String>| list(names.iter().map(String::as_str));
    if let Some(first) = keys.2.first().copied() {
        let mut lines = begin(&keys.2, survey, found);
        lines.push(format!("path_keys = {}", row(&keys.0)));
        if !keys.1.is_empty() {
            lines.push(format!("method_keys = {}", row(&keys.1)));
        }
        lines.extend(split.map(|words| format!("split = {}", toml(&literal(&words)))));
        found.rules.push(Rule::new(lines, keys.2.len(), first));
        found.pieces.extend(&keys.2);
    }
    for (path, Columns { methods, tables, calls }) in columns {
        let Some(first) = tables.first().copied() else { continue };
        let mut lines =
            if calls.len() == tables.len() { begin(&tables, survey, found) } else { BEGIN.map(str::to_owned).to_vec() };
        lines.push(format!("path_columns = {}", list([path.as_str()])));
        if !methods.is_empty() {
            lines.push(format!("method_columns = {}", row(&methods)));
        }
        let mut rule = Rule::new(lines, calls.len(), first);
        "in rows of tables".clone_into(&mut rule.note);
        found.rules.push(rule);
        found.pieces.extend(&tables);
        found.calls.extend(calls);
    }
}

const BEGIN: [&str; 2] = ["[[endpoint]]", "in = \"table\""];

/// The begin of the rule of tables that announce one endpoint each: what it is, and under which headings they stand.
fn begin(tables: &[usize], survey: &Survey, found: &mut Announced) -> Vec<String> {
    let mut lines = BEGIN.map(str::to_owned).to_vec();
    let headings = headings(tables, survey);
    let often = often(tables, &headings, survey, found);
    let common: usize = often.iter().filter_map(|words| headings.get(words)).sum();
    if common > 0 && common == tables.len() {
        lines.push(format!("under = {}", toml(&any_of(often.iter().map(String::as_str)))));
        found.under.extend(often);
    }
    lines
}

/// Tables with a row for each endpoint, by the header above the paths.
#[derive(Default)]
struct Columns {
    methods: BTreeSet<String>,
    tables: Vec<usize>,
    calls: Vec<Call>,
}

/// Leaves out tables that are an index: without methods, of paths that something else announces.
fn index(columns: &mut BTreeMap<String, Columns>, found: &mut Announced) {
    let calls = columns.values().filter(|one| !one.methods.is_empty()).flat_map(|one| &one.calls);
    let known: BTreeSet<String> = calls.chain(&found.calls).map(|(_, path)| path.clone()).collect();
    let is_known =
        |one: &Columns| one.calls.iter().filter(|(_, path)| known.contains(path)).count() * 2 > one.calls.len();
    let is_index = |one: &Columns| one.methods.is_empty() && is_known(one);
    for (header, one) in columns.iter().filter(|(_, one)| is_index(one)) {
        found.indexes.extend(one.tables.iter().map(|at| (header.clone(), *at)));
    }
    columns.retain(|_, one| !is_index(one));
}

type Call = (Option<String>, String);

fn by_keys(table: &Table) -> Option<(String, Option<String>, Call)> {
    if table.header.len() != 2 {
        return None;
    }
    let rows = std::iter::once(&table.header).chain(table.rows.iter().map(|row| &row.cells));
    let rows: Vec<(&str, &str)> = rows.filter_map(|row| Some((text(row.first()?), text(row.get(1)?)))).collect();
    let is_address = |key: &str| {
        let words = words::list(&WORDS.announcements, "address");
        words.contains(&plain(key)) || words::mentions(key, words) && key.chars().count() <= 16
    };
    let (key, path) = rows.iter().find(|(key, value)| is_address(key) && is_path(value))?;
    let method = rows.iter().find(|(key, _)| is_method_label(key));
    let method = method.or_else(|| rows.iter().find(|(_, value)| is_method(value)));
    let call = (method.map(|(_, value)| (*value).to_owned()), path_of(path).to_owned());
    Some(((*key).to_owned(), method.map(|(key, _)| (*key).to_owned()), call))
}

fn by_rows(table: &Table) -> Option<(String, Option<String>, Vec<Call>)> {
    let column = |fits: fn(&str) -> bool| {
        (0..table.header.len()).find(|at| {
            let cells =
                || table.rows.iter().filter_map(|row| row.cells.get(*at)).map(text).filter(|cell| !cell.is_empty());
            let (all, good) = (cells().count(), cells().filter(|cell| fits(cell)).count());
            all >= 1 && good == all && all * 2 > table.rows.len()
        })
    };
    let (path, method) = (column(is_path)?, column(is_method));
    let header = |at: usize| table.header.get(at).map(text).filter(|words| !words.is_empty()).map(str::to_owned);
    let known = words::mentions(&header(path)?, words::list(&WORDS.announcements, "address"));
    if method.is_none() && !known {
        return None;
    }
    let cell = |row: &crate::markdown::Row, at: usize| row.cells.get(at).map(text).unwrap_or_default().to_owned();
    let calls = table.rows.iter().filter(|row| !cell(row, path).is_empty());
    let calls = calls.map(|row| (method.map(|at| cell(row, at)), path_of(&cell(row, path)).to_owned()));
    Some((header(path)?, method.and_then(header), calls.collect()))
}

fn text(cell: &Cell) -> &str {
    cell.text.text.trim()
}

fn path_of(cell: &str) -> &str {
    let cell = if separator(cell).is_some() { cell.split('`').nth(1).unwrap_or_default() } else { cell };
    let cell = cell.trim_matches('`').trim();
    let Some((_, rest)) = cell.split_once("://") else { return cell };
    rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/")
}

/// What separates the paths of a cell that has several, each in a code span.
fn separator(cell: &str) -> Option<&str> {
    let parts: Vec<&str> = cell.trim().split('`').collect();
    let spans = parts.iter().skip(1).step_by(2).all(|path| path.starts_with('/'));
    let between = parts.get(2)?;
    (parts.len() == 5 && spans && shape::joins(between)).then_some(*between)
}

fn is_path(cell: &str) -> bool {
    let cell = if separator(cell).is_some() { cell.split('`').nth(1).unwrap_or_default() } else { cell };
    let cell = cell.trim_matches('`').trim();
    (cell.starts_with('/') || cell.starts_with("http://") || cell.starts_with("https://"))
        && cell.chars().all(|c| c.is_ascii_graphic())
        && cell.chars().any(char::is_alphanumeric)
        && !shape::is_page(cell)
}

fn is_method(cell: &str) -> bool {
    let mut words = cell.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty()).peekable();
    words.peek().is_some() && words.all(|word| crate::ir::Method::parse(word).is_some())
}
