//! Announcements: where a document says that there is an endpoint.

mod build;
mod tables;

use std::ops::Range;

use regex::Captures;

pub use build::Above;
use build::{announcement, struck};
pub use tables::leave_out_rows;

use super::command::is_command;
use super::exchange;
use super::raw::{Announcement, RawExample, Text};
use crate::dialect::{Dialect, EndpointForm, EndpointRule, Pattern, Where};
use crate::ir::Docs;
use crate::markdown::{Block, BlockKind, FRONT_MATTER, Fence, Inline, Item, front, html};
use crate::source::Span;

/// What a block announces that stands `above`. Most announce nothing; a table or a list may announce many.
pub fn in_block(block: &Block, dialect: &Dialect, above: &mut Above<'_>) -> Vec<Announcement> {
    let heading = above.headings.first().copied();
    let stands = |rule: &&EndpointRule| {
        let under = |pattern: &Pattern| heading.is_some_and(|heading| pattern.is_match(heading.text.trim()));
        rule.under.as_ref().is_none_or(under)
    };
    let rules = || dialect.endpoint.iter().filter(stands);
    match &block.kind {
        BlockKind::Heading(_, text) => first(rules(), EndpointForm::Heading, text, above),
        BlockKind::Paragraph(text) => {
            let tag = text.source.starts_with('<').then(|| in_tag(rules(), &text.source, text.span, above));
            tag.flatten().map_or_else(|| first(rules(), EndpointForm::Line, text, above), |found| vec![found])
        }
        BlockKind::Html(html) => in_tag(rules(), html, block.span, above).into_iter().collect(),
        BlockKind::Quote(blocks) => {
            let texts = blocks.iter().filter_map(|block| match &block.kind {
                BlockKind::Paragraph(text) => Some(text),
                _ => None,
            });
            let mut found = Vec::new();
            for text in texts {
                let quoted = first(rules(), EndpointForm::Quote, text, above);
                match (quoted.is_empty(), text.source.contains('<')) {
                    (true, true) => found.extend(in_tag(rules(), &text.source, text.span, above)),
                    _ => found.extend(quoted),
                }
            }
            found
        }
        BlockKind::List(_, items) => items.iter().flat_map(|item| in_item(&rules(), item, above)).collect(),
        BlockKind::Fence(fence) => in_fence(&rules(), fence, dialect, above),
        BlockKind::Table(table) => tables::announcements(rules(), table, block.span, above),
        _ => Vec::new(),
    }
}

/// An item of a list: its first paragraph, or else a later one, which is also a line; and the links of all.
fn in_item<'r>(
    rules: &(impl Iterator<Item = &'r EndpointRule> + Clone),
    item: &Item,
    above: &mut Above<'_>,
) -> Vec<Announcement> {
    let (mut found, endpoint) = (Vec::new(), above.endpoint);
    for (index, block) in item.blocks.iter().enumerate() {
        let BlockKind::Paragraph(text) = &block.kind else { continue };
        let mut read = |form| by_form(rules.clone(), form, text, above);
        let own = match index {
            0 => read(EndpointForm::Item),
            _ if found.is_empty() && !endpoint => read(EndpointForm::Line).or_else(|| read(EndpointForm::Item)),
            _ => None,
        };
        match own {
            Some(own) => found.push(own),
            None => found.extend(links(rules.clone(), text, true, above)),
        }
    }
    found
}

/// A component tag; its pattern sees the source.
fn in_tag<'r>(
    rules: impl Iterator<Item = &'r EndpointRule>,
    source: &str,
    span: Span,
    above: &mut Above<'_>,
) -> Option<Announcement> {
    let mut rules = rules.filter(|rule| rule.form == EndpointForm::Tag);
    let (mut found, whole) = rules.find_map(|rule| by_pattern(rule, source, span, &|_| span, above))?;
    if !whole {
        found.docs.push(&html::words(source));
    }
    Some(found)
}

/// A code block: what the first rule reads in all of it, and what the lines behind that announce by themselves.
fn in_fence<'r>(
    rules: &(impl Iterator<Item = &'r EndpointRule> + Clone),
    fence: &Fence,
    dialect: &Dialect,
    above: &mut Above<'_>,
) -> Vec<Announcement> {
    let mut matching = rules.clone().filter(|rule| {
        rule.form == EndpointForm::Fence && (rule.languages.is_empty() || rule.languages.contains(&fence.language))
    });
    let start = fence.body.range().start;
    let place = |range: Range<usize>| Span::new(fence.body.file, start + range.start..start + range.end);
    let text = fence.text.trim_end_matches('\n');
    let Some((rule, (mut found, mut whole))) =
        matching.find_map(|rule| Some((rule, by_pattern(rule, text, fence.body, &place, above)?)))
    else {
        return Vec::new();
    };
    let matched = |text: &str| rule.pattern.as_ref().and_then(|pattern| pattern.find(text)).map(|found| found.range());
    let first = matched(text).unwrap_or(0..text.len());
    let (mut others, mut from, mut rest) = (Vec::new(), 0, false);
    for line in text.split_inclusive('\n') {
        let words = line.trim_end();
        let at = from;
        from += line.len();
        if at < first.end || words.is_empty() {
            continue;
        }
        // Words in the middle of a line may be anything, such as a part of a body.
        let alike = |found: &Range<usize>| found.start == 0 && (first.start == 0 || found.end == words.len());
        let behind = |range: Range<usize>| place(at + range.start..at + range.end);
        let own = matched(words).filter(alike);
        let own = own.and_then(|_| by_pattern(rule, words, behind(0..words.len()), &behind, above));
        rest |= own.is_none();
        others.extend(own.map(|(found, _)| found));
    }
    // Several that fill the block leave no words.
    whole |= !others.is_empty() && !rest;
    let shown = if others.is_empty() { request(fence, first.start, &found, dialect) } else { None };
    if fence.language == FRONT_MATTER {
        // Its lines are keys and values, of which one describes.
        found.docs.push(&front::description(&fence.text));
        let lines = fence.text.lines().map(str::trim).filter(|line| !line.is_empty());
        found.said.extend(lines.map(|line| Inline::plain(line, fence.body)));
    } else if let Some(text) = shown {
        found.request = Some(Box::new(RawExample {
            of: Where::Request,
            field: None,
            language: fence.language.clone(),
            text,
            span: fence.body,
            docs: Docs::default(),
            shows: None,
            status: None,
        }));
    } else if !whole {
        found.docs.push(&fence.markdown());
    }
    std::iter::once(found).chain(others).collect()
}

/// The request that a code block shows whose announcement begins at `start`, where it is more than the line that calls.
fn request(fence: &Fence, start: usize, found: &Announcement, dialect: &Dialect) -> Option<String> {
    // Words may stand above that line.
    let from = fence.text.get(..start).and_then(|text| text.rfind('\n')).map_or(0, |at| at + 1);
    let below = fence.text.get(from..).unwrap_or_default();
    let call = addressed(below, found);
    let whole = call.as_deref().unwrap_or(below);
    let shows = sends(&exchange::unmarked(whole)) || exchange::has_answer(whole, dialect);
    shows.then(|| call.unwrap_or_else(|| fence.text.clone()))
}

/// A call whose first line has the method alone, with the address that is said above it.
fn addressed(text: &str, found: &Announcement) -> Option<String> {
    let (head, rest) = text.split_once('\n')?;
    let mut words = head.split_whitespace();
    let method = words.next().filter(|word| found.methods.iter().any(|(method, _)| method.name() == *word))?;
    let version = words.next();
    if version.is_some_and(|word| !word.starts_with("HTTP/")) {
        return None;
    }
    let path = found.paths.first()?.value.trim_start_matches('/');
    let version = version.map_or(String::new(), |version| format!(" {version}"));
    Some(format!("{method} /{path}{version}\n{rest}"))
}

/// Whether a code block that announces an endpoint is a whole request with a body or headers, or has what comes back: a
/// command line of curl with such an option or an answer below it, or a line as HTTP has it with a header below, or with
/// something behind an empty line.
fn sends(text: &str) -> bool {
    let text = text.trim_start();
    let words = || text.split_whitespace();
    let option = |word: &str| {
        ["-d", "-F", "-H", "--data", "--form", "--header", "--json"]
            .iter()
            .any(|option| word == *option || word.starts_with(&format!("{option}=")))
            || word.starts_with("--data-")
    };
    if is_command(text) {
        let answer = |line: &str| line.starts_with("HTTP/") || line.starts_with(['{', '[']);
        return words().any(option) || text.lines().skip(1).any(answer);
    }
    let head = text.lines().next().unwrap_or_default();
    let body = text.split_once("\n\n").is_some_and(|(_, body)| !body.trim().is_empty());
    let header = text.lines().nth(1).and_then(|line| line.split_once(": "));
    let header = header.is_some_and(|(name, _)| {
        !name.is_empty() && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-')
    });
    let address = |address: &str| address.starts_with('/') || address.contains("://");
    head.split_whitespace().nth(1).is_some_and(address) && (body || header)
}

fn first<'r>(
    rules: impl Iterator<Item = &'r EndpointRule> + Clone,
    form: EndpointForm,
    text: &Inline,
    above: &mut Above<'_>,
) -> Vec<Announcement> {
    match by_form(rules.clone(), form, text, above) {
        Some(found) => vec![found],
        None if form == EndpointForm::Quote => Vec::new(),
        None => {
            let mut found = links(rules, text, false, above);
            if let (EndpointForm::Line, Some(first)) = (form, found.first_mut())
                && first.paths.iter().all(|path| path.value != text.text.trim())
            {
                first.docs.push(&text.source);
            }
            found
        }
    }
}

/// What the first rule of this form reads in running text.
fn by_form<'r>(
    rules: impl Iterator<Item = &'r EndpointRule>,
    form: EndpointForm,
    text: &Inline,
    above: &mut Above<'_>,
) -> Option<Announcement> {
    let place = |range: Range<usize>| text.span_of(range);
    let mut rules = rules.filter(|rule| rule.form == form);
    let (rule, (mut found, whole)) =
        rules.find_map(|rule| Some((rule, by_pattern(rule, &text.text, text.span, &place, above)?)))?;
    let matched = rule.pattern.as_ref().and_then(|pattern| pattern.find(&text.text)).map(|found| found.range());
    found.said.extend(matched.iter().flat_map(|range| around(text, range)));
    found.struck = matched.map(|range| text.part(range)).and_then(|words| struck(&words));
    // A heading is the title, unless it says which part of it is.
    if !whole && (form != EndpointForm::Heading || found.title.is_some() || found.titled_above) {
        found.docs.push(text.source.trim_start_matches('#'));
    }
    Some(found)
}

/// The words that stand in a text in front of a part of it, and those behind it without the mark that joins them.
fn around(text: &Inline, part: &Range<usize>) -> Vec<Inline> {
    let joins = |letter: char| letter.is_whitespace() || ":-\u{2013}\u{2014},;".contains(letter);
    let side = |range: Range<usize>| {
        let words = text.text.get(range.clone())?;
        let start = range.end - words.trim_start_matches(joins).len();
        words.chars().any(char::is_alphanumeric).then(|| text.part(start..range.end))
    };
    [0..part.start, part.end..text.text.len()].into_iter().filter_map(side).collect()
}

/// Announcements by the target of a link; the pattern is matched against the target. In a list, the words of the link
/// are the title, and an item that says more than them is documentation.
fn links<'r>(
    rules: impl Iterator<Item = &'r EndpointRule>,
    text: &Inline,
    listed: bool,
    above: &mut Above<'_>,
) -> Vec<Announcement> {
    let mut found = Vec::new();
    for rule in rules.filter(|rule| rule.form == EndpointForm::Link) {
        for link in &text.links {
            let span = text.span_of(link.range.clone());
            let Some((mut announcement, _)) = by_pattern(rule, &link.url, span, &|_| span, above) else {
                continue;
            };
            let words = text.text.get(link.range.clone()).unwrap_or_default().trim();
            if listed && !words.is_empty() {
                announcement.title = Some(Text { value: words.to_owned(), span });
            }
            if listed && words != text.text.trim() {
                announcement.docs.push(&text.source);
            }
            announcement.said.extend(around(text, &link.range));
            found.push(announcement);
        }
    }
    // What stands between several is said of none.
    if found.len() > 1 {
        for found in &mut found {
            found.said.clear();
        }
    }
    found
}

/// The announcement that `text` is, and whether it is nothing else.
fn by_pattern(
    rule: &EndpointRule,
    text: &str,
    span: Span,
    place: &dyn Fn(Range<usize>) -> Span,
    above: &mut Above<'_>,
) -> Option<(Announcement, bool)> {
    let found = rule.pattern.as_ref()?.captures(text)?;
    let group = |name: &str| {
        found.name(name).map(|group| Text { value: group.as_str().trim().to_owned(), span: place(group.range()) })
    };
    let selector = group("selector").filter(|value| !value.value.is_empty());
    // The path of an announcement below a prefix can be the prefix itself, and one path can be that of many.
    let below = || rule.prefix().map(|_| Text { value: String::new(), span });
    let address = group("url").or_else(|| group("path")).or_else(|| above.address(rule)).or_else(below);
    let address = address.or_else(|| rule.path.clone().map(|value| Text { value, span }))?;
    let methods = method_text(&found).map(|text| (text, span)).into_iter().collect::<Vec<_>>();
    let mut announcement = announcement(rule, &address, &methods, span, above)?;
    announcement.selector = selector;
    announcement.title = group("title").filter(|title| !title.value.is_empty());
    Some((announcement, found.get(0).is_some_and(|whole| whole.as_str().trim() == text.trim())))
}

fn method_text(found: &Captures<'_>) -> Option<String> {
    found.name("methods").or_else(|| found.name("method")).map(|group| group.as_str().to_owned())
}
