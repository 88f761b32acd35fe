//! Containers that announce: what stands in a fold, an admonition, a quote or an item of a list is read as if it stood outside.

use super::announce::{self, Above};
use super::section::{self, Under};
use crate::diagnostic::Diagnostics;
use crate::dialect::{Dialect, Mark};
use crate::markdown::{Block, BlockKind, Inline, Item};

/// The title of a container, and what stands in it.
pub struct Unfolded {
    /// A heading where it tells the container from others or announces something, and else a paragraph.
    pub title: Option<Block>,
    /// What stands in it.
    pub blocks: Vec<Block>,
}

/// Whether a block is a container in which something is announced, and that announces nothing as it stands.
pub fn announces(block: &Block, headings: &[&Inline], dialect: &Dialect) -> bool {
    let inside = match &block.kind {
        BlockKind::Details(title, blocks) | BlockKind::Directive(_, title, blocks) => {
            heading_announces(title, block, headings, dialect) || any(blocks, headings, dialect)
        }
        BlockKind::Quote(blocks) => any(blocks, headings, dialect),
        BlockKind::List(_, items) => {
            let mut inside = false;
            // Each is asked once: lists nest.
            for item in items {
                let found = item_announces(item, headings, dialect);
                // A heading in an item is the title of what it holds, whatever the list announces.
                if found && has_heading(item) {
                    return true;
                }
                inside |= found;
            }
            if has_titled_lines(items, headings, dialect) {
                return true;
            }
            inside
        }
        _ => false,
    };
    inside && !as_it_stands(block, headings, dialect)
}

/// Whether an item of a list holds something beside its paragraphs that announces; below a heading of its own, paragraphs
/// too.
pub fn item_announces(item: &Item, headings: &[&Inline], dialect: &Dialect) -> bool {
    let headed = has_heading(item);
    let others = item.blocks.iter().filter(|block| headed || !matches!(block.kind, BlockKind::Paragraph(_)));
    any(others, headings, dialect)
}

/// Whether what stands in a container behind its first paragraph announces, which then is its title.
pub fn titled_by_words(blocks: &[Block], headings: &[&Inline], dialect: &Dialect) -> bool {
    blocks.split_first().is_some_and(|(first, rest)| is_title(first, headings, dialect) && any(rest, headings, dialect))
}

/// The same of a paragraph alone, in an item of a list.
fn titled_line(item: &Item, headings: &[&Inline], dialect: &Dialect) -> bool {
    let Some((first, rest)) = item.blocks.split_first() else { return false };
    let mut lines = rest.iter().filter(|block| matches!(block.kind, BlockKind::Paragraph(_)));
    lines.any(|line| as_it_stands(line, headings, dialect)) && is_title(first, headings, dialect)
}

/// Whether a list has several items with a title and an announcing paragraph behind it.
pub fn has_titled_lines(items: &[Item], headings: &[&Inline], dialect: &Dialect) -> bool {
    items.iter().filter(|item| titled_line(item, headings, dialect)).nth(1).is_some()
}

/// Whether a block can be the title of what stands behind it: a paragraph that announces nothing, and is no label.
fn is_title(block: &Block, headings: &[&Inline], dialect: &Dialect) -> bool {
    let BlockKind::Paragraph(text) = &block.kind else { return false };
    let mark = if text.bold { Mark::Bold } else { Mark::Line };
    if section::ignored(&text.text, mark, dialect).is_some()
        || section::label(text, mark, Under::Unknown, dialect).is_some()
    {
        return false;
    }
    let item = Item { blocks: vec![block.clone()], entry: block.entry };
    let item = Block { kind: BlockKind::List(false, vec![item]), ..block.clone() };
    !as_it_stands(block, headings, dialect) && !as_it_stands(&item, headings, dialect)
}

/// Whether an item of a list begins with a heading.
pub fn has_heading(item: &Item) -> bool {
    item.blocks.first().is_some_and(|block| matches!(block.kind, BlockKind::Heading(..)))
}

fn any<'b>(blocks: impl IntoIterator<Item = &'b Block>, headings: &[&Inline], dialect: &Dialect) -> bool {
    let mut headings = headings.to_vec();
    blocks.into_iter().any(|block| {
        let found = as_it_stands(block, &headings, dialect) || announces(block, &headings, dialect);
        if let BlockKind::Heading(_, text) = &block.kind {
            headings.insert(0, text);
        }
        found
    })
}

fn as_it_stands(block: &Block, headings: &[&Inline], dialect: &Dialect) -> bool {
    // What is wrong is said when it is read.
    let diagnostics = &mut Diagnostics::default();
    !announce::in_block(
        block,
        dialect,
        &mut Above { headings: headings.to_vec(), words: Vec::new(), dialect, endpoint: false, diagnostics },
    )
    .is_empty()
}

fn heading_announces(title: &Inline, block: &Block, headings: &[&Inline], dialect: &Dialect) -> bool {
    !title.is_empty() && as_it_stands(&heading(title, block, 1), headings, dialect)
}

fn heading(title: &Inline, block: &Block, level: u8) -> Block {
    Block { kind: BlockKind::Heading(level, title.clone()), span: title.span, entry: block.entry, at: block.at }
}

/// What stands in a container below a heading of the level `above`; `one_of_several` containers has a title of its own.
pub fn unfold(
    title: &Inline,
    block: &Block,
    inner: Vec<Block>,
    (above, one_of_several): (u8, bool),
    headings: &[&Inline],
    dialect: &Dialect,
) -> Unfolded {
    let heads = !title.is_empty() && (one_of_several || heading_announces(title, block, headings, dialect));
    let level = above.saturating_add(1);
    let title = (!title.is_empty()).then(|| {
        let words = Block { kind: BlockKind::Paragraph(title.clone()), ..heading(title, block, level) };
        if heads { heading(title, block, level) } else { words }
    });
    let above = if heads { level } else { above };
    Unfolded { title, blocks: lowered(inner, above) }
}

/// Blocks of which every heading stands below the level `above`.
pub fn lowered(blocks: Vec<Block>, above: u8) -> Vec<Block> {
    let level = |block: &Block| if let BlockKind::Heading(level, _) = &block.kind { Some(*level) } else { None };
    let highest = blocks.iter().filter_map(level).min().unwrap_or(u8::MAX);
    let by = above.saturating_add(1).saturating_sub(highest);
    let lower = |mut block: Block| {
        if let BlockKind::Heading(level, _) = &mut block.kind {
            *level = level.saturating_add(by);
        }
        block
    };
    blocks.into_iter().map(lower).collect()
}
