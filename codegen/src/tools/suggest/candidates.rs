//! What could be added to a dialect: the rules that a guess makes for the documents, columns that no rule knows, and policies.

use std::collections::BTreeSet;

use crate::diagnostic::Code;
use crate::tools::guess;
use crate::{Input, Output};

/// Policies that say how documents are read where they say nothing themselves.
const POLICIES: [&str; 3] = [
    "[policy]\nunlabelled_example = \"response\"\n",
    "[policy]\nitems_by_example = true\n",
    "[names]\ndotted = true\n",
];

/// The candidates, each a text of TOML, in a fixed order: of the last kind there can be many.
pub fn candidates(input: &Input, output: &Output) -> Vec<String> {
    let guessed = guess::guess(&input.api, &input.documents).dialect;
    let mut all: Vec<String> = guessed.split("\n\n").filter_map(block).collect();
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
