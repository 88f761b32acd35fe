//! Merging: the same endpoint in two documents is one endpoint, and every difference between the two is reported.

use std::collections::BTreeMap;

use super::context::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::markdown::Inline;
use crate::recognise::raw::{RawEndpoint, RawGroup, RawRow, Scope};
use crate::source::Span;

/// What an endpoint states, by what it states it of.
type Statements = BTreeMap<String, (String, Span)>;

/// Reports where `second`, another account of the endpoint `name`, differs from `first`.
pub fn compare(name: &str, first: &RawEndpoint, second: &RawEndpoint, context: &mut Context<'_>) {
    let places = (first.announcement.span, second.announcement.span);
    differences(&format!("`{name}`"), endpoint(first), &endpoint(second), places, context);
}

/// Reports where `second`, another account of a group, differs from `first`.
pub fn compare_groups(first: &RawGroup, second: &RawGroup, context: &mut Context<'_>) {
    let (mut one, mut two) = (Statements::new(), Statements::new());
    scope(&first.scope, first.name.span, &mut one);
    scope(&second.scope, second.name.span, &mut two);
    let places = (first.name.span, second.name.span);
    differences(&format!("the group `{}`", first.name.value), one, &two, places, context);
}

fn differences(name: &str, one: Statements, two: &Statements, places: (Span, Span), context: &mut Context<'_>) {
    let mut report = |what: &str, first: Option<&(String, Span)>, second: Option<&(String, Span)>| {
        let show = |one: Option<&(String, Span)>| one.map_or("nothing".to_owned(), |(words, _)| shorten(words));
        let message = format!(
            "two documents differ on {name}: {what} is {} in one and {} in the other",
            show(first),
            show(second)
        );
        let help = "the first document counts; make them agree, or remove the older account";
        context.report(
            Diagnostic::new(Code::MergeConflict, second.map_or(places.1, |(_, span)| *span), message)
                .label("this does not count")
                .related(first.map_or(places.0, |(_, span)| *span), "this counts")
                .help(help),
        );
    };
    for (what, second) in two {
        match one.get(what) {
            Some(first) if first.0 == second.0 => {}
            first => report(what, first, Some(second)),
        }
    }
    for (what, first) in one.iter().filter(|(what, _)| !two.contains_key(*what)) {
        report(what, Some(first), None);
    }
}

fn shorten(words: &str) -> String {
    let line = words.replace('\n', " ");
    let short: String = line.chars().take(40).collect();
    if short.len() < line.len() { format!("`{short}…`") } else { format!("`{short}`") }
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
    add("the text".to_owned(), scope.docs.0.clone(), span);
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
    let cell = |cell: &Option<Inline>| cell.as_ref().map_or("", |cell| cell.source.as_str()).to_owned();
    let descriptions: Vec<_> = row.description.iter().map(|cell| cell.source.as_str()).collect();
    [cell(&row.ty), cell(&row.presence), cell(&row.default), descriptions.join(" | ")].join(" | ")
}
