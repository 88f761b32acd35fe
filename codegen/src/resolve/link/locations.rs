//! Where parameters are sent: what the path and its query say, against what the tables say.

use crate::dialect::Unsaid;
use crate::ir::{Docs, Location, Named, Presence, Type};
use crate::recognise::raw::{Label, Query, Text};
use crate::resolve::context::Context;
use crate::resolve::draft::{Arena, Draft, EndpointDraft, FieldDraft, Known, Reason, Stated};
use crate::resolve::link::{headers, messages, same_name, selectors};
use crate::resolve::read::{dialect_types, prose, untyped};
use crate::source::Span;

/// Settles where the parameters of an endpoint are sent. The path counts: what it has is a parameter that must be there,
/// with or without a row, and what a table puts into a path that does not have it is sent as others do.
pub fn reconcile(endpoint: &mut EndpointDraft, arena: &mut Arena, context: &mut Context<'_>) {
    let span = endpoint.stated.paths.first().map_or(endpoint.stated.span, |path| path.span);
    let mut fields = arena.take_fields(endpoint.parameters);
    headers::set_aside(endpoint, &mut fields, context);
    stated_apart(&mut endpoint.stated, &fields, span, context);
    let (bare, stated) = (is_bare(endpoint), &endpoint.stated);
    let (names, query) = (&stated.path_parameters, &stated.query);
    for field in fields.iter_mut().filter(|field| field.rest) {
        // No query and no header has names that are not known.
        field.location = Some(Known::stated(Location::Body, field.span));
    }
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
            None => new.push(implicit(name, span, context)),
        }
    }
    for part in query {
        match fields.iter_mut().find(|field| field.is_called(&part.name)) {
            Some(field) => {
                if let Some(known) = field.location.as_ref().filter(|known| known.value != Location::Query) {
                    context.report(messages::query_elsewhere(&field.name.value, known.span, span));
                }
                field.location = Some(Known::stated(Location::Query, span));
            }
            None => fields.push(in_query(part, span, context)),
        }
    }
    for (name, value) in headers::announced(endpoint, context) {
        let known = |field: &&mut FieldDraft| {
            field.name.value.eq_ignore_ascii_case(&name)
                && field.location.as_ref().is_none_or(|at| at.value == Location::Header)
        };
        match fields.iter_mut().find(known) {
            Some(field) => field.location = Some(Known::stated(Location::Header, span)),
            None => fields.push(in_header(&name, &value, Known::stated(Location::Header, span), context)),
        }
    }
    for field in fields.iter_mut().filter(|field| field.location.as_ref().map_or(bare, |at| is_text(at.value))) {
        let shown = query.iter().find(|part| field.is_called(&part.name)).map(|part| part.value.as_str());
        take_text(field, shown, context);
    }
    selectors::place(endpoint, &mut fields);
    fields.splice(0..0, new);
    arena.put_fields(endpoint.parameters, fields);
}

/// Adds the parameters that only headers of requests show, where no table says what the parameters are. Where one does,
/// what it lacks is reported.
pub fn in_shown_headers(endpoint: &EndpointDraft, arena: &mut Arena, context: &mut Context<'_>) {
    let shown = headers::shown(endpoint, context);
    if shown.is_empty() {
        return;
    }
    let mut fields = arena.take_fields(endpoint.parameters);
    let tabled = fields.iter().any(|field| !is_shown_alone(field));
    for (name, value, span) in shown {
        let known = |field: &FieldDraft| field.name.value.eq_ignore_ascii_case(&name);
        if fields.iter().any(known) {
            continue;
        }
        if tabled {
            context.report(messages::header_not_in_table(&name, span));
        } else {
            let place = Known::inferred(Location::Header, span, "from the example");
            // That one request has it does not say that each must.
            let presence = Known::inferred(Presence::Optional, span, "from the example");
            let field = in_header(&name, &value, place, context);
            fields.push(FieldDraft { presence, required: false, ..field });
        }
    }
    arena.put_fields(endpoint.parameters, fields);
}

/// Whether the path or its query names a parameter whose label says that it does; one that it does not is reported, unless
/// the label is that of several endpoints.
pub fn is_named(stated: &Stated, field: &FieldDraft, label: &Label, context: &mut Context<'_>) -> bool {
    let path = stated.paths.first().map_or(stated.span, |path| path.span);
    let in_query = stated.query.iter().any(|part| field.is_called(&part.name));
    let named = has(&stated.path_parameters, field) || in_query || stated.is_selector(&field.name.value);
    if !named {
        let shared = label.scoped && !stated.span.contains(label.text.span);
        context.report(messages::not_named(&field.name.value, shared, field.span, path));
    }
    named
}

/// Gives parts of the path another name where a label says that all of its table, with a parameter of that name, is sent in
/// the body or in headers: the two are two parameters. Of a table that says it row by row the path can be a part.
fn stated_apart(stated: &mut Stated, fields: &[FieldDraft], span: Span, context: &mut Context<'_>) {
    for name in stated.path_parameters.clone() {
        let mut called = fields.iter().filter(|field| field.is_called(&name)).peekable();
        let apart = |field: &&FieldDraft| {
            let at = field.location.as_ref().filter(|at| !field.span.contains(at.span));
            at.is_some_and(|at| matches!(at.value, Location::Body | Location::Header))
        };
        if let Some(other) = called.peek().map(|field| field.name.span).filter(|_| called.all(|field| apart(&field))) {
            same_name::make_room(stated, &name, (span, other), fields, context);
        }
    }
}

/// Sends in the query what is stated to be sent in a body where no method of the endpoint has a body, and reports it.
pub fn without_body(endpoint: &EndpointDraft, arena: &mut Arena, context: &mut Context<'_>) {
    if !is_bare(endpoint) {
        return;
    }
    let mut fields = arena.take_fields(endpoint.parameters);
    fields.retain(|field| {
        if field.rest {
            context.report(messages::keys_without_body(&field.name.value, field.span));
        }
        !field.rest
    });
    for field in &mut fields {
        if let Some(at) = field.location.take_if(|at| at.value == Location::Body) {
            let method = endpoint.stated.methods().next().map_or("GET", |(method, _)| method.name());
            context.report(messages::no_body(&field.name.value, method, at.span, field.span));
        }
    }
    arena.put_fields(endpoint.parameters, fields);
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

/// A part of the path that no table has.
fn implicit(name: &str, span: Span, context: &mut Context<'_>) -> FieldDraft {
    let ty = parameter_type(context).unwrap_or(Draft::Known(Type::String));
    let name = Text { value: name.to_owned(), span };
    let ty = Known::inferred(ty, span, OF_PATH);
    FieldDraft {
        location: Some(Known::stated(Location::Path, span)),
        parameter: true,
        ..FieldDraft::new(name, ty, Known::stated(Presence::Required, span), true)
    }
}

/// What the type of a parameter follows from that the path alone shows.
const OF_PATH: &str = "a part of the path";

/// The same of one that its query alone shows.
const OF_QUERY: &str = "the query of the path";

/// The same of one that the announcing request alone shows, in a header.
const OF_HEADER: &str = "a header of the request";

/// Whether nothing but the path or its query shows the parameter.
pub fn is_shown_alone(field: &FieldDraft) -> bool {
    field.ty.rule.as_ref().is_some_and(|rule| [OF_PATH, OF_QUERY, OF_HEADER].contains(&rule.as_str()))
}

/// Gives a parameter that the path or its query shows what is said of it elsewhere. Where it is sent, the path says.
pub fn describe(known: &mut FieldDraft, said: FieldDraft) {
    let (location, name) = (known.location.take(), known.name.clone());
    let required = location.as_ref().is_some_and(|at| at.value == Location::Path);
    let (presence, must) =
        if required { (known.presence.clone(), true) } else { (said.presence.clone(), said.required) };
    *known = FieldDraft { location, name, presence, required: must, ..said };
}

/// Reports what the path or its query shows and nothing describes. Where there is a table of parameters, that is a
/// difference, unless its label says that all of it is sent elsewhere.
pub fn report_undescribed(endpoint: &EndpointDraft, arena: &Arena, context: &mut Context<'_>) {
    let fields = arena.fields(endpoint.parameters);
    let elsewhere = |field: &FieldDraft| {
        let at = field.location.as_ref().filter(|at| at.value != Location::Path);
        at.is_some_and(|at| !field.span.contains(at.span))
    };
    let tabled = fields.iter().any(|field| !is_shown_alone(field) && !elsewhere(field));
    for field in fields.iter().filter(|field| is_shown_alone(field)) {
        let (name, span) = (&field.name.value, field.name.span);
        if field.ty.rule.as_ref().is_some_and(|rule| rule.as_str() == OF_HEADER) {
            context.report(messages::header_without_table(name, span));
        } else if !field.is_in_path() {
            context.report(messages::query_without_table(name, span));
        } else if context.dialect.path.parameter_type.is_none() {
            // The dialect can say what such a parameter is.
            if let Some(row) = unread_row(name, endpoint, arena, context) {
                context.report(messages::part_of_unread_row(name, span, row));
                continue;
            }
            let message = if tabled { messages::part_not_in_table } else { messages::part_without_table };
            context.report(message(name, span));
        }
    }
}

/// The item of the list of parameters that begins with a name, and that no rule reads.
fn unread_row(name: &str, endpoint: &EndpointDraft, arena: &Arena, context: &Context<'_>) -> Option<Span> {
    let list = arena.get(endpoint.parameters)?.span;
    context.unread_items(name).find(|span| list.contains(*span))
}

/// Whether each method that is stated has no body; `false` where none is stated.
fn is_bare(endpoint: &EndpointDraft) -> bool {
    let mut methods = endpoint.stated.methods().peekable();
    methods.peek().is_some() && methods.all(|(method, _)| method.is_bare())
}

/// Whether what is sent there is text.
fn is_text(at: Location) -> bool {
    matches!(at, Location::Query | Location::Header | Location::Path)
}

/// Gives a parameter that is sent as text and of which no cell gives the type that of its example, or text.
/// That it has none is reported when patches have had their say.
fn take_text(field: &mut FieldDraft, shown: Option<&str>, context: &mut Context<'_>) {
    if field.ty.rule != Some(Reason::Untyped) || field.ty.value != Draft::Known(Type::Any) {
        return;
    }
    let example = field.example.as_ref().map(|text| text.value.trim().trim_matches('`').to_owned());
    let shown = example.or_else(|| shown.map(str::to_owned)).filter(|words| !words.is_empty());
    let ty = shown.as_deref().map_or(Type::String, type_of);
    field.ty = Known::inferred(Draft::Known(ty), field.ty.span, Reason::AsText { shown: shown.is_some() });
    prose::reread(field, context);
}

/// The type of a value that is written as text.
fn type_of(words: &str) -> Type {
    match words {
        "true" | "false" => Type::Bool,
        number if number.parse::<i64>().is_ok() => Type::INT64,
        _ => Type::String,
    }
}

/// The type that the dialect gives to parts of the path of which no document gives it.
fn parameter_type(context: &mut Context<'_>) -> Option<Draft> {
    let words = context.dialect.path.parameter_type.as_ref()?;
    Some(dialect_types::parse(words, context.entry(words), context))
}

/// A parameter that only the path's query has: its type follows from its value.
fn in_query(part: &Query, span: Span, context: &Context<'_>) -> FieldDraft {
    let Query { name, value, optional } = part;
    let ty = type_of(value);
    let required = !optional && context.dialect.policy.parameter == Unsaid::Required;
    let presence = if *optional {
        Known::stated(Presence::Optional, span)
    } else {
        Known::inferred(Presence::Unknown, span, "policy.parameter")
    };
    let name = Text { value: name.clone(), span };
    let ty = Known::inferred(Draft::Known(ty), span, OF_QUERY);
    let mut docs = Docs::default();
    if part.shows_value() {
        docs.push(&format!("`{value}`"));
    }
    FieldDraft {
        location: Some(Known::stated(Location::Query, span)),
        parameter: true,
        docs,
        ..FieldDraft::new(name, ty, presence, required)
    }
}

/// A parameter that only a header of the announcing request has; what stands there shows what it is.
fn in_header(name: &str, value: &str, place: Known<Location>, context: &Context<'_>) -> FieldDraft {
    let span = place.span;
    let name = Text { value: name.to_owned(), span };
    let ty = Known::inferred(Draft::Known(Type::String), span, OF_HEADER);
    let presence = Known::inferred(Presence::Unknown, span, "policy.parameter");
    let required = context.dialect.policy.parameter == Unsaid::Required;
    let mut docs = Docs::default();
    if !value.is_empty() {
        docs.push(&format!("`{}`", value.replace('`', "'")));
    }
    FieldDraft { location: Some(place), parameter: true, docs, ..FieldDraft::new(name, ty, presence, required) }
}
