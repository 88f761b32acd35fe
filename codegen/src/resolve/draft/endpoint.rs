//! Endpoints on their way to the IR.

use super::account::Stated;
use super::example::ExampleDraft;
use super::field::{Known, ValueDraft};
use super::section::SectionDraft;
use super::status::StatusDraft;
use super::ty::{Draft, ShapeId};
use crate::ir::{Encoding, StatusCode};
use crate::recognise::raw::Text;
use crate::source::Span;

/// An endpoint on its way to the IR.
#[derive(Debug)]
pub struct EndpointDraft {
    /// Its name.
    pub name: String,
    /// What the documents state of it.
    pub stated: Stated,
    /// What its code blocks show.
    pub examples: Vec<ExampleDraft>,
    /// Its sections.
    pub sections: Vec<SectionDraft>,
    /// Its parameters.
    pub parameters: ShapeId,
    /// How they are written.
    pub encodings: Vec<(Encoding, Span)>,
    /// The body, where it is one parameter.
    pub raw: Option<RawBodyDraft>,
    /// The data that comes back.
    pub response: Option<Known<Draft>>,
    /// The set of values of the data.
    pub values: Vec<ValueDraft>,
    /// The table of the whole response, where it has no data.
    pub no_data: Option<Span>,
    /// The example that says that nothing comes back, where nothing else speaks of it.
    pub nothing: Option<Span>,
    /// The envelope as this endpoint's document gives it.
    pub envelope: Option<ShapeId>,
    /// The codes that it can fail with.
    pub codes: Vec<ValueDraft>,
    /// The HTTP statuses that its documents list.
    pub statuses: Vec<StatusDraft>,
    /// That of a success.
    pub status: Option<Known<u16>>,
    /// Where other documents announce it too.
    pub also: Vec<Span>,
}

impl EndpointDraft {
    /// Whether an example stands there that does not announce it: what is taken from it is no statement.
    pub fn is_shown_at(&self, span: Span) -> bool {
        let announcing = self.announcing().map(|example| example.span);
        announcing != Some(span) && self.examples.iter().any(|example| example.span == span)
    }

    /// The request with which it is announced, where that is a whole one.
    pub fn announcing(&self) -> Option<&ExampleDraft> {
        // Beside its answer, the request is a part of what announces.
        let announces = |example: &&ExampleDraft| {
            let (own, span) = (self.stated.span, example.span);
            example.example.request.is_some() && (span.contains(own) || own.contains(span))
        };
        self.examples.iter().find(announces)
    }
}

/// A body that is one parameter: its bytes, its text or its JSON.
#[derive(Clone, Debug)]
pub struct RawBodyDraft {
    /// The name of the parameter.
    pub parameter: String,
    /// The media types that it can have; empty where nothing says them.
    pub media: Vec<Text>,
}

impl EndpointDraft {
    /// Whether an example can show the usual response: not one of a failure, or of another success of which the documents
    /// say what comes with it.
    pub fn is_usual(&self, example: &ExampleDraft) -> bool {
        let usual = self.status.as_ref().map(|status| StatusCode::One(status.value));
        let apart = |code| {
            let known = self.statuses.iter().find(|known| known.code == code && usual != Some(code));
            known.is_some_and(|known| known.ty.is_some() || code.is_bare())
        };
        example.is_of_success() && !example.status.is_some_and(apart)
    }
}
