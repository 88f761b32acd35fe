//! Examples: what they say of types that the tables leave open, and whether they are values of their types.

pub mod calls;
mod compare;
pub mod failures;
mod fitting;
pub mod infer;
mod messages;
mod report;
pub mod type_examples;

use crate::ir::Api;
use crate::resolve::context::Context;
use crate::resolve::draft::EndpointDraft;
use crate::resolve::examples::compare::Comparison;
use crate::resolve::figures::{Figures, is_bound};
use crate::resolve::lower::type_examples::TypedExample;

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
    for at in 0..endpoints.len() {
        let Some(draft) = drafts.get(at) else { continue };
        let Some(endpoint) = endpoints.get_mut(at) else { continue };
        let compared = comparison.endpoint(endpoint, &draft.examples, context);
        endpoint.examples = draft.examples.iter().map(|example| example.example.clone()).collect();
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
