//! How much of what the documents hold has found its place.

use crate::dialect::Role;
use crate::ir::{Body, Endpoint, Fact, Field, How, Method};
use crate::resolve::draft::EndpointDraft;

/// How much of what the documents hold has found its place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Announcements of endpoints.
    pub announced: usize,
    /// Those whose endpoint has a path, a method, its parameters and a response in the IR.
    pub bound: usize,
    /// Code blocks of JSON that no rule sets aside.
    pub examples: usize,
    /// Those that are values of the types of their endpoint, or of the type that they are an example of.
    pub decoded: usize,
    /// Code blocks of JSON that have no type: in documents that are not read, under labels of prose, and responses with
    /// the status of a failure whose type is not documented.
    pub aside: usize,
}

/// Whether an endpoint has its methods, its parameters and its response. Where nothing is said of parameters, a call that
/// can go without a body has none; of one that cannot, they are unknown.
pub fn is_bound(endpoint: &Endpoint, draft: &EndpointDraft) -> bool {
    // What every endpoint has says nothing of this one.
    let is_own = |field: &Field| !field.is_filled() || field.name.provenance.how != How::Declared;
    let section = draft.sections.iter().any(|section| section.label.role == Role::Parameters);
    let said = section || endpoint.parameters.none.is_some() || endpoint.parameters.fields.iter().any(is_own);
    let bare = |method: &Fact<Method>| method.value.is_bare() || method.value == Method::Delete;
    let parameters = said || endpoint.methods.iter().any(bare);
    let response = !matches!(endpoint.response.body.value, Body::Unknown);
    !endpoint.methods.is_empty() && parameters && response
}
