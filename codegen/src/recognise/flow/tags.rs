//! Tags of components that are labels or rows: `<ParamField path="id" type="string">`.

use super::Flow;
use super::bullets::row;
use super::open::{BELOW, Open};
use crate::dialect::{BulletForm, Mark};
use crate::ledger::EntryId;
use crate::markdown::{self, Edge, Inline};
use crate::recognise::raw::RawRow;
use crate::recognise::section;

impl Flow<'_> {
    /// Reads a tag as a label, as a row or as both; whether it is one. What stands up to its end is below it.
    pub(super) fn tag(&mut self, source: &Inline, entry: EntryId) -> bool {
        if let Some((name, Edge::End)) = markdown::component(&source.text) {
            if let Some(at) = self.tags.iter().rposition(|open| open == name) {
                self.tags.truncate(at);
            }
            self.ends_words();
            return false;
        }
        let is_row = row(source, self.under(), self.dialect, BulletForm::Tag).is_some();
        let labels = section::label(source, Mark::Html, self.under(), self.dialect).is_some_and(|label| {
            // A row does not begin the table anew that it stands in.
            let begins = |open: &Open| open.over || open.label.rule != label.rule;
            !is_row || (self.tags.is_empty() && self.open.as_ref().is_none_or(begins))
        });
        if labels && !is_row {
            self.tags.clear();
        }
        let labels = labels && self.label(source, Mark::Html, BELOW, entry);
        let Some((kind, row, rule)) = row(source, self.under(), self.dialect, BulletForm::Tag) else { return labels };
        let Some(loose) = self.loose_rows_in(BulletForm::Tag, kind, BELOW) else { return labels };
        if loose.is_of(kind) {
            self.ledger.by(entry, rule);
            let depth = self.tags.len();
            self.add_row(loose.now(), RawRow { depth, ..row }, entry);
            let begins = markdown::component(&source.text).filter(|(_, edge)| *edge == Edge::Begin);
            if let Some((name, _)) = begins.filter(|_| self.tags.len() < markdown::DEPTH) {
                self.tags.push(name.to_owned());
            } else {
                self.ends_words();
            }
        }
        true
    }
}
