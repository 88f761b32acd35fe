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

/// What stands at the end of a path below `value`: `a.b` is the member `b` of the member `a`. Where something on the way
/// is no object, nothing does.
#[cfg(any(feature = "client", feature = "server"))]
fn below<'de>(value: &'de RawValue, path: &str) -> Option<&'de RawValue> {
    path.split('.').try_fold(value, |value, step| {
        let mut found = None;
        members(value.get(), |name| (name == step).then_some(()), |(), raw| found = Some(raw)).ok()?;
        found
    })
}

/// The value at a path whose first member was looked up already.
#[cfg(feature = "client")]
pub(crate) fn at<'de>(path: &str, first: impl FnOnce(&str) -> Option<&'de RawValue>) -> Option<&'de RawValue> {
    match path.split_once('.') {
        None => first(path),
        Some((start, rest)) => below(first(start)?, rest),
    }
}

/// Reads the object `text`: `found` gets what stands at each of the first 64 paths, by its number, as often as the
/// object has the first member of the path; the last time counts.
#[cfg(any(feature = "server", feature = "ws"))]
pub(crate) fn at_paths<'de, 'p>(
    text: &'de str,
    paths: &(impl Iterator<Item = &'p str> + Clone),
    mut found: impl FnMut(usize, Option<&'de RawValue>),
) -> serde_json::Result<()> {
    let split = |path: &'p str| path.split_once('.').map_or((path, None), |(first, rest)| (first, Some(rest)));
    let numbered = || paths.clone().map(split).enumerate().take(64);
    let pick = |name: Cow<'de, str>| {
        let wanted = numbered().filter(|(_, (first, _))| name == *first);
        Some(wanted.fold(0_u64, |wanted, (number, _)| wanted | (1 << number))).filter(|wanted| *wanted != 0)
    };
    members(text, pick, |wanted, raw| {
        for (number, (_, rest)) in numbered().filter(|(number, _)| (wanted >> number) & 1 == 1) {
            found(number, rest.map_or(Some(raw), |rest| below(raw, rest)));
        }
    })
}

/// Whether what another side wrote is the value `stated`, which is no list and no object. One that it wrote is not read: it
/// would take far more memory than its text.
#[cfg(any(feature = "server", all(feature = "client", feature = "ws")))]
pub(crate) fn is_same(given: &str, stated: &str) -> bool {
    let value = |text| serde_json::from_str::<serde_json::Value>(text).ok();
    let is_plain = !given.starts_with(['{', '[']);
    given == stated || (is_plain && value(given).is_some_and(|given| value(stated) == Some(given)))
}

/// Writes an object of members that stand at paths, each with its value as JSON text. Those that begin alike are in one
/// object, which stands where the last of them does.
#[cfg(any(feature = "client", feature = "server"))]
pub(crate) fn write_nested(members: &[(&str, &str)], out: &mut String) {
    out.push('{');
    for (number, (path, value)) in members.iter().enumerate() {
        let Some((first, _)) = path.split_once('.') else {
            write_name(path, out);
            out.push_str(value);
            continue;
        };
        let inner: Vec<_> = members
            .iter()
            .enumerate()
            .filter_map(|(at, (path, value))| {
                let (start, rest) = path.split_once('.')?;
                (start == first).then_some((at, (rest, *value)))
            })
            .collect();
        if inner.last().is_some_and(|(last, _)| *last == number) {
            let inner: Vec<_> = inner.into_iter().map(|(_, member)| member).collect();
            write_name(first, out);
            // So deep as the paths are long, which the dialect bounds.
            write_nested(&inner, out);
        }
    }
    out.push('}');
}

/// Writes the name of a member, behind a comma where one has to be.
#[cfg(any(feature = "client", feature = "server"))]
pub(crate) fn write_name(name: &str, out: &mut String) {
    if !out.ends_with('{') {
        out.push(',');
    }
    quote(name, out);
    out.push(':');
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

    #[cfg(any(feature = "client", feature = "server"))]
    #[test]
    fn values_are_found_at_paths() {
        let paths = ["a.b", "a", "c.d.e", "f"];
        for (text, expected) in [
            (r#"{"a":{"b":1},"c":{"d":{"e":[2]}},"f":3}"#, [Some("1"), Some(r#"{"b":1}"#), Some("[2]"), Some("3")]),
            (r#"{"a":null,"c":{"d":7},"a.b":1,"\u0066":"x"}"#, [None, Some("null"), None, Some(r#""x""#)]),
            (r#"{"a":{"b":1,"b":2},"c":{"d":{"e":1}},"c":{}}"#, [Some("2"), Some(r#"{"b":1,"b":2}"#), None, None]),
            (r#"{"a":{"b":1},"a":[]}"#, [None, Some("[]"), None, None]),
            ("{}", [None; 4]),
        ] {
            let mut all = [None; 4];
            at_paths(text, &paths.into_iter(), |number, raw| all[number] = raw.map(RawValue::get)).unwrap();
            assert_eq!(all, expected, "{text}");
        }
        for text in ["", "[]", "{", "{} 1"] {
            assert!(at_paths(text, &paths.into_iter(), |_, _| {}).is_err(), "{text}");
        }
    }

    #[cfg(any(feature = "client", feature = "server"))]
    #[test]
    fn members_at_paths_are_written_into_each_other() {
        for (members, text) in [
            (&[][..], "{}"),
            (&[("a", "1"), ("b", "{}")], r#"{"a":1,"b":{}}"#),
            (
                &[("d.s.ok", "true"), ("op", "7"), ("d.s.code", "1"), ("e.x", "0"), ("d.data", "null")],
                r#"{"op":7,"e":{"x":0},"d":{"s":{"ok":true,"code":1},"data":null}}"#,
            ),
            (&[("\"q.\\", "1")], r#"{"\"q":{"\\":1}}"#),
        ] {
            let mut out = String::new();
            write_nested(members, &mut out);
            assert_eq!(out, text);
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
