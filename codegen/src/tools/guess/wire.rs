//! What is sent: base URLs, credentials, sentences that state a fact.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use super::pattern::{any_of, literal, own, proposed, toml, word};
use super::refine::Learnt;
use super::rule::Rule;
use super::skipped;
use super::survey::{Piece, Survey, What};
use super::tables::Tables;
use super::words::{WORDS, is_method_label, list, mentions, plain};

static URL: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"https?://[A-Za-z0-9.-]+(?::\d+)?(?:/[A-Za-z0-9._/-]*)?").ok());

/// Base URLs: those behind words for them, each with how often it stands there.
pub fn servers(survey: &Survey) -> Vec<(String, usize, usize)> {
    let Some(url) = URL.as_ref() else { return Vec::new() };
    let mut found: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for (at, piece) in survey.pieces.iter().enumerate() {
        let texts: Vec<String> = match &piece.what {
            What::Text(_, text) | What::Quote(text) => vec![text.text.clone()],
            What::Table(table) => table
                .rows
                .iter()
                .map(|row| row.cells.iter().map(|cell| cell.text.text.as_str()).collect::<Vec<_>>().join(" "))
                .collect(),
            _ => Vec::new(),
        };
        for text in texts.iter().filter(|text| text.chars().count() < 200) {
            let above = survey.heading_of(at).unwrap_or_default();
            let says = |text: &str| mentions(text, list(&WORDS.announcements, "server"));
            if !says(text) && !says(above) {
                continue;
            }
            for address in url.find_iter(text) {
                let address = address.as_str().trim_end_matches(['/', '.']).to_owned();
                found.entry(address).or_insert((0, at)).0 += 1;
            }
        }
    }
    let mut found: Vec<_> = found.into_iter().map(|(address, (count, at))| (address, count, at)).collect();
    found.sort_by_key(|(_, count, _)| std::cmp::Reverse(*count));
    found.truncate(4);
    found
}

/// Ways to send a credential, as code and words show them.
pub fn auth(survey: &Survey) -> Vec<Rule> {
    let forms = [
        (r#"(?i:authorization)["'`]?\s*[:：=]\s*["'`]?(?i:bearer)\b"#, "bearer", "bearer"),
        (
            r#"(?i:authorization)["'`]?\s*[:：=]\s*["'`]?(?<prefix>[A-Z]\w{1,15})[ ]+[{<"$\w]"#,
            "authorization",
            "header",
        ),
        (r#"(?<name>(?i:x-api-key|x-auth-token|x-access-token|api-key))["'`]?\s*[:：=]"#, "key", "header"),
        (r"[?&](?<name>access_token|api_key|apikey|token|key)=", "token", "query"),
        (r"(?i:cookie)\s*[(（:：]\s*`?(?<name>[A-Z]\w{2,})\b", "cookie", "cookie"),
    ];
    let mut rules = Vec::new();
    for (pattern, id, place) in forms {
        let Some(pattern) = own(pattern) else { continue };
        let mut found: BTreeMap<(String, String), (usize, usize, bool)> = BTreeMap::new();
        for (at, piece) in survey.pieces.iter().enumerate() {
            let (text, stated) = match &piece.what {
                What::Fence(fence) => (fence.text.as_str(), false),
                What::Text(_, text) | What::Quote(text) => (text.text.as_str(), true),
                _ => continue,
            };
            for one in pattern.captures_iter(text) {
                let group = |name| one.name(name).map_or_else(String::new, |group| group.as_str().to_owned());
                let (name, prefix) = (group("name"), group("prefix"));
                if prefix.eq_ignore_ascii_case("bearer") {
                    continue;
                }
                let entry = found.entry((name, prefix)).or_insert((0, at, stated && place == "cookie"));
                entry.0 += 1;
            }
        }
        let Some(((name, prefix), (count, first, stated))) = found.into_iter().max_by_key(|(_, (count, ..))| *count)
        else {
            continue;
        };
        let id = if place == "cookie" { name.clone() } else { id.to_owned() };
        let mut lines = vec!["[[auth]]".to_owned(), format!("id = {}", word(&id)), format!("in = \"{place}\"")];
        match (place, prefix.is_empty()) {
            ("bearer", _) => {}
            ("header", false) => {
                lines.extend(["name = \"Authorization\"".into(), format!("prefix = {}", word(&format!("{prefix} ")))]);
            }
            _ => lines.push(format!("name = {}", word(&name))),
        }
        if !stated {
            lines.push("everywhere = true".into());
        }
        let mut rule = Rule::new(lines, count, first);
        if !stated {
            rule.note = "seen in words and examples; check that it counts for every endpoint".into();
        }
        rules.push(rule);
    }
    rules
}

static OPTIONAL: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(OPTIONAL_PATTERN).ok());
/// How descriptions begin that say first of all that a field can be left out, or end that say so in brackets.
const OPTIONAL_PATTERN: &str = r"^\W*(?:(?i:optional|opcional|facultatif|optionnel|необязательн\p{L}+)\b|可选|选填|任意[。、)）])|[(（](?i:optional|opcional|facultatif|optionnel|необязательн\p{L}+|可选|选填|任意|선택)[)）]$";

static REQUIRED: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(REQUIRED_PATTERN).ok());
/// How descriptions begin that say first of all that a field must be there, and under no condition.
const REQUIRED_PATTERN: &str = r"^\W*(?:(?i:required|mandatory|obrigatóri[oa]|obligatori[oa]|requerid[oa]|obligatoire|requis|erforderlich|pflicht|обязательн\p{L}+)|必填|必须|必須|필수)\s*(?:[*.,;:)\]）。，、；：–—-]|$)";

/// Words below labels that say that there is nothing.
pub fn nothing(learnt: &Learnt) -> Option<Rule> {
    let (_, (_, first)) = learnt.nothing.iter().min_by_key(|(_, (_, first))| *first)?;
    let count = learnt.nothing.values().map(|(count, _)| count).sum();
    let pattern = toml(&any_of(learnt.nothing.keys().map(String::as_str)));
    let lines = vec!["[[statement]]".into(), "states = \"nothing\"".into(), format!("pattern = {pattern}")];
    Some(Rule::new(lines, count, *first))
}

/// Phrases in descriptions that carry a fact.
pub fn phrases(survey: &Survey, tables: &Tables) -> Vec<Rule> {
    let first = survey.pieces.iter().position(|piece| matches!(piece.what, What::Table(_))).unwrap_or(0);
    let rule = |means: &str, pattern: &str, count: usize, note: &str| {
        let lines = vec!["[[prose]]".into(), format!("means = \"{means}\""), format!("pattern = {}", toml(pattern))];
        let mut rule = Rule::new(lines, count, first);
        note.clone_into(&mut rule.note);
        (count > 0).then_some(rule)
    };
    let count = |rule: &LazyLock<Option<Regex>>| {
        let descriptions = tables.cells.get("description").into_iter().flatten();
        descriptions.filter(|cell| rule.as_ref().is_some_and(|rule| rule.is_match(cell))).count()
    };
    let (optional, required) = (count(&OPTIONAL), count(&REQUIRED));
    let link = rule("type", "(?s).+", tables.typed_links, "descriptions have a link to what their type leaves open");
    let optional = rule("optional", OPTIONAL_PATTERN, optional, "");
    link.into_iter().chain(optional).chain(rule("required", REQUIRED_PATTERN, required, "")).collect()
}

/// Sentences that state a fact, and lines that state methods or a cookie. `rows` are the items of lists that are rows.
pub fn statements(survey: &Survey, rows: &BTreeSet<usize>) -> Vec<Rule> {
    let mut rules = Vec::new();
    let lines = || lines(survey, rows);
    let headings: BTreeSet<&str> = survey
        .pieces
        .iter()
        .filter_map(|piece| piece.line().filter(|(mark, _)| *mark == super::survey::Marked::Heading))
        .map(|(_, text)| text.trim_matches('`'))
        .collect();
    for words in &WORDS.statement {
        // A sentence that says what comes back does so by a link to a type.
        let typed = matches!(words.states.as_str(), "response" | "parameters" | "same-response" | "same-parameters");
        let mut found: Vec<(String, BTreeSet<usize>)> = Vec::new();
        for pattern in &words.patterns {
            let Some(rule) = proposed(pattern) else { continue };
            // A sentence that says what comes back names a type by a link, or as a heading has it.
            let named = |text: &crate::markdown::Inline| {
                let found = rule.captures(&text.text);
                let name = found.as_ref().and_then(|found| found.name("type").or_else(|| found.name("items")));
                !text.links.is_empty() || name.is_some_and(|name| headings.contains(name.as_str()))
            };
            let fits =
                |text: &crate::markdown::Inline| skipped::is_of_one(&rule, &text.text) && (!typed || named(text));
            let matched: BTreeSet<usize> = lines().filter(|(_, text)| fits(text)).map(|(at, _)| at).collect();
            match found.last_mut().filter(|_| !typed) {
                _ if matched.is_empty() => {}
                // Patterns without groups are one rule.
                Some((_, other)) if other.is_superset(&matched) => {}
                _ => {
                    let texts = lines().map(|(_, text)| text.text.as_str());
                    found.push((skipped::narrowed(pattern, &rule, texts), matched));
                }
            }
        }
        let groups: Vec<Vec<(String, BTreeSet<usize>)>> =
            if typed { found.into_iter().map(|one| vec![one]).collect() } else { vec![found] };
        for group in groups {
            let matched: BTreeSet<usize> = group.iter().flat_map(|(_, matched)| matched).copied().collect();
            let Some(first) = matched.first().copied() else { continue };
            let pattern = toml(&group.iter().map(|(pattern, _)| pattern.as_str()).collect::<Vec<_>>().join("|"));
            let lines =
                vec!["[[statement]]".into(), format!("states = \"{}\"", words.states), format!("pattern = {pattern}")];
            rules.push(Rule::new(lines, matched.len(), first));
        }
    }
    rules.extend(below_labels(survey));
    rules.extend(behind_labels(lines()));
    rules
}

/// The lines that are no rows, by their pieces: what describes a field states nothing of the endpoint.
fn lines<'s>(
    survey: &'s Survey,
    rows: &'s BTreeSet<usize>,
) -> impl Iterator<Item = (usize, &'s crate::markdown::Inline)> {
    survey.pieces.iter().enumerate().filter_map(|(at, piece)| match &piece.what {
        What::Text(mark, text) if *mark != super::survey::Marked::Heading && !rows.contains(&at) => Some((at, text)),
        _ => None,
    })
}

/// Methods and cookies that stand in a line behind a label.
fn behind_labels<'s>(lines: impl Iterator<Item = (usize, &'s crate::markdown::Inline)>) -> Vec<Rule> {
    let mut rules = Vec::new();
    let mut methods: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut cookies: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, text) in lines {
        let Some((label, value)) = text.text.split_once([':', '：']) else { continue };
        let mut words = value.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty()).peekable();
        let is_methods = words.peek().is_some() && words.all(|word| crate::ir::Method::parse(word).is_some());
        if is_method_label(label) && is_methods {
            methods.entry(label.trim().to_owned()).or_default().push(at);
        } else if plain(value).starts_with("cookie") && value.chars().count() < 40 {
            cookies.entry(label.trim().to_owned()).or_default().push(at);
        }
    }
    let mut add = |states: &str, rest: &str, labels: BTreeMap<String, Vec<usize>>| {
        for (label, at) in labels {
            let pattern = format!("^{}\\s*[：:]\\s*{rest}", literal(&label));
            let lines =
                vec!["[[statement]]".into(), format!("states = \"{states}\""), format!("pattern = {}", toml(&pattern))];
            rules.push(Rule::new(lines, at.len(), at.first().copied().unwrap_or(0)));
        }
    };
    add("methods", "(?<methods>.+)$", methods);
    add("auth", r"(?i:cookie)\s*[(（:：]?\s*`?(?<name>\w+)`?[)）]?$", cookies);
    rules
}

/// Methods in lines of their own, below a line or a heading that says that a method follows.
fn below_labels(survey: &Survey) -> Option<Rule> {
    let says = |at: usize| survey.pieces.get(at).and_then(Piece::text).is_some_and(|text| is_method_label(&text.text));
    let is_method = |word: &str| crate::ir::Method::parse(word).is_some();
    let is_methods = |text: &str| {
        let mut words = text.split(['`', ',', '/', '、', '|', ' ']).filter(|word| !word.is_empty()).peekable();
        words.peek().is_some() && words.all(is_method)
    };
    let found: Vec<usize> = (1..survey.pieces.len())
        .filter(|at| says(at - 1))
        .filter(|at| survey.pieces.get(*at).and_then(Piece::text).is_some_and(|text| is_methods(&text.text)))
        .collect();
    let first = found.first().copied()?;
    let method = "`?(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)`?";
    let pattern = format!(r"^(?<methods>{method}(?:[\s,/、|]+{method})*)$");
    let lines = vec!["[[statement]]".into(), "states = \"methods\"".into(), format!("pattern = {}", toml(&pattern))];
    Some(Rule::new(lines, found.len(), first))
}
