//! Nesting: puts blocks into the directives and `<details>` blocks that surround them.

use std::iter::Peekable;
use std::slice::Iter;

use super::block::{Block, BlockKind, Item};
use super::clean::Cleaned;
use super::html;
use super::inline::Inline;
use super::lines::{DEPTH, Marker, Opening};
use super::messages;
use crate::diagnostic::{Code, Diagnostics};
use crate::ledger::{Construct, Ledger};
use crate::source::Span;

/// A container that is open.
struct Frame {
    kind: BlockKind,
    construct: Construct,
    span: Span,
    at: usize,
    blocks: Vec<Block>,
    /// Whether indentation says where it ends.
    indented: bool,
}

struct Nester<'a> {
    ledger: &'a mut Ledger,
    diagnostics: &'a mut Diagnostics,
    done: Vec<Block>,
    open: Vec<Frame>,
    /// How many containers and lists are around all of this.
    around: usize,
}

/// Nests `blocks` by the directive lines of `cleaned` and by their own `<details>` tags.
pub fn nest(blocks: Vec<Block>, cleaned: &Cleaned, ledger: &mut Ledger, diagnostics: &mut Diagnostics) -> Vec<Block> {
    let mut markers = cleaned.markers.iter().peekable();
    let mut nester = Nester { ledger, diagnostics, done: Vec::new(), open: Vec::new(), around: 0 };
    nester.blocks(blocks, &mut markers, usize::MAX, cleaned);
    nester.done
}

impl Nester<'_> {
    /// Nests the blocks of one place, which ends at `end` in the clean text.
    fn blocks(&mut self, blocks: Vec<Block>, markers: &mut Peekable<Iter<'_, Marker>>, end: usize, cleaned: &Cleaned) {
        // What is not indented stands outside of an item.
        let around = self.around;
        let own = |marker: &&Marker| marker.inside || around == 0;
        let mut rest = blocks.into_iter();
        while let Some(mut block) = rest.next() {
            while let Some(marker) = markers.next_if(|marker| marker.at <= block.at && own(marker)) {
                self.marker(marker);
            }
            let next = rest.as_slice().first().map_or(end, |next| next.at);
            if let BlockKind::List(_, items) = &mut block.kind {
                self.items(items, markers, next, cleaned);
            }
            match block.kind {
                BlockKind::Html(ref html) => self.html(html, &block, cleaned),
                _ => self.push(block),
            }
        }
        while let Some(marker) = markers.next_if(|marker| marker.at < end && own(marker)) {
            self.marker(marker);
        }
        while !self.open.is_empty() {
            self.close(None);
        }
    }

    fn depth(&self) -> usize {
        self.around + self.open.len()
    }

    /// Nests what stands in the items of a list: a container that is opened in an item ends in it.
    fn items(&mut self, items: &mut [Item], markers: &mut Peekable<Iter<'_, Marker>>, end: usize, cleaned: &Cleaned) {
        // Where the next that holds something begins.
        let (mut ends, mut next) = (Vec::with_capacity(items.len()), end);
        for item in items.iter().rev() {
            ends.push(next);
            next = item.blocks.first().map_or(next, |block| block.at);
        }
        for (item, end) in items.iter_mut().zip(ends.into_iter().rev()) {
            let around = self.depth() + 1;
            let (ledger, diagnostics) = (&mut *self.ledger, &mut *self.diagnostics);
            let mut inner = Nester { ledger, diagnostics, done: Vec::new(), open: Vec::new(), around };
            inner.blocks(std::mem::take(&mut item.blocks), markers, end, cleaned);
            item.blocks = inner.done;
        }
    }

    fn push(&mut self, block: Block) {
        self.open.last_mut().map_or(&mut self.done, |frame| &mut frame.blocks).push(block);
    }

    fn marker(&mut self, marker: &Marker) {
        if let Some(Opening { kind, title: (words, span) }) = &marker.open {
            if self.depth() >= DEPTH {
                self.diagnostics.push(messages::too_deep(DEPTH, marker.span));
                return;
            }
            let title = Inline::plain(words, *span);
            let (kind, construct) = match kind {
                Some(kind) => (BlockKind::Directive(kind.clone(), title, Vec::new()), Construct::Directive),
                None => (BlockKind::Details(title, Vec::new()), Construct::Details),
            };
            let (span, at, indented) = (marker.span, marker.at, marker.indented);
            self.open.push(Frame { kind, construct, span, at, blocks: Vec::new(), indented });
        } else if marker.indented {
            self.dedent(marker.span);
        } else if self.open.last().is_some_and(|frame| frame.construct == Construct::Directive && !frame.indented) {
            self.close(Some(marker.span));
        } else {
            self.diagnostics.push(messages::no_directive_to_close(marker.span));
            let entry = self.ledger.open(Construct::Directive, marker.span);
            self.ledger.reported(entry, Code::Unclosed);
        }
    }

    /// Closes what the line at `opened` has opened, and what was opened in it and is open still.
    fn dedent(&mut self, opened: Span) {
        if self.open.iter().all(|frame| frame.span != opened || !frame.indented) {
            return;
        }
        while let Some(frame) = self.open.last() {
            let own = frame.span == opened;
            let end = own.then(|| frame.blocks.last().map_or(opened, |last| last.span));
            self.close(end);
            if own {
                break;
            }
        }
    }

    /// Closes the innermost container, at `end` where its closing mark was seen.
    fn close(&mut self, end: Option<Span>) {
        let Some(frame) = self.open.pop() else { return };
        let entry = self.ledger.open(frame.construct, frame.span);
        if end.is_none() {
            self.diagnostics.push(messages::never_closed(frame.construct, frame.span));
        }
        let span = end.map_or(frame.span, |end| frame.span.to(end));
        let kind = match frame.kind {
            BlockKind::Directive(kind, title, _) => BlockKind::Directive(kind, title, frame.blocks),
            BlockKind::Details(summary, _) => BlockKind::Details(summary, frame.blocks),
            other => other,
        };
        self.push(Block { kind, span, entry, at: frame.at });
    }

    fn html(&mut self, html: &str, block: &Block, cleaned: &Cleaned) {
        let mut rest = html;
        let (mut known, mut pushed) = (true, false);
        while !rest.trim().is_empty() {
            let offset = html.len() - rest.trim_start().len();
            rest = rest.trim_start();
            if let Some(after) = rest.strip_prefix("<!--") {
                rest = after.split_once("-->").map_or("", |(_, after)| after);
            } else if let Some(after) = rest.strip_prefix("</details>") {
                rest = after;
                if self.open.last().is_some_and(|frame| frame.construct == Construct::Details && !frame.indented) {
                    self.close(Some(block.span));
                } else {
                    self.diagnostics.push(messages::no_details_to_close(block.span));
                }
            } else if let Some((_, after)) = rest.strip_prefix("<details").and_then(|after| after.split_once('>')) {
                rest = after;
                if self.depth() >= DEPTH {
                    self.diagnostics.push(messages::too_deep(DEPTH, block.span));
                    continue;
                }
                let kind = BlockKind::Details(Inline::empty(block.span), Vec::new());
                let frame = Frame {
                    kind,
                    construct: Construct::Details,
                    span: block.span,
                    at: block.at,
                    blocks: Vec::new(),
                    indented: false,
                };
                self.open.push(frame);
            } else if let Some((summary, after)) =
                rest.strip_prefix("<summary>").and_then(|after| after.split_once("</summary>"))
            {
                let start = block.at + offset + "<summary>".len();
                self.summary(summary, cleaned.span(start..start + summary.len()));
                rest = after;
            } else if let Some((before, fold)) = next_fold(rest).and_then(|at| rest.split_at_checked(at)) {
                // What stands in front of the tag of a fold does not hide it.
                if !html::is_structure(before) {
                    self.push(Block { kind: BlockKind::Html(before.trim_end().to_owned()), ..block.clone() });
                    pushed = true;
                }
                rest = fold;
            } else {
                known = false;
                break;
            }
        }
        if !known {
            self.push(Block { kind: BlockKind::Html(rest.to_owned()), ..block.clone() });
        } else if !pushed {
            self.ledger.ignored(block.entry, "html-structure");
        }
    }

    fn summary(&mut self, text: &str, span: Span) {
        let Some(Frame { kind: BlockKind::Details(summary, _), .. }) = self.open.last_mut() else {
            self.diagnostics.push(messages::summary_outside(span));
            return;
        };
        summary.text = html::words(text);
        summary.source.clone_from(&summary.text);
        summary.span = span;
    }
}

/// Where behind its first letter HTML has the next tag that begins or ends a fold or its summary.
fn next_fold(html: &str) -> Option<usize> {
    let tags = ["</details>", "<details", "<summary>"];
    let begins = |at: usize| html.get(at..).is_some_and(|rest| tags.iter().any(|tag| rest.starts_with(tag)));
    html.match_indices('<').map(|(at, _)| at).find(|at| *at > 0 && begins(*at))
}
