//! Responses: what tables give of them.

use serde_json::Value;

use crate::dialect::Role;
use crate::ir::{How, member};
use crate::recognise::raw::Label;
use crate::resolve::context::Context;
use crate::resolve::draft::{Arena, Content, Draft, EndpointDraft, ExampleDraft, Known, SectionDraft, ShapeId};
use crate::resolve::link::messages;
use crate::resolve::read::codes;

/// A response whose fields a table gives.
pub fn fields(
    endpoint: &mut EndpointDraft,
    shape: ShapeId,
    label: &Label,
    arena: &mut Arena,
    context: &mut Context<'_>,
) {
    if let Some(Known { value: Draft::Struct(first), how: How::Stated, span, .. }) = endpoint.response {
        context.report(messages::response_goes_on(label.text.span, span));
        return add(endpoint, first, shape, arena, context);
    }
    if is_given(endpoint, label, context) {
        return;
    }
    let span = arena.get(shape).map_or(label.text.span, |shape| shape.span);
    let object = Draft::Struct(shape);
    let draft = if arena.is_list(shape) { Draft::List(Box::new(object)) } else { object };
    endpoint.response = Some(Known::stated(draft, span));
}

/// Adds the fields of a further table of the response.
fn add(endpoint: &mut EndpointDraft, first: ShapeId, further: ShapeId, arena: &mut Arena, context: &mut Context<'_>) {
    for field in arena.fields(further).to_vec() {
        let known = arena.fields(first).iter().find(|known| known.name.value == field.name.value);
        if let Some(known) = known {
            let again = known.states_what(&field);
            let (name, first) = (&field.name, known.name.span);
            context.overrule(messages::response_field_twice(&name.value, again, name.span, first));
        } else if let Some(shape) = arena.get_mut(first) {
            shape.fields.push(field);
        }
    }
    let is = |section: &&mut SectionDraft| matches!(section.content, Content::Fields(shape) if shape == further);
    endpoint.sections.iter_mut().filter(is).for_each(|section| section.content = Content::Fields(first));
}

/// Takes a response whose rows are those of the envelope, as the examples have it, as the whole response.
pub fn as_envelope(endpoint: &mut EndpointDraft, arena: &Arena, context: &mut Context<'_>) {
    let Some(Known { value: Draft::Struct(shape), how: How::Stated, span, .. }) = endpoint.response else { return };
    let rules = &endpoint.stated.envelope(context);
    let (Some(data), Some(code)) = (&rules.data, &rules.code) else { return };
    let names: Vec<_> = arena.fields(shape).iter().map(|field| field.name.value.as_str()).collect();
    let rows = names.contains(&data.as_str()) && names.contains(&code.as_str());
    if !rows || endpoint.envelope.is_some() || !names.iter().all(|name| rules.names().contains(name)) {
        return;
    }
    let shown = endpoint.examples.iter().filter(|example| endpoint.is_usual(example));
    let shown: Vec<_> = shown.filter_map(ExampleDraft::value).collect();
    let around = |value: &&Value| {
        member(value, code).is_some() && member(value, data).is_some_and(|data| member(data, code).is_none())
    };
    if !shown.is_empty() && shown.iter().all(around) {
        context.report(messages::rows_of_envelope(span));
        (endpoint.envelope, endpoint.response) = (Some(shape), None);
    }
}

/// Whether another table gives the response, which is reported.
fn is_given(endpoint: &EndpointDraft, label: &Label, context: &mut Context<'_>) -> bool {
    let Some(before) = &endpoint.response else { return false };
    context.report(messages::response_twice(label.text.span, before.span));
    true
}

/// Reports rows of items where no list can stand.
pub fn no_list(shape: ShapeId, label: &Label, arena: &Arena, context: &mut Context<'_>) {
    let holder = label.role == Role::Response || label.parent.is_some();
    let Some(shape) = arena.get(shape).filter(|shape| shape.list && !holder) else { return };
    context.report(messages::no_list(shape.span));
}

/// A response that is no object with fields: a list, open keys, or what the body row says.
pub fn other(endpoint: &mut EndpointDraft, label: &Label, content: Content, context: &mut Context<'_>) {
    let mut values = Vec::new();
    let (draft, docs) = match content {
        Content::BodyRow(row) => {
            values = row.values;
            (row.ty.value, row.docs.0)
        }
        Content::Items { item, docs } => (Draft::List(Box::new(item)), docs),
        Content::Map { value, docs } => (Draft::Map(Box::new(value)), docs),
        _ => return,
    };
    if is_given(endpoint, label, context) {
        return;
    }
    endpoint.stated.docs.push(&docs);
    endpoint.response = Some(Known::stated(draft, label.text.span));
    endpoint.values = values;
}

/// Where the document gives the whole response, the data is one of its fields, and the code field's values are codes.
pub fn of_envelope(endpoint: &mut EndpointDraft, arena: &mut Arena, context: &mut Context<'_>) {
    let Some(shape) = endpoint.envelope else { return };
    let rules = &endpoint.stated.envelope(context);
    let position = |name: &Option<String>| {
        let name = name.as_ref()?;
        arena.fields(shape).iter().position(|field| field.name.value == *name)
    };
    let (data, code) = (position(&rules.data), position(&rules.code));
    if let Some(field) = data.and_then(|at| arena.fields(shape).get(at)).cloned() {
        match &endpoint.response {
            // A table of its own says more than the row for it.
            Some(_) if field.ty.value.is_open() => {}
            Some(before) => {
                context.report(messages::response_in_envelope(before.span, field.span));
                endpoint.response = Some(field.ty.clone());
            }
            None => endpoint.response = Some(field.ty.clone()),
        }
        endpoint.values.clone_from(&field.values);
    } else if rules.data.is_some() {
        let span = arena.get(shape).map_or(endpoint.stated.span, |shape| shape.span);
        endpoint.no_data = Some(span);
    }
    let success = rules.successes();
    let field = arena.get_mut(shape).zip(code).and_then(|(shape, at)| shape.fields.get_mut(at));
    if let Some(field) = field {
        let mut codes = std::mem::take(&mut field.values);
        codes.retain(|code| !success.contains(&code.value));
        // A table of codes says them too.
        let more = std::mem::replace(&mut endpoint.codes, codes);
        codes::add_codes(&mut endpoint.codes, more);
    }
}
