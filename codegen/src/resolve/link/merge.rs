//! Merging: the same endpoint in two documents is one endpoint, and every difference between the two is reported. What
//! only the second says in words is kept; where they differ in facts, the first counts.

use std::collections::{BTreeMap, HashSet};

use crate::dialect::Role;
use crate::ir::Docs;
use crate::markdown::Inline;
use crate::recognise::raw::{Label, RawRow, RawSection, RawTable, TableKind, Text};
use crate::resolve::context::Context;
use crate::resolve::draft::Account;
use crate::resolve::link::messages;
use crate::source::Span;

/// What an endpoint states, by what it states it of.
type Statements = BTreeMap<String, (String, Span)>;

/// Merges `second`, another account of the same endpoint, into `first`.
pub fn endpoints(first: &mut Account, second: Account, context: &mut Context<'_>) {
    let places = (first.stated.span, second.stated.span);
    differences(&format!("`{}`", first.name), &endpoint(first), &endpoint(&second), places, context);
    words(first, &second);
    first.also.push(second.stated.span);
    missing(first, second);
}

/// Whether an account only mentions its endpoint, as the row of an overview does: words at most stand with it.
pub fn is_mention(account: &Account) -> bool {
    let stated = &account.stated;
    let parameters = [&stated.parameters, &stated.same_parameters].into_iter().all(Option::is_none);
    let response = [&stated.response, &stated.same_response].into_iter().all(Option::is_none);
    let none = stated.no_parameters.is_none() && stated.no_response.is_none();
    account.sections.is_empty()
        && account.examples.is_empty()
        && stated.statuses.is_empty()
        && parameters
        && response
        && none
}

/// Whether two accounts have the same sections, which stand below both announcements.
pub fn is_copy(one: &Account, two: &Account) -> bool {
    let places = |account: &Account| {
        let labels = account.sections.iter().map(|section| section.label.text.span);
        labels.chain(account.examples.iter().map(|example| example.span)).collect::<Vec<_>>()
    };
    let own = places(one);
    !own.is_empty() && own == places(two)
}

/// Merges two accounts of one endpoint of which one is a mention. The other counts; what it does not say at all is taken
/// from the mention, and the words of both are kept.
pub fn mention(first: &mut Account, second: Account) {
    let mut mention = second;
    if is_mention(first) && !is_mention(&mention) {
        std::mem::swap(first, &mut mention);
        first.also = std::mem::take(&mut mention.also);
    }
    words(first, &mention);
    let (own, other) = (&mut first.stated, mention.stated);
    own.title = own.title.take().or(other.title);
    own.group = own.group.take().or(other.group);
    own.server = own.server.take().or(other.server);
    if own.methods().next().is_none() {
        own.announced_methods = other.announced_methods;
    }
    for path in other.paths {
        if own.paths.iter().all(|known| known.value.trim_start_matches('/') != path.value.trim_start_matches('/')) {
            own.paths.push(path);
        }
    }
    first.also.push(other.span);
}

/// How many paragraphs only one of two accounts has.
pub fn alone(one: &Account, two: &Account) -> usize {
    let plain = |account: &Account| -> HashSet<String> {
        paragraphs(&account.stated.docs, &account.sections).map(plain).collect()
    };
    plain(one).symmetric_difference(&plain(two)).count()
}

/// Keeps the paragraphs that only the second account has.
pub fn words(first: &mut Account, second: &Account) {
    let known: HashSet<String> = paragraphs(&first.stated.docs, &first.sections).map(plain).collect();
    let new = paragraphs(&second.stated.docs, &second.sections).filter(|paragraph| !known.contains(&plain(paragraph)));
    new.for_each(|paragraph| first.stated.docs.push(paragraph));
}

/// Paragraphs, and those about the types of sections.
fn paragraphs<'a>(docs: &'a Docs, sections: &'a [RawSection]) -> impl Iterator<Item = &'a str> {
    let docs = std::iter::once(docs).chain(sections.iter().map(|section| &section.docs));
    docs.flat_map(|docs| docs.0.split("\n\n")).filter(|paragraph| !paragraph.is_empty())
}

/// A paragraph without what differs by the place of its document: the level of a heading, the folders of links to other
/// documents.
fn plain(paragraph: &str) -> String {
    let mut rest = paragraph.trim_start_matches('#').trim();
    let mut plain = String::new();
    while let Some((before, after)) = rest.split_once("](") {
        let (target, after) = after.split_once(')').unwrap_or((after, ""));
        plain.push_str(before);
        plain.push_str("](");
        plain.push_str(target_name(target));
        plain.push(')');
        rest = after;
    }
    plain.push_str(rest);
    plain
}

/// What a link leads to without the folders on the way; an address of the web is what it is.
fn target_name(target: &str) -> &str {
    if target.contains("://") {
        return target;
    }
    let path = target.split('#').next().unwrap_or_default();
    path.rfind('/').and_then(|at| target.get(at + 1..)).unwrap_or(target)
}

/// Takes over what only the second account gives at all: its parameters, its response, its examples.
fn missing(first: &mut Account, second: Account) {
    if gives(first, Role::Parameters) {
        rows(first, &second);
    } else if gives(&second, Role::Parameters) {
        sections(first, &second, Role::Parameters);
        let (one, two) = (&mut first.stated, &second.stated);
        one.no_parameters.clone_from(&two.no_parameters);
        one.parameters.clone_from(&two.parameters);
        one.same_parameters.clone_from(&two.same_parameters);
    }
    if !gives(first, Role::Response) && gives(&second, Role::Response) {
        sections(first, &second, Role::Response);
        let (one, two) = (&mut first.stated, &second.stated);
        one.no_response.clone_from(&two.no_response);
        one.response.clone_from(&two.response);
        one.same_response.clone_from(&two.same_response);
    }
    if !first.sections.iter().any(|section| section.label.role == Role::Statuses) {
        sections(first, &second, Role::Statuses);
    }
    if first.stated.statuses.is_empty() {
        first.stated.statuses = second.stated.statuses;
    }
    if first.examples.is_empty() {
        first.examples = second.examples;
    }
}

/// Whether an account gives the parameters or the response.
fn gives(account: &Account, role: Role) -> bool {
    let stated = &account.stated;
    let said = match role {
        Role::Parameters => {
            stated.no_parameters.is_some() || stated.parameters.is_some() || stated.same_parameters.is_some()
        }
        _ => stated.no_response.is_some() || stated.response.is_some() || stated.same_response.is_some(),
    };
    said || account.sections.iter().any(|section| section.label.role == role && section.table.is_some())
}

/// Adds the second account's sections of a role.
fn sections(first: &mut Account, second: &Account, role: Role) {
    first.sections.extend(second.sections.iter().filter(|section| section.label.role == role).cloned());
}

/// Merges `second`, the words of another heading of a group, into `first`.
pub fn groups(first: (&Text, &mut Docs), second: (&Text, &Docs), context: &mut Context<'_>) {
    let (name, docs) = first;
    let (one, two) = (said(docs, &[], name.span), said(second.1, &[], second.0.span));
    differences(&format!("the group `{}`", name.value), &one, &two, (name.span, second.0.span), context);
    let known: HashSet<String> = paragraphs(docs, &[]).map(plain).collect();
    let new = paragraphs(second.1, &[]).filter(|paragraph| !known.contains(&plain(paragraph)));
    new.for_each(|paragraph| docs.push(paragraph));
}

/// Adds the fields that only the second account's table of parameters has.
fn rows(first: &mut Account, second: &Account) {
    let is = |section: &RawSection| section.label.role == Role::Parameters && section.table.is_some();
    let Some(new) = second.sections.iter().find(|section| is(section)).and_then(|section| section.table.as_ref())
    else {
        return;
    };
    let Some(section) = first.sections.iter_mut().find(|section| is(section)) else { return };
    let fields = |table: &&RawTable| table.kind == TableKind::Fields && new.kind == TableKind::Fields;
    let Some(table) = section.table.as_ref().filter(fields) else { return };
    let known: HashSet<String> = table.rows.iter().map(|row| row.key.text.trim().to_owned()).collect();
    let new = new.rows.iter().filter(|row| !known.contains(row.key.text.trim()));
    let rows = table.rows.iter().chain(new).cloned().collect();
    *section = RawSection { table: Some(RawTable { rows, ..table.clone() }), ..section.clone() };
}

fn differences(name: &str, one: &Statements, two: &Statements, places: (Span, Span), context: &mut Context<'_>) {
    let mut report = |what: &str, first: Option<&(String, Span)>, second: Option<&(String, Span)>| {
        // A table may go without a label.
        let unlabelled = |one: Option<&(String, Span)>| one.is_none_or(|(words, _)| words.is_empty());
        if what.starts_with(LABEL) && (unlabelled(first) || unlabelled(second)) {
            return;
        }
        let places = (second.map_or(places.1, |(_, span)| *span), first.map_or(places.0, |(_, span)| *span));
        let words = |one: Option<&(String, Span)>| one.map_or(String::new(), |(words, _)| words.clone());
        context.report(if what.starts_with("the paragraph") {
            messages::only_one_says(name, first.is_some(), &words(first.or(second)), places)
        } else {
            messages::documents_differ(name, what, (&words(first), &words(second)), places)
        });
    };
    for (what, second) in two {
        match one.get(what) {
            // A paragraph is known by its own words.
            Some(first) if first.0 == second.0 || what.starts_with("the paragraph") => {}
            first => report(what, first, Some(second)),
        }
    }
    for (what, first) in one.iter().filter(|(what, _)| !two.contains_key(*what)) {
        report(what, Some(first), None);
    }
}

/// What a label of a section is called in front of that.
const LABEL: &str = "the label of ";

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

fn endpoint(account: &Account) -> Statements {
    let stated = &account.stated;
    let mut statements = said(&stated.docs, &account.sections, stated.span);
    let mut add = |what: String, words: String, span: Span| statements.insert(what, (words, span));
    if let Some(title) = &stated.title {
        add("the title".to_owned(), title.value.clone(), title.span);
    }
    if let Some(group) = &stated.group {
        add("the group".to_owned(), group.value.clone(), group.span);
    }
    let paths: Vec<_> = stated.paths.iter().map(|path| path.value.trim_start_matches('/')).collect();
    add("the path".to_owned(), paths.join(" "), stated.span);
    let server = stated.server.as_ref().map_or("", |server| server.value.as_str());
    add("the server".to_owned(), server.to_owned(), stated.span);
    let methods: Vec<_> = stated.announced_methods.iter().map(|(method, _)| method).collect();
    add("the methods".to_owned(), format!("{methods:?}"), stated.span);
    let mut nouns: Vec<String> = Vec::new();
    for section in &account.sections {
        let label = &section.label;
        let mut noun = noun(label);
        let count = nouns.iter().filter(|known| **known == noun).count();
        nouns.push(noun.clone());
        if count > 0 {
            noun = format!("{noun} ({})", count + 1);
        }
        add(format!("{LABEL}{noun}"), label.text.value.clone(), label.text.span);
        let Some(table) = &section.table else { continue };
        for row in &table.rows {
            let key = row.key.text.trim().trim_matches('`');
            add(format!("the row `{key}` of {noun}"), row_words(row), row.span);
        }
        let order: Vec<_> = table.rows.iter().map(|row| row.key.text.trim()).collect();
        add(format!("the order of the rows of {noun}"), order.join(" "), table.span);
    }
    for (index, example) in account.examples.iter().enumerate() {
        let words = format!("{} {} {}", example.language, example.docs.0, example.text);
        add(format!("example {}", index + 1), words, example.span);
    }
    statements
}

/// What paragraphs say, those about the types of sections included.
fn said(docs: &Docs, sections: &[RawSection], span: Span) -> Statements {
    let said = paragraphs(docs, sections)
        .map(|paragraph| (format!("the paragraph `{}`", plain(paragraph)), (paragraph.to_owned(), span)));
    said.collect()
}

fn row_words(row: &RawRow) -> String {
    let cell = |cell: &Option<Box<Inline>>| cell.as_ref().map_or(String::new(), |cell| plain(&cell.source));
    let descriptions: Vec<_> = row.description.iter().map(|cell| plain(&cell.source)).collect();
    [cell(&row.ty), cell(&row.presence), cell(&row.default), descriptions.join(" | ")].join(" | ")
}
