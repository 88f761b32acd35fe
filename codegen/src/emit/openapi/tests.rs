//! Tests on small APIs built by hand, and what builds them.

mod asyncapi;
mod document;
mod examples;
mod operations;
mod projections;
mod responses;
mod schemas;

use serde_json::Value;

use super::emit;
use crate::ir::{
    Alias, Api, AuthKind, AuthScheme, Body, Constraints, Docs, Encoding, Endpoint, Envelope, ErrorCode, Example,
    ExampleKind, FORMAT, Fact, Field, How, Method, Parameters, Presence, Provenance, Response, Statement, Status,
    StatusCode, StatusRange, Struct, Transport, Type, TypeDef, TypeId, TypeKind, ValueLabel,
};

/// A place, told from others by its line.
fn at(line: u32) -> Provenance {
    Provenance { file: "api.md".into(), line, column: 1, how: How::Stated, rule: None }
}

fn fact<T>(value: T) -> Fact<T> {
    Fact { value, provenance: at(1) }
}

fn docs(text: &str) -> Docs {
    Docs(text.to_owned())
}

fn statement(text: &str) -> Statement {
    Statement { docs: docs(text), provenance: at(1) }
}

/// A field that must be there.
fn field(name: &str, ty: Type) -> Field {
    Field {
        name: fact(name.to_owned()),
        aliases: Vec::new(),
        ty: fact(ty),
        presence: fact(Presence::Required),
        required: true,
        conditions: Vec::new(),
        required_for: Vec::new(),
        location: None,
        default: None,
        constant: None,
        sentinels: Vec::new(),
        cookie: None,
        constraints: Constraints::default(),
        examples: Vec::new(),
        deprecated: None,
        docs: Docs::default(),
    }
}

/// A field that may be left out.
fn optional(name: &str, ty: Type) -> Field {
    Field { required: false, presence: fact(Presence::Optional), ..field(name, ty) }
}

/// An endpoint that takes GET and POST and says nothing of what comes back.
fn endpoint(name: &str, fields: Vec<Field>) -> Endpoint {
    Endpoint {
        name: name.to_owned(),
        title: None,
        group: None,
        path: fact(format!("/{name}")),
        server: None,
        aliases: Vec::new(),
        methods: vec![fact(Method::Get), fact(Method::Post)],
        reads: None,
        parameters: Parameters { fields, none: None, encodings: Vec::new() },
        response: Response { status: None, body: fact(Body::Unknown), envelope: Vec::new(), docs: Docs::default() },
        errors: Vec::new(),
        statuses: Vec::new(),
        auth: Vec::new(),
        deprecated: None,
        rules: Vec::new(),
        examples: Vec::new(),
        docs: Docs::default(),
        provenance: at(7),
        also: Vec::new(),
    }
}

fn methods<const N: usize>(methods: [Method; N]) -> Vec<Fact<Method>> {
    methods.map(fact).into()
}

fn data(ty: Type) -> Fact<Body> {
    fact(Body::Data { data: ty })
}

fn definition(id: &str, kind: TypeKind) -> TypeDef {
    TypeDef { id: TypeId(id.to_owned()), kind, docs: Docs::default(), examples: Vec::new(), provenance: at(9) }
}

fn structure(id: &str, fields: Vec<Field>) -> TypeDef {
    definition(id, TypeKind::Struct(Struct { fields, open: false }))
}

fn values(id: &str, base: Type, values: &[(Value, &str)]) -> TypeDef {
    let label = |(value, text): &(Value, &str)| fact(ValueLabel { value: value.clone(), docs: docs(text) });
    definition(id, TypeKind::Values { base, values: values.iter().map(label).collect() })
}

fn list(items: Type) -> Type {
    Type::List { items: Box::new(items) }
}

fn map(values: Type) -> Type {
    Type::Map { values: Box::new(values) }
}

fn nullable(inner: Type) -> Type {
    Type::Nullable { inner: Box::new(inner) }
}

fn union<const N: usize>(variants: [Type; N]) -> Type {
    Type::Union { variants: variants.into() }
}

/// An example without words or request.
fn example(kind: ExampleKind, text: &str, value: Option<Value>) -> Example {
    Example {
        kind,
        docs: Docs::default(),
        status: None,
        language: "json".to_owned(),
        text: text.to_owned(),
        value,
        request: None,
        provenance: at(5),
    }
}

/// An API with a transport like that of most documents, an envelope of `code` and `data`, and these endpoints.
fn api(endpoints: Vec<Endpoint>, mut types: Vec<TypeDef>) -> Api {
    types.sort_by(|one, other| one.id.cmp(&other.id));
    Api {
        format: FORMAT,
        name: "api".to_owned(),
        title: fact("Title".to_owned()),
        documents: vec!["api.md".to_owned()],
        headings: Vec::new(),
        docs: Docs::default(),
        servers: Vec::new(),
        transport: Transport {
            get: vec![Encoding::Query],
            post: vec![Encoding::Json, Encoding::Form],
            empty_is_absent: false,
            websocket: false,
            async_suffix: None,
        },
        auth: Vec::new(),
        envelope: Envelope {
            fields: vec![field("code", Type::INT64), optional("data", Type::Any)],
            data: Some("data".to_owned()),
            code: Some("code".to_owned()),
            success: vec![Value::from(0)],
            ..Envelope::default()
        },
        frames: None,
        events: None,
        peer: None,
        profiles: Vec::new(),
        statuses: Vec::new(),
        codes: Vec::new(),
        groups: Vec::new(),
        endpoints,
        withheld: Vec::new(),
        types,
    }
}

/// The document of an API, read back.
fn document(api: &Api) -> Value {
    projected(api, "")
}

/// One of the documents of an API, by what stands behind its name, read back.
fn projected(api: &Api, suffix: &str) -> Value {
    let files = emit(api);
    let text = files.get(&format!("openapi/api{suffix}.json")).expect("the document is made");
    serde_json::from_str(text).expect("the document is JSON")
}

/// What stands at a JSON pointer, where a name has `/` as `~1`.
fn look<'a>(document: &'a Value, pointer: &str) -> &'a Value {
    document.pointer(pointer).unwrap_or_else(|| panic!("nothing at {pointer} of {document:#}"))
}

/// The value without the places, which most tests do not look at.
fn without_places(mut value: Value) -> Value {
    match &mut value {
        Value::Object(object) => {
            object.shift_remove("x-source");
            object.values_mut().for_each(|inner| *inner = without_places(inner.take()));
        }
        Value::Array(list) => list.iter_mut().for_each(|inner| *inner = without_places(inner.take())),
        _ => {}
    }
    value
}

/// What stands at a JSON pointer of an API's document, without the places.
fn part(api: &Api, pointer: &str) -> Value {
    without_places(look(&document(api), pointer).clone())
}
