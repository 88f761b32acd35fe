//! Where parameters travel: what the path and its query say, against what the tables say.

use crate::dialect::Unsaid;
use crate::ir::{Location, Named, Presence, Type};
use crate::recognise::raw::{Query, Text};
use crate::resolve::context::Context;
use crate::resolve::draft::{Arena, Draft, EndpointDraft, FieldDraft, Known};
use crate::resolve::link::messages;
use crate::resolve::read::{dialect_types, prose, untyped};
use crate::source::Span;

/// Settles where the parameters of an endpoint travel. The path counts: what it has is a parameter that must be there,
/// with or without a row, and what a table puts into a path that does not have it travels as others do.
pub fn reconcile(endpoint: &EndpointDraft, arena: &mut Arena, context: &mut Context<'_>) {
    let stated = &endpoint.stated;
    let (names, query) = (&stated.path_parameters, &stated.query);
    let span = stated.paths.first().map_or(stated.span, |path| path.span);
    let mut fields = arena.take_fields(endpoint.parameters);
    let tabled = !fields.is_empty();
    for field in &mut fields {
        if field.location.as_ref().is_some_and(|known| known.value == Location::Path) && !has(names, field) {
            context.report(messages::not_in_path(&field.name.value, field.span, span));
            field.location = None;
        }
    }
    for name in &stated.optional {
        context.report(messages::optional_part(name, span));
    }
    let mut new = Vec::new();
    for name in names {
        match fields.iter_mut().find(|field| field.is_called(name)) {
            Some(field) => in_path(field, span, context),
            None => new.push(implicit(name, span, tabled, context)),
        }
    }
    for part in query {
        match fields.iter_mut().find(|field| field.is_called(&part.name)) {
            Some(field) => field.location = Some(Known::stated(Location::Query, span)),
            None => fields.push(in_query(part, span, context)),
        }
    }
    new.extend(fields);
    arena.put_fields(endpoint.parameters, new);
}

fn has(names: &[String], field: &FieldDraft) -> bool {
    names.iter().any(|name| field.is_called(name))
}

fn in_path(field: &mut FieldDraft, span: Span, context: &mut Context<'_>) {
    if let Some(known) = field.location.as_ref().filter(|known| known.value != Location::Path) {
        context.report(messages::part_elsewhere(&field.name.value, known.span, span));
    }
    if field.presence.value == Presence::Optional {
        // A default says by itself that the parameter may be left out.
        let by_default = field.default.as_ref().is_some_and(|default| field.presence.span.contains(default.span));
        context.report(messages::part_left_out(&field.name.value, by_default, field.presence.span, span));
    }
    if untyped::lacks_type(field)
        && let Some(ty) = parameter_type(context)
    {
        field.ty = Known::inferred(ty, span, "path.parameter_type");
        prose::reread(field, context);
    }
    field.location = Some(Known::stated(Location::Path, span));
    field.presence = Known::stated(Presence::Required, span);
    field.required = true;
}

/// A part of the path that no table has. Where there is a table of parameters, that is reported as a difference.
fn implicit(name: &str, span: Span, tabled: bool, context: &mut Context<'_>) -> FieldDraft {
    // The dialect can say what such a parameter is.
    if context.dialect.path.parameter_type.is_none() {
        let message = if tabled { messages::part_not_in_table } else { messages::part_without_table };
        context.report(message(name, span));
    }
    let ty = parameter_type(context).unwrap_or(Draft::Known(Type::String));
    let name = Text { value: name.to_owned(), span };
    let ty = Known::inferred(ty, span, "a part of the path");
    FieldDraft {
        location: Some(Known::stated(Location::Path, span)),
        parameter: true,
        ..FieldDraft::new(name, ty, Known::stated(Presence::Required, span), true)
    }
}

/// The type that the dialect gives to parts of the path of which no document gives it.
fn parameter_type(context: &mut Context<'_>) -> Option<Draft> {
    let words = context.dialect.path.parameter_type.clone()?;
    Some(dialect_types::parse(&words, context.dialect_span(), context))
}

/// A parameter that only the path's query has: its type follows from its value.
fn in_query(part: &Query, span: Span, context: &mut Context<'_>) -> FieldDraft {
    let Query { name, value, optional } = part;
    context.report(messages::query_without_table(name, span));
    let ty = match value.as_str() {
        "true" | "false" => Type::Bool,
        number if number.parse::<i64>().is_ok() => Type::INT64,
        _ => Type::String,
    };
    let required = !optional && context.dialect.policy.parameter == Unsaid::Required;
    let presence = if *optional {
        Known::stated(Presence::Optional, span)
    } else {
        Known::inferred(Presence::Unknown, span, "policy.parameter")
    };
    let name = Text { value: name.clone(), span };
    let ty = Known::inferred(Draft::Known(ty), span, "the query of the path");
    FieldDraft {
        location: Some(Known::stated(Location::Query, span)),
        parameter: true,
        ..FieldDraft::new(name, ty, presence, required)
    }
}
