//! Types that the documents name: objects and sets of values, with what is said of them.

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostic;
use crate::dialect::Role;
use crate::ir::Docs;
use crate::recognise::raw::{Label, RawRow, Text};
use crate::resolve::context::Context;
use crate::resolve::draft::{Arena, Content, Definition, Draft, FieldDraft, SectionDraft, SetDraft, Shape, ShapeId};
use crate::resolve::link::aliases::{self, numbered};
use crate::resolve::link::messages;
use crate::resolve::link::{link_targets, nest};
use crate::resolve::read::{rows, type_expr};

/// Registers a type that the documents name.
pub fn object(shape: ShapeId, label: &Label, arena: &mut Arena, context: &mut Context<'_>) {
    let Some(name) = &label.name else {
        context.report(messages::nameless_object(label.text.span));
        return;
    };
    aliases::give_way(name, arena, context);
    let before = arena.names.get(&name.value).copied();
    if let Some(before) = before {
        let span = arena.get(before).map_or(name.span, |shape| shape.span);
        if arena.get(shape).is_some_and(|shape| shape.span == span) {
            // The section of several endpoints, which is read for each of them.
            return;
        }
        if span.file == name.span.file {
            context.report(messages::defined_twice(&name.value, name.span, span));
            document_as(before, shape, arena);
            return;
        }
    }
    // The first that is alike, or else the first name that is free.
    let found = numbered(&name.value).find_map(|other| match arena.names.get(&other) {
        Some(known) => difference(*known, shape, arena).is_none().then_some((other, Some(*known))),
        None => arena.taken(&other).is_none().then_some((other, None)),
    });
    let Some((other, known)) = found else { return };
    if let Some(known) = known {
        arena.alike.entry(known).or_default().push(name.span);
        document_as(known, shape, arena);
        register(label, &name.value, Definition::Shape(known), arena);
        return;
    }
    if let Some(message) = object_of_taken_name(name, &other, (before, shape), arena) {
        context.report(message);
        if let Some(shape) = arena.get_mut(shape) {
            shape.name = Some(other.clone());
        }
    }
    arena.names.insert(other, shape);
    register(label, &name.value, Definition::Shape(shape), arena);
}

/// What is said of an object that is called `other`, where something else has its name: another object, `before`, or what
/// is none.
fn object_of_taken_name(
    name: &Text,
    other: &str,
    (before, shape): (Option<ShapeId>, ShapeId),
    arena: &Arena,
) -> Option<Diagnostic> {
    let first = arena.taken(&name.value)?;
    Some(match before {
        Some(before) => {
            let differs = difference(before, shape, arena).unwrap_or_default();
            messages::defined_otherwise((&name.value, other), &differs, name.span, first)
        }
        None if arena.set_names.contains_key(&name.value) => {
            messages::object_and_values(&name.value, other, name.span, first)
        }
        None => messages::is_another_type(&name.value, other, name.span, first),
    })
}

/// Notes what a document defines: for its own text, and for links.
fn register(label: &Label, name: &str, named: Definition, arena: &mut Arena) {
    arena.own.entry(label.text.span.file).or_default().insert(name.to_owned(), named);
    link_targets::register(label, name, named, arena);
}

/// Notes which objects a document is going to define, so that those that name each other can be compared.
pub fn announce(sections: &[SectionDraft], arena: &mut Arena) {
    for section in sections.iter().filter(|section| section.label.role == Role::Object) {
        if let (Some(name), Content::Fields(shape)) = (&section.label.name, &section.content) {
            let own = arena.own.entry(section.label.text.span.file).or_default();
            own.entry(name.value.clone()).or_insert(Definition::Shape(*shape));
        }
    }
}

/// Adds what is said of one object and of its fields to what is said of another, as which it counts.
fn document_as(counts: ShapeId, other: ShapeId, arena: &mut Arena) {
    let docs = arena.get(other).map_or_else(Docs::default, |other| other.docs.clone());
    arena.document(Definition::Shape(counts), &docs);
    for field in arena.fields(other).to_vec() {
        let known = arena.fields(counts).iter().position(|known| known.name.value == field.name.value);
        let Some(known) = known.and_then(|at| arena.field_mut(counts, at)) else { continue };
        if !known.docs.0.contains(field.docs.0.trim()) {
            known.docs.push(&field.docs.0);
        }
    }
}

/// The first field in which two objects differ: in its facts, or in the objects that it names, each as its own document has
/// it. The order of the fields says nothing of an object.
fn difference(one: ShapeId, two: ShapeId, arena: &Arena) -> Option<String> {
    let (mut open, mut seen) = (vec![(one, two, None)], BTreeSet::new());
    while let Some((one, two, within)) = open.pop() {
        if one == two || !seen.insert((one, two)) {
            continue;
        }
        let (Some(first), Some(second)) = (arena.get(one), arena.get(two)) else {
            return Some(within.unwrap_or_default());
        };
        let (own, others) = (in_order(first), in_order(second));
        if first.items.len() != second.items.len() {
            let name = |shape: &Shape| shape.items.first().map(|item| item.value.clone());
            return Some(within.or_else(|| name(first)).or_else(|| name(second)).unwrap_or_default());
        }
        let differs = |(field, other): &(&&FieldDraft, &&FieldDraft)| !states_as(field, other);
        if let Some((field, other)) = own.iter().zip(&others).find(differs) {
            return Some(within.unwrap_or_else(|| (&field.name.value).min(&other.name.value).clone()));
        }
        let longer = if own.len() > others.len() { &own } else { &others };
        if let Some(alone) = longer.get(own.len().min(others.len())) {
            return Some(within.unwrap_or_else(|| alone.name.value.clone()));
        }
        for (field, other) in own.into_iter().zip(others) {
            let root = || within.clone().or_else(|| Some(field.name.value.clone()));
            for (name, own) in named(&field.ty.value).into_iter().zip(named(&other.ty.value)) {
                match (arena.defined(name, first.span.file), arena.defined(own, second.span.file)) {
                    (Some(Definition::Shape(one)), Some(Definition::Shape(two))) => open.push((one, two, root())),
                    (Some(Definition::Shape(_)), _) | (_, Some(Definition::Shape(_))) => {
                        return root();
                    }
                    _ => {}
                }
            }
        }
    }
    None
}

/// Whether two fields have one name and the same facts.
fn states_as(field: &FieldDraft, other: &FieldDraft) -> bool {
    let facts = |field: &FieldDraft| {
        let values: Vec<_> = field.values.iter().map(|known| known.value.clone()).collect();
        (field.name.value.clone(), field.ty_text.clone(), field.presence.value, field.default_text.clone(), values)
    };
    facts(field) == facts(other)
}

/// The fields by their names.
fn in_order(shape: &Shape) -> Vec<&FieldDraft> {
    let mut fields: Vec<_> = shape.fields.iter().collect();
    fields.sort_by_key(|field| &field.name.value);
    fields
}

/// The names of types in a type.
fn named(draft: &Draft) -> Vec<&str> {
    let (mut open, mut names) = (vec![draft], Vec::new());
    while let Some(draft) = open.pop() {
        match draft {
            Draft::Named(name) => names.push(name.value.as_str()),
            Draft::List(inner) | Draft::Map(inner) | Draft::Nullable(inner) => open.push(inner),
            Draft::Union(variants) => open.extend(variants),
            Draft::Of(generic) => open.extend(generic.items.iter().map(|item| &item.ty)),
            _ => {}
        }
    }
    names
}

/// Registers a set of values that the documents name. Another document may give it again.
pub fn set(rows: Vec<RawRow>, label: &Label, arena: &mut Arena, context: &mut Context<'_>) {
    let Some(name) = &label.name else {
        nest::no_parent(label, context);
        return;
    };
    let keys = |rows: &[RawRow]| rows.iter().map(|row| row.key.text.trim().to_owned()).collect::<Vec<_>>();
    aliases::give_way(name, arena, context);
    let ty = set_type(label, context);
    let is = |known: &SetDraft| keys(&known.rows) == keys(&rows) && known.ty == ty;
    // The first that is alike, or else the first name that is free.
    let found = numbered(&name.value).find_map(|other| match arena.set_names.get(&other) {
        Some(known) => arena.sets.get(*known).is_some_and(is).then_some((other, Some(*known))),
        None => arena.taken(&other).is_none().then_some((other, None)),
    });
    let Some((own, known)) = found else { return };
    let at = known.unwrap_or_else(|| {
        if let Some(object) = arena.names.get(&name.value).and_then(|id| arena.get(*id)) {
            context.report(messages::object_and_values(&name.value, &own, name.span, object.span));
        } else if let Some(alias) = arena.aliases.get(&name.value) {
            context.report(messages::is_another_type(&name.value, &own, name.span, alias.span));
        }
        arena.set_names.insert(own.clone(), arena.sets.len());
        let docs = arena.words.remove(&name.value).unwrap_or_default();
        arena.sets.push(SetDraft { name: own, rows, ty, docs, span: label.text.span, used: false });
        arena.sets.len() - 1
    });
    register(label, &name.value, Definition::Set(at), arena);
}

/// What the label of a set says it to be, where that is no other type with a name.
fn set_type(label: &Label, context: &mut Context<'_>) -> Option<Draft> {
    let draft = type_expr::parse_cell(&label.ty.as_ref()?.words, context).ok()?;
    let other = matches!(draft.base(), Draft::Array | Draft::Object | Draft::Map(_));
    (other || rows::takes_values(&draft)).then_some(draft)
}

/// Gives the words below the labels of types that are no objects to what has the name. Gives back those whose name nothing
/// has.
pub fn describe(arena: &mut Arena, context: &mut Context<'_>) -> Docs {
    let mut rest = Docs::default();
    for (name, words) in std::mem::take(&mut arena.words) {
        let shape = arena.names.get(&name).map(|shape| Definition::Shape(*shape));
        let named = shape.or_else(|| arena.set_names.get(&name).map(|set| Definition::Set(*set)));
        if let Some(named) = named {
            arena.document(named, &words);
        } else if let Some(alias) = arena.aliases.get_mut(&name) {
            alias.docs.push(&words.0);
        } else if context.dialect.define.contains_key(&name) {
            arena.words.insert(name, words);
        } else {
            rest.push(&format!("### {name}\n\n{}", words.0));
        }
    }
    rest
}
