//! Recognition: from blocks and a dialect to what the documents state, nothing resolved.
//!
//! Headings make a tree. A heading whose own content announces an endpoint is that endpoint's title; one that holds
//! such headings is a group; a document's other headings are documentation.
mod announce;
pub mod command;
mod containers;
mod flow;
mod footnotes;
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

pub use near_miss::Idle;
use raw::RawDocument;
pub use set_aside::unread;
pub use texts::Texts;

use crate::diagnostic::Diagnostics;
use crate::dialect::{Dialect, Reads, Scopes};
use crate::ledger::Ledger;
use crate::markdown::Block;

/// Recognises the statements of the document of this name, and notes what the rules that announce nothing in it nearly match.
pub fn recognise(
    name: &str,
    blocks: Vec<Block>,
    dialect: &Dialect,
    idle: &mut Idle<'_>,
    ledger: &mut Ledger,
    diagnostics: &mut Diagnostics,
) -> RawDocument {
    let blocks = footnotes::place(blocks, ledger);
    let mut scopes = Scopes::new(dialect, name);
    let root = tree::tree(blocks, &scopes.rules(Reads::Document), ledger, diagnostics);
    idle.look(&root.all_blocks(), &root.all_announcements(), ledger);
    let document = reader::document(root, scopes, ledger, diagnostics);
    idle.count(&document);
    document
}
