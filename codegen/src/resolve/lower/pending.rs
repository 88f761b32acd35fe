//! Types that have an id and are not defined yet. Data alone.

use std::vec::IntoIter;

use crate::ir::{Docs, Field, How, Provenance, TypeId};
use crate::resolve::draft::{Draft, FieldDraft};
use crate::source::Span;

/// A type that has its id, and is not defined yet.
pub struct Pending {
    /// Its id.
    pub id: TypeId,
    /// What is said of it.
    pub docs: Docs,
    /// Where it stands.
    pub span: Span,
    /// How it is known.
    pub how: How,
    /// What it is going to be.
    pub is: Is,
}

/// What a type is going to be.
pub enum Is {
    /// An object: the fields that are left, in their order, and those that are made.
    Object { left: IntoIter<FieldDraft>, made: Vec<Field> },
    /// Another type.
    Other { draft: Draft, provenance: Provenance },
}
