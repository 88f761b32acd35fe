//! Import: from a page as it was pasted to a document that the compiler reads as it is.
//!
//! A page that comes from a browser or a code host has a banner, line numbers, blanks that are none and pipes of
//! another width. [`clean`] takes them out and says of each what stood there, so that [`restore`] gives back the page,
//! byte for byte. `markdown::clean` does at each compilation, by the dialect, what this does once, by itself.

mod edits;
mod fences;
mod letters;
mod lines;
mod numbers;
mod spans;
mod tables;
#[cfg(test)]
mod tests;

use std::fmt;

use serde::{Deserialize, Serialize};

/// Why something was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// Words of the site around the document, at its top or end.
    Banner,
    /// A mark or a number that follows or precedes every line.
    Gutter,
    /// A byte order mark.
    ByteOrderMark,
    /// A blank that Markdown does not take for one.
    Space,
    /// A character without any width.
    ZeroWidth,
    /// A pipe of another width that separates the cells of a table.
    Pipe,
    /// The line below the header of a table, written with other dashes.
    Dashes,
    /// Marks of Markdown in another width, or a link of a heading to itself.
    Markup,
    /// Typographic quotes that keep a JSON example from being JSON.
    Quotes,
}

impl Rule {
    /// What it takes out, for people.
    #[must_use]
    pub fn explanation(self) -> &'static str {
        match self {
            Self::Banner => "words of the site around the document",
            Self::Gutter => "line numbers or marks beside the lines",
            Self::ByteOrderMark => "a byte order mark",
            Self::Space => "blanks that Markdown does not take for blanks",
            Self::ZeroWidth => "characters without width",
            Self::Pipe => "wide pipes between the cells of tables",
            Self::Dashes => "other dashes below the headers of tables",
            Self::Markup => "marks of Markdown in another width, and links of headings to themselves",
            Self::Quotes => "typographic quotes in JSON",
        }
    }
}

/// One change: what stood there, and what stands there now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// Why.
    pub rule: Rule,
    /// The line of the page as it was pasted, from 1.
    pub line: usize,
    /// Where it is in the cleaned page, in bytes.
    pub at: usize,
    /// What stood there.
    pub was: String,
    /// What stands there now; often nothing.
    pub now: String,
}

/// A page after cleaning.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// The document.
    pub text: String,
    /// What was changed, in the order of the page.
    pub changes: Vec<Change>,
}

/// Cleans a page. What it does not know for certain to be no part of the document stays.
#[must_use]
pub fn clean(page: &str) -> Imported {
    let mut edits = edits::Edits::new(page);
    let kept = lines::strip(page, &mut edits);
    fences::quotes(&kept, &mut edits);
    tables::pipes(&kept, &mut edits);
    letters::clean(&kept, &mut edits);
    edits.apply()
}

/// Why a page cannot be given back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// The number of the change, from 1, that does not fit the cleaned page.
    pub change: usize,
    /// Where the cleaned page should have had what the change left there, in bytes.
    pub at: usize,
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "change {} of the report does not fit the document at byte {}", self.change, self.at)
    }
}

impl std::error::Error for Mismatch {}

/// The page as it was pasted, from the cleaned one and the report.
///
/// # Errors
///
/// Where the report is not that of this document.
pub fn restore(text: &str, changes: &[Change]) -> Result<String, Mismatch> {
    let mut page = String::with_capacity(text.len());
    let mut done = 0;
    for (index, change) in changes.iter().enumerate() {
        let mismatch = Mismatch { change: index + 1, at: change.at };
        let before = text.get(done..change.at).ok_or_else(|| mismatch.clone())?;
        let fits = text.get(change.at..).is_some_and(|rest| rest.starts_with(&change.now));
        if !fits {
            return Err(mismatch);
        }
        page.push_str(before);
        page.push_str(&change.was);
        done = change.at + change.now.len();
    }
    page.push_str(text.get(done..).unwrap_or_default());
    Ok(page)
}
