//! Tables of sections, each by itself: what their rows give.

use crate::dialect::{Role, Where};
use crate::ir::{Encoding, Location, Presence, Type};
use crate::recognise::raw::{Label, RawRow, RawSection, RawTable, TableKind};
use crate::resolve::context::Context;
use crate::resolve::draft::{
    Arena, Content, Definition, Draft, FieldDraft, Known, RowsOf, SectionDraft, Shape, ShapeId, TableFields,
};
use crate::resolve::read::messages;
use crate::resolve::read::{depth, names, rows, schema};

/// Reads a section's table. Parameters in it can be those of the path, and are else sent as a JSON object where `sent` says so.
pub fn read(
    section: RawSection,
    sent: (&[String], bool),
    arena: &mut Arena,
    context: &mut Context<'_>,
) -> SectionDraft {
    let RawSection { label, table, schema, docs, more, said: _ } = section;
    let by_schema = schema.filter(|_| table.is_none()).and_then(|text| schema::content(&text, &label, arena, context));
    let content = match table {
        None if by_schema.is_some() => by_schema.unwrap_or(Content::Empty),
        None if label.same.is_some() => Content::Same,
        // All of its fields are those of other types.
        None if !more.is_empty() => Content::Fields(shape_of_none(&label, arena)),
        None => Content::Empty,
        // A row is an event, whatever its columns are.
        Some(table) if label.role == Role::Events => Content::Values(table.rows),
        Some(table) => match table.kind {
            TableKind::Fields => fields(table, &label, sent, arena, context),
            TableKind::Items => rows::items(&table, context),
            TableKind::Values | TableKind::Terms => Content::Values(table.rows),
        },
    };
    check_kind(&label, &content, context);
    if let (Some(name), false) = (&label.name, label.items.is_empty() || matches!(content, Content::Fields(_))) {
        context.report(messages::generic_of_no_object(&name.value, label.text.span));
    }
    if let Some(first) = more.first() {
        let span = first.text.span;
        let place = if let Content::Fields(shape) = &content { arena.get_mut(*shape) } else { None };
        match place {
            Some(shape) => shape.more = more,
            None => context.report(messages::more_of_no_object(&label.text.value, span)),
        }
    }
    match (&content, &label.name) {
        (Content::Fields(shape), _) => arena.document(Definition::Shape(*shape), &docs),
        (_, Some(name)) if !docs.is_empty() => arena.words.entry(name.value.clone()).or_default().push(&docs.0),
        _ => {}
    }
    SectionDraft { label, content, attached: false }
}

/// Reports a table whose columns do not suit its label.
fn check_kind(label: &Label, content: &Content, context: &mut Context<'_>) {
    let values = matches!(label.role, Role::Values | Role::Codes | Role::Statuses | Role::Events);
    let fits = match content {
        Content::Values(_) => values || (label.role == Role::Object && label.name.is_some()),
        Content::Empty => true,
        _ => !values,
    };
    if !fits {
        context.report(messages::unsuited_columns(label.text.span));
    }
}

fn fields(
    table: RawTable,
    label: &Label,
    (path, json): (&[String], bool),
    arena: &mut Arena,
    context: &mut Context<'_>,
) -> Content {
    let parameter = label.role == Role::Parameters || label.of == Where::Parameters;
    let elsewhere = label.location.is_some_and(|location| location != Location::Body);
    let json = json && !elsewhere && label.encodings.values().all(|encoding| *encoding == Encoding::Json);
    let of = if parameter { RowsOf::Parameters { path, json } } else { RowsOf::Object };
    let is_key = |row: &RawRow| {
        let name = row.key.text.trim();
        let part_of_path = names::of_path(names::bare(name), of.path()).is_some();
        names::is_key(name, context) && !part_of_path
    };
    if table.rows.len() == 1 && !parameter && table.rows.iter().all(is_key) {
        context.dialect.names.map_key.iter().for_each(|pattern| context.follow("names.map_key", pattern));
        let docs = rows::words(&table.rows);
        let value = table.rows.first().map_or(Draft::Known(Type::Any), |row| rows::cell_type(row, context));
        return Content::Map { value, docs };
    }
    let item = |row: &RawRow| depth::behind_brackets(row).is_some_and(|name| name.is_empty());
    if context.dialect.names.dotted && !table.rows.is_empty() && table.rows.iter().all(item) {
        return rows::items(&table, context);
    }
    let labelled = label.presence.map(|presence| (presence, label.text.span));
    let rows: Vec<_> =
        table.rows.into_iter().map(|row| RawRow { labelled: row.labelled.or(labelled), ..row }).collect();
    let mut read = depth::fields(rows, of, arena, context);
    for field in &mut read.fields {
        under_condition(field, label);
    }
    if let Some(key) = read.key {
        let docs = format!("- `{}`: {}", key.name.value, key.docs.0);
        return Content::Map { value: key.ty.value, docs: if key.docs.is_empty() { String::new() } else { docs } };
    }
    match read.body_row {
        Some(row) => of_body_row(row, label, arena),
        None => Content::Fields(shape_of(read, label, table.span, arena)),
    }
}

/// Lets a field be left out whose label says when it is there.
fn under_condition(field: &mut FieldDraft, label: &Label) {
    let Some(condition) = &label.condition else { return };
    field.presence = Known::stated(Presence::Optional, condition.span);
    field.required = false;
    field.conditions.push(condition.clone());
}

/// What a body row makes of its table: the fields of an object are as if they stood alone.
fn of_body_row(row: FieldDraft, label: &Label, arena: &mut Arena) -> Content {
    let Draft::Struct(shape) = row.ty.value else { return Content::BodyRow(Box::new(row)) };
    if let Some(shape) = arena.get_mut(shape) {
        shape.name = label.name.as_ref().map(|name| name.value.clone());
        shape.items.clone_from(&label.items);
        shape.owner = None;
        shape.docs.push(&row.docs.0);
    }
    Content::Fields(shape)
}

/// A shape for a section without a table.
fn shape_of_none(label: &Label, arena: &mut Arena) -> ShapeId {
    let name = label.name.as_ref().map(|name| name.value.clone());
    arena.add(Shape { name, items: label.items.clone(), ..Shape::new(Vec::new(), label.text.span) })
}

/// A shape for fields that a section gives.
fn shape_of(read: TableFields, label: &Label, span: crate::source::Span, arena: &mut Arena) -> ShapeId {
    let mut shape = Shape::new(read.fields, span);
    (shape.list, shape.docs) = (read.list, read.docs);
    shape.items.clone_from(&label.items);
    shape.name = label.name.as_ref().map(|name| name.value.clone());
    arena.add(shape)
}
