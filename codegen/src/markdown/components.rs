//! Component tags, as in `MDX` (`<ParamField path="id">`): what stands between two of them is Markdown however far it is
//! indented, and each tag is a block of its own.

use std::collections::HashMap;

use super::html;
use super::lines::{DEPTH, Line, track_fence};

/// A component that is open, and how far what stands in it is set in.
struct Open<'a> {
    name: &'a str,
    cut: usize,
    /// How far its tag is indented.
    at: usize,
    /// Whether the first line in it has come, which says how far its content is indented.
    begun: bool,
}

/// The lines with component tags apart from what stands around them, and without the indentation of what stands in them.
pub fn set_apart<'a>(lines: Vec<Line<'a>>) -> Vec<Line<'a>> {
    // Where a component ends for the last time, so that a tag without an end opens nothing.
    let mut ends: HashMap<&str, usize> = HashMap::new();
    let mut tagged = false;
    for (index, (_, line)) in lines.iter().enumerate() {
        let tag = component(line.trim());
        tagged |= tag.is_some();
        if let Some(Tag::End(name)) = tag {
            ends.insert(name, index);
        }
    }
    if !tagged {
        return lines;
    }
    let (mut apart, mut open, mut fence) = (Vec::with_capacity(lines.len()), Vec::<Open<'a>>::new(), None);
    for (index, &(start, line)) in lines.iter().enumerate() {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        let found = component(line.trim()).filter(|_| fence.is_none());
        if let Some(Tag::End(name)) = found
            && let Some(at) = open.iter().rposition(|open| open.name == name)
        {
            open.truncate(at);
        } else if let Some(inner) = open.last_mut().filter(|open| !open.begun && !line.trim().is_empty()) {
            inner.begun = true;
            inner.cut += indent.saturating_sub(inner.at);
        }
        let cut = open.last().map_or(0, |open| open.cut.min(indent));
        let (start, text) = (start + cut, line.get(cut..).unwrap_or_default());
        fence = track_fence(fence, text);
        let Some(tag) = found else {
            apart.push((start, text));
            continue;
        };
        apart.extend([(start, ""), (start, text), (start + text.len(), "")]);
        if let Tag::Begin(name) = tag
            && ends.get(name).is_some_and(|end| *end > index)
            && open.len() < DEPTH
        {
            let cut = open.last().map_or(0, |open| open.cut);
            open.push(Open { name, cut, at: indent, begun: false });
        }
    }
    apart
}

/// What a line is that holds one tag of a component and nothing else.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tag<'a> {
    Begin(&'a str),
    End(&'a str),
    /// One without content.
    Alone,
}

fn component(line: &str) -> Option<Tag<'_>> {
    let inner = line.strip_prefix('<')?;
    let (closing, inner) = inner.strip_prefix('/').map_or((false, inner), |inner| (true, inner));
    let length = inner.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '.').unwrap_or(inner.len());
    let name = inner.get(..length).filter(|name| name.starts_with(|first: char| first.is_ascii_uppercase()))?;
    (html::tag_end(line)? == line.len()).then(|| match (closing, line.ends_with("/>")) {
        (true, _) => Tag::End(name),
        (false, true) => Tag::Alone,
        (false, false) => Tag::Begin(name),
    })
}

/// The name of the component that a block of HTML or a paragraph begins with, and whether the tag ends a component or
/// begins one that ends elsewhere.
pub fn names(source: &str) -> Option<(&str, Edge)> {
    match component(source.trim())? {
        Tag::Begin(name) => Some((name, Edge::Begin)),
        Tag::End(name) => Some((name, Edge::End)),
        Tag::Alone => None,
    }
}

/// What a tag of a component does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// It begins the component.
    Begin,
    /// It ends it.
    End,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_between_tags_is_markdown() {
        let cases: [(&str, &[&str]); 4] = [
            ("<A>\n  b\n</A>", &["", "<A>", "", "b", "", "</A>", ""]),
            (
                "<A x={{\"y\": \">\"}}>\n    <B>\n        - c\n            d\n    </B>\n    e\n</A>",
                &["", "<A x={{\"y\": \">\"}}>", "", "", "<B>", "", "- c", "    d", "", "</B>", "", "e", "", "</A>", ""],
            ),
            ("<A>\n    code", &["", "<A>", "", "    code"]),
            ("```\n<A>\n```\n<a>\n<A> b\n", &["```", "<A>", "```", "<a>", "<A> b"]),
        ];
        for (text, expected) in cases {
            let found = set_apart(text.lines().map(|line| (0, line)).collect());
            assert_eq!(found.into_iter().map(|(_, line)| line).collect::<Vec<_>>(), expected, "{text}");
        }
    }
}
