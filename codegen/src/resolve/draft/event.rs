//! Events that the documents describe, on their way to the IR.

use super::field::Known;
use super::ty::Draft;
use crate::ir::Docs;
use crate::recognise::raw::Text;

/// An event that the documents describe.
#[derive(Clone, Debug)]
pub struct EventDraft {
    /// Its name on the wire.
    pub name: Text,
    /// The name of the type that its section describes, where it has a section.
    pub section: Option<Text>,
    /// The type that its row gives, where it has one.
    pub row: Option<Known<Draft>>,
    /// What is said of it.
    pub docs: Docs,
}
