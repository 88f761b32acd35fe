//! What is changed in a page, and why.

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
