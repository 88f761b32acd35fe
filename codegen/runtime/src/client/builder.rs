//! Makes clients that call over HTTP.

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use secrecy::SecretString;
use tower::limit::{ConcurrencyLimitLayer, RateLimitLayer};
use tower::{Layer, Service};

use super::credentials::{Credentials, location};
use super::http::Http;
use super::once::Settings;
use super::transport::BoxError;
use super::{Client, Reply, Request, Retry, Shared, TIMEOUT, tls};
use crate::api::{Api, AuthLocation, Encoding};
use crate::stream::MOST;

mod error;
mod url;

pub use error::BuildError;

/// The most bytes of an answer, unless they are set.
const MAX_BODY: usize = 64 << 20;
/// The time to connect, unless it is set.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Makes a client that calls over HTTP.
///
/// From the outside to the inside, a call passes: the time limit; the layers, the first one first; [`Retry`]; the rate
/// limit and the limit of calls at once, which count each attempt.
#[must_use = "`build` makes the client"]
pub struct Builder<C> {
    api: &'static Api,
    url: Option<String>,
    credentials: Credentials,
    settings: Settings,
    layers: Vec<Box<dyn FnOnce(Shared) -> Shared + Send>>,
    retry: Option<Retry>,
    rate: Option<(u64, Duration)>,
    concurrency: Option<usize>,
    timeout: Duration,
    connect_timeout: Duration,
    encoding: Encoding,
    user_agent: String,
    proxy: Proxy,
    max_body: usize,
    max_stream: u64,
    /// The first thing that was wrong.
    error: Option<BuildError>,
    kind: PhantomData<fn() -> C>,
}

/// How servers are reached.
enum Proxy {
    /// As the environment has it.
    Environment,
    Direct,
    Through(String),
}

impl<C: From<Client>> Builder<C> {
    /// A builder of a client that calls the servers that the documents name.
    pub fn new(api: &'static Api) -> Self {
        Self {
            api,
            url: None,
            credentials: Credentials::default(),
            settings: Settings::default(),
            layers: Vec::new(),
            retry: None,
            rate: None,
            concurrency: None,
            timeout: TIMEOUT,
            connect_timeout: CONNECT_TIMEOUT,
            encoding: Encoding::Json,
            user_agent: concat!("tablewright/", env!("CARGO_PKG_VERSION")).to_owned(),
            proxy: Proxy::Environment,
            max_body: MAX_BODY,
            max_stream: MOST,
            error: None,
            kind: PhantomData,
        }
    }

    /// Sets the base URL for every endpoint, in place of all servers that the documents name. It is `http` or `https`;
    /// a path is kept and stands before that of the endpoint.
    pub fn url(mut self, url: impl AsRef<str>) -> Self {
        match url::base(url.as_ref()) {
            Ok(url) => self.url = Some(url),
            Err(error) => self.note(error),
        }
        self
    }

    /// Sets the token that goes into `Authorization: Bearer`.
    pub fn access_token(mut self, token: impl Into<SecretString>) -> Self {
        self.credentials.add(AuthLocation::Bearer, &token.into());
        self
    }

    /// Sets the credential for the API's way of authentication with this name, wherever it is sent.
    pub fn credential(mut self, id: &str, secret: impl Into<SecretString>) -> Self {
        match location(self.api, id) {
            Ok(place) => self.credentials.add(place, &secret.into()),
            Err(error) => self.note(error),
        }
        self
    }

    /// Sets a cookie. It is sent with every call, and fills the parameters that the documents fill from it.
    pub fn cookie(mut self, name: impl Into<String>, value: impl Into<SecretString>) -> Self {
        self.credentials.cookie(name.into(), value.into());
        self
    }

    /// Sets cookies from the text of a `Cookie` header, such as a browser shows: `name=value; other=value`.
    pub fn cookies(mut self, header: impl AsRef<str>) -> Self {
        for pair in header.as_ref().split(';').map(str::trim).filter(|pair| !pair.is_empty()) {
            match pair.split_once('=') {
                Some((name, value)) => self.credentials.cookie(name.trim().to_owned(), value.trim().into()),
                None => self.note(BuildError::Cookies),
            }
        }
        self
    }

    /// Sets a parameter for all calls, such as a version or a tenant, where the documents say that it is set once. A call
    /// that gives the parameter itself is sent with that.
    pub fn parameter(mut self, name: &str, value: impl Into<String>) -> Self {
        if let Err(error) = self.settings.set(self.api, name, value.into()) {
            self.note(error);
        }
        self
    }

    /// Sets the time that a call has, with all its attempts and all that it waits for; 30 s unless set. Of a stream, it is
    /// the time that may pass without a byte.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Sets the time to connect; 10 s unless set.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Sets how parameters are written where an endpoint takes it and the parameters fit; JSON unless set. What would
    /// get lost in a query or a form, such as an object or an empty text, goes another way that the endpoint takes.
    pub fn encoding(mut self, encoding: Encoding) -> Self {
        self.encoding = encoding;
        self
    }

    /// Sets the `User-Agent`.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = user_agent.into();
        self
    }

    /// Sets the proxy for every call, an `http` or `https` URL, in place of those of the environment.
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.proxy = Proxy::Through(url.into());
        self
    }

    /// Uses no proxy, not even one of the environment.
    pub fn no_proxy(mut self) -> Self {
        self.proxy = Proxy::Direct;
        self
    }

    /// Sets the most bytes of an answer; 64 MiB unless set.
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.max_body = bytes;
        self
    }

    /// Sets the most bytes of an answer that comes as a stream; 4 GiB unless set.
    pub fn max_stream(mut self, bytes: u64) -> Self {
        self.max_stream = bytes;
        self
    }

    /// Sends calls that change nothing again when no answer came.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = Some(retry);
        self
    }

    /// Lets at most so many calls start in each `per`; the others wait.
    pub fn rate_limit(mut self, calls: u64, per: Duration) -> Self {
        if calls == 0 || per.is_zero() {
            self.note(BuildError::Limit("rate_limit"));
        } else {
            self.rate = Some((calls, per));
        }
        self
    }

    /// Lets at most so many calls run at once; the others wait.
    pub fn concurrency(mut self, calls: usize) -> Self {
        if calls == 0 || calls > tokio::sync::Semaphore::MAX_PERMITS {
            self.note(BuildError::Limit("concurrency"));
        } else {
            self.concurrency = Some(calls);
        }
        self
    }

    /// Puts a `tower` layer over every call; the first one is the outermost.
    pub fn layer<L>(mut self, layer: L) -> Self
    where
        L: Layer<Shared> + Send + 'static,
        L::Service: Service<Request, Response = Reply, Error: Into<BoxError>, Future: Send> + Send + 'static,
    {
        self.layers.push(Box::new(move |below| below.layer(layer)));
        self
    }

    /// Makes the client. Nothing is sent yet.
    ///
    /// # Errors
    ///
    /// The first of the settings that cannot be, or a system whose certificates cannot be read.
    pub fn build(mut self) -> Result<C, BuildError> {
        if let Some(error) = self.error.take() {
            return Err(error);
        }
        if self.url.is_none() && self.api.servers.is_empty() {
            return Err(BuildError::NoServer);
        }
        let client = self.reqwest()?;
        let secrets = self.credentials.secrets();
        let http = Http {
            api: self.api,
            client,
            base: self.url,
            encoding: self.encoding,
            credentials: self.credentials,
            max_body: self.max_body,
            max_stream: self.max_stream,
        };
        let mut shared = Shared::new(http);
        if let Some(calls) = self.concurrency {
            shared = shared.layer(ConcurrencyLimitLayer::new(calls));
        }
        if let Some((calls, per)) = self.rate {
            shared = shared.layer(RateLimitLayer::new(calls, per));
        }
        if let Some(retry) = self.retry {
            shared = shared.layer(retry);
        }
        let shared = self.layers.into_iter().rev().fold(shared, |below, layer| layer(below));
        let client = Client::over(self.api, shared).with_timeout(self.timeout).hiding(secrets);
        Ok(client.set(self.settings).into())
    }

    fn reqwest(&self) -> Result<reqwest::Client, BuildError> {
        let secure = match &self.url {
            Some(url) => url.starts_with("https:"),
            None => true,
        };
        let builder = reqwest::Client::builder()
            .tls_backend_preconfigured(tls::config(secure || !matches!(self.proxy, Proxy::Direct))?)
            .default_headers(self.credentials.headers()?)
            .user_agent(&self.user_agent)
            .connect_timeout(self.connect_timeout)
            // Redirects are followed where it is known what they would take along.
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .tcp_nodelay(true);
        let builder = match &self.proxy {
            Proxy::Environment => builder,
            Proxy::Direct => builder.no_proxy(),
            Proxy::Through(url) => builder.proxy(reqwest::Proxy::all(url).map_err(|_| BuildError::Proxy)?),
        };
        builder.build().map_err(|error| BuildError::Client(error.without_url().to_string()))
    }

    fn note(&mut self, error: BuildError) {
        self.error.get_or_insert(error);
    }
}

impl<C> fmt::Debug for Builder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder")
            .field("api", &self.api.name)
            .field("url", &self.url)
            .field("credentials", &self.credentials)
            .field("timeout", &self.timeout)
            .field("encoding", &self.encoding)
            .finish_non_exhaustive()
    }
}
