//! Endpoints of which the rest stands below a heading elsewhere, to which a link of their announcement leads: they are
//! announced by that heading then.

use std::collections::{BTreeMap, HashMap};

use super::links::{Files, anchor, is_beside};
use super::raw::Announcement;
use super::tree::Node;
use super::{messages, parts};
use crate::diagnostic::Diagnostics;
use crate::ledger::Ledger;
use crate::markdown::{Block, BlockKind, Inline, Item, Table};
use crate::source::{FileId, SourceMap, Span};

/// The headings of a document.
pub(super) struct Document {
    pub file: FileId,
    pub root: Node,
}

/// Where a node is: the document, and the child that is taken at each level.
type At = (usize, Vec<usize>);

/// Moves the announcements whose rules say so below the headings that they lead to.
pub(super) fn follow(
    documents: &mut [Document],
    sources: &SourceMap,
    ledger: &mut Ledger,
    diagnostics: &mut Diagnostics,
) {
    let leads = |found: &&Announcement| found.leads;
    if !documents.iter().any(|document| document.root.all_announcements().iter().any(leads)) {
        return;
    }
    let targets = Targets::new(documents, sources);
    let mut moves: BTreeMap<At, BTreeMap<usize, HashMap<Span, At>>> = BTreeMap::new();
    for (index, document) in documents.iter().enumerate() {
        each(&document.root, &mut Vec::new(), &mut |node, path| {
            for (block, (content, found)) in node.blocks.iter().enumerate() {
                for announcement in found.iter().filter(leads) {
                    let Some(to) = targets.of(content, announcement, documents, diagnostics) else { continue };
                    let here = moves.entry((index, path.to_vec())).or_default().entry(block).or_default();
                    here.insert(announcement.span, to);
                }
            }
        });
    }
    let mut moved = Vec::new();
    for (from, blocks) in moves {
        let Some(node) = node_at(documents, &from) else { continue };
        for (block, to) in blocks.into_iter().rev() {
            let taken = take(node, block, &to, ledger);
            moved.extend(taken.into_iter().rev().filter_map(|(found, content)| {
                let to = to.get(&found.span).cloned()?;
                Some((to, found, content))
            }));
        }
    }
    // The first of the documents is the first below its heading.
    moved.sort_by_key(|(_, found, _)| (found.span.file, found.span.range().start));
    let mut arrived: BTreeMap<At, (Vec<Announcement>, Vec<Block>)> = BTreeMap::new();
    for (to, found, content) in moved {
        let here = arrived.entry(to).or_default();
        here.0.push(found);
        here.1.extend(content);
    }
    for (to, (found, content)) in arrived {
        let Some(node) = node_at(documents, &to) else { continue };
        node.by_heading.extend(found);
        node.blocks.splice(0..0, content.into_iter().map(|block| (block, Vec::new())));
    }
}

/// Calls `seen` for a node and each below it.
fn each<'n>(node: &'n Node, path: &mut Vec<usize>, seen: &mut dyn FnMut(&'n Node, &[usize])) {
    seen(node, path);
    for (at, child) in node.children.iter().enumerate() {
        path.push(at);
        each(child, path, seen);
        path.pop();
    }
}

fn node_at<'d>(documents: &'d mut [Document], (document, path): &At) -> Option<&'d mut Node> {
    let root = documents.get_mut(*document).map(|document| &mut document.root)?;
    path.iter().try_fold(root, |node, child| node.children.get_mut(*child))
}

/// Where links can lead to.
struct Targets<'s> {
    files: Files,
    sources: &'s SourceMap,
    headings: HashMap<FileId, HashMap<String, At>>,
    /// The only heading of the highest level of a document.
    whole: HashMap<FileId, At>,
}

impl<'s> Targets<'s> {
    fn new(documents: &[Document], sources: &'s SourceMap) -> Self {
        let (mut headings, mut whole) = (HashMap::new(), HashMap::new());
        for (index, document) in documents.iter().enumerate() {
            let own: &mut HashMap<String, At> = headings.entry(document.file).or_default();
            let mut times: HashMap<String, usize> = HashMap::new();
            each(&document.root, &mut Vec::new(), &mut |node, path| {
                let Some((_, text, _)) = &node.heading else { return };
                let at = (index, path.to_vec());
                let words = anchor(&text.text);
                let before = times.entry(words.clone()).or_default();
                let key = if *before == 0 { words } else { format!("{words}{before}") };
                *before += 1;
                for key in text.id().map(anchor).into_iter().chain([key]).filter(|key| !key.is_empty()) {
                    own.entry(key).or_insert_with(|| at.clone());
                }
            });
            if let [_] = document.root.children.as_slice() {
                whole.insert(document.file, (index, vec![0]));
            }
        }
        Self { files: Files::new(sources), sources, headings, whole }
    }

    /// The section that an announcement in a block leads to. One that announces endpoints itself speaks of those.
    fn of(
        &self,
        block: &Block,
        found: &Announcement,
        documents: &[Document],
        diagnostics: &mut Diagnostics,
    ) -> Option<At> {
        let mut links = Vec::new();
        gather(block, found.span, &mut links);
        let (mut to, mut dead): (Option<(At, &str)>, _) = (None, None);
        for (url, span) in links {
            let Some((file, heading)) = self.files.find(url, span.file, self.sources) else {
                dead = dead.or_else(|| is_beside(url).then_some((url, span)));
                continue;
            };
            let at = match heading.as_str() {
                "" => self.whole.get(&file),
                heading => self.headings.get(&file).and_then(|headings| headings.get(heading)),
            };
            match (at, &to) {
                (Some(at), None) => to = Some((at.clone(), url)),
                // Of several methods each link can be about one.
                (Some(at), Some((first, followed))) if at != first && found.methods.len() > 1 => {
                    diagnostics.push(messages::leads_twice(url, followed, span));
                }
                (Some(_), Some(_)) => {}
                (None, _) => dead = dead.or(Some((url, span))),
            }
        }
        let path = found.paths.first().map_or("", |path| path.value.as_str());
        if let (None, Some((url, span))) = (&to, dead) {
            diagnostics.push(messages::leads_nowhere(url, path, span));
        }
        let (at, _) = to?;
        let root = documents.get(at.0).map(|document| &document.root)?;
        let node = at.1.iter().try_fold(root, |node, child| node.children.get(*child))?;
        (!node.holds_endpoints()).then_some(at)
    }
}

/// The links that belong to the announcement at this place in a block.
fn gather<'b>(block: &'b Block, at: Span, links: &mut Vec<(&'b str, Span)>) {
    match &block.kind {
        BlockKind::Paragraph(text) => links.extend(links_of(text)),
        BlockKind::Quote(blocks) => blocks.iter().for_each(|block| gather(block, at, links)),
        BlockKind::List(_, items) => {
            let holds = |item: &&Item| item.blocks.iter().any(|block| block.span.contains(at));
            let near = items.get(last_before(items, at, |item| item.blocks.first().map(|block| block.span)));
            // Items without content have no place.
            let here = near.filter(holds).or_else(|| items.iter().find(holds));
            let blocks = here.into_iter().flat_map(|item| &item.blocks);
            blocks.for_each(|block| gather(block, at, links));
        }
        BlockKind::Table(Table { rows, .. }) => {
            let row = rows.get(last_before(rows, at, |row| Some(row.span))).filter(|row| row.span == at);
            let here = row.map_or(rows.as_slice(), std::slice::from_ref);
            links.extend(here.iter().flat_map(|row| &row.cells).flat_map(|cell| links_of(&cell.text)));
        }
        _ => {}
    }
}

/// The last of some parts of a block, one behind the other, that begins at or before a place.
fn last_before<T>(parts: &[T], at: Span, span: impl Fn(&T) -> Option<Span>) -> usize {
    let begins = |part: &T| span(part).is_none_or(|span| span.range().start <= at.range().start);
    parts.partition_point(begins).saturating_sub(1)
}

fn links_of(text: &Inline) -> impl Iterator<Item = (&str, Span)> {
    text.links.iter().map(|link| (link.url.as_str(), text.span_of(link.range.clone())))
}

/// Takes the announcements that are moved out of a block, each with what stands behind it there.
fn take(node: &mut Node, at: usize, to: &HashMap<Span, At>, ledger: &mut Ledger) -> Vec<(Announcement, Vec<Block>)> {
    let Some((block, found)) = node.blocks.get_mut(at) else { return Vec::new() };
    let (moved, stay): (Vec<_>, Vec<_>) =
        std::mem::take(found).into_iter().partition(|found| to.contains_key(&found.span));
    let (span, entry, place) = (block.span, block.entry, block.at);
    let text = !matches!(block.kind, BlockKind::List(..) | BlockKind::Table(_));
    let mut content = match (&mut block.kind, stay.is_empty()) {
        (BlockKind::List(numbered, items), _) => {
            let places = parts::Places::new(&moved);
            let moves = |block: &Block| places.first_in(block.span).is_some();
            let (own, rest): (Vec<_>, Vec<_>) =
                std::mem::take(items).into_iter().partition(|item| item.blocks.iter().any(moves));
            *items = rest;
            let list = Block { kind: BlockKind::List(*numbered, own), span, entry, at: place };
            parts::rest(list, &moved, ledger).0
        }
        // The other rows stay, and the table is settled with them.
        (BlockKind::Table(_), false) => moved.iter().map(|_| Vec::new()).collect(),
        // What announces several in one text says of which the rest is.
        (_, false) => {
            *found = moved.into_iter().chain(stay).collect();
            found.sort_by_key(|found| found.span.range().start);
            return Vec::new();
        }
        (kind, true) => {
            let kind = std::mem::replace(kind, BlockKind::List(false, Vec::new()));
            parts::rest(Block { kind, span, entry, at: place }, &moved, ledger).0
        }
    };
    *found = stay;
    if matches!(&block.kind, BlockKind::List(_, items) if items.is_empty()) {
        node.blocks.remove(at);
        // What stands behind a paragraph or a quote up to the next announcement is said of its endpoint.
        let behind = node.blocks.iter().skip(at).take_while(|(_, found)| text && found.is_empty()).count();
        let behind = node.blocks.drain(at..at + behind).map(|(block, _)| block);
        if let Some(last) = content.last_mut() {
            last.extend(behind);
        }
    }
    node.settle();
    moved.into_iter().zip(content).collect()
}
