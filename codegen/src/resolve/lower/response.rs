//! Responses in the IR.

use crate::dialect::{Role, UnsaidResponse};
use crate::ir::{Body, Docs, Fact, Field, Response, Type, TypeId};
use crate::recognise::raw::Text;
use crate::resolve::check::fields;
use crate::resolve::context::Context;
use crate::resolve::draft::{Draft, EndpointDraft, Known, ShapeId, is_json};
use crate::resolve::link::raw_body;
use crate::resolve::lower::messages;
use crate::resolve::lower::types::Types;
use crate::source::Span;

/// Reports a table of a whole response that has no data: nothing comes back, unless something else says it.
pub fn data_of_none(draft: &EndpointDraft, span: Span, context: &mut Context<'_>) {
    let name = draft.stated.envelope(context).data.clone().unwrap_or_default();
    if draft.response.is_some() {
        context.report(messages::no_data_field(&name, span));
    } else if draft.stated.no_response.is_none() {
        context.report(messages::no_data(&name, &draft.name, span));
    }
}

/// The response of an endpoint in the IR.
pub fn lower(draft: &EndpointDraft, types: &mut Types<'_, '_>) -> Response {
    let address = format!("{}/response", draft.name);
    let envelope = draft.envelope.map_or(Vec::new(), |shape| envelope(shape, &address, types));
    let said = media(draft, types.context);
    let body = match (&draft.response, &draft.stated.no_response) {
        (Some(response), _) => {
            let item = match &response.value {
                Draft::List(_) => format!("{address}/item"),
                _ => address,
            };
            let mut data = types.lower(&response.value, &item);
            if data != Type::File {
                data = types.of_json(data, response.span);
            }
            if let Some(media) = said.filter(|_| !matches!(data, Type::File | Type::String)) {
                types.context.report(messages::no_media_of_type(&draft.name, &media.value, media.span));
            }
            if !draft.values.is_empty() {
                data = types.values(data, &TypeId(item), &draft.values);
            }
            let (span, how, rule) = (response.span, response.how, response.rule.clone());
            types.context.fact(Known { value: Body::Data { data }, span, how, rule })
        }
        (None, Some(none)) => types.context.fact(Known::stated(Body::None, none.span)),
        (None, None) if draft.no_data.is_some() => {
            let span = draft.no_data.unwrap_or(draft.stated.span);
            types.context.fact(Known::inferred(Body::None, span, "the whole response has no data"))
        }
        (None, None) => {
            let nothing = types.context.dialect.policy.unsaid_response == UnsaidResponse::Nothing;
            let known = match draft.nothing {
                Some(span) => Known::inferred(Body::None, span, "from the example"),
                None if nothing => Known::inferred(Body::None, draft.stated.span, "policy.unsaid_response"),
                None => Known::inferred(Body::Unknown, draft.stated.span, "the document does not say"),
            };
            types.context.fact(known)
        }
    };
    let mut docs = Docs::default();
    for label in draft.sections.iter().map(|section| &section.label).filter(|label| label.sentence && !label.schema) {
        let apart =
            label.code().is_some_and(|code| draft.statuses.iter().any(|known| known.apart && known.code == code));
        if label.parent.is_none() && !apart && matches!(label.role, Role::Items | Role::Response) {
            docs.push(&label.text.value);
        }
    }
    // What stands in the envelope's table of its data is said of the response alone.
    let data = draft.stated.envelope(types.context).data.as_ref();
    let own = envelope.iter().find(|field| Some(&field.name.value) == data);
    if let Some(own) = own {
        docs.push(&own.docs.0);
    }
    let bare = bare(draft, types.context);
    let status = draft.status.clone().map(|status| types.context.fact(status));
    let raw = matches!(&body.value, Body::Data { data: Type::File | Type::String });
    let media = said.filter(|_| raw).map(|media| types.context.text(media));
    Response { status, body, media, bare, envelope, docs }
}

/// The media type of what comes back, where it is no JSON. What is none is reported.
fn media<'d>(draft: &'d EndpointDraft, context: &mut Context<'_>) -> Option<&'d Text> {
    others(draft, context);
    let media = draft.stated.raw()?;
    let name = media.value.split(';').next().unwrap_or_default().trim();
    if !raw_body::is_media(name) {
        context.report(messages::no_media_type(&draft.name, &media.value, media.span));
        return None;
    }
    Some(media)
}

/// Reports the media types that do not count, and those of JSON that are written as `application/json`.
fn others(draft: &EndpointDraft, context: &mut Context<'_>) {
    let stated = &draft.stated;
    let Some(counts) = stated.counting_media() else {
        return;
    };
    let mut known = vec![counts.value.to_ascii_lowercase()];
    if is_json(&counts.value) && !counts.value.to_ascii_lowercase().starts_with("application/json") {
        context.report(messages::json_of_media(&draft.name, &counts.value, counts.span));
    }
    for (status, media) in &stated.media {
        let usual = stated.is_usual(*status);
        if known.contains(&media.value.to_ascii_lowercase()) && usual {
            continue;
        }
        // That of another status is JSON where it is said to be that.
        let read = is_json(&media.value) && (!usual || is_json(&counts.value));
        if !read {
            let status = status.filter(|_| !usual);
            context.report(messages::other_media(&draft.name, &media.value, status, (media.span, counts)));
        }
        known.push(media.value.to_ascii_lowercase());
    }
}

/// Whether the dialect says that nothing surrounds the data.
fn bare(draft: &EndpointDraft, context: &Context<'_>) -> Option<Fact<bool>> {
    let rules = &context.dialect.envelope;
    let except = rules.except.as_ref().filter(|_| rules.excepts(&draft.stated.calls()))?;
    context.follow("envelope.except", except);
    Some(Fact { value: true, provenance: context.declared() })
}

/// The envelope's fields but for the data, whose type is the endpoint's own.
fn envelope(shape: ShapeId, address: &str, types: &mut Types<'_, '_>) -> Vec<Field> {
    let data = types.context.dialect.envelope.data.clone();
    let mut fields = types.arena.fields(shape).to_vec();
    for field in &mut fields {
        if Some(&field.name.value) == data.as_ref() {
            // They are those of the response.
            fields::check_set(field, types.context);
            (field.values, field.unfit) = (Vec::new(), None);
            field.ty.value = Draft::Known(Type::Any);
        }
    }
    fields.iter().map(|field| types.field(field, &format!("{address}/envelope"))).collect()
}
