//! Statuses on their way to the IR.

use super::field::Known;
use super::ty::Draft;
use crate::ir::{Docs, How, StatusCode};
use crate::recognise::raw::Said;
use crate::source::Span;

/// A status on its way to the IR.
#[derive(Clone, Debug)]
pub struct StatusDraft {
    /// The status.
    pub code: StatusCode,
    /// What it means.
    pub docs: Docs,
    /// The words for the type of its response.
    pub said: Option<Said>,
    /// The type of its response; known when all links are.
    pub ty: Option<Known<Draft>>,
    /// Whether a label is about it alone, beside another of the response.
    pub apart: bool,
    /// Where it stands.
    pub span: Span,
    /// What it follows from, where nothing states it.
    pub rule: Option<&'static str>,
}

impl StatusDraft {
    /// A status of which nothing is known but what it means.
    pub fn new(code: StatusCode, docs: Docs, span: Span) -> Self {
        Self { code, docs, said: None, ty: None, apart: false, span, rule: None }
    }

    /// How it is known.
    pub fn how(&self) -> How {
        if self.rule.is_some() { How::Inferred } else { How::Stated }
    }
}
