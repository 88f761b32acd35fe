//! How deep types nest: emitters expand names of types, so a chain of them is as deep as one written out.

use std::collections::{HashMap, HashSet};

use super::{Api, Body, Fact, Provenance, Type, TypeId, TypeKind};

/// How many lists, maps, unions and `null`s may stand in each other, with those of the types that are named for another.
pub const NESTING: usize = 64;

/// The types that nest deeper than [`NESTING`], of each chain the first. Nothing here goes deeper than the stack, however
/// deep the types are.
#[must_use]
pub fn too_deep(api: &Api) -> Vec<&Provenance> {
    let mut known: HashMap<&TypeId, usize> = HashMap::new();
    let mut found = Vec::new();
    for (id, target) in after_their_parts(api) {
        let depth = nesting(&target.value, &known);
        if depth > NESTING && !names_deeper(&target.value, &known) {
            found.push(&target.provenance);
        }
        known.insert(id, depth);
    }
    let parameters = api.endpoints.iter().flat_map(|endpoint| &endpoint.parameters.fields);
    let structs = api.types.iter().filter_map(|def| match &def.kind {
        TypeKind::Struct(body) => Some(&body.fields),
        _ => None,
    });
    let fields = parameters.chain(structs.flatten()).map(|field| (&field.ty.value, &field.ty.provenance));
    let bodies = api.endpoints.iter().filter_map(|endpoint| match &endpoint.response.body.value {
        Body::Data { data } => Some((data, &endpoint.response.body.provenance)),
        _ => None,
    });
    let deep = |(ty, _): &(&Type, &Provenance)| nesting(ty, &known) > NESTING && !names_deeper(ty, &known);
    found.extend(fields.chain(bodies).filter(deep).map(|(_, at)| at));
    found
}

/// How many lists, maps, unions and `null`s stand in each other in a type, without those of the types that it names.
#[must_use]
pub fn depth(ty: &Type) -> usize {
    nesting(ty, &HashMap::new())
}

/// How deep a type nests, with what is known of the types that it names.
fn nesting(ty: &Type, known: &HashMap<&TypeId, usize>) -> usize {
    let mut deepest = 0;
    let mut open = vec![(ty, 0)];
    while let Some((ty, depth)) = open.pop() {
        let inside = match ty {
            Type::Ref { id } => known.get(id).copied().unwrap_or_default(),
            _ => 0,
        };
        deepest = deepest.max(depth + inside);
        open.extend(ty.children().into_iter().map(|inner| (inner, depth + 1)));
    }
    deepest
}

/// Whether a type names one that nests too deep by itself.
fn names_deeper(ty: &Type, known: &HashMap<&TypeId, usize>) -> bool {
    names(ty).any(|id| known.get(id).is_some_and(|depth| *depth > NESTING))
}

fn names(ty: &Type) -> impl Iterator<Item = &TypeId> {
    let mut open = vec![ty];
    std::iter::from_fn(move || {
        while let Some(ty) = open.pop() {
            open.extend(ty.children());
            if let Type::Ref { id } = ty {
                return Some(id);
            }
        }
        None
    })
}

/// The types that are another by name, each after those that it names. In a circle, one of them comes first.
fn after_their_parts(api: &Api) -> Vec<(&TypeId, &Fact<Type>)> {
    let target = |id: &TypeId| match api.type_def(id).map(|def| (&def.id, &def.kind)) {
        Some((id, TypeKind::Alias { target } | TypeKind::Newtype { target })) => Some((id, target)),
        _ => None,
    };
    let mut seen: HashSet<&TypeId> = HashSet::new();
    let mut sorted = Vec::new();
    for def in &api.types {
        let mut open: Vec<_> = target(&def.id).map(|found| (found, false)).into_iter().collect();
        while let Some((found, done)) = open.pop() {
            if done {
                sorted.push(found);
            } else if seen.insert(found.0) {
                open.push((found, true));
                open.extend(names(&found.1.value).filter_map(target).map(|inner| (inner, false)));
            }
        }
    }
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::TypeDef;
    use crate::ir::build::{self, at, definition};

    /// `count` types, each of which `wrap` makes of the next; the last names the type `end`.
    fn chain(count: u32, end: u32, wrap: fn(Type) -> Type) -> Vec<TypeDef> {
        let id = |number: u32| format!("t{number:06}");
        let def = |number: u32| {
            let next = if number + 1 == count { end } else { number + 1 };
            let target = Fact { value: wrap(Type::reference(id(next))), provenance: at(number) };
            TypeDef { provenance: at(number), ..definition(&id(number), TypeKind::Alias { target }) }
        };
        (0..count).map(def).collect()
    }

    fn deep(types: Vec<TypeDef>) -> Vec<u32> {
        too_deep(&build::api("api", Vec::new(), types)).iter().map(|at| at.line).collect()
    }

    #[test]
    fn chains_of_any_length_are_measured() {
        let list = build::list;
        let union = |ty| build::union([ty, Type::Bool]);
        let same = |ty| ty;
        for (count, end, wrap, expected) in [
            (64, 99, list as fn(Type) -> Type, vec![]),
            (65, 99, list, vec![0]),
            (20_000, 99_999, list, vec![19_935]),
            (20_000, 99_999, union, vec![19_935]),
            (20_000, 99_999, same, vec![]),
            (20_000, 0, same, vec![]),
        ] {
            assert_eq!(deep(chain(count, end, wrap)), expected, "{count} types");
        }
    }
}
