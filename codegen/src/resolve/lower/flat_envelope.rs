//! Flat envelopes: data that cannot stand beside the fields of one.

use std::collections::BTreeSet;

use crate::ir::{Body, Endpoint, Envelope, Type, TypeKind};
use crate::resolve::lower::messages;
use crate::resolve::lower::types::Types;
use crate::source::Span;

/// Reports data that cannot stand beside the fields of the envelope.
pub fn check(envelope: &Envelope, endpoints: &[Endpoint], spans: &[Span], types: &mut Types<'_, '_>) {
    if !envelope.is_flat() {
        return;
    }
    let names: BTreeSet<_> = envelope.fields.iter().map(|field| field.name.value.as_str()).collect();
    for (endpoint, span) in endpoints.iter().zip(spans) {
        let Body::Data { data } = &endpoint.response.body.value else { continue };
        let diagnostic = match misfit(data, &names, types, &mut BTreeSet::new()) {
            None => continue,
            Some(Misfit::NoObject) => messages::data_no_object(&endpoint.name, *span),
            Some(Misfit::Field(field)) => messages::data_has_field(&endpoint.name, field, *span),
        };
        types.context.report(diagnostic);
    }
}

/// What keeps data from standing beside fields.
enum Misfit<'t> {
    /// It is no object.
    NoObject,
    /// It has this field too.
    Field(&'t str),
}

/// What keeps data from standing beside these fields, if anything does.
fn misfit<'t>(
    ty: &Type,
    names: &BTreeSet<&str>,
    types: &'t Types<'_, '_>,
    seen: &mut BTreeSet<String>,
) -> Option<Misfit<'t>> {
    match ty {
        Type::Any | Type::Map { .. } | Type::Null => None,
        Type::Nullable { inner } => misfit(inner, names, types, seen),
        Type::Union { variants } => variants.iter().find_map(|variant| misfit(variant, names, types, seen)),
        Type::Ref { id } if seen.contains(&id.0) => None,
        Type::Ref { id } => {
            seen.insert(id.0.clone());
            match &types.defs.get(id)?.kind {
                TypeKind::Struct(object) => {
                    let mut own = object.fields.iter().map(|field| field.name.value.as_str());
                    own.find(|name| names.contains(name)).map(Misfit::Field)
                }
                TypeKind::Alias { target } => misfit(&target.value, names, types, seen),
                _ => Some(Misfit::NoObject),
            }
        }
        _ => Some(Misfit::NoObject),
    }
}
