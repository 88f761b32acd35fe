//! Tables: what one without a label is, and that none of what is documented disappears.

use super::{BULLETS, Case, at, check, compiled, openapi, said};

#[test]
fn nothing_becomes_a_parameter_by_position() {
    check(&[
        Case {
            what: "the body of a request under a method without one",
            document: "## GET /a;;### Sent;;```json;{\"a\": 1};```;;Nothing comes back.;",
            more: "",
            values: &[("paths/%a/get/parameters", "null")],
            says: "warning[TW406]: this shows the body of a request, and the methods of `a` have no body",
        },
        Case {
            what: "JSON without a label",
            document: "## POST /a;;```json;{\"a\": 1};```;;Nothing comes back.;",
            more: "",
            values: &[("paths/%a/post/requestBody", "null")],
            says: "note[TW405]",
        },
        Case {
            what: "JSON below a heading that no rule reads",
            document: "## GET /a;;### Gives;;Words.;;### Failures;;```json;{\"error\": 1};```;",
            more: "",
            values: &[("components/schemas", "{}")],
            says: "warning[TW405]: no rule reads the heading above this code block",
        },
        Case {
            what: "a required text without limits",
            document: "## GET /a;;### Takes;;| Field | Type | Needed | About |;| --- | --- | --- | --- |;| a | text | yes | A |;;Nothing comes back.;",
            more: "",
            values: &[("paths/%a/get/parameters/0/schema", "{\"type\": \"string\"}")],
            says: "",
        },
        Case {
            what: "what is empty counts as absent",
            document: "## GET /a;;### Takes;;| Field | Type | Needed | About |;| --- | --- | --- | --- |;| a | text | yes | A |;;Nothing comes back.;",
            more: "transport.empty_is_absent = true",
            values: &[("paths/%a/get/parameters/0/schema", "{\"type\": \"string\", \"minLength\": 1}")],
            says: "",
        },
        Case {
            what: "a query without a type is text",
            document: "## GET /a?b=red;;### Takes;;| Field | Such as | About |;| --- | --- | --- |;| b | | B |;| c | 12 | C |;| d | | D |;;Nothing comes back.;",
            more: "",
            values: &[
                ("paths/%a/get/parameters/0/schema", "{\"type\": \"string\"}"),
                ("paths/%a/get/parameters/1/schema/type", "\"integer\""),
                ("paths/%a/get/parameters/2/schema", "{\"type\": \"string\"}"),
            ],
            says: "warning[TW306]: no column gives the type of `d`; it is text",
        },
        Case {
            what: "methods that nothing says",
            document: "## The as;;At /a;;Nothing comes back.;",
            more: "[[endpoint]]\nin = \"line\"\npattern = '^At (?<path>/\\w+)$'",
            values: &[("paths/%a/post/operationId", "\"a_post\"")],
            says: "warning[TW305]: nothing says which methods `a` takes; GET and POST are assumed",
        },
        Case {
            what: "methods that the dialect says",
            document: "## The as;;At /a;;Nothing comes back.;",
            more: "transport.get = [\"query\"]\n[[endpoint]]\nin = \"line\"\npattern = '^At (?<path>/\\w+)$'",
            values: &[],
            says: "",
        },
    ]);
}

/// A table without a label is nothing, and behind a response never the parameters.
#[test]
fn a_table_without_a_label_is_what_the_dialect_says() {
    let table = "| Field | Type | About |;| --- | --- | --- |;| a | int | A |;";
    let output = compiled(&format!("## POST /a;;{table};Nothing comes back.;"), "");
    assert!(said(&output).iter().any(|line| line.starts_with("error[TW206]")), "{}", said(&output).join("\n"));
    let policy = "policy.unlabelled = [\"parameters\"]";
    let output = compiled(&format!("## POST /a;;{table};Nothing comes back.;"), policy);
    assert!(at(&openapi(&output), "components/schemas/ARequest/properties/a").is_object());
    let behind = "## POST /a;;### Gives;;| Field | Type | About |;| --- | --- | --- |;| b | int | B |;;More:;;";
    let output = compiled(&format!("{behind}{table}"), policy);
    assert!(said(&output).iter().any(|line| line.starts_with("error[TW206]")), "{}", said(&output).join("\n"));
}

#[test]
fn nothing_documented_disappears() {
    check(&[
        Case {
            what: "values below an item that is a label",
            document: "## GET /a;;### Gives;;- `a` (text);    - Members;        - `on`;        - `off`;",
            more: BULLETS,
            values: &[("components/schemas/AResponseA/anyOf/0/enum", "[\"on\", \"off\"]")],
            says: "",
        },
        Case {
            what: "a label beside the heading of its endpoint",
            document: "## GET /a;;Words.;;## Shown;;```json;{\"a\": 1};```;",
            more: "",
            values: &[("components/schemas/AResponse/properties/a/type", "\"integer\"")],
            says: "warning[TW209]: the heading `Shown` stands beside that of its endpoint",
        },
        Case {
            what: "a further table of the response",
            document: "## GET /a;;### Gives;;| Field | Type | About |;| --- | --- | --- |;| a | int | A |;;At sea also:;;| Field | Type | About |;| --- | --- | --- |;| b | int | B |;",
            more: "[[section]]\nrole = \"response\"\nmark = \"line\"\npresence = \"optional\"\npattern = '^At sea also:$'",
            values: &[
                ("components/schemas/AResponse/properties/b/type", "\"integer\""),
                ("components/schemas/AResponse/required", "[\"a\"]"),
            ],
            says: "warning[TW303]: a second table stands for the response; its fields are added",
        },
        Case {
            what: "rows that are those of the envelope",
            document: "## GET /a;;### Gives;;| Field | Type | About |;| --- | --- | --- |;| code | int | C |;| data | map | D |;;### Shown;;```json;{\"code\": 0, \"data\": {}};```;",
            more: "[envelope]\ndata = \"data\"\ncode = \"code\"\nsuccess = [0]\nfield = [{ name = \"code\", type = \"int\" }, { name = \"data\", type = \"any\" }]",
            values: &[],
            says: "warning[TW307]: the rows of this response are those of the envelope",
        },
        Case {
            what: "a table without rows beside an example",
            document: "## GET /a;;### Gives;;| Field | Type | About |;| --- | --- | --- |;| (later) | int | Nothing yet |;;### Shown;;```json;{\"a\": 1};```;",
            more: "[[ignore]]\nmark = \"row\"\npattern = '^\\(later\\)$'\nreason = \"nothing is there yet\"",
            values: &[("components/schemas/AResponse/properties/a/type", "\"integer\"")],
            says: "",
        },
        Case {
            what: "a union in the query",
            document: "## GET /a;;### Takes;;| Field | Type | About |;| --- | --- | --- |;| a | text or texts | A |;;Nothing comes back.;",
            more: "[[type]]\nis = \"union\"\npattern = ' or '\neach = '(?<type>\\w+)(?: or |$)'\n[[type]]\nis = \"list\"\npattern = '^(?<item>text)s$'",
            values: &[(
                "paths/%a/get/parameters/0/schema",
                "{\"anyOf\": [{\"type\": \"string\"}, {\"type\": \"array\", \"items\": {\"type\": \"string\"}}]}",
            )],
            says: "",
        },
        Case {
            what: "a nested value and a method without a body",
            document: "## GET/POST /a;;### Takes;;| Field | Type | Needed | About |;| --- | --- | --- | --- |;| a | map | no | A |;;Nothing comes back.;",
            more: "",
            values: &[("paths/%a/get/parameters/0/content/application%json/schema/type", "\"object\"")],
            says: "",
        },
        Case {
            what: "values of a list are all of one type",
            document: "## GET /a;;### Gives;;| Field | Type | About |;| --- | --- | --- |;| a | Kinds | A |;;# Others;;## The Kind;;| Value | About |;| --- | --- |;| 02 | Two |;| 10 | Ten |;| A | Other |;",
            more: "[[type]]\nis = \"list\"\npattern = '^(?<item>Kind)s$'",
            values: &[("components/schemas/Kind/anyOf/0/enum", "[\"02\", \"10\", \"A\"]")],
            says: "",
        },
        Case {
            what: "a default that is no list",
            document: "## POST /a;;### Takes;;| Field | Type | Unless | About |;| --- | --- | --- | --- |;| a | list | red | A |;;Nothing comes back.;",
            more: "",
            values: &[("components/schemas/ARequest/properties/a/type", "\"array\"")],
            says: "warning[TW502]: `red` is text, and not a value of `list`",
        },
        Case {
            what: "places in a response",
            document: "## GET /a;;### Gives;;| Field | Type | Where | About |;| --- | --- | --- | --- |;| a | int | body | A |;",
            more: "",
            values: &[],
            says: "warning[TW309]: the rows below the label `Gives` of a response say where they are sent",
        },
        Case {
            what: "the heading of a type behind a label",
            document: "## GET /a;;### Gives;;## The lamp;;| Field | Type | About |;| --- | --- | --- |;| a | int | A |;",
            more: "",
            values: &[],
            says: "warning[TW204]: the heading `The lamp` ends the endpoint directly behind its label `Gives`",
        },
        Case {
            what: "rows below a number",
            document: "## GET /a;;### Gives;;| Field | Type | About |;| --- | --- | --- |;| a | int | A |;| a.b | int | B |;",
            more: "names.dotted = true",
            values: &[("components/schemas/AResponse/properties/a/properties/b/type", "\"integer\"")],
            says: "warning[TW307]: `a` is `int`, and the rows below it say what is in the object",
        },
        Case {
            what: "words that say that there is one value",
            document: "## GET /a;;### Gives;;| Field | Type | About |;| --- | --- | --- |;| a | text | Always the same |;",
            more: "[[prose]]\nmeans = \"constant\"\npattern = 'Always'",
            values: &[],
            says: "warning[TW309]: by these words `a` has only one value, and nothing says which",
        },
    ]);
}
