//! Paths as documents write them: parameters in one form, and what stands in the query.

/// A path with its parameters as `{name}`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Path {
    /// The path without its query.
    pub text: String,
    /// The names of its parameters, in order.
    pub parameters: Vec<String>,
    /// Those of them that may be left out, with the segment that they are.
    pub optional: Vec<String>,
    /// The names and values of its query, in order.
    pub query: Vec<(String, String)>,
}

/// Reads a path. Parameters are written `{name}`, `:name` or `<name>`; a name ends before a `:`, a `#`, a `(` or a `?`
/// in it, and `<type:name>` is the name alone.
pub fn read(text: &str) -> Path {
    let (path, query) = split_query(text);
    let mut read = Path::default();
    let path = without_notes(path);
    let segments: Vec<_> = path.split('/').map(|segment| read_segment(segment, &mut read)).collect();
    read.text = segments.join("/");
    read.query = query.split('&').filter(|part| !part.is_empty()).map(pair).collect();
    read
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

fn pair(part: &str) -> (String, String) {
    let (name, value) = part.split_once('=').unwrap_or((part, ""));
    (name.trim().to_owned(), value.trim().to_owned())
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
        let name = name.trim().trim_start_matches('*').trim_end_matches('?');
        if !is_name(name) {
            break;
        }
        if marked {
            path.optional.push(name.to_owned());
        }
        read.push_str(rest.get(..at).unwrap_or_default());
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

    #[test]
    fn parameters_have_one_form() {
        let cases: [(&str, &str, &[&str]); 12] = [
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
        ];
        for (text, path, parameters) in cases {
            let read = read(text);
            assert_eq!((read.text.as_str(), read.parameters.as_slice()), (path, &parameters.map_owned()[..]), "{text}");
            assert!(read.query.is_empty(), "{text}");
        }
    }

    #[test]
    fn what_may_be_left_out_is_marked() {
        let cases = [("/a/:id?", "/a/{id}", "id"), ("/a/{id?}", "/a/{id}", "id"), ("/a/{id}?", "/a/{id}", "id")];
        for (text, path, optional) in cases {
            let read = read(text);
            assert_eq!((read.text.as_str(), read.optional.as_slice()), (path, &[optional.to_owned()][..]), "{text}");
        }
        assert!(read("/a/{id}?x=1").optional.is_empty());
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
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(read.query, [pair("hide", "false"), pair("cookie", "{cookie}")]);
    }
}
