//! Calls that a request names in its body.

use std::borrow::Cow;

use bytes::Bytes;
use http::request::Parts;

use super::{Begun, Input, Refused, admit, echo_text, text_of, wrong_method};
use crate::Failure;
use crate::api::{Frames, Problem};
use crate::parameters::Sources;
use crate::server::batch::{self, Item};
use crate::server::service::Service;
use crate::server::table::Target;
use crate::server::{Answer, Call, Frame, Incoming, Outcome, Transport};

/// The answer to what is not answered.
pub(super) fn unanswered() -> Answer {
    Answer { status: 204, body: Bytes::new(), media: None, stream: None, has_body: false, outcome: Outcome::Success }
}

/// Begins what a request to `/`, or to the path of all calls, calls.
pub(super) fn named(service: &Service, parts: &Parts, frames: &Frames, input: &Input<'_>) -> Result<Begun, Refused> {
    let Some(list) = input.json.and_then(|json| batch::read(service, frames, json)) else {
        return Ok(match one(service, parts, frames, input, true)? {
            Some((call, silent)) => Begun::One(call, silent),
            None => Begun::List(vec![Item::Done(None)]),
        });
    };
    let item = |json| {
        let input = Input { json: Some(json), ..Input::nothing(input.method) };
        match one(service, parts, frames, &input, false) {
            Ok(Some((call, silent))) => Item::Call(call, silent),
            Ok(None) => Item::Done(None),
            Err(refused) => {
                let answer = service.failure(&refused.failure, refused.echo.as_deref(), false);
                service.note_refusal(answer.outcome, Transport::Http);
                Item::Done(Some(answer.body))
            }
        }
    };
    Ok(Begun::List(list?.into_iter().map(item).collect()))
}

/// Begins one call, `alone` or one of a list; with whether it is not answered. `None` is a call that is refused, and not
/// answered either.
fn one(
    service: &Service,
    parts: &Parts,
    frames: &Frames,
    input: &Input<'_>,
    alone: bool,
) -> Result<Option<(Call, bool)>, Refused> {
    let frame = match input.json {
        Some(json) => Frame::read(json, frames, service.echo_name()).map_err(|error| {
            let (problem, wording) = Frame::refusal(json, &error, "body");
            Failure::refused(problem, wording)
        })?,
        None if frames.path.is_some() => {
            return Err(Failure::refused(Problem::Malformed, "the body is not a call as a JSON object").into());
        }
        None => Frame::default(),
    };
    // What is sent to the path of all calls is whole in its body.
    let beside = frames.path.is_none();
    let apart = || beside.then(|| echo_text(service.echo_name()?, input).map(Cow::Owned)).flatten();
    let echo = frame.echo.map(Cow::Borrowed).or_else(apart);
    let echo = echo.as_deref();
    let refuse = |refused| Refused { echo: echo.map(str::to_owned), ..refused };
    let name = named_in(frames, &frame, input).map_err(refuse)?;
    let silent = frames.silent && echo.is_none();
    let target = match called(service, parts, frames, name, input) {
        Ok(target) => target,
        Err(refused) if silent && input.json.is_some() => {
            let answer = service.failure(&refused.failure, None, false);
            service.note_refusal(answer.outcome, Transport::Http);
            return Ok(None);
        }
        Err(refused) => return Err(refuse(refused)),
    };
    let json = frame.parameters.or_else(|| text_of(input, frames.parameters).filter(|_| beside));
    let sources = Sources { json, ..Sources::default() };
    // Where all calls are sent to one path, the methods of the endpoints say nothing. An answer in a list is a frame.
    let method = (frames.path.is_none() && alone).then_some(input.method);
    let call = service.begin(target, &Incoming { name, sources, echo, transport: Transport::Http, method });
    Ok(Some((call, silent)))
}

/// The name that a frame in a request calls.
fn named_in<'i>(frames: &Frames, frame: &'i Frame<'_>, input: &'i Input<'_>) -> Result<&'i str, Refused> {
    if let Some(wording) = frame.fault().filter(|_| input.json.is_some()) {
        return Err(Failure::refused(Problem::NotACall, wording).into());
    }
    let Some(name) = frame.name.as_deref().or_else(|| text_of(input, frames.name).filter(|_| frames.path.is_none()))
    else {
        let (problem, wording) = match frames.path {
            Some(_) => (Problem::NotACall, format!("name the endpoint in `{}`, as text", frames.name)),
            None => (Problem::Unknown, format!("name the endpoint in the path, or here in `{}`", frames.name)),
        };
        return Err(Failure::refused(problem, wording).into());
    };
    Ok(name)
}

/// The endpoint of this name, as far as there is one.
fn called<'s>(
    service: &'s Service,
    parts: &Parts,
    frames: &Frames,
    name: &str,
    input: &Input<'_>,
) -> Result<Option<Target<'s>>, Refused> {
    let target = service.table().by_name(name);
    if let Some(target) = target {
        admit(service, parts, Some(target))?;
        let methods = target.entry.info.methods;
        if frames.path.is_none() && !methods.contains(&input.method) {
            return Err(wrong_method(parts.method.as_str(), name, methods.to_vec()));
        }
    }
    Ok(target)
}
