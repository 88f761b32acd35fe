//! Notes: sentences outside of tables that carry facts of fields, or of several parameters together.

use regex::Captures;

use crate::dialect::{Means, PhraseScope, ProseRule, Where};
use crate::ir::{Docs, Location, Named, Rule, RuleKind};
use crate::markdown::Inline;
use crate::recognise::raw::Note;
use crate::recognise::section::code_spans;
use crate::resolve::context::Context;
use crate::resolve::draft::{Arena, Content, EndpointDraft, FieldDraft, ShapeId};
use crate::resolve::link::messages;
use crate::resolve::read::prose;

/// Applies every rule to the notes of an endpoint.
pub fn apply(endpoint: &EndpointDraft, arena: &mut Arena, context: &mut Context<'_>) {
    for note in &endpoint.stated.notes {
        if let Some(parent) = &note.field {
            let Some((shape, index)) = find(endpoint, &parent.value, note.of, arena) else {
                context.report(messages::note_of_nothing(&parent.value, parent.span));
                continue;
            };
            arena.edit(shape, index, |field, arena| {
                field.docs.push(&note.text.source);
                field.descriptions.push(note.text.clone());
                prose::describe(field, &note.text, arena, context);
            });
        }
        let rules = context.prose(note.text.span).into_iter();
        for rule in rules.filter(|rule| rule.on != PhraseScope::Field && !bind_several(rule.means)) {
            for found in rule.pattern.captures_iter(&note.text.text) {
                context.follow("prose", &rule.pattern);
                effect(rule, &found, note, endpoint, arena, context);
            }
        }
    }
}

fn effect(
    rule: &ProseRule,
    found: &Captures<'_>,
    note: &Note,
    endpoint: &EndpointDraft,
    arena: &mut Arena,
    context: &mut Context<'_>,
) {
    let mut targets: Vec<(ShapeId, usize)> = Vec::new();
    let mut named: Vec<String> = rule.fields.clone();
    if let Some(group) = found.name("field") {
        let spans: Vec<_> = code_spans(group.as_str()).map(|(_, name)| name.to_owned()).collect();
        named.extend(if spans.is_empty() { vec![group.as_str().to_owned()] } else { spans });
    }
    if named.is_empty() && note.field.is_none() {
        targets = lists_before(note, rule.of, endpoint, arena);
    }
    for name in &named {
        if name == "*" {
            targets.extend(all(rule.of, endpoint, arena));
            continue;
        }
        match find(endpoint, name, rule.of, arena) {
            Some(target) => targets.push(target),
            None => context.report(messages::note_names_nothing(name, note.text.span)),
        }
    }
    if targets.is_empty() && named.is_empty() && note.field.is_none() {
        context.report(messages::note_fits_nothing(note.text.span));
    }
    if targets.len() > 1 && named.is_empty() {
        let names: Vec<_> = targets.iter().filter_map(|(shape, at)| arena.fields(*shape).get(*at)).collect();
        let names = names.iter().map(|field| field.name.value.as_str());
        context.report(messages::note_fits_several(names, note.text.span));
    }
    for (shape, index) in targets {
        arena.edit(shape, index, |field, arena| {
            prose::apply(rule, found, field, &note.text, arena, context);
            field.docs.push(&note.text.source);
        });
    }
}

/// All parameters but those of the path, or all fields of the response's tables.
fn all(of: Where, endpoint: &EndpointDraft, arena: &Arena) -> Vec<(ShapeId, usize)> {
    let shapes = endpoint.sections.iter().filter_map(|section| match section.content {
        Content::Fields(shape) if shape != endpoint.parameters => Some(shape),
        _ => None,
    });
    let mut found = Vec::new();
    for shape in std::iter::once(endpoint.parameters).chain(shapes) {
        for (index, field) in arena.fields(shape).iter().enumerate() {
            let in_path = field.location.as_ref().is_some_and(|at| at.value == Location::Path);
            if prose::counts(of, field.parameter) && !in_path {
                found.push((shape, index));
            }
        }
    }
    found
}

/// The lists of the table that stands last before the note.
fn lists_before(note: &Note, of: Where, endpoint: &EndpointDraft, arena: &Arena) -> Vec<(ShapeId, usize)> {
    let section = note.after.and_then(|at| endpoint.sections.get(at));
    let Some(Content::Fields(shape)) = section.map(|section| &section.content) else { return Vec::new() };
    let fields = arena.fields(*shape).iter().enumerate();
    fields
        .filter(|(_, field)| prose::counts(of, field.parameter) && field.ty.value.is_list())
        .map(|(index, _)| (*shape, index))
        .collect()
}

/// The parameter of this name, or else the field of the response's tables; the first that belongs to `of`.
pub fn find(endpoint: &EndpointDraft, name: &str, of: Where, arena: &Arena) -> Option<(ShapeId, usize)> {
    let sections = endpoint.sections.iter().filter_map(|section| match section.content {
        Content::Fields(shape) => Some(shape),
        _ => None,
    });
    [endpoint.parameters].into_iter().chain(sections).find_map(|shape| {
        let fields = arena.fields(shape);
        let is = |field: &FieldDraft| field.is_called(name) && prose::counts(of, field.parameter);
        Some((shape, fields.iter().position(is)?))
    })
}

fn bind_several(means: Means) -> bool {
    use Means::{AtLeastOne, FromEndpoint, Literal, OneOf, SameAsResponse, SameValues, Type};
    matches!(means, AtLeastOne | OneOf | FromEndpoint | Literal | SameAsResponse | SameValues | Type)
}

/// The rules that bind several parameters, from notes and descriptions.
pub fn rules(endpoint: &EndpointDraft, arena: &Arena, context: &mut Context<'_>) -> Vec<Rule> {
    let mut rules: Vec<Rule> = Vec::new();
    let fields = arena.fields(endpoint.parameters);
    let names: Vec<&str> = fields.iter().map(|field| field.name.value.as_str()).collect();
    let descriptions = fields.iter().flat_map(|field| &field.descriptions);
    let notes = endpoint.stated.notes.iter().map(|note| &note.text);
    for text in descriptions.chain(notes) {
        for rule in rules_in(text, &names, context) {
            if rules.iter().all(|known| (known.kind, &known.fields) != (rule.kind, &rule.fields)) {
                rules.push(rule);
            }
        }
    }
    rules
}

/// What a text says of several parameters at once: of those in its code spans, or else of those whose names are words of
/// it.
fn rules_in(text: &Inline, names: &[&str], context: &mut Context<'_>) -> Vec<Rule> {
    let mut rules = Vec::new();
    for rule in context.prose(text.span) {
        let kind = match rule.means {
            Means::AtLeastOne => RuleKind::AtLeastOne,
            Means::OneOf => RuleKind::OneOf,
            _ => continue,
        };
        for found in rule.pattern.find_iter(&text.text) {
            context.follow("prose", &rule.pattern);
            let mut fields: Vec<String> = code_spans(found.as_str()).map(|(_, name)| name.to_owned()).collect();
            if fields.is_empty() {
                let is_name = |letter: char| letter.is_ascii_alphanumeric() || "_-.".contains(letter);
                let words = found.as_str().split(|letter| !is_name(letter));
                fields = words.filter(|word| names.contains(word)).map(str::to_owned).collect();
                fields.dedup();
            }
            let span = text.span_of(found.range());
            if fields.len() < 2 {
                context.report(messages::names_too_few(span));
                continue;
            }
            let provenance = context.stated(span);
            rules.push(Rule { kind, fields, docs: Docs(found.as_str().to_owned()), provenance });
        }
    }
    rules
}
