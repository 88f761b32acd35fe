//! Bodies of requests that are one parameter, and no fields: its bytes, its text or a JSON value.

use crate::dialect::Located;
use crate::ir::{Encoding, How, Location, Presence, Type};
use crate::recognise::raw::Text;
use crate::resolve::context::Context;
use crate::resolve::draft::{Arena, Draft, EndpointDraft, FieldDraft, Known, RawBodyDraft};
use crate::resolve::link::{body_row, messages};
use crate::resolve::read::example::encoding_of;

const JSON: &str = "application/json";

/// What the body is called where no row stands for it.
const NAME: &str = "body";

/// Settles whether the body of a request is the bytes or the text of one parameter: sentences give its media types, and a
/// row for the whole body can be of the type `file`. What else has no location has no room in such a body.
pub fn settle(endpoint: &mut EndpointDraft, arena: &mut Arena, context: &mut Context<'_>) {
    let media = media(endpoint, context);
    let mut fields = arena.take_fields(endpoint.parameters);
    if let Some(at) = whole_json(endpoint, &fields, !media.is_empty(), arena, context) {
        if let Some(field) = fields.get_mut(at) {
            take_json(endpoint, field);
        }
        make_way(endpoint, &mut fields, at, context);
    } else if let Some(at) = whole(&fields, !media.is_empty()) {
        let span = media.first().map(|media| media.span);
        if let Some(field) = fields.get_mut(at) {
            field.body_row = false;
            field.location = Some(Known::stated(Location::Body, span.unwrap_or(field.span)));
            endpoint.raw = Some(RawBodyDraft { parameter: field.name.value.clone(), media });
        }
        make_way(endpoint, &mut fields, at, context);
    } else if let Some(first) = media.first() {
        let row = fields.iter().find(|field| field.body_row);
        match row {
            Some(row) => context.report(messages::raw_and_json(&endpoint.name, &first.value, first.span, row.span)),
            None => {
                let mut field = nameless(first, &fields);
                if endpoint.is_shown_at(first.span) {
                    as_shown(&mut field);
                }
                endpoint.raw = Some(RawBodyDraft { parameter: field.name.value.clone(), media });
                fields.push(field);
                let at = fields.len() - 1;
                make_way(endpoint, &mut fields, at, context);
            }
        }
    }
    arena.put_fields(endpoint.parameters, fields);
}

/// Makes a parameter the whole body, as JSON.
pub fn take_json(endpoint: &mut EndpointDraft, field: &mut FieldDraft) {
    field.body_row = false;
    field.location = Some(Known::stated(Location::Body, field.span));
    let media = vec![Text { value: JSON.to_owned(), span: field.span }];
    endpoint.raw = Some(RawBodyDraft { parameter: field.name.value.clone(), media });
}

/// Whether the body of an endpoint can be a JSON value.
pub fn can_be_json(endpoint: &EndpointDraft, context: &Context<'_>) -> bool {
    let post = context.dialect.transport.post.as_deref().unwrap_or(&[Encoding::Json]);
    let mut encodings = endpoint.encodings.iter().map(|(encoding, _)| encoding);
    let json = if endpoint.encodings.is_empty() {
        post.contains(&Encoding::Json)
    } else {
        encodings.all(|encoding| *encoding == Encoding::Json)
    };
    let mut methods = endpoint.stated.methods();
    json && methods.any(|(method, _)| !method.is_bare())
}

/// The row for the whole body whose type is neither a file nor an object with fields.
fn whole_json(
    endpoint: &EndpointDraft,
    fields: &[FieldDraft],
    said: bool,
    arena: &mut Arena,
    context: &mut Context<'_>,
) -> Option<usize> {
    let at = fields.iter().position(|field| field.body_row)?;
    let row = fields.get(at).filter(|_| !said && can_be_json(endpoint, context))?;
    let is_file = *row.ty.value.base() == Draft::Known(Type::File);
    let others = fields.iter().filter(|field| field.body_row).count();
    (others == 1 && !is_file && !is_object(&row.ty.value, arena, context)).then_some(at)
}

/// Whether a type is an object whose fields are known, and no list of it.
pub fn is_object(draft: &Draft, arena: &mut Arena, context: &mut Context<'_>) -> bool {
    !draft.is_list() && !matches!(draft, Draft::Map(_)) && body_row::inside(draft, arena, context).is_some()
}

/// The media types of a body that is neither JSON, nor a form, nor in parts. Of one that is, they say how it is written.
fn media(endpoint: &mut EndpointDraft, context: &mut Context<'_>) -> Vec<Text> {
    let said = std::mem::take(&mut endpoint.stated.sent_media);
    let mut raw: Vec<Text> = Vec::new();
    for media in said {
        let essence = media.value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match encoding_of(&essence) {
            Some(encoding) if endpoint.encodings.iter().any(|(known, _)| *known == encoding) => {}
            Some(encoding) => endpoint.encodings.push((encoding, media.span)),
            None if !is_media(&essence) || !media.value.bytes().all(|byte| (b' '..=b'~').contains(&byte)) => {
                context.report(messages::no_sent_media_type(&endpoint.name, &media.value, media.span));
            }
            None if raw.iter().any(|known| known.value.eq_ignore_ascii_case(media.value.trim())) => {}
            None => raw.push(Text { value: media.value.trim().to_owned(), span: media.span }),
        }
    }
    if let (Some(first), Some((_, other))) = (raw.first(), endpoint.encodings.first()) {
        context.report(messages::raw_and_json(&endpoint.name, &first.value, first.span, *other));
        raw.clear();
    }
    raw
}

/// Whether a text is a media type without parameters, or a range of them.
pub fn is_media(text: &str) -> bool {
    let is_word = |word: &str| {
        let is_part = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$&-^_.+*".contains(&byte);
        word.bytes().all(is_part) && word.ends_with(|last: char| last.is_ascii_alphanumeric() || last == '*')
    };
    text.split_once('/').is_some_and(|(kind, subtype)| is_word(kind) && is_word(subtype))
}

/// The parameter that is the whole body: the row for it where that is a file, or, where a media type is `said`, text; else
/// the only file that is in the body, or the only text that is stated to be there.
fn whole(fields: &[FieldDraft], said: bool) -> Option<usize> {
    let is_file = |field: &FieldDraft| *field.ty.value.base() == Draft::Known(Type::File);
    let is_text = |field: &FieldDraft| *field.ty.value.base() == Draft::Known(Type::String);
    let row = fields.iter().position(|field| field.body_row);
    if let Some(at) = row {
        return Some(at).filter(|at| fields.get(*at).is_some_and(|row| is_file(row) || (said && is_text(row))));
    }
    if !said {
        return None;
    }
    let stated = |field: &FieldDraft| field.location.as_ref().is_some_and(|at| at.value == Location::Body);
    let only = |fits: &dyn Fn(&FieldDraft) -> bool| {
        let mut fitting = fields.iter().enumerate().filter(|(_, field)| fits(field)).map(|(at, _)| at);
        fitting.next().filter(|_| fitting.next().is_none())
    };
    let file = only(&|field| is_file(field) && (field.location.is_none() || stated(field)));
    file.or_else(|| only(&stated).filter(|at| fields.get(*at).is_some_and(is_text)))
}

/// A body that no row stands for, by its media type.
fn nameless(media: &Text, fields: &[FieldDraft]) -> FieldDraft {
    let is_text = media.value.to_ascii_lowercase().starts_with("text/");
    let ty = Draft::Known(if is_text { Type::String } else { Type::File });
    unnamed(Known::stated(ty, media.span), fields)
}

/// Notes that nothing but an example shows a body.
fn as_shown(field: &mut FieldDraft) {
    let rule = || Some("from the example".into());
    (field.ty.how, field.ty.rule) = (How::Inferred, rule());
    (field.presence.how, field.presence.rule) = (How::Inferred, rule());
    if let Some(location) = &mut field.location {
        (location.how, location.rule) = (How::Inferred, rule());
    }
}

/// A body of this type that no row stands for.
pub fn unnamed(ty: Known<Draft>, fields: &[FieldDraft]) -> FieldDraft {
    let is_free = |name: &&str| fields.iter().all(|field| field.name.value != *name);
    let mut name = [NAME, "content", "whole_body"].into_iter().find(is_free).unwrap_or(NAME).to_owned();
    while !is_free(&name.as_str()) {
        name.push('_');
    }
    let (span, presence) = (ty.span, ty.clone().map(|_| Presence::Required));
    FieldDraft {
        location: Some(Known::stated(Location::Body, span)),
        parameter: true,
        ..FieldDraft::new(Text { value: name, span }, ty, presence, true)
    }
}

/// Sends in the query what would be sent in the body beside the parameter at `whole`, and reports it.
pub fn make_way(endpoint: &EndpointDraft, fields: &mut [FieldDraft], whole: usize, context: &mut Context<'_>) {
    let (name, span) = fields.get(whole).map(|field| (field.name.value.clone(), field.span)).unzip();
    let (Some(name), Some(span)) = (name, span) else { return };
    let locations = &context.dialect.transport.locations;
    let mut methods = endpoint.stated.methods();
    let in_query = |at: &Located<Location>| **at == Location::Query;
    let declared = methods.all(|(method, _)| method.is_bare() || locations.get(method).is_some_and(in_query));
    for (_, field) in fields.iter_mut().enumerate().filter(|(at, _)| *at != whole) {
        let stated = match &field.location {
            Some(place) if place.value == Location::Body => true,
            Some(_) => continue,
            None if declared => continue,
            None => false,
        };
        context.report(messages::beside_raw_body(&field.name.value, &name, stated, field.span, span));
        let rule = "the body is another parameter";
        field.location =
            Some(Known { value: Location::Query, span: field.span, how: How::Inferred, rule: Some(rule.into()) });
    }
}
