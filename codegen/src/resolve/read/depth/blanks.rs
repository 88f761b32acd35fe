//! Blanks before names: what shows depth in a table, and is no step of it.

use crate::dialect::Dialect;
use crate::recognise::raw::RawRow;
use crate::recognise::rows::marks;
use crate::resolve::context::Context;
use crate::resolve::read::messages;

/// The blanks before the names of one table that no step takes.
pub(super) struct Blanks {
    /// What one step would be: the fewest of them, as a pattern.
    step: Option<String>,
}

impl Blanks {
    pub(super) fn of(rows: &[RawRow], dialect: &Dialect) -> Self {
        let runs = rows.iter().filter_map(|row| untaken(row, dialect));
        let least = runs.min_by_key(|run| run.chars().count());
        Self { step: least.map(|run| pattern(&run)) }
    }

    /// Reports a row whose name begins with such blanks.
    pub(super) fn report(&self, row: &RawRow, context: &mut Context<'_>) {
        let (Some(step), Some(_)) = (&self.step, untaken(row, context.dialect)) else { return };
        let known = context.dialect.names.step.as_ref().map(|known| known.regex().as_str());
        context.report(messages::leading_blanks(row.key.text.trim(), known, step, row.key.span));
    }
}

/// The blanks before a name that are no step. Behind marks that are steps they only set the name apart.
fn untaken(row: &RawRow, dialect: &Dialect) -> Option<String> {
    let (taken, rest) = row.key.text.split_at_checked(marks(row, dialect).0)?;
    leading(rest).filter(|_| taken.trim().is_empty()).map(str::to_owned)
}

/// The blanks with which a cell begins, where Markdown keeps them.
fn leading(words: &str) -> Option<&str> {
    let end = words.find(|letter: char| !letter.is_whitespace()).unwrap_or(words.len());
    let run = words.get(..end)?;
    run.contains(|letter: char| !letter.is_ascii()).then_some(run)
}

/// A pattern for a run of blanks at the begin of a name.
fn pattern(run: &str) -> String {
    let mut parts: Vec<(char, usize)> = Vec::new();
    for letter in run.chars() {
        match parts.last_mut() {
            Some((known, count)) if *known == letter => *count += 1,
            _ => parts.push((letter, 1)),
        }
    }
    let part = |(letter, count): (char, usize)| match count {
        1 => format!(r"\x{{{:x}}}", u32::from(letter)),
        _ => format!(r"\x{{{:x}}}{{{count}}}", u32::from(letter)),
    };
    format!("^{}", parts.into_iter().map(part).collect::<String>())
}
