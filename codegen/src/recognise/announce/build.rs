//! An announcement, made of the words that a rule found.

use crate::diagnostic::Diagnostics;
use crate::dialect::{Dialect, EndpointForm, EndpointRule, Pattern, Rest, TitleFrom};
use crate::ir::Docs;
use crate::ledger::Rule;
use crate::markdown::{Inline, code};
use crate::recognise::methods::read_methods;
use crate::recognise::raw::{Announcement, Text};
use crate::recognise::{messages, path, section};
use crate::source::Span;

/// Where announcements are looked for: the headings above, the nearest first, and where what is wrong is said.
pub struct Above<'a> {
    /// The headings.
    pub headings: Vec<&'a Inline>,
    /// These with the paragraphs below each, the nearest first, where a rule looks for a prefix of paths there.
    pub words: Vec<Vec<&'a str>>,
    /// How the documents are written.
    pub dialect: &'a Dialect,
    /// Whether an endpoint is among what stands above.
    pub endpoint: bool,
    /// The messages.
    pub diagnostics: &'a mut Diagnostics,
}

impl Above<'_> {
    /// The path that the nearest heading has that the rule says.
    pub fn address(&self, rule: &EndpointRule) -> Option<Text> {
        let pattern = rule.above.as_ref()?;
        self.headings.iter().find_map(|heading| {
            let found = pattern.captures(&heading.text)?;
            let group = found.name("url").or_else(|| found.name("path"))?;
            Some(Text { value: group.as_str().trim().to_owned(), span: heading.span_of(group.range()) })
        })
    }
}

/// The announcement of a rule at `span`: its address and its methods, read.
pub fn announcement(
    rule: &EndpointRule,
    address: &Text,
    methods: &[(String, Span)],
    span: Span,
    above: &mut Above<'_>,
) -> Option<Announcement> {
    // Below a prefix no words are the prefix itself.
    let below = rule.prefix().is_some();
    let parts = split(rule.split.as_ref(), &address.value).map(code::unquoted);
    let (servers, paths): (Vec<_>, Vec<_>) = parts.filter(|part| below || !part.is_empty()).map(split_url).unzip();
    let server = servers.into_iter().flatten().next();
    let prefix = rule.prefix().filter(|_| server.is_none()).map(|pattern| prefix(pattern, &above.words));
    if prefix.as_deref() == Some("") {
        above.diagnostics.push(messages::no_prefix(span));
    }
    let whole = |path: &str| path::read(&prefix.as_deref().map_or(path.to_owned(), |prefix| joined(prefix, path)));
    let paths: Vec<_> = paths.into_iter().filter(|path| below || !path.is_empty()).map(whole).collect();
    // What is wrong with the path of a heading above is wrong with each endpoint below it.
    let at = if span.contains(address.span) { address.span } else { span };
    for name in path::fragments(&address.value) {
        above.diagnostics.push(messages::fragment(name, at));
    }
    for fault in paths.iter().filter_map(|path| path::fault(path, at)) {
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
    let (mut read, mut docs) = (Vec::new(), Docs::default());
    for (text, span) in methods {
        let (code, words) = in_code(text);
        read.extend(read_methods(&code, None, &above.dialect.methods, *span, above.diagnostics));
        docs.push(&words);
    }
    if methods.is_empty() {
        read.extend(rule.methods.iter().map(|method| (*method, span)));
    }
    let server = server.map(|server| Text { value: server.to_owned(), span: address.span });
    let path::Path { parameters, optional, query, .. } = paths.first().cloned().unwrap_or_default();
    let paths = paths.into_iter().map(|path| Text { value: path.text, span: address.span }).collect();
    let heading = rule.form == EndpointForm::Heading;
    let (label, titled_above) = (rule.under.is_some() && !heading, heading && rule.title == TitleFrom::Above);
    let (title, group, request, selector, said, struck) = (None, None, None, None, Vec::new(), None);
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
        said,
        struck,
        docs,
        span,
        label,
        titled_above,
        leads,
        rule,
    })
}

/// The methods that stand in code where a text has several such, and the text where it says more than that.
fn in_code(text: &str) -> (String, String) {
    let spans: Vec<_> = section::code_spans(text).map(|(_, code)| code).collect();
    if spans.len() < 2 && spans.iter().all(|code| text.trim().len() == code.len() + 2) {
        return (text.to_owned(), String::new());
    }
    let around = spans.iter().fold(text.to_owned(), |rest, code| rest.replacen(&format!("`{code}`"), " ", 1));
    // One word between two of them joins them.
    let words = around.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).count();
    (spans.join(" "), if words < spans.len() { String::new() } else { text.to_owned() })
}

/// What the paths begin with below these words: what the nearest below each heading say, from the outermost. One that begins
/// with what stands above it says that again.
fn prefix(pattern: &Pattern, words: &[Vec<&str>]) -> String {
    let own = |text: &&str| Some(pattern.captures(text)?.name("prefix")?.as_str().trim().to_owned());
    let found = words.iter().rev().filter_map(|beside| beside.iter().find_map(own));
    found.fold(String::new(), |outer, own| {
        let again =
            own.strip_prefix(outer.trim_end_matches('/')).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        if outer.is_empty() || again || own.contains("://") { own } else { joined(&outer, &own) }
    })
}

/// A path below its prefix. A name needs a `/` behind another name, and none behind a mark such as a dot.
fn joined(prefix: &str, path: &str) -> String {
    let marked = prefix.ends_with(|last: char| !last.is_alphanumeric() && !matches!(last, '}' | '>' | ')' | ']'));
    match path.strip_prefix('/') {
        _ if path.is_empty() => prefix.to_owned(),
        Some(rest) => format!("{}/{rest}", prefix.trim_end_matches('/')),
        None if marked || prefix.is_empty() => format!("{prefix}{path}"),
        None => format!("{prefix}/{path}"),
    }
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

/// The words of an address that are struck through.
pub fn struck(words: &Inline) -> Option<Text> {
    let text = Text::of(words);
    words.is_struck().then(|| Text { value: format!("~~{}~~", text.value), ..text })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn methods_in_code_are_told_from_words() {
        let cases = [
            ("`GET` or `POST`", "GET POST", ""),
            ("`POST` (`GET` is deprecated)", "POST GET", "`POST` (`GET` is deprecated)"),
            ("`POST` with a body", "POST", "`POST` with a body"),
            ("`GET`", "`GET`", ""),
            ("GET, POST", "GET, POST", ""),
        ];
        for (text, code, words) in cases {
            assert_eq!(in_code(text), (code.to_owned(), words.to_owned()), "{text}");
        }
    }

    #[test]
    fn a_path_stands_below_its_prefix() {
        let cases = [
            ("/a", "b", "/a/b"),
            ("/a/", "b", "/a/b"),
            ("/a/", "/b", "/a/b"),
            ("/a", "", "/a"),
            ("/a", "/", "/a/"),
            ("/a/{id}", "b", "/a/{id}/b"),
            ("/a/x.", "b", "/a/x.b"),
            ("/a?do=", "b", "/a?do=b"),
            ("", "/b", "/b"),
        ];
        for (prefix, path, expected) in cases {
            assert_eq!(joined(prefix, path), expected, "{prefix} {path}");
        }
    }

    #[test]
    fn prefixes_nest() {
        let rule = "[[endpoint]]\nin = 'line'\nabove = 'below (?<prefix>/\\S*)'";
        let dialect: crate::dialect::Dialect = toml::from_str(rule).unwrap();
        let pattern = dialect.endpoint[0].prefix().unwrap();
        let cases: [(&[&[&str]], &str); 6] = [
            (&[&["below /b", "below /c"], &["below /a"]], "/a/b"),
            (&[&["below /a/b"], &["below /a"]], "/a/b"),
            (&[&["below /ab"], &["below /a"]], "/a/ab"),
            (&[&["words"], &["below /a"]], "/a"),
            (&[&["below /"], &["below /a/"]], "/a/"),
            (&[&["words"], &[]], ""),
        ];
        for (words, expected) in cases {
            let words: Vec<_> = words.iter().map(|beside| beside.to_vec()).collect();
            assert_eq!(prefix(pattern, &words), expected, "{words:?}");
        }
    }
}
