//! Lexing: from a file to a tree of blocks with positions. It knows Markdown and nothing of APIs.

mod bars;
mod block;
mod clean;
pub mod code;
pub mod gutter;
pub mod html;
mod indented;
mod inline;
mod messages;
mod nest;
mod table;

pub use block::{Block, BlockKind, Fence, Item};
pub use clean::{Page, track_fence};
pub use inline::{Inline, Link};
pub use table::{Cell, Row, Table};

use crate::diagnostic::Diagnostics;
use crate::ledger::Ledger;
use crate::source::FileId;

/// How deep quotes, lists, directives and details blocks may nest. What is deeper is reported and kept as text.
const DEPTH: usize = 32;

/// The blocks of `text`, which is the file `file`, with an open entry of the account for every construct.
pub fn lex(file: FileId, text: &str, page: &Page, ledger: &mut Ledger, diagnostics: &mut Diagnostics) -> Vec<Block> {
    let cleaned = clean::clean(file, text, page, ledger, diagnostics);
    let blocks = block::parse(&cleaned, ledger, diagnostics);
    nest::nest(blocks, &cleaned, ledger, diagnostics)
}
