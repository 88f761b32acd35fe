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

/// Whether rules of the dialect read already what a rule with a pattern would. Where they do not give it to all that stands
/// there, somebody has said so.
fn is_read(rule: &Table, own: &Table, lines: &[&str]) -> bool {
    rule.iter().all(|(kind, rules)| {
        let known = patterns(own.get(kind));
        let read = |line: &str| known.iter().any(|pattern| pattern.is_match(line));
        let new = patterns(Some(rules));
        let mut would = lines.iter().filter(|line| new.iter().any(|pattern| pattern.is_match(line))).peekable();
        would.peek().is_some() && would.all(|line| read(line))
    })
}

/// The patterns of rules of one kind.
fn patterns(rules: Option<&Value>) -> Vec<Regex> {
    let rules = rules.and_then(Value::as_array).into_iter().flatten();
    rules.filter_map(|rule| Regex::new(rule.get("pattern")?.as_str()?).ok()).collect()
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
