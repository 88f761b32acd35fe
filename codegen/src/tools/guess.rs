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
mod envelope;
mod forms;
mod labels;
mod links;
mod listing;
mod mend;
mod page;
mod pattern;
mod refine;
mod rule;
mod shape;
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
use refine::Learnt;
use rule::Rule;
use survey::{Survey, What};
use tables::Tables;
use trial::{Account, Attempt};

use crate::Document;

use crate::dialect::ascii;
pub use forms::{FORMS, Form};
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

/// The dialect of documents in a form that has a name.
#[must_use]
pub fn in_form(api: &str, documents: &[Document], form: Form) -> Guess {
    let (_, lexed) = page::page(documents.iter().map(|document| document.text.as_str()));
    let survey = Survey::of(documents.iter().map(|document| (document.name.as_str(), document.text.as_str())), &lexed);
    let dialect = form.dialect(&head(api, &survey));
    Guess { dialect: mend::mended(api, documents, dialect), left: Vec::new() }
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
    let proposal = Proposal { api, page, survey, announced, tables, bullets };
    let mut learnt = Learnt::default();
    let mut dialect = proposal.text(&learnt);
    for _ in 0..ROUNDS {
        let more = refine::learn(api, documents, &dialect, &proposal.survey, &proposal.announced);
        if !learnt.add(more) {
            break;
        }
        dialect = proposal.text(&learnt);
    }
    if proposal.survey.has_json() {
        dialect = proposal.best(documents, dialect, learnt);
    }
    for form in forms::likely(documents) {
        let other = mend::mended(api, documents, form.dialect(&head(api, &proposal.survey)));
        let account = |dialect: &str| Account::of(api, documents, dialect);
        if account(&other).is_better(account(&dialect)) {
            return Guess { dialect: other, left: Vec::new() };
        }
    }
    let (survey, announced) = (&proposal.survey, &proposal.announced);
    let left = announced.left.iter().map(|at| {
        let words = survey.pieces.get(*at).and_then(|piece| match &piece.what {
            What::Fence(fence) => fence.text.lines().next().map(str::to_owned),
            _ => piece.text().map(|text| text.text.clone()),
        });
        format!("{}: {}", survey.place(*at), rule::one_line(&words.unwrap_or_default()))
    });
    Guess { dialect: mend::mended(api, documents, dialect), left: left.collect() }
}

/// What was made out of the documents.
struct Proposal<'a> {
    api: &'a str,
    page: Vec<String>,
    survey: Survey,
    announced: Announced,
    tables: Tables,
    bullets: Vec<Rule>,
}

impl Proposal<'_> {
    /// The proposal with what makes it better: each attempt is compiled, and kept where more agrees with it.
    fn best(&self, documents: &[Document], mut dialect: String, mut learnt: Learnt) -> String {
        let mut account = Account::of(self.api, documents, &dialect);
        for attempt in Attempt::ALL {
            let mut other = learnt.clone();
            other.tried.insert(attempt);
            let text = self.text(&other);
            if text == dialect {
                continue;
            }
            let found = Account::of(self.api, documents, &text);
            if found.is_better(account) {
                (dialect, account, learnt) = (text, found, other);
            }
        }
        dialect
    }

    /// The text of `dialect.toml`.
    fn text(&self, learnt: &Learnt) -> String {
        let Self { api, survey, announced, tables, .. } = self;
        let envelope = envelope::envelope(survey);
        let around = labels::Around::of(envelope.as_ref());
        let sections = labels::labels(survey, announced, tables, &around, learnt);
        let mut text = head(api, survey);
        blocks::block(&mut text, &blocks::page_lines(&self.page, survey));
        blocks::documents_block(&mut text, survey, announced, tables, learnt);
        blocks::path_block(&mut text, announced);
        rules(&mut text, "announcements", &announced.rules, survey);
        rules(&mut text, "who calls", &wire::auth(survey), survey);
        rules(&mut text, "sentences that state a fact", &wire::statements(survey, &tables.bullets), survey);
        rules(&mut text, "labels", &sections, survey);
        rules(&mut text, "lists that stand for tables", &self.bullets, survey);
        let has_table = sections.iter().any(|rule| rule.lines.iter().any(|line| line == "role = \"envelope\""));
        blocks::cells_blocks(&mut text, tables, envelope.as_ref(), has_table, learnt);
        rules(&mut text, "values in descriptions", &values::values(survey, tables), survey);
        rules(&mut text, "phrases", &wire::phrases(survey, tables), survey);
        blocks::block(&mut text, &blocks::policy(learnt, tables));
        while text.ends_with("\n\n") {
            text.pop();
        }
        text
    }
}

fn head(api: &str, survey: &Survey) -> String {
    let mut text = String::from(
        "# How the documents are written, inferred from their shapes. Every rule says how often it matched. Correct what\n\
         # is wrong, add what is missing, and run `gen` after each change; `spec/dialect.md` explains every key.\n\n",
    );
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
