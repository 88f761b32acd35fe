//! What the documents say outside of endpoints, on its way to the IR.

use super::example::ExampleDraft;
use super::field::ValueDraft;
use super::status::StatusDraft;
use crate::ir::{Docs, ErrorCode, Group};
use crate::recognise::raw::{Apart, Text};

/// What the documents say outside of endpoints.
#[derive(Default)]
pub struct Common {
    /// The groups.
    pub groups: Vec<Group>,
    /// The documentation of the API.
    pub docs: Docs,
    /// Its base URLs.
    pub servers: Vec<Text>,
    /// HTTP statuses.
    pub statuses: Vec<StatusDraft>,
    /// The codes that any endpoint can fail with.
    pub codes: Vec<ErrorCode>,
    /// Values of envelope fields, by field.
    pub values: Vec<(Text, Vec<ValueDraft>)>,
    /// Words about the envelope.
    pub envelope_docs: Docs,
    /// Examples of the envelope.
    pub examples: Vec<ExampleDraft>,
    /// Code blocks of JSON that show nothing that has a type.
    pub apart: Apart,
}

impl Common {
    /// Adds to the count of code blocks that show nothing that has a type.
    pub fn apart(&mut self, apart: Apart) {
        self.apart.ruled += apart.ruled;
        self.apart.unbound += apart.unbound;
    }

    /// The documented values of the envelope's fields.
    pub fn values(&self) -> impl Iterator<Item = &ValueDraft> {
        self.values.iter().flat_map(|(_, values)| values)
    }
}
