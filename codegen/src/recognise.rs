//! Recognition: from blocks and a dialect to what the documents state, nothing resolved.
//!
//! Headings make a tree. A heading whose own content announces an endpoint is that endpoint's title; one that holds
//! such headings is a group; a document's other headings are documentation.

mod announce;
mod flow;
mod footnotes;
pub mod messages;
mod near_miss;
mod path;
pub mod raw;
pub mod rows;
pub mod section;
mod shared;
pub mod status;
mod table;

use flow::Flow;
pub use near_miss::Idle;
use raw::{Announcement, Label, RawDocument, RawEndpoint, RawGroup, Scope, Text};

use crate::diagnostic::Diagnostics;
use crate::dialect::{Dialect, DocumentRole, DocumentRule, Mark, Role, Where};
use crate::ledger::{Ledger, Outcome, Rule};
use crate::markdown::{Block, BlockKind, Inline};
use crate::source::Span;

/// A heading with what stands directly below it and the headings under it. The root has no heading.
struct Node {
    heading: Option<(u8, Inline, Block)>,
    blocks: Vec<(Block, Vec<Announcement>)>,
    by_heading: Vec<Announcement>,
    children: Vec<Node>,
}

impl Node {
    fn announces(&self) -> bool {
        !self.by_heading.is_empty() || self.blocks.iter().any(|(_, found)| !found.is_empty())
    }

    /// Whether it lists endpoints, several in one table or list. Its heading and its other words are of them all.
    fn lists_endpoints(&self) -> bool {
        let lists = |(block, found): &(Block, Vec<_>)| found.len() > 1 && !matches!(block.kind, BlockKind::Fence(_));
        self.by_heading.is_empty() && self.blocks.iter().any(lists)
    }

    /// Its blocks and those below it, in order.
    fn all_blocks(&self) -> Vec<&Block> {
        let heading = self.heading.iter().map(|(_, _, block)| block);
        let own = heading.chain(self.blocks.iter().map(|(block, _)| block));
        own.chain(self.children.iter().flat_map(Node::all_blocks)).collect()
    }

    /// The announcements in it and below it, in order.
    fn all_announcements(&self) -> Vec<&Announcement> {
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
        let settled = |(block, mut found): (Block, Vec<Announcement>)| {
            for announcement in &mut found {
                announcement.label = false;
            }
            (block, found)
        };
        self.blocks.extend(child.blocks.into_iter().map(settled));
        self.children.extend(child.children);
    }

    fn holds_endpoints(&self) -> bool {
        self.announces() || self.children.iter().any(Node::holds_endpoints)
    }
}

/// Recognises the statements of one document, and notes what the rules that announce nothing in it nearly match.
pub fn recognise(
    blocks: Vec<Block>,
    dialect: &Dialect,
    idle: &mut Idle<'_>,
    ledger: &mut Ledger,
    diagnostics: &mut Diagnostics,
) -> RawDocument {
    let blocks = footnotes::place(blocks, ledger);
    let root = tree(blocks, dialect, ledger, diagnostics);
    idle.look(&root.all_blocks(), &root.all_announcements(), ledger);
    let mut reader = Reader { dialect, ledger, diagnostics, document: RawDocument::default() };
    let mut scope = Vec::new();
    reader.node(root, None, &mut scope);
    reader.document.scope = reader.scope(false, scope);
    idle.count(&reader.document);
    reader.document
}

/// A document that is not read: its constructs are settled as its role says.
pub fn unread(
    rule: &DocumentRule,
    text: &str,
    lex: impl FnOnce(&mut Ledger) -> Vec<Block>,
    ledger: &mut Ledger,
) -> RawDocument {
    let first = ledger.entries().len();
    let blocks = lex(ledger);
    let mut document = RawDocument::default();
    document.scope.apart.ruled = blocks.iter().map(Block::json_fences).sum();
    let by = Rule::new("document", &rule.name.span());
    match rule.role {
        DocumentRole::Prose => {
            ledger.settle_from(first, &Outcome::Used("prose"), by);
            document.scope.docs.push(text);
        }
        DocumentRole::Ignored => ledger.settle_from(first, &Outcome::Ignored("document"), by),
    }
    document
}

fn tree(blocks: Vec<Block>, dialect: &Dialect, ledger: &mut Ledger, diagnostics: &mut Diagnostics) -> Node {
    let new = |heading| Node { heading, blocks: Vec::new(), by_heading: Vec::new(), children: Vec::new() };
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
                diagnostics.push(messages::unannounced(&words, span));
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

struct Reader<'a> {
    dialect: &'a Dialect,
    ledger: &'a mut Ledger,
    diagnostics: &'a mut Diagnostics,
    document: RawDocument,
}

impl Reader<'_> {
    fn scope(&mut self, endpoint: bool, blocks: Vec<Block>) -> Scope {
        let mut flow = Flow::new(endpoint, self.dialect, self.ledger, self.diagnostics);
        for block in blocks {
            flow.block(block);
        }
        flow.finish()
    }

    /// Reads a node inside of `group`; what is not an endpoint's goes to `outer`, the scope around it.
    fn node(&mut self, node: Node, group: Option<&Text>, outer: &mut Vec<Block>) {
        self.document.headings.extend(node.heading.as_ref().map(|(_, text, _)| Text::of(text)));
        if node.lists_endpoints() && node.heading.is_some() {
            self.group_node(node);
        } else if node.announces() {
            self.endpoint_node(node, group, outer);
        } else if node.children.iter().any(Node::announces) && node.heading.is_some() {
            self.group_node(node);
        } else if node.holds_endpoints() || node.heading.is_none() {
            outer.extend(node.heading.map(|(_, _, block)| block));
            outer.extend(node.blocks.into_iter().map(|(block, _)| block));
            for child in node.children {
                self.node(child, group, outer);
            }
        } else {
            node.children.iter().for_each(|child| self.headings(child));
            self.flatten(node, outer);
        }
    }

    /// Notes the headings of what is no endpoint, such as those of types.
    fn headings(&mut self, node: &Node) {
        self.document.headings.extend(node.heading.as_ref().map(|(_, text, _)| Text::of(text)));
        node.children.iter().for_each(|child| self.headings(child));
    }

    fn group_node(&mut self, node: Node) {
        let Some((_, text, heading)) = node.heading else { return };
        self.ledger.used(heading.entry, "group");
        let name = Text::of(&text);
        let mut own = Vec::new();
        let at = self.document.groups.len();
        let announcing = node.children.iter().find(|child| child.announces() && child.by_heading.is_empty());
        let others = node.children.iter().any(|child| !child.holds_endpoints());
        let beside = announcing.filter(|_| others).and_then(|child| child.heading.as_ref());
        let beside = beside.map(|(_, text, _)| text.text.trim().to_owned());
        self.document.groups.push(RawGroup { name: name.clone(), beside, scope: Scope::default() });
        for (block, found) in node.blocks {
            if found.is_empty() {
                own.push(block);
                continue;
            }
            let (content, others) = rest(block, &found, self.ledger);
            own.extend(others);
            for (announcement, content) in found.into_iter().zip(content) {
                self.endpoint(None, Some(&name), announcement, content);
            }
        }
        for child in node.children {
            self.node(child, Some(&name), &mut own);
        }
        let scope = self.scope(false, own);
        if let Some(group) = self.document.groups.get_mut(at) {
            group.scope = scope;
        }
    }

    /// A heading, its content and everything under it, in the order of the document.
    fn flatten(&mut self, node: Node, into: &mut Vec<Block>) {
        if let Some((_, text, block)) = node.heading {
            if node.blocks.is_empty() && node.children.is_empty() && !flow::is_row(&text, self.dialect) {
                self.diagnostics.push(messages::empty_heading(&text.text, block.span));
            }
            into.push(block);
        }
        into.extend(node.blocks.into_iter().map(|(block, _)| block));
        for child in node.children {
            self.flatten(child, into);
        }
    }

    /// A node that announces: one endpoint an announcement, and the content after each is its own.
    fn endpoint_node(&mut self, node: Node, group: Option<&Text>, outer: &mut Vec<Block>) {
        let mut title = node.heading.as_ref().map(|(_, text, _)| Text::of(text));
        if let Some((_, _, block)) = &node.heading {
            self.ledger.used(block.entry, "title");
            node.by_heading.iter().for_each(|found| self.ledger.by(block.entry, found.rule));
        }
        let mut announced: Vec<(Announcement, Vec<Block>)> =
            node.by_heading.into_iter().map(|found| (found, Vec::new())).collect();
        // Those that stand in one code block with the one before.
        let mut together = Vec::new();
        let mut before = Vec::new();
        for (block, found) in node.blocks {
            if found.is_empty() {
                announced.last_mut().map_or(&mut before, |(_, content)| content).push(block);
                continue;
            }
            if matches!(block.kind, BlockKind::Fence(_)) {
                together.extend(announced.len() + 1..announced.len() + found.len());
            }
            let (content, others) = rest(block, &found, self.ledger);
            for (announcement, content) in found.into_iter().zip(content) {
                let before = std::mem::take(&mut before);
                announced.push((announcement, before.into_iter().chain(content).collect()));
            }
            if let Some((_, content)) = announced.last_mut() {
                content.extend(others);
            }
        }
        let (mut nested, mut below) = (Vec::new(), Vec::new());
        for child in node.children {
            let own = title.clone();
            if child.holds_endpoints() {
                nested.push((child, own));
            } else {
                self.flatten(child, &mut below);
            }
        }
        let shared = title.is_some() && !below.is_empty() && shared::words_alone(&announced);
        if shared {
            shared::report(&announced, self.diagnostics);
            shared::introduce(&mut announced);
            for (_, content) in &mut announced {
                content.extend(below.iter().cloned());
            }
        } else if let Some((_, content)) = announced.last_mut() {
            content.append(&mut below);
        }
        shared::share(&mut announced, &together, if shared { None } else { Some(self.diagnostics) });
        let mut last = None;
        for (at, (announcement, content)) in announced.into_iter().enumerate() {
            if !shared && !together.contains(&at) {
                last = title.take();
            }
            let title = if shared { title.clone() } else { last.clone() };
            if title.is_none() && announcement.title.is_none() {
                self.report_untitled(&announcement);
            }
            self.endpoint(title, group, announcement, content);
        }
        for (child, own) in nested {
            self.node(child, group.or(own.as_ref()), outer);
        }
    }

    fn endpoint(
        &mut self,
        title: Option<Text>,
        group: Option<&Text>,
        mut announcement: Announcement,
        content: Vec<Block>,
    ) {
        let mut docs = std::mem::take(&mut announcement.docs);
        let mut scope = self.scope(true, content);
        docs.push(&scope.docs.0);
        scope.docs = docs;
        let title = announcement.title.take().or(title);
        self.document.endpoints.push(RawEndpoint { title, group: group.cloned(), announcement, scope });
    }

    fn report_untitled(&mut self, announcement: &Announcement) {
        let path = announcement.paths.first().map_or("", |path| path.value.as_str());
        self.diagnostics.push(messages::untitled(path, announcement.span));
    }
}

/// What of an announcing block announces nothing: by the announcement that it stands under, and the items of a list
/// that stand beside them. The rest is settled.
fn rest(block: Block, found: &[Announcement], ledger: &mut Ledger) -> (Vec<Vec<Block>>, Vec<Block>) {
    let mut content: Vec<Vec<Block>> = found.iter().map(|_| Vec::new()).collect();
    let mut others = Vec::new();
    let announces = |block: &Block| found.iter().position(|announcement| block.span.contains(announcement.span));
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
