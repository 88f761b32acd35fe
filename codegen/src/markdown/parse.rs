//! Parsing: from the events of the parser to blocks.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::block::{Block, BlockKind, Fence, Item};
use super::clean::Cleaned;
use super::inline::{Builder, Inline};
use super::lines::DEPTH;
use super::reader::Reader;
use super::{cells, html, messages};
use crate::diagnostic::Diagnostics;
use crate::ledger::{Construct, Ledger};

/// The blocks of the clean text.
pub fn parse(cleaned: &Cleaned, ledger: &mut Ledger, diagnostics: &mut Diagnostics) -> Vec<Block> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let events = Parser::new_ext(&cleaned.text, options).into_offset_iter().peekable();
    Reader { cleaned, ledger, diagnostics, events, depth: 0 }.blocks()
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
        if cells::hides(&text.source) {
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
                block.kind = BlockKind::Table(cells::read(self));
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
                match html::table(&html) {
                    Some(rows) => {
                        let mut block = self.finish(BlockKind::Rule, Construct::Table, range);
                        if let Some(words) = html::stray(&html) {
                            self.diagnostics.push(messages::outside_of_cells(words, block.span));
                        }
                        let exact = self.cleaned.text.get(body.clone()) == Some(html.as_str());
                        block.kind =
                            BlockKind::Table(cells::of_html(self, rows, exact.then_some(body.start), block.span));
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
        let Some(heading) = html::heading(&html) else {
            return self.finish(BlockKind::Html(html), Construct::Html, range);
        };
        let mut block = self.finish(BlockKind::Rule, Construct::Heading, range);
        let mut text = Inline::plain(&heading.words, block.span);
        heading.id.into_iter().for_each(|id| text.set_id(id));
        block.kind = BlockKind::Heading(heading.level, text);
        block
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
}

fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript)
        && !matches!(tag, Tag::Link { .. } | Tag::Image { .. })
}
