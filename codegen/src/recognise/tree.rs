//! What announces: the headings of a document as a tree, and the announcements in it.

use super::raw::{Announcement, Label};
use super::{announce, messages, near_miss, section};
use crate::diagnostic::Diagnostics;
use crate::dialect::{Dialect, Mark, Role, Where};
use crate::ledger::Ledger;
use crate::markdown::{Block, BlockKind, Inline};
use crate::source::Span;

/// A block with the announcements in it.
pub(super) type Announcing = (Block, Vec<Announcement>);

/// A heading with what stands directly below it and the headings under it. The root has no heading.
pub(super) struct Node {
    pub heading: Option<(u8, Inline, Block)>,
    pub blocks: Vec<Announcing>,
    /// Whether a block of it announces something; it is asked of each block that follows.
    announced: bool,
    pub by_heading: Vec<Announcement>,
    pub children: Vec<Node>,
}

impl Node {
    pub fn announces(&self) -> bool {
        !self.by_heading.is_empty() || self.announced
    }

    /// Whether it lists endpoints, several in one table or list. Its heading and its other words are of them all.
    pub fn lists_endpoints(&self) -> bool {
        let lists = |(block, found): &Announcing| found.len() > 1 && !matches!(block.kind, BlockKind::Fence(_));
        self.by_heading.is_empty() && self.blocks.iter().any(lists)
    }

    /// Its blocks and those below it, in order.
    pub fn all_blocks(&self) -> Vec<&Block> {
        let heading = self.heading.iter().map(|(_, _, block)| block);
        let own = heading.chain(self.blocks.iter().map(|(block, _)| block));
        own.chain(self.children.iter().flat_map(Node::all_blocks)).collect()
    }

    /// The announcements in it and below it, in order.
    pub fn all_announcements(&self) -> Vec<&Announcement> {
        let own = self.by_heading.iter().chain(self.blocks.iter().flat_map(|(_, found)| found));
        own.chain(self.children.iter().flat_map(Node::all_announcements)).collect()
    }

    /// Takes in a heading from below. One that is a mere label of an announcement gives its content to this one.
    fn adopt(&mut self, child: Self, ledger: &mut Ledger) {
        let label = child.blocks.iter().flat_map(|(_, found)| found).any(|announcement| announcement.label);
        if !label {
            self.children.push(child);
            return;
        }
        if let Some((_, _, block)) = &child.heading {
            ledger.used(block.entry, "label");
            let found = child.blocks.iter().flat_map(|(_, found)| found).filter(|announcement| announcement.label);
            found.for_each(|announcement| ledger.by(block.entry, announcement.rule));
        }
        let settled = |(block, mut found): Announcing| {
            for announcement in &mut found {
                announcement.label = false;
            }
            (block, found)
        };
        self.announced |= child.announced;
        self.blocks.extend(child.blocks.into_iter().map(settled));
        self.children.extend(child.children);
    }

    pub fn holds_endpoints(&self) -> bool {
        self.announces() || self.children.iter().any(Node::holds_endpoints)
    }
}

/// The tree of the headings of a document, with what is announced below each.
pub(super) fn tree(blocks: Vec<Block>, dialect: &Dialect, ledger: &mut Ledger, diagnostics: &mut Diagnostics) -> Node {
    let new =
        |heading| Node { heading, blocks: Vec::new(), announced: false, by_heading: Vec::new(), children: Vec::new() };
    let mut open: Vec<(u8, Node)> = vec![(0, new(None))];
    let mut close = |open: &mut Vec<(u8, Node)>, level: u8| {
        while open.len() > 1 && open.last().is_some_and(|(at, _)| *at >= level) {
            let closed = open.pop();
            if let (Some((_, child)), Some((_, parent))) = (closed, open.last_mut()) {
                parent.adopt(child, ledger);
            }
        }
    };
    for block in blocks {
        let level = if let BlockKind::Heading(level, _) = &block.kind { *level } else { u8::MAX };
        let headings = open.iter().rev().filter(|(at, _)| *at < level);
        let headings = headings.filter_map(|(_, node)| node.heading.as_ref()).map(|(_, text, _)| text).collect();
        let found = announce::in_block(&block, dialect, &mut announce::Above { headings, diagnostics });
        if found.is_empty() {
            let below = open.iter().any(|(_, node)| node.announces());
            for (words, span) in near_miss::unread(&block, dialect, below) {
                diagnostics.push(messages::unannounced(&words, near_miss::other_method(&words), span));
            }
        }
        if let Some(stray) = near_miss::stray(&block) {
            diagnostics.push(stray);
        }
        if let BlockKind::Heading(level, text) = &block.kind {
            let (mut level, text) = (*level, text.clone());
            if found.is_empty() {
                report_cut(&open, level, &text, block.span, dialect, diagnostics);
                if let Some(label) = label_beside(&open, level, &text, dialect) {
                    diagnostics.push(messages::label_beside(&label.text.value, block.span));
                    level += 1;
                }
            }
            close(&mut open, level);
            let mut node = new(Some((level, text, block)));
            node.by_heading = found;
            open.push((level, node));
        } else if let Some((_, node)) = open.last_mut() {
            node.announced |= !found.is_empty();
            node.blocks.push((block, found));
        }
    }
    close(&mut open, 0);
    open.pop().map_or_else(|| new(None), |(_, root)| root)
}

/// The label that a heading is which stands beside that of an endpoint, and not below it.
fn label_beside(open: &[(u8, Node)], level: u8, text: &Inline, dialect: &Dialect) -> Option<Label> {
    let settled = |found: &Announcement| !found.label;
    let announces = |node: &Node| {
        node.announces() && node.by_heading.iter().chain(node.blocks.iter().flat_map(|(_, found)| found)).all(settled)
    };
    let beside = open.iter().any(|(at, node)| *at == level && announces(node));
    let label = section::label(text, Mark::Heading, dialect).filter(|_| beside)?;
    let shown = label.role == Role::Example && !matches!(label.of, Where::Type | Where::Envelope);
    (shown || matches!(label.role, Role::Parameters | Role::Response)).then_some(label)
}

/// Reports the heading of a type directly behind a label of an endpoint, which it cuts off from what it announces.
fn report_cut(
    open: &[(u8, Node)],
    level: u8,
    text: &Inline,
    span: Span,
    dialect: &Dialect,
    diagnostics: &mut Diagnostics,
) {
    let is = |text: &Inline, roles: &[Role]| {
        section::label(text, Mark::Heading, dialect).filter(|label| roles.contains(&label.role))
    };
    let Some((at, Node { heading: Some((_, label, _)), blocks, children, .. })) = open.last() else { return };
    let below = open.iter().any(|(_, node)| node.announces());
    if !below || *at < level || !blocks.is_empty() || !children.is_empty() || is(text, &[Role::Object]).is_none() {
        return;
    }
    if let Some(label) = is(label, &[Role::Parameters, Role::Response]) {
        diagnostics.push(messages::cut_off(&label.text, text.text.trim(), span));
    }
}
