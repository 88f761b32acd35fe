//! Patches with their places, and what all kinds expect in one way.

use crate::patch::{Patch, Patches};
use crate::resolve::context::Context;
use crate::resolve::link::messages;
use crate::source::{FileId, Span};

/// A patch with its place.
pub(super) struct PatchAt<'a> {
    /// The patch.
    pub patch: &'a Patch,
    /// Where its address stands.
    pub span: Span,
}

/// The patches of a file.
pub(super) fn located(patches: &Patches, file: FileId) -> impl Iterator<Item = PatchAt<'_>> {
    patches.patch.iter().map(move |patch| PatchAt { patch, span: Span::new(file, patch.at.span()) })
}

/// Whether the fields are those that a patch expects; what differs is reported.
pub(super) fn expect_fields(place: &PatchAt<'_>, found: &[String], context: &mut Context<'_>) -> bool {
    match &place.patch.expect.fields {
        Some(expected) if expected == found => true,
        Some(_) => {
            context.report(messages::other_fields(found, place.span));
            false
        }
        None => {
            context.report(messages::expects_no_fields(found, place.span));
            false
        }
    }
}
