//! JSON Schemas beside tables and sentences that say the same: these count.

use std::collections::BTreeSet;

use crate::dialect::Role;
use crate::recognise::raw::{RawSection, Said, Text};
use crate::resolve::context::Context;
use crate::resolve::draft::Stated;
use crate::resolve::link::messages;
use crate::resolve::read::{names, schema};
use crate::source::Span;

/// What says the same as a schema.
struct Other {
    span: Span,
    /// The names of its rows, where it is a table.
    names: Option<BTreeSet<String>>,
}

/// The sections of an endpoint without the schemas of which something else says what they do, each of which is reported.
pub fn set_aside(sections: Vec<RawSection>, stated: &Stated, context: &mut Context<'_>) -> Vec<RawSection> {
    if sections.iter().all(|section| section.schema.is_none()) {
        return sections;
    }
    let mut kept = Vec::with_capacity(sections.len());
    for (at, section) in sections.iter().enumerate() {
        let Some((text, other)) = section.schema.as_ref().zip(other(&sections, at, stated)) else {
            kept.push(section.clone());
            continue;
        };
        let known = other.names.unwrap_or_else(|| schema::names(text));
        let more: Vec<_> = schema::names(text).into_iter().filter(|name| !known.contains(name)).collect();
        context.report(messages::schema_aside(&more, text.span, other.span));
        if section.table.is_some() {
            kept.push(RawSection { schema: None, ..section.clone() });
        }
    }
    kept
}

/// What says of the same as the schema of a section what it is: its own table or that of another section, or a sentence.
fn other(sections: &[RawSection], at: usize, stated: &Stated) -> Option<Other> {
    let section = sections.get(at)?;
    let label = &section.label;
    let same = |other: &&RawSection| {
        let (one, two) = (&other.label, label);
        let whose = one.role == two.role && one.code() == two.code() && one.parent.is_none() && two.parent.is_none();
        whose
            && other.schema.is_none()
            && one.name.as_ref().map(|name| &name.value) == two.name.as_ref().map(|name| &name.value)
    };
    let tabled = |other: &RawSection| {
        let table = other.table.as_ref()?;
        let names = table.rows.iter().map(|row| names::bare(row.key.text.trim()).to_owned()).collect();
        Some(Other { span: table.span, names: Some(names) })
    };
    let before = sections.get(..at)?.iter().rev().find(same);
    // Of several ways to call the endpoint each has what stands in its own part.
    let beside =
        if label.of_call.alternative { before.and_then(tabled) } else { sections.iter().filter(same).find_map(tabled) };
    let from = before.map_or(stated.span, |before| before.label.text.span);
    tabled(section).or(beside).or_else(|| said(label.role, stated, (from, label.text.span)))
}

/// The sentence between a label and the schema below it that gives the type.
fn said(role: Role, stated: &Stated, (from, to): (Span, Span)) -> Option<Other> {
    let all: Vec<&Said> = match role {
        Role::Parameters => stated.parameters.iter().collect(),
        Role::Response => stated.response.iter().chain(stated.other_responses.iter().map(|(_, said)| said)).collect(),
        _ => Vec::new(),
    };
    let between = |text: &&Text| {
        let (span, start) = (text.span, |span: Span| span.range().start);
        span.file == to.file && (from.file != to.file || start(from) <= start(span)) && start(span) <= start(to)
    };
    let said = all.into_iter().map(|said| &said.text).find(between)?;
    Some(Other { span: said.span, names: None })
}
