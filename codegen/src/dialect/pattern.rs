//! Patterns: regular expressions that are checked when the dialect is read.

use std::borrow::Cow;

use regex::{Captures, Regex};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, de};

/// A regular expression in the syntax of the `regex` crate. It is searched for, not anchored.
///
/// `\w` and `\d` stand for ASCII letters, digits and `_`: names on the wire have no others, while in running text of a
/// language that writes no blanks a letter of any script would take in the words around a name. It also makes a
/// pattern ten times as quick to compile.
#[derive(Clone, Debug)]
pub struct Pattern(Regex);

impl Pattern {
    /// Whether the text has a match.
    #[must_use]
    pub fn is_match(&self, text: &str) -> bool {
        self.0.is_match(text)
    }

    /// The groups of the first match.
    #[must_use]
    pub fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        self.0.captures(text)
    }

    /// The regular expression.
    #[must_use]
    pub fn regex(&self) -> &Regex {
        &self.0
    }

    /// Whether the expression has a group of this name.
    #[must_use]
    pub fn has_group(&self, name: &str) -> bool {
        self.0.capture_names().flatten().any(|group| group == name)
    }
}

impl<'de> Deserialize<'de> for Pattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Regex::new(&ascii(&text)).map(Self).map_err(|error| {
            let reason = error.to_string();
            let reason = reason.lines().last().unwrap_or_default().trim_start_matches("error: ");
            de::Error::custom(format!("the pattern `{text}` does not compile: {reason}"))
        })
    }
}

/// The expression with classes of ASCII in the place of `\w` and `\d` and their opposites.
fn ascii(pattern: &str) -> String {
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

    fn pattern(text: &str) -> Pattern {
        Pattern::deserialize(de::value::StrDeserializer::<de::value::Error>::new(text)).unwrap()
    }

    #[test]
    fn letters_and_digits_are_those_of_names() {
        let cases = [
            (r"\w+", "群号group_id为", "group_id"),
            (r"[\w.-]+", "见go-cqhttp.x页", "go-cqhttp.x"),
            (r"\d+", "１２34", "34"),
            (r"\W+", "a群号b", "群号"),
            (r"[^\D5]+", "x567", "67"),
            (r"\\w", r"a \w b", r"\w"),
            (r"\S+\s", "群 号", "群 "),
            (r"(?i:json)\[\]", "x JSON[]", "JSON[]"),
        ];
        for (text, words, found) in cases {
            assert_eq!(pattern(text).regex().find(words).map(|found| found.as_str()), Some(found), "{text}");
        }
    }

    #[test]
    fn an_error_shows_the_pattern_as_it_is_written() {
        let text = de::value::StrDeserializer::<de::value::Error>::new(r"(\w");
        let error = Pattern::deserialize(text).unwrap_err().to_string();
        assert_eq!(error, r"the pattern `(\w` does not compile: unclosed group");
    }
}
