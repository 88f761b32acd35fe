//! Examples: each in its place, and apart where it does not fit.

use serde_json::json;

use super::*;
use crate::ir::ExampleRequest;

/// A command line that makes a request.
fn command(method: Method, parameters: &[(&str, &str)]) -> Example {
    let parameters = parameters.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    let request = ExampleRequest { method, url: "/e".to_owned(), parameters, cookies: Vec::new() };
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
    let properties = part(&api, "/components/schemas/e.request/properties");
    assert_eq!(properties["headers"]["examples"], json!(["A=b", "12"]));
    assert_eq!(properties["n"], json!({"type": "integer", "format": "int64", "x-examples": ["x"]}));
    let query = part(&api, "/paths/~1e/get/parameters");
    assert_eq!(query[0]["examples"], json!({"example1": {"value": "A=b"}, "example2": {"value": "12"}}));
    assert_eq!(query[1]["x-examples"], json!([{"value": "x"}]));
    assert_eq!(part(&api, "/paths/~1e/get/x-examples"), json!([{"language": "json", "text": "y"}]));
}

#[test]
fn values_are_held_against_every_kind_of_type() {
    let types = || {
        vec![
            structure("T", vec![field("a", Type::INT64), optional("b", Type::Bool)]),
            values("Sex", Type::String, &[(json!("male"), "")]),
            definition("Loop", TypeKind::Alias { target: fact(nullable(Type::reference("Loop"))) }),
        ]
    };
    let u8 = || Type::Int { bits: 8, signed: false };
    let cases = [
        (Type::reference("T"), json!({"a": 1, "c": 2}), true),
        (Type::reference("T"), json!({"b": true}), false),
        (Type::reference("T"), json!({"a": 1, "b": 1}), false),
        (Type::reference("Sex"), json!("unheard of"), true),
        (Type::reference("Sex"), json!(1), false),
        (Type::reference("Loop"), json!(1), false),
        (Type::reference("Missing"), json!(1), false),
        (u8(), json!(255), true),
        (u8(), json!(256), false),
        (u8(), json!(-1), false),
        (Type::Int { bits: 64, signed: false }, json!(u64::MAX), true),
        (Type::INT64, json!(u64::MAX), false),
        (Type::INT64, json!(1.5), false),
        (Type::Float { bits: 64 }, json!(1), true),
        (map(Type::Bool), json!({"x": 1}), false),
        (nullable(Type::Bool), json!(null), true),
        (union([Type::Bool, Type::Null]), json!(null), true),
        (union([Type::Bool, Type::Null]), json!(0), false),
    ];
    for (ty, value, fits) in cases {
        let shown = format!("{ty:?} {value}");
        let api = api(vec![], types());
        assert_eq!(crate::emit::openapi::fits::fits(&api, &ty, &value), fits, "{shown}");
    }
    let limits = |length, items| Constraints { max_length: length, max_items: items, ..Constraints::default() };
    let cases = [
        (limits(Some(fact(2)), None), json!("消息"), true),
        (limits(Some(fact(2)), None), json!("消息!"), false),
        (limits(Some(fact(2)), None), json!(["ab", "abc"]), false),
        (limits(None, Some(fact(1))), json!([1]), true),
        (limits(None, Some(fact(1))), json!([1, 2]), false),
    ];
    for (constraints, value, fits) in cases {
        let field = Field { constraints, ..field("f", Type::Any) };
        assert_eq!(crate::emit::openapi::fits::fits_field(&api(vec![], vec![]), &field, &value), fits, "{value}");
    }
    let constant = Field { constant: Some(fact(json!(1))), ..field("f", Type::Any) };
    for (value, fits) in [(json!(1), true), (json!(2), false)] {
        assert_eq!(crate::emit::openapi::fits::fits_field(&api(vec![], vec![]), &constant, &value), fits, "{value}");
    }
}
