//! Puts new ids into the place of those that types had.

use std::collections::BTreeMap;

use crate::ir::{Api, Body, Endpoint, Frames, Status, Type, TypeDef, TypeId, TypeKind};

/// Rewrites all references of the API, and the ids of its types.
pub fn all(api: &mut Api, called: &BTreeMap<TypeId, TypeId>) {
    let mut open: Vec<&mut Type> = api.envelope.fields.iter_mut().map(|field| &mut field.ty.value).collect();
    open.extend(api.statuses.iter_mut().filter_map(of_status));
    let steps = api.frames.iter_mut().flat_map(Frames::steps_mut);
    open.extend(steps.flat_map(|step| &mut step.fields).map(|field| &mut field.ty.value));
    for endpoint in &mut api.endpoints {
        of_endpoint(endpoint, &mut open);
    }
    for TypeDef { id, kind, .. } in &mut api.types {
        renamed(id, called);
        match kind {
            TypeKind::Struct(body) => open.extend(body.fields.iter_mut().map(|field| &mut field.ty.value)),
            TypeKind::Alias { target } | TypeKind::Newtype { target } => open.push(&mut target.value),
            TypeKind::Values { .. } => {}
        }
    }
    while let Some(ty) = open.pop() {
        match ty {
            Type::Ref { id } => renamed(id, called),
            other => open.extend(other.children_mut()),
        }
    }
    for event in api.events.iter_mut().flat_map(|events| &mut events.types) {
        renamed(&mut event.ty, called);
    }
}

fn of_endpoint<'a>(endpoint: &'a mut Endpoint, open: &mut Vec<&'a mut Type>) {
    let fields = endpoint.parameters.fields.iter_mut().chain(&mut endpoint.response.envelope);
    open.extend(fields.map(|field| &mut field.ty.value));
    open.extend(endpoint.statuses.iter_mut().filter_map(of_status));
    if let Body::Data { data } = &mut endpoint.response.body.value {
        open.push(data);
    }
}

fn of_status(status: &mut Status) -> Option<&mut Type> {
    status.ty.as_mut().map(|ty| &mut ty.value)
}

fn renamed(id: &mut TypeId, called: &BTreeMap<TypeId, TypeId>) {
    if let Some(new) = called.get(id) {
        id.clone_from(new);
    }
}
