//! Selectors: parameters whose values tell apart the endpoints that take one method on one path.

use serde_json::{Number, Value};

use crate::dialect::{Located, Role, SelectorRule};
use crate::ir::{Endpoint, How, Location, Named, Presence, Type};
use crate::markdown::code;
use crate::recognise::raw::{RawEndpoint, RawRow, TableKind, Text};
use crate::recognise::url::decoded;
use crate::resolve::context::Context;
use crate::resolve::draft::{Arena, Draft, EndpointDraft, FieldDraft, Known, RowsOf, Selector, Written};
use crate::resolve::link::messages;
use crate::resolve::read::{example, field, value};
use crate::source::Span;

/// What the value follows from where nothing but an example of the request shows it.
const SHOWN: &str = "from the example of a request";

/// The selector of each endpoint, as far as its announcement, a statement, a row or an example of a request gives a value.
pub fn find(all: &[RawEndpoint], context: &mut Context<'_>) -> Vec<Option<Selector>> {
    let rules = &context.dialect.selector;
    let mut one = |raw| rules.iter().zip(0..).find_map(|(rule, at)| selector(raw, rule, at == 0, context));
    all.iter().map(&mut one).collect()
}

/// What a rule makes of an endpoint. A heading and a statement do not say which parameter has the value, so it is that of the
/// `first` rule.
fn selector(
    raw: &RawEndpoint,
    rule: &Located<SelectorRule>,
    first: bool,
    context: &mut Context<'_>,
) -> Option<Selector> {
    let name = &rule.parameter;
    let announced = &raw.announcement;
    let span = announced.paths.first().map_or(announced.span, |path| path.span);
    let part = announced.query.iter().find(|part| part.name == *name);
    let shown = part.filter(|part| part.shows_value());
    let shown = shown.map(|part| Text { value: decoded(&format!("={}", part.value)).1, span });
    let own = row(raw, name, context);
    let said = announced.selector.as_ref().or(raw.scope.facts.selector.as_ref()).filter(|_| first);
    let said =
        shown.or_else(|| said.map(|text| Text { value: code::unquoted(&text.value).to_owned(), span: text.span }));
    let rows = own.as_ref().and_then(only_value);
    let value = match (said, rows) {
        (Some(said), Some(row)) => {
            if said.value != row.value {
                context.report(messages::selector_differs(name, &said.value, &row.value, (said.span, row.span)));
            }
            Known::stated(said.value, said.span)
        }
        (Some(text), None) | (None, Some(text)) => Known::stated(text.value, text.span),
        (None, None) => in_examples(raw, name, context)?,
    };
    let location = match (part, &rule.location) {
        (Some(_), _) => Some(Known::stated(Location::Query, span)),
        (None, Some(location)) => {
            let place = context.entry(location);
            Some(Known { how: How::Declared, ..Known::stated(**location, place) })
        }
        (None, None) => None,
    };
    Some(Selector { parameter: name.clone(), value, location, in_query: part.is_some() })
}

/// The row of a parameter, read without a word about it: it is read again with the others of its table.
fn row(raw: &RawEndpoint, name: &str, context: &mut Context<'_>) -> Option<FieldDraft> {
    let of_parameters = raw.scope.sections.iter().filter(|section| section.label.role == Role::Parameters);
    let tables = of_parameters.filter_map(|section| section.table.as_ref());
    let rows = tables.filter(|table| table.kind == TableKind::Fields).flat_map(|table| &table.rows);
    let mut named = rows.filter(|row| row.key.text.contains(name));
    let mut read = |row: &RawRow| {
        let (of, arena) = (RowsOf::Parameters { path: &[], json: false }, &mut Arena::default());
        context.quietly(|context| field::read(row.clone(), of, arena, context))
    };
    named.find_map(|row| read(row).filter(|field| field.is_called(name)))
}

/// The only value that a row gives: a constant, a set of one value, a default or an example.
fn only_value(field: &FieldDraft) -> Option<Text> {
    let written = |known: &Known<Written>| text(&known.value.value(), known.span);
    let constant = field.constant.as_deref().and_then(written);
    let set = if let [only] = field.values.as_slice() { text(&only.value, only.span) } else { None };
    let default = || field.default.as_deref().and_then(written);
    let example = || field.example.as_ref().and_then(|words| text(&Value::String(words.value.clone()), words.span));
    constant.or(set).or_else(default).or_else(example)
}

/// A value of a selector as text; none where it is neither text nor a number.
fn text(value: &Value, span: Span) -> Option<Text> {
    let value = match value {
        Value::String(words) => value::parse(words, &Draft::Known(Type::String), false).ok()?.as_str()?.to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    (!value.is_empty()).then_some(Text { value, span })
}

/// The value that examples of the request show, where all that have one agree.
fn in_examples(raw: &RawEndpoint, name: &str, context: &mut Context<'_>) -> Option<Known<String>> {
    if !raw.scope.examples.iter().any(|example| example.text.contains(name)) {
        return None;
    }
    let read = context.quietly(|context| example::read(raw.scope.examples.clone(), context));
    let mut values = read.iter().filter_map(|example| {
        let in_body = example.body.as_ref().and_then(|body| text(body.get(name)?, example.span));
        let sent = || example.example.request.as_ref()?.parameters.iter().find(|(known, _)| known == name);
        in_body.or_else(|| sent().and_then(|(_, value)| text(&Value::String(value.clone()), example.span)))
    });
    let first = values.next()?;
    if values.any(|other| other.value != first.value) {
        return None;
    }
    context.report(messages::selector_shown(name, &first.value, first.span));
    Some(Known::inferred(first.value, first.span, SHOWN))
}

/// Makes the parameter of the selector, with or without a row, one that always has its value.
pub fn place(endpoint: &EndpointDraft, fields: &mut Vec<FieldDraft>) {
    let Some(selector) = &endpoint.stated.selector else { return };
    let at = fields.iter().position(|field| field.is_called(&selector.parameter));
    let known = at.map_or_else(|| unsaid(selector), |at| fields.remove(at));
    let known = fixed(known, selector);
    fields.insert(at.unwrap_or_default(), known);
}

/// A selector without a row.
fn unsaid(selector: &Selector) -> FieldDraft {
    let span = selector.value.span;
    let name = Text { value: selector.parameter.clone(), span };
    let ty = Known::stated(Draft::Known(Type::String), span);
    FieldDraft { parameter: true, ..FieldDraft::new(name, ty, Known::stated(Presence::Required, span), true) }
}

/// A parameter with the one value that its selector has: an integer where its row says so, and text otherwise.
fn fixed(field: FieldDraft, selector: &Selector) -> FieldDraft {
    let integer = matches!(field.ty.value.base(), Draft::Known(Type::Int { .. }));
    let number = selector.value.value.parse::<i64>().ok().filter(|_| integer);
    let ty = if number.is_some() { Type::INT64 } else { Type::String };
    let text = || Value::String(selector.value.value.clone());
    let value = number.map_or_else(text, |number| Value::Number(Number::from(number)));
    let row = field.location.filter(|_| !selector.in_query);
    let constant = selector.value.clone().map(|_| Written::Given(value));
    let name = field.name;
    let (ty, presence) = (Known { value: Draft::Known(ty), ..field.ty }, field.presence);
    FieldDraft {
        location: row.or_else(|| selector.location.clone()),
        constant: Some(Box::new(constant)),
        aliases: field.aliases,
        deprecated: field.deprecated,
        docs: field.docs,
        descriptions: field.descriptions,
        parameter: true,
        span: field.span,
        ..FieldDraft::new(name, Known { rule: None, ..ty }, Known { value: Presence::Required, ..presence }, true)
    }
}

/// Takes the selector out of the parameters of each endpoint, where it is compared with examples as others are: a caller
/// never gives it.
pub fn take(endpoints: &mut [Endpoint], drafts: &[EndpointDraft]) {
    for (endpoint, draft) in endpoints.iter_mut().zip(drafts) {
        let Some(selector) = &draft.stated.selector else { continue };
        let fields = &mut endpoint.parameters.fields;
        let at = fields.iter().position(|field| field.name.value == selector.parameter && field.constant.is_some());
        endpoint.selector = at.map(|at| Box::new(fields.remove(at)));
    }
}
