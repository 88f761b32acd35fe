//! The documents for generators of clients.

use serde_json::{Value, json};

use super::*;

/// A part of a document, without the places.
fn at_of(api: &Api, suffix: &str, pointer: &str) -> Value {
    without_places(look(&projected(api, suffix), pointer).clone())
}

/// An API with these types, whose one endpoint answers with the first.
fn using(types: Vec<TypeDef>) -> Api {
    let body = types.first().map_or(fact(Body::None), |first| data(Type::Ref { id: first.id.clone() }));
    let mut one = endpoint("e", vec![]);
    one.response.body = body;
    api(vec![one], types)
}

/// The property `f` of a type, in the document with this suffix.
fn property(suffix: &str, field: Field) -> Value {
    let known = values("Sex", Type::String, &[(json!("male"), "he"), (json!("other"), "")]);
    let one = using(vec![structure("T", vec![field]), known]);
    at_of(&one, suffix, "/components/schemas/T/properties/f")
}

#[test]
fn an_endpoint_is_one_operation_by_the_way_that_carries_everything() {
    let mut both = endpoint("both", vec![field("f", Type::Bool)]);
    both.aliases = vec![Alias { path: fact("/other".to_owned()), deprecated: None }];
    let get = Endpoint { methods: methods([Method::Get]), ..endpoint("get", vec![field("f", Type::Bool)]) };
    let document = projected(&api(vec![both, get], vec![]), ".client");
    let paths = look(&document, "/paths").as_object().into_iter().flatten();
    let items = paths.flat_map(|(path, item)| item.as_object().into_iter().flatten().map(move |pair| (path, pair)));
    let methods: Vec<_> = items.map(|(path, (method, value))| (&**path, &**method, &value["operationId"])).collect();
    assert_eq!(methods, [("/both", "post", &json!("both")), ("/get", "get", &json!("get"))]);
    let content = look(&document, "/paths/~1both/post/requestBody/content");
    assert_eq!(content, &json!({"application/json": {"schema": {"$ref": "#/components/schemas/BothRequest"}}}));
}

#[test]
fn a_response_has_its_fields_in_one_object() {
    let one = Endpoint {
        response: Response { body: data(Type::Bool), ..endpoint("e", vec![]).response },
        ..endpoint("e", vec![])
    };
    let expected = json!({"type": "object", "properties": {
        "code": {"type": "integer", "format": "int64"}, "data": {"type": "boolean"}
    }, "required": ["code"]});
    assert_eq!(at_of(&api(vec![one], vec![]), ".client", "/components/schemas"), json!({"EEnvelope": expected}));
}

#[test]
fn a_success_with_content_is_the_only_one_in_3_0() {
    let mut one = api(vec![endpoint("e", vec![])], vec![]);
    one.envelope.fields.clear();
    one.endpoints[0].response.body = data(Type::Bool);
    let codes = |suffix: &str| {
        let responses = at_of(&one, suffix, "/paths/~1e/post/responses");
        responses.as_object().into_iter().flatten().map(|(code, _)| code.clone()).collect::<Vec<_>>()
    };
    assert_eq!(
        (codes(".client"), codes(".client-3.0")),
        (vec!["200".into(), "default".into()], vec!["200".to_owned()])
    );
}

#[test]
fn nothing_says_where_it_stands() {
    let mut one = api(vec![endpoint("e", vec![field("f", Type::Bool)])], vec![]);
    one.transport.websocket = true;
    for suffix in [".client", ".client-3.0"] {
        let text = projected(&one, suffix).to_string();
        assert!(!text.contains("x-source") && !text.contains("x-websocket"), "{text}");
    }
}

#[test]
fn schemas_are_in_the_words_of_each_document() {
    let described = Field { docs: docs("Words."), ..field("f", Type::reference("Sex")) };
    let constant = Field { constant: Some(Box::new(fact(json!("a")))), ..field("f", Type::String) };
    let nothing_else = Field { constant: Some(Box::new(fact(Value::Null))), ..field("f", Type::Null) };
    let defaulted =
        Field { docs: docs("Words."), default: Some(Box::new(fact(json!("a")))), ..field("f", Type::String) };
    let free = Field { docs: docs("Words."), default: Some(Box::new(fact(json!("a")))), ..optional("f", Type::String) };
    let nothing = json!({"enum": [null]});
    let shown = Field { examples: vec![fact(json!("a")), fact(json!("b"))], ..field("f", Type::String) };
    let cases = [
        (
            field("f", nullable(Type::Bool)),
            json!({"type": ["boolean", "null"]}),
            json!({"type": "boolean", "nullable": true}),
        ),
        (
            field("f", nullable(Type::reference("Sex"))),
            json!({"anyOf": [{"$ref": "#/components/schemas/Sex"}, {"type": "null"}]}),
            json!({"type": "string", "nullable": true}),
        ),
        (
            field("f", nullable(union([Type::Bool, Type::String]))),
            json!({"anyOf": [{"type": "boolean"}, {"type": "string"}, {"type": "null"}]}),
            json!({"oneOf": [{"type": "boolean", "nullable": true}, {"type": "string"}]}),
        ),
        (
            field("f", union([Type::reference("Sex"), list(Type::Bool)])),
            json!({"anyOf": [{"$ref": "#/components/schemas/Sex"}, {"type": "array", "items": {"type": "boolean"}}]}),
            json!({"oneOf": [{"$ref": "#/components/schemas/Sex"}, {"type": "array", "items": {"type": "boolean"}}]}),
        ),
        (
            field("f", union([Type::reference("Sex"), Type::String])),
            json!({"anyOf": [{"$ref": "#/components/schemas/Sex"}, {"type": "string"}]}),
            json!({"anyOf": [{"$ref": "#/components/schemas/Sex"}, {"type": "string"}]}),
        ),
        (
            field("f", map(Type::Bool)),
            json!({"type": "object", "additionalProperties": {"type": "boolean"}, "title": "f_map"}),
            json!({"type": "object", "additionalProperties": {"type": "boolean"}, "title": "f_map"}),
        ),
        (field("f", Type::Null), json!({"type": "null"}), json!({})),
        (
            described,
            json!({"$ref": "#/components/schemas/Sex", "description": "Words."}),
            json!({"description": "Words.", "type": "string"}),
        ),
        (
            Field { docs: docs("Words."), ..field("f", nullable(Type::reference("T"))) },
            json!({"anyOf": [{"$ref": "#/components/schemas/T"}, {"type": "null"}], "description": "Words."}),
            json!({"description": "Words.", "oneOf": [{"$ref": "#/components/schemas/T"}, nothing]}),
        ),
        (
            field("f", nullable(union([Type::reference("T"), Type::String]))),
            json!({"anyOf": [{"$ref": "#/components/schemas/T"}, {"type": "string"}, {"type": "null"}]}),
            json!({"oneOf": [{"$ref": "#/components/schemas/T"}, {"type": "string"}, nothing]}),
        ),
        (
            free,
            json!({"type": "string", "description": "Words.\n\nDefault: `\"a\"`."}),
            json!({"type": "string", "description": "Words.\n\nDefault: `\"a\"`."}),
        ),
        (
            defaulted,
            json!({"type": "string", "description": "Words.", "default": "a"}),
            json!({"type": "string", "description": "Words.", "default": "a"}),
        ),
        (nothing_else, json!({"type": "null"}), json!({})),
        (constant, json!({"type": "string", "enum": ["a"]}), json!({"type": "string", "enum": ["a"]})),
        (shown, json!({"type": "string", "examples": ["a", "b"]}), json!({"type": "string", "example": "a"})),
    ];
    for (field, client, older) in cases {
        assert_eq!(property(".client", field.clone()), client);
        assert_eq!(property(".client-3.0", field), older);
    }
}

#[test]
fn a_set_that_others_may_join_is_what_any_value_is() {
    let mut known = values("Sex", Type::String, &[(json!("male"), "he"), (json!("other"), "")]);
    known.docs = docs("Of a person.");
    let one = using(vec![known]);
    for suffix in [".client", ".client-3.0"] {
        let expected = json!({"description": "Of a person.\n\n- `\"male\"`: he\n- `\"other\"`", "type": "string"});
        assert_eq!(at_of(&one, suffix, "/components/schemas/Sex"), expected);
    }
}

#[test]
fn lists_and_maps_of_plain_values_stand_where_they_are_meant_in_3_0() {
    let items = |suffix: &str, ty: &Type| {
        let named = definition("Row", TypeKind::Alias { target: fact(ty.clone()) });
        let one = using(vec![structure("T", vec![field("f", list(Type::reference("Row")))]), named]);
        at_of(&one, suffix, "/components/schemas/T/properties/f/items")
    };
    let reference = || json!({"$ref": "#/components/schemas/Row"});
    for (ty, expected) in [
        (map(Type::Any), json!({"type": "object", "additionalProperties": {}})),
        (map(Type::Bool), json!({"type": "object", "additionalProperties": {"type": "boolean"}})),
        (list(Type::String), json!({"type": "array", "items": {"type": "string"}})),
        (map(Type::reference("T")), reference()),
        (Type::String, reference()),
    ] {
        assert_eq!(items(".client", &ty), reference(), "{ty:?}");
        assert_eq!(items(".client-3.0", &ty), expected, "{ty:?}");
    }
}

#[test]
fn a_parameter_in_the_url_is_of_one_kind_in_3_0() {
    let string = || json!({"type": "string"});
    let text = |words: &str| Some((string(), words.to_owned()));
    let cases = [
        (union([Type::INT64, Type::String]), text("Words.\n\nThe value is integer or string.")),
        (union([Type::Bool, Type::INT64, Type::String]), text("Words.\n\nThe value is boolean or integer or string.")),
        (
            union([Type::String, list(Type::String)]),
            Some((
                json!({"type": "array", "items": string()}),
                "Words.\n\nThe value is one value or a list.".to_owned(),
            )),
        ),
        // What is not written alike stays as it is.
        (union([Type::INT64, list(Type::String)]), None),
        (union([Type::INT64, Type::Bool]), None),
    ];
    for (ty, expected) in cases {
        let shown = format!("{ty:?}");
        let taken = Field { docs: docs("Words."), ..field("f", ty) };
        let one = Endpoint { methods: methods([Method::Get]), ..endpoint("e", vec![taken]) };
        let one = api(vec![one], vec![]);
        for suffix in ["", ".client", ".client-3.0"] {
            let parameter = at_of(&one, suffix, "/paths/~1e/get/parameters/0");
            let found = (parameter["schema"].clone(), parameter["description"].as_str().unwrap_or_default().to_owned());
            match &expected {
                Some(expected) if suffix == ".client-3.0" => assert_eq!(found, *expected, "{shown}"),
                _ => assert_eq!(found.1, "Words.", "{shown} {suffix}"),
            }
        }
    }
}

#[test]
fn content_of_which_examples_are_all_that_is_known_is_anything_in_3_0() {
    let mut one = endpoint("e", vec![]);
    let shown = example(ExampleKind::Response, "\"no\"", Some(json!("no")));
    let code = StatusCode::One(409);
    one.statuses = vec![Status { code, docs: docs(""), ty: None, provenance: at(1) }];
    one.examples = vec![Example { status: Some(code), ..shown }];
    let one = api(vec![one], vec![]);
    for (suffix, expected) in [("", None), (".client", None), (".client-3.0", Some(json!({})))] {
        let content = at_of(&one, suffix, "/paths/~1e/post/responses/409/content/application~1json");
        assert_eq!((content.get("schema"), content.get("examples").is_some()), (expected.as_ref(), true), "{suffix}");
    }
}

#[test]
fn a_parameter_that_is_json_is_text() {
    let nested = Field { docs: docs("Words."), ..field("f", Type::reference("T")) };
    let one = Endpoint { methods: methods([Method::Get]), ..endpoint("e", vec![nested]) };
    let one = api(vec![one], vec![structure("T", vec![field("g", Type::Bool)])]);
    let expected = json!({"name": "f", "in": "query", "required": true,
        "description": "Words.\n\nThe value is JSON, as text.", "schema": {"type": "string"}});
    for suffix in [".client", ".client-3.0"] {
        assert_eq!(at_of(&one, suffix, "/paths/~1e/get/parameters/0"), expected, "{suffix}");
    }
}

#[test]
fn a_type_is_called_like_one_of_a_language_but_for_the_generators_that_mix_them() {
    let one = using(vec![structure("String", vec![field("f", Type::Bool)])]);
    for (suffix, name) in [("", "String"), (".client", "String"), (".client-3.0", "String_2")] {
        let names = at_of(&one, suffix, "/components/schemas");
        let found: Vec<_> = ["String", "String_2"].into_iter().filter(|name| names.get(name).is_some()).collect();
        assert_eq!(found, [name], "{suffix}: {names}");
    }
}

#[test]
fn a_property_may_be_called_like_a_keyword() {
    let named = structure(
        "T",
        vec![field("const", Type::Bool), field("properties", nullable(Type::Bool)), field("type", Type::Bool)],
    );
    let properties = at_of(&using(vec![named]), ".client-3.0", "/components/schemas/T/properties");
    let bool = json!({"type": "boolean"});
    assert_eq!(properties, json!({"const": bool, "properties": {"type": "boolean", "nullable": true}, "type": bool}));
}

#[test]
fn version_and_licence_are_those_of_the_dialect() {
    let plain = api(Vec::new(), Vec::new());
    assert_eq!(look(&document(&plain), "/info/version"), "1.0.0");
    let api = Api { version: Some(fact("2.1.0".to_owned())), license: Some(fact("MIT".to_owned())), ..plain };
    for (suffix, identifier) in
        [("", Value::from("MIT")), (".client", Value::from("MIT")), (".client-3.0", Value::Null)]
    {
        let document = projected(&api, suffix);
        assert_eq!(look(&document, "/info/version"), "2.1.0", "{suffix}");
        assert_eq!(look(&document, "/info/license/name"), "MIT", "{suffix}");
        assert_eq!(document["info"]["license"]["identifier"], identifier, "{suffix}");
    }
}
