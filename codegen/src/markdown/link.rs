//! Links in running text.

use std::ops::Range;

/// A link or an image in running text.
#[derive(Clone, Debug)]
pub struct Link {
    /// Where its words are in [`super::Inline::text`].
    pub range: Range<usize>,
    /// Where it points.
    pub url: String,
}
