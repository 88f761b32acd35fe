//! Items of lists, paragraphs and headings that stand for rows of a table.

use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;

use super::numbers;
use super::pattern::{list, proposed, toml};
use super::rule::Rule;
use super::survey::{Marked, Piece, Survey};
use super::tables::Tables;
use super::words::{self, WORDS};

/// How many items of one form are rows. One may be a sentence, unless it has a type and stands below a label of fields.
const FEWEST: usize = 2;

/// Where rows stand, as `bullet.in` has it.
const FORMS: [&str; 3] = ["item", "line", "heading"];

/// The cells of rows of one form.
#[derive(Default)]
struct Rows {
    found: Vec<usize>,
    cells: BTreeMap<&'static str, Vec<String>>,
    unsaid: usize,
    /// Types of rows that show a number, with whether it has a fraction.
    numbers: Vec<(String, bool)>,
}

/// Where rows are looked for.
struct Place<'s> {
    survey: &'s Survey,
    /// Of each piece, whether it stands below a heading that speaks of fields.
    labelled: Vec<bool>,
    /// The numbers that JSON shows.
    members: BTreeMap<&'s str, bool>,
}

/// The rules for items, paragraphs and headings that stand for rows. Their cells are added to those of `tables`.
pub fn bullets(survey: &Survey, tables: &mut Tables) -> Vec<Rule> {
    let mut rules = Vec::new();
    let mut taken = BTreeSet::new();
    let place = Place { survey, labelled: labelled(survey), members: numbers::shown(survey) };
    rules.extend(statuses(&place, tables, &mut taken));
    for pattern in &WORDS.bullets {
        let Some(rule) = proposed(pattern) else { continue };
        let mut forms = Vec::new();
        let mut all = Rows::default();
        for form in FORMS {
            let rows = rows(&rule, form, &place, &taken);
            let types = rows.cells.get("type").map_or(&[][..], Vec::as_slice);
            let known = types.iter().filter(|words| words::find(&WORDS.types, words).is_some()).count();
            // What has no types has words for presence.
            let spoken = rows.cells.get("presence").is_some_and(|words| !words.is_empty());
            let understood = if types.is_empty() { spoken } else { known * 2 >= types.len() };
            let labelled = |at: &usize| is_below(*at, survey, &["parameters", "response"]);
            let alone = form == "item" && !types.is_empty() && rows.found.iter().all(labelled);
            if rows.found.len() < FEWEST && !alone || !understood || rows.found.is_empty() {
                continue;
            }
            forms.push(form);
            all.found.extend(rows.found);
            all.unsaid += rows.unsaid;
            all.numbers.extend(rows.numbers);
            for (kind, cells) in rows.cells {
                all.cells.entry(kind).or_default().extend(cells);
            }
        }
        let Some(first) = all.found.iter().min().copied() else { continue };
        let mut lines = vec!["[[bullet]]".to_owned()];
        if forms != ["item"] {
            lines.push(format!("in = {}", list(forms)));
        }
        lines.push(format!("pattern = {}", toml(pattern)));
        rules.push(Rule::new(lines, all.found.len(), first));
        if all.cells.contains_key("presence") {
            tables.unsaid_presence += all.unsaid;
        }
        all.numbers.into_iter().for_each(|(cell, fraction)| tables.note_number(cell, fraction));
        for (kind, cells) in all.cells {
            tables.cells.entry(kind).or_default().extend(cells);
        }
        taken.extend(all.found);
    }
    rules.extend(plain(&place, tables, &mut taken));
    tables.bullets = taken;
    rules
}

/// Names with words about them and nothing else: `` - `page`: the page ``.
const PLAIN: &str = r"^`(?<name>[A-Za-z_][\w.\[\]-]*)`\s*[:：–—-]\s*(?<description>(?s:.+))$";

/// The rule for items with a name and words alone, where all of them stand below labels of parameters: elsewhere such items
/// are anything.
fn plain(place: &Place<'_>, tables: &mut Tables, taken: &mut BTreeSet<usize>) -> Option<Rule> {
    let (rule, survey) = (proposed(PLAIN)?, place.survey);
    let rows = rows(&rule, "item", place, taken);
    let first = rows.found.first().copied().filter(|_| rows.found.len() >= FEWEST)?;
    if !rows.found.iter().all(|at| is_below(*at, survey, &["parameters"])) {
        return None;
    }
    let descriptions = rows.found.iter().filter_map(|at| {
        let (_, text) = survey.pieces.get(*at)?.line()?;
        Some(rule.captures(text)?.name("description")?.as_str().trim().to_owned())
    });
    tables.cells.entry("description").or_default().extend(descriptions);
    let lines = vec!["[[bullet]]".to_owned(), format!("pattern = {}", toml(PLAIN))];
    let count = rows.found.len();
    taken.extend(rows.found);
    Some(Rule::new(lines, count, first))
}

/// HTTP statuses with words about them: `` - `404`: no such page ``.
const STATUS: &str = r"^`?(?<value>[1-5]\d\d)`?\s*[:：–—-]\s*(?<description>(?s:.+))$";

/// The rule for items with a status, where all of them stand below labels of statuses or errors.
fn statuses(place: &Place<'_>, tables: &mut Tables, taken: &mut BTreeSet<usize>) -> Option<Rule> {
    let found = rows(&proposed(STATUS)?, "item", place, taken).found;
    let first = found.first().copied()?;
    let labels = ["statuses", "outcomes", "codes", "response"];
    if !found.iter().all(|at| is_below(*at, place.survey, &labels)) {
        return None;
    }
    let lines = vec!["[[bullet]]".to_owned(), format!("pattern = {}", toml(STATUS))];
    let count = found.len();
    tables.statuses.extend(&found);
    taken.extend(found);
    Some(Rule::new(lines, count, first))
}

/// Whether the list that an item is in stands directly below a label of one of these kinds.
fn is_below(at: usize, survey: &Survey, kinds: &[&str]) -> bool {
    let above = (0..at).rev().filter_map(|at| survey.pieces.get(at)).find(|piece| !piece.listed);
    let label = above.and_then(Piece::line).filter(|(mark, text)| *mark != Marked::Line || text.ends_with([':', '：']));
    label.is_some_and(|(_, text)| kinds.iter().any(|kind| words::mentions(text, words::list(&WORDS.labels, kind))))
}

fn rows(rule: &Regex, form: &str, place: &Place<'_>, taken: &BTreeSet<usize>) -> Rows {
    let (mut rows, Place { survey, labelled, members }) = (Rows::default(), place);
    for (at, piece) in survey.pieces.iter().enumerate().filter(|(at, _)| !taken.contains(at)) {
        let Some((mark, text)) = piece.line() else { continue };
        let labelled = labelled.get(at).copied().unwrap_or_default();
        let stands = match form {
            "item" => piece.listed && mark == Marked::Line,
            "line" => !piece.listed && matches!(mark, Marked::Line | Marked::Bold) && labelled,
            _ => mark == Marked::Heading && labelled,
        };
        let Some(groups) = rule.captures(text).filter(|_| stands) else { continue };
        rows.found.push(at);
        let group = |kind: &str| groups.name(kind).map(|words| words.as_str().trim());
        let cells = ["presence", "default", "description"].into_iter().filter_map(group);
        let number = numbers::fraction(group("name"), cells, members);
        rows.numbers.extend(group("type").map(str::to_owned).zip(number));
        for kind in ["name", "type", "presence", "location"] {
            match groups.name(kind) {
                Some(words) => rows.cells.entry(kind).or_default().push(words.as_str().trim().to_owned()),
                None => rows.unsaid += usize::from(kind == "presence"),
            }
        }
    }
    rows
}

/// Of each piece, whether the heading above it, which is higher than its own, speaks of fields.
fn labelled(survey: &Survey) -> Vec<bool> {
    let speaks = |words: &str| {
        ["parameters", "response"].iter().any(|kind| words::mentions(words, words::list(&WORDS.labels, kind)))
    };
    // The headings that a later one can stand below, the nearest last.
    let mut above: Vec<(u8, bool)> = Vec::new();
    let of = |piece: &Piece| {
        while piece.level > 0 && above.last().is_some_and(|(level, _)| *level >= piece.level) {
            above.pop();
        }
        let labelled = above.last().is_some_and(|(_, speaks)| *speaks);
        if piece.level > 0 {
            above.push((piece.level, piece.line().is_some_and(|(_, words)| speaks(words))));
        }
        labelled
    };
    survey.pieces.iter().map(of).collect()
}
