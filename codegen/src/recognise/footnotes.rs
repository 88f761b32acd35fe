//! Footnotes: what one says belongs to the row of a table that refers to it.

use std::collections::{BTreeSet, HashMap};

use crate::ledger::Ledger;
use crate::markdown::{Block, BlockKind, Inline, Table};

/// Puts the words of footnotes into the rows that refer to them. A footnote that no row refers to stays where it is.
pub fn place(blocks: Vec<Block>, ledger: &mut Ledger) -> Vec<Block> {
    let words: HashMap<String, Inline> = blocks.iter().filter_map(definition).collect();
    if words.is_empty() {
        return blocks;
    }
    let mut used = BTreeSet::new();
    let mut blocks = blocks;
    for block in &mut blocks {
        inside(block, &words, &mut used);
    }
    blocks.retain(|block| {
        let BlockKind::Footnote(name, content) = &block.kind else { return true };
        let placed = used.contains(name);
        for entry in content.iter().map(|block| block.entry).chain([block.entry]).filter(|_| placed) {
            ledger.used(entry, "footnote");
        }
        !placed
    });
    blocks
}

/// The name and the words of a footnote that is one paragraph.
fn definition(block: &Block) -> Option<(String, Inline)> {
    match &block.kind {
        BlockKind::Footnote(name, content) => match content.as_slice() {
            [Block { kind: BlockKind::Paragraph(text), .. }] => Some((name.clone(), text.clone())),
            _ => None,
        },
        _ => None,
    }
}

fn inside(block: &mut Block, words: &HashMap<String, Inline>, used: &mut BTreeSet<String>) {
    match &mut block.kind {
        BlockKind::Table(table) => rows(table, words, used),
        BlockKind::Quote(blocks) | BlockKind::Directive(_, _, blocks) | BlockKind::Details(_, blocks) => {
            for block in blocks {
                inside(block, words, used);
            }
        }
        BlockKind::List(_, items) => {
            for block in items.iter_mut().flat_map(|item| &mut item.blocks) {
                inside(block, words, used);
            }
        }
        _ => {}
    }
}

fn rows(table: &mut Table, words: &HashMap<String, Inline>, used: &mut BTreeSet<String>) {
    for cell in table.rows.iter_mut().flat_map(|row| &mut row.cells) {
        for name in cell.text.take_notes() {
            if let Some(text) = words.get(&name) {
                cell.notes.push(text.clone());
                used.insert(name);
            }
        }
    }
}
