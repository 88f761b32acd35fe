//! What two accounts of one endpoint differ in, or the words of two headings of one group: said once for each two places.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::paragraphs::{paragraphs, plain};
use crate::diagnostic::Code;
use crate::dialect::Role;
use crate::ir::Docs;
use crate::markdown::Inline;
use crate::recognise::raw::{Label, RawRow, RawSection, Text};
use crate::resolve::context::Context;
use crate::resolve::draft::Account;
use crate::resolve::link::messages::{self, Difference, Words};
use crate::source::Span;

/// The rows of the sections of one noun, by their keys.
type Rows<'a> = BTreeMap<String, BTreeMap<&'a str, &'a RawRow>>;

/// Reports what `second` states otherwise than `first`, or alone. Rows of it that do not count are settled by that.
pub fn of_accounts(first: &Account, second: &Account, context: &mut Context<'_>) {
    let (one, two) = (&first.stated, &second.stated);
    let mut facts = heads(first, second);
    let mut words = said((&one.docs, &first.sections), (&two.docs, &second.sections));
    let pairs = [("the title", &one.title, &two.title), ("the group", &one.group, &two.group)];
    for (what, one, two) in pairs {
        let differ = one.as_ref().zip(two.as_ref()).filter(|(one, two)| one.value != two.value);
        words.named.extend(differ.map(|(one, two)| difference(what, &one.value, &two.value, (two.span, one.span))));
    }
    tables(first, second, &mut facts, &mut words, context);
    let shown = |account: &Account| -> HashSet<String> {
        account.examples.iter().map(|example| example.text.trim().to_owned()).collect()
    };
    // What both state says more than what one leaves out.
    facts.sort_by_key(|fact| fact.alone.is_some());
    words.examples = shown(first).symmetric_difference(&shown(second)).count();
    let name = format!("`{}`", first.name);
    if let Some(item) = messages::differ(&name, &facts, &words, (two.span, one.span)) {
        context.report(item);
    }
}

/// Reports what only one of two headings of the group `first` has below it.
pub fn of_groups(first: (&Text, &Docs), second: (&Text, &Docs), context: &mut Context<'_>) {
    let words = said((first.1, &[]), (second.1, &[]));
    let item = messages::groups_differ(&first.0.value, &words, (second.0.span, first.0.span));
    if let Some(item) = item {
        context.report(item);
    }
}

/// What the announcements differ in. What only one of them states is no difference.
fn heads(first: &Account, second: &Account) -> Vec<Difference> {
    let (one, two) = (&first.stated, &second.stated);
    let places = (two.span, one.span);
    let paths = |account: &Account| {
        let paths = account.stated.paths.iter().map(|path| path.value.trim_start_matches('/'));
        paths.collect::<Vec<_>>().join(" ")
    };
    let methods = |account: &Account| {
        let methods = account.stated.announced_methods.iter().map(|(method, _)| method.name());
        methods.collect::<Vec<_>>().join(", ")
    };
    let of = |what, read: &dyn Fn(&Account) -> String| {
        let (own, other) = (read(first), read(second));
        (own != other).then(|| difference(what, &own, &other, places))
    };
    of("the path", &paths).into_iter().chain(of("the methods", &methods)).collect()
}

/// What the tables differ in, row by row.
fn tables(
    first: &Account,
    second: &Account,
    facts: &mut Vec<Difference>,
    words: &mut Words,
    context: &mut Context<'_>,
) {
    let (one, two) = (rows(first), rows(second));
    let announced = (second.stated.span, first.stated.span);
    let nouns: BTreeSet<&String> = one.keys().chain(two.keys()).collect();
    for noun in nouns {
        let (Some(own), Some(other)) = (one.get(noun), two.get(noun)) else {
            match two.get(noun).filter(|_| !is_taken_over(noun)) {
                Some(lost) => {
                    for row in lost.values() {
                        context.settle_row(row.span, Code::MergeConflict);
                    }
                    facts.push(Difference { alone: Some("second"), ..difference(noun, "", "", announced) });
                }
                None => words.alone.push((noun.clone(), if one.contains_key(noun) { "first" } else { "second" })),
            }
            continue;
        };
        let places = |other: Option<&&RawRow>, own: Option<&&RawRow>| {
            (other.map_or(second.stated.span, |row| row.span), own.map_or(first.stated.span, |row| row.span))
        };
        let keys: BTreeSet<&&str> = own.keys().chain(other.keys()).collect();
        for key in keys {
            let (row, more) = (own.get(*key), other.get(*key));
            let stated = |row: Option<&&RawRow>| row.map_or(String::new(), |row| row_facts(row));
            let what = format!("the row `{key}` of {noun}");
            if row.is_none() || more.is_none() || stated(row) != stated(more) {
                facts.push(difference(&what, &stated(row), &stated(more), places(more, row)));
                facts.iter_mut().last().into_iter().for_each(|last| last.alone = alone(row, more));
            } else if row.map(|row| row_words(row)) != more.map(|row| row_words(row)) {
                words.rows += 1;
            } else {
                continue;
            }
            // A parameter that only the second has is added to the first.
            if let Some(more) = more.filter(|_| row.is_some() || noun != "the parameters") {
                context.settle_row(more.span, Code::MergeConflict);
            }
        }
    }
}

fn alone(own: Option<&&RawRow>, other: Option<&&RawRow>) -> Option<&'static str> {
    match (own, other) {
        (Some(_), None) => Some("first"),
        (None, Some(_)) => Some("second"),
        _ => None,
    }
}

fn difference(what: &str, first: &str, second: &str, places: (Span, Span)) -> Difference {
    let (what, first, second) = (what.to_owned(), first.to_owned(), second.to_owned());
    Difference { what, first, second, alone: None, places }
}

/// The paragraphs that only one of two has.
fn said(one: (&Docs, &[RawSection]), two: (&Docs, &[RawSection])) -> Words {
    let known = |(docs, sections): (&Docs, &[RawSection])| -> HashSet<String> {
        paragraphs(docs, sections).map(plain).collect()
    };
    let alone = |whose: (&Docs, &[RawSection]), other: &HashSet<String>| -> Vec<String> {
        let new = paragraphs(whose.0, whose.1).filter(|paragraph| !other.contains(&plain(paragraph)));
        new.map(str::to_owned).collect()
    };
    Words { first: alone(one, &known(two)), second: alone(two, &known(one)), ..Words::default() }
}

/// The rows of all tables, by what the tables are of.
fn rows(account: &Account) -> Rows<'_> {
    let mut rows = Rows::new();
    for section in &account.sections {
        let Some(table) = &section.table else { continue };
        let known = rows.entry(noun(&section.label)).or_default();
        for row in &table.rows {
            known.entry(row.key.text.trim().trim_matches('`')).or_insert(row);
        }
    }
    rows
}

/// Whether the first account gets a table of this noun that only the second has.
fn is_taken_over(noun: &str) -> bool {
    matches!(noun, "the parameters" | "the response" | "the statuses")
}

/// What a section is called.
fn noun(label: &Label) -> String {
    let noun = match label.role {
        Role::Parameters => "the parameters",
        Role::Response => "the response",
        Role::Envelope => "the envelope",
        Role::Codes => "the codes",
        Role::Statuses => "the statuses",
        _ => return format!("the section `{}`", label.text.value),
    };
    noun.to_owned()
}

/// What a row states beside words.
fn row_facts(row: &RawRow) -> String {
    let cell = |cell: &Option<Box<Inline>>| cell.as_ref().map_or(String::new(), |cell| plain(&cell.source));
    let cells = [&row.ty, &row.presence, &row.location, &row.default].map(cell);
    cells.into_iter().filter(|cell| !cell.trim().is_empty()).collect::<Vec<_>>().join(" | ")
}

fn row_words(row: &RawRow) -> Vec<String> {
    row.description.iter().map(|cell| plain(&cell.source)).collect()
}
