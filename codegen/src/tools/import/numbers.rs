//! Line numbers: before the text of every line, on a line of their own before each line, or all on top.

use super::change::Rule;
use super::edits::Edits;
use super::page::{FEWEST, Line};

/// Takes out line numbers, where every line has its own.
pub fn strip<'a>(lines: Vec<Line<'a>>, edits: &mut Edits<'a>) -> Vec<Line<'a>> {
    if let Some(kept) = before(&lines, edits) {
        return kept;
    }
    if let Some(kept) = on_top(&lines, edits) {
        return kept;
    }
    between(&lines, edits).unwrap_or(lines)
}

/// What stands between a number and the text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Separator {
    Tab,
    Mark(char),
    Blanks,
}

/// The number that a line begins with, what separates it from the text, and where the text begins.
fn numbered(text: &str) -> Option<(u64, Option<Separator>, usize)> {
    let body = text.trim_start_matches(' ');
    let indent = text.len() - body.len();
    let digits = body.len() - body.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let number = body.get(..digits)?.parse().ok()?;
    let (at, rest) = (indent + digits, body.get(digits..)?);
    let marked = rest.trim_start_matches(' ');
    let blanks = rest.len() - marked.len();
    Some(match marked.chars().next() {
        None => (number, None, text.len()),
        Some('\t') => (number, Some(Separator::Tab), at + blanks + 1),
        Some(mark @ ('|' | '│' | '┃' | ':')) => {
            let after = at + blanks + mark.len_utf8();
            let blank = usize::from(text.get(after..).is_some_and(|rest| rest.starts_with(' ')));
            (number, Some(Separator::Mark(mark)), after + blank)
        }
        Some(_) if blanks > 0 => (number, Some(Separator::Blanks), at + blanks),
        Some(_) => return None,
    })
}

/// `12 | text`, `12: text`, tabs or blanks: each line has the number after that of the line before.
fn before<'a>(lines: &[Line<'a>], edits: &mut Edits<'a>) -> Option<Vec<Line<'a>>> {
    let count = lines.len() - lines.iter().rev().take_while(|line| line.text.trim().is_empty()).count();
    let found: Vec<_> = lines.iter().take(count).map(|line| numbered(line.text)).collect::<Option<_>>()?;
    let first = found.first()?.0;
    let in_order = found.iter().zip(first..).all(|((number, ..), expected)| *number == expected);
    let mut separators = found.iter().filter_map(|(_, separator, _)| *separator);
    let separator = separators.next()?;
    if found.len() < FEWEST || !in_order || separators.any(|other| other != separator) {
        return None;
    }
    let pairs = || lines.iter().zip(&found);
    // Blanks beyond those that all lines have are the document's indentation.
    let blanks = |line: &Line<'_>, at: usize| {
        let before = line.text.get(..at).unwrap_or_default();
        before.len() - before.trim_end_matches(' ').len()
    };
    let fewest = pairs().filter(|(_, found)| found.1.is_some()).map(|(line, found)| blanks(line, found.2)).min();
    let mut kept: Vec<_> = pairs()
        .map(|(line, (_, own, at))| {
            let extra = match own {
                Some(Separator::Blanks) => blanks(line, *at) - fewest.unwrap_or(0).min(blanks(line, *at)),
                _ => 0,
            };
            let start = line.start + at - extra;
            edits.remove(line.start..start, Rule::Gutter);
            Line { start, text: line.text.get(at - extra..).unwrap_or_default(), end: line.end }
        })
        .collect();
    kept.extend(lines.iter().skip(count));
    Some(kept)
}

/// All numbers first, then the text.
fn on_top<'a>(lines: &[Line<'a>], edits: &mut Edits<'a>) -> Option<Vec<Line<'a>>> {
    let numbers = lines.iter().zip(1_u64..).take_while(|(line, number)| is(line, *number)).count();
    let rest = lines.len() - numbers;
    if numbers < FEWEST || rest.abs_diff(numbers) > 2 {
        return None;
    }
    lines.iter().take(numbers).for_each(|line| edits.remove(line.start..line.end, Rule::Gutter));
    Some(lines.iter().skip(numbers).copied().collect())
}

/// A line with the number before each line; a line of the document that is blank has its number alone.
fn between<'a>(lines: &[Line<'a>], edits: &mut Edits<'a>) -> Option<Vec<Line<'a>>> {
    let mut kept: Vec<(Line<'a>, Option<Line<'a>>)> = Vec::new();
    let mut next = 1;
    for line in lines {
        if is(line, next) {
            kept.push((*line, None));
            next += 1;
        } else {
            // A second line under one number: these are no line numbers.
            let own = kept.last_mut().map(|(_, own)| own)?;
            if own.replace(*line).is_some() {
                return None;
            }
        }
    }
    if kept.len() < FEWEST || kept.iter().all(|(_, own)| own.is_none()) {
        return None;
    }
    let strip = |(number, own): (Line<'a>, Option<Line<'a>>)| {
        let own = own.unwrap_or(Line { start: number.start + number.text.len(), text: "", end: number.end });
        let end = if own.start < number.end { own.start } else { number.end };
        edits.remove(number.start..end, Rule::Gutter);
        own
    };
    Some(kept.into_iter().map(strip).collect())
}

fn is(line: &Line<'_>, number: u64) -> bool {
    line.text.trim().parse() == Ok(number)
}
