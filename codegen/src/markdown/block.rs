//! Blocks: parser events to a tree.

use std::iter::Peekable;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, OffsetIter, Options, Parser, Tag, TagEnd};

use super::DEPTH;
use super::clean::Cleaned;
use super::inline::{Builder, Inline};
use super::messages;
use super::table::{self, Table};
use crate::diagnostic::Diagnostics;
use crate::ledger::{Construct, EntryId, Ledger};
use crate::source::Span;

/// A block with its place and its entry in the account.
#[derive(Clone, Debug)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it is.
    pub span: Span,
    /// Its entry in the account.
    pub entry: EntryId,
    /// Where it begins in the clean text; orders blocks and directive lines.
    pub at: usize,
}

impl Block {
    /// How many code blocks of JSON are in it.
    pub fn json_fences(&self) -> usize {
        let all = |blocks: &[Self]| blocks.iter().map(Self::json_fences).sum();
        match &self.kind {
            BlockKind::Fence(fence) => usize::from(fence.is_json()),
            BlockKind::List(_, items) => items.iter().map(|item| all(&item.blocks)).sum(),
            BlockKind::Quote(blocks)
            | BlockKind::Directive(_, _, blocks)
            | BlockKind::Details(_, blocks)
            | BlockKind::Footnote(_, blocks) => all(blocks),
            _ => 0,
        }
    }
}

/// What a block is.
#[derive(Clone, Debug)]
pub enum BlockKind {
    /// A heading; levels count from 1.
    Heading(u8, Inline),
    /// A paragraph.
    Paragraph(Inline),
    /// A table.
    Table(Table),
    /// A code block.
    Fence(Fence),
    /// A list: whether it is numbered, and its items.
    List(bool, Vec<Item>),
    /// A block quote.
    Quote(Vec<Block>),
    /// A directive, `:::` or `!!!`: kind, title, content.
    Directive(String, Inline, Vec<Block>),
    /// A `<details>` block or a tab: summary and content.
    Details(Inline, Vec<Block>),
    /// What a footnote says, by its name.
    Footnote(String, Vec<Block>),
    /// Any other HTML.
    Html(String),
    /// A thematic break.
    Rule,
}

/// A code block.
#[derive(Clone, Debug)]
pub struct Fence {
    /// The first word after the opening marks; empty for an indented block or where there is none.
    pub language: String,
    /// The code.
    pub text: String,
    /// Where the code is.
    pub body: Span,
}

impl Fence {
    /// Whether it is JSON, or says so.
    pub fn is_json(&self) -> bool {
        let says = self.language.to_ascii_lowercase();
        says.starts_with("json") || (says.is_empty() && self.is_object())
    }

    fn is_object(&self) -> bool {
        let looks = self.text.trim_start().starts_with(['{', '[']);
        looks
            && serde_json::from_str::<serde_json::Value>(&self.text)
                .is_ok_and(|read| read.is_object() || read.is_array())
    }

    /// The code block as Markdown.
    pub fn markdown(&self) -> String {
        let ticks = if self.text.contains("```") { "````" } else { "```" };
        format!("{ticks}{}\n{}\n{ticks}", self.language, self.text.trim_end())
    }
}

/// An item of a list.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its content.
    pub blocks: Vec<Block>,
    /// Its entry in the account.
    pub entry: EntryId,
}

pub(super) type Events<'a> = Peekable<OffsetIter<'a>>;

/// The blocks of the clean text.
pub fn parse(cleaned: &Cleaned, ledger: &mut Ledger, diagnostics: &mut Diagnostics) -> Vec<Block> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let events = Parser::new_ext(&cleaned.text, options).into_offset_iter().peekable();
    let mut reader = Reader { cleaned, ledger, diagnostics, events, depth: 0 };
    reader.blocks()
}

pub(super) struct Reader<'a> {
    pub cleaned: &'a Cleaned,
    pub ledger: &'a mut Ledger,
    pub diagnostics: &'a mut Diagnostics,
    pub events: Events<'a>,
    /// How many quotes and lists are open.
    depth: usize,
}

impl Reader<'_> {
    /// The blocks up to the end of the enclosing block.
    fn blocks(&mut self) -> Vec<Block> {
        self.depth += 1;
        let blocks = if self.depth > DEPTH { self.too_deep() } else { self.nested() };
        self.depth -= 1;
        blocks
    }

    /// What nests too deep is one paragraph of text.
    fn too_deep(&mut self) -> Vec<Block> {
        let mut text = Builder::new(self.cleaned);
        let (mut range, mut open) = (None::<Range<usize>>, 0_usize);
        while let Some((event, at)) = self.events.next_if(|(event, _)| open > 0 || !matches!(event, Event::End(_))) {
            match event {
                Event::Start(_) => open += 1,
                Event::End(_) => open -= 1,
                _ => {}
            }
            range = Some(range.map_or(at.clone(), |range| range.start.min(at.start)..range.end.max(at.end)));
            text.add(&event, at);
        }
        let Some(range) = range else { return Vec::new() };
        let block = self.paragraph(text.finish(range.clone()), &range);
        self.diagnostics.push(messages::too_deep_is_text(DEPTH, block.span));
        vec![block]
    }

    fn nested(&mut self) -> Vec<Block> {
        let mut blocks = Vec::new();
        while let Some((event, range)) = self.events.next_if(|(event, _)| !matches!(event, Event::End(_))) {
            let block = match event {
                Event::Start(tag) if is_block(&tag) => self.block(tag, &range),
                Event::Rule => self.finish(BlockKind::Rule, Construct::Html, &range),
                event => self.loose(&event, range),
            };
            blocks.push(block);
        }
        blocks
    }

    fn finish(&mut self, kind: BlockKind, construct: Construct, range: &Range<usize>) -> Block {
        let text = self.cleaned.text.get(range.clone()).unwrap_or_default();
        let span = self.cleaned.span(range.start..range.start + text.trim_end().len());
        Block { kind, span, entry: self.ledger.open(construct, span), at: range.start }
    }

    /// Running text that no paragraph wraps, as in a tight list.
    fn loose(&mut self, first: &Event<'_>, range: Range<usize>) -> Block {
        let mut text = Builder::new(self.cleaned);
        let (start, mut end) = (range.start, range.end);
        text.add(first, range);
        let mut depth = usize::from(matches!(first, Event::Start(_)));
        while let Some((event, range)) = self.events.next_if(|(event, _)| match event {
            Event::Start(tag) => !is_block(tag),
            Event::End(_) => depth > 0,
            Event::Rule => false,
            _ => true,
        }) {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                _ => {}
            }
            end = range.end;
            text.add(&event, range);
        }
        self.paragraph(text.finish(start..end), &(start..end))
    }

    fn paragraph(&mut self, text: Inline, range: &Range<usize>) -> Block {
        if table::hides(&text.source) {
            self.diagnostics.push(messages::looks_like_a_table(text.span));
        }
        let construct = if text.bold { Construct::BoldLine } else { Construct::Paragraph };
        self.finish(BlockKind::Paragraph(text), construct, range)
    }

    fn block(&mut self, tag: Tag<'_>, range: &Range<usize>) -> Block {
        let block = match tag {
            Tag::Paragraph => {
                let text = self.inline(range, TagEnd::Paragraph);
                return self.paragraph(text, range);
            }
            Tag::Heading { level, .. } => {
                let mut text = self.inline(range, TagEnd::Heading(level));
                text.split_id();
                return self.finish(BlockKind::Heading(level as u8, text), Construct::Heading, range);
            }
            Tag::Table(_) => {
                let mut block = self.finish(BlockKind::Rule, Construct::Table, range);
                block.kind = BlockKind::Table(table::read(self));
                return block;
            }
            Tag::BlockQuote(_) => {
                let mut block = self.finish(BlockKind::Rule, Construct::Quote, range);
                block.kind = BlockKind::Quote(self.blocks());
                block
            }
            Tag::List(first) => self.list(first.is_some(), range),
            Tag::CodeBlock(kind) => {
                let fence = self.fence(&kind);
                self.finish(BlockKind::Fence(fence), Construct::Fence, range)
            }
            Tag::HtmlBlock => {
                let (html, body) = self.raw_text();
                match super::html::table(&html) {
                    Some(rows) => {
                        let mut block = self.finish(BlockKind::Rule, Construct::Table, range);
                        let exact = self.cleaned.text.get(body.clone()) == Some(html.as_str());
                        block.kind =
                            BlockKind::Table(table::of_html(self, rows, exact.then_some(body.start), block.span));
                        block
                    }
                    None => self.html(html, range),
                }
            }
            Tag::FootnoteDefinition(name) => {
                let name = name.to_string();
                let mut block = self.finish(BlockKind::Rule, Construct::Container, range);
                block.kind = BlockKind::Footnote(name, self.blocks());
                block
            }
            _ => self.finish(BlockKind::Html(String::new()), Construct::Html, range),
        };
        self.events.next_if(|(event, _)| matches!(event, Event::End(_)));
        block
    }

    /// HTML, which may be a heading.
    fn html(&mut self, html: String, range: &Range<usize>) -> Block {
        let Some(heading) = super::html::heading(&html) else {
            return self.finish(BlockKind::Html(html), Construct::Html, range);
        };
        let mut block = self.finish(BlockKind::Rule, Construct::Heading, range);
        let mut text = Inline::plain(&heading.words, block.span);
        text.id = heading.id;
        block.kind = BlockKind::Heading(heading.level, text);
        block
    }

    pub fn inline(&mut self, range: &Range<usize>, end: TagEnd) -> Inline {
        let mut text = Builder::new(self.cleaned);
        for (event, range) in self.events.by_ref() {
            if event == Event::End(end) {
                break;
            }
            text.add(&event, range);
        }
        text.finish(range.clone())
    }

    fn list(&mut self, numbered: bool, range: &Range<usize>) -> Block {
        let mut items = Vec::new();
        while let Some((_, range)) = self.events.next_if(|(event, _)| matches!(event, Event::Start(Tag::Item))) {
            let text = self.cleaned.text.get(range.clone()).unwrap_or_default();
            let span = self.cleaned.span(range.start..range.start + text.trim_end().len());
            let entry = self.ledger.open(Construct::ListItem, span);
            let blocks = self.blocks();
            items.push(Item { blocks, entry });
            self.events.next_if(|(event, _)| matches!(event, Event::End(TagEnd::Item)));
        }
        let block = self.finish(BlockKind::List(numbered, items), Construct::Container, range);
        self.ledger.used(block.entry, "list");
        block
    }

    fn fence(&mut self, kind: &CodeBlockKind<'_>) -> Fence {
        let language = match kind {
            CodeBlockKind::Fenced(info) => info.split_whitespace().next().unwrap_or_default().to_owned(),
            CodeBlockKind::Indented => String::new(),
        };
        let (text, body) = self.raw_text();
        Fence { language, text, body: self.cleaned.span(body) }
    }

    fn raw_text(&mut self) -> (String, Range<usize>) {
        let (mut text, mut body) = (String::new(), None::<Range<usize>>);
        while let Some((event, range)) = self.events.next_if(|(event, _)| !matches!(event, Event::End(_))) {
            if let Event::Text(part) | Event::Html(part) = event {
                text.push_str(&part);
                body = Some(body.map_or(range.start, |body| body.start)..range.end);
            }
        }
        (text, body.unwrap_or(0..0))
    }
}

fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript)
        && !matches!(tag, Tag::Link { .. } | Tag::Image { .. })
}
