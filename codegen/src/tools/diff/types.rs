//! Changes of named types.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Changes, OldAndNew, first_of};
use super::fields::{self, List};
use super::shift::{self, Shift, Side, Sides};
use super::verdict::Verdict;
use crate::ir::{Api, Body, Fact, Frames, Side as Sender, Type, TypeDef, TypeId, TypeKind, ValueLabel};

/// Who sends the values of each named type.
pub fn sides(old: &Api, new: &Api) -> Sides {
    let mut sides = Sides::new();
    for api in [old, new] {
        let mut requests = Vec::new();
        let mut responses: Vec<&Type> = api.envelope.fields.iter().map(|field| &field.ty.value).collect();
        for endpoint in &api.endpoints {
            requests.extend(endpoint.parameters.fields.iter().map(|field| &field.ty.value));
            if let Body::Data { data } = &endpoint.response.body.value {
                responses.push(data);
            }
            responses.extend(endpoint.response.envelope.iter().map(|field| &field.ty.value));
            responses.extend(endpoint.statuses.iter().filter_map(|status| Some(&status.ty.as_ref()?.value)));
        }
        responses.extend(api.statuses.iter().filter_map(|status| Some(&status.ty.as_ref()?.value)));
        let events: Vec<Type> = api
            .events
            .iter()
            .flat_map(|events| &events.types)
            .map(|event| Type::Ref { id: event.ty.clone() })
            .collect();
        responses.extend(&events);
        for step in api.frames.iter().flat_map(Frames::steps) {
            let sent = if step.by == Sender::Client { &mut requests } else { &mut responses };
            sent.extend(step.fields.iter().map(|field| &field.ty.value));
        }
        for (types, side) in [(requests, Side::REQUEST), (responses, Side::RESPONSE)] {
            for name in reached(api, types) {
                let known = sides.entry(name).or_default();
                known.request |= side.request;
                known.response |= side.response;
            }
        }
    }
    sides
}

/// The names of the types that these types lead to.
fn reached(api: &Api, types: Vec<&Type>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut open = types;
    while let Some(ty) = open.pop() {
        open.extend(ty.children());
        let Type::Ref { id } = ty else { continue };
        if !found.insert(id.0.clone()) {
            continue;
        }
        match api.type_def(id).map(|def| &def.kind) {
            Some(TypeKind::Struct(fields)) => open.extend(fields.fields.iter().map(|field| &field.ty.value)),
            Some(TypeKind::Values { base, .. }) => open.push(base),
            Some(TypeKind::Alias { target } | TypeKind::Newtype { target }) => open.push(&target.value),
            None => {}
        }
    }
    found
}

/// The types that have another name now: alone gone and alone new with the same definition.
pub fn renamed<'a>(old: &'a Api, new: &'a Api) -> BTreeMap<&'a str, &'a str> {
    let gone: Vec<&TypeDef> = old.types.iter().filter(|def| new.type_def(&def.id).is_none()).collect();
    let added: Vec<&TypeDef> = new.types.iter().filter(|def| old.type_def(&def.id).is_none()).collect();
    let alone = |defs: Vec<&'a TypeDef>| {
        let mut found: BTreeMap<String, Vec<&TypeDef>> = BTreeMap::new();
        for def in defs {
            found.entry(definition(def)).or_default().push(def);
        }
        found.retain(|_, alike| alike.len() == 1);
        found
    };
    let (gone, added) = (alone(gone), alone(added));
    let pair = |(definition, before): (&String, &Vec<&'a TypeDef>)| {
        let (before, now) = (before.first()?, added.get(definition)?.first()?);
        Some((before.id.0.as_str(), now.id.0.as_str()))
    };
    gone.iter().filter_map(pair).collect()
}

/// What a type is, without its name, its words and its places.
fn definition(def: &TypeDef) -> String {
    match &def.kind {
        TypeKind::Struct(fields) => {
            let field = |field: &crate::ir::Field| {
                format!("{}:{}:{}", field.name.value, shift::name(&field.ty.value), field.required)
            };
            fields.fields.iter().map(field).collect::<Vec<_>>().join(",")
        }
        TypeKind::Values { base, values } => {
            format!("{} {:?}", shift::name(base), values.iter().map(|fact| &fact.value.value).collect::<Vec<_>>())
        }
        TypeKind::Alias { target } => format!("alias {}", shift::name(&target.value)),
        TypeKind::Newtype { target } => format!("newtype {}", shift::name(&target.value)),
    }
}

/// Compares the definitions of all named types.
pub fn compare(old: &Api, new: &Api, changes: &mut Changes) {
    let renamed = renamed(old, new);
    let same = |one: &str, two: &str| one == two || renamed.get(one) == Some(&two);
    for before in &old.types {
        let name = before.id.0.as_str();
        let now_called = renamed.get(name).copied().unwrap_or(name);
        let Some(now) = new.type_def(&TypeId(now_called.to_owned())) else {
            let text = "is no longer a type of the API".to_owned();
            changes.add("type-removed", Verdict::Callers, name, text, (Some(&before.provenance), None));
            continue;
        };
        let places = (Some(&before.provenance), Some(&now.provenance));
        if now_called != name {
            changes.add("type-renamed", Verdict::Callers, name, format!("is called `{now_called}` now"), places);
        }
        one(before, now, &same, changes);
        let examples = |def: &TypeDef| shift::plain(&def.examples);
        changes.words("type", now_called, &(&before.docs, examples(before)), &(&now.docs, examples(now)), places);
    }
    let known: BTreeSet<&str> = renamed.values().copied().collect();
    for def in new.types.iter().filter(|def| old.type_def(&def.id).is_none() && !known.contains(def.id.0.as_str())) {
        changes.add("type-added", Verdict::Additive, &def.id.0, "is new".to_owned(), (None, Some(&def.provenance)));
    }
}

fn one(old: &TypeDef, new: &TypeDef, same: &dyn Fn(&str, &str) -> bool, changes: &mut Changes) {
    let name = new.id.0.as_str();
    let side = changes.sides.get(name).copied().unwrap_or_default();
    let places = (Some(&old.provenance), Some(&new.provenance));
    match (&old.kind, &new.kind) {
        (TypeKind::Struct(before), TypeKind::Struct(now)) => {
            fields::compare(&List { what: "field", of: name, side }, &before.fields, &now.fields, same, changes);
            if before.open != now.open {
                let shift = Shift::of(!now.open, now.open);
                let text = if now.open { "may have further fields" } else { "has no further fields" };
                changes.add("type-open", side.verdict(shift), name, text.to_owned(), places);
            }
        }
        (TypeKind::Values { base: one, values: before }, TypeKind::Values { base: two, values: now }) => {
            target(one, two, (side, name), places, same, changes);
            values(before, now, (side, name), changes);
        }
        (TypeKind::Alias { target: one }, TypeKind::Alias { target: two })
        | (TypeKind::Newtype { target: one }, TypeKind::Newtype { target: two }) => {
            target(&one.value, &two.value, (side, name), places, same, changes);
        }
        (TypeKind::Alias { .. }, TypeKind::Newtype { .. }) => {
            changes.add("newtype-gained", Verdict::Callers, name, "is a type of its own now".to_owned(), places);
        }
        (TypeKind::Newtype { .. }, TypeKind::Alias { .. }) => {
            changes.add("newtype-lost", Verdict::Callers, name, "is no longer a type of its own".to_owned(), places);
        }
        _ => {
            let text = "is another kind of type now".to_owned();
            changes.add("type-kind", side.verdict(Shift::Other).max(Verdict::Callers), name, text, places);
        }
    }
}

fn target(
    old: &Type,
    new: &Type,
    (side, name): (Side, &str),
    places: OldAndNew<'_>,
    same: &dyn Fn(&str, &str) -> bool,
    changes: &mut Changes,
) {
    let shift = shift::types(old, new, same);
    if shift != Shift::Same {
        let text = format!("{} from {} to {}", shift.verb(), shift::name(old), shift::name(new));
        changes.add(format!("type-{}", shift.kind()), side.verdict(shift), name, text, places);
    }
}

/// Sets of values are open: a reader keeps one that it does not know. So a new value breaks nobody who reads.
fn values(old: &[Fact<ValueLabel>], new: &[Fact<ValueLabel>], (side, name): (Side, &str), changes: &mut Changes) {
    let key = |fact: &Fact<ValueLabel>| fact.value.value.to_string();
    let (before, now) = (first_of(old, key), first_of(new, key));
    for fact in old.iter().filter(|fact| !now.contains_key(&key(fact))) {
        let verdict = if side.request { Verdict::Callers } else { Verdict::Servers };
        let text = format!("has no value `{}` any more", fact.value.value);
        changes.add("value-removed", verdict, name, text, (Some(&fact.provenance), None));
    }
    for fact in new {
        match before.get(&key(fact)) {
            None => {
                let text = format!("has the new value `{}`", fact.value.value);
                changes.add("value-added", Verdict::Additive, name, text, (None, Some(&fact.provenance)));
            }
            Some(before) => {
                let places = (Some(&before.provenance), Some(&fact.provenance));
                changes.words("value", name, &before.value.docs, &fact.value.docs, places);
            }
        }
    }
}
