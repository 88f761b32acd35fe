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
    let names: BTreeSet<_> = envelope.members().collect();
    for (endpoint, span) in endpoints.iter().zip(spans).filter(|(endpoint, _)| !endpoint.response.is_bare()) {
        let Body::Data { data } = &endpoint.response.body.value else { continue };
        let diagnostic = match misfit(data, &names, types) {
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
fn misfit<'t>(ty: &'t Type, names: &BTreeSet<&str>, types: &'t Types<'_, '_>) -> Option<Misfit<'t>> {
    let (mut open, mut seen) = (vec![ty], BTreeSet::new());
    while let Some(ty) = open.pop() {
        match ty {
            Type::Any | Type::Map { .. } | Type::Null => {}
            Type::Nullable { inner } => open.push(inner),
            Type::Union { variants } => open.extend(variants.iter().rev()),
            Type::Ref { id } if !seen.insert(id) => {}
            Type::Ref { id } => match types.defs.get(id).map(|def| &def.kind) {
                Some(TypeKind::Struct(object)) => {
                    let mut own = object.fields.iter().map(|field| field.name.value.as_str());
                    if let Some(both) = own.find(|name| names.contains(name)) {
                        return Some(Misfit::Field(both));
                    }
                }
                Some(TypeKind::Alias { target }) => open.push(&target.value),
                Some(_) => return Some(Misfit::NoObject),
                None => {}
            },
            _ => return Some(Misfit::NoObject),
        }
    }
    None
}
