//! Single letters: blanks that are none, characters without width, marks of Markdown in another width.

use std::ops::Range;

use super::blanks::{is_space, is_zero_width};
use super::change::Rule;
use super::edits::Edits;
use super::fences::{self, Within};
use super::page::Line;
use super::spans;

/// Cleans the letters of each line.
pub fn clean<'a>(lines: &[Line<'a>], edits: &mut Edits<'a>) {
    for (line, place) in lines.iter().zip(fences::places(lines)) {
        // What stands in a code block is quoted as it is.
        if place == Within::Code {
            continue;
        }
        let edge = place == Within::Edge;
        let at = |range: Range<usize>| line.start + range.start..line.start + range.end;
        if let Some((marks, _)) = fences::marks(line.text) {
            let count = line.text.get(marks.clone()).map_or(0, |marks| marks.chars().count());
            edits.replace(at(marks), "`".repeat(count), Rule::Markup);
        }
        if !edge {
            markup(line.text, &mut |range, now| edits.replace(at(range), now, Rule::Markup));
        }
        spaces(line.text, &mut |range, now, rule| edits.replace(at(range), now, rule));
    }
}

/// Wide `＃` and `＊＊`, and the link of a heading to itself.
fn markup(text: &str, replace: &mut dyn FnMut(Range<usize>, String)) {
    let body = text.trim_start();
    let hashes = body.len() - body.trim_start_matches(['#', '＃']).len();
    let is_heading = hashes > 0 && body.get(hashes..).is_some_and(|rest| rest.starts_with(is_space));
    let indent = text.len() - body.len();
    if is_heading {
        let marks = body.get(..hashes).unwrap_or_default();
        if marks.contains('＃') {
            replace(indent..indent + hashes, "#".repeat(marks.chars().count()));
        }
        if let Some(range) = permalink(text) {
            replace(range, String::new());
        }
    }
    let words = text.trim();
    let bold =
        words.strip_prefix("＊＊").and_then(|words| words.strip_suffix("＊＊")).filter(|words| !words.is_empty());
    if bold.is_some_and(|words| !words.contains('＊')) {
        let (start, end) = (indent, indent + words.len());
        let width = "＊＊".len();
        replace(start..start + width, "**".to_owned());
        replace(end - width..end, "**".to_owned());
    }
}

/// The link of a heading to itself at its end: `[#](#title)`, `[](#title)`, `¶`.
fn permalink(text: &str) -> Option<Range<usize>> {
    let words = text.trim_end();
    let drop = |text: &str| text.trim_end_matches(|c| is_space(c) || is_zero_width(c)).len();
    if let Some(title) = words.strip_suffix('¶') {
        return Some(drop(title)..words.len());
    }
    let (before, target) = words.strip_suffix(')')?.rsplit_once("](")?;
    if !target.starts_with('#') {
        return None;
    }
    let mark = ['#', '¶', '§', '🔗'];
    let title = before.trim_end_matches(|c| mark.contains(&c) || is_space(c) || is_zero_width(c)).strip_suffix('[')?;
    let title = title.trim_end_matches(|c| is_space(c) || is_zero_width(c));
    // A heading of nothing but a link is its own words.
    (!title.trim_matches('#').is_empty()).then_some(title.len()..words.len())
}

fn spaces(text: &str, replace: &mut dyn FnMut(Range<usize>, &'static str, Rule)) {
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let spans = spans::spans(text);
    for (index, (at, c)) in letters.iter().copied().enumerate() {
        if spans.iter().any(|span| span.contains(&at)) {
            continue;
        }
        let range = at..at + c.len_utf8();
        let near = |index: Option<usize>| index.and_then(|index| letters.get(index)).map(|(_, c)| *c);
        let (before, after) = (near(index.checked_sub(1)), near(Some(index + 1)));
        if is_space(c) && c != ' ' && c != '\t' {
            replace(range, " ", Rule::Space);
        } else if c == '\u{3000}' && (at_edge(before) || at_edge(after)) {
            // Elsewhere a wide blank is one of the words.
            replace(range, " ", Rule::Space);
        } else if is_zero_width(c) || (joins(c) && plain(before) && plain(after)) {
            replace(range, "", Rule::ZeroWidth);
        } else if c == '&' && text.get(at..).is_some_and(|rest| rest.starts_with("&nbsp;")) {
            replace(at..at + "&nbsp;".len(), " ", Rule::Space);
        }
    }
}

/// Whether a wide blank beside this letter stands at the edge of a line or a cell.
fn at_edge(letter: Option<char>) -> bool {
    letter.is_none_or(|c| matches!(c, '|' | '｜' | '│'))
}

/// Whether a joiner beside this letter joins nothing.
fn plain(letter: Option<char>) -> bool {
    letter.is_none_or(|c| c.is_ascii() || is_space(c))
}

/// Characters without width that mean something between letters of some scripts.
fn joins(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}' | '\u{200e}' | '\u{200f}')
}
