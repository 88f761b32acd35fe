//! Gutters: lines of a pasted page that follow every line of the document.

use std::ops::Range;

/// A line of the document in a page with a gutter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The line of the page; for a line of the document that is blank, the first of its gutter.
    pub line: usize,
    /// Whether the line of the document is blank, so that the page has its gutter alone.
    pub blank: bool,
    /// The lines of its gutter.
    pub gutter: Range<usize>,
    /// Whether the gutter is whole, as it need not be at the end of the page.
    pub whole: bool,
}

/// The lines of the document in a page whose lines are `lines`, each followed by `gutter`.
pub fn kept<S: AsRef<str>>(lines: &[&str], gutter: &[S]) -> Vec<Kept> {
    let seen = |at: usize| {
        let pairs = gutter.iter().zip(lines.iter().skip(at));
        pairs.take_while(|(expected, line)| expected.as_ref() == **line).count()
    };
    let mut kept = Vec::new();
    let mut index = 0;
    while index < lines.len() {
        let (line, blank) = (index, seen(index) > 0);
        index += usize::from(!blank);
        let found = seen(index);
        let whole = found == gutter.len() || index + found >= lines.len();
        kept.push(Kept { line, blank, gutter: index..index + found, whole });
        index += found;
    }
    kept
}
