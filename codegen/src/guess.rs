//! Guessing: from documents that nobody has seen to a `dialect.toml` that reads them as far as their shapes tell.
//!
//! The guess looks at headings, tables, code blocks and labels, compares their words with `words.toml`, and writes the
//! rules that matched something, each with how often it did and where first. It never states a fact of the API that
//! the documents do not have: what it cannot tell stays out, and the messages of the compiler say what is missing.

mod announce;
mod cells;
mod labels;
mod links;
mod listing;
mod page;
mod pattern;
mod refine;
mod rule;
mod shape;
mod survey;
mod tables;
mod tags;
#[cfg(test)]
mod tests;
mod wire;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use announce::Announced;
use refine::Learnt;
use rule::Rule;
use survey::{Survey, What};
use tables::Tables;

use crate::Document;

use crate::dialect::ascii;
pub use tables::nearest as nearest_column;

/// What a guess came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guess {
    /// The text of `dialect.toml`.
    pub dialect: String,
    /// Constructs that look like announcements and that no rule takes, as `file:line: text`.
    pub left: Vec<String>,
}

/// How often a proposal is compiled to make a better one.
const ROUNDS: usize = 3;

/// Guesses how `documents` are written. Their names begin with the folder of the API.
#[must_use]
pub fn guess(api: &str, documents: &[Document]) -> Guess {
    let (page, lexed) = page::page(documents.iter().map(|document| document.text.as_str()));
    let survey = Survey::of(documents.iter().map(|document| (document.name.as_str(), document.text.as_str())), &lexed);
    let announced = announce::announcements(&survey);
    let proposal = Proposal { api, page, tables: tables::tables(&survey, &announced.pieces), survey, announced };
    let mut learnt = Learnt::default();
    let mut dialect = proposal.text(&learnt);
    for _ in 0..ROUNDS {
        let more = refine::learn(api, documents, &dialect, &proposal.survey, &proposal.announced);
        if !learnt.add(more) {
            break;
        }
        dialect = proposal.text(&learnt);
    }
    let (survey, announced) = (&proposal.survey, &proposal.announced);
    let left = announced.left.iter().map(|at| {
        let words = survey.pieces.get(*at).and_then(|piece| match &piece.what {
            What::Fence(fence) => fence.text.lines().next().map(str::to_owned),
            _ => piece.text().map(|text| text.text.clone()),
        });
        format!("{}: {}", survey.place(*at), rule::one_line(&words.unwrap_or_default()))
    });
    Guess { dialect, left: left.collect() }
}

/// What was made out of the documents.
struct Proposal<'a> {
    api: &'a str,
    page: Vec<String>,
    survey: Survey,
    announced: Announced,
    tables: Tables,
}

impl Proposal<'_> {
    /// The text of `dialect.toml`.
    fn text(&self, learnt: &Learnt) -> String {
        let Self { api, survey, announced, tables, .. } = self;
        let envelope = wire::envelope(survey);
        let outer: Vec<String> =
            envelope.iter().flat_map(|envelope| [envelope.data.clone(), envelope.code.clone()]).collect();
        let sections = labels::labels(survey, announced, tables, &outer, &learnt.labels);
        let mut text = head(api, survey);
        block(&mut text, &page_lines(&self.page, survey));
        documents_block(&mut text, survey, announced, tables, learnt);
        path_block(&mut text, announced);
        rules(&mut text, "announcements", &announced.rules, survey);
        rules(&mut text, "who calls", &wire::auth(survey), survey);
        rules(&mut text, "sentences that state a fact", &wire::statements(survey), survey);
        rules(&mut text, "labels", &sections, survey);
        let has_table = sections.iter().any(|rule| rule.lines.iter().any(|line| line == "role = \"envelope\""));
        cells_blocks(&mut text, tables, envelope.as_ref(), has_table, learnt);
        rules(&mut text, "phrases", &wire::phrases(survey, tables), survey);
        block(&mut text, &policy(learnt));
        while text.ends_with("\n\n") {
            text.pop();
        }
        text
    }
}

/// `[page]`, with what rows of tables need.
fn page_lines(page: &[String], survey: &Survey) -> Vec<String> {
    let mut lines = page.to_vec();
    if survey.ragged > 0 {
        if lines.is_empty() {
            lines.push("[page]".into());
        }
        lines.push(format!("join_cells = true # {} rows have more cells than their header", survey.ragged));
    }
    lines
}

/// `[policy]`, where examples show that fields may be missing of which nothing says so.
fn policy(learnt: &Learnt) -> Vec<String> {
    let mut lines = Vec::new();
    if learnt.lacking >= LACKING {
        lines.push(format!(
            "response_field = \"optional\" # {} examples lack one that nothing calls optional",
            learnt.lacking
        ));
    }
    if learnt.lacking_request >= LACKING {
        lines.push(format!(
            "parameter = \"optional\" # {} examples lack one that nothing calls optional",
            learnt.lacking_request
        ));
    }
    if !lines.is_empty() {
        lines.insert(0, "[policy]".into());
    }
    lines
}

/// From how many examples on that lack a field it is the rule and not a slip.
const LACKING: usize = 3;

fn head(api: &str, survey: &Survey) -> String {
    let mut text = String::from(
        "# How the documents are written, as far as their shapes tell. Every rule says how often it matched. Correct what\n\
         # is wrong, add what is missing, and run `cargo xtask gen` after each change; `spec/dialect.md` explains every key.\n\n",
    );
    let servers = wire::servers(survey);
    let _ = writeln!(text, "[api]\ntitle = {}", pattern::word(api));
    if servers.is_empty() {
        text.push_str("# servers = [\"https://…\"] # no document says a base URL in so many words\n");
    } else {
        let seen: Vec<_> =
            servers.iter().map(|(url, count, at)| format!("{url}: {count}, first at {}", survey.place(*at))).collect();
        let _ = writeln!(text, "# {}", seen.join("; "));
        let _ = writeln!(text, "servers = {}", pattern::list(servers.iter().map(|(url, ..)| url.as_str())));
    }
    text.push('\n');
    text
}

fn block(text: &mut String, lines: &[String]) {
    if !lines.is_empty() {
        text.push_str(&lines.join("\n"));
        text.push_str("\n\n");
    }
}

fn rules(text: &mut String, title: &str, rules: &[Rule], survey: &Survey) {
    if rules.is_empty() {
        return;
    }
    let _ = writeln!(text, "# ---- {title}\n");
    for rule in rules {
        text.push_str(&rule.toml(survey));
        text.push('\n');
    }
}

/// Documents that hold nothing, where there are several documents.
fn documents_block(text: &mut String, survey: &Survey, announced: &Announced, tables: &Tables, learnt: &Learnt) {
    let used: BTreeSet<usize> =
        [&announced.pieces, &tables.fields, &tables.values].into_iter().flatten().copied().collect();
    let errors: usize = learnt.unread.values().sum();
    if errors > 0 {
        let _ = writeln!(
            text,
            "# {} of them hold tables or labels that no rule explains, in {errors} places; nothing leads to them",
            learnt.unread.len()
        );
    }
    for (lines, count) in page::documents(survey, &used, &learnt.unread.keys().copied().collect()) {
        let _ = writeln!(
            text,
            "# {count} of {} documents; say `ignored` if they are no part of the API",
            survey.names.len()
        );
        block(text, &lines);
    }
}

/// How endpoints are named, so that no two have one name.
fn path_block(text: &mut String, announced: &Announced) {
    let mut lines = Vec::new();
    let bare = announced.calls.iter().filter(|(_, path)| !path.starts_with('/')).count() + announced.bare;
    if bare > 0 {
        lines.push(format!("add_slash = true # {bare} paths are written without it"));
    }
    let calls: BTreeSet<(String, &str)> = announced
        .calls
        .iter()
        .map(|(method, path)| (method.clone().unwrap_or_default(), path.split('?').next().unwrap_or(path)))
        .collect();
    let clashes = |segments: usize| {
        let mut names: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for (_, path) in &calls {
            let words: Vec<_> =
                path.split('/').filter(|word| !word.is_empty() && !word.starts_with(['{', ':', '<'])).collect();
            let from = words.len().saturating_sub(segments);
            let name = words.get(from..).unwrap_or_default().join("_");
            names.entry(name).or_default().insert(path);
        }
        names.values().filter(|paths| paths.len() > 1).map(BTreeSet::len).sum::<usize>()
    };
    let (one, two) = (clashes(1), clashes(2));
    let parameters = calls.iter().filter(|(_, path)| path.contains(['{', '<']) || path.contains("/:")).count();
    if one > 0 && two == 0 && parameters == 0 {
        lines.push(format!("name_segments = 2 # the last segment alone is that of several paths {one} times"));
    } else if one > 0 {
        lines
            .push(format!("names = \"method-and-path\" # the last segment alone is that of several paths {one} times"));
    }
    if parameters > 0 {
        lines.push(format!(
            "# parameter_type = \"…\" # {parameters} paths have parameters; say what those without a row in a table are"
        ));
    }
    if !lines.is_empty() {
        lines.insert(0, "[path]".into());
    }
    block(text, &lines);
}

fn cells_blocks(
    text: &mut String,
    tables: &Tables,
    envelope: Option<&wire::Envelope>,
    has_table: bool,
    learnt: &Learnt,
) {
    if !tables.columns.is_empty() {
        text.push_str("# ---- tables\n\n");
        text.push_str("[columns]\n");
    }
    for (kind, headers) in &tables.columns {
        let seen: Vec<_> = headers.iter().map(|(words, count)| format!("{} {count}", rule::one_line(words))).collect();
        let list = pattern::list(headers.iter().map(|(words, _)| words.as_str()));
        let _ = writeln!(text, "# in how many tables: {}\n{kind} = {list}", seen.join(", "));
    }
    if !tables.columns.is_empty() {
        text.push('\n');
    }
    block(text, &cells::names(tables).lines);
    let presence = cells::spellings("presence", &["presence", "optional"], &words::WORDS.presence, tables);
    block(text, &presence.lines);
    block(text, &cells::spellings("default", &["default"], &words::WORDS.default, tables).lines);
    block(text, &cells::places(tables).lines);
    let (mut types, shapes) = cells::types(tables);
    let outer = envelope.map(|envelope| envelope.toml(has_table, &mut types.lines));
    let empty = cells::empty_types(tables);
    if empty > 0 {
        types.lines.push(format!("\"\" = \"any\" # {empty} cells say nothing"));
    }
    let defined = define(learnt, &mut types.lines);
    if types.lines.first().is_some_and(|line| !line.starts_with('[')) {
        types.lines.insert(0, "[types]".into());
    }
    if !types.lines.is_empty() {
        types.lines.insert(0, format!("# {} of {} type cells", types.known, types.all));
    }
    block(text, &types.lines);
    for (count, lines, example) in shapes {
        let _ = writeln!(text, "# {count} cells, such as {}", rule::one_line(&example));
        block(text, &lines);
    }
    block(text, &outer.unwrap_or_default());
    block(text, &defined);
}

/// `[define]`: types that nobody defines are any JSON value, until somebody says what they are.
fn define(learnt: &Learnt, types: &mut Vec<String>) -> Vec<String> {
    if learnt.undefined.is_empty() {
        return Vec::new();
    }
    let known = types.iter().find(|line| line.contains("= \"any\"") && !line.starts_with("\"\"")).cloned();
    let any = known.unwrap_or_else(|| {
        let line = "\"any\" = \"any\" # for types that nobody defines".to_owned();
        types.push(line.clone());
        line
    });
    let any = any.split(" = ").next().unwrap_or_default().to_owned();
    let mut lines =
        vec!["# No document defines these. Say what they are, or correct the headings of their tables.".to_owned()];
    lines.push("[define]".into());
    let each = |(name, count): (&String, &usize)| format!("{} = {{ type = {any} }} # {count}", pattern::word(name));
    lines.extend(learnt.undefined.iter().map(each));
    lines
}
