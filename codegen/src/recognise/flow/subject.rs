//! What the headings and sentences outside of endpoints say that examples are of.

use super::bullets::first_line;
use super::open::announces_rows;
use super::{Flow, Open};
use crate::dialect::{Mark, Role};
use crate::ir::{Docs, Method};
use crate::ledger::EntryId;
use crate::markdown::{Inline, Table, code};
use crate::recognise::raw::{Label, RawSection, Said, Scope, Shows, TableKind, Text};
use crate::recognise::section::Under;
use crate::recognise::{messages, section, table};

/// A type that is spoken of.
pub(super) struct Subject {
    /// The level of the heading that speaks of it; a heading of this or a higher one ends it.
    level: u8,
    /// The type.
    pub shows: Shows,
    /// Whether a heading of prose has come that stands beside its own: words below that are about something else, and
    /// examples may still be of the type.
    over: bool,
}

impl Subject {
    /// The type that the section with this number defines, under a heading of this level.
    pub(super) fn section(at: usize, mark: Mark, level: u8) -> Self {
        // What a line says holds up to the next heading.
        let level = if mark == Mark::Heading { level } else { u8::MAX };
        Self { level, shows: Shows::Section(at), over: false }
    }
}

impl Flow<'_> {
    /// Reads a heading; whether it is a label.
    pub(super) fn heading(&mut self, level: u8, text: &Inline, entry: EntryId) -> bool {
        self.headings.retain(|(above, _)| *above < level);
        let read = self.row_in_heading(level, text, entry) || self.label_in_heading(level, text, entry);
        self.headings.push((level, first_line(text)));
        read
    }

    fn label_in_heading(&mut self, level: u8, text: &Inline, entry: EntryId) -> bool {
        self.open.iter_mut().for_each(|open| open.ends_rows(level));
        self.level = level;
        self.status = self.status.take().filter(|(_, above)| *above < level);
        let role = section::label(text, Mark::Heading, self.under_heading(), self.dialect).map(|label| label.role);
        let known = role.is_some();
        // Beside the heading of a type stand the labels of what belongs to it.
        let ends = |subject: &Subject| subject.level > level || (subject.level == level && !known);
        if let Some(open) = self.open.as_mut().filter(|open| !known && level <= open.level) {
            open.over = true;
        }
        if self.subject.as_ref().is_some_and(ends) {
            let caption = std::mem::take(&mut self.caption);
            self.docs().push(&caption.0);
            self.subject = None;
        }
        if let Some(subject) = self.subject.as_mut().filter(|subject| subject.level == level) {
            subject.over = role == Some(Role::Prose);
        }
        if self.endpoint && !known && names_method(text) {
            self.diagnostics.push(messages::method_heading(&text.text, text.span));
        }
        self.label(text, Mark::Heading, level, entry)
    }

    /// What a heading stands under: the one above it.
    pub(super) fn under_heading(&self) -> Under<'_> {
        Under::Words(self.headings.last().map_or("", |(_, heading)| heading))
    }

    /// A sentence says what type the thing under the heading has.
    pub(super) fn said(&mut self, said: Said) {
        if self.endpoint {
            self.diagnostics.push(messages::type_under_endpoint(said.text.span));
            return;
        }
        if let Some(Shows::Section(at)) = self.subject.as_ref().map(|subject| &subject.shows)
            && let Some(section) = self.scope.sections.get_mut(*at)
            && section.is_unsaid()
        {
            section.said = Some(said);
            return;
        }
        self.subject = Some(Subject { level: self.level, shows: Shows::Said(Box::new(said)), over: false });
    }

    /// A sentence says that what its label or the table before it describes has the fields of a type too.
    pub(super) fn more_fields(&mut self, said: Said) {
        let open = self.open.as_ref().filter(|open| !open.over && announces_rows(open.label.role));
        let labelled = open.and_then(|open| {
            let is = |section: &RawSection| section.label.text == open.label.text;
            if open.label.role == Role::Fields { None } else { self.scope.sections.iter().rposition(is) }
        });
        let subject = || match self.subject.as_ref()?.shows {
            Shows::Section(at) => Some(at),
            Shows::Said(_) => None,
        };
        let Some(at) = labelled.or(self.last_table.filter(|_| self.endpoint)).or_else(subject) else {
            self.diagnostics.push(messages::more_of_nothing(said.words.text.trim(), said.text.span));
            return;
        };
        let Scope { sections, facts, .. } = &mut self.scope;
        match sections.get_mut(at) {
            Some(section) if section.label.role == Role::Parameters => {
                section::set(&mut facts.parameters, said, messages::said_twice, self.diagnostics);
            }
            Some(section) => section.more.push(said),
            None => {}
        }
        self.followed.extend(self.scope.sections.get(at).map(|section| section.label.text.span));
    }

    /// The section of the type that the label of an example names.
    pub(super) fn names_type(&mut self, label: &Label) -> Option<Shows> {
        if label.role != Role::Example || label.name.is_none() {
            return None;
        }
        self.scope.sections.push(RawSection::new(Label { role: Role::Object, ..label.clone() }));
        Some(Shows::Section(self.scope.sections.len() - 1))
    }

    /// Opens the fields of the type that is spoken of.
    pub(super) fn fields_of_subject(&mut self, label: Label, mark: Mark, level: u8) {
        let mut role = Role::Fields;
        if self.subject_section().is_none() {
            self.diagnostics.push(messages::fields_of_nothing(&label.text.value, self.endpoint, label.text.span));
            self.docs().push(&label.text.value);
            role = Role::Prose;
        }
        self.open = Some(Open::new(Label { role, ..label }, mark, level));
    }

    /// The section of the type that words here are about.
    pub(super) fn documented(&self) -> Option<usize> {
        let subject = self.subject.as_ref()?;
        let Shows::Section(at) = subject.shows else { return None };
        let others = [Role::Parameters, Role::Response, Role::Envelope, Role::Codes, Role::Statuses];
        let apart = self.open.as_ref().is_some_and(|open| others.contains(&open.label.role));
        // A line in the midst of an endpoint speaks of its table, and what follows that is of the endpoint again.
        let over = self.endpoint && subject.level == u8::MAX && self.scope.sections.get(at)?.table.is_some();
        (!apart && !over && !subject.over).then_some(at)
    }

    /// Where words go that stand here.
    pub(super) fn docs(&mut self) -> &mut Docs {
        let about = self.documented();
        self.docs_of(about)
    }

    /// Where words go that are about the type of this section, or else about what the scope is of.
    pub(super) fn docs_of(&mut self, section: Option<usize>) -> &mut Docs {
        if let Some(quote) = self.quotes.last_mut() {
            return quote;
        }
        let Scope { sections, docs, .. } = &mut self.scope;
        section.and_then(|at| sections.get_mut(at)).map_or(docs, |section| &mut section.docs)
    }

    /// The section of the type that is spoken of, where nothing says yet what it is.
    pub(super) fn subject_section(&self) -> Option<usize> {
        let Shows::Section(at) = self.subject.as_ref()?.shows else { return None };
        let section = self.scope.sections.get(at)?;
        section.is_unsaid().then_some(at)
    }

    /// Takes the name of the type that is spoken of from a table of keys and values.
    pub(super) fn names_subject(&mut self, table: &Table, entry: EntryId) -> bool {
        let Some(at) = self.subject_section() else { return false };
        let Some(section) = self.scope.sections.get_mut(at).filter(|section| section.label.name.is_none()) else {
            return false;
        };
        let keys = &section.label.name_keys;
        let rows = std::iter::once(&table.header).chain(table.rows.iter().map(|row| &row.cells));
        let value = rows.filter_map(|row| row.first().zip(row.get(1))).find_map(|(key, value)| {
            let is = |known: &String| known == key.text.text.trim();
            keys.iter().any(is).then(|| Text::of(&value.text))
        });
        let Some(mut name) = value else { return false };
        let plain = name.value.trim_matches('`').to_owned();
        name.value = plain;
        section.label.name = Some(name);
        self.ledger.by(entry, section.label.rule);
        table::use_whole(table, self.ledger, "name");
        self.words(&table::markdown(table));
        true
    }

    /// Settles what the labels of types say these to be: beside a table of fields it is a type with more of them.
    pub(super) fn settle_types(&mut self) {
        for section in &mut self.scope.sections {
            let Some(said) = section.label.ty.take() else { continue };
            match section.table.as_ref().map(|table| table.kind) {
                None if section.said.is_none() => section.said = Some(*said),
                Some(TableKind::Fields) => section.more.push(*said),
                // What has the values.
                Some(TableKind::Values | TableKind::Terms) => section.label.ty = Some(said),
                _ => {}
            }
        }
    }

    /// Reports the labels of types that nothing defines.
    pub(super) fn report_undefined(&mut self) {
        let shown = |at: usize| {
            let shows = |shows: &Option<Shows>| matches!(shows, Some(Shows::Section(section)) if *section == at);
            self.scope.examples.iter().any(|example| shows(&example.shows))
        };
        let empty = |(at, section): &(usize, &RawSection)| {
            let known = |name: &Text| self.dialect.define.contains_key(&name.value);
            section.defines()
                && !section.label.name.as_ref().is_some_and(known)
                && section.label.parent.is_none()
                && section.label.same.is_none()
                && section.is_unsaid()
                && !shown(*at)
                && !self.followed.contains(&section.label.text.span)
        };
        for (_, section) in self.scope.sections.iter().enumerate().filter(empty) {
            let Text { value: label, span } = &section.label.text;
            self.diagnostics.push(match self.unread.get(span) {
                Some(list) => messages::unread_list(label, *span, *list),
                None => messages::unread_definition(label, !section.docs.is_empty(), *span),
            });
        }
    }
}

/// Whether a heading is a method and nothing else.
fn names_method(text: &Inline) -> bool {
    let words = code::unquoted(&text.text);
    Method::parse(words).is_some_and(|method| method.name() == words)
}
