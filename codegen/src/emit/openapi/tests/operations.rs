//! Paths, methods, names and what is sent.

use serde_json::json;

use super::*;
use crate::ir::{Location, Rule, RuleKind};

/// Each operation as its method, path and name.
fn operations(api: &Api) -> Vec<String> {
    let document = document(api);
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object().into_iter().flatten() {
        for (method, operation) in item.as_object().into_iter().flatten() {
            found.push(format!("{method} {path} {}", operation["operationId"].as_str().unwrap_or_default()));
        }
    }
    found
}

/// The parts of an operation that say where the parameters stand: names in the query, media types of the body.
fn places(operation: &Value) -> (Vec<&str>, Vec<&str>) {
    let query = operation["parameters"].as_array().into_iter().flatten().filter_map(|one| one["name"].as_str());
    let media = operation["requestBody"]["content"].as_object().into_iter().flatten().map(|(name, _)| name.as_str());
    (query.collect(), media.collect())
}

#[test]
fn every_path_has_its_operations_and_names_are_unique() {
    let alias = |path: &str, deprecated| Alias { path: fact(path.to_owned()), deprecated };
    let ocr = Endpoint {
        aliases: vec![alias("/.dim_lamps", Some(statement("Soon gone."))), alias("/get_word", None)],
        methods: methods([Method::Get, Method::Post, Method::Get]),
        ..endpoint("dim_lamps", vec![field("image", Type::String)])
    };
    let one = |name: &str| Endpoint { methods: methods([Method::Post]), ..endpoint(name, vec![]) };
    let endpoints = vec![ocr, one("get-word"), one("get_word"), one(".x"), one("_x")];
    let expected = [
        "get /dim_lamps dim_lamps_get",
        "post /dim_lamps dim_lamps_post",
        "post /get-word get_word",
        "post /get_word get_word_2",
        "get /get_word get_word_get",
        "post /.x _x",
        "post /_x _x_2",
        "get /.dim_lamps _dim_lamps_get_2",
        "post /.dim_lamps _dim_lamps_post_2",
    ];
    let api = api(endpoints, vec![]);
    // The alias' POST on `/get_word` is that of the endpoint of the path.
    assert_eq!(operations(&api), expected);
    assert_eq!(part(&api, "/paths/~1.dim_lamps/get/deprecated"), true);
    assert_eq!(part(&api, "/paths/~1.dim_lamps/get/x-alias-of"), "/dim_lamps");
    assert_eq!(part(&api, "/paths/~1.dim_lamps/get/description"), "Soon gone.");
    assert!(document(&api).pointer("/paths/~1dim_lamps/get/deprecated").is_none());
}

#[test]
fn what_is_nested_is_json_text_in_a_query_and_no_form() {
    let types = || {
        vec![
            structure("Node", vec![]),
            values("Sex", Type::String, &[(json!("male"), "")]),
            definition("Id", TypeKind::Newtype { target: fact(Type::INT64) }),
            definition("Message", TypeKind::Alias { target: fact(union([Type::String, list(Type::Any)])) }),
            definition("Loop", TypeKind::Alias { target: fact(nullable(Type::reference("Loop"))) }),
        ]
    };
    let cases = [
        (Type::String, false),
        (Type::reference("Sex"), false),
        (Type::reference("Id"), false),
        (nullable(Type::INT64), false),
        (list(Type::reference("Id")), false),
        (nullable(list(Type::String)), false),
        (union([Type::INT64, Type::String]), false),
        (union([Type::String, list(Type::String)]), false),
        (Type::reference("Message"), false),
        (Type::Any, true),
        (Type::reference("Node"), true),
        (nullable(Type::reference("Node")), true),
        (Type::reference("Loop"), true),
        (list(Type::reference("Node")), true),
        (list(list(Type::String)), true),
        (map(Type::String), true),
        (union([map(Type::String), list(Type::String)]), true),
    ];
    for (ty, nested) in cases {
        let shown = format!("{ty:?}");
        let api = api(vec![endpoint("e", vec![field("x", ty)])], types());
        let document = document(&api);
        let item = &document["paths"]["/e"];
        let media = places(&item["post"]).1;
        if nested {
            assert_eq!(media, ["application/json"], "{shown}");
            assert!(item["get"]["parameters"][0]["content"]["application/json"].is_object(), "{shown}");
        } else {
            assert_eq!(media, ["application/json", "application/x-www-form-urlencoded"], "{shown}");
        }
        assert_eq!(operations(&api), ["get /e e_get", "post /e e_post"], "{shown}");
        assert_eq!(places(&item["get"]).0, ["x"], "{shown}");
    }
}

#[test]
fn a_nested_parameter_stays_where_no_other_way_is_stated() {
    let nested = || vec![field("x", map(Type::Bool)), optional("type[]", list(Type::INT64))];
    let get = Endpoint { methods: methods([Method::Get]), ..endpoint("get", nested()) };
    let mut form = Endpoint { methods: methods([Method::Post]), ..endpoint("form", nested()) };
    form.parameters.encodings = vec![fact(Encoding::Form)];
    let api = api(vec![get, form], vec![]);
    let schema = json!({"type": "object", "additionalProperties": {"type": "boolean"}});
    assert_eq!(
        part(&api, "/paths/~1get/get/parameters"),
        json!([
            {"name": "x", "in": "query", "required": true, "content": {"application/json": {"schema": schema}}},
            {
                "name": "type[]", "in": "query", "style": "form", "explode": true,
                "schema": {"type": "array", "items": {"type": "integer", "format": "int64"}}
            }
        ])
    );
    assert_eq!(
        part(&api, "/paths/~1form/post/requestBody/content"),
        json!({"application/x-www-form-urlencoded": {
            "schema": {"$ref": "#/components/schemas/FormRequest"},
            "encoding": {
                "x": {"contentType": "application/json"},
                "type[]": {"style": "form", "explode": true}
            }
        }})
    );
}

#[test]
fn a_query_and_a_form_carry_the_flat_part_of_a_union() {
    let node = || list(Type::reference("Node"));
    let types = || {
        let message = union([Type::String, node()]);
        vec![structure("Node", vec![]), definition("Message", TypeKind::Alias { target: fact(message) })]
    };
    let string = || json!({"type": "string"});
    let cases = [
        (Type::reference("Message"), string()),
        (nullable(Type::reference("Message")), json!({"type": ["string", "null"]})),
        (union([Type::String, node(), Type::Bool]), json!({"anyOf": [string(), {"type": "boolean"}]})),
        (
            union([Type::String, list(Type::Bool), node()]),
            json!({"anyOf": [string(), {"type": "array", "items": {"type": "boolean"}}]}),
        ),
    ];
    for (ty, flat) in cases {
        let shown = format!("{ty:?}");
        let optional = Field { required: false, ..field("x", ty) };
        let api = api(vec![endpoint("e", vec![optional])], types());
        assert_eq!(part(&api, "/paths/~1e/get/parameters/0/schema"), flat, "{shown}");
        assert_eq!(part(&api, "/components/schemas/EForm/properties/x"), flat, "{shown}");
        assert_ne!(part(&api, "/components/schemas/ERequest/properties/x"), flat, "{shown}");
        let content = part(&api, "/paths/~1e/post/requestBody/content");
        let (json, form) = ("application/json", "application/x-www-form-urlencoded");
        assert_eq!(content[json]["schema"]["$ref"], "#/components/schemas/ERequest", "{shown}");
        assert_eq!(content[form]["schema"]["$ref"], "#/components/schemas/EForm", "{shown}");
    }
}

#[test]
fn a_union_keeps_its_list_in_a_query() {
    let ty = union([Type::String, list(Type::String)]);
    let api = api(vec![endpoint("e", vec![field("x", ty)])], vec![]);
    let string = || json!({"type": "string"});
    assert_eq!(
        part(&api, "/paths/~1e/get/parameters/0/schema"),
        json!({"anyOf": [string(), {"type": "array", "items": string()}]})
    );
}

#[test]
fn what_is_put_into_the_body_is_no_part_of_a_call_without_one() {
    let body = |name: &str, ty| Field { location: Some(fact(Location::Body)), ..field(name, ty) };
    let one = endpoint("e", vec![body("x", map(Type::Bool)), field("y", Type::String)]);
    let only = Endpoint { methods: methods([Method::Get]), ..endpoint("f", vec![body("x", Type::String)]) };
    let document = document(&api(vec![one, only], vec![]));
    assert_eq!(places(&document["paths"]["/e"]["get"]).0, ["y"]);
    assert_eq!(places(&document["paths"]["/e"]["post"]), (vec![], vec!["application/json"]));
    assert_eq!(places(&document["paths"]["/f"]["get"]).0, ["x"]);
}

#[test]
fn the_method_of_an_operation_stands_where_the_name_has_that_of_the_first() {
    let named = |name: &str, path: &str| Endpoint { path: fact(path.to_owned()), ..endpoint(name, vec![]) };
    let api = api(vec![named("get_lamps_by_id", "/lamps/{id}"), named("get_lamp", "/get_lamp")], vec![]);
    let expected = [
        "get /lamps/{id} get_lamps_by_id",
        "post /lamps/{id} post_lamps_by_id",
        "get /get_lamp get_lamp_get",
        "post /get_lamp get_lamp_post",
    ];
    assert_eq!(operations(&api), expected);
    assert_eq!(part(&api, "/paths/~1lamps~1{id}/post/summary"), "post_lamps_by_id");
}

#[test]
fn what_must_be_there_is_not_empty_where_what_is_empty_counts_as_absent() {
    let schemas = |encodings: &[Encoding]| {
        let text = || field("text", Type::String);
        let fields =
            vec![text(), field("list", list(Type::Bool)), Field { required: false, ..field("open", Type::String) }];
        let mut endpoint = endpoint("e", fields);
        endpoint.parameters.encodings = encodings.iter().copied().map(fact).collect();
        let mut api = api(vec![endpoint], vec![]);
        api.transport.empty_is_absent = true;
        let of = |name: &str, key: &str| {
            part(&api, &format!("/components/schemas/ERequest/properties/{name}")).get(key).cloned()
        };
        [of("text", "minLength"), of("list", "minItems"), of("open", "minLength")]
    };
    assert_eq!(schemas(&[Encoding::Form]), [Some(json!(1)), Some(json!(1)), None]);
    // JSON tells what is empty from what is absent.
    assert_eq!(schemas(&[Encoding::Json, Encoding::Form]), [None, None, None]);
    let mut api = api(vec![endpoint("e", vec![field("text", Type::String)])], vec![]);
    let pointer = "/paths/~1e/get/parameters/0/schema";
    assert_eq!(part(&api, pointer), json!({"type": "string"}));
    api.transport.empty_is_absent = true;
    assert_eq!(part(&api, pointer), json!({"type": "string", "minLength": 1}));
}

#[test]
fn parameters_stand_where_the_document_has_them() {
    use Encoding::{Form, Json, Query};
    use Method::{Delete, Get, Post, Put};
    const JSON: &str = "application/json";
    const FORM: &str = "application/x-www-form-urlencoded";
    type Case = (&'static [Method], &'static [Encoding], Method, bool, &'static [&'static str]);
    let cases: &[Case] = &[
        (&[Get, Post], &[], Get, true, &[]),
        (&[Get, Post], &[], Post, false, &[JSON, FORM]),
        (&[Get, Post], &[Query, Form], Get, true, &[]),
        (&[Get, Post], &[Query, Form], Post, false, &[FORM]),
        (&[Post], &[Json], Post, false, &[JSON]),
        (&[Post], &[Query], Post, true, &[]),
        (&[Get, Post], &[Query], Post, false, &[JSON, FORM]),
        (&[Put], &[], Put, false, &[JSON, FORM]),
        (&[Delete], &[], Delete, true, &[]),
        (&[], &[], Post, false, &[JSON, FORM]),
    ];
    for (stated, encodings, method, query, media) in cases {
        let mut endpoint = endpoint("e", vec![field("x", Type::Bool)]);
        endpoint.methods = stated.iter().copied().map(fact).collect();
        endpoint.parameters.encodings = encodings.iter().copied().map(fact).collect();
        let document = document(&api(vec![endpoint], vec![]));
        let operation = look(&document, &format!("/paths/~1e/{}", method.name().to_lowercase()));
        let names: &[&str] = if *query { &["x"] } else { &[] };
        assert_eq!(places(operation), (names.to_vec(), media.to_vec()), "{stated:?} {encodings:?} {method:?}");
    }
}

#[test]
fn a_parameter_is_required_for_the_methods_that_demand_it() {
    let csrf = Field { required_for: vec![Method::Post], ..optional("csrf", Type::String) };
    let api = api(vec![endpoint("e", vec![csrf, field("id", Type::String), optional("o", Type::String)])], vec![]);
    let document = document(&api);
    let required = |at: usize| document.pointer(&format!("/paths/~1e/get/parameters/{at}/required"));
    assert_eq!([required(0), required(1), required(2)], [None, Some(&json!(true)), None]);
    assert_eq!(look(&document, "/components/schemas/ERequest/required"), &json!(["csrf", "id"]));
    assert_eq!(look(&document, "/paths/~1e/post/requestBody/required"), &json!(true));
}

#[test]
fn each_method_with_a_body_demands_its_own() {
    let csrf = Field { required_for: vec![Method::Put], ..optional("csrf", Type::String) };
    let both = Endpoint { methods: methods([Method::Post, Method::Put]), ..endpoint("e", vec![csrf]) };
    let document = document(&api(vec![both], vec![]));
    let schema = |method: &str| {
        look(&document, &format!("/paths/~1e/{method}/requestBody/content/application~1json/schema")).clone()
    };
    assert_eq!(schema("post"), json!({"$ref": "#/components/schemas/ERequest"}));
    assert!(look(&document, "/components/schemas/ERequest").get("required").is_none());
    assert_eq!(schema("put")["required"], json!(["csrf"]));
}

#[test]
fn nothing_is_sent_where_there_are_no_parameters() {
    let document = document(&api(vec![endpoint("e", vec![])], vec![]));
    assert!(document.pointer("/paths/~1e/post/requestBody").is_none());
    assert!(document.pointer("/components/schemas/ERequest").is_none());
}

#[test]
fn names_in_a_path_are_parameters_of_it() {
    let mut endpoint = endpoint("e", vec![optional("id", Type::INT64), optional("o", Type::Bool)]);
    endpoint.path = fact("/g/{id}/{size}".to_owned());
    let api = api(vec![endpoint], vec![]);
    let id = json!({
        "name": "id", "in": "path", "required": true, "schema": {"type": "integer", "format": "int64"}
    });
    let size = json!({"name": "size", "in": "path", "required": true, "schema": {"type": "string"}});
    let query = json!({"name": "o", "in": "query", "schema": {"type": "boolean"}});
    assert_eq!(part(&api, "/paths/~1g~1{id}~1{size}/get/parameters"), json!([id, size, query]));
    assert_eq!(part(&api, "/paths/~1g~1{id}~1{size}/post/parameters"), json!([id, size]));
    let properties = part(&api, "/components/schemas/ERequest/properties");
    assert_eq!(properties, json!({"o": {"type": "boolean"}}));
}

#[test]
fn paths_that_differ_in_names_alone_are_one() {
    let at = |name: &str, method, path: &str, field: Field| Endpoint {
        path: fact(path.to_owned()),
        methods: methods([method]),
        ..endpoint(name, vec![field])
    };
    let one = at("one", Method::Get, "/g/{id}/x", optional("id", Type::INT64));
    let two = at("two", Method::Delete, "/g/{path_id}/x", optional("path_id", Type::Bool));
    let api = api(vec![one, two], vec![]);
    assert_eq!(document(&api)["paths"].as_object().map(serde_json::Map::len), Some(1));
    let get = json!({"type": "integer", "format": "int64"});
    assert_eq!(part(&api, "/paths/~1g~1{id}~1x/get/parameters/0/schema"), get);
    let delete = json!({"name": "id", "in": "path", "required": true, "schema": {"type": "boolean"}});
    assert_eq!(part(&api, "/paths/~1g~1{id}~1x/delete/parameters"), json!([delete]));
}

#[test]
fn an_operation_says_what_the_document_says() {
    let rule = |kind, words: &str| Rule {
        kind,
        fields: vec!["a".to_owned(), "b".to_owned()],
        docs: docs(words),
        provenance: at(1),
    };
    let told = Endpoint {
        title: Some(fact("Heading".to_owned())),
        docs: docs("Words."),
        deprecated: Some(statement("Gone.")),
        rules: vec![rule(RuleKind::AtLeastOne, "Either."), rule(RuleKind::OneOf, "")],
        ..endpoint("e", vec![])
    };
    let api = api(vec![told, endpoint("bare", vec![])], vec![]);
    assert_eq!(part(&api, "/paths/~1e/get/summary"), "Heading");
    assert_eq!(part(&api, "/paths/~1bare/get/summary"), "bare");
    assert_eq!(part(&api, "/paths/~1e/get/deprecated"), true);
    assert_eq!(
        part(&api, "/paths/~1e/get/description"),
        "Words.\n\nGone.\n\nAt least one of `a`, `b` is required.\n\nEither.\n\n\
         One of `a`, `b` is required; the first that is given counts."
    );
}

/// An endpoint of `POST /do` and `GET /do` that a value of `action` tells apart.
fn told(name: &str, value: Value, fields: Vec<Field>) -> Endpoint {
    let ty = if value.is_string() { Type::String } else { Type::INT64 };
    let selector = Field { constant: Some(Box::new(fact(value))), ..field("action", ty) };
    Endpoint {
        path: fact("/do".to_owned()),
        methods: methods([Method::Get, Method::Post]),
        selector: Some(Box::new(selector)),
        ..endpoint(name, fields)
    }
}

#[test]
fn endpoints_that_a_value_tells_apart_are_one_operation() {
    let fields = || vec![field("lamp", Type::INT64), optional("on", Type::Bool)];
    let endpoints = vec![told("switch", json!("Switch"), fields()), told("list", json!("List"), vec![])];
    let api = api(endpoints, vec![]);
    assert_eq!(operations(&api), ["get /do get_do", "post /do post_do"]);
    let query = part(&api, "/paths/~1do/get/parameters");
    assert_eq!(query[0]["schema"], json!({"type": "string", "enum": ["Switch", "List"]}));
    assert_eq!((&query[0]["required"], &query[1]["required"]), (&json!(true), &Value::Null));
    assert_eq!(query[1]["description"], "Of `Switch` alone.\n\nRequired by `Switch`.");
    let body = part(&api, "/paths/~1do/post/requestBody");
    let schema = |name: &str| json!({"$ref": format!("#/components/schemas/{name}Request")});
    assert_eq!(body["required"], true);
    assert_eq!(
        body["content"]["application/json"]["schema"],
        json!({
            "oneOf": [schema("Switch"), schema("List")],
            "discriminator": {
                "propertyName": "action",
                "mapping": {"Switch": schema("Switch")["$ref"], "List": schema("List")["$ref"]},
            },
        })
    );
    let request = part(&api, "/components/schemas/ListRequest");
    assert_eq!(request["required"], json!(["action"]));
    assert_eq!(request["properties"]["action"]["const"], "List");
    assert_eq!(part(&api, "/paths/~1do/post/description"), "- `Switch`: switch\n- `List`: list");
    // In a document for generators, each has its own way, and these are one here.
    let client = projected(&api, ".client-3.0");
    assert_eq!(client["paths"]["/do"].as_object().unwrap().len(), 1);
    assert_eq!(client["components"]["schemas"]["ListRequest"]["properties"]["action"]["enum"], json!(["List"]));
}

#[test]
fn a_discriminator_tells_texts_alone() {
    let endpoints = vec![told("one", json!(1), vec![]), told("two", json!(2), vec![])];
    let api = api(endpoints, vec![]);
    let schema = part(&api, "/paths/~1do/post/requestBody/content/application~1json/schema");
    assert_eq!(schema.as_object().unwrap().keys().collect::<Vec<_>>(), ["oneOf"]);
}

#[test]
fn what_no_other_field_is_called_is_any_further_property() {
    let rest = Field { rest: true, ..field(":key", map(Type::INT64)) };
    let endpoint =
        Endpoint { methods: methods([Method::Put]), ..endpoint("keep", vec![field("name", Type::String), rest]) };
    let request = part(&api(vec![endpoint], vec![]), "/components/schemas/KeepRequest");
    assert_eq!(request["required"], json!(["name"]));
    assert_eq!(request["properties"].as_object().unwrap().len(), 1);
    assert_eq!(request["additionalProperties"], json!({"type": "integer", "format": "int64"}));
}
