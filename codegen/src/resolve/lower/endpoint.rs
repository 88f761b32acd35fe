//! Drafts to endpoints of the IR.

use crate::dialect::{AuthRule, Located, Role, UnsaidResponse};
use crate::ir::{Alias, Docs, Encoding, Endpoint, ErrorCode, Fact, Location, Method, Parameters, RawBody};
use crate::recognise::raw::Text;
use crate::resolve::context::Context;
use crate::resolve::draft::{Arena, EndpointDraft, FieldDraft, Known, RawBodyDraft, ValueDraft};
use crate::resolve::link::notes;
use crate::resolve::lower::messages;
use crate::resolve::lower::types::Types;
use crate::resolve::lower::{response, statuses};
use crate::source::Span;

/// The endpoint that a draft has become. Its examples and methods are settled when all types are there.
pub fn lower(draft: &EndpointDraft, types: &mut Types<'_, '_>) -> Endpoint {
    contradictions(draft, types.arena, types.context);
    let post = types.context.dialect.transport.post();
    let written = draft.encodings.iter().map(|(encoding, _)| encoding);
    let written = if draft.encodings.is_empty() { post.to_vec() } else { written.copied().collect() };
    if !written.contains(&Encoding::Multipart)
        && let Some(span) = in_parts(draft, types.arena)
    {
        types.context.report(messages::in_parts(&draft.name, span));
    }
    let address = format!("{}/parameters", draft.name);
    let mut fields = Vec::with_capacity(types.arena.fields(draft.parameters).len());
    // One by one: there can be many.
    while let Some(field) = types.arena.fields(draft.parameters).get(fields.len()).cloned() {
        fields.push(types.parameter(&field, &address));
    }
    let response = response::lower(draft, types);
    let statuses = statuses::lower(&draft.statuses, &format!("{}/response", draft.name), types);
    let (arena, context) = (&*types.arena, &mut *types.context);
    let rules = notes::rules(draft, arena, context);
    let auth = auth(draft, context);
    let stated = &draft.stated;
    let (path, aliases) = paths(draft, context);
    let mut methods: Vec<Fact<Method>> = Vec::new();
    for (method, span) in draft.stated.methods() {
        if methods.iter().all(|known| known.value != *method) {
            methods.push(context.fact(Known::stated(*method, *span)));
        }
    }
    let raw = raw(draft, arena, context);
    let encoding = |(encoding, span): &(Encoding, Span)| context.fact(known_from(*encoding, *span, draft));
    Endpoint {
        name: draft.name.clone(),
        title: draft.stated.title.as_ref().map(|title| context.text(title)),
        group: draft.stated.group.as_ref().map(|group| context.text(group)),
        path,
        selector: None,
        server: draft.stated.server.as_ref().map(|server| context.text(server)),
        aliases,
        methods,
        reads: None,
        paging: None,
        parameters: Parameters {
            fields,
            none: stated.no_parameters.as_ref().map(|text| context.statement(text)),
            encodings: draft.encodings.iter().map(encoding).collect(),
            raw,
        },
        response,
        errors: draft.codes.iter().map(|code| error(code, context)).collect(),
        statuses,
        auth,
        deprecated: stated.deprecated.as_ref().map(|text| context.statement(text)),
        rules,
        examples: Vec::new(),
        docs: draft.stated.docs.clone(),
        provenance: context.stated(draft.stated.span),
        also: draft.also.iter().map(|span| context.stated(*span)).collect(),
    }
}

/// How a body is written, which a statement says, or an example alone.
fn known_from<T>(value: T, span: Span, draft: &EndpointDraft) -> Known<T> {
    if draft.is_shown_at(span) { Known::inferred(value, span, "from the example") } else { Known::stated(value, span) }
}

/// The parameter that is the whole body.
fn raw(draft: &EndpointDraft, arena: &Arena, context: &Context<'_>) -> Option<RawBody> {
    let RawBodyDraft { parameter, media } = draft.raw.as_ref()?;
    let in_body = |field: &FieldDraft| field.location.as_ref().is_some_and(|at| at.value == Location::Body);
    let field = arena.fields(draft.parameters).iter().find(|field| field.name.value == *parameter)?;
    let known = |media: &Text| context.fact(known_from(media.value.clone(), media.span, draft));
    let media = media.iter().map(known).collect();
    in_body(field).then(|| RawBody { parameter: parameter.clone(), media })
}

fn error(code: &ValueDraft, context: &Context<'_>) -> ErrorCode {
    ErrorCode { code: code.value.clone(), docs: Docs(code.label.clone()), provenance: context.stated(code.span) }
}

/// Reports a statement that there is nothing beside a table of it, and an endpoint that says nothing at all.
fn contradictions(draft: &EndpointDraft, arena: &Arena, context: &mut Context<'_>) {
    let stated = &draft.stated;
    let parameters = arena.fields(draft.parameters);
    let mut found = Vec::new();
    // What the path shows is there all the same.
    let shown = |name: &String| {
        let queried = stated.query.iter().any(|part| part.name == *name);
        stated.path_parameters.contains(name) || queried || stated.is_selector(name)
    };
    let tabled = parameters.iter().find(|field| !shown(&field.name.value));
    if let (Some(none), Some(field)) = (&stated.no_parameters, tabled) {
        found.push(("parameters", none, field.span));
    }
    if let (Some(none), Some(response)) = (&stated.no_response, &draft.response) {
        found.push(("response data", none, response.span));
    }
    for (what, none, span) in found {
        context.report(messages::nothing_and_a_table(&draft.name, what, span, none.span));
    }
    let section = |role: Role| draft.sections.iter().any(|section| section.label.role == role);
    let span = draft.stated.span;
    let own = |field: &FieldDraft| !stated.is_selector(&field.name.value);
    let any = arena.fields(draft.parameters).iter().any(own);
    if stated.no_parameters.is_none() && !any && !section(Role::Parameters) {
        context.report(messages::parameters_unsaid(&draft.name, span));
    }
    if let Some(span) = draft.no_data {
        response::data_of_none(draft, span, context);
    } else if stated.no_response.is_none() && draft.response.is_none() && draft.nothing.is_none() {
        let nothing = context.dialect.policy.unsaid_response == UnsaidResponse::Nothing;
        context.report(messages::response_unsaid(&draft.name, nothing, span));
    }
}

/// Where the documents say that the body is sent as `multipart/form-data`, and no other way beside it.
fn in_parts(draft: &EndpointDraft, arena: &Arena) -> Option<Span> {
    const OTHERS: [&str; 2] = ["application/json", "application/x-www-form-urlencoded"];
    let says = |text: &str| {
        let text = text.to_ascii_lowercase();
        text.contains("multipart/form-data") && !OTHERS.iter().any(|other| text.contains(other))
    };
    let call = |text: &str| {
        let mut words = text.split_whitespace();
        text.contains("curl ") && words.any(|word| word == "-F" || word == "--form" || word.starts_with("--form="))
    };
    let mut labels = draft.sections.iter().map(|section| &section.label.text);
    let label = labels.find(|text| says(&text.value)).map(|text| text.span);
    let rows = || arena.fields(draft.parameters).iter().find(|field| says(&field.docs.0)).map(|field| field.span);
    let examples = || {
        let mut requests = draft.examples.iter().filter(|example| example.example.request.is_some());
        let found = requests.find(|example| says(&example.example.text) || call(&example.example.text));
        found.map(|example| example.span)
    };
    label.or_else(rows).or_else(examples).or_else(|| says(&draft.stated.docs.0).then_some(draft.stated.span))
}

fn paths(draft: &EndpointDraft, context: &mut Context<'_>) -> (Fact<String>, Vec<Alias>) {
    let mut paths = draft.stated.paths.iter().map(|path| slashed(path, context)).collect::<Vec<_>>().into_iter();
    let span = draft.stated.span;
    let path = paths.next().unwrap_or_else(|| Text { value: "/".to_owned(), span });
    let statements = &draft.stated.deprecated_aliases;
    for (named, text) in statements {
        let known = |path: &Text| named.as_ref().is_none_or(|named| path.value.trim_start_matches('/') == named);
        if !paths.as_slice().iter().any(known) {
            context.report(messages::no_alias(&draft.name, named.as_deref().unwrap_or_default(), text.span));
        }
    }
    let alias = |path: Text| {
        let named =
            |named: &Option<String>| named.as_ref().is_none_or(|named| path.value.trim_start_matches('/') == named);
        let deprecated = statements.iter().find(|(path, _)| named(path)).map(|(_, text)| context.statement(text));
        Alias { path: context.text(&path), deprecated }
    };
    (context.text(&path), paths.map(alias).collect())
}

/// The path with its leading `/`, where the dialect allows to add one.
fn slashed(path: &Text, context: &mut Context<'_>) -> Text {
    if path.value.starts_with('/') {
        return path.clone();
    }
    if !context.dialect.path.add_slash {
        context.report(messages::no_slash(&path.value, path.span));
    }
    Text { value: format!("/{}", path.value), span: path.span }
}

fn auth(draft: &EndpointDraft, context: &mut Context<'_>) -> Vec<Fact<String>> {
    let dialect = context.dialect;
    let calls = draft.stated.calls();
    for except in dialect.auth.iter().filter_map(|rule| rule.except.as_ref()) {
        if calls.iter().any(|call| except.is_match(call)) {
            context.follow("auth.except", except);
        }
    }
    let everywhere = dialect.auth.iter().filter(|rule| draft.stated.needs(rule));
    let mut auth: Vec<_> = everywhere
        .map(|rule| Fact { value: rule.id.clone(), provenance: context.declared_at(context.entry(rule)) })
        .collect();
    for text in &draft.stated.auth {
        let is = |rule: &&Located<AuthRule>| rule.id == text.value || rule.name.as_ref() == Some(&text.value);
        match dialect.auth.iter().find(is) {
            Some(rule) => {
                // What counts everywhere can be said again.
                auth.retain(|known| known.value != rule.id);
                auth.push(Fact { value: rule.id.clone(), provenance: context.stated(text.span) });
            }
            None => context.report(messages::unknown_auth(&text.value, text.span)),
        }
    }
    auth
}
