//! Value sets that several fields share.

use std::collections::{BTreeMap, BTreeSet};

use super::context::Context;
use super::draft::ValueDraft;
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{Docs, Fact, ValueLabel};
use crate::source::Span;

/// Fills in what a value stands for where only another table says it.
pub fn label(known: &mut [Fact<ValueLabel>], values: &[ValueDraft]) {
    for fact in known.iter_mut().filter(|fact| fact.value.docs.is_empty()) {
        if let Some(value) = values.iter().find(|value| value.value == fact.value.value) {
            fact.value.docs = Docs(value.label.clone());
        }
    }
}

/// The field names whose value sets are the same wherever they have one. Names whose sets differ are reported.
pub fn shared(context: &mut Context<'_>) -> BTreeSet<String> {
    let mut sets: BTreeMap<String, (Vec<String>, Span)> = BTreeMap::new();
    let mut varying: BTreeMap<String, Diagnostic> = BTreeMap::new();
    for field in context.arena.all().flat_map(|shape| &shape.fields).filter(|field| !field.values.is_empty()) {
        let mut values: Vec<_> = field.values.iter().map(|value| value.value.to_string()).collect();
        values.sort();
        let name = field.name.value.clone();
        match sets.get(&name) {
            Some((first, span)) if *first != values => {
                let message = format!("`{name}` has other values here than elsewhere");
                let diagnostic = Diagnostic::new(Code::ValuesVary, field.span, message);
                varying.entry(name).or_insert_with(|| diagnostic.related(*span, "the first"));
            }
            Some(_) => {}
            None => {
                sets.insert(name, (values, field.span));
            }
        }
    }
    let shared = sets.into_keys().filter(|name| !varying.contains_key(name)).collect();
    for diagnostic in varying.into_values() {
        context.report(diagnostic);
    }
    shared
}
