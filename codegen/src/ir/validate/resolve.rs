//! What a type is behind the names that do not change what is on the wire.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use serde_json::Value;

use crate::ir::{Api, FieldIndexes, Struct, Type, TypeDef, TypeId, TypeKind};

/// Compares values with the types of an API. What it keeps between values is by the index of a type.
#[derive(Debug)]
pub struct Validator<'a> {
    api: &'a Api,
    /// What each name that was met leads to: the last name on the way, and whether `null` is on it.
    ends: RefCell<HashMap<usize, (bool, Option<usize>)>>,
    /// The values of each set that was met.
    sets: RefCell<HashMap<usize, HashSet<Value>>>,
    /// The fields of each object that was met.
    pub(super) fields: FieldIndexes,
}

/// A type behind aliases, newtypes and `null`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Resolved<'t> {
    /// Whether it may be `null`.
    pub(super) nullable: bool,
    /// What it is otherwise.
    pub(super) shape: Shape<'t>,
}

/// A type that is neither a name nor nullable.
#[derive(Clone, Copy, Debug)]
pub(super) enum Shape<'t> {
    /// A type expression.
    Type(&'t Type),
    /// An object.
    Struct(&'t Struct),
    /// A set of values.
    Values { id: &'t TypeId, base: &'t Type },
    /// Nothing defines it.
    Undefined,
}

impl<'a> Validator<'a> {
    /// One for the types of `api`.
    #[must_use]
    pub fn new(api: &'a Api) -> Self {
        Self { api, ends: RefCell::default(), sets: RefCell::default(), fields: FieldIndexes::default() }
    }

    fn definition(&self, id: &TypeId) -> Option<(usize, &'a TypeDef)> {
        let at = self.api.type_index(id)?;
        Some((at, self.api.types.get(at)?))
    }

    /// What `ty` is behind its names.
    pub(super) fn resolve<'t>(&'t self, ty: &'t Type) -> Resolved<'t> {
        let (nullable, inner) = without_null(ty);
        let Type::Ref { id } = inner else { return Resolved { nullable, shape: Shape::Type(inner) } };
        let (null_behind, end) = self.end(id);
        let shape = end.and_then(|at| self.api.types.get(at)).map_or(Shape::Undefined, |def| match &def.kind {
            TypeKind::Struct(object) => Shape::Struct(object),
            TypeKind::Values { base, .. } => Shape::Values { id: &def.id, base },
            TypeKind::Alias { target } | TypeKind::Newtype { target } => Shape::Type(without_null(&target.value).1),
        });
        Resolved { nullable: nullable || null_behind, shape }
    }

    /// The last name on the way from the name `id`. The names on the way are kept with it, so that each is passed once.
    fn end<'t>(&'t self, mut id: &'t TypeId) -> (bool, Option<usize>) {
        let mut passed = Vec::new();
        let (mut nullable, end) = loop {
            let Some((at, def)) = self.definition(id) else { break (false, None) };
            if let Some(known) = self.ends.borrow().get(&at) {
                break *known;
            }
            let (null, inner) = match &def.kind {
                TypeKind::Alias { target } | TypeKind::Newtype { target } => without_null(&target.value),
                TypeKind::Struct(_) | TypeKind::Values { .. } => break (false, Some(at)),
            };
            // More names than there are: they lead in a circle.
            if passed.len() > self.api.types.len() {
                break (false, None);
            }
            passed.push((at, null));
            match inner {
                Type::Ref { id: next } => id = next,
                _ => break (false, Some(at)),
            }
        };
        let mut ends = self.ends.borrow_mut();
        for (at, null) in passed.into_iter().rev() {
            nullable |= null;
            ends.insert(at, (nullable, end));
        }
        (nullable, end)
    }

    /// What the members of a union are, those of the unions among them included.
    pub(super) fn members<'t>(&'t self, union: &'t Type) -> (bool, Vec<Shape<'t>>) {
        let (mut nullable, mut members) = (false, Vec::new());
        let mut seen: HashSet<*const Type> = HashSet::from([std::ptr::from_ref(union)]);
        let mut open = union.children();
        open.reverse();
        while let Some(ty) = open.pop() {
            let resolved = self.resolve(ty);
            nullable |= resolved.nullable;
            match resolved.shape {
                Shape::Type(inner @ Type::Union { variants }) => {
                    if seen.insert(std::ptr::from_ref(inner)) {
                        open.extend(variants.iter().rev());
                    }
                }
                shape => members.push(shape),
            }
        }
        (nullable, members)
    }

    /// Whether `value` is listed in the set `id`.
    pub(super) fn lists(&self, id: &TypeId, value: &Value) -> bool {
        let Some((at, def)) = self.definition(id) else { return false };
        let TypeKind::Values { values, .. } = &def.kind else { return false };
        let mut sets = self.sets.borrow_mut();
        sets.entry(at).or_insert_with(|| values.iter().map(|known| known.value.value.clone()).collect()).contains(value)
    }
}

/// A type without `null`, and whether it may be that.
fn without_null(mut ty: &Type) -> (bool, &Type) {
    let mut nullable = false;
    while let Type::Nullable { inner } = ty {
        (nullable, ty) = (true, inner);
    }
    (nullable, ty)
}
