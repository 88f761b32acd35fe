//! The figures of a run: what counts as bound, and what becomes of each code block of JSON.

use std::collections::BTreeSet;

use tablewright::{Figures, Output, compile_to_ir};
use tests::{messages, small};

const DIALECT: &str = r#"
[[endpoint]]
in = "heading"
pattern = '^(?<method>[A-Z]+) (?<path>/\S+)$'

[[statement]]
states = "no-response"
pattern = '^Nothing comes back$'

[[statement]]
states = "type"
pattern = '^It is a (?<type>\w+)$'

[[section]]
role = "parameters"
mark = "heading"
pattern = '^Parameters$'

[[section]]
role = "response"
mark = "heading"
pattern = '^Response$'

[[section]]
role = "example"
of = "response"
pattern = '^Example$'

[[section]]
role = "prose"
pattern = '^Words$'

[[section]]
role = "object"
mark = "heading"
pattern = '^Type (?<name>\w+)$'

[columns]
name = ["name"]
type = ["type"]

[types]
int = "int32"
text = "string"
object = "object"
"#;

fn run(document: &str) -> Output {
    compile_to_ir(&small(document, DIALECT, None))
}

const TABLE: &str = "| name | type |\n| --- | --- |\n| a | int |\n";

#[test]
fn bound_is_what_has_method_path_parameters_and_response() {
    let parameters = format!("### Parameters\n\n{TABLE}\n");
    let cases = [
        // A table of parameters, and a response in a sentence or a table.
        (format!("## POST /a\n\n{parameters}Nothing comes back\n"), 1),
        (format!("## POST /a\n\n{parameters}### Response\n\n{TABLE}"), 1),
        // A call without a body that says nothing of parameters has none; one with a body may have any.
        ("## GET /a\n\nNothing comes back\n".to_owned(), 1),
        ("## POST /a\n\nNothing comes back\n".to_owned(), 0),
        ("## POST /a/{id}\n\nNothing comes back\n".to_owned(), 1),
        // A response that no rule knows is none.
        (format!("## POST /a\n\n{parameters}### What comes back\n\nA lamp comes back.\n"), 0),
        ("## GET /a\n\n### What comes back\n\nA lamp comes back.\n".to_owned(), 0),
        // The only table is taken for the parameters, so the response is unknown.
        (format!("## GET /a\n\n### What comes back\n\n{TABLE}"), 0),
    ];
    for (document, bound) in cases {
        let output = run(&document);
        assert_eq!(output.figures.announced, 1, "{document}");
        assert_eq!(output.figures.bound, bound, "{document}\n{}", messages(&output).join("\n"));
    }
}

fn json(text: &str) -> String {
    format!("```json\n{text}\n```\n\n")
}

#[test]
fn every_code_block_of_json_is_counted() {
    let end = "## GET /z\n\nNothing comes back\n";
    let figures = |examples, decoded, aside| Figures { announced: 1, bound: 1, examples, decoded, aside };
    let value = json("{\"a\": 1}");
    let cases = [
        // Below a type: by a label, by its place, and one that does not fit.
        (format!("## Type Lamp\n\n{TABLE}\n### Example\n\n{value}"), figures(1, 1, 0), ""),
        (format!("## Type Lamp\n\n{TABLE}\n{value}"), figures(1, 1, 0), "TW209"),
        (format!("## Type Lamp\n\n{TABLE}\n### Example\n\n{}", json("{\"a\": \"b\"}")), figures(1, 0, 0), "TW404"),
        (format!("## Type Lamp\n\n{TABLE}\n### Example\n\n{}", json("{\"a\": ")), figures(1, 0, 0), "TW401"),
        (
            format!("## Type Lamp\n\n{TABLE}\n### Example\n\n{}", json("{\"a\": 1, // one\n}")),
            figures(1, 1, 0),
            "TW401",
        ),
        // A type that nothing but its examples describes, and one that nothing describes.
        (format!("## Type Lamp\n\n{value}{value}"), figures(2, 2, 0), "TW209 TW307"),
        (format!("## Type Lamp\n\n### Example\n\n{}", json("{\"a\": ")), figures(1, 0, 0), "TW401"),
        // Of a type that a sentence names.
        (format!("## Type Lamp\n\n{TABLE}\n## On\n\nIt is a Lamp\n\n### Example\n\n{value}"), figures(1, 1, 0), ""),
        (
            format!("## Type Lamp\n\n{TABLE}\n## Type On\n\nIt is a Lamp\n\n### Example\n\n{value}"),
            figures(1, 1, 0),
            "",
        ),
        // Of nothing, and set aside.
        (format!("## Type Lamp\n\n{TABLE}\n## Other\n\n{value}"), figures(1, 0, 0), "TW405"),
        (format!("## Other\n\n### Example\n\n{value}"), figures(1, 0, 0), "TW405"),
        (format!("### Words\n\n{value}"), figures(0, 0, 1), ""),
    ];
    for (document, wanted, code) in cases {
        let output = run(&format!("{document}\n{end}"));
        let said = messages(&output).join("\n");
        assert_eq!(output.figures, wanted, "{document}\n{said}");
        // The others are about rules that a document does not need, and about what has no description.
        let about_examples = |code: &&str| code.starts_with("TW4") || ["TW209", "TW307"].contains(code);
        let codes = output.diagnostics.items().iter().map(|message| message.code.number());
        let codes: BTreeSet<_> = codes.filter(about_examples).collect();
        assert_eq!(codes.into_iter().collect::<Vec<_>>().join(" "), code, "{document}\n{said}");
    }
}

#[test]
fn an_example_stands_at_its_type() {
    let document = format!(
        "## Type Lamp\n\n{TABLE}\n## Type On\n\nIt is a Lamp\n\n### Example\n\n{}## GET /z\n\nNothing comes back\n",
        json("{\"a\": 1}")
    );
    let api = run(&document).api.expect("an IR");
    let shown: Vec<_> = api.types.iter().map(|def| (def.id.0.as_str(), def.examples.len())).collect();
    assert_eq!(shown, [("Lamp", 0), ("On", 1)]);
}

/// Words and tables that follow a table without a blank line are no rows of it.
#[test]
fn what_is_glued_to_a_table_is_told_apart() {
    let end = "\n## GET /z\n\nNothing comes back\n";
    let second = "| name | type |\n| --- | --- |\n| b | text |\n";
    let words = run(&format!("## Type Lamp\n\n{TABLE}Some words.\n{end}"));
    assert!(!words.diagnostics.has_errors(), "{}", messages(&words).join("\n"));
    assert!(messages(&words).iter().any(|line| line.contains("TW203")));
    let both = run(&format!("## GET /a\n\n### Parameters\n\n{TABLE}{second}{end}"));
    let endpoint = &both.api.as_ref().expect("an IR").endpoints[0];
    assert_eq!(endpoint.parameters.fields.len(), 1, "{}", messages(&both).join("\n"));
}

#[test]
fn a_part_of_the_path_that_may_be_left_out_is_reported() {
    for path in ["/a/:id?", "/a/{id?}"] {
        let output = run(&format!("## GET {path}\n\nNothing comes back\n"));
        let said = messages(&output);
        assert!(said.iter().any(|line| line.contains("TW310") && line.contains("`id`")), "{path}: {said:?}");
        let api = output.api.expect("an IR");
        assert_eq!(api.endpoints[0].path.value, "/a/{id}");
    }
}

#[test]
fn the_parameters_of_a_method_are_sent_where_the_dialect_says() {
    let document = format!("## DELETE /a\n\n### Parameters\n\n{TABLE}\nNothing comes back\n");
    let place = |dialect: &str| {
        let output = compile_to_ir(&small(&document, dialect, None));
        let api = output.api.expect("an IR");
        api.endpoints[0].parameters.fields[0].location.as_ref().map(|at| format!("{:?}", at.value))
    };
    assert_eq!(place(DIALECT), None);
    let with = |places: &str| format!("{DIALECT}\n[transport]\nlocations = {places}\n");
    assert_eq!(place(&with("{ DELETE = \"body\" }")).as_deref(), Some("Body"));
    assert_eq!(place(&with("{ POST = \"query\" }")), None);
    let wrong = compile_to_ir(&small(&document, &with("{ DELETE = \"header\" }"), None));
    assert!(wrong.diagnostics.has_errors());
}
