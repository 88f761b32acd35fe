//! JSON text without a tree: objects member by member, and strings.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

/// Reads an object: `pick` says of each name how its value is read, if at all, and `found` takes what was read.
///
/// A name that stands twice is read twice, so that the last one counts.
pub(crate) fn read_members<'de, D, P, S, F>(deserializer: D, pick: P, found: F) -> Result<(), D::Error>
where
    D: Deserializer<'de>,
    P: FnMut(Cow<'de, str>) -> Option<S>,
    S: DeserializeSeed<'de>,
    F: FnMut(S::Value),
{
    deserializer.deserialize_map(Members { pick, found, seed: PhantomData })
}

/// Reads the object `text`: `pick` gives names that are wanted a key, under which `found` gets the text of the value.
pub(crate) fn members<'de, K>(
    text: &'de str,
    mut pick: impl FnMut(Cow<'de, str>) -> Option<K>,
    mut found: impl FnMut(K, &'de RawValue),
) -> serde_json::Result<()> {
    let mut reader = serde_json::Deserializer::from_str(text);
    read_members(&mut reader, |name| pick(name).map(Raw), |(key, value)| found(key, value))?;
    reader.end()
}

struct Members<P, S, F> {
    pick: P,
    found: F,
    seed: PhantomData<S>,
}

impl<'de, P, S, F> Visitor<'de> for Members<P, S, F>
where
    P: FnMut(Cow<'de, str>) -> Option<S>,
    S: DeserializeSeed<'de>,
    F: FnMut(S::Value),
{
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        while let Some(Text(name)) = map.next_key()? {
            match (self.pick)(name) {
                Some(seed) => (self.found)(map.next_value_seed(seed)?),
                None => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

/// A string, borrowed where it has no escapes.
#[derive(Deserialize)]
pub(crate) struct Text<'a>(#[serde(borrow)] pub(crate) Cow<'a, str>);

/// A value as its text, with the key that its name got.
struct Raw<K>(K);

impl<'de, K> DeserializeSeed<'de> for Raw<K> {
    type Value = (K, &'de RawValue);

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        <&RawValue>::deserialize(deserializer).map(|value| (self.0, value))
    }
}

/// Writes a JSON string.
pub(crate) fn quote(text: &str, out: &mut String) {
    if text.bytes().any(|byte| byte < 0x20 || matches!(byte, b'"' | b'\\')) {
        out.push_str(&serde_json::Value::from(text).to_string());
    } else {
        out.reserve(text.len() + 2);
        out.push('"');
        out.push_str(text);
        out.push('"');
    }
}

/// `text` as a JSON string.
#[cfg(any(feature = "client", feature = "server"))]
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::new();
    quote(text, &mut out);
    out
}

/// The text inside a JSON string.
pub(crate) fn unquote(raw: &str) -> Option<Cow<'_, str>> {
    let inner = raw.strip_prefix('"')?.strip_suffix('"')?;
    if inner.contains('\\') { serde_json::from_str(raw).ok().map(Cow::Owned) } else { Some(Cow::Borrowed(inner)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_picked_by_name() {
        let text = r#" {"a": [1, {"b": 2}], "\u0062": 1.50, "c": null, "a": "x"} "#;
        let mut all = Vec::new();
        members(text, Some, |name, value| all.push((name.into_owned(), value.get()))).unwrap();
        let names = ["a", "b", "c", "a"].map(str::to_owned);
        let values = [r#"[1, {"b": 2}]"#, "1.50", "null", r#""x""#];
        assert_eq!(all, names.into_iter().zip(values).collect::<Vec<_>>());
        let mut last = None;
        members(text, |name| (name == "a").then_some(7), |key, value| last = Some((key, value.get()))).unwrap();
        assert_eq!(last, Some((7, r#""x""#)));
        for text in ["", "[]", "1", "{", "{} {}", r#"{"a":}"#, "null"] {
            assert!(members(text, |_| None::<()>, |(), _| {}).is_err(), "{text}");
        }
    }

    #[test]
    fn what_is_quoted_is_unquoted() {
        for text in ["", "a", "\"", "\\", "a\n\u{1}b", "群 \u{2028}", "\u{1f600}"] {
            let mut out = String::from("x");
            quote(text, &mut out);
            let out = out.strip_prefix('x').unwrap();
            assert_eq!(serde_json::from_str::<String>(out).unwrap(), text);
            assert_eq!(unquote(out).unwrap(), text);
        }
        for raw in ["", "a", "1", r#"\"a""#] {
            assert_eq!(unquote(raw), None, "{raw}");
        }
    }
}
