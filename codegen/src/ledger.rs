//! The account of every construct of the documents.
//!
//! The Markdown stage opens an entry for each heading, table, row, cell, fence, list item, directive, bold line and
//! paragraph; a later stage settles it as used, ignored by a named rule, or reported. What is still open at the end
//! is a hole in the compiler's understanding, and the run fails at that place.

mod messages;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostics};
use crate::source::Span;

/// A kind of construct that is accounted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Construct {
    /// A heading of any level.
    Heading,
    /// A table as a whole, with its header row.
    Table,
    /// A body row of a table.
    Row,
    /// A cell that is not empty, of the header or of a body row.
    Cell,
    /// A fenced or indented code block.
    Fence,
    /// An item of a list.
    ListItem,
    /// A `:::` directive with its title.
    Directive,
    /// A paragraph that is bold from end to end.
    BoldLine,
    /// Any other paragraph.
    Paragraph,
    /// A block quote.
    Quote,
    /// A `<details>` block with its summary.
    Details,
    /// Any other HTML block, or a thematic break.
    Html,
    /// Front matter, or lines of a pasted page that are not the document's.
    Container,
}

impl Construct {
    /// What it is called in messages.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Heading => "heading",
            Self::Table => "table",
            Self::Row => "table row",
            Self::Cell => "table cell",
            Self::Fence => "code block",
            Self::ListItem => "list item",
            Self::Directive => "directive",
            Self::BoldLine => "bold line",
            Self::Paragraph => "paragraph",
            Self::Quote => "block quote",
            Self::Details => "details block",
            Self::Html => "HTML",
            Self::Container => "lines of the page",
        }
    }
}

/// How a construct ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing has settled it yet.
    Open,
    /// It became part of the IR; the word says as what.
    Used(&'static str),
    /// A rule with this name says that it carries nothing.
    Ignored(&'static str),
    /// A diagnostic speaks of it.
    Reported(Code),
}

/// A rule of the dialect, by its key and its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rule {
    /// The key, such as `section` or `columns.name`.
    pub key: &'static str,
    /// The byte of `dialect.toml` that it stands at, where there are several rules of one key.
    pub at: Option<u32>,
}

impl Rule {
    /// The rule whose value stands at `range` of the file.
    pub(crate) fn new(key: &'static str, range: &std::ops::Range<usize>) -> Self {
        Self { key, at: u32::try_from(range.start).ok() }
    }

    /// The only rule of this key.
    pub(crate) fn only(key: &'static str) -> Self {
        Self { key, at: None }
    }
}

/// An entry of the account.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What it is.
    pub construct: Construct,
    /// Where it is.
    pub span: Span,
    /// How it ended.
    pub outcome: Outcome,
    /// The number of its [`Ledger::rules`]: there are many entries, and few sets of rules.
    rules: u32,
}

/// The number of an [`Entry`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct EntryId(u32);

/// How many constructs ended in which way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Part of the IR.
    pub used: usize,
    /// Ignored by a named rule.
    pub ignored: usize,
    /// Spoken of by a diagnostic.
    pub reported: usize,
}

/// What a rule that announces nothing nearly matches.
#[derive(Clone, Debug)]
pub struct NearMiss {
    /// Where it stands.
    pub span: Span,
    /// What keeps the rule from matching it, and what to do about that.
    pub help: String,
}

/// The sets of rules that entries have, each once. The number 0 is that of none.
#[derive(Clone, Debug, Default)]
struct RuleSets {
    /// Those with rules in them.
    sets: Vec<Vec<Rule>>,
    /// What a set becomes with a further rule.
    grown: BTreeMap<(u32, Rule), u32>,
}

impl RuleSets {
    fn get(&self, number: u32) -> &[Rule] {
        let at = (number as usize).checked_sub(1);
        at.and_then(|at| self.sets.get(at)).map_or(&[], Vec::as_slice)
    }

    /// The number of a set with the rule in it.
    fn with(&mut self, number: u32, rule: Rule) -> u32 {
        if let Some(grown) = self.grown.get(&(number, rule)) {
            return *grown;
        }
        let mut set = self.get(number).to_vec();
        let mut grown = number;
        if !set.contains(&rule) {
            set.push(rule);
            self.sets.push(set);
            grown = u32::try_from(self.sets.len()).unwrap_or(number);
        }
        self.grown.insert((number, rule), grown);
        grown
    }
}

/// The account of one API's documents, and of the rules that were followed in reading them.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    entries: Vec<Entry>,
    /// The rules that spoke of entries.
    rules: RuleSets,
    /// The rules that a stage has followed. One of which only was asked whether it matches is none of them.
    followed: BTreeSet<Rule>,
    /// Where the rules were followed that read a part of a construct.
    followed_at: BTreeSet<(Span, Rule)>,
    near_misses: BTreeMap<Rule, NearMiss>,
    /// The places of what a diagnostic says not to count.
    overruled: Vec<(Span, Code)>,
}

impl Ledger {
    /// Opens an entry.
    pub fn open(&mut self, construct: Construct, span: Span) -> EntryId {
        let id = EntryId(u32::try_from(self.entries.len()).unwrap_or(u32::MAX));
        self.entries.push(Entry { construct, span, outcome: Outcome::Open, rules: 0 });
        id
    }

    /// The rule of the dialect `rule` spoke of the construct.
    pub fn by(&mut self, id: EntryId, rule: Rule) {
        self.follow(rule);
        if let Some(entry) = self.entries.get_mut(id.0 as usize) {
            entry.rules = self.rules.with(entry.rules, rule);
        }
    }

    /// The rules of the dialect that spoke of the construct.
    #[must_use]
    pub fn rules(&self, entry: &Entry) -> &[Rule] {
        self.rules.get(entry.rules)
    }

    /// A stage has followed the rule `rule`.
    pub fn follow(&mut self, rule: Rule) {
        self.followed.insert(rule);
    }

    /// A stage has followed the rule `rule` in reading what stands at `span`.
    pub fn follow_at(&mut self, span: Span, rule: Rule) {
        self.follow(rule);
        self.followed_at.insert((span, rule));
    }

    /// The rules that were followed in reading what stands in `span`, in the order of their places.
    pub fn followed_in(&self, span: Span) -> impl Iterator<Item = Rule> + '_ {
        self.followed_at.iter().filter(move |(at, _)| at.file == span.file && span.contains(*at)).map(|(_, rule)| *rule)
    }

    /// Whether a stage has followed the rule `rule`.
    #[must_use]
    pub fn has_followed(&self, rule: Rule) -> bool {
        self.followed.contains(&rule)
    }

    /// The rule `rule` nearly matches something; the first that is noted counts.
    pub fn nearly(&mut self, rule: Rule, near: NearMiss) {
        self.near_misses.entry(rule).or_insert(near);
    }

    /// What the rule `rule` nearly matches.
    #[must_use]
    pub fn near_miss(&self, rule: Rule) -> Option<&NearMiss> {
        self.near_misses.get(&rule)
    }

    /// The construct became part of the IR as `what`. A report that was made before stays.
    pub fn used(&mut self, id: EntryId, what: &'static str) {
        self.settle(id, Outcome::Used(what));
    }

    /// The rule `rule` says that the construct carries nothing.
    pub fn ignored(&mut self, id: EntryId, rule: &'static str) {
        self.settle(id, Outcome::Ignored(rule));
    }

    /// The rule `rule` of the dialect leaves the construct out, whatever other rules read it.
    pub fn leave_out(&mut self, id: EntryId, rule: Rule) {
        self.ignored(id, "ignore");
        self.follow(rule);
        if let Some(entry) = self.entries.get_mut(id.0 as usize) {
            entry.rules = self.rules.with(0, rule);
        }
    }

    /// The rule `rule` of the dialect leaves out the construct and all that stands in it.
    pub fn leave_out_whole(&mut self, id: EntryId, rule: Rule) {
        let Some(span) = self.entries.get(id.0 as usize).map(|entry| entry.span) else { return };
        let inside = (0..).zip(&self.entries).filter(|(_, entry)| span.contains(entry.span));
        for id in inside.map(|(at, _)| EntryId(at)).collect::<Vec<_>>() {
            self.leave_out(id, rule);
        }
    }

    /// A diagnostic of `code` speaks of the construct.
    pub fn reported(&mut self, id: EntryId, code: Code) {
        self.settle(id, Outcome::Reported(code));
    }

    /// A diagnostic of `code` says that the row which holds `span` does not count.
    pub fn overruled(&mut self, span: Span, code: Code) {
        self.overruled.push((span, code));
    }

    /// Settles the rows that do not count, with all that is in them, as reported.
    fn settle_overruled(&mut self) {
        let mut spans = std::mem::take(&mut self.overruled);
        if spans.is_empty() {
            return;
        }
        spans.sort();
        // Of the rows and items that hold a place the last one that begins is the innermost.
        let mut rows: Vec<Option<Span>> = vec![None; spans.len()];
        for entry in self.entries.iter().filter(|one| matches!(one.construct, Construct::Row | Construct::ListItem)) {
            let from = spans.partition_point(|(span, _)| (span.file, span.start) < (entry.span.file, entry.span.start));
            for ((_, _), row) in spans
                .iter()
                .zip(&mut rows)
                .skip(from)
                .take_while(|((span, _), _)| span.file == entry.span.file && span.start < entry.span.end)
            {
                if row.is_none_or(|known| known.start <= entry.span.start) {
                    *row = Some(entry.span);
                }
            }
        }
        let mut rows: Vec<(Span, Code)> =
            rows.into_iter().zip(&spans).filter_map(|(row, (_, code))| Some((row?, *code))).collect();
        rows.sort();
        for entry in &mut self.entries {
            let after = rows.partition_point(|(row, _)| (row.file, row.start) <= (entry.span.file, entry.span.start));
            let row = after.checked_sub(1).and_then(|at| rows.get(at));
            if let Some((_, code)) = row.filter(|(row, _)| row.contains(entry.span)) {
                entry.outcome = Outcome::Reported(*code);
            }
        }
    }

    fn settle(&mut self, id: EntryId, outcome: Outcome) {
        if let Some(entry) = self.entries.get_mut(id.0 as usize)
            && !matches!(entry.outcome, Outcome::Reported(_))
        {
            entry.outcome = outcome;
        }
    }

    /// Settles every entry from the one with the number `first` on by `rule`, whatever was said of it.
    pub fn settle_from(&mut self, first: usize, outcome: &Outcome, rule: Rule) {
        self.follow(rule);
        let rules = self.rules.with(0, rule);
        for entry in self.entries.iter_mut().skip(first) {
            entry.rules = rules;
            entry.outcome.clone_from(outcome);
        }
    }

    /// The places of what announces endpoints, names them, or is left out: other rules are for other texts.
    pub(crate) fn taken(&self) -> Vec<Span> {
        let taken = |entry: &&Entry| {
            matches!(entry.outcome, Outcome::Used("title" | "group" | "announcement") | Outcome::Ignored("ignore"))
        };
        self.entries.iter().filter(taken).map(|entry| entry.span).collect()
    }

    /// All entries, in the order in which they were opened.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The sums.
    #[must_use]
    pub fn totals(&self) -> Totals {
        let mut totals = Totals::default();
        for entry in &self.entries {
            match entry.outcome {
                Outcome::Open => {}
                Outcome::Used(_) => totals.used += 1,
                Outcome::Ignored(_) => totals.ignored += 1,
                Outcome::Reported(_) => totals.reported += 1,
            }
        }
        totals
    }

    /// Reports every entry that is still open.
    pub fn close(&mut self, diagnostics: &mut Diagnostics) {
        self.settle_overruled();
        for entry in self.entries.iter_mut().filter(|entry| entry.outcome == Outcome::Open) {
            diagnostics.push(messages::unaccounted(entry.construct.name(), entry.span));
            entry.outcome = Outcome::Reported(Code::Unaccounted);
        }
    }
}
