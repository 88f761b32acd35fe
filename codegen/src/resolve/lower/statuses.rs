//! Statuses in the IR.

use crate::ir::{Fact, Status, Type};
use crate::resolve::draft::{Draft, EndpointDraft, Known};
use crate::resolve::lower::types::Types;

/// The statuses of an endpoint in the IR.
pub fn lower(endpoint: &EndpointDraft, types: &mut Types<'_, '_>) -> Vec<Status> {
    let mut statuses = Vec::new();
    for status in &endpoint.statuses {
        // Of a failure it says no more than that there is no type.
        let says = |ty: &&Known<Draft>| status.code.is_success() || ty.value != Draft::Known(Type::Null);
        let ty = status.ty.as_ref().filter(says).filter(|_| !status.code.is_bare()).map(|ty| {
            let value = types.lower(&ty.value, &format!("{}/response/{}", endpoint.name, status.code));
            let value = types.of_json(value, ty.span);
            Fact { value, provenance: types.context.stated(ty.span) }
        });
        let provenance = types.context.place(status.span, status.how(), status.rule);
        statuses.push(Status { code: status.code, docs: status.docs.clone(), ty, provenance });
    }
    statuses
}
