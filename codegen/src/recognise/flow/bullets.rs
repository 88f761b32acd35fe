//! Lists that stand for tables: each item is a row, and lists in it are the rows below it.

use super::Flow;
use crate::diagnostic::Code;
use crate::dialect::{BulletForm, BulletRule, Dialect, Mark};
use crate::ledger::{EntryId, Rule};
use crate::markdown::{Block, BlockKind, Inline, Item};
use crate::recognise::raw::{RawRow, RawTable, TableKind};
use crate::recognise::rows::LeftOut;
use crate::recognise::{messages, section};
use crate::source::Span;

/// What a text that stands so says by the first rule that it matches.
pub(super) fn row(text: &Inline, rules: &[BulletRule], form: BulletForm) -> Option<(TableKind, RawRow, Rule)> {
    rules.iter().filter(|rule| rule.forms.contains(&form)).find_map(|rule| {
        let found = rule.pattern.captures(&text.text)?;
        let part = |name: &str| found.name(name).map(|group| text.part(group.range()));
        let key = part("name").map(|name| (TableKind::Fields, name));
        let (kind, key) = key.or_else(|| part("value").map(|value| (TableKind::Values, value)))?;
        let cell = |name: &str| part(name).map(Box::new);
        let (ty, presence, default, location) = (cell("type"), cell("presence"), cell("default"), cell("location"));
        let description = part("description").into_iter().collect();
        let example = cell("example");
        let row = RawRow { ty, presence, location, default, example, description, ..RawRow::new(key, text.span) };
        Some((kind, row, Rule::new("bullet", &rule.pattern.span())))
    })
}

/// What the item of a list is a row of, by its first paragraph.
pub(in crate::recognise) fn row_of_item(text: &Inline, dialect: &Dialect) -> Option<(TableKind, RawRow)> {
    row(text, &dialect.bullet, BulletForm::Item).map(|(kind, row, _)| (kind, row))
}

/// The text of an item that a rule matches.
fn text(item: &Item) -> Option<&Inline> {
    match item.blocks.first().map(|block| &block.kind) {
        Some(BlockKind::Paragraph(text)) => Some(text),
        _ => None,
    }
}

impl Flow<'_> {
    /// The kind of table that a list stands for: that of most of its rows. Where a label expects one, an item that is a
    /// row tells; elsewhere most of the items must be rows. The others are reported one by one.
    pub(super) fn stands_for(&self, items: &[Item], expected: bool) -> Option<TableKind> {
        let kinds: Vec<_> = items.iter().filter_map(|item| self.kind_of(item)).collect();
        let first = *kinds.first()?;
        let same = kinds.iter().filter(|kind| **kind == first).count();
        let other = kinds.iter().copied().find(|kind| *kind != first);
        let kind = other.filter(|_| same * 2 < kinds.len()).unwrap_or(first);
        (expected || kinds.len() * 2 > items.len()).then_some(kind)
    }

    /// What an item is a row of.
    fn kind_of(&self, item: &Item) -> Option<TableKind> {
        row(text(item)?, &self.dialect.bullet, BulletForm::Item).map(|(kind, ..)| kind)
    }

    /// Reports a list that is kept as prose, where rules read items of it.
    pub(super) fn report_list(&mut self, items: &[Item], entry: EntryId) {
        // Of what stands in an item that is said to be read by no rule, no more is said.
        let Some(item) = items.iter().find(|item| !self.in_unread_item && self.kind_of(item).is_some()) else { return };
        let Some(text) = text(item) else { return };
        let whole = self.stands_for(items, false).is_some();
        let under = self.unread_heading.as_ref().filter(|_| whole && self.open.as_ref().is_none_or(|open| open.over));
        self.diagnostics.push(match under {
            Some(heading) => messages::list_under_unread(heading, &first_line(text), text.span),
            None => messages::list_as_prose(whole, &first_line(text), text.span),
        });
        self.ledger.reported(entry, Code::UnreadItem);
    }

    /// Reads a list as the table that it stands for.
    pub(super) fn rows_of(&mut self, kind: TableKind, items: Vec<Item>, span: Span) -> RawTable {
        let mut rows = Vec::new();
        self.rows_below(kind, items, 0, &mut rows);
        RawTable { kind, rows, span }
    }

    fn rows_below(&mut self, kind: TableKind, items: Vec<Item>, depth: usize, rows: &mut Vec<RawRow>) {
        let mut left_out = LeftOut::new(self.dialect);
        for item in items {
            let read = text(&item).and_then(|text| row(text, &self.dialect.bullet, BulletForm::Item));
            let other = read.as_ref().map(|(own, ..)| *own).filter(|own| *own != kind);
            let read = read.filter(|(own, ..)| *own == kind);
            if let Some((rule, by)) = read.as_ref().and_then(|(_, row, by)| Some((left_out.rule(row)?, *by))) {
                self.ledger.follow(by);
                self.ledger.leave_out_whole(item.entry, rule);
                self.scope.apart.ruled += item.blocks.iter().map(Block::json_fences).sum::<usize>();
                continue;
            }
            self.ledger.used(item.entry, "row");
            let mut blocks = item.blocks.into_iter();
            let own = match (read, blocks.next()) {
                (Some((_, row, rule)), Some(first)) => {
                    self.ledger.used(first.entry, "row");
                    self.ledger.by(first.entry, rule);
                    rows.push(RawRow { depth, ..row });
                    rows.len().checked_sub(1)
                }
                (_, first) => {
                    // An item that states something, or that a rule says to carry nothing, is no row that is missed.
                    let stated = |first: &Block| match &first.kind {
                        BlockKind::Paragraph(text) => {
                            self.dialect.statement.iter().any(|rule| rule.pattern.is_match(&text.text))
                                || section::ignored(&text.text, Mark::Line, self.dialect).is_some()
                        }
                        _ => false,
                    };
                    let unread = !first.as_ref().is_some_and(stated);
                    if unread {
                        self.report_item(item.entry, first.as_ref(), other);
                    }
                    let label = first.as_ref().is_some_and(|first| self.is_label(first));
                    let outer = std::mem::replace(&mut self.in_unread_item, unread && !label);
                    first.into_iter().chain(blocks).for_each(|block| self.block(block));
                    self.in_unread_item = outer;
                    continue;
                }
            };
            for block in blocks {
                self.more(block, kind, own, depth, rows);
            }
        }
    }

    /// Whether the first block of an item is a label.
    fn is_label(&self, first: &Block) -> bool {
        let BlockKind::Paragraph(text) = &first.kind else { return false };
        section::label(text, Mark::Line, self.dialect).is_some()
    }

    /// What stands in an item beside its first paragraph: values of its field, rows below it, or more of the description
    /// of its own row.
    pub(super) fn more(
        &mut self,
        block: Block,
        of: TableKind,
        own: Option<usize>,
        depth: usize,
        rows: &mut Vec<RawRow>,
    ) {
        let row = own.and_then(|own| rows.get_mut(own));
        match (block.kind, row) {
            (BlockKind::Paragraph(words), Some(row)) => {
                self.ledger.used(block.entry, "cell");
                row.description.push(words);
            }
            (BlockKind::List(numbered, items), row) => match (self.stands_for(&items, false), row) {
                (Some(kind @ TableKind::Values), Some(_)) if of == TableKind::Fields => {
                    self.ledger.used(block.entry, "list");
                    let mut values = Vec::new();
                    self.rows_below(kind, items, 0, &mut values);
                    let row = own.and_then(|own| rows.get_mut(own));
                    if let Some(row) = row {
                        row.values.append(&mut values);
                    }
                }
                (Some(kind), _) => {
                    self.ledger.used(block.entry, "list");
                    self.rows_below(kind, items, depth + 1, rows);
                }
                (None, Some(_)) if !self.has_label(&items) => {
                    self.ledger.used(block.entry, "list");
                    self.words_below(items, of, own, depth, rows);
                }
                (None, _) => self.block(Block { kind: BlockKind::List(numbered, items), ..block }),
            },
            (kind, _) => self.block(Block { kind, ..block }),
        }
    }

    /// Whether an item is a label.
    pub(super) fn has_label(&self, items: &[Item]) -> bool {
        let label = |text: &Inline| section::label(text, Mark::Line, self.dialect).is_some();
        items.iter().filter_map(text).any(label)
    }

    /// Reads a list below a row that no rule reads: words about the row, and lists of its values below words that say so.
    fn words_below(
        &mut self,
        items: Vec<Item>,
        of: TableKind,
        own: Option<usize>,
        depth: usize,
        rows: &mut Vec<RawRow>,
    ) {
        for item in items {
            self.ledger.used(item.entry, "row");
            for block in item.blocks {
                self.more(block, of, own, depth, rows);
            }
        }
    }

    /// Reports an item of a list of rows that is none, or one of another kind. Its words are kept.
    fn report_item(&mut self, entry: EntryId, first: Option<&Block>, kind: Option<TableKind>) {
        let Some(first) = first else { return };
        let words = match &first.kind {
            BlockKind::Paragraph(text) => first_line(text),
            _ => String::new(),
        };
        self.diagnostics.push(match kind {
            None if self.is_label(first) => messages::label_among_rows(&words, first.span),
            None => messages::unread_item(&words, first.span),
            Some(kind) => messages::item_of_kind(kind, &words, first.span),
        });
        self.ledger.reported(entry, Code::UnreadItem);
    }
}

/// The first line of a text, for messages.
pub(super) fn first_line(text: &Inline) -> String {
    text.text.lines().next().unwrap_or_default().trim().replace('`', "")
}
