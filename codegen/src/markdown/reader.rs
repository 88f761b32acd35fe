//! The events of the parser, and what is taken from them for every kind of block.

use std::iter::Peekable;
use std::ops::Range;

use pulldown_cmark::{Event, OffsetIter, TagEnd};

use super::block::{Block, BlockKind};
use super::clean::Cleaned;
use super::inline::{Builder, Inline};
use crate::diagnostic::Diagnostics;
use crate::ledger::{Construct, Ledger};

/// The events that are still to be read, and what reads them writes to.
pub(super) struct Reader<'a> {
    pub cleaned: &'a Cleaned,
    pub ledger: &'a mut Ledger,
    pub diagnostics: &'a mut Diagnostics,
    pub events: Peekable<OffsetIter<'a>>,
    /// How many quotes and lists are open.
    pub depth: usize,
}

impl Reader<'_> {
    /// A block with its entry in the account.
    pub fn finish(&mut self, kind: BlockKind, construct: Construct, range: &Range<usize>) -> Block {
        let text = self.cleaned.text.get(range.clone()).unwrap_or_default();
        let span = self.cleaned.span(range.start..range.start + text.trim_end().len());
        Block { kind, span, entry: self.ledger.open(construct, span), at: range.start }
    }

    /// Running text up to `end`.
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

    /// Text up to the end of the block, as it stands, and where it is in the clean text.
    pub fn raw_text(&mut self) -> (String, Range<usize>) {
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
