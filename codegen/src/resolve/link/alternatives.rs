//! Labels that are each about another way to call an endpoint: what not all of them have may be left out.

use std::collections::HashSet;

use crate::dialect::Role;
use crate::ir::Presence;
use crate::resolve::context::Context;
use crate::resolve::draft::{Arena, Content, EndpointDraft, Known};
use crate::resolve::link::messages;
use crate::source::Span;

/// A way to call an endpoint: the names of what is sent, and the label.
pub struct Way {
    names: HashSet<String>,
    span: Span,
}

/// The ways that labels of parameters describe, before their tables are put together.
pub fn ways(endpoint: &EndpointDraft, arena: &Arena) -> Vec<Way> {
    let described =
        endpoint.sections.iter().filter(|section| section.label.alternative && section.label.role == Role::Parameters);
    let way = |(shape, span)| {
        let names = arena.fields(shape).iter().map(|field| field.name.value.clone()).collect();
        Way { names, span }
    };
    let shapes = described.filter_map(|section| match section.content {
        Content::Fields(shape) => Some((shape, section.label.text.span)),
        _ => None,
    });
    shapes.map(way).collect()
}

/// Makes optional what only some of the ways have.
pub fn loosen(endpoint: &EndpointDraft, ways: &[Way], arena: &mut Arena, context: &mut Context<'_>) {
    let [first, .., last] = ways else { return };
    let mut loosened = Vec::new();
    let mut fields = arena.take_fields(endpoint.parameters);
    for field in &mut fields {
        let has = ways.iter().filter(|way| way.names.contains(&field.name.value)).count();
        if has == 0 || has == ways.len() {
            continue;
        }
        if field.required {
            loosened.push(field.name.value.clone());
        }
        field.presence = Known::inferred(Presence::Optional, last.span, "section.alternative");
        field.required = false;
    }
    arena.put_fields(endpoint.parameters, fields);
    if !loosened.is_empty() {
        context.report(messages::only_in_some(&loosened, first.span, last.span));
    }
}
