//! Paths with parameters, which are written `{name}`: the one place that reads them.

/// A part of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'p> {
    /// What stands there.
    Text(&'p str),
    /// A parameter.
    Parameter(&'p str),
}

/// The parts of a path, in order.
pub fn parts(path: &str) -> impl Iterator<Item = Part<'_>> {
    let mut rest = path;
    let mut next = None;
    std::iter::from_fn(move || {
        if let Some(name) = next.take() {
            return Some(Part::Parameter(name));
        }
        if rest.is_empty() {
            return None;
        }
        let found = rest.split_once('{').and_then(|(text, more)| {
            let (name, after) = more.split_once('}')?;
            Some((text, name, after))
        });
        let Some((text, name, after)) = found else { return Some(Part::Text(std::mem::take(&mut rest))) };
        rest = after;
        if text.is_empty() {
            return Some(Part::Parameter(name));
        }
        next = Some(name);
        Some(Part::Text(text))
    })
}

/// The names of the parameters of a path, in order.
pub fn names(path: &str) -> impl Iterator<Item = &str> {
    parts(path).filter_map(|part| if let Part::Parameter(name) = part { Some(name) } else { None })
}

/// The path with other names for its parameters.
#[must_use]
pub fn named<'p>(path: &'p str, name: impl Fn(&'p str) -> &'p str) -> String {
    let mut written = String::with_capacity(path.len());
    for part in parts(path) {
        match part {
            Part::Text(text) => written.push_str(text),
            Part::Parameter(old) => written.extend(["{", name(old), "}"]),
        }
    }
    written
}

/// Whether `path` is an instance of the path `template`: each parameter stands for a part of a segment that is not empty,
/// and several in one segment for whatever they do together.
#[must_use]
pub fn matches(template: &str, path: &str) -> bool {
    let (known, path) = (template.split('/'), path.trim_end_matches('/').split('/'));
    known.clone().count() == path.clone().count() && known.zip(path).all(|(known, part)| is_instance(known, part))
}

fn is_instance(segment: &str, part: &str) -> bool {
    let (mut before, mut after, mut parameter) = ("", "", false);
    for piece in parts(segment) {
        match piece {
            Part::Text(text) if parameter => after = text,
            Part::Text(text) => before = text,
            Part::Parameter(_) => (after, parameter) = ("", true),
        }
    }
    if !parameter {
        return segment == part;
    }
    part.len() > before.len() + after.len() && part.starts_with(before) && part.ends_with(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_stand_between_words() {
        let cases: [(&str, &[Part<'_>]); 5] = [
            ("/a", &[Part::Text("/a")]),
            ("/a/{b}", &[Part::Text("/a/"), Part::Parameter("b")]),
            ("{b}{c}.x", &[Part::Parameter("b"), Part::Parameter("c"), Part::Text(".x")]),
            ("/a/{b", &[Part::Text("/a/{b")]),
            ("", &[]),
        ];
        for (path, expected) in cases {
            assert_eq!(parts(path).collect::<Vec<_>>(), expected, "{path}");
        }
        assert_eq!(named("/a/{b}/{c}", |name| if name == "b" { "d" } else { name }), "/a/{d}/{c}");
    }

    #[test]
    fn instances_have_something_for_each_parameter() {
        let cases = [
            ("/a/{b}", "/a/1", true),
            ("/a/{b}", "/a/1/", true),
            ("/a/{b}", "/a", false),
            ("/a/{b}.json", "/a/7.json", true),
            ("/a/{b}.json", "/a/.json", false),
            ("/a/x{b}-{c}", "/a/x1-2", true),
            ("/a", "/b", false),
        ];
        for (template, path, expected) in cases {
            assert_eq!(matches(template, path), expected, "{template} {path}");
        }
    }
}
