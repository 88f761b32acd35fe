//! Code blocks in the flow: examples of an endpoint or of a type, or words.

use super::Flow;
use crate::diagnostic::Severity;
use crate::dialect::{Role, Shown, Where};
use crate::ledger::EntryId;
use crate::markdown::{Fence, Inline};
use crate::recognise::command::is_command;
use crate::recognise::messages::Above;
use crate::recognise::raw::{Label, RawExample, RawSection, Shows, Text};
use crate::recognise::section::Under;
use crate::recognise::{exchange, messages, section, status};
use crate::source::Span;

impl Flow<'_> {
    /// Reads a code block.
    pub(super) fn fence(&mut self, fence: Fence, span: Span, entry: EntryId) {
        self.ruled(entry);
        if self.schema(&fence) || self.sketch(&fence, span, entry) || self.pairs(&fence, span, entry) {
            return;
        }
        if let Some(open) = &mut self.open {
            open.filled = true;
        }
        let stated = self.states_in(&fence, entry);
        let mut field = self.note_field();
        let labelled = self.open.as_mut().filter(|open| open.label.role == Role::Example).map(|open| {
            if open.label.of == Where::Parameter {
                field.clone_from(&open.label.parent);
            }
            open.label.of
        });
        let shows = if field.is_some() { None } else { self.shows(labelled, &fence, span) };
        let of = match (&field, &shows, labelled) {
            (Some(_), ..) => Where::Parameter,
            (None, Some(_), of) => of.unwrap_or_default(),
            (None, None, Some(Where::Type)) => return self.words_in_fence(&fence, span, stated),
            (None, None, of) => match of.or_else(|| self.example_by_place(&fence, span)) {
                Some(of) => of,
                None => return self.words_in_fence(&fence, span, stated),
            },
        };
        let docs = std::mem::take(&mut self.caption);
        let (language, text) = (fence.language, fence.text);
        let label = self.open.as_ref().filter(|_| matches!(of, Where::Response | Where::Any)).map(|open| &open.label);
        let status = status::of_head(&text).or_else(|| label.and_then(Label::code));
        let example = RawExample { of, field, language, text, span: fence.body, docs, shows, status };
        let parts = exchange::parts(example, self.dialect, self.ledger);
        self.scope.examples.extend(parts);
    }

    /// Takes a code block for the JSON Schema that the label above it announces.
    fn schema(&mut self, fence: &Fence) -> bool {
        let Some(open) = self.open.as_mut().filter(|open| open.label.schema && !open.over) else { return false };
        // The sections of labels inside of its own stand behind it.
        let own = |section: &RawSection| section.label.text == open.label.text;
        let at = self.scope.sections.iter().rposition(own);
        let section = at.and_then(|at| self.scope.sections.get_mut(at)).filter(|section| section.schema.is_none());
        let Some(section) = section else { return false };
        section.schema = Some(Text { value: fence.text.clone(), span: fence.body });
        open.filled = true;
        true
    }

    /// Reads JSON in code at the end of the label of an example, as in "Content:" with `{"id": 7}` behind it.
    pub(super) fn example_in_label(&mut self, label: &Inline, entry: EntryId) {
        let is_example = self.open.as_ref().is_some_and(|open| open.label.role == Role::Example);
        let code = label.text.trim_end().strip_suffix('`').and_then(|text| text.rsplit_once('`'));
        let Some(code) = code.map(|(_, code)| code.trim()).filter(|_| self.endpoint && is_example) else { return };
        if [('{', '}'), ('[', ']')].into_iter().any(|(first, last)| code.starts_with(first) && code.ends_with(last)) {
            let fence = Fence { language: "json".to_owned(), text: code.to_owned(), body: label.span };
            self.fence(fence, label.span, entry);
        }
    }

    /// Whether a line of a code block that is no JSON states something of the response.
    fn states_in(&mut self, fence: &Fence, entry: EntryId) -> bool {
        if !self.endpoint || fence.is_json() {
            return false;
        }
        let under = self.stands_under().to_owned();
        // Without indentation the text is the body, byte by byte.
        let exact = fence.body.range().len() == fence.text.len();
        let (mut stated, mut from) = (false, fence.body.range().start);
        for line in fence.text.split_inclusive('\n') {
            let words = line.trim_end();
            let span = if exact { Span::new(fence.body.file, from..from + words.len()) } else { fence.body };
            let text = Inline::plain(words, span);
            from += line.len();
            let facts = &mut self.scope.facts;
            for rule in section::statements_in_code(&text, Under::Words(&under), self.dialect, facts, self.diagnostics)
            {
                self.ledger.by(entry, rule);
                stated = true;
            }
        }
        stated
    }

    /// The type that a code block is an example of, where it is none of an endpoint.
    fn shows(&mut self, labelled: Option<Where>, fence: &Fence, span: Span) -> Option<Shows> {
        if let Some(open) = self.open.as_mut().filter(|open| open.shows.is_some()) {
            return open.shows.clone();
        }
        if labelled == Some(Where::Envelope) {
            return None;
        }
        let role = self.open.as_ref().map(|open| open.label.role);
        let direct = role == Some(Role::Object) && self.open.as_ref().is_some_and(|open| open.label.parent.is_none());
        if role == Some(Role::Prose) || (self.endpoint && !direct) {
            return None;
        }
        let shows = self.subject.as_ref()?.shows.clone();
        if labelled.is_none() {
            if !fence.is_json() {
                return None;
            }
            let words = match &shows {
                Shows::Section(at) => {
                    let name = self.scope.sections.get(*at).and_then(|section| section.label.name.as_ref());
                    name.map_or(String::new(), |name| name.value.clone())
                }
                Shows::Said(said) => said.words.text.trim().to_owned(),
            };
            let above = self.open.as_ref().map_or(Above::Policy, |open| Above::Label(&open.label.text));
            let message = messages::assumed_example(&format!("`{words}`"), self.above(above), span);
            self.diagnostics.push(message);
        }
        Some(shows)
    }

    /// A code block of JSON under the label of the response or of the parameters is taken for a value of them, unless the
    /// policy says what such a block shows.
    fn example_by_place(&mut self, fence: &Fence, span: Span) -> Option<Where> {
        let role = self.open.as_ref().map(|open| open.label.role);
        let asked = self.dialect.policy.unlabelled_example.is_some() && self.endpoint && role != Some(Role::Prose);
        if asked && is_command(&fence.text) {
            // It says by itself what it is.
            return Some(Where::Request);
        }
        if asked && status::of_head(&fence.text).is_some() {
            return Some(Where::Response);
        }
        if self.endpoint && role != Some(Role::Prose) && exchange::is_labelled(&fence.text, self.dialect) {
            return Some(Where::Any);
        }
        let by_policy = self.dialect.policy.unlabelled_example.filter(|_| self.endpoint && fence.is_json());
        if let Some(shown) = by_policy.filter(|_| !matches!(role, Some(Role::Response | Role::Prose))) {
            let (of, whose) = match shown {
                Shown::Response => (Where::Response, "the response"),
                Shown::Request => (Where::Request, "the request"),
            };
            let message = messages::assumed_example(whose, self.above(Above::Policy), span);
            self.diagnostics.push(message);
            return Some(of);
        }
        let json = fence.is_json();
        let label = &self.open.as_ref().filter(|open| json && self.endpoint && !open.over)?.label;
        // That rows without a label have a role says nothing of what stands below them.
        if label.text.value.is_empty() {
            return None;
        }
        let (of, whose) = match label.role {
            Role::Response => (Where::Response, "the response"),
            Role::Parameters => (Where::Request, "the parameters"),
            _ => return None,
        };
        // The label above says it, in other words.
        let message = messages::assumed_example(whose, self.above(Above::Label(&label.text)), span);
        self.diagnostics.push(message.severity(Severity::Note));
        Some(of)
    }

    /// What stands above a code block: words that announce it, or else `otherwise`.
    fn above<'s>(&'s self, otherwise: Above<'s>) -> Above<'s> {
        self.announcing.as_ref().map_or(otherwise, Above::Words)
    }

    /// A code block that is an example of nothing is documentation. Of JSON, somebody must say so.
    fn words_in_fence(&mut self, fence: &Fence, span: Span, stated: bool) {
        let ruled = self.open.as_ref().is_some_and(|open| open.label.role == Role::Prose);
        let json = fence.is_json();
        match (json, ruled) {
            (true, true) => self.scope.apart.ruled += 1,
            (true, false) => self.scope.apart.unbound += 1,
            (false, _) => {}
        }
        let beyond = self.open.as_ref().filter(|open| json && self.endpoint && open.over).map(|open| open.label.role);
        let beyond = match beyond {
            Some(Role::Response) => Some("the response"),
            Some(Role::Parameters) => Some("the parameters"),
            _ => None,
        };
        if let Some(what) = beyond.filter(|_| !stated) {
            self.diagnostics.push(messages::fence_beyond(what, span));
        } else if !ruled && !stated && (json || self.endpoint) {
            self.diagnostics.push(messages::unbound_fence(self.endpoint, span));
        }
        self.words(&fence.markdown());
    }
}
