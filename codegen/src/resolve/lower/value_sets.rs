//! Value sets that several fields share.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Diagnostic;
use crate::ir::{Docs, Fact, ValueLabel};
use crate::resolve::context::Context;
use crate::resolve::draft::{Arena, ValueDraft};
use crate::resolve::lower::messages;
use crate::source::Span;

/// Fills in what a value stands for where only another table says it.
pub fn label(known: &mut [Fact<ValueLabel>], values: &[ValueDraft]) {
    for fact in known.iter_mut().filter(|fact| fact.value.docs.is_empty()) {
        if let Some(value) = values.iter().find(|value| value.value == fact.value.value) {
            fact.value.docs = Docs(value.label.clone());
        }
    }
}

/// The field names of which several fields have a value set, and all the same one. Names whose sets differ are reported.
pub fn shared(arena: &Arena, context: &mut Context<'_>) -> BTreeSet<String> {
    let mut sets: BTreeMap<&str, (Vec<String>, BTreeSet<Span>)> = BTreeMap::new();
    let mut varying: BTreeMap<&str, Diagnostic> = BTreeMap::new();
    for field in arena.all().flat_map(|shape| &shape.fields).filter(|field| !field.values.is_empty()) {
        let mut values: Vec<_> = field.values.iter().map(|value| value.value.to_string()).collect();
        values.sort();
        let name = field.name.value.as_str();
        let (first, places) = sets.entry(name).or_insert_with(|| (values.clone(), BTreeSet::new()));
        if *first != values && !varying.contains_key(name) {
            let first = places.first().copied().unwrap_or(field.span);
            varying.insert(name, messages::values_vary(name, field.span, first));
        }
        places.insert(field.span);
    }
    let shared = sets.iter().filter(|(name, (_, places))| places.len() > 1 && !varying.contains_key(*name));
    let shared = shared.map(|(name, _)| (*name).to_owned()).collect();
    let varying: Vec<_> = varying.into_values().collect();
    for diagnostic in varying {
        context.report(diagnostic);
    }
    shared
}
