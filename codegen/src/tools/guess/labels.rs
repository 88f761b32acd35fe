//! Labels: lines and headings above tables and code blocks, by their words.

mod classify;

use std::collections::{BTreeMap, BTreeSet};

use super::announced::Announced;
use super::envelope::Envelope;
use super::pattern::{any_of, literal, toml};
use super::refine::Learnt;
use super::rule::Rule;
use super::survey::{Marked, Piece, Survey, What};
use super::tables::Tables;
use super::trial::Attempt;
use super::words::{WORDS, list, mentions};
use crate::recognise::command::is_command;
use classify::{Followed, Key, LONGEST, classify, statuses};

/// Labels of one rule: their texts, how often they occur, and the first.
#[derive(Debug, Default)]
struct Texts {
    all: BTreeSet<String>,
    count: usize,
    first: usize,
}

/// Whether a line introduces an example.
pub fn is_example(words: &str) -> bool {
    words.chars().count() <= LONGEST && mentions(words, list(&WORDS.labels, "example"))
}

/// What is known of the fields around the data of responses.
#[derive(Debug, Default)]
pub struct Around {
    /// Fields that only the table of an envelope has, in groups of which one is enough.
    telling: Vec<Vec<String>>,
    /// The field that carries the data.
    data: Option<String>,
}

impl Around {
    /// Of the envelope. Beside the data its rows may stand in any table, and tell nothing.
    pub fn of(envelope: Option<&Envelope>) -> Self {
        let envelope = envelope.filter(|envelope| envelope.data.is_some());
        envelope
            .map_or_else(Self::default, |envelope| Self { telling: envelope.telling(), data: envelope.data.clone() })
    }
}

/// The rules for labels, but for those that have no place for their role.
pub fn labels(survey: &Survey, announced: &Announced, tables: &Tables, around: &Around, learnt: &Learnt) -> Vec<Rule> {
    let rejected = &learnt.labels;
    let (targets, cells) = (targets(survey), words_of_cells(survey));
    let mut followed = followed(survey, announced, tables, around);
    if learnt.tried.contains(&Attempt::WholeResponses) {
        for seen in followed.values_mut() {
            seen.whole = seen.carrying > 0;
        }
    }
    let mut rules: BTreeMap<Key, Texts> = BTreeMap::new();
    let mut types: BTreeSet<usize> = BTreeSet::new();
    for ((mark, text), seen) in followed.iter().filter(|(label, _)| !rejected.contains(*label)) {
        let Some(key) = classify(*mark, text, seen).or_else(|| target(*mark, text, seen, &targets)) else { continue };
        // A word that is no heading is the name of a type where something is of that type.
        if key.role == "object" && *mark != Marked::Heading && is_word(text) && !cells.contains(text.as_str()) {
            continue;
        }
        if key.role == "fields" {
            types.extend(&seen.parents);
        }
        let texts = rules.entry(key).or_insert_with(|| Texts { first: seen.first, ..Texts::default() });
        texts.all.insert(text.clone());
        texts.count += (seen.fields + seen.values + seen.fences).max(seen.nothing).max(1);
        texts.first = texts.first.min(seen.first);
    }
    named_by_headings(&types, survey, &mut rules);
    rules.into_iter().map(|(key, texts)| rule(&key, &texts)).collect()
}

/// What follows labels, by their marks and texts.
fn followed(
    survey: &Survey,
    announced: &Announced,
    tables: &Tables,
    around: &Around,
) -> BTreeMap<(Marked, String), Followed> {
    let parents = parents(survey, announced);
    let mut followed: BTreeMap<(Marked, String), Followed> = BTreeMap::new();
    for (at, piece) in survey.pieces.iter().enumerate() {
        let announces = announced.pieces.contains(&at);
        let begins = tables.bullets.contains(&at) && !is_later(at, survey, tables);
        let is_content = (matches!(piece.what, What::Table(_) | What::Fence(_)) || begins) && !announces;
        if is_content && let Some((label, text)) = survey.label_of(at).and_then(|label| own(label, survey, announced)) {
            let seen =
                followed.entry((label.1, text)).or_insert_with(|| Followed { first: label.0, ..Followed::default() });
            match &piece.what {
                What::Table(table) if tables.fields.contains(&at) => {
                    seen.fields += 1;
                    let has = |name: &String| {
                        table.rows.iter().any(|row| {
                            row.cells.first().is_some_and(|cell| cell.text.text.trim().trim_matches('`') == name)
                        })
                    };
                    seen.parents.extend(parents.get(label.0).copied().flatten());
                    seen.envelope += usize::from(around.telling.iter().any(|names| names.iter().all(has)));
                    seen.carrying += usize::from(around.data.as_ref().is_some_and(has));
                }
                What::Table(table) => {
                    seen.values += 1;
                    let (statuses, headed) = statuses(table);
                    seen.statuses += usize::from(statuses);
                    seen.headed += usize::from(headed);
                }
                What::Fence(fence) => {
                    seen.fences += 1;
                    seen.requests += usize::from(is_command(&fence.text));
                }
                _ if tables.statuses.contains(&at) => {
                    seen.values += 1;
                    seen.statuses += 1;
                    seen.headed += 1;
                }
                _ => seen.fields += 1,
            }
        } else if !tables.bullets.contains(&at)
            && let Some((label, text)) = own(at, survey, announced)
            && matches!(label.1, Marked::Heading | Marked::Bold)
        {
            let seen = followed.entry((label.1, text)).or_insert_with(|| Followed { first: at, ..Followed::default() });
            seen.nothing += 1;
        }
    }
    followed
}

/// The nearest heading of a level above its own that stands before each heading, where it is no title of an endpoint.
fn parents(survey: &Survey, announced: &Announced) -> Vec<Option<usize>> {
    let (mut last, mut file): (BTreeMap<usize, usize>, usize) = (BTreeMap::new(), 0);
    let parent = |(at, piece): (usize, &Piece)| {
        if std::mem::replace(&mut file, piece.file) != piece.file {
            last.clear();
        }
        let level = usize::from(piece.level);
        let above = last.range(1..level.max(1)).map(|(_, at)| *at).max();
        if level > 0 {
            last.insert(level, at);
        }
        above.filter(|at| !announced.titles.contains(at) && !announced.pieces.contains(at))
    };
    survey.pieces.iter().enumerate().map(parent).collect()
}

/// Whether a row of a list, or one that is a paragraph or a heading, follows another.
fn is_later(at: usize, survey: &Survey, tables: &Tables) -> bool {
    let is_row = |at: usize| tables.bullets.contains(&at);
    let Some(piece) = survey.pieces.get(at) else { return false };
    if piece.listed {
        return at.checked_sub(1).is_some_and(is_row);
    }
    // What stands between two such rows is the description of the first.
    let above = (0..at).rev().map_while(|at| survey.pieces.get(at).map(|piece| (at, piece)));
    let mut above = above.take_while(|(at, other)| {
        is_row(*at) || other.level == 0 || other.level >= piece.level.max(1) && piece.level > 0
    });
    above.any(|(at, other)| is_row(at) && !other.listed && other.level == piece.level)
}

/// Adds a rule for headings whose words are the names of types.
fn named_by_headings(types: &BTreeSet<usize>, survey: &Survey, rules: &mut BTreeMap<Key, Texts>) {
    let Some(first) = types.first().copied() else { return };
    let key = Key { rank: 6, role: "object", mark: Marked::Heading, more: Vec::new(), own: String::new() };
    let texts = rules.entry(key).or_insert_with(|| Texts { first, ..Texts::default() });
    texts.count += types.len();
    let lines = types.iter().filter_map(|at| survey.pieces.get(*at)?.line());
    texts.all.extend(lines.map(|(_, text)| text.to_owned()));
}

/// The places in documents that links lead to, in letters and digits alone.
fn targets(survey: &Survey) -> BTreeSet<String> {
    let cells = survey.pieces.iter().filter_map(|piece| match &piece.what {
        What::Table(table) => Some(table.rows.iter().flat_map(|row| row.cells.iter().map(|cell| &cell.text))),
        _ => None,
    });
    let lines = survey.pieces.iter().filter_map(super::survey::Piece::text);
    let links = cells.flatten().chain(lines).flat_map(|text| &text.links);
    let places = links.filter_map(|link| link.url.split_once('#')).map(|(_, place)| letters(place));
    places.filter(|place| !place.is_empty()).collect()
}

/// The words in the cells of tables.
fn words_of_cells(survey: &Survey) -> BTreeSet<&str> {
    let tables =
        survey.pieces.iter().filter_map(|piece| if let What::Table(table) = &piece.what { Some(table) } else { None });
    let cells = tables.flat_map(|table| &table.rows).flat_map(|row| &row.cells);
    cells.flat_map(|cell| cell.text.text.split(|letter: char| !letter.is_alphanumeric())).collect()
}

fn is_word(text: &str) -> bool {
    text.chars().all(char::is_alphanumeric)
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A heading above a table that a link leads to: what the table describes has the heading's words for its name.
fn target(mark: Marked, text: &str, seen: &Followed, targets: &BTreeSet<String>) -> Option<Key> {
    let words = letters(text);
    let leads = |place: &String| *place == words || words.chars().count() > 3 && place.ends_with(&words);
    let found =
        mark == Marked::Heading && seen.fields + seen.values > 0 && !words.is_empty() && targets.iter().any(leads);
    found.then(|| Key { rank: 6, role: "object", mark, more: Vec::new(), own: String::new() })
}

/// The label `at`, if it is no announcement and no heading under which there are some.
fn own(at: usize, survey: &Survey, announced: &Announced) -> Option<((usize, Marked), String)> {
    let (mark, text) = survey.pieces.get(at)?.line()?;
    // A heading directly above the title of an endpoint is that of a group.
    let leads = announced.titles.contains(&at) || announced.titles.contains(&(at + 1));
    let heading = mark == Marked::Heading && (announced.under.contains(text) || leads);
    let known = announced.pieces.contains(&at) || heading;
    (!known && !text.is_empty()).then(|| ((at, mark), text.to_owned()))
}

fn rule(key: &Key, texts: &Texts) -> Rule {
    let mut lines = vec!["[[section]]".to_owned(), format!("role = \"{}\"", key.role)];
    let mark = match key.mark {
        Marked::Bold => "bold",
        Marked::Heading => "heading",
        Marked::Line => "line",
        Marked::Summary => "summary",
    };
    lines.push(format!("mark = \"{mark}\""));
    lines.extend(key.more.iter().cloned());
    let all = || any_of(texts.all.iter().map(String::as_str));
    let pattern = match (key.role, key.own.is_empty()) {
        (_, false) => key.own.clone(),
        ("object", true) => {
            let names: Vec<String> = texts.all.iter().map(|text| literal(text)).collect();
            format!("^(?<name>{})$", names.join("|"))
        }
        _ => all(),
    };
    lines.push(format!("pattern = {}", toml(&pattern)));
    Rule::new(lines, texts.count, texts.first)
}
