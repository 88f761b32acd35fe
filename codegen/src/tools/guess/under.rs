//! Headings above announcements that are labels and no titles.

use std::collections::BTreeMap;

use super::announced::Announced;
use super::survey::Survey;
use super::words::{WORDS, list, mentions};

/// The headings above pieces, with how often they are.
pub fn headings(pieces: &[usize], survey: &Survey) -> BTreeMap<String, usize> {
    let mut under: BTreeMap<String, usize> = BTreeMap::new();
    for heading in pieces.iter().filter_map(|at| survey.heading_of(*at)) {
        *under.entry(heading.to_owned()).or_default() += 1;
    }
    under
}

/// The headings above announcements that are no titles: they are often the same, or stand beside labels.
pub fn often(pieces: &[usize], under: &BTreeMap<String, usize>, survey: &Survey, found: &Announced) -> Vec<String> {
    let has = |words: &str, kind: &str| mentions(words, list(&WORDS.labels, kind));
    let is_label = |words: &str| ["parameters", "response", "request_side"].iter().any(|kind| has(words, kind));
    let beside = |heading: &str| {
        let mut below = pieces.iter().filter(|at| survey.heading_of(**at) == Some(heading));
        below.all(|at| survey.heading_beside(*at).is_some_and(is_label))
    };
    let is_often = |words: &str, count: usize| count >= 3 || found.under.contains(words) || count >= 2 && beside(words);
    let often = under.iter().filter(|(words, count)| is_often(words, **count) && !has(words, "example"));
    often.map(|(words, _)| words.clone()).collect()
}
