//! Bodies that are one parameter: its bytes, its text or its JSON.

use std::borrow::Cow;

use axum::body::Body;
use bytes::Bytes;
use http::HeaderMap;
use http::header::CONTENT_TYPE;
use http::request::Parts;
use hyper::body::Body as _;
use serde_json::value::RawValue;

use super::{Addressed, Input, Refused, addressed, in_headers, not_utf8, read, too_large};
use crate::api::{Kind, Parameter, Problem, RawBody};
use crate::header::{Valued, is_utf8};
use crate::json::quoted;
use crate::media::{OCTETS, essence, fits};
use crate::parameters::{Attached, Pair};
use crate::server::query;
use crate::server::service::Service;
use crate::server::{Answer, Limits};
use crate::{ByteStream, Failure, File};

/// Answers a request whose body is one of the parameters of what it calls.
pub(super) async fn answer(
    service: &Service,
    parts: &Parts,
    body: Body,
    called: &Addressed<'_>,
    raw: RawBody,
) -> Result<Answer, Refused> {
    let Addressed { target, method, located } = called;
    let info = target.entry.info;
    let parameter = info.parameters.iter().find(|parameter| parameter.name == raw.parameter);
    let is_json = raw.is_json();
    let is_text = is_json || parameter.is_some_and(|parameter| !parameter.kind.is_file());
    let said = parts.headers.get(CONTENT_TYPE);
    let is_empty = body.size_hint().exact() == Some(0);
    if !service.profile().any_media && !is_absent(is_empty, said.is_some(), raw, parameter) {
        check(&parts.headers, raw, is_text)?;
    }
    let (mut form, mut files): (Vec<Pair<'_>>, Vec<Attached<'_>>) = (Vec::new(), Vec::new());
    let name = Cow::Borrowed(raw.parameter);
    let content_type = said.and_then(|said| said.to_str().ok()).map(str::to_owned);
    let file = |file: File| content_type.clone().into_iter().fold(file, File::of_type);
    let (bytes, json);
    let mut whole = None;
    if target.entry.streams && !target.later && !is_text {
        let stream = stream(body, service.limits())?;
        if !is_absent(stream.stated_length() == Some(0), said.is_some(), raw, parameter) {
            files.push((name, file(File::streamed(stream))));
        }
    } else {
        bytes = read(service, body).await?;
        if !is_absent(bytes.is_empty(), said.is_some(), raw, parameter) {
            if is_json {
                json = member(raw.parameter, text(&bytes)?)?;
                whole = Some(json.as_str());
            } else if is_text {
                form.push((name, Cow::Borrowed(text(&bytes)?)));
            } else {
                files.push((name, file(File::new(bytes))));
            }
        }
    }
    let query = parts.uri.query().map(|query| query::pairs(query.as_bytes())).unwrap_or_default();
    let located = located.iter().cloned().chain(in_headers(parts, info)).collect();
    let input = Input { method: *method, located, json: whole, form, query, files };
    let call = addressed(service, Some(*target), parts.uri.path(), input);
    Ok(call.await)
}

/// The body as the member of an object that has the parameters. It is one JSON value, so that it cannot bring others.
fn member(name: &str, body: &str) -> Result<String, Failure> {
    let value: &RawValue = serde_json::from_str(body)
        .map_err(|error| Failure::refused(Problem::Malformed, format!("the body is no JSON: {error}")))?;
    Ok(format!("{{{}:{}}}", quoted(name), value.get()))
}

fn text(bytes: &Bytes) -> Result<&str, Failure> {
    std::str::from_utf8(bytes).map_err(|_| not_utf8())
}

/// Whether a body without bytes is none: one of which a media type is said is there. Nothing is a file all the same, where
/// the endpoint has to have one and takes what nothing is said of.
fn is_absent(is_empty: bool, is_said: bool, raw: RawBody, parameter: Option<&Parameter>) -> bool {
    let is_file = |parameter: &Parameter| {
        let nullable = matches!(parameter.kind, Kind::Nullable(_));
        parameter.required && !nullable && parameter.kind.is_file()
    };
    let is_file = parameter.is_some_and(is_file) && raw.media.iter().any(|media| fits(media, OCTETS));
    is_empty && !is_said && !is_file
}

/// The body as it arrives.
fn stream(body: Body, limits: &Limits) -> Result<ByteStream, Refused> {
    let length = body.size_hint().exact();
    let stream = ByteStream::new(body.into_data_stream());
    let stream = stream.bounded(limits.stream, Some(limits.body_timeout)).most(limits.body);
    let stream = stream.whole_within(limits.body_timeout);
    match length {
        Some(length) if length > limits.stream => {
            Err(too_large(&format!("the body is larger than {} bytes", limits.stream)))
        }
        Some(length) => Ok(stream.length(length)),
        None => Ok(stream),
    }
}

/// Whether the endpoint takes what the body is said to be. Bytes of which nothing is said are bytes.
fn check(headers: &HeaderMap, raw: RawBody, is_text: bool) -> Result<(), Failure> {
    let said = headers.get(CONTENT_TYPE).map(|said| String::from_utf8_lossy(said.as_bytes()));
    let name = said.as_ref().map_or_else(|| OCTETS.to_owned(), |said| essence(said));
    let taken = raw.media.iter().any(|media| fits(media, &name));
    let charset = said.as_deref().and_then(Valued::read);
    let charset = charset.as_ref().and_then(|valued| valued.parameter("charset"));
    let is_read = !is_text || charset.is_none_or(is_utf8);
    if taken && is_read {
        return Ok(());
    }
    let media: Vec<_> = raw.media.iter().map(|media| format!("`{media}`")).collect();
    let remedy = format!("send {}", media.join(" or "));
    let shown: String = name.chars().take(100).collect();
    let wording = match said {
        Some(_) if taken => format!("text in another charset is not taken: {remedy} in UTF-8"),
        Some(_) => format!("the Content-Type `{shown}` is not taken here: {remedy}"),
        None => format!("the body has no Content-Type: {remedy}"),
    };
    Err(Failure::refused(Problem::Media, wording))
}
