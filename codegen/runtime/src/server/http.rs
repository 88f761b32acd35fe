//! Calls over HTTP: from a request to the call, and from its answer to a response.

use std::borrow::Cow;

use axum::body::Body;
use bytes::Bytes;
use http::header::{
    ALLOW, CONNECTION, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS,
};
use http::request::Parts;
use http::{HeaderValue, Request, Response, StatusCode};

use self::found::{Called, Found, admit, find, list, wrong_method};
use super::batch::{self, Item};
use super::body::{self, Unread};
use super::budget::Budget;
use super::media::{Media, accepted};
use super::multipart::{self, Pairs};
use super::service::Service;
use super::table::Target;
use super::{Answer, Incoming, Transport, query};
use crate::api::{Encoding, Location, Problem};
use crate::header;
use crate::json::quote;
use crate::parameters::{Attached, Pair, Sources, member};
use crate::{Failure, Info, Method};

mod choice;
mod found;
mod framed;
mod raw;

const JSON: HeaderValue = HeaderValue::from_static("application/json; charset=utf-8");
const OCTETS: HeaderValue = HeaderValue::from_static("application/octet-stream");
const CLOSE: HeaderValue = HeaderValue::from_static("close");

/// A request that is not carried out.
struct Refused {
    failure: Box<Failure>,
    /// The methods that the path takes, where the one of the request is none of them.
    allow: Vec<Method>,
    /// The status, where it is not that of the problem.
    status: Option<StatusCode>,
    /// Whether the connection is closed, as the request is not read whole.
    close: bool,
    /// What comes back of a call as it was sent, as JSON.
    echo: Option<String>,
}

impl From<Failure> for Refused {
    fn from(failure: Failure) -> Self {
        Self { failure: Box::new(failure), allow: Vec::new(), status: None, close: false, echo: None }
    }
}

/// The parts of a request that its parameters are in, decoded.
struct Input<'a> {
    method: Method,
    /// What stands in the path and in headers.
    located: Vec<Pair<'a>>,
    json: Option<&'a str>,
    form: Vec<Pair<'a>>,
    query: Vec<Pair<'a>>,
    files: Vec<Attached<'a>>,
}

impl Input<'_> {
    fn nothing(method: Method) -> Self {
        Self { method, located: Vec::new(), json: None, form: Vec::new(), query: Vec::new(), files: Vec::new() }
    }
}

/// What a request begins.
enum Begun {
    /// One endpoint; with whether it is not answered.
    One(super::Call, bool),
    /// Those of a list.
    List(Vec<Item>),
}

/// Answers a request on a path that leads to the endpoints at the places `known`, or to whatever it says.
pub(super) async fn handle(service: &Service, request: Request<Body>, known: &[usize]) -> Response<Body> {
    let (parts, body) = request.into_parts();
    match answer(service, &parts, body, known).await {
        Ok(answer) => respond(answer),
        Err(refused) => refuse(service, &refused),
    }
}

async fn answer(service: &Service, parts: &Parts, body: Body, known: &[usize]) -> Result<Answer, Refused> {
    let Found { called, method, located } = find(service, parts, known)?;
    if let Called::One(target) = &called
        && let Some(raw) = target.entry.info.raw
        && !method.is_bare()
    {
        return raw::answer(service, parts, body, &Addressed { target: *target, method, located }, raw).await;
    }
    let mut located: Vec<Pair<'_>> = located;
    let media = if method.is_bare() { Media::None } else { Media::of(&parts.headers) };
    let known = match &called {
        Called::One(target) => Some(*target),
        Called::OneOf(_) | Called::Named => None,
    };
    let framed = matches!(called, Called::Named) && service.api().frame_path().is_some();
    let media = if framed { media.of_frame() } else { media };
    let taken = |target: Option<Target<'_>>| {
        if framed { &[Encoding::Json][..] } else { accepted(service.api(), target.map(|target| target.entry.info)) }
    };
    match &called {
        // Which endpoint takes it is not known yet, but none takes what nobody can read.
        Called::OneOf(choices) if matches!(media, Media::Other(_)) => {
            media.check(service.profile(), taken(choices.first().map(|choice| choice.first)))?;
        }
        Called::OneOf(_) => {}
        Called::One(_) | Called::Named => media.check(service.profile(), taken(known))?,
    }
    let bytes = if method.is_bare() { Bytes::new() } else { read(service, body).await? };
    let target = match &called {
        Called::OneOf(choices) => {
            let (target, own) = choice::by_body(service, parts, choices, (&media, &bytes))?;
            located = own;
            Some(target)
        }
        Called::One(_) | Called::Named => known,
    };
    let accepted = taken(target);
    media.check(service.profile(), accepted)?;
    let begun = {
        let json = json_of(&media, &bytes)?;
        media.check_body(service.profile(), accepted, bytes.is_empty())?;
        let Pairs { form, files } = in_parts(service, &media, &bytes, target)?;
        let query = parts.uri.query().map(|query| query::pairs(query.as_bytes())).unwrap_or_default();
        if let Some(target) = target {
            located.extend(in_headers(parts, target.entry.info));
        }
        let input = Input { method, located, json, form, query, files };
        match (target, service.api().frames.as_ref()) {
            (None, Some(frames)) => framed::named(service, parts, frames, &input)?,
            _ => Begun::One(addressed(service, target, parts.uri.path(), input), false),
        }
    };
    // The call has what it needs of the body.
    drop(bytes);
    Ok(match begun {
        Begun::One(call, false) => call.await,
        Begun::One(call, true) => Answer { outcome: call.await.outcome, ..framed::unanswered() },
        Begun::List(items) => match batch::answer(items).await {
            Some(body) => Answer { status: 200, body, has_body: true, ..framed::unanswered() },
            None => framed::unanswered(),
        },
    })
}

/// What a request calls, with the parameters in its path.
struct Addressed<'t> {
    target: Target<'t>,
    method: Method,
    located: Vec<Pair<'static>>,
}

/// The body, where it is JSON.
fn json_of<'b>(media: &Media, body: &'b Bytes) -> Result<Option<&'b str>, Failure> {
    match media {
        Media::Json if !body.is_empty() => std::str::from_utf8(body).map(Some).map_err(|_| not_utf8()),
        _ => Ok(None),
    }
}

/// What a body that is no JSON has of this name.
fn form_of<'b>(service: &Service, media: &Media, body: &'b Bytes, name: &str) -> Result<Vec<Pair<'b>>, Failure> {
    let mut budget = Budget::new(service.limits());
    match media {
        Media::Form => {
            budget.form(body)?;
            Ok(query::pairs(body))
        }
        Media::Parts(boundary) => multipart::named(body, boundary.as_deref(), name, budget),
        Media::Json | Media::None | Media::Other(_) => Ok(Vec::new()),
    }
}

/// The parts of a body that is no JSON; those of a form are all text.
fn in_parts<'b>(
    service: &Service,
    media: &Media,
    body: &'b Bytes,
    target: Option<Target<'_>>,
) -> Result<Pairs<'b>, Failure> {
    let mut budget = Budget::new(service.limits());
    match media {
        Media::Form => {
            budget.form(body)?;
            Ok(Pairs { form: query::pairs(body), files: Vec::new() })
        }
        Media::Parts(boundary) => {
            let parameters = target.map_or(&[][..], |target| target.entry.info.parameters);
            multipart::read(body, boundary.as_deref(), parameters, budget)
        }
        Media::Json | Media::None | Media::Other(_) => Ok(Pairs::default()),
    }
}

/// The parameters that are sent in headers.
fn in_headers<'p>(parts: &'p Parts, info: &'static Info) -> impl Iterator<Item = Pair<'p>> {
    let names = info.parameters.iter().filter(|parameter| parameter.location == Some(Location::Header));
    names.filter_map(|parameter| {
        let value = parts.headers.get(parameter.name)?.to_str().ok()?;
        Some((Cow::Borrowed(parameter.name), Cow::Borrowed(value)))
    })
}

async fn read(service: &Service, body: Body) -> Result<Bytes, Refused> {
    let limits = service.limits();
    body::read(body, limits.body, limits.body_timeout).await.map_err(|unread| match unread {
        Unread::TooLarge => too_large(&format!("the body is larger than {} bytes", limits.body)),
        Unread::TooSlow => {
            let wording = format!("the body did not arrive within {:?}", limits.body_timeout);
            unfinished(StatusCode::REQUEST_TIMEOUT, wording)
        }
        Unread::Broken => {
            let wording = "the body ended early or is not written as HTTP has it";
            unfinished(StatusCode::BAD_REQUEST, wording.to_owned())
        }
    })
}

fn unfinished(status: StatusCode, wording: String) -> Refused {
    Refused { status: Some(status), close: true, ..Failure::refused(Problem::Malformed, wording).into() }
}

fn too_large(wording: &str) -> Refused {
    Refused { close: true, ..Failure::refused(Problem::TooLarge, wording).into() }
}

fn not_utf8() -> Failure {
    Failure::refused(Problem::Malformed, "the body is not UTF-8")
}

/// Begins the call that the path of a request names.
fn addressed(service: &Service, target: Option<Target<'_>>, path: &str, mut input: Input<'_>) -> super::Call {
    // One in an object comes back in frames alone: a body of parameters has no such object.
    let echo_name = service.echo_name().filter(|name| !name.contains('.')).filter(|name| {
        let is_parameter = |info: &Info| info.parameters.iter().any(|parameter| parameter.name == *name);
        !target.is_some_and(|target| is_parameter(target.entry.info))
    });
    let echo = echo_name.and_then(|name| echo(name, &input));
    if let Some(target) = target {
        // What no parameter can take, such as a credential, is no reason to read with more care.
        let info = target.entry.info;
        let has_open_keys = info.parameters.iter().any(|parameter| parameter.rest);
        if has_open_keys && !in_query(service, info, input.method) {
            input.query.retain(|(name, _)| takes(service, info, name));
        } else if !has_open_keys && !input.query.iter().any(|(name, _)| takes(service, info, name)) {
            input.query = Vec::new();
        }
    }
    let Input { located, json, form, query, files, .. } = &input;
    let sources = Sources { located, json: *json, form, query, files };
    let (echo, method) = (echo.as_deref(), Some(input.method));
    service.begin(target, &Incoming { name: path, sources, echo, transport: Transport::Http, method })
}

/// Whether the parameters of a method can be in the query, those that nobody lists among them.
fn in_query(service: &Service, info: &'static Info, method: Method) -> bool {
    method.is_bare() || method == Method::Delete || accepted(service.api(), Some(info)).contains(&Encoding::Query)
}

/// Whether a name in a query can be one of a parameter's.
fn takes(service: &Service, info: &Info, name: &str) -> bool {
    let own = info.parameters.iter().any(|parameter| parameter.name == name || parameter.aliases.contains(&name));
    own || service.profile().aliases.iter().any(|alias| alias.alias.split('.').next() == Some(name))
}

/// What is to come back: the member of the JSON as it is, or a text of the form or the query.
fn echo<'a>(name: &str, input: &Input<'a>) -> Option<Cow<'a, str>> {
    let in_json = input.json.filter(|json| mentions(json, name)).and_then(|json| member(json, name));
    in_json.map(Cow::Borrowed).or_else(|| echo_text(name, input).map(Cow::Owned))
}

fn echo_text(name: &str, input: &Input<'_>) -> Option<String> {
    let mut quoted = String::new();
    quote(text_of(input, name)?, &mut quoted);
    Some(quoted)
}

/// Whether the quoted name is anywhere in the JSON, which is quickly seen.
fn mentions(json: &str, name: &str) -> bool {
    json.match_indices(name).any(|(at, found)| {
        let bytes = json.as_bytes();
        at.checked_sub(1).and_then(|before| bytes.get(before)) == Some(&b'"')
            && bytes.get(at + found.len()) == Some(&b'"')
    })
}

/// The first value that a form or a query has of a name.
fn text_of<'i>(input: &'i Input<'_>, name: &str) -> Option<&'i str> {
    let mut pairs = input.form.iter().chain(&input.query);
    pairs.find(|(key, value)| key == name && !value.is_empty()).map(|(_, value)| &**value)
}

/// The response that carries an answer.
pub(super) fn respond(answer: Answer) -> Response<Body> {
    let mut response = if answer.has_body {
        let mut response = Response::new(match answer.stream {
            Some(stream) => Body::new(stream),
            None => Body::from(answer.body),
        });
        let headers = response.headers_mut();
        match answer.media {
            Some((media, name)) => {
                let media = HeaderValue::try_from(media).ok().filter(|media| !media.is_empty());
                headers.insert(CONTENT_TYPE, media.unwrap_or(OCTETS));
                // What somebody else uploaded may come back here: it is never a page of this origin that runs scripts.
                headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
                headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static("sandbox"));
                if let Some(value) = name.and_then(|name| HeaderValue::try_from(header::named(&name)).ok()) {
                    headers.insert(CONTENT_DISPOSITION, value);
                }
            }
            None => drop(headers.insert(CONTENT_TYPE, JSON)),
        }
        response
    } else {
        Response::new(Body::empty())
    };
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    response
}

fn refuse(service: &Service, refused: &Refused) -> Response<Body> {
    let answer = service.failure(&refused.failure, refused.echo.as_deref(), false);
    service.note_refusal(answer.outcome, Transport::Http);
    let mut response = respond(answer);
    if !refused.allow.is_empty()
        && let Ok(value) = HeaderValue::from_str(&list(&refused.allow))
    {
        response.headers_mut().insert(ALLOW, value);
    }
    if let Some(status) = refused.status {
        *response.status_mut() = status;
    }
    if refused.close {
        response.headers_mut().insert(CONNECTION, CLOSE);
    }
    response
}
