//! Rows of tables and of lists: how deep they are, and those that a rule leaves out.

use super::raw::RawRow;
use super::section;
use crate::dialect::{Dialect, Mark};
use crate::ledger::Rule;
use crate::markdown::Inline;

/// A row without the marks of its depth, and how deep it is.
pub fn steps(row: RawRow, dialect: &Dialect) -> (RawRow, usize) {
    let (at, depth) = marks(&row, dialect);
    let key = if at == 0 { row.key } else { row.key.part(at..row.key.text.len()) };
    (RawRow { key, ..row }, depth)
}

/// Where the name of a row begins behind the marks of its depth, and how deep it is.
pub fn marks(row: &RawRow, dialect: &Dialect) -> (usize, usize) {
    let Some(step) = &dialect.names.step else { return (0, row.depth) };
    let (mut at, mut depth) = (0, row.depth);
    while let Some(found) = row.key.text.get(at..).and_then(|rest| step.find(rest)) {
        if found.start() != 0 || found.is_empty() {
            break;
        }
        at += found.end();
        depth += 1;
    }
    (at, depth)
}

/// What a row is called in messages: its name, or the HTML of which no words are left.
fn words(key: &Inline) -> &str {
    if key.is_empty() { key.source.trim() } else { &key.text }
}

/// Which rows of a table a rule leaves out: those that it names, with the rows below them.
pub struct LeftOut<'d> {
    dialect: &'d Dialect,
    /// The row that was left out last, as long as rows below it follow.
    above: Option<(usize, Rule)>,
}

impl<'d> LeftOut<'d> {
    /// For the rows of one table.
    pub fn new(dialect: &'d Dialect) -> Self {
        Self { dialect, above: None }
    }

    /// The rule that leaves out the row that comes next.
    pub fn rule(&mut self, row: &RawRow) -> Option<Rule> {
        if self.dialect.ignore.iter().all(|rule| rule.mark != Mark::Row) {
            return None;
        }
        let (at, depth) = marks(row, self.dialect);
        let below = self.above.filter(|(above, _)| depth > *above);
        self.above = below.or_else(|| {
            let behind = (at > 0).then(|| row.key.part(at..row.key.text.len()));
            let rule = section::ignored(words(behind.as_ref().unwrap_or(&row.key)), Mark::Row, self.dialect)?;
            Some((depth, rule))
        });
        self.above.map(|(_, rule)| rule)
    }
}
