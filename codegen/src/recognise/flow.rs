//! The content of one scope, block by block: labels open sections, tables fill them, the rest is examples and prose.

mod around;
mod bullets;
mod fences;
mod gives;
mod loose_rows;
mod open;
mod pairs;
mod sketch;
mod subject;
mod tables;
mod tags;

use std::collections::{HashMap, HashSet};

use around::Container;
use bullets::first_line;
pub(super) use bullets::row_of_item;
use loose_rows::LooseRows;
pub(super) use loose_rows::is_row;
use open::{BELOW, Open};
use subject::Subject;

use super::raw::{Note, Scope, Text};
use super::section::Under;
use super::{messages, section};
use crate::diagnostic::{Code, Diagnostics};
use crate::dialect::{Dialect, Mark, Role, Where};
use crate::ir::{Docs, StatusCode};
use crate::ledger::{EntryId, Ledger};
use crate::markdown::{Block, BlockKind, FRONT_MATTER, Inline, Item, html};
use crate::source::Span;

/// Reads the blocks of one scope.
pub struct Flow<'a> {
    dialect: &'a Dialect,
    ledger: &'a mut Ledger,
    diagnostics: &'a mut Diagnostics,
    scope: Scope,
    /// Whether the scope is an endpoint's.
    endpoint: bool,
    open: Option<Open>,
    last_table: Option<usize>,
    /// Words after an example label, which belong to the next code block.
    caption: Docs,
    /// The words of the directives and quotes that the block is inside of, which are quoted in the documentation.
    quotes: Vec<Docs>,
    /// The level of the heading above.
    level: u8,
    /// What the headings and sentences above say that examples are of.
    subject: Option<Subject>,
    /// The number of the section whose rows are being read, and that takes no list in an item.
    filling: Option<usize>,
    /// The words for the status that the labels above say that responses have, and how deep the label stands.
    status: Option<(Text, u8)>,
    /// Whether what is read stands in an item of a list of rows that no rule reads.
    in_unread_item: bool,
    /// The components that are rows and open, by their names.
    tags: Vec<String>,
    /// Whether what is read stands in an item of a list that begins with a label.
    in_labelled_item: bool,
    /// The words directly above that end as a label does, and that no rule reads.
    announcing: Option<Text>,
    /// The words of the heading above, where it is no label.
    unread_heading: Option<String>,
    /// The labels of types that something has followed, which may still not say what the type is.
    followed: HashSet<Span>,
    /// The lists that no rule reads, by the labels of types that they follow.
    unread: HashMap<Span, Span>,
    /// The label with a status below which words say what comes back.
    answered: Option<(Span, StatusCode)>,
    /// The headings that what is read stands under, each with its level.
    headings: Vec<(u8, String)>,
    /// What lists that are read stand under: what stands above the outermost, and the first line of each item around.
    around: Vec<String>,
    /// The containers that what is read stands in.
    containers: Vec<Container>,
}

impl<'a> Flow<'a> {
    /// A flow for what stands below a heading, which is empty where there is none: an endpoint's scope, or another.
    pub fn new(
        endpoint: bool,
        heading: &str,
        dialect: &'a Dialect,
        ledger: &'a mut Ledger,
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        let (scope, caption) = (Scope::default(), Docs::default());
        let (open, last_table, subject) = (None, None, None);
        let (quotes, level, status, filling) = (Vec::new(), 0, None, None);
        Self {
            dialect,
            ledger,
            diagnostics,
            scope,
            endpoint,
            open,
            last_table,
            caption,
            quotes,
            level,
            subject,
            filling,
            status,
            in_unread_item: false,
            tags: Vec::new(),
            in_labelled_item: false,
            announcing: None,
            unread_heading: None,
            followed: HashSet::new(),
            unread: HashMap::new(),
            answered: None,
            headings: vec![(0, heading.to_owned())],
            around: Vec::new(),
            containers: Vec::new(),
        }
    }

    /// What was read.
    pub fn finish(mut self) -> Scope {
        self.close();
        self.settle_types();
        self.report_undefined();
        self.scope
    }

    /// Reads a block.
    pub fn block(&mut self, block: Block) {
        let (entry, span) = (block.entry, block.span);
        self.open.iter_mut().for_each(|open| open.followed = true);
        if !matches!(block.kind, BlockKind::Paragraph(_) | BlockKind::Fence(_)) {
            self.announcing = None;
        }
        match block.kind {
            BlockKind::Heading(_, text) if self.ignores(&text.text, Mark::Heading, entry) => {}
            BlockKind::Heading(level, text) => {
                self.ledger.used(entry, "heading");
                let labels = self.heading(level, &text, entry);
                self.unread_heading = (!labels).then(|| text.text.trim().to_owned());
                if !labels {
                    let marks = "#".repeat(usize::from(level));
                    let words = format!("{marks} {}", text.source.trim_start_matches('#').trim());
                    self.docs().push(&words);
                }
            }
            BlockKind::Paragraph(text) if self.ignores(&text.text, mark_of(&text), entry) => {}
            BlockKind::Paragraph(text)
                if text.source.starts_with('<') && self.tag(&Inline::plain(text.source.trim(), span), entry) =>
            {
                self.ledger.used(entry, "tag");
            }
            BlockKind::Paragraph(text) => {
                self.ledger.used(entry, "paragraph");
                if let Some(code) = self.paragraph(text, entry) {
                    self.ledger.reported(entry, code);
                }
            }
            BlockKind::Table(table) => {
                self.ledger.used(entry, "table");
                if let Some(code) = self.table(table, span, entry) {
                    self.ledger.reported(entry, code);
                }
            }
            BlockKind::Fence(fence) if fence.language == FRONT_MATTER => self.ledger.ignored(entry, "front-matter"),
            BlockKind::Fence(fence) => {
                self.ledger.used(entry, "fence");
                self.fence(fence, span, entry);
                self.announcing = None;
            }
            BlockKind::List(numbered, items) => {
                let block = Block { kind: BlockKind::List(numbered, items), span, entry, at: block.at };
                let Some(Block { kind: BlockKind::List(numbered, items), .. }) = self.below_row(block) else { return };
                if !self.bullets(&items, span, entry) {
                    self.list(numbered, items);
                }
            }
            BlockKind::Footnote(_, blocks) => {
                self.ledger.used(entry, "footnote");
                self.blocks(blocks);
            }
            BlockKind::Quote(blocks) => {
                self.ledger.used(entry, "quote");
                self.enter(false);
                self.inside(None, blocks);
                self.leave();
            }
            BlockKind::Directive(kind, title, blocks) => self.directive(&kind, &title, blocks, entry),
            BlockKind::Details(summary, blocks) => self.details(&summary, blocks, entry),
            BlockKind::Html(html) => self.html(&html, span, entry),
            BlockKind::Rule => self.ledger.ignored(entry, "thematic-break"),
        }
    }

    fn blocks(&mut self, blocks: Vec<Block>) {
        for block in blocks {
            self.block(block);
        }
    }

    fn directive(&mut self, kind: &str, title: &Inline, blocks: Vec<Block>, entry: EntryId) {
        self.ledger.used(entry, "directive");
        self.enter(false);
        if !title.is_empty() && self.label(title, Mark::Summary, BELOW, entry) {
            self.blocks(blocks);
        } else {
            let words = format!("{kind} {}", title.text);
            self.inside(Some(format!("**{}**", words.trim())), blocks);
        }
        self.leave();
    }

    fn details(&mut self, summary: &Inline, blocks: Vec<Block>, entry: EntryId) {
        self.ledger.used(entry, "details");
        self.enter(false);
        let ignored = section::ignored(&summary.text, Mark::Summary, self.dialect);
        if let Some(rule) = ignored {
            self.ledger.by(entry, rule);
        }
        if !summary.is_empty() && ignored.is_none() && !self.label(summary, Mark::Summary, BELOW, entry) {
            self.words(&summary.source);
        }
        self.blocks(blocks);
        self.leave();
    }

    fn html(&mut self, html: &str, span: Span, entry: EntryId) {
        let source = Inline::plain(html.trim(), span);
        if self.tag(&source, entry) {
            self.ledger.used(entry, "tag");
            return;
        }
        if html::is_structure(html) {
            self.ledger.ignored(entry, "html-structure");
            return;
        }
        if self.ignores(html, Mark::Html, entry) {
            return;
        }
        if self.states(&Inline::plain(html.trim(), span), entry) {
            self.ledger.used(entry, "statement");
            self.words(html);
        } else {
            self.diagnostics.push(messages::unknown_html(span));
            self.ledger.reported(entry, Code::UnknownHtml);
            if !html::words(html).is_empty() {
                self.unread_below(span);
            }
            self.words(html);
        }
    }

    /// Reads what stands inside of a directive or a quote; its words are quoted in the documentation.
    fn inside(&mut self, title: Option<String>, blocks: Vec<Block>) {
        let about = self.documented();
        self.quotes.push(Docs::default());
        if let Some(title) = title {
            self.words(title.trim());
        }
        self.blocks(blocks);
        let inner = self.quotes.pop().unwrap_or_default();
        let quoted: Vec<_> = inner.0.lines().map(|line| format!("> {line}").trim_end().to_owned()).collect();
        self.docs_of(about).push(&quoted.join("\n"));
    }

    /// Whether a text states something.
    fn states(&mut self, text: &Inline, entry: EntryId) -> bool {
        let under = self.stands_under().to_owned();
        let facts = &mut self.scope.facts;
        let before = (facts.no_parameters.clone(), facts.no_response.clone());
        let response = facts.response.take();
        let rules = section::statements(text, Under::Words(&under), self.dialect, facts, self.diagnostics);
        if let Some(said) = facts.parameters.as_mut().filter(|said| said.text.span == text.span) {
            let label = self.open.as_ref().map(|open| &open.label).filter(|label| label.role == Role::Parameters);
            said.location = label.and_then(|label| label.location);
        }
        let label = self.open.as_ref().filter(|open| open.label.role == Role::Response && !open.over);
        if let Some(code) = label.and_then(|open| open.label.code()) {
            let new = facts.media.iter_mut().filter(|(_, media)| text.span.contains(media.span));
            new.for_each(|(status, _)| *status = Some(code));
        }
        self.responds(response);
        let narrowed = self.of_the_label(before, text.span);
        for rule in &rules {
            self.ledger.by(entry, *rule);
        }
        if !rules.is_empty() && !narrowed {
            self.label_is_said(text.span);
        }
        if !rules.is_empty() {
            self.stated_below(text, &under);
        }
        if let Some(said) = self.scope.facts.ty.take() {
            self.said(said);
        }
        for said in std::mem::take(&mut self.scope.facts.more_fields) {
            self.more_fields(said);
        }
        !rules.is_empty()
    }

    /// Settles what a rule says to carry nothing.
    fn ignores(&mut self, text: &str, mark: Mark, entry: EntryId) -> bool {
        let Some(rule) = section::ignored(text, mark, self.dialect) else { return false };
        self.ledger.ignored(entry, "ignore");
        self.ledger.by(entry, rule);
        true
    }

    /// What stands directly above: the item around, or else the label that is no heading, or the heading.
    fn stands_under(&self) -> &str {
        let label = || {
            let open = self.open.as_ref().filter(|open| !open.over && open.mark != Mark::Heading)?;
            Some(open.label.text.value.as_str()).filter(|words| !words.is_empty())
        };
        let around = self.around.last().map(String::as_str).or_else(label);
        around.unwrap_or_else(|| self.headings.last().map_or("", |(_, heading)| heading))
    }

    /// The same, for rules.
    fn under(&self) -> Under<'_> {
        Under::Words(self.stands_under())
    }

    fn list(&mut self, numbered: bool, items: Vec<Item>) {
        self.list_stands_below(&items);
        self.around.push(self.stands_under().to_owned());
        for (index, item) in items.into_iter().enumerate() {
            self.ledger.used(item.entry, "list item");
            let mark = if numbered { format!("{}. ", index + 1) } else { "- ".to_owned() };
            self.item(&mark, item.blocks);
        }
        self.around.pop();
    }

    fn item(&mut self, mark: &str, blocks: Vec<Block>) {
        let around = self.suspend(&blocks);
        self.enter(true);
        let mut first = String::new();
        let outer = self.in_labelled_item;
        let depth = self.around.len();
        for (index, block) in blocks.into_iter().enumerate() {
            if index == 1 {
                self.around.push(std::mem::take(&mut first));
            }
            match block.kind {
                BlockKind::Paragraph(mut text) if index == 0 => {
                    first = first_line(&text);
                    if self.ignores(&text.text, Mark::Line, block.entry) {
                        continue;
                    }
                    self.ledger.used(block.entry, "list item");
                    if self.label(&text, Mark::Line, BELOW, block.entry) {
                        self.in_labelled_item = true;
                        continue;
                    }
                    self.states(&text, block.entry);
                    text.source = format!("{mark}{}", text.source.replace('\n', "\n  "));
                    self.prose(text);
                }
                _ => self.block(block),
            }
        }
        self.around.truncate(depth);
        self.in_labelled_item = outer;
        self.leave();
        if let Some(around) = around {
            self.resume(around);
        }
    }

    /// Reads a paragraph; the code of the diagnostic where it was reported and not used.
    fn paragraph(&mut self, text: Inline, entry: EntryId) -> Option<Code> {
        self.announcing = None;
        if self.label(&text, mark_of(&text), BELOW, entry) {
            return None;
        }
        if self.row_in_line(&text, entry) {
            return None;
        }
        let stated = self.states(&text, entry);
        if !stated && !text.bold && self.describes(&text, entry) {
            return None;
        }
        let unknown = text.bold && !stated && self.quotes.is_empty();
        if unknown {
            self.diagnostics.push(messages::unknown_bold_line(&text.text, text.span));
        }
        let note_ends = self.open.as_ref().is_some_and(|open| open.label.role == Role::Note && open.label.sentence);
        if note_ends && self.quotes.is_empty() {
            self.close();
        }
        self.announcing = (!stated && text.text.trim_end().ends_with([':', '：'])).then(|| Text::of(&text));
        self.prose(text);
        unknown.then_some(Code::UnknownLabel)
    }

    fn prose(&mut self, text: Inline) {
        self.stands_below(&text);
        self.heads_words();
        self.words(&text.source.clone());
        let field = self.note_field();
        let of = self.open.as_ref().map_or(Where::Any, |open| open.label.of);
        self.scope.notes.push(Note { text, field, of, after: self.last_table });
    }

    fn note_field(&self) -> Option<Text> {
        self.open.as_ref().filter(|open| open.label.role == Role::Note)?.label.parent.clone()
    }

    /// Adds words to the documentation, or to the caption of the code block that follows.
    fn words(&mut self, words: &str) {
        let example = self.open.as_ref().is_some_and(|open| open.label.role == Role::Example);
        if example && self.quotes.is_empty() { self.caption.push(words) } else { self.docs().push(words) }
    }
}

fn mark_of(text: &Inline) -> Mark {
    if text.bold { Mark::Bold } else { Mark::Line }
}
