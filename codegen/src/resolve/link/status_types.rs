//! The types that tables give to the statuses of the API as a whole.

use crate::ir::Type;
use crate::recognise::links::Files;
use crate::resolve::context::Context;
use crate::resolve::draft::{Arena, Draft, Known, StatusDraft};
use crate::resolve::link::{generics, messages, references};

/// Finds the types of the statuses of the API as a whole.
pub fn link_types(statuses: &mut [StatusDraft], files: &Files, arena: &mut Arena, context: &mut Context<'_>) {
    for status in statuses {
        let Some(said) = status.said.take() else { continue };
        let Some(mut ty) = references::said_type(&said, files, arena, context) else { continue };
        generics::make(&mut ty, arena, context);
        if status.code.is_bare() && ty != Draft::Known(Type::Null) {
            context.report(messages::bodiless_status(status.code, said.words.span));
            continue;
        }
        status.ty = Some(Known::stated(ty, said.words.span));
    }
}
