//! Examples: each in its place, and apart where it does not fit.

use serde_json::json;

use super::*;
use crate::ir::{ExampleRequest, Location};

/// A command line that makes a request.
fn command(method: Method, parameters: &[(&str, &str)]) -> Example {
    let parameters = parameters.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    let request = ExampleRequest { method, url: "/e".to_owned(), parameters, headers: Vec::new(), cookies: Vec::new() };
    Example { request: Some(request), ..example(ExampleKind::Request, "curl", None) }
}

fn parameter(name: &str, text: &str, value: Option<Value>) -> Example {
    example(ExampleKind::Parameter { name: name.to_owned() }, text, value)
}

/// An API with one endpoint `e` of these parameters and examples, whose data is a list of integers.
fn showing(fields: Vec<Field>, examples: Vec<Example>) -> Api {
    let mut endpoint = Endpoint { examples, ..endpoint("e", fields) };
    endpoint.response.body = data(list(Type::INT64));
    api(vec![endpoint], vec![])
}

const FORM: &str = "/paths/~1e/post/requestBody/content/application~1x-www-form-urlencoded";
const JSON: &str = "/paths/~1e/post/requestBody/content/application~1json";

#[test]
fn a_response_that_contradicts_its_tables_stands_apart() {
    let response = |value| example(ExampleKind::Response, "…", value);
    let good = json!({"code": 0, "data": [1]});
    let bad = [json!({"code": 0, "data": ["1"]}), json!({"data": [1]}), json!([])];
    let mut examples = vec![response(None), response(Some(good.clone()))];
    examples.extend(bad.iter().cloned().map(Some).map(response));
    let api = showing(vec![], examples);
    let media = part(&api, "/paths/~1e/get/responses/200/content/application~1json");
    assert_eq!(media["examples"], json!({"example2": {"value": good}}));
    let apart: Vec<_> = media["x-examples"].as_array().into_iter().flatten().map(|one| one["value"].clone()).collect();
    assert_eq!(apart, bad);
    assert_eq!(part(&api, "/paths/~1e/get/x-examples"), json!([{"language": "json", "text": "…"}]));
}

#[test]
fn a_command_is_an_example_of_its_own_method() {
    let fields = || {
        vec![
            field("id", Type::INT64),
            optional("name", Type::String),
            optional("type[]", list(Type::INT64)),
            optional("on", Type::Bool),
        ]
    };
    let parameters = [("id", "1"), ("name", "2"), ("type[]", "3"), ("type[]", "4"), ("on", "true"), ("more", "5")];
    let decoded = json!({"id": 1, "name": "2", "type[]": [3, 4], "on": true, "more": "5"});
    let posted = showing(fields(), vec![command(Method::Post, &parameters)]);
    assert_eq!(part(&posted, FORM)["examples"], json!({"example1": {"value": decoded}}));
    assert!(part(&posted, JSON).get("examples").is_none());
    assert!(part(&posted, "/paths/~1e/get/parameters/0").get("examples").is_none());
    assert_eq!(part(&posted, "/paths/~1e/post/x-codeSamples"), json!([{"lang": "json", "source": "curl"}]));

    let got = showing(fields(), vec![command(Method::Get, &parameters)]);
    assert!(part(&got, FORM).get("examples").is_none());
    for (at, value) in [json!(1), json!("2"), json!([3, 4]), json!(true)].into_iter().enumerate() {
        let parameter = part(&got, &format!("/paths/~1e/get/parameters/{at}"));
        assert_eq!(parameter["examples"], json!({"example1": {"value": value}}));
    }

    let at_once = showing(fields(), vec![command(Method::Post, &[("id", "1"), ("type[]", "[3, 4]")])]);
    assert_eq!(part(&at_once, FORM)["examples"]["example1"]["value"]["type[]"], json!([3, 4]));

    let wrong = showing(fields(), vec![command(Method::Post, &[("id", "one")])]);
    assert_eq!(part(&wrong, FORM)["x-examples"], json!([{"value": {"id": "one"}}]));
    assert!(part(&wrong, FORM).get("examples").is_none());
}

#[test]
fn a_json_request_is_an_example_of_json() {
    let value = json!({"id": 1});
    let api = showing(
        vec![field("id", Type::INT64)],
        vec![example(ExampleKind::Request, "…", Some(value.clone())), example(ExampleKind::Request, "a=b", None)],
    );
    assert_eq!(part(&api, JSON)["examples"], json!({"example1": {"value": value}}));
    assert!(part(&api, FORM).get("examples").is_none());
    assert_eq!(part(&api, "/paths/~1e/post/x-examples"), json!([{"language": "json", "text": "a=b"}]));
}

#[test]
fn an_example_of_a_body_shows_no_query() {
    let mode = Field { location: Some(fact(Location::Query)), ..field("mode", Type::String) };
    let fields = || vec![mode.clone(), field("id", Type::INT64)];
    let shown = json!({"mode": "fan", "id": 1});
    let cases = [
        (command(Method::Post, &[("mode", "fan"), ("id", "1")]), FORM),
        (example(ExampleKind::Request, "…", Some(shown)), JSON),
    ];
    for (shown, media) in cases {
        let api = showing(fields(), vec![shown]);
        assert_eq!(part(&api, media)["examples"], json!({"example1": {"value": {"id": 1}}}), "{media}");
        let query = part(&api, "/paths/~1e/post/parameters/0");
        assert_eq!(query["examples"], json!({"example1": {"value": "fan"}}), "{media}");
    }
    let alone = showing(fields(), vec![command(Method::Post, &[("mode", "fan")])]);
    assert!(part(&alone, FORM).get("examples").is_none());
}

#[test]
fn a_parameters_example_stands_at_the_parameter() {
    let headers = Field { aliases: vec![fact("h".to_owned())], ..field("headers", Type::String) };
    let api = showing(
        vec![headers, optional("n", Type::INT64)],
        vec![
            parameter("headers", "A=b\r\n", None),
            parameter("h", "12", Some(json!(12))),
            parameter("n", "x", Some(json!("x"))),
            parameter("lost", "y", None),
        ],
    );
    let properties = part(&api, "/components/schemas/ERequest/properties");
    assert_eq!(properties["headers"]["examples"], json!(["A=b", "12"]));
    assert_eq!(properties["n"], json!({"type": "integer", "format": "int64", "x-examples": ["x"]}));
    let query = part(&api, "/paths/~1e/get/parameters");
    assert_eq!(query[0]["examples"], json!({"example1": {"value": "A=b"}, "example2": {"value": "12"}}));
    assert_eq!(query[1]["x-examples"], json!([{"value": "x"}]));
    assert_eq!(part(&api, "/paths/~1e/get/x-examples"), json!([{"language": "json", "text": "y"}]));
}

/// What a reader of the document would follow: references that are not the document's own.
fn followed(document: &Value) -> Vec<&Value> {
    let mut open = vec![document];
    let mut found = Vec::new();
    while let Some(value) = open.pop() {
        match value {
            Value::Object(map) => {
                let is_keyword = |key: &str| key.starts_with('$');
                let own = |value: &Value| value.as_str().is_some_and(|to| to.starts_with("#/components/"));
                found.extend(map.iter().filter(|(key, value)| is_keyword(key) && !own(value)).map(|(_, value)| value));
                open.extend(map.values());
            }
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
    found
}

#[test]
fn keywords_in_values_are_text() {
    for (key, depth) in [("$ref", 0), ("$ref", 3), ("$dynamicRef", 1), ("$id", 2), ("$schema", 0)] {
        let value = (0..depth).fold(json!({key: "./secret.json"}), |value, _| json!({"a": [value]}));
        let text = value.to_string();
        let any = Field {
            default: Some(Box::new(fact(value.clone()))),
            examples: vec![fact(value.clone())],
            ..optional("any", Type::Any)
        };
        let constant = Field { constant: Some(Box::new(fact(value.clone()))), ..optional("constant", Type::Any) };
        let examples = vec![
            example(ExampleKind::Response, &text, Some(json!({"code": 0, "data": value}))),
            example(ExampleKind::Request, &text, Some(json!({"any": value}))),
            parameter("any", &text, Some(value.clone())),
        ];
        let mut def = definition("Thing", TypeKind::Struct(Struct { fields: vec![any.clone()], open: true }));
        def.examples = vec![example(ExampleKind::Value, &text, Some(value.clone()))];
        let mut endpoint = Endpoint { examples, ..endpoint("e", vec![any, constant]) };
        endpoint.response.body = data(Type::Any);
        let api = api(vec![endpoint], vec![def]);
        let document = document(&api);
        assert_eq!(followed(&document), Vec::<&Value>::new(), "{key} at depth {depth}");
        assert!(document.to_string().contains("secret.json"), "what the documents show is kept as text");
        let noted = crate::emit::openapi::references(&api);
        assert!(noted.len() >= 6 && noted.iter().all(|one| one.keyword == key), "{noted:?}");
    }
}
