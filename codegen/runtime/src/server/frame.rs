//! A call that is written as one JSON object.

use std::borrow::Cow;

use serde::de::IgnoredAny;
use serde_json::value::RawValue;

use crate::api::{Frames, Problem};
use crate::json::{self, is_same};

/// A call that is written as one JSON object, each part as its JSON text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frame<'a> {
    /// What is called; `None` where the member is missing or is no text.
    pub name: Option<Cow<'a, str>>,
    /// The parameters; `None` where they are missing or `null`.
    pub parameters: Option<&'a str>,
    /// What is to come back with the answer.
    pub echo: Option<&'a str>,
    /// The first of [`Frames::with`] that the frame does not have, or has with another value; then it is no call.
    pub lacks: Option<(&'static str, &'static str)>,
}

impl<'a> Frame<'a> {
    /// Reads a frame; `echo` is the path of [`crate::api::Envelope::echo`].
    ///
    /// # Errors
    ///
    /// Where the text is no JSON object.
    pub fn read(text: &'a str, frames: &Frames, echo: Option<&str>) -> Result<Self, serde_json::Error> {
        let (mut name, mut parameters, mut back, mut same) = (None, None, None, 0_u64);
        // Without an echo there is no fourth kind, so that the numbers stay.
        let parts = [Some(frames.name), Some(frames.parameters), echo.or(Some(""))].into_iter().flatten();
        let paths = parts.chain(frames.with.iter().map(|(path, _)| *path));
        json::at_paths(text, &paths, |number, raw| {
            let raw = raw.map(RawValue::get);
            match number.checked_sub(PARTS) {
                Some(number) => {
                    let is = raw.zip(frames.with.get(number)).is_some_and(|(raw, (_, value))| is_same(raw, value));
                    same = (same & !(1 << number)) | (u64::from(is) << number);
                }
                None if number == 0 => name = raw,
                None if number == 1 => parameters = raw,
                None => back = raw.filter(|_| echo.is_some()),
            }
        })?;
        let lacks = frames.with.iter().enumerate().find(|(number, _)| (same >> number) & 1 == 0);
        Ok(Self {
            name: name.and_then(json::unquote),
            parameters: parameters.filter(|raw| *raw != "null"),
            echo: back,
            lacks: lacks.map(|(_, member)| *member),
        })
    }

    /// Why a text is no frame, with what it is refused for: it is no JSON, or JSON that is no object.
    pub(super) fn refusal(text: &str, error: &serde_json::Error, what: &str) -> (Problem, String) {
        let is_json = error.is_data() && serde_json::from_str::<IgnoredAny>(text).is_ok();
        let problem = if is_json { Problem::NotACall } else { Problem::Malformed };
        (problem, format!("the {what} is not a call as a JSON object: {error}"))
    }

    /// Why it is no call, where it is none.
    pub(super) fn fault(&self) -> Option<String> {
        self.lacks.map(|(path, value)| format!("a call has {value} in `{path}`"))
    }
}

/// The name, the parameters and the echo, which come before what every call has.
const PARTS: usize = 3;

#[cfg(test)]
mod tests {
    use serde_json::Value;

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
        let nested =
            Frames { name: "d.call", parameters: "d.with", with: &[("op", "6"), ("d.v", "\"2.0\"")], ..*frames };
        for (text, name, parameters, echo, lacks) in [
            (
                r#"{"op":6,"d":{"v":"2.0","call":"a","with":{"b":1},"id":7}}"#,
                Some("a"),
                Some(r#"{"b":1}"#),
                Some("7"),
                None,
            ),
            (r#"{"op":6,"d":{"v":"\u0032.0","call":"a"}}"#, Some("a"), None, None, None),
            (r#"{"op":7,"d":{"v":"2.0","call":"a"}}"#, Some("a"), None, None, Some(("op", "6"))),
            (r#"{"op":6,"d":[],"call":"a","d.call":"b"}"#, None, None, None, Some(("d.v", "\"2.0\""))),
            (r#"{"op":6,"op":5,"d":{"v":"2.0"}}"#, None, None, None, Some(("op", "6"))),
        ] {
            let frame = Frame::read(text, &nested, Some("d.id")).unwrap();
            assert_eq!((frame.name.as_deref(), frame.parameters, frame.echo), (name, parameters, echo), "{text}");
            assert_eq!(frame.lacks, lacks, "{text}");
        }
        for text in ["[]", "[1", "", "{", "{} x", "\"a\"", "1", r#"{"action":}"#] {
            let error = Frame::read(text, frames, Some("echo")).unwrap_err();
            let is_json = serde_json::from_str::<Value>(text).is_ok();
            let problem = if is_json { Problem::NotACall } else { Problem::Malformed };
            assert_eq!(Frame::refusal(text, &error, "body").0, problem, "{text}");
        }
    }
}
