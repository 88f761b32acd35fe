//! Where links lead: from file to file, and to a heading.

use std::collections::HashMap;

use crate::source::{EXTENSIONS, FileId, SourceMap};

/// The files of the documents by name.
pub struct Files {
    by_name: HashMap<String, FileId>,
}

impl Files {
    /// These files.
    pub fn new(sources: &SourceMap) -> Self {
        Self { by_name: sources.files().map(|(id, file)| (file.name().to_string(), id)).collect() }
    }

    /// The file that a link in `from` leads to, and the anchor in it. A link to another site leads to none.
    pub fn find(&self, url: &str, from: FileId, sources: &SourceMap) -> Option<(FileId, String)> {
        if url.contains("://") || url.starts_with("mailto:") {
            return None;
        }
        let (path, anchor_text) = url.split_once('#').unwrap_or((url, ""));
        let anchor_text = anchor(&decoded(anchor_text));
        if path.is_empty() {
            return Some((from, anchor_text));
        }
        let name = sources.get(from)?.name().to_string();
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
}

/// Whether a link is one to a document beside that in which it stands, as its ending says.
pub fn is_beside(url: &str) -> bool {
    let path = url.split(['#', '?']).next().unwrap_or(url);
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    !url.contains("://") && EXTENSIONS.contains(&ending)
}

/// What a heading is called in links: its letters and digits alone, so that the ways in which code hosts and site
/// generators write an anchor are one.
pub fn anchor(heading: &str) -> String {
    let letters = heading.chars().filter(|letter| letter.is_alphanumeric() || *letter == '_');
    letters.flat_map(char::to_lowercase).collect()
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
