//! What is said of the API as a whole: groups, statuses and words.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::Value;

use crate::dialect::{Role, Where};
use crate::ir::{Docs, ErrorCode, Group};
use crate::recognise::raw::{Facts, RawDocument, RawEndpoint, RawExample, RawGroup, RawRow, RawSection, Text};
use crate::resolve::context::Context;
use crate::resolve::draft::{Arena, Common, Content, SectionDraft, StatusDraft};
use crate::resolve::link::messages;
use crate::resolve::link::{aliases, definitions, events, merge, nest, statuses, type_examples, value_tables};
use crate::resolve::read::{codes, dialect_types, rows, section};
use crate::source::Span;

/// Reads what stands outside of endpoints, and gives the endpoints back.
pub fn read(documents: Vec<RawDocument>, arena: &mut Arena, context: &mut Context<'_>) -> (Common, Vec<RawEndpoint>) {
    let mut common = Common::default();
    let mut groups: Vec<(Text, Docs)> = Vec::new();
    let mut all = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for RawDocument { scope, groups: mut own, endpoints, headings: _, places: _ } in documents {
        // A name in code is the name.
        let bare = |name: Text| Text { value: name.value.replace('`', "").trim().to_owned(), ..name };
        own = own.into_iter().map(|group| RawGroup { name: bare(group.name), ..group }).collect();
        let called = told_apart(&own, context);
        let text = |text: Text| Text { value: called.get(&text.span).cloned().unwrap_or(text.value), ..text };
        common.docs.push(&scope.docs.0);
        stray(&scope.facts, None, context);
        common.servers.extend(scope.facts.servers);
        common.apart(scope.apart);
        sections(scope.sections, scope.examples, None, &mut common, arena, context);
        for RawGroup { name, above: _, beside, scope } in own {
            stray(&scope.facts, beside.as_deref(), context);
            common.servers.extend(scope.facts.servers);
            common.apart(scope.apart);
            sections(scope.sections, scope.examples, beside.as_deref(), &mut common, arena, context);
            let name = text(name);
            let at = *known.entry(name.value.clone()).or_insert(groups.len());
            match groups.get_mut(at) {
                // A group of the document's own, with a group of a heading inside of it.
                Some((_, docs)) if called.contains_key(&name.span) => docs.push(&scope.docs.0),
                Some((first, docs)) => merge::groups((first, docs), (&name, &scope.docs), context),
                None => groups.push((name, scope.docs)),
            }
        }
        let named = |endpoint: RawEndpoint| RawEndpoint { group: endpoint.group.map(bare).map(text), ..endpoint };
        all.extend(endpoints.into_iter().map(named));
    }
    aliases::settle_open(arena, context);
    let group = |(name, docs): (Text, Docs)| Group { provenance: context.stated(name.span), name: name.value, docs };
    common.groups = groups.into_iter().map(group).collect();
    (common, all)
}

/// What groups of one document that have one name are called, by their places: as the headings above them, where these
/// differ.
fn told_apart(groups: &[RawGroup], context: &mut Context<'_>) -> HashMap<Span, String> {
    let mut alike: BTreeMap<&str, Vec<&RawGroup>> = BTreeMap::new();
    for group in groups {
        alike.entry(&group.name.value).or_default().push(group);
    }
    let mut called = HashMap::new();
    for (name, alike) in alike.into_iter().filter(|(_, alike)| alike.len() > 1) {
        let above: Vec<_> = alike.iter().filter_map(|group| group.above.as_ref()).collect();
        let distinct: BTreeSet<_> = above.iter().map(|heading| &heading.value).collect();
        if distinct.len() < alike.len() {
            continue;
        }
        for (group, heading) in alike.into_iter().zip(above) {
            context.report(messages::group_by_heading_above(name, &heading.value, group.name.span));
            called.insert(group.name.span, heading.value.clone());
        }
    }
    called
}

/// Reports statements outside of endpoints: their words are kept, and nothing follows from them.
fn stray(facts: &Facts, beside: Option<&str>, context: &mut Context<'_>) {
    let texts = [&facts.no_parameters, &facts.no_response, &facts.deprecated, &facts.group]
        .into_iter()
        .flatten()
        .chain(&facts.auth)
        .chain(&facts.no_auth);
    let texts = texts.chain(facts.statuses.iter().map(|(_, text)| text));
    let texts = texts.chain(facts.deprecated_aliases.iter().map(|(_, text)| text)).map(|text| text.span);
    let mut spans: Vec<_> = texts.chain(facts.methods.iter().map(|(_, span)| *span)).collect();
    spans.sort();
    spans.dedup();
    for span in spans {
        context.report(messages::stray_statement(beside, span));
    }
}

/// Reads the sections of one place outside of endpoints, and the examples that stand beside them.
fn sections(
    raw: Vec<RawSection>,
    examples: Vec<RawExample>,
    beside: Option<&str>,
    common: &mut Common,
    arena: &mut Arena,
    context: &mut Context<'_>,
) {
    let (mut drafts, mut named) = (Vec::new(), Vec::new());
    for (at, mut section) in raw.into_iter().enumerate() {
        named.extend(events::named(at, &section));
        let said = section.said.clone().filter(|_| section.label.name.is_some());
        let called = said.and_then(|said| aliases::said(&section.label, said, arena, context));
        if let (Some(called), Some(name)) = (called, &mut section.label.name) {
            // The words below it are about what it is called.
            name.value = called;
        }
        drafts.push(section::read(section, (&[], false), arena, context));
    }
    definitions::announce(&drafts, arena);
    for draft in &drafts {
        let defines = draft.label.role == Role::Object && draft.label.name.is_some();
        if draft.label.sentence && !defines && !only_announces(draft) {
            common.docs.push(&draft.label.text.value);
        }
        if draft.label.parent.is_none() || draft.label.role == Role::Values {
            common_section(draft, beside, common, arena, context);
        }
    }
    events::sections(named, &drafts, arena, context);
    for (at, draft) in drafts.iter().enumerate() {
        if let (Role::Values, Content::Values(rows)) = (draft.label.role, &draft.content)
            && draft.label.of != Where::Envelope
        {
            let shapes = nest::of_one_type(&drafts, at).0.iter().filter_map(SectionDraft::shape).collect();
            value_tables::values(shapes, &draft.label, rows, arena, context);
        }
    }
    for (at, draft) in drafts.iter().enumerate().filter(|(_, draft)| draft.label.role != Role::Values) {
        if draft.label.parent.is_some() && !nest::beside(&drafts, at, arena, context) {
            nest::no_parent(&draft.label, context);
        }
    }
    common.examples.extend(type_examples::collect(examples, &drafts, arena, context));
}

fn common_section(
    draft: &SectionDraft,
    beside: Option<&str>,
    common: &mut Common,
    arena: &mut Arena,
    context: &mut Context<'_>,
) {
    let label = &draft.label;
    match (label.role, draft.content.clone()) {
        (Role::Object, Content::Fields(shape)) if label.parent.is_none() => {
            definitions::object(shape, label, arena, context);
        }
        (Role::Object, Content::Values(rows)) => definitions::set(rows, label, arena, context),
        (Role::Object, content) if label.parent.is_none() && aliases::is_alias(&content, label) => {
            aliases::alias(content, label, arena, context);
        }
        // These belong to the type that they stand below.
        (Role::Values, Content::Values(_)) if label.of != Where::Envelope => {}
        (Role::Events, Content::Values(table)) => events::table(&table, arena, context),
        (Role::Codes, Content::Values(table)) => codes(&table, common, context),
        (Role::Statuses, Content::Values(table)) => {
            statuses(&table, common, context);
        }
        (Role::Values, Content::Values(table)) if label.of == Where::Envelope => {
            let Some(parent) = &label.parent else {
                nest::no_parent(label, context);
                return;
            };
            let rule = context.dialect.envelope.field.iter().find(|field| field.name == parent.value);
            let Some(words) = rule.map(|rule| rule.ty.clone()) else {
                context.report(messages::no_envelope_field(&parent.value, label.text.span));
                return;
            };
            let ty = dialect_types::parse(&words, parent.span, context);
            let mut values = Vec::new();
            for row in &table {
                if let Some(value) = rows::value(row, &ty, false, context) {
                    values.push(value);
                } else {
                    // A row such as "others" is no value: it is words about the field.
                    let words: Vec<_> = row.description.iter().map(|cell| cell.source.as_str()).collect();
                    let words = format!("`{}` {}: {}", parent.value, row.key.text.trim(), words.join("; "));
                    common.envelope_docs.push(&words);
                }
            }
            common.values.push((parent.clone(), values));
        }
        (_, Content::Empty) => {}
        _ => {
            context.report(messages::stray_section(beside, label.text.span));
        }
    }
}

/// Whether the label is the line above a table that is told elsewhere: without the table it says nothing.
fn only_announces(draft: &SectionDraft) -> bool {
    let read = !matches!(draft.content, Content::Empty);
    read && draft.label.text.value.trim_end().ends_with([':', '：'])
}

/// The HTTP statuses. Words may follow a number; a row without one is words about them all.
fn statuses(rows: &[RawRow], common: &mut Common, context: &mut Context<'_>) {
    let (statuses, others) = statuses::typed(rows, context);
    // Rows of one table that have one status are one.
    let mut own: Vec<StatusDraft> = Vec::new();
    for new in statuses {
        match own.iter_mut().find(|known| known.code == new.code) {
            Some(known) => {
                known.docs.push(&new.docs.0);
                known.said = known.said.take().or(new.said);
            }
            None => own.push(new),
        }
    }
    common.statuses.extend(own);
    common.docs.push(&others);
}

/// The codes of the API as a whole. A row that holds none, such as a range, is words about them.
fn codes(rows: &[RawRow], common: &mut Common, context: &mut Context<'_>) {
    let (codes, others) = codes::codes(rows, context);
    let mut places: HashMap<Value, usize> = common.codes.iter().map(|known| known.code.clone()).zip(0..).collect();
    for value in codes {
        let provenance = context.stated(value.span);
        let at = *places.entry(value.value.clone()).or_insert(common.codes.len());
        match common.codes.get_mut(at) {
            // A code that two tables give has the words of both.
            Some(known) if known.docs.0.contains(&value.label) => {}
            Some(known) => known.docs.push(&value.label),
            None => common.codes.push(ErrorCode { code: value.value, docs: Docs(value.label), provenance }),
        }
    }
    common.docs.push(&others);
}

/// Examples outside of endpoints of which nothing says what they show stay in the documentation. Gives the number of
/// those that are JSON; each is reported.
pub fn example_docs(common: &mut Common, context: &mut Context<'_>) -> usize {
    let mut unbound = 0;
    for example in &common.examples {
        example.document(&mut common.docs);
        if example.of != Where::Envelope && example.value().is_some_and(|value| !value.is_number()) {
            unbound += 1;
            context.report(messages::example_of_nothing(example.span));
        }
    }
    unbound
}

/// What is said of types that nothing is made of stays in the documentation: of names that nothing defines, and of sets of
/// values that no field has.
pub fn type_docs(common: &mut Common, arena: &mut Arena, context: &mut Context<'_>) {
    common.docs.push(&definitions::describe(arena, context).0);
    let unused = arena.sets.iter().filter(|set| !set.used);
    for set in unused {
        common.docs.push(&set.docs.0);
        let value = |row: &RawRow| {
            let words: Vec<_> = row.description.iter().map(|cell| cell.source.trim()).collect();
            let words = words.join("; ");
            let colon = if words.is_empty() { "" } else { ": " };
            format!("- `{}`{colon}{words}", row.key.text.trim().trim_matches('`'))
        };
        let values: Vec<_> = set.rows.iter().map(value).collect();
        common.docs.push(&format!("{}:\n\n{}", set.name, values.join("\n")));
    }
}
