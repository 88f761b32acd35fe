//! What follows from the methods of an endpoint, when all types are there.

use crate::dialect::Dialect;
use crate::ir::{Api, Encoding, Endpoint, Fact, How, Location, Method, Provenance};
use crate::resolve::context::Context;
use crate::resolve::lower::messages;
use crate::source::Span;

/// Completes the endpoints, which are announced at `spans`, by what follows from their methods.
pub fn complete(api: &mut Api, spans: &[Span], context: &mut Context<'_>) {
    let mut endpoints = std::mem::take(&mut api.endpoints);
    for (at, endpoint) in endpoints.iter_mut().enumerate() {
        let span = spans.get(at).copied();
        let flat = endpoint.parameters.fields.iter().all(|field| api.is_flat(&field.ty.value))
            && !has_file(endpoint)
            && endpoint.parameters.raw.is_none();
        let unsaid = endpoint.methods.is_empty() && !context.dialect.transport.states_methods();
        choose(endpoint, flat, context.dialect);
        if let Some(span) = span.filter(|_| unsaid) {
            let methods = endpoint.methods.iter().map(|method| method.value.name());
            context.report(messages::methods_unsaid(&endpoint.name, methods, span));
        }
        place_parameters(endpoint, context);
        mark_reads(endpoint, context);
        if let Some(span) = span {
            carry_files(endpoint, span, context);
        }
        if let Some(server) = &endpoint.server
            && api.servers.first().is_some_and(|first| first.value == server.value)
        {
            endpoint.server = None;
        }
    }
    api.endpoints = endpoints;
}

fn has_file(endpoint: &Endpoint) -> bool {
    endpoint.parameters.fields.iter().any(|field| field.ty.value.is_file())
}

/// Reports files that are sent elsewhere than in a body in parts.
fn carry_files(endpoint: &Endpoint, span: Span, context: &mut Context<'_>) {
    let own: Vec<_> = endpoint.parameters.encodings.iter().map(|fact| fact.value).collect();
    let written = if own.is_empty() { context.dialect.transport.post() } else { &own };
    let body = if endpoint.methods.iter().all(|method| method.value.is_bare()) {
        Some("without a body")
    } else {
        (!written.contains(&Encoding::Multipart)).then_some("in a body that is not in parts")
    };
    let raw = endpoint.parameters.raw.as_ref().map(|raw| &raw.parameter);
    let files = endpoint.parameters.fields.iter().filter(|field| field.ty.value.is_file());
    for field in files.filter(|field| raw != Some(&field.name.value)) {
        let elsewhere = match field.location.as_ref().map(|location| location.value) {
            Some(Location::Path) => Some("in the path"),
            Some(Location::Query) => Some("in the query"),
            Some(Location::Header) => Some("in a header"),
            Some(Location::Body) | None => body,
        };
        if let Some(elsewhere) = elsewhere {
            context.report(messages::file_not_carried(&field.name.value, &endpoint.name, elsewhere, span));
        }
    }
}

/// Gives an endpoint that states no method those of the API's transport that can carry its parameters.
fn choose(endpoint: &mut Endpoint, flat: bool, dialect: &Dialect) {
    if !endpoint.methods.is_empty() {
        return;
    }
    let place = |rule: &str| Provenance { how: How::Inferred, rule: Some(rule.into()), ..endpoint.provenance.clone() };
    let (get, post) = (dialect.transport.get(), dialect.transport.post());
    let mut methods = Vec::new();
    if !get.is_empty() && (flat || post.is_empty()) {
        methods.push(Fact { value: Method::Get, provenance: place("transport.get") });
    }
    if !post.is_empty() {
        let (rule, needs) = match (flat, has_file(endpoint)) {
            _ if endpoint.parameters.raw.is_some() => ("transport.post, for the body is no JSON", None),
            (true, _) => ("transport.post", None),
            (false, true) => ("transport.post, for a parameter is a file", Some(Encoding::Multipart)),
            (false, false) => ("transport.post, for a parameter is nested", Some(Encoding::Json)),
        };
        methods.push(Fact { value: Method::Post, provenance: place(rule) });
        let needs = needs.filter(|needs| endpoint.parameters.encodings.is_empty() && post.contains(needs));
        if let Some(needs) = needs {
            endpoint.parameters.encodings = vec![Fact { value: needs, provenance: place(rule) }];
        }
    }
    endpoint.methods = methods;
}

/// Where the parameters of a method are sent that no document puts anywhere, as `transport.locations` has it.
fn place_parameters(endpoint: &mut Endpoint, context: &mut Context<'_>) {
    let locations = &context.dialect.transport.locations;
    let Some(stated) = endpoint.methods.iter().find_map(|method| locations.get(&method.value)) else { return };
    let (location, place) = (**stated, context.entry(stated));
    // What a body has, GET has in its query.
    let own = |method: &Method| !method.is_bare() || location == Location::Query;
    let agree = |method: &Method| locations.get(method).is_some_and(|known| *known == location);
    let free = || endpoint.parameters.fields.iter().any(|field| field.location.is_none());
    if free() && !endpoint.methods.iter().map(|method| &method.value).filter(|method| own(method)).all(agree) {
        context.report(messages::locations_differ(&endpoint.name, place));
        return;
    }
    let provenance = context.place(place, How::Declared, Some("transport.locations"));
    for field in endpoint.parameters.fields.iter_mut().filter(|field| field.location.is_none()) {
        field.location = Some(Fact { value: location, provenance: provenance.clone() });
    }
}

/// Marks the endpoints that change nothing.
fn mark_reads(endpoint: &mut Endpoint, context: &Context<'_>) {
    let provenance = match &context.dialect.transport.reads {
        Some(pattern) if pattern.is_match(&endpoint.name) => {
            context.follow("transport.reads", pattern);
            let span = Span::new(context.dialect_file, pattern.span());
            context.place(span, How::Declared, Some("transport.reads"))
        }
        None if endpoint.methods.iter().all(|method| method.value == Method::Get) => {
            Provenance { how: How::Inferred, rule: Some("it takes GET alone".into()), ..endpoint.provenance.clone() }
        }
        None if endpoint.methods.iter().all(|method| method.value.is_bare()) => {
            let rule = "none of its methods changes anything";
            Provenance { how: How::Inferred, rule: Some(rule.into()), ..endpoint.provenance.clone() }
        }
        _ => return,
    };
    endpoint.reads = Some(Fact { value: true, provenance });
}
