//! Which rules of a dialect something in the documents has matched, and a message for each of the others.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use toml::Spanned;

use super::{Dialect, Pattern, messages};
use crate::diagnostic::Diagnostic;
use crate::ledger::{Ledger, Rule};
use crate::source::{FileId, Span};

/// Whether anything has matched.
#[derive(Clone, Debug, Default)]
pub struct Used(Arc<AtomicBool>);

impl Used {
    /// Something has.
    pub fn note(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether something has.
    #[must_use]
    pub fn get(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// A word that the documents are searched for, such as the header of a column.
#[derive(Clone, Debug)]
pub struct Word {
    text: String,
    at: Range<usize>,
    used: Used,
}

impl Word {
    /// The word.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether `words` are the word.
    #[must_use]
    pub fn is(&self, words: &str) -> bool {
        let same = self.text == words;
        if same {
            self.used.note();
        }
        same
    }
}

impl<'de> Deserialize<'de> for Word {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Spanned::<String>::deserialize(deserializer)?;
        Ok(Self { at: text.span(), text: text.into_inner(), used: Used::default() })
    }
}

impl Serialize for Word {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.text.serialize(serializer)
    }
}

impl JsonSchema for Word {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        String::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        String::json_schema(generator)
    }
}

/// A message for each rule of `dialect`, which is the file `file`, that nothing in the documents has matched. `ledger` has
/// the announcements that were found.
#[must_use]
pub fn unused(dialect: &Dialect, file: FileId, ledger: &Ledger) -> Vec<Diagnostic> {
    let span = |at: Range<usize>| Span::new(file, at);
    let mut found = Vec::new();
    for rule in &dialect.endpoint {
        let at = Rule::new("endpoint", &rule.form.range());
        if !ledger.entries().iter().any(|entry| entry.rules.contains(&at)) {
            let at = rule.pattern.as_ref().map_or(rule.form.range(), Pattern::span);
            found.push(messages::unused_announcement(span(at)));
        }
    }
    for (key, pattern) in patterns(dialect).filter(|(_, pattern)| !pattern.is_used()) {
        found.push(messages::unused_pattern(key, span(pattern.span())));
    }
    for (key, word) in words(dialect).filter(|(_, word)| !word.used.get()) {
        let at = span(word.at.clone());
        let taken = words(dialect).find(|(_, other)| other.text == word.text && other.used.get());
        found.push(match taken {
            Some((other, _)) => messages::column_taken(&word.text, key, other, at),
            None => messages::unused_column(&word.text, key, at),
        });
    }
    found
}

/// The patterns that something is found with, each with its key. What only separates, such as `split`, is none of them.
fn patterns(dialect: &Dialect) -> impl Iterator<Item = (&'static str, &Pattern)> {
    let names = &dialect.names;
    let single = [
        ("names.map_key", &names.map_key),
        ("names.step", &names.step),
        ("names.optional", &names.optional),
        ("names.required", &names.required),
        ("names.body", &names.body),
        ("names.whole", &names.whole),
        ("transport.reads", &dialect.transport.reads),
    ];
    let single = single.into_iter().filter_map(|(key, pattern)| Some((key, pattern.as_ref()?)));
    let values = dialect.values.iter().flat_map(|rule| {
        // Where the place is not found, its values cannot be.
        let each = rule.when.as_ref().is_none_or(Pattern::is_used).then_some(("values.each", &rule.each));
        rule.when.as_ref().map(|when| ("values.when", when)).into_iter().chain(each)
    });
    let documents = dialect.document.iter().map(|rule| ("document", &rule.name));
    documents
        .chain(dialect.statement.iter().map(|rule| ("statement", &rule.pattern)))
        .chain(dialect.section.iter().map(|rule| ("section", &rule.pattern)))
        .chain(dialect.bullet.iter().map(|rule| ("bullet", &rule.pattern)))
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
        ("columns.place", &columns.place),
        ("columns.example", &columns.example),
        ("columns.description", &columns.description),
        ("columns.value", &columns.value),
        ("columns.item", &columns.item),
        ("columns.term", &columns.term),
    ];
    lists.into_iter().flat_map(|(key, words)| words.iter().map(move |word| (key, word)))
}
