//! Sketches of types: code blocks of which each line is a row.

use super::Flow;
use super::bullets::row;
use crate::dialect::BulletForm;
use crate::ledger::{EntryId, Rule};
use crate::markdown::{Fence, Inline};
use crate::recognise::messages;
use crate::recognise::raw::{RawRow, RawTable, TableKind};
use crate::source::Span;

/// What the lines of a code block are.
struct Lines {
    kind: TableKind,
    rows: Vec<RawRow>,
    rules: Vec<Rule>,
    /// The lines that no rule reads.
    unread: Vec<Inline>,
}

impl Flow<'_> {
    /// Reads a code block as a table, where it stands for one and one is expected.
    pub(super) fn sketch(&mut self, fence: &Fence, span: Span, entry: EntryId) -> bool {
        if fence.is_json() || self.dialect.bullet.iter().all(|rule| !rule.forms.contains(&BulletForm::Code)) {
            return false;
        }
        let Some(lines) = self.lines(fence, span) else { return false };
        let open = self.takes_table();
        let role = if open.is_some() { None } else { self.assume(lines.kind) };
        // Where no label expects a table, most of the lines must be rows.
        if open.is_none() && (role.is_none() || lines.rows.len() <= lines.unread.len()) {
            return false;
        }
        let Lines { kind, rows, rules, unread } = lines;
        for rule in rules {
            self.ledger.by(entry, rule);
        }
        for line in unread {
            self.diagnostics.push(messages::unread_item(line.text.trim(), line.span));
        }
        let table = RawTable { kind, rows, span };
        match (open, role) {
            (Some(at), _) => self.fill(at, table, entry),
            (None, Some(role)) => self.fill_assumed(role, None, table, entry),
            (None, None) => {}
        }
        true
    }

    fn lines(&self, fence: &Fence, span: Span) -> Option<Lines> {
        // Without indentation the text is the body, byte by byte.
        let exact = fence.body.range().len() == fence.text.len();
        let mut from = fence.body.range().start;
        // The rows that hold what stands between the brackets that are open.
        let mut open: Vec<Option<usize>> = Vec::new();
        let mut lines = Lines { kind: TableKind::Fields, rows: Vec::new(), rules: Vec::new(), unread: Vec::new() };
        let mut outermost = None;
        for line in fence.text.split_inclusive('\n') {
            let words = line.trim();
            let start = from + (line.len() - line.trim_start().len());
            from += line.len();
            let at = if exact { Span::new(span.file, start..start + words.len()) } else { fence.body };
            let text = Inline::plain(words, at);
            let (opens, closes) = brackets(words);
            let closed = if closes > 0 { open.pop().flatten() } else { None };
            // `}[]` says of the row that was opened that it is a list.
            if let Some(row) = closed.and_then(|at| lines.rows.get_mut(at)).filter(|_| words.starts_with("}[]")) {
                let ty = row.ty.as_ref().map_or("", |ty| ty.text.as_str());
                row.ty = Some(Box::new(Inline::plain(&format!("{ty}[]"), at)));
            }
            let (depth, before) = (open.len(), lines.rows.len());
            match row(&text, self.under(), self.dialect, BulletForm::Code) {
                Some((kind, row, rule)) => {
                    let first = *outermost.get_or_insert((kind, depth));
                    lines.kind = first.0;
                    lines.rules.push(rule);
                    if kind == first.0 {
                        lines.rows.push(RawRow { depth: depth.saturating_sub(first.1), ..row });
                    } else {
                        lines.unread.push(text);
                    }
                }
                // Brackets alone, and what opens the whole, such as `interface Lamp {`.
                None if !words.chars().any(char::is_alphanumeric) || (outermost.is_none() && opens > 0) => {}
                None => lines.unread.push(text),
            }
            if opens > 0 {
                open.push((lines.rows.len() > before).then_some(before));
            }
        }
        (!lines.rows.is_empty()).then_some(lines)
    }
}

/// How many brackets a line opens that it does not close, and closes that it does not open, but for those in text and words.
fn brackets(line: &str) -> (usize, usize) {
    let (mut opens, mut closes, mut quote) = (0, 0, None);
    let code = line.split_once("//").map_or(line, |(code, _)| code);
    for letter in code.chars() {
        match (quote, letter) {
            (None, '"' | '\'' | '`') => quote = Some(letter),
            (Some(mark), _) if mark == letter => quote = None,
            (None, '{' | '[' | '(') => opens += 1,
            (None, '}' | ']' | ')') if opens > 0 => opens -= 1,
            (None, '}' | ']' | ')') => closes += 1,
            _ => {}
        }
    }
    // `[{` holds one level of rows.
    (usize::from(opens > 0), usize::from(closes > 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_are_counted_outside_of_text() {
        let cases = [
            ("{", (1, 0)),
            ("lamps: [{", (1, 0)),
            ("}],", (0, 1)),
            ("} | {", (1, 1)),
            ("colour: 'a' | '{';", (0, 0)),
            ("kinds: string[]; // such as {", (0, 0)),
        ];
        for (line, expected) in cases {
            assert_eq!(brackets(line), expected, "{line}");
        }
    }
}
