//! What has no type cell: the policy of the dialect gives its type.

use crate::ir::{How, Type};
use crate::markdown::Inline;
use crate::resolve::context::Context;
use crate::resolve::draft::{Draft, FieldDraft, Known, Reason};
use crate::resolve::read::type_expr;
use crate::source::Span;

/// Whether a cell gives no type, and the policy decides.
pub fn is_untyped(cell: &Inline, context: &Context<'_>) -> bool {
    cell.is_empty() && context.dialect.policy.untyped.is_some() && !context.dialect.types.contains_key("")
}

/// The type of what no cell gives one.
pub fn untyped(span: Span, context: &Context<'_>) -> Known<Draft> {
    match context.dialect.policy.untyped {
        Some(primitive) => Known::inferred(type_expr::primitive_draft(primitive), span, Reason::UntypedPolicy),
        None => Known::inferred(Draft::Known(Type::Any), span, Reason::Untyped),
    }
}

/// Whether no cell gives the field's type.
pub fn lacks_type(field: &FieldDraft) -> bool {
    field.ty.how == How::Inferred && matches!(field.ty.rule, Some(Reason::Untyped | Reason::UntypedPolicy))
}
