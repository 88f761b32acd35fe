//! Whole lines: banners, gutters of marks, line numbers.

use std::sync::LazyLock;

use regex::Regex;

use super::blanks::is_zero_width;
use super::change::Rule;
use super::edits::Edits;
use super::numbers;
use super::page::{FEWEST, Line};
use crate::markdown::gutter;

/// What sites put around their pages.
const AROUND: &str = include_str!("page.txt");

/// Takes out what is no line of the document, and gives the lines that are.
pub fn strip<'a>(page: &'a str, edits: &mut Edits<'a>) -> Vec<Line<'a>> {
    let mut lines = split(page, edits);
    banners(&mut lines, edits);
    lines = marks(lines, edits);
    numbers::strip(lines, edits)
}

/// The lines of `page`; a byte order mark before the first is taken out.
fn split<'a>(page: &'a str, edits: &mut Edits<'a>) -> Vec<Line<'a>> {
    let mut start = page.strip_prefix('\u{feff}').map_or(0, |_| '\u{feff}'.len_utf8());
    edits.remove(0..start, Rule::ByteOrderMark);
    let mut lines = Vec::new();
    for line in page.get(start..).unwrap_or_default().split_inclusive('\n') {
        lines.push(Line { start, text: line.trim_end_matches(['\n', '\r']), end: start + line.len() });
        start += line.len();
    }
    lines
}

/// Takes lines of the site off both ends. Blank lines count only before another line of the site.
fn banners<'a>(lines: &mut Vec<Line<'a>>, edits: &mut Edits<'a>) {
    let [top, end] = &*PATTERNS;
    let is = |line: &Line<'_>, rules: &[Regex]| {
        let words = line.text.trim_matches(|c: char| c.is_whitespace() || is_zero_width(c));
        (!words.is_empty(), rules.iter().any(|rule| rule.is_match(words)))
    };
    let mut first = 0;
    for (at, line) in lines.iter().enumerate() {
        match is(line, top) {
            (_, true) => first = at + 1,
            (true, false) => break,
            (false, false) => {}
        }
    }
    let mut last = lines.len();
    for (at, line) in lines.iter().enumerate().skip(first).rev() {
        match is(line, end) {
            (_, true) => last = at,
            (true, false) => break,
            (false, false) => {}
        }
    }
    // A page that is nothing but banner is none: its words are the document.
    if first >= last {
        return;
    }
    for line in lines.iter().take(first).chain(lines.iter().skip(last)) {
        edits.remove(line.start..line.end, Rule::Banner);
    }
    lines.truncate(last);
    lines.drain(..first);
}

/// What stands at the top of pages, and what at their end.
static PATTERNS: LazyLock<[Vec<Regex>; 2]> = LazyLock::new(|| {
    ["top ", "end "].map(|kind| {
        AROUND.lines().filter_map(|line| line.strip_prefix(kind)).filter_map(|rule| Regex::new(rule).ok()).collect()
    })
});

/// Takes out lines of marks, such as `|`, that follow every line.
fn marks<'a>(lines: Vec<Line<'a>>, edits: &mut Edits<'a>) -> Vec<Line<'a>> {
    let texts: Vec<&str> = lines.iter().map(|line| line.text).collect();
    let Some(first) = texts.iter().position(|text| is_mark(text)) else { return lines };
    let Some(found) = (1..=3).find_map(|length| {
        let marks = texts.get(first..first + length).filter(|marks| marks.iter().all(|mark| is_mark(mark)))?;
        let kept = gutter::kept(&texts, marks);
        let whole = kept.iter().filter(|line| line.whole).count();
        let known = texts.iter().filter(|text| is_mark(text)).all(|text| marks.contains(text));
        (known && kept.len() >= FEWEST && whole == kept.len()).then_some(kept)
    }) else {
        return lines;
    };
    let mut document = Vec::new();
    for kept in found {
        let Some(line) = lines.get(kept.line) else { continue };
        let mut gutter = kept.gutter;
        if kept.blank {
            // The line of the document is blank: the first line of its gutter keeps its end.
            edits.remove(line.start..line.start + line.text.len(), Rule::Gutter);
            document.push(Line { start: line.start + line.text.len(), text: "", end: line.end });
            gutter.start += 1;
        } else {
            document.push(*line);
        }
        for line in lines.get(gutter).into_iter().flatten() {
            edits.remove(line.start..line.end, Rule::Gutter);
        }
    }
    document
}

fn is_mark(text: &str) -> bool {
    (1..=3).contains(&text.chars().count()) && text.chars().all(|c| matches!(c, '|' | '¦' | '│' | '┃' | '⋮'))
}
