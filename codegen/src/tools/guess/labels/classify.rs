//! What the words of a label and what follows it say of its role.

use std::sync::LazyLock;

use regex::Regex;

use crate::markdown::Table;
use crate::recognise::status;
use crate::tools::guess::pattern::literal;
use crate::tools::guess::spans;
use crate::tools::guess::survey::Marked;
use crate::tools::guess::tables;
use crate::tools::guess::words::{self, WORDS, list, mentions, plain};

/// What a rule says of its labels.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    pub rank: u8,
    pub role: &'static str,
    pub mark: Marked,
    pub more: Vec<String>,
    /// A pattern with groups, which stands for itself; otherwise the rule is of all the texts.
    pub own: String,
}

/// What follows labels with one text.
#[derive(Clone, Debug, Default)]
pub struct Followed {
    pub fields: usize,
    pub values: usize,
    pub fences: usize,
    /// Code blocks that are requests, whatever their label says.
    pub requests: usize,
    /// Tables of values that are HTTP statuses.
    pub statuses: usize,
    /// Those of them whose header says so.
    pub headed: usize,
    pub nothing: usize,
    pub envelope: usize,
    /// Tables of fields with a row for the field that carries the data.
    pub carrying: usize,
    /// Whether they are taken for tables of whole responses.
    pub whole: bool,
    /// The headings above the label that are no titles of endpoints, one for each table of fields.
    pub parents: Vec<usize>,
    pub first: usize,
}

/// The longest label, in characters. What is longer is a sentence.
pub const LONGEST: usize = 40;

/// The rule for labels with one text, where they are labels.
pub fn classify(mark: Marked, text: &str, seen: &Followed) -> Option<Key> {
    let introduces =
        mark != Marked::Line || text.ends_with([':', '：']) || mentions(text, list(&WORDS.labels, "below"));
    if seen.fields + seen.fences > 0
        && let Some(own) = of_status(text)
    {
        return Some(match seen.fields {
            0 => Key { rank: 2, role: "example", mark, more: vec!["of = \"response\"".to_owned()], own },
            _ => Key { rank: 4, role: "response", mark, more: Vec::new(), own },
        });
    }
    if seen.fields > 0 && is_parameters(text) {
        return by_words(mark, text, seen);
    }
    if text.contains('`') && introduces && seen.fields + seen.values > 0 {
        let role = if seen.fields == 0 { Some("values") } else { None };
        let (role, own) = spans::parent(text, mark, role)?;
        return Some(Key { rank: 8, role, mark, more: Vec::new(), own });
    }
    if mark == Marked::Heading
        && seen.fields > 0
        && seen.parents.len() == seen.fields
        && weight(text, list(&WORDS.labels, "fields"))
    {
        return Some(Key { rank: 6, role: "fields", mark, more: Vec::new(), own: String::new() });
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
    by_words(mark, text, seen)
}

/// The rule for a label whose words say what follows it.
fn by_words(mark: Marked, text: &str, seen: &Followed) -> Option<Key> {
    let tables = seen.fields + seen.values;
    let key = |rank, role, more: &[&str]| {
        let more = more.iter().map(|line| (*line).to_owned()).collect();
        Some(Key { rank, role, mark, more, own: String::new() })
    };
    let has = |kind: &str| mentions(text, list(&WORDS.labels, kind));
    // In a long label a word for the response is one of many.
    let is = |kind: &str| {
        has(kind) && (mark == Marked::Bold || text.ends_with([':', '：']) || weight(text, list(&WORDS.labels, kind)))
    };
    // One table of values among examples does not make a label that of values.
    let mostly_values = seen.values * 2 > seen.fields + seen.values + seen.fences;
    if seen.envelope > 0 && seen.envelope == seen.fields {
        key(0, "envelope", &[])
    } else if has("apart") && tables > 0 {
        key(7, "prose", &[])
    } else if mostly_values && seen.statuses == seen.values && (has("statuses") || seen.headed == seen.values) {
        key(1, "statuses", &[])
    } else if has("values") && mostly_values {
        key(8, "values", &[])
    } else if (has("codes") || has("statuses")) && mostly_values {
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
        if seen.whole { key(0, "envelope", &[]) } else { key(4, "response", &[]) }
    } else if seen.fields > 0 && is("parameters") || seen.nothing > 2 && is("parameters") {
        let more = locations(text).into_iter().chain(presence(text)).collect();
        Some(Key { rank: 5, role: "parameters", mark, more, own: String::new() })
    } else if has("prose") {
        key(7, "prose", &[])
    } else {
        None
    }
}

/// Whether a label is a word for parameters with a code span behind it, which says what they are called in the sources.
fn is_parameters(text: &str) -> bool {
    let before = text.split_once('`').filter(|(_, after)| after.ends_with('`'));
    let words = before.map(|(words, _)| plain(words.trim_end().trim_end_matches(['-', '–', '—'])));
    words.is_some_and(|words| list(&WORDS.labels, "parameters").contains(&words))
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

/// Whether the values of a table are HTTP statuses, and whether its header says so too.
pub fn statuses(table: &Table) -> (bool, bool) {
    let header = table.header.first().map_or("", |cell| cell.text.text.as_str());
    let known = words::list(&WORDS.columns, "status").contains(&plain(header));
    let all = tables::cells(table, 0).all(|cell| status::read(cell.trim_matches(['`', '*'])).is_some());
    (all, all && known)
}

/// How parameters are sent, where their label says so.
fn locations(text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let (form, url) = (has(&["urlencoded", "form-data", "formdata"]), has(&["url", "query"]));
    let lines = match (form, has(&["url", "query", "get"]) && url) {
        (true, true) if !has(&["x-www-form-urlencoded)", "x-www-form-urlencoded）"]) || has(&["get"]) => {
            vec!["encodings = { GET = \"query\", POST = \"form\" }"]
        }
        (true, _) if has(&["multipart"]) && !has(&["urlencoded"]) => vec!["encodings = { POST = \"multipart\" }"],
        (true, _) => vec!["encodings = { POST = \"form\" }"],
        (false, true) => vec!["location = \"query\""],
        _ if has(&["path", "路径"]) => vec!["location = \"path\""],
        _ if has(&["header", "请求头"]) => vec!["location = \"header\""],
        _ if has(&["body", "请求体", "payload"]) => vec!["location = \"body\""],
        _ => Vec::new(),
    };
    lines.into_iter().map(str::to_owned).collect()
}

static STATUS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^(?<before>\D*?)[`*]*(?<code>[1-5]\d\d|[45](?i:xx))\b(?<after>\D*)$").ok());

/// The pattern of a label of the response with a status.
fn of_status(text: &str) -> Option<String> {
    let found = STATUS.as_ref()?.captures(text)?;
    let (before, after) =
        (found.name("before")?.as_str(), found.name("after")?.as_str().trim_start_matches(['`', '*']));
    let speaks = |words: &str| {
        ["statuses", "response", "outcomes"].iter().any(|kind| mentions(words, list(&WORDS.labels, kind)))
    };
    let end = match (speaks(before), speaks(after)) {
        _ if text.chars().count() > LONGEST => return None,
        (true, _) => String::new(),
        (false, true) => literal(after),
        (false, false) => return None,
    };
    let class = found.name("code")?.as_str().ends_with(['x', 'X']);
    let status = if class { "[45](?i:xx)" } else { r"[1-5]\d\d" };
    Some(format!(r"^{}[`*]*(?<status>{status})\b[`*]*{end}", literal(before)))
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

#[cfg(test)]
mod tests {
    use super::locations;

    #[test]
    fn labels_say_how_parameters_are_written() {
        for (label, line) in [
            ("本接口为[POST]请求, 参数格式为`multipart/form-data`", "encodings = { POST = \"multipart\" }"),
            ("Body (application/x-www-form-urlencoded)", "encodings = { POST = \"form\" }"),
            ("Body (multipart/form-data or x-www-form-urlencoded)", "encodings = { POST = \"form\" }"),
            ("Query", "location = \"query\""),
        ] {
            assert_eq!(locations(label), [line], "{label}");
        }
    }
}
