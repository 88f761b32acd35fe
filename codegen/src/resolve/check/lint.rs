//! Lints over the whole API: what each document says well alone and wrongly together.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Diagnostic;
use crate::dialect::Means;
use crate::ir::{How, Type};
use crate::markdown::Inline;
use crate::recognise::section::code_spans;
use crate::resolve::check::messages;
use crate::resolve::context::Context;
use crate::resolve::draft::{Arena, Content, Draft, EndpointDraft, FieldDraft, ShapeId, ValueDraft};
use crate::resolve::read::glob;
use crate::source::Span;

/// One field name with types of different width, or a number here and text there: the most frequent counts as meant.
pub fn widths(arena: &Arena, context: &mut Context<'_>) {
    let mut uses: BTreeMap<&str, Vec<(String, Span)>> = BTreeMap::new();
    for field in arena.all().flat_map(|shape| &shape.fields) {
        let Draft::Known(ty) = field.ty.value.base() else { continue };
        if matches!(ty, Type::Int { .. } | Type::String) && !matches!(field.ty.how, How::Inferred | How::Patched) {
            uses.entry(&field.name.value).or_default().push((width(ty), field.ty.span));
        }
    }
    let mut found = Vec::new();
    for (name, uses) in uses {
        let mut counts: BTreeMap<&str, (usize, Span)> = BTreeMap::new();
        for (words, span) in &uses {
            counts.entry(words).or_insert((0, *span)).0 += 1;
        }
        let Some((usual, (_, place))) =
            counts.iter().max_by_key(|(_, (count, span))| (*count, std::cmp::Reverse(*span)))
        else {
            continue;
        };
        let mut seen = BTreeSet::new();
        for (words, span) in uses.iter().filter(|(words, _)| words != usual) {
            if seen.insert(span) {
                found.push(messages::other_width(name, words, usual, *span, *place));
            }
        }
    }
    for diagnostic in found {
        context.report(diagnostic);
    }
}

fn width(ty: &Type) -> String {
    match ty {
        Type::Int { bits, signed: true } => format!("int{bits}"),
        Type::Int { bits, signed: false } => format!("uint{bits}"),
        _ => "string".to_owned(),
    }
}

/// What the words of an endpoint mention against what its tables and the API have.
pub struct Mentions {
    /// Names that are known everywhere: endpoints and types.
    everywhere: BTreeSet<String>,
    /// The response fields of each endpoint.
    responses: BTreeMap<String, BTreeSet<String>>,
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
        }
    }

    /// Reports what `endpoint` mentions and nothing has.
    pub fn check(&self, endpoint: &EndpointDraft, arena: &Arena, context: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let own = fields_of(endpoint, true, arena);
        let known = |name: &str| {
            let pattern = name.contains('*');
            self.everywhere.contains(name)
                || own.contains(name)
                || (pattern && own.iter().any(|field| glob::glob(name, field)))
        };
        // A description marks values of its field, so a name in it is one that is nearly that of a field.
        let descriptions = shapes_of(endpoint, arena).flat_map(|field| &field.descriptions).map(|text| (text, true));
        let texts = endpoint.stated.notes.iter().map(|note| (&note.text, false)).chain(descriptions);
        let mut seen = BTreeSet::new();
        for (text, describes) in texts {
            self.obtained(text, context, found);
            let literal = literals(text, context);
            for (at, name) in code_spans(&text.text) {
                let quoted = literal.iter().any(|range| range.contains(&at));
                if quoted || !is_identifier(name) || known(name) || !seen.insert((text.span, name.to_owned())) {
                    continue;
                }
                let near = misspelt(name, &own);
                // A word alone may be anything, and what an item of a list begins with is what that is about.
                let begins = text.text.get(..at).is_some_and(|before| before.trim().is_empty());
                let is_name = || !describes && !begins && name.trim_matches('_').contains('_') && !name.contains('*');
                if near.is_some() || is_name() {
                    let span = text.span_of(at..at + name.len() + 2);
                    found.push(messages::unknown_mention(&endpoint.name, name, near, span));
                }
            }
        }
    }

    /// A value that comes from another endpoint's response must be in its tables.
    fn obtained(&self, text: &Inline, context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
        for rule in context.dialect.prose.iter().filter(|rule| rule.means == Means::FromEndpoint) {
            for found in rule.pattern.captures_iter(&text.text) {
                context.follow("prose", &rule.pattern);
                let (Some(endpoint), Some(field)) = (found.name("endpoint"), found.name("field")) else { continue };
                let fields = self.responses.get(endpoint.as_str());
                if fields.is_none_or(|fields| !fields.contains(field.as_str())) {
                    let span = text.span_of(endpoint.range());
                    diagnostics.push(messages::not_obtained(field.as_str(), endpoint.as_str(), span));
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
            for text in &field.descriptions {
                let Some(endpoint) = rule
                    .pattern
                    .captures(&text.text)
                    .and_then(|found| found.name("endpoint").map(|group| (group.as_str().to_owned(), group.range())))
                else {
                    continue;
                };
                let (endpoint, range) = endpoint;
                if self.responses.get(&endpoint).is_none_or(|fields| !fields.contains(&field.name.value)) {
                    found.push(messages::field_not_obtained(&field.name.value, &endpoint, text.span_of(range)));
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
    let rules = context.dialect.prose.iter().filter(|rule| rule.means == Means::Literal);
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

/// Of types that nothing uses, those that no other of them uses, and of each circle the first.
fn roots(unused: &[(String, ShapeId)], arena: &Arena) -> Vec<(String, ShapeId)> {
    let inside = |id: ShapeId| -> BTreeSet<ShapeId> {
        let (mut open, mut found) = (vec![id], BTreeSet::new());
        while let Some(shape) = open.pop() {
            for field in arena.fields(shape) {
                let mut drafts = vec![&field.ty.value];
                while let Some(draft) = drafts.pop() {
                    let named = match draft {
                        Draft::Struct(shape) => Some(*shape),
                        Draft::Named(name) | Draft::Linked(name, _) => arena.names.get(&name.value).copied(),
                        Draft::List(inner) | Draft::Map(inner) | Draft::Nullable(inner) => {
                            drafts.push(inner);
                            None
                        }
                        Draft::Union(variants) => {
                            drafts.extend(variants);
                            None
                        }
                        _ => None,
                    };
                    open.extend(named.filter(|named| found.insert(*named)));
                }
            }
        }
        found
    };
    let reach: Vec<BTreeSet<ShapeId>> = unused.iter().map(|(_, id)| inside(*id)).collect();
    let used = |id: &ShapeId| {
        let others = unused.iter().zip(&reach).filter(|((_, other), _)| other != id);
        others.into_iter().any(|(_, reach)| reach.contains(id))
    };
    let mut roots: Vec<_> = unused.iter().filter(|(_, id)| !used(id)).cloned().collect();
    let mut told: BTreeSet<ShapeId> = roots.iter().flat_map(|(_, id)| inside(*id)).collect();
    for (name, id) in unused.iter().filter(|(_, id)| used(id)) {
        if told.insert(*id) {
            roots.push((name.clone(), *id));
            told.extend(inside(*id));
        }
    }
    roots
}

/// Types that the documents define and nobody uses.
pub fn unused(named: &BTreeSet<String>, arena: &Arena, context: &mut Context<'_>) {
    let unused: Vec<_> = arena
        .names
        .iter()
        .filter(|(name, _)| !named.contains(*name) && !arena.inlined.contains(*name))
        .map(|(name, id)| (name.clone(), *id))
        .collect();
    for (name, id) in roots(&unused, arena) {
        let Some(span) = arena.get(id).map(|shape| shape.span) else { continue };
        context.report(messages::unused_type(&name, span));
    }
    let sets: Vec<_> = arena.sets.iter().filter(|set| !set.used).cloned().collect();
    for set in sets {
        context.report(messages::unused_values(&set.name, set.span));
    }
    let inlined = arena.inlined.clone();
    let used = |name: &String| named.contains(name) || inlined.contains(name);
    for (name, rule) in context.dialect.define.iter().filter(|(name, _)| !used(name)) {
        context.report(messages::unused_dialect_type(name, context.entry(rule)));
    }
}
