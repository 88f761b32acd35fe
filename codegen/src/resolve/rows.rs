//! Rows that are no fields: values, indexes of a list, open keys.

use super::context::Context;
use super::draft::{Draft, ValueDraft};
use super::section::{Content, EndpointDraft};
use super::type_expr;
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::Type;
use crate::recognise::raw::{Label, RawRow, RawTable};
use crate::source::Span;

/// The type that a row gives.
pub fn cell_type(row: &RawRow, context: &mut Context<'_>) -> Draft {
    let Some(cell) = &row.ty else { return Draft::Known(Type::Any) };
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
    let words = row.key.text.trim();
    let label = row.description.iter().map(|cell| cell.source.as_str()).collect::<Vec<_>>().join("\n\n");
    match super::value::parse(words, ty, false) {
        Ok(value) => Some(ValueDraft { value, label, span: row.key.span }),
        Err(reason) => {
            if strict {
                context.say(Code::BadCell, row.key.span, reason, "a table of values has one value a row");
            }
            None
        }
    }
}

/// Gives a field the values of a table.
pub fn values(endpoint: &mut EndpointDraft, label: &Label, rows: &[RawRow], context: &mut Context<'_>) {
    let Some(parent) = &label.parent else {
        no_parent(label, context);
        return;
    };
    let shapes = endpoint.sections.iter().filter_map(|section| match section.content {
        Content::Fields(shape) => Some(shape),
        _ => None,
    });
    let shapes: Vec<_> = shapes.chain([endpoint.parameters]).collect();
    let found = shapes.into_iter().find_map(|shape| {
        let at = context.arena.fields(shape).iter().position(|field| field.name.value == parent.value)?;
        Some((shape, at))
    });
    let Some((shape, at)) = found else {
        let message = format!("there is no field `{}` that these could be the values of", parent.value);
        context.say(Code::NoParent, label.text.span, message, "correct the name in the label");
        return;
    };
    let Some(ty) = context.arena.fields(shape).get(at).map(|field| field.ty.value.clone()) else { return };
    let (set, docs) = (takes_values(&ty), words(rows));
    let read: Vec<_> = rows.iter().filter_map(|row| value(row, &ty, true, context)).collect();
    if let Some(field) = context.arena.get_mut(shape).and_then(|shape| shape.fields.get_mut(at)) {
        field.values = if set { read } else { Vec::new() };
        if !set {
            field.docs.push(&docs);
        }
    }
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
    let help = "add a group `parent` to the pattern of its `[[section]]` rule, or the key `parent`";
    context.say(Code::NoParent, label.text.span, message, help);
}
