//! Why a client cannot be made.

use std::fmt;

/// Why a client cannot be made. It never holds a credential.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BuildError {
    /// The base URL cannot be one.
    Url {
        /// Why, and the remedy.
        reason: String,
    },
    /// Neither caller nor documents name a server.
    NoServer,
    /// The API has no way of authentication with this name.
    UnknownAuth {
        /// The name.
        id: String,
        /// Those that it has.
        known: Vec<&'static str>,
    },
    /// The API has no parameter of this name that is set once for all calls.
    UnknownParameter {
        /// The name.
        name: String,
        /// Those that it has.
        known: &'static [&'static str],
    },
    /// A credential cannot be sent.
    Credential {
        /// The name of its header or cookie.
        name: String,
        /// Why.
        reason: &'static str,
    },
    /// The text is not that of a `Cookie` header.
    Cookies,
    /// A limit of this name that lets no call through.
    Limit(&'static str),
    /// The proxy is no URL.
    Proxy,
    /// TLS cannot be set up.
    Tls(String),
    /// The HTTP client cannot be set up.
    Client(String),
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Url { reason } => write!(f, "the base URL cannot be used: {reason}"),
            Self::NoServer => f.write_str("the documents name no server: give a base URL by `url`"),
            Self::UnknownAuth { id, known } if known.is_empty() => {
                write!(f, "there is no way of authentication `{id}`: the API has none; use `access_token` or `cookie`")
            }
            Self::UnknownAuth { id, known } => {
                write!(f, "there is no way of authentication `{id}`: the API has `{}`", known.join("`, `"))
            }
            Self::UnknownParameter { name, known: [] } => {
                write!(f, "no parameter of the API is set once for all calls: give `{name}` to the calls that take it")
            }
            Self::UnknownParameter { name, known } => {
                write!(f, "no parameter `{name}` is set once for all calls: the API has `{}`", known.join("`, `"))
            }
            Self::Credential { name, reason } => {
                write!(f, "the credential `{name}` cannot be sent: {reason}; look for line breaks and `;` in it")
            }
            Self::Cookies => f.write_str("the cookies cannot be read: write them as `name=value; other=value`"),
            Self::Limit(name) => write!(f, "`{name}` lets no call through: give at least 1 call, and a time above 0"),
            Self::Proxy => f.write_str("the proxy is no URL: write it as `http://host:port`"),
            Self::Tls(reason) => write!(f, "TLS cannot be set up: {reason}; install the system's CA certificates"),
            Self::Client(reason) => write!(f, "the HTTP client cannot be set up: {reason}"),
        }
    }
}

impl std::error::Error for BuildError {}
