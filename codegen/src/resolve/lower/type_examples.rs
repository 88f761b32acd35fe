//! The types of the examples that show no call.

use crate::ir::Type;
use crate::resolve::draft::{ExampleDraft, TypeExample};
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
            let ty = types.lower(&draft, "example");
            let name = inside(&ty).unwrap_or("example").to_owned();
            (ty, name)
        });
        TypedExample { example, ty }
    });
    made.collect()
}

/// The id of the type, or of that which it holds.
fn inside(ty: &Type) -> Option<&str> {
    match ty {
        Type::Ref { id } => Some(&id.0),
        _ => ty.children().into_iter().find_map(inside),
    }
}
