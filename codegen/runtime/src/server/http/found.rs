//! What a request calls, as its head tells: by path and method, once its credential is checked.

use http::request::Parts;

use super::{Refused, choice, too_large};
use crate::api::Problem;
use crate::parameters::Pair;
use crate::server::service::{Service, unknown};
use crate::server::table::{Choice, Routed, Target};
use crate::{Failure, Method};

/// What the path and method of a request call, with the parameters in the path.
pub(super) struct Found<'s> {
    pub called: Called<'s>,
    pub method: Method,
    pub located: Vec<Pair<'static>>,
}

/// What a request calls, as far as its head tells.
pub(super) enum Called<'s> {
    /// An endpoint.
    One(Target<'s>),
    /// One of several, which the body tells apart.
    OneOf(Vec<Choice<'s>>),
    /// What the request itself names.
    Named,
}

pub(super) fn find<'s>(service: &'s Service, parts: &Parts, known: &[usize]) -> Result<Found<'s>, Refused> {
    let path = parts.uri.path();
    let table = service.table();
    // The path of all calls is theirs, whatever endpoint has one that is the same or fits it.
    let of_frames = parts.method == http::Method::POST && service.api().frame_path() == Some(path);
    let leads = |method| match table.by_places(known, method) {
        _ if of_frames => Routed::Nowhere,
        Some(target) => Routed::Call(target, Vec::new()),
        None => table.by_path(path, method),
    };
    let mut method = method_of(&parts.method);
    let mut routed = leads(method);
    if method == Some(Method::Head) && !matches!(routed, Routed::Call(..) | Routed::Told(_)) {
        // The response to it is that of GET without its body, which is left to the connection.
        method = Some(Method::Get);
        routed = leads(method);
    }
    let target = match &routed {
        Routed::Call(target, _) | Routed::WrongMethod(target, _) => Some(*target),
        Routed::Told(_) | Routed::Nowhere => None,
    };
    if !matches!(routed, Routed::Told(_)) {
        admit(service, parts, target)?;
    }
    let length = parts.uri.path_and_query().map_or(0, |whole| whole.as_str().len());
    let limit = service.limits().uri;
    if length > limit {
        return Err(too_large(&format!("path and query are larger than {limit} bytes")));
    }
    let allowed = match (routed, method) {
        (Routed::Call(target, located), Some(method)) => {
            return Ok(Found { called: Called::One(target), method, located });
        }
        (Routed::Told(choices), Some(method)) => {
            return Ok(match choice::by_head(service, parts, &choices)? {
                Some((target, located)) => Found { called: Called::One(target), method, located },
                None => Found { called: Called::OneOf(choices), method, located: Vec::new() },
            });
        }
        (Routed::WrongMethod(_, allowed), _) => allowed,
        _ => match service.api().frames.as_ref().map(|frames| frames.path) {
            Some(None) if path == "/" => vec![Method::Get, Method::Post],
            Some(Some(own)) if path == own => vec![Method::Post],
            _ => return Err(unknown(path).into()),
        },
    };
    match method.filter(|method| target.is_none() && allowed.contains(method)) {
        Some(method) => Ok(Found { called: Called::Named, method, located: Vec::new() }),
        None => Err(wrong_method(parts.method.as_str(), path, allowed)),
    }
}

/// Checks the credential of a request; of one that calls nothing known too, so that nobody learns what there is.
pub(super) fn admit(service: &Service, parts: &Parts, target: Option<Target<'_>>) -> Result<(), Refused> {
    #[cfg(feature = "ws")]
    if service.is_behind_handshake() {
        let wording = "calls are taken over a WebSocket alone, behind the handshake that says who calls";
        return Err(Failure::refused(Problem::Unauthenticated, wording).into());
    }
    if !service.has_credentials() {
        return Ok(());
    }
    let (headers, query) = (&parts.headers, parts.uri.query());
    let admitted = match target.map(|target| target.entry.info.auth) {
        Some(own) => service.admit(service.api().auth.iter().filter(|way| own.contains(&way.id)), headers, query),
        None => service.admit_connection(headers, query),
    };
    admitted.map_err(|problem| {
        let wording = if problem == Problem::Forbidden { "the credential is wrong" } else { "there is no credential" };
        Failure::refused(problem, wording).into()
    })
}

fn method_of(method: &http::Method) -> Option<Method> {
    match *method {
        http::Method::GET => Some(Method::Get),
        http::Method::HEAD => Some(Method::Head),
        http::Method::OPTIONS => Some(Method::Options),
        http::Method::POST => Some(Method::Post),
        http::Method::PUT => Some(Method::Put),
        http::Method::PATCH => Some(Method::Patch),
        http::Method::DELETE => Some(Method::Delete),
        _ => None,
    }
}

pub(super) fn wrong_method(method: &str, what: &str, allowed: Vec<Method>) -> Refused {
    let wording = format!("`{what}` does not take {method}; send {}", list(&allowed));
    Refused { allow: allowed, ..Failure::refused(Problem::Method, wording).into() }
}

pub(super) fn list(methods: &[Method]) -> String {
    methods.iter().map(|method| method.as_str()).collect::<Vec<_>>().join(", ")
}
