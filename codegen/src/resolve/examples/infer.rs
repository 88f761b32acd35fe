//! Inference: what an example says of a type that the tables leave open.

mod request;

use serde_json::{Map, Value};

use super::super::beside;
use super::super::context::Context;
use super::super::draft::{Draft, FieldDraft, Known, Shape};
use super::super::section::EndpointDraft;
use super::super::shown;
use super::super::type_expr::primitive_draft;
use crate::diagnostic::{Code, Diagnostic};
use crate::dialect::Where;
use crate::ir::{How, Presence, Type};
use crate::recognise::raw::{RawExample, Text};
use crate::source::Span;

/// What is known of an example while it is walked.
struct Sample<'v> {
    values: Vec<&'v Value>,
    span: Span,
}

/// Fills what `endpoint` leaves open from its examples.
pub fn fill(endpoint: &mut EndpointDraft, context: &mut Context<'_>) {
    parameters(endpoint, context);
    request::fill(endpoint, context);
    response(endpoint, context);
}

/// Fills what a type leaves open from examples of it, at `span`. A type that nobody defines is what the examples have in
/// common.
pub fn of_type(draft: &mut Draft, values: Vec<&Value>, span: Span, context: &mut Context<'_>) {
    walk(draft, &Sample { values, span }, context);
}

/// The type that values have in common, where they are no objects.
pub fn common(values: Vec<&Value>, span: Span, context: &mut Context<'_>) -> Option<Draft> {
    infer(&Sample { values, span }, context)
}

fn parameters(endpoint: &EndpointDraft, context: &mut Context<'_>) {
    for example in &endpoint.raw.scope.examples {
        let Some(name) = example.field.as_ref().filter(|_| example.of == Where::Parameter) else { continue };
        let Some(value) = super::value(example) else { continue };
        let fields = context.arena.fields(endpoint.parameters);
        let Some(at) = fields.iter().position(|field| field.name.value == name.value) else { continue };
        let Some(mut ty) = fields.get(at).map(|field| field.ty.value.clone()) else { continue };
        walk(&mut ty, &Sample { values: vec![&value], span: example.span }, context);
        let shape = context.arena.get_mut(endpoint.parameters);
        if let Some(field) = shape.and_then(|shape| shape.fields.get_mut(at)) {
            field.ty.value = ty;
        }
    }
}

fn response(endpoint: &mut EndpointDraft, context: &mut Context<'_>) {
    let silent = endpoint.response.is_none() && endpoint.raw.scope.facts.no_response.is_none();
    let unsaid = || Known::inferred(Draft::Object, endpoint.raw.announcement.span, "from the example");
    let Some(mut response) = endpoint.response.take().or_else(|| silent.then(unsaid)) else { return };
    let rules = &context.dialect.envelope;
    let read =
        examples(endpoint).filter_map(|example| Some((beside::data(rules, &super::value(example)?)?, example.span)));
    let read: Vec<_> = read.collect();
    if silent && read.iter().all(|(value, _)| value.is_null()) {
        // Without an envelope `null` says nothing of what there is otherwise.
        endpoint.nothing = of_nothing(endpoint, context);
        return;
    }
    if let Some((_, span)) = read.first() {
        let sample = Sample { values: read.iter().map(|(value, _)| value).collect(), span: *span };
        walk(&mut response.value, &sample, context);
    }
    endpoint.response = Some(response);
}

/// The example that says that nothing comes back: each of a success has `null` in the place of the data.
fn of_nothing(endpoint: &EndpointDraft, context: &mut Context<'_>) -> Option<Span> {
    let rules = &context.dialect.envelope;
    if rules.data.is_none() && !rules.is_beside() {
        return None;
    }
    let shown = examples(endpoint).filter_map(|example| Some((super::value(example)?, example.span)));
    let nothing = |value: &Value| beside::data(rules, value).is_some_and(|data| data.is_null());
    let mut shown = shown.filter(|(value, _)| beside::succeeded(rules, value) && nothing(value));
    let (_, span) = shown.next()?;
    let message = format!("that `{}` gives nothing back is taken from this example", endpoint.name);
    let help = "say that there is none, so that it does not hang on one example";
    context.report(Diagnostic::new(Code::Inferred, span, message).help(help));
    Some(span)
}

fn examples(endpoint: &EndpointDraft) -> impl Iterator<Item = &RawExample> {
    endpoint.raw.scope.examples.iter().filter(|example| super::of_success(example))
}

fn walk(draft: &mut Draft, sample: &Sample<'_>, context: &mut Context<'_>) {
    if sample.values.is_empty() {
        return;
    }
    match draft {
        Draft::Object | Draft::Array => {
            if let Some(found) = infer(sample, context).filter(|found| found != draft) {
                report(&format!("a bare {}", if *draft == Draft::Array { "list" } else { "object" }), sample, context);
                *draft = found;
            }
        }
        Draft::Named(name) => {
            if !shown::is_known(name, context)
                && let Some(Draft::Struct(shape)) = infer(sample, context)
            {
                report(&format!("the type `{}`", name.value), sample, context);
                if let Some(shape) = context.arena.get_mut(shape) {
                    shape.name = Some(name.value.clone());
                }
                context.arena.names.insert(name.value.clone(), shape);
            }
        }
        Draft::List(inner) => {
            let items = sample.values.iter().filter_map(|value| value.as_array()).flatten().collect();
            walk(inner, &Sample { values: items, span: sample.span }, context);
        }
        Draft::Map(inner) => {
            let values = sample.values.iter().filter_map(|value| value.as_object()).flat_map(Map::values).collect();
            walk(inner, &Sample { values, span: sample.span }, context);
        }
        Draft::Nullable(inner) => walk(inner, sample, context),
        Draft::Union(variants) => {
            for variant in variants {
                let fits = |value: &&&Value| match variant {
                    Draft::Array | Draft::List(_) => value.is_array(),
                    Draft::Object | Draft::Map(_) | Draft::Struct(_) => value.is_object(),
                    _ => false,
                };
                let values = sample.values.iter().filter(fits).copied().collect();
                walk(variant, &Sample { values, span: sample.span }, context);
            }
        }
        Draft::Struct(shape) => {
            let mut fields = context.arena.fields(*shape).to_vec();
            for field in &mut fields {
                if !has_gap(&field.ty.value, context) {
                    continue;
                }
                let values = sample.values.iter().filter_map(|value| value.get(&field.name.value)).collect();
                walk(&mut field.ty.value, &Sample { values, span: sample.span }, context);
            }
            if let Some(shape) = context.arena.get_mut(*shape) {
                shape.fields = fields;
            }
        }
        _ => {}
    }
}

/// Whether an example could say something of the type.
fn has_gap(draft: &Draft, context: &Context<'_>) -> bool {
    match draft {
        Draft::Object | Draft::Array | Draft::Struct(_) => true,
        Draft::Named(name) => {
            let arena = &context.arena;
            !arena.names.contains_key(&name.value) && !arena.aliases.contains_key(&name.value)
        }
        Draft::List(inner) | Draft::Map(inner) | Draft::Nullable(inner) => has_gap(inner, context),
        _ => false,
    }
}

fn report(what: &str, sample: &Sample<'_>, context: &mut Context<'_>) {
    let message = format!("{what} is taken from this example, for nothing else describes it");
    let help = "describe it in a table, so that it does not hang on one example";
    context.report(Diagnostic::new(Code::Inferred, sample.span, message).help(help));
}

/// The type that all values have in common; `None` where there are no values.
fn infer(sample: &Sample<'_>, context: &mut Context<'_>) -> Option<Draft> {
    let not_null: Vec<_> = sample.values.iter().copied().filter(|value| !value.is_null()).collect();
    let nullable = not_null.len() < sample.values.len();
    let rest = Sample { values: not_null, span: sample.span };
    let draft = match rest.values.first()? {
        Value::Bool(_) if all(&rest, Value::is_boolean) => Draft::Known(Type::Bool),
        Value::Number(_) if all(&rest, |value| value.is_i64() || value.is_u64()) => {
            primitive_draft(context.dialect.policy.example_integer)
        }
        Value::Number(_) if all(&rest, Value::is_number) => Draft::Known(Type::Float { bits: 64 }),
        Value::String(_) if all(&rest, Value::is_string) => Draft::Known(Type::String),
        Value::Array(_) if all(&rest, Value::is_array) => {
            let values = rest.values.iter().filter_map(|value| value.as_array()).flatten().collect();
            let items = infer(&Sample { values, span: rest.span }, context);
            items.map_or(Draft::Array, |items| Draft::List(Box::new(items)))
        }
        // An empty object does not say that it is always empty.
        Value::Object(_) if all(&rest, |value| value.as_object().is_some_and(Map::is_empty)) => Draft::Object,
        Value::Object(_) if all(&rest, Value::is_object) => object(&rest, context),
        _ => Draft::Known(Type::Any),
    };
    Some(if nullable { Draft::Nullable(Box::new(draft)) } else { draft })
}

fn all(sample: &Sample<'_>, is: impl Fn(&Value) -> bool) -> bool {
    sample.values.iter().all(|value| is(value))
}

fn object(sample: &Sample<'_>, context: &mut Context<'_>) -> Draft {
    let objects: Vec<_> = sample.values.iter().filter_map(|value| value.as_object()).collect();
    let mut names: Vec<&String> = Vec::new();
    for name in objects.iter().flat_map(|object| object.keys()) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let mut fields = Vec::new();
    for name in names {
        let values: Vec<_> = objects.iter().filter_map(|object| object.get(name)).collect();
        let required = values.len() == objects.len();
        let ty = infer(&Sample { values, span: sample.span }, context).unwrap_or(Draft::Known(Type::Any));
        fields.push(inferred_field(name, ty, required, sample.span));
    }
    let mut shape = Shape::new(fields, sample.span);
    shape.how = How::Inferred;
    Draft::Struct(context.arena.add(shape))
}

fn inferred_field(name: &str, ty: Draft, required: bool, span: Span) -> FieldDraft {
    let presence = if required { Presence::Required } else { Presence::Optional };
    let name = Text { value: name.to_owned(), span };
    FieldDraft::new(
        name,
        Known::inferred(ty, span, "from the example"),
        Known::inferred(presence, span, "from the example"),
        required,
    )
}
