//! Statuses in the IR.

use crate::ir::{Fact, Status, Type};
use crate::resolve::draft::{Draft, EndpointDraft};
use crate::resolve::lower::types::Types;

/// The statuses of an endpoint in the IR.
pub fn lower(endpoint: &EndpointDraft, types: &mut Types<'_, '_>) -> Vec<Status> {
    let mut statuses = Vec::new();
    for status in &endpoint.statuses {
        let ty = status.ty.as_ref().filter(|ty| ty.value != Draft::Known(Type::Null)).map(|ty| {
            let value = types.lower(&ty.value, &format!("{}/response/{}", endpoint.name, status.code));
            let value = types.of_json(value, ty.span);
            Fact { value, provenance: types.context.stated(ty.span) }
        });
        let provenance = types.context.place(status.span, status.how(), status.rule);
        statuses.push(Status { code: status.code, docs: status.docs.clone(), ty, provenance });
    }
    statuses
}
