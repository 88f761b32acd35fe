//! Rows that stand for the whole body of a request: the fields of its type take their place.

use crate::ir::{How, Location, Presence};
use crate::resolve::context::Context;
use crate::resolve::draft::{Arena, Draft, EndpointDraft, FieldDraft, Known, ShapeId};
use crate::resolve::link::messages;
use crate::resolve::link::same_name;
use crate::resolve::read::dialect_types;
use crate::resolve::read::dialect_types::Meaning;

/// Puts the fields of the type of the body into the place of its row. A body that is no object is an error.
pub fn unfold(endpoint: &mut EndpointDraft, arena: &mut Arena, context: &mut Context<'_>) {
    if arena.fields(endpoint.parameters).iter().all(|field| !field.body_row) {
        return;
    }
    let fields = arena.take_fields(endpoint.parameters);
    let (bodies, mut kept): (Vec<_>, Vec<_>) = fields.into_iter().partition(|field| field.body_row);
    for body in bodies {
        let Some(inner) = inside(&body.ty.value, arena, context).or_else(|| open_keys(&body)) else {
            no_object(&body, context);
            continue;
        };
        for field in inner {
            let known = kept.iter().position(|known| known.name.value == field.name.value);
            let Some((at, in_path, span)) =
                known.and_then(|at| kept.get(at).map(|known| (at, known.is_in_path(), known.name.span)))
            else {
                kept.push(of_body(field, &body));
                continue;
            };
            if !in_path {
                context.report(messages::body_field_twice(&field.name.value, body.span, span));
                continue;
            }
            let places = (span, body.span);
            let new = same_name::make_room(&mut endpoint.stated, &field.name.value, places, &kept, context);
            kept.get_mut(at).into_iter().for_each(|known| known.name.value.clone_from(&new));
            kept.push(of_body(field, &body));
        }
    }
    arena.put_fields(endpoint.parameters, kept);
}

/// The one field of a body that is an object with open keys.
fn open_keys(body: &FieldDraft) -> Option<Vec<FieldDraft>> {
    matches!(body.ty.value, Draft::Map(_))
        .then(|| vec![FieldDraft { body_row: false, rest: true, required: true, ..body.clone() }])
}

/// A field of the body as a parameter. What is in a body that may be left out may be left out.
fn of_body(field: FieldDraft, body: &FieldDraft) -> FieldDraft {
    let left_out = !body.required && body.presence.value == Presence::Optional && !field.rest;
    let (presence, required) = if left_out { (body.presence.clone(), false) } else { (field.presence, field.required) };
    let location = Some(Known::stated(Location::Body, body.span));
    FieldDraft { location, presence, required, parameter: true, ..field }
}

/// The fields of the object that a type is.
pub fn inside(draft: &Draft, arena: &mut Arena, context: &mut Context<'_>) -> Option<Vec<FieldDraft>> {
    let dialect = context.dialect;
    let named = match draft.base() {
        Draft::Struct(shape) => Some(*shape),
        Draft::Named(name) => {
            // What the dialect says of the name counts, with what documents have added to it.
            let declared = |shape: &ShapeId| arena.get(*shape).is_some_and(|shape| shape.how == How::Declared);
            let free = !dialect.define.contains_key(&name.value);
            arena.names.get(&name.value).copied().filter(|shape| free || declared(shape))
        }
        _ => None,
    };
    if let Some(shape) = named {
        let name = arena.get(shape).and_then(|shape| shape.name.clone());
        arena.inlined.extend(name);
        return Some(arena.fields(shape).to_vec());
    }
    let Draft::Named(name) = draft.base() else { return None };
    let rule = dialect.define.get(&name.value)?;
    match dialect_types::meaning(rule, context) {
        Meaning::Fields(fields) => {
            arena.inlined.insert(name.value.clone());
            Some(fields)
        }
        Meaning::Type(_) => None,
    }
}

fn no_object(body: &FieldDraft, context: &mut Context<'_>) {
    let (name, words) = (&body.name.value, &body.ty_text);
    context.report(messages::no_object(name, words, body.ty.span));
}
