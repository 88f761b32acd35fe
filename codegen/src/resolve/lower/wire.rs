//! What the dialect says of the wire: transport, authentication, frames, peers, and what clients do by themselves.

use crate::diagnostic::nearest;
use crate::dialect::{AuthIn, Located};
use crate::ir::{AuthKind, AuthScheme, Endpoint, Fact, Frames, Heartbeat, Member, Peer, Quick, Step, Transport};
use crate::recognise::raw::Text;
use crate::resolve::context::Context;
use crate::resolve::draft::EndpointDraft;
use crate::resolve::lower::{messages, nested_envelope};
use crate::resolve::read::value;
use crate::source::Span;

/// The transport that the dialect gives.
pub fn transport(context: &Context<'_>) -> Transport {
    let rules = &context.dialect.transport;
    let suffix = |suffix: &Located<String>| Fact {
        value: String::clone(suffix),
        provenance: context.declared_at(context.entry(suffix)),
    };
    let async_suffix = rules.async_suffix.as_ref().map(suffix);
    let (get, post) = (rules.get().to_vec(), rules.post().to_vec());
    Transport { get, post, empty_is_absent: rules.empty_is_absent, websocket: rules.websocket, async_suffix }
}

/// The ways of authentication.
pub fn auth(context: &Context<'_>) -> Vec<AuthScheme> {
    let dialect = context.dialect;
    let mut schemes = Vec::new();
    for rule in &dialect.auth {
        let name = rule.name.clone().unwrap_or_default();
        let kind = match rule.place {
            AuthIn::Bearer => AuthKind::Bearer,
            AuthIn::Query => AuthKind::Query { name },
            AuthIn::Cookie => AuthKind::Cookie { name },
            AuthIn::Header => AuthKind::Header { name, prefix: rule.prefix.clone() },
        };
        let provenance = context.declared_at(context.entry(rule));
        schemes.push(AuthScheme { id: rule.id.clone(), kind, with: rule.with.clone(), provenance });
    }
    schemes
}

/// The base URLs: the dialect's, then those that documents state of the API, then those of endpoints.
pub fn servers(stated: &[Text], drafts: &[EndpointDraft], context: &mut Context<'_>) -> Vec<Fact<String>> {
    let declared = |server: &String| Fact { value: server.clone(), provenance: context.declared() };
    let mut servers: Vec<_> = context.dialect.api.servers.iter().map(declared).collect();
    let mut places = vec![context.dialect_span(); servers.len()];
    for server in stated.iter().chain(drafts.iter().filter_map(|draft| draft.stated.server.as_ref())) {
        if servers.iter().all(|known| known.value != server.value) {
            servers.push(context.text(server));
            places.push(server.span);
        }
    }
    for (server, span) in servers.iter().zip(places) {
        report_base(&server.value, span, context);
    }
    servers
}

/// Reports what makes a base URL none, and a credential in it: both are written to what is made as they stand.
fn report_base(url: &str, span: Span, context: &mut Context<'_>) {
    let outside = |letter: char| letter.is_whitespace() || matches!(letter, '<' | '>' | '{' | '}' | '[' | ']');
    if let Some((_, rest)) = url.split_once(outside) {
        let end = rest.find(outside).unwrap_or(rest.len());
        let part = rest.get(..end).unwrap_or_default();
        context.report(messages::no_base_url(url, part, span));
    }
    let host = url.split_once("://").map_or("", |(_, rest)| rest.split(['/', '?']).next().unwrap_or_default());
    if host.contains('@') {
        context.report(messages::credential_in_url(span));
    }
}

/// So many constants do frames have, at most.
const CONSTANTS: usize = 16;

/// How a call is written as one JSON object.
pub fn frames(handshake: Vec<Step>, heartbeat: Option<Heartbeat>, context: &mut Context<'_>) -> Option<Frames> {
    let rules = &context.dialect.frames;
    let Some(name) = rules.name.as_ref() else {
        if let Some(key) = rules.besides_the_name() {
            context.report(messages::frames_without_name(context.key(&["frames", key])));
        }
        return None;
    };
    let place = context.entry(name);
    let Some(parameters) = rules.parameters.as_ref() else {
        context.report(messages::frames_without_parameters(place));
        return None;
    };
    let paths = [&rules.universal, &rules.calls, &rules.events].into_iter().flatten();
    for path in paths.filter(|path| !path.starts_with('/')) {
        context.report(messages::frames_without_slash(path, place));
    }
    if let Some(path) = rules.path.as_ref().filter(|path| !path.starts_with('/') || path.contains(['{', '}', '?', '#']))
    {
        context.report(messages::no_path_of_calls(path, context.entry(path)));
    }
    let with = constants(context);
    let echo = context.dialect.envelope.echo.as_ref();
    if rules.silent && echo.is_none() {
        context.report(messages::always_silent(context.key(&["frames", "silent"])));
    }
    let mut members = vec![(String::clone(name), place), (String::clone(parameters), context.entry(parameters))];
    members.extend(with.iter().map(|(member, span)| (member.name.clone(), *span)));
    members.extend(echo.map(|echo| (echo.clone(), context.key(&["envelope", "echo"]))));
    report_overlaps(&members, context);
    Some(Frames {
        name: String::clone(name),
        parameters: String::clone(parameters),
        with: with.into_iter().map(|(member, _)| member).collect(),
        silent: rules.silent,
        by_position: rules.by_position,
        batch: batch(context),
        path: rules.path.as_deref().cloned(),
        universal: rules.universal.clone(),
        calls: rules.calls.clone(),
        events: rules.events.clone(),
        handshake,
        heartbeat,
        provenance: context.declared_at(place),
    })
}

/// So many calls does a list of them have, at most.
const BATCH: u16 = 1000;

/// How many calls a list can have, where one can be sent.
fn batch(context: &mut Context<'_>) -> Option<u16> {
    let batch = context.dialect.frames.batch.as_ref()?;
    if !(1..=BATCH).contains(&**batch) {
        context.report(messages::no_batch(BATCH, context.entry(batch)));
        return None;
    }
    Some(**batch)
}

/// What every call has besides, in the order of the file.
fn constants(context: &mut Context<'_>) -> Vec<(Member, Span)> {
    let stated = nested_envelope::stated(&context.dialect.frames.with, &|_| false, context);
    let mut with = Vec::new();
    for (name, (value, span)) in stated {
        match value::of_toml(&value).filter(|json| !json.is_array() && !json.is_object()) {
            Some(json) => {
                let value = Fact { value: json, provenance: context.declared_at(span) };
                with.push((Member { name, value }, span));
            }
            None => context.report(messages::no_constant(&name, span)),
        }
    }
    with.sort_by_key(|(_, span)| span.range().start);
    if let Some((_, span)) = with.get(CONSTANTS) {
        context.report(messages::too_many_constants(CONSTANTS, *span));
    }
    with
}

/// Reports members of a frame that are one, or of which one is in another.
pub fn report_overlaps(members: &[(String, Span)], context: &mut Context<'_>) {
    for (number, (one, span)) in members.iter().enumerate() {
        nested_envelope::check(one, *span, context);
        let holds = |outer: &str, inner: &str| inner.strip_prefix(outer).is_some_and(|rest| rest.starts_with('.'));
        let before = members.iter().take(number).map(|(other, _)| other);
        for other in before.filter(|other| *other == one || holds(other, one) || holds(one, other)) {
            context.report(messages::frames_overlap(other, one, *span));
        }
    }
}

/// How a server and the application that it connects out to know each other.
pub fn peer(endpoints: &[Endpoint], context: &mut Context<'_>) -> Option<Peer> {
    let rules = &context.dialect.peer;
    let self_header = rules.self_header.as_ref()?;
    let place = context.entry(self_header);
    let given = (&rules.role_header, &rules.roles, &rules.scheme, &rules.signature_header);
    let (Some(role_header), Some(roles), Some(scheme), Some(signature_header)) = given else {
        context.report(messages::peer_lacks_keys(place));
        return None;
    };
    let quick = rules.quick.as_ref().map(|rule| {
        let span = context.entry(rule);
        for name in [&rule.event, &rule.operation] {
            parameter(Some(&rule.endpoint), name, endpoints, span, context);
        }
        Quick { endpoint: rule.endpoint.clone(), event: rule.event.clone(), operation: rule.operation.clone() }
    });
    Some(Peer {
        self_header: String::clone(self_header),
        role_header: role_header.clone(),
        roles: roles.clone(),
        scheme: scheme.clone(),
        signature_header: signature_header.clone(),
        quick,
        provenance: context.declared_at(place),
    })
}

/// Reports an endpoint or a parameter that the documents do not have.
pub fn parameter(of: Option<&str>, name: &str, endpoints: &[Endpoint], span: Span, context: &mut Context<'_>) {
    let named = |endpoint: &&Endpoint| of.is_none_or(|of| endpoint.name == of);
    if let Some(of) = of.filter(|_| !endpoints.iter().any(|endpoint| named(&endpoint))) {
        let near = nearest(of, endpoints.iter().map(|endpoint| endpoint.name.as_str()));
        return context.report(messages::no_endpoint(of, near, span));
    }
    let fields = || endpoints.iter().filter(named).flat_map(|endpoint| &endpoint.parameters.fields);
    if fields().all(|field| field.name.value != name) {
        let near = nearest(name, fields().map(|field| field.name.value.as_str()));
        context.report(messages::no_parameter(of, name, near, span));
    }
}
