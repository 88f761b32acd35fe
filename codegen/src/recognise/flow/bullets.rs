//! Lists that stand for tables: each item is a row, and lists in it are the rows below it.

use std::ops::Range;

use super::Flow;
use crate::diagnostic::Code;
use crate::dialect::{BulletForm, BulletRule, Dialect, Gives, Mark, Pattern};
use crate::ledger::{EntryId, Rule};
use crate::markdown::{Block, BlockKind, Inline, Item};
use crate::recognise::raw::{RawRow, RawTable, TableKind};
use crate::recognise::rows::LeftOut;
use crate::recognise::section::Under;
use crate::recognise::{messages, section};
use crate::source::Span;

/// What a text that stands so says by the first rule that it matches.
pub(super) fn row(
    text: &Inline,
    under: Under<'_>,
    dialect: &Dialect,
    form: BulletForm,
) -> Option<(TableKind, RawRow, Rule)> {
    let stands =
        |rule: &&BulletRule| rule.gives.is_none() && rule.forms.contains(&form) && under.fits(rule.under.as_ref());
    dialect.bullet.iter().filter(stands).find_map(|rule| {
        let found = rule.pattern.captures(&text.text)?;
        let part = |name: &str| found.name(name).map(|group| text.part(group.range()));
        let key = part("name").map(|name| (TableKind::Fields, name));
        let (kind, key) = key.or_else(|| part("value").map(|value| (TableKind::Values, value)))?;
        let cell = |name: &str| part(name).map(Box::new);
        let (default, location) = (cell("default"), cell("location"));
        let parted = rule.split.as_ref().zip(found.name("type"));
        let (ty, presence) = match parted {
            Some((split, group)) => {
                let (ty, presence) = parted_type(text, group.range(), split, dialect);
                (ty, presence.or_else(|| cell("presence")))
            }
            None => (cell("type"), cell("presence")),
        };
        let description = part("description").into_iter().collect();
        let example = cell("example");
        let row = RawRow { ty, presence, location, default, example, description, ..RawRow::new(key, text.span) };
        Some((kind, row, Rule::new("bullet", &rule.pattern.span())))
    })
}

/// What the words of a type in `range` say: the type, and the presence that is written among them.
fn parted_type(
    text: &Inline,
    range: Range<usize>,
    split: &Pattern,
    dialect: &Dialect,
) -> (Option<Box<Inline>>, Option<Box<Inline>>) {
    let words = text.text.get(range.clone()).unwrap_or_default();
    let (mut parts, mut from) = (Vec::new(), 0);
    let (mut depth, mut seen) = (0_usize, 0);
    for found in split.find_iter(words).filter(|found| !found.is_empty()) {
        for letter in words.get(seen..found.start()).unwrap_or_default().chars() {
            match letter {
                '[' | '(' | '<' | '{' => depth += 1,
                ']' | ')' | '>' | '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        seen = found.start();
        if depth == 0 {
            parts.push((from..found.start(), found.as_str()));
            from = found.end();
        }
    }
    parts.push((from..words.len(), ""));
    let spelled = |range: &Range<usize>| {
        let (part, words) = (words.get(range.clone()).unwrap_or_default().trim(), &dialect.presence);
        words.required.iter().chain(&words.optional).any(|known| known == part)
    };
    let at = |part: &Range<usize>| text.part(range.start + part.start..range.start + part.end);
    let presence = parts.iter().find(|(part, _)| spelled(part)).map(|(part, _)| Box::new(at(part)));
    let types: Vec<_> = parts.into_iter().filter(|(part, _)| !spelled(part) && !part.is_empty()).collect();
    let ty = match types.as_slice() {
        [] => None,
        [(part, _)] => Some(Box::new(at(part))),
        [(first, joint), rest @ ..] => {
            let own = |part: &Range<usize>| words.get(part.clone()).unwrap_or_default();
            let (mut joined, mut joint) = (own(first).to_owned(), *joint);
            for (part, next) in rest {
                joined.extend([joint, own(part)]);
                joint = next;
            }
            Some(Box::new(Inline::plain(&joined, at(first).span)))
        }
    };
    (ty, presence)
}

/// What the item of a list is a row of, by its first paragraph.
pub(in crate::recognise) fn row_of_item(text: &Inline, dialect: &Dialect) -> Option<(TableKind, RawRow)> {
    row(text, Under::Unknown, dialect, BulletForm::Item).map(|(kind, row, _)| (kind, row))
}

/// The text of an item that a rule matches.
pub(super) fn text(item: &Item) -> Option<&Inline> {
    match item.blocks.first().map(|block| &block.kind) {
        Some(BlockKind::Paragraph(text)) => Some(text),
        _ => None,
    }
}

impl Flow<'_> {
    /// The kind of table that a list stands for: that of most of its rows. Where a label expects one, an item that is a
    /// row tells; elsewhere most of the items must be rows. The others are reported one by one.
    pub(super) fn stands_for(&self, items: &[Item], expected: bool) -> Option<TableKind> {
        // Beside labels, what gives rows has those of the label around.
        let labels = self.has_label(items);
        let counts = |item: &&Item| !labels || self.is_row(item);
        let kinds: Vec<_> = items.iter().filter(counts).filter_map(|item| self.kind_of(item)).collect();
        let first = *kinds.first()?;
        let same = kinds.iter().filter(|kind| **kind == first).count();
        let other = kinds.iter().copied().find(|kind| *kind != first);
        let kind = other.filter(|_| same * 2 < kinds.len()).unwrap_or(first);
        (expected || kinds.len() * 2 > items.len()).then_some(kind)
    }

    /// What an item is a row of, or what the rows are below one that gives some.
    fn kind_of(&self, item: &Item) -> Option<TableKind> {
        match self.given(item).map(|given| given.gives) {
            Some(Gives::Values) => return Some(TableKind::Values),
            Some(Gives::Rows | Gives::Alternatives) => return Some(TableKind::Fields),
            Some(Gives::Default | Gives::Example) => return None,
            None => {}
        }
        self.row_in_item(text(item)?).map(|(kind, ..)| kind)
    }

    /// What an item says as a row; one that is a label of lines or a statement is none.
    fn row_in_item(&self, text: &Inline) -> Option<(TableKind, RawRow, Rule)> {
        let found = row(text, self.under(), self.dialect, BulletForm::Item)?;
        (!section::is_no_row(text, self.under(), self.dialect)).then_some(found)
    }

    /// Whether an item is a row itself.
    fn is_row(&self, item: &Item) -> bool {
        self.given(item).is_none() && self.kind_of(item).is_some()
    }

    /// Reports a list that is kept as prose, where rules read items of it.
    pub(super) fn report_list(&mut self, items: &[Item], entry: EntryId) {
        // Of what stands in an item that is said to be read by no rule, no more is said.
        let Some(item) = items.iter().find(|item| !self.in_unread_item && self.is_row(item)) else { return };
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

    pub(super) fn rows_below(&mut self, kind: TableKind, items: Vec<Item>, depth: usize, rows: &mut Vec<RawRow>) {
        self.around.push(self.stands_under().to_owned());
        self.rows_around(kind, items, depth, rows);
        self.around.pop();
    }

    fn rows_around(&mut self, kind: TableKind, items: Vec<Item>, depth: usize, rows: &mut Vec<RawRow>) {
        let mut left_out = LeftOut::new(self.dialect);
        for mut item in items {
            if let Some(given) = self.given(&item).filter(|given| given.gives.rows() == Some(kind)) {
                self.give_rows(&given, &mut item, kind, depth, rows);
                continue;
            }
            let read = text(&item).and_then(|text| self.row_in_item(text));
            let other = read.as_ref().map(|(own, ..)| *own).filter(|own| *own != kind);
            let read = read.filter(|(own, ..)| *own == kind);
            if let Some((rule, by)) = read.as_ref().and_then(|(_, row, by)| Some((left_out.rule(row)?, *by))) {
                self.ledger.follow(by);
                self.ledger.leave_out_whole(item.entry, rule);
                self.scope.apart.ruled += item.blocks.iter().map(Block::json_fences).sum::<usize>();
                continue;
            }
            self.ledger.used(item.entry, "row");
            let line = text(&item).map(first_line).unwrap_or_default();
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
            self.around.push(line);
            for block in blocks {
                self.more(block, kind, own, depth, rows);
            }
            self.around.pop();
        }
    }

    /// Whether the first block of an item is a label.
    fn is_label(&self, first: &Block) -> bool {
        let BlockKind::Paragraph(text) = &first.kind else { return false };
        section::label(text, Mark::Line, self.under(), self.dialect).is_some()
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
        let block = match (block.kind, own) {
            (BlockKind::List(numbered, items), Some(own)) if of == TableKind::Fields => {
                let rest = self.given_below(items, own, depth, rows);
                if rest.is_empty() {
                    self.ledger.used(block.entry, "list");
                    return;
                }
                Block { kind: BlockKind::List(numbered, rest), ..block }
            }
            (kind, _) => Block { kind, ..block },
        };
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
        let label = |text: &Inline| section::label(text, Mark::Line, self.under(), self.dialect).is_some();
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
