//! Rows that stand below a label as paragraphs or under headings of their own, each with the words about it below.

use super::bullets::{first_line, row};
use super::open::{BELOW, announces_rows};
use super::{Flow, Open};
use crate::dialect::{BulletForm, Mark};
use crate::ledger::{EntryId, Rule};
use crate::markdown::{Block, Inline};
use crate::recognise::messages::{self, LooseRow};
use crate::recognise::raw::{RawRow, RawSection, RawTable, TableKind};
use crate::recognise::rows::LeftOut;
use crate::recognise::section::{self, Under};
use crate::source::Span;

/// The rows that have come so far below the label of the open section.
#[derive(Clone)]
pub(super) struct LooseRows {
    /// How they are written.
    form: BulletForm,
    /// What they are.
    kind: TableKind,
    /// The number of their section.
    at: usize,
    /// The number of the last of them.
    own: usize,
    /// The level of their headings.
    level: u8,
    /// What the last of them begins with, and what follows that.
    lead: Option<(&'static str, Option<char>)>,
    /// Whether what stands here is about the last of them.
    current: bool,
    /// The rule that leaves out the row that stands last, with what is below it.
    left_out: Option<Rule>,
    /// The level of its heading.
    left_level: u8,
}

impl LooseRows {
    /// Whether the rows are of this kind.
    pub(super) fn is_of(&self, kind: TableKind) -> bool {
        self.kind == kind
    }

    /// The rows, of which what comes next is about the last.
    pub(super) fn now(self) -> Self {
        Self { current: true, ..self }
    }
}

impl Flow<'_> {
    /// What comes next is not about the last of the rows.
    pub(super) fn ends_words(&mut self) {
        if let Some(loose) = self.open.as_mut().and_then(|open| open.loose_rows.as_mut()) {
            loose.current = false;
        }
    }

    /// Reads a paragraph as a row of the open section; whether it is one.
    pub(super) fn row_in_line(&mut self, text: &Inline, entry: EntryId) -> bool {
        let Some((kind, row, rule)) = row(text, self.under(), self.dialect, BulletForm::Line) else { return false };
        self.opens_unlabelled(kind, text.span);
        let Some(loose) = self.loose_rows_in(BulletForm::Line, kind, BELOW) else {
            if self.quotes.is_empty() && self.endpoint && self.open.is_none() {
                self.report_loose_rows(text, LooseRow::Unlabelled);
            }
            let filled = |open: &Open| open.loose_rows.is_none() && announces_rows(open.label.role);
            if self.quotes.is_empty() && self.open.as_ref().is_some_and(filled) {
                self.report_loose_rows(text, LooseRow::Beyond);
            }
            return false;
        };
        self.ledger.by(entry, rule);
        // Values stand below the field that they are of.
        let values = kind == TableKind::Values && loose.kind == TableKind::Fields;
        if kind != loose.kind && !values {
            self.report_loose_rows(text, LooseRow::Field);
            return false;
        }
        let left_out = LeftOut::new(self.dialect).rule(&row);
        match self.own_row(&loose).filter(|_| values) {
            Some(own) => own.values.push(row),
            None => self.add_row(LooseRows { lead: lead(text), current: true, left_out, ..loose }, row, entry),
        }
        true
    }

    /// Opens a section for rows above which no label stands, where the policy gives it a role.
    fn opens_unlabelled(&mut self, kind: TableKind, span: Span) {
        if self.open.is_some() || !self.quotes.is_empty() {
            return;
        }
        let Some(role) = self.assume(kind) else { return };
        self.diagnostics.push(messages::assumed_table(role, span));
        let label = section::assumed(role, span);
        self.scope.sections.push(RawSection::new(label.clone()));
        let mut open = Open::new(label, Mark::Line, BELOW);
        open.under = self.level;
        self.open = Some(open);
    }

    /// Reads a heading as a row of the open section; whether it is one, or words about one.
    pub(super) fn row_in_heading(&mut self, level: u8, text: &Inline, entry: EntryId) -> bool {
        let above = self.open.as_ref().map(|open| if open.level == BELOW { open.under } else { open.level });
        if above.is_none_or(|above| level <= above) {
            return false;
        }
        let known = self.open.as_ref().and_then(|open| open.loose_rows.clone());
        if section::label(text, Mark::Heading, self.under_heading(), self.dialect).is_some() {
            return false;
        }
        if let Some((kind, row, rule)) = row(text, self.under_heading(), self.dialect, BulletForm::Heading)
            && let Some(loose) = self.loose_rows_in(BulletForm::Heading, kind, level)
            && loose.kind == kind
            && level >= loose.level
        {
            self.ledger.by(entry, rule);
            let depth = usize::from(level - loose.level);
            // A row below one that is left out is left out too.
            let inside = loose.left_out.filter(|_| level > loose.left_level);
            let left_out = inside.or_else(|| LeftOut::new(self.dialect).rule(&row));
            let left_level = if inside.is_some() { loose.left_level } else { level };
            let loose = LooseRows { current: true, left_out, left_level, ..loose };
            self.add_row(loose, RawRow { depth, ..row }, entry);
            self.level = level;
            return true;
        }
        let Some(known) = known else { return false };
        if known.form == BulletForm::Heading && level > known.level && known.current {
            return self.describes(text, entry);
        }
        if known.form == BulletForm::Heading {
            self.report_loose_rows(text, LooseRow::Heading);
        }
        if let Some(loose) = self.open.as_mut().and_then(|open| open.loose_rows.as_mut()) {
            loose.current = false;
        }
        false
    }

    /// Takes a paragraph for words about the row that stands last above it; whether there is one.
    pub(super) fn describes(&mut self, text: &Inline, entry: EntryId) -> bool {
        let loose = self.open.as_ref().and_then(|open| open.loose_rows.as_ref());
        let Some(loose) = loose.filter(|loose| loose.current && self.quotes.is_empty()).cloned() else {
            return false;
        };
        if let Some(rule) = loose.left_out {
            self.ledger.leave_out(entry, rule);
            return true;
        }
        if loose.form == BulletForm::Line && loose.lead.is_some() {
            self.report_alike(text, &loose);
        }
        let Some(row) = self.own_row(&loose) else { return false };
        row.description.push(text.clone());
        self.ledger.used(entry, "cell");
        true
    }

    /// Reads a list that stands below a row: its values, or rows below it. `None` gives the block back.
    pub(super) fn below_row(&mut self, block: Block) -> Option<Block> {
        let Some(loose) = self.open.as_ref().and_then(|open| open.loose_rows.clone()) else { return Some(block) };
        if !loose.current || !self.quotes.is_empty() {
            return Some(block);
        }
        if let Some(rule) = loose.left_out {
            self.ledger.leave_out_whole(block.entry, rule);
            return None;
        }
        let Some(mut rows) = self.rows_at(loose.at).map(std::mem::take) else { return Some(block) };
        // What is no part of a row is read as if no row were above.
        self.open.iter_mut().for_each(|open| open.loose_rows = None);
        let label = self.open.as_ref().map(|open| open.label.text.clone());
        let depth = rows.get(loose.own).map_or(0, |row| row.depth);
        self.more(block, loose.kind, Some(loose.own), depth, &mut rows);
        if let Some(place) = self.rows_at(loose.at) {
            *place = rows;
        }
        if let Some(open) = self.open.as_mut().filter(|open| Some(&open.label.text) == label.as_ref()) {
            open.loose_rows = Some(loose);
        }
        None
    }

    /// The rows of the open section that are written so, or the first place for them.
    pub(super) fn loose_rows_in(&mut self, form: BulletForm, kind: TableKind, level: u8) -> Option<LooseRows> {
        if !self.quotes.is_empty() {
            return None;
        }
        match self.open.as_ref().and_then(|open| open.loose_rows.clone()) {
            Some(loose) => (loose.form == form).then_some(loose),
            None => {
                let at = self.takes_table()?;
                let (own, lead, current, left_out, left_level) = (0, None, false, None, level);
                Some(LooseRows { form, kind, at, own, level, lead, current, left_out, left_level })
            }
        }
    }

    pub(super) fn add_row(&mut self, mut loose: LooseRows, row: RawRow, entry: EntryId) {
        let (span, kind, at) = (row.span, loose.kind, loose.at);
        if let Some(rule) = loose.left_out {
            self.ledger.leave_out(entry, rule);
            if let Some(open) = &mut self.open {
                open.filled = true;
                open.loose_rows = Some(loose);
            }
            return;
        }
        if let Some(section) = self.scope.sections.get_mut(at) {
            let table = section.table.get_or_insert_with(|| RawTable { kind, rows: Vec::new(), span });
            loose.own = table.rows.len();
            table.rows.push(row);
        }
        self.last_table = Some(at);
        if let Some(open) = &mut self.open {
            open.filled = true;
            open.loose_rows = Some(loose);
        }
    }

    fn rows_at(&mut self, at: usize) -> Option<&mut Vec<RawRow>> {
        self.scope.sections.get_mut(at)?.table.as_mut().map(|table| &mut table.rows)
    }

    /// The last of the rows that stand so.
    fn own_row(&mut self, loose: &LooseRows) -> Option<&mut RawRow> {
        self.rows_at(loose.at)?.get_mut(loose.own)
    }

    /// Reports a paragraph that begins as rows do, and that no rule reads.
    fn report_alike(&mut self, text: &Inline, loose: &LooseRows) {
        let (Some((mark, next)), Some((own, follows))) = (loose.lead, lead(text)) else { return };
        if mark != own {
            return;
        }
        // Descriptions may begin with code, and their words follow it.
        let sure = mark != "`" || (next == follows && next.is_none_or(|letter| !letter.is_alphanumeric()));
        self.report_loose_rows(text, LooseRow::Alike { sure });
    }

    fn report_loose_rows(&mut self, text: &Inline, fault: LooseRow) {
        self.diagnostics.push(messages::loose_row(&first_line(text), fault, text.span));
    }
}

/// The mark that a text begins with, and the first letter behind what is marked so.
fn lead(text: &Inline) -> Option<(&'static str, Option<char>)> {
    let source = text.source.trim_start();
    let mark = ["**", "__", "`"].into_iter().find(|mark| source.starts_with(mark))?;
    let (_, rest) = source.get(mark.len()..)?.split_once(mark)?;
    Some((mark, rest.trim_start().chars().next()))
}

/// Whether the heading of a section below a label can be a row of it.
pub(in crate::recognise) fn is_row(text: &Inline, dialect: &crate::dialect::Dialect) -> bool {
    row(text, Under::Unknown, dialect, BulletForm::Heading).is_some()
}

impl Open {
    /// Ends the rows at a heading that stands beside their label or above it.
    pub(super) fn ends_rows(&mut self, level: u8) {
        let above = if self.level == BELOW { self.under } else { self.level };
        if level <= above {
            self.loose_rows = None;
        }
    }
}
