//! OpenAPI 3.1: the IR as a document for people and tools that speak HTTP.
//!
//! Every operation, parameter and schema follows from the IR; events are a webhook, however they are sent. What OpenAPI has no word for is kept in an extension:
//! `x-source` says below which heading of which document a thing stands, `x-aliases` lists further names that are read, `x-examples` and `x-default`
//! hold examples and defaults that do not fit their type, `x-websocket` says that calls are also sent over a WebSocket,
//! `x-envelope` names the roles of the envelope's fields, `x-newtype` marks types of their own over another,
//! `x-alias-of` names the usual path of an operation on another, `x-max-items` limits the items of a text that separates them, `x-prefix` stands before a
//! credential, `x-documents` lists the sources, `x-codeSamples` holds command lines as some readers show them,
//! `x-codes` lists the codes that any call can fail with,
//! `x-withheld` lists the endpoints that are announced and cannot be had, `x-displayName` has a group's own name beside the ASCII one of its tag, and `x-enumDescriptions` says what each value of a
//! set stands for.

mod answer;
pub mod asyncapi;
mod context;
mod data;
mod examples;
mod field;
mod names;
mod nested;
mod object;
mod operation;
pub(in crate::emit) mod plan;
mod projection;
mod prose;
mod request;
mod response;
mod scalar;
mod schema;
mod security;
mod steps;
#[cfg(test)]
mod tests;
mod together;
mod webhook;

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use serde::Serialize;

use super::Files;
use crate::emit::headings;
use crate::ir::{Api, ErrorCode, Fact, Provenance, Withheld, used_types};
use context::{Context, server, source};
pub use data::{Reference, references};
use object::{Entries, Object};
use plan::{Operation, Ways};
use projection::{PROJECTIONS, Projection};

/// A document: its parts in the order in which they are written.
#[derive(Serialize)]
struct Document<P, S> {
    openapi: &'static str,
    info: Object,
    servers: Vec<Object>,
    #[serde(rename = "x-websocket", skip_serializing_if = "Option::is_none")]
    websocket: Option<bool>,
    #[serde(rename = "x-codes", skip_serializing_if = "Vec::is_empty")]
    codes: Vec<Object>,
    #[serde(rename = "x-withheld", skip_serializing_if = "Vec::is_empty")]
    withheld: Vec<Object>,
    tags: Vec<Object>,
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
    parameters: Object,
    #[serde(skip_serializing_if = "Object::is_empty")]
    responses: Object,
    #[serde(skip_serializing_if = "Object::is_empty")]
    security_schemes: Object,
}

/// The API as OpenAPI documents, below `openapi/`: JSON, indented, with a line break at the end.
#[must_use]
pub fn emit(api: &Api) -> Files {
    let documents = PROJECTIONS.iter().map(|projection| {
        let name = format!("openapi/{}{}.json", api.name, projection.suffix);
        (name, document(api, projection))
    });
    documents.collect()
}

/// One of the documents.
fn document(api: &Api, projection: &'static Projection) -> String {
    let operations = plan::operations(api, projection.ways);
    let cx = context(api, projection);
    let full = !projection.for_clients;
    let each = |object| cx.of(object);
    let document = Document {
        openapi: projection.openapi,
        info: each(info(api)),
        servers: servers(&cx).into_iter().map(each).collect(),
        websocket: (full && api.transport.websocket).then_some(true),
        codes: if full { api.codes.iter().map(|one| each(code(&cx, one))).collect() } else { Vec::new() },
        withheld: if full { api.withheld.iter().map(|one| each(withheld(&cx, one))).collect() } else { Vec::new() },
        tags: tags(&cx).into_iter().map(each).collect(),
        paths: Entries(|| operation::paths(&cx, &operations).map(|(path, item)| (path, each(item)))),
        webhooks: if full { webhook::webhooks(&cx, &operations) } else { Object::new() },
        components: Components {
            schemas: Entries(|| schemas(&cx, &operations).map(|(name, schema)| (name, each(schema)))),
            parameters: each(operation::shared(&cx)),
            responses: each(response::statuses(&cx)),
            security_schemes: each(security::schemes(&cx)),
        },
    };
    // Keys that are text and values without maps of other keys cannot fail to be written.
    serde_json::to_string_pretty(&document).map_or_else(|error| error.to_string(), |text| text + "\n")
}

/// What the API is. OpenAPI demands a version; where nobody states one, it is that of the IR's format, so that it changes
/// only when a reader of the old document would misread the new one.
fn info(api: &Api) -> Object {
    let version = api.version.as_ref().map_or_else(|| format!("{}.0.0", api.format), |version| version.value.clone());
    let license = |license: &Fact<String>| {
        Object::new().with("name", license.value.as_str()).with("identifier", license.value.as_str())
    };
    let info = Object::new()
        .with("title", api.title.value.as_str())
        .with("version", version)
        .with_text("description", &headings::without_empty(&api.docs).0);
    let info = match &api.license {
        Some(fact) => info.with("license", license(fact)),
        None => info,
    };
    info.with("x-documents", api.documents.clone())
}

/// The base URLs. Where there is none, it is the place that the document is served from.
fn servers(cx: &Context) -> Vec<Object> {
    if cx.api.servers.is_empty() {
        return vec![Object::new().with("url", "/")];
    }
    cx.api.servers.iter().map(|fact| server(cx, &fact.value, &fact.provenance)).collect()
}

/// An endpoint that is announced and left out, with what to do about it.
fn withheld(cx: &Context, withheld: &Withheld) -> Object {
    let methods: Vec<_> = withheld.methods.iter().map(|method| method.name().to_owned()).collect();
    Object::new()
        .with_some("name", withheld.name.as_deref())
        .with_some("title", withheld.title.as_deref())
        .with_if(!methods.is_empty(), "methods", methods)
        .with_some("path", withheld.path.as_deref())
        .with("code", withheld.code.as_str())
        .with("reason", withheld.reason.as_str())
        .with_some("remedy", withheld.remedy.as_deref())
        .with("x-source", source(cx, &withheld.provenance))
}

/// A code that any call can fail with.
fn code(cx: &Context, error: &ErrorCode) -> Object {
    Object::new()
        .with("code", error.code.clone())
        .with_text("description", &error.docs.0)
        .with("x-source", source(cx, &error.provenance))
}

/// The groups, each name once, and the names that endpoints use beside them.
fn tags(cx: &Context) -> Vec<Object> {
    let api = cx.api;
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
    tags.iter().map(|tag| self::tag(cx, tag)).collect()
}

/// A group, with all that is said under its name.
struct Tag<'a> {
    name: &'a str,
    docs: Vec<&'a str>,
    provenance: &'a Provenance,
}

/// A tag. Its name is ASCII, since generators make packages and files of it; the group's own name is for people.
fn tag(cx: &Context, tag: &Tag) -> Object {
    let name = cx.names.tag(tag.name);
    Object::new()
        .with("name", name)
        .with_if(name != tag.name, "x-displayName", tag.name)
        .with_text("description", &prose::paragraphs(tag.docs.iter().copied()))
        .with("x-source", source(cx, tag.provenance))
}

/// The schemas that operations share: types, the envelope, requests, responses.
fn schemas<'a>(cx: &'a Context, operations: &'a [Operation]) -> impl Iterator<Item = (&'a str, Object)> + use<'a> {
    let used = (cx.projection.ways == Ways::One).then(|| used_types(cx.api));
    let types = cx.api.types.iter().filter(move |def| used.as_ref().is_none_or(|used| used.contains(&def.id)));
    let types = types.map(|def| (cx.names.of_type(&def.id), schema::definition(cx, def)));
    let envelope = response::uses_envelope(cx).then(|| (cx.names.envelope(), response::envelope(cx)));
    let usual = operations.iter().filter(|operation| operation.alias.is_none());
    let requests = usual.flat_map(|operation| request::components(cx, operation));
    // Endpoints whose answers are one shape have one of them.
    let mut known = BTreeSet::new();
    let responses = cx.api.endpoints.iter().filter_map(|endpoint| response::component(cx, endpoint));
    let responses = responses.filter(move |(name, _)| known.insert(*name));
    types.chain(envelope).chain(requests).chain(responses)
}

/// What the parts of a document look up.
fn context<'a>(api: &'a Api, projection: &'static Projection) -> Context<'a> {
    Context::new(api, projection, response::references(api))
}
