//! Labels: lines and headings above tables and code blocks, by their words.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use super::announce::Announced;
use super::pattern::{any_of, literal, toml};
use super::rule::Rule;
use super::spans;
use super::survey::{Marked, Survey, What};
use super::tables::Tables;
use super::words::{self, WORDS, list, mentions, plain};
use crate::markdown::Table;
use crate::recognise::status;

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
    all: BTreeSet<String>,
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
    /// Code blocks that are requests, whatever their label says.
    requests: usize,
    /// Tables of values that are HTTP statuses.
    statuses: usize,
    nothing: usize,
    envelope: usize,
    first: usize,
}

/// The rules for labels. `envelope` are fields that only the table of an envelope has, in groups of which one is enough.
///
/// `rejected` are labels that have no place for their role.
pub fn labels(
    survey: &Survey,
    announced: &Announced,
    tables: &Tables,
    envelope: &[Vec<String>],
    rejected: &BTreeSet<(Marked, String)>,
) -> Vec<Rule> {
    let mut followed: BTreeMap<(Marked, String), Followed> = BTreeMap::new();
    let targets = targets(survey);
    for (at, piece) in survey.pieces.iter().enumerate() {
        let announces = announced.pieces.contains(&at);
        let begins = tables.bullets.contains(&at) && !is_later(at, survey, tables);
        let is_content = (matches!(piece.what, What::Table(_) | What::Fence(_)) || begins) && !announces;
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
                    seen.envelope += usize::from(envelope.iter().any(|names| names.iter().all(has)));
                }
                What::Table(table) => {
                    seen.values += 1;
                    seen.statuses += usize::from(is_statuses(table));
                }
                What::Fence(fence) => {
                    seen.fences += 1;
                    let starts = |line: &str| line.trim_start_matches(['$', '>', ' ']).starts_with("curl ");
                    seen.requests += usize::from(fence.text.lines().any(starts));
                }
                _ => seen.fields += 1,
            }
        } else if !tables.bullets.contains(&at)
            && let Some((label, text)) = own(at, survey, announced)
            && matches!(label.1, Marked::Heading | Marked::Bold)
        {
            let seen = followed.entry((label.1, text)).or_insert_with(|| Followed { first: at, ..Followed::default() });
            seen.nothing += 1;
        }
    }
    let mut rules: BTreeMap<Key, Texts> = BTreeMap::new();
    for ((mark, text), seen) in followed.iter().filter(|(label, _)| !rejected.contains(*label)) {
        let Some(key) = classify(*mark, text, seen).or_else(|| target(*mark, text, seen, &targets)) else { continue };
        let texts = rules.entry(key).or_insert_with(|| Texts { first: seen.first, ..Texts::default() });
        texts.all.insert(text.clone());
        texts.count += (seen.fields + seen.values + seen.fences).max(seen.nothing).max(1);
        texts.first = texts.first.min(seen.first);
    }
    rules.into_iter().map(|(key, texts)| rule(&key, &texts)).collect()
}

/// Whether a row of a list, or one that is a paragraph or a heading, follows another.
fn is_later(at: usize, survey: &Survey, tables: &Tables) -> bool {
    let is_row = |at: usize| tables.bullets.contains(&at);
    let Some(piece) = survey.pieces.get(at) else { return false };
    if piece.listed {
        return at.checked_sub(1).is_some_and(is_row);
    }
    // What stands between two such rows is the description of the first.
    let above = (0..at).rev().map_while(|at| survey.pieces.get(at).map(|piece| (at, piece)));
    let mut above = above.take_while(|(at, other)| {
        is_row(*at) || other.level == 0 || other.level >= piece.level.max(1) && piece.level > 0
    });
    above.any(|(at, other)| is_row(at) && !other.listed && other.level == piece.level)
}

/// The places in documents that links lead to, in letters and digits alone.
fn targets(survey: &Survey) -> BTreeSet<String> {
    let cells = survey.pieces.iter().filter_map(|piece| match &piece.what {
        What::Table(table) => Some(table.rows.iter().flat_map(|row| row.cells.iter().map(|cell| &cell.text))),
        _ => None,
    });
    let lines = survey.pieces.iter().filter_map(super::survey::Piece::text);
    let links = cells.flatten().chain(lines).flat_map(|text| &text.links);
    let places = links.filter_map(|link| link.url.split_once('#')).map(|(_, place)| letters(place));
    places.filter(|place| !place.is_empty()).collect()
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A heading above a table that a link leads to: what the table describes has the heading's words for its name.
fn target(mark: Marked, text: &str, seen: &Followed, targets: &BTreeSet<String>) -> Option<Key> {
    let words = letters(text);
    let leads = |place: &String| *place == words || words.chars().count() > 3 && place.ends_with(&words);
    let found =
        mark == Marked::Heading && seen.fields + seen.values > 0 && !words.is_empty() && targets.iter().any(leads);
    found.then(|| Key { rank: 6, role: "object", mark, more: Vec::new(), own: String::new() })
}

/// The label `at`, if it is no announcement and no heading under which there are some.
fn own(at: usize, survey: &Survey, announced: &Announced) -> Option<((usize, Marked), String)> {
    let (mark, text) = survey.pieces.get(at)?.line()?;
    // A heading directly above the title of an endpoint is that of a group.
    let leads = announced.titles.contains(&at) || announced.titles.contains(&(at + 1));
    let heading = mark == Marked::Heading && (announced.under.contains(text) || leads);
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
    let all = || any_of(texts.all.iter().map(String::as_str));
    let pattern = match (key.role, key.own.is_empty()) {
        (_, false) => key.own.clone(),
        ("object", true) => {
            let names: Vec<String> = texts.all.iter().map(|text| literal(text)).collect();
            format!("^(?<name>{})$", names.join("|"))
        }
        _ => all(),
    };
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
    if text.contains('`') && introduces && seen.fields + seen.values > 0 {
        let role = if seen.fields == 0 { Some("values") } else { None };
        let (role, own) = spans::parent(text, mark, role)?;
        return Some(Key { rank: 8, role, mark, more: Vec::new(), own });
    }
    if seen.fields + seen.fences > 0
        && let Some(own) = of_status(text)
    {
        return Some(match seen.fields {
            0 => Key { rank: 2, role: "example", mark, more: vec!["of = \"response\"".to_owned()], own },
            _ => Key { rank: 4, role: "response", mark, more: Vec::new(), own },
        });
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
    } else if has("apart") && tables > 0 {
        key(7, "prose", &[])
    } else if seen.values > 0 && (has("statuses") || seen.statuses == seen.values) {
        key(1, "statuses", &[])
    } else if has("values") && seen.values > 0 {
        key(8, "values", &[])
    } else if has("codes") && seen.values > 0 {
        key(1, "codes", &[])
    } else if seen.fences > tables && (has("example") || has("response") || has("parameters") || has("request_side")) {
        let request = has("request_side") || has("parameters") && !has("response");
        match (has("response"), request) {
            _ if seen.requests == seen.fences => key(2, "example", &["of = \"request\""]),
            (true, _) => key(2, "example", &["of = \"response\""]),
            (false, true) => key(2, "example", &["of = \"request\""]),
            (false, false) => key(3, "example", &[]),
        }
    } else if has("example") && matches!(mark, Marked::Heading | Marked::Bold) && tables == 0 {
        key(3, "example", &[])
    } else if seen.fields > 0 && has("response") && has("items") {
        key(4, "items", &["of = \"response\""])
    } else if seen.fields + seen.nothing > 0 && is("response") && seen.values <= seen.fields {
        key(4, "response", &[])
    } else if seen.fields > 0 && is("parameters") || seen.nothing > 2 && is("parameters") {
        let more = travel(text).into_iter().chain(presence(text)).collect();
        Some(Key { rank: 5, role: "parameters", mark, more, own: String::new() })
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

/// Whether all parameters must be there, or none, where their label says so.
fn presence(text: &str) -> Option<String> {
    let says = |key: &str| {
        let words: Vec<_> =
            words::list(&WORDS.presence, key).iter().filter(|word| word.chars().count() > 1).cloned().collect();
        mentions(text, &words)
    };
    match (says("required"), says("optional")) {
        (true, false) => Some("presence = \"required\"".to_owned()),
        (false, true) => Some("presence = \"optional\"".to_owned()),
        _ => None,
    }
}

/// Whether a table lists HTTP statuses.
fn is_statuses(table: &Table) -> bool {
    let header = table.header.first().map_or("", |cell| cell.text.text.as_str());
    let known = words::list(&WORDS.columns, "status").contains(&plain(header));
    known && super::tables::cells(table, 0).all(|cell| status::read(cell.trim_matches(['`', '*'])).is_some())
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

static STATUS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^(?<before>\D*?)[`*]*(?<code>[1-5]\d\d)\b(?<after>\D*)$").ok());

/// The pattern of a label of the response with a status.
fn of_status(text: &str) -> Option<String> {
    let found = STATUS.as_ref()?.captures(text)?;
    let (before, after) =
        (found.name("before")?.as_str(), found.name("after")?.as_str().trim_start_matches(['`', '*']));
    let speaks = |words: &str| ["statuses", "response"].iter().any(|kind| mentions(words, list(&WORDS.labels, kind)));
    let end = match (speaks(before), speaks(after)) {
        _ if text.chars().count() > LONGEST => return None,
        (true, _) => String::new(),
        (false, true) => literal(after),
        (false, false) => return None,
    };
    Some(format!(r"^{}[`*]*(?<status>[1-5]\d\d)\b[`*]*{end}", literal(before)))
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
