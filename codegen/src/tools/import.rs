//! Import: from a page as it was pasted to a document that the compiler reads as it is.
//!
//! A page that comes from a browser or a code host has a banner, line numbers, blanks that are none and pipes of
//! another width. [`clean`] takes them out and says of each what stood there, so that [`restore`] gives back the page,
//! byte for byte. `markdown::clean` does at each compilation, by the dialect, what this does once, by itself.

mod blanks;
mod change;
mod edits;
mod fences;
mod letters;
mod lines;
mod numbers;
mod page;
mod spans;
mod tables;
#[cfg(test)]
mod tests;

use std::fmt;

pub use change::{Change, Imported, Rule};

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
