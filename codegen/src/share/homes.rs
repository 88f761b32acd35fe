//! Where types without a name stand.

use std::collections::BTreeMap;

use crate::ir::{Api, Field, Type, TypeId, TypeKind};

/// The field that a type without a name stands at.
pub struct Home<'a> {
    /// The address of what has the field: a type, or the parameters of an endpoint.
    pub owner: &'a str,
    /// The name of the field.
    pub field: &'a str,
}

/// The fields of the types whose addresses say that they stand at one.
pub fn of(api: &Api) -> BTreeMap<&TypeId, Home<'_>> {
    let mut homes = BTreeMap::new();
    for endpoint in &api.endpoints {
        for field in &endpoint.parameters.fields {
            add(field, |address| address.strip_prefix(endpoint.name.as_str()) == Some("/parameters"), &mut homes);
        }
    }
    for def in &api.types {
        if let TypeKind::Struct(body) = &def.kind {
            for field in &body.fields {
                add(field, |address| address == def.id.0, &mut homes);
            }
        }
    }
    homes
}

/// Adds the types of a field whose address is that of the field, in what is at home at one that `owns` it.
fn add<'a>(field: &'a Field, owns: impl Fn(&str) -> bool, homes: &mut BTreeMap<&'a TypeId, Home<'a>>) {
    let mut open = vec![&field.ty.value];
    while let Some(ty) = open.pop() {
        open.extend(ty.children());
        let Type::Ref { id } = ty else { continue };
        let owner = id.0.strip_suffix(field.name.value.as_str()).and_then(|owner| owner.strip_suffix('/'));
        if let Some(owner) = owner.filter(|owner| owns(owner)) {
            homes.insert(id, Home { owner, field: &field.name.value });
        }
    }
}
