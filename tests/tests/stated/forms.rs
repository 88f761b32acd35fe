//! Forms that are read as they are meant: lists that go on, rules in the middle of a page, values of fields that stand
//! elsewhere, rows and headers of two kinds.

use super::{Case, at, check, compiled, openapi, said, warned};

const ROWS: &str = "[[bullet]]\npattern = '^`(?<name>\\w+)` \\((?<type>\\w+)\\)$'";

#[test]
fn lists_and_pages_go_on() {
    check(&[
        Case {
            what: "a rule in the middle of a page begins no front matter",
            document: "## GET /a;;Nothing comes back.;;---;## GET /b;;Nothing comes back.;;---;;## GET /c;;Nothing comes back.",
            more: "",
            values: &[("paths/%b/get/operationId", "\"b\""), ("paths/%c/get/operationId", "\"c\"")],
            says: "",
        },
        Case {
            what: "a list that words interrupt",
            document: "## POST /a;;### Takes;;- `a` (text);;These too:;;- `b` (text);;### Gives;;Nothing comes back.",
            more: ROWS,
            values: &[("components/schemas/ARequest/properties/b/type", "\"string\"")],
            says: "",
        },
        Case {
            what: "a list whose mark changes",
            document: "## POST /a;;### Takes;;- `a` (text);;* `b` (text);;### Gives;;Nothing comes back.",
            more: ROWS,
            values: &[("components/schemas/ARequest/properties/b/type", "\"string\"")],
            says: "",
        },
    ]);
}

#[test]
fn what_programs_write_is_read() {
    let types = "[[section]]\nrole = \"object\"\nmark = \"heading\"\npattern = '^(?<name>Lamp|LampBulb|Envelope|LampEnvelope)$'";
    check(&[
        Case {
            what: "a link to a type that examples alone describe, beside one that its name ends with",
            document: "## GET /a;;### Gives;;| Field | Type | About |;| --- | --- | --- |;| b | [LampEnvelope](#schemalampenvelope) | B |;;# Types;;## Envelope;;| Field | Type | About |;| --- | --- | --- |;| c | int | C |;;## LampEnvelope;;```json;{\"d\": 1};```;",
            more: types,
            values: &[("components/schemas/AResponse/properties/b/properties/d/type", "\"integer\"")],
            says: "TW209",
        },
        Case {
            what: "JSON in the label of an example",
            document: "## GET /a;;Sample: `{\"b\": 1}`",
            more: "[[section]]\nrole = \"example\"\nof = \"response\"\nmark = \"line\"\npattern = '^Sample:'",
            values: &[("components/schemas/AResponse/properties/b/type", "\"integer\"")],
            says: "TW307",
        },
        Case {
            what: "a cell of a row that has several lines",
            document: "## GET /a;;### Gives;;| Field | Type | About |;| --- | --- | --- |;| b | int | One;;- two |;| c | text | C |",
            more: "",
            values: &[("components/schemas/AResponse/properties/c/type", "\"string\"")],
            says: "",
        },
        Case {
            what: "an object without a name beside a type that is called as it would be",
            document: "## GET /a;;### Gives;;| Field | Type | About |;| --- | --- | --- |;| b | Lamp | B |;| c | LampBulb | C |;;# Types;;## Lamp;;| Field | Type | About |;| --- | --- | --- |;| bulb | map | D |;| bulb.on | int | E |;;## LampBulb;;| Field | Type | About |;| --- | --- | --- |;| off | text | F |",
            more: "names.dotted = true\n[[section]]\nrole = \"object\"\nmark = \"heading\"\npattern = '^(?<name>Lamp|LampBulb)$'",
            values: &[
                ("components/schemas/Lamp/properties/bulb/properties/on/type", "\"integer\""),
                ("components/schemas/LampBulb/properties/off/type", "\"string\""),
            ],
            says: "",
        },
    ]);
}

#[test]
fn values_belong_to_fields_that_stand_elsewhere() {
    let label = "[[section]]\nrole = \"values\"\nmark = \"heading\"\npattern = '^Values$'";
    let rows = "### Values;;| Field | Value |;| --- | --- |;| b | 0 |;| b | 10 |;";
    let defined =
        format!("## GET /a;;### Gives;;| Field | Type | About |;| --- | --- | --- |;| a | Lamp | A |;;{rows}");
    let define = format!("{label}\n[define.Lamp]\nfields = [{{ name = \"b\", type = \"int\" }}]");
    let shown = format!(
        "## GET /a;;### Gives;;| Field | Type | About |;| --- | --- | --- |;| a | list | A |;;{rows};### Shown;;```json;{{\"a\": [{{\"b\": 0}}]}};```;"
    );
    for (text, more, set) in [(defined, define.as_str(), "LampB"), (shown, label, "AResponseAB")] {
        let output = compiled(&text, more);
        let values = at(&openapi(&output), &format!("components/schemas/{set}/anyOf/0/enum")).clone();
        assert_eq!(values, serde_json::json!([0, 10]), "{text}: {:?}", said(&output));
        assert!(warned(&output).is_empty(), "{:?}", warned(&output));
    }
}

#[test]
fn what_is_meant_is_read() {
    let envelope = "[envelope]\ndata = \"data\"\ncode = \"code\"\nsuccess = [0]\nmessages = [\"why\"]\nfield = [{ name = \"code\", type = \"int\" }, { name = \"why\", type = \"text\" }, { name = \"data\", type = \"any\", optional = true }]\n[[section]]\nrole = \"envelope\"\nmark = \"heading\"\npattern = '^All$'";
    let table = "## GET /a;;### All;;| Field | Type | About |;| --- | --- | --- |;| data | map | D |;| data.a | int | A |;;### Shown;;```json;{\"code\": 0, \"why\": \"\", \"data\": {\"a\": 1}};```;";
    let output = compiled(table, &format!("names.dotted = true\n{envelope}"));
    assert!(warned(&output).is_empty(), "{:?}", warned(&output));

    let flat = "[envelope]\ncode = \"code\"\nsuccess = [0]\nmessages = [\"why\"]\nfield = [{ name = \"code\", type = \"int\", optional = true }, { name = \"why\", type = \"text\", optional = true }]\n[[statement]]\nstates = \"same-response\"\npattern = '^As for (?<endpoint>\\w+)\\.$'";
    let text = "## POST /a;;### Shown;;```json;{\"code\": 0, \"why\": \"\"};```;;## POST /b;;### Gives;;As for a.;";
    let output = compiled(text, flat);
    assert!(!output.files.is_empty() && warned(&output).is_empty(), "{:?}", said(&output));

    let ignore = "[[ignore]]\nmark = \"row\"\npattern = '^(?:</Fold>)?$'\nreason = \"the end of a component\"";
    let output =
        compiled("## GET /a;;### Gives;;| Field | Type | About |;| --- | --- | --- |;| a | int | A |;</Fold>;", ignore);
    assert!(warned(&output).is_empty(), "{:?}", warned(&output));
    assert!(
        at(&openapi(&output), "components/schemas/AResponse/properties").as_object().is_some_and(|all| all.len() == 1)
    );
}
