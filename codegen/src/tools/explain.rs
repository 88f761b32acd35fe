//! Explaining: what became of one place of a document, or of one endpoint.
//!
//! The account says which rule of the dialect spoke of a construct, the provenance of the IR what is known from there,
//! and the places in the documentation of generated code where it ended.

mod code;
mod json_lines;
mod nodes;
#[cfg(test)]
mod tests;

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::ir::{Api, Endpoint, Method};
use crate::ledger::{Construct, Entry, Outcome, Rule};
use crate::source::{Location, SourceMap, Span};
use crate::{Input, Output};

pub use code::Code;
pub use nodes::Node;
use nodes::{Words, nodes, short};

/// What became of a place of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// The constructs, the outermost first.
    pub constructs: Vec<Explained>,
    /// What the IR knows from there.
    pub ir: Vec<Node>,
    /// What stands for it in generated code.
    pub code: Vec<Code>,
}

/// What became of a construct.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Explained {
    /// What it is.
    pub construct: &'static str,
    /// The document.
    pub file: String,
    /// Its first line.
    pub line: u32,
    /// Its last line.
    pub end_line: u32,
    /// Its first words.
    pub text: String,
    /// How it ended: `used`, `ignored` or `reported`.
    pub outcome: &'static str,
    /// As what, or why.
    pub detail: String,
    /// The rules of the dialect that read it.
    pub rules: Vec<RuleAt>,
    /// The messages about it.
    pub messages: Vec<String>,
}

/// A rule of the dialect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RuleAt {
    /// Its key.
    pub key: &'static str,
    /// The file; empty where no file has it and the compiler's own default counts.
    pub file: String,
    /// The line; 0 where no file has it.
    pub line: u32,
    /// The line's text.
    pub text: String,
}

/// What became of the line `line` of the document `file`; `None` where no document has this name or line.
#[must_use]
pub fn line(input: &Input, output: &Output, file: &str, line: u32) -> Option<Explanation> {
    let at = output.sources.find(file, line, 1)?;
    let own: Vec<&Entry> = output.ledger.entries().iter().filter(|entry| entry.span.file == at.file).collect();
    let mut entries: Vec<(Location, &Entry)> = own
        .iter()
        .map(|entry| (output.sources.locate(entry.span), *entry))
        .filter(|(place, _)| (place.line..=last(place)).contains(&line))
        .collect();
    entries.sort_by_key(|(place, entry)| (std::cmp::Reverse(last(place) - place.line), place.column, entry.construct));
    let constructs: Vec<_> = entries.iter().map(|(place, entry)| explained(input, output, place, entry)).collect();
    let texts: Vec<&str> = entries
        .iter()
        .filter(|(_, entry)| has_words(entry.construct))
        .map(|(_, entry)| output.sources.slice(entry.span))
        .collect();
    // What a code block shows is known from the block as a whole.
    let block = entries.iter().find(|(_, entry)| entry.construct == Construct::Fence);
    let lines = block.map_or(line..=line, |(place, _)| place.line..=last(place));
    let from = |(known, at): (&str, u32)| known == file && lines.contains(&at);
    let (ir, places) = nodes(output, &input.api, from, &Words { file, line, texts: &texts });
    let code = code::at(output, &places);
    Some(Explanation { constructs, ir, code })
}

/// What became of an endpoint, given by its name, an alias, its path, its method and path, or its title; `None` where
/// there is none.
#[must_use]
pub fn endpoint(input: &Input, output: &Output, name: &str) -> Option<Explanation> {
    let api = output.api.as_ref()?;
    let is = |endpoint: &Endpoint| {
        let path = endpoint.path.value.as_str();
        let title = endpoint.title.as_ref().map(|title| title.value.as_str());
        let call = name.split_once(' ').is_some_and(|(method, rest)| {
            rest.trim() == path && endpoint.methods.iter().any(|known| Some(known.value) == Method::parse(method))
        });
        endpoint.name == name || path == name || title == Some(name) || call
    };
    let aliased = |endpoint: &Endpoint| {
        endpoint.aliases.iter().any(|alias| alias.path.value.trim_start_matches('/') == name.trim_start_matches('/'))
    };
    let index = api.endpoints.iter().position(is).or_else(|| api.endpoints.iter().position(aliased))?;
    let endpoint = api.endpoints.get(index)?;
    let at = output.sources.find(&endpoint.provenance.file, endpoint.provenance.line, endpoint.provenance.column)?;
    let entries = region(output, at);
    let constructs = entries.iter().map(|(place, entry)| explained(input, output, place, entry)).collect();
    let prefix = format!("/endpoints/{index}");
    let (mut ir, _) = nodes(output, &input.api, |_| true, &Words::default());
    ir.retain(|node| node.pointer == prefix || node.pointer.starts_with(&format!("{prefix}/")));
    let place = (endpoint.provenance.file.to_string(), endpoint.provenance.line);
    let code = code::at(output, &[place]);
    Some(Explanation { constructs, ir, code })
}

/// What the endpoints of `api` can be called for [`endpoint`]: names, calls and titles.
#[must_use]
pub fn names(api: &Api) -> Vec<String> {
    let of = |endpoint: &Endpoint| {
        let path = &endpoint.path.value;
        let calls = endpoint.methods.iter().map(|method| format!("{} {path}", method.value.name()));
        let title = endpoint.title.as_ref().map(|title| title.value.clone());
        let mut names = vec![endpoint.name.clone()];
        names.extend(calls.chain([path.clone()]).chain(title));
        names
    };
    api.endpoints.iter().flat_map(of).collect()
}

/// The constructs of the endpoint that is announced at `at`: from its title to the next one. Cells are left out.
fn region(output: &Output, at: Span) -> Vec<(Location, &Entry)> {
    let mut entries: Vec<&Entry> = output.ledger.entries().iter().filter(|entry| entry.span.file == at.file).collect();
    entries.sort_by_key(|entry| (entry.span.start, std::cmp::Reverse(entry.span.end)));
    let begins = |entry: &Entry| matches!(entry.outcome, Outcome::Used("title" | "group"));
    let announces = |entry: &Entry| matches!(entry.outcome, Outcome::Used("announcement"));
    // A heading that announces is a title.
    let heading = |entry: &Entry| begins(entry) && entry.span.contains(at);
    let own = |entry: &&Entry| entry.span.start <= at.start && (announces(entry) || heading(entry));
    let own = entries.iter().rposition(own).unwrap_or(0);
    let first = entries.iter().take(own + 1).rposition(|entry| begins(entry)).unwrap_or(own);
    let after = |entry: &&Entry| {
        let other = announces(entry) && !entries.get(own).is_some_and(|own| own.span.contains(entry.span));
        begins(entry) || other
    };
    let next = entries.iter().skip(own + 1).position(after).map_or(entries.len(), |found| own + 1 + found);
    let inside = entries.get(first..next).unwrap_or_default();
    let shown = inside.iter().filter(|entry| entry.construct != Construct::Cell);
    shown.map(|entry| (output.sources.locate(entry.span), *entry)).collect()
}

fn last(place: &Location) -> u32 {
    if place.end_column == 1 && place.end_line > place.line { place.end_line - 1 } else { place.end_line }
}

fn has_words(construct: Construct) -> bool {
    matches!(construct, Construct::Heading | Construct::Paragraph | Construct::BoldLine | Construct::ListItem)
}

fn explained(input: &Input, output: &Output, place: &Location, entry: &Entry) -> Explained {
    let about = |item: &&Diagnostic| {
        item.span.file == entry.span.file && (entry.span.contains(item.span) || item.span.contains(entry.span))
    };
    let narrow =
        |item: &&Diagnostic| item.span.start == entry.span.start || output.sources.locate(item.span).line == place.line;
    let messages = output.diagnostics.items().iter().filter(about).filter(narrow);
    let messages = messages.map(|item| format!("{}[{}]: {}", item.severity.name(), item.code.number(), item.message));
    let (outcome, detail) = match &entry.outcome {
        Outcome::Used(what) => ("used", (*what).to_owned()),
        Outcome::Ignored(rule) => ("ignored", (*rule).to_owned()),
        Outcome::Reported(code) => ("reported", format!("{}: {}", code.number(), code.explanation())),
        Outcome::Open => ("open", String::new()),
    };
    Explained {
        construct: entry.construct.name(),
        file: place.file.to_string(),
        line: place.line,
        end_line: last(place),
        text: short(output.sources.slice(entry.span)),
        outcome,
        detail,
        rules: rules(output, entry).into_iter().map(|rule| place_of(input, &output.sources, rule)).collect(),
        messages: messages.collect(),
    }
}

/// The rules that spoke of a construct, and those that read what is in it where nothing smaller is a construct of its own.
fn rules(output: &Output, entry: &Entry) -> Vec<Rule> {
    let mut rules = output.ledger.rules(entry).to_vec();
    if entry.construct == Construct::Cell || has_words(entry.construct) {
        for rule in output.ledger.followed_in(entry.span) {
            if !rules.contains(&rule) {
                rules.push(rule);
            }
        }
    }
    rules
}

/// The place of a rule in `dialect.toml`: the head of its table, or the line of its key.
fn place_of(input: &Input, sources: &SourceMap, rule: Rule) -> RuleAt {
    let text = input.dialect.text.as_str();
    let line = rule.at.map_or_else(|| json_lines::toml_key(text, rule.key), |at| head(text, at as usize));
    let named = sources.find(&input.dialect.name, 1, 1).is_some();
    match line.filter(|_| named) {
        Some(line) => {
            RuleAt { key: rule.key, file: input.dialect.name.clone(), line, text: rule_text(text, line as usize - 1) }
        }
        None => RuleAt { key: rule.key, file: String::new(), line: 0, text: String::new() },
    }
}

/// The lines of the rule whose pattern stands in the line `at`, where it is one of several rules of its kind; otherwise
/// the line alone. Lines of comments are left out.
fn rule_text(text: &str, at: usize) -> String {
    const MOST: usize = 8;
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let is_body = |line: &&&str| !line.is_empty() && !line.starts_with('[');
    let above = lines.get(..at).unwrap_or_default().iter().rev().take_while(is_body).count();
    let head = at.checked_sub(above + 1).and_then(|head| lines.get(head)).is_some_and(|line| line.starts_with("[["));
    if !head {
        return lines.get(at).copied().unwrap_or_default().to_owned();
    }
    let body = lines.iter().skip(at - above).take_while(is_body).filter(|line| !line.starts_with('#'));
    body.take(MOST).copied().collect::<Vec<_>>().join(", ")
}

/// The line of the rule's own pattern, behind its head.
fn head(text: &str, at: usize) -> Option<u32> {
    let before = text.get(..at)?;
    u32::try_from(before.matches('\n').count() + 1).ok()
}
