//! Examples: what they say of types that the tables leave open, and whether they are values of their types.

mod compare;
mod fitting;
pub mod infer;
mod messages;
pub mod type_examples;

use std::collections::BTreeMap;

use crate::ir::Api;
use crate::resolve::context::Context;
use crate::resolve::draft::{EndpointDraft, ExampleDraft};
use crate::resolve::examples::compare::Comparison;
use crate::resolve::figures::{Figures, is_bound};
use crate::resolve::lower::type_examples::TypedExample;
use crate::source::Span;

/// Compares all examples with their types, and puts them to what they show.
pub fn compare_all(
    api: &mut Api,
    drafts: &[EndpointDraft],
    typed: Vec<TypedExample>,
    context: &mut Context<'_>,
) -> Figures {
    let mut figures = Figures::default();
    let mut endpoints = std::mem::take(&mut api.endpoints);
    let comparison = Comparison::new(api);
    let shared = shared(drafts);
    for at in 0..endpoints.len() {
        let Some(draft) = drafts.get(at) else { continue };
        // Of several endpoints under one heading a command line is an example of the one that it calls.
        let other = |example: &ExampleDraft| {
            let Some(request) = &example.example.request else { return false };
            let is = |at: &usize| endpoints.get(*at).is_some_and(|endpoint| compare::answers(api, endpoint, request));
            !is(&at) && shared.get(&example.span).is_some_and(|places| places.iter().any(is))
        };
        let own: Vec<_> = draft.examples.iter().filter(|example| !other(example)).cloned().collect();
        let Some(endpoint) = endpoints.get_mut(at) else { continue };
        let compared = comparison.endpoint(endpoint, &own, context);
        endpoint.examples = own.into_iter().map(|example| example.example).collect();
        let apart = draft.stated.apart;
        figures.examples += compared.all + apart.unbound;
        figures.decoded += compared.decoded;
        figures.aside += apart.ruled + compared.failures;
        figures.bound += if is_bound(endpoint, draft) { 1 + endpoint.also.len() } else { 0 };
    }
    api.endpoints = endpoints;
    type_examples::attach(api, typed, &mut figures, context);
    figures
}

/// The endpoints that share code blocks, by the blocks.
fn shared(drafts: &[EndpointDraft]) -> BTreeMap<Span, Vec<usize>> {
    let mut places: BTreeMap<Span, Vec<usize>> = BTreeMap::new();
    for (at, draft) in drafts.iter().enumerate() {
        for example in &draft.examples {
            places.entry(example.span).or_default().push(at);
        }
    }
    places.retain(|_, places| places.len() > 1);
    places
}
