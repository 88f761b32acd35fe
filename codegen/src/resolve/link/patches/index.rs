//! Where the things are that patches speak of, by their names.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::resolve::draft::{Arena, Draft, EndpointDraft, FieldDraft, ShapeId};

/// Where things are by their names.
#[derive(Default)]
pub(super) struct Index {
    /// The endpoints in their list.
    pub endpoints: HashMap<String, usize>,
    /// The fields of the objects that were asked for.
    fields: HashMap<ShapeId, FieldIndex>,
    /// The names of the types that anything has, where they are known.
    named: Option<HashSet<String>>,
}

/// The fields of one object by their names.
#[derive(Default)]
struct FieldIndex {
    /// The fields of each name.
    places: HashMap<String, BTreeSet<usize>>,
    /// How many fields were looked at.
    known: usize,
    /// Those that patches took out. They stay in their places until somebody looks at all fields of the object: each of
    /// many patches can take one out.
    gone: BTreeSet<usize>,
}

impl Index {
    pub fn new<'n>(endpoints: impl Iterator<Item = &'n String>) -> Self {
        Self { endpoints: endpoints.cloned().zip(0..).collect(), ..Self::default() }
    }

    /// The first field of this name.
    pub fn field(&mut self, shape: ShapeId, name: &str, arena: &Arena) -> Option<usize> {
        let (fields, index) = (arena.fields(shape), self.fields.entry(shape).or_default());
        for (at, field) in fields.iter().enumerate().skip(index.known) {
            index.places.entry(field.name.value.clone()).or_default().insert(at);
        }
        index.known = fields.len();
        index.places.get(name)?.first().copied()
    }

    /// The names of the fields of an object.
    pub fn names<'a>(&'a self, shape: ShapeId, arena: &'a Arena) -> impl Iterator<Item = &'a str> {
        let gone = self.fields.get(&shape).map(|index| &index.gone);
        let there = move |at: &usize| gone.is_none_or(|gone| !gone.contains(at));
        arena
            .fields(shape)
            .iter()
            .enumerate()
            .filter(move |(at, _)| there(at))
            .map(|(_, field)| field.name.value.as_str())
    }

    /// The field at `at` was called `old`.
    pub fn renamed(&mut self, shape: ShapeId, at: usize, old: &str, arena: &Arena) {
        let new = arena.fields(shape).get(at).map(|field| &field.name.value);
        let Some((index, new)) = self.fields.get_mut(&shape).zip(new.filter(|new| *new != old)) else { return };
        index.leave(at, old);
        index.places.entry(new.clone()).or_default().insert(at);
    }

    /// The field at `at`, which is called `name`, is none of its object any more.
    pub fn take_out(&mut self, shape: ShapeId, at: usize, name: &str) {
        let index = self.fields.entry(shape).or_default();
        index.leave(at, name);
        index.gone.insert(at);
    }

    /// Takes what is none of their objects any more out of them.
    pub fn settle(&mut self, arena: &mut Arena) {
        self.fields.retain(|shape, index| {
            let gone = &index.gone;
            if !gone.is_empty() {
                let fields = arena.take_fields(*shape).into_iter().enumerate();
                let left = fields.filter(|(at, _)| !gone.contains(at)).map(|(_, field)| field);
                arena.put_fields(*shape, left.collect());
            }
            index.gone.is_empty()
        });
    }

    /// Whether the type of any field, parameter or response has this name in it.
    pub fn mentions(&mut self, name: &str, endpoints: &[EndpointDraft], arena: &Arena) -> bool {
        let named = self.named.get_or_insert_with(|| {
            let fields = arena.all().flat_map(|shape| &shape.fields).map(|field| &field.ty.value);
            let responses = endpoints.iter().filter_map(|endpoint| endpoint.response.as_ref());
            let mut named = HashSet::new();
            fields.chain(responses.map(|response| &response.value)).for_each(|draft| add_names(draft, &mut named));
            named
        });
        named.contains(name)
    }

    /// The types of these fields are had too.
    pub fn add_names(&mut self, fields: &[FieldDraft]) {
        if let Some(named) = &mut self.named {
            for field in fields {
                add_names(&field.ty.value, named);
            }
        }
    }

    /// Types were changed.
    pub fn forget_names(&mut self) {
        self.named = None;
    }
}

impl FieldIndex {
    /// The field at `at` is not called `name` any more.
    fn leave(&mut self, at: usize, name: &str) {
        if let Some(places) = self.places.get_mut(name) {
            places.remove(&at);
        }
    }
}

fn add_names(draft: &Draft, names: &mut HashSet<String>) {
    match draft {
        Draft::Named(text) => drop(names.insert(text.value.clone())),
        Draft::List(inner) | Draft::Map(inner) | Draft::Nullable(inner) => add_names(inner, names),
        Draft::Union(variants) => variants.iter().for_each(|variant| add_names(variant, names)),
        _ => {}
    }
}
