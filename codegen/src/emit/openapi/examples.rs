//! The documents' examples, where a reader of each part looks for them.
//!
//! An example that fits its schema stands in `examples`. One that does not, since documents contradict themselves,
//! stands in `x-examples` beside it; so does, at the operation, one that could not be read.

use std::borrow::Cow;

use serde_json::{Map, Value};

use crate::ir::{
    Api, Encoding, Endpoint, Example, ExampleKind, ExampleRequest, Field, Method, Named, RawBody, Status, StatusCode,
    Type, TypeDef,
};

use super::context::{Context, source};
use super::object::{Json, Object};
use super::plan::{self, Operation};
use super::{answer, data};

/// Examples on their way to one place.
#[derive(Default)]
struct Shown {
    fitting: Object,
    others: Vec<Json>,
}

impl Shown {
    /// Adds an example, by its place among the endpoint's examples.
    fn add(&mut self, cx: &Context, index: usize, example: &Example, value: Value, fits: bool) {
        let fits = fits && data::keyword(&value).is_none();
        let object = Object::new().with_text("description", &example.docs.0).with("value", value);
        let object = object.with("x-source", source(cx, &example.provenance));
        if fits {
            self.fitting.set(format!("example{}", index + 1), object);
        } else {
            self.others.push(object.into());
        }
    }

    /// The parameter or media type with the examples.
    fn put_into(self, object: Object) -> Object {
        object.with_unless_empty("examples", self.fitting).with_list("x-examples", self.others)
    }
}

/// A parameter with the examples of its value, those of whole requests included.
pub(super) fn parameter(cx: &Context, operation: &Operation, field: &Field, parameter: Object) -> Object {
    let mut shown = Shown::default();
    for (index, example) in operation.endpoint.examples.iter().enumerate() {
        let value = of_parameter(cx, example, field).or_else(|| {
            let request = request(cx, operation, example)?;
            field.names().find_map(|name| request.get(name)).cloned()
        });
        if let Some(value) = value {
            let fits = cx.validator.field(field, &value).is_valid();
            shown.add(cx, index, example, value, fits);
        }
    }
    shown.put_into(parameter)
}

/// A type's schema with its examples. What is no JSON, or nothing that fits, is kept beside them.
pub(super) fn of_type(cx: &Context, def: &TypeDef, schema: Object) -> Object {
    let ty = Type::Ref { id: def.id.clone() };
    let (mut fitting, mut others): (Vec<Json>, Vec<Json>) = (Vec::new(), Vec::new());
    for example in &def.examples {
        match &example.value {
            Some(value) if data::keyword(value).is_none() && cx.validator.value(&ty, value).is_valid() => {
                fitting.push(value.clone().into());
            }
            Some(value) => others.push(value.clone().into()),
            None => others.push(example.text.as_str().into()),
        }
    }
    schema.with_list("examples", fitting).with_list("x-examples", others)
}

/// Adds the examples of a parameter's value to its schema as a property, beside those of its row.
pub(super) fn property(cx: &Context, endpoint: &Endpoint, field: &Field, property: &mut Object) {
    let own = field.examples.iter().map(|example| example.value.clone());
    let values = own.chain(endpoint.examples.iter().filter_map(|example| of_parameter(cx, example, field)));
    let (fitting, others): (Vec<_>, Vec<_>) =
        values.partition(|value| data::keyword(value).is_none() && cx.validator.field(field, value).is_valid());
    for (key, values) in [("examples", fitting), ("x-examples", others)] {
        if !values.is_empty() {
            property.set(key, values);
        }
    }
}

/// A media type of a body.
pub(super) struct Media<'a> {
    /// All encodings that the operation takes.
    pub(super) encodings: &'a [Encoding],
    /// The one at hand.
    pub(super) encoding: Encoding,
    /// The fields as it carries them.
    pub(super) fields: &'a [Cow<'a, Field>],
}

/// A body's media type with the examples of requests: a command line's parameters as a form, JSON as JSON, either in the
/// other where the operation takes only that.
pub(super) fn body(cx: &Context, operation: &Operation, place: &Media, media: Object) -> Object {
    let mut shown = Shown::default();
    for (index, example) in operation.endpoint.examples.iter().enumerate() {
        let natural = if example.request.is_some() { Encoding::Form } else { Encoding::Json };
        let usual = place.encodings.first().copied();
        let at = if place.encodings.contains(&natural) { Some(natural) } else { usual };
        if at != Some(place.encoding) {
            continue;
        }
        let shown_in = |value: Map<String, Value>| in_body(operation, value);
        if let Some(value) = request(cx, operation, example).and_then(shown_in).map(Value::Object) {
            let fields = place.fields.iter().map(AsRef::as_ref);
            let fits = cx.validator.fields(fields, Some(operation.method), &value).is_valid();
            shown.add(cx, index, example, value, fits);
        }
    }
    shown.put_into(media)
}

/// The media type of a body that is one JSON value with the examples of it.
pub(super) fn whole_body(cx: &Context, operation: &Operation, field: &Field, media: Object) -> Object {
    let mut shown = Shown::default();
    for (index, example) in operation.endpoint.examples.iter().enumerate() {
        if let (ExampleKind::Request, None, Some(value)) = (&example.kind, &example.request, &example.value) {
            let fits = cx.validator.field(field, value).is_valid();
            shown.add(cx, index, example, value.clone(), fits);
        }
    }
    shown.put_into(media)
}

/// What a request sends in its body: all but what is sent in the query or in headers. `None` where nothing else is shown.
fn in_body(operation: &Operation, shown: Map<String, Value>) -> Option<Map<String, Value>> {
    let apart = |name: &String| operation.elsewhere().any(|field| field.is_called(name));
    let alone = !shown.is_empty() && shown.keys().all(apart);
    (!alone).then(|| shown.into_iter().filter(|(name, _)| !apart(name)).collect())
}

/// A response's media type with the examples of responses.
pub(super) fn response(cx: &Context, endpoint: &Endpoint, media: Object) -> Object {
    let mut shown = Shown::default();
    let usual = |(_, example): &(usize, &Example)| endpoint.further_of(example).is_none();
    for (index, example) in endpoint.examples.iter().enumerate().filter(usual) {
        if let (ExampleKind::Response, false, Some(value)) = (&example.kind, example.is_failure(), &example.value) {
            let fits = answer::fits(cx, endpoint, value);
            shown.add(cx, index, example, value.clone(), fits);
        }
    }
    shown.put_into(media)
}

/// The media type of a success that is not the usual one, which `endpoint` gives here, with the examples of it.
pub(super) fn further(cx: &Context, endpoint: &Endpoint, code: StatusCode, media: Object) -> Object {
    let mut shown = Shown::default();
    let own = |(_, example): &(usize, &Example)| example.status == Some(code);
    for (index, example) in endpoint.examples.iter().enumerate().filter(own) {
        if let Some(value) = &example.value {
            shown.add(cx, index, example, value.clone(), answer::fits(cx, endpoint, value));
        }
    }
    shown.put_into(media)
}

/// The media type of a response that is no success with the examples of it.
pub(super) fn of_status(cx: &Context, endpoint: &Endpoint, status: &Status, media: Object) -> Object {
    let mut shown = Shown::default();
    let own = |(_, example): &(usize, &Example)| endpoint.failure_of(example).is_some_and(|own| own == status);
    for (index, example) in endpoint.examples.iter().enumerate().filter(own) {
        if let Some(value) = &example.value {
            let fits = status.ty.as_ref().is_none_or(|ty| cx.validator.value(&ty.value, value).is_valid());
            shown.add(cx, index, example, value.clone(), fits);
        }
    }
    shown.put_into(media)
}

/// The command lines that make requests, as they stand.
pub(super) fn samples(cx: &Context, operation: &Operation) -> Vec<Json> {
    let examples = operation.endpoint.examples.iter();
    let made = examples.filter(|example| {
        example.request.as_ref().is_some_and(|request| applies(cx.api, operation, Some(request.method)))
    });
    let sample = |example: &Example| {
        Object::new()
            .with("lang", example.language.as_str())
            .with("source", example.text.as_str())
            .with("x-source", source(cx, &example.provenance))
            .into()
    };
    made.map(sample).collect()
}

/// The examples that have no other place: what could not be read, and what names no parameter.
pub(super) fn unread(cx: &Context, operation: &Operation) -> Vec<Json> {
    let endpoint = operation.endpoint;
    let placeless = |example: &&Example| match &example.kind {
        ExampleKind::Response | ExampleKind::Value => example.value.is_none(),
        ExampleKind::Request => {
            let placed = |value: &Value| value.is_object() || operation.raw().is_some_and(RawBody::is_json);
            example.request.is_none() && !example.value.as_ref().is_some_and(placed)
        }
        ExampleKind::Parameter { name } => !endpoint.parameters.fields.iter().any(|field| field.is_called(name)),
    };
    let text = |example: &Example| {
        Object::new()
            .with_text("description", &example.docs.0)
            .with_text("language", &example.language)
            .with("text", example.text.as_str())
            .with("x-source", source(cx, &example.provenance))
            .into()
    };
    endpoint.examples.iter().filter(placeless).map(text).collect()
}

/// The value that an example shows of one parameter. What is no JSON is text.
fn of_parameter(cx: &Context, example: &Example, field: &Field) -> Option<Value> {
    let ExampleKind::Parameter { name } = &example.kind else { return None };
    if !field.is_called(name) {
        return None;
    }
    let text = || Value::from(example.text.trim_end_matches(['\r', '\n']));
    let fits = |value: &Value| cx.validator.field(field, value).is_valid();
    match &example.value {
        // A bare number in a fence is still a text where the parameter is one.
        Some(value) if fits(value) || !fits(&text()) => Some(value.clone()),
        _ => Some(text()),
    }
}

/// The parameters of the request that an example shows, where it is one of this operation.
fn request(cx: &Context, operation: &Operation, example: &Example) -> Option<Map<String, Value>> {
    if example.kind != ExampleKind::Request {
        return None;
    }
    let method = example.request.as_ref().map(|request| request.method);
    if !applies(cx.api, operation, method) {
        return None;
    }
    match &example.request {
        Some(request) => Some(decoded(cx, operation.endpoint, request)),
        None => example.value.as_ref()?.as_object().cloned(),
    }
}

/// Whether an example of `method` is one of the operation: it has the same method, or one that the endpoint lacks.
fn applies(api: &Api, operation: &Operation, method: Option<Method>) -> bool {
    let other = |method| method != operation.method && plan::methods(api, operation.endpoint).contains(&method);
    !method.is_some_and(other)
}

/// A command line's parameters, each as its table has it.
fn decoded(cx: &Context, endpoint: &Endpoint, request: &ExampleRequest) -> Map<String, Value> {
    let mut object = Map::new();
    for (name, text) in &request.parameters {
        let field = endpoint.parameters.fields.iter().find(|field| field.is_called(name));
        let ty = field.map_or(&Type::String, |field| cx.shape(&field.ty.value));
        match (ty, object.get_mut(name)) {
            (Type::List { items }, Some(Value::Array(list))) => list.push(read(cx, items, text)),
            (Type::List { items }, _) if !text.starts_with('[') => {
                object.insert(name.clone(), Value::Array(vec![read(cx, items, text)]));
            }
            _ => {
                object.insert(name.clone(), read(cx, ty, text));
            }
        }
    }
    object
}

/// A text as a value of a type, where it can be one; otherwise as text.
fn read(cx: &Context, ty: &Type, text: &str) -> Value {
    let plain = Value::from(text);
    if cx.validator.value(ty, &plain).is_valid() {
        return plain;
    }
    let parsed = serde_json::from_str(text).ok().filter(|value| cx.validator.value(ty, value).is_valid());
    parsed.unwrap_or(plain)
}
