//! Patterns: regular expressions that are checked when the dialect is read.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;

use regex::{Captures, Match, Regex};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, de};
use toml::Spanned;

use super::renamed;
use crate::ledger::Rule;

/// A regular expression in the syntax of the `regex` crate. It is searched for, not anchored.
///
/// `\w` and `\d` stand for ASCII letters, digits and `_`: names on the wire have no others, while in running text of a
/// language that writes no blanks a letter of any script would take in the words around a name. It also makes a
/// pattern ten times as quick to compile.
#[derive(Clone, Debug)]
pub struct Pattern {
    regex: Regex,
    at: Range<usize>,
    /// Whether it has a group under an old name, in whose place the expression has the new one.
    renamed: bool,
}

impl Pattern {
    /// Whether the text has a match.
    #[must_use]
    pub fn is_match(&self, text: &str) -> bool {
        self.regex.is_match(text)
    }

    /// The groups of the first match.
    #[must_use]
    pub fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        self.regex.captures(text)
    }

    /// The groups of every match.
    pub fn captures_iter<'t>(&self, text: &'t str) -> impl Iterator<Item = Captures<'t>> {
        self.regex.captures_iter(text)
    }

    /// The first match.
    #[must_use]
    pub fn find<'t>(&self, text: &'t str) -> Option<Match<'t>> {
        self.regex.find(text)
    }

    /// Every match.
    pub fn find_iter<'t>(&self, text: &'t str) -> impl Iterator<Item = Match<'t>> {
        self.regex.find_iter(text)
    }

    /// The text between the matches.
    pub fn split<'t>(&self, text: &'t str) -> impl Iterator<Item = &'t str> {
        self.regex.split(text)
    }

    /// The regular expression.
    #[must_use]
    pub fn regex(&self) -> &Regex {
        &self.regex
    }

    /// Where it stands in its file.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.at.clone()
    }

    /// The rule of the key `key` that the pattern stands for.
    #[must_use]
    pub fn rule(&self, key: &'static str) -> Rule {
        Rule::new(key, &self.at)
    }

    /// Whether it has groups under names that they had before.
    #[must_use]
    pub fn is_renamed(&self) -> bool {
        self.renamed
    }

    /// Whether the expression has a group of this name.
    #[must_use]
    pub fn has_group(&self, name: &str) -> bool {
        self.regex.capture_names().flatten().any(|group| group == name)
    }
}

impl<'de> Deserialize<'de> for Pattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Spanned::<String>::deserialize(deserializer)?;
        let (at, text) = (text.span(), text.into_inner());
        let (expression, renamed) = renamed::groups(&ascii(&text));
        compiled(&expression).map(|regex| Self { regex, at, renamed }).map_err(|error| {
            let reason = error.to_string();
            let reason = reason.lines().last().unwrap_or_default().trim_start_matches("error: ");
            de::Error::custom(format!("the pattern `{text}` does not compile: {reason}"))
        })
    }
}

/// How many expressions are remembered.
const REMEMBERED: usize = 256;

thread_local! {
    /// The expressions that were compiled last. To compile one takes longer than to read a small document with it, and who
    /// looks for a dialect by trial reads many that differ in a rule.
    static COMPILED: RefCell<HashMap<String, Regex>> = RefCell::default();
}

fn compiled(expression: &str) -> Result<Regex, regex::Error> {
    COMPILED.with_borrow_mut(|known| {
        if let Some(regex) = known.get(expression) {
            return Ok(regex.clone());
        }
        let regex = Regex::new(expression)?;
        if known.len() >= REMEMBERED {
            known.clear();
        }
        known.insert(expression.to_owned(), regex.clone());
        Ok(regex)
    })
}

/// The expression with classes of ASCII in the place of `\w` and `\d` and their opposites.
#[must_use]
pub fn ascii(pattern: &str) -> String {
    let mut expression = String::with_capacity(pattern.len());
    let mut letters = pattern.chars();
    while let Some(letter) = letters.next() {
        let escaped = if letter == '\\' { letters.next() } else { None };
        match escaped {
            Some('w') => expression.push_str("[0-9A-Za-z_]"),
            Some('W') => expression.push_str("[^0-9A-Za-z_]"),
            Some('d') => expression.push_str("[0-9]"),
            Some('D') => expression.push_str("[^0-9]"),
            escaped => expression.extend(std::iter::once(letter).chain(escaped)),
        }
    }
    expression
}

impl JsonSchema for Pattern {
    fn schema_name() -> Cow<'static, str> {
        "Pattern".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "format": "regex",
            "description": "A regular expression in the syntax of Rust's `regex` crate; searched for, not anchored. \
                            `\\w` and `\\d` stand for ASCII letters, digits and `_`."
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_digits_are_those_of_names() {
        let cases = [
            (r"\w+", "群号room_id为", "room_id"),
            (r"[\w.-]+", "见two-lamps.x页", "two-lamps.x"),
            (r"\d+", "１２34", "34"),
            (r"\W+", "a群号b", "群号"),
            (r"[^\D5]+", "x567", "67"),
            (r"\\w", r"a \w b", r"\w"),
            (r"\S+\s", "群 号", "群 "),
            (r"(?i:json)\[\]", "x JSON[]", "JSON[]"),
        ];
        for (text, words, found) in cases {
            let regex = Regex::new(&ascii(text)).unwrap();
            assert_eq!(regex.find(words).map(|found| found.as_str()), Some(found), "{text}");
        }
    }
}
