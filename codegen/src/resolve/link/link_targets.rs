//! Where links lead: from file to file, and to what stands under a heading.

use std::collections::{BTreeMap, HashMap};

use crate::recognise::raw::{Label, Text};
use crate::resolve::context::Context;
use crate::resolve::draft::{Arena, Definition};
use crate::source::{EXTENSIONS, FileId};

/// The files of the documents by name.
pub struct Files {
    by_name: HashMap<String, FileId>,
}

/// What a heading is called in links: its letters and digits alone, so that the ways in which code hosts and site
/// generators write an anchor are one.
pub fn anchor(heading: &str) -> String {
    let letters = heading.chars().filter(|letter| letter.is_alphanumeric() || *letter == '_');
    letters.flat_map(char::to_lowercase).collect()
}

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
    /// The files of the API.
    pub fn new(context: &Context<'_>) -> Self {
        Self { by_name: context.sources.files().map(|(id, file)| (file.name().to_string(), id)).collect() }
    }

    /// The file that a link in `from` leads to, and the anchor in it. A link to another site leads to none.
    pub fn find(&self, url: &str, from: FileId, context: &Context<'_>) -> Option<(FileId, String)> {
        if url.contains("://") || url.starts_with("mailto:") {
            return None;
        }
        let (path, anchor_text) = url.split_once('#').unwrap_or((url, ""));
        let anchor_text = anchor(&decoded(anchor_text));
        if path.is_empty() {
            return Some((from, anchor_text));
        }
        let name = context.sources.get(from)?.name().to_string();
        let joined = join(&name, &decoded(path.split('?').next().unwrap_or(path)));
        let bare = joined.strip_suffix(".html").unwrap_or(&joined).trim_end_matches('/');
        let pages = [bare.to_owned(), format!("{bare}/README"), format!("{bare}/index")];
        let named = EXTENSIONS.into_iter().flat_map(|ending| pages.iter().map(move |page| format!("{page}.{ending}")));
        std::iter::once(joined.clone())
            .chain(named)
            .collect::<Vec<_>>()
            .iter()
            .find_map(|name| self.by_name.get(name))
            .map(|file| (*file, anchor_text))
    }

    /// What the type is called to which a link with these words leads, where it is no object.
    pub fn alias<'a>(&self, url: &str, words: &Text, arena: &'a Arena, context: &Context<'_>) -> Option<&'a str> {
        let (file, heading) = self.find(url, words.span.file, context)?;
        let wanted = if heading.is_empty() { anchor(&words.value) } else { heading };
        let mut own = arena.own_aliases.get(&file)?.iter();
        let found = own.find(|(name, own)| anchor(name) == wanted || anchor(&own.label) == wanted);
        found.map(|(_, own)| own.called.as_str())
    }

    /// What a link with these words leads to: what stands under the heading, what the file defines by the words, or the
    /// only thing that it defines.
    pub fn target(&self, url: &str, words: &Text, arena: &Arena, context: &Context<'_>) -> Option<Definition> {
        let (file, heading) = self.find(url, words.span.file, context)?;
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

/// A path from the folder of the file `from`, or from that of the API where it begins with `/`.
fn join(from: &str, path: &str) -> String {
    let mut steps: Vec<&str> = from.split('/').collect();
    steps.pop();
    if path.starts_with('/') {
        steps.truncate(1);
    }
    for step in path.split('/').filter(|step| !step.is_empty() && *step != ".") {
        if step == ".." {
            steps.pop();
        } else {
            steps.push(step);
        }
    }
    steps.join("/")
}

/// The text with `%xx` resolved.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, more)) = rest.split_first() {
        let hex = more.get(..2).filter(|_| *first == b'%').and_then(|hex| std::str::from_utf8(hex).ok());
        if let Some(byte) = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            bytes.push(byte);
            rest = more.get(2..).unwrap_or_default();
        } else {
            bytes.push(*first);
            rest = more;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_from_file_to_file() {
        let cases = [
            ("api/a/b.md", "model.md", "api/a/model.md"),
            ("api/a/b.md", "../c/./model.html", "api/c/model.html"),
            ("api/a/b.md", "/c/model.md", "api/c/model.md"),
            ("api/b.md", "../../x.md", "x.md"),
        ];
        for (from, path, expected) in cases {
            assert_eq!(join(from, path), expected, "{from} {path}");
        }
    }

    #[test]
    fn anchors_are_compared_by_their_letters() {
        let cases = [
            ("有关 position 的说明", "有关-position-的说明"),
            ("Get Channel (v2)", "get-channel-v2"),
            ("ChannelType", "channeltype"),
            ("Emoji 列表", "Emoji%20列表"),
        ];
        for (heading, link) in cases {
            assert_eq!(anchor(heading), anchor(&decoded(link)), "{heading}");
        }
    }
}
