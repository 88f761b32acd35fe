//! Items of lists that are no rows, and say something of the row that they stand in: its values, its default, an example, or
//! that the rows below them are below it.

use super::Flow;
use super::bullets::{first_line, text};
use crate::dialect::{BulletForm, Gives};
use crate::ir::Presence;
use crate::ledger::Rule;
use crate::markdown::{BlockKind, Inline, Item};
use crate::recognise::raw::{RawRow, TableKind};

/// What an item gives.
pub(super) struct Given {
    /// What it is.
    pub gives: Gives,
    /// What stands in the item itself.
    value: Option<Inline>,
    rule: Rule,
}

impl Gives {
    /// What the rows are that the items below give.
    pub(super) fn rows(self) -> Option<TableKind> {
        match self {
            Self::Values => Some(TableKind::Values),
            Self::Rows | Self::Alternatives => Some(TableKind::Fields),
            Self::Default | Self::Example => None,
        }
    }
}

impl Flow<'_> {
    /// What an item gives, by the first rule that it matches.
    pub(super) fn given(&self, item: &Item) -> Option<Given> {
        let (words, under) = (text(item)?, self.under());
        let mut rules = self
            .dialect
            .bullet
            .iter()
            .filter(|rule| rule.forms.contains(&BulletForm::Item) && under.fits(rule.under.as_ref()));
        // The first that matches counts, and it may be one for rows.
        let (rule, found) = rules.find_map(|rule| Some((rule, rule.pattern.captures(&words.text)?)))?;
        let value = found.name("value").map(|group| words.part(group.range()));
        Some(Given { gives: rule.gives?, value, rule: Rule::new("bullet", &rule.pattern.span()) })
    }

    /// Reads the rows that an item gives; alternatives may be left out, whatever else they say.
    pub(super) fn give_rows(
        &mut self,
        given: &Given,
        item: &mut Item,
        kind: TableKind,
        depth: usize,
        rows: &mut Vec<RawRow>,
    ) {
        self.take_given(given, item);
        self.around.push(text(item).map(first_line).unwrap_or_default());
        let from = rows.len();
        for block in std::mem::take(&mut item.blocks).into_iter().skip(1) {
            match block.kind {
                BlockKind::List(_, items) => {
                    self.ledger.used(block.entry, "list");
                    self.rows_below(kind, items, depth, rows);
                }
                _ => self.block(block),
            }
        }
        self.around.pop();
        if given.gives == Gives::Alternatives {
            for row in rows.iter_mut().skip(from).filter(|row| row.depth == depth) {
                (row.presence, row.optional) = (None, None);
                row.labelled = Some((Presence::Optional, row.span));
            }
        }
    }

    /// Takes what items below a row give it, and hands back the others.
    pub(super) fn given_below(
        &mut self,
        items: Vec<Item>,
        own: usize,
        depth: usize,
        rows: &mut Vec<RawRow>,
    ) -> Vec<Item> {
        let mut rest = Vec::new();
        for mut item in items {
            let Some(given) = self.given(&item) else {
                rest.push(item);
                continue;
            };
            match given.gives {
                Gives::Values => {
                    let mut values = Vec::new();
                    self.give_rows(&given, &mut item, TableKind::Values, 0, &mut values);
                    if let Some(row) = rows.get_mut(own) {
                        row.values.append(&mut values);
                    }
                }
                Gives::Rows | Gives::Alternatives => {
                    self.give_rows(&given, &mut item, TableKind::Fields, depth + 1, rows);
                }
                Gives::Default | Gives::Example => {
                    self.take_given(&given, &item);
                    let values = self.values_in(&given, &mut item);
                    if let Some(row) = rows.get_mut(own) {
                        give_value(&given, &values, text(&item), row);
                    }
                }
            }
        }
        rest
    }

    /// The values that stand in an item and in the lists below it.
    fn values_in(&mut self, given: &Given, item: &mut Item) -> Vec<Inline> {
        let mut values: Vec<Inline> = given.value.iter().filter(|value| !value.is_empty()).cloned().collect();
        let below = if item.blocks.is_empty() { Vec::new() } else { item.blocks.split_off(1) };
        for block in below {
            let BlockKind::List(_, items) = block.kind else {
                self.block(block);
                continue;
            };
            self.ledger.used(block.entry, "list");
            for item in items {
                self.ledger.used(item.entry, "row");
                values.extend(text(&item).cloned());
                for block in item.blocks {
                    match block.kind {
                        BlockKind::Paragraph(_) => self.ledger.used(block.entry, "row"),
                        _ => self.block(block),
                    }
                }
            }
        }
        values
    }

    fn take_given(&mut self, given: &Given, item: &Item) {
        self.ledger.used(item.entry, "row");
        if let Some(first) = item.blocks.first() {
            self.ledger.used(first.entry, "row");
            self.ledger.by(first.entry, given.rule);
        }
    }
}

/// The words of a value as code, which says where it ends.
fn as_code(value: &Inline) -> Inline {
    let words = value.text.trim();
    let plain = !words.contains('`');
    if plain { Inline::plain(&format!("`{words}`"), value.span) } else { value.clone() }
}

/// Gives a row a value. Several may be one list, or stand for each other: they are words.
fn give_value(given: &Given, values: &[Inline], item: Option<&Inline>, row: &mut RawRow) {
    let place = if given.gives == Gives::Default { &mut row.default } else { &mut row.example };
    if let ([first], None) = (values, &place) {
        *place = Some(Box::new(as_code(first)));
    } else if let Some(item) = item.filter(|_| !values.is_empty()) {
        let below = values.iter().skip(usize::from(given.value.is_some())).map(|value| value.text.trim());
        let below = below.collect::<Vec<_>>().join(", ");
        let joint = if below.is_empty() { "" } else { ": " };
        row.description.push(Inline::plain(&format!("{}{joint}{below}", first_line(item)), item.span));
    }
}
