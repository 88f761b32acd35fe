//! An API with the worst names and prose that documents could have.

use serde_json::{Value, json};
use tablewright::ir::{
    Alias, Api, Body, Endpoint, ErrorCode, Field, Group, Method, Response, Rule, RuleKind, Type, TypeDef, TypeKind,
};

use crate::build::{self, at, definition, docs, fact, list, map, nullable, optional, statement, structure, union};

/// Prose that rustdoc would refuse, or take for something else.
const PROSE: &str = "见 [x] 与 [`y`](../event/#快速), <br />换行, <span id=\"a\">{x}</span>, https://a.example/{id}/1。\n\
    one ` tick, Vec<T>, */ end, snake_case *_list, \u{202e}turned\n\n```rust\nfn main() { panic!() }\n```\n\n\
    ```\nopen [z]\n````\n- item [q]\n\tdeep\n\n| a | b |\n|---|---|\n| `x|` | <b> |\n\n[1]: footnote\n";

fn with_prose(field: Field) -> Field {
    Field { docs: docs(PROSE), ..field }
}

/// A field that must be there, with prose.
pub fn required(name: &str, ty: Type) -> Field {
    with_prose(build::field(name, ty))
}

fn with_default(name: &str, ty: Type, default: Value) -> Field {
    Field { default: Some(Box::new(fact(default))), ..optional(name, ty) }
}

fn constant(name: &str, ty: Type, value: Value) -> Field {
    Field { constant: Some(Box::new(fact(value))), ..required(name, ty) }
}

fn define(id: &str, kind: TypeKind) -> TypeDef {
    TypeDef { docs: docs(PROSE), ..definition(id, kind) }
}

pub fn object(id: &str, fields: Vec<Field>) -> TypeDef {
    TypeDef { docs: docs(PROSE), ..structure(id, fields) }
}

fn values(id: &str, base: Type, all: &[(Value, &str)]) -> TypeDef {
    TypeDef { docs: docs(PROSE), ..build::values(id, base, all) }
}

pub fn endpoint(name: &str, fields: Vec<Field>, body: Body) -> Endpoint {
    let response =
        Response { status: None, media: None, bare: None, body: fact(body), envelope: Vec::new(), docs: docs(PROSE) };
    Endpoint {
        title: Some(fact("获取 [标题] <T> `".to_owned())),
        response,
        errors: vec![ErrorCode { code: json!(-101), docs: docs("账号未登录"), provenance: at(3) }],
        deprecated: Some(statement(PROSE)),
        docs: docs(PROSE),
        ..build::endpoint(name, fields)
    }
}

pub fn api(name: &str, endpoints: Vec<Endpoint>, types: Vec<TypeDef>) -> Api {
    let groups = vec![Group { name: "组 [a]".to_owned(), docs: docs(PROSE), provenance: at(1) }];
    Api { title: fact("Sample [API]".to_owned()), docs: docs(PROSE), groups, ..build::api(name, endpoints, types) }
}

fn keywords() -> Vec<Field> {
    let names = [
        "as",
        "break",
        "const",
        "crate",
        "dyn",
        "enum",
        "fn",
        "gen",
        "impl",
        "loop",
        "match",
        "mod",
        "move",
        "mut",
        "pub",
        "ref",
        "return",
        "self",
        "static",
        "struct",
        "super",
        "trait",
        "true",
        "type[]",
        "unsafe",
        "use",
        "where",
        "while",
        "yield",
        "union",
        "async",
        "await",
        "0",
        "two-lamps",
        "群号",
        "{用户mid}",
        "🦀",
        "",
        "_x",
        ".y",
        "new",
        "clone",
        "add",
        "is_on",
        "to_x",
        "from_y",
        "into_z",
        "default",
        "Default",
        "NAME",
        "Response",
    ];
    let by_name = |name: &&str| optional(name, if name.len().is_multiple_of(2) { Type::Bool } else { Type::String });
    names.iter().filter(|name| **name != "Default").map(by_name).collect()
}

/// The sample.
pub fn sample() -> Api {
    let send = Endpoint {
        aliases: vec![Alias { path: fact("/.send".to_owned()), deprecated: Some(statement("no more")) }],
        rules: vec![Rule {
            kind: RuleKind::AtLeastOne,
            fields: vec!["room_id".to_owned(), "headers".to_owned()],
            docs: docs("one of them"),
            provenance: at(5),
        }],
        group: Some(fact("组 [a]".to_owned())),
        ..endpoint("send", send_parameters(), Body::Data { data: Type::reference("send/response") })
    };
    let endpoints = vec![
        send,
        endpoint("keywords", keywords(), Body::Unknown),
        endpoint("types", Vec::new(), Body::None),
        endpoint("fixed", vec![constant("kind", Type::String, json!("x"))], Body::Data { data: map(Type::INT64) }),
        endpoint(".get_list", Vec::new(), Body::Data { data: list(Type::reference("send/response")) }),
        endpoint(
            "either",
            Vec::new(),
            Body::Data { data: union([Type::Bool, list(union([Type::Bool, Type::String]))]) },
        ),
        endpoint("perhaps", Vec::new(), Body::Data { data: nullable(union([Type::Bool, Type::String])) }),
        Endpoint { title: Some(fact("标题".to_owned())), ..endpoint("titled", Vec::new(), Body::None) },
        endpoint("sample_api", (0..5).map(|n| required(&format!("b{n}"), Type::Bool)).collect(), Body::None),
        endpoint("many", (0..9).map(|n| required(&format!("p{n}"), Type::INT64)).collect(), Body::None),
    ];
    api("sample-api", endpoints, types())
}

fn send_parameters() -> Vec<Field> {
    vec![
        required("room_id", Type::reference("RoomId")),
        Field {
            aliases: vec![fact("type".to_owned()), fact("flag".to_owned())],
            ..required("flag", Type::reference("Flag"))
        },
        required("message", Type::reference("message")),
        Field { aliases: vec![fact("type".to_owned())], ..optional("again", Type::Bool) },
        constant("kind", Type::reference("Sex"), json!("male")),
        Field { aliases: vec![fact("words_2".to_owned())], ..required("words", nullable(list(Type::String))) },
        Field {
            conditions: vec![statement(PROSE)],
            ..with_default("duration", Type::Int { bits: 32, signed: false }, json!(1800))
        },
        with_default("offset", Type::INT64, json!(-1)),
        with_default("bad", Type::Int { bits: 8, signed: false }, json!(-1)),
        with_default("sex", Type::reference("Sex"), json!("female")),
        with_default("text", Type::String, json!("")),
        with_default("owner", Type::reference("RoomId"), json!(0)),
        with_default("ratio", Type::Float { bits: 64 }, json!(-0.5)),
        with_default("code", Type::reference("Code"), json!(-101)),
        optional("name", nullable(Type::String)),
        optional("headers", union([Type::String, list(Type::String), Type::Null])),
        optional("echo", Type::Any),
        Field { required_for: vec![Method::Post], ..optional("nothing", Type::Null) },
        optional("tree", Type::reference("Tree")),
        optional("deep", map(map(list(map(list(map(union([Type::INT64, map(Type::Null)])))))))),
        optional("pairs", map(list(Type::reference("Option")))),
    ]
}

fn types() -> Vec<TypeDef> {
    let segment = vec![required("type", Type::String), required("data", map(Type::Any))];
    let message = union([Type::String, list(Type::reference("segment"))]);
    let tree = vec![optional("left", Type::reference("Tree")), optional("all", list(Type::reference("Tree")))];
    let response = vec![
        required("letter_id", Type::Int { bits: 32, signed: true }),
        required("sender", Type::reference("send/response/sender")),
        constant("two-lamps", Type::Bool, json!(true)),
        Field { aliases: vec![fact("to".to_owned())], ..optional("from", union([Type::INT64, Type::Bool])) },
        required("children", nullable(list(Type::reference("send/response")))),
    ];
    vec![
        define("RoomId", TypeKind::Newtype { target: fact(Type::INT64) }),
        define("Flag", TypeKind::Newtype { target: fact(Type::String) }),
        define("Ratio", TypeKind::Newtype { target: fact(Type::Float { bits: 64 }) }),
        define("Bag", TypeKind::Newtype { target: fact(list(Type::reference("Bag"))) }),
        define("message", TypeKind::Alias { target: fact(message) }),
        define("Endless", TypeKind::Alias { target: fact(list(Type::reference("Endless"))) }),
        define("Nest", TypeKind::Alias { target: fact(union([Type::String, list(Type::reference("Nest"))])) }),
        define("Text", TypeKind::Alias { target: fact(Type::String) }),
        define(
            "Twice",
            TypeKind::Alias {
                target: fact(union([list(Type::String), list(Type::reference("Text")), Type::reference("Sex")])),
            },
        ),
        define("Plain", TypeKind::Alias { target: fact(nullable(Type::String)) }),
        object("segment", segment),
        object("Tree", tree),
        object("A", vec![required("b", nullable(Type::reference("B"))), optional("p", Type::reference("Plain"))]),
        object("B", vec![required("a", union([Type::reference("A"), Type::reference("B"), Type::Bool]))]),
        object("send/response", response),
        object("send/response/sender", vec![required("user_id", Type::INT64)]),
        object("Option", vec![optional("Vec", Type::reference("Vec"))]),
        object("Vec", vec![required("String", list(Type::String)), required("self", Type::reference("Self"))]),
        object("String", Vec::new()),
        object("Self", vec![required("Box", Type::reference("Default"))]),
        object("Default", vec![required("missing", Type::reference("nowhere"))]),
        object("Result", Vec::new()),
        object("Clone", Vec::new()),
        object("用户", Vec::new()),
        values(
            "Sex",
            Type::String,
            &[(json!("male"), "男"), (json!("female"), PROSE), (json!("other"), ""), (json!(""), "")],
        ),
        values("Code", Type::INT64, &[(json!(0), "成功"), (json!(-101), "not found"), (json!("x"), "no integer")]),
        values("None", Type::String, &[]),
    ]
}
