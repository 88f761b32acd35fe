//! Blocks: what a document is made of.

use super::inline::Inline;
use super::table::Table;
use crate::ledger::EntryId;
use crate::source::Span;

/// A block with its place and its entry in the account.
#[derive(Clone, Debug)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it is.
    pub span: Span,
    /// Its entry in the account.
    pub entry: EntryId,
    /// Where it begins in the clean text; orders blocks and directive lines.
    pub at: usize,
}

impl Block {
    /// How many code blocks of JSON are in it.
    pub fn json_fences(&self) -> usize {
        let all = |blocks: &[Self]| blocks.iter().map(Self::json_fences).sum();
        match &self.kind {
            BlockKind::Fence(fence) => usize::from(fence.is_json()),
            BlockKind::List(_, items) => items.iter().map(|item| all(&item.blocks)).sum(),
            BlockKind::Quote(blocks)
            | BlockKind::Directive(_, _, blocks)
            | BlockKind::Details(_, blocks)
            | BlockKind::Footnote(_, blocks) => all(blocks),
            _ => 0,
        }
    }
}

/// What a block is.
#[derive(Clone, Debug)]
pub enum BlockKind {
    /// A heading; levels count from 1.
    Heading(u8, Inline),
    /// A paragraph.
    Paragraph(Inline),
    /// A table.
    Table(Table),
    /// A code block.
    Fence(Fence),
    /// A list: whether it is numbered, and its items.
    List(bool, Vec<Item>),
    /// A block quote.
    Quote(Vec<Block>),
    /// A directive, `:::` or `!!!`: kind, title, content.
    Directive(String, Inline, Vec<Block>),
    /// A `<details>` block or a tab: summary and content.
    Details(Inline, Vec<Block>),
    /// What a footnote says, by its name.
    Footnote(String, Vec<Block>),
    /// Any other HTML.
    Html(String),
    /// A thematic break.
    Rule,
}

/// A code block.
#[derive(Clone, Debug)]
pub struct Fence {
    /// The first word after the opening marks; empty for an indented block or where there is none.
    pub language: String,
    /// The code.
    pub text: String,
    /// Where the code is.
    pub body: Span,
}

impl Fence {
    /// Whether it is JSON, or says so. JSON is `JavaScript` too.
    pub fn is_json(&self) -> bool {
        let says = self.language.to_ascii_lowercase();
        says.starts_with("json") || (matches!(says.as_str(), "" | "js" | "javascript") && self.is_object())
    }

    fn is_object(&self) -> bool {
        let looks = self.text.trim_start().starts_with(['{', '[']);
        looks
            && serde_json::from_str::<serde_json::Value>(&self.text)
                .is_ok_and(|read| read.is_object() || read.is_array())
    }

    /// The code block as Markdown.
    pub fn markdown(&self) -> String {
        let ticks = if self.text.contains("```") { "````" } else { "```" };
        format!("{ticks}{}\n{}\n{ticks}", self.language, self.text.trim_end())
    }
}

/// An item of a list.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its content.
    pub blocks: Vec<Block>,
    /// Its entry in the account.
    pub entry: EntryId,
}
