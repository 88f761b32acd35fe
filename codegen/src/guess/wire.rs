//! What travels: the envelope of the JSON examples, base URLs, credentials, sentences that state a fact.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;

use super::announce::is_method_label;
use super::pattern::{literal, toml, word};
use super::rule::Rule;
use super::survey::{Survey, What};
use super::tables::Tables;
use super::words::{WORDS, list, mentions, plain};

/// What surrounds the data of responses, as the examples show it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Envelope {
    /// The field with the data.
    pub data: String,
    /// The field that tells success from failure.
    pub code: String,
    /// The fields that explain a failure.
    pub messages: Vec<String>,
    /// The values of `code` that mean success, as JSON.
    pub success: Vec<String>,
    /// The fields in their order, each with the kind of its values and whether some examples lack it.
    pub fields: Vec<(String, &'static str, bool)>,
    /// The field that comes back as the caller sent it.
    pub echo: Option<String>,
    /// How many examples have it, and of how many.
    pub count: (usize, usize),
}

/// The envelope, where most examples that are objects have one.
pub fn envelope(survey: &Survey) -> Option<Envelope> {
    let fences = survey.pieces.iter().filter_map(|piece| match &piece.what {
        What::Fence(fence) => {
            let text = fence.text.trim();
            // What is nearly JSON counts as the compiler takes it.
            serde_json::from_str::<Value>(text).ok().or_else(|| json5::from_str(text).ok())
        }
        _ => None,
    });
    let objects: Vec<_> =
        fences.filter_map(|value| if let Value::Object(map) = value { Some(map) } else { None }).collect();
    let key = |map: &serde_json::Map<String, Value>, kind: &str| {
        list(&WORDS.envelope, kind).iter().find(|word| map.contains_key(word.as_str())).cloned()
    };
    let mut shapes: BTreeMap<(String, String), Vec<&serde_json::Map<String, Value>>> = BTreeMap::new();
    for map in &objects {
        if let (Some(data), Some(code)) = (key(map, "data"), key(map, "code"))
            && map.get(&code).is_some_and(|value| !value.is_object() && !value.is_array())
        {
            shapes.entry((data, code)).or_default().push(map);
        }
    }
    let ((data, code), maps) = shapes.into_iter().max_by_key(|(_, maps)| maps.len())?;
    let explains = maps.iter().any(|map| key(map, "messages").is_some());
    if (maps.len() < 3 && !explains) || maps.len() * 3 < objects.len() {
        return None;
    }
    let mut fields: Vec<(String, &'static str, bool)> = Vec::new();
    let mut codes: BTreeMap<String, usize> = BTreeMap::new();
    for map in &maps {
        for (name, value) in *map {
            let having = maps.iter().filter(|map| map.contains_key(name)).count();
            if having * 2 >= maps.len() && !fields.iter().any(|(known, ..)| known == name) {
                let any = *name == data || list(&WORDS.envelope, "echo").contains(name);
                fields.push((name.clone(), if any { "any" } else { kind(value) }, having < objects.len()));
            }
        }
        let value = map.get(&code).map(Value::to_string).unwrap_or_default();
        let good = list(&WORDS.envelope, "success").iter().any(|word| *word == value.trim_matches('"'));
        *codes.entry(value).or_default() += usize::from(good);
    }
    let success = codes.into_iter().filter(|(_, count)| *count > 0).map(|(value, _)| value).collect();
    let is_message = |name: &String| list(&WORDS.envelope, "messages").contains(name);
    let messages = fields.iter().map(|(name, ..)| name.clone()).filter(is_message).collect();
    let echo = fields.iter().map(|(name, ..)| name.clone()).find(|name| list(&WORDS.envelope, "echo").contains(name));
    Some(Envelope { echo, data, code, messages, success, fields, count: (maps.len(), objects.len()) })
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null | Value::Array(_) | Value::Object(_) => "any",
        Value::Bool(_) => "bool",
        Value::Number(_) => "int64",
        Value::String(_) => "string",
    }
}

impl Envelope {
    /// `[envelope]`. Without a table of the documents the fields come from the examples; `types` are the words that
    /// the documents have for types, to which what is missing is added.
    pub fn toml(&self, has_table: bool, types: &mut Vec<String>) -> Vec<String> {
        let strings = |names: &[String]| super::pattern::list(names.iter().map(String::as_str));
        let mut lines = vec![
            format!("# {} of {} JSON examples that are objects have these fields", self.count.0, self.count.1),
            "[envelope]".into(),
            format!("data = {}", word(&self.data)),
            format!("code = {}", word(&self.code)),
        ];
        if !self.success.is_empty() {
            lines.push(format!("success = [{}]", self.success.join(", ")));
        }
        if !self.messages.is_empty() {
            lines.push(format!("messages = {}", strings(&self.messages)));
        }
        lines.extend(self.echo.as_ref().map(|echo| format!("echo = {}", word(echo))));
        if has_table {
            return lines;
        }
        lines.push("field = [".into());
        for (name, kind, lacking) in &self.fields {
            let known = types.iter().find(|line| line.contains(&format!("= \"{kind}\""))).cloned();
            let spelling = known.unwrap_or_else(|| {
                let line = format!("\"{kind}\" = \"{kind}\" # for the envelope");
                types.push(line.clone());
                line
            });
            let spelling = spelling.split(" = ").next().unwrap_or_default().to_owned();
            let optional = if *lacking { ", optional = true" } else { "" };
            lines.push(format!("    {{ name = {}, type = {spelling}{optional} }},", word(name)));
        }
        lines.push("]".into());
        lines
    }
}

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
        let Ok(pattern) = Regex::new(pattern) else { continue };
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

/// Phrases in descriptions that carry a fact.
pub fn phrases(survey: &Survey, tables: &Tables) -> Vec<Rule> {
    let first = survey.pieces.iter().position(|piece| matches!(piece.what, What::Table(_))).unwrap_or(0);
    if tables.typed_links == 0 {
        return Vec::new();
    }
    let lines = ["[[prose]]", "means = \"type\"", "pattern = '(?s).+'"].map(str::to_owned).to_vec();
    let mut rule = Rule::new(lines, tables.typed_links, first);
    rule.note = "descriptions have a link to what their type leaves open".into();
    vec![rule]
}

/// Sentences that state a fact, and lines that state methods or a cookie.
pub fn statements(survey: &Survey) -> Vec<Rule> {
    let mut rules = Vec::new();
    let lines = || {
        survey.pieces.iter().enumerate().filter_map(|(at, piece)| match &piece.what {
            What::Text(mark, text) if *mark != super::survey::Marked::Heading => Some((at, text)),
            _ => None,
        })
    };
    for words in &WORDS.statement {
        // A sentence that says what comes back does so by a link to a type.
        let typed = matches!(words.states.as_str(), "response" | "parameters" | "same-response" | "same-parameters");
        let mut found: Vec<(&str, BTreeSet<usize>)> = Vec::new();
        for pattern in &words.patterns {
            let Ok(rule) = Regex::new(&super::ascii(pattern)) else { continue };
            let fits = |text: &crate::markdown::Inline| rule.is_match(&text.text) && (!typed || !text.links.is_empty());
            let matched: BTreeSet<usize> = lines().filter(|(_, text)| fits(text)).map(|(at, _)| at).collect();
            match found.last_mut().filter(|_| !typed) {
                _ if matched.is_empty() => {}
                // Patterns without groups are one rule.
                Some((_, other)) if other.is_superset(&matched) => {}
                _ => found.push((pattern, matched)),
            }
        }
        let groups: Vec<Vec<(&str, BTreeSet<usize>)>> =
            if typed { found.into_iter().map(|one| vec![one]).collect() } else { vec![found] };
        for group in groups {
            let matched: BTreeSet<usize> = group.iter().flat_map(|(_, matched)| matched).copied().collect();
            let Some(first) = matched.first().copied() else { continue };
            let pattern = toml(&group.iter().map(|(pattern, _)| *pattern).collect::<Vec<_>>().join("|"));
            let lines =
                vec!["[[statement]]".into(), format!("states = \"{}\"", words.states), format!("pattern = {pattern}")];
            rules.push(Rule::new(lines, matched.len(), first));
        }
    }
    let mut methods: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut cookies: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, text) in lines() {
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
            let pattern = format!("^{}[：:]\\s*{rest}", literal(&label));
            let lines =
                vec!["[[statement]]".into(), format!("states = \"{states}\""), format!("pattern = {}", toml(&pattern))];
            rules.push(Rule::new(lines, at.len(), at.first().copied().unwrap_or(0)));
        }
    };
    add("methods", "(?<methods>.+)$", methods);
    add("auth", r"(?i:cookie)\s*[(（:：]?\s*`?(?<name>\w+)`?[)）]?$", cookies);
    rules
}
