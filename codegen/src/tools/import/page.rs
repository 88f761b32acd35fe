//! The lines of a page.

/// How many lines a page must have for a gutter to be one.
pub const FEWEST: usize = 5;

/// A line of the document: where it begins in the page, and its text without the line end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// The first byte.
    pub start: usize,
    /// The text.
    pub text: &'a str,
    /// One past the line end.
    pub end: usize,
}
