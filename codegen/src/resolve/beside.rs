//! Envelopes without a field for the data: what an answer has beside the envelope's own fields is the data.

use std::collections::BTreeSet;

use serde_json::Value;

use super::context::Context;
use super::draft::{Draft, Known, Shape, ShapeId};
use super::section::EndpointDraft;
use super::types::Types;
use crate::diagnostic::{Code, Diagnostic};
use crate::dialect::EnvelopeRules;
use crate::ir::{Body, Endpoint, Envelope, Type, TypeKind};
use crate::recognise::raw::Text;
use crate::source::Span;

/// Whether a whole answer is that to a call that succeeded, as far as its code tells.
pub fn succeeded(rules: &EnvelopeRules, whole: &Value) -> bool {
    let (success, code) = (rules.successes(), rules.code.as_ref().and_then(|code| whole.get(code)));
    code.is_none_or(|code| success.is_empty() || success.contains(code))
}

/// The data of a whole answer; `null` where the envelope is all of it, and nothing where the call failed that it stands
/// beside.
pub fn data(rules: &EnvelopeRules, whole: &Value) -> Option<Value> {
    if let Some(name) = &rules.data {
        return whole.get(name).cloned();
    }
    if !rules.is_beside() {
        return Some(whole.clone());
    }
    if !succeeded(rules, whole) {
        return None;
    }
    let names = rules.names();
    let mut data = whole.as_object()?.clone();
    data.retain(|name, _| !names.contains(name.as_str()));
    Some(if data.is_empty() { Value::Null } else { Value::Object(data) })
}

/// Tells the rows of the envelope from those of the data in a table that has both.
pub fn split(endpoint: &mut EndpointDraft, context: &mut Context<'_>) {
    if !context.dialect.envelope.is_beside() {
        return;
    }
    let whole = endpoint.envelope;
    if let Some(shape) = whole
        && let Some(data) = take(shape, false, context)
    {
        give(endpoint, data, context);
    }
    let own = endpoint.response.as_ref().and_then(|response| match response.value {
        Draft::Struct(shape) if context.arena.get(shape).is_some_and(|shape| shape.name.is_none()) => Some(shape),
        _ => None,
    });
    if let Some(shape) = own.filter(|shape| Some(*shape) != whole)
        && let Some(rows) = take(shape, true, context)
    {
        match endpoint.envelope.and_then(|before| context.arena.get_mut(before)) {
            Some(before) => before.fields.extend(rows.fields),
            None => endpoint.envelope = Some(context.arena.add(rows)),
        }
        if context.arena.fields(shape).is_empty() {
            endpoint.response = None;
        }
    }
    let Some(span) = endpoint.envelope.and_then(|shape| context.arena.get(shape)).map(|shape| shape.span) else {
        return;
    };
    if endpoint.response.is_none() {
        let none = Text { value: "the table has the fields of the envelope alone".to_owned(), span };
        endpoint.raw.scope.facts.no_response.get_or_insert(none);
    }
}

/// Takes the fields out of a shape that are the envelope's, or those that are not.
fn take(shape: ShapeId, envelope: bool, context: &mut Context<'_>) -> Option<Shape> {
    let names = context.dialect.envelope.names();
    let shape = context.arena.get_mut(shape)?;
    let all = std::mem::take(&mut shape.fields);
    let (taken, kept) =
        all.into_iter().partition::<Vec<_>, _>(|field| names.contains(field.name.value.as_str()) == envelope);
    shape.fields = kept;
    (!taken.is_empty()).then(|| Shape::new(taken, shape.span))
}

/// Makes rows of a table of the whole answer the response, or a part of it.
fn give(endpoint: &mut EndpointDraft, data: Shape, context: &mut Context<'_>) {
    let span = data.span;
    match &endpoint.response {
        None => endpoint.response = Some(Known::stated(Draft::Struct(context.arena.add(data)), span)),
        Some(before) => {
            let message = "the response is given twice; the first counts";
            let diagnostic = Diagnostic::new(Code::Duplicate, span, message).related(before.span, "the first");
            context.report(diagnostic.help("leave one of them out; this table has rows beside those of the envelope"));
        }
    }
}

/// Reports data that cannot stand beside the fields of the envelope.
pub fn check(envelope: &Envelope, endpoints: &[Endpoint], spans: &[Span], types: &mut Types<'_, '_>) {
    if !envelope.is_beside() {
        return;
    }
    let names: BTreeSet<_> = envelope.fields.iter().map(|field| field.name.value.as_str()).collect();
    for (endpoint, span) in endpoints.iter().zip(spans) {
        let Body::Data { data } = &endpoint.response.body.value else { continue };
        let message = match misfit(data, &names, types, &mut BTreeSet::new()) {
            None => continue,
            Some(Misfit::NoObject) => format!(
                "the response of `{}` is no object, so it cannot stand beside the fields of the envelope",
                endpoint.name
            ),
            Some(Misfit::Field(field)) => {
                format!("the type of the response of `{}` has the field `{field}` of the envelope", endpoint.name)
            }
        };
        let help = "where the answer has a field for its data, name it in `envelope.data`; where the answers of this \
                    endpoint have no envelope, correct `[envelope]`";
        types.context.say(Code::EnvelopeVaries, *span, message, help);
    }
}

/// What keeps data from standing beside fields.
enum Misfit<'t> {
    /// It is no object.
    NoObject,
    /// It has this field too.
    Field(&'t str),
}

/// What keeps data from standing beside these fields, if anything does.
fn misfit<'t>(
    ty: &Type,
    names: &BTreeSet<&str>,
    types: &'t Types<'_, '_>,
    seen: &mut BTreeSet<String>,
) -> Option<Misfit<'t>> {
    match ty {
        Type::Any | Type::Map { .. } | Type::Null => None,
        Type::Nullable { inner } => misfit(inner, names, types, seen),
        Type::Union { variants } => variants.iter().find_map(|variant| misfit(variant, names, types, seen)),
        Type::Ref { id } if seen.contains(&id.0) => None,
        Type::Ref { id } => {
            seen.insert(id.0.clone());
            match &types.defs.get(id)?.kind {
                TypeKind::Struct(object) => {
                    let mut own = object.fields.iter().map(|field| field.name.value.as_str());
                    own.find(|name| names.contains(name)).map(Misfit::Field)
                }
                TypeKind::Alias { target } => misfit(&target.value, names, types, seen),
                _ => Some(Misfit::NoObject),
            }
        }
        _ => Some(Misfit::NoObject),
    }
}
