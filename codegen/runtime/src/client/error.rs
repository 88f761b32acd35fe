//! Why a call did not give its data.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt::{self, Write as _};
use std::sync::Arc;
use std::time::Duration;

use super::transport::BoxError;
use crate::visible::Visible;
use crate::{Endpoint, Failure};

mod parts;

pub use parts::{DecodeError, EncodeError, StatusError, StatusKind, TransportError, TransportKind};

/// The name of an endpoint.
pub(crate) type Name = Cow<'static, str>;

/// Why a call did not give its data.
///
/// Neither its `Debug` nor its `Display` holds a credential or a query.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The request cannot be written; nothing was sent.
    Encode(Box<EncodeError>),
    /// There was no connection, or it failed.
    Transport(Box<TransportError>),
    /// No answer came in time; the server may have carried the call out.
    Timeout {
        /// The endpoint.
        endpoint: Cow<'static, str>,
        /// The time that the call had.
        after: Duration,
    },
    /// The connection that carried the call ended before the answer.
    Disconnected {
        /// The endpoint.
        endpoint: Cow<'static, str>,
        /// Whether the call had been written, so that the server may have carried it out.
        sent: bool,
        /// What happened to the connection.
        reason: Arc<str>,
    },
    /// An HTTP status that is no success.
    Status(Box<StatusError>),
    /// The answer is not what the documents say.
    Decode(Box<DecodeError>),
    /// The API says that the call failed.
    Failure {
        /// The endpoint.
        endpoint: Cow<'static, str>,
        /// What it says.
        failure: Box<Failure>,
    },
    /// The API took the call and carries it out later, so that there is no data.
    Accepted {
        /// The endpoint.
        endpoint: Cow<'static, str>,
    },
}

impl Error {
    /// The endpoint that was called.
    #[must_use]
    pub fn endpoint(&self) -> &str {
        match self {
            Self::Encode(error) => &error.endpoint,
            Self::Transport(error) => &error.endpoint,
            Self::Status(error) => &error.endpoint,
            Self::Decode(error) => &error.endpoint,
            Self::Timeout { endpoint, .. }
            | Self::Disconnected { endpoint, .. }
            | Self::Failure { endpoint, .. }
            | Self::Accepted { endpoint } => endpoint,
        }
    }

    /// What the API itself says, with a status that tells of a failure or without.
    #[must_use]
    pub fn failure(&self) -> Option<&Failure> {
        match self {
            Self::Failure { failure, .. } => Some(failure),
            Self::Status(error) => error.failure.as_ref(),
            _ => None,
        }
    }

    /// The code of the API's failure, as one of the documented codes of an endpoint.
    #[must_use]
    pub fn code_of<E: Endpoint>(&self) -> Option<E::Code> {
        self.failure().map(Failure::code_of::<E>)
    }

    /// The HTTP status, where that is the error.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Status(error) => Some(error.status),
            _ => None,
        }
    }

    /// Whether the server wants a credential and got none that it knows: status 401.
    #[must_use]
    pub fn is_unauthenticated(&self) -> bool {
        self.has(StatusKind::Unauthenticated)
    }

    /// Whether the server refuses the credential: status 403.
    #[must_use]
    pub fn is_forbidden(&self) -> bool {
        self.has(StatusKind::Forbidden)
    }

    /// Whether the server does not find what the call names, or does not know the endpoint: status 404.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        self.has(StatusKind::Unknown)
    }

    /// Whether the server does not take the form of the request: status 406.
    #[must_use]
    pub fn is_not_acceptable(&self) -> bool {
        self.has(StatusKind::NotAcceptable)
    }

    /// Whether no answer came in time.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self, Self::Timeout { .. })
    }

    /// Whether the same call can succeed when it is sent again. Only a call that changes nothing should be: this one
    /// may have been carried out.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Transport(error) => {
                matches!(error.kind, TransportKind::Connect | TransportKind::Send | TransportKind::Receive)
            }
            Self::Timeout { .. } | Self::Disconnected { .. } => true,
            Self::Status(error) => is_retryable_status(error.status),
            _ => false,
        }
    }

    /// The kind in a word, for traces.
    pub(crate) fn outcome(&self) -> &'static str {
        match self {
            Self::Encode(_) => "not sent",
            Self::Transport(_) => "transport",
            Self::Timeout { .. } => "timeout",
            Self::Disconnected { .. } => "disconnected",
            Self::Status(_) => "status",
            Self::Decode(_) => "not understood",
            Self::Failure { .. } => "failure",
            Self::Accepted { .. } => "accepted",
        }
    }

    fn has(&self, kind: StatusKind) -> bool {
        matches!(self, Self::Status(error) if error.kind() == kind)
    }

    /// A request that cannot be written.
    pub(crate) fn encode(endpoint: &Name, parameter: Option<&str>, message: impl Into<String>) -> Self {
        let parameter = parameter.map(str::to_owned);
        Self::Encode(Box::new(EncodeError { endpoint: endpoint.clone(), parameter, message: message.into() }))
    }

    /// What went wrong on the way.
    pub(crate) fn transport(endpoint: Name, kind: TransportKind, source: Option<BoxError>) -> Self {
        Self::Transport(Box::new(TransportError { endpoint, kind, source }))
    }

    /// What a layer says, which can be an error of this type already.
    pub(crate) fn of_layer(endpoint: Name, error: BoxError) -> Self {
        match error.downcast::<Self>() {
            Ok(error) => *error,
            Err(error) => Self::transport(endpoint, TransportKind::Layer, Some(error)),
        }
    }
}

/// Whether a status says that a gateway got no answer, so that another try can help.
pub(crate) fn is_retryable_status(status: u16) -> bool {
    (502..=504).contains(&status)
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let f = &mut Visible(f);
        write!(f, "`{}`: ", self.endpoint())?;
        match self {
            Self::Encode(error) => write!(f, "{error}"),
            Self::Transport(error) => write!(f, "{error}"),
            Self::Timeout { after, .. } => write!(f, "no answer after {after:?}"),
            Self::Disconnected { sent: true, reason, .. } => {
                write!(f, "the connection ended before the answer ({reason}); the server may have carried the call out")
            }
            Self::Disconnected { sent: false, reason, .. } => {
                write!(f, "the connection ended before the call was sent ({reason}); it can be sent again")
            }
            Self::Status(error) => write!(f, "{error}"),
            Self::Decode(error) => write!(f, "{error}"),
            Self::Failure { failure, .. } => write!(f, "the API failed with {failure}"),
            Self::Accepted { .. } => f.write_str("the API carries the call out later and gives no data"),
        }
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Transport(error) => error.source(),
            _ => None,
        }
    }
}
