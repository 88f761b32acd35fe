//! Types that have the fields of other types beside their own.

use std::collections::BTreeSet;

use crate::recognise::links::Files;
use crate::recognise::raw::Said;
use crate::resolve::context::Context;
use crate::resolve::draft::{Arena, Draft, FieldDraft, ShapeId};
use crate::resolve::link::{body_row, generics, messages, references};

/// Adds to each object the fields of the types that sentences say it to have too. Its own count.
pub fn add(files: &Files, arena: &mut Arena, context: &mut Context<'_>) {
    let mut walk = Walk { files, open: BTreeSet::new() };
    for id in arena.ids() {
        walk.settle(id, arena, context);
    }
}

struct Walk<'f> {
    files: &'f Files,
    /// The objects that wait for the fields of others.
    open: BTreeSet<ShapeId>,
}

impl Walk<'_> {
    fn settle(&mut self, id: ShapeId, arena: &mut Arena, context: &mut Context<'_>) {
        let more = arena.get_mut(id).map(|shape| std::mem::take(&mut shape.more)).unwrap_or_default();
        if more.is_empty() {
            return;
        }
        self.open.insert(id);
        for said in more {
            let fields = self.fields_of(id, &said, arena, context);
            let Some(shape) = arena.get_mut(id) else { continue };
            for field in fields {
                if shape.fields.iter().all(|known| known.name.value != field.name.value) {
                    shape.fields.push(field);
                }
            }
        }
        self.open.remove(&id);
    }

    /// The fields of the type that a sentence below the object `id` names, with those that it takes over itself.
    fn fields_of(&mut self, id: ShapeId, said: &Said, arena: &mut Arena, context: &mut Context<'_>) -> Vec<FieldDraft> {
        let words = &said.words;
        let Some(mut draft) = references::said_type(said, self.files, arena, context) else { return Vec::new() };
        generics::mark_in(&mut draft, id, arena);
        if let Draft::Of(generic) = &draft
            && let Some(shape) = generics::of_documents(generic, arena, context)
        {
            if self.open.contains(&shape) {
                context.report(messages::no_more_fields(&words.text, true, words.span));
                return Vec::new();
            }
            self.settle(shape, arena, context);
        }
        generics::make(&mut draft, arena, context);
        let named = draft.name().and_then(|name| arena.names.get(&name.value).copied());
        let other = draft.shape().or(named);
        if let Some(other) = other {
            if self.open.contains(&other) {
                context.report(messages::no_more_fields(&words.text, true, words.span));
                return Vec::new();
            }
            self.settle(other, arena, context);
            let name = arena.get(other).and_then(|shape| shape.name.clone());
            arena.inlined.extend(name);
            return arena.fields(other).to_vec();
        }
        // That it is an object says nothing of its fields.
        if draft == Draft::Object {
            return Vec::new();
        }
        let fields = body_row::inside(&draft, arena, context);
        if fields.is_none() {
            context.report(messages::no_more_fields(&words.text, false, words.span));
        }
        fields.unwrap_or_default()
    }
}
