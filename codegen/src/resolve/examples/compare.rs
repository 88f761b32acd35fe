//! Comparison: what an example shows against what the tables say, field by field and in both directions.

use serde_json::{Map, Value};

use crate::diagnostic::Code;
use crate::ir::{Api, Body, Endpoint, Example, ExampleKind, ExampleRequest, Field, Location, Type, TypeKind};
use crate::resolve::context::Context;
use crate::resolve::examples::messages;
use crate::resolve::read::{example, value};
use crate::source::Span;

/// How deep examples are compared.
const DEPTH: usize = 64;

/// A difference: its kind, the key that it is at, what is wrong.
struct Difference {
    code: Code,
    key: Option<String>,
    message: String,
    /// Whether a value of the documented type can be read all the same.
    decodes: bool,
}

/// How many examples of an endpoint were compared.
#[derive(Default)]
pub struct Compared {
    /// Those that are JSON and have a type.
    pub all: usize,
    /// Those of them that are values of the types.
    pub decoded: usize,
    /// Those that are JSON and show a failure whose type is not documented.
    pub failures: usize,
}

/// Compares the examples of `endpoint`, which stand at `spans`, with its types.
pub fn endpoint(api: &Api, endpoint: &Endpoint, spans: &[Span], context: &mut Context<'_>) -> Compared {
    let mut compared = Compared::default();
    for (example, span) in endpoint.examples.iter().zip(spans) {
        let mut walker = Walker { api, found: Vec::new() };
        let failure = endpoint.failure_of(example);
        if example.is_failure() && failure.is_none_or(|status| status.ty.is_none()) {
            compared.failures += usize::from(example::is_json(example));
            continue;
        }
        match (&example.kind, &example.value, &example.request) {
            (ExampleKind::Response, Some(value), _) if failure.is_some() => {
                if let Some(ty) = failure.and_then(|status| status.ty.as_ref()) {
                    walker.value(&ty.value, value, "the response", 0);
                }
            }
            (ExampleKind::Response, Some(value), _) => walker.response(endpoint, value),
            (ExampleKind::Request, _, Some(request)) => walker.request(endpoint, request),
            (ExampleKind::Request, Some(value), None) => {
                let sent = |field: &&Field| field.location.as_ref().is_none_or(|at| at.value != Location::Path);
                let fields: Vec<_> = endpoint.parameters.fields.iter().filter(sent).cloned().collect();
                walker.fields(&fields, value, "the request", 0);
            }
            (ExampleKind::Parameter { name }, Some(value), _) => walker.parameter(endpoint, name, value),
            _ => {}
        }
        if example::is_json(example) {
            compared.all += 1;
            let decodes = example.value.is_some() && walker.found.iter().all(|difference| difference.decodes);
            compared.decoded += usize::from(decodes);
        }
        report(walker.found, &endpoint.name, example, *span, context);
    }
    compared
}

/// Compares an example of a type, called `name`, with it; whether it is a value of it.
pub fn value(api: &Api, ty: &Type, name: &str, example: &Example, span: Span, context: &mut Context<'_>) -> bool {
    let mut walker = Walker { api, found: Vec::new() };
    if let Some(value) = &example.value {
        walker.value(ty, value, name, 0);
    }
    let decodes = example.value.is_some() && walker.found.iter().all(|difference| difference.decodes);
    report(walker.found, name, example, span, context);
    decodes
}

fn report(found: Vec<Difference>, name: &str, example: &Example, span: Span, context: &mut Context<'_>) {
    for difference in found {
        let place = difference.key.as_ref().and_then(|key| example::key_span(key, span, context)).unwrap_or(span);
        let request = example.kind == ExampleKind::Request;
        context.report(messages::differs(difference.code, &difference.message, name, request, place));
    }
}

struct Walker<'a> {
    api: &'a Api,
    found: Vec<Difference>,
}

impl Walker<'_> {
    fn push(&mut self, code: Code, key: Option<&str>, message: String) {
        let decodes = code == Code::ExampleExtra;
        self.found.push(Difference { code, key: key.map(str::to_owned), message, decodes });
    }

    fn response(&mut self, endpoint: &Endpoint, whole: &Value) {
        let body = match &endpoint.response.body.value {
            Body::Data { data } => Some(data),
            Body::None | Body::Unknown => None,
        };
        let envelope = &self.api.envelope;
        let Some(data) = &envelope.data else {
            let (around, value) = envelope.apart(whole);
            if let Some(around) = &around {
                self.fields(&envelope.fields, around, "the response", 0);
            }
            // What stands beside the envelope of a failure is no data.
            if let Some(body) = body.filter(|_| around.is_none() || !envelope.failed(whole)) {
                self.value(body, &value, "the response", 0);
            }
            return;
        };
        let own = &endpoint.response.envelope;
        self.fields(if own.is_empty() { &envelope.fields } else { own }, whole, "the response", 0);
        if let (Some(body), Some(value)) = (body, whole.get(data)) {
            self.value(body, value, data, 0);
        }
    }

    fn parameter(&mut self, endpoint: &Endpoint, name: &str, value: &Value) {
        if let Some(field) = endpoint.parameters.fields.iter().find(|field| field.name.value == name) {
            self.value(&field.ty.value, value, name, 0);
        }
    }

    fn fields(&mut self, fields: &[Field], value: &Value, at: &str, depth: usize) {
        let Some(object) = value.as_object() else {
            self.push(Code::ExampleType, None, format!("{at} is no object"));
            return;
        };
        let find = |field: &Field, object: &Map<String, Value>| {
            let aliases = field.aliases.iter().map(|alias| &alias.value);
            std::iter::once(&field.name.value).chain(aliases).find_map(|name| object.get(name).cloned())
        };
        for field in fields {
            let name = &field.name.value;
            match find(field, object) {
                Some(value) => self.field(field, &value, depth),
                None if field.required => {
                    self.push(Code::ExampleLacks, None, format!("`{name}` is required in {at} and missing"));
                }
                None => {}
            }
        }
        let is =
            |field: &Field, key: &str| field.name.value == key || field.aliases.iter().any(|alias| alias.value == key);
        for key in object.keys().filter(|key| !fields.iter().any(|field| is(field, key))) {
            self.push(Code::ExampleExtra, Some(key), format!("no table has the field `{key}` of {at}"));
        }
    }

    fn field(&mut self, field: &Field, value: &Value, depth: usize) {
        let name = &field.name.value;
        if let Some(constant) = field.constant.as_ref().filter(|constant| constant.value != *value) {
            let message = format!("`{name}` is always `{}`, and here it is `{value}`", constant.value);
            self.push(Code::ExampleType, Some(name), message);
            self.found.last_mut().into_iter().for_each(|last| last.decodes = true);
        }
        self.value(&field.ty.value, value, name, depth + 1);
    }

    fn value(&mut self, ty: &Type, value: &Value, at: &str, depth: usize) {
        if depth > DEPTH {
            return;
        }
        let fits = match ty {
            Type::Any => true,
            Type::Bool => value.is_boolean(),
            Type::Int { bits, signed } => fits_integer(value, *bits, *signed),
            Type::Float { .. } => value.is_number(),
            Type::String => value.is_string(),
            Type::Null => value.is_null(),
            Type::List { items } => {
                for item in value.as_array().into_iter().flatten() {
                    self.value(items, item, at, depth + 1);
                }
                value.is_array()
            }
            Type::Map { values } => {
                for value in value.as_object().into_iter().flat_map(Map::values) {
                    self.value(values, value, at, depth + 1);
                }
                value.is_object()
            }
            Type::Nullable { inner } => {
                if !value.is_null() {
                    self.value(inner, value, at, depth + 1);
                }
                true
            }
            Type::Union { variants } => variants.iter().any(|variant| {
                let mut walker = Walker { api: self.api, found: Vec::new() };
                walker.value(variant, value, at, depth + 1);
                walker.found.is_empty()
            }),
            Type::Ref { id } => {
                self.reference(id, value, at, depth);
                true
            }
        };
        if !fits {
            self.push(Code::ExampleType, Some(at), format!("`{at}` is {} and not {}", kind_of(value), describe(ty)));
        }
    }

    fn reference(&mut self, id: &crate::ir::TypeId, value: &Value, at: &str, depth: usize) {
        let Some(def) = self.api.type_def(id) else { return };
        match &def.kind {
            TypeKind::Struct(shape) => self.fields(&shape.fields, value, &format!("`{at}`"), depth + 1),
            TypeKind::Alias { target } | TypeKind::Newtype { target } => {
                self.value(&target.value, value, at, depth + 1);
            }
            TypeKind::Values { base, values } => {
                self.value(base, value, at, depth + 1);
                if values.iter().all(|known| known.value.value != *value) {
                    let message = format!("`{value}` is none of the values that are documented for `{at}`");
                    self.push(Code::ExampleType, Some(at), message);
                    // A set of values is open.
                    self.found.last_mut().into_iter().for_each(|last| last.decodes = true);
                }
            }
        }
    }

    fn request(&mut self, endpoint: &Endpoint, request: &ExampleRequest) {
        if !endpoint.methods.iter().any(|method| method.value == request.method) {
            let message =
                format!("the command line makes a {} request, which the endpoint does not take", request.method.name());
            self.push(Code::CurlMismatch, None, message);
        }
        let path = path_of(&request.url);
        // What stands in the base URL is no part of the endpoint's path.
        let servers = endpoint.server.iter().chain(&self.api.servers);
        let below = servers.filter_map(|server| path.strip_prefix(path_of(&server.value).trim_end_matches('/')));
        let known = || std::iter::once(&endpoint.path).chain(endpoint.aliases.iter().map(|alias| &alias.path));
        let calls = |path: &str| known().any(|known| is_path(&known.value, path));
        if !std::iter::once(path).chain(below).any(calls) {
            self.push(Code::CurlMismatch, None, format!("the command line calls `{path}`, which is another endpoint"));
        }
        for (name, value) in &request.parameters {
            let field = endpoint
                .parameters
                .fields
                .iter()
                .find(|field| field.name.value == *name || field.aliases.iter().any(|alias| alias.value == *name));
            match field {
                None => {
                    let message = format!("the command line sends `{name}`, which the parameter table lacks");
                    self.push(Code::CurlMismatch, None, message);
                }
                Some(field) => self.form_value(field, value),
            }
        }
        let in_path = |field: &&Field| field.location.as_ref().is_some_and(|at| at.value == Location::Path);
        for field in endpoint.parameters.fields.iter().filter(|field| !in_path(field)) {
            let required = field.required || field.required_for.contains(&request.method);
            let names = std::iter::once(&field.name.value).chain(field.aliases.iter().map(|alias| &alias.value));
            let sent = |name: &String| request.parameters.iter().any(|(known, _)| known == name);
            if required && !names.into_iter().any(sent) {
                let message = format!("the command line does not send `{}`, which is required", field.name.value);
                self.push(Code::CurlMismatch, None, message);
            }
        }
    }

    /// A value as a form has it is text; where the type is another, the text must read as a value of it.
    fn form_value(&mut self, field: &Field, text: &str) {
        let value: Value = match serde_json::from_str::<Value>(text) {
            Ok(value) if !value.is_string() => value,
            _ => Value::String(text.to_owned()),
        };
        let text = Value::String(text.to_owned());
        let mut attempts = [value, text].into_iter().map(|value| {
            let mut walker = Walker { api: self.api, found: Vec::new() };
            // A form can have an item alone.
            let item = match &field.ty.value {
                Type::List { items } if !value.is_array() => items,
                whole => whole,
            };
            walker.value(item, &value, &field.name.value, 0);
            walker.found
        });
        let first = attempts.next().unwrap_or_default();
        let second = attempts.next().unwrap_or_default();
        if !first.is_empty() && !second.is_empty() {
            self.found.extend(first.into_iter().take(1).map(|found| Difference { code: Code::CurlMismatch, ..found }));
        }
    }
}

/// What stands behind the host of a URL.
fn path_of(url: &str) -> &str {
    url.split_once("://").map_or(url, |(_, rest)| rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/"))
}

/// Whether a path is an instance of one with parameters, `{name}`, each of which stands for a part of a segment.
fn is_path(known: &str, path: &str) -> bool {
    let (known, path) = (known.split('/'), path.trim_end_matches('/').split('/'));
    known.clone().count() == path.clone().count() && known.zip(path).all(|(known, part)| is_segment(known, part))
}

fn is_segment(known: &str, part: &str) -> bool {
    let Some((before, rest)) = known.split_once('{') else { return known == part };
    let after = rest.split_once('}').map_or("", |(_, after)| after);
    let after = after.rsplit('}').next().unwrap_or(after);
    part.len() > before.len() + after.len() && part.starts_with(before) && part.ends_with(after)
}

fn fits_integer(value: &Value, bits: u8, signed: bool) -> bool {
    let (least, greatest) = value::range(bits, signed);
    let number = value.as_i64().map(i128::from).or_else(|| value.as_u64().map(i128::from));
    number.is_some_and(|number| least <= number && number <= greatest)
}

fn kind_of(value: &Value) -> String {
    match value {
        Value::Null => "`null`".to_owned(),
        Value::Bool(_) => "a truth value".to_owned(),
        Value::Number(number) => format!("the number {number}"),
        Value::String(_) => "a text".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}

fn describe(ty: &Type) -> String {
    match ty {
        Type::Bool => "a truth value".to_owned(),
        Type::Int { bits, signed } => {
            format!("{} integer of {bits} bits", if *signed { "a signed" } else { "an unsigned" })
        }
        Type::Float { .. } => "a number".to_owned(),
        Type::String => "a text".to_owned(),
        Type::Null => "`null`".to_owned(),
        Type::List { .. } => "a list".to_owned(),
        Type::Map { .. } => "an object".to_owned(),
        _ => "one of the documented types".to_owned(),
    }
}
