//! The types of the examples that show no call.

use crate::ir::{Type, TypeId};
use crate::resolve::draft::{Draft, ExampleDraft, TypeExample};
use crate::resolve::lower::types::Types;

/// An example with its type.
pub struct TypedExample {
    /// The example.
    pub example: ExampleDraft,
    /// The type, and what it is called in messages.
    pub ty: Option<(Type, String)>,
}

/// Makes the types of the examples.
pub fn lower(types: &mut Types<'_, '_>) -> Vec<TypedExample> {
    let examples = std::mem::take(&mut types.arena.examples);
    let made = examples.into_iter().map(|TypeExample { example, ty }| {
        let ty = ty.map(|draft| {
            let ty = of_set(&draft, types).unwrap_or_else(|| types.lower(&draft, "example"));
            let name = inside(&ty).unwrap_or("example").to_owned();
            (ty, name)
        });
        TypedExample { example, ty }
    });
    made.collect()
}

/// The type that a table of values defines, which a field has by its values, and not by its name.
fn of_set(draft: &Draft, types: &Types<'_, '_>) -> Option<Type> {
    let Draft::Named(name) = draft else { return None };
    let (arena, name) = (&types.arena, &name.value);
    let set =
        !arena.names.contains_key(name) && !arena.aliases.contains_key(name) && arena.set_names.contains_key(name);
    set.then(|| Type::Ref { id: TypeId(name.clone()) })
}

/// The id of the type, or of that which it holds.
fn inside(ty: &Type) -> Option<&str> {
    match ty {
        Type::Ref { id } => Some(&id.0),
        _ => ty.children().into_iter().find_map(inside),
    }
}
