//! Answers and events as a client reads them: one JSON object each.
//!
//! Reading looks at the members that are asked for and borrows their text; nothing below them is decoded.

use serde_json::value::RawValue;

use crate::Api;
use crate::json::at_paths;

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
        let marks = api.events.as_ref().map_or(&[][..], |events| events.marks);
        let (mut echo, mut seen) = (None, 0_u64);
        // The echo comes first, as the number of marks is not known.
        let paths = [api.envelope.echo.unwrap_or_default()].into_iter().chain(marks.iter().copied());
        at_paths(text, &paths, |number, value| match number.checked_sub(1) {
            None => echo = value.filter(|_| api.envelope.echo.is_some()),
            Some(mark) => seen = (seen & !(1 << mark)) | (u64::from(value.is_some()) << mark),
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
    use crate::api::{Envelope, Events};
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
    fn what_is_looked_at_can_stand_in_objects() {
        static NESTED: Api = Api {
            envelope: Envelope { echo: Some("d.id"), ..Envelope::BARE },
            events: Some(Events { marks: &["op", "d.kind"], connect: &[], heartbeat: &[], interval: 1 }),
            ..Api::PLAIN
        };
        for (text, expected) in [
            (r#"{"op":7,"d":{"id":"77"}}"#, Received::Answer(77)),
            (r#"{"op":5,"d":{"kind":"x","id":"77"}}"#, Received::Event),
            (r#"{"op":7,"d":["id"],"id":"77","d.id":"77"}"#, Received::Neither),
            (r#"{"op":5,"d":{"kind":1},"d":null}"#, Received::Neither),
        ] {
            assert_eq!(Received::read(&NESTED, text).unwrap(), expected, "{text}");
        }
    }
}
