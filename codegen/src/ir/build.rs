//! What tests build small APIs of, by hand. The tests of generated Rust, which know the crate from outside, read this file
//! as well.

use serde_json::Value;

use crate::ir::{
    Api, Body, Constraints, Docs, Endpoint, Envelope, Example, ExampleKind, FORMAT, Fact, Field, How, Method,
    Parameters, Presence, Provenance, Response, Statement, Struct, Transport, Type, TypeDef, TypeId, TypeKind,
    ValueLabel,
};

/// A place, told from others by its line.
pub fn at(line: u32) -> Provenance {
    Provenance { file: "api.md".into(), line, column: 1, how: How::Stated, rule: None }
}

pub fn fact<T>(value: T) -> Fact<T> {
    Fact { value, provenance: at(1) }
}

pub fn docs(text: &str) -> Docs {
    Docs(text.to_owned())
}

pub fn statement(text: &str) -> Statement {
    Statement { docs: docs(text), provenance: at(1) }
}

/// A field that must be there.
pub fn field(name: &str, ty: Type) -> Field {
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
        once: None,
        rest: false,
        constraints: Constraints::default(),
        examples: Vec::new(),
        deprecated: None,
        docs: Docs::default(),
    }
}

/// A field that may be left out.
pub fn optional(name: &str, ty: Type) -> Field {
    Field { required: false, presence: fact(Presence::Optional), ..field(name, ty) }
}

/// An endpoint that takes GET and POST and says nothing of what comes back.
pub fn endpoint(name: &str, fields: Vec<Field>) -> Endpoint {
    Endpoint {
        name: name.to_owned(),
        title: None,
        group: None,
        path: fact(format!("/{name}")),
        selector: None,
        server: None,
        aliases: Vec::new(),
        methods: vec![fact(Method::Get), fact(Method::Post)],
        reads: None,
        paging: None,
        parameters: Parameters { fields, none: None, encodings: Vec::new(), raw: None },
        response: Response {
            status: None,
            media: None,
            bare: None,
            body: fact(Body::Unknown),
            envelope: Vec::new(),
            docs: Docs::default(),
        },
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

pub fn definition(id: &str, kind: TypeKind) -> TypeDef {
    TypeDef { id: TypeId(id.to_owned()), kind, docs: Docs::default(), examples: Vec::new(), provenance: at(9) }
}

pub fn structure(id: &str, fields: Vec<Field>) -> TypeDef {
    definition(id, TypeKind::Struct(Struct { fields, open: false }))
}

pub fn values(id: &str, base: Type, values: &[(Value, &str)]) -> TypeDef {
    let label = |(value, text): &(Value, &str)| fact(ValueLabel { value: value.clone(), docs: docs(text) });
    definition(id, TypeKind::Values { base, values: values.iter().map(label).collect() })
}

pub fn list(items: Type) -> Type {
    Type::List { items: Box::new(items) }
}

pub fn map(values: Type) -> Type {
    Type::Map { values: Box::new(values) }
}

pub fn nullable(inner: Type) -> Type {
    Type::Nullable { inner: Box::new(inner) }
}

pub fn union<const N: usize>(variants: [Type; N]) -> Type {
    Type::Union { variants: variants.into() }
}

/// An example without words or request.
pub fn example(kind: ExampleKind, text: &str, value: Option<Value>) -> Example {
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

/// An API of these endpoints and types, of which nothing else is said.
pub fn api(name: &str, endpoints: Vec<Endpoint>, mut types: Vec<TypeDef>) -> Api {
    types.sort_by(|one, other| one.id.cmp(&other.id));
    Api {
        format: FORMAT,
        name: name.to_owned(),
        title: fact("Title".to_owned()),
        version: None,
        license: None,
        documents: vec!["api.md".to_owned()],
        headings: Vec::new(),
        docs: Docs::default(),
        servers: Vec::new(),
        transport: Transport {
            get: Vec::new(),
            post: Vec::new(),
            empty_is_absent: false,
            websocket: false,
            async_suffix: None,
        },
        auth: Vec::new(),
        envelope: Envelope::default(),
        frames: None,
        events: None,
        peer: None,
        profiles: Vec::new(),
        statuses: Vec::new(),
        codes: Vec::new(),
        groups: Vec::new(),
        endpoints,
        withheld: Vec::new(),
        helpers: Vec::new(),
        types,
    }
}
