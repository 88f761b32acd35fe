//! What a client has to send at intervals, and the answer: see [`crate::api::Heartbeat`].

use serde_json::Value;
use serde_json::value::RawValue;

use crate::api::{Part, Step};
use crate::event::put;
use crate::json::{at_paths, is_same};

/// Whether a text is this message.
pub(crate) fn is(step: &Step, text: &str) -> bool {
    let paths = step.when.iter().map(|(path, _)| *path);
    let mut same = vec![false; step.when.len()];
    let read = at_paths(text, &paths, |number, raw| {
        if let (Some(same), Some((_, stated))) = (same.get_mut(number), step.when.get(number)) {
            *same = raw.is_some_and(|raw: &RawValue| is_same(raw.get(), stated));
        }
    });
    read.is_ok() && !same.is_empty() && same.into_iter().all(|same| same)
}

/// The text of this message, with the values of its parts.
pub(crate) fn text(step: &Step, mut part: impl FnMut(Part) -> Value) -> String {
    let mut message = serde_json::Map::new();
    for (path, json) in step.when {
        put(&mut message, path, serde_json::from_str(json).unwrap_or_default());
    }
    for (path, one) in step.parts {
        put(&mut message, path, part(*one));
    }
    Value::Object(message).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::Side;

    #[test]
    fn a_message_is_known_by_all_of_its_members() {
        let step = Step {
            name: "Beat",
            by: Side::Client,
            when: &[("op", "1"), ("d.kind", "\"beat\"")],
            parts: &[("d.last", Part::Event("s")), ("at", Part::Json("7"))],
            token: None,
            computed: &[],
            close: 4009,
        };
        for (message, known) in [
            (r#"{"op":1,"d":{"kind":"beat","more":[]}}"#, true),
            (r#"{"d":{"kind":"\u0062eat"},"op":1.0,"op":1}"#, true),
            (r#"{"op":1,"op":2,"d":{"kind":"beat"}}"#, false),
            (r#"{"op":1}"#, false),
            (r#"{"op":1,"d":["kind"]}"#, false),
            (r#"{"op":1,"d":{"kind":"beat"}} x"#, false),
            ("[1]", false),
            ("", false),
        ] {
            assert_eq!(is(&step, message), known, "{message}");
        }
        assert!(!is(&Step { when: &[], ..step }, "{}"), "what is known by nothing is known nowhere");
        let part = |part| if part == Part::Event("s") { Value::from(3) } else { Value::Null };
        let text = text(&step, part);
        let stated = serde_json::json!({"op": 1, "d": {"kind": "beat", "last": 3}, "at": null});
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), stated);
        assert!(is(&step, &text));
    }
}
