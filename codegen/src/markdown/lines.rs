//! Lines of a file, and what single lines open and close.

use crate::source::Span;

/// How deep quotes, lists, directives, details blocks and components may nest. What is deeper is reported and kept as text.
pub const DEPTH: usize = 32;

/// A line of the file without its line end, and where it begins.
pub type Line<'a> = (usize, &'a str);

/// A directive line that was taken out, or the place where indented content ends.
#[derive(Clone, Debug)]
pub struct Marker {
    /// Where it stood in the clean text.
    pub at: usize,
    /// Where it is in the file; of indented content that ends, where the line is that opens it.
    pub span: Span,
    /// What it opens; `None` closes.
    pub open: Option<Opening>,
    /// Whether indentation says where the content ends, and no line does.
    pub indented: bool,
    /// Whether the line is indented, as one in the item of a list is.
    pub inside: bool,
}

/// What a directive line opens.
#[derive(Clone, Debug)]
pub struct Opening {
    /// Its kind; a tab has none.
    pub kind: Option<String>,
    /// Its title, which may be empty, and where that is.
    pub title: (String, Span),
}

/// The fence that is open after `line`: its character and length.
pub fn track_fence(open: Option<(char, usize)>, line: &str) -> Option<(char, usize)> {
    let text = line.trim_start();
    if line.len() - text.len() > 3 {
        return open;
    }
    let Some(mark) = text.chars().next().filter(|mark| matches!(mark, '`' | '~')) else { return open };
    let length = text.chars().take_while(|next| *next == mark).count();
    let rest = text.trim_start_matches(mark).trim();
    match open {
        Some((fence, least)) if fence == mark && length >= least && rest.is_empty() => None,
        None if length >= 3 && !(mark == '`' && rest.contains('`')) => Some((mark, length)),
        _ => open,
    }
}
