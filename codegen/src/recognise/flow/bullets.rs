//! Lists that stand for tables: each item is a row, and lists in it are the rows below it.

use super::Flow;
use crate::dialect::BulletRule;
use crate::ledger::Rule;
use crate::markdown::{Block, BlockKind, Inline, Item};
use crate::recognise::raw::{RawRow, RawTable, TableKind};
use crate::source::Span;

/// What an item says by the first rule that it matches.
fn row(text: &Inline, rules: &[BulletRule]) -> Option<(TableKind, RawRow, Rule)> {
    rules.iter().find_map(|rule| {
        let found = rule.pattern.captures(&text.text)?;
        let part = |name: &str| found.name(name).map(|group| text.part(group.range()));
        let key = part("name").map(|name| (TableKind::Fields, name));
        let (kind, key) = key.or_else(|| part("value").map(|value| (TableKind::Values, value)))?;
        let (ty, presence, default, place) = (part("type"), part("presence"), part("default"), part("place"));
        let description = part("description").into_iter().collect();
        let row = RawRow { ty, presence, place, default, description, ..RawRow::new(key, text.span) };
        Some((kind, row, Rule::new("bullet", &rule.pattern.span())))
    })
}

/// The text of an item that a rule matches.
fn text(item: &Item) -> Option<&Inline> {
    match item.blocks.first().map(|block| &block.kind) {
        Some(BlockKind::Paragraph(text)) => Some(text),
        _ => None,
    }
}

impl Flow<'_> {
    /// The kind of table that a list stands for. All of its items must be rows.
    pub(super) fn stands_for(&self, items: &[Item]) -> Option<TableKind> {
        let rules = &self.dialect.bullet;
        if rules.is_empty() {
            return None;
        }
        let kinds: Option<Vec<_>> = items.iter().map(|item| row(text(item)?, rules).map(|(kind, ..)| kind)).collect();
        let kinds = kinds?;
        kinds.first().copied().filter(|first| kinds.iter().all(|kind| kind == first))
    }

    /// Reads a list as the table that it stands for.
    pub(super) fn rows_of(&mut self, kind: TableKind, items: Vec<Item>, span: Span) -> RawTable {
        let mut rows = Vec::new();
        self.rows_below(items, 0, &mut rows);
        RawTable { kind, rows, span }
    }

    fn rows_below(&mut self, items: Vec<Item>, depth: usize, rows: &mut Vec<RawRow>) {
        for item in items {
            let read = text(&item).and_then(|text| row(text, &self.dialect.bullet));
            let field = matches!(read, Some((TableKind::Fields, ..)));
            self.ledger.used(item.entry, "row");
            let mut blocks = item.blocks.into_iter();
            match (read, blocks.next()) {
                (Some((_, row, rule)), Some(first)) => {
                    self.ledger.used(first.entry, "row");
                    self.ledger.by(first.entry, rule);
                    rows.push(RawRow { depth, ..row });
                }
                (_, first) => first.into_iter().for_each(|first| self.block(first)),
            }
            for block in blocks {
                self.more(block, field, depth, rows);
            }
        }
    }

    /// What stands in an item beside its first paragraph: values of its field, rows below it, or more of its
    /// description.
    fn more(&mut self, block: Block, field: bool, depth: usize, rows: &mut Vec<RawRow>) {
        match block.kind {
            BlockKind::List(_, items) if field && self.stands_for(&items) == Some(TableKind::Values) => {
                self.ledger.used(block.entry, "list");
                let mut values = Vec::new();
                self.rows_below(items, 0, &mut values);
                rows.last_mut().into_iter().for_each(|row| row.values.append(&mut values));
            }
            BlockKind::List(_, items) if self.stands_for(&items).is_some() => {
                self.ledger.used(block.entry, "list");
                self.rows_below(items, depth + 1, rows);
            }
            BlockKind::Paragraph(words) if !rows.is_empty() => {
                self.ledger.used(block.entry, "cell");
                rows.last_mut().into_iter().for_each(|row| row.description.push(words.clone()));
            }
            _ => self.block(block),
        }
    }
}
