//! Types and fields.

use serde_json::json;

use super::*;

/// The schema of a type, as that of a field of a struct.
fn schema_of(ty: Type) -> Value {
    let types = vec![
        structure("Device", vec![]),
        structure("get_msg/response/*", vec![]),
        structure("T", vec![field("f", ty)]),
    ];
    part(&api(vec![], types), "/components/schemas/T/properties/f")
}

#[test]
fn types_have_the_schema_of_their_values() {
    let int = |bits, signed| Type::Int { bits, signed };
    let cases = [
        (Type::Any, json!({})),
        (Type::Null, json!({"type": "null"})),
        (Type::Bool, json!({"type": "boolean"})),
        (Type::String, json!({"type": "string"})),
        (Type::Float { bits: 32 }, json!({"type": "number", "format": "float"})),
        (Type::Float { bits: 64 }, json!({"type": "number", "format": "double"})),
        (int(64, true), json!({"type": "integer", "format": "int64"})),
        (int(32, true), json!({"type": "integer", "format": "int32"})),
        (int(16, true), json!({"type": "integer", "format": "int32", "minimum": -32768, "maximum": 32767})),
        (int(8, true), json!({"type": "integer", "format": "int32", "minimum": -128, "maximum": 127})),
        (int(8, false), json!({"type": "integer", "format": "int32", "minimum": 0, "maximum": 255})),
        (int(32, false), json!({"type": "integer", "format": "int64", "minimum": 0, "maximum": 4_294_967_295_u32})),
        (int(64, false), json!({"type": "integer", "minimum": 0, "maximum": u64::MAX})),
        (list(Type::Bool), json!({"type": "array", "items": {"type": "boolean"}})),
        (map(Type::Bool), json!({"type": "object", "additionalProperties": {"type": "boolean"}})),
        (nullable(Type::Bool), json!({"type": ["boolean", "null"]})),
        (nullable(list(Type::Any)), json!({"type": ["array", "null"], "items": {}})),
        (nullable(Type::Any), json!({})),
        (Type::reference("Device"), json!({"$ref": "#/components/schemas/Device"})),
        (Type::reference("get_msg/response/*"), json!({"$ref": "#/components/schemas/GetMsgResponse"})),
        (
            nullable(Type::reference("Device")),
            json!({"anyOf": [{"$ref": "#/components/schemas/Device"}, {"type": "null"}]}),
        ),
        (union([Type::Bool, Type::String]), json!({"anyOf": [{"type": "boolean"}, {"type": "string"}]})),
        (
            nullable(union([Type::Bool, Type::String])),
            json!({"anyOf": [{"type": "boolean"}, {"type": "string"}, {"type": "null"}]}),
        ),
        (union([Type::Bool]), json!({"type": "boolean"})),
    ];
    for (ty, schema) in cases {
        let shown = format!("{ty:?}");
        assert_eq!(schema_of(ty), schema, "{shown}");
    }
}

#[test]
fn what_is_said_of_a_field_stands_beside_its_type() {
    let limits = |length: Option<u64>, items: Option<u64>| {
        let limit = |limit: Option<u64>| limit.map(|limit| Box::new(fact(limit)));
        Constraints { max_length: limit(length), max_items: limit(items), ..Constraints::default() }
    };
    let cases = [
        (Field { docs: docs("Words."), ..field("f", Type::Bool) }, json!({"description": "Words."})),
        (
            Field {
                docs: docs("Words."),
                conditions: vec![statement("Only then."), statement("Words.")],
                sentinels: vec![fact(ValueLabel { value: json!(0), docs: docs("ever\nmore") })],
                ..field("f", Type::Bool)
            },
            json!({"description": "Words.\n\nOnly then.\n\n- `0`: ever more"}),
        ),
        (
            Field { deprecated: Some(Box::new(statement("Gone."))), ..field("f", Type::Bool) },
            json!({"description": "Gone.", "deprecated": true}),
        ),
        (Field { default: Some(Box::new(fact(json!(false)))), ..field("f", Type::Bool) }, json!({"default": false})),
        (Field { default: Some(Box::new(fact(json!("no")))), ..field("f", Type::Bool) }, json!({"x-default": "no"})),
        (Field { constant: Some(Box::new(fact(json!(true)))), ..field("f", Type::Bool) }, json!({"const": true})),
        (
            Field { examples: vec![fact(json!(true)), fact(json!("yes"))], ..field("f", Type::Bool) },
            json!({"examples": [true], "x-examples": ["yes"]}),
        ),
        (Field { aliases: vec![fact("g".to_owned())], ..field("f", Type::Bool) }, json!({"x-aliases": ["g"]})),
    ];
    for (field, mut expected) in cases {
        expected["type"] = json!("boolean");
        let shown = format!("{field:?}");
        let api = api(vec![], vec![structure("T", vec![field])]);
        assert_eq!(part(&api, "/components/schemas/T/properties/f"), expected, "{shown}");
    }
    let numbers = |least, most| Constraints {
        minimum: Some(Box::new(fact(least))),
        maximum: Some(Box::new(fact(most))),
        ..Constraints::default()
    };
    let one_to_two = || numbers(1.into(), 2.into());
    let cases = [
        (
            Type::Int { bits: 32, signed: true },
            one_to_two(),
            json!({"type": "integer", "format": "int32", "minimum": 1, "maximum": 2}),
        ),
        (
            Type::Int { bits: 8, signed: false },
            numbers((-1).into(), 2.into()),
            json!({"type": "integer", "format": "int32", "minimum": 0, "maximum": 2}),
        ),
        (list(Type::Any), one_to_two(), json!({"type": "array", "items": {"minimum": 1, "maximum": 2}})),
        (Type::String, limits(Some(20), None), json!({"type": "string", "maxLength": 20})),
        (
            Type::String,
            limits(None, Some(3)),
            json!({"type": "string", "x-max-items": 3, "description": "At most 3 items."}),
        ),
        (
            list(Type::String),
            limits(Some(20), Some(3)),
            json!({
                "type": "array", "items": {"type": "string", "maxLength": 20}, "maxItems": 3,
                "description": "At most 3 items."
            }),
        ),
    ];
    for (ty, constraints, expected) in cases {
        let api = api(vec![], vec![structure("T", vec![Field { constraints, ..field("f", ty) }])]);
        assert_eq!(part(&api, "/components/schemas/T/properties/f"), expected);
    }
}

#[test]
fn definitions_are_components() {
    let types = vec![
        structure("T", vec![field("two-lamps", Type::Bool), optional("o", Type::Bool)]),
        structure("Empty", vec![]),
        values("Sex", Type::String, &[(json!("male"), "he"), (json!("other"), "")]),
        values("Level", Type::INT64, &[(json!(0), "none")]),
        definition("Message", TypeKind::Alias { target: fact(union([Type::String, Type::Any])) }),
        definition("RoomId", TypeKind::Newtype { target: fact(Type::INT64) }),
    ];
    let expected = json!({
        "T": {
            "type": "object",
            "properties": {"two-lamps": {"type": "boolean"}, "o": {"type": "boolean"}},
            "required": ["two-lamps"]
        },
        "Empty": {"type": "object"},
        "Sex": {"anyOf": [
            {"type": "string", "enum": ["male", "other"], "x-enumDescriptions": {"male": "he"}},
            {"type": "string"}
        ]},
        "Level": {"anyOf": [
            {"type": "integer", "enum": [0], "x-enumDescriptions": {"0": "none"}},
            {"type": "integer", "format": "int64"}
        ]},
        "Message": {"anyOf": [{"type": "string"}, {}]},
        "RoomId": {"type": "integer", "format": "int64", "x-newtype": true}
    });
    assert_eq!(part(&api(vec![], types), "/components/schemas"), expected);
}

#[test]
fn types_of_like_names_stay_apart() {
    let types = vec![
        structure("a.b", vec![field("dot", Type::reference("a/b"))]),
        structure("a/b", vec![field("slash", Type::reference("a.b"))]),
        structure("消息", vec![]),
    ];
    let schemas = part(&api(vec![], types), "/components/schemas");
    assert_eq!(schemas["AB"]["properties"]["dot"]["$ref"], "#/components/schemas/AB_2");
    assert_eq!(schemas["AB_2"]["properties"]["slash"]["$ref"], "#/components/schemas/AB");
    assert!(schemas.get("XiaoXi").is_some(), "{schemas:#}");
}
