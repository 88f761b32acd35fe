//! What follows: the endpoints and groups of the tree, each with the blocks that are its own.

use std::sync::Arc;

use super::flow::Flow;
use super::raw::{Announcement, RawDocument, RawEndpoint, RawGroup, Scope, Text};
use super::section::Under;
use super::serve::{self, Served};
use super::shared::{self, Announced};
use super::tree::{Announcing, Node};
use super::{exchange, flow, messages, parts, section};
use crate::diagnostic::{Code, Diagnostics};
use crate::dialect::{Mark, Reads, Role, Scopes};
use crate::ledger::Ledger;
use crate::markdown::{Block, BlockKind, Inline};

/// Reads what stands below the headings of a document.
pub(super) fn document(
    root: Node,
    scopes: Scopes<'_>,
    ledger: &mut Ledger,
    diagnostics: &mut Diagnostics,
) -> RawDocument {
    let (document, above, served) = (RawDocument::default(), Vec::new(), Vec::new());
    let only = scopes.groups().of_document(scopes.document());
    let rule = scopes.groups().document.as_ref().filter(|_| only.is_some() && root.holds_endpoints());
    if let Some(pattern) = rule {
        ledger.follow(pattern.rule("groups.document"));
    }
    let mut reader = Reader { scopes, ledger, diagnostics, document, above, served, only, ranks: Vec::new() };
    let mut scope = Vec::new();
    reader.node(root, None, &mut scope);
    reader.document.scope = reader.scope(Reads::Outside, "", scope);
    reader.document
}

/// To how many endpoints one section is given that links lead to.
const MANY_LINKS: usize = 256;

struct Reader<'a> {
    scopes: Scopes<'a>,
    ledger: &'a mut Ledger,
    diagnostics: &'a mut Diagnostics,
    document: RawDocument,
    /// The headings above, from the outermost, where endpoints stand below them.
    above: Vec<Text>,
    /// The sections of the groups above that serve the endpoints below.
    served: Vec<Served>,
    /// The group of all endpoints of the document, where the dialect says it.
    only: Option<String>,
    /// Which of the patterns for groups the headings above match that are groups, from the outermost.
    ranks: Vec<usize>,
}

impl Reader<'_> {
    fn scope(&mut self, reads: Reads<'_>, heading: &str, blocks: Vec<Block>) -> Scope {
        let rules = self.scopes.rules(reads);
        let mut flow = Flow::new(matches!(reads, Reads::Endpoint(_)), heading, &rules, self.ledger, self.diagnostics);
        for block in blocks {
            flow.block(block);
        }
        flow.finish()
    }

    /// Reads a node inside of `group`; what is not an endpoint's goes to `outer`, the scope around it.
    fn node(&mut self, node: Node, group: Option<&Text>, outer: &mut Vec<Block>) {
        self.document.headings.extend(node.heading.as_ref().map(|(_, text, _)| Text::of(text)));
        if node.lists_endpoints() && node.heading.is_some() {
            self.group_node(node, group, outer);
        } else if node.announces() {
            self.endpoint_node(node, group, outer);
        } else if node.heading.is_some() && (node.children.iter().any(Node::announces) || self.is_group(&node)) {
            self.group_node(node, group, outer);
        } else if node.holds_endpoints() || node.heading.is_none() {
            let depth = self.above.len();
            let groups = self.scopes.groups();
            let heading = node.heading.as_ref().filter(|(level, ..)| groups.has(*level) && groups.headings.is_empty());
            self.above.extend(heading.map(|(_, text, _)| Text::of(text)));
            outer.extend(node.heading.map(|(_, _, block)| block));
            outer.extend(node.blocks.into_iter().map(|(block, _)| block));
            for child in node.children {
                self.node(child, group, outer);
            }
            self.above.truncate(depth);
        } else {
            node.children.iter().for_each(|child| self.headings(child));
            self.flatten(node, outer);
        }
    }

    /// Whether the dialect says that the heading of a node is a group, and endpoints stand below it.
    fn is_group(&self, node: &Node) -> bool {
        let named = node.heading.as_ref().is_some_and(|(_, text, _)| self.group_of(text).is_some());
        if named && self.only.is_none() && node.holds_endpoints() {
            return true;
        }
        let level = self.scopes.groups().level.as_ref().filter(|_| self.only.is_none());
        let heading = node.heading.as_ref().zip(level);
        heading.is_some_and(|((own, ..), level)| own == &**level) && node.holds_endpoints()
    }

    /// What a heading is called as a group by a pattern of the dialect, and which that is, unless a heading above counts
    /// before it.
    fn group_of(&self, text: &Inline) -> Option<(usize, Text)> {
        let (rank, value) = self.scopes.groups().of_heading(&text.text)?;
        let above = self.ranks.last().is_some_and(|above| *above < rank);
        (!above).then_some((rank, Text { value, span: text.span }))
    }

    /// Notes the headings of what is no endpoint, such as those of types.
    fn headings(&mut self, node: &Node) {
        self.document.headings.extend(node.heading.as_ref().map(|(_, text, _)| Text::of(text)));
        node.children.iter().for_each(|child| self.headings(child));
    }

    /// A node of which the heading is a group, unless a rule says that it carries nothing, or groups are elsewhere: then the
    /// group is that above.
    fn group_node(&mut self, node: Node, group: Option<&Text>, outer: &mut Vec<Block>) {
        let rules = self.scopes.rules(Reads::Document);
        let above_here = self.served.len();
        self.served.extend(serve::sections(&node, &rules));
        let Some((level, text, heading)) = node.heading else { return };
        let mut own = Vec::new();
        let (by_pattern, ranked) = (!self.scopes.groups().headings.is_empty(), self.group_of(&text));
        let (name, at) = match section::ignored(&text.text, Mark::Heading, &rules) {
            Some(rule) => {
                self.ledger.ignored(heading.entry, "ignore");
                self.ledger.by(heading.entry, rule);
                (self.group_above(group), None)
            }
            None if self.only.is_some() || !self.scopes.groups().has(level) || (by_pattern && ranked.is_none()) => {
                own.push(heading.clone());
                let name = if self.only.is_some() { None } else { self.group_above(group) };
                (name, None)
            }
            None => {
                self.ledger.used(heading.entry, "group");
                let beside = parts::beside(&node.children);
                let name = ranked.clone().map_or_else(|| Text::of(&text), |(_, name)| name);
                let above = self.above.last().cloned();
                self.document.groups.push(RawGroup { name: name.clone(), above, beside, scope: Scope::default() });
                (Some(name), Some(self.document.groups.len() - 1))
            }
        };
        self.above.extend(name.clone());
        self.ranks.extend(ranked.as_ref().filter(|_| at.is_some()).map(|(rank, _)| *rank));
        for (block, found) in node.blocks {
            if found.is_empty() {
                own.push(block);
                continue;
            }
            let (content, others) = parts::rest(block, &found, self.ledger);
            own.extend(others);
            for (announcement, content) in found.into_iter().zip(content) {
                self.endpoint(None, name.as_ref(), announcement, content);
            }
        }
        for child in node.children {
            self.node(child, name.as_ref(), &mut own);
        }
        if name.is_some() {
            self.above.pop();
        }
        if at.is_some() && ranked.is_some() {
            self.ranks.pop();
        }
        let served = self.served.split_off(above_here);
        for served in &served {
            served.report(&rules, self.diagnostics);
        }
        serve::take_served(&mut own, &served);
        let above = self.above.last().map_or("", |above| above.value.as_str());
        // The heading can be that of a type too, whose fields stand below it.
        let names_type = at.is_some()
            && section::label(&text, Mark::Heading, Under::Words(above), &rules)
                .is_some_and(|label| label.role == Role::Object);
        if names_type && own.iter().any(|block| matches!(block.kind, BlockKind::Table(_) | BlockKind::List(..))) {
            own.insert(0, heading);
        }
        // What stands below a heading that carries nothing is the group's above.
        let Some(at) = at else { return outer.append(&mut own) };
        let scope = self.scope(Reads::Outside, text.text.trim(), own);
        if let Some(group) = self.document.groups.get_mut(at) {
            group.scope = scope;
        }
    }

    /// The group of what stands below a heading that is none: that of the heading above.
    fn group_above(&mut self, group: Option<&Text>) -> Option<Text> {
        let name = group.or(self.above.last()).cloned()?;
        if self.document.groups.iter().all(|known| known.name.span != name.span) {
            let (above, beside, scope) = (None, None, Scope::default());
            self.document.groups.push(RawGroup { name: name.clone(), above, beside, scope });
        }
        Some(name)
    }

    /// A heading, its content and everything under it, in the order of the document.
    fn flatten(&mut self, node: Node, into: &mut Vec<Block>) {
        if let Some((_, text, block)) = node.heading {
            let rules = self.scopes.rules(Reads::Document);
            if node.blocks.is_empty() && node.children.is_empty() && !flow::is_row(&text, &rules) {
                self.diagnostics.push(messages::empty_heading(&text.text, block.span));
                self.ledger.reported(block.entry, Code::EmptySection);
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
        let mut title = node.heading.as_ref().map(|(_, text, _)| Text::line(text));
        if let Some((_, _, block)) = &node.heading {
            self.ledger.used(block.entry, "title");
            node.by_heading.iter().for_each(|found| self.ledger.by(block.entry, found.rule));
        }
        let (mut announced, mut together) = self.announced(node.by_heading, node.blocks);
        // Where several links lead here, all of it is of each, as far as there are not so many that it would be no document.
        let led = (2..=MANY_LINKS).contains(&announced.len()) && announced.iter().all(|(found, _)| found.leads);
        together.extend((1..announced.len()).filter(|_| led));
        let (mut nested, mut below) = (Vec::new(), Vec::new());
        for child in node.children {
            let own = title.clone();
            if child.holds_endpoints() {
                nested.push((child, own));
            } else {
                self.flatten(child, &mut below);
            }
        }
        let shared = !led && title.is_some() && !below.is_empty() && shared::words_alone(&announced);
        if shared {
            shared::report(&announced, self.diagnostics);
            shared::introduce(&mut announced);
            let whole = self.scopes.rules(Reads::Document);
            let heading = title.as_ref().map_or("", |title| title.value.as_str());
            for (announcement, content) in &mut announced {
                let own = self.scopes.rules(Reads::Endpoint(&announcement.calls()));
                content.extend(serve::without_others(&below, Under::Words(heading), &whole, &own));
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
            let untitled = title.is_none() && announcement.title.is_none();
            self.endpoint(title, group, announcement, content);
            if let Some(endpoint) = self.document.endpoints.last_mut() {
                endpoint.untitled = untitled;
            }
        }
        for (child, own) in nested {
            self.node(child, group.or(own.as_ref()), outer);
        }
    }

    /// The announcements of a node with what stands behind each, and the places of those that stand in one code block with
    /// the one before.
    fn announced(&mut self, by_heading: Vec<Announcement>, blocks: Vec<Announcing>) -> (Vec<Announced>, Vec<usize>) {
        let mut announced: Vec<Announced> = by_heading.into_iter().map(|found| (found, Vec::new())).collect();
        let mut together = Vec::new();
        let mut before = Vec::new();
        for (block, found) in blocks {
            if found.is_empty() {
                announced.last_mut().map_or(&mut before, |(_, content)| content).push(block);
                continue;
            }
            if matches!(block.kind, BlockKind::Fence(_)) {
                together.extend(announced.len() + 1..announced.len() + found.len());
            }
            let (content, others) = parts::rest(block, &found, self.ledger);
            for (announcement, content) in found.into_iter().zip(content) {
                let before = std::mem::take(&mut before);
                announced.push((announcement, before.into_iter().chain(content).collect()));
            }
            if let Some((_, content)) = announced.last_mut() {
                content.extend(others);
            }
        }
        (announced, together)
    }

    fn endpoint(
        &mut self,
        title: Option<Text>,
        group: Option<&Text>,
        mut announcement: Announcement,
        mut content: Vec<Block>,
    ) {
        let mut docs = std::mem::take(&mut announcement.docs);
        let said = announcement.said.iter().map(|line| line.text.as_str());
        let announced = said.chain([docs.0.as_str()]).collect::<Vec<_>>().join("\n");
        let calls = announcement.calls();
        let rules = self.scopes.rules(Reads::Endpoint(&calls));
        let heading = title.as_ref().map_or("", |title| title.value.as_str());
        self.served.iter_mut().for_each(|served| served.serve(&announcement, &rules, &mut content));
        let below = content.iter().map(|block| block.span).chain([announcement.span]);
        let calls: Arc<[String]> = calls.into();
        self.document.places.extend(below.map(|span| (span, Arc::clone(&calls))));
        let mut scope = self.scope(Reads::Endpoint(&calls), heading, content);
        self.served.iter().for_each(|served| served.without_parts(&announcement, &mut scope));
        docs.push(&scope.docs.0);
        scope.docs = docs;
        for said in std::mem::take(&mut announcement.said) {
            let facts = &mut scope.facts;
            for rule in section::statements(&said, Under::Words(heading), &rules, facts, self.diagnostics) {
                self.ledger.follow_at(said.span, rule);
            }
        }
        scope.facts.deprecated = scope.facts.deprecated.take().or_else(|| announcement.struck.take());
        let request = announcement.request.take().map(|request| exchange::parts(*request, &rules, self.ledger));
        scope.examples.splice(0..0, request.into_iter().flatten());
        let title = announcement.title.take().or(title);
        let own = announcement.group.take().or_else(|| scope.facts.group.take());
        let own = own.or_else(|| parts::said_group(&announced, &rules, announcement.span, self.ledger));
        let only = || self.only.clone().map(|value| Text { value, span: announcement.span });
        let own = own.or_else(only);
        let known = |name: &Text| self.document.groups.iter().any(|group| group.name.value == name.value);
        if let Some(name) = own.as_ref().filter(|name| !known(name)).cloned() {
            self.document.groups.push(RawGroup { name, above: None, beside: None, scope: Scope::default() });
        }
        self.document.endpoints.push(RawEndpoint {
            title,
            untitled: false,
            group: own.or_else(|| group.cloned()),
            announcement,
            scope,
        });
    }
}
