//! From a request to a session.

use axum::body::Body;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use http::header::{ALLOW, CONNECTION, SEC_WEBSOCKET_ACCEPT, SEC_WEBSOCKET_KEY, SEC_WEBSOCKET_VERSION, UPGRADE};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Response, StatusCode};
use hyper::upgrade::{OnUpgrade, on};
use hyper_util::rt::TokioIo;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use tokio_tungstenite::tungstenite::protocol::Role as Side;

use super::handshake::{Meter, Metered, greet};
use super::session::{Session, patience, sizes};
use super::task::Stop;
use crate::api::Problem;
use crate::server::{Connection, Service, Transport, http as wire};
use crate::ws::Role;
use crate::ws::line::Line;

/// Why a request is not upgraded.
struct Refused {
    problem: Problem,
    wording: String,
    status: Option<StatusCode>,
    header: Option<(HeaderName, &'static str)>,
}

impl Refused {
    fn new(problem: Problem, wording: impl Into<String>) -> Self {
        Self { problem, wording: wording.into(), status: None, header: None }
    }
}

/// Upgrades a request to a WebSocket, whose session then runs by itself; or says why not.
pub(in crate::server) fn upgrade(service: Service, mut request: Request<Body>) -> BoxFuture<'static, Response<Body>> {
    let response = match check(&service, &request) {
        Ok((role, key)) => {
            let connection = request.extensions_mut().remove::<Connection>();
            tokio::spawn(begin(service, role, on(&mut request), connection));
            switch(&key)
        }
        Err(refused) => refuse(&service, refused),
    };
    std::future::ready(response).boxed()
}

/// What the connection is to carry, and the key of its handshake.
fn check(service: &Service, request: &Request<Body>) -> Result<(Role, HeaderValue), Refused> {
    let headers = request.headers();
    service.admit_connection(headers, request.uri().query()).map_err(|problem| {
        let wording = if problem == Problem::Forbidden { "the credential is wrong" } else { "there is no credential" };
        Refused::new(problem, wording)
    })?;
    let path = request.uri().path();
    let role = Role::of_path(service.api(), path)
        .or_else(|| service.profile().any_websocket_path.then_some(Role::Universal))
        .filter(|_| service.api().frames.is_some())
        .ok_or_else(|| {
            let path: String = path.chars().take(100).collect();
            Refused::new(Problem::Unknown, format!("there is no WebSocket on `{path}`"))
        })?;
    if request.method() != Method::GET {
        let wording = format!("a WebSocket is asked for by GET, not by {}", request.method());
        return Err(Refused { header: Some((ALLOW, "GET")), ..Refused::new(Problem::Method, wording) });
    }
    if !names(headers, &CONNECTION, "upgrade") || !names(headers, &UPGRADE, "websocket") {
        return Err(malformed("a WebSocket needs `Connection: Upgrade` and `Upgrade: websocket`"));
    }
    if headers.get(SEC_WEBSOCKET_VERSION).is_none_or(|version| version != "13") {
        return Err(Refused {
            status: Some(StatusCode::UPGRADE_REQUIRED),
            header: Some((SEC_WEBSOCKET_VERSION, "13")),
            ..malformed("the version of the WebSocket protocol must be 13")
        });
    }
    let key = headers.get(SEC_WEBSOCKET_KEY).filter(|key| is_key(key.as_bytes())).cloned();
    let key = key.ok_or_else(|| malformed("`Sec-WebSocket-Key` must be 16 bytes in base64"))?;
    if request.extensions().get::<OnUpgrade>().is_none() {
        return Err(malformed("a WebSocket needs HTTP/1.1"));
    }
    Ok((role, key))
}

fn malformed(wording: &str) -> Refused {
    Refused { status: Some(StatusCode::BAD_REQUEST), ..Refused::new(Problem::Malformed, wording) }
}

/// Whether a header that is a list has this word.
fn names(headers: &HeaderMap, header: &HeaderName, word: &str) -> bool {
    let mut values = headers.get_all(header).iter().filter_map(|value| value.to_str().ok());
    values.any(|value| value.split(',').any(|item| item.trim().eq_ignore_ascii_case(word)))
}

/// Whether this is 16 bytes in base64: 22 characters and two signs that fill up.
fn is_key(key: &[u8]) -> bool {
    let is_digit = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    key.len() == 24 && key.strip_suffix(b"==").is_some_and(|digits| digits.iter().all(is_digit))
}

fn switch(key: &HeaderValue) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SWITCHING_PROTOCOLS;
    let headers = response.headers_mut();
    headers.insert(CONNECTION, HeaderValue::from_static("upgrade"));
    headers.insert(UPGRADE, HeaderValue::from_static("websocket"));
    if let Ok(accept) = HeaderValue::from_str(&derive_accept_key(key.as_bytes())) {
        headers.insert(SEC_WEBSOCKET_ACCEPT, accept);
    }
    response
}

fn refuse(service: &Service, refused: Refused) -> Response<Body> {
    let answer = service.refuse(refused.problem, refused.wording, None);
    service.note_refusal(answer.outcome, Transport::WebSocket);
    let mut response = wire::respond(answer);
    if let Some(status) = refused.status {
        *response.status_mut() = status;
    }
    if let Some((name, value)) = refused.header {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

async fn begin(service: Service, role: Role, upgrade: OnUpgrade, connection: Option<Connection>) {
    let meter = Meter::of(&service);
    let upgraded = match upgrade.await {
        Ok(upgraded) => Metered::new(TokioIo::new(upgraded), meter.clone()),
        Err(error) => return tracing::debug!(%error, "the connection ended before its upgrade"),
    };
    let config = sizes(&service).config();
    let socket = WebSocketStream::from_raw_socket(upgraded, Side::Server, Some(config)).await;
    // Without `serve` nobody says when the server shuts down; the session then ends with its peer.
    let mut stop: Stop = match connection.clone() {
        Some(connection) => Box::pin(async move { connection.closing().await }),
        None => Box::pin(std::future::pending()),
    };
    let line = Line::new(socket, patience(&service));
    if let Some(line) = greet(&service, Transport::WebSocket, line, &mut stop).await {
        meter.open();
        Session::new(service, role, Transport::WebSocket, line).run(stop).await;
    }
    // Until here the server counts the connection as open, and waits for it.
    drop(connection);
}
