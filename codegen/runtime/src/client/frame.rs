//! Calls as a client writes them where each is one JSON object.

use crate::Api;
use crate::json::{quoted, write_nested};

/// Writes a call, with the number in the `echo` where the API has one.
pub(crate) fn write_call(api: &Api, name: &str, parameters: &str, number: u64) -> Option<String> {
    let frames = api.frames.as_ref()?;
    let parameters = if parameters.is_empty() { "{}" } else { parameters };
    // A string: some servers take no other kind of `echo`.
    let (name, number) = (quoted(name), format!("\"{number}\""));
    let parts = [(frames.name, &*name), (frames.parameters, parameters)].into_iter();
    let parts = parts.chain(api.envelope.echo.map(|echo| (echo, &*number)));
    let members: Vec<_> = frames.with.iter().copied().chain(parts).collect();
    let mut out = String::new();
    write_nested(&members, &mut out);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::{Envelope, Frames};
    use crate::testing::NOTES;

    #[test]
    fn a_written_call_is_json() {
        let text = write_call(&NOTES, "get \"note\"", r#"{"id":9007199254740993}"#, 7).unwrap();
        assert_eq!(text, r#"{"action":"get \"note\"","params":{"id":9007199254740993},"echo":"7"}"#);
        assert_eq!(write_call(&Api::PLAIN, "a", "", 7), None);
    }

    #[test]
    fn members_of_a_call_can_stand_in_objects() {
        const NESTED: Api = Api {
            envelope: Envelope { echo: Some("d.id"), ..Envelope::BARE },
            frames: Some(Frames { name: "d.call", parameters: "d.with.all", with: &[("op", "6")], ..Frames::PLAIN }),
            ..Api::PLAIN
        };
        let text = write_call(&NESTED, "a", "", 7).unwrap();
        assert_eq!(text, r#"{"op":6,"d":{"call":"a","with":{"all":{}},"id":"7"}}"#);
        let text = write_call(&Api { envelope: Envelope::BARE, ..NESTED }, "a", r#"{"b.c":1}"#, 7).unwrap();
        assert_eq!(text, r#"{"op":6,"d":{"call":"a","with":{"all":{"b.c":1}}}}"#);
    }
}
