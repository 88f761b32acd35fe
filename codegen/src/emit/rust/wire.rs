//! What types are on the wire, as generated code reads and describes them.

use std::collections::HashMap;

use super::shape::Shape;
use crate::ir::{Api, Type, TypeId, TypeKind, ends};
use crate::naming::normal;

/// What the types of an API are on the wire: behind aliases, ids and value sets.
#[derive(Debug)]
pub struct Wire<'a>(HashMap<&'a TypeId, &'a Type>);

impl<'a> Wire<'a> {
    /// Of the types of `api`.
    #[must_use]
    pub fn new(api: &'a Api) -> Self {
        Self::of(api, &Shape::new(api))
    }

    /// Of the types of `api`, which have this shape. An alias that names itself has no end.
    pub(super) fn of(api: &'a Api, shape: &Shape<'_>) -> Self {
        Self(ends(api, |def| match &def.kind {
            TypeKind::Values { base, .. } => Some(base),
            TypeKind::Alias { target } | TypeKind::Newtype { target } if !shape.is_endless(&def.id) => {
                Some(&target.value)
            }
            _ => None,
        }))
    }

    /// What `ty` is.
    #[must_use]
    pub fn on_wire(&self, ty: &Type) -> Type {
        let end = if let Type::Ref { id } = ty { self.0.get(id).copied() } else { None };
        normal(end.unwrap_or(ty)).into_owned()
    }
}
