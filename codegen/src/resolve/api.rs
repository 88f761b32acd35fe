//! What is said of the API as a whole: groups, statuses and words.

use super::context::Context;
use super::draft::ValueDraft;
use super::section::{self, Content};
use super::{define, merge, rows};
use crate::diagnostic::{Code, Diagnostic};
use crate::dialect::{Role, Where};
use crate::ir::{Docs, ErrorCode, Group, Status};
use crate::recognise::raw::{Facts, RawDocument, RawExample, RawGroup, RawRow, RawSection, Text};

/// What the documents say outside of endpoints.
#[derive(Default)]
pub struct Common {
    /// The groups.
    pub groups: Vec<Group>,
    /// The documentation of the API.
    pub docs: Docs,
    /// HTTP statuses.
    pub statuses: Vec<Status>,
    /// The codes that any endpoint can fail with.
    pub codes: Vec<ErrorCode>,
    /// Values of envelope fields, by field.
    pub values: Vec<(Text, Vec<ValueDraft>)>,
    /// Words about the envelope.
    pub envelope_docs: Docs,
    /// Examples of the envelope.
    pub examples: Vec<RawExample>,
}

impl Common {
    /// The documented values of the envelope's fields.
    pub fn values(&self) -> impl Iterator<Item = &ValueDraft> {
        self.values.iter().flat_map(|(_, values)| values)
    }
}

/// Reads what stands outside of endpoints.
pub fn common(documents: &mut [RawDocument], context: &mut Context<'_>) -> Common {
    let mut common = Common::default();
    let mut groups: Vec<RawGroup> = Vec::new();
    for document in documents {
        let scope = std::mem::take(&mut document.scope);
        common.docs.push(&scope.docs.0);
        stray(&scope.facts, context);
        for section in scope.sections {
            common_section(section, &mut common, context);
        }
        common.examples.extend(scope.examples);
        for mut group in std::mem::take(&mut document.groups) {
            stray(&group.scope.facts, context);
            common.examples.append(&mut group.scope.examples);
            for section in std::mem::take(&mut group.scope.sections) {
                common_section(section, &mut common, context);
            }
            match groups.iter_mut().find(|known| known.name.value == group.name.value) {
                Some(first) => merge::groups(first, &group, context),
                None => groups.push(group),
            }
        }
    }
    let group = |group: RawGroup| {
        let provenance = context.stated(group.name.span);
        Group { name: group.name.value, docs: group.scope.docs, provenance }
    };
    common.groups = groups.into_iter().map(group).collect();
    common
}

/// Reports statements outside of endpoints: their words are kept, and nothing follows from them.
fn stray(facts: &Facts, context: &mut Context<'_>) {
    let texts = [&facts.no_parameters, &facts.no_response, &facts.deprecated].into_iter().flatten().chain(&facts.auth);
    let texts = texts.chain(facts.deprecated_aliases.iter().map(|(_, text)| text)).map(|text| text.span);
    let mut spans: Vec<_> = texts.chain(facts.methods.iter().map(|(_, span)| *span)).collect();
    spans.sort();
    spans.dedup();
    for span in spans {
        let message = "this states a fact of an endpoint, and stands under none";
        let help = "move it below the endpoint, or make the pattern of its `[[statement]]` rule narrower";
        context.say(Code::NoEffect, span, message, help);
    }
}

fn common_section(raw: RawSection, common: &mut Common, context: &mut Context<'_>) {
    let draft = section::read(raw, context);
    let label = &draft.label;
    if label.sentence {
        common.docs.push(&label.text.value);
    }
    match (label.role, draft.content) {
        (Role::Object, Content::Fields(shape)) if label.parent.is_none() => section::named(shape, label, context),
        (Role::Object, Content::Values(rows)) => section::named_set(rows, label, context),
        (Role::Codes, Content::Values(table)) => codes(&table, common, context),
        (Role::Statuses, Content::Values(table)) => {
            statuses(&table, common, context);
        }
        (Role::Values, Content::Values(table)) if label.of == Where::Envelope => {
            let Some(parent) = &label.parent else {
                rows::no_parent(label, context);
                return;
            };
            let rule = context.dialect.envelope.field.iter().find(|field| field.name == parent.value);
            let Some(words) = rule.map(|rule| rule.ty.clone()) else {
                let message = format!("the envelope has no field `{}`", parent.value);
                context.say(
                    Code::NoParent,
                    label.text.span,
                    message,
                    "add it to `[[envelope.field]]` in `dialect.toml`",
                );
                return;
            };
            let ty = define::parse(&words, parent.span, context);
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
            let message = "this section stands outside of every endpoint, where its role means nothing";
            let help = "move it below the endpoint that it describes";
            context.say(Code::NoParent, label.text.span, message, help);
        }
    }
}

/// The HTTP statuses. Words may follow a number; a row without one is words about them all.
fn statuses(rows: &[RawRow], common: &mut Common, context: &mut Context<'_>) {
    for row in rows {
        let words = row.key.text.trim().trim_matches('`').trim();
        let number = words.split(|letter: char| !letter.is_ascii_alphanumeric()).next().unwrap_or_default();
        let Some(code) = number.parse::<u16>().ok().filter(|code| (100..600).contains(code)) else {
            let message = format!("`{words}` is no HTTP status; the row is kept as words");
            let help = "a status is a number from 100 to 599, and words may follow it; write one in each row";
            context.report(Diagnostic::new(Code::NoEffect, row.key.span, message).help(help));
            common.docs.push(&rows::words(std::slice::from_ref(row)));
            continue;
        };
        let named = words.strip_prefix(number).unwrap_or_default().trim();
        let mut docs = Docs::default();
        docs.push(named.trim_start_matches('(').trim_end_matches(')').trim());
        row.description.iter().for_each(|cell| docs.push(&cell.source));
        common.statuses.push(Status { code, docs, provenance: context.stated(row.key.span) });
    }
}

/// The codes of the API as a whole. A row that holds none, such as a range, is words about them.
fn codes(rows: &[RawRow], common: &mut Common, context: &mut Context<'_>) {
    let (codes, others) = rows::codes(rows, context);
    for value in codes {
        if common.codes.iter().all(|known| known.code != value.value) {
            let provenance = context.stated(value.span);
            common.codes.push(ErrorCode { code: value.value, docs: Docs(value.label), provenance });
        }
    }
    common.docs.push(&others);
}

/// Examples outside of endpoints stay in the documentation.
pub fn example_docs(common: &mut Common) {
    for example in &common.examples {
        let words = format!("{}\n\n```{}\n{}\n```", example.docs.0, example.language, example.text.trim_end());
        common.docs.push(&words);
    }
}
