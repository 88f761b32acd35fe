//! The way in over HTTP, as a router.

use std::convert::Infallible;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use futures_util::future::BoxFuture;
use http::header::UPGRADE;
use http::{HeaderMap, Request, Response};
use tower::service_fn;

use super::{Config, Service, Table, http as wire, page};

/// Takes a request that asks for a WebSocket.
pub(super) type Upgrade = fn(Service, Request<Body>) -> BoxFuture<'static, Response<Body>>;

/// What takes them, where anything does.
#[cfg(feature = "ws")]
pub(super) const WEBSOCKET: Option<Upgrade> = Some(super::ws::upgrade);
/// What takes them, where anything does.
#[cfg(not(feature = "ws"))]
pub(super) const WEBSOCKET: Option<Upgrade> = None;

/// A router that serves the endpoints of `table` on their paths. It can be served as it is, by [`super::serve`], or
/// nested in and merged with the routers of any axum application.
///
/// It takes every path below where it is mounted, so that what it does not know is answered in the API's envelope.
///
/// Where `config` has no token, requests of web pages are refused: those with an `Origin` that is not the server's own, with
/// a `Sec-Fetch-Site` other than `same-origin` or `none`, or with a `Host` that is neither an address nor `localhost`.
/// [`Config::allow_origin`] and [`Config::allow_host`] list others. Programs can call all the same, so on an address
/// that others reach a token is needed.
pub fn router(table: Table, config: Config) -> Router {
    Service::new(table, config).router()
}

impl Service {
    /// A router for this service; see [`router`].
    pub fn router(&self) -> Router {
        let way = |known: &[usize]| {
            let way = Arc::new((self.clone(), known.to_vec()));
            service_fn(move |request| {
                let way = Arc::clone(&way);
                async move {
                    let (service, known) = &*way;
                    Ok::<_, Infallible>(service.answer(request, known).await)
                }
            })
        };
        // The last route takes all paths; those that are known are found sooner by themselves.
        let exact = self.table().exact().filter(|(path, _)| is_plain(path));
        let router = exact.fold(Router::new(), |router, (path, known)| router.route_service(path, way(known)));
        router.route_service("/", way(&[])).route_service("/{*path}", way(&[]))
    }

    /// Answers a request on a path that leads to the endpoints at the places `known`, or nobody knows yet where.
    async fn answer(&self, request: Request<Body>, known: &[usize]) -> Response<Body> {
        if let Err(refused) = page::check(self, &request) {
            return refused;
        }
        let origin = page::reader(self, request.headers());
        let mut response = match (WEBSOCKET, &origin) {
            (Some(upgrade), _) if asks_for_websocket(request.headers()) => upgrade(self.clone(), request).await,
            (_, Some(_)) if page::is_preflight(&request) => page::preflight(),
            _ => wire::handle(self, request, known).await,
        };
        if let Some(origin) = origin {
            page::let_read(&mut response, origin);
        }
        response
    }
}

/// Whether a path means itself alone as a route.
fn is_plain(path: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'/');
    path.len() > 1 && path.starts_with('/') && path.bytes().all(is_plain)
}

fn asks_for_websocket(headers: &HeaderMap) -> bool {
    headers.get(UPGRADE).is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"websocket"))
}
