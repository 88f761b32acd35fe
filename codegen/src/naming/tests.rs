use super::reserved::Kind;
use super::words::{Form, identifier, plural};
use super::*;
use crate::ir::build::{self, at, definition, fact, field};
use crate::ir::{
    Api, Docs, Endpoint, ErrorCode, EventType, Events, Field, Struct, Type, TypeDef, TypeId, TypeKind, ValueLabel,
};

/// Wire name, field, type, variant.
const TABLE: &[(&str, &str, &str, &str)] = &[
    ("room_id", "room_id", "RoomId", "RoomId"),
    ("send_room_msg", "send_room_msg", "SendRoomMsg", "SendRoomMsg"),
    ("getHTTPUrl", "get_http_url", "GetHttpUrl", "GetHttpUrl"),
    ("TextDetection", "text_detection", "TextDetection", "TextDetection"),
    ("vector2", "vector2", "Vector2", "Vector2"),
    (".get_lamp_parts", "get_lamp_parts", "GetLampParts", "GetLampParts"),
    ("_get_room_notice", "get_room_notice", "GetRoomNotice", "GetRoomNotice"),
    ("two-lamps", "two_lamps", "TwoLamps", "TwoLamps"),
    ("type", "type_", "Type", "Type"),
    ("type[]", "type_", "Type", "Type"),
    ("self", "self_", "SelfType", "SelfValue"),
    ("Self", "self_", "SelfType", "SelfValue"),
    ("crate", "crate_", "Crate", "Crate"),
    ("gen", "gen_", "Gen", "Gen"),
    ("union", "union", "Union", "Union"),
    ("new", "new", "New", "New"),
    ("other", "other", "Other", "OtherValue"),
    ("option", "option", "OptionType", "Option"),
    ("String", "string", "StringType", "String"),
    ("Vec", "vec", "VecType", "Vec"),
    ("0", "field_0", "Type0", "Value0"),
    ("1.2", "field_1_2", "Type1_2", "Value1_2"),
    ("-101", "minus_101", "Minus101", "Minus101"),
    ("3d", "field_3d", "Type3d", "Value3d"),
    ("file/path", "file_path", "FilePath", "FilePath"),
    ("{用户mid}", "mid", "Mid", "Mid"),
    ("群号", "qun_hao", "QunHao", "QunHao"),
    ("……", "u2026_u2026", "U2026U2026", "U2026U2026"),
    ("-", "u2d", "U2d", "U2d"),
    ("🦀", "crab", "Crab", "Crab"),
    ("a🦀b", "a_b", "AB", "AB"),
    ("", "empty", "EmptyType", "Empty"),
    (" \t\n", "u20_u9_ua", "U20U9Ua", "U20U9Ua"),
    ("_", "u5f", "U5f", "U5f"),
];

#[test]
fn wire_names_become_identifiers() {
    for (wire, field, ty, variant) in TABLE {
        assert_eq!(identifier(Kind::Field, wire, Form::Short), *field, "{wire}");
        assert_eq!(identifier(Kind::Type, wire, Form::Short), *ty, "{wire}");
        assert_eq!(identifier(Kind::Variant, wire, Form::Short), *variant, "{wire}");
    }
    for (wire, field) in [
        ("Пользователь", "polzovatel"),
        ("résumé", "resume"),
        ("Straße", "strasse"),
        ("idÉditeur", "id_editeur"),
        ("état", "etat"),
    ] {
        assert_eq!(identifier(Kind::Field, wire, Form::Short), field, "{wire}");
    }
    assert_eq!(identifier(Kind::Field, "{用户mid}", Form::Long), "yong_hu_mid");
    assert_eq!(identifier(Kind::Method, "new", Form::Short), "set_new");
    assert_eq!(identifier(Kind::Method, "timeout", Form::Short), "set_timeout");
    assert_eq!(identifier(Kind::Call, ".builder", Form::Short), "builder_");
    assert_eq!(identifier(Kind::Call, "call-raw", Form::Short), "call_raw_");
    assert_eq!(identifier(Kind::Call, "default", Form::Short), "default_");
    assert_eq!(identifier(Kind::Call, "type", Form::Short), "type_");
    assert_eq!(identifier(Kind::Call, "send", Form::Short), "send");
    for name in ["Api", "Backend", "Call", "Client", "Config", "Event", "Router", "Table"] {
        assert_eq!(identifier(Kind::Type, name, Form::Short), format!("{name}Type"));
    }
    for name in ["api", "client", "event", "server", "types", "aux", "com1", "nul", "lpt9"] {
        assert_eq!(identifier(Kind::Module, name, Form::Short), format!("{name}_"));
    }
    assert_eq!(identifier(Kind::Module, "3x", Form::Short), "endpoint_3x");
    assert_eq!(words::default_constant("type_"), "DEFAULT_TYPE");
    assert_eq!(api_module("two-lamps"), "two_lamps");
}

/// A module is a file, and what is put behind its name while it is written must fit too.
#[test]
fn the_name_of_a_module_is_one_of_a_file() {
    let long = |end: &str| format!("GET /{}{end}", "a".repeat(300));
    let names = vec![endpoint(&long("b"), 1, Vec::new()), endpoint(&long("c"), 2, Vec::new())];
    let (names, collisions) = Names::new(&api(names, Vec::new()));
    assert_eq!(collisions, []);
    let modules = ["b", "c"].map(|end| names.endpoint(&long(end)).expect("it is named").module.clone());
    assert!(modules.iter().all(|module| module.len() < 200 && module.starts_with("get_aaa")), "{modules:?}");
    assert_ne!(modules[0], modules[1]);
    assert!(api_module(&"群".repeat(100)).len() < 200);
}

#[test]
fn every_identifier_is_valid() {
    let alphabet = ["", "a", "Z", "9", "_", "-", ".", "[", "群", "é", "🦀", "\u{202e}", "ſ", "٣", "type", " "];
    for a in alphabet {
        for b in alphabet {
            for c in alphabet {
                let name = format!("{a}{b}{c}");
                for kind in
                    [Kind::Field, Kind::Method, Kind::Call, Kind::Helper, Kind::Module, Kind::Type, Kind::Variant]
                {
                    for form in [Form::Short, Form::Long, Form::Signs] {
                        let text = identifier(kind, &name, form);
                        assert!(syn::parse_str::<syn::Ident>(&text).is_ok(), "{name:?} as {kind:?}: {text:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn plurals() {
    for (one, many) in [("Segment", "Segments"), ("Entry", "Entries"), ("Key", "Keys"), ("Box", "Boxes"), ("", "s")] {
        assert_eq!(plural(one), many);
    }
}

fn endpoint(name: &str, line: u32, fields: Vec<Field>) -> Endpoint {
    Endpoint { provenance: at(line), ..build::endpoint(name, fields) }
}

fn api(endpoints: Vec<Endpoint>, types: Vec<TypeDef>) -> Api {
    build::api("sample", endpoints, types)
}

fn empty(id: &str) -> TypeDef {
    definition(id, TypeKind::Struct(Struct::default()))
}

#[test]
fn types_are_called_after_their_place() {
    let ids = ["Device", "Option", "get_msg/response", "get_msg/response/sender", "link/get/response/item"];
    let sides = ["set/parameters/mode", "set/response/mode"];
    let defs = ids.into_iter().chain(sides).map(empty).collect();
    let endpoints = ["get_msg", "link/get", "set"].map(|name| endpoint(name, 1, Vec::new()));
    let (names, collisions) = Names::new(&api(endpoints.into(), defs));
    assert_eq!(collisions, []);
    let all: Vec<_> = ids
        .into_iter()
        .chain(sides)
        .map(|id| {
            names.type_names(&TypeId(id.to_owned())).map(|names| (names.name.as_str(), names.endpoint.as_deref()))
        })
        .collect();
    let expected = [
        ("Device", None),
        ("OptionType", None),
        ("GetMsgResponse", Some("get_msg")),
        ("GetMsgSender", Some("get_msg")),
        ("LinkGetItem", Some("link/get")),
        ("SetParametersMode", Some("set")),
        ("SetResponseMode", Some("set")),
    ];
    assert_eq!(all, expected.map(Some));
    let get_msg = names.endpoint("get_msg").unwrap();
    assert_eq!((get_msg.request.as_str(), get_msg.response.as_str()), ("GetMsg", "GetMsgResponse"));
    assert_eq!(names.endpoint("set").unwrap().response, "SetResponse");
}

#[test]
fn collisions_are_reported_once_with_both_places() {
    let endpoints = vec![
        endpoint(
            "get_x",
            3,
            vec![field("type", Type::String), field("type[]", Type::String), field("Type", Type::Bool)],
        ),
        endpoint("_get_x", 9, vec![field("用户mid", Type::String), field("群mid", Type::String)]),
    ];
    let (names, collisions) = Names::new(&api(endpoints, Vec::new()));
    let found: Vec<_> = collisions
        .iter()
        .map(|one| (one.identifier.as_str(), one.names.iter().map(|(name, at)| (name.as_str(), at.line)).collect()))
        .collect::<Vec<(_, Vec<_>)>>();
    assert_eq!(found, [("get_x", vec![("get_x", 3), ("_get_x", 9)]), ("type_", vec![("type", 1), ("Type", 1)])]);
    assert_eq!(collisions.iter().map(|one| one.told_apart.join(" ")).collect::<Vec<_>>(), ["", "type_2"]);
    let get = names.endpoint("get_x").unwrap();
    let called: Vec<_> = get.parameters.iter().map(|names| (names.field.as_str(), names.setter.as_str())).collect();
    assert_eq!(called, [("type_", "type_"), ("types", "types"), ("type_2", "type_2")]);
    assert_eq!(names.endpoint("get_x").unwrap().parameters[1].field, "types");
    let fields: Vec<_> = names.endpoint("_get_x").unwrap().parameters.iter().map(|names| &names.field).collect();
    assert_eq!(fields, ["yong_hu_mid", "qun_mid"]);
}

#[test]
fn values_are_called_by_value_or_label() {
    let value = |value: serde_json::Value, docs: &str| fact(ValueLabel { value, docs: Docs(docs.to_owned()) });
    let values = vec![
        value(0.into(), "成功"),
        value((-101).into(), "账号未登录"),
        value(2.into(), "not found"),
        value(3.into(), "same"),
        value(4.into(), "same"),
    ];
    let kind = TypeKind::Values { base: Type::INT64, values };
    let (names, collisions) = Names::new(&api(Vec::new(), vec![definition("Code", kind)]));
    assert_eq!(collisions, []);
    let members = &names.type_names(&TypeId("Code".to_owned())).unwrap().members;
    assert_eq!(members, &["Value0", "ValueMinus101", "NotFound", "Value3", "Value4"]);
}

#[test]
fn values_that_would_share_a_name_are_told_apart() {
    let cases = [
        (vec!["created", "-created"], vec!["Created", "MinusCreated"]),
        (vec!["-a", "+a", "a"], vec!["MinusA", "PlusA", "A"]),
        (vec!["a", "A", "a_", "A2"], vec!["A", "A3", "A4", "A2"]),
        (vec!["v1", "V1"], vec!["V1", "V1_2"]),
    ];
    for (texts, expected) in cases {
        let label = |text: &&str| fact(ValueLabel { value: (*text).into(), docs: Docs::default() });
        let kind = TypeKind::Values { base: Type::String, values: texts.iter().map(label).collect() };
        let (names, collisions) = Names::new(&api(Vec::new(), vec![definition("Sort", kind)]));
        assert_eq!(collisions, []);
        assert_eq!(names.type_names(&TypeId("Sort".to_owned())).unwrap().members, expected, "{texts:?}");
    }
}

#[test]
fn codes_and_events_have_names() {
    let error = |code: i64, docs: &str| ErrorCode { code: code.into(), docs: Docs(docs.to_owned()), provenance: at(1) };
    let one = Endpoint {
        errors: vec![error(-101, "账号未登录"), error(4, "not found")],
        ..endpoint("get", 1, Vec::new())
    };
    let open =
        definition("Beat event", TypeKind::Struct(Struct { fields: vec![field("extra", Type::Bool)], open: true }));
    let event = EventType {
        name: "Beat".to_owned(),
        when: Vec::new(),
        ty: open.id.clone(),
        docs: Docs::default(),
        provenance: at(1),
    };
    let events = Events {
        marks: vec!["kind".to_owned()],
        connect: Vec::new(),
        heartbeat: Vec::new(),
        interval: 1,
        types: vec![event.clone(), EventType { name: "other".to_owned(), ..event }],
        provenance: at(1),
    };
    let api = Api { events: Some(events), ..api(vec![one, endpoint("set", 2, Vec::new())], vec![open]) };
    let (names, collisions) = Names::new(&api);
    assert_eq!(collisions, []);
    let get = names.endpoint("get").unwrap();
    assert_eq!((get.code.as_deref(), get.codes.join(" ")), (Some("GetCode"), "ValueMinus101 NotFound".to_owned()));
    assert_eq!(names.endpoint("set").unwrap().code, None);
    assert_eq!(names.events(), ["Beat", "OtherValue"]);
    let beat = names.type_names(&TypeId("Beat event".to_owned())).unwrap();
    assert_eq!((beat.name.as_str(), beat.members.join(" ")), ("BeatEvent", "extra extra_fields".to_owned()));
}

#[test]
fn unions_are_called_after_their_place_and_their_types() {
    let list = |items| Type::List { items: Box::new(items) };
    let union = |variants| Type::Union { variants };
    let headers = union(vec![Type::String, list(Type::String)]);
    let message =
        union(vec![Type::String, list(Type::reference("segment")), list(union(vec![Type::Bool, Type::String]))]);
    let defs = vec![definition("message", TypeKind::Alias { target: fact(message.clone()) }), empty("segment")];
    let (names, collisions) = Names::new(&api(vec![endpoint("get", 1, vec![field("headers", headers)])], defs));
    assert_eq!(collisions, []);
    assert_eq!(names.union_name("get/parameters/headers"), Some("GetHeaders"));
    assert_eq!(names.union_name("message"), None);
    assert_eq!(names.union_name("message/Eithers/item"), Some("MessageEithersItem"));
    let Type::Union { variants } = message else { unreachable!() };
    let called = |union, types: &[Type]| -> Vec<_> {
        names.union_variants(union, types).into_iter().map(|(variant, _)| variant).collect()
    };
    assert_eq!(called("Message", &variants), ["Text", "Segments", "Eithers"]);
    let alike = [Type::String, Type::reference("x/Text"), Type::reference("Text2"), Type::reference("text")];
    assert_eq!(called("Message", &alike), ["Text", "Text2", "Text22", "Text3"]);
    let prefixed = [list(Type::reference("MessageSegment")), Type::reference("message"), Type::reference("Messages")];
    assert_eq!(called("Message", &prefixed), ["Segments", "Message", "Messages"]);
}

#[test]
fn unions_are_brought_into_one_form() {
    let nullable = |inner| Type::Nullable { inner: Box::new(inner) };
    let union = |variants: &[Type]| Type::Union { variants: variants.to_vec() };
    for (given, expected) in [
        (union(&[Type::String, Type::Null]), nullable(Type::String)),
        (union(&[Type::String]), Type::String),
        (union(&[]), Type::Any),
        (union(&[Type::Null]), Type::Null),
        (union(&[Type::Any, Type::String]), Type::Any),
        (union(&[union(&[Type::Bool, Type::String]), Type::Bool]), union(&[Type::Bool, Type::String])),
        (union(&[nullable(Type::Bool), Type::String]), nullable(union(&[Type::Bool, Type::String]))),
        (nullable(nullable(Type::Bool)), nullable(Type::Bool)),
        (nullable(Type::Any), Type::Any),
    ] {
        assert_eq!(*normal(&given), expected, "{given:?}");
    }
}
