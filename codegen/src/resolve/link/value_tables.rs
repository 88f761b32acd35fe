//! Tables of values: which fields have them.

use std::collections::BTreeSet;

use crate::recognise::raw::{Label, RawRow, Text};
use crate::recognise::rows::steps;
use crate::resolve::context::Context;
use crate::resolve::draft::{Arena, AwaitedValues, Definition, ShapeId};
use crate::resolve::link::messages;
use crate::resolve::link::nest;
use crate::resolve::read::{dialect_types, rows};

/// Gives a field of these objects the values of a table.
pub fn values(shapes: Vec<ShapeId>, label: &Label, rows: &[RawRow], arena: &mut Arena, context: &mut Context<'_>) {
    let Some(parent) = &label.parent else {
        by_owner(&shapes, label, rows, arena, context);
        return;
    };
    let found = shapes.into_iter().find_map(|shape| {
        let at = arena.fields(shape).iter().position(|field| field.name.value == parent.value)?;
        Some((shape, at))
    });
    let Some((shape, at)) = found else {
        context.report(messages::values_of_nothing(&parent.value, "label", label.text.span));
        return;
    };
    if let Some(field) = arena.field_mut(shape, at) {
        rows::give(field, rows, label.text.span, context);
    }
}

/// Gives the fields that the rows name the values of their rows.
fn by_owner(shapes: &[ShapeId], label: &Label, rows: &[RawRow], arena: &mut Arena, context: &mut Context<'_>) {
    let mut owners: Vec<(Text, Vec<RawRow>)> = Vec::new();
    for row in rows {
        let Some(owner) = &row.owner else { continue };
        let name = steps(RawRow { key: (**owner).clone(), ..row.clone() }, context.dialect).0.key;
        let name = Text { value: name.text.trim().trim_matches('`').to_owned(), span: owner.span };
        let mut row = row.clone();
        row.description.retain(|cell| cell.text != owner.text);
        match owners.iter_mut().find(|(known, _)| known.value == name.value) {
            Some((_, rows)) => rows.push(row),
            None => owners.push((name, vec![row])),
        }
    }
    if owners.is_empty() {
        nest::no_parent(label, context);
    }
    for (name, rows) in owners {
        let awaited = AwaitedValues { shapes: shapes.to_vec(), field: name, rows, span: label.text.span };
        if !gives(&awaited, arena, context) {
            arena.awaited.push(awaited);
        }
    }
}

/// Gives values to fields that examples have shown since their table was read. Those of none are reported.
pub fn settle(arena: &mut Arena, context: &mut Context<'_>) {
    for awaited in std::mem::take(&mut arena.awaited) {
        if !gives(&awaited, arena, context) {
            context.report(messages::values_of_nothing(&awaited.field.value, "table", awaited.field.span));
        }
    }
}

/// Gives values to the fields that they are of; whether there are any.
fn gives(awaited: &AwaitedValues, arena: &mut Arena, context: &mut Context<'_>) -> bool {
    let AwaitedValues { shapes, field, rows, span } = awaited;
    let found = holders(shapes, &field.value, arena, context);
    for (shape, at) in &found {
        if let Some(field) = arena.field_mut(*shape, *at) {
            rows::give(field, rows, *span, context);
        }
    }
    !found.is_empty()
}

/// The fields of this name in objects, also inside of those that they hold or name.
fn holders(shapes: &[ShapeId], name: &str, arena: &mut Arena, context: &mut Context<'_>) -> Vec<(ShapeId, usize)> {
    let mut open = shapes.to_vec();
    let (mut seen, mut found) = (BTreeSet::new(), Vec::new());
    while let Some(shape) = open.pop() {
        if !seen.insert(shape) {
            continue;
        }
        let mut named = Vec::new();
        for (at, field) in arena.fields(shape).iter().enumerate() {
            open.extend(field.ty.value.shape());
            named.extend(field.ty.value.name().cloned());
            if field.name.value == name {
                found.push((shape, at));
            }
        }
        for name in named {
            let known = match arena.defined(&name.value, name.span.file) {
                Some(Definition::Shape(shape)) => Some(shape),
                Some(Definition::Set(_)) => None,
                None => dialect_types::object(&name.value, arena, context),
            };
            open.extend(known);
        }
    }
    found
}
