//! What carries calls: one small trait, and its two bridges to `tower`.

use std::borrow::Cow;
use std::fmt;
use std::future::poll_fn;
use std::mem;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use tokio::sync::Mutex;
use tower::{Layer, Service};

use super::Error;
use crate::{ByteStream, File, Info};

/// What any error can become; the services of `tower` have their own errors.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// A call, before it is known how it is sent.
#[derive(Clone)]
pub struct Request {
    /// What the documents say of the endpoint; nothing where they do not have it.
    pub info: Option<&'static Info>,
    /// The name of the endpoint.
    pub name: Cow<'static, str>,
    /// The parameters, the text of a JSON object. In the place of a file stands `{"carried":N}`, the file being the one at
    /// `N` of `files`.
    pub parameters: String,
    /// The files among the parameters.
    pub files: Vec<File>,
    /// Whether the answer may come as a stream, in [`Reply::stream`], where it is a success that is a file.
    pub streams: bool,
}

impl Request {
    /// Whether a file among the parameters comes as a stream, so that the call can be sent once.
    #[must_use]
    pub fn is_streamed(&self) -> bool {
        self.files.iter().any(File::is_streamed)
    }

    /// How many chunks of the streams among its files have been sent.
    pub(crate) fn passed(files: &[File]) -> u64 {
        files.iter().filter_map(File::stream).map(ByteStream::passed).sum()
    }
}

/// Without the parameters, which can hold a credential.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request").field("name", &self.name).finish_non_exhaustive()
    }
}

/// The answer to a call: all of it, or its head and a stream.
#[derive(Clone, Debug, Default)]
pub struct Reply {
    /// The HTTP status; nothing where the answer came another way.
    pub status: Option<u16>,
    /// The body with the envelope.
    pub body: Bytes,
    /// The media type of the body, where it is said.
    pub content_type: Option<String>,
    /// The name of the file that the body is, where it is said.
    pub file_name: Option<String>,
    /// What comes in the place of the body, where the request lets it.
    pub stream: Option<ByteStream>,
}

/// Carries calls to a server and brings back the answers.
///
/// The future that it gives can be dropped at any time, which gives the call up. Time limits are the client's affair.
pub trait Transport: Send + Sync + 'static {
    /// Sends a call.
    ///
    /// # Errors
    ///
    /// Where no answer came; an answer that tells of a failure is none.
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Reply, Error>>;

    /// What it is called in traces.
    fn name(&self) -> &'static str {
        "custom"
    }
}

/// Any transport as a `tower` service, to put layers over it. Cheap to clone.
#[derive(Clone)]
pub struct Shared(Arc<dyn Transport>);

impl Shared {
    /// Shares a transport.
    pub fn new(transport: impl Transport) -> Self {
        Self(Arc::new(transport))
    }

    /// Puts a layer over it: the layer sees every call before what is below. Its service is made at the first call.
    #[must_use]
    pub fn layer<L>(self, layer: L) -> Self
    where
        L: Layer<Self> + Send + 'static,
        L::Service: Service<Request, Response = Reply, Error: Into<BoxError>, Future: Send> + Send + 'static,
    {
        let name = self.0.name();
        Self::new(Stack { service: Mutex::new(Made::Later(Box::new(move || layer.layer(self)))), name })
    }
}

impl fmt::Debug for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Shared").field(&self.0.name()).finish()
    }
}

impl Transport for Shared {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Reply, Error>> {
        self.0.send(request)
    }

    fn name(&self) -> &'static str {
        self.0.name()
    }
}

impl Service<Request> for Shared {
    type Response = Reply;
    type Error = Error;
    type Future = BoxFuture<'static, Result<Reply, Error>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let transport = Arc::clone(&self.0);
        async move { transport.send(request).await }.boxed()
    }
}

/// Any `tower` service of calls as a transport; it need not be `Clone`.
pub struct Stack<S> {
    /// Held only until the service is ready and has taken the call, so calls wait for readiness in their order and
    /// then run side by side.
    service: Mutex<Made<S>>,
    name: &'static str,
}

/// A service that is made when it is first needed: some of `tower` can only be made inside a Tokio runtime, and a
/// client can be made outside of one.
enum Made<S> {
    Later(Box<dyn FnOnce() -> S + Send>),
    Now(S),
    /// Only while it is being made.
    Never,
}

impl<S> Made<S> {
    fn get(&mut self) -> Option<&mut S> {
        if let Self::Later(_) = self
            && let Self::Later(make) = mem::replace(self, Self::Never)
        {
            *self = Self::Now(make());
        }
        match self {
            Self::Now(service) => Some(service),
            _ => None,
        }
    }
}

impl<S> Stack<S> {
    /// A transport of this service.
    pub fn new(service: S) -> Self {
        Self { service: Mutex::new(Made::Now(service)), name: "service" }
    }
}

impl<S> fmt::Debug for Stack<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stack").field("name", &self.name).finish_non_exhaustive()
    }
}

impl<S> Transport for Stack<S>
where
    S: Service<Request, Response = Reply, Error: Into<BoxError>, Future: Send> + Send + 'static,
{
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Reply, Error>> {
        async move {
            let endpoint = request.name.clone();
            let sent = async {
                let mut made = self.service.lock().await;
                let service = made.get().ok_or("the layer panicked when it was made")?;
                poll_fn(|context| service.poll_ready(context)).await.map_err(Into::into)?;
                let answer = service.call(request);
                drop(made);
                answer.await.map_err(Into::into)
            };
            sent.await.map_err(|error: BoxError| Error::of_layer(endpoint, error))
        }
        .boxed()
    }

    fn name(&self) -> &'static str {
        self.name
    }
}
