//! Labels that are each about another way to call an endpoint: what not all of them have may be left out.

use std::collections::{HashMap, HashSet};

use crate::dialect::Role;
use crate::ir::{Named, Presence};
use crate::resolve::context::Context;
use crate::resolve::draft::{Arena, Content, EndpointDraft, Known};
use crate::resolve::link::messages;
use crate::source::Span;

/// The ways to call an endpoint that labels describe.
#[derive(Default)]
pub struct Ways {
    /// In how many of them each parameter is.
    having: HashMap<String, usize>,
    labels: Vec<Span>,
}

/// The ways that labels of parameters describe, before their tables are put together.
pub fn ways(endpoint: &EndpointDraft, arena: &Arena) -> Ways {
    let mut ways = Ways::default();
    let described = endpoint
        .sections
        .iter()
        .filter(|section| section.label.of_call.alternative && section.label.role == Role::Parameters);
    for section in described {
        let Content::Fields(shape) = section.content else { continue };
        let names: HashSet<_> = arena.fields(shape).iter().map(|field| &field.name.value).collect();
        for name in names {
            *ways.having.entry(name.clone()).or_default() += 1;
        }
        ways.labels.push(section.label.text.span);
    }
    ways
}

/// Makes optional what only some of the ways have.
pub fn loosen(endpoint: &EndpointDraft, ways: &Ways, arena: &mut Arena, context: &mut Context<'_>) {
    let [first, .., last] = ways.labels.as_slice() else { return };
    let mut loosened = Vec::new();
    let mut fields = arena.take_fields(endpoint.parameters);
    for field in &mut fields {
        let having = ways.having.get(&field.name.value);
        // A part of the path is there in each way.
        if endpoint.stated.path_parameters.iter().any(|part| field.is_called(part)) {
            continue;
        }
        if having.is_none_or(|having| *having == ways.labels.len()) {
            continue;
        }
        if field.required {
            loosened.push(field.name.value.clone());
        }
        field.presence = Known::inferred(Presence::Optional, *last, "section.alternative");
        field.required = false;
    }
    arena.put_fields(endpoint.parameters, fields);
    if !loosened.is_empty() {
        context.report(messages::only_in_some(&loosened, *first, *last));
    }
}
