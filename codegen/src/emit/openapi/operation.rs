//! Paths and their operations.

use std::collections::BTreeMap;

use crate::ir::{Encoding, Endpoint, Field, Location, Method, template};

use super::context::{Context, server, source};
use super::object::{Json, Object};
use super::plan::{self, Operation, Sending};
use super::{examples, field, names, prose, request, response, schema, security, together};

/// Every path with its operations, in the order of the documents.
pub(super) fn paths<'a>(
    cx: &'a Context,
    operations: &'a [Operation],
) -> impl Iterator<Item = (&'a str, Object)> + use<'a> {
    let mut paths: Vec<(&str, Vec<&Operation>)> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for operation in operations {
        // To OpenAPI paths are one whose parameters have other names: those of the first count.
        let at = *known.entry(plan::unnamed(operation.path)).or_insert(paths.len());
        match paths.get_mut(at) {
            Some((_, operations)) => operations.push(operation),
            None => paths.push((operation.path, vec![operation])),
        }
    }
    paths.into_iter().map(|(path, operations)| (path, item(cx, path, &operations)))
}

/// The operations of a path, each of another method.
fn item(cx: &Context, path: &str, operations: &[&Operation]) -> Object {
    let mut methods: Vec<(Method, Vec<&Operation>)> = Vec::new();
    for operation in operations {
        match methods.iter_mut().find(|(method, _)| *method == operation.method) {
            Some((_, known)) => known.push(operation),
            None => methods.push((operation.method, vec![operation])),
        }
    }
    let mut item = Object::new();
    for (method, operations) in methods {
        let made = match operations.as_slice() {
            [only] => operation(cx, path, only),
            // Those that a value tells apart.
            all => together::together(all.iter().map(|one| (*one, operation(cx, path, one))).collect()),
        };
        item.set(method.name().to_ascii_lowercase(), made);
    }
    item
}

/// One operation.
fn operation(cx: &Context, path: &str, operation: &Operation) -> Object {
    let endpoint = operation.endpoint;
    let deprecated = operation.deprecated();
    // A name that begins with the method of the first operation would be wrong for the others.
    let own = operation.id.starts_with(names::operation(&endpoint.name).as_str());
    let name = if own { &endpoint.name } else { &operation.id };
    let title = endpoint.title.as_ref().map_or(name.as_str(), |title| title.value.as_str());
    let provenance = operation.alias.map_or(&endpoint.provenance, |alias| &alias.path.provenance);
    let servers = endpoint.server.iter().map(|fact| server(cx, &fact.value, &fact.provenance).into()).collect();
    Object::new()
        .with_list("tags", tags(cx, endpoint))
        .with("summary", title)
        .with_text("description", &prose::operation(endpoint, deprecated))
        .with("operationId", operation.id.as_str())
        .with_if(deprecated.is_some(), "deprecated", true)
        .with_list("servers", servers)
        .with("security", security::requirement(cx, endpoint))
        .with_list("parameters", parameters(cx, path, operation))
        .with_some("requestBody", request::body(cx, operation))
        .with("responses", response::responses(cx, endpoint))
        .with_list("x-codeSamples", examples::samples(cx, operation))
        .with_list("x-examples", examples::unread(cx, operation))
        .with_some("x-alias-of", operation.alias.map(|_| endpoint.path.value.as_str()))
        .with("x-source", source(cx, provenance))
}

/// The group.
fn tags(cx: &Context, endpoint: &Endpoint) -> Vec<Json> {
    endpoint.group.iter().map(|group| Json::from(cx.names.tag(&group.value))).collect()
}

/// The parameters of the path, which the document writes as `path`, and of the query.
fn parameters(cx: &Context, path: &str, operation: &Operation) -> Vec<Json> {
    let mut parameters = Vec::new();
    for (name, own) in template::names(path).zip(template::names(operation.path)) {
        let field = operation.endpoint.parameters.fields.iter().find(|field| field.name.value == own);
        parameters.push(in_path(cx, operation, name, field).into());
    }
    let usual = (operation.sending == Sending::Query).then(|| operation.fields());
    for field in usual.into_iter().flatten().chain(operation.elsewhere()) {
        parameters.push(match cx.names.parameter(field) {
            Some(name) => Object::new().with("$ref", format!("#/components/parameters/{name}")).into(),
            None => outside(cx, Some(operation), field).into(),
        });
    }
    parameters
}

/// The parameters that operations share: those that every endpoint has.
pub(super) fn shared(cx: &Context) -> Object {
    let mut parameters = Object::new();
    for (field, name) in cx.names.parameters() {
        parameters.set(name.clone(), outside(cx, None, field));
    }
    parameters
}

/// A parameter of the query or of a header.
fn outside(cx: &Context, operation: Option<&Operation>, field: &Field) -> Object {
    let header = field.location.as_ref().is_some_and(|location| location.value == Location::Header);
    let parameter = in_query(cx, operation, field);
    if header { parameter.with("in", "header") } else { parameter }
}

/// A parameter of the path; one that no table has is text.
fn in_path(cx: &Context, operation: &Operation, name: &str, field: Option<&Field>) -> Object {
    let parameter = Object::new().with("name", name).with("in", "path");
    match field {
        Some(field) => {
            let parameter = parameter.with_text("description", &prose::field(field)).with("required", true);
            described(cx, Some(operation), field, parameter.with("schema", value(cx, field)))
        }
        None => parameter.with("required", true).with("schema", Object::new().with("type", "string")),
    }
}

/// A parameter of the query. A list repeats its name; what is nested is JSON text.
fn in_query(cx: &Context, operation: Option<&Operation>, field: &Field) -> Object {
    let required = field.is_required(operation.map(|operation| operation.method));
    let parameter = Object::new()
        .with("name", field.name.value.as_str())
        .with("in", "query")
        .with_text("description", &prose::field(field))
        .with_if(required, "required", true);
    if !cx.api.is_flat(&field.ty.value) {
        let media = Object::new().with("schema", value(cx, field));
        let media = match operation {
            Some(operation) => examples::parameter(cx, operation, field, media),
            None => media,
        };
        let content = Object::new().with(Encoding::Json.media_type(), media);
        return marked(cx, field, parameter.with("content", content));
    }
    let field = &*plan::flattened(cx.api, field);
    let is_list = plan::is_list(cx.shape(&field.ty.value));
    let parameter = parameter.with_if(is_list, "style", "form").with_if(is_list, "explode", true);
    let mut schema = value(cx, field);
    if required {
        field::not_empty(cx, field, &mut schema);
    }
    described(cx, operation, field, parameter.with("schema", schema))
}

/// The schema of a parameter's value.
fn value(cx: &Context, field: &Field) -> Object {
    field::limited(cx, field, schema::of_type(cx, &field.ty.value))
}

/// The parameter with its examples and marks.
fn described(cx: &Context, operation: Option<&Operation>, field: &Field, parameter: Object) -> Object {
    let shown = match operation {
        Some(operation) => examples::parameter(cx, operation, field, parameter),
        None => parameter,
    };
    marked(cx, field, shown)
}

/// The parameter with what is true of it in every place.
fn marked(cx: &Context, field: &Field, parameter: Object) -> Object {
    parameter
        .with_if(field.deprecated.is_some(), "deprecated", true)
        .with_list("x-aliases", field::aliases(field))
        .with("x-source", source(cx, &field.name.provenance))
}
