//! Statuses in the IR.

use crate::ir::{Status, Type};
use crate::resolve::draft::{Draft, Known, StatusDraft};
use crate::resolve::lower::types::Types;

/// Statuses in the IR, whose types stand below `address`.
pub fn lower(statuses: &[StatusDraft], address: &str, types: &mut Types<'_, '_>) -> Vec<Status> {
    let mut lowered = Vec::new();
    for status in statuses {
        // Of a failure it says no more than that there is no type.
        let says = |ty: &&Known<Draft>| status.code.is_success() || ty.value != Draft::Known(Type::Null);
        let ty = status.ty.as_ref().filter(says).filter(|_| !status.code.is_bare()).map(|ty| {
            let value = types.lower(&ty.value, &format!("{address}/{}", status.code));
            let value = types.of_json(value, ty.span);
            types.context.fact(Known { value, span: ty.span, how: ty.how, rule: ty.rule.clone() })
        });
        let provenance = types.context.place(status.span, status.how(), status.rule);
        lowered.push(Status { code: status.code, docs: status.docs.clone(), ty, provenance });
    }
    lowered
}
