//! Connecting out.

use std::fmt::{self, Write as _};
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
#[cfg(feature = "client")]
use super::handshake::HandshakeError;
use crate::visible::Visible;

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
    /// There is a connection, and no handshake on it.
    #[cfg(feature = "client")]
    Handshake(Box<HandshakeError>),
    /// Anything else.
    Transport(Box<Error>),
}

impl fmt::Display for DialError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let f = &mut Visible(f);
        match self {
            Self::Request(text) => f.write_str(text),
            Self::Status(401) => f.write_str("the peer asks for a token (status 401)"),
            Self::Status(403) => f.write_str("the peer refuses the token (status 403)"),
            Self::Status(status) => write!(f, "the peer answered with status {status} instead of a WebSocket"),
            Self::Timeout(after) => write!(f, "no connection within {after:?}"),
            #[cfg(feature = "client")]
            Self::Handshake(error) => write!(f, "{error}"),
            Self::Transport(error) => write!(f, "{error}"),
        }
    }
}

/// Connects to `url`, which is `ws://` or, with the feature `client`, `wss://`.
pub(crate) async fn dial(url: &str, headers: &HeaderMap, sizes: Sizes, within: Duration) -> Result<Dialled, DialError> {
    check_scheme(url)?;
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

/// Says what to write in place of a URL of HTTP.
fn check_scheme(url: &str) -> Result<(), DialError> {
    let scheme = url.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    let right = match scheme.as_deref() {
        Some("http") => "ws://",
        Some("https") => "wss://",
        _ => return Ok(()),
    };
    let shown = shown(url);
    let rest = shown.split_once("://").map_or("", |(_, rest)| rest);
    Err(DialError::Request(format!("`{shown}` is a URL of HTTP: for a WebSocket write `{right}{rest}`")))
}

/// The URL without what may hold a credential: no query, and nothing before an `@`.
pub(crate) fn shown(url: &str) -> String {
    const HIDDEN: &str = "…";
    let Some((scheme, rest)) = url.split_once("://") else {
        let start = url.split(['?', '#']).next().unwrap_or_default();
        return if url.contains('@') { HIDDEN.to_owned() } else { start.to_owned() };
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let behind = rest.get(authority.len()..).unwrap_or_default();
    // A password that is not escaped may look like the end of the host.
    if behind.contains('@') {
        return format!("{scheme}://{HIDDEN}");
    }
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let path = behind.split(['?', '#']).next().unwrap_or_default();
    format!("{scheme}://{host}{path}")
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_of_a_url_holds_no_credential() {
        for (url, expected) in [
            ("ws://127.0.0.1:8080/a/b?token=s3cret#s3cret", "ws://127.0.0.1:8080/a/b"),
            ("ws://u:s3cret@h/", "ws://h/"),
            ("ws://u:a@b-s3cret@h:1/p", "ws://h:1/p"),
            ("ws://u:a?s3cret@h/", "ws://…"),
            ("ws://u:1/s3cret@h/", "ws://…"),
            ("ws://u:1#s3cret@h/", "ws://…"),
            ("u:s3cret@h", "…"),
            ("h/path?s3cret", "h/path"),
            ("", ""),
        ] {
            assert_eq!(shown(url), expected, "{url}");
        }
    }

    #[tokio::test]
    async fn a_url_of_http_is_an_error_that_says_what_to_write() {
        for (url, right) in [
            ("http://127.0.0.1:1/a?k=s3cret", "write `ws://127.0.0.1:1/a`"),
            ("HTTPS://u:s3cret@h/", "write `wss://h/`"),
        ] {
            let sizes = Sizes { frame: 1, message: 1 };
            let error = dial(url, &HeaderMap::new(), sizes, Duration::from_secs(10)).await.unwrap_err().to_string();
            assert!(error.contains(right) && !error.contains("s3cret"), "{error}");
        }
    }
}
