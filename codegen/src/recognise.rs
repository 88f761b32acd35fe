//! Recognition: from blocks and a dialect to what the documents state, nothing resolved.
//!
//! Headings make a tree. A heading whose own content announces an endpoint is that endpoint's title; one that holds
//! such headings is a group; a document's other headings are documentation.
mod announce;
pub mod command;
mod containers;
mod exchange;
mod flow;
mod footnotes;
mod linked;
pub mod links;
pub mod listed;
pub mod messages;
mod methods;
mod near_miss;
mod parts;
mod path;
pub mod raw;
mod reader;
pub mod rows;
pub mod section;
mod serve;
mod set_aside;
mod shared;
pub mod status;
mod table;
mod texts;
mod tree;
pub mod url;

pub use near_miss::Idle;
use raw::RawDocument;
pub use set_aside::unread;
pub use texts::Texts;

use crate::diagnostic::Diagnostics;
use crate::dialect::{Dialect, Reads, Scopes};
use crate::ledger::Ledger;
use crate::markdown::Block;
use crate::source::{FileId, SourceMap};

/// A document of which the headings and the announcements are known.
pub struct Outline<'d> {
    scopes: Scopes<'d>,
    document: linked::Document,
}

/// Finds the headings and the announcements of the document of this name, and notes what the rules that announce nothing in
/// it nearly match.
pub fn outline<'d>(
    (name, file): (&str, FileId),
    blocks: Vec<Block>,
    dialect: &'d Dialect,
    idle: &Idle<'_>,
    ledger: &mut Ledger,
    diagnostics: &mut Diagnostics,
) -> Outline<'d> {
    let blocks = footnotes::place(blocks, ledger);
    let mut scopes = Scopes::new(dialect, name);
    let root = tree::tree(blocks, &scopes.rules(Reads::Document), ledger, diagnostics);
    idle.look(&root.all_blocks(), &root.all_announcements(), ledger);
    Outline { scopes, document: linked::Document { file, root } }
}

/// Recognises the statements of all documents.
pub fn recognise(
    outlines: Vec<Outline<'_>>,
    sources: &SourceMap,
    idle: &mut Idle<'_>,
    ledger: &mut Ledger,
    diagnostics: &mut Diagnostics,
) -> Vec<RawDocument> {
    let (scopes, mut documents): (Vec<_>, Vec<_>) =
        outlines.into_iter().map(|outline| (outline.scopes, outline.document)).unzip();
    linked::follow(&mut documents, sources, ledger, diagnostics);
    let read = documents.into_iter().zip(scopes).map(|(document, scopes)| {
        let document = reader::document(document.root, scopes, ledger, diagnostics);
        idle.count(&document);
        document
    });
    read.collect()
}
