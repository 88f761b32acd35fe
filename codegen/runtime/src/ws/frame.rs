//! Calls as a client writes them, answers and events as it reads them: one JSON object each.
//!
//! Reading looks at the members of the outermost object alone and borrows their text; nothing below them is decoded.

use std::borrow::Cow;

use serde_json::value::RawValue;

use crate::Api;
use crate::json::{members, quoted};

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
        let pick = |name: Cow<'_, str>| match marks.iter().position(|mark| *mark == name) {
            None if Some(&*name) == api.envelope.echo => Some(ECHO),
            position => position,
        };
        let (mut echo, mut seen) = (None, 0_u64);
        members(text, pick, |number, value| match number {
            ECHO => echo = Some(value),
            number => seen |= 1 << (number % 64),
        })?;
        if !marks.is_empty() && seen.count_ones() as usize == marks.len() {
            return Ok(Self::Event);
        }
        let number = echo.and_then(|echo: &RawValue| echo.get().trim_matches('"').parse().ok());
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
