//! Connecting out.

use std::fmt;
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Error;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::handshake::client::{Request, Response};
use tokio_tungstenite::tungstenite::http::header::{HeaderMap, HeaderValue};
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

use super::Sizes;

/// A connection that was made by [`dial`].
pub(crate) type Dialled = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// Why no connection came about.
#[derive(Debug)]
pub(crate) enum DialError {
    /// The URL or a header cannot be used.
    Request(String),
    /// The peer answered with this status instead of the upgrade.
    Status(u16),
    /// It took longer than this.
    Timeout(Duration),
    /// Anything else.
    Transport(Box<Error>),
}

impl fmt::Display for DialError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(text) => f.write_str(text),
            Self::Status(401) => f.write_str("the peer asks for a token (status 401)"),
            Self::Status(403) => f.write_str("the peer refuses the token (status 403)"),
            Self::Status(status) => write!(f, "the peer answered with status {status} instead of a WebSocket"),
            Self::Timeout(after) => write!(f, "no connection within {after:?}"),
            Self::Transport(error) => write!(f, "{error}"),
        }
    }
}

/// Connects to `url`, which is `ws://` or, with the feature `client`, `wss://`.
pub(crate) async fn dial(url: &str, headers: &HeaderMap, sizes: Sizes, within: Duration) -> Result<Dialled, DialError> {
    let mut request = url.into_client_request().map_err(|error| {
        DialError::Request(format!("`{}` is no URL of a WebSocket, such as ws://127.0.0.1:8080/: {error}", shown(url)))
    })?;
    request.headers_mut().extend(headers.iter().map(|(name, value)| (name.clone(), value.clone())));
    match timeout(within, connect(request, sizes.config())).await {
        Err(_) => Err(DialError::Timeout(within)),
        Ok(Ok((stream, _))) => Ok(stream),
        Ok(Err(Error::Http(response))) => Err(DialError::Status(response.status().as_u16())),
        Ok(Err(error)) => Err(DialError::Transport(Box::new(error))),
    }
}

/// The URL without what may hold a credential.
pub(crate) fn shown(url: &str) -> String {
    let url = url.split(['?', '#']).next().unwrap_or_default();
    match (url.split_once("://"), url.split_once('@')) {
        (Some((scheme, _)), Some((_, rest))) => format!("{scheme}://{rest}"),
        _ => url.to_owned(),
    }
}

#[cfg(feature = "client")]
async fn connect(request: Request, config: WebSocketConfig) -> Result<(Dialled, Response), Error> {
    let needed = request.uri().scheme_str() == Some("wss");
    let tls = crate::client::tls::config(needed)
        .map_err(|error| Error::Io(std::io::Error::other(error)))
        .map(|tls| tokio_tungstenite::Connector::Rustls(std::sync::Arc::new(tls)))?;
    tokio_tungstenite::connect_async_tls_with_config(request, Some(config), true, Some(tls)).await
}

#[cfg(not(feature = "client"))]
async fn connect(request: Request, config: WebSocketConfig) -> Result<(Dialled, Response), Error> {
    tokio_tungstenite::connect_async_with_config(request, Some(config), true).await
}

/// A header with a credential, which `Debug` does not show.
pub(crate) fn credential(text: &str) -> Result<HeaderValue, DialError> {
    let mut value = HeaderValue::from_str(text)
        .map_err(|_| DialError::Request("the token has characters that no header can carry".to_owned()))?;
    value.set_sensitive(true);
    Ok(value)
}
