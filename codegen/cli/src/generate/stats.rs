//! How much an API has of what.

use tablewright::ir::{Api, TypeKind};

/// The numbers of one API.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Things that can be called.
    pub endpoints: usize,
    /// Pairs of an endpoint and a method.
    pub operations: usize,
    /// Structs, value sets, aliases and newtypes.
    pub types: usize,
    /// Parameters, and fields of structs.
    pub fields: usize,
}

impl Stats {
    /// Counts `api`.
    pub fn of(api: &Api) -> Self {
        let fields_of_types = api.types.iter().map(|def| match &def.kind {
            TypeKind::Struct(body) => body.fields.len(),
            _ => 0,
        });
        let parameters = api.endpoints.iter().map(|endpoint| endpoint.parameters.fields.len());
        Self {
            endpoints: api.endpoints.len(),
            operations: api.endpoints.iter().map(|endpoint| endpoint.methods.len()).sum(),
            types: api.types.len(),
            fields: fields_of_types.chain(parameters).sum(),
        }
    }
}
