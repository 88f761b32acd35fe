//! The edits of one page, by their places in it, and what they come to.

use std::ops::Range;

use super::change::{Change, Imported, Rule};

/// One edit.
struct Edit {
    range: Range<usize>,
    now: String,
    rule: Rule,
}

/// Edits of `page`. Of two that touch the same bytes the first counts.
pub struct Edits<'a> {
    page: &'a str,
    edits: Vec<Edit>,
}

impl<'a> Edits<'a> {
    /// No edits of `page` yet.
    pub fn new(page: &'a str) -> Self {
        Self { page, edits: Vec::new() }
    }

    /// Puts `now` in the place of `range`.
    pub fn replace(&mut self, range: Range<usize>, now: impl Into<String>, rule: Rule) {
        let now = now.into();
        if self.page.get(range.clone()).is_some_and(|was| was != now) {
            self.edits.push(Edit { range, now, rule });
        }
    }

    /// Takes `range` out.
    pub fn remove(&mut self, range: Range<usize>, rule: Rule) {
        self.replace(range, "", rule);
    }

    /// The page with all edits made. Neighbours of one kind become one change.
    pub fn apply(mut self) -> Imported {
        // The sort is stable: of two edits at one place the earlier pass comes first.
        self.edits.sort_by_key(|edit| edit.range.start);
        let mut text = String::with_capacity(self.page.len());
        let mut changes: Vec<Change> = Vec::new();
        let (mut done, mut line) = (0, 1);
        for edit in self.edits {
            if edit.range.start < done {
                continue;
            }
            let between = self.page.get(done..edit.range.start).unwrap_or_default();
            let was = self.page.get(edit.range.clone()).unwrap_or_default();
            text.push_str(between);
            line += count_lines(between);
            match changes.last_mut().filter(|last| between.is_empty() && done > 0 && last.rule == edit.rule) {
                Some(last) => {
                    last.was.push_str(was);
                    last.now.push_str(&edit.now);
                }
                None => {
                    let (was, now) = (was.to_owned(), edit.now.clone());
                    changes.push(Change { rule: edit.rule, line, at: text.len(), was, now });
                }
            }
            text.push_str(&edit.now);
            line += count_lines(was);
            done = edit.range.end;
        }
        text.push_str(self.page.get(done..).unwrap_or_default());
        Imported { text, changes }
    }
}

fn count_lines(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b'\n').count()
}
