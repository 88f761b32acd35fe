//! The types that links lead to: what stands under a heading, and what a file defines.

use std::collections::BTreeMap;

use crate::recognise::links::{Files, anchor};
use crate::recognise::raw::{Label, Text};
use crate::resolve::context::Context;
use crate::resolve::draft::{Arena, Definition};

/// Notes what stands under a heading: by its words, its own id and the `name` that it defines. A second heading of the
/// same words has a number behind its anchor.
pub fn register(heading: &Label, name: &str, named: Definition, arena: &mut Arena) {
    let file = heading.text.span.file;
    let own = [Some(heading.text.value.as_str()), heading.id.as_deref(), Some(name)];
    for words in own.into_iter().flatten() {
        let plain = anchor(words);
        let numbered = (1..).map(|number| format!("{plain}{number}"));
        let free = std::iter::once(plain.clone()).chain(numbered).find(|key| {
            let known = arena.link_targets.get(&file).and_then(|anchors| anchors.get(key));
            known.is_none_or(|known| *known == named)
        });
        if let Some(key) = free.filter(|key| !key.is_empty()) {
            arena.link_targets.entry(file).or_default().insert(key, named);
        }
    }
}

impl Files {
    /// What the type is called to which a link with these words leads, where it is no object.
    pub fn alias<'a>(&self, url: &str, words: &Text, arena: &'a Arena, context: &Context<'_>) -> Option<&'a str> {
        let (file, heading) = self.find(url, words.span.file, context.sources)?;
        let wanted = if heading.is_empty() { anchor(&words.value) } else { heading };
        let mut own = arena.own_aliases.get(&file)?.iter();
        let found = own.find(|(name, own)| anchor(name) == wanted || anchor(&own.label) == wanted);
        found.map(|(_, own)| own.called.as_str())
    }

    /// What a link with these words leads to: what stands under the heading, what the file defines by the words, or the
    /// only thing that it defines.
    pub fn target(&self, url: &str, words: &Text, arena: &Arena, context: &Context<'_>) -> Option<Definition> {
        let (file, heading) = self.find(url, words.span.file, context.sources)?;
        let anchors = arena.link_targets.get(&file);
        if !heading.is_empty() {
            // An anchor that ends with the words of the link leads to all of them, and not to what a part of them names.
            let own = anchor(&words.value);
            let least = if heading.ends_with(&own) { own.len() } else { 0 };
            let found = |anchors: &BTreeMap<String, Definition>| {
                anchors.get(&heading).copied().or_else(|| below(&heading, least, anchors))
            };
            let elsewhere = || if url.starts_with('#') { elsewhere(found, arena) } else { None };
            return anchors.and_then(found).or_else(elsewhere);
        }
        let anchors = anchors?;
        if let Some(named) = anchors.get(&anchor(&words.value)) {
            return Some(*named);
        }
        let mut all = anchors.values().copied();
        let first = all.next()?;
        all.all(|named| named == first).then_some(first)
    }
}

/// What stands under a heading whose anchor has those of the headings above it in front, as some generators write them; of
/// its own it has at least so many bytes.
fn below(heading: &str, least: usize, anchors: &BTreeMap<String, Definition>) -> Option<Definition> {
    let mut shorter = heading.char_indices().skip(1).filter_map(|(at, _)| heading.get(at..));
    shorter.find_map(|rest| anchors.get(rest).filter(|_| rest.len() > 2 && rest.len() >= least)).copied()
}

/// What the only other document with such a heading has below it: some sites write all of their documents as one page.
fn elsewhere(find: impl Fn(&BTreeMap<String, Definition>) -> Option<Definition>, arena: &Arena) -> Option<Definition> {
    let mut found = arena.link_targets.values().filter_map(find);
    let first = found.next()?;
    found.all(|named| named == first).then_some(first)
}
