//! Tables of values: one value a row.

use super::context::Context;
use super::draft::{Draft, ValueDraft};
use super::section::{Content, EndpointDraft};
use super::value;
use crate::diagnostic::Code;
use crate::recognise::raw::{Label, RawRow};

/// A row of a table of values. Rows that hold no value of the type are words for "any other"; `strict` reports them.
pub fn read(row: &RawRow, ty: &Draft, strict: bool, context: &mut Context<'_>) -> Option<ValueDraft> {
    let words = row.key.text.trim();
    let label = row.description.iter().map(|cell| cell.source.as_str()).collect::<Vec<_>>().join("\n\n");
    match value::parse(words, ty, false) {
        Ok(value) => Some(ValueDraft { value, label, span: row.key.span }),
        Err(reason) => {
            if strict {
                context.say(Code::BadCell, row.key.span, reason, "a table of values has one value a row");
            }
            None
        }
    }
}

/// Gives the values of a table to the field that its label names.
pub fn attach(endpoint: &mut EndpointDraft, label: &Label, rows: &[RawRow], context: &mut Context<'_>) {
    let Some(parent) = &label.parent else { return };
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
    let read: Vec<_> = rows.iter().filter_map(|row| read(row, &ty, true, context)).collect();
    if let Some(field) = context.arena.get_mut(shape).and_then(|shape| shape.fields.get_mut(at)) {
        field.values = read;
    }
}
