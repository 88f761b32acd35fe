//! Changes of parameters, answers and types.

use serde_json::json;
use tablewright::ir::{Api, Constraints, Docs, Fact, Location, Presence, Type, TypeKind, ValueLabel};

use super::{ADDITIVE, CALLERS, Row, SERVERS, WORDS, answered, fact, fields, int, kind, parameter, send, set, text};

/// Changes of parameters.
pub const PARAMETERS: &[Row] = &[
    ("parameter-removed", CALLERS, |api| drop(send(api).parameters.fields.remove(0))),
    ("parameter-added", ADDITIVE, |api| {
        let mut field = parameter(api, 2).clone();
        set(&mut field.name, "quietly".into());
        field.docs = Docs("Without a sound.".into());
        send(api).parameters.fields.push(field);
    }),
    ("parameter-added-required", CALLERS, |api| {
        let mut field = parameter(api, 0).clone();
        set(&mut field.name, "channel".into());
        send(api).parameters.fields.push(field);
    }),
    ("parameter-renamed", CALLERS, |api| set(&mut parameter(api, 2).name, "escape".into())),
    ("parameter-renamed", ADDITIVE, |api| {
        let before = parameter(api, 2).name.clone();
        parameter(api, 2).aliases.push(before);
        set(&mut parameter(api, 2).name, "escape".into());
    }),
    ("parameter-required", CALLERS, |api| parameter(api, 2).required = true),
    ("parameter-optional", SERVERS, |api| parameter(api, 0).required = false),
    ("parameter-presence", WORDS, |api| set(&mut parameter(api, 2).presence, Presence::Unknown)),
    ("parameter-type-widened", SERVERS, |api| set(&mut parameter(api, 2).ty, Type::Any)),
    ("parameter-type-widened", SERVERS, |api| {
        set(&mut parameter(api, 2).ty, Type::Nullable { inner: Box::new(Type::Bool) });
    }),
    ("parameter-type-widened", SERVERS, |api| {
        set(&mut parameter(api, 2).ty, Type::Union { variants: vec![Type::Bool, Type::String] });
    }),
    ("parameter-type-changed", CALLERS, |api| set(&mut parameter(api, 2).ty, Type::String)),
    ("parameter-type-narrowed", CALLERS, |api| set(&mut text(api).ty, Type::DateTime)),
    ("parameter-type-changed", CALLERS, |api| {
        set(&mut parameter(api, 2).ty, Type::List { items: Box::new(Type::Bool) });
    }),
    ("parameter-default", CALLERS, |api| parameter(api, 2).default = Some(Box::new(fact(api, json!(true))))),
    ("parameter-default", CALLERS, |api| parameter(api, 2).default = None),
    ("parameter-default", ADDITIVE, |api| parameter(api, 0).default = Some(Box::new(fact(api, json!(1))))),
    ("parameter-constant", CALLERS, |api| parameter(api, 2).constant = Some(Box::new(fact(api, json!(true))))),
    ("parameter-location", CALLERS, |api| parameter(api, 2).location = Some(fact(api, Location::Query))),
    ("parameter-once", CALLERS, |api| parameter(api, 2).once = Some(Box::new(fact(api, true)))),
    ("parameter-max-length-narrowed", CALLERS, |api| {
        parameter(api, 1).constraints =
            Constraints { max_length: Some(Box::new(fact(api, 10))), ..Constraints::default() };
    }),
    ("parameter-minimum-narrowed", CALLERS, |api| {
        parameter(api, 0).constraints =
            Constraints { minimum: Some(Box::new(fact(api, 1.into()))), ..Constraints::default() };
    }),
    ("parameter-alias-added", ADDITIVE, |api| {
        let alias = fact(api, "group".to_owned());
        parameter(api, 0).aliases.push(alias);
    }),
    ("parameter-words", WORDS, |api| parameter(api, 0).docs.push("More words.")),
    ("parameter-words", WORDS, |api| {
        let example = fact(api, json!(1));
        parameter(api, 0).examples.push(example);
    }),
    ("value-removed", CALLERS, |api| drop(values(api, "get_record/parameters/out_format").remove(0))),
    ("value-added", ADDITIVE, |api| {
        let mut value = values(api, "get_record/parameters/out_format")[0].clone();
        value.value.value = json!("new");
        values(api, "get_record/parameters/out_format").push(value);
    }),
    ("value-words", WORDS, |api| values(api, "get_record/parameters/out_format")[0].value.docs.push("More words.")),
];

fn values<'a>(api: &'a mut Api, id: &str) -> &'a mut Vec<Fact<ValueLabel>> {
    match kind(api, id) {
        TypeKind::Values { values, .. } => values,
        _ => panic!("{id} has no values"),
    }
}

/// Changes of answers and of types.
pub const ANSWERS: &[Row] = &[
    ("field-removed", CALLERS, |api| drop(fields(api, "get_group_info/response").remove(0))),
    ("field-added-required", SERVERS, |api| {
        let mut field = answered(api).clone();
        set(&mut field.name, "new".into());
        field.docs = Docs("New.".into());
        field.required = true;
        fields(api, "get_group_info/response").push(field);
    }),
    ("field-added", ADDITIVE, |api| {
        let mut field = answered(api).clone();
        set(&mut field.name, "new".into());
        field.required = false;
        fields(api, "get_group_info/response").push(field);
    }),
    ("field-renamed", CALLERS, |api| set(&mut answered(api).name, "id".into())),
    ("field-optional", CALLERS, |api| answered(api).required = false),
    ("field-type-widened", CALLERS, |api| {
        let inner = Box::new(answered(api).ty.value.clone());
        set(&mut answered(api).ty, Type::Nullable { inner });
    }),
    ("field-type-widened", CALLERS, |api| set(&mut fields(api, "get_status/response")[0].ty, Type::Any)),
    ("field-type-changed", CALLERS, |api| set(&mut answered(api).ty, Type::Map { values: Box::new(int(8)) })),
    ("field-words", WORDS, |api| answered(api).docs.push("More words.")),
    ("value-removed", SERVERS, |api| drop(values(api, "get_group_member_info/response/role").remove(0))),
    ("type-open", CALLERS, |api| match kind(api, "get_group_info/response") {
        TypeKind::Struct(fields) => fields.open = true,
        _ => unreachable!(),
    }),
    ("newtype-lost", CALLERS, |api| {
        let target = fact(api, int(64));
        *kind(api, "GroupId") = TypeKind::Alias { target };
    }),
    ("newtype-gained", CALLERS, |api| {
        let target = fact(api, Type::Any);
        let TypeKind::Alias { target } = std::mem::replace(kind(api, "Message"), TypeKind::Newtype { target }) else {
            unreachable!()
        };
        *kind(api, "Message") = TypeKind::Newtype { target };
    }),
    ("type-narrowed", CALLERS, |api| {
        let target = fact(api, int(32));
        *kind(api, "GroupId") = TypeKind::Newtype { target };
    }),
    ("type-kind", CALLERS, |api| {
        let target = fact(api, Type::Bool);
        *kind(api, "Device") = TypeKind::Alias { target };
    }),
    ("type-removed", CALLERS, |api| api.types.retain(|def| def.id.0 != "vector2")),
    ("type-words", WORDS, |api| api.types[0].docs.push("More words.")),
    ("field-removed", CALLERS, |api| drop(api.envelope.fields.remove(0))),
    ("envelope", CALLERS, |api| api.envelope.success = vec![json!(1)]),
    ("envelope-words", WORDS, |api| api.envelope.docs.push("More words.")),
];
