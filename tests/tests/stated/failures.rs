//! Types of failures: where a table of the whole API says them, and where examples alone do.

use super::{Case, check};

/// Labels with statuses, and JSON below them.
const STATUSES: &str = r#"
policy.unlabelled_example = "response"
[[section]]
role = "response"
mark = "heading"
pattern = '^Answer (?<status>[\dX]+)$'
[[section]]
role = "statuses"
mark = "heading"
pattern = '^(?:Answers|What goes wrong)$'
"#;

const ENVELOPE: &str = "envelope = { code = \"code\", success = [0], data = \"data\", messages = [\"why\"], field = [{ name = \"code\", type = \"int\" }, { name = \"data\", type = \"any\" }, { name = \"why\", type = \"text\", optional = true }] }";

const TABLE: &str = "# All;;## What goes wrong;;| Value | Type | About |;| --- | --- | --- |;| 404 | Fault | None |;| 5XX | text | Late |;;# Types;;## The Fault;;| Field | Type | About |;| --- | --- | --- |;| a | int | A |;";

fn shown(status: &str, json: &str) -> String {
    format!("## GET /a;;Nothing comes back.;;### Answer {status};;```json;{json};```;")
}

#[test]
fn a_table_of_the_whole_api_gives_failures_their_types() {
    let alone = format!("## GET /a;;Nothing comes back.;;{TABLE}");
    let own = format!(
        "## GET /a;;Nothing comes back.;;### Answers;;| Value | Type | About |;| --- | --- | --- |;| 404 | text | Own |;| 409 | | None |;;## GET /b;;Nothing comes back.;;### Answers;;| Value | About |;| --- | --- |;| 404 | Own |;| 503 | Own |;;{TABLE}"
    );
    let example = format!("{}{TABLE}", shown("502", "{\"b\": 1}"));
    check(&[
        Case {
            what: "for every endpoint",
            document: &alone,
            more: STATUSES,
            values: &[
                ("components/responses/Status404/content/application%json/schema/properties/a/type", "\"integer\""),
                ("paths/%a/get/responses/404/content/application%json/schema/properties/a/type", "\"integer\""),
            ],
            says: "",
        },
        Case {
            what: "what an endpoint says itself counts",
            document: &own,
            more: STATUSES,
            values: &[
                ("paths/%a/get/responses/404/content/application%json/schema/type", "\"string\""),
                ("paths/%a/get/responses/409/content", "null"),
                ("paths/%b/get/responses/404/content/application%json/schema/properties/a/type", "\"integer\""),
                ("paths/%b/get/responses/503/content/application%json/schema/type", "\"string\""),
            ],
            says: "",
        },
        Case {
            what: "an example replaces no type",
            document: &example,
            more: STATUSES,
            values: &[("paths/%a/get/responses/502/content/application%json/schema/type", "\"string\"")],
            says: "warning[TW404]: the response is an object, not a string",
        },
    ]);
}

#[test]
fn an_example_alone_gives_a_failure_its_type() {
    let schema = "paths/%a/get/responses/422/content/application%json/schema";
    let (ty, b) = (format!("{schema}/type"), format!("{schema}/properties/b/type"));
    let object = shown("422", "{\"b\": 1}");
    let list = shown("422", "[{\"b\": 1}, {\"b\": 2}]");
    let null = shown("422", "null");
    let stated = format!("{object};### Answer 4XX;;| Field | Type | About |;| --- | --- | --- |;| b | text | B |;");
    let envelope = shown("422", "{\"code\": 7, \"data\": null, \"why\": \"so\"}");
    let other = shown("422", "{\"error\": \"so\", \"b\": 1}");
    let items = format!("{schema}/items/properties/b/type");
    let says = "warning[TW307]: the response 422 of `a` is taken from this example";
    let enveloped = format!("{ENVELOPE}\n{STATUSES}");
    check(&[
        Case { what: "an object", document: &object, more: STATUSES, values: &[(&b, "\"integer\"")], says },
        Case { what: "a list", document: &list, more: STATUSES, values: &[(&items, "\"integer\"")], says },
        Case { what: "null says nothing", document: &null, more: STATUSES, values: &[(&ty, "null")], says: "" },
        Case {
            what: "what is said of the class counts",
            document: &stated,
            more: STATUSES,
            values: &[
                (&b, "null"),
                ("paths/%a/get/responses/4XX/content/application%json/schema/properties/b/type", "\"string\""),
            ],
            says: "",
        },
        Case { what: "an envelope", document: &envelope, more: &enveloped, values: &[(&ty, "null")], says: "" },
        Case { what: "no envelope", document: &other, more: &enveloped, values: &[(&b, "\"integer\"")], says },
    ]);
}
