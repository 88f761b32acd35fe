//! Which types are used.

use std::collections::BTreeSet;

use super::{Api, Body, Endpoint, Frames, Type, TypeId, TypeKind};

/// The types that endpoints, the envelope and statuses use, and those in them.
#[must_use]
pub fn used_types(api: &Api) -> BTreeSet<&TypeId> {
    let mut open: Vec<&Type> = api.envelope.fields.iter().map(|field| &field.ty.value).collect();
    open.extend(api.statuses.iter().filter_map(|status| status.ty.as_ref()).map(|ty| &ty.value));
    api.endpoints.iter().for_each(|endpoint| own(endpoint, &mut open));
    closed(api, open)
}

/// The types that one endpoint uses, and those in them.
#[must_use]
pub fn types_used_by<'a>(api: &'a Api, endpoint: &'a Endpoint) -> BTreeSet<&'a TypeId> {
    let mut open = Vec::new();
    own(endpoint, &mut open);
    closed(api, open)
}

/// The types that events and the messages before them hold, and those in them.
#[must_use]
pub fn types_of_events(api: &Api) -> BTreeSet<&TypeId> {
    let mut open = Vec::new();
    let steps = api.frames.iter().flat_map(Frames::steps);
    open.extend(steps.flat_map(|step| &step.fields).map(|field| &field.ty.value));
    for event in api.events.iter().flat_map(|events| &events.types) {
        if let Some(TypeKind::Struct(object)) = api.type_def(&event.ty).map(|def| &def.kind) {
            open.extend(object.fields.iter().map(|field| &field.ty.value));
        }
        let helpers = api.helpers.iter().filter(|helper| helper.of == event.ty);
        open.extend(helpers.flat_map(|helper| &helper.takes).map(|argument| &argument.ty));
    }
    closed(api, open)
}

fn own<'a>(endpoint: &'a Endpoint, open: &mut Vec<&'a Type>) {
    let fields = endpoint.parameters.fields.iter().chain(&endpoint.response.envelope);
    open.extend(fields.map(|field| &field.ty.value));
    open.extend(endpoint.statuses.iter().filter_map(|status| status.ty.as_ref()).map(|ty| &ty.value));
    if let Body::Data { data } = &endpoint.response.body.value {
        open.push(data);
    }
}

fn closed<'a>(api: &'a Api, mut open: Vec<&'a Type>) -> BTreeSet<&'a TypeId> {
    let mut used = BTreeSet::new();
    while let Some(ty) = open.pop() {
        open.extend(ty.children());
        let Type::Ref { id } = ty else { continue };
        if !used.insert(id) {
            continue;
        }
        match api.type_def(id).map(|def| &def.kind) {
            Some(TypeKind::Struct(object)) => open.extend(object.fields.iter().map(|field| &field.ty.value)),
            Some(TypeKind::Alias { target } | TypeKind::Newtype { target }) => open.push(&target.value),
            Some(TypeKind::Values { .. }) | None => {}
        }
        let helpers = api.helpers.iter().filter(|helper| helper.of == *id);
        open.extend(helpers.flat_map(|helper| &helper.takes).map(|argument| &argument.ty));
    }
    used
}
