//! Sections that serve several endpoints: what stands below a label beside a table of endpoints, or under a heading above
//! the endpoints that it holds.

use std::collections::{BTreeSet, HashSet};

use super::raw::{Announcement, RawRow, RawSection, Scope, TableKind};
use super::section::Under;
use super::tree::Node;
use super::{messages, section};
use crate::diagnostic::Diagnostics;
use crate::dialect::{Dialect, Mark, Role, Where};
use crate::ir::Location;
use crate::ledger::EntryId;
use crate::markdown::{Block, BlockKind, Inline, Item, code};
use crate::source::Span;

/// What stands below one label, for all endpoints beside it or below it.
pub struct Served {
    blocks: Vec<Block>,
    /// The heading of the group.
    heading: String,
    /// The level of the label, where it is a heading.
    level: u8,
    /// The parameters of the paths of all these endpoints.
    parts: BTreeSet<String>,
    /// Whether one of these endpoints is called by POST or PUT.
    bodies: bool,
    /// The endpoints that it was given to: a path and its place.
    takers: Vec<(String, Span)>,
}

/// The labels that stand in a group and below no endpoint of it, each with what follows it. Examples are among them where
/// the group lists its endpoints.
pub fn sections(group: &Node, dialect: &Dialect) -> Vec<Served> {
    let all = group.all_announcements();
    let parts: BTreeSet<_> = all.iter().flat_map(|found| &found.parameters).cloned().collect();
    let bodies = all.iter().any(|found| found.methods.iter().any(|(method, _)| method.sends_whole()));
    let heading = group.heading.as_ref().map_or("", |(_, text, _)| text.text.trim()).to_owned();
    let mut runs =
        Runs { dialect, heading, listed: group.lists_endpoints(), parts, bodies, found: Vec::new(), open: false };
    for (block, found) in &group.blocks {
        if found.is_empty() { runs.block(block) } else { runs.open = false }
    }
    for child in &group.children {
        if child.holds_endpoints() && !runs.listed {
            // What stands behind an endpoint may be its own.
            break;
        } else if child.holds_endpoints() {
            runs.open = false;
        } else {
            child.all_blocks().into_iter().for_each(|block| runs.block(block));
        }
    }
    runs.found
}

struct Runs<'d> {
    dialect: &'d Dialect,
    heading: String,
    listed: bool,
    parts: BTreeSet<String>,
    bodies: bool,
    found: Vec<Served>,
    /// Whether what comes next belongs to the label that was found last.
    open: bool,
}

impl Runs<'_> {
    fn block(&mut self, block: &Block) {
        // Each item of a list can be a label.
        let BlockKind::List(numbered, items) = &block.kind else { return self.piece(block) };
        for item in items {
            let kind = BlockKind::List(*numbered, vec![item.clone()]);
            self.piece(&Block { kind, span: block.span, entry: block.entry, at: block.at });
        }
    }

    fn piece(&mut self, block: &Block) {
        let (text, mark) = label_text(block).unzip();
        let label = text
            .zip(mark)
            .and_then(|(text, mark)| section::label(text, mark, Under::Words(&self.heading), self.dialect));
        let level = if let BlockKind::Heading(level, _) = &block.kind { *level } else { u8::MAX };
        // Position alone makes nothing a parameter: above endpoints of their own headings, the rule says whose it is.
        let says = label.as_ref().is_some_and(|label| self.listed || label.scoped);
        match label.map(|label| (label.role, label.of, label.parent.is_some())) {
            Some((role, of, _)) if says && begins(role, of, self.listed) => {
                let blocks = vec![block.clone()];
                let (parts, takers) = (self.parts.clone(), Vec::new());
                self.found.push(Served {
                    blocks,
                    heading: self.heading.clone(),
                    level,
                    parts,
                    bodies: self.bodies,
                    takers,
                });
                self.open = true;
                return;
            }
            Some((role, of, parent)) => self.open &= goes_on(role, of, parent),
            // A heading that says nothing is a part of what stands below a higher one.
            None if level < u8::MAX => self.open &= self.found.last().is_some_and(|last| last.level < level),
            None => {}
        }
        if let Some(last) = self.found.last_mut().filter(|_| self.open) {
            last.blocks.push(block.clone());
        }
    }
}

/// The text of a block that can be a label, and how it is marked.
fn label_text(block: &Block) -> Option<(&Inline, Mark)> {
    match &block.kind {
        BlockKind::Heading(_, text) => Some((text, Mark::Heading)),
        BlockKind::Paragraph(text) => Some((text, if text.bold { Mark::Bold } else { Mark::Line })),
        BlockKind::List(_, items) => match items.first()?.blocks.first().map(|block| &block.kind) {
            Some(BlockKind::Paragraph(text)) => Some((text, Mark::Line)),
            _ => None,
        },
        BlockKind::Details(text, _) | BlockKind::Directive(_, text, _) => Some((text, Mark::Summary)),
        _ => None,
    }
}

/// Whether a label begins something that endpoints have.
fn begins(role: Role, of: Where, listed: bool) -> bool {
    match role {
        Role::Parameters | Role::Response => true,
        Role::Example => listed && matches!(of, Where::Request | Where::Response),
        _ => false,
    }
}

/// Whether a label speaks of what stands before it.
fn goes_on(role: Role, of: Where, parent: bool) -> bool {
    match role {
        Role::Object | Role::Values => parent,
        Role::Example => of != Where::Type,
        Role::Items | Role::MapValue | Role::Note => true,
        _ => false,
    }
}

impl Served {
    /// The entries of its blocks, and of the items of lists among them.
    fn entries(&self) -> impl Iterator<Item = EntryId> {
        self.blocks.iter().map(|block| match &block.kind {
            BlockKind::List(_, items) => items.first().map_or(block.entry, |item| item.entry),
            _ => block.entry,
        })
    }

    /// Gives it to an endpoint with these rules, if it serves that one.
    pub fn serve(&mut self, announcement: &Announcement, rules: &Dialect, content: &mut Vec<Block>) {
        let text = self.blocks.first().and_then(label_text);
        let label = text.and_then(|(text, mark)| section::label(text, mark, Under::Words(&self.heading), rules));
        let Some(label) = label.filter(|label| begins(label.role, label.of, true)) else { return };
        // What a label says to be a body is of those that send the whole of it.
        let mut methods = announcement.methods.iter().peekable();
        let other = methods.peek().is_some() && methods.all(|(method, _)| !method.sends_whole());
        if label.location == Some(Location::Body) && !label.scoped && self.bodies && other {
            return;
        }
        let path = announcement.paths.first().map_or(String::new(), |path| path.value.clone());
        self.takers.push((path, announcement.span));
        content.extend(self.blocks.iter().cloned());
    }

    /// Takes off the rows that are parts of the paths of others.
    pub fn without_parts(&self, announcement: &Announcement, scope: &mut Scope) {
        let own = |name: &str| announcement.parameters.iter().any(|part| part == name);
        let part_of_another = |row: &RawRow| {
            let name = code::unquoted(row.key.text.trim());
            row.location.is_none() && self.parts.contains(name) && !own(name)
        };
        let labels: Vec<_> = self.blocks.iter().map(|block| block.span).collect();
        let here = |section: &&mut RawSection| {
            let at = section.label.text.span;
            section.label.role == Role::Parameters
                && section.label.location.is_none()
                && labels.iter().any(|block| block.contains(at))
        };
        for table in scope.sections.iter_mut().filter(here).filter_map(|section| section.table.as_mut()) {
            if table.kind == TableKind::Fields {
                table.rows.retain(|row| !part_of_another(row));
            }
        }
    }

    /// Says that it is taken to speak of several endpoints, where no rule says of which it speaks.
    pub fn report(&self, dialect: &Dialect, diagnostics: &mut Diagnostics) {
        let text = self.blocks.first().and_then(label_text);
        let label = text.and_then(|(text, mark)| section::label(text, mark, Under::Words(&self.heading), dialect));
        let Some(label) = label.filter(|label| !label.scoped) else { return };
        if let Some((first, at)) = self.takers.first() {
            let body = label.location == Some(Location::Body) && self.bodies;
            diagnostics.push(messages::serves(&label.text.value, body, label.text.span, (first, *at)));
        }
    }
}

/// Of what several endpoints share, what no rule says to be of others: `whole` are the rules of the document, and `own`
/// those for the endpoint.
pub fn without_others(blocks: &[Block], under: Under<'_>, whole: &Dialect, own: &Dialect) -> Vec<Block> {
    let mut of_others = None;
    let kept = blocks.iter().filter(|block| {
        let Some((text, mark)) = label_text(block) else { return of_others.is_none() };
        let level = if let BlockKind::Heading(level, _) = &block.kind { *level } else { u8::MAX };
        match section::label(text, mark, under, whole) {
            Some(label) => {
                let others = label.scoped && section::label(text, mark, under, own).is_none();
                of_others = others.then_some(level);
            }
            None => of_others = of_others.filter(|above| level == u8::MAX || level > *above),
        }
        of_others.is_none()
    });
    kept.cloned().collect()
}

/// Takes what serves endpoints out of the blocks of their group.
pub fn take_served(own: &mut Vec<Block>, served: &[Served]) {
    let taken: HashSet<EntryId> =
        served.iter().filter(|served| !served.takers.is_empty()).flat_map(Served::entries).collect();
    own.retain_mut(|block| match &mut block.kind {
        BlockKind::List(_, items) => {
            items.retain(|item: &Item| !taken.contains(&item.entry));
            !items.is_empty()
        }
        _ => !taken.contains(&block.entry),
    });
}
