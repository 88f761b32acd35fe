//! What announces: the headings of a document as a tree, and the announcements in it.

use super::raw::{Announcement, Label};
use super::section::Under;
use super::{announce, containers, messages, near_miss, section};
use crate::diagnostic::Diagnostics;
use crate::dialect::{Dialect, Mark, Role, Where};
use crate::ledger::Ledger;
use crate::markdown::{Block, BlockKind, FRONT_MATTER, Inline, Item};
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
    fn new(heading: Option<(u8, Inline, Block)>) -> Self {
        Self { heading, blocks: Vec::new(), announced: false, by_heading: Vec::new(), children: Vec::new() }
    }

    pub fn announces(&self) -> bool {
        !self.by_heading.is_empty() || self.announced
    }

    /// Notes again whether a block of it announces something, after some were taken out.
    pub fn settle(&mut self) {
        self.announced = self.blocks.iter().any(|(_, found)| !found.is_empty());
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

    /// Takes in the only endpoint below, where this heading is its title and not its group: the heading that announces it
    /// is then a block like others, and what stands beside that is the endpoint's.
    fn entitle(&mut self) {
        let mut holding = self.children.iter().enumerate().filter(|(_, child)| child.holds_endpoints());
        let (only, more) = (holding.next(), holding.next());
        let titled = |child: &Node| child.by_heading.iter().any(|found| found.titled_above);
        let only = only.filter(|(_, child)| more.is_none() && !self.announces() && titled(child));
        let Some(at) = only.map(|(at, _)| at) else { return };
        let behind = self.children.split_off(at + 1);
        let Some(child) = self.children.pop() else { return };
        let heading = child.heading.map(|(_, _, block)| (block, child.by_heading));
        self.announced = true;
        self.blocks.extend(heading.into_iter().chain(child.blocks));
        self.children.extend(child.children.into_iter().chain(behind));
    }

    pub fn holds_endpoints(&self) -> bool {
        self.announces() || self.children.iter().any(Node::holds_endpoints)
    }
}

/// The tree of the headings of a document, with what is announced below each.
pub(super) fn tree(blocks: Vec<Block>, dialect: &Dialect, ledger: &mut Ledger, diagnostics: &mut Diagnostics) -> Node {
    let prefixes = dialect.endpoint.iter().any(|rule| rule.prefix().is_some());
    let mut tree = Tree { dialect, ledger, diagnostics, prefixes, open: vec![(0, Node::new(None))] };
    tree.blocks(blocks);
    tree.close(0);
    tree.open.pop().map_or_else(|| Node::new(None), |(_, root)| root)
}

struct Tree<'a> {
    dialect: &'a Dialect,
    ledger: &'a mut Ledger,
    diagnostics: &'a mut Diagnostics,
    /// Whether a rule looks for what paths begin with.
    prefixes: bool,
    /// The headings that what comes next stands below, each with its level; first the document.
    open: Vec<(u8, Node)>,
}

impl Tree<'_> {
    fn blocks(&mut self, blocks: Vec<Block>) {
        let (mut rest, mut unfolded, mut beside) = (blocks.into_iter(), false, None);
        while let Some(block) = rest.next() {
            // What stands below an endpoint is a part of what is said of it, but for a container beside one without a title.
            let below = self.open.iter().any(|(level, node)| node.announces() && beside != Some(*level));
            let announces =
                |block: &Block| !below && containers::announces(block, &self.headings(u8::MAX), self.dialect);
            if announces(&block) {
                let here = rest.as_slice().iter().take_while(|block| !matches!(block.kind, BlockKind::Heading(..)));
                let several = unfolded || here.into_iter().any(announces);
                beside.take().into_iter().for_each(|level| self.close(level));
                beside = self.unfold(block, several);
                unfolded = true;
            } else {
                if matches!(block.kind, BlockKind::Heading(..)) {
                    (unfolded, beside) = (false, None);
                }
                self.block(block);
            }
        }
    }

    /// The headings above what stands at this level, the nearest first.
    fn headings(&self, level: u8) -> Vec<&Inline> {
        let headings = self.open.iter().rev().filter(|(at, _)| *at < level);
        headings.filter_map(|(_, node)| node.heading.as_ref()).map(|(_, text, _)| text).collect()
    }

    /// Reads what stands in a container as if it stood outside; one of `several` has a title of its own. The level of one
    /// that has none, and is still open for what stands behind it.
    fn unfold(&mut self, mut block: Block, several: bool) -> Option<u8> {
        let above = self.open.last().map_or(0, |(level, _)| *level);
        let empty = Inline::empty(block.span);
        match std::mem::replace(&mut block.kind, BlockKind::Rule) {
            BlockKind::Details(title, inner) | BlockKind::Directive(_, title, inner) => {
                self.ledger.used(block.entry, "container");
                if several && title.is_empty() && !begins_with_heading(&inner) {
                    return self.unfold_untitled(inner, above);
                }
                self.unfold_as(&title, &block, inner, (above, several));
            }
            BlockKind::Quote(inner) => {
                self.ledger.used(block.entry, "container");
                if several && !begins_with_heading(&inner) {
                    return self.unfold_untitled(inner, above);
                }
                self.unfold_as(&empty, &block, inner, (above, false));
            }
            BlockKind::List(numbered, items) => {
                let headings = self.headings(u8::MAX);
                // Beside an item with a heading, another has words in its place, as each of several has that has both.
                let headed = items.iter().any(containers::has_heading)
                    || containers::has_titled_lines(&items, &headings, self.dialect);
                let announces = |item: &Item| {
                    containers::item_announces(item, &headings, self.dialect)
                        || (headed && containers::titled_by_words(&item.blocks, &headings, self.dialect))
                };
                let marked: Vec<_> = items.into_iter().map(|item| (announces(&item), item)).collect();
                let several = several || marked.iter().filter(|(announces, _)| *announces).count() > 1;
                for (announces, mut item) in marked {
                    if !announces {
                        let kind = BlockKind::List(numbered, vec![item]);
                        self.block(Block { kind, span: block.span, entry: block.entry, at: block.at });
                        continue;
                    }
                    self.ledger.used(item.entry, "container");
                    let titled = matches!(item.blocks.first(), Some(Block { kind: BlockKind::Paragraph(_), .. }));
                    let first = (several && titled).then(|| item.blocks.remove(0));
                    match first {
                        Some(Block { kind: BlockKind::Paragraph(title), entry, at, span }) => {
                            let block = Block { kind: BlockKind::Rule, span, entry, at };
                            self.unfold_as(&title, &block, item.blocks, (above, true));
                        }
                        _ => self.unfold_as(&empty, &block, item.blocks, (above, false)),
                    }
                }
            }
            kind => self.block(Block { kind, ..block }),
        }
        None
    }

    /// Reads what stands in one of several containers that has no title: its first paragraph is one, or it is told from the
    /// others all the same. The level of what is still open then.
    fn unfold_untitled(&mut self, mut inner: Vec<Block>, above: u8) -> Option<u8> {
        if containers::titled_by_words(&inner, &self.headings(u8::MAX), self.dialect)
            && let Block { kind: BlockKind::Paragraph(title), entry, at, span } = inner.remove(0)
        {
            let first = Block { kind: BlockKind::Rule, span, entry, at };
            self.unfold_as(&title, &first, inner, (above, true));
            return None;
        }
        let level = above.saturating_add(1);
        self.open.push((level, Node::new(None)));
        self.blocks(containers::lowered(inner, level));
        self.close(level.saturating_add(1));
        Some(level)
    }

    fn unfold_as(&mut self, title: &Inline, block: &Block, inner: Vec<Block>, at: (u8, bool)) {
        let unfolded = containers::unfold(title, block, inner, at, &self.headings(u8::MAX), self.dialect);
        unfolded.title.into_iter().for_each(|title| self.block(title));
        self.blocks(unfolded.blocks);
        self.close(at.0.saturating_add(1));
    }

    /// Reads a block as it stands.
    fn block(&mut self, mut block: Block) {
        if let BlockKind::Table(table) = &mut block.kind
            && announce::leave_out_rows(table, self.dialect, self.ledger)
        {
            self.ledger.ignored(block.entry, "ignore");
            block.kind = BlockKind::Rule;
        }
        let level = if let BlockKind::Heading(level, _) = &block.kind { *level } else { u8::MAX };
        let headings = self.open.iter().rev().filter(|(at, _)| *at < level);
        let headings = headings.filter_map(|(_, node)| node.heading.as_ref()).map(|(_, text, _)| text).collect();
        let endpoint = self.open.iter().any(|(_, node)| node.announces());
        let words = if self.prefixes { words_above(&self.open, level) } else { Vec::new() };
        let (dialect, diagnostics) = (self.dialect, &mut *self.diagnostics);
        let above = &mut announce::Above { headings, words, dialect, endpoint, diagnostics };
        let found = announce::in_block(&block, self.dialect, above);
        if found.is_empty() {
            for (words, span) in near_miss::unread(&block, self.dialect, endpoint) {
                self.diagnostics.push(messages::unannounced(&words, near_miss::other_method(&words), span));
            }
        }
        if let Some(stray) = near_miss::stray(&block) {
            self.diagnostics.push(stray);
        }
        if let BlockKind::Heading(level, text) = &block.kind {
            let (mut level, text) = (*level, text.clone());
            if found.is_empty() {
                report_cut(&self.open, level, &text, block.span, self.dialect, self.diagnostics);
                if let Some((label, beside)) = label_beside(&self.open, level, &text, self.dialect) {
                    if beside.by_heading.iter().all(|found| !found.titled_above) {
                        let heading = !beside.by_heading.is_empty();
                        self.diagnostics.push(messages::label_beside(&label.text.value, heading, block.span));
                    }
                    level += 1;
                }
            }
            self.close(level);
            let mut node = Node::new(Some((level, text, block)));
            node.by_heading = found;
            self.open.push((level, node));
        } else if let Some((_, node)) = self.open.last_mut() {
            node.announced |= !found.is_empty();
            node.blocks.push((block, found));
        }
    }

    /// Ends the headings of this and every lower level.
    fn close(&mut self, level: u8) {
        while self.open.len() > 1 && self.open.last().is_some_and(|(at, _)| *at >= level) {
            let closed = self.open.pop();
            if let (Some((_, mut child)), Some((_, parent))) = (closed, self.open.last_mut()) {
                child.entitle();
                parent.adopt(child, self.ledger);
            }
        }
    }
}

/// Whether what stands in a container has a title of its own.
fn begins_with_heading(blocks: &[Block]) -> bool {
    blocks.first().is_some_and(|block| matches!(block.kind, BlockKind::Heading(..)))
}

/// The headings above what stands at this level, each with the paragraphs below it, the nearest first.
fn words_above(open: &[(u8, Node)], level: u8) -> Vec<Vec<&str>> {
    open.iter().rev().filter(|(at, _)| *at < level).map(|(_, node)| words_of(node)).collect()
}

/// The words that may say what paths begin with: paragraphs, lines of front matter, and the heading.
fn words_of(node: &Node) -> Vec<&str> {
    let mut words = Vec::new();
    for (block, _) in node.blocks.iter().rev() {
        match &block.kind {
            BlockKind::Paragraph(text) => words.push(text.text.as_str()),
            BlockKind::Fence(fence) if fence.language == FRONT_MATTER => words.extend(fence.text.lines()),
            _ => {}
        }
    }
    words.extend(node.heading.as_ref().map(|(_, text, _)| text.text.as_str()));
    words
}

/// The heading that one of this level stands under.
fn under(open: &[(u8, Node)], level: u8) -> Under<'_> {
    let headings = open.iter().rev().filter(|(at, _)| *at < level);
    let nearest = headings.filter_map(|(_, node)| node.heading.as_ref()).map(|(_, text, _)| text.text.trim()).next();
    Under::Words(nearest.unwrap_or_default())
}

/// The label that a heading is which stands beside that of an endpoint, and not below it; and what it stands beside.
fn label_beside<'o>(open: &'o [(u8, Node)], level: u8, text: &Inline, dialect: &Dialect) -> Option<(Label, &'o Node)> {
    let settled = |found: &Announcement| !found.label;
    let announces = |node: &Node| {
        node.announces() && node.by_heading.iter().chain(node.blocks.iter().flat_map(|(_, found)| found)).all(settled)
    };
    let (_, beside) = open.iter().find(|(at, node)| *at == level && announces(node))?;
    let label = section::label(text, Mark::Heading, under(open, level), dialect)?;
    let shown = label.role == Role::Example && !matches!(label.of, Where::Type | Where::Envelope);
    (shown || matches!(label.role, Role::Parameters | Role::Response)).then_some((label, beside))
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
    let above = under(open, level);
    let is = |text: &Inline, roles: &[Role]| {
        section::label(text, Mark::Heading, above, dialect).filter(|label| roles.contains(&label.role))
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
