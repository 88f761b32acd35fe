//! Parameters that nothing but examples of requests shows.

use serde_json::Value;

use crate::dialect::Unsaid;
use crate::ir::{Encoding, Location, Presence, Type};
use crate::recognise::raw::Text;
use crate::resolve::context::Context;
use crate::resolve::draft::{Arena, Draft, EndpointDraft, ExampleDraft, FieldDraft, Known};
use crate::resolve::examples::infer::values::{Sample, infer};
use crate::resolve::examples::messages;
use crate::resolve::link::{locations, raw_body, same_name};
use crate::source::Span;

/// Takes the parameters of the body from the examples of requests, where nothing else says what they are.
pub fn fill(endpoint: &mut EndpointDraft, arena: &mut Arena, context: &mut Context<'_>) {
    if is_said(endpoint, arena) {
        return;
    }
    let first = endpoint.examples.iter().find(|example| sent(example).is_some());
    if first.is_none() {
        return list(endpoint, arena, context);
    }
    let Some(span) = first.map(|example| example.span) else { return };
    // A body says nothing of a query.
    if bare(endpoint) {
        return context.report(messages::body_of_bare(&endpoint.name, span));
    }
    let of = format!("the body of the request of `{}`", endpoint.name);
    let files = files(endpoint);
    let sample = Sample { of, values: endpoint.examples.iter().filter_map(sent).collect(), span };
    let shown = match infer(&sample, arena, context) {
        Some(Draft::Struct(shape)) => arena.fields(shape).to_vec(),
        _ => Vec::new(),
    };
    let shown: Vec<_> = shown.into_iter().chain(files).collect();
    if shown.is_empty() {
        return;
    }
    context.report(messages::inferred(&sample.of, span));
    let place = Some(Known::inferred(Location::Body, span, "from the example"));
    for field in shown {
        let fields = arena.fields(endpoint.parameters);
        let known = fields.iter().find(|known| known.name.value == field.name.value);
        match known.map(|known| (known.is_in_path(), known.name.span, is_among(known, endpoint))) {
            Some((true, place, _)) => make_room(endpoint, &field.name.value, (place, span), arena, context),
            Some((false, place, among)) => {
                if !among {
                    same_name::in_body(&field.name.value, (span, place), context);
                }
                continue;
            }
            None => {}
        }
        let field = FieldDraft { location: place.clone(), parameter: true, ..presence(field, context) };
        if let Some(parameters) = arena.get_mut(endpoint.parameters) {
            parameters.fields.push(field);
        }
    }
}

/// Whether a parameter that is sent elsewhere is shown among those of the body: one that tells the endpoint from others, or
/// that a table describes, where no example is a whole request, whose body is known.
fn is_among(known: &FieldDraft, endpoint: &EndpointDraft) -> bool {
    let name = &known.name.value;
    let whole = |example: &ExampleDraft| {
        let body = sent(example).filter(|_| example.example.request.is_some());
        body.is_some_and(|body| body.get(name).is_some())
    };
    let described = !locations::is_shown_alone(known) && !endpoint.examples.iter().any(whole);
    endpoint.stated.is_selector(name) || described
}

/// Takes the whole body from the examples of requests where each sends a list, or JSON that is no object.
fn list(endpoint: &mut EndpointDraft, arena: &mut Arena, context: &mut Context<'_>) {
    let sent = |example: &&ExampleDraft| {
        // A word alone is JSON only where JSON is meant.
        let scalar = |body: &Value| example.example.value.is_some() && !body.is_object() && !body.is_null();
        !example.elsewhere && example.body.as_ref().is_some_and(|body| body.is_array() || scalar(body))
    };
    let Some(span) = endpoint.examples.iter().find(sent).map(|example| example.span) else { return };
    if bare(endpoint) {
        return context.report(messages::body_of_bare(&endpoint.name, span));
    }
    if endpoint.raw.is_some() || !raw_body::can_be_json(endpoint, context) {
        return;
    }
    let of = format!("the body of the request of `{}`", endpoint.name);
    let values = endpoint.examples.iter().filter(sent).filter_map(|example| example.body.as_ref()).collect();
    let Some(ty) = infer(&Sample { of: of.clone(), values, span }, arena, context) else { return };
    context.report(messages::inferred(&of, span));
    let ty = Known::inferred(ty, span, "from the example");
    let mut body = raw_body::unnamed(ty, arena.fields(endpoint.parameters));
    raw_body::take_json(endpoint, &mut body);
    let mut fields = arena.take_fields(endpoint.parameters);
    fields.push(body);
    let at = fields.len() - 1;
    raw_body::make_way(endpoint, &mut fields, at, context);
    arena.put_fields(endpoint.parameters, fields);
}

/// The files that examples of requests send, which are parts of `multipart/form-data` then.
fn files(endpoint: &mut EndpointDraft) -> Vec<FieldDraft> {
    let mut files: Vec<FieldDraft> = Vec::new();
    for example in endpoint.examples.iter().filter(|example| sent(example).is_some()) {
        for name in &example.sent.files {
            if files.iter().all(|known| known.name.value != *name) {
                let name = Text { value: name.clone(), span: example.span };
                let ty = Known::inferred(Draft::Known(Type::File), example.span, "from the example");
                let presence = Known::inferred(Presence::Unknown, example.span, "policy.parameter");
                files.push(FieldDraft::new(name, ty, presence, true));
            }
        }
    }
    if let Some(file) = files.first().filter(|_| endpoint.encodings.is_empty()) {
        endpoint.encodings.push((Encoding::Multipart, file.span));
    }
    files
}

/// The object that an example of a request sends to the endpoint.
pub(super) fn sent(example: &ExampleDraft) -> Option<&Value> {
    example.body.as_ref().filter(|body| body.is_object() && !example.elsewhere)
}

/// Whether the documents say what the parameters are, but for those that are no part of a body.
fn is_said(endpoint: &EndpointDraft, arena: &Arena) -> bool {
    let beside = |field: &FieldDraft| {
        let selector = endpoint.stated.is_selector(&field.name.value);
        selector
            || matches!(
                field.location.as_ref().map(|known| known.value),
                Some(Location::Path | Location::Header | Location::Query)
            )
    };
    endpoint.stated.no_parameters.is_some() || !arena.fields(endpoint.parameters).iter().all(beside)
}

/// Whether each method that is stated has no body; `false` where none is stated.
fn bare(endpoint: &EndpointDraft) -> bool {
    let mut methods = methods(endpoint).peekable();
    methods.peek().is_some() && methods.all(crate::ir::Method::is_bare)
}

fn methods(endpoint: &EndpointDraft) -> impl Iterator<Item = crate::ir::Method> {
    endpoint.stated.methods().map(|(method, _)| *method)
}

/// One example more could lack what all have that are there: only what one of them lacks is known to be optional.
fn presence(field: FieldDraft, context: &Context<'_>) -> FieldDraft {
    if field.presence.value == Presence::Optional {
        return field;
    }
    let presence = Known::inferred(Presence::Unknown, field.presence.span, "policy.parameter");
    FieldDraft { presence, required: context.dialect.policy.parameter == Unsaid::Required, ..field }
}

/// Gives a part of the path that is called as a member of the body another name.
fn make_room(
    endpoint: &mut EndpointDraft,
    name: &str,
    places: (Span, Span),
    arena: &mut Arena,
    context: &mut Context<'_>,
) {
    let fields = arena.fields(endpoint.parameters);
    let new = same_name::make_room(&mut endpoint.stated, name, places, fields, context);
    let parameters = arena.get_mut(endpoint.parameters).into_iter().flat_map(|shape| &mut shape.fields);
    for known in parameters.filter(|known| known.name.value == name && known.is_in_path()) {
        known.name.value.clone_from(&new);
    }
}
