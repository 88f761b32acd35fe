//! What the words of endpoints mention, against what their tables have.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Diagnostic;
use crate::dialect::Means;
use crate::ir::Named;
use crate::markdown::Inline;
use crate::recognise::section::code_spans;
use crate::resolve::check::messages;
use crate::resolve::context::Context;
use crate::resolve::draft::{Arena, Content, EndpointDraft, FieldDraft, ValueDraft};
use crate::resolve::read::glob;
use crate::source::Span;

/// What the words of an endpoint mention against what its tables and the API have.
pub struct Mentions {
    /// Names that are known everywhere: endpoints and types.
    everywhere: BTreeSet<String>,
    /// The response fields of each endpoint.
    responses: BTreeMap<String, BTreeSet<String>>,
    /// The names of all fields.
    fields: BTreeSet<String>,
    /// What has been reported: words can stand for several endpoints.
    told: RefCell<BTreeSet<(Span, String)>>,
}

impl Mentions {
    /// The names of the API.
    pub fn new<'v>(
        endpoints: &[EndpointDraft],
        values: impl Iterator<Item = &'v ValueDraft>,
        arena: &Arena,
        context: &Context<'_>,
    ) -> Self {
        let names = endpoints.iter().map(|endpoint| endpoint.name.clone());
        let bare = endpoints.iter().map(|endpoint| endpoint.name.trim_start_matches(['.', '_']).to_owned());
        let dialect = context.dialect;
        let types = dialect.types.keys().chain(dialect.define.keys()).chain(arena.names.keys()).cloned();
        let envelope = dialect.envelope.field.iter().map(|field| field.name.clone());
        let values = values.filter_map(|value| value.value.as_str().map(str::to_owned));
        let responses = endpoints.iter().map(|endpoint| (endpoint.name.clone(), fields_of(endpoint, false, arena)));
        Self {
            everywhere: names.chain(bare).chain(types).chain(envelope).chain(values).collect(),
            responses: responses.collect(),
            fields: arena.all().flat_map(|shape| &shape.fields).flat_map(Named::names).map(str::to_owned).collect(),
            told: RefCell::default(),
        }
    }

    /// Reports what `endpoint` mentions and nothing has.
    pub fn check(&self, endpoint: &EndpointDraft, arena: &Arena, context: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let own = fields_of(endpoint, true, arena);
        let inner = inner_names(endpoint, arena);
        let known = |name: &str| {
            let pattern = name.contains('*');
            let has = |names: &BTreeSet<String>| {
                names.contains(name) || (pattern && names.iter().any(|field| glob::glob(name, field)))
            };
            self.everywhere.contains(name) || has(&own) || has(&inner)
        };
        // A description marks values of its field, so a name in it is one that is nearly that of a field.
        let descriptions = shapes_of(endpoint, arena).flat_map(|field| &field.descriptions).map(|text| (text, true));
        let texts = endpoint.stated.notes.iter().map(|note| (&note.text, false)).chain(descriptions);
        let mut told = self.told.borrow_mut();
        for (text, describes) in texts {
            self.obtained(text, context, found);
            let literal = literals(text, context);
            let mut names: Vec<(&str, Span)> = Vec::new();
            for (at, name) in code_spans(&text.text) {
                let quoted = literal.iter().any(|range| range.contains(&at));
                if quoted || !is_identifier(name) || known(name) || !told.insert((text.span, name.to_owned())) {
                    continue;
                }
                // A word alone may be anything, and what an item of a list begins with is what that is about.
                let begins = text.text.get(..at).is_some_and(|before| before.trim().is_empty());
                let is_name = || !describes && !begins && name.trim_matches('_').contains('_') && !name.contains('*');
                let span = text.span_of(at..at + name.len() + 2);
                if let Some(near) = misspelt(name, &own) {
                    found.push(messages::misspelt_mention(&endpoint.name, name, near, span));
                } else if is_name() {
                    names.push((name, span));
                }
            }
            // What no table of the API has may be a value, or a name of another system.
            let (fields, words): (Vec<_>, Vec<_>) =
                names.into_iter().partition(|(name, _)| self.fields.contains(*name));
            for (names, elsewhere) in [(fields, true), (words, false)] {
                let Some((_, span)) = names.first().copied() else { continue };
                let names: Vec<_> = names.into_iter().map(|(name, _)| name).collect();
                found.push(messages::unknown_mentions(&endpoint.name, &names, elsewhere, span));
            }
        }
    }

    /// A value that comes from another endpoint's response must be in its tables.
    fn obtained(&self, text: &Inline, context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
        for rule in context.prose(text.span).into_iter().filter(|rule| rule.means == Means::FromEndpoint) {
            for found in rule.pattern.captures_iter(&text.text) {
                context.follow("prose", &rule.pattern);
                let (Some(endpoint), Some(field)) = (found.name("endpoint"), found.name("field")) else { continue };
                let span = text.span_of(endpoint.range());
                match self.responses.get(endpoint.as_str()) {
                    None => diagnostics.push(messages::from_unknown(field.as_str(), endpoint.as_str(), span)),
                    Some(fields) if fields.contains(field.as_str()) => {}
                    Some(_) => diagnostics.push(messages::not_obtained(field.as_str(), endpoint.as_str(), span)),
                }
            }
        }
    }

    /// The same for a description, where the field is the row's own.
    pub fn obtained_field(&self, field: &FieldDraft, context: &Context<'_>, found: &mut Vec<Diagnostic>) {
        for rule in context
            .dialect
            .prose
            .iter()
            .filter(|rule| rule.means == Means::FromEndpoint && !rule.pattern.has_group("field"))
        {
            for text in field.descriptions.iter().filter(|text| context.is_for(rule, text.span)) {
                let Some(endpoint) = rule
                    .pattern
                    .captures(&text.text)
                    .and_then(|found| found.name("endpoint").map(|group| (group.as_str().to_owned(), group.range())))
                else {
                    continue;
                };
                let (endpoint, range) = endpoint;
                let (name, span) = (&field.name.value, text.span_of(range));
                match self.responses.get(&endpoint) {
                    None => found.push(messages::from_unknown(name, &endpoint, span)),
                    Some(fields) if fields.contains(name) => {}
                    Some(_) => found.push(messages::field_not_obtained(name, &endpoint, span)),
                }
            }
        }
    }
}

/// The one of `names` that a name is with another letter, one more or one less; endings are no mistakes.
fn misspelt<'n>(name: &str, names: &'n BTreeSet<String>) -> Option<&'n str> {
    const SHORTEST: usize = 5;
    let long = |name: &str| name.len() >= SHORTEST;
    let near = |known: &&String| {
        let ending = known.starts_with(name) || name.starts_with(known.as_str());
        long(known) && !ending && is_identifier(known) && strsim::damerau_levenshtein(known, name) == 1
    };
    names.iter().filter(|_| long(name)).find(near).map(String::as_str)
}

fn literals(text: &Inline, context: &Context<'_>) -> Vec<std::ops::Range<usize>> {
    let rules = context.prose(text.span).into_iter().filter(|rule| rule.means == Means::Literal);
    let found = rules.flat_map(|rule| {
        let found = rule.pattern.find_iter(&text.text).map(|found| found.range());
        found.inspect(|_| context.follow("prose", &rule.pattern))
    });
    found.collect()
}

/// Whether a code span could be the name of a field or endpoint.
fn is_identifier(name: &str) -> bool {
    let mut letters = name.chars();
    letters.next().is_some_and(|first| first.is_ascii_lowercase() || first == '_' || first == '*')
        && letters
            .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_' || letter == '*')
}

/// The fields of all tables of an endpoint.
fn shapes_of<'a>(endpoint: &'a EndpointDraft, arena: &'a Arena) -> impl Iterator<Item = &'a FieldDraft> {
    let sections = endpoint.sections.iter().filter_map(|section| match section.content {
        Content::Fields(shape) if shape != endpoint.parameters => Some(shape),
        _ => None,
    });
    let shapes = [endpoint.parameters].into_iter().chain(sections);
    shapes.flat_map(|shape| arena.fields(shape))
}

/// The names and values that the tables of an endpoint have; of the response alone, or of both.
fn fields_of(endpoint: &EndpointDraft, all: bool, arena: &Arena) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for field in shapes_of(endpoint, arena).filter(|field| all || !field.parameter) {
        names.insert(field.name.value.clone());
        names.extend(field.aliases.iter().map(|alias| alias.value.clone()));
        if all {
            let values = field.values.iter().map(|value| value.value.clone());
            let known = [&field.default, &field.constant].into_iter().flatten().map(|known| known.value.value());
            names.extend(
                values.chain(known).map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned)),
            );
        }
    }
    if all {
        names.extend(["true", "false", "null"].map(str::to_owned));
    }
    names
}

/// The names of all fields that stand in the parameters and in the responses of an endpoint, however deep.
fn inner_names(endpoint: &EndpointDraft, arena: &Arena) -> BTreeSet<String> {
    let statuses = endpoint.statuses.iter().filter_map(|status| status.ty.as_ref());
    let types = endpoint.response.iter().chain(statuses).map(|known| &known.value);
    let shapes: Vec<_> = [endpoint.parameters].into_iter().chain(endpoint.envelope).collect();
    let fields = arena.reach(&shapes, types).into_iter().flat_map(|shape| arena.fields(shape));
    fields.flat_map(Named::names).map(str::to_owned).collect()
}

/// Reports every endpoint's mentions.
pub fn mentions<'v>(
    endpoints: &[EndpointDraft],
    values: impl Iterator<Item = &'v ValueDraft>,
    arena: &Arena,
    context: &mut Context<'_>,
) {
    let mentions = Mentions::new(endpoints, values, arena, context);
    let mut found = Vec::new();
    for endpoint in endpoints {
        mentions.check(endpoint, arena, context, &mut found);
        for field in shapes_of(endpoint, arena) {
            mentions.obtained_field(field, context, &mut found);
        }
    }
    for diagnostic in found {
        context.report(diagnostic);
    }
}
