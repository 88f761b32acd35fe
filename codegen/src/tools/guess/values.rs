//! Sets of values that descriptions list.

use super::pattern::{proposed, toml};
use super::rule::Rule;
use super::survey::{Survey, What};
use super::tables::Tables;
use super::words::WORDS;

/// How many values make a set.
const FEWEST: usize = 2;

/// The rules for sets of values in the descriptions of fields; each counts what those before it leave.
pub fn values(survey: &Survey, tables: &Tables) -> Vec<Rule> {
    let mut left = descriptions(survey, tables);
    let mut rules = Vec::new();
    for words in &WORDS.values {
        let when = words.when.as_deref().map(proposed);
        let Some(each) = proposed(&words.each).filter(|_| when.as_ref().is_none_or(Option::is_some)) else { continue };
        let when = when.flatten();
        let lists = |text: &str| {
            let part = match &when {
                Some(when) => when.captures(text).and_then(|found| found.name("list")).map_or("", |list| list.as_str()),
                None => text,
            };
            each.find_iter(part).count() >= FEWEST
        };
        let (found, rest): (Vec<_>, Vec<_>) = left.into_iter().partition(|(_, text)| lists(text));
        left = rest;
        // What no word says to be values may be anything once.
        let fewest = if when.is_some() { 1 } else { FEWEST };
        let Some((first, _)) = found.first().filter(|_| found.len() >= fewest) else { continue };
        let mut lines = vec!["[[values]]".to_owned()];
        lines.extend(words.when.as_ref().map(|when| format!("when = {}", toml(when))));
        lines.push(format!("each = {}", toml(&words.each)));
        rules.push(Rule::new(lines, found.len(), *first));
    }
    rules
}

/// The cells of tables of fields, and the items of lists that stand for rows, each with the number of its piece.
fn descriptions<'s>(survey: &'s Survey, tables: &Tables) -> Vec<(usize, &'s str)> {
    let mut found = Vec::new();
    for (at, piece) in survey.pieces.iter().enumerate() {
        match &piece.what {
            What::Table(table) if tables.fields.contains(&at) => {
                let cells = table.rows.iter().flat_map(|row| row.cells.iter().skip(1));
                found.extend(cells.map(|cell| (at, cell.text.text.trim())));
            }
            What::Text(_, text) if tables.bullets.contains(&at) => found.push((at, text.text.trim())),
            _ => {}
        }
    }
    found
}
