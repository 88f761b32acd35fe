//! What comes back.

use serde_json::json;

use super::*;
use crate::ir::Member;

/// An endpoint `e` with a response.
fn answering(body: Fact<Body>, envelope: Vec<Field>) -> Endpoint {
    Endpoint {
        response: Response { status: None, media: None, bare: None, body, envelope, docs: Docs::default() },
        ..endpoint("e", vec![])
    }
}

fn code(code: i64, text: &str) -> ErrorCode {
    ErrorCode { code: json!(code), docs: docs(text), provenance: at(1) }
}

const ENVELOPE: &str = "#/components/schemas/Envelope";
const SCHEMA: &str = "/paths/~1e/get/responses/200/content/application~1json/schema";

#[test]
fn a_response_is_the_envelope_with_its_data() {
    let typed = |data: Value| json!({"allOf": [{"$ref": ENVELOPE}, {"type": "object", "properties": {"data": data}}]});
    let cases = [
        // One type for all endpoints that give nothing back.
        (fact(Body::None), "EmptyEnvelope", typed(json!({}))),
        (data(list(Type::Bool)), "EEnvelope", typed(json!({"type": "array", "items": {"type": "boolean"}}))),
        (data(nullable(Type::Bool)), "EEnvelope", typed(json!({"type": ["boolean", "null"]}))),
    ];
    for (body, name, expected) in cases {
        let shown = format!("{body:?}");
        let api = api(vec![answering(body, vec![])], vec![]);
        let schema = format!("/components/schemas/{name}");
        assert_eq!(part(&api, SCHEMA), json!({"$ref": format!("#{schema}")}), "{shown}");
        assert_eq!(part(&api, &schema), expected, "{shown}");
    }
    let unknown = api(vec![answering(fact(Body::Unknown), vec![])], vec![]);
    assert_eq!(part(&unknown, SCHEMA), json!({"$ref": ENVELOPE}));
    assert_eq!(
        part(&unknown, "/components/schemas/Envelope"),
        json!({
            "type": "object",
            "properties": {"code": {"type": "integer", "format": "int64"}, "data": {}},
            "required": ["code"],
            "x-envelope": {"data": "data", "code": "code", "success": [0]}
        })
    );
}

#[test]
fn data_can_be_null_and_must_be_there_where_the_envelope_says_so() {
    let mut api = api(vec![answering(data(Type::Bool), vec![])], vec![]);
    api.envelope.fields = vec![field("code", Type::INT64), field("data", nullable(Type::Any))];
    assert_eq!(
        part(&api, "/components/schemas/EEnvelope/allOf/1"),
        json!({
            "type": "object", "properties": {"data": {"type": ["boolean", "null"]}}, "required": ["data"]
        })
    );
}

#[test]
fn a_response_with_other_data_than_the_envelope_says_stands_alone() {
    for (general, body, extends) in [
        (list(Type::Any), data(list(Type::Bool)), true),
        (list(Type::Any), data(Type::Bool), false),
        (list(Type::Any), fact(Body::None), false),
        (nullable(list(Type::Any)), fact(Body::None), true),
        (nullable(list(Type::Any)), data(list(Type::Bool)), true),
        (nullable(Type::Bool), data(nullable(Type::Bool)), true),
        (Type::Bool, data(nullable(Type::Bool)), false),
        (Type::Map { values: Box::new(Type::Any) }, data(Type::Map { values: Box::new(Type::Bool) }), true),
        (Type::String, data(Type::Bool), false),
    ] {
        let shown = format!("{general:?}: {body:?}");
        let mut api = api(vec![answering(body, vec![])], vec![]);
        api.envelope.fields = vec![field("code", Type::INT64), field("data", general)];
        let reference = part(&api, SCHEMA)["$ref"].as_str().unwrap_or_default().to_owned();
        let schema = part(&api, reference.trim_start_matches('#'));
        assert_eq!(schema.to_string().contains(ENVELOPE), extends, "{shown}");
        assert_eq!(schema["required"].is_array(), !extends, "{shown}: the fields of the envelope are kept");
    }
}

#[test]
fn the_data_of_a_failure_is_null_where_the_envelope_says_so() {
    for (body, name, expected) in [
        (data(Type::Bool), "EEnvelope", json!({"type": ["boolean", "null"]})),
        (data(nullable(Type::Bool)), "EEnvelope", json!({"type": ["boolean", "null"]})),
        (fact(Body::None), "EmptyEnvelope", json!({})),
    ] {
        let mut api = api(vec![answering(body, vec![])], vec![]);
        api.envelope.failed = vec![Member { name: "data".to_owned(), value: fact(Value::Null) }];
        assert_eq!(part(&api, &format!("/components/schemas/{name}/allOf/1/properties/data")), expected);
    }
}

#[test]
fn the_endpoints_own_envelope_counts() {
    let status = Field { constant: Some(Box::new(fact(json!("async")))), ..field("status", Type::String) };
    let more = api(vec![answering(fact(Body::Unknown), vec![status])], vec![]);
    assert_eq!(
        part(&more, "/components/schemas/EEnvelope"),
        json!({"allOf": [{"$ref": ENVELOPE}, {
            "type": "object",
            "properties": {"status": {"type": "string", "const": "async"}},
            "required": ["status"]
        }]})
    );
    // What takes something back cannot refer to the API's envelope, and nothing else does.
    let cases = [
        (optional("code", Type::INT64), json!({"type": "integer", "format": "int64"}), json!(["data"])),
        (field("code", Type::String), json!({"type": "string"}), json!(["code", "data"])),
    ];
    for (own, schema, required) in cases {
        let less = api(vec![answering(data(Type::Bool), vec![own, field("data", Type::Any)])], vec![]);
        assert_eq!(
            part(&less, "/components/schemas"),
            json!({"EEnvelope": {
                "type": "object",
                "properties": {"code": schema, "data": {"type": "boolean"}},
                "required": required
            }})
        );
    }
}

#[test]
fn what_the_envelope_says_of_a_value_is_not_taken_back() {
    let constant = Field { constant: Some(Box::new(fact(json!(0)))), ..field("code", Type::INT64) };
    let limits = Constraints { max_length: Some(Box::new(fact(3))), ..Constraints::default() };
    let short = Field { constraints: limits, ..field("code", Type::INT64) };
    for general in [constant, short] {
        let same = Field { docs: docs("Words."), ..general.clone() };
        for (own, refers) in [(field("code", Type::INT64), false), (same, true)] {
            let mut api = api(vec![answering(data(Type::Bool), vec![own])], vec![]);
            api.envelope.fields = vec![general.clone()];
            let schema = part(&api, "/components/schemas/EEnvelope");
            assert_eq!(schema.get("allOf").is_some(), refers, "{schema:#}");
        }
    }
}

#[test]
fn data_without_a_field_of_its_own_stands_beside_or_alone() {
    let mut beside = api(vec![answering(data(Type::reference("T")), vec![])], vec![structure("T", vec![])]);
    (beside.envelope.data, beside.envelope.code) = (None, None);
    beside.envelope.success.clear();
    let reference = json!({"$ref": "#/components/schemas/T"});
    assert_eq!(part(&beside, "/components/schemas/EEnvelope/allOf/1"), reference);
    beside.envelope.code = Some("code".to_owned());
    let failed = |schema: Value| json!([reference, schema]);
    let required = json!({"type": "object", "required": ["code"]});
    assert_eq!(part(&beside, "/components/schemas/EEnvelope/allOf/1/anyOf"), failed(required));
    beside.envelope.success = vec![json!(0)];
    let other = json!({"type": "object", "properties": {"code": {"not": {"enum": [0]}}}});
    assert_eq!(part(&beside, "/components/schemas/EEnvelope/allOf/1/anyOf"), failed(other));
    let mut alone = beside;
    alone.envelope = Envelope::default();
    assert_eq!(part(&alone, SCHEMA), reference);
    alone.endpoints = vec![answering(fact(Body::None), vec![])];
    let responses = part(&alone, "/paths/~1e/get/responses");
    assert_eq!(responses["200"], json!({"description": "Success"}));
    assert_eq!(responses["default"], json!({"description": "A call that was not carried out."}));
    alone.endpoints = vec![answering(fact(Body::Unknown), vec![])];
    assert_eq!(part(&alone, SCHEMA), json!({}));
    assert!(document(&alone).pointer("/components/schemas/Envelope").is_none());
    // The envelope names a data field that no table has.
    alone.endpoints = vec![answering(data(Type::Bool), vec![field("ttl", Type::INT64)])];
    alone.envelope.data = Some("data".to_owned());
    assert_eq!(part(&alone, "/components/schemas/EEnvelope/properties/data"), json!({"type": "boolean"}));
}

#[test]
fn codes_are_values_of_the_code_field() {
    let known = values("Code", Type::INT64, &[(json!(-101), "known")]);
    let failing = |ty| Endpoint {
        errors: vec![code(-101, "no login"), code(7, "denied"), code(7, "twice")],
        ..answering(fact(Body::Unknown), vec![field("code", ty)])
    };
    let int = json!({"type": "integer", "format": "int64"});
    let listed = |codes: Value, words: Value| json!({"type": "integer", "enum": codes, "x-enumDescriptions": words});
    let plain = api(vec![failing(Type::INT64)], vec![]);
    assert_eq!(
        part(&plain, "/components/schemas/EEnvelope/allOf/1/properties/code"),
        json!({"anyOf": [listed(json!([0, -101, 7]), json!({"-101": "no login", "7": "denied\n\ntwice"})), int]})
    );
    let mut set = api(vec![failing(Type::reference("Code"))], vec![known]);
    set.envelope.fields = vec![field("code", Type::reference("Code"))];
    assert_eq!(
        part(&set, "/components/schemas/EEnvelope/allOf/1/properties/code"),
        json!({"anyOf": [listed(json!([0, 7]), json!({"7": "denied\n\ntwice"})), {"$ref": "#/components/schemas/Code"}]})
    );
    assert_eq!(
        part(&plain, "/paths/~1e/get/responses/200/description"),
        "- `-101`: no login\n- `7`: denied\n- `7`: twice"
    );
}

#[test]
fn an_endpoint_has_statuses_of_its_own() {
    let mut api = api(vec![endpoint("e", vec![]), endpoint("f", vec![])], vec![]);
    let status = |code, text: &str, ty| Status { code: StatusCode::One(code), docs: docs(text), ty, provenance: at(1) };
    api.statuses = vec![status(409, "Another.", None), status(503, "Later.", None)];
    let e = &mut api.endpoints[0];
    e.response.status = Some(fact(201));
    e.statuses = vec![status(201, "Made.", None), status(409, "Here.", Some(fact(Type::String)))];
    let shown = example(ExampleKind::Response, "\"no\"", Some(json!("no")));
    e.examples = vec![Example { status: Some(StatusCode::One(409)), ..shown }];
    api.endpoints[1].response.status = Some(fact(204));
    let responses = part(&api, "/paths/~1e/get/responses");
    let names: Vec<_> = responses.as_object().into_iter().flatten().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["201", "409", "503"]);
    assert_eq!(responses["201"]["description"], "Made.");
    let content = &responses["409"]["content"]["application/json"];
    assert_eq!(
        (&content["schema"], &content["examples"]["example1"]["value"]),
        (&json!({"type": "string"}), &json!("no"))
    );
    let bare = part(&api, "/paths/~1f/get/responses/204");
    assert_eq!(bare["content"], Value::Null);
}

#[test]
fn each_status_is_written_once() {
    let status =
        |code, text: &str| Status { code: StatusCode::One(code), docs: docs(text), ty: None, provenance: at(1) };
    let mut api = api(vec![endpoint("e", vec![])], vec![]);
    api.statuses = vec![status(401, "No token."), status(200, "Else."), status(404, "")];
    api.endpoints[0].response.docs = docs("Own words.");
    let responses = part(&api, "/paths/~1e/get/responses");
    assert_eq!(responses["200"]["description"], "Own words.\n\nElse.");
    assert_eq!(responses["401"], json!({"$ref": "#/components/responses/Status401"}));
    let names: Vec<_> = responses.as_object().into_iter().flatten().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["200", "401", "404"]);
    assert_eq!(
        part(&api, "/components/responses"),
        json!({"Status401": {"description": "No token."}, "Status404": {"description": "HTTP 404"}})
    );
}

#[test]
fn the_statuses_of_a_class_are_one_response() {
    let status = |code, ty| Status { code: StatusCode::Range(code), docs: docs(""), ty, provenance: at(1) };
    let mut api = api(vec![endpoint("e", vec![])], vec![]);
    let e = &mut api.endpoints[0];
    e.statuses = vec![status(StatusRange::ClientError, Some(fact(Type::String))), status(StatusRange::Default, None)];
    let shown = example(ExampleKind::Response, "\"no\"", Some(json!("no")));
    e.examples = vec![Example { status: Some(StatusCode::One(404)), ..shown }];
    api.statuses = vec![status(StatusRange::Default, None)];
    let responses = part(&api, "/paths/~1e/get/responses");
    let names: Vec<_> = responses.as_object().into_iter().flatten().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["200", "4XX", "default"]);
    assert_eq!(responses["4XX"]["description"], "HTTP 4XX");
    assert_eq!(responses["4XX"]["content"]["application/json"]["examples"]["example1"]["value"], json!("no"));
    assert_eq!(responses["default"]["description"], "HTTP, any other status");
    assert_eq!(
        part(&api, "/components/responses"),
        json!({"StatusDefault": {"description": "HTTP, any other status"}})
    );
}
