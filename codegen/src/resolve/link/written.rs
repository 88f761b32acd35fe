//! How bodies are written, as the requests and the headers that documents show say it.

use crate::ir::{Encoding, Method};
use crate::recognise::raw::Text;
use crate::resolve::context::Context;
use crate::resolve::draft::{Arena, EndpointDraft, ExampleDraft};
use crate::resolve::link::{messages, raw_body};
use crate::resolve::read::example::{encoding_of, header};
use crate::source::Span;

/// The first halves of media types, so that `and/or` is none.
const KINDS: [&str; 9] = ["application", "audio", "font", "image", "message", "model", "multipart", "text", "video"];

/// The media types that words name, such as those of a cell.
pub fn named(words: &str) -> impl Iterator<Item = &str> {
    let marks = |letter: char| letter.is_whitespace() || "`'\",;()<>*|".contains(letter);
    let is = |word: &&str| {
        raw_body::is_media(word)
            && word.split('/').next().is_some_and(|kind| KINDS.contains(&kind.to_lowercase().as_str()))
    };
    words.split(marks).map(|word| word.trim_end_matches('.')).filter(is)
}

/// Takes the media types that a header of the request says: `Content-Type` those of what is sent, and `Accept`, where it names
/// one alone, that of what comes back. JSON where JSON is sent anyway says nothing.
pub fn by_header(endpoint: &mut EndpointDraft, name: &str, words: &str, span: Span, context: &Context<'_>) {
    let text = |media: &str| Text { value: media.to_owned(), span };
    if name.eq_ignore_ascii_case("accept") {
        let mut media = named(words);
        if let (Some(media), None, true) = (media.next(), media.next(), endpoint.stated.media.is_empty()) {
            endpoint.stated.media.push((None, text(media)));
        }
    } else if name.eq_ignore_ascii_case("content-type") && !is_bare(endpoint) {
        let usual = context.dialect.transport.post() == [Encoding::Json];
        let says = |media: &&str| !(usual && encoding_of(media) == Some(Encoding::Json));
        let media: Vec<_> = named(words).collect();
        // Beside another, JSON is one of several.
        if media.iter().any(says) {
            endpoint.stated.sent_media.extend(media.into_iter().map(text));
        }
    }
}

/// Takes the media types that the announcing request says, and those of code blocks of headers. Another request that the
/// documents show gives a body bytes or text only where nothing else is known of it.
pub fn take_media(endpoint: &mut EndpointDraft, arena: &Arena, context: &mut Context<'_>) {
    let said = is_said(endpoint) || !endpoint.stated.sent_media.is_empty();
    let announcing = endpoint.announcing().map(|example| example.span);
    let mut shown = Vec::new();
    for example in endpoint.examples.iter().filter(|example| !example.elsewhere) {
        let announces = announcing == Some(example.span);
        let headers = if announces || example.example.request.is_some() {
            example.sent.headers.clone()
        } else {
            headers_alone(example)
        };
        let states = announces || example.example.request.is_none();
        shown.extend(headers.into_iter().map(|(name, words)| (states, name, words, example.span)));
    }
    for (states, name, words, span) in shown {
        if states {
            // What sentences say counts.
            let sent = name.eq_ignore_ascii_case("content-type");
            if !(said && sent) {
                by_header(endpoint, &name, &words, span, context);
            }
        } else if name.eq_ignore_ascii_case("content-type") {
            by_example(endpoint, (&words, span), arena, context);
        }
    }
}

/// Takes the media type of a body that is bytes or text from a request that the documents show.
fn by_example(endpoint: &mut EndpointDraft, (words, span): (&str, Span), arena: &Arena, context: &mut Context<'_>) {
    let Some(media) = named(words).next().filter(|media| encoding_of(media).is_none()) else { return };
    if is_bare(endpoint) {
        return;
    }
    let essence = |media: &str| media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if endpoint.stated.sent_media.iter().any(|known| essence(&known.value) == essence(media)) {
        return;
    }
    let placed = arena.fields(endpoint.parameters).iter().all(|field| field.location.is_some());
    if placed && !is_said(endpoint) && endpoint.stated.sent_media.is_empty() {
        context.report(messages::written_as_shown(&endpoint.name, media, span));
        endpoint.stated.sent_media.push(Text { value: media.to_owned(), span });
    } else {
        context.report(messages::shown_otherwise(&endpoint.name, media, span));
    }
}

/// Takes over whether the body is JSON, a form or in parts from the announcing request where nothing that is stated says it,
/// and else from the requests that the documents show, where not even the dialect says it. What differs is reported.
pub fn take_encodings(endpoint: &mut EndpointDraft, context: &mut Context<'_>) {
    if endpoint.raw.is_some() || endpoint.stated.parameters.is_some() {
        return;
    }
    if endpoint.encodings.is_empty() {
        let shown = endpoint.announcing().and_then(|example| Some((example.sent.encoding?, example.span)));
        endpoint.encodings.extend(shown);
    }
    if is_bare(endpoint) || endpoint.stated.no_parameters.is_some() {
        return;
    }
    let written = |example: &ExampleDraft| {
        let json = || example.body.as_ref().map(|_| Encoding::Json);
        example.example.request.as_ref().and_then(|_| example.sent.encoding.or_else(json))
    };
    let examples = endpoint.examples.iter().filter(|example| !example.elsewhere);
    let shown: Vec<_> = examples.filter_map(|example| Some((written(example)?, example.span))).collect();
    let Some((first, span)) = shown.first().copied() else { return };
    let alike = shown.iter().all(|(encoding, _)| *encoding == first);
    if alike && first != Encoding::Json && endpoint.encodings.is_empty() && context.dialect.transport.post.is_none() {
        context.report(messages::written_as_shown(&endpoint.name, first.media_type(), span));
        endpoint.encodings.push((first, span));
        return;
    }
    let known: Vec<_> = endpoint.encodings.iter().map(|(encoding, _)| *encoding).collect();
    let takes = if known.is_empty() { context.dialect.transport.post() } else { &known };
    if let Some((other, span)) =
        shown.iter().find(|(encoding, _)| !takes.contains(encoding) && *encoding != Encoding::Json)
    {
        context.report(messages::shown_otherwise(&endpoint.name, other.media_type(), *span));
    }
}

/// The headers that a code block is, which has nothing else.
pub fn headers_alone(example: &ExampleDraft) -> Vec<(String, String)> {
    let shown = &example.example;
    if shown.request.is_some() || example.value().is_some() || example.shows.is_some() || example.parameter().is_some()
    {
        return Vec::new();
    }
    let lines = shown.text.lines().filter(|line| !line.trim().is_empty());
    let headers: Option<Vec<_>> = lines.map(header).collect();
    let sent = matches!(example.of, crate::dialect::Where::Parameters | crate::dialect::Where::Request);
    headers.filter(|_| sent).unwrap_or_default()
}

/// Whether something that is stated says how the body is written, or that there is none.
fn is_said(endpoint: &EndpointDraft) -> bool {
    let stated = &endpoint.stated;
    !endpoint.encodings.is_empty() || stated.parameters.is_some() || stated.no_parameters.is_some()
}

/// Whether each method that is stated has no body; `false` where none is stated.
fn is_bare(endpoint: &EndpointDraft) -> bool {
    let mut methods = endpoint.stated.methods().map(|(method, _)| *method).peekable();
    methods.peek().is_some() && methods.all(Method::is_bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_name_media_types() {
        let cases: [(&str, &[&str]); 7] = [
            ("`application/json`", &["application/json"]),
            ("application/json; charset=utf-8", &["application/json"]),
            ("Must be image/png or image/jpeg.", &["image/png", "image/jpeg"]),
            ("*/*", &[]),
            ("image/*", &[]),
            ("and/or", &[]),
            ("", &[]),
        ];
        for (words, expected) in cases {
            assert_eq!(named(words).collect::<Vec<_>>(), expected, "{words}");
        }
    }
}
