//! Inference: what an example says of a type that the tables leave open.

pub(super) mod comments;
mod items;
mod request;
pub(super) mod values;

use serde_json::{Map, Value};

use crate::ir::How;
use crate::resolve::context::Context;
use crate::resolve::draft::{Arena, Draft, EndpointDraft, ExampleDraft, Known, ShapeId};
use crate::resolve::examples::infer::values::{Sample, infer};
use crate::resolve::examples::messages;
use crate::resolve::read::{answer, dialect_types};
use crate::source::Span;

/// Fills what `endpoint` leaves open from its examples.
pub fn fill(endpoint: &mut EndpointDraft, arena: &mut Arena, context: &mut Context<'_>) {
    parameters(endpoint, arena, context);
    request::fill(endpoint, arena, context);
    if context.dialect.policy.items_by_example {
        let answers = answers(endpoint, context);
        items::fill(endpoint, &answers, arena, context);
    }
    response(endpoint, arena, context);
    let sent = endpoint.examples.iter().filter(|example| request::sent(example).is_some());
    comments::describe(&Draft::Struct(endpoint.parameters), None, sent, arena, context);
    if let Some(response) = &endpoint.response {
        let data = endpoint.stated.envelope(context).data.as_ref();
        comments::describe(&response.value, data, examples(endpoint), arena, context);
    }
}

/// Fills what a type leaves open from examples of it, at `span`. A type that nobody defines is what the examples have in
/// common.
pub fn of_type(draft: &mut Draft, values: Vec<&Value>, span: Span, arena: &mut Arena, context: &mut Context<'_>) {
    let of = match draft {
        Draft::Named(name) => format!("the type `{}`", name.value),
        _ => "the type of this example".to_owned(),
    };
    walk(draft, &Sample { of, values, span }, arena, context);
}

/// The type that values have in common, where they are no objects.
pub fn common(values: Vec<&Value>, span: Span, arena: &mut Arena, context: &mut Context<'_>) -> Option<Draft> {
    infer(&Sample { of: String::new(), values, span }, arena, context)
}

fn parameters(endpoint: &EndpointDraft, arena: &mut Arena, context: &mut Context<'_>) {
    for example in &endpoint.examples {
        let Some((name, value)) = example.parameter().zip(example.value()) else { continue };
        let fields = arena.fields(endpoint.parameters);
        let Some(at) = fields.iter().position(|field| field.name.value == name) else { continue };
        arena.edit(endpoint.parameters, at, |field, arena| {
            let mut ty = field.ty.value.clone();
            let of = format!("`{}`", field.name.value);
            walk(&mut ty, &Sample { of, values: vec![value], span: example.span }, arena, context);
            fill_in(&mut field.ty, ty);
        });
    }
    // An example of the parameter itself says more of it than one of the whole request.
    let bodies = endpoint.examples.iter().filter_map(|example| Some((request::sent(example)?, example.span)));
    let bodies: Vec<_> = bodies.collect();
    if let Some((_, span)) = bodies.first() {
        let values = bodies.iter().map(|(value, _)| *value).collect();
        let of = format!("the body of the request of `{}`", endpoint.name);
        walk(&mut Draft::Struct(endpoint.parameters), &Sample { of, values, span: *span }, arena, context);
    }
}

/// Takes over what an example makes of a type. That it is an object or a list is stated; what it is beyond that is known
/// from the example.
pub(super) fn fill_in(known: &mut Known<Draft>, ty: Draft) {
    if known.value != ty && known.how == How::Stated {
        (known.how, known.rule) = (How::Inferred, Some("from the example".into()));
    }
    known.value = ty;
}

fn response(endpoint: &mut EndpointDraft, arena: &mut Arena, context: &mut Context<'_>) {
    let silent = endpoint.response.is_none() && endpoint.stated.no_response.is_none();
    let read = answers(endpoint, context);
    if silent && read.iter().all(|(value, _)| value.is_null()) {
        // Without an envelope `null` says nothing of what there is otherwise.
        endpoint.nothing = of_nothing(endpoint, context);
        return;
    }
    let Some((_, span)) = read.first() else { return };
    let of = format!("the response of `{}`", endpoint.name);
    let sample = Sample { of, values: read.iter().map(|(value, _)| value).collect(), span: *span };
    if silent {
        let found = infer(&sample, arena, context).unwrap_or(Draft::Object);
        context.report(messages::inferred(&sample.of, *span));
        endpoint.response = Some(Known::inferred(found, endpoint.stated.span, "from the example"));
    } else if let Some(mut response) = endpoint.response.take() {
        let mut ty = response.value.clone();
        walk(&mut ty, &sample, arena, context);
        fill_in(&mut response, ty);
        endpoint.response = Some(response);
    }
}

/// The example that says that nothing comes back: each of a success has `null` in the place of the data.
fn of_nothing(endpoint: &EndpointDraft, context: &mut Context<'_>) -> Option<Span> {
    let rules = &endpoint.stated.envelope(context);
    if rules.data.is_none() && !rules.is_flat() {
        return None;
    }
    let values = examples(endpoint).filter_map(|example| Some((example.value()?, example.span)));
    let nothing = |value: &Value| answer::data(rules, value).is_some_and(|data| data.is_null());
    let mut shown = values.filter(|(value, _)| answer::succeeded(rules, value) && nothing(value));
    let (_, span) = shown.next()?;
    context.report(messages::inferred_nothing(&endpoint.name, span));
    Some(span)
}

/// The data of the answers that the examples show.
fn answers(endpoint: &EndpointDraft, context: &Context<'_>) -> Vec<(Value, Span)> {
    let rules = &endpoint.stated.envelope(context);
    let data = |example: &ExampleDraft| Some((answer::data(rules, example.value()?)?, example.span));
    examples(endpoint).filter_map(data).collect()
}

fn examples(endpoint: &EndpointDraft) -> impl Iterator<Item = &ExampleDraft> {
    endpoint.examples.iter().filter(|example| endpoint.is_usual(example))
}

/// Fills what a type leaves open by a sample of it.
pub(super) fn walk(draft: &mut Draft, sample: &Sample<'_>, arena: &mut Arena, context: &mut Context<'_>) {
    if sample.values.is_empty() {
        return;
    }
    match draft {
        Draft::Object | Draft::Array => {
            // What is stated stands: an object that is shown as something else stays one.
            let list = *draft == Draft::Array;
            let fits = |value: &&&Value| if list { value.is_array() } else { value.is_object() };
            let sample = &sample.with(sample.values.iter().filter(fits).copied().collect());
            if let Some(found) = infer(sample, arena, context).filter(|found| found != draft) {
                context.report(messages::inferred_inside(&sample.of, list, sample.span));
                *draft = found;
            }
        }
        Draft::Named(name) if !dialect_types::is_described(name, arena, context) => {
            define(&name.value, sample, arena, context);
        }
        Draft::List(inner) => {
            let items = sample.values.iter().filter_map(|value| value.as_array()).flatten().collect();
            let of = format!("each item of {}", sample.of);
            walk(inner, &Sample { of, values: items, span: sample.span }, arena, context);
        }
        Draft::Keys => {
            let values = sample.values.iter().filter_map(|value| value.as_object()).flat_map(Map::values).collect();
            let sample = &sample.with(values);
            if let Some(found) = infer(sample, arena, context) {
                let of = format!("the type of the values of {}", sample.of);
                context.report(messages::inferred(&of, sample.span));
                *draft = Draft::Map(Box::new(found));
            }
        }
        Draft::Map(inner) => {
            let values = sample.values.iter().filter_map(|value| value.as_object()).flat_map(Map::values).collect();
            let of = format!("each value of {}", sample.of);
            walk(inner, &Sample { of, values, span: sample.span }, arena, context);
        }
        Draft::Nullable(inner) => walk(inner, sample, arena, context),
        Draft::Union(variants) => {
            for variant in variants {
                let fits = |value: &&&Value| match variant {
                    Draft::Array | Draft::List(_) => value.is_array(),
                    Draft::Object | Draft::Keys | Draft::Map(_) | Draft::Struct(_) => value.is_object(),
                    _ => false,
                };
                let values = sample.values.iter().filter(fits).copied().collect();
                walk(variant, &sample.with(values), arena, context);
            }
        }
        Draft::Struct(shape) => fields(*shape, sample, arena, context),
        _ => {}
    }
}

/// Defines the type of this name, which nothing else does, where the values are objects.
fn define(name: &str, sample: &Sample<'_>, arena: &mut Arena, context: &mut Context<'_>) {
    let Some(Draft::Struct(shape)) = infer(sample, arena, context) else { return };
    context.report(messages::inferred(&format!("the type `{name}`"), sample.span));
    if let Some(shape) = arena.get_mut(shape) {
        shape.name = Some(name.to_owned());
    }
    arena.names.insert(name.to_owned(), shape);
}

/// Fills what the fields of an object leave open.
fn fields(shape: ShapeId, sample: &Sample<'_>, arena: &mut Arena, context: &mut Context<'_>) {
    for at in 0..arena.fields(shape).len() {
        if !arena.fields(shape).get(at).is_some_and(|field| has_gap(&field.ty.value, arena)) {
            continue;
        }
        arena.edit(shape, at, |field, arena| {
            let values = sample.values.iter().filter_map(|value| value.get(&field.name.value)).collect();
            let mut ty = field.ty.value.clone();
            let of = format!("`{}`", field.name.value);
            walk(&mut ty, &Sample { of, values, span: sample.span }, arena, context);
            fill_in(&mut field.ty, ty);
        });
    }
}

/// Whether an example could say something of the type.
fn has_gap(draft: &Draft, arena: &Arena) -> bool {
    match draft {
        Draft::Object | Draft::Array | Draft::Keys | Draft::Struct(_) => true,
        Draft::Named(name) => {
            let arena = &arena;
            !arena.names.contains_key(&name.value) && !arena.aliases.contains_key(&name.value)
        }
        Draft::List(inner) | Draft::Map(inner) | Draft::Nullable(inner) => has_gap(inner, arena),
        _ => false,
    }
}
