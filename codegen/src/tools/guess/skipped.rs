//! Words of a sentence that say nothing of the fact which it states, and stand before what does.

use std::collections::BTreeSet;

use regex::Regex;

use super::words::WORDS;

/// How `words.toml` has them.
const ANY: &str = "(?<between>(?:[a-z]+ )*?)";

/// Whether a sentence states a fact, and does not speak of several where the rule is of one.
pub fn is_of_one(rule: &Regex, text: &str) -> bool {
    rule.captures(text).is_some_and(|found| {
        let between = found.name("between").map_or("", |words| words.as_str());
        !between.split_whitespace().any(is_several)
    })
}

fn is_several(word: &str) -> bool {
    WORDS.several.iter().any(|several| several == word)
}

/// The pattern of a rule with the words that sentences really have there. With any word it would take "a page of …",
/// in a document that is written tomorrow, for one.
pub fn narrowed<'t>(pattern: &str, rule: &Regex, texts: impl Iterator<Item = &'t str>) -> String {
    if !pattern.contains(ANY) {
        return pattern.to_owned();
    }
    let found = texts.filter(|text| is_of_one(rule, text)).filter_map(|text| rule.captures(text)?.name("between"));
    let words: BTreeSet<&str> = found.flat_map(|words| words.as_str().split_whitespace()).collect();
    let words: Vec<&str> = words.into_iter().collect();
    let between = if words.is_empty() { String::new() } else { format!("(?:(?:{}) )*?", words.join("|")) };
    pattern.replace(ANY, &between)
}
