//! A call that is written as one JSON object.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::api::Frames;
use crate::parameters::Key;

/// A call that is written as one JSON object, each part as its JSON text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frame<'a> {
    /// What is called; `None` where the member is missing or is no text.
    pub name: Option<Cow<'a, str>>,
    /// The parameters; `None` where they are missing or `null`.
    pub parameters: Option<&'a str>,
    /// What is to come back with the answer.
    pub echo: Option<&'a str>,
}

impl<'a> Frame<'a> {
    /// Reads a frame; `echo` is the name of [`crate::api::Envelope::echo`].
    ///
    /// # Errors
    ///
    /// Where the text is no JSON object.
    pub fn read(text: &'a str, frames: &Frames, echo: Option<&str>) -> Result<Self, serde_json::Error> {
        let mut deserializer = serde_json::Deserializer::from_str(text);
        let frame = (&mut deserializer).deserialize_map(Reading { frames, echo })?;
        deserializer.end()?;
        Ok(frame)
    }
}

struct Reading<'r> {
    frames: &'r Frames,
    echo: Option<&'r str>,
}

impl<'de> Visitor<'de> for Reading<'_> {
    type Value = Frame<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut frame = Frame::default();
        while let Some(Key(key)) = map.next_key()? {
            if key == self.frames.name {
                let raw = map.next_value::<&RawValue>()?.get();
                frame.name = text(raw);
            } else if key == self.frames.parameters {
                frame.parameters = Some(map.next_value::<&RawValue>()?.get()).filter(|raw| *raw != "null");
            } else if Some(&*key) == self.echo {
                frame.echo = Some(map.next_value::<&RawValue>()?.get());
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(frame)
    }
}

fn text(raw: &str) -> Option<Cow<'_, str>> {
    let mut deserializer = serde_json::Deserializer::from_str(raw);
    serde::Deserialize::deserialize(&mut deserializer).ok().map(|Key(text)| text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::NOTES;

    #[test]
    fn frames_are_read_part_by_part() {
        let frames = NOTES.frames.as_ref().unwrap();
        for (text, name, parameters, echo) in [
            (
                r#"{"action":"a","params":{"b":1},"echo":12345678901234567890}"#,
                Some("a"),
                Some(r#"{"b":1}"#),
                Some("12345678901234567890"),
            ),
            (r#" {"x":[{}],"echo":null,"params":null,"action":"\u0061"} "#, Some("a"), None, Some("null")),
            (r#"{"action":1,"echo": { "k" : 1.50 } }"#, None, None, Some(r#"{ "k" : 1.50 }"#)),
            ("{}", None, None, None),
        ] {
            let frame = Frame::read(text, frames, Some("echo")).unwrap();
            assert_eq!((frame.name.as_deref(), frame.parameters, frame.echo), (name, parameters, echo), "{text}");
        }
        for text in ["[]", "", "{", "{} x", "\"a\"", "1", r#"{"action":}"#] {
            assert!(Frame::read(text, frames, Some("echo")).is_err(), "{text}");
        }
    }
}
