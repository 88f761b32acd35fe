//! Tables: pipes and dashes of another width, where they stand for those of a table.

use super::blanks::plain_space;
use super::change::Rule;
use super::edits::Edits;
use super::fences::{self, Within};
use super::page::Line;
use super::spans;

/// Makes the pipes of tables plain. A table is a line of dashes below a line with as many cells; its rows go on to the
/// next blank line. A wide pipe in a code span, or in a row that has its cells without it, is content.
pub fn pipes<'a>(lines: &[Line<'a>], edits: &mut Edits<'a>) {
    let code: Vec<bool> = fences::places(lines).into_iter().map(|place| place != Within::Text).collect();
    let mut at = 1;
    while at < lines.len() {
        let columns = columns(lines, &code, at);
        let Some(columns) = columns else {
            at += 1;
            continue;
        };
        if let Some(line) = lines.get(at - 1) {
            row(line, columns, edits);
        }
        if let Some(line) = lines.get(at) {
            dashes(line, edits);
            row(line, columns, edits);
        }
        at += 1;
        while let Some(line) = lines.get(at).filter(|line| !line.text.trim().is_empty()) {
            if code.get(at) == Some(&true) {
                break;
            }
            row(line, columns, edits);
            at += 1;
        }
    }
}

/// How many columns the table has whose line of dashes is the line `at`.
fn columns(lines: &[Line<'_>], code: &[bool], at: usize) -> Option<usize> {
    if code.get(at) != Some(&false) || code.get(at - 1) != Some(&false) {
        return None;
    }
    let (header, rule) = (lines.get(at - 1)?, lines.get(at)?);
    let plain: String = rule.text.chars().map(|c| plain_dash(plain_pipe(plain_space(c)))).collect();
    let cells = plain.trim().trim_start_matches('|').trim_end_matches('|').split('|');
    let is_dashes = |cell: &str| {
        let dashes = cell.trim().trim_start_matches(':').trim_end_matches(':');
        !dashes.is_empty() && dashes.chars().all(|c| c == '-')
    };
    let count = cells.clone().count();
    let has_pipe = plain.contains('|');
    let fits = [true, false].into_iter().any(|wide| cells_of(header.text, wide) == count);
    (has_pipe && fits && cells.into_iter().all(is_dashes)).then_some(count)
}

/// Makes the wide pipes of a row plain, where it needs them to have its cells.
fn row<'a>(line: &Line<'a>, columns: usize, edits: &mut Edits<'a>) {
    let begins_wide = line.text.trim_start().starts_with(is_wide);
    let needed = cells_of(line.text, true) == columns && cells_of(line.text, false) != columns;
    if !needed && !begins_wide {
        return;
    }
    for (at, c, code) in letters(line.text) {
        if is_wide(c) && !code {
            edits.replace(line.start + at..line.start + at + c.len_utf8(), "|", Rule::Pipe);
        }
    }
}

/// Makes the dashes below a header plain: as many as there are, and at least three.
fn dashes<'a>(line: &Line<'a>, edits: &mut Edits<'a>) {
    let mut run: Option<(usize, usize, usize, bool)> = None;
    let end = [(line.text.len(), '\0')];
    for (at, c) in line.text.char_indices().chain(end) {
        if plain_dash(c) == '-' {
            let (start, _, count, wide) = run.unwrap_or((at, at, 0, false));
            run = Some((start, at + c.len_utf8(), count + 1, wide || c != '-'));
        } else if let Some((start, end, count, wide)) = run.take()
            && wide
        {
            edits.replace(line.start + start..line.start + end, "-".repeat(count.max(3)), Rule::Dashes);
        }
    }
}

/// How many cells a row has, with wide pipes or without.
fn cells_of(text: &str, wide: bool) -> usize {
    let is_pipe = |c: char| c == '|' || wide && is_wide(c);
    let trimmed = text.trim();
    let mut pipes = 0;
    let mut escaped = false;
    let (mut first, mut last) = (false, false);
    for (at, c, code) in letters(trimmed) {
        let pipe = is_pipe(c) && !escaped && !(code && is_wide(c));
        pipes += usize::from(pipe);
        first |= pipe && at == 0;
        last = pipe;
        escaped = c == '\\' && !escaped;
    }
    (pipes + 1).saturating_sub(usize::from(first)).saturating_sub(usize::from(last && trimmed.chars().count() > 1))
}

/// The letters of a line, each with its place and whether it stands in a code span.
fn letters(text: &str) -> impl Iterator<Item = (usize, char, bool)> {
    let spans = spans::spans(text);
    text.char_indices().map(move |(at, c)| (at, c, spans.iter().any(|span| span.contains(&at))))
}

fn is_wide(c: char) -> bool {
    matches!(c, '｜' | '│' | '┃')
}

fn plain_pipe(c: char) -> char {
    if is_wide(c) { '|' } else { c }
}

fn plain_dash(c: char) -> char {
    if matches!(c, '－' | '—' | '–' | '‐' | '‑' | '―' | '─' | '━' | '−') { '-' } else { c }
}
