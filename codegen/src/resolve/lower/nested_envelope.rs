//! Members that stand in objects: their paths, and fields of the envelope with one.

use std::collections::BTreeMap;

use crate::dialect::Members;
use crate::ir::{Docs, Envelope, Field, Presence, Type};
use crate::resolve::context::Context;
use crate::resolve::lower::messages;
use crate::source::Span;

/// So many steps does a path have, at most: what reads and writes frames goes down one call for each.
const STEPS: usize = 8;

/// Values that the dialect states, by the path of their member.
pub type Stated = BTreeMap<String, (toml::Value, Span)>;

/// Reports a path that leads nowhere.
pub fn check(path: &str, span: Span, context: &mut Context<'_>) {
    if path.split('.').any(str::is_empty) {
        context.report(messages::empty_step(path, span));
    } else if path.split('.').count() > STEPS {
        context.report(messages::too_many_steps(path, STEPS, span));
    }
}

/// What the dialect states of members; where `is_leaf` does not know one, the members of a table in its place.
pub fn stated(members: &Members, is_leaf: &dyn Fn(&str) -> bool, context: &Context<'_>) -> Stated {
    let mut stated = Stated::new();
    for (name, value) in members {
        let mut open: Vec<(String, &toml::Value)> = vec![(name.clone(), value)];
        while let Some((path, inner)) = open.pop() {
            match inner.as_table().filter(|table| !table.is_empty() && !is_leaf(&path)) {
                Some(table) => open.extend(table.iter().map(|(name, inner)| (format!("{path}.{name}"), inner))),
                None => drop(stated.insert(path, (inner.clone(), context.entry(value)))),
            }
        }
    }
    stated
}

/// Puts the fields that have a part of their own in the place of the object that they are in, where nothing else is known
/// of that.
pub fn split(envelope: &mut Envelope, context: &mut Context<'_>) {
    for rule in &context.dialect.envelope.field {
        check(&rule.name, context.entry(rule), context);
    }
    for (path, ty) in parts(envelope) {
        let fields = &mut envelope.fields;
        if fields.iter().any(|field| field.name.value == path) {
            continue;
        }
        let Some(parent) = fields.iter().find(|field| is_in(&path, field) && is_open(field)).cloned() else { continue };
        let last = fields.iter().rposition(|field| field.name == parent.name || is_in(&field.name.value, &parent));
        fields.insert(last.map_or(fields.len(), |last| last + 1), part(parent, path, ty));
    }
    let names: Vec<_> = envelope.fields.iter().map(|field| field.name.value.clone()).collect();
    let inner = |field: &Field| names.iter().find(|name| is_in(name, field));
    for (field, inner) in envelope.fields.iter().filter_map(|field| Some((field, inner(field)?))) {
        if !is_open(field) {
            let rules = &context.dialect.envelope.field;
            let rule = rules.iter().find(|rule| rule.name == field.name.value || rule.name == *inner);
            let span = rule.map_or_else(|| context.key(&["envelope"]), |rule| context.entry(rule));
            context.report(messages::field_in_field(inner, &field.name.value, span));
        }
    }
    envelope.fields.retain(|field| inner(field).is_none());
}

/// The fields with a part, each with a type that its value can have.
fn parts(envelope: &Envelope) -> Vec<(String, Type)> {
    let code = match envelope.success.first() {
        Some(success) if success.is_boolean() => Type::Bool,
        Some(success) if success.is_string() => Type::String,
        _ => Type::INT64,
    };
    let messages = envelope.messages.iter().map(|name| (name.clone(), Type::String));
    let of = |name: &Option<String>, ty: Type| name.clone().map(|name| (name, ty));
    let first = [of(&envelope.code, code)].into_iter().flatten().chain(messages);
    let rest = [&envelope.details, &envelope.data, &envelope.echo];
    first.chain(rest.into_iter().filter_map(|name| of(name, Type::Any))).collect()
}

/// A field in an object of which nothing else is known.
fn part(parent: Field, path: String, ty: Type) -> Field {
    let mut field = parent;
    (field.name.value, field.ty.value) = (path, ty);
    (field.required, field.presence.value) = (false, Presence::Unknown);
    (field.default, field.constant) = (None, None);
    field.docs = Docs::default();
    field
}

/// Whether a path goes into the field.
fn is_in(path: &str, field: &Field) -> bool {
    path.strip_prefix(&field.name.value).is_some_and(|rest| rest.starts_with('.'))
}

/// Whether a field can have any members.
fn is_open(field: &Field) -> bool {
    matches!(field.ty.value, Type::Any | Type::Map { .. })
}
