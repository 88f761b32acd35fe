//! Which of the endpoints that take one method on one path a request calls.

use bytes::Bytes;
use http::request::Parts;

use super::{Refused, admit, form_of, json_of};
use crate::Failure;
use crate::api::{Location, Problem};
use crate::parameters::{Pair, Sources, Unfit, selected};
use crate::server::budget::Budget;
use crate::server::media::Media;
use crate::server::query;
use crate::server::service::Service;
use crate::server::table::{Choice, Target};
use crate::server::told::By;

/// An endpoint, with the parameters that are in its path.
pub(super) type Chosen<'s> = (Target<'s>, Vec<Pair<'static>>);

/// The endpoint, where the head of the request tells it: by a query or a header, or without a body. `None` where the body
/// has to be read.
pub(super) fn by_head<'s>(
    service: &'s Service,
    parts: &Parts,
    choices: &[Choice<'s>],
) -> Result<Option<Chosen<'s>>, Refused> {
    let bare = choices.iter().all(|choice| choice.method.is_bare());
    let pairs = pairs(service, parts)?;
    for choice in choices {
        for by in choice.told.each().filter(|by| by.is_in_head(bare)) {
            let located = in_header(parts, by);
            let sources = Sources { located: located.as_slice(), query: &pairs, ..Sources::default() };
            if let Some(target) = target(service, choice, by, &sources)? {
                return admitted(service, parts, target, choice).map(Some);
            }
        }
    }
    if bare {
        return Err(nothing(service, parts, choices));
    }
    // Nobody sends a body for nothing.
    if !choices.iter().any(|choice| choice.told.is_open()) {
        admit(service, parts, None)?;
    }
    Ok(None)
}

/// The endpoint that a request with this body calls.
pub(super) fn by_body<'s>(
    service: &'s Service,
    parts: &Parts,
    choices: &[Choice<'s>],
    (media, body): (&Media, &Bytes),
) -> Result<Chosen<'s>, Refused> {
    let json = json_of(media, body)?;
    if let Some(json) = json {
        Budget::new(service.limits()).json(json)?;
    }
    let pairs = pairs(service, parts)?;
    for choice in choices {
        for by in choice.told.each() {
            let form = form_of(service, media, body, by.parameter.name)?;
            let located = in_header(parts, by);
            let sources = Sources { located: located.as_slice(), json, form: &form, query: &pairs, files: &[] };
            if let Some(target) = target(service, choice, by, &sources)? {
                return admitted(service, parts, target, choice);
            }
        }
    }
    Err(nothing(service, parts, choices))
}

/// The endpoint that a value tells, where there is one. A value that no endpoint has is refused.
fn target<'s>(
    service: &'s Service,
    choice: &Choice<'s>,
    by: &By,
    sources: &Sources<'_>,
) -> Result<Option<Target<'s>>, Refused> {
    let info = choice.first.entry.info;
    let value = selected(info, service.profile(), by.parameter, sources).map_err(|unfit| match unfit {
        Unfit::NotAnObject(what) => Failure::refused(Problem::Malformed, what),
        Unfit::Parameter(mismatch) => Failure::refused(Problem::Parameter, mismatch.to_string()),
    })?;
    Ok(value.and_then(|value| service.table().told(choice, by.places(&value))))
}

/// The endpoint, where the credential of the request is enough for it.
fn admitted<'s>(
    service: &Service,
    parts: &Parts,
    target: Target<'s>,
    choice: &Choice<'s>,
) -> Result<Chosen<'s>, Refused> {
    admit(service, parts, Some(target)).map(|()| (target, choice.located.clone()))
}

/// The refusal of a request that calls none of the endpoints; of one without a credential, so that nobody learns which there
/// are.
fn nothing(service: &Service, parts: &Parts, choices: &[Choice<'_>]) -> Refused {
    if let Err(refused) = admit(service, parts, None) {
        return refused;
    }
    let all = choices.iter().flat_map(|choice| choice.told.each());
    let mut names: Vec<_> = all.map(|by| format!("`{}`", by.parameter.name)).collect();
    names.dedup();
    let path: String = parts.uri.path().chars().take(100).collect();
    let wording =
        format!("{} of `{path}` says which call it is, and no endpoint has the one that was sent", names.join(" or "));
    Failure::refused(Problem::Unknown, wording).into()
}

/// The names and values of the query.
fn pairs<'p>(service: &Service, parts: &'p Parts) -> Result<Vec<Pair<'p>>, Failure> {
    let query = parts.uri.query().unwrap_or_default();
    let pairs = if query.is_empty() { Vec::new() } else { query::pairs(query.as_bytes()) };
    Budget::new(service.limits()).pairs(&pairs)?;
    Ok(pairs)
}

/// The value of the parameter in a header, where it is sent in one.
fn in_header<'p>(parts: &'p Parts, by: &By) -> Option<Pair<'p>> {
    let name = by.parameter.name;
    by.parameter.location.filter(|location| *location == Location::Header)?;
    Some((name.into(), parts.headers.get(name)?.to_str().ok()?.into()))
}
