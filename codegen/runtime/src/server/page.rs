//! What web pages may do: nothing, unless they are the server's own or listed.

use axum::body::Body;
use http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_MAX_AGE,
    ACCESS_CONTROL_REQUEST_METHOD, HOST, ORIGIN, VARY,
};
use http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode};

use super::{Outcome, Service, Transport};
use crate::api::Problem;

/// Refuses the request of a web page, where no credential is asked for: status 403 and no body, whatever the API's
/// envelope is, so that the page learns nothing.
pub(super) fn check(service: &Service, request: &Request<Body>) -> Result<(), Response<Body>> {
    if service.has_credentials() {
        return Ok(());
    }
    let (headers, authority) = (request.headers(), request.uri().authority());
    service.config().sites.check(headers, authority.map(http::uri::Authority::as_str)).map_err(|foreign| {
        let (host, origin) = (headers.get(HOST), headers.get(ORIGIN));
        tracing::warn!(%foreign, ?host, ?origin, "refused without a token: a web page may have sent the request");
        service.note_refusal(Outcome::Refused(Problem::Forbidden), Transport::Http);
        empty(StatusCode::FORBIDDEN)
    })
}

/// The origin whose pages may read the answer.
pub(super) fn reader(service: &Service, headers: &HeaderMap) -> Option<HeaderValue> {
    let config = service.config();
    if config.cors { config.sites.listed(headers).cloned() } else { None }
}

/// Whether a browser asks what a page may send.
pub(super) fn is_preflight(request: &Request<Body>) -> bool {
    request.method() == Method::OPTIONS && request.headers().contains_key(ACCESS_CONTROL_REQUEST_METHOD)
}

/// The answer to that: any method, and the headers that a call can have.
pub(super) fn preflight() -> Response<Body> {
    let mut response = empty(StatusCode::NO_CONTENT);
    let headers = response.headers_mut();
    let methods = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";
    headers.insert(ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static(methods));
    headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("authorization, content-type"));
    headers.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600"));
    response
}

/// Has the browser show an answer to the pages of `origin`.
pub(super) fn let_read(response: &mut Response<Body>, origin: HeaderValue) {
    let headers = response.headers_mut();
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    headers.append(VARY, HeaderValue::from_name(ORIGIN));
}

fn empty(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}
