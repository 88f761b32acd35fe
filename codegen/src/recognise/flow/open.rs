//! The section that is open: what its label announces, and what follows it.

use super::{Flow, LooseRows, Subject};
use crate::diagnostic::Code;
use crate::dialect::{Mark, PhraseScope, Role, Where};
use crate::ir::StatusCode;
use crate::ledger::EntryId;
use crate::markdown::{BlockKind, Inline, Item};
use crate::recognise::raw::{Label, RawSection, Said, Scope, Shows, Text};
use crate::recognise::section::Under;
use crate::recognise::{messages, section, status};
use crate::source::Span;

/// The level of a label that is no heading: it stands below every heading.
pub(super) const BELOW: u8 = 7;

/// The section that is open.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(super) struct Open {
    pub label: Label,
    pub mark: Mark,
    /// Whether something that a rule reads has followed the label.
    pub filled: bool,
    /// Whether a heading without a rule has come that stands beside the label, so that what is below that is not its own.
    pub over: bool,
    /// How deep the label stands: its level as a heading.
    pub level: u8,
    /// The type that the label of an example names.
    pub shows: Option<Shows>,
    /// The first words or list below the label that no rule reads.
    unread: Option<Unread>,
    /// The level of the heading that the label stands under.
    pub under: u8,
    /// The rows that stand below it as paragraphs or headings.
    pub loose_rows: Option<LooseRows>,
    /// The number of the section whose table a list gave, which a further list goes on with.
    pub listed: Option<usize>,
    /// The entry of the label.
    pub entry: Option<EntryId>,
    /// Whether words below the label say what it announces, in the place of rows.
    pub said: bool,
    /// Whether anything stands behind the label.
    pub followed: bool,
}

impl Open {
    /// An open section that nothing has followed yet.
    pub(super) fn new(label: Label, mark: Mark, level: u8) -> Self {
        let (shows, unread, loose_rows, listed, entry) = (None, None, None, None, None);
        let (filled, over, said, followed, under) = (false, false, false, false, 0);
        Self { label, mark, filled, over, level, shows, unread, under, loose_rows, listed, entry, said, followed }
    }
}

/// What stands below a label and is words to every rule.
#[derive(Clone, Copy)]
enum Unread {
    Words(Span),
    List(Span),
}

impl Flow<'_> {
    /// Opens the section that `text` labels, if it labels one.
    pub(super) fn label(&mut self, text: &Inline, mark: Mark, level: u8, entry: EntryId) -> bool {
        let under = if mark == Mark::Heading { self.under_heading() } else { self.under() };
        let Some(label) = section::label(text, mark, under, self.dialect) else { return false };
        self.ledger.by(entry, label.rule);
        let behind = announces_rows(label.role).then(|| section::behind(text, mark, &label)).flatten();
        self.opens(label, text, mark, level);
        let under = self.level;
        if let Some(open) = &mut self.open {
            (open.under, open.entry) = (under, Some(entry));
        }
        if matches!(mark, Mark::Line | Mark::Bold) {
            self.states_in_label(text, entry);
            self.example_in_label(text, entry);
        }
        if let Some(behind) = behind
            && !self.row_in_line(&behind, entry)
            && !self.is_stated(text)
        {
            self.unread_below(text.span);
        }
        true
    }

    /// Reads what a line states beside being a label. That a status stands in it says nothing of what follows.
    fn states_in_label(&mut self, text: &Inline, entry: EntryId) {
        let filled = self.open.as_ref().is_some_and(|open| open.filled);
        if !self.states(text, entry) {
            return;
        }
        let facts = &self.scope.facts;
        let none = [&facts.no_parameters, &facts.no_response].into_iter().flatten().map(|text| text.span);
        let said = [&facts.response, &facts.parameters, &facts.same_parameters, &facts.same_response];
        let said = said.into_iter().flatten().map(|said| said.text.span);
        let whole = none.chain(said).any(|span| span == text.span);
        if let Some(open) = &mut self.open {
            open.filled = filled || whole;
        }
    }

    /// Opens the section of a label.
    fn opens(&mut self, mut label: Label, text: &Inline, mark: Mark, level: u8) {
        // A heading above labels of its own announces what they do.
        if self.open.as_ref().is_some_and(|open| !open.over && level > open.level) {
            self.labels_below();
        }
        self.keep_around(level);
        self.close();
        let states = label.status.is_some();
        self.status_of(&mut label, level);
        let sentence = label.sentence;
        if label.role == Role::Note || (sentence && label.role == Role::Prose) {
            self.open = Some(Open { filled: true, ..Open::new(label, mark, level) });
            self.prose(text.clone());
            return;
        }
        if matches!(label.role, Role::Example | Role::Prose) {
            if label.role == Role::Prose {
                self.docs().push(&text.source);
            }
            // What a line says beside the name of a type is words about the example, as is what one says of the envelope.
            let named = (label.name.is_some() && mark == Mark::Line) || label.of == Where::Envelope;
            if label.role == Role::Example && (label.wordy || named) {
                self.caption.push(&text.source);
            }
            let shows = self.names_type(&label);
            // The status that a label states is said, whatever follows.
            self.open = Some(Open { shows, filled: states, ..Open::new(label, mark, level) });
            return;
        }
        if label.role == Role::Fields {
            self.fields_of_subject(label, mark, level);
            return;
        }
        if label.is_its_own() {
            self.words(&text.source);
            self.open = Some(Open { filled: true, ..Open::new(label, mark, level) });
            return;
        }
        let mut section = RawSection::new(label.clone());
        if section.defines() {
            self.subject = Some(Subject::section(self.scope.sections.len(), mark, self.level));
            if sentence {
                section.docs.push(&text.source);
            }
        }
        self.scope.sections.push(section);
        // What is said of a response that failed or has no body can be words alone.
        let alone = |code: StatusCode| !code.is_success() || code.is_bare();
        let filled = label.same.is_some() || label.ty.is_some() || label.code().is_some_and(alone);
        self.open = Some(Open { filled, ..Open::new(label, mark, level) });
    }

    /// Settles the open label where others stand below it and announce what it does: it says nothing that they do not say.
    fn labels_below(&mut self) {
        let Some(open) = &mut self.open else { return };
        if let Some(entry) = open.entry.filter(|_| !open.filled && open.unread.is_none() && open.label.says_role()) {
            self.ledger.ignored(entry, "labels-below");
        }
        open.filled |= announces_rows(open.label.role);
    }

    /// Notes the status that a label says its response to have. One that says none is about the same response as the
    /// label above it.
    fn status_of(&mut self, label: &mut Label, level: u8) {
        let above = self.status.take();
        let Some(words) = &label.status else {
            let inside = above.as_ref().is_some_and(|(_, above)| *above < level);
            let shown = (label.role == Role::Example && matches!(label.of, Where::Response | Where::Any))
                || (label.schema && label.role == Role::Response);
            let response = matches!(label.role, Role::Response | Role::Envelope)
                || (label.role == Role::Items && label.parent.is_none());
            if shown || (response && inside) {
                label.status = above.as_ref().map(|(words, _)| words.clone());
            }
            // What stands beside the label of a response ends it, but for what shows or describes a part of it.
            let part = matches!(label.role, Role::Example | Role::Object | Role::Items | Role::Note | Role::Values)
                || label.schema;
            self.status = above.filter(|_| inside || part);
            return;
        };
        self.status = Some((words.clone(), level));
        let all = status::all(&words.value);
        match status::read(&words.value) {
            // What stands behind the first of several is the others.
            Some((_, meaning)) => {
                let value = if all.len() > 1 { "" } else { meaning };
                let text = || Text { value: value.to_owned(), span: words.span };
                self.scope.facts.statuses.extend(all.into_iter().map(|code| (code, text())));
            }
            None => self.diagnostics.push(messages::no_status(&words.value, words.span)),
        }
    }

    /// Closes the open section; a label that nothing followed, or nothing that a rule reads, is reported.
    pub(super) fn close(&mut self) {
        let caption = std::mem::take(&mut self.caption);
        self.docs().push(&caption.0);
        let Some(open) = self.open.take() else { return };
        if open.filled {
            self.followed.insert(open.label.text.span);
        }
        let example = open.label.role == Role::Example && open.mark != Mark::Heading;
        if open.filled || !(example || announces_rows(open.label.role)) {
            return;
        }
        let Text { value: label, span } = &open.label.text;
        let span = *span;
        // What a sentence or an example further down says a named type to be is looked for at the end of the scope.
        if open.label.role == Role::Object && open.label.parent.is_none() {
            if let Some(Unread::List(list)) = open.unread {
                self.unread.insert(span, list);
            }
            return;
        }
        // That nothing is said of parameters or of a response is reported with their endpoint.
        if open.unread.is_none() && matches!(open.label.role, Role::Parameters | Role::Response) {
            return;
        }
        open.entry.into_iter().for_each(|entry| self.ledger.reported(entry, Code::UnknownLabel));
        self.diagnostics.push(match open.unread.filter(|_| !example) {
            None => messages::nothing_follows(label, span),
            Some(Unread::List(list)) => messages::unread_list(label, span, list),
            Some(Unread::Words(words)) => messages::unread_words(label, span, words),
        });
    }

    /// Where words at `said` state that there is neither, directly below a label of parameters or of a response, they
    /// speak of that alone; `before` is what was stated of the two before. Whether they do.
    pub(super) fn of_the_label(&mut self, before: (Option<Text>, Option<Text>), said: Span) -> bool {
        // An item that a list begins with stands directly below the label too.
        let directly = |open: &&Open| open.unread.is_none_or(|unread| matches!(unread, Unread::List(at) if at == said));
        let Some(open) = self.open.as_ref().filter(|open| !open.filled).filter(directly) else { return false };
        let facts = &mut self.scope.facts;
        let here = |fact: &Option<Text>| fact.as_ref().is_some_and(|text| text.span == said);
        if !(here(&facts.no_parameters) && here(&facts.no_response)) {
            return false;
        }
        match open.label.role {
            Role::Parameters => facts.no_response = before.1,
            Role::Response => facts.no_parameters = before.0,
            _ => return false,
        }
        true
    }

    /// Settles what was just said of the response, beside what was said of it `before`: below the label of another response
    /// it is of that.
    pub(super) fn responds(&mut self, before: Option<Said>) {
        let open = self.open.as_ref().filter(|open| open.label.role == Role::Response && !open.over);
        let label = open.and_then(|open| Some((open.label.text.span, open.label.code()?)));
        let Scope { facts, .. } = &mut self.scope;
        let Some(new) = facts.response.take() else {
            facts.response = before;
            return;
        };
        facts.response = before;
        match (label, self.answered) {
            (Some((_, code)), _) if !code.is_success() => facts.other_responses.push((Some(code), new)),
            (Some((at, code)), Some((first, known))) if at != first && facts.response.is_some() => {
                facts.other_responses.push((Some(code).filter(|code| *code != known), new));
            }
            // Another success that the sentence itself tells apart.
            _ if new.code.is_some() && facts.response.as_ref().is_some_and(|known| known.code != new.code) => {
                facts.other_responses.push((new.code, new));
            }
            _ => {
                self.answered = self.answered.or(label);
                section::set(&mut facts.response, new, messages::response_said_twice, self.diagnostics);
            }
        }
    }

    /// Settles a label below which the words at `said` state what it would announce: it says nothing that they do not say.
    pub(super) fn label_is_said(&mut self, said: Span) {
        let Some(open) = self.open.as_ref().filter(|open| !open.filled && open.unread.is_none()) else { return };
        let facts = &self.scope.facts;
        let (none, stated) = match open.label.role {
            Role::Parameters => (&facts.no_parameters, [&facts.parameters, &facts.same_parameters]),
            Role::Response => (&facts.no_response, [&facts.response, &facts.same_response]),
            _ => return,
        };
        let here = stated.into_iter().flatten().map(|stated| stated.text.span).chain(none.iter().map(|text| text.span));
        if here.into_iter().any(|span| span == said)
            && open.label.says_role()
            && let Some(entry) = open.entry
        {
            self.ledger.ignored(entry, "statement-below");
        }
    }

    /// Notes that words below the label of the open section state something. What they state of something else is not what
    /// a label of parameters or of a response announces.
    pub(super) fn stated_below(&mut self, text: &Inline, under: &str) {
        let Some(open) = &mut self.open else { return };
        open.filled |= section::speaks_of(open.label.role, text, Under::Words(under), self.dialect);
    }

    /// Notes words below the label of the open section that no rule reads.
    pub(super) fn unread_below(&mut self, span: Span) {
        if let Some(open) = &mut self.open {
            open.unread = open.unread.or(Some(Unread::Words(span)));
        }
    }

    /// Notes words that stand below the label of the open section, unless a rule for notes reads them, or one for statements.
    pub(super) fn stands_below(&mut self, text: &Inline) {
        let mut rules = self.dialect.prose.iter().filter(|rule| rule.on != PhraseScope::Field);
        let read = rules.any(|rule| rule.pattern.is_match(&text.text));
        if let Some(open) = &mut self.open {
            // "See the list of all codes."
            let elsewhere = open.label.role == Role::Codes && !text.links.is_empty();
            open.filled |= read || elsewhere;
            open.said |= elsewhere;
        }
        if !self.is_stated(text) {
            self.unread_below(text.span);
        }
    }

    /// Whether a rule for statements reads a text.
    fn is_stated(&self, text: &Inline) -> bool {
        let mut rules = self.dialect.statement.iter().filter(|rule| self.under().fits(rule.under.as_ref()));
        rules.any(|rule| rule.pattern.is_match(&text.text))
    }

    /// Keeps the heading in the documentation that is the label of words alone.
    pub(super) fn heads_words(&mut self) {
        let heads = |open: &&mut Open| open.said && open.mark == Mark::Heading && announces_rows(open.label.role);
        let Some(open) = self.open.as_mut().filter(heads).filter(|_| self.quotes.is_empty()) else { return };
        open.said = false;
        let heading = format!("{} {}", "#".repeat(usize::from(open.level)), open.label.text.value);
        if self.takes_table().is_some() {
            self.docs().push(&heading);
        }
    }

    /// Notes a list below the label of the open section. Labels in it announce what that label does, which says nothing that
    /// they do not say.
    pub(super) fn list_stands_below(&mut self, items: &[Item]) {
        if self.has_label(items) {
            return self.labels_below();
        }
        let first = items.iter().flat_map(|item| &item.blocks).find_map(|block| match &block.kind {
            BlockKind::Paragraph(text) => Some(text.span),
            _ => None,
        });
        if let (Some(open), Some(span)) = (&mut self.open, first) {
            open.unread = match open.unread {
                Some(Unread::List(span)) => Some(Unread::List(span)),
                _ => Some(Unread::List(span)),
            };
        }
    }

    /// The rule of the open section speaks of a construct too.
    pub(super) fn ruled(&mut self, entry: EntryId) {
        if let Some(open) = &self.open {
            self.ledger.by(entry, open.label.rule);
        }
    }
}

/// Whether a label of this role announces rows.
pub(super) fn announces_rows(role: Role) -> bool {
    !matches!(role, Role::Example | Role::Note | Role::Prose)
}
