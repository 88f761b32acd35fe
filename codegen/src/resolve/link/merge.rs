//! Merging: the same endpoint in two documents is one endpoint, and every difference between the two is reported. What
//! only the second says in words is kept; where they differ in facts, the first counts.

use std::collections::{BTreeMap, HashSet};

use crate::dialect::Role;
use crate::markdown::Inline;
use crate::recognise::raw::{RawEndpoint, RawGroup, RawRow, RawSection, Scope, TableKind};
use crate::resolve::context::Context;
use crate::resolve::link::messages;
use crate::source::Span;

/// What an endpoint states, by what it states it of.
type Statements = BTreeMap<String, (String, Span)>;

/// Merges `second`, another account of the endpoint `name`, into `first`.
pub fn endpoints(name: &str, first: &mut RawEndpoint, second: &RawEndpoint, context: &mut Context<'_>) {
    let places = (first.announcement.span, second.announcement.span);
    differences(&format!("`{name}`"), &endpoint(first), &endpoint(second), places, context);
    words(&mut first.scope, &second.scope);
    missing(&mut first.scope, &second.scope);
}

/// Whether an account only mentions its endpoint, as the row of an overview does: words at most stand with it.
pub fn is_mention(raw: &RawEndpoint) -> bool {
    let (scope, facts) = (&raw.scope, &raw.scope.facts);
    let parameters = [&facts.parameters, &facts.same_parameters].into_iter().all(Option::is_none);
    let response = [&facts.response, &facts.same_response].into_iter().all(Option::is_none);
    let none = facts.no_parameters.is_none() && facts.no_response.is_none();
    scope.sections.is_empty()
        && scope.examples.is_empty()
        && facts.statuses.is_empty()
        && parameters
        && response
        && none
}

/// Merges two accounts of one endpoint of which one is a mention, and gives the place of that. The other counts; what it
/// does not say at all is taken from the mention, and the words of both are kept.
pub fn mention(first: &mut RawEndpoint, second: RawEndpoint) -> Span {
    let mut mention = second;
    if is_mention(first) && !is_mention(&mention) {
        std::mem::swap(first, &mut mention);
    }
    words(&mut first.scope, &mention.scope);
    first.title = first.title.take().or(mention.title);
    first.group = first.group.take().or(mention.group);
    let (own, other) = (&mut first.announcement, mention.announcement);
    own.server = own.server.take().or(other.server);
    if own.methods.is_empty() && first.scope.facts.methods.is_empty() {
        own.methods = other.methods;
    }
    for path in other.paths {
        if own.paths.iter().all(|known| known.value.trim_start_matches('/') != path.value.trim_start_matches('/')) {
            own.paths.push(path);
        }
    }
    other.span
}

/// Keeps the paragraphs that only the second account has.
fn words(first: &mut Scope, second: &Scope) {
    let known: HashSet<String> = paragraphs(first).map(plain).collect();
    for paragraph in paragraphs(second).filter(|paragraph| !known.contains(&plain(paragraph))) {
        first.docs.push(paragraph);
    }
}

/// The paragraphs of a scope: its own, and those about its types.
fn paragraphs(scope: &Scope) -> impl Iterator<Item = &str> {
    let docs = std::iter::once(&scope.docs).chain(scope.sections.iter().map(|section| &section.docs));
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
fn missing(first: &mut Scope, second: &Scope) {
    let has = |scope: &Scope, role: Role| {
        let facts = &scope.facts;
        let said = match role {
            Role::Parameters => {
                facts.no_parameters.is_some() || facts.parameters.is_some() || facts.same_parameters.is_some()
            }
            _ => facts.no_response.is_some() || facts.response.is_some() || facts.same_response.is_some(),
        };
        said || scope.sections.iter().any(|section| section.label.role == role && section.table.is_some())
    };
    for role in [Role::Parameters, Role::Response] {
        if role == Role::Parameters && has(first, role) {
            rows(first, second, role);
        }
        if has(first, role) || !has(second, role) {
            continue;
        }
        let sections = second.sections.iter().filter(|section| section.label.role == role);
        first.sections.extend(sections.cloned());
        let (one, two) = (&mut first.facts, &second.facts);
        if role == Role::Parameters {
            one.no_parameters.clone_from(&two.no_parameters);
            one.parameters.clone_from(&two.parameters);
            one.same_parameters.clone_from(&two.same_parameters);
        } else {
            one.no_response.clone_from(&two.no_response);
            one.response.clone_from(&two.response);
            one.same_response.clone_from(&two.same_response);
        }
    }
    if !first.sections.iter().any(|section| section.label.role == Role::Statuses) {
        let statuses = second.sections.iter().filter(|section| section.label.role == Role::Statuses);
        first.sections.extend(statuses.cloned());
    }
    if first.facts.statuses.is_empty() {
        first.facts.statuses.clone_from(&second.facts.statuses);
    }
    if first.examples.is_empty() {
        first.examples.clone_from(&second.examples);
    }
}

/// Merges `second`, another account of a group, into `first`.
pub fn groups(first: &mut RawGroup, second: &RawGroup, context: &mut Context<'_>) {
    let (mut one, mut two) = (Statements::new(), Statements::new());
    scope(&first.scope, first.name.span, &mut one);
    scope(&second.scope, second.name.span, &mut two);
    let places = (first.name.span, second.name.span);
    differences(&format!("the group `{}`", first.name.value), &one, &two, places, context);
    words(&mut first.scope, &second.scope);
}

/// Adds the fields that only the second account's table has.
fn rows(first: &mut Scope, second: &Scope, role: Role) {
    let is = |section: &&RawSection| section.label.role == role && section.table.is_some();
    let Some(new) = second.sections.iter().find(is).and_then(|section| section.table.as_ref()) else { return };
    let table = first.sections.iter_mut().find(|section| is(&&**section)).and_then(|section| section.table.as_mut());
    let Some(table) = table.filter(|table| table.kind == TableKind::Fields && new.kind == TableKind::Fields) else {
        return;
    };
    let known: HashSet<String> = table.rows.iter().map(|row| row.key.text.trim().to_owned()).collect();
    table.rows.extend(new.rows.iter().filter(|row| !known.contains(row.key.text.trim())).cloned());
}

fn differences(name: &str, one: &Statements, two: &Statements, places: (Span, Span), context: &mut Context<'_>) {
    let mut report = |what: &str, first: Option<&(String, Span)>, second: Option<&(String, Span)>| {
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

fn endpoint(raw: &RawEndpoint) -> Statements {
    let mut statements = Statements::new();
    let span = raw.announcement.span;
    let mut add = |what: &str, words: String, span: Span| statements.insert(what.to_owned(), (words, span));
    if let Some(title) = &raw.title {
        add("the title", title.value.clone(), title.span);
    }
    if let Some(group) = &raw.group {
        add("the group", group.value.clone(), group.span);
    }
    let paths: Vec<_> = raw.announcement.paths.iter().map(|path| path.value.trim_start_matches('/')).collect();
    add("the path", paths.join(" "), span);
    let server = raw.announcement.server.as_ref().map_or("", |server| server.value.as_str());
    add("the server", server.to_owned(), span);
    add(
        "the methods",
        format!("{:?}", raw.announcement.methods.iter().map(|(method, _)| method).collect::<Vec<_>>()),
        span,
    );
    scope(&raw.scope, span, &mut statements);
    statements
}

fn scope(scope: &Scope, span: Span, statements: &mut Statements) {
    let mut add = |what: String, words: String, span: Span| statements.insert(what, (words, span));
    for paragraph in paragraphs(scope) {
        add(format!("the paragraph `{}`", plain(paragraph)), paragraph.to_owned(), span);
    }
    for (index, section) in scope.sections.iter().enumerate() {
        let label = &section.label;
        let about = |what: &str| format!("section {} ({}) {what}", index + 1, label.text.value);
        add(about("label"), format!("{:?} {}", label.role, label.text.value), label.text.span);
        let Some(table) = &section.table else { continue };
        for row in &table.rows {
            let key = row.key.text.trim();
            add(about(&format!("row {key}")), row_words(row), row.span);
        }
        let order: Vec<_> = table.rows.iter().map(|row| row.key.text.trim()).collect();
        add(about("order of rows"), order.join(" "), table.span);
    }
    for (index, example) in scope.examples.iter().enumerate() {
        let words = format!("{} {} {}", example.language, example.docs.0, example.text);
        add(format!("example {}", index + 1), words, example.span);
    }
}

fn row_words(row: &RawRow) -> String {
    let cell = |cell: &Option<Inline>| cell.as_ref().map_or(String::new(), |cell| plain(&cell.source));
    let descriptions: Vec<_> = row.description.iter().map(|cell| plain(&cell.source)).collect();
    [cell(&row.ty), cell(&row.presence), cell(&row.default), descriptions.join(" | ")].join(" | ")
}
