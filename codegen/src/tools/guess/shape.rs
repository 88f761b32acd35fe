//! The shapes of announcements: running text with its methods and paths taken out.

use std::sync::LazyLock;

use regex::Regex;

/// What stands in the place of methods, paths and URLs.
const METHODS: char = '\u{e000}';
const PATHS: char = '\u{e001}';
const URLS: char = '\u{e002}';
/// A method in other letters than capitals.
const SMALL: char = '\u{e003}';
/// The methods of a pattern.
const KNOWN: &str = "GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS";

static METHOD: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"\b(?:GET|POST|PUT|PATCH|DELETE)\b(?:(?:\s*(?:/|,|、|\||或|or|and|和)\s*)(?:GET|POST|PUT|PATCH|DELETE)\b)*",
    )
    .ok()
});
/// A method in other letters before a path: words such as "get" are methods there alone.
static SMALL_METHOD: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(&format!(r"^\W*(?<method>(?i:get|post|put|patch|delete))[\s`*:：]+{PATHS}")).ok());
static ADDRESS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    // Paths are written in ASCII; what is not is a word of the documents.
    let inside = r#"[!-~&&[^`'")|\]]]"#;
    Regex::new(&format!(
        r"(?<url>https?://[!-~&&[^`<>)]]+)|(?:^|[^\w./<)\]}}-])(?<path>/[A-Za-z0-9_{{:<*]{inside}*|/$)"
    ))
    .ok()
});

/// An announcement with its shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// The words with marks in the place of methods and addresses.
    pub text: String,
    /// The methods, as written.
    pub methods: Option<String>,
    /// The first path, or the path of the first URL.
    pub path: String,
    /// What separates several paths.
    pub split: Option<String>,
}

/// The shape of a text that has a path or a URL.
pub fn of(text: &str) -> Option<Shape> {
    let (method, address) = (METHOD.as_ref()?, ADDRESS.as_ref()?);
    let text = text.trim();
    if text.lines().count() != 1 || text.chars().count() > 240 {
        return None;
    }
    let mut shaped = String::new();
    let (mut path, mut done) = (None, 0);
    for found in address.captures_iter(text) {
        let (mark, group) = match (found.name("url"), found.name("path")) {
            (Some(group), _) => (URLS, group),
            (None, Some(group)) => (PATHS, group),
            _ => continue,
        };
        shaped.push_str(text.get(done..group.start())?);
        shaped.push(mark);
        path.get_or_insert(without_host(group.as_str()).to_owned());
        done = group.end();
    }
    shaped.push_str(text.get(done..)?);
    let (path, mut split) = (path.filter(|path| !is_page(path))?, None);
    let methods = method.find(&shaped).map(|found| found.as_str().to_owned());
    let small = || Some(SMALL_METHOD.as_ref()?.captures(&shaped)?.name("method")?.range());
    let methods = match (methods, small()) {
        (Some(methods), _) => {
            shaped = shaped.replacen(methods.as_str(), &METHODS.to_string(), 1);
            Some(methods)
        }
        (None, Some(range)) => {
            let methods = shaped.get(range.clone())?.to_uppercase();
            shaped.replace_range(range, &SMALL.to_string());
            Some(methods)
        }
        (None, None) => None,
    };
    fold(&mut shaped, &mut split);
    Some(Shape { text: shaped, methods, path, split })
}

static BARE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^(?<label>[^`]{1,20}[:：]\s*`)(?<path>[A-Za-z_.][A-Za-z0-9_.-]*)(?<end>`)$").ok());

/// The shape of a line that calls a name an address, where the `/` before it is left out.
pub fn bare(text: &str) -> Option<Shape> {
    let found = BARE.as_ref()?.captures(text.trim())?;
    let (label, path) = (found.name("label")?.as_str(), found.name("path")?.as_str());
    let words = super::words::list(&super::words::WORDS.announcements, "address");
    let shape = || Shape { text: format!("{label}{PATHS}`"), methods: None, path: format!("/{path}"), split: None };
    super::words::mentions(label, words).then(shape)
}

/// Makes one mark of several paths that one word separates, each in a code span or none.
fn fold(shaped: &mut String, split: &mut Option<String>) {
    let Some((first, last)) = shaped.find(PATHS).zip(shaped.rfind(PATHS)).filter(|(first, last)| first < last) else {
        return;
    };
    let between = shaped.get(first + PATHS.len_utf8()..last).unwrap_or_default().to_owned();
    let words = between.split(PATHS).next().unwrap_or_default();
    if !joins(words) || between.split(PATHS).any(|other| other != words) {
        return;
    }
    *split = Some(words.trim_matches('`').to_owned());
    shaped.replace_range(first..last, "");
}

/// Whether a path is that of a page or a picture, which is no call.
pub fn is_page(path: &str) -> bool {
    [".html", ".htm", ".md", ".pdf", ".png", ".jpg", ".svg"].iter().any(|end| path.ends_with(end))
}

/// Whether words stand between several paths.
pub fn joins(words: &str) -> bool {
    let words = words.trim_matches(['`', ' ']).to_lowercase();
    super::words::list(&super::words::WORDS.announcements, "between").contains(&words)
}

fn without_host(address: &str) -> &str {
    let Some((_, rest)) = address.split_once("://") else { return address };
    rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/")
}

/// The words before the first mark and behind the last one.
pub fn around(shape: &str) -> (&str, &str) {
    let marks = [METHODS, SMALL, PATHS, URLS];
    let (first, last) = (shape.find(marks).unwrap_or(0), shape.rfind(marks).unwrap_or(0));
    let width = METHODS.len_utf8();
    (shape.get(..first).unwrap_or_default(), shape.get(last + width..).unwrap_or_default())
}

/// What stands between the marks, the marks included.
pub fn inside(shape: &str) -> &str {
    let (before, after) = around(shape);
    shape.get(before.len()..shape.len() - after.len()).unwrap_or_default()
}

/// Whether a shape's inside begins with a method.
pub fn begins_with_method(inside: &str) -> bool {
    inside.starts_with([METHODS, SMALL])
}

/// Whether a shape's inside is a URL and nothing else.
pub fn is_url(inside: &str) -> bool {
    inside.strip_prefix(URLS) == Some("")
}

/// The pattern of a shape's inside, with groups. `split` is what separates several paths, `spelled` says that they stand
/// in code spans and need not begin with `/`, and `several` that there may be several methods.
pub fn pattern(inside: &str, split: Option<&str>, spelled: bool, several: bool) -> String {
    let mut pattern = String::new();
    let mut words = String::new();
    let mut letters = inside.chars().peekable();
    while let Some(letter) = letters.next() {
        let group = match letter {
            METHODS if several => format!(r"(?<methods>(?:{KNOWN})(?:\W+(?:or |and )?(?:{KNOWN}))*)"),
            METHODS => format!("(?<method>{KNOWN})"),
            SMALL => format!("(?<method>(?i:{KNOWN}))"),
            URLS => r"(?<url>https?://[^\s`]+)".to_owned(),
            PATHS => paths(&mut words, letters.peek() == Some(&'`'), split, spelled),
            letter => {
                words.push(letter);
                continue;
            }
        };
        let before = std::mem::take(&mut words);
        pattern.push_str(&gap(&before));
        pattern.push_str(&group);
        if letter == PATHS && spelled && letters.peek() == Some(&'`') {
            letters.next();
        }
    }
    pattern.push_str(&gap(&words));
    pattern
}

/// The group for paths; the backtick before it is taken off `before` where the group takes in the code span.
fn paths(before: &mut String, code: bool, split: Option<&str>, spelled: bool) -> String {
    let code = code && before.ends_with('`');
    if code && spelled {
        before.pop();
    }
    let one = if code && spelled { "`[^`]+`" } else { r"/[^\s`]*" };
    match split {
        Some(words) if code && !spelled => format!(r"(?<path>{one}(?:`{}`{one})*)", gap(words)),
        Some(words) => format!(r"(?<path>{one}(?:{}{one})*)", gap(words)),
        None => format!("(?<path>{one})"),
    }
}

/// A pattern for words between marks, with blanks or none where there are some.
fn gap(words: &str) -> String {
    super::pattern::literal(words).replace(r"\s+", r"\s*")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_lead_to_patterns_that_read_the_text() {
        let cases = [
            ("终结点：`/send_words`", "/send_words", None),
            ("终结点: `/a` 或 `/b`", "/a", None),
            ("GET /guilds/{id}", "/guilds/{id}", Some("GET")),
            ("`POST /x/:id`", "/x/:id", Some("POST")),
            ("GET, POST https://a.example/b?c=d", "/b?c=d", Some("GET, POST")),
            ("POST `/x`", "/x", Some("POST")),
            ("get /x", "/x", Some("GET")),
            ("`Delete /x/{id}`", "/x/{id}", Some("DELETE")),
        ];
        for (text, path, methods) in cases {
            let shape = of(text).unwrap();
            assert_eq!((shape.path.as_str(), shape.methods.as_deref()), (path, methods), "{text}");
            let (before, _) = around(&shape.text);
            for spelled in [false, true] {
                let inside = pattern(inside(&shape.text), shape.split.as_deref(), spelled, true);
                let whole = format!("{}{inside}", super::super::pattern::literal(before));
                let found = regex::Regex::new(&whole).unwrap().is_match(text);
                assert!(found || spelled, "{whole} does not find {text}");
            }
        }
        assert_eq!(of("Get the list of /x").unwrap().methods, None);
        for text in ["no path", "a/b", "./x", "see [x](/y", "and/or", "1/2", "HTTP/1.1 200 OK"] {
            assert!(of(text).is_none_or(|shape| shape.path == "/y"), "{text}");
        }
    }
}
