//! Which rules of a dialect nothing in the documents has followed, and a message for each of them.

use std::ops::Range;

use super::word::Word;
use super::{Dialect, Pattern, messages};
use crate::diagnostic::Diagnostic;
use crate::ledger::{Ledger, Rule};
use crate::source::{FileId, Span};

/// A message for each rule of `dialect`, which is the file `file`, that `ledger` does not have as followed. What in the
/// documents the pattern of a rule matches all the same is asked of `matched`: its place, and what to do about it.
#[must_use]
pub fn unused(
    dialect: &Dialect,
    file: FileId,
    ledger: &Ledger,
    mut matched: impl FnMut(&'static str, &Pattern) -> Option<(Span, String)>,
) -> Vec<Diagnostic> {
    let span = |at: Range<usize>| Span::new(file, at);
    let mut found = Vec::new();
    let rules = dialect.endpoint.iter().map(|rule| (rule, Rule::new("endpoint", &rule.form.range())));
    let (used, idle): (Vec<_>, Vec<_>) = rules.partition(|(_, announces)| ledger.has_followed(*announces));
    for (rule, announces) in idle {
        let at = rule.pattern.as_ref().map_or(rule.form.range(), Pattern::span);
        found.push(match ledger.near_miss(announces) {
            // Beside others a rule may be there for documents that are still to come.
            Some(near) => messages::near_miss(&near.help, used.is_empty(), span(at), near.span),
            None => messages::unused_announcement(span(at)),
        });
    }
    for (key, pattern) in patterns(dialect, ledger).filter(|(key, pattern)| !ledger.has_followed(pattern.rule(key))) {
        found.push(match matched(key, pattern) {
            Some((near, help)) => messages::no_effect(key, help, span(pattern.span()), near),
            None => messages::unused_pattern(key, span(pattern.span())),
        });
    }
    for (key, word) in words(dialect).filter(|(key, word)| !ledger.has_followed(word.rule(key))) {
        let at = span(word.span());
        let taken =
            words(dialect).find(|(key, other)| other.text() == word.text() && ledger.has_followed(other.rule(key)));
        found.push(match taken {
            Some((other, _)) => messages::column_taken(word.text(), key, other, at),
            None => messages::unused_column(word.text(), key, at),
        });
    }
    found
}

/// The patterns that something is found with, each with its key. What only separates, such as `split`, is none of them.
fn patterns<'d>(dialect: &'d Dialect, ledger: &Ledger) -> impl Iterator<Item = (&'static str, &'d Pattern)> {
    let names = &dialect.names;
    let single = [
        ("names.map_key", &names.map_key),
        ("names.step", &names.step),
        ("names.optional", &names.optional),
        ("names.required", &names.required),
        ("names.body", &names.body),
        ("names.whole", &names.whole),
        ("transport.reads", &dialect.transport.reads),
        ("envelope.except", &dialect.envelope.except),
        ("groups.document", &dialect.groups.document),
    ];
    let single = single.into_iter().filter_map(|(key, pattern)| Some((key, pattern.as_ref()?)));
    let values = dialect.values.iter().flat_map(move |rule| {
        // Where the place is not found, its values cannot be.
        let found = |when: &Pattern| ledger.has_followed(when.rule("values.when"));
        let each = rule.when.as_ref().is_none_or(found).then_some(("values.each", &rule.each));
        rule.when.as_ref().map(|when| ("values.when", when)).into_iter().chain(each)
    });
    let documents = dialect.document.iter().map(|rule| ("document", &rule.name));
    documents
        .chain(dialect.statement.iter().map(|rule| ("statement", &rule.pattern)))
        .chain(dialect.section.iter().map(|rule| ("section", &rule.pattern)))
        .chain(dialect.bullet.iter().map(|rule| ("bullet", &rule.pattern)))
        .chain(dialect.auth.iter().filter_map(|rule| Some(("auth.except", rule.except.as_ref()?))))
        .chain(dialect.fill.iter().filter_map(|rule| Some(("fill.except", rule.except.as_ref()?))))
        .chain(single)
        .chain(dialect.presence.conditional.iter().map(|pattern| ("presence.conditional", pattern)))
        .chain(dialect.type_rules.iter().map(|rule| ("type", &rule.pattern)))
        .chain(values)
        .chain(dialect.prose.iter().map(|rule| ("prose", &rule.pattern)))
        .chain(dialect.ignore.iter().map(|rule| ("ignore", &rule.pattern)))
}

/// The words that columns are called, each with its key.
fn words(dialect: &Dialect) -> impl Iterator<Item = (&'static str, &Word)> {
    let columns = &dialect.columns;
    let lists = [
        ("columns.name", &columns.name),
        ("columns.type", &columns.ty),
        ("columns.default", &columns.default),
        ("columns.presence", &columns.presence),
        ("columns.optional", &columns.optional),
        ("columns.location", &columns.location),
        ("columns.example", &columns.example),
        ("columns.description", &columns.description),
        ("columns.value", &columns.value),
        ("columns.item", &columns.item),
        ("columns.term", &columns.term),
    ];
    lists.into_iter().flat_map(|(key, words)| words.iter().map(move |word| (key, word)))
}
