//! Events that documents state: by what they are known, and what they hold.

use serde_json::{Value, json};

use super::{HEAD, compiled, said};

const RULES: &str = "[[section]]\nrole = \"event\"\nmark = \"heading\"\npattern = '^Event (?<name>\\w+)$'\n\
                     [[section]]\nrole = \"events\"\nmark = \"heading\"\npattern = '^Events$'\n\
                     [[section]]\nrole = \"example\"\nof = \"type\"\nmark = \"heading\"\npattern = '^Sample$'\n";

/// The events of a document with these settings, as names with what they are known by, and the fields of their types.
fn events(document: &str, settings: &str) -> (Value, Vec<String>) {
    let output = compiled(document, &format!("{RULES}{settings}"));
    let api = output.api.as_ref().unwrap_or_else(|| panic!("{:?}", said(&output)));
    let mut all = Vec::new();
    for event in api.events.iter().flat_map(|events| &events.types) {
        let when: serde_json::Map<_, _> =
            event.when.iter().map(|mark| (mark.name.clone(), mark.value.value.clone())).collect();
        let fields = match api.type_def(&event.ty).map(|def| &def.kind) {
            Some(tablewright::ir::TypeKind::Struct(body)) if body.open => body.fields.as_slice(),
            other => panic!("{}: {other:?}", event.name),
        };
        let fields: Vec<_> = fields.iter().map(|field| field.name.value.as_str()).collect();
        all.push(json!([event.name, when, fields, event.docs.0]));
    }
    (Value::Array(all), said(&output))
}

#[test]
fn an_event_is_known_by_what_is_stated() {
    let table = format!("{HEAD}| a | int | A |;");
    let kind = format!("{HEAD}| kind | \"on\" | Kind |;| a | int | A |;");
    let values = "[[type]]\nis = \"values\"\npattern = '^\"\\w+\"$'\neach = '\"(?<value>\\w+)\"'\n";
    for (document, settings, found, says) in [
        (
            format!("## GET /a;;Nothing comes back.;;## Event on;;Comes.;;{table}"),
            "[events]\nnamed_by = \"t\"\n",
            json!([["on", {"t": "on"}, ["a", "t"], "Comes."]]),
            None,
        ),
        (
            format!("## GET /a;;Nothing comes back.;;## Event on;;{table}"),
            "[events]\nnamed_by = \"d.t\"\ndata = \"d.b\"\nwith = { op = 1 }\n",
            json!([["on", {"op": 1, "d.t": "on"}, ["op", "d"], ""]]),
            None,
        ),
        (
            format!("## GET /a;;Nothing comes back.;;## Event on;;{kind}"),
            &*format!("{values}[events]\nmarks = [\"kind\"]\n"),
            json!([["on", {"kind": "on"}, ["kind", "a"], ""]]),
            None,
        ),
        (
            format!("## GET /a;;Nothing comes back.;;## Event on;;{kind}"),
            &*format!("{values}[events]\nmarks = [\"d.kind\"]\ndata = \"d\"\n"),
            json!([["on", {"d.kind": "on"}, ["d"], ""]]),
            None,
        ),
        (
            "## GET /a;;Nothing comes back.;;## Event on;;### Sample;;```json;{\"kind\": \"on\", \"a\": 1};```;"
                .to_owned(),
            "[events]\nmarks = [\"kind\"]\n",
            json!([["on", {"kind": "on"}, ["kind", "a"], ""]]),
            Some("is known by `kind` is taken from this example"),
        ),
        (
            format!("## GET /a;;Nothing comes back.;;## Event on;;{table}"),
            "[events]\nmarks = [\"kind\"]\n",
            json!([]),
            Some("nothing says by what the event `on` is known"),
        ),
        (
            format!("## GET /a;;Nothing comes back.;;## Event on;;{table}"),
            "",
            json!([]),
            Some("nothing tells events from the answers to calls"),
        ),
        // The dialect counts.
        (
            format!("## GET /a;;Nothing comes back.;;## Event on;;Comes.;;{table}"),
            "[events]\nnamed_by = \"t\"\n[[event]]\nname = \"on\"\nwhen = { t = \"on\" }\nfields = [{ name = \"a\", type = \"int\" }]\n",
            json!([["on", {"t": "on"}, ["a"], "Comes."]]),
            None,
        ),
        (
            format!("## GET /a;;Nothing comes back.;;## Event on;;{table}"),
            "[events]\nnamed_by = \"t\"\n[[event]]\nname = \"on\"\nwhen = { t = \"off\" }\nfields = [{ name = \"a\", type = \"int\" }]\n",
            json!([["on", {"t": "off"}, ["a"], ""]]),
            Some("says something else of `t` of the event `on`"),
        ),
        (
            format!("## GET /a;;Nothing comes back.;;## Event on;;{table}"),
            "[events]\nnamed_by = \"t\"\n[[event]]\nname = \"on\"\nwhen = { t = \"on\" }\nfields = [{ name = \"a\", type = \"text\" }]\n",
            json!([["on", {"t": "on"}, ["a"], ""]]),
            Some("says something else of `a` of the event `on`"),
        ),
        // Rows, and one with a section.
        (
            format!(
                "## GET /a;;Nothing comes back.;;## Events;;{HEAD}| on | text | Shines |;| off | | Dark |;;## Event on;;{table}"
            ),
            "[events]\nnamed_by = \"t\"\ndata = \"d\"\n",
            json!([["on", {"t": "on"}, ["t", "d"], "Shines"], ["off", {"t": "off"}, ["t", "d"], "Dark"]]),
            Some("is not the type that the section of the event `on` describes"),
        ),
        (
            format!("## GET /a;;Nothing comes back.;;## Events;;{HEAD}| on | int | Shines |;| on | int | Again |;"),
            "[events]\nnamed_by = \"t\"\ndata = \"d\"\n",
            json!([["on", {"t": "on"}, ["t", "d"], "Shines\n\nAgain"]]),
            Some("the event `on` is described twice"),
        ),
    ] {
        let (events, said) = events(&document, settings);
        let said = said.join("\n");
        assert_eq!(events, found, "{document}\n{settings}\n{said}");
        assert!(says.is_none_or(|words| said.contains(words)), "{document}\n{settings}\n{said}");
        let warned = said.contains("event");
        assert_eq!(warned, says.is_some(), "{document}\n{settings}\n{said}");
    }
}
