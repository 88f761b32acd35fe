//! What is known of the announcements of documents.

use std::collections::BTreeSet;

use super::rule::Rule;

/// What was found out about announcements.
#[derive(Debug, Default)]
pub struct Announced {
    /// The rules.
    pub rules: Vec<Rule>,
    /// The rules for lines with a base URL.
    pub bases: Vec<Rule>,
    /// The pieces that announce.
    pub pieces: BTreeSet<usize>,
    /// The headings under which code blocks or lines announce.
    pub under: BTreeSet<String>,
    /// The headings that are the titles of endpoints.
    pub titles: BTreeSet<usize>,
    /// The methods and paths.
    pub calls: Vec<(Option<String>, String)>,
    /// Paths that are written without the `/` before them.
    pub bare: usize,
    /// Tables that are an index of what is announced elsewhere, with the header above the paths.
    pub indexes: Vec<(String, usize)>,
    /// Pieces that look like announcements and have no rule.
    pub left: Vec<usize>,
}
