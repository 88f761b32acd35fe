//! JSON Schemas that ask for much: what nests deep, holds itself or is long is read to a limit, and says so.

use crate::{Case, check, compiled, said};

const SCHEMAS: &str = "[[section]]\nrole = \"response\"\nmark = \"bold\"\npattern = '^Gives$'\nschema = true\n\
                       [[section]]\nrole = \"parameters\"\nmark = \"bold\"\npattern = '^Sends$'\nschema = true\n";

fn schema(name: &'static str, text: &str) -> Case {
    let document = format!("## GET /a;;**Gives**;;```json;{text};```;");
    Case { rules: SCHEMAS, ..Case::new(name, Box::leak(document.into_boxed_str())) }
}

#[test]
fn a_schema_is_read_to_a_limit() {
    let nested = |levels: usize| {
        let open = "{\"type\": \"object\", \"properties\": {\"a\": ".repeat(levels);
        format!("{open}true{}", "}}".repeat(levels))
    };
    let links = |count: usize| {
        let link = |at: usize| {
            format!(
                "\"t{at}\": {{\"type\": \"object\", \"properties\": {{\"next\": {{\"$ref\": \"#/$defs/t{}\"}}}}}}",
                at + 1
            )
        };
        let all: Vec<_> = (0..count).map(link).collect();
        format!(
            "{{\"$ref\": \"#/$defs/t0\", \"$defs\": {{{}, \"t{count}\": {{\"type\": \"string\"}}}}}}",
            all.join(", ")
        )
    };
    let wide = |count: usize| {
        let all: Vec<_> = (0..count).map(|at| format!("\"f{at}\": {{\"type\": \"string\"}}")).collect();
        format!("{{\"type\": \"object\", \"properties\": {{{}}}}}", all.join(", "))
    };
    for (name, text, expected) in [
        ("what nests deep", nested(62), "`…`"),
        ("what nests deeper than JSON is read", nested(80), "not read as a JSON Schema"),
        ("a chain of references", links(400), ""),
        ("very many fields", wide(6000), "`…`"),
        ("what holds itself", "{\"allOf\": [{\"$ref\": \"#\"}, {\"$ref\": \"#\"}]}".to_owned(), "holds itself"),
        ("what is no schema", "[1, 2]".to_owned(), "it is no object"),
        ("a false one", "{\"properties\": {\"a\": false, \"b\": 7}}".to_owned(), "`a`, `b`"),
    ] {
        let output = compiled(&schema(name, &text));
        let said = format!("{:?}", said(&output));
        assert!(said.contains(expected), "{name}: {said}");
        assert!(!output.files.is_empty(), "{name}: {said}");
    }
}

#[test]
fn the_types_of_a_schema_are_those_of_openapi() {
    let field = |words: &str| format!("{{\"type\": \"object\", \"properties\": {{\"a\": {words}}}}}");
    let at = "components/schemas/AResponse/properties/a";
    for (words, step, expected) in [
        ("{\"type\": \"integer\", \"format\": \"int32\"}", "format", "\"int32\""),
        ("{\"type\": [\"integer\", \"null\"]}", "type", "[\"integer\",\"null\"]"),
        ("{\"type\": \"string\", \"format\": \"date\"}", "format", "\"date\""),
        ("{\"type\": \"number\", \"minimum\": 0.5}", "minimum", "0.5"),
        (
            "{\"type\": \"object\", \"additionalProperties\": {\"type\": \"boolean\"}}",
            "additionalProperties/type",
            "\"boolean\"",
        ),
        ("{\"anyOf\": [{\"type\": \"boolean\"}, {\"type\": \"null\"}]}", "type", "[\"boolean\",\"null\"]"),
        ("{\"allOf\": [{\"type\": \"string\"}], \"description\": \"Why\"}", "description", "\"Why\""),
    ] {
        let path = format!("{at}/{step}");
        let values: &'static [(&'static str, &'static str)] =
            Box::leak(Box::new([(&*Box::leak(path.into_boxed_str()), expected)]));
        check(&[Case { values, ..schema(words, &field(words)) }]);
    }
}
