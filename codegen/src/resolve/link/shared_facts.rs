//! What a table is said to have in common with another: the values of a field, or its fields.

use crate::dialect::{Means, ProseRule, Where};
use crate::markdown::Inline;
use crate::resolve::context::Context;
use crate::resolve::draft::{Arena, Content, EndpointDraft};
use crate::resolve::link::messages;
use crate::resolve::link::notes;
use crate::resolve::read::value;
use crate::source::Span;

fn rules<'a>(means: Means, span: Span, context: &Context<'a>) -> impl Iterator<Item = &'a ProseRule> + use<'a> {
    context.prose(span).into_iter().filter(move |rule| rule.means == means)
}

/// Gives the fields of `endpoint` the values that they are said to share with another field of it.
pub fn share_values(endpoint: &EndpointDraft, arena: &mut Arena, context: &mut Context<'_>) {
    let sections = endpoint.sections.iter().filter_map(|section| match section.content {
        Content::Fields(shape) => Some(shape),
        _ => None,
    });
    for shape in sections {
        for index in 0..arena.fields(shape).len() {
            let Some(field) = arena.fields(shape).get(index) else { break };
            let Some((name, span)) = field.descriptions.iter().find_map(|text| same_values(text, context)) else {
                continue;
            };
            let shared = notes::find(endpoint, &name, Where::Any, arena)
                .and_then(|(shape, at)| arena.fields(shape).get(at))
                .map_or(Vec::new(), |other| other.values.clone());
            if shared.is_empty() || !shared.iter().all(|one| value::misfit(&one.value, &field.ty.value).is_none()) {
                context.report(messages::nothing_to_share(&name, &field.name.value, span));
            } else if field.values.is_empty() {
                arena.field_mut(shape, index).into_iter().for_each(|field| field.values.clone_from(&shared));
            }
        }
    }
}

fn same_values(text: &Inline, context: &Context<'_>) -> Option<(String, Span)> {
    rules(Means::SameValues, text.span, context).find_map(|rule| {
        let found = rule.pattern.captures(&text.text)?;
        context.follow("prose", &rule.pattern);
        let group = found.name("field")?;
        Some((group.as_str().to_owned(), text.span_of(group.range())))
    })
}

/// Compares the parameters of each endpoint with the response that a note says they are taken from.
pub fn compare_responses(endpoints: &[EndpointDraft], arena: &Arena, context: &mut Context<'_>) {
    for endpoint in endpoints {
        for note in &endpoint.stated.notes {
            for rule in rules(Means::SameAsResponse, note.text.span, context) {
                let Some(found) = rule.pattern.captures(&note.text.text) else { continue };
                context.follow("prose", &rule.pattern);
                let Some(group) = found.name("endpoint") else { continue };
                let span = note.text.span_of(group.range());
                compare(endpoint, group.as_str(), span, endpoints, arena, context);
            }
        }
    }
}

fn compare(
    endpoint: &EndpointDraft,
    name: &str,
    span: Span,
    all: &[EndpointDraft],
    arena: &Arena,
    context: &mut Context<'_>,
) {
    let title = |other: &EndpointDraft| other.stated.title.as_ref().is_some_and(|title| title.value == name);
    let other = all.iter().find(|other| other.name == name || title(other));
    let shape = other.and_then(|other| other.response.as_ref()).and_then(|response| response.value.shape());
    let Some(shape) = shape.and_then(|shape| arena.get(shape)) else {
        context.report(messages::no_such_response(name, span));
        return;
    };
    let parameters = arena.fields(endpoint.parameters);
    let has = |name: &str| parameters.iter().any(|field| field.name.value == name);
    let missing: Vec<_> = shape.fields.iter().filter(|field| !has(&field.name.value)).collect();
    let Some(first) = missing.first() else { return };
    let names: Vec<_> = missing.iter().map(|field| format!("`{}`", field.name.value)).collect();
    context.report(messages::lacks_fields(&endpoint.name, name, &names, span, first.name.span));
}
