//! Examples of calls that are written as one JSON object.

use serde_json::json;
use tablewright::compile_to_ir;
use tablewright::ir::ExampleKind;
use tests::{input, messages, root};

use super::{HEAD, compiled, said};

#[test]
fn a_frame_is_an_example_of_the_parameters_in_it() {
    const ASKED: &str = "[[section]]\nrole = \"example\"\nmark = \"heading\"\nof = \"request\"\npattern = '^Asked$'\n\
                         [[section]]\nrole = \"example\"\nmark = \"heading\"\npattern = '^Shown$'\n";
    let call = |method: &str, params: &str| format!(r#"{{"jsonrpc":"2.0","method":"{method}"{params},"id":1}}"#);
    for (label, frame, kind, value, says) in [
        ("Asked", call("forget", ""), ExampleKind::Request, json!({}), None),
        ("Shown", call("forget", r#","params":null"#), ExampleKind::Request, json!({}), None),
        (
            "Asked",
            call("forget", r#","params":{"a":1}"#),
            ExampleKind::Request,
            json!({"a": 1}),
            Some("is taken from this example"),
        ),
        ("Asked", call("forgot", ""), ExampleKind::Request, json!({}), Some("the example of `forget` calls `forgot`")),
        // An answer may name what it answers.
        (
            "Shown",
            r#"{"jsonrpc":"2.0","method":"forget","result":null,"id":1}"#.to_owned(),
            ExampleKind::Response,
            json!({"jsonrpc": "2.0", "method": "forget", "result": null, "id": 1}),
            Some("`method`"),
        ),
    ] {
        let mut input = input("json-rpc", &root("tests/fixtures/dialects/json-rpc"));
        let document = &mut input.documents[0];
        document.text = format!("{}\n### {label}\n\n```json\n{frame}\n```\n", document.text);
        input.dialect.text = format!("{ASKED}{}", input.dialect.text);
        let output = compile_to_ir(&input);
        let api = output.api.as_ref().unwrap_or_else(|| panic!("{:?}", messages(&output)));
        let endpoint = api.endpoints.iter().find(|endpoint| endpoint.name == "forget").expect("the endpoint");
        let found = endpoint.examples.last().expect("the example");
        assert_eq!((&found.kind, found.value.as_ref()), (&kind, Some(&value)), "{frame}");
        let said = messages(&output).join("\n");
        let warned = said.lines().any(|line| line.contains("warning") && line.contains(says.unwrap_or("TW4")));
        assert_eq!(warned, says.is_some(), "{frame}: {said}");
    }
}

/// A field of the envelope that stands in an object has that object for itself: no data beside it can have it too.
#[test]
fn data_beside_a_nested_envelope_has_none_of_its_members() {
    let envelope =
        "[envelope]\ncode = \"status.code\"\nsuccess = [0]\nfield = [{ name = \"status.code\", type = \"int\" }]";
    for (field, reported) in [("status", true), ("state", false)] {
        let document = format!("## GET /a;;### Gives;;{HEAD}| {field} | int | A |;");
        let said = said(&compiled(&document, envelope)).join("\n");
        assert_eq!(said.contains(&format!("has the field `{field}` of the envelope")), reported, "{said}");
    }
}
