//! Examples of types: what they say of types that are open, and whether they are values of theirs.

use serde_json::Value;

use crate::ir::{Api, Docs, Type};
use crate::resolve::context::Context;
use crate::resolve::draft::{AliasDraft, Arena, Draft, Known, TypeExample};
use crate::resolve::examples::compare::Comparison;
use crate::resolve::examples::infer;
use crate::resolve::figures::Figures;
use crate::resolve::lower::type_examples::TypedExample;
use crate::resolve::read::dialect_types;

/// Infers what is open in the types of examples, from all examples of one type together.
pub fn infer_types(arena: &mut Arena, context: &mut Context<'_>) {
    let mut examples = std::mem::take(&mut arena.examples);
    infer_together(&mut examples, arena, context);
    arena.examples = examples;
}

fn infer_together(shown: &mut [TypeExample], arena: &mut Arena, context: &mut Context<'_>) {
    let mut groups: Vec<(Draft, Vec<usize>)> = Vec::new();
    for (at, example) in shown.iter().enumerate() {
        let Some(ty) = example.ty.as_ref().map(|ty| behind(ty, arena)) else { continue };
        match groups.iter_mut().find(|(known, _)| same(known, &ty)) {
            Some((_, places)) => places.push(at),
            None => groups.push((ty, vec![at])),
        }
    }
    for (mut ty, places) in groups {
        let own = || places.iter().filter_map(|at| shown.get(*at));
        let values: Vec<&Value> = own().filter_map(|example| example.example.value()).collect();
        let Some(span) = own().next().map(|example| example.example.span) else { continue };
        infer::of_type(&mut ty, values.clone(), span, arena, context);
        let Draft::Named(name) = &ty else { continue };
        if dialect_types::is_described(name, arena, context) {
            continue;
        }
        let found = infer::common(values, span, arena, context);
        if let Some(found) = found.filter(|found| !matches!(found, Draft::Object)) {
            let ty = Some(Known::inferred(found, span, "from the example"));
            let alias = AliasDraft { said: None, ty, docs: Docs::default(), span: name.span };
            arena.aliases.insert(name.value.clone(), alias);
        } else {
            for at in places {
                if let Some(example) = shown.get_mut(at) {
                    example.ty = None;
                }
            }
        }
    }
}

/// The type behind a name: the object that has it, or what a sentence says it to be.
fn behind(ty: &Draft, arena: &Arena) -> Draft {
    let mut ty = ty;
    // A chain of names that never ends is as good as its beginning.
    for _ in 0..16 {
        let Draft::Named(name) = ty else { break };
        if let Some(shape) = arena.names.get(&name.value) {
            return Draft::Struct(*shape);
        }
        match arena.aliases.get(&name.value).and_then(|alias| alias.ty.as_ref()) {
            Some(target) => ty = &target.value,
            None => break,
        }
    }
    ty.clone()
}

fn same(one: &Draft, two: &Draft) -> bool {
    match (one, two) {
        (Draft::Named(one), Draft::Named(two)) => one.value == two.value,
        _ => one == two,
    }
}

/// Compares the examples with their types, and puts each to its type; one that has none of its own, such as a list, is
/// put into the documentation.
pub fn attach(api: &mut Api, examples: Vec<TypedExample>, figures: &mut Figures, context: &mut Context<'_>) {
    let comparison = Comparison::new(api);
    for TypedExample { example, ty } in &examples {
        let is_json = example.example.is_json();
        figures.examples += usize::from(is_json);
        if let Some((ty, name)) = ty {
            let decodes = comparison.value(ty, name, example, context);
            figures.decoded += usize::from(is_json && decodes);
        }
    }
    for TypedExample { example, ty } in examples {
        let def = match &ty {
            Some((Type::Ref { id }, _)) => api.types.binary_search_by(|def| def.id.cmp(id)).ok(),
            _ => None,
        };
        match def.and_then(|at| api.types.get_mut(at)) {
            Some(def) => def.examples.push(example.example),
            None => example.document(&mut api.docs),
        }
    }
}
