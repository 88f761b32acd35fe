//! Patterns from the words that they shall match.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::{LazyLock, Mutex, PoisonError};

use regex::Regex;

use crate::dialect::ascii;

/// Patterns by their text, and whether they are as a dialect has them; nothing where a text is none.
type Compiled = HashMap<(&'static str, bool), Option<Regex>>;

/// The patterns of the program that were asked for.
static OWN: LazyLock<Mutex<Compiled>> = LazyLock::new(Mutex::default);

/// A pattern of the program; nothing where it is none. It is compiled once: that takes longer than to look for it in a small
/// document.
pub fn own(pattern: &'static str) -> Option<Regex> {
    once(pattern, false)
}

/// The same, with the letters and digits that it has in a dialect.
pub fn proposed(pattern: &'static str) -> Option<Regex> {
    once(pattern, true)
}

fn once(pattern: &'static str, proposed: bool) -> Option<Regex> {
    let mut known = OWN.lock().unwrap_or_else(PoisonError::into_inner);
    let compiled = || if proposed { Regex::new(&ascii(pattern)) } else { Regex::new(pattern) }.ok();
    known.entry((pattern, proposed)).or_insert_with(compiled).clone()
}

/// A pattern that matches `text`, with either width of colons, brackets and commas, and any blanks for blanks.
pub fn literal(text: &str) -> String {
    let mut pattern = String::new();
    let mut blanks = false;
    for letter in text.chars() {
        if letter.is_whitespace() {
            blanks = true;
            continue;
        }
        if std::mem::take(&mut blanks) {
            pattern.push_str(if pattern.is_empty() { r"\s*" } else { r"\s+" });
        }
        match letter {
            ':' | '：' => pattern.push_str("[：:]"),
            '(' | '（' => pattern.push_str("[(（]"),
            ')' | '）' => pattern.push_str("[)）]"),
            ',' | '，' => pattern.push_str("[,，]"),
            '?' | '？' => pattern.push_str("[?？]"),
            letter => pattern.push_str(&escape(letter)),
        }
    }
    if blanks {
        pattern.push_str(r"\s*");
    }
    pattern
}

/// A letter as a pattern has it. A dash means nothing outside of brackets.
pub fn escape(letter: char) -> String {
    if letter == '-' { "-".to_owned() } else { regex::escape(letter.encode_utf8(&mut [0; 4])) }
}

/// A text as a pattern has it, letter by letter.
pub fn exactly(text: &str) -> String {
    text.chars().map(escape).collect()
}

/// A pattern for all of `texts` and nothing else.
pub fn any_of<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let mut all: Vec<String> = texts.into_iter().map(literal).collect();
    all.sort();
    all.dedup();
    match all.as_slice() {
        [one] => format!("^{one}$"),
        _ => format!("^(?:{})$", all.join("|")),
    }
}

/// `text` as a string of TOML, without escapes where that is possible.
pub fn toml(text: &str) -> String {
    if !text.contains(['\'', '\n', '\r', '\t']) && !text.contains(char::is_control) {
        return format!("'{text}'");
    }
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            letter if letter.is_control() => {
                // Writing to a string does not fail.
                let _ = write!(quoted, "\\u{:04X}", u32::from(letter));
            }
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

/// `words` as a key or a word of TOML.
pub fn word(words: &str) -> String {
    if words.contains(['"', '\\']) || words.contains(char::is_control) { toml(words) } else { format!("\"{words}\"") }
}

/// A list of words.
pub fn list<'a>(all: impl IntoIterator<Item = &'a str>) -> String {
    let all: Vec<_> = all.into_iter().map(word).collect();
    format!("[{}]", all.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_literal_matches_its_text_in_either_width() {
        for (text, also) in [("参数：", "参数:"), ("a (b), c?", "a （b），  c？"), ("x.y*", "x.y*")] {
            let pattern = regex::Regex::new(&any_of([text])).unwrap();
            assert!(pattern.is_match(text) && pattern.is_match(also) && !pattern.is_match("x-y*"), "{pattern}");
        }
    }

    #[test]
    fn strings_read_back() {
        for text in ["a", "it's", "\"", "\\d+'", "a\nb"] {
            let table: toml::Table = format!("a = {}\nb = {}", toml(text), word(text)).parse().unwrap();
            assert_eq!((table["a"].as_str(), table["b"].as_str()), (Some(text), Some(text)));
        }
    }
}
