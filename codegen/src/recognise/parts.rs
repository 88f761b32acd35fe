//! What belongs to an announcement, and what to the group that it stands in.

use super::raw::{Announcement, Text};
use super::table;
use super::tree::Node;
use crate::dialect::{Dialect, States};
use crate::ledger::Ledger;
use crate::markdown::{Block, BlockKind};
use crate::source::Span;

/// The group that the words of an announcement at `span` say, such as a line of front matter.
pub(super) fn said_group(words: &str, rules: &Dialect, span: Span, ledger: &mut Ledger) -> Option<Text> {
    let stated = rules.statement.iter().filter(|rule| rule.states == States::Group);
    let mut found = stated.filter_map(|rule| {
        let found = words.lines().find_map(|line| rule.pattern.captures(line)?.name("name"))?;
        Some((rule, found.as_str().trim().to_owned()))
    });
    let (rule, value) = found.find(|(_, value)| !value.is_empty())?;
    ledger.follow(rule.pattern.rule("statement"));
    Some(Text { value, span })
}

/// The heading of the first endpoint of a group, where others that announce nothing stand beside it.
pub(super) fn beside(children: &[Node]) -> Option<String> {
    let announcing = children.iter().find(|child| child.announces() && child.by_heading.is_empty());
    let others = children.iter().any(|child| !child.holds_endpoints());
    let (_, text, _) = announcing.filter(|_| others)?.heading.as_ref()?;
    Some(text.text.trim().to_owned())
}

/// Where the announcements of a block stand.
pub(super) struct Places(Vec<(Span, usize)>);

impl Places {
    pub(super) fn new(found: &[Announcement]) -> Self {
        let mut places: Vec<_> = found.iter().map(|found| found.span).zip(0..).collect();
        places.sort_by_key(|(span, index)| (span.file, span.range().start, *index));
        Self(places)
    }

    /// The number of the first announcement within a span.
    pub(super) fn first_in(&self, span: Span) -> Option<usize> {
        let before = |place: &(Span, usize)| (place.0.file, place.0.range().start) < (span.file, span.range().start);
        let (first, index) = self.0.get(self.0.partition_point(before))?;
        span.contains(*first).then_some(*index)
    }
}

/// What of an announcing block announces nothing: by the announcement that it stands under, and the items of a list
/// that stand beside them. The rest is settled.
pub(super) fn rest(block: Block, found: &[Announcement], ledger: &mut Ledger) -> (Vec<Vec<Block>>, Vec<Block>) {
    let mut content: Vec<Vec<Block>> = found.iter().map(|_| Vec::new()).collect();
    let mut others = Vec::new();
    let places = Places::new(found);
    let announces = |block: &Block| places.first_in(block.span);
    let mut at = 0;
    let mut sort = |block: Block, ledger: &mut Ledger| {
        if let Some(index) = announces(&block) {
            ledger.used(block.entry, "announcement");
            found.get(index).into_iter().for_each(|found| ledger.by(block.entry, found.rule));
            at = index;
        } else if let Some(content) = content.get_mut(at) {
            content.push(block);
        }
    };
    ledger.used(block.entry, "announcement");
    for announcement in found {
        ledger.by(block.entry, announcement.rule);
    }
    match block.kind {
        BlockKind::Quote(blocks) => blocks.into_iter().for_each(|block| sort(block, ledger)),
        BlockKind::List(numbered, items) => {
            for item in items {
                if item.blocks.iter().any(|block| announces(block).is_some()) {
                    ledger.used(item.entry, "announcement");
                    item.blocks.into_iter().for_each(|block| sort(block, ledger));
                } else {
                    let kind = BlockKind::List(numbered, vec![item]);
                    others.push(Block { kind, span: block.span, entry: block.entry, at: block.at });
                }
            }
        }
        BlockKind::Table(table) => table::use_whole(&table, ledger, "announcement"),
        _ => {}
    }
    (content, others)
}
