//! Texts of JSON, of which documents write some nearly as JSON.

use std::collections::HashSet;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Error, Value};

use crate::recognise::raw::RawExample;

/// A text as JSON.
pub struct Json {
    /// The value, where it can be read at all.
    pub value: Option<Value>,
    /// Why it is not strictly JSON.
    pub fault: Option<Error>,
}

impl Json {
    /// The members of the object that it is, each as the text that a form would have.
    pub fn members(&self) -> Vec<(String, String)> {
        let object = self.value.as_ref().and_then(Value::as_object);
        let words = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        object.into_iter().flatten().map(|(name, value)| (name.clone(), words(value))).collect()
    }
}

/// Whether the brackets of a text nest deeper than a lenient reader may be asked to follow.
fn nests_deep(text: &str) -> bool {
    let depths = text.chars().scan(0_i32, |depth, letter| {
        *depth += i32::from(matches!(letter, '[' | '{')) - i32::from(matches!(letter, ']' | '}'));
        Some(*depth)
    });
    depths.max().unwrap_or_default() > 100
}

/// A text that is JSON and nothing else.
///
/// # Errors
///
/// Why it is not JSON.
pub fn strictly(text: &str) -> Result<Value, Error> {
    serde_json::from_str(text)
}

/// The first key that stands twice in an object of a text that is JSON.
pub fn repeated(text: &str) -> Option<String> {
    let mut keys = Keys(None);
    let mut read = serde_json::Deserializer::from_str(text);
    // What is no JSON is told elsewhere.
    keys.deserialize(&mut read).ok();
    keys.0
}

/// The keys of objects while a text is read: the first that stands twice.
struct Keys(Option<String>);

impl<'de> DeserializeSeed<'de> for &mut Keys {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for &mut Keys {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while items.next_element_seed(&mut *self)?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let mut known = HashSet::new();
        while let Some(key) = members.next_key::<String>()? {
            if !known.insert(key.clone()) {
                self.0.get_or_insert(key);
            }
            members.next_value_seed(&mut *self)?;
        }
        Ok(())
    }
}

/// A text without the dots that stand for more of the same, outside of its strings.
fn without_ellipses(text: &str) -> String {
    let (mut kept, mut inside, mut escaped) = (String::with_capacity(text.len()), false, false);
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let dots = ["...", "…"].into_iter().find(|dots| !inside && rest.starts_with(dots));
        let length = dots.map_or(letter.len_utf8(), str::len);
        if dots.is_none() {
            inside ^= letter == '"' && !escaped;
            escaped = inside && letter == '\\' && !escaped;
            kept.push(letter);
        }
        rest = rest.get(length..).unwrap_or_default();
    }
    kept
}

/// A text that is JSON, or nearly that: with comments, trailing commas, or dots that stand for more of the same.
pub fn read(text: &str) -> Json {
    match strictly(text) {
        Ok(value) => Json { value: Some(value), fault: None },
        Err(error) => {
            let value = if nests_deep(text) { None } else { lenient(&without_ellipses(text)) };
            Json { value, fault: Some(error) }
        }
    }
}

/// A text that is nearly JSON: as it stands in a larger text, with a comma behind it, or with comments as a shell has them.
fn lenient(text: &str) -> Option<Value> {
    let one = |text: &str| json5::from_str(text.trim_end().trim_end_matches(',')).ok();
    one(text).or_else(|| text.contains('#').then(|| one(&without_notes(text)))?)
}

/// A text without the comments that a shell has, outside of its strings: from `#` to the end of the line, at its beginning
/// or behind a blank.
fn without_notes(text: &str) -> String {
    let (mut kept, mut inside, mut escaped, mut noted, mut gap) = (String::new(), false, false, false, true);
    for letter in text.chars() {
        noted = letter != '\n' && (noted || (letter == '#' && gap && !inside));
        if noted {
            continue;
        }
        inside = letter != '\n' && (inside ^ (letter == '"' && !escaped));
        escaped = inside && letter == '\\' && !escaped;
        gap = letter.is_whitespace();
        kept.push(letter);
    }
    kept
}

/// A text without the comments that it begins with.
fn uncommented(text: &str) -> &str {
    let mut text = text.trim_start();
    loop {
        let line = text
            .strip_prefix("//")
            .or_else(|| text.strip_prefix('#'))
            .map(|rest| rest.split_once('\n').map_or("", |(_, rest)| rest));
        let block = || text.strip_prefix("/*").and_then(|rest| Some(rest.split_once("*/")?.1));
        match line.or_else(block) {
            Some(rest) => text = rest.trim_start(),
            None => return text,
        }
    }
}

/// Whether an example is to be read as JSON, by its language or by how it begins. One that is said to be text is JSON where it
/// is nothing but that.
pub fn is_meant(raw: &RawExample) -> bool {
    let language = raw.language.to_ascii_lowercase();
    let text = ["text", "txt", "plain", "plaintext"].contains(&language.as_str());
    let begins = || uncommented(&raw.text).starts_with(['{', '[']);
    language.starts_with("json") || (begins() && (!text || strictly(&raw.text).is_ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_stands_twice_is_found() {
        let cases = [
            ("{\"a\": 1, \"b\": {\"c\": [], \"c\": null}}", Some("c")),
            ("[{\"a\": 1}, {\"a\": 1.5}]", None),
            ("[{\"a\": true, \"a\": \"x\"}, {\"b\": 1, \"b\": -2}]", Some("a")),
            ("{\"a\": 1, \"a\"", Some("a")),
            ("words", None),
        ];
        for (text, expected) in cases {
            assert_eq!(repeated(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn what_is_nearly_json_is_read() {
        let cases = [
            ("{\"a\": 1},", Some("{\"a\":1}")),
            ("  [1, 2,],\n", Some("[1,2]")),
            ("# two lines\n# of words\n{\"a\": \"#1\"}", Some("{\"a\":\"#1\"}")),
            ("{\n  # inside\n  \"a\": 1 // behind\n}", Some("{\"a\":1}")),
            ("{\n  \"a\": 1, # behind\n  \"b\": \"x # y\"\n}", Some("{\"a\":1,\"b\":\"x # y\"}")),
            ("{\"a\": 1}, {}", None),
            ("# words alone", None),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text).value.map(|value| value.to_string()).as_deref(), expected, "{text}");
        }
    }
}
