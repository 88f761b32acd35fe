//! Lexing: from a file to a tree of blocks with positions. It knows Markdown and nothing of APIs.

mod bars;
mod block;
mod cells;
mod clean;
pub mod code;
mod components;
pub mod front;
pub mod gutter;
pub mod html;
mod indented;
mod inline;
mod lines;
mod link;
mod messages;
mod nest;
mod parse;
mod reader;
mod table;

pub use block::{Block, BlockKind, Fence, Item};
pub use clean::Page;
pub use components::{Edge, names as component};
pub use front::FRONT_MATTER;
pub use inline::Inline;
pub use lines::{DEPTH, track_fence};
pub use link::Link;
pub use table::{Cell, Row, Table};

use crate::diagnostic::Diagnostics;
use crate::ledger::Ledger;
use crate::source::FileId;

/// The blocks of `text`, which is the file `file`, with an open entry of the account for every construct.
pub fn lex(file: FileId, text: &str, page: &Page, ledger: &mut Ledger, diagnostics: &mut Diagnostics) -> Vec<Block> {
    let cleaned = clean::clean(file, text, page, ledger, diagnostics);
    let blocks = parse::parse(&cleaned, ledger, diagnostics);
    nest::nest(blocks, &cleaned, ledger, diagnostics)
}
