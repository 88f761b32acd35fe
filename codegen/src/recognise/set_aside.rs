//! Documents that a rule sets aside: their constructs are settled without being read.

use super::flow;
use super::messages;
use super::raw::{RawDocument, TableKind};
use super::table;
use crate::diagnostic::Diagnostics;
use crate::dialect::{Dialect, DocumentRole, DocumentRule};
use crate::ledger::{Ledger, Outcome, Rule};
use crate::markdown::{Block, BlockKind, Item};
use crate::source::Span;

/// A document that is not read: its constructs are settled as its role says. One that has what the dialect reads as tables
/// of fields is reported.
pub fn unread(
    rule: &DocumentRule,
    text: &str,
    lex: impl FnOnce(&mut Ledger) -> Vec<Block>,
    dialect: &Dialect,
    ledger: &mut Ledger,
    diagnostics: &mut Diagnostics,
) -> RawDocument {
    let first = ledger.entries().len();
    let blocks = lex(ledger);
    let mut found = Vec::new();
    tables(&blocks, dialect, &mut found);
    if let Some(span) = found.first() {
        diagnostics.push(messages::set_aside(found.len(), rule.name.regex().as_str(), *span));
    }
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

/// The tables of fields in blocks, and the lists that stand for one.
fn tables(blocks: &[Block], dialect: &Dialect, found: &mut Vec<Span>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Table(table) if table::is_of_fields(table, dialect) => found.push(block.span),
            BlockKind::List(_, items) if is_of_fields(items, dialect) => found.push(block.span),
            BlockKind::List(_, items) => items.iter().for_each(|item| tables(&item.blocks, dialect, found)),
            BlockKind::Quote(blocks)
            | BlockKind::Directive(_, _, blocks)
            | BlockKind::Details(_, blocks)
            | BlockKind::Footnote(_, blocks) => tables(blocks, dialect, found),
            _ => {}
        }
    }
}

/// Whether most items of a list are rows of fields whose type or presence is said.
fn is_of_fields(items: &[Item], dialect: &Dialect) -> bool {
    let row = |item: &&Item| {
        let Some(BlockKind::Paragraph(text)) = item.blocks.first().map(|block| &block.kind) else { return false };
        let row = flow::row_of_item(text, dialect);
        row.is_some_and(|(kind, row)| kind == TableKind::Fields && (row.ty.is_some() || row.presence.is_some()))
    };
    items.iter().filter(row).count() * 2 > items.len()
}
