//! Tables in the flow: the section that is open takes them; without one, their position decides, and is reported.

use super::Flow;
use crate::diagnostic::Code;
use crate::dialect::{Mark, Role, Where};
use crate::ledger::EntryId;
use crate::markdown::{Item, Table, code};
use crate::recognise::raw::{Label, RawSection, RawTable, TableKind, Text};
use crate::recognise::{messages, section, table};
use crate::source::Span;

impl Flow<'_> {
    /// Reads a table; the code of the diagnostic where it was reported and not used.
    pub(super) fn table(&mut self, table: Table, span: Span, entry: EntryId) -> Option<Code> {
        if self.names_subject(&table, entry) {
            return None;
        }
        if self.open.as_ref().is_some_and(|open| open.label.role == Role::Prose && !open.over) {
            self.ruled(entry);
            table::use_whole(&table, self.ledger, "prose");
            self.words(&table::markdown(&table));
            return None;
        }
        let kind = table::kind(&table, self.dialect);
        let example = self.open.as_ref().is_some_and(|open| open.label.role == Role::Example);
        let values = example && kind == Some(TableKind::Values);
        let role = kind.filter(|_| values).and_then(|kind| self.assume(kind));
        if kind == Some(TableKind::Terms) || (values && role.is_none()) {
            let words = table::markdown(&table);
            let named = table::names_values(&table, self.dialect);
            if let Some(open) = self.open.as_mut().filter(|_| values) {
                open.filled = true;
                let label = &open.label.text.value;
                self.diagnostics.push(if named {
                    messages::table_as_example(label, span)
                } else {
                    messages::values_below_example(label, span)
                });
            }
            table::read(table, span, self.dialect, self.ledger, self.diagnostics);
            self.words(&words);
            return None;
        }
        let open = self.takes_table().filter(|_| role.is_none());
        let assumed = role.or_else(|| kind.filter(|_| open.is_none()).and_then(|kind| self.assume(kind)));
        if let Some(open) = self.open.as_mut().filter(|_| role.is_some()) {
            open.filled = true;
        }
        let headed = (assumed == Some(Role::Values)).then(|| self.headed_by_field(&table)).flatten();
        let rows = table.rows.len();
        if kind.is_some() && open.is_none() && assumed.is_none() {
            let values = kind == Some(TableKind::Values);
            self.diagnostics.push(if self.endpoint {
                messages::unknown_table(values, span)
            } else {
                messages::table_outside(span)
            });
            table::report(&table, self.ledger);
            return Some(Code::UnknownTable);
        }
        let Some(read) = table::read(table, span, self.dialect, self.ledger, self.diagnostics) else {
            // What keeps the table from being read is said at the table.
            if let Some(open) = self.open.as_mut().filter(|_| open.is_some()) {
                open.filled = true;
            }
            return Some(Code::UnknownTable);
        };
        // A table whose rows are all left out says nothing.
        if read.rows.is_empty() && rows > 0 {
            return None;
        }
        match (open, assumed) {
            (Some(at), _) => self.fill(at, read, entry),
            (None, Some(role)) => self.fill_assumed(role, headed, read, entry),
            (None, None) => {}
        }
        None
    }

    /// The field of a table before that the column of the values is called after.
    fn headed_by_field(&self, table: &Table) -> Option<Text> {
        let tables = self.scope.sections.iter().filter_map(|section| section.table.as_ref());
        let fields: Vec<_> =
            tables.filter(|table| table.kind == TableKind::Fields).flat_map(|table| &table.rows).collect();
        let called = |text: &Text| fields.iter().any(|row| code::unquoted(&row.key.text) == text.value);
        let values = &self.dialect.columns.value;
        let header = table.header.iter().map(|cell| Text::of(&cell.text));
        let header = header.filter(|text| values.iter().any(|word| word.is(&text.value)));
        let named = header.map(|text| Text { value: code::unquoted(&text.value).to_owned(), ..text });
        named.into_iter().find(called)
    }

    /// Reads a list as a table, where it stands for one and one is expected.
    pub(super) fn bullets(&mut self, items: &[Item], span: Span, entry: EntryId) -> bool {
        // Such a label says that it stands for none.
        if self.open.as_ref().is_some_and(|open| open.label.role == Role::Prose) || self.in_unread_item {
            return false;
        }
        if self.goes_on(items, span, entry) {
            return true;
        }
        let open = self.takes_table();
        let kind = self.stands_for(items, open.is_some());
        let assumed = kind.filter(|_| open.is_none()).and_then(|kind| self.assume(kind));
        let Some(kind) = kind.filter(|_| open.is_some() || assumed.is_some()) else {
            self.report_list(items, entry);
            return false;
        };
        // What the items hold beside rows is no reason to say that nothing follows the label.
        if let Some(open) = self.open.as_mut().filter(|_| open.is_some()) {
            open.filled = true;
        }
        let outer = std::mem::replace(&mut self.filling, open);
        let table = self.rows_of(kind, items.to_vec(), span);
        self.filling = outer;
        match (open, assumed) {
            (Some(at), _) => {
                self.fill(at, table, entry);
                if let Some(open) = &mut self.open {
                    open.listed = Some(at);
                }
            }
            (None, Some(role)) => self.fill_assumed(role, None, table, entry),
            (None, None) => {}
        }
        true
    }

    /// Reads a list as more of the one that filled the open section: words, a note or another mark stand between the two.
    fn goes_on(&mut self, items: &[Item], span: Span, entry: EntryId) -> bool {
        let open = self.open.as_ref().filter(|open| !open.over && self.filling.is_none());
        let Some(at) = open.and_then(|open| open.listed) else { return false };
        let Some(kind) = self.stands_for(items, false) else { return false };
        let table = self.scope.sections.get(at).and_then(|section| section.table.as_ref());
        if table.is_none_or(|table| table.kind != kind) {
            return false;
        }
        let mut more = self.rows_of(kind, items.to_vec(), span);
        self.ruled(entry);
        self.last_table = Some(at);
        if let Some(table) = self.scope.sections.get_mut(at).and_then(|section| section.table.as_mut()) {
            let list = table.rows.last().map_or(0, |row| row.list + 1);
            more.rows.iter_mut().for_each(|row| row.list = list);
            table.rows.append(&mut more.rows);
        }
        true
    }

    /// The number of the open section, where it still takes a table.
    pub(super) fn takes_table(&self) -> Option<usize> {
        let open = self.open.as_ref().filter(|open| !open.over)?;
        if open.label.role == Role::Fields {
            return self.subject_section();
        }
        // The sections of labels inside of its own stand behind it.
        let at = self.scope.sections.iter().rposition(|section| section.label.text == open.label.text)?;
        let section = self.scope.sections.get(at)?;
        let takes = section.table.is_none() && section.label.same.is_none();
        (takes && self.filling != Some(at)).then_some(at)
    }

    pub(super) fn fill(&mut self, at: usize, table: RawTable, entry: EntryId) {
        self.ruled(entry);
        if let Some(open) = &mut self.open {
            open.filled = true;
        }
        self.last_table = Some(at);
        if let Some(section) = self.scope.sections.get_mut(at) {
            let placed = table.rows.iter().find_map(|row| row.location.as_deref().filter(|cell| !cell.is_empty()));
            if let Some(cell) = placed.filter(|_| matches!(section.label.role, Role::Response | Role::Envelope)) {
                self.diagnostics.push(messages::places_in_response(&section.label.text.value, cell.span));
            }
            section.table = Some(table);
        }
    }

    pub(super) fn fill_assumed(&mut self, role: Role, parent: Option<Text>, table: RawTable, entry: EntryId) {
        self.diagnostics.push(messages::assumed_table(role, table.span));
        self.last_table = Some(self.scope.sections.len());
        let label = Label { parent, ..section::assumed(role, table.span) };
        self.ledger.by(entry, label.rule);
        self.scope.sections.push(RawSection { table: Some(table), ..RawSection::new(label) });
    }

    /// The role of a table without a label: the first of the policy's that suits it and that the endpoint has not filled
    /// or denied.
    pub(super) fn assume(&self, kind: TableKind) -> Option<Role> {
        let values = match kind {
            TableKind::Fields => false,
            TableKind::Values => true,
            TableKind::Items | TableKind::Terms => return None,
        };
        if !self.endpoint {
            return None;
        }
        let suits = |role: Role| matches!(role, Role::Codes | Role::Statuses | Role::Values) == values;
        // What stands below a heading that says what it is cannot be something else for want of a label.
        let fields = |role: Role| matches!(role, Role::Parameters | Role::Response | Role::Envelope);
        let below = self.open.as_ref().filter(|open| open.mark == Mark::Heading && !open.over && open.filled);
        if !values && below.is_some_and(|open| fields(open.label.role)) {
            return None;
        }
        let facts = &self.scope.facts;
        let denied = |role: Role| match role {
            Role::Parameters => facts.no_parameters.is_some(),
            Role::Response => facts.no_response.is_some(),
            _ => false,
        };
        // Behind the response nothing is a parameter for want of a label.
        let answers = |role: Role| matches!(role, Role::Response | Role::Envelope);
        let behind = self
            .scope
            .sections
            .iter()
            .any(|section| answers(section.label.role) && !section.label.text.value.is_empty())
            || self
                .open
                .as_ref()
                .is_some_and(|open| open.label.role == Role::Example && open.label.of == Where::Response);
        let denied = |role: Role| denied(role) || (role == Role::Parameters && behind);
        let filled = |role: Role| {
            // Each field can have a table of its values.
            let own = |section: &RawSection| role == Role::Values && section.label.parent.is_some();
            let same = |section: &&RawSection| section.label.role == role && section.label.failure().is_none();
            self.scope.sections.iter().filter(same).any(|section| !own(section))
        };
        self.dialect.policy.unlabelled.iter().copied().find(|role| suits(*role) && !denied(*role) && !filled(*role))
    }
}
