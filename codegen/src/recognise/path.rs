//! Paths as documents write them: parameters in one form, and what stands in the query.

use super::messages;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// A path with its parameters as `{name}`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Path {
    /// The path without its query.
    pub text: String,
    /// The names of its parameters, in order.
    pub parameters: Vec<String>,
    /// Those of them that may be left out, with the segment that they are.
    pub optional: Vec<String>,
    /// The parts of its query, in order.
    pub query: Vec<Query>,
}

/// A part of a query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// The name.
    pub name: String,
    /// The value that the path shows; empty where it shows none.
    pub value: String,
    /// Whether the path itself says that it may be left out: `{?name}`.
    pub optional: bool,
}

impl Query {
    /// Whether it shows a value, and not what stands for one.
    pub fn shows_value(&self) -> bool {
        !self.value.is_empty() && !self.value.starts_with([':', '{', '<', '[', '$', '`'])
    }
}

/// Reads a path. Parameters are written `{name}`, `:name` or `<name>`, or as a whole segment `(name)` or `[name]`; a name ends before a `:`, a `#`, a `(` or a `?`
/// in it, and `<type:name>` is the name alone. `{?a,b}` and `{&a}` are parts of the query that may be left out, and `(/:name)`
/// is a part of the path that may, as are those of `{/a,b}` and `{.a}`. What `{#a}` stands for is never sent.
pub fn read(text: &str) -> Path {
    let (text, expanded) = path_templates(text);
    let (text, parts) = optional_parts(&text);
    let (text, templates) = query_templates(&text);
    let (path, query) = split_query(&text);
    let query = query.split('#').next().unwrap_or_default();
    let mut read = Path::default();
    for part in parts {
        let mut inner = Path::default();
        part.split('/').for_each(|segment| drop(read_segment(segment, &mut inner)));
        let bare = || vec![part.clone()];
        read.optional.extend(if inner.parameters.is_empty() { bare() } else { inner.parameters });
    }
    read.optional.extend(expanded);
    let path = without_notes(path);
    let segments: Vec<_> = path.split('/').map(|segment| read_segment(segment, &mut read)).collect();
    read.text = segments.join("/");
    let mut seen = std::collections::BTreeSet::new();
    read.optional.retain(|name| seen.insert(name.clone()));
    read.query = query.split('&').filter(|part| !part.is_empty()).map(pair).collect();
    read.query.extend(templates.into_iter().map(|name| Query { name, optional: true, ..Query::default() }));
    read
}

/// What is wrong with a path, which stands at `span`.
pub fn fault(path: &Path, span: Span) -> Option<Diagnostic> {
    let text = &path.text;
    if text.contains('`') || text.contains(char::is_whitespace) {
        let words: Vec<_> = text.split(|letter: char| letter == '`' || letter.is_whitespace()).collect();
        let words: Vec<_> = words.into_iter().filter(|word| !word.is_empty()).collect();
        return Some(messages::several_paths(&words, span));
    }
    let bracketed = |segment: &&str| segment.starts_with(['(', '[']) && segment.ends_with([')', ']']);
    let parted = |segment: &&str| segment.contains('(') && segment.contains(':');
    if let Some(segment) = text.split('/').find(|segment| bracketed(segment) || parted(segment)) {
        return Some(messages::bad_parameter(segment, text, span));
    }
    let known = path.parameters.iter().fold(text.clone(), |rest, name| rest.replace(&format!("{{{name}}}"), ""));
    let queried = path.query.iter().any(|part| part.name.contains(['{', '}']));
    (queried || known.contains(['{', '}'])).then(|| messages::stray_brace(text, span))
}

/// The text without the parentheses of `(/:name)`, and what stands in each that is in no other.
fn optional_parts(text: &str) -> (String, Vec<String>) {
    let (mut open, mut pairs) = (Vec::new(), Vec::new());
    for (at, letter) in text.char_indices() {
        match letter {
            '(' => open.push(at),
            ')' => {
                let from = open.pop().filter(|from| text.get(from + 1..).is_some_and(|rest| rest.starts_with('/')));
                pairs.extend(from.map(|from| (from, at)));
            }
            _ => {}
        }
    }
    let mut marks: Vec<_> = pairs.iter().flat_map(|(from, to)| [*from, *to]).collect();
    marks.sort_unstable();
    let without = |from: usize, to: usize| {
        let inner = text.get(from..to).unwrap_or_default().char_indices();
        inner.filter(|(at, _)| marks.binary_search(&(from + at)).is_err()).map(|(_, letter)| letter).collect::<String>()
    };
    pairs.sort_unstable();
    let (mut parts, mut end) = (Vec::new(), 0);
    for (from, to) in pairs {
        if from >= end {
            parts.push(without(from + 1, to));
            end = to;
        }
    }
    (without(0, text.len()), parts)
}

/// The text with `/{a}/{b}` for `{/a,b}`, with `.{a}` for `{.a}`, and without `{#a}`; and the names of the first two, which
/// may be left out.
fn path_templates(text: &str) -> (String, Vec<String>) {
    let (mut read, mut names) = (String::with_capacity(text.len()), Vec::new());
    let mut rest = text;
    while let Some(at) = ["{/", "{.", "{#"].iter().filter_map(|mark| rest.find(mark)).min() {
        let (before, from) = rest.split_at(at);
        let Some((inner, after)) = from.get(1..).and_then(|inner| inner.split_once('}')) else { break };
        let mark = inner.get(..1).unwrap_or_default();
        let own = inner.get(1..).unwrap_or_default().split(',');
        let own: Vec<_> = own.map(|name| name.split([':', '*']).next().unwrap_or_default().trim()).collect();
        if !own.iter().all(|name| is_name(name)) {
            break;
        }
        read.push_str(before);
        if mark != "#" {
            for name in &own {
                read.extend([mark, "{", name, "}"]);
            }
            names.extend(own.into_iter().map(str::to_owned));
        }
        rest = after;
    }
    read.push_str(rest);
    (read, names)
}

/// The names of `{#a}`, which are those of no parameters.
pub fn fragments(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split("{#").skip(1).filter_map(|part| Some(part.split_once('}')?.0));
    parts.flat_map(|names| names.split(',')).map(str::trim).filter(|name| is_name(name))
}

/// The text without `{?a,b}` and `{&a}`, and the names in them.
fn query_templates(text: &str) -> (String, Vec<String>) {
    let (mut kept, mut names) = (String::new(), Vec::new());
    let mut rest = text;
    while let Some(at) = ["{?", "{&"].iter().filter_map(|mark| rest.find(mark)).min() {
        let (before, from) = rest.split_at(at);
        let Some((inner, after)) = from.get(2..).and_then(|inner| inner.split_once('}')) else { break };
        let own = inner.split(',').map(|name| name.split([':', '*']).next().unwrap_or_default().trim());
        let own: Vec<_> = own.collect();
        if !own.iter().all(|name| is_name(name)) {
            break;
        }
        kept.push_str(before);
        names.extend(own.into_iter().map(str::to_owned));
        rest = after;
    }
    kept.push_str(rest);
    (kept, names)
}

/// A path without what stands behind `#` in its parameters, which may have a `/` in it.
fn without_notes(path: &str) -> String {
    let mut kept = String::with_capacity(path.len());
    let (mut inside, mut noted) = (false, false);
    for letter in path.chars() {
        match letter {
            '{' => inside = true,
            '}' => (inside, noted) = (false, false),
            '#' if inside => noted = true,
            _ => {}
        }
        if !noted {
            kept.push(letter);
        }
    }
    kept
}

/// The `?` of a query has a name behind it; that of an optional parameter has not.
fn split_query(text: &str) -> (&str, &str) {
    let is_name = |rest: &str| rest.starts_with(|first: char| first.is_alphanumeric() || first == '_');
    let at = text.match_indices('?').map(|(at, _)| at).find(|at| text.get(at + 1..).is_some_and(is_name));
    at.map_or((text, ""), |at| (text.get(..at).unwrap_or(text), text.get(at + 1..).unwrap_or_default()))
}

fn pair(part: &str) -> Query {
    let (name, value) = part.split_once('=').unwrap_or((part, ""));
    Query { name: name.trim().to_owned(), value: value.trim().to_owned(), optional: false }
}

fn read_segment(segment: &str, path: &mut Path) -> String {
    if let Some(rest) = segment.strip_prefix(':')
        && let name = rest.split(['(', '?', '*', '+', '.']).next().unwrap_or_default()
        && is_name(name)
    {
        path.parameters.push(name.to_owned());
        let rest = rest.get(name.len()..).unwrap_or_default();
        let rest = if rest.starts_with('(') { rest.split_once(')').map_or("", |(_, rest)| rest) } else { rest };
        if rest.starts_with(['?', '*']) {
            path.optional.push(name.to_owned());
        }
        return format!("{{{name}}}{}", rest.trim_start_matches(['?', '*', '+']));
    }
    let bracketed = [('(', ')'), ('[', ']')]
        .into_iter()
        .find_map(|(open, close)| segment.strip_prefix(open)?.strip_suffix(close).filter(|name| is_name(name)));
    if let Some(name) = bracketed {
        path.parameters.push(name.to_owned());
        return format!("{{{name}}}");
    }
    let mut read = String::new();
    let mut rest = segment;
    while let Some(at) = rest.find(['{', '<']) {
        let closing = if rest.get(at..).is_some_and(|rest| rest.starts_with('{')) { '}' } else { '>' };
        let inner = rest.get(at + 1..).unwrap_or_default();
        let Some((inner, after)) = inner.split_once(closing) else { break };
        let name = if closing == '}' {
            inner.split([':', '#', '?', '=']).next().unwrap_or_default()
        } else {
            inner.rsplit(':').next().unwrap_or_default()
        };
        let marked = inner.trim_end().ends_with('?') || after.starts_with('?');
        let name = name.trim().trim_start_matches(['*', '+']).trim_end_matches(['?', '.']);
        if !is_name(name) {
            break;
        }
        if marked {
            path.optional.push(name.to_owned());
        }
        let before = rest.get(..at).unwrap_or_default();
        // `${id}`, as templates of JavaScript have it.
        read.push_str(before.strip_suffix('$').filter(|_| closing == '}').unwrap_or(before));
        read.extend(["{", name, "}"]);
        path.parameters.push(name.to_owned());
        rest = if marked { after.strip_prefix('?').unwrap_or(after) } else { after };
    }
    read.push_str(rest);
    read
}

fn is_name(name: &str) -> bool {
    let mut letters = name.chars();
    letters.next().is_some_and(|first| first.is_alphabetic() || first == '_')
        && letters.all(|letter| letter.is_alphanumeric() || "_-.".contains(letter))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    #[test]
    fn parameters_have_one_form() {
        let cases: [(&str, &str, &[&str]); 16] = [
            ("/lamps/${id}/on", "/lamps/{id}/on", &["id"]),
            ("/ring_bell", "/ring_bell", &[]),
            ("/guilds/{guild_id}/roles/{role_id}", "/guilds/{guild_id}/roles/{role_id}", &["guild_id", "role_id"]),
            ("/guilds/:guild_id/roles", "/guilds/{guild_id}/roles", &["guild_id"]),
            ("/user/<int:user_id>", "/user/{user_id}", &["user_id"]),
            ("/user/<user_id>.json", "/user/{user_id}.json", &["user_id"]),
            ("/files/:id(\\d+)?", "/files/{id}", &["id"]),
            ("/a/{channel.id#DOCS/x}/b", "/a/{channel.id}/b", &["channel.id"]),
            ("/a/{path:path}", "/a/{path}", &["path"]),
            ("/users/@me", "/users/@me", &[]),
            ("/a:b/{", "/a:b/{", &[]),
            ("/群/{群号}", "/群/{群号}", &["群号"]),
            ("/v1/x:batch", "/v1/x:batch", &[]),
            ("/boxes/(id)/start", "/boxes/{id}/start", &["id"]),
            ("/rooms/[room]/[lamp].json", "/rooms/{room}/[lamp].json", &["room"]),
            ("/Products(5)", "/Products(5)", &[]),
        ];
        for (text, path, parameters) in cases {
            let read = read(text);
            assert_eq!((read.text.as_str(), read.parameters.as_slice()), (path, &parameters.map_owned()[..]), "{text}");
            assert!(read.query.is_empty(), "{text}");
        }
    }

    #[test]
    fn what_may_be_left_out_is_marked() {
        let cases = [
            ("/a/:id?", "/a/{id}", &["id"][..]),
            ("/a/{id?}", "/a/{id}", &["id"]),
            ("/a/{id}?", "/a/{id}", &["id"]),
            ("/a(/:b)", "/a/{b}", &["b"]),
            ("/a(/:b(/:c))/d", "/a/{b}/{c}/d", &["b", "c"]),
            ("/a/:b(/{c})(/all)", "/a/{b}/{c}/all", &["c", "/all"]),
            ("/a{/b,c}", "/a/{b}/{c}", &["b", "c"]),
            ("/a/{b}{.c}", "/a/{b}.{c}", &["c"]),
        ];
        for (text, path, optional) in cases {
            let read = read(text);
            assert_eq!((read.text.as_str(), read.optional.as_slice()), (path, &optional.map_owned()[..]), "{text}");
            assert_eq!(fault(&read), None, "{text}");
        }
        assert!(read("/a/{id}?x=1").optional.is_empty());
        let cases = [
            ("/q{?page,limit}", "/q", &["page", "limit"][..]),
            ("/a/{id}{?fields*}", "/a/{id}", &["fields"]),
            ("/a?x=1{&y:3}", "/a", &["y"]),
            ("/a/{id}{#line}", "/a/{id}", &[]),
        ];
        for (text, path, names) in cases {
            let read = read(text);
            let optional: Vec<_> =
                read.query.iter().filter(|part| part.optional).map(|part| part.name.as_str()).collect();
            assert_eq!((read.text.as_str(), &optional[..]), (path, names), "{text}");
            assert_eq!(fault(&read), None, "{text}");
        }
    }

    #[test]
    fn what_is_no_path_is_told() {
        for text in [
            "/x/{}", "/x/{b", "/x/{{c}}", "/a`\n`/b", "/a /b", "/a{?1}", "/a/b}", "/a/(1)", "/a/[]", "/a(.:b)",
            "/a{;b}", "/a/{b,c}",
        ] {
            assert!(fault(&read(text)).is_some(), "{text}");
        }
        for text in ["/x/{b}/{c}", "/x/*", "/x/[b]", "/x/{b...}", "/x/{+path}", "/m?cookie={cookie}", "/a/{a.b#X/y}"] {
            assert_eq!(fault(&read(text)), None, "{text}");
        }
    }

    fn fault(path: &Path) -> Option<Diagnostic> {
        super::fault(path, Span::new(FileId::default(), 0..0))
    }

    trait Owned {
        fn map_owned(&self) -> Vec<String>;
    }

    impl Owned for &[&str] {
        fn map_owned(&self) -> Vec<String> {
            self.iter().map(|&name| name.to_owned()).collect()
        }
    }

    #[test]
    fn the_query_is_no_part_of_the_path() {
        let read = read("/m/{id}?hide=false&cookie={cookie}");
        assert_eq!(read.text, "/m/{id}");
        assert_eq!(read.parameters, ["id"]);
        let pair = |name: &str, value: &str| Query { name: name.to_owned(), value: value.to_owned(), optional: false };
        assert_eq!(read.query, [pair("hide", "false"), pair("cookie", "{cookie}")]);
    }
}
