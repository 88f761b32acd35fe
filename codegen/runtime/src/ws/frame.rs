//! Calls as a client writes them, answers and events as it reads them: one JSON object each.
//!
//! Reading looks at the members of the outermost object alone and borrows their text; nothing below them is decoded.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::Api;

/// Calls `found` with the number and the text of each member of the object `json` whose name `wanted` gives a number.
///
/// A name that stands twice is reported twice, so that the last one counts.
pub(crate) fn members<'de, W, F>(json: &'de str, wanted: W, found: F) -> serde_json::Result<()>
where
    W: Fn(&str) -> Option<usize>,
    F: FnMut(usize, &'de RawValue),
{
    let mut reader = serde_json::Deserializer::from_str(json);
    Members { wanted, found }.deserialize(&mut reader)?;
    reader.end()
}

struct Members<W, F> {
    wanted: W,
    found: F,
}

impl<'de, W: Fn(&str) -> Option<usize>, F: FnMut(usize, &'de RawValue)> DeserializeSeed<'de> for Members<W, F> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, W: Fn(&str) -> Option<usize>, F: FnMut(usize, &'de RawValue)> Visitor<'de> for Members<W, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        while let Some(number) = map.next_key_seed(Name(&self.wanted))? {
            match number {
                Some(number) => (self.found)(number, map.next_value()?),
                None => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

/// The name of a member, as the number that it was given.
struct Name<'w, W>(&'w W);

impl<'de, W: Fn(&str) -> Option<usize>> DeserializeSeed<'de> for Name<'_, W> {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<W: Fn(&str) -> Option<usize>> Visitor<'_> for Name<'_, W> {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
        Ok((self.0)(name))
    }
}

/// Writes a call with an `echo` that [`Received::read`] recognises.
pub(crate) fn write_call(api: &Api, name: &str, parameters: &str, number: u64) -> Option<String> {
    let (frames, echo) = (api.frames.as_ref()?, api.envelope.echo?);
    let parameters = if parameters.is_empty() { "{}" } else { parameters };
    let name = quoted(name);
    // A string: some servers take no other kind of `echo`.
    Some(format!(
        "{{{}:{name},{}:{parameters},{}:\"{number}\"}}",
        quoted(frames.name),
        quoted(frames.parameters),
        quoted(echo)
    ))
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// What a client gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Received {
    /// The answer to the call with this number.
    Answer(u64),
    /// An event.
    Event,
    /// An object that is neither: an answer without an `echo`, or with one that no call of ours has.
    Neither,
}

impl Received {
    /// Tells an answer from an event.
    ///
    /// # Errors
    ///
    /// If `text` is no JSON object.
    pub(crate) fn read(api: &Api, text: &str) -> serde_json::Result<Self> {
        const ECHO: usize = usize::MAX;
        let marks = api.events.as_ref().map_or(&[][..], |events| events.marks);
        let wanted = |name: &str| match marks.iter().position(|mark| *mark == name) {
            None if Some(name) == api.envelope.echo => Some(ECHO),
            position => position,
        };
        let (mut echo, mut seen) = (None, 0_u64);
        members(text, wanted, |number, value| match number {
            ECHO => echo = Some(value),
            number => seen |= 1 << (number % 64),
        })?;
        if !marks.is_empty() && seen.count_ones() as usize == marks.len() {
            return Ok(Self::Event);
        }
        let number = echo.and_then(|echo| echo.get().trim_matches('"').parse().ok());
        Ok(number.map_or(Self::Neither, Self::Answer))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::NOTES;

    #[test]
    fn answers_are_told_from_events() {
        let cases = [
            (r#"{"status":"ok","code":0,"data":{"echo":"1","kind":2},"echo":"77"}"#, Received::Answer(77)),
            (r#"{"echo":77}"#, Received::Answer(77)),
            (r#"{"kind":"hello","echo":"77"}"#, Received::Event),
            (r#"{"k\u0069nd":null}"#, Received::Event),
            (r#"{"echo":null}"#, Received::Neither),
            (r#"{"echo":-1}"#, Received::Neither),
            (r#"{"echo":"x"}"#, Received::Neither),
            ("{}", Received::Neither),
        ];
        for (text, expected) in cases {
            assert_eq!(Received::read(&NOTES, text).unwrap(), expected, "{text}");
        }
        assert!(Received::read(&NOTES, "[]").is_err());
    }

    #[test]
    fn a_written_call_is_json() {
        let text = write_call(&NOTES, "get \"note\"", r#"{"id":9007199254740993}"#, 7).unwrap();
        assert_eq!(text, r#"{"action":"get \"note\"","params":{"id":9007199254740993},"echo":"7"}"#);
    }
}
