//! Patches reach what documents get wrong, and say so when the documents have changed.

use serde_json::Value;
use tablewright::{Document, Input, Output, compile};

const DIALECT: &str = r#"
[transport]
get = ["query"]
post = ["json"]

[[endpoint]]
in = "line"
pattern = '^(?<method>[A-Z]+) (?<path>/\S+)$'

[[section]]
role = "parameters"
mark = "heading"
pattern = '^Takes$'

[[section]]
role = "response"
mark = "heading"
pattern = '^Gives$'

[[section]]
role = "object"
mark = "heading"
pattern = '^The (?<name>\w+)$'

[columns]
name = ["Field"]
type = ["Type"]
presence = ["Needed"]
description = ["About"]

[presence]
required = ["yes"]
optional = ["no"]

[types]
int = "int32"
text = "string"

[path]
parameter_type = "text"
"#;

const DOCUMENT: &str = "\
## The lamp

GET /lamps/{id}

### Takes

| Field | Type | Needed | About |
| --- | --- | --- | --- |
| id | text | yes | Which |
| mode | text | no | How |

### Gives

| Field | Type | Needed | About |
| --- | --- | --- | --- |
| watts | int | yes | How strong |

## The room

PUT /rooms

### Takes

| Field | Type | Needed | About |
| --- | --- | --- | --- |
| name | text | yes | What it is called |
| kind | yes | text | Which |

## Both rooms

GET /status

### Gives

| Field | Type | Needed | About |
| --- | --- | --- | --- |
| a | int | yes | A |

## Both docks

GET /status

### Gives

| Field | Type | Needed | About |
| --- | --- | --- | --- |
| b | int | yes | B |

# Others

## The Bulb

| Field | Type | Needed | About |
| --- | --- | --- | --- |
| watts | int | yes | How strong |
";

/// What makes the documents sound, for the cases below are about something else.
const SOUND: &str = "\
[[patch]]
at = \"rooms/parameters/kind\"
expect = { cells = [\"kind\", \"yes\", \"text\", \"Which\"] }
set = { cells = { type = \"text\", presence = \"yes\", description = \"Which\" } }
reason = \"The cells are out of order.\"

[[patch]]
at = \"status\"
expect = { title = \"Both docks\" }
set = { path = \"/docks\" }
reason = \"The path is that of the other.\"
";

fn compiled(patches: &str) -> Output {
    let file = |name: &str, text: &str| Document { name: format!("x/{name}"), text: text.to_owned() };
    compile(&Input {
        api: "x".to_owned(),
        documents: vec![file("api.md", DOCUMENT)],
        dialect: file("dialect.toml", DIALECT),
        patches: Some(file("patches.toml", patches)),
    })
}

fn patch(at: &str, expect: &str, set: &str) -> String {
    format!("{SOUND}\n[[patch]]\nat = \"{at}\"\nexpect = {{ {expect} }}\nset = {{ {set} }}\nreason = \"So it is.\"\n")
}

fn said(output: &Output) -> String {
    let line = |item: &tablewright::diagnostic::Diagnostic| {
        format!("{}[{}]: {}", item.severity.name(), item.code.number(), item.message)
    };
    output.diagnostics.items().iter().map(line).collect::<Vec<_>>().join("\n")
}

fn openapi(output: &Output) -> Value {
    let text = output.files.get("openapi/x.json").unwrap_or_else(|| panic!("no output:\n{}", said(output)));
    serde_json::from_str(text).expect("the document is JSON")
}

#[test]
fn what_documents_get_wrong_is_corrected() {
    // A patch, and what then stands at a pointer of the OpenAPI document.
    let cases: [(&str, &str, &str, &str, &str); 16] = [
        ("rooms", "methods = [\"PUT\"]", "methods = [\"POST\"]", "/paths/~1rooms/post/operationId", "\"rooms\""),
        (
            "rooms",
            "path = \"/rooms\"",
            "path = \"/rooms/{id}\"",
            "/paths/~1rooms~1{id}/put/parameters/0/name",
            "\"id\"",
        ),
        ("rooms", "title = \"The room\"", "title = \"A room\"", "/paths/~1rooms/put/summary", "\"A room\""),
        ("rooms", "title = \"The room\"", "remove = true", "/paths/~1rooms", "null"),
        (
            "bells",
            "undefined = true",
            "methods = [\"GET\"], path = \"/bells\"",
            "/paths/~1bells/get/operationId",
            "\"bells\"",
        ),
        ("rooms/response", "undefined = true", "items = \"Bulb\"", "/components/schemas/RoomsResponse", "null"),
        (
            "lamps_id/response",
            "fields = [\"watts\"]",
            "type = \"Bulb\"",
            "/paths/~1lamps~1{id}/get/responses/200/content/application~1json/schema/$ref",
            "\"#/components/schemas/Bulb\"",
        ),
        (
            "rooms/parameters",
            "fields = [\"name\", \"kind\"]",
            "fields = [{ name = \"size\", type = \"int\" }]",
            "/components/schemas/RoomsRequest/properties/size/type",
            "\"integer\"",
        ),
        (
            "Bulb",
            "fields = [\"watts\"]",
            "fields = [{ name = \"maker\", type = \"text\" }]",
            "/components/schemas/Bulb/properties/maker/type",
            "\"string\"",
        ),
        (
            "rooms/parameters",
            "fields = [\"name\", \"kind\"]",
            "side = \"response\"",
            "/components/schemas/RoomsResponse/properties/kind/type",
            "\"string\"",
        ),
        (
            "lamps_id/parameters/mode",
            "type = \"text\"",
            "remove = true",
            "/paths/~1lamps~1{id}/get/parameters/1",
            "null",
        ),
        (
            "lamps_id/parameters/mode",
            "type = \"text\"",
            "to = \"rooms/parameters\"",
            "/components/schemas/RoomsRequest/properties/mode/type",
            "\"string\"",
        ),
        (
            "lamps_id/parameters/mode",
            "values = []",
            "values = [\"on\", \"off\"]",
            "/components/schemas/LampsIdParametersMode/anyOf/0/enum",
            "[\"on\",\"off\"]",
        ),
        (
            "rooms/parameters/name",
            "type = \"text\"",
            "location = \"query\"",
            "/paths/~1rooms/put/parameters/0/in",
            "\"query\"",
        ),
        (
            "lamps_id/parameters/id",
            "location = \"path\"",
            "name = \"lamp\"",
            "/paths/~1lamps~1{lamp}/get/parameters/0/name",
            "\"lamp\"",
        ),
        (
            "lamps_id/parameters/id",
            "type = \"text\"",
            "type = \"int\"",
            "/paths/~1lamps~1{id}/get/parameters/0/schema/type",
            "\"integer\"",
        ),
    ];
    for (at, expect, set, pointer, expected) in cases {
        let output = compiled(&patch(at, expect, set));
        let api = openapi(&output);
        let found = api.pointer(pointer).unwrap_or(&Value::Null);
        assert_eq!(found.to_string(), expected, "{at} {set}: {pointer} of {api:#}");
    }
    let output = compiled(&patch("rooms/response", "undefined = true", "items = \"Bulb\""));
    let schema = "/paths/~1rooms/put/responses/200/content/application~1json/schema/items/$ref";
    assert_eq!(openapi(&output).pointer(schema), Some(&Value::from("#/components/schemas/Bulb")));
}

/// Two that are announced alike are told apart by what the patch expects, and each row by its cells.
#[test]
fn what_stands_wrong_is_read_as_it_should_stand() {
    let api = openapi(&compiled(SOUND));
    assert_eq!(api.pointer("/paths/~1docks/get/summary"), Some(&Value::from("Both docks")));
    assert_eq!(api.pointer("/paths/~1status/get/summary"), Some(&Value::from("Both rooms")));
    let required = api.pointer("/components/schemas/RoomsRequest/required").expect("what must be there");
    assert_eq!(*required, serde_json::json!(["name", "kind"]));
}

/// Each patch finds the fields as those before it have left them.
#[test]
fn patches_follow_each_other() {
    let one = |at: &str, expect: &str, set: &str| patch(at, expect, set).replace(SOUND, "");
    let all = [
        one("rooms/parameters/name", "type = \"text\"", "name = \"title\""),
        one("rooms/parameters/title", "type = \"text\"", "type = \"int\""),
        one("rooms/parameters", "fields = [\"title\", \"kind\"]", "fields = [{ name = \"size\", type = \"int\" }]"),
        one("rooms/parameters/title", "type = \"text\"", "remove = true"),
        one("rooms/parameters/size", "type = \"int\"", "type = \"text\""),
        one("rooms/parameters/kind", "type = \"text\"", "name = \"title\""),
        one("rooms/parameters/title", "type = \"text\"", "name = \"last\""),
        one("rooms/parameters", "fields = [\"last\", \"size\"]", "fields = [{ name = \"more\", type = \"int\" }]"),
        one("rooms/parameters/last", "type = \"text\"", "to = \"rooms/parameters\""),
    ];
    let api = openapi(&compiled(&format!("{SOUND}{}", all.concat())));
    let fields = api.pointer("/components/schemas/RoomsRequest/properties").and_then(Value::as_object).expect("fields");
    let types: Vec<_> = fields.iter().map(|(name, field)| (name.as_str(), field["type"].as_str())).collect();
    assert_eq!(types, [("size", Some("string")), ("more", Some("integer")), ("last", Some("string"))]);
}

/// A patch that finds something else, or nothing, is an error.
#[test]
fn patches_do_not_outlive_what_they_correct() {
    let cases = [
        (
            "rooms",
            "methods = [\"POST\"]",
            "methods = [\"GET\"]",
            "TW106]: the patch expects `rooms` to be another endpoint",
        ),
        ("roms", "title = \"x\"", "title = \"y\"", "TW105]: there is no endpoint `roms`"),
        (
            "rooms",
            "undefined = true",
            "methods = [\"GET\"], path = \"/a\"",
            "TW106]: the patch adds an endpoint `rooms`",
        ),
        ("bells", "undefined = true", "path = \"/a\"", "TW105]: the patch adds an endpoint, and does not say"),
        ("rooms/parameters", "fields = [\"name\"]", "side = \"response\"", "TW106]: the patch expects other fields"),
        (
            "rooms/parameters/name",
            "cells = [\"name\"]",
            "cells = { type = \"text\" }",
            "TW106]: the patch expects other cells",
        ),
        (
            "rooms/parameters/nam",
            "cells = [\"name\"]",
            "cells = { type = \"text\" }",
            "TW105]: nothing is at `rooms/parameters/nam`",
        ),
        (
            "rooms/parameters",
            "fields = [\"x\"]",
            "fields = [{ name = \"y\", type = \"int\" }]",
            "TW106]: the patch expects other fields",
        ),
        (
            "Bulb",
            "fields = [\"watts\"]",
            "fields = [{ name = \"watts\", type = \"int\" }]",
            "TW106]: the patch adds a field `watts`",
        ),
        (
            "rooms/response",
            "fields = [\"x\"]",
            "type = \"Bulb\"",
            "TW106]: the patch expects `fields = x` and finds nothing",
        ),
        ("rooms/parameters/name", "location = \"query\"", "location = \"body\"", "TW106]: the patch expects `location"),
        ("rooms/parameters/name", "values = [\"a\"]", "values = [\"b\"]", "TW106]: the patch expects `values"),
        ("rooms/parameters/name", "type = \"text\"", "to = \"lamp/response\"", "TW105]: nothing is at `lamp/response`"),
        (
            "rooms/parameters/name",
            "cells = [\"name\"]",
            "name = \"x\"",
            "TW103]: a patch that corrects a field reads no `expect.cells`",
        ),
        ("rooms/parameters", "fields = []", "side = \"response\", docs = \"x\"", "TW103]: a patch that moves a table"),
    ];
    for (at, expect, set, words) in cases {
        let said = said(&compiled(&patch(at, expect, set)));
        assert!(said.lines().any(|line| line.starts_with("error") && line.contains(words)), "{at} {set}: {said}");
    }
}
