//! Rows that are no fields: values, indexes of a list, open keys.

use super::{ranges, untyped};
use crate::ir::Type;
use crate::recognise::raw::{RawRow, RawTable};
use crate::resolve::context::Context;
use crate::resolve::draft::{Content, Draft, FieldDraft, ValueDraft};
use crate::resolve::read::messages;
use crate::resolve::read::{type_expr, value};
use crate::source::Span;

/// The type that a row gives.
pub fn cell_type(row: &RawRow, context: &mut Context<'_>) -> Draft {
    let Some(cell) = row.ty.as_deref().filter(|cell| !untyped::is_untyped(cell, context)) else {
        return untyped::untyped(row.key.span, context).value;
    };
    type_expr::parse_cell(cell, context).unwrap_or_else(|reason| {
        context.report(messages::no_type(&reason, cell.span));
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
                context.report(messages::items_differ(span, *at));
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
        let cells =
            [&row.presence, &row.default].into_iter().filter_map(|cell| cell.as_deref()).chain(&row.description);
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
                context.report(messages::no_value(&reason, row.key.span));
            }
            None
        }
    }
}

/// Reads a row of a table of values.
///
/// # Errors
///
/// Why it holds no value of the type.
pub fn read(row: &RawRow, ty: &Draft) -> Result<ValueDraft, String> {
    let label = row.description.iter().map(|cell| cell.source.as_str()).collect::<Vec<_>>().join("\n\n");
    let value = value::parse(row.key.text.trim(), scalar(ty), false)?;
    Ok(ValueDraft { value, label, span: row.key.span })
}

/// The type of the values of a field: that of its items, where it is a list.
fn scalar(ty: &Draft) -> &Draft {
    match ty {
        Draft::List(inner) | Draft::Nullable(inner) => scalar(inner),
        _ => ty,
    }
}

/// Gives a field the values that rows list. A type that leaves open what is in the field is the values' own. Where the
/// values are none of the field's type, which is reported, they are words about the field. Whether it has them now.
pub fn give(field: &mut FieldDraft, rows: &[RawRow], span: Span, context: &mut Context<'_>) -> bool {
    let open = matches!(field.ty.value.base(), Draft::Known(Type::Any) | Draft::Array);
    if open {
        let base = base_of(rows, context);
        // What a list can have, its items have.
        let list = field.ty.value.is_list();
        let base = if list { Draft::List(Box::new(base)) } else { base };
        context.report(messages::typed_by_values(&field.name.value, list, field.ty.span, span));
        field.ty.value = if field.ty.value.base() == &field.ty.value { base } else { Draft::Nullable(Box::new(base)) };
    }
    let name = &field.name.value;
    let (others, single): (Vec<_>, Vec<_>) = match scalar(&field.ty.value) {
        Draft::Known(Type::Int { .. }) => rows.iter().cloned().partition(|row| ranges::is_range(&row.key.text)),
        _ => (Vec::new(), rows.to_vec()),
    };
    let listed = if single.is_empty() { rows } else { single.as_slice() };
    let read: Result<Vec<_>, _> =
        listed.iter().map(|row| read(row, &field.ty.value).map_err(|reason| (reason, row.key.span))).collect();
    let problem = match read {
        Ok(values) if takes_values(&field.ty.value) => {
            if let Some(first) = others.first() {
                context.report(messages::no_values(first.key.text.trim(), name, others.len(), first.key.span));
                field.docs.push(&words(&others));
            }
            field.values = values;
            return true;
        }
        Ok(_) => (format!("`{}` is not a type that has values", field.ty_text), span),
        Err((reason, at)) => (format!("{reason}, and no value of `{}`", field.ty_text), at),
    };
    context.report(messages::unfit_values(name, &problem.0, problem.1, field.span));
    field.docs.push(&words(rows));
    false
}

/// The type of values: integers where all of them are, but for rows that are ranges of them, or text.
pub fn base_of(rows: &[RawRow], context: &Context<'_>) -> Draft {
    let integer = type_expr::primitive_draft(context.dialect.policy.example_integer);
    let mut rows = rows.iter().map(|row| row.key.text.trim()).filter(|words| !ranges::is_range(words)).peekable();
    let any = rows.peek().is_some();
    let fits = rows.all(|words| value::parse(words, &integer, false).is_ok());
    if fits && any { integer } else { Draft::Known(Type::String) }
}

/// The type of a set of values that is said to be `said`: the items of a list have the values.
pub fn of_set(rows: &[RawRow], said: Option<&Draft>, context: &Context<'_>) -> Draft {
    match said {
        Some(Draft::Array) => Draft::List(Box::new(base_of(rows, context))),
        Some(Draft::Nullable(inner)) => Draft::Nullable(Box::new(of_set(rows, Some(inner), context))),
        Some(said) => said.clone(),
        None => base_of(rows, context),
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
