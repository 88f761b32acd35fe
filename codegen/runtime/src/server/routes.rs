//! Which endpoints a path leads to, and what stands in it for their parameters.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::HashMap;

use percent_encoding::percent_decode_str;

use super::told::Told;
use crate::Info;
use crate::parameters::Pair;

/// The paths of a table's endpoints, which are known by their places in it.
#[derive(Default)]
pub(super) struct Routes {
    /// Paths without parameters.
    exact: HashMap<&'static str, Places>,
    /// Paths with parameters; of two that fit, the first one counts.
    templates: Vec<(Template, Places)>,
}

/// The endpoints of a path.
#[derive(Default)]
struct Places {
    all: Vec<usize>,
    /// How those are told apart that take one method.
    told: Told,
}

/// What a path leads to.
pub(super) struct Route<'r> {
    /// The endpoints, which differ in their methods or are told apart by a value.
    pub(super) entries: &'r [usize],
    /// How those are told apart that take one method.
    pub(super) told: &'r Told,
    /// The names and values of the parameters in the path, decoded.
    pub(super) located: Vec<Pair<'static>>,
}

/// A path with parameters, segment by segment. It is read once, when the table is made: generated code has the path as the
/// documents and OpenAPI write it, and segments beside it would be a second form of the same fact.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Template(Vec<Segment>);

/// What a segment is made of. The order has words before parameters, and parameters with more words among them first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Segment {
    Words(&'static str),
    /// The bytes of all words, parameters with the words before each, and the words behind the last.
    Mixed(Reverse<usize>, Vec<(&'static str, &'static str)>, &'static str),
}

impl Routes {
    /// Adds a way to an endpoint, whose place is `index`.
    pub(super) fn insert(&mut self, path: &'static str, info: &'static Info, index: usize) {
        let entries = if is_template(path) {
            let template = Template::new(path);
            let at = self.templates.binary_search_by(|(other, _)| other.cmp(&template)).unwrap_or_else(|at| {
                self.templates.insert(at, (template, Places::default()));
                at
            });
            self.templates.get_mut(at).map(|(_, entries)| entries)
        } else {
            Some(self.exact.entry(path).or_default())
        };
        let Some(places) = entries else { return };
        places.told.insert(info, index);
        // Those that are told apart can be many, and come one after the other.
        let known =
            if info.selector.is_some() { places.all.last() == Some(&index) } else { places.all.contains(&index) };
        if !known {
            places.all.push(index);
        }
    }

    /// The paths without parameters, each with the endpoints that it leads to.
    pub(super) fn exact(&self) -> impl Iterator<Item = (&'static str, &[usize])> + '_ {
        self.exact.iter().map(|(path, places)| (*path, places.all.as_slice()))
    }

    /// What a path leads to, the narrowest first. Escapes in it are decoded, and one of a `/` separates nothing.
    pub(super) fn find(&self, path: &str) -> impl Iterator<Item = Route<'_>> {
        let exact = self.exact.get(path).or_else(|| self.exact.get(&*plain(path)?));
        let exact = exact.map(|places| Route { entries: &places.all, told: &places.told, located: Vec::new() });
        let templates = self.templates.iter().filter_map(move |(template, places)| {
            let located = template.values(path)?;
            Some(Route { entries: &places.all, told: &places.told, located })
        });
        exact.into_iter().chain(templates)
    }
}

/// Whether a path has parameters.
pub(super) fn is_template(path: &str) -> bool {
    path.contains('{')
}

/// The path without its escapes, where it has any that are not of a `/`.
fn plain(path: &str) -> Option<Cow<'_, str>> {
    let escapes = path.contains('%') && !path.to_ascii_lowercase().contains("%2f");
    if escapes { percent_decode_str(path).decode_utf8().ok() } else { None }
}

impl Template {
    fn new(path: &'static str) -> Self {
        Self(path.split('/').map(Segment::new).collect())
    }

    /// The values of the parameters in `path`, where it fits.
    fn values(&self, path: &str) -> Option<Vec<Pair<'static>>> {
        if path.split('/').count() != self.0.len() {
            return None;
        }
        let mut values = Vec::new();
        for (segment, text) in self.0.iter().zip(path.split('/')) {
            let text = percent_decode_str(text).decode_utf8().ok()?;
            segment.values(&text, &mut values)?;
        }
        Some(values)
    }
}

impl Segment {
    fn new(text: &'static str) -> Self {
        let (mut parameters, mut rest) = (Vec::new(), text);
        while let Some((words, name, behind)) = parameter(rest) {
            parameters.push((words, name));
            rest = behind;
        }
        if parameters.is_empty() {
            return Self::Words(text);
        }
        let words = parameters.iter().map(|(words, _)| words.len()).sum::<usize>() + rest.len();
        Self::Mixed(Reverse(words), parameters, rest)
    }

    fn values(&self, text: &str, values: &mut Vec<Pair<'static>>) -> Option<()> {
        let (parameters, last) = match self {
            Self::Words(words) => return (text == *words).then_some(()),
            Self::Mixed(_, parameters, last) => (parameters, *last),
        };
        let mut rest = text;
        for (at, (words, name)) in parameters.iter().enumerate() {
            rest = rest.strip_prefix(words)?;
            let value = match parameters.get(at + 1) {
                // A value has at least one character, even of those that separate it from the next.
                Some((next, _)) => {
                    let first = rest.chars().next()?.len_utf8();
                    let end = first + rest.get(first..)?.find(next)?;
                    rest.get(..end)?
                }
                None => rest.strip_suffix(last).filter(|value| !value.is_empty())?,
            };
            values.push((Cow::Borrowed(*name), Cow::Owned(value.to_owned())));
            rest = rest.get(value.len()..)?;
        }
        Some(())
    }
}

/// The words before the first parameter, its name, and the rest.
fn parameter(text: &'static str) -> Option<(&'static str, &'static str, &'static str)> {
    let (words, rest) = text.split_once('{')?;
    let (name, behind) = rest.split_once('}')?;
    Some((words, name, behind))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Endpoint as _;
    use crate::testing::GetNote;

    #[test]
    fn the_narrowest_path_counts() {
        let paths = [
            "/lamps",
            "/lamps/{id}",
            "/lamps/all",
            "/lamps/{id}/rooms/{room}",
            "/{kind}/{id}/rooms/first",
            "/files/{name}.{ending}",
            "/files/{name}",
            "/v{version}/lamps",
        ];
        let mut routes = Routes::default();
        for (index, path) in paths.iter().enumerate() {
            routes.insert(path, GetNote::INFO, index);
        }
        let cases: [(&str, &[(usize, &str)]); 12] = [
            ("/lamps", &[(0, "")]),
            ("/lamps/7", &[(1, "id=7")]),
            ("/lamps/all", &[(2, ""), (1, "id=all")]),
            ("/lamps/a%2Fb", &[(1, "id=a/b")]),
            ("/lamps/%61ll", &[(2, ""), (1, "id=all")]),
            ("/lamps/7/rooms/first", &[(3, "id=7 room=first"), (4, "kind=lamps id=7")]),
            ("/files/a.b.c", &[(5, "name=a ending=b.c"), (6, "name=a.b.c")]),
            ("/files/.c", &[(6, "name=.c")]),
            ("/v2/lamps", &[(7, "version=2")]),
            ("/v/lamps", &[]),
            ("/lamps/", &[]),
            ("/lamps/%ff", &[]),
        ];
        for (path, expected) in cases {
            let found: Vec<_> = routes.find(path).map(|route| (route.entries.to_vec(), said(&route.located))).collect();
            let expected: Vec<_> =
                expected.iter().map(|(index, located)| (vec![*index], (*located).to_owned())).collect();
            assert_eq!(found, expected, "{path}");
        }
    }

    fn said(located: &[Pair<'_>]) -> String {
        located.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn endpoints_share_a_path() {
        let mut routes = Routes::default();
        for (path, index) in [("/a", 0), ("/a", 1), ("/a", 1), ("/b/{x}", 2), ("/b/{x}", 3)] {
            routes.insert(path, GetNote::INFO, index);
        }
        assert_eq!(routes.find("/a").next().map(|route| route.entries), Some(&[0, 1][..]));
        assert_eq!(routes.find("/b/1").next().map(|route| route.entries), Some(&[2, 3][..]));
    }
}
