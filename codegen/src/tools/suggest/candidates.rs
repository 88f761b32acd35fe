//! What could be added to a dialect: the rules that a guess makes for the documents, columns that no rule knows, and policies.

use std::collections::BTreeSet;

use regex::Regex;
use toml::{Table, Value};

use crate::diagnostic::Code;
use crate::ledger::Construct;
use crate::tools::guess;
use crate::{Input, Output};

/// Policies that say how documents are read where they say nothing themselves.
const POLICIES: [&str; 4] = [
    "[policy]\nsame_call = \"merge\"\n",
    "[policy]\nunlabelled_example = \"response\"\n",
    "[policy]\nitems_by_example = true\n",
    "[names]\ndotted = true\n",
];

/// The candidates, each a text of TOML, in a fixed order: of the last kind there can be many.
pub fn candidates(input: &Input, output: &Output) -> Vec<String> {
    let guessed = guess::guess(&input.api, &input.documents).dialect;
    let own = input.dialect.text.parse().unwrap_or_default();
    let lines = lines(output);
    let mut all: Vec<String> = guessed.split("\n\n").filter_map(block).collect();
    all.retain(|rule| !rule.parse().is_ok_and(|rule| is_read(&rule, &own, &lines)));
    all.extend(POLICIES.map(str::to_owned));
    all.extend(columns(output));
    let mut seen = BTreeSet::new();
    all.retain(|rule| seen.insert(rule.clone()));
    all
}

/// A block of a guess without its comments, unless it is about the API as a whole.
fn block(text: &str) -> Option<String> {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with('#')).collect();
    let head = lines.first().filter(|line| line.starts_with('[') && **line != "[api]")?;
    (lines.len() > 1 || head.contains('=')).then(|| lines.join("\n") + "\n")
}

/// The headings and paragraphs of the documents, without the marks around them.
fn lines(output: &Output) -> Vec<&str> {
    let texts = output.ledger.entries().iter().filter(|entry| {
        matches!(entry.construct, Construct::Heading | Construct::BoldLine | Construct::Paragraph | Construct::ListItem)
    });
    let first = |text: &'_ str| text.lines().next().map(str::len);
    let texts = texts.map(|entry| output.sources.slice(entry.span));
    texts.filter_map(|text| text.get(..first(text)?)).map(|line| line.trim_matches(['#', '*', '-', '+', ' '])).collect()
}

/// Whether rules of the dialect read already what each rule with a pattern would. Where they do not give it to all that
/// stands there, somebody has said so.
fn is_read(rule: &Table, own: &Table, lines: &[&str]) -> bool {
    rule.iter().all(|(kind, rules)| {
        let mut rules = rules_of(Some(rules)).peekable();
        rules.peek().is_some()
            && rules.all(|rule| {
                let known: Vec<_> =
                    rules_of(own.get(kind)).filter(|own| is_beside(own, rule)).filter_map(pattern).collect();
                let read = |line: &str| known.iter().any(|pattern| pattern.is_match(line));
                let Some(new) = pattern(rule) else { return false };
                let mut would = lines.iter().filter(|line| new.is_match(line)).peekable();
                would.peek().is_some() && would.all(|line| read(line))
            })
    })
}

/// Whether a rule looks at all places that another looks at.
fn is_beside(own: &Value, other: &Value) -> bool {
    let key = |rule: &Value, key: &str| rule.get(key).and_then(Value::as_str).map(str::to_owned);
    let mark = key(own, "mark").is_none_or(|mark| mark == "any" || key(other, "mark") == Some(mark));
    mark && key(own, "in") == key(other, "in")
}

/// The rules of one kind.
fn rules_of(rules: Option<&Value>) -> impl Iterator<Item = &Value> {
    rules.and_then(Value::as_array).into_iter().flatten()
}

fn pattern(rule: &Value) -> Option<Regex> {
    Regex::new(rule.get("pattern")?.as_str()?).ok()
}

/// The columns that no rule knows: as what their words say, or else as words.
fn columns(output: &Output) -> Vec<String> {
    let items = output.diagnostics.items().iter().filter(|item| item.code == Code::UnknownColumn);
    let header = |words: &str| {
        let kind = guess::nearest_column(words).unwrap_or("description");
        format!("[columns]\n{kind} = [{}]\n", toml::Value::from(words))
    };
    let words: BTreeSet<_> = items.map(|item| output.sources.slice(item.span).trim().to_owned()).collect();
    words.into_iter().filter(|words| !words.is_empty()).map(|words| header(&words)).collect()
}
