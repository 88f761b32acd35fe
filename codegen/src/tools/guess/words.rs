//! The words that documents use for the parts of an API, as data.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// The words by their meaning. Every list is in lower case.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Items of lists that stand for rows of a table, as patterns.
    pub bullets: Vec<String>,
    /// What stands below a label where there is nothing.
    pub nothing: Vec<String>,
    /// Words for several of a kind.
    pub several: Vec<String>,
    /// Words for numbers that leave open whether there is a fraction.
    pub numbers: Vec<String>,
    /// Headers of columns, by the key of `[columns]`.
    pub columns: BTreeMap<String, Vec<String>>,
    /// Cells of a presence column, by the key of `[presence]`.
    pub presence: BTreeMap<String, Vec<String>>,
    /// Cells of a column of places, by the place.
    pub locations: BTreeMap<String, Vec<String>>,
    /// Cells of a default column, by the key of `[default]`.
    pub default: BTreeMap<String, Vec<String>>,
    /// Words for types, by the type.
    pub types: BTreeMap<String, Vec<String>>,
    /// Labels, by the role, and words that say more of them.
    pub labels: BTreeMap<String, Vec<String>>,
    /// Words before paths, methods and base URLs.
    pub announcements: BTreeMap<String, Vec<String>>,
    /// Sentences that state a fact.
    pub statement: Vec<Statement>,
    /// Sets of values in descriptions.
    pub values: Vec<Values>,
    /// Types made of other types.
    #[serde(rename = "type")]
    pub shapes: Vec<Shape>,
    /// Fields of envelopes, by the key of `[envelope]`.
    pub envelope: BTreeMap<String, Vec<String>>,
}

/// A sentence that states a fact.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// What it states.
    pub states: String,
    /// What it looks like, in several languages.
    pub patterns: Vec<String>,
}

/// A way to write a set of values.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Values {
    /// What the description looks like.
    pub when: Option<String>,
    /// What one value looks like.
    pub each: String,
}

/// A way to write a type made of others.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shape {
    /// What it is.
    pub is: String,
    /// What it looks like.
    pub pattern: String,
    /// What each type of a union looks like.
    pub each: Option<String>,
}

/// The words. The tests read the file, so that it is never empty in a build that passed them.
pub static WORDS: LazyLock<Words> = LazyLock::new(|| toml::from_str(include_str!("words.toml")).unwrap_or_default());

/// The words under `key`.
pub fn list<'a>(words: &'a BTreeMap<String, Vec<String>>, key: &str) -> &'a [String] {
    words.get(key).map_or(&[], Vec::as_slice)
}

/// The key of the list that has `text`, compared as words are.
pub fn find<'a>(words: &'a BTreeMap<String, Vec<String>>, text: &str) -> Option<&'a str> {
    let text = plain(text);
    words.iter().find(|(_, list)| list.contains(&text)).map(|(key, _)| key.as_str())
}

/// Whether `text` has one of `words` in it: words of Latin letters as whole words, others anywhere. A word of a single
/// letter of another script is a part of many that mean something else, so it must be the whole text.
pub fn mentions(text: &str, words: &[String]) -> bool {
    let text = plain(text);
    let single = |word: &str| !word.is_ascii() && word.chars().count() == 1;
    words.iter().any(|word| {
        if single(word) {
            return text == *word;
        }
        text.match_indices(word.as_str()).any(|(at, _)| {
            let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            let edge = |inside: Option<char>, outside: Option<char>| !(latin(inside) && latin(outside));
            let before = text.get(..at).and_then(|text| text.chars().next_back());
            let after = text.get(at + word.len()..).and_then(|text| text.chars().next());
            edge(word.chars().next(), before) && edge(word.chars().next_back(), after)
        })
    })
}

/// Text as words are compared: in lower case, without marks, blanks and colons around it.
pub fn plain(text: &str) -> String {
    text.trim_matches(|c: char| c.is_whitespace() || "*_`:：\u{a0}".contains(c)).to_lowercase()
}

/// Whether the words before a method say that it is one.
pub fn is_method_label(words: &str) -> bool {
    list(&WORDS.announcements, "method").contains(&plain(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_read_and_their_patterns_compile() {
        let words: Words = toml::from_str(include_str!("words.toml")).unwrap();
        for list in [&words.columns, &words.presence, &words.types, &words.labels, &words.announcements] {
            assert!(!list.is_empty());
            list.values().flatten().for_each(|word| assert_eq!(*word, plain(word)));
        }
        for rule in &words.values {
            assert!(rule.when.iter().chain([&rule.each]).all(|pattern| regex::Regex::new(pattern).is_ok()), "{rule:?}");
        }
        assert!(words.bullets.iter().all(|pattern| regex::Regex::new(pattern).is_ok()));
        for pattern in
            words.statement.iter().flat_map(|rule| &rule.patterns).chain(words.shapes.iter().map(|rule| &rule.pattern))
        {
            assert!(regex::Regex::new(pattern).is_ok(), "{pattern}");
        }
    }

    #[test]
    fn latin_words_are_whole_words() {
        let words = vec!["list".to_owned(), "列表".to_owned()];
        for (text, found) in [("A list:", true), ("listing", false), ("消息列表如下", true), ("**列表**：", true)]
        {
            assert_eq!(mentions(text, &words), found, "{text}");
        }
    }
}
