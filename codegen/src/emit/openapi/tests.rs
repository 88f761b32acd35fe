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
use crate::ir::build::{
    self, at, definition, docs, endpoint, example, fact, field, list, map, nullable, optional, statement, structure,
    union, values,
};
use crate::ir::{
    Alias, Api, AuthKind, AuthScheme, Body, Constraints, Docs, Encoding, Endpoint, Envelope, ErrorCode, Example,
    ExampleKind, Fact, Field, Method, Response, Status, StatusCode, StatusRange, Struct, Transport, Type, TypeDef,
    TypeId, TypeKind, ValueLabel,
};

fn methods<const N: usize>(methods: [Method; N]) -> Vec<Fact<Method>> {
    methods.map(fact).into()
}

fn data(ty: Type) -> Fact<Body> {
    fact(Body::Data { data: ty })
}

/// An API with a transport like that of most documents, an envelope of `code` and `data`, and these endpoints.
fn api(endpoints: Vec<Endpoint>, types: Vec<TypeDef>) -> Api {
    let api = build::api("api", endpoints, types);
    let (get, post) = (vec![Encoding::Query], vec![Encoding::Json, Encoding::Form]);
    let transport = Transport { get, post, ..api.transport };
    let envelope = Envelope {
        fields: vec![field("code", Type::INT64), optional("data", Type::Any)],
        data: Some("data".to_owned()),
        code: Some("code".to_owned()),
        success: vec![Value::from(0)],
        ..Envelope::default()
    };
    Api { transport, envelope, ..api }
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
