//! Rows that are no fields: values, indexes of a list, open keys.

use std::collections::BTreeSet;

use super::context::Context;
use super::draft::{Draft, FieldDraft, ShapeId, ValueDraft};
use super::field::{is_untyped, untyped};
use super::section::Content;
use super::type_expr;
use crate::diagnostic::{Code, Diagnostic};
use crate::dialect::Primitive;
use crate::ir::{Docs, Type};
use crate::recognise::raw::{Label, RawRow, RawTable, Text};
use crate::recognise::rows::steps;
use crate::source::Span;

/// The type that a row gives.
pub fn cell_type(row: &RawRow, context: &mut Context<'_>) -> Draft {
    let Some(cell) = row.ty.as_ref().filter(|cell| !is_untyped(cell, context)) else {
        return untyped(row.key.span, context).value;
    };
    type_expr::parse_cell(cell, context.dialect).unwrap_or_else(|reason| {
        context.say(Code::BadType, cell.span, reason, "see `[types]` and `[[type]]` in `dialect.toml`");
        Draft::Known(Type::Any)
    })
}

/// Rows that describe indexes of a list all give the type of its items.
pub fn items(table: &RawTable, context: &mut Context<'_>) -> Content {
    let mut item: Option<(Draft, Span)> = None;
    for row in &table.rows {
        let (draft, span) = (cell_type(row, context), row.ty.as_ref().map_or(row.span, |cell| cell.span));
        match &item {
            Some((first, at)) if *first != draft => {
                let message = "the items of one list have types that differ; the first counts";
                let diagnostic = Diagnostic::new(Code::Duplicate, span, message).related(*at, "the first");
                context.report(diagnostic);
            }
            Some(_) => {}
            None => item = Some((draft, span)),
        }
    }
    Content::Items { item: item.map_or(Draft::Known(Type::Any), |(draft, _)| draft), docs: words(&table.rows) }
}

/// What rows say of keys, indexes or values, as a list.
pub fn words(rows: &[RawRow]) -> String {
    let line = |row: &RawRow| {
        let cells = [&row.presence, &row.default].into_iter().flatten().chain(&row.description);
        let cells: Vec<_> = cells.map(|cell| cell.source.as_str()).filter(|words| !words.is_empty()).collect();
        format!("- `{}`: {}", row.key.text.trim().trim_matches('`'), cells.join("; "))
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// A row of a table of values. Rows that hold no value of the type are words for "any other"; `strict` reports them.
pub fn value(row: &RawRow, ty: &Draft, strict: bool, context: &mut Context<'_>) -> Option<ValueDraft> {
    match read(row, ty) {
        Ok(value) => Some(value),
        Err(reason) => {
            if strict {
                let help = "a table of values has one value a row; for several, set `columns.value_separator`";
                context.say(Code::BadCell, row.key.span, reason, help);
            }
            None
        }
    }
}

fn read(row: &RawRow, ty: &Draft) -> Result<ValueDraft, String> {
    let label = row.description.iter().map(|cell| cell.source.as_str()).collect::<Vec<_>>().join("\n\n");
    let value = super::value::parse(row.key.text.trim(), ty, false)?;
    Ok(ValueDraft { value, label, span: row.key.span })
}

/// The rows of a table of codes that hold one: an integer, or a word where codes are text. What else stands there is
/// reported, and the rest is words.
pub fn codes(rows: &[RawRow], context: &mut Context<'_>) -> (Vec<ValueDraft>, String) {
    let (mut codes, mut others) = (Vec::new(), Vec::new());
    let text = are_texts(rows, context);
    let ty = Draft::Known(if text { Type::String } else { Type::INT64 });
    let success = context.dialect.envelope.successes();
    let mut good = Vec::new();
    for row in rows {
        match read(row, &ty) {
            // What a success has is no error.
            Ok(code) if success.contains(&code.value) => good.push(row.clone()),
            Ok(code) if !text || code.value.as_str().is_some_and(is_word) => codes.push(code),
            _ => others.push(row.clone()),
        }
    }
    if let Some(first) = others.first() {
        let code = first.key.text.trim().trim_matches('`');
        let what = if text { "are words" } else { "are integers" };
        let message =
            format!("`{code}` is no code, for codes {what} here; rows of this table that are none: {}", others.len());
        let help = "these rows are kept as words: write each code of a range in a row of its own, or set \
                    `columns.value_separator`; codes are text where all of a table are words, or where the field \
                    `envelope.code` is text";
        let diagnostic = Diagnostic::new(Code::NoEffect, first.key.span, message);
        context.report(diagnostic.help(help));
    }
    let words = words(&good.into_iter().chain(others).collect::<Vec<_>>());
    (codes, words)
}

/// Adds codes to others. One that is given twice has the words of both.
pub fn add_codes(known: &mut Vec<ValueDraft>, more: Vec<ValueDraft>) {
    for code in more {
        match known.iter_mut().find(|known| known.value == code.value) {
            Some(known) if known.label.contains(&code.label) => {}
            Some(known) => {
                let mut words = Docs(std::mem::take(&mut known.label));
                words.push(&code.label);
                known.label = words.0;
            }
            None => known.push(code),
        }
    }
}

/// Whether the codes of a table are text: by what the dialect says of the field that has them, or as they are words and
/// none of them is an integer.
fn are_texts(rows: &[RawRow], context: &Context<'_>) -> bool {
    let rules = &context.dialect.envelope;
    let field = rules.field.iter().find(|field| Some(&field.name) == rules.code.as_ref());
    let declared = field.and_then(|field| context.dialect.types.get(&field.ty));
    match (rules.success.first(), declared) {
        (Some(toml::Value::String(_)), _) | (None, Some(Primitive::String)) => true,
        (Some(toml::Value::Integer(_)), _) => false,
        _ => {
            let word = |row: &RawRow| {
                let code = row.key.text.trim().trim_matches('`');
                is_word(code) && code.starts_with(|first: char| first.is_alphabetic())
            };
            !rows.is_empty() && rows.iter().all(word)
        }
    }
}

fn is_word(code: &str) -> bool {
    let part = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.' | ':' | '/');
    !code.is_empty() && code.chars().all(part)
}

/// Gives a field of these objects the values of a table.
pub fn values(shapes: Vec<ShapeId>, label: &Label, rows: &[RawRow], context: &mut Context<'_>) {
    let Some(parent) = &label.parent else {
        by_owner(&shapes, label, rows, context);
        return;
    };
    let found = shapes.into_iter().find_map(|shape| {
        let at = context.arena.fields(shape).iter().position(|field| field.name.value == parent.value)?;
        Some((shape, at))
    });
    let Some((shape, at)) = found else {
        let message = format!("there is no field `{}` that these could be the values of", parent.value);
        context.say(Code::NoParent, label.text.span, message, "correct the name in the label");
        return;
    };
    let Some(mut field) = context.arena.fields(shape).get(at).cloned() else { return };
    give(&mut field, rows, label.text.span, context);
    if let Some(place) = context.arena.get_mut(shape).and_then(|shape| shape.fields.get_mut(at)) {
        *place = field;
    }
}

/// Gives the fields that the rows name the values of their rows.
fn by_owner(shapes: &[ShapeId], label: &Label, rows: &[RawRow], context: &mut Context<'_>) {
    let mut owners: Vec<(Text, Vec<RawRow>)> = Vec::new();
    for row in rows {
        let Some(owner) = &row.owner else { continue };
        let name = steps(&RawRow { key: owner.clone(), ..row.clone() }, context.dialect).0.key;
        let name = Text { value: name.text.trim().trim_matches('`').to_owned(), span: owner.span };
        let mut row = row.clone();
        row.description.retain(|cell| cell.text != owner.text);
        match owners.iter_mut().find(|(known, _)| known.value == name.value) {
            Some((_, rows)) => rows.push(row),
            None => owners.push((name, vec![row])),
        }
    }
    if owners.is_empty() {
        no_parent(label, context);
    }
    for (name, rows) in owners {
        let found = holders(shapes, &name.value, context);
        if found.is_empty() {
            let message = format!("there is no field `{}` that these could be the values of", name.value);
            context.say(Code::NoParent, name.span, message, "correct the name in the table");
        }
        for (shape, at) in found {
            let Some(mut field) = context.arena.fields(shape).get(at).cloned() else { continue };
            give(&mut field, &rows, label.text.span, context);
            if let Some(place) = context.arena.get_mut(shape).and_then(|shape| shape.fields.get_mut(at)) {
                *place = field;
            }
        }
    }
}

/// The fields of this name in objects, also inside of those that they hold.
fn holders(shapes: &[ShapeId], name: &str, context: &Context<'_>) -> Vec<(ShapeId, usize)> {
    let mut open = shapes.to_vec();
    let (mut seen, mut found) = (BTreeSet::new(), Vec::new());
    while let Some(shape) = open.pop() {
        if !seen.insert(shape) {
            continue;
        }
        for (at, field) in context.arena.fields(shape).iter().enumerate() {
            open.extend(field.ty.value.shape());
            if field.name.value == name {
                found.push((shape, at));
            }
        }
    }
    found
}

/// Gives a field the values that rows list. A type that leaves open what is in the field is the values' own. Where the
/// values are none of the field's type, which is reported, they are words about the field. Whether it has them now.
pub fn give(field: &mut FieldDraft, rows: &[RawRow], span: Span, context: &mut Context<'_>) -> bool {
    let open = matches!(field.ty.value.base(), Draft::Object | Draft::Known(Type::Any));
    if open {
        let base = base_of(rows, context);
        let message = format!("the values that are listed say what `{}` is, for its type does not", field.name.value);
        let diagnostic = Diagnostic::new(Code::Inferred, field.ty.span, message);
        context.report(diagnostic.related(span, "the values").help("correct the type"));
        field.ty.value = if field.ty.value.base() == &field.ty.value { base } else { Draft::Nullable(Box::new(base)) };
    }
    let name = &field.name.value;
    let read: Result<Vec<_>, _> =
        rows.iter().map(|row| read(row, &field.ty.value).map_err(|reason| (reason, row.key.span))).collect();
    let problem = match read {
        Ok(values) if takes_values(&field.ty.value) => {
            field.values = values;
            return true;
        }
        Ok(_) => (format!("`{}` is no type that has values", field.ty_text), span),
        Err((reason, at)) => (format!("{reason}, and no value of `{}`", field.ty_text), at),
    };
    let message = format!("the values of `{name}` do not fit it, and are kept as words about it: {}", problem.0);
    let diagnostic = Diagnostic::new(Code::NoEffect, problem.1, message).related(field.span, "the field");
    context.report(diagnostic.help("correct the type or the values; flags, which combine, are no set of values"));
    field.docs.push(&words(rows));
    false
}

/// The type of values: integers where all of them are, or text.
pub fn base_of(rows: &[RawRow], context: &Context<'_>) -> Draft {
    let integer = type_expr::primitive_draft(context.dialect.policy.example_integer);
    let fits = rows.iter().all(|row| super::value::parse(row.key.text.trim(), &integer, false).is_ok());
    if fits { integer } else { Draft::Known(Type::String) }
}

/// Whether a type can have a set of values; for another, the rows are words about the field.
pub fn takes_values(ty: &Draft) -> bool {
    match ty {
        Draft::Known(ty) => matches!(ty, Type::String | Type::Int { .. }),
        Draft::List(inner) | Draft::Nullable(inner) => takes_values(inner),
        _ => false,
    }
}

/// Reports a label that should say which field it speaks of.
pub fn no_parent(label: &Label, context: &mut Context<'_>) {
    let message = "the label does not say which field this describes";
    let help = "add a group `parent` to the pattern of its `[[section]]` rule, or the key `parent`; or, for values, a \
                column with the names of their fields";
    context.say(Code::NoParent, label.text.span, message, help);
}
