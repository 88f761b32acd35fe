//! What the compiler says of a proposal, for a better one: rules that it finds no use for, types that nobody defines,
//! examples that lack what the tables seem to require, documents of which it reads nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::announced::Announced;
use super::survey::{Marked, Survey, What};
use super::trial::Attempt;
use super::words::{WORDS, plain};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::{Document, Output};

/// What was learnt from compiling.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Learnt {
    /// Labels of which a rule would be an error wherever they stand.
    pub labels: BTreeSet<(Marked, String)>,
    /// Types that are used and that nobody defines, with how often.
    pub undefined: BTreeMap<String, usize>,
    /// How many examples of responses lack a field that nothing calls optional.
    pub lacking: usize,
    /// How many examples of requests do.
    pub lacking_request: usize,
    /// What was tried, and made the proposal better.
    pub tried: BTreeSet<Attempt>,
    /// Words for "nothing" that stand below labels and nowhere else, with how often and where first.
    pub nothing: BTreeMap<String, (usize, usize)>,
    /// Documents of which nothing became a part of the API, with how many errors are in each.
    pub unread: BTreeMap<usize, usize>,
}

impl Learnt {
    /// Adds what another round taught, and says whether that was anything. What was learnt before stays: the proposal
    /// that taught it is gone.
    pub fn add(&mut self, more: Self) -> bool {
        let before = self.clone();
        self.labels.extend(more.labels);
        self.undefined.extend(more.undefined);
        self.unread.extend(more.unread);
        self.nothing.extend(more.nothing);
        self.lacking = self.lacking.max(more.lacking);
        self.lacking_request = self.lacking_request.max(more.lacking_request);
        *self != before
    }
}

/// Looks at what came of compiling `documents` with a proposal.
pub fn learn(output: &Output, documents: &[Document], survey: &Survey, announced: &Announced) -> Learnt {
    let of = |code: Code| output.diagnostics.items().iter().filter(move |item| item.code == code);
    let mut undefined: BTreeMap<String, usize> = BTreeMap::new();
    for item in of(Code::UndefinedType) {
        if let Some(name) = item.message.split('`').nth(1) {
            *undefined.entry(name.to_owned()).or_default() += 1;
        }
    }
    // The words are those of the message, which says whether it is of a request.
    let is_request = |item: &&Diagnostic| item.message.contains("in the request");
    let lacking_request = of(Code::ExampleLacks).filter(is_request).count();
    let lacking = of(Code::ExampleLacks).count() - lacking_request;
    Learnt {
        labels: labels(output, survey),
        undefined,
        lacking,
        lacking_request,
        tried: BTreeSet::new(),
        nothing: nothing(output, survey),
        unread: unread(output, documents, survey, announced),
    }
}

/// The labels that have no place for their role, where no other label of their words has one.
fn labels(output: &Output, survey: &Survey) -> BTreeSet<(Marked, String)> {
    let mut wrong: BTreeMap<(Marked, &str), usize> = BTreeMap::new();
    let mut all: BTreeMap<(Marked, &str), usize> = BTreeMap::new();
    let places: BTreeSet<(String, u32)> = output
        .diagnostics
        .items()
        .iter()
        .filter(|item| item.code == Code::NoParent)
        .map(|item| output.sources.locate(item.span))
        .map(|at| (at.file.to_string(), at.line))
        .collect();
    for piece in &survey.pieces {
        let Some(line) = piece.line() else { continue };
        let at = survey.sources.locate(piece.span);
        *all.entry(line).or_default() += 1;
        if places.contains(&(at.file.to_string(), at.line)) {
            *wrong.entry(line).or_default() += 1;
        }
    }
    let whole = wrong.into_iter().filter(|(line, count)| all.get(line) == Some(count));
    whole.map(|((mark, text), _)| (mark, text.to_owned())).collect()
}

/// The words below labels that say that there is nothing. Elsewhere they could say it of something else.
fn nothing(output: &Output, survey: &Survey) -> BTreeMap<String, (usize, usize)> {
    let place = |at: crate::source::Location| (at.file.to_string(), at.line);
    let below: BTreeSet<_> = output
        .diagnostics
        .items()
        .iter()
        .filter(|item| item.code == Code::UnknownLabel)
        .flat_map(|item| &item.related)
        .map(|(span, _)| place(output.sources.locate(*span)))
        .collect();
    let mut found: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut elsewhere = BTreeSet::new();
    for (at, piece) in survey.pieces.iter().enumerate() {
        let Some((_, text)) =
            piece.line().filter(|(_, text)| WORDS.nothing.contains(&plain(text.trim_end_matches(['.', '。']))))
        else {
            continue;
        };
        if below.contains(&place(survey.sources.locate(piece.span))) {
            found.entry(text.to_owned()).or_insert((0, at)).0 += 1;
        } else {
            elsewhere.insert(text.to_owned());
        }
    }
    found.retain(|text, _| !elsewhere.contains(text));
    found
}

/// The documents with errors that announce nothing, define nothing that is used, and that no other document leads to.
fn unread(output: &Output, documents: &[Document], survey: &Survey, announced: &Announced) -> BTreeMap<usize, usize> {
    let Some(api) = &output.api else { return BTreeMap::new() };
    let name = |at: usize| documents.get(at).map_or("", |document| document.name.as_str());
    let mut used: BTreeSet<&str> =
        announced.pieces.iter().filter_map(|at| survey.pieces.get(*at)).map(|piece| name(piece.file)).collect();
    if used.is_empty() {
        return BTreeMap::new();
    }
    let idle: BTreeSet<(String, u32)> = output
        .diagnostics
        .items()
        .iter()
        .filter(|item| item.code == Code::UnusedType)
        .map(|item| output.sources.locate(item.span))
        .map(|at| (at.file.to_string(), at.line))
        .collect();
    let types = api.types.iter().map(|def| &def.provenance);
    let types = types.filter(|at| !idle.contains(&(at.file.to_string(), at.line)));
    let codes = api.codes.iter().map(|code| &code.provenance);
    let statuses = api.statuses.iter().map(|status| &status.provenance);
    used.extend(types.chain(codes).chain(statuses).map(|at| at.file.as_ref()));
    let linked = linked(documents, survey);
    let mut errors: BTreeMap<usize, usize> = BTreeMap::new();
    for item in output.diagnostics.items().iter().filter(|item| is_unreadable(item)) {
        let file = output.sources.locate(item.span).file;
        let at = documents.iter().position(|document| document.name == *file);
        if let Some(at) = at.filter(|at| !used.contains(name(*at)) && !linked.contains(name(*at))) {
            *errors.entry(at).or_default() += 1;
        }
    }
    errors
}

/// Whether a construct cannot be read as what the proposal takes it for.
fn is_unreadable(item: &Diagnostic) -> bool {
    let unread = matches!(
        item.code,
        Code::UnknownColumn
            | Code::UnknownTable
            | Code::BadName
            | Code::BadType
            | Code::BadCell
            | Code::BadEndpoint
            | Code::UnreadItem
            | Code::NoParent
            | Code::UndefinedType
    );
    item.severity == Severity::Error || (unread && item.severity == Severity::Warning)
}

/// The documents that a cell of a table in another one leads to.
fn linked(documents: &[Document], survey: &Survey) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for piece in &survey.pieces {
        let What::Table(table) = &piece.what else { continue };
        let Some(own) = documents.get(piece.file).map(|document| document.name.as_str()) else { continue };
        let cells = table.rows.iter().flat_map(|row| &row.cells);
        for link in cells.flat_map(|cell| &cell.text.links) {
            let target = link.url.split('#').next().unwrap_or_default();
            if !target.is_empty() && !target.contains("://") {
                found.insert(resolve(own, target));
            }
        }
    }
    found
}

/// The document that `target` is, seen from `from`.
fn resolve(from: &str, target: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in target.trim_end_matches(".html").trim_end_matches(".md").split('/') {
        match part {
            "." | "" => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/") + ".md"
}

#[cfg(test)]
mod tests {
    #[test]
    fn links_lead_from_where_they_stand() {
        for (target, expected) in [("b.md", "x/a/b.md"), ("../b/c.html", "x/b/c.md"), ("./d", "x/a/d.md")] {
            assert_eq!(super::resolve("x/a/one.md", target), expected);
        }
    }
}
