//! How types hold each other: which contain themselves, and so need a [`Box`] or a name of their own, and which parameters
//! hold.

use std::collections::{HashMap, HashSet};

use crate::ir::{Api, Type, TypeId, TypeKind};

/// The objects that parameters hold, and those in them.
pub fn reachable(api: &Api) -> HashSet<&TypeId> {
    let mut found = HashSet::new();
    let parameters = api.endpoints.iter().flat_map(|endpoint| &endpoint.parameters.fields);
    let mut open: Vec<&Type> = parameters.map(|field| &field.ty.value).collect();
    while let Some(ty) = open.pop() {
        open.extend(ty.children());
        let Type::Ref { id } = ty else { continue };
        if let Some(def) = api.type_def(id).filter(|_| found.insert(id)) {
            match &def.kind {
                TypeKind::Struct(body) => open.extend(body.fields.iter().map(|field| &field.ty.value)),
                TypeKind::Alias { target } | TypeKind::Newtype { target } => open.push(&target.value),
                TypeKind::Values { .. } => {}
            }
        }
    }
    found
}

/// Which types contain themselves.
pub struct Shape<'a> {
    /// For each type that holds itself by value, over however many others, the circle to which it belongs.
    circles: HashMap<&'a TypeId, usize>,
    /// The aliases that would be expanded without end.
    endless: HashSet<&'a TypeId>,
}

impl<'a> Shape<'a> {
    pub fn new(api: &'a Api) -> Self {
        let by_value = Graph::new(api, |kind| parts(kind, &mut held));
        let aliases = Graph::new(api, |kind| match kind {
            TypeKind::Alias { .. } => parts(kind, &mut named),
            _ => Vec::new(),
        });
        Self { circles: by_value.circles(), endless: aliases.circles().into_keys().collect() }
    }

    /// Whether `owner` must hold `held` in a box.
    pub fn boxed(&self, owner: &TypeId, held: &TypeId) -> bool {
        self.circles.get(owner).is_some_and(|circle| self.circles.get(held) == Some(circle))
    }

    /// Whether an alias needs to be a type of its own, since it names itself.
    pub fn is_endless(&self, alias: &TypeId) -> bool {
        self.endless.contains(alias)
    }
}

type Visit = dyn for<'t> FnMut(&'t Type, &mut Vec<&'t TypeId>);

fn parts<'t>(kind: &'t TypeKind, visit: &mut Visit) -> Vec<&'t TypeId> {
    let mut found = Vec::new();
    match kind {
        TypeKind::Struct(body) => body.fields.iter().for_each(|field| visit(&field.ty.value, &mut found)),
        TypeKind::Alias { target } | TypeKind::Newtype { target } => visit(&target.value, &mut found),
        TypeKind::Values { .. } => {}
    }
    found
}

/// The types that a value of `ty` has within itself; lists and maps hold theirs elsewhere.
fn held<'t>(ty: &'t Type, found: &mut Vec<&'t TypeId>) {
    match ty {
        Type::Ref { id } => found.push(id),
        Type::Nullable { inner } => held(inner, found),
        Type::Union { variants } => variants.iter().for_each(|variant| held(variant, found)),
        _ => {}
    }
}

/// The types that `ty` names.
fn named<'t>(ty: &'t Type, found: &mut Vec<&'t TypeId>) {
    match ty {
        Type::Ref { id } => found.push(id),
        Type::List { items: inner } | Type::Map { values: inner } | Type::Nullable { inner } => named(inner, found),
        // A union is a type of its own, and an expansion ends there.
        _ => {}
    }
}

/// Types and the types that they lead to, by their places in the API.
struct Graph<'a> {
    api: &'a Api,
    edges: Vec<Vec<usize>>,
}

impl<'a> Graph<'a> {
    fn new(api: &'a Api, targets: impl Fn(&'a TypeKind) -> Vec<&'a TypeId>) -> Self {
        let places = |kind| targets(kind).into_iter().filter_map(|id| api.type_index(id)).collect();
        Self { api, edges: api.types.iter().map(|def| places(&def.kind)).collect() }
    }

    fn targets(&self, at: usize) -> &[usize] {
        self.edges.get(at).map(Vec::as_slice).unwrap_or_default()
    }

    /// The strongly connected parts that contain an edge, by Kosaraju's algorithm; each has a number.
    fn circles(&self) -> HashMap<&'a TypeId, usize> {
        let mut back: Vec<Vec<usize>> = vec![Vec::new(); self.edges.len()];
        for (from, targets) in self.edges.iter().enumerate() {
            for to in targets {
                back.get_mut(*to).into_iter().for_each(|back| back.push(from));
            }
        }
        let mut seen = Seen::of(&self.edges);
        let mut circles = HashMap::new();
        for (number, root) in self.finished().into_iter().rev().enumerate() {
            let mut part = Vec::new();
            let mut open = vec![root];
            while let Some(at) = open.pop() {
                if seen.insert(at) {
                    part.push(at);
                    open.extend(back.get(at).into_iter().flatten());
                }
            }
            if part.len() > 1 || part.iter().any(|at| self.targets(*at).contains(at)) {
                let defs = part.into_iter().filter_map(|at| self.api.types.get(at));
                circles.extend(defs.map(|def| (&def.id, number)));
            }
        }
        circles
    }

    /// The types, each after those that it leads to.
    fn finished(&self) -> Vec<usize> {
        let mut seen = Seen::of(&self.edges);
        let mut finished = Vec::with_capacity(self.edges.len());
        for root in 0..self.edges.len() {
            let mut open = vec![(root, false)];
            while let Some((at, done)) = open.pop() {
                if done {
                    finished.push(at);
                } else if seen.insert(at) {
                    open.push((at, true));
                    open.extend(self.targets(at).iter().map(|target| (*target, false)));
                }
            }
        }
        finished
    }
}

/// The places that were met.
struct Seen(Vec<bool>);

impl Seen {
    fn of(all: &[Vec<usize>]) -> Self {
        Self(vec![false; all.len()])
    }

    /// Whether the place is met for the first time.
    fn insert(&mut self, at: usize) -> bool {
        self.0.get_mut(at).is_some_and(|met| !std::mem::replace(met, true))
    }
}
