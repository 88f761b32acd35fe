//! Responses: what tables give of them, and what becomes of that in the IR.

use super::context::Context;
use super::draft::{Draft, Known, ShapeId};
use super::section::{Content, EndpointDraft, is_list};
use super::types::Types;
use super::{checks, rows};
use crate::diagnostic::{Code, Diagnostic};
use crate::dialect::Role;
use crate::ir::{Body, Docs, Field, Response, Type, TypeId};
use crate::recognise::raw::Label;
use crate::source::Span;

/// A response whose fields a table gives.
pub fn fields(endpoint: &mut EndpointDraft, shape: ShapeId, label: &Label, context: &mut Context<'_>) {
    if is_given(endpoint, label, context) {
        return;
    }
    let span = context.arena.get(shape).map_or(label.text.span, |shape| shape.span);
    let object = Draft::Struct(shape);
    let draft = if is_list(shape, context) { Draft::List(Box::new(object)) } else { object };
    endpoint.response = Some(Known::stated(draft, span));
}

/// Whether another table gives the response, which is reported.
fn is_given(endpoint: &EndpointDraft, label: &Label, context: &mut Context<'_>) -> bool {
    let Some(before) = &endpoint.response else { return false };
    let message = "the response is given twice; the first counts";
    let diagnostic = Diagnostic::new(Code::Duplicate, label.text.span, message);
    context.report(diagnostic.related(before.span, "the first"));
    true
}

/// Reports rows of items where no list can stand.
pub fn no_list(shape: ShapeId, label: &Label, context: &mut Context<'_>) {
    let holder = label.role == Role::Response || label.parent.is_some();
    let Some(shape) = context.arena.get(shape).filter(|shape| shape.list && !holder) else { return };
    let message = "the names begin with `[]`, and what this label announces cannot be a list";
    let help = "leave the `[]` out; the type of a field, or the label of a response, says that there is a list";
    context.say(Code::BadName, shape.span, message, help);
}

/// A response that is no object with fields: a list, open keys, or what the row for the whole says.
pub fn other(endpoint: &mut EndpointDraft, label: &Label, content: Content, context: &mut Context<'_>) {
    let mut values = Vec::new();
    let (draft, docs) = match content {
        Content::Whole(whole) => {
            values = whole.values;
            (whole.ty.value, whole.docs.0)
        }
        Content::Items { item, docs } => (Draft::List(Box::new(item)), docs),
        Content::Map { value, docs } => (Draft::Map(Box::new(value)), docs),
        _ => return,
    };
    if is_given(endpoint, label, context) {
        return;
    }
    endpoint.raw.scope.docs.push(&docs);
    endpoint.response = Some(Known::stated(draft, label.text.span));
    endpoint.values = values;
}

/// Where the document gives the whole response, the data is one of its fields, and the code field's values are codes.
pub fn of_envelope(endpoint: &mut EndpointDraft, context: &mut Context<'_>) {
    let Some(shape) = endpoint.envelope else { return };
    let rules = &context.dialect.envelope;
    let position = |name: &Option<String>| {
        let name = name.as_ref()?;
        context.arena.fields(shape).iter().position(|field| field.name.value == *name)
    };
    let (data, code) = (position(&rules.data), position(&rules.code));
    if let Some(field) = data.and_then(|at| context.arena.fields(shape).get(at)).cloned() {
        match &endpoint.response {
            // A table of its own says more than the row for it.
            Some(_) if field.ty.value.is_open() => {}
            Some(before) => {
                let message =
                    "the response is given twice, by a table of its own and in that of the envelope, which counts";
                let diagnostic = Diagnostic::new(Code::Duplicate, before.span, message);
                let help = "leave one of them out; what is in the data can stand in rows below its own, or in a section of `object`";
                context.report(diagnostic.related(field.span, "the row in the envelope").help(help));
                endpoint.response = Some(field.ty.clone());
            }
            None => endpoint.response = Some(field.ty.clone()),
        }
        endpoint.values.clone_from(&field.values);
    } else if rules.data.is_some() {
        let span = context.arena.get(shape).map_or(endpoint.raw.announcement.span, |shape| shape.span);
        endpoint.no_data = Some(span);
    }
    let success = rules.successes();
    let field = context.arena.get_mut(shape).zip(code).and_then(|(shape, at)| shape.fields.get_mut(at));
    if let Some(field) = field {
        let mut codes = std::mem::take(&mut field.values);
        codes.retain(|code| !success.contains(&code.value));
        // A table of codes says them too.
        let more = std::mem::replace(&mut endpoint.codes, codes);
        rows::add_codes(&mut endpoint.codes, more);
    }
}

/// Reports a table of a whole response that has no data: nothing comes back, unless something else says it.
pub fn data_of_none(draft: &EndpointDraft, span: Span, context: &mut Context<'_>) {
    let name = context.dialect.envelope.data.clone().unwrap_or_default();
    if draft.response.is_some() {
        let message = format!("the response's table has no field `{name}`, which carries the data");
        context.say(Code::EnvelopeVaries, span, message, "add it, or correct `envelope.data` in `dialect.toml`");
    } else if draft.raw.scope.facts.no_response.is_none() {
        let message =
            format!("the table of the whole response has no `{name}`, so `{}` gives nothing back", draft.name);
        context.say(Code::Inferred, span, message, "if something comes back, add it to the table");
    }
}

/// The response of an endpoint in the IR.
pub fn make(draft: &EndpointDraft, types: &mut Types<'_, '_>) -> Response {
    let address = format!("{}/response", draft.name);
    let envelope = draft.envelope.map_or(Vec::new(), |shape| envelope(shape, &address, types));
    let body = match (&draft.response, &draft.raw.scope.facts.no_response) {
        (Some(response), _) => {
            let item = match &response.value {
                Draft::List(_) => format!("{address}/item"),
                _ => address,
            };
            let mut data = types.make(&response.value, &item);
            if !draft.values.is_empty() {
                data = types.values(data, &TypeId(item), &draft.values);
            }
            let (span, how, rule) = (response.span, response.how, response.rule.clone());
            types.context.fact(Known { value: Body::Data { data }, span, how, rule })
        }
        (None, Some(none)) => types.context.fact(Known::stated(Body::None, none.span)),
        (None, None) if draft.no_data.is_some() => {
            let span = draft.no_data.unwrap_or(draft.raw.announcement.span);
            types.context.fact(Known::inferred(Body::None, span, "the whole response has no data"))
        }
        (None, None) => {
            let known = match draft.nothing {
                Some(span) => Known::inferred(Body::None, span, "from the example"),
                None => Known::inferred(Body::Unknown, draft.raw.announcement.span, "the document does not say"),
            };
            types.context.fact(known)
        }
    };
    let mut docs = Docs::default();
    for label in draft.sections.iter().map(|section| &section.label).filter(|label| label.sentence) {
        let apart =
            label.code().is_some_and(|code| draft.statuses.iter().any(|known| known.apart && known.code == code));
        if label.parent.is_none() && !apart && matches!(label.role, Role::Items | Role::Response) {
            docs.push(&label.text.value);
        }
    }
    // What stands in the envelope's table of its data is said of the response alone.
    let data = types.context.dialect.envelope.data.as_ref();
    let own = envelope.iter().find(|field| Some(&field.name.value) == data);
    if let Some(own) = own {
        docs.push(&own.docs.0);
    }
    let status = draft.status.clone().map(|status| types.context.fact(status));
    Response { status, body, envelope, docs }
}

/// The envelope's fields but for the data, whose type is the endpoint's own.
fn envelope(shape: ShapeId, address: &str, types: &mut Types<'_, '_>) -> Vec<Field> {
    let data = types.context.dialect.envelope.data.clone();
    let mut fields = types.context.arena.fields(shape).to_vec();
    for field in &mut fields {
        if Some(&field.name.value) == data.as_ref() {
            // They are those of the response.
            checks::check_set(field, types.context);
            (field.values, field.unfit) = (Vec::new(), None);
            field.ty.value = Draft::Known(Type::Any);
        }
    }
    fields.iter().map(|field| types.field(field, &format!("{address}/envelope"))).collect()
}
