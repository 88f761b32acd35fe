//! OpenAPI 3.1: the IR as a document for people and tools that speak HTTP.
//!
//! Every operation, parameter and schema follows from the IR; events are a webhook, whichever way they travel. What OpenAPI has no word for is kept in an extension:
//! `x-source` says where a thing stands, `x-aliases` lists further names that are read, `x-examples` and `x-default`
//! hold examples and defaults that do not fit their type, `x-websocket` says that calls also travel over a WebSocket,
//! `x-envelope` names the roles of the envelope's fields, `x-newtype` marks types of their own over another,
//! `x-alias-of` names the usual path of an operation on another, `x-operations` holds operations that share path and
//! method with another, `x-max-items` limits the items of a text that separates them, `x-prefix` stands before a
//! credential, `x-documents` lists the sources, and `x-codeSamples` holds command lines as some readers show them.

mod examples;
mod field;
mod names;
mod object;
mod operation;
mod plan;
mod prose;
mod request;
mod response;
mod schema;
mod security;
#[cfg(test)]
mod tests;
mod webhook;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::ir::validate::Validator;
use crate::ir::{Api, Provenance, StatusCode};
use names::Names;
use object::{Entries, Json, Object};
use plan::Operation;

/// The version of OpenAPI that is written.
const OPENAPI: &str = "3.1.0";

/// What the functions that make the document's parts look up.
struct Context<'a> {
    /// The API.
    api: &'a Api,
    /// Compares examples and defaults with their types: a document that contradicts itself is still valid OpenAPI, for
    /// what is not valid goes into an extension.
    validator: Validator<'a>,
    /// The names of components.
    names: Names<'a>,
    /// What every operation says of the statuses with a meaning of their own.
    statuses: Vec<(StatusCode, Json)>,
}

/// A document: its parts in the order in which they are written.
#[derive(Serialize)]
struct Document<P, S> {
    openapi: &'static str,
    info: Object,
    servers: Vec<Json>,
    #[serde(rename = "x-websocket", skip_serializing_if = "Option::is_none")]
    websocket: Option<bool>,
    tags: Vec<Json>,
    paths: P,
    #[serde(skip_serializing_if = "Object::is_empty")]
    webhooks: Object,
    components: Components<S>,
}

/// What operations share.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Components<S> {
    schemas: S,
    #[serde(skip_serializing_if = "Object::is_empty")]
    responses: Object,
    #[serde(skip_serializing_if = "Object::is_empty")]
    security_schemes: Object,
}

/// The API as an OpenAPI document: JSON, indented, with a line break at its end.
#[must_use]
pub fn emit(api: &Api) -> String {
    let operations = plan::operations(api);
    let cx =
        Context { api, validator: Validator::new(api), names: Names::new(api), statuses: response::references(api) };
    let document = Document {
        openapi: OPENAPI,
        info: info(api),
        servers: servers(api),
        websocket: api.transport.websocket.then_some(true),
        tags: tags(api),
        paths: Entries(|| operation::paths(&cx, &operations)),
        webhooks: webhook::webhooks(&cx, &operations),
        components: Components {
            schemas: Entries(|| schemas(&cx, &operations)),
            responses: response::statuses(api),
            security_schemes: security::schemes(api),
        },
    };
    // Keys that are text and values without maps of other keys cannot fail to be written.
    serde_json::to_string_pretty(&document).map_or_else(|error| error.to_string(), |text| text + "\n")
}

/// What the API is. OpenAPI demands a version, and the documents state none: it is that of the IR's format, so that it
/// changes only when a reader of the old document would misread the new one.
fn info(api: &Api) -> Object {
    Object::new()
        .with("title", api.title.value.as_str())
        .with("version", format!("{}.0.0", api.format))
        .with_text("description", &api.docs.0)
        .with("x-documents", api.documents.clone())
}

/// The base URLs. Where there is none, it is the place that the document is served from.
fn servers(api: &Api) -> Vec<Json> {
    if api.servers.is_empty() {
        return vec![Object::new().with("url", "/").into()];
    }
    api.servers.iter().map(|fact| server(&fact.value, &fact.provenance)).collect()
}

/// A base URL, without the `/` with which every path begins.
fn server(url: &str, provenance: &Provenance) -> Json {
    Object::new().with("url", url.trim_end_matches('/')).with("x-source", source(provenance)).into()
}

/// The groups, each name once, and the names that endpoints use beside them.
fn tags(api: &Api) -> Vec<Json> {
    let mut tags: Vec<Tag> = Vec::new();
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    let groups = api.groups.iter().map(|group| (group.name.as_str(), group.docs.0.as_str(), &group.provenance));
    let names = api.endpoints.iter().filter_map(|endpoint| endpoint.group.as_ref());
    let names = names.map(|fact| (fact.value.as_str(), "", &fact.provenance));
    for (name, docs, provenance) in groups.chain(names) {
        let at = *known.entry(name).or_insert(tags.len());
        match tags.get_mut(at) {
            Some(tag) => tag.docs.push(docs),
            None => tags.push(Tag { name, docs: vec![docs], provenance }),
        }
    }
    tags.into_iter().map(Json::from).collect()
}

/// A group, with all that is said under its name.
struct Tag<'a> {
    name: &'a str,
    docs: Vec<&'a str>,
    provenance: &'a Provenance,
}

impl From<Tag<'_>> for Json {
    fn from(tag: Tag) -> Self {
        Object::new()
            .with("name", tag.name)
            .with_text("description", &prose::paragraphs(tag.docs))
            .with("x-source", source(tag.provenance))
            .into()
    }
}

/// The schemas that operations share: types, the envelope, requests, responses.
fn schemas<'a>(cx: &'a Context, operations: &'a [Operation]) -> impl Iterator<Item = (&'a str, Object)> + use<'a> {
    let types = cx.api.types.iter().map(|def| (cx.names.of_type(&def.id), schema::definition(cx, def)));
    let envelope = response::uses_envelope(cx.api).then(|| (cx.names.envelope(), response::envelope(cx)));
    let usual = operations.iter().filter(|operation| operation.alias.is_none());
    let requests = usual.flat_map(|operation| request::components(cx, operation));
    let responses = cx.api.endpoints.iter().filter_map(|endpoint| response::component(cx, endpoint));
    types.chain(envelope).chain(requests).chain(responses)
}

/// Where a thing stands.
fn source(provenance: &Provenance) -> Object {
    Object::new().with("file", &*provenance.file).with("line", provenance.line)
}
