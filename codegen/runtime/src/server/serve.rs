//! The accept loop, with its limits and its end.

use std::future::{Future, poll_fn, ready};
use std::io;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use axum::Router;
use futures_util::future::{Either, select};
use http::header::HOST;
use http::{Request, Response, StatusCode, Version};
use hyper::body::Incoming as Body;
use hyper::server::conn::http1;
use hyper::service::{Service as _, service_fn};
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::{sleep, timeout};

use super::Limits;
use super::socket::{Socket, part, plain};
use super::timer::LazyTimer;
use crate::sites::has_one_host;

/// Connections at once that are told that there are too many.
const TURNED_AWAY: usize = 256;
/// How long to wait when the system has no room for another connection.
const NO_ROOM: Duration = Duration::from_millis(100);

/// Serves a router until `shutdown` is ready, and then until all calls in flight have finished, at most
/// [`Limits::grace`].
///
/// Of `limits` it keeps those on connections and heads of requests; the router keeps the others. Each request has its
/// [`Connection`] among its extensions. A request of HTTP/1.1 that does not name exactly one `Host` is answered with 400.
///
/// A router without a token answers every program that reaches `listener`; of web pages it refuses the requests, as
/// [`super::router`] says.
pub async fn serve(listener: TcpListener, router: Router, limits: Limits, shutdown: impl Future<Output = ()>) {
    // The semaphore counts in `u32` when all are waited for.
    let most = limits.connections.clamp(1, u32::MAX as usize >> 4);
    let slots = Arc::new(Semaphore::new(most));
    let turned_away = Arc::new(Semaphore::new(TURNED_AWAY));
    let stage = watch::Sender::new(Stage::Open);
    let mut shutdown = pin!(shutdown);
    loop {
        let accepted = pin!(listener.accept());
        let (stream, peer) = match select(&mut shutdown, accepted).await {
            Either::Left(_) => break,
            Either::Right((Ok(accepted), _)) => accepted,
            Either::Right((Err(error), _)) => {
                wait_for_room(&error).await;
                continue;
            }
        };
        // Without it an answer can wait for the acknowledgement of the one before.
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%peer, %error, "TCP_NODELAY cannot be set");
        }
        let Ok(slot) = Arc::clone(&slots).try_acquire_owned() else {
            turn_away(stream, peer, &turned_away);
            continue;
        };
        let connection = Connection(Arc::new(Shared { peer, stage: stage.subscribe(), slot }));
        let mut http = http1::Builder::new();
        http.timer(LazyTimer::default()).header_read_timeout(limits.header_timeout);
        let socket = Socket::new(stream, limits.write);
        tokio::spawn(run(http, socket, router.clone(), connection));
    }
    drop(listener);
    stage.send_replace(Stage::Closing);
    let all = slots.acquire_many(u32::try_from(most).unwrap_or(u32::MAX));
    if timeout(limits.grace, all).await.is_err() {
        tracing::warn!(grace = ?limits.grace, "calls in flight did not finish in time and are given up");
    }
    stage.send_replace(Stage::Over);
}

/// How far a server is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    /// It serves.
    Open,
    /// It finishes what it has begun.
    Closing,
    /// It is at its end.
    Over,
}

/// The connection that a request came over. While a clone of it is kept, the connection counts as open: one that was
/// upgraded keeps it until its end.
#[derive(Clone, Debug)]
pub struct Connection(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    peer: SocketAddr,
    stage: watch::Receiver<Stage>,
    #[expect(dead_code, reason = "it is held")]
    slot: OwnedSemaphorePermit,
}

impl Connection {
    /// The other side's address.
    #[must_use]
    pub fn peer(&self) -> SocketAddr {
        self.0.peer
    }

    /// Waits until the server shuts down: what is in flight should be finished, and the connection closed.
    pub async fn closing(&self) {
        self.reached(Stage::Closing).await;
    }

    /// Waits until the server has waited long enough: the connection is closed as it is.
    pub async fn over(&self) {
        self.reached(Stage::Over).await;
    }

    /// Whether the server may have begun to shut down.
    fn is_told(&self) -> bool {
        self.0.stage.has_changed().unwrap_or(true)
    }

    async fn reached(&self, stage: Stage) {
        // An error says that the server is gone.
        let _ = self.0.stage.clone().wait_for(|current| *current >= stage).await;
    }
}

async fn run(http: http1::Builder, socket: Socket, router: Router, connection: Connection) {
    let peer = connection.peer();
    tracing::trace!(%peer, "connected");
    let inner = TowerToHyperService::new(router);
    let extension = connection.clone();
    let service = service_fn(move |mut request: Request<Body>| {
        if !has_right_host(&request) {
            return Either::Left(ready(Ok(bad_host())));
        }
        request.extensions_mut().insert(extension.clone());
        Either::Right(inner.call(request))
    });
    let mut serving = http.serve_connection(TokioIo::new(socket), service).with_upgrades();
    let mut closing = pin!(connection.closing());
    let mut listens = false;
    let served = poll_fn(|cx| {
        if let Poll::Ready(result) = Pin::new(&mut serving).poll(cx) {
            return Poll::Ready(Some(result));
        }
        // Once is enough to be woken, and asking with every request is not for free.
        if !listens || connection.is_told() {
            listens = true;
            return closing.as_mut().poll(cx).map(|()| None);
        }
        Poll::Pending
    });
    let result = match served.await {
        Some(result) => result,
        None => {
            Pin::new(&mut serving).graceful_shutdown();
            match select(&mut serving, pin!(connection.over())).await {
                Either::Left((result, _)) => result,
                Either::Right(_) => return tracing::debug!(%peer, "given up"),
            }
        }
    };
    match result {
        Err(error) if error.is_timeout() => {
            tracing::debug!(%peer, "the head of a request did not arrive in time");
            let socket = serving.into_parts().map(|parts| parts.io.into_inner());
            if let Some(socket) = socket.filter(Socket::is_unanswered) {
                let text = "the head of the request did not arrive in time\n";
                part(socket, &plain("408 Request Timeout", "", text)).await;
            }
        }
        Err(error) => tracing::debug!(%peer, %error, "the connection ended"),
        Ok(()) => tracing::trace!(%peer, "disconnected"),
    }
}

/// Whether a request says which host it is for, once; only those of HTTP/1.0 need not.
fn has_right_host(request: &Request<Body>) -> bool {
    let headers = request.headers();
    has_one_host(headers) || (request.version() == Version::HTTP_10 && !headers.contains_key(HOST))
}

fn bad_host() -> Response<axum::body::Body> {
    let mut response = Response::new("a request has exactly one `Host`\n".into());
    *response.status_mut() = StatusCode::BAD_REQUEST;
    response
}

/// Answers a connection for which there is no room.
fn turn_away(stream: TcpStream, peer: SocketAddr, places: &Arc<Semaphore>) {
    tracing::warn!(%peer, "there are too many connections");
    let Ok(place) = Arc::clone(places).try_acquire_owned() else { return };
    tokio::spawn(async move {
        let text = "there are too many connections, try again later\n";
        part(stream, &plain("503 Service Unavailable", "retry-after: 1\r\n", text)).await;
        drop(place);
    });
}

/// A connection that went away before it was taken is no reason to wait; a system that has no room for one is.
async fn wait_for_room(error: &io::Error) {
    let gone = [io::ErrorKind::ConnectionAborted, io::ErrorKind::ConnectionReset, io::ErrorKind::ConnectionRefused];
    if !gone.contains(&error.kind()) {
        tracing::error!(%error, "a connection cannot be taken");
        sleep(NO_ROOM).await;
    }
}
