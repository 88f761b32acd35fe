//! HTTP statuses: what tables, sentences and examples say of them, and which of them is that of a success.

use crate::dialect::Role;
use crate::ir::{Docs, How, Method, StatusCode, Type};
use crate::recognise::raw::{Label, RawRow, Said, Text};
use crate::recognise::status;
use crate::resolve::context::Context;
use crate::resolve::draft::{Arena, Content, Draft, EndpointDraft, Known, Reason, SectionDraft, StatusDraft};
use crate::resolve::link::{definitions, messages};
use crate::resolve::read::statuses as read_statuses;
use crate::source::Span;

/// Reads a table of the statuses of one endpoint, with the types of their responses.
pub fn table(endpoint: &mut EndpointDraft, rows: &[RawRow], context: &mut Context<'_>) {
    let (statuses, others) = typed(rows, context);
    endpoint.stated.docs.push(&others);
    for new in statuses {
        match endpoint.statuses.iter_mut().find(|known| known.code == new.code) {
            Some(known) => {
                known.docs.push(&new.docs.0);
                known.said = known.said.take().or(new.said);
            }
            None => endpoint.statuses.push(new),
        }
    }
}

/// The statuses of a table, a row each, with the words for the types of their responses, and the words of the rows that
/// have none.
pub fn typed(rows: &[RawRow], context: &mut Context<'_>) -> (Vec<StatusDraft>, String) {
    let (mut statuses, mut rest) = (Vec::new(), Docs::default());
    for row in rows {
        if status::all(&row.key.text).is_empty() {
            let (_, others) = read_statuses::read_table(std::slice::from_ref(row), context);
            rest.push(&others);
            continue;
        }
        let nothing = &context.dialect.columns.no_description;
        let typed = row.ty.as_deref().filter(|cell| !cell.is_empty());
        let mut words = row.clone();
        words.description.retain(|cell| typed.is_none_or(|ty| cell.text != ty.text));
        words.description.retain(|cell| nothing.iter().all(|words| words != cell.text.trim()));
        let typed = typed.filter(|cell| nothing.iter().all(|words| words != cell.text.trim()));
        let (found, _) = read_statuses::read_table(&[words], context);
        let said = typed.map(|cell| Said {
            words: cell.clone(),
            list: false,
            location: None,
            code: None,
            text: Text::of(cell),
        });
        statuses.extend(found.into_iter().map(|new| StatusDraft { said: said.clone(), ..new }));
    }
    (statuses, rest.0)
}

/// Gives the failures of an endpoint of which it says no type those that the API as a whole has: of the status, or else of
/// its class, or of all.
pub fn as_everywhere(endpoint: &mut EndpointDraft, everywhere: &[StatusDraft]) {
    let own: Vec<_> = endpoint.statuses.iter().filter(|known| known.ty.is_some()).map(|known| known.code).collect();
    for status in endpoint.statuses.iter_mut().filter(|status| status.code.is_error() && status.ty.is_none()) {
        let code = status.code;
        if own.iter().any(|known| known.covers(code)) {
            continue;
        }
        let found = everywhere.iter().filter(|known| known.code.covers(code));
        let found = found.min_by_key(|known| (known.code != code, known.code));
        status.ty = found.and_then(|known| known.ty.clone());
    }
}

/// What follows a label with the status of a failure is the type of that response. An object of a field is attached with
/// the others.
pub fn labelled(
    endpoint: &mut EndpointDraft,
    code: StatusCode,
    label: &Label,
    content: &Content,
    arena: &mut Arena,
    context: &mut Context<'_>,
) {
    let span = label.text.span;
    if let (Role::Object, Content::Fields(shape), None) = (label.role, content, &label.parent) {
        definitions::object(*shape, label, arena, context);
    }
    let draft = match content {
        _ if label.parent.is_some() => return,
        Content::Fields(shape) if label.role == Role::Items || arena.is_list(*shape) => {
            Draft::List(Box::new(Draft::Struct(*shape)))
        }
        Content::Fields(shape) => Draft::Struct(*shape),
        Content::BodyRow(row) => row.ty.value.clone(),
        Content::Items { item, .. } => Draft::List(Box::new(item.clone())),
        Content::Map { value, .. } => Draft::Map(Box::new(value.clone())),
        Content::Same => Draft::Same {
            endpoint: label.same.clone().unwrap_or_else(|| label.text.clone()),
            minus: label.minus.clone(),
        },
        Content::Empty | Content::Values(_) => return,
    };
    let tabled = |known: &&SectionDraft| known.label.role == Role::Response && !matches!(known.content, Content::Empty);
    let first = endpoint.sections.iter().find(tabled).map(|known| &known.label);
    let of_first = first.is_some_and(|first| first.text.span != span && first.code() == Some(code));
    let known = endpoint.statuses.iter().find(|known| known.code == code).and_then(|known| known.ty.as_ref());
    let before = if of_first { endpoint.response.as_ref() } else { known };
    if let (Some(before), Some(shape)) = (before, draft.shape()) {
        let number = if let Draft::Union(variants) = &before.value { variants.len() } else { 1 } + 1;
        // Objects without a name that are one of several are told apart by number.
        arena.get_mut(shape).into_iter().for_each(|shape| shape.step = Some(format!("response{number}")));
    }
    match endpoint.response.as_mut().filter(|_| of_first) {
        Some(response) => alternative(response, &draft, span, context),
        None => {
            let others = label.failures().into_iter().filter(|other| *other != code);
            for code in std::iter::once(code).chain(others) {
                stated(endpoint, code, Known::stated(draft.clone(), span), context);
            }
        }
    }
}

/// Notes the type of the response of a status, beside another that it can have.
pub fn stated(endpoint: &mut EndpointDraft, code: StatusCode, ty: Known<Draft>, context: &mut Context<'_>) {
    let span = ty.span;
    match endpoint.statuses.iter_mut().find(|known| known.code == code) {
        Some(StatusDraft { ty: Some(known), .. }) if !known.value.says(&ty.value) => {
            context.report(messages::status_twice(Some(code), span, known.span));
            known.value = one_of(&known.value, &ty.value);
        }
        Some(known) => known.ty = Some(known.ty.take().unwrap_or(ty)),
        None => endpoint.statuses.push(StatusDraft {
            ty: Some(ty),
            apart: true,
            ..StatusDraft::new(code, Docs::default(), span)
        }),
    }
}

/// Makes a response one of two.
pub fn alternative(response: &mut Known<Draft>, other: &Draft, span: Span, context: &mut Context<'_>) {
    if !response.value.says(other) {
        context.report(messages::status_twice(None, span, response.span));
        response.value = one_of(&response.value, other);
    }
}

/// One of two types, each of which can be one of several.
fn one_of(first: &Draft, second: &Draft) -> Draft {
    let mut all: Vec<Draft> = Vec::new();
    for draft in [first, second] {
        let variants =
            if let Draft::Union(variants) = draft { variants.as_slice() } else { std::slice::from_ref(draft) };
        let new: Vec<_> =
            variants.iter().filter(|variant| !all.iter().any(|known| known.says(variant))).cloned().collect();
        all.extend(new);
    }
    Draft::Union(all)
}

/// Settles which of the statuses is that of a success, and what it says of the response.
pub fn choose_success(endpoint: &mut EndpointDraft, context: &mut Context<'_>) {
    collect(endpoint);
    head(endpoint);
    for status in &mut endpoint.statuses {
        let Some(ty) = status.ty.take() else { continue };
        let null = ty.value == Draft::Known(Type::Null);
        if status.code.is_bare() && !null {
            context.report(messages::bodiless_status(status.code, ty.span));
        } else {
            status.ty = Some(ty);
        }
    }
    let Some(at) = success(endpoint, context) else { return };
    let Some(status) = endpoint.statuses.get_mut(at) else { return };
    let (StatusCode::One(code), span, rule) = (status.code, status.span, status.rule) else { return };
    let (ty, apart) = (status.ty.take(), status.apart);
    endpoint.status = Some(Known { value: code, span, how: status.how(), rule: rule.map(Reason::from) });
    let null = ty.as_ref().is_some_and(|ty| ty.value == Draft::Known(Type::Null));
    if matches!(code, 204 | 205) || null {
        endpoint.stated.no_response.get_or_insert(Text { value: code.to_string(), span });
        return;
    }
    match (&endpoint.response, ty) {
        (None, ty) => endpoint.response = ty,
        (Some(before), Some(ty)) if !ty.value.is_open() && !ty.value.says(&before.value) => {
            // Labels that give the same status each announce one of several responses.
            if apart && before.how == How::Stated && !endpoint.stated.envelope(context).is_flat() {
                context.report(messages::status_twice(Some(StatusCode::One(code)), ty.span, before.span));
                let value = one_of(&before.value, &ty.value);
                endpoint.response = Some(Known { value, ..before.clone() });
            } else {
                context.report(messages::status_differs(code, ty.span, before.span));
            }
        }
        _ => {}
    }
}

/// The response to HEAD has no body, whatever its status.
fn head(endpoint: &mut EndpointDraft) {
    let stated = &mut endpoint.stated;
    let methods: Vec<_> = stated.methods().map(|(method, _)| *method).collect();
    if !methods.is_empty() && methods.iter().all(|method| *method == Method::Head) {
        let none = Text { value: Method::Head.name().to_owned(), span: stated.span };
        stated.no_response.get_or_insert(none);
    }
}

/// Adds what sentences and the heads of examples say to what tables do.
fn collect(endpoint: &mut EndpointDraft) {
    let stated = endpoint.stated.statuses.iter();
    let stated = stated.map(|(code, text)| {
        let mut docs = Docs::default();
        docs.push(&text.value);
        StatusDraft::new(*code, docs, text.span)
    });
    let heads = endpoint.examples.iter().filter_map(|example| {
        let status = StatusDraft::new(example.status?, Docs::default(), example.span);
        Some(StatusDraft { rule: Some("from the example"), ..status })
    });
    for new in stated.chain(heads).collect::<Vec<_>>() {
        match endpoint.statuses.iter_mut().find(|known| known.code == new.code) {
            // The words of its label.
            Some(known) if known.docs.is_empty() => known.docs = new.docs,
            Some(_) => {}
            None => endpoint.statuses.push(new),
        }
    }
}

/// The status of a success: the first, or, where something comes back, the first that can have a body.
fn success(endpoint: &EndpointDraft, context: &mut Context<'_>) -> Option<usize> {
    let all = endpoint.statuses.iter().enumerate();
    let found: Vec<_> = all.filter(|(_, status)| status.code.is_success() && !status.apart).collect();
    let shown = || {
        let mut read = endpoint.examples.iter().filter(|example| example.is_of_success());
        read.any(|example| example.value().is_some_and(|value| !value.is_null()))
    };
    let typed = || found.iter().any(|(_, status)| status.ty.is_some());
    let full = endpoint.response.is_some() || typed() || shown();
    let fits = found.iter().find(|(_, status)| !(full && status.code.is_bare()));
    let (at, first) = *fits.or(found.first())?;
    // What is said to come with another is told apart by its status.
    let unsaid = |status: &StatusDraft| status.ty.is_none() && !status.code.is_bare();
    if let Some((_, other)) = found.iter().find(|(other, status)| *other != at && unsaid(status)) {
        let codes: Vec<_> = found.iter().map(|(_, status)| status.code.to_string()).collect();
        context.report(messages::several_successes(&endpoint.name, &codes, (first.code, first.span), other.span));
    }
    Some(at)
}
