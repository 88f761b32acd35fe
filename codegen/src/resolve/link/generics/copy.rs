//! Copies of generics, with what a use gives in the places of their words.

use std::collections::{BTreeMap, BTreeSet};

use super::{Arena, Argument, Context, Draft, FieldDraft, ShapeId};
use crate::resolve::draft::SetDraft;
use crate::resolve::read::rows;

/// The object, and those without a name that stand in it alone.
pub fn inside(id: ShapeId, arena: &Arena) -> Vec<ShapeId> {
    let (mut found, mut seen) = (vec![id], BTreeSet::from([id]));
    let mut at = 0;
    while let Some(shape) = found.get(at) {
        let mut types: Vec<&Draft> = arena.fields(*shape).iter().map(|field| &field.ty.value).collect();
        while let Some(draft) = types.pop() {
            match draft {
                Draft::Struct(inner) if is_part(*inner, arena) && seen.insert(*inner) => found.push(*inner),
                Draft::List(inner) | Draft::Map(inner) | Draft::Nullable(inner) => types.push(inner),
                Draft::Union(variants) => types.extend(variants),
                Draft::Of(generic) => types.extend(generic.items.iter().map(|item| &item.ty)),
                _ => {}
            }
        }
        at += 1;
    }
    found
}

/// Whether an object has no name, and was made of nothing else.
fn is_part(shape: ShapeId, arena: &Arena) -> bool {
    arena.get(shape).is_some_and(|shape| shape.name.is_none() && shape.made.is_none())
}

/// A copy of the generic `shape` that is given `items`.
pub fn object(shape: ShapeId, items: &[Argument], arena: &mut Arena, context: &mut Context<'_>) -> ShapeId {
    let parts = inside(shape, arena);
    let mut copies = BTreeMap::new();
    for id in &parts {
        let Some(mut copy) = arena.get(*id).cloned() else { continue };
        copy.items.clear();
        copy.copied = true;
        arena.made_fields += copy.fields.len();
        copies.insert(*id, arena.add(copy));
    }
    let given = Given { items, copies: &copies };
    for copy in copies.values() {
        let mut fields = arena.take_fields(*copy);
        for field in &mut fields {
            given.field(field, arena, context);
        }
        arena.put_fields(*copy, fields);
    }
    copies.get(&shape).copied().unwrap_or(shape)
}

/// What a use gives, and what stands for the parts of the generic.
struct Given<'g> {
    items: &'g [Argument],
    copies: &'g BTreeMap<ShapeId, ShapeId>,
}

impl Given<'_> {
    fn field(&self, field: &mut FieldDraft, arena: &mut Arena, context: &mut Context<'_>) {
        let set = self.put(&mut field.ty.value).filter(|_| field.values.is_empty());
        let Some(known) = set.and_then(|set| arena.sets.get_mut(set)) else { return };
        known.used = true;
        let SetDraft { name, rows, span, .. } = known.clone();
        if rows::give(field, &rows, span, context) {
            field.set = Some(name);
        }
    }

    /// Puts what is given into a type. The set of values that the type then has.
    fn put(&self, draft: &mut Draft) -> Option<usize> {
        match draft {
            Draft::Given(at) => {
                let item = self.items.get(*at)?.clone();
                *draft = item.ty;
                item.set
            }
            Draft::Struct(shape) => {
                if let Some(copy) = self.copies.get(shape) {
                    *shape = *copy;
                }
                None
            }
            Draft::List(inner) | Draft::Map(inner) => self.put(inner),
            Draft::Nullable(inner) => {
                let set = self.put(inner);
                if let Draft::Nullable(once) = inner.as_ref() {
                    *draft = Draft::Nullable(once.clone());
                }
                set
            }
            Draft::Union(variants) => {
                for variant in variants.iter_mut() {
                    self.put(variant);
                }
                None
            }
            Draft::Of(generic) => {
                for item in &mut generic.items {
                    item.set = self.put(&mut item.ty).or(item.set);
                }
                None
            }
            _ => None,
        }
    }
}
