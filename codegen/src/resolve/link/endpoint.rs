//! Endpoints from their sections: parameters, the response, types that have a name.

use std::collections::HashSet;

use crate::dialect::{Dialect, Role, Where};
use crate::ir::{Docs, Encoding, Location, Method};
use crate::recognise::raw::{Label, RawDocument};
use crate::recognise::section::assumed;
use crate::resolve::context::Context;
use crate::resolve::draft::{
    Account, Arena, Content, Draft, EndpointDraft, Known, SectionDraft, Shape, ShapeId, Stated,
};
use crate::resolve::link::messages;
use crate::resolve::link::{
    aliases, alternatives, definitions, events, flat_envelope, locations, nest, response, same_name, schemas, statuses,
    type_examples, value_tables,
};
use crate::resolve::read::dialect_types::{self, Meaning};
use crate::resolve::read::{codes, section};

/// Reports the endpoints that no heading of their own names, and no patch either.
pub fn report_untitled(documents: &[RawDocument], context: &mut Context<'_>) {
    let all = documents.iter().flat_map(|document| &document.endpoints);
    for raw in all.filter(|raw| raw.untitled && raw.title.is_none()) {
        let path = raw.announcement.paths.first().map_or("", |path| path.value.as_str());
        context.report(messages::untitled(path, raw.announcement.span));
    }
}

/// Reads the sections of an endpoint and nests them.
pub fn assemble(account: Account, arena: &mut Arena, context: &mut Context<'_>) -> EndpointDraft {
    context.calls = Some(account.stated.calls());
    let Account { name, stated, sections, examples, also } = account;
    let parameters = arena.add(Shape::new(Vec::new(), stated.span));
    let json = sends_json(&stated, context.dialect);
    let sections = schemas::set_aside(sections, &stated, context);
    let read = |section| section::read(section, (&stated.path_parameters, json), arena, context);
    let sections: Vec<_> = sections.into_iter().map(read).collect();
    let mut endpoint = EndpointDraft {
        name,
        stated,
        examples: Vec::new(),
        sections,
        parameters,
        encodings: Vec::new(),
        raw: None,
        response: None,
        values: Vec::new(),
        no_data: None,
        nothing: None,
        envelope: None,
        codes: Vec::new(),
        statuses: Vec::new(),
        status: None,
        also,
    };
    let ways = alternatives::ways(&endpoint, arena);
    for at in 0..endpoint.sections.len() {
        root(&mut endpoint, at, arena, context);
    }
    alternatives::loosen(&endpoint, &ways, arena, context);
    of_dialect_type(&mut endpoint, arena, context);
    endpoint.examples = type_examples::collect(examples, &endpoint.sections, arena, context);
    response::as_envelope(&mut endpoint, arena, context);
    nest::attach(&mut endpoint, arena, context);
    flat_envelope::split(&mut endpoint, arena, context);
    response::of_envelope(&mut endpoint, arena, context);
    context.calls = None;
    endpoint
}

/// Gives an endpoint an object of its own where a sentence says that it answers with one of the dialect, and a section says
/// what is in a field of that.
fn of_dialect_type(endpoint: &mut EndpointDraft, arena: &mut Arena, context: &mut Context<'_>) {
    let Some(said) = endpoint.stated.response.as_ref().filter(|said| !said.list && endpoint.response.is_none()) else {
        return;
    };
    let name = said.words.text.trim().to_owned();
    let Some(rule) = context.dialect.define.get(&name) else { return };
    let span = said.words.span;
    let within = |section: &SectionDraft| {
        let of = !matches!(section.label.of, Where::Parameters | Where::Envelope);
        let parent = section.label.parent.as_ref().filter(|_| of);
        parent.is_some_and(|parent| rule.fields.iter().any(|field| field.name == parent.value))
    };
    if !endpoint.sections.iter().any(within) {
        return;
    }
    if let Meaning::Fields(fields) = dialect_types::meaning(rule, context) {
        let shape = arena.add(Shape { docs: Docs(rule.docs.clone()), ..Shape::new(fields, span) });
        endpoint.response = Some(Known::stated(Draft::Struct(shape), span));
        endpoint.stated.response = None;
        // Where sections look for the fields that they are of.
        let (label, content) = (assumed(Role::Response, span), Content::Fields(shape));
        endpoint.sections.insert(0, SectionDraft { label, content, attached: true });
        arena.inlined.insert(name);
    }
}

/// Sections that are no part of another: parameters, the response itself, named types, values and codes.
fn root(endpoint: &mut EndpointDraft, at: usize, arena: &mut Arena, context: &mut Context<'_>) {
    let Some(section) = endpoint.sections.get(at) else { return };
    let (label, content) = (section.label.clone(), section.content.clone());
    if let Content::Fields(shape) = content {
        response::no_list(shape, &label, arena, context);
    }
    // What another status of a success comes with is no second response.
    let further = label.role == Role::Response && endpoint.response.is_some() && !matches!(content, Content::Empty);
    if let Some(code) = label.failure().or_else(|| label.code().filter(|_| further)) {
        statuses::labelled(endpoint, code, &label, &content, arena, context);
        return;
    }
    placed(endpoint, &label, content, arena, context);
    if let Some(section) = endpoint.sections.get(at).filter(|_| label.event) {
        events::section(section, arena, context);
    }
}

/// Puts what a section gives where it belongs.
fn placed(endpoint: &mut EndpointDraft, label: &Label, content: Content, arena: &mut Arena, context: &mut Context<'_>) {
    match (label.role, content.clone()) {
        (Role::Parameters, Content::Fields(shape)) => parameters(endpoint, shape, label, arena, context),
        (Role::Parameters, Content::Empty) => {
            encodings(endpoint, label);
        }
        (Role::Response, Content::Fields(shape)) => {
            response::fields(endpoint, shape, label, arena, context);
        }
        (Role::Response, Content::Items { .. } | Content::Map { .. } | Content::BodyRow(_)) => {
            response::other(endpoint, label, content, context);
        }
        (Role::Response, Content::Same) => {
            if let Some(same) = label.same.clone() {
                let draft = Draft::Same { endpoint: same, minus: label.minus.clone() };
                endpoint.response = Some(Known::stated(draft, label.text.span));
            }
        }
        (Role::Envelope, Content::Fields(shape)) => endpoint.envelope = Some(shape),
        (Role::Object, Content::Fields(shape)) if label.parent.is_none() => {
            definitions::object(shape, label, arena, context);
        }
        (Role::Events, Content::Values(rows)) => events::table(&rows, arena, context),
        (Role::Object, Content::Values(rows)) => definitions::set(rows, label, arena, context),
        (Role::Object, content) if label.parent.is_none() && aliases::is_alias(&content, label) => {
            aliases::alias(content, label, arena, context);
        }
        (Role::Codes, Content::Values(rows)) => {
            let (codes, others) = codes::codes(&rows, context);
            codes::add_codes(&mut endpoint.codes, codes);
            endpoint.stated.docs.push(&others);
        }
        (Role::Values, Content::Values(rows)) => {
            let shapes =
                endpoint.sections.iter().filter_map(SectionDraft::shape).chain([endpoint.parameters]).collect();
            value_tables::values(shapes, label, &rows, arena, context);
        }
        (Role::Statuses, Content::Values(rows)) => statuses::table(endpoint, &rows, context),
        // Attached by their parents, or reported already.
        (Role::Object | Role::Items | Role::MapValue | Role::Values | Role::Codes | Role::Statuses, _)
        | (_, Content::Empty | Content::Values(_)) => {}
        _ => {
            context.report(messages::unsuited_table(label.text.span));
        }
    }
}

/// Whether what no document says otherwise of is sent as one JSON object.
fn sends_json(stated: &Stated, dialect: &Dialect) -> bool {
    let mut methods = stated.methods().peekable();
    let json = dialect.transport.post.as_ref().is_none_or(|post| post.iter().all(|one| *one == Encoding::Json));
    json && methods.peek().is_some()
        && methods.all(|(method, _)| {
            let said = dialect.transport.locations.get(method).map(|location| **location);
            said.map_or(!method.is_bare() && *method != Method::Delete, |location| location == Location::Body)
        })
}

/// Takes over how a label says that parameters are written, for the methods that are stated.
fn encodings(endpoint: &mut EndpointDraft, label: &Label) {
    let stated: Vec<_> = endpoint.stated.methods().map(|(one, _)| one).collect();
    for (_, encoding) in label.encodings.iter().filter(|(method, _)| stated.is_empty() || stated.contains(method)) {
        if endpoint.encodings.iter().all(|(known, _)| known != encoding) {
            endpoint.encodings.push((*encoding, label.text.span));
        }
    }
}

fn parameters(
    endpoint: &mut EndpointDraft,
    shape: ShapeId,
    label: &Label,
    arena: &mut Arena,
    context: &mut Context<'_>,
) {
    encodings(endpoint, label);
    // The section has those of the endpoint in their place, below.
    let mut new = arena.take_fields(shape);
    // What stands below the announcement is said of this endpoint alone.
    let (place, own) = (label.text.span, endpoint.stated.span);
    let above = place.file == own.file && place.range().start < own.range().start;
    if label.of_call.named_in_path && above {
        new.retain(|field| locations::is_named(&endpoint.stated, field, label, context));
    }
    let span = arena.get(shape).map_or(label.text.span, |shape| shape.span);
    if let Some(parameters) = arena.get_mut(endpoint.parameters).filter(|_| !new.is_empty()) {
        parameters.span = span;
    }
    let mut known: HashSet<String> =
        arena.fields(endpoint.parameters).iter().map(|field| field.name.value.clone()).collect();
    for field in &mut new {
        let in_path = label.of_call.named_in_path && endpoint.stated.path_parameters.contains(&field.name.value);
        let location = if in_path { Some(Location::Path) } else { label.location };
        let location = location.map(|location| Known::stated(location, label.text.span));
        field.location = field.location.take().or(location);
    }
    let first = known.is_empty();
    if first && new.iter().all(|field| known.insert(field.name.value.clone())) {
        arena.put_fields(endpoint.parameters, new);
    } else {
        known.retain(|_| !first);
        for field in new {
            if known.insert(field.name.value.clone()) {
                same_name::push(endpoint, field, arena);
            } else {
                known.extend(same_name::add(endpoint, field, arena, context));
            }
        }
    }
    if let Some(section) =
        endpoint.sections.iter_mut().find(|section| matches!(section.content, Content::Fields(id) if id == shape))
    {
        section.content = Content::Fields(endpoint.parameters);
    }
}
