//! Lists whose items stand for rows of a table.

use std::collections::BTreeSet;

use regex::Regex;

use super::pattern::toml;
use super::rule::Rule;
use super::survey::{Marked, Survey};
use super::tables::Tables;
use super::words::{self, WORDS};
use crate::dialect::ascii;

/// How many items of one form are rows. One may be a sentence.
const FEWEST: usize = 2;

/// The rules for items that stand for rows. Their types and presences are added to the cells of `tables`.
pub fn bullets(survey: &Survey, tables: &mut Tables) -> Vec<Rule> {
    let mut rules = Vec::new();
    let mut taken = BTreeSet::new();
    for pattern in &WORDS.bullets {
        let Ok(rule) = Regex::new(&ascii(pattern)) else { continue };
        let (mut found, mut types, mut presences, mut unsaid) = (Vec::new(), Vec::new(), Vec::new(), 0);
        for (at, piece) in survey.pieces.iter().enumerate().filter(|(at, piece)| piece.listed && !taken.contains(at)) {
            let Some((Marked::Line, text)) = piece.line() else { continue };
            let Some(groups) = rule.captures(text) else { continue };
            let group = |name| groups.name(name).map(|group| group.as_str().trim().to_owned());
            found.push(at);
            types.extend(group("type"));
            match group("presence") {
                Some(words) => presences.push(words),
                None => unsaid += 1,
            }
        }
        let known = types.iter().filter(|words| words::find(&WORDS.types, words).is_some()).count();
        let Some(first) = found.first().copied().filter(|_| found.len() >= FEWEST && known * 2 >= types.len().max(1))
        else {
            continue;
        };
        let lines = vec!["[[bullet]]".to_owned(), format!("pattern = {}", toml(pattern))];
        rules.push(Rule::new(lines, found.len(), first));
        tables.cells.entry("type").or_default().extend(types);
        if !presences.is_empty() {
            tables.unsaid_presence += unsaid;
        }
        tables.cells.entry("presence").or_default().extend(presences);
        taken.extend(found);
    }
    tables.bullets = taken;
    rules
}
