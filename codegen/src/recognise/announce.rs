//! Announcements: where a document says that there is an endpoint.

use regex::Captures;

use super::raw::{Announcement, Text};
use super::{path, table};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::dialect::{Dialect, EndpointForm, EndpointRule, Pattern};
use crate::ir::{Docs, Method};
use crate::ledger::Rule;
use crate::markdown::{Block, BlockKind, Cell, Fence, Inline, Table, html};
use crate::source::Span;

/// What a block announces that stands directly under `heading`. Most announce nothing; a table may announce many.
pub fn in_block(
    block: &Block,
    heading: Option<&Inline>,
    dialect: &Dialect,
    diagnostics: &mut Diagnostics,
) -> Vec<Announcement> {
    let stands = |rule: &&EndpointRule| {
        let under = |pattern: &Pattern| heading.is_some_and(|heading| pattern.is_match(heading.text.trim()));
        rule.under.as_ref().is_none_or(under)
    };
    let rules = || dialect.endpoint.iter().filter(stands);
    match &block.kind {
        BlockKind::Heading(_, text) => first(rules(), EndpointForm::Heading, text, diagnostics),
        BlockKind::Paragraph(text) => {
            let tag = text.source.starts_with('<').then(|| in_tag(rules(), &text.source, text.span, diagnostics));
            tag.flatten().map_or_else(|| first(rules(), EndpointForm::Line, text, diagnostics), |found| vec![found])
        }
        BlockKind::Html(html) => in_tag(rules(), html, block.span, diagnostics).into_iter().collect(),
        BlockKind::Quote(blocks) => {
            let texts = blocks.iter().filter_map(|block| match &block.kind {
                BlockKind::Paragraph(text) => Some(text),
                _ => None,
            });
            let mut found = Vec::new();
            for text in texts {
                let quoted = first(rules(), EndpointForm::Quote, text, diagnostics);
                match (quoted.is_empty(), text.source.contains('<')) {
                    (true, true) => found.extend(in_tag(rules(), &text.source, text.span, diagnostics)),
                    _ => found.extend(quoted),
                }
            }
            found
        }
        BlockKind::List(_, items) => {
            let blocks = items.iter().flat_map(|item| &item.blocks);
            let texts =
                blocks.filter_map(|block| if let BlockKind::Paragraph(text) = &block.kind { Some(text) } else { None });
            texts.flat_map(|text| links(rules(), text, true, diagnostics)).collect()
        }
        BlockKind::Fence(fence) => in_fence(rules(), fence, diagnostics).into_iter().collect(),
        BlockKind::Table(table) => in_table(rules(), table, block.span, diagnostics),
        _ => Vec::new(),
    }
}

/// A component tag; its pattern sees the source.
fn in_tag<'r>(
    rules: impl Iterator<Item = &'r EndpointRule>,
    source: &str,
    span: Span,
    diagnostics: &mut Diagnostics,
) -> Option<Announcement> {
    let mut rules = rules.filter(|rule| rule.form == EndpointForm::Tag);
    let (mut found, whole) = rules.find_map(|rule| by_pattern(rule, source, span, &|_| span, diagnostics))?;
    if !whole {
        found.docs.push(&html::words(source));
    }
    Some(found)
}

fn in_fence<'r>(
    rules: impl Iterator<Item = &'r EndpointRule>,
    fence: &Fence,
    diagnostics: &mut Diagnostics,
) -> Option<Announcement> {
    let mut matching = rules.filter(|rule| {
        rule.form == EndpointForm::Fence && (rule.languages.is_empty() || rule.languages.contains(&fence.language))
    });
    let place = |range: std::ops::Range<usize>| {
        let start = fence.body.range().start;
        Span::new(fence.body.file, start + range.start..start + range.end)
    };
    let (mut found, whole) =
        matching.find_map(|rule| by_pattern(rule, &fence.text, fence.body, &place, diagnostics))?;
    if !whole {
        found.docs.push(&fence.markdown());
    }
    Some(found)
}

fn first<'r>(
    rules: impl Iterator<Item = &'r EndpointRule> + Clone,
    form: EndpointForm,
    text: &Inline,
    diagnostics: &mut Diagnostics,
) -> Vec<Announcement> {
    let place = |range: std::ops::Range<usize>| text.span_of(range);
    let found = rules
        .clone()
        .filter(|rule| rule.form == form)
        .find_map(|rule| by_pattern(rule, &text.text, text.span, &place, diagnostics));
    match found {
        Some((mut found, whole)) => {
            // A heading is the title, unless it says which part of it is.
            if !whole && (form != EndpointForm::Heading || found.title.is_some()) {
                found.docs.push(text.source.trim_start_matches('#'));
            }
            vec![found]
        }
        None if form == EndpointForm::Quote => Vec::new(),
        None => {
            let mut found = links(rules, text, false, diagnostics);
            if let (EndpointForm::Line, Some(first)) = (form, found.first_mut())
                && first.paths.iter().all(|path| path.value != text.text.trim())
            {
                first.docs.push(&text.source);
            }
            found
        }
    }
}

/// Announcements by the target of a link; the pattern is matched against the target. In a list, the words of the link
/// are the title, and an item that says more than them is documentation.
fn links<'r>(
    rules: impl Iterator<Item = &'r EndpointRule>,
    text: &Inline,
    listed: bool,
    diagnostics: &mut Diagnostics,
) -> Vec<Announcement> {
    let mut found = Vec::new();
    for rule in rules.filter(|rule| rule.form == EndpointForm::Link) {
        for link in &text.links {
            let span = text.span_of(link.range.clone());
            let Some((mut announcement, _)) = by_pattern(rule, &link.url, span, &|_| span, diagnostics) else {
                continue;
            };
            let words = text.text.get(link.range.clone()).unwrap_or_default().trim();
            if listed && !words.is_empty() {
                announcement.title = Some(Text { value: words.to_owned(), span });
            }
            if listed && words != text.text.trim() {
                announcement.docs.push(&text.source);
            }
            found.push(announcement);
        }
    }
    found
}

/// The announcement that `text` is, and whether it is nothing else.
fn by_pattern(
    rule: &EndpointRule,
    text: &str,
    span: Span,
    place: &dyn Fn(std::ops::Range<usize>) -> Span,
    diagnostics: &mut Diagnostics,
) -> Option<(Announcement, bool)> {
    let found = rule.pattern.as_ref()?.captures(text)?;
    let group = |name: &str| {
        found.name(name).map(|group| Text { value: group.as_str().trim().to_owned(), span: place(group.range()) })
    };
    let address = group("url").or_else(|| group("path"))?;
    let methods = method_text(&found).map(|text| (text, span)).into_iter().collect::<Vec<_>>();
    let mut announcement = announcement(rule, &address, &methods, span, diagnostics)?;
    announcement.title = group("title").filter(|title| !title.value.is_empty());
    Some((announcement, found.get(0).is_some_and(|whole| whole.as_str().trim() == text.trim())))
}

fn method_text(found: &Captures<'_>) -> Option<String> {
    found.name("methods").or_else(|| found.name("method")).map(|group| group.as_str().to_owned())
}

fn announcement(
    rule: &EndpointRule,
    address: &Text,
    methods: &[(String, Span)],
    span: Span,
    diagnostics: &mut Diagnostics,
) -> Option<Announcement> {
    let (server, path) = split_url(&address.value);
    let paths: Vec<_> = split(rule.split.as_ref(), path)
        .map(|path| path.trim().trim_matches('`').trim())
        .filter(|path| !path.is_empty())
        .map(path::read)
        .collect();
    if paths.is_empty() {
        let message = "this announces an endpoint, but no path can be read in it";
        diagnostics.push(Diagnostic::new(Code::BadEndpoint, span, message));
        return None;
    }
    let mut read = rule.methods.iter().map(|method| (*method, span)).collect::<Vec<_>>();
    for (text, span) in methods {
        read.extend(read_methods(text, None, *span, diagnostics));
    }
    let server = server.map(|server| Text { value: server.to_owned(), span: address.span });
    let (parameters, query) =
        paths.first().map(|path| (path.parameters.clone(), path.query.clone())).unwrap_or_default();
    let paths = paths.into_iter().map(|path| Text { value: path.text, span: address.span }).collect();
    let (title, docs, label) = (None, Docs::default(), rule.under.is_some());
    let rule = Rule::new("endpoint", &rule.form.range());
    Some(Announcement { paths, parameters, query, server, methods: read, title, docs, span, label, rule })
}

fn split<'t>(pattern: Option<&Pattern>, text: &'t str) -> Box<dyn Iterator<Item = &'t str> + 't> {
    match pattern {
        Some(pattern) => {
            let parts: Vec<_> = pattern.regex().split(text).collect();
            Box::new(parts.into_iter())
        }
        None => Box::new(std::iter::once(text)),
    }
}

/// The methods that a text names, separated by `separator` or by anything that is no letter.
pub fn read_methods(
    text: &str,
    separator: Option<&Pattern>,
    span: Span,
    diagnostics: &mut Diagnostics,
) -> Vec<(Method, Span)> {
    let words: Vec<_> = match separator {
        Some(separator) => separator.regex().split(text).collect(),
        None => text.split(|letter: char| !letter.is_ascii_alphabetic()).collect(),
    };
    let mut methods = Vec::new();
    for word in words.into_iter().map(str::trim).filter(|word| !word.is_empty()) {
        if let Some(method) = Method::parse(word) {
            methods.push((method, span));
        } else {
            let message = format!("`{word}` is no method that an endpoint can have here");
            let help = "the methods are GET, POST, PUT, PATCH and DELETE, and others are not modelled: narrow the pattern to \
                        these; `split` in the rule says what separates them";
            diagnostics.push(Diagnostic::new(Code::BadEndpoint, span, message).help(help));
        }
    }
    methods
}

/// The base URL and the path of an absolute URL; no base where it is a path.
fn split_url(address: &str) -> (Option<&str>, &str) {
    let Some((scheme, rest)) = address.split_once("://") else { return (None, address) };
    let host = rest.find('/').unwrap_or(rest.len());
    let end = scheme.len() + "://".len() + host;
    let path = address.get(end..).filter(|path| !path.is_empty()).unwrap_or("/");
    (address.get(..end), path)
}

fn in_table<'r>(
    rules: impl Iterator<Item = &'r EndpointRule>,
    table: &Table,
    span: Span,
    diagnostics: &mut Diagnostics,
) -> Vec<Announcement> {
    let mut found = Vec::new();
    for rule in rules.filter(|rule| rule.form == EndpointForm::Table) {
        if rule.path_keys.is_empty() {
            found.extend(by_rows(rule, table, diagnostics));
        } else {
            found.extend(by_keys(rule, table, span, diagnostics));
        }
        if !found.is_empty() {
            break;
        }
    }
    found
}

/// A table of keys and values announces one endpoint. Its header may be the first pair.
fn by_keys(rule: &EndpointRule, table: &Table, span: Span, diagnostics: &mut Diagnostics) -> Option<Announcement> {
    let rows = std::iter::once(&table.header).chain(table.rows.iter().map(|row| &row.cells));
    let rows: Vec<_> = rows.collect();
    let is = |row: &[Cell], keys: &[String]| {
        row.first().is_some_and(|cell| keys.iter().any(|key| key == cell.text.text.trim()))
    };
    let value = |keys: &[String]| {
        let row = rows.iter().find(|row| is(row, keys))?;
        row.get(1).map(|cell| Text::of(&cell.text))
    };
    let address = value(&rule.path_keys)?;
    let methods: Vec<_> = value(&rule.method_keys).map(|text| (text.value, text.span)).into_iter().collect();
    let mut announcement = announcement(rule, &address, &methods, span, diagnostics)?;
    for row in rows {
        let known = is(row, &rule.path_keys) || is(row, &rule.method_keys);
        let rest = row.iter().skip(if known { 2 } else { 0 });
        let words: Vec<_> = rest.map(|cell| cell.text.source.as_str()).filter(|words| !words.is_empty()).collect();
        announcement.docs.push(&words.join(": "));
    }
    Some(announcement)
}

/// A table with a row for each endpoint.
fn by_rows(rule: &EndpointRule, table: &Table, diagnostics: &mut Diagnostics) -> Vec<Announcement> {
    let column =
        |names: &[String]| table.header.iter().position(|cell| names.iter().any(|name| name == cell.text.text.trim()));
    let Some(path) = column(&rule.path_columns) else { return Vec::new() };
    let method = column(&rule.method_columns);
    let mut found = Vec::new();
    for row in &table.rows {
        let cell = |at: usize| row.cells.get(at).map(|cell| Text::of(&cell.text)).filter(|text| !text.value.is_empty());
        let Some(address) = cell(path) else {
            let message = "this row has no path, so it announces no endpoint";
            let help = "write the path, or move the words out of the table";
            diagnostics.push(Diagnostic::new(Code::BadEndpoint, row.span, message).help(help));
            continue;
        };
        let methods: Vec<_> = method.and_then(cell).map(|text| (text.value, text.span)).into_iter().collect();
        let Some(mut announcement) = announcement(rule, &address, &methods, row.span, diagnostics) else { continue };
        for (at, cell) in row.cells.iter().enumerate().filter(|(at, _)| *at != path && Some(*at) != method) {
            announcement.docs.push(&table::cell_words(table, at, cell));
        }
        found.push(announcement);
    }
    found
}
