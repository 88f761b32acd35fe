//! Guessing: from documents that nobody has seen to a `dialect.toml` that reads them as far as their shapes allow.
//!
//! The guess looks at headings, tables, code blocks and labels, compares their words with `words.toml`, and writes the
//! rules that matched something, each with how often it did and where first. It never states a fact of the API that
//! the documents do not have: what it cannot tell stays out, and the messages of the compiler say what is missing.

mod announce;
mod announced;
mod blocks;
mod bullets;
mod cells;
mod edges;
mod envelope;
mod forms;
mod labels;
mod links;
mod listing;
mod mend;
mod names;
mod numbers;
mod page;
mod pattern;
mod refine;
mod rule;
mod shape;
mod skipped;
mod spans;
mod survey;
mod tables;
mod tags;
#[cfg(test)]
mod tests;
mod trial;
mod under;
mod values;
mod wire;
mod words;

use std::fmt::Write as _;

use announced::Announced;
use envelope::Envelope;
use refine::Learnt;
use rule::Rule;
use survey::{Survey, What};
use tables::Tables;
use trial::{Attempt, Trial};

use crate::Document;

pub use forms::{FORMS, Form};
pub use tables::nearest as nearest_column;
pub(super) use trial::Account;

/// What a guess came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guess {
    /// The text of `dialect.toml`.
    pub dialect: String,
    /// Constructs that look like announcements and that no rule takes, as `file:line: text`.
    pub left: Vec<String>,
    /// The form with a name whose rules these are.
    pub form: Option<Form>,
}

/// How often a proposal is compiled to make a better one.
const ROUNDS: usize = 3;

/// The dialect of documents in a form that has a name.
#[must_use]
pub fn in_form(api: &str, documents: &[Document], form: Form) -> Guess {
    let (_, lexed) = page::page(documents.iter().map(|document| document.text.as_str()));
    let survey = Survey::of(documents.iter().map(|document| (document.name.as_str(), document.text.as_str())), &lexed);
    let trial = Trial::of(api, documents, form.dialect(&settings(api, &survey)));
    Guess { dialect: mend::mended(api, documents, trial), left: Vec::new(), form: Some(form) }
}

/// Guesses how `documents` are written. Their names begin with the folder of the API.
#[must_use]
pub fn guess(api: &str, documents: &[Document]) -> Guess {
    let (page, lexed) = page::page(documents.iter().map(|document| document.text.as_str()));
    let survey = Survey::of(documents.iter().map(|document| (document.name.as_str(), document.text.as_str())), &lexed);
    let announced = announce::announcements(&survey);
    let mut tables = tables::tables(&survey, &announced.pieces);
    tables.indexes(&survey, &announced.indexes);
    let bullets = bullets::bullets(&survey, &mut tables);
    let proposal = Proposal::new(api, &page, survey, announced, tables, &bullets);
    let mut learnt = Learnt::default();
    let mut trial = Trial::of(api, documents, proposal.text(&learnt));
    for _ in 0..ROUNDS {
        if !learnt.add(refine::learn(&trial.output, documents, &proposal.survey, &proposal.announced)) {
            break;
        }
        trial = proposal.tried(documents, &learnt, trial);
    }
    if proposal.survey.has_json() {
        trial = proposal.best(documents, trial, learnt);
    }
    let mut known: Option<(Form, Trial)> = None;
    for form in forms::likely(documents) {
        let other = Trial::of(api, documents, form.dialect(&settings(api, &proposal.survey)));
        let other = Trial::of(api, documents, mend::mended(api, documents, other));
        let best = known.as_ref().map_or(&trial, |(_, known)| known).account();
        // What a form with a name says as well as the shapes do is known better: it reads what these documents lack, too.
        let (knows, better) = (other.account().knows_as_much(best), other.account().is_better(best));
        let wins = if known.is_none() { knows } else { knows && better };
        if wins {
            known = Some((form, other));
        }
    }
    if let Some((form, Trial { dialect, .. })) = known {
        return Guess { dialect, left: Vec::new(), form: Some(form) };
    }
    let (survey, announced) = (&proposal.survey, &proposal.announced);
    let left = announced.left.iter().map(|at| {
        let words = survey.pieces.get(*at).and_then(|piece| match &piece.what {
            What::Fence(fence) => fence.text.lines().next().map(str::to_owned),
            _ => piece.text().map(|text| text.text.clone()),
        });
        format!("{}: {}", survey.place(*at), rule::one_line(&words.unwrap_or_default()))
    });
    Guess { left: left.collect(), dialect: mend::mended(api, documents, trial), form: None }
}

/// What was made out of the documents.
struct Proposal<'a> {
    api: &'a str,
    survey: Survey,
    announced: Announced,
    tables: Tables,
    envelope: Option<Envelope>,
    /// The parts of the text that no trial changes, in their order.
    head: String,
    page: String,
    calls: String,
    lists: String,
    cells: cells::Cells,
    words: String,
}

impl<'a> Proposal<'a> {
    fn new(
        api: &'a str,
        page: &[String],
        survey: Survey,
        announced: Announced,
        tables: Tables,
        bullets: &[Rule],
    ) -> Self {
        let (mut calls, mut lists, mut words) = (String::new(), String::new(), String::new());
        let (head, mut around) = (head(api, &survey), String::new());
        blocks::block(&mut around, &blocks::page_lines(page, &survey));
        blocks::path_block(&mut calls, &announced);
        rules(&mut calls, "announcements", &announced.rules, &survey);
        rules(&mut calls, "who calls", &wire::auth(&survey), &survey);
        let stated: Vec<Rule> =
            announced.bases.iter().cloned().chain(wire::statements(&survey, &tables.bullets)).collect();
        rules(&mut calls, "sentences that state a fact", &stated, &survey);
        rules(&mut lists, "lists that stand for tables", bullets, &survey);
        rules(&mut words, "values in descriptions", &values::values(&survey, &tables), &survey);
        rules(&mut words, "phrases", &wire::phrases(&survey, &tables), &survey);
        let (envelope, cells) = (envelope::envelope(&survey), cells::Cells::of(&tables));
        Self { api, survey, announced, tables, envelope, head, page: around, calls, lists, cells, words }
    }

    /// A trial of what was learnt, where the text is not that of the trial before.
    fn tried(&self, documents: &[Document], learnt: &Learnt, before: Trial) -> Trial {
        let text = self.text(learnt);
        if text == before.dialect { before } else { Trial::of(self.api, documents, text) }
    }

    /// The trial, or one that is better: each attempt is compiled, and kept where more agrees with it.
    fn best(&self, documents: &[Document], mut best: Trial, mut learnt: Learnt) -> Trial {
        let mut account = best.account();
        for attempt in Attempt::ALL {
            let mut other = learnt.clone();
            other.tried.insert(attempt);
            let text = self.text(&other);
            if text == best.dialect {
                continue;
            }
            let trial = Trial::of(self.api, documents, text);
            let found = trial.account();
            if found.is_better(account) {
                (best, account, learnt) = (trial, found, other);
            }
        }
        best
    }

    /// The text of `dialect.toml`.
    fn text(&self, learnt: &Learnt) -> String {
        let Self { survey, announced, tables, envelope, .. } = self;
        let around = labels::Around::of(envelope.as_ref());
        let sections = labels::labels(survey, announced, tables, &around, learnt);
        let mut text = [self.head.as_str(), &self.page].concat();
        blocks::documents_block(&mut text, survey, announced, tables, learnt);
        text.push_str(&self.calls);
        rules(&mut text, "labels", &sections, survey);
        rules(&mut text, "words for nothing", wire::nothing(learnt).as_slice(), survey);
        text.push_str(&self.lists);
        let has_table = sections.iter().any(|rule| rule.lines.iter().any(|line| line == "role = \"envelope\""));
        blocks::cells_blocks(&mut text, tables, &self.cells, envelope.as_ref(), has_table, learnt);
        text.push_str(&self.words);
        blocks::block(&mut text, &blocks::policy(learnt, tables));
        while text.ends_with("\n\n") {
            text.pop();
        }
        text
    }
}

fn head(api: &str, survey: &Survey) -> String {
    let text = "# How the documents are written, inferred from their shapes. Every rule says how often it matched. Correct what\n\
         # is wrong, add what is missing, and run `gen` after each change; `spec/dialect.md` explains every key.\n\n";
    text.to_owned() + &settings(api, survey)
}

/// What the documents do not say about the API as a whole.
fn settings(api: &str, survey: &Survey) -> String {
    let mut text = String::new();
    let servers = wire::servers(survey);
    let _ = writeln!(text, "[api]\ntitle = {}", pattern::word(api));
    text.push_str(
        "# What cannot be read yet is left out and listed, so that there is output from the first run on. Take this out when \
         nothing\n# is withheld and no warning is left that matters: from then on an error keeps the output as it was.\n\
         draft = true\n",
    );
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
