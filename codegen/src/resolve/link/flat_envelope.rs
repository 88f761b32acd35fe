//! Flat envelopes, which have no field for the data: what an answer has beside the envelope's own fields is the data.

use crate::recognise::raw::Text;
use crate::resolve::context::Context;
use crate::resolve::draft::{Arena, Draft, EndpointDraft, Known, Shape, ShapeId};
use crate::resolve::link::messages;

/// Tells the rows of the envelope from those of the data in a table that has both.
pub fn split(endpoint: &mut EndpointDraft, arena: &mut Arena, context: &mut Context<'_>) {
    if !endpoint.stated.envelope(context).is_flat() {
        return;
    }
    let whole = endpoint.envelope;
    if let Some(shape) = whole
        && let Some(data) = take(shape, false, arena, context)
    {
        give(endpoint, data, arena, context);
    }
    let own = endpoint.response.as_ref().and_then(|response| match response.value {
        Draft::Struct(shape) if arena.get(shape).is_some_and(|shape| shape.name.is_none()) => Some(shape),
        _ => None,
    });
    if let Some(shape) = own.filter(|shape| Some(*shape) != whole)
        && let Some(rows) = take(shape, true, arena, context)
    {
        match endpoint.envelope.and_then(|before| arena.get_mut(before)) {
            Some(before) => before.fields.extend(rows.fields),
            None => endpoint.envelope = Some(arena.add(rows)),
        }
        if arena.fields(shape).is_empty() {
            endpoint.response = None;
        }
    }
    let Some(span) = endpoint.envelope.and_then(|shape| arena.get(shape)).map(|shape| shape.span) else {
        return;
    };
    if endpoint.response.is_none() {
        let none = Text { value: "the table has the fields of the envelope alone".to_owned(), span };
        endpoint.stated.no_response.get_or_insert(none);
    }
}

/// Takes the fields out of a shape that are the envelope's, or those that are not.
fn take(shape: ShapeId, envelope: bool, arena: &mut Arena, context: &mut Context<'_>) -> Option<Shape> {
    let names = context.dialect.envelope.names();
    let shape = arena.get_mut(shape)?;
    let all = std::mem::take(&mut shape.fields);
    let (taken, kept) =
        all.into_iter().partition::<Vec<_>, _>(|field| names.contains(field.name.value.as_str()) == envelope);
    shape.fields = kept;
    (!taken.is_empty()).then(|| Shape::new(taken, shape.span))
}

/// Makes rows of a table of the whole answer the response, or a part of it.
fn give(endpoint: &mut EndpointDraft, data: Shape, arena: &mut Arena, context: &mut Context<'_>) {
    let span = data.span;
    match &endpoint.response {
        None => endpoint.response = Some(Known::stated(Draft::Struct(arena.add(data)), span)),
        Some(before) => context.report(messages::data_twice(span, before.span)),
    }
}
