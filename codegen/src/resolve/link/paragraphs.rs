//! Paragraphs of two documents, as they are compared.

use crate::ir::Docs;
use crate::recognise::raw::RawSection;

/// Paragraphs, and those about the types of sections.
pub fn paragraphs<'a>(docs: &'a Docs, sections: &'a [RawSection]) -> impl Iterator<Item = &'a str> {
    let docs = std::iter::once(docs).chain(sections.iter().map(|section| &section.docs));
    docs.flat_map(|docs| docs.0.split("\n\n")).filter(|paragraph| !paragraph.is_empty())
}

/// A paragraph without what differs by the place of its document: the level of a heading, the folders of links to other
/// documents.
pub fn plain(paragraph: &str) -> String {
    let mut rest = paragraph.trim_start_matches('#').trim();
    let mut plain = String::new();
    while let Some((before, after)) = rest.split_once("](") {
        let (target, after) = after.split_once(')').unwrap_or((after, ""));
        plain.push_str(before);
        plain.push_str("](");
        plain.push_str(target_name(target));
        plain.push(')');
        rest = after;
    }
    plain.push_str(rest);
    plain
}

/// What a link leads to without the folders on the way; an address of the web is what it is.
fn target_name(target: &str) -> &str {
    if target.contains("://") {
        return target;
    }
    let path = target.split('#').next().unwrap_or_default();
    path.rfind('/').and_then(|at| target.get(at + 1..)).unwrap_or(target)
}
