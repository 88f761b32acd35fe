//! What every pass of the resolution needs: the dialect, the places, and where to report.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::dialect::{self, Dialect, Located, Pattern, ProseRule, Scoped};
use crate::ir::{Fact, How, Provenance, Statement};
use crate::ledger::{Ledger, Rule};
use crate::patch::{Patch, Patches};
use crate::recognise::raw::Text;
use crate::resolve::draft::{Known, Reason};
use crate::source::{FileId, SourceMap, Span};

/// What is resolved: the documents of one API with what configures their reading.
pub struct Subject<'a> {
    /// The API's name.
    pub api: &'a str,
    /// The names of the documents.
    pub documents: Vec<String>,
    /// How they are written, and its file.
    pub dialect: (&'a Dialect, FileId),
    /// What they get wrong, and its file.
    pub patches: Option<(&'a Patches, FileId)>,
    /// The files.
    pub sources: &'a SourceMap,
}

/// The context of the resolution of one API.
pub struct Context<'a> {
    /// How the documents are written.
    pub dialect: &'a Dialect,
    /// The file of the dialect, for what only the dialect says.
    pub dialect_file: FileId,
    /// The files.
    pub sources: &'a SourceMap,
    /// The headings of the documents, by their words.
    pub headings: Vec<Text>,
    /// The messages.
    pub diagnostics: &'a mut Diagnostics,
    /// Which rules of the dialect were followed.
    ledger: RefCell<&'a mut Ledger>,
    /// What provenances name, each once: many facts follow from one policy.
    reasons: RefCell<BTreeSet<Arc<str>>>,
    /// What is being read.
    reading: Cell<Option<Span>>,
    /// The items of lists that no rule reads, as the recognition has reported them.
    unread: Vec<Span>,
    /// What the documents get wrong, and its file.
    patches: Option<(&'a Patches, FileId)>,
    /// What stands below endpoints, in order, each with their calls.
    places: Vec<(Span, Arc<[String]>)>,
    /// The calls of the endpoint that is being put together.
    pub calls: Option<Vec<String>>,
}

/// How many places before another can be around it: that of a list, and those of its items.
const AROUND: usize = 64;

impl<'a> Context<'a> {
    /// The context of `subject`, in which nothing is known yet.
    pub fn new(subject: &Subject<'a>, ledger: &'a mut Ledger, diagnostics: &'a mut Diagnostics) -> Self {
        let (dialect, dialect_file) = subject.dialect;
        let sources = subject.sources;
        let (ledger, reasons, reading) = (RefCell::new(ledger), RefCell::default(), Cell::new(None));
        let headings = Vec::new();
        let unread = diagnostics.items().iter().filter(|item| item.code == Code::UnreadItem).map(|item| item.span);
        let unread = unread.collect();
        let patches = subject.patches;
        Self {
            dialect,
            dialect_file,
            sources,
            headings,
            diagnostics,
            ledger,
            reasons,
            reading,
            unread,
            patches,
            places: Vec::new(),
            calls: None,
        }
    }

    /// Notes what stands below which endpoints.
    pub fn stands_below(&mut self, mut places: Vec<(Span, Arc<[String]>)>) {
        places.sort_by_key(|(span, _)| (span.file, span.range().start));
        self.places = places;
    }

    /// Whether a rule is for what stands at `span`. What stands in no document, as the words of a patch, every rule is for.
    pub fn is_for(&self, rule: &impl Scoped, span: Span) -> bool {
        if rule.is_for_all() {
            return true;
        }
        let outside = span.file == self.dialect_file || self.patches.is_some_and(|(_, file)| file == span.file);
        let Some(file) = self.sources.get(span.file).filter(|_| !outside) else { return true };
        let document = file.name().split_once('/').map_or(&**file.name(), |(_, name)| name);
        // What several endpoints share is read for each of them.
        if let Some(calls) = &self.calls {
            return rule.reads(document, calls);
        }
        let key = (span.file, span.range().start);
        let end = self.places.partition_point(|(place, _)| (place.file, place.range().start) <= key);
        let before = self.places.get(..end).unwrap_or_default().iter().rev().take(AROUND);
        let around = before.filter(|(place, _)| place.contains(span));
        let calls: Vec<_> = around.flat_map(|(_, calls)| calls.iter().cloned()).collect();
        rule.reads(document, &calls)
    }

    /// The rules for prose that are for what stands at `span`.
    pub fn prose(&self, span: Span) -> Vec<&'a ProseRule> {
        self.dialect.prose.iter().filter(|rule| self.is_for(*rule, span)).collect()
    }

    /// Notes that the rule of the key `key` with this pattern was followed.
    pub fn follow(&self, key: &'static str, pattern: &Pattern) {
        self.follow_rule(pattern.rule(key));
    }

    /// Notes that a word of the key `key` was found.
    pub fn follow_word(&self, key: &'static str) {
        self.follow_rule(Rule::only(key));
    }

    fn follow_rule(&self, rule: Rule) {
        let mut ledger = self.ledger.borrow_mut();
        match self.reading.get() {
            Some(span) => ledger.follow_at(span, rule),
            None => ledger.follow(rule),
        }
    }

    /// What is read from here on, a cell or words: rules that are followed speak of it.
    pub fn reading(&self, span: Option<Span>) {
        self.reading.set(span);
    }

    /// Whether the rule of the key `key` with this pattern was followed.
    pub fn has_followed(&self, key: &'static str, pattern: &Pattern) -> bool {
        self.ledger.borrow().has_followed(pattern.rule(key))
    }

    /// The items of lists that begin with a name, and that no rule reads.
    pub fn unread_items(&self, name: &str) -> impl Iterator<Item = Span> {
        let letter = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.');
        self.unread.iter().copied().filter(move |span| {
            let words = self.sources.slice(*span).trim_start_matches(|first: char| !letter(first));
            words.strip_prefix(name).is_some_and(|rest| !rest.starts_with(letter))
        })
    }

    /// Does something without a word about it.
    pub fn quietly<T>(&mut self, run: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::take(self.diagnostics);
        let done = run(self);
        *self.diagnostics = before;
        done
    }

    /// A provenance. What stands in the place of a document's words is patched.
    pub fn place(&self, span: Span, how: How, rule: Option<&str>) -> Provenance {
        let at = self.sources.locate(span);
        let patch = if how == How::Stated { self.patch_at(span) } else { None };
        let (how, rule) = patch.map_or((how, rule), |patch| (How::Patched, Some(patch.reason.as_str())));
        Provenance { file: at.file, line: at.line, column: at.column, how, rule: rule.map(|rule| self.shared(rule)) }
    }

    /// The patch at a place in the file of patches.
    fn patch_at(&self, span: Span) -> Option<&'a Patch> {
        let (patches, _) = self.patches.filter(|(_, file)| *file == span.file)?;
        patches.patch.iter().rev().find(|patch| patch.at.span().start <= span.range().start)
    }

    fn shared(&self, words: &str) -> Arc<str> {
        let mut reasons = self.reasons.borrow_mut();
        if let Some(known) = reasons.get(words) {
            return known.clone();
        }
        let new: Arc<str> = words.into();
        reasons.insert(new.clone());
        new
    }

    /// The provenance of what a document states.
    pub fn stated(&self, span: Span) -> Provenance {
        self.place(span, How::Stated, None)
    }

    /// The provenance of what only the dialect says.
    pub fn declared(&self) -> Provenance {
        self.place(self.dialect_span(), How::Declared, None)
    }

    /// The provenance of what an entry of the dialect says.
    pub fn declared_at(&self, span: Span) -> Provenance {
        self.place(span, How::Declared, None)
    }

    /// The place of an entry of the dialect.
    pub fn entry<T>(&self, entry: &Located<T>) -> Span {
        Span::new(self.dialect_file, entry.range())
    }

    /// The place of the value at an address of the dialect.
    pub fn key(&self, address: &[&str]) -> Span {
        let file = self.sources.get(self.dialect_file);
        let range = file.and_then(|file| dialect::place(file.text(), address));
        range.map_or(self.dialect_span(), |range| Span::new(self.dialect_file, range))
    }

    /// The beginning of the dialect.
    pub fn dialect_span(&self) -> Span {
        Span::new(self.dialect_file, 0..0)
    }

    /// A fact of the IR.
    pub fn fact<T>(&self, known: Known<T>) -> Fact<T> {
        let provenance = self.place(known.span, known.how, known.rule.as_ref().map(Reason::as_str));
        Fact { value: known.value, provenance }
    }

    /// Words that a document states.
    pub fn text(&self, text: &Text) -> Fact<String> {
        Fact { value: text.value.clone(), provenance: self.stated(text.span) }
    }

    /// Words of which it matters that they are said.
    pub fn statement(&self, text: &Text) -> Statement {
        Statement { docs: crate::ir::Docs(text.value.clone()), provenance: self.stated(text.span) }
    }

    /// Reports a row that does not count.
    pub fn overrule(&mut self, diagnostic: Diagnostic) {
        self.ledger.borrow_mut().overruled(diagnostic.span, diagnostic.code);
        self.report(diagnostic);
    }

    /// Notes that a message speaks of the row at `span`, and that another counts.
    pub fn settle_row(&self, span: Span, code: Code) {
        self.ledger.borrow_mut().overruled(span, code);
    }

    /// Reports.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }
}
