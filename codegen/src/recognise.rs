//! Recognition: from blocks and a dialect to what the documents state, nothing resolved.
//!
//! Headings make a tree. A heading whose own content announces an endpoint is that endpoint's title; one that holds
//! such headings is a group; a document's other headings are documentation.
mod announce;
mod flow;
mod footnotes;
pub mod messages;
mod methods;
mod near_miss;
mod path;
pub mod raw;
mod reader;
pub mod rows;
pub mod section;
mod shared;
pub mod status;
mod table;
mod tree;

pub use near_miss::Idle;
use raw::RawDocument;

use crate::diagnostic::Diagnostics;
use crate::dialect::{Dialect, DocumentRole, DocumentRule};
use crate::ledger::{Ledger, Outcome, Rule};
use crate::markdown::Block;

/// Recognises the statements of one document, and notes what the rules that announce nothing in it nearly match.
pub fn recognise(
    blocks: Vec<Block>,
    dialect: &Dialect,
    idle: &mut Idle<'_>,
    ledger: &mut Ledger,
    diagnostics: &mut Diagnostics,
) -> RawDocument {
    let blocks = footnotes::place(blocks, ledger);
    let root = tree::tree(blocks, dialect, ledger, diagnostics);
    idle.look(&root.all_blocks(), &root.all_announcements(), ledger);
    let document = reader::document(root, dialect, ledger, diagnostics);
    idle.count(&document);
    document
}

/// A document that is not read: its constructs are settled as its role says.
pub fn unread(
    rule: &DocumentRule,
    text: &str,
    lex: impl FnOnce(&mut Ledger) -> Vec<Block>,
    ledger: &mut Ledger,
) -> RawDocument {
    let first = ledger.entries().len();
    let blocks = lex(ledger);
    let mut document = RawDocument::default();
    document.scope.apart.ruled = blocks.iter().map(Block::json_fences).sum();
    let by = Rule::new("document", &rule.name.span());
    match rule.role {
        DocumentRole::Prose => {
            ledger.settle_from(first, &Outcome::Used("prose"), by);
            document.scope.docs.push(text);
        }
        DocumentRole::Ignored => ledger.settle_from(first, &Outcome::Ignored("document"), by),
    }
    document
}
