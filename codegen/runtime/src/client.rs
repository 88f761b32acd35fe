//! The client: calls of every endpoint of every API, over any transport.
//!
//! - [`Client`] knows no API by name; [`client!`](crate::client!) makes the client of one API from it.
//! - [`Builder`] makes one that calls over HTTP.
//! - [`Transport`] carries calls. [`Shared`] and [`Stack`] are its bridges to `tower`, whose layers see every call;
//!   [`Retry`] is such a layer.
//! - [`Error`] is why a call did not give its data.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use futures_util::FutureExt;
pub use futures_util::future::BoxFuture;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tracing::Instrument;
use tracing::field::Empty;

use crate::api::{Api, Envelope};
use crate::file::carried;
use crate::{Endpoint, File, Info, Value};

mod builder;
mod credentials;
mod decode;
mod define;
mod encode;
mod error;
mod frame;
mod http;
mod once;
mod pages;
mod retry;
mod secrets;
pub(crate) mod tls;
mod transport;
#[cfg(feature = "ws")]
pub mod ws;

#[cfg(test)]
mod tests;

pub use builder::{BuildError, Builder};
pub use error::{DecodeError, EncodeError, Error, StatusError, StatusKind, TransportError, TransportKind};
pub use pages::Pages;
pub use retry::{Retry, Retrying};
pub use transport::{BoxError, Reply, Request, Shared, Stack, Transport};

use decode::Reading;
pub(crate) use error::Name;
use once::Settings;
pub(crate) use secrets::Secrets;

/// What waits for the data of an endpoint.
pub type CallFuture<'a, E> = BoxFuture<'a, Result<<E as Endpoint>::Response, Error>>;

/// The time that a call has, unless it is set.
pub const TIMEOUT: Duration = Duration::from_secs(30);

/// Calls the endpoints of an API. Cheap to clone; all clones share their connections.
///
/// Calls run in a Tokio runtime with its time and I/O drivers.
#[derive(Clone)]
pub struct Client {
    api: &'static Api,
    transport: Shared,
    timeout: Duration,
    secrets: Arc<Secrets>,
    settings: Arc<Settings>,
}

impl Client {
    /// A builder of a client that calls over HTTP the server at `url`: `http` or `https`, with or without a path.
    pub fn builder<C: From<Self>>(api: &'static Api, url: impl AsRef<str>) -> Builder<C> {
        Builder::new(api).url(url)
    }

    /// A client over any transport.
    #[must_use]
    pub fn over(api: &'static Api, transport: impl Transport) -> Self {
        let (secrets, settings) = (Arc::default(), Arc::default());
        Self { api, transport: Shared::new(transport), timeout: TIMEOUT, secrets, settings }
    }

    /// Sets the time that a call has, with all that it waits for; 30 s unless set. Of a stream, it is the time that may pass
    /// without a byte.
    #[must_use]
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Sets a parameter for all calls, such as a version or a tenant, where the documents say that it is set once. A call
    /// that gives the parameter itself is sent with that.
    ///
    /// # Errors
    ///
    /// Where the API has no such parameter.
    pub fn with_parameter(mut self, name: &str, value: impl Into<String>) -> Result<Self, BuildError> {
        Arc::make_mut(&mut self.settings).set(self.api, name, value.into())?;
        Ok(self)
    }

    /// The credentials that must not stand in an error, not even where a server repeats them.
    #[must_use]
    pub(crate) fn hiding(mut self, secrets: Secrets) -> Self {
        self.secrets = Arc::new(secrets);
        self
    }

    /// The parameters that are the same for all calls.
    #[must_use]
    pub(crate) fn set(mut self, settings: Settings) -> Self {
        self.settings = Arc::new(settings);
        self
    }

    /// The API.
    #[must_use]
    pub fn api(&self) -> &'static Api {
        self.api
    }

    /// Calls an endpoint.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub async fn call<E: Endpoint>(&self, request: E) -> Result<E::Response, Error> {
        self.send(&request, None).await
    }

    /// Calls an endpoint that the documents do not have, and gives the data as it came. `parameters` is anything that
    /// serializes to a JSON object, or `()`.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub async fn call_raw(
        &self,
        name: impl Into<Cow<'static, str>>,
        parameters: impl Serialize,
    ) -> Result<Value, Error> {
        let (parameters, files) = (serde_json::to_string(&parameters), Vec::new());
        let asked = Asked { info: None, name: name.into(), parameters, files, streams: false };
        self.exchange(asked, None).await
    }

    /// Calls an endpoint within a time of its own. The future does not hold the request.
    #[doc(hidden)]
    pub fn send<'a, E: Endpoint>(&'a self, request: &E, timeout: Option<Duration>) -> CallFuture<'a, E> {
        self.exchange(Asked::of(request, false), timeout).boxed()
    }

    /// Calls an endpoint that answers with a file, which comes as a stream.
    #[doc(hidden)]
    pub fn stream<'a, E: Endpoint<Response = File>>(
        &'a self,
        request: &E,
        timeout: Option<Duration>,
    ) -> CallFuture<'a, E> {
        self.exchange(Asked::of(request, true), timeout).boxed()
    }

    async fn exchange<T: DeserializeOwned>(&self, asked: Asked, timeout: Option<Duration>) -> Result<T, Error> {
        let Asked { info, name, parameters, files, streams } = asked;
        let endpoint = name.clone();
        let span = self.span(&endpoint);
        let start = Instant::now();
        let result = async {
            let parameters = self.settings.fill(&endpoint, info, encode::object(&endpoint, parameters)?)?;
            let request = Request { info, name, parameters, files, streams };
            let after = timeout.unwrap_or(self.timeout);
            let mut reply = self.carry(request, after).await?;
            reply.stream = reply.stream.map(|stream| stream.bounded(u64::MAX, Some(after)));
            // Frames are told apart by what surrounds the data.
            let framed = reply.status.is_none() || self.api.frame_path().is_some();
            let bare = !framed && info.is_some_and(|info| info.bare);
            let media = info.and_then(|info| info.media).filter(|_| !framed);
            let envelope = if bare { &Envelope::BARE } else { &self.api.envelope };
            let reading = Reading { envelope, endpoint: &endpoint, secrets: &self.secrets, tag: None };
            let statuses = info.map_or(&[][..], |info| info.statuses);
            if !statuses.is_empty() {
                return reading.of_several(&reply, statuses, media);
            }
            match media {
                Some(media) => reading.raw(&reply, media),
                None => reading.read(&reply),
            }
        };
        let result = result.instrument(span.clone()).await;
        if !span.is_disabled() {
            finish(&span, start, result.as_ref().err());
        }
        result
    }

    async fn carry(&self, request: Request, after: Duration) -> Result<Reply, Error> {
        let (endpoint, files) = (request.name.clone(), request.files.clone());
        let mut sending = self.transport.send(request);
        loop {
            let before = Request::passed(&files);
            match tokio::time::timeout(after, &mut sending).await {
                Ok(answer) => return answer,
                // A stream is on its way for as long as it takes, and must not stand still.
                Err(_) if Request::passed(&files) > before => {}
                Err(_) => return Err(Error::Timeout { endpoint, after }),
            }
        }
    }

    fn span(&self, endpoint: &str) -> tracing::Span {
        let transport = self.transport.name();
        tracing::debug_span!("call", api = self.api.name, endpoint, transport, outcome = Empty, elapsed = Empty)
    }
}

/// What is called.
struct Asked {
    info: Option<&'static Info>,
    name: Name,
    parameters: serde_json::Result<String>,
    files: Vec<File>,
    streams: bool,
}

impl Asked {
    fn of<E: Endpoint>(request: &E, streams: bool) -> Self {
        let write = || serde_json::to_string(request);
        let carries = E::PARAMETERS.iter().any(|parameter| parameter.kind.is_file());
        let (parameters, files) = if carries { carried::written(write) } else { (write(), Vec::new()) };
        Self { info: Some(E::INFO), name: Cow::Borrowed(E::NAME), parameters, files, streams }
    }
}

/// Notes on the span of a call how it ended.
fn finish(span: &tracing::Span, start: Instant, error: Option<&Error>) {
    let outcome = error.map_or("ok", Error::outcome);
    let elapsed = start.elapsed();
    span.record("outcome", outcome).record("elapsed", tracing::field::debug(elapsed));
    span.in_scope(|| tracing::debug!(outcome, ?elapsed, "call ended"));
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("api", &self.api.name)
            .field("transport", &self.transport.name())
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}
