//! The larger kinds of [`super::Error`].

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt::{self, Write as _};

use crate::Failure;
use crate::client::transport::BoxError;
use crate::visible::Visible;

/// A request that cannot be written.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct EncodeError {
    /// The endpoint.
    pub endpoint: Cow<'static, str>,
    /// The parameter, where one is the reason.
    pub parameter: Option<String>,
    /// What is wrong, and the remedy.
    pub message: String,
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let f = &mut Visible(f);
        if let Some(parameter) = &self.parameter {
            write!(f, "parameter `{parameter}`: ")?;
        }
        f.write_str(&self.message)
    }
}

impl StdError for EncodeError {}

/// What went wrong on the way to the server or back.
#[derive(Debug)]
#[non_exhaustive]
pub struct TransportError {
    /// The endpoint.
    pub endpoint: Cow<'static, str>,
    /// Where it went wrong.
    pub kind: TransportKind,
    /// What went wrong.
    pub(crate) source: Option<BoxError>,
}

/// Where on its way a call failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportKind {
    /// There is no connection to the server.
    Connect,
    /// The request was not written whole, or the server ended the connection without an answer.
    Send,
    /// The answer did not come whole.
    Receive,
    /// The answer is larger than the client takes.
    TooLarge {
        /// The most bytes that it takes.
        limit: usize,
    },
    /// A layer over the transport refused the call.
    Layer,
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let f = &mut Visible(f);
        match self.kind {
            TransportKind::Connect => f.write_str("no connection to the server"),
            TransportKind::Send => f.write_str("the connection ended before an answer"),
            TransportKind::Receive => f.write_str("the connection ended inside the answer"),
            TransportKind::TooLarge { limit } => {
                return write!(f, "the answer has more than {limit} bytes; raise `max_body` to take it");
            }
            TransportKind::Layer => f.write_str("a layer of the client refused the call"),
        }?;
        // The last error of the chain is the one with the reason; those before it only say where.
        let mut last = self.source();
        while let Some(next) = last.and_then(StdError::source) {
            last = Some(next);
        }
        last.map_or(Ok(()), |last| write!(f, ": {last}"))
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

/// An HTTP status that is no success.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct StatusError {
    /// The endpoint.
    pub endpoint: Cow<'static, str>,
    /// The status.
    pub status: u16,
    /// The origin that a redirect leads to. It is not followed to another origin, since the credentials would go there,
    /// nor where the parameters would get lost.
    pub redirect: Option<String>,
    /// The body, up to a bound.
    pub body: String,
    /// What the API says, where the body is its envelope, or JSON of an API that has none.
    pub failure: Option<Failure>,
}

impl StatusError {
    /// What the status means.
    #[must_use]
    pub fn kind(&self) -> StatusKind {
        match self.status {
            401 => StatusKind::Unauthenticated,
            403 => StatusKind::Forbidden,
            404 => StatusKind::Unknown,
            406 => StatusKind::NotAcceptable,
            _ => StatusKind::Other,
        }
    }
}

/// What a status means that is no success.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StatusKind {
    /// 401: there is no credential, or none that is valid.
    Unauthenticated,
    /// 403: the credential does not allow the call.
    Forbidden,
    /// 404: the server does not find what the call names, or does not know the endpoint.
    Unknown,
    /// 406: the server does not take the form of the request.
    NotAcceptable,
    /// Any other.
    Other,
}

impl fmt::Display for StatusError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let f = &mut Visible(f);
        write!(f, "status {}", self.status)?;
        match (self.kind(), &self.redirect) {
            (_, Some(origin)) => {
                write!(f, ", a redirect to {origin} that is not followed: set the base URL to where it leads")
            }
            (StatusKind::Unauthenticated, _) => f.write_str(": the server wants a credential, or another one"),
            (StatusKind::Forbidden, _) => f.write_str(": the server does not allow the call with this credential"),
            (StatusKind::Unknown, _) => {
                f.write_str(": the server does not find what the call names, or the endpoint itself")
            }
            (StatusKind::NotAcceptable, _) => f.write_str(": the server does not take the form of the request"),
            (StatusKind::Other, _) => Ok(()),
        }?;
        // A failure without an envelope has nothing but its body.
        if let Some(failure) = self
            .failure
            .as_ref()
            .filter(|failure| failure.code != 0 || !failure.name.is_empty() || !failure.message.is_empty())
        {
            return write!(f, "; the API says {failure}");
        }
        if self.body.is_empty() { Ok(()) } else { write!(f, "; body: {}", self.body) }
    }
}

impl StdError for StatusError {}

/// An answer that is not what the documents say.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct DecodeError {
    /// The endpoint.
    pub endpoint: Cow<'static, str>,
    /// Where in the body, such as `data.members[3].age`; empty where it is the body as a whole.
    pub path: String,
    /// What was expected and what came.
    pub message: String,
    /// The body, up to a bound.
    pub body: String,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let f = &mut Visible(f);
        f.write_str("the answer is not what the documents say: ")?;
        if !self.path.is_empty() {
            write!(f, "at `{}`: ", self.path)?;
        }
        write!(f, "{}; body: {}", self.message, self.body)
    }
}

impl StdError for DecodeError {}
