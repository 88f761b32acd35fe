//! An announcement, made of the words that a rule found.

use crate::diagnostic::Diagnostics;
use crate::dialect::{EndpointForm, EndpointRule, Pattern, Rest, TitleFrom};
use crate::ir::Docs;
use crate::ledger::Rule;
use crate::markdown::{Inline, code};
use crate::recognise::methods::read_methods;
use crate::recognise::raw::{Announcement, Text};
use crate::recognise::{messages, path};
use crate::source::Span;

/// Where announcements are looked for: the headings above, the nearest first, and where what is wrong is said.
pub struct Above<'a> {
    /// The headings.
    pub headings: Vec<&'a Inline>,
    /// These and the paragraphs below them, the nearest first, where a rule looks for a prefix of paths there.
    pub words: Vec<&'a Inline>,
    /// Whether an endpoint is among what stands above.
    pub endpoint: bool,
    /// The messages.
    pub diagnostics: &'a mut Diagnostics,
}

/// The announcement of a rule at `span`: its address and its methods, read.
pub fn announcement(
    rule: &EndpointRule,
    address: &Text,
    methods: &[(String, Span)],
    span: Span,
    above: &mut Above<'_>,
) -> Option<Announcement> {
    let parts = split(rule.split.as_ref(), &address.value).map(code::unquoted).filter(|part| !part.is_empty());
    let (servers, paths): (Vec<_>, Vec<_>) = parts.map(split_url).unzip();
    let server = servers.into_iter().flatten().next();
    let prefix = if server.is_none() && !is_prefix(rule) { prefix(rule, &above.words) } else { None };
    let whole = |path: &str| match prefix {
        Some(prefix) => path::read(&format!("{}/{}", prefix.trim_end_matches('/'), path.trim_start_matches('/'))),
        None => path::read(path),
    };
    let paths: Vec<_> = paths.into_iter().filter(|path| !path.is_empty()).map(whole).collect();
    for fault in paths.iter().filter_map(|path| path::fault(path, address.span)) {
        above.diagnostics.push(fault);
    }
    for path in &paths {
        if let Some(segment) = path.text.split('/').find(|segment| matches!(*segment, "*" | "**")) {
            above.diagnostics.push(messages::wildcard(segment, &path.text, address.span));
        }
    }
    if paths.is_empty() {
        above.diagnostics.push(messages::no_path(span));
        return None;
    }
    let mut read = Vec::new();
    for (text, span) in methods {
        read.extend(read_methods(text, None, *span, above.diagnostics));
    }
    if methods.is_empty() {
        read.extend(rule.methods.iter().map(|method| (*method, span)));
    }
    let server = server.map(|server| Text { value: server.to_owned(), span: address.span });
    let path::Path { parameters, optional, query, .. } = paths.first().cloned().unwrap_or_default();
    let paths = paths.into_iter().map(|path| Text { value: path.text, span: address.span }).collect();
    let heading = rule.form == EndpointForm::Heading;
    let (label, titled_above) = (rule.under.is_some() && !heading, heading && rule.title == TitleFrom::Above);
    let (title, group, request, selector, docs) = (None, None, None, None, Docs::default());
    let leads = rule.rest == Rest::Link;
    let rule = Rule::new("endpoint", &rule.form.range());
    Some(Announcement {
        paths,
        parameters,
        optional,
        query,
        server,
        selector,
        methods: read,
        title,
        group,
        request,
        docs,
        said: String::new(),
        span,
        label,
        titled_above,
        leads,
        rule,
    })
}

/// Whether what paths begin with is the whole path of what a rule announces, as it has no group for a path.
fn is_prefix(rule: &EndpointRule) -> bool {
    let has = |group: &str| rule.pattern.as_ref().is_some_and(|pattern| pattern.has_group(group));
    has("selector") && !has("path") && !has("url")
}

/// What the paths begin with that a rule announces below these words.
fn prefix<'w>(rule: &EndpointRule, words: &[&'w Inline]) -> Option<&'w str> {
    let pattern = rule.above.as_ref()?;
    words.iter().find_map(|words| Some(pattern.captures(&words.text)?.name("prefix")?.as_str().trim()))
}

fn split<'t>(pattern: Option<&Pattern>, text: &'t str) -> Box<dyn Iterator<Item = &'t str> + 't> {
    match pattern {
        Some(pattern) => {
            let parts: Vec<_> = pattern.split(text).collect();
            Box::new(parts.into_iter())
        }
        None => Box::new(std::iter::once(text)),
    }
}

/// The base URL and the path of an absolute URL; no base where it is a path.
fn split_url(address: &str) -> (Option<&str>, &str) {
    // Behind a `/` another URL is a part of the path.
    let url = address.split_once("://").filter(|(scheme, _)| !scheme.contains('/'));
    let Some((scheme, rest)) = url else { return (None, address) };
    let host = rest.find('/').unwrap_or(rest.len());
    let end = scheme.len() + "://".len() + host;
    let path = address.get(end..).filter(|path| !path.is_empty()).unwrap_or("/");
    (address.get(..end), path)
}
