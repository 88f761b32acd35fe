//! A call that is written as one JSON object.

use std::borrow::Cow;

use crate::api::Frames;
use crate::json;

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
        let mut frame = Self::default();
        let pick = |key: Cow<'a, str>| match &*key {
            key if key == frames.name => Some(Part::Name),
            key if key == frames.parameters => Some(Part::Parameters),
            key if Some(key) == echo => Some(Part::Echo),
            _ => None,
        };
        json::members(text, pick, |part, raw| match (part, raw.get()) {
            (Part::Name, raw) => frame.name = json::unquote(raw),
            (Part::Parameters, raw) => frame.parameters = Some(raw).filter(|raw| *raw != "null"),
            (Part::Echo, raw) => frame.echo = Some(raw),
        })?;
        Ok(frame)
    }
}

enum Part {
    Name,
    Parameters,
    Echo,
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
