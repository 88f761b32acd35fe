//! Cleaning: from the text as given to the Markdown that is in it.
//!
//! A page pasted from a browser has a banner and a gutter; directives (`:::`) are no Markdown. Both are taken out line
//! by line before the parser sees them. Nothing is lost: what is taken out is kept as markers or as accounted spans,
//! and every offset of the clean text maps back to the text as given.

use std::collections::HashMap;
use std::ops::Range;

use regex::Regex;

use super::bars::{self, count_cells};
use super::components;
use super::front;
use super::gutter;
use super::indented::{self, Place, Unfolded};
use super::lines::{Line, Marker, Opening, track_fence};
use super::messages;
use crate::diagnostic::Diagnostics;
use crate::ledger::{Construct, Ledger};
use crate::source::{FileId, Span};

/// How a pasted page wraps its document.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Lines at the top that are not the document's.
    pub banner: Vec<Regex>,
    /// Lines that follow every line of the document, in order; empty where there is no gutter. A document line that is
    /// blank has its gutter lines alone.
    pub gutter: Vec<String>,
    /// Whether the cells of a row beyond those of its header are a part of its last cell.
    pub join_cells: bool,
    /// Whether what stands at the top between two lines `---` or `+++` is read: its title as a heading, and all of it as a code block.
    pub front_matter: bool,
    /// Lines for which it is read too.
    pub front_lines: Vec<Regex>,
}

/// The clean text of a file.
#[derive(Debug)]
pub struct Cleaned {
    /// The Markdown.
    pub text: String,
    /// The directive lines, in order.
    pub markers: Vec<Marker>,
    /// As [`Page::join_cells`].
    pub join_cells: bool,
    file: FileId,
    /// Start of each line in the clean text and in the file.
    lines: Vec<(usize, usize)>,
    /// The marks in the clean text that the file does not have.
    marks: Vec<usize>,
}

impl Cleaned {
    fn new(file: FileId, length: usize, join_cells: bool) -> Self {
        let (markers, lines, marks) = (Vec::new(), Vec::new(), Vec::new());
        Self { text: String::with_capacity(length), markers, join_cells, file, lines, marks }
    }

    /// The place in the file of a range of the clean text.
    pub fn span(&self, range: Range<usize>) -> Span {
        let start = self.original(range.start);
        let end = if range.end > range.start { self.original(range.end - 1) + 1 } else { start };
        Span::new(self.file, start..end)
    }

    /// A range of the clean text as the file has it.
    pub fn written(&self, range: Range<usize>) -> String {
        let first = self.marks.partition_point(|mark| *mark < range.start);
        let marks = self.marks.get(first..).unwrap_or_default().iter().take_while(|mark| **mark < range.end);
        let (mut text, mut from) = (String::new(), range.start);
        for mark in marks {
            text.push_str(self.text.get(from..*mark).unwrap_or_default());
            from = mark + 1;
        }
        text.push_str(self.text.get(from..range.end).unwrap_or_default());
        text
    }

    /// Notes a line that opens or closes a directive.
    fn directive(&mut self, at: usize, (start, line): Line<'_>, open: Option<(&str, Range<usize>)>) {
        let open = open.map(|(kind, title)| Opening {
            kind: Some(kind.to_owned()),
            title: (
                line.get(title.clone()).unwrap_or_default().to_owned(),
                Span::new(self.file, start + title.start..start + title.end),
            ),
        });
        let span = Span::new(self.file, start..start + line.len());
        let inside = line.starts_with([' ', '\t']);
        self.markers.push(Marker { at, span, open, indented: false, inside });
    }

    /// Sets what follows apart, where indented content begins or ends whose opening line is at `span`.
    fn apart(&mut self, open: Option<Opening>, Place { span, indent }: Place) {
        let at = self.text.len();
        self.markers.push(Marker { at, span, open, indented: true, inside: indent > 0 });
        // The comment is as long as the mark that the opening line begins with.
        let comment = at + 1 + indent;
        let last = comment + APART.len() - 1;
        self.lines.extend([at, comment, last].map(|at| (at, span.range().start)));
        self.text.push('\n');
        self.text.extend(std::iter::repeat_n(' ', indent));
        self.text.extend([APART, "\n"]);
    }

    /// Adds a line that begins at `start`, with a mark before each of the `bars` that stand inside of cells.
    fn row(&mut self, start: usize, line: &str, bars: &[usize]) {
        let mut from = 0;
        for bar in bars {
            self.text.push_str(line.get(from..*bar).unwrap_or_default());
            let at = self.text.len();
            // The mark and the bar are one place in the file.
            self.lines.extend([(at, start + bar), (at + 1, start + bar)]);
            self.text.push('\\');
            self.marks.push(at);
            from = *bar;
        }
        self.text.push_str(line.get(from..).unwrap_or_default());
    }

    fn original(&self, offset: usize) -> usize {
        let line = self.lines.partition_point(|(clean, _)| *clean <= offset).saturating_sub(1);
        self.lines.get(line).map_or(offset, |(clean, given)| given + (offset - clean))
    }
}

/// What stands in the place of a line that opens or closes indented content: no paragraph, list or table goes on behind
/// it.
const APART: &str = "<!---->";

/// Cleans `text`.
pub fn clean(file: FileId, text: &str, page: &Page, ledger: &mut Ledger, diagnostics: &mut Diagnostics) -> Cleaned {
    let mut lines = split(text);
    strip_banner(file, &mut lines, page, ledger);
    if !page.gutter.is_empty() {
        lines = strip_gutter(file, &lines, &page.gutter, ledger, diagnostics);
    }
    front::matter(file, &mut lines, (page.front_matter, &page.front_lines), ledger);
    let lines = components::set_apart(lines);
    let Unfolded { lines, opens, mut closes } = indented::unfold(file, &lines);
    let (ruled, glued, barred, broken) = (ruled(&lines), glued(&lines), bars::inside(&lines), bars::broken(&lines));
    let mut cleaned = Cleaned::new(file, text.len(), page.join_cells);
    let tables = text.rfind("</table>").unwrap_or_default();
    let (mut fence, mut table) = (None, false);
    let end = lines.len();
    for (index, (start, line)) in lines.into_iter().enumerate() {
        closes.remove(&index).into_iter().flatten().for_each(|place| cleaned.apart(None, place));
        if let Some((opening, place)) = opens.get(&index) {
            cleaned.apart(Some(opening.clone()), *place);
            continue;
        }
        let at = cleaned.text.len();
        // A blank line would end the HTML of a table, and a line behind it would belong to the HTML.
        table = fence.is_none() && (table || (start < tables && line.trim_start().starts_with("<table")));
        if table && line.trim().is_empty() {
            continue;
        }
        if let Some(what) = glued.get(&index).filter(|_| fence.is_none()) {
            cleaned.lines.push((at, start));
            cleaned.text.push('\n');
            if !what.is_empty() {
                diagnostics.push(messages::glued_to_table(what, Span::new(file, start..start + line.len())));
            }
        }
        let at = cleaned.text.len();
        cleaned.lines.push((at, start));
        let (outside, span) = (fence.is_none(), Span::new(file, start..start + line.len()));
        match (directive(line).filter(|_| outside), ruled.get(&index).filter(|_| outside)) {
            (Some(open), _) => cleaned.directive(at, (start, line), open),
            (None, Some(rule)) => {
                diagnostics.push(messages::ragged_rule(span));
                cleaned.text.push_str(rule);
            }
            (None, None) => {
                let bars = barred.get(&index).filter(|_| outside);
                cleaned.row(start, line, bars.map_or(&[], Vec::as_slice));
            }
        }
        // What a row goes on with in the next line is another line of its cell.
        let end = if outside && broken.contains(&index) { "<br>" } else { "\n" };
        cleaned.text.push_str(end);
        if table && line.contains("</table>") {
            table = false;
            cleaned.lines.push((cleaned.text.len(), start + line.len()));
            cleaned.text.push('\n');
        }
        fence = track_fence(fence, line);
    }
    closes.remove(&end).into_iter().flatten().for_each(|place| cleaned.apart(None, place));
    cleaned
}

/// The lines below headers of tables that have another number of cells than the header, each with the number that makes
/// it a table.
fn ruled(lines: &[Line<'_>]) -> HashMap<usize, String> {
    let text = |at: Option<usize>| at.and_then(|at| lines.get(at)).map_or("", |(_, line)| line.trim());
    let mut ruled = HashMap::new();
    for (index, (_, line)) in lines.iter().enumerate().filter(|(_, (_, line))| is_rule(line)) {
        let (header, before) = (text(index.checked_sub(1)), text(index.checked_sub(2)));
        if !header.starts_with('|') || is_rule(header) || before.starts_with('|') {
            continue;
        }
        let (wanted, found) = (count_cells(header), count_cells(line));
        if wanted != found {
            let indent: String = line.chars().take_while(|letter| letter.is_whitespace()).collect();
            ruled.insert(index, format!("{indent}|{}", "-|".repeat(wanted)));
        }
    }
    ruled
}

/// The lines before which a blank one is missing: words that follow a table, and a table that follows another. They would
/// be rows of it. The value says what stands there; it is empty where the line before has said it.
fn glued(lines: &[Line<'_>]) -> HashMap<usize, &'static str> {
    let text = |at: usize| lines.get(at).map_or("", |(_, line)| line.trim());
    let mut glued = HashMap::new();
    let mut open = false;
    for at in 0..lines.len() {
        let line = text(at);
        let header = at.checked_sub(1).map_or("", text);
        if line.is_empty() || begins_block(line) {
            open = false;
        } else if open && is_words(line) {
            glued.insert(at, "this line");
            open = false;
        } else if is_rule(line) && header.starts_with('|') && !is_rule(header) {
            let before = at.checked_sub(2).map_or("", text);
            if open && before.starts_with('|') && count_cells(header) == count_cells(line) {
                glued.insert(at - 1, "this table");
            } else if glued.contains_key(&at.saturating_sub(2)) {
                glued.insert(at - 1, "");
            }
            open = true;
        }
    }
    glued
}

/// Whether a line begins another block, which ends a table. Bold words begin none.
fn begins_block(line: &str) -> bool {
    let bold = ["**", "__"].into_iter().any(|mark| line.starts_with(mark)) && line.chars().any(char::is_alphanumeric);
    !bold && !line.contains('|') && line.starts_with(['#', '-', '*', '+', '>', '`', '~', '<', ':', '=', '_', '!'])
}

/// Whether a line below a table, which begins no other block, would be taken for a row and has but words.
fn is_words(line: &str) -> bool {
    !line.contains('|') && !line.starts_with(|first: char| first.is_ascii_digit())
}

/// Whether a line is the one below the header of a table.
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.starts_with('|') && line.contains("--") && line.chars().all(|letter| "|-: \t".contains(letter))
}

fn split(text: &str) -> Vec<Line<'_>> {
    let mut start = text.strip_prefix('\u{feff}').map_or(0, |_| '\u{feff}'.len_utf8());
    let body = text.get(start..).unwrap_or_default();
    let mut lines = Vec::new();
    for line in body.split_inclusive('\n') {
        lines.push((start, line.trim_end_matches(['\n', '\r'])));
        start += line.len();
    }
    lines
}

fn strip_banner(file: FileId, lines: &mut Vec<Line<'_>>, page: &Page, ledger: &mut Ledger) {
    let count = lines.iter().take_while(|(_, line)| page.banner.iter().any(|rule| rule.is_match(line))).count();
    for (start, line) in lines.drain(..count) {
        let entry = ledger.open(Construct::Container, Span::new(file, start..start + line.len()));
        ledger.ignored(entry, "page.banner");
    }
}

fn strip_gutter<'a>(
    file: FileId,
    lines: &[Line<'a>],
    gutter: &[String],
    ledger: &mut Ledger,
    diagnostics: &mut Diagnostics,
) -> Vec<Line<'a>> {
    let texts: Vec<&str> = lines.iter().map(|(_, line)| *line).collect();
    let mut kept = Vec::new();
    for found in gutter::kept(&texts, gutter) {
        let Some(&(start, line)) = lines.get(found.line) else { continue };
        kept.push((start, if found.blank { "" } else { line }));
        for (start, line) in lines.get(found.gutter).into_iter().flatten() {
            let entry = ledger.open(Construct::Container, Span::new(file, *start..start + line.len()));
            ledger.ignored(entry, "page.gutter");
        }
        if !found.whole {
            diagnostics.push(messages::no_gutter(gutter, Span::new(file, start..start + line.len())));
        }
    }
    kept
}

/// A directive line: `Some(Some(kind, title))` opens, and the title is a place in the line; `Some(None)` closes.
#[expect(clippy::option_option, reason = "a line is none, an opening or a closing one")]
fn directive(line: &str) -> Option<Option<(&str, Range<usize>)>> {
    let line = line.trim_end();
    let rest = line.trim_start().strip_prefix(":::")?.trim_start_matches(':').trim_start();
    if rest.is_empty() {
        return Some(None);
    }
    let start = line.len() - rest.len();
    if let Some((kind, title)) = bracketed(rest) {
        return Some(Some((kind, start + title.start..start + title.end)));
    }
    let (kind, title) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    Some(Some((kind, line.len() - title.trim_start().len()..line.len())))
}

/// A kind with its title in brackets behind it, and maybe attributes: `tip[Title]{#id}`.
fn bracketed(rest: &str) -> Option<(&str, Range<usize>)> {
    let (kind, _) = rest.split_once('[')?;
    let plain = |letter: char| letter.is_alphanumeric() || "-_".contains(letter);
    let end = if rest.ends_with('}') { rest.rfind("]{")? } else { rest.len() - 1 };
    let closed = rest.get(end..)?.starts_with(']') && !kind.is_empty() && kind.chars().all(plain);
    closed.then(|| (kind, kind.len() + 1..end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_directive_has_a_title_behind_its_kind() {
        let cases = [
            ("::: tip  The title ", Some(Some(("tip", "The title")))),
            ("  :::: tip", Some(Some(("tip", "")))),
            (":::tip[The [short] title]", Some(Some(("tip", "The [short] title")))),
            (":::tip[Title]{#a .b}", Some(Some(("tip", "Title")))),
            (":::tip[]", Some(Some(("tip", "")))),
            (":::tip[Title", Some(Some(("tip[Title", "")))),
            ("::: tip [a] b", Some(Some(("tip", "[a] b")))),
            (":::[a]", Some(Some(("[a]", "")))),
            (":::é", Some(Some(("é", "")))),
            (":::", Some(None)),
            (":: tip", None),
        ];
        for (line, expected) in cases {
            let found = directive(line).map(|open| open.map(|(kind, title)| (kind, &line[title])));
            assert_eq!(found, expected, "{line}");
        }
    }
}
