//! Labels: lines and headings above tables and code blocks, by their words.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use super::announce::Announced;
use super::pattern::{any_of, literal, toml};
use super::rule::Rule;
use super::survey::{Marked, Survey, What};
use super::tables::Tables;
use super::words::{WORDS, list, mentions};

/// The longest label, in characters. What is longer is a sentence.
const LONGEST: usize = 40;

/// What a rule says of its labels.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    rank: u8,
    role: &'static str,
    mark: Marked,
    more: Vec<String>,
    /// A pattern with groups, which stands for itself; otherwise the rule is of all the texts.
    own: String,
}

/// Labels of one rule: their texts, how often they occur, and the first.
#[derive(Debug, Default)]
struct Texts {
    texts: BTreeSet<String>,
    count: usize,
    first: usize,
}

/// Whether a line introduces an example.
pub fn is_example(words: &str) -> bool {
    words.chars().count() <= LONGEST && mentions(words, list(&WORDS.labels, "example"))
}

/// What follows labels with one text.
#[derive(Clone, Debug, Default)]
struct Followed {
    fields: usize,
    values: usize,
    fences: usize,
    nothing: usize,
    envelope: usize,
    first: usize,
}

/// The rules for labels. `envelope` are the fields that only the table of an envelope has.
///
/// `rejected` are labels that have no place for their role.
pub fn labels(
    survey: &Survey,
    announced: &Announced,
    tables: &Tables,
    envelope: &[String],
    rejected: &BTreeSet<(Marked, String)>,
) -> Vec<Rule> {
    let mut followed: BTreeMap<(Marked, String), Followed> = BTreeMap::new();
    for (at, piece) in survey.pieces.iter().enumerate() {
        let announces = announced.pieces.contains(&at);
        let is_content = matches!(piece.what, What::Table(_) | What::Fence(_)) && !announces;
        if is_content && let Some((label, text)) = survey.label_of(at).and_then(|label| own(label, survey, announced)) {
            let seen =
                followed.entry((label.1, text)).or_insert_with(|| Followed { first: label.0, ..Followed::default() });
            match &piece.what {
                What::Table(table) if tables.fields.contains(&at) => {
                    seen.fields += 1;
                    let has = |name: &String| {
                        table.rows.iter().any(|row| {
                            row.cells.first().is_some_and(|cell| cell.text.text.trim().trim_matches('`') == name)
                        })
                    };
                    seen.envelope += usize::from(envelope.len() >= 2 && envelope.iter().all(has));
                }
                What::Table(_) => seen.values += 1,
                _ => seen.fences += 1,
            }
        } else if let Some((label, text)) = own(at, survey, announced)
            && matches!(label.1, Marked::Heading | Marked::Bold)
        {
            let seen = followed.entry((label.1, text)).or_insert_with(|| Followed { first: at, ..Followed::default() });
            seen.nothing += 1;
        }
    }
    let mut rules: BTreeMap<Key, Texts> = BTreeMap::new();
    for ((mark, text), seen) in followed.iter().filter(|(label, _)| !rejected.contains(*label)) {
        let Some(key) = classify(*mark, text, seen) else { continue };
        let texts = rules.entry(key).or_insert_with(|| Texts { first: seen.first, ..Texts::default() });
        texts.texts.insert(text.clone());
        texts.count += (seen.fields + seen.values + seen.fences).max(seen.nothing).max(1);
        texts.first = texts.first.min(seen.first);
    }
    rules.into_iter().map(|(key, texts)| rule(&key, &texts)).collect()
}

/// The label `at`, if it is no announcement and no heading under which there are some.
fn own(at: usize, survey: &Survey, announced: &Announced) -> Option<((usize, Marked), String)> {
    let (mark, text) = survey.pieces.get(at)?.line()?;
    let heading = mark == Marked::Heading && (announced.under.contains(text) || announced.titles.contains(&at));
    let known = announced.pieces.contains(&at) || heading;
    (!known && !text.is_empty()).then(|| ((at, mark), text.to_owned()))
}

fn rule(key: &Key, texts: &Texts) -> Rule {
    let mut lines = vec!["[[section]]".to_owned(), format!("role = \"{}\"", key.role)];
    let mark = match key.mark {
        Marked::Bold => "bold",
        Marked::Heading => "heading",
        Marked::Line => "line",
        Marked::Summary => "summary",
    };
    lines.push(format!("mark = \"{mark}\""));
    lines.extend(key.more.iter().cloned());
    let pattern = if key.own.is_empty() { any_of(texts.texts.iter().map(String::as_str)) } else { key.own.clone() };
    lines.push(format!("pattern = {}", toml(&pattern)));
    Rule::new(lines, texts.count, texts.first)
}

fn classify(mark: Marked, text: &str, seen: &Followed) -> Option<Key> {
    let tables = seen.fields + seen.values;
    let key = |rank, role, more: &[&str]| {
        let more = more.iter().map(|line| (*line).to_owned()).collect();
        Some(Key { rank, role, mark, more, own: String::new() })
    };
    let introduces =
        mark != Marked::Line || text.ends_with([':', '：']) || mentions(text, list(&WORDS.labels, "below"));
    if text.contains('`') && seen.fields > 0 && introduces {
        return parent(text, mark);
    }
    if seen.fields > 0
        && let Some(pattern) = named(text)
    {
        return Some(Key { rank: 6, role: "object", mark, more: Vec::new(), own: pattern });
    }
    // What is marked as a label, or ends in a colon, may be longer.
    let marked = mark != Marked::Line || text.ends_with([':', '：']);
    if text.chars().count() > if marked { 2 * LONGEST } else { LONGEST } {
        return None;
    }
    let has = |kind: &str| mentions(text, list(&WORDS.labels, kind));
    // In a long label a word for the response is one of many.
    let is = |kind: &str| {
        has(kind) && (mark == Marked::Bold || text.ends_with([':', '：']) || weight(text, list(&WORDS.labels, kind)))
    };
    if seen.envelope > 0 && seen.envelope == seen.fields {
        key(0, "envelope", &[])
    } else if has("statuses") && seen.values > 0 {
        key(1, "statuses", &[])
    } else if has("codes") && seen.values > 0 {
        key(1, "codes", &[])
    } else if seen.fences > tables && (has("example") || has("response") || has("parameters") || has("request_side")) {
        let request = has("request_side") || has("parameters") && !has("response");
        match (has("response"), request) {
            (true, _) => key(2, "example", &["of = \"response\""]),
            (false, true) => key(2, "example", &["of = \"request\""]),
            (false, false) => key(3, "example", &[]),
        }
    } else if has("example") && mark == Marked::Heading && tables == 0 {
        key(3, "example", &[])
    } else if seen.fields > 0 && has("response") && has("items") {
        key(4, "items", &["of = \"response\""])
    } else if seen.fields + seen.nothing > 0 && is("response") && seen.values <= seen.fields {
        key(4, "response", &[])
    } else if seen.fields > 0 && is("parameters") || seen.nothing > 2 && is("parameters") {
        Some(Key { rank: 5, role: "parameters", mark, more: travel(text), own: String::new() })
    } else if has("prose") {
        key(7, "prose", &[])
    } else {
        None
    }
}

/// Whether one of `words` is a good part of a label.
fn weight(text: &str, words: &[String]) -> bool {
    let length = text.chars().count();
    words.iter().any(|word| mentions(text, std::slice::from_ref(word)) && word.chars().count() * 4 >= length)
}

/// How parameters are sent, where their label says so.
fn travel(text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let (form, url) = (has(&["urlencoded", "form-data", "formdata"]), has(&["url", "query"]));
    let lines = match (form, has(&["url", "query", "get"]) && url) {
        (true, true) if !has(&["x-www-form-urlencoded)", "x-www-form-urlencoded）"]) || has(&["get"]) => {
            vec!["encodings = { GET = \"query\", POST = \"form\" }"]
        }
        (true, _) => vec!["encodings = { POST = \"form\" }"],
        (false, true) => vec!["in = \"query\""],
        _ if has(&["path", "路径"]) => vec!["in = \"path\""],
        _ if has(&["header", "请求头"]) => vec!["in = \"header\""],
        _ => Vec::new(),
    };
    lines.into_iter().map(str::to_owned).collect()
}

static NAMED: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let words = list(&WORDS.labels, "type_words").iter().map(|word| regex::escape(word)).collect::<Vec<_>>().join("|");
    let name = r"(?<name>[A-Z][A-Za-z0-9]*)";
    let patterns = [
        format!("^{name}$"),
        format!(r"^{name}\s*(?i:{words})$"),
        format!(r"^[^`(（]*?(?i:{words})?\s*[(（]{name}[)）]$"),
        format!(r"^(?i:{words})\s*[:：]?\s*`?{name}`?$"),
    ];
    patterns.iter().filter_map(|pattern| Regex::new(pattern).ok()).collect()
});

/// The pattern of a label that is the name of a type, with other words or without.
fn named(text: &str) -> Option<String> {
    let is_word =
        WORDS.labels.values().chain(WORDS.columns.values()).flatten().any(|word| *word == text.to_lowercase());
    let found = NAMED.iter().find(|rule| rule.is_match(text)).filter(|_| !is_word)?;
    let words = list(&WORDS.labels, "type_words").iter().filter(|word| mentions(text, std::slice::from_ref(word)));
    let mut pattern = found.as_str().to_owned();
    // Of all the words that the pattern knows, the rule has those of the documents.
    if let Some(word) = words.max_by_key(|word| word.len()) {
        let all = pattern.find("(?i:").and_then(|start| Some((start, start + pattern.get(start..)?.find(')')? + 1)));
        if let Some((start, end)) = all {
            pattern.replace_range(start..end, &format!("(?i:{})", regex::escape(word)));
        }
    } else if let Some((start, end)) =
        pattern.find("(?i:").and_then(|start| Some((start, start + pattern.get(start..)?.find(")?")? + 2)))
    {
        pattern.replace_range(start..end, "");
    }
    Some(pattern)
}

/// The rule for a label that names a field, or a field inside of another, in code spans.
fn parent(text: &str, mark: Marked) -> Option<Key> {
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len() % 2 == 0 || parts.len() > 5 || text.chars().count() > 2 * LONGEST {
        return None;
    }
    let spans: Vec<&str> = parts.iter().skip(1).step_by(2).copied().collect();
    let field = |span: &str| !span.is_empty() && span.chars().all(|c| c.is_ascii_alphanumeric() || "_*.[]".contains(c));
    let key = |span: &str| span.starts_with('{') && span.ends_with('}');
    // "`a` 中的 `b`" has the outer one first, "`b` in `a`" last.
    let outer_last = parts.get(2).is_some_and(|words| mentions(words, &["in".into(), "of".into(), "inside".into()]));
    let groups: &[&str] = match (spans.len(), outer_last) {
        (1, _) => &["parent"],
        (2, true) => &["parent", "within"],
        (2, false) => &["within", "parent"],
        _ => return None,
    };
    let inner =
        groups.iter().position(|group| *group == "parent").and_then(|at| spans.get(at)).copied().unwrap_or_default();
    if !spans.iter().all(|span| field(span) || key(span)) {
        return None;
    }
    let items = mentions(text, list(&WORDS.labels, "items"));
    let role = if key(inner) {
        "map-value"
    } else if items {
        "items"
    } else {
        "object"
    };
    let mut pattern = String::from("^");
    for (at, part) in parts.iter().enumerate() {
        if at % 2 == 0 {
            pattern.push_str(&literal(part).replace(r"\s+", r"\s*"));
            continue;
        }
        let group = groups.get(at / 2).copied().unwrap_or("parent");
        let inside = if key(part) { r"\{[^}]+\}" } else { r"[\w*.\[\]]+" };
        pattern.push_str(&format!("`(?<{group}>{inside})`"));
    }
    pattern.push('$');
    Some(Key { rank: 8, role, mark, more: Vec::new(), own: pattern })
}
