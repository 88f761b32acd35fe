//! Where parameters travel: what the path and its query say, against what the tables say.

use super::context::Context;
use super::define;
use super::draft::{Draft, FieldDraft, Known};
use super::section::EndpointDraft;
use crate::diagnostic::{Code, Diagnostic};
use crate::dialect::Unsaid;
use crate::ir::{Location, Presence, Type};
use crate::recognise::raw::Text;
use crate::source::Span;

/// Settles where the parameters of an endpoint travel. The path counts: what it has is a parameter that must be there,
/// with or without a row, and what a table puts into a path that does not have it travels as others do.
pub fn settle(endpoint: &EndpointDraft, context: &mut Context<'_>) {
    let announcement = &endpoint.raw.announcement;
    let (names, query) = (announcement.parameters.clone(), announcement.query.clone());
    let span = announcement.paths.first().map_or(announcement.span, |path| path.span);
    let mut fields = context.arena.fields(endpoint.parameters).to_vec();
    let tabled = !fields.is_empty();
    for field in &mut fields {
        if field.location.as_ref().is_some_and(|known| known.value == Location::Path) && !has(&names, field) {
            let message = format!("the table puts `{}` into the path, which has no such part", field.name.value);
            let diagnostic = Diagnostic::new(Code::PathMismatch, field.span, message).related(span, "the path");
            context.report(diagnostic.help("correct the path or the table; the path counts"));
            field.location = None;
        }
    }
    let mut new = Vec::new();
    for name in &names {
        match fields.iter_mut().find(|field| is(name, field)) {
            Some(field) => in_path(field, span, context),
            None => new.push(implicit(name, span, tabled, context)),
        }
    }
    for (name, value) in &query {
        match fields.iter_mut().find(|field| is(name, field)) {
            Some(field) => field.location = Some(Known::stated(Location::Query, span)),
            None => fields.push(in_query(name, value, span, context)),
        }
    }
    new.extend(fields);
    if let Some(shape) = context.arena.get_mut(endpoint.parameters) {
        shape.fields = new;
    }
}

fn is(name: &str, field: &FieldDraft) -> bool {
    field.name.value == name || field.aliases.iter().any(|alias| alias.value == name)
}

fn has(names: &[String], field: &FieldDraft) -> bool {
    names.iter().any(|name| is(name, field))
}

fn in_path(field: &mut FieldDraft, span: Span, context: &mut Context<'_>) {
    if let Some(known) = field.location.as_ref().filter(|known| known.value != Location::Path) {
        let message = format!("`{}` is a part of the path, and the table puts it elsewhere", field.name.value);
        let diagnostic = Diagnostic::new(Code::PathMismatch, known.span, message).related(span, "the path");
        context.report(diagnostic.help("correct the path or the table; the path counts"));
    }
    if field.presence.value == Presence::Optional {
        let message =
            format!("`{}` is a part of the path, and the table says that it may be left out", field.name.value);
        let diagnostic = Diagnostic::new(Code::PathMismatch, field.presence.span, message).related(span, "the path");
        context.report(diagnostic.help("correct the table; a part of the path is always needed"));
    }
    field.location = Some(Known::stated(Location::Path, span));
    field.presence = Known::stated(Presence::Required, span);
    field.required = true;
}

/// A part of the path that no table has. Where there is a table of parameters, that is reported as a difference.
fn implicit(name: &str, span: Span, tabled: bool, context: &mut Context<'_>) -> FieldDraft {
    let message = format!("the path has `{name}`, and no table describes it");
    if context.dialect.path.parameter_type.is_some() {
        // The dialect says what such a parameter is.
    } else if tabled {
        context.say(
            Code::PathMismatch,
            span,
            message,
            "add it to the table; `path.parameter_type` says what else it is",
        );
    } else {
        context.say(Code::Unsaid, span, message, "add it to a table of parameters");
    }
    let words = context.dialect.path.parameter_type.clone();
    let ty = words.map_or(Draft::Known(Type::String), |words| define::parse(&words, context.dialect_span(), context));
    let name = Text { value: name.to_owned(), span };
    let ty = Known::inferred(ty, span, "a part of the path");
    FieldDraft {
        location: Some(Known::stated(Location::Path, span)),
        parameter: true,
        ..FieldDraft::new(name, ty, Known::stated(Presence::Required, span), true)
    }
}

/// A parameter that only the path's query has: its type follows from its value.
fn in_query(name: &str, value: &str, span: Span, context: &mut Context<'_>) -> FieldDraft {
    let message = format!("the query of the path has `{name}`, and no table describes it");
    context.say(Code::Unsaid, span, message, "add it to a table of parameters");
    let ty = match value {
        "true" | "false" => Type::Bool,
        number if number.parse::<i64>().is_ok() => Type::INT64,
        _ => Type::String,
    };
    let required = context.dialect.policy.parameter == Unsaid::Required;
    let presence = Known::inferred(Presence::Unknown, span, "policy.parameter");
    let name = Text { value: name.to_owned(), span };
    let ty = Known::inferred(Draft::Known(ty), span, "the query of the path");
    FieldDraft {
        location: Some(Known::stated(Location::Query, span)),
        parameter: true,
        ..FieldDraft::new(name, ty, presence, required)
    }
}
