//! What the tables of a section give.

use super::field::FieldDraft;
use super::ty::{Draft, ShapeId};
use crate::ir::Docs;
use crate::recognise::raw::{Label, RawRow};

/// What a section holds.
#[derive(Clone, Debug)]
pub enum Content {
    /// Fields.
    Fields(ShapeId),
    /// Values under open keys.
    Map {
        /// What they are.
        value: Draft,
        /// What the table says of the keys.
        docs: String,
    },
    /// Items by index.
    Items {
        /// What they are.
        item: Draft,
        /// What the table says of the indexes.
        docs: String,
    },
    /// Values, one a row.
    Values(Vec<RawRow>),
    /// What is no object, by its body row.
    BodyRow(Box<FieldDraft>),
    /// What another endpoint's response holds.
    Same,
    /// Nothing.
    Empty,
}

/// A section on its way.
#[derive(Clone, Debug)]
pub struct SectionDraft {
    /// Its label.
    pub label: Label,
    /// What it holds.
    pub content: Content,
    /// Whether it has found its place.
    pub attached: bool,
}

impl SectionDraft {
    /// The object in it whose fields are known.
    pub fn shape(&self) -> Option<ShapeId> {
        match &self.content {
            Content::Fields(shape) => Some(*shape),
            Content::BodyRow(row) => row.ty.value.shape(),
            Content::Map { value: inner, .. } | Content::Items { item: inner, .. } => inner.shape(),
            _ => None,
        }
    }
}

/// What the rows of a table are read as.
#[derive(Clone, Copy, Debug)]
pub enum RowsOf<'p> {
    /// Parameters of an endpoint.
    Parameters {
        /// Those of its path.
        path: &'p [String],
        /// Whether the others are sent as a JSON object, where no row says otherwise.
        json: bool,
    },
    /// Fields of an object.
    Object,
}

impl<'p> RowsOf<'p> {
    /// Whether they are parameters.
    pub fn is_parameters(self) -> bool {
        matches!(self, Self::Parameters { .. })
    }

    /// Whether what a row says no location of is a member of a JSON object.
    pub fn are_members(self) -> bool {
        !matches!(self, Self::Parameters { json: false, .. })
    }

    /// The parameters that the path has, where rows can be of them.
    pub fn path(self) -> &'p [String] {
        if let Self::Parameters { path, .. } = self { path } else { &[] }
    }
}

/// What the rows of a table give.
pub struct TableFields {
    /// The fields.
    pub fields: Vec<FieldDraft>,
    /// Whether they are those of the items of a list: their names begin with `[]`.
    pub list: bool,
    /// What is said of the items.
    pub docs: Docs,
    /// What stands for any key, where the rows describe an object with open keys.
    pub key: Option<FieldDraft>,
    /// The body row.
    pub body_row: Option<FieldDraft>,
}
