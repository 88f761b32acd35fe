//! What examples of calls that were not carried out say of the types of those responses.

use serde_json::Value;

use crate::dialect::{EnvelopeRules, Where};
use crate::ir::{StatusCode, member};
use crate::resolve::context::Context;
use crate::resolve::draft::{Arena, Draft, EndpointDraft, ExampleDraft, Known};
use crate::resolve::examples::infer::values::{Sample, infer};
use crate::resolve::examples::infer::{comments, fill_in, walk};
use crate::resolve::examples::messages;

/// Fills what the statuses of failures leave open of their types: what the examples show that have the status. What is said
/// of a class of them counts for each, and what the envelope is needs no other type.
pub fn fill(endpoint: &mut EndpointDraft, arena: &mut Arena, context: &mut Context<'_>) {
    for at in 0..endpoint.statuses.len() {
        let Some(status) = endpoint.statuses.get(at).filter(|status| !status.code.is_success()) else { continue };
        let (code, known) = (status.code, status.ty.clone());
        let rules = endpoint.stated.envelope(context);
        let values = shown(endpoint, code).filter_map(|example| Some((example.value()?, example.span)));
        let values: Vec<_> = values.filter(|(value, _)| known.is_some() || !is_envelope(rules, value)).collect();
        let Some((_, span)) = values.first().copied().filter(|_| values.iter().any(|(value, _)| !value.is_null()))
        else {
            continue;
        };
        let of = format!("the response {code} of `{}`", endpoint.name);
        let sample = Sample { of, values: values.into_iter().map(|(value, _)| value).collect(), span };
        let ty = match known {
            Some(mut known) => {
                let mut ty = known.value.clone();
                walk(&mut ty, &sample, arena, context);
                fill_in(&mut known, ty);
                known
            }
            None if endpoint.statuses.iter().any(|other| other.ty.is_some() && other.code.covers(code)) => continue,
            None => {
                let found = infer(&sample, arena, context).unwrap_or(Draft::Object);
                context.report(messages::inferred(&sample.of, span));
                Known::inferred(found, span, "from the example")
            }
        };
        comments::describe(&ty.value, None, shown(endpoint, code), arena, context);
        give(endpoint, code, &ty);
    }
}

fn shown(endpoint: &EndpointDraft, code: StatusCode) -> impl Iterator<Item = &ExampleDraft> {
    let response = |example: &&ExampleDraft| matches!(example.of, Where::Response | Where::Any);
    endpoint.examples.iter().filter(response).filter(move |example| example.status == Some(code))
}

/// Gives a status its type, and the others of a label that has several and nothing but examples below it.
fn give(endpoint: &mut EndpointDraft, code: StatusCode, ty: &Known<Draft>) {
    let labels = endpoint.sections.iter().map(|section| section.label.failures());
    let others: Vec<_> = labels.filter(|codes| codes.contains(&code)).flatten().collect();
    for status in &mut endpoint.statuses {
        if status.code == code {
            status.ty = Some(ty.clone());
        } else if others.contains(&status.code) {
            status.ty.get_or_insert_with(|| ty.clone());
        }
    }
}

/// Whether a whole answer is an envelope and nothing else: that is described for all of them.
fn is_envelope(rules: &EnvelopeRules, whole: &Value) -> bool {
    if let Some(code) = rules.code.as_ref().filter(|code| code.contains('.')) {
        return member(whole, code).is_some();
    }
    let names = rules.names();
    let own =
        |key: &String| names.iter().any(|name| name.split('.').next() == Some(key)) || rules.data.as_ref() == Some(key);
    whole.as_object().is_some_and(|whole| !whole.is_empty() && whole.keys().all(own))
}
