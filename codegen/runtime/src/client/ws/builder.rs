//! Connecting to a server.

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use futures_util::FutureExt;
use secrecy::{ExposeSecret, SecretString};
use tokio_tungstenite::tungstenite::http::HeaderMap;
use tokio_tungstenite::tungstenite::http::header::{AUTHORIZATION, HeaderName, HeaderValue, USER_AGENT};

use super::beat::Heartbeat;
use super::connection::{Connection, NO_FRAMES, Room};
use super::driver::{Dial, Settings};
use super::greet;
use crate::Api;
use crate::client::{Client, Secrets, TIMEOUT};
use crate::ws::dial::{self, DialError};
use crate::ws::handshake::{HandshakeError, Hook};
use crate::ws::line::{Line, Patience};
use crate::ws::{Reconnect, Sizes};

/// Connects to a server over a WebSocket.
///
/// The defaults: a connection within 10 s, an answer within 30 s, at most 4,096 calls in flight and 1,024 events of
/// 32 MiB together that wait to be read, messages of at most 64 MiB, a ping after 30 s of silence, and reconnects as [`Reconnect`] and
/// [`Heartbeat`] have them.
#[must_use = "nothing is connected before `connect`"]
pub struct Builder<C = Client> {
    api: &'static Api,
    url: String,
    pub(super) options: Options,
    kind: PhantomData<fn() -> C>,
}

/// What connections out and in have in common.
#[derive(Clone)]
pub(super) struct Options {
    pub token: Option<SecretString>,
    pub hook: Option<Hook>,
    pub headers: Vec<(String, String)>,
    pub connect: Duration,
    pub settings: Settings,
    pub room: Room,
    pub sizes: Sizes,
}

impl Default for Options {
    fn default() -> Self {
        const MIB: usize = 1024 * 1024;
        let patience =
            Patience { quiet: Duration::from_secs(30), pong: Duration::from_secs(20), write: Duration::from_secs(30) };
        Self {
            token: None,
            hook: None,
            headers: Vec::new(),
            connect: Duration::from_secs(10),
            settings: Settings {
                patience,
                heartbeat: Heartbeat::default(),
                reconnect: Reconnect::default(),
                wait: true,
            },
            room: Room { calls: 4096, events: 1024, event_bytes: 32 * MIB, timeout: TIMEOUT },
            sizes: Sizes { frame: 64 * MIB, message: 64 * MIB },
        }
    }
}

/// The setters that [`Builder`] and [`super::Listener`]'s builder share.
macro_rules! options {
    () => {
        /// The token: what is sent to a server, and what is asked of one that connects in.
        pub fn token(mut self, token: impl Into<SecretString>) -> Self {
            self.options.token = Some(token.into());
            self
        }

        /// Computes the members of the API's [handshake](crate::api::Frames::handshake) that only a program can, on this
        /// connection and on those that are made after it: each time that the client sends a step which has some, and to
        /// judge those of the server, where an error refuses them. The time that it takes is a part of connecting.
        ///
        /// ```
        /// # use tablewright_runtime::{Api, client::ws::Builder, ws::{Members, Turn}};
        /// # fn keyed(_: &str, _: &str) -> String { String::new() }
        /// # fn of(builder: Builder) -> Builder {
        /// let password = secrecy::SecretString::from("s3cret");
        /// builder.handshake(move |turn: Turn| {
        ///     let password = password.clone();
        ///     async move {
        ///         let challenge = turn.text("Hello", "d.challenge").ok_or("there is no challenge")?;
        ///         let auth = keyed(challenge, secrecy::ExposeSecret::expose_secret(&password));
        ///         Ok::<_, &str>(Members::new().with("d.auth", auth))
        ///     }
        /// })
        /// # }
        /// ```
        pub fn handshake<F, R, E>(mut self, hook: F) -> Self
        where
            F: Fn($crate::ws::Turn) -> R + Send + Sync + 'static,
            R: Future<Output = Result<$crate::ws::Members, E>> + Send + 'static,
            E: Into<Box<dyn std::error::Error + Send + Sync>>,
        {
            self.options.hook = Some($crate::ws::handshake::Hook::new(hook));
            self
        }

        /// The time that connecting may take, with the upgrade, and again with the handshake.
        pub fn connect_timeout(mut self, timeout: Duration) -> Self {
            self.options.connect = timeout;
            self
        }

        /// The time that a call may take, with all that it waits for.
        pub fn timeout(mut self, timeout: Duration) -> Self {
            self.options.room.timeout = timeout;
            self
        }

        /// How many calls are in flight at most. Further ones wait.
        pub fn calls_in_flight(mut self, calls: usize) -> Self {
            self.options.room.calls = calls;
            self
        }

        /// How many events are kept for those who read them slowly.
        pub fn event_buffer(mut self, events: usize) -> Self {
            self.options.room.events = events;
            self
        }

        /// How many bytes the events that are kept have together; the latest is kept whatever its size.
        pub fn event_bytes(mut self, bytes: usize) -> Self {
            self.options.room.event_bytes = bytes;
            self
        }

        /// The largest frame and the largest message that is taken, in bytes.
        pub fn sizes(mut self, frame: usize, message: usize) -> Self {
            self.options.sizes = $crate::ws::Sizes { frame, message };
            self
        }

        /// When a connection is given up on which nothing comes any more.
        pub fn heartbeat(mut self, heartbeat: Heartbeat) -> Self {
            self.options.settings.heartbeat = heartbeat;
            self
        }

        /// After how long without a frame the peer is asked for one, and how long it has to answer.
        pub fn ping(mut self, after: Duration, within: Duration) -> Self {
            self.options.settings.patience.quiet = after;
            self.options.settings.patience.pong = within;
            self
        }

        /// How long the peer may take to read what is sent, before it is taken for gone.
        pub fn write_timeout(mut self, timeout: Duration) -> Self {
            self.options.settings.patience.write = timeout;
            self
        }
    };
}
pub(super) use options;

impl<C: From<Client>> Builder<C> {
    /// Connects to this URL: `ws://` or `wss://`.
    pub fn new(api: &'static Api, url: impl Into<String>) -> Self {
        Self { api, url: url.into(), options: Options::default(), kind: PhantomData }
    }

    options!();

    /// When a lost connection is made again.
    pub fn reconnect(mut self, reconnect: Reconnect) -> Self {
        self.options.settings.reconnect = reconnect;
        self
    }

    /// Has calls fail at once while there is no connection. Else they wait for it, as long as a call may take.
    pub fn fail_while_down(mut self) -> Self {
        self.options.settings.wait = false;
        self
    }

    /// Sends a further header with the request for the upgrade.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.options.headers.push((name.into(), value.into()));
        self
    }

    /// Connects.
    ///
    /// # Errors
    ///
    /// If there is no connection at first; it is not tried again.
    pub async fn connect(self) -> Result<Connection<C>, ConnectError> {
        let Self { api, url, options, .. } = self;
        if api.frames.is_none() || api.envelope.echo.is_none() {
            return Err(ConnectError(DialError::Request(NO_FRAMES.to_owned())));
        }
        let mut headers = HeaderMap::new();
        headers.insert(USER_AGENT, HeaderValue::from_static(concat!("tablewright/", env!("CARGO_PKG_VERSION"))));
        for (name, value) in &options.headers {
            let bad = |error: &dyn fmt::Display| DialError::Request(format!("the header `{name}`: {error}"));
            let value = HeaderValue::from_str(value).map_err(|error| ConnectError(bad(&error)))?;
            let name: HeaderName = name.parse().map_err(|error| ConnectError(bad(&error)))?;
            headers.insert(name, value);
        }
        let mut secrets = Secrets::default();
        if let Some(token) = &options.token {
            secrets.add(token);
        }
        // Where the handshake has the token, nothing else asks for it.
        let in_handshake = api.auth.is_empty() && api.handshake().iter().any(|step| step.token.is_some());
        if let Some(token) = options.token.as_ref().filter(|_| !in_handshake) {
            let value = dial::credential(&format!("Bearer {}", token.expose_secret())).map_err(ConnectError)?;
            headers.insert(AUTHORIZATION, value);
        }
        let (settings, room) = (options.settings, options.room);
        let base = secrets.clone();
        let dial: Dial = Box::new(move || {
            let (url, headers, options, secrets) = (url.clone(), headers.clone(), options.clone(), base.clone());
            async move {
                let socket = dial::dial(&url, &headers, options.sizes, options.connect).await?;
                let line = Line::new(socket, options.settings.patience);
                greet::greet(api, &options, line, secrets).await
            }
            .boxed()
        });
        let first = dial().await.map_err(ConnectError)?;
        // What the handshake computed stays out of the errors of calls too.
        let (connection, driver) = Connection::new(api, settings, room, first.secrets.clone());
        tokio::spawn(driver.again(first, dial));
        Ok(connection)
    }
}

impl<C> fmt::Debug for Builder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder")
            .field("api", &self.api.name)
            .field("url", &dial::shown(&self.url))
            .finish_non_exhaustive()
    }
}

/// Why no connection came about.
#[derive(Debug)]
pub struct ConnectError(DialError);

impl ConnectError {
    /// The HTTP status, where the server answered with one instead of the upgrade.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match self.0 {
            DialError::Status(status) => Some(status),
            _ => None,
        }
    }

    /// Why the handshake failed, where the server took the connection.
    #[must_use]
    pub fn handshake(&self) -> Option<&HandshakeError> {
        match &self.0 {
            DialError::Handshake(error) => Some(error),
            _ => None,
        }
    }

    /// Whether the server asks for a token: status 401.
    #[must_use]
    pub fn is_unauthenticated(&self) -> bool {
        self.status() == Some(401)
    }

    /// Whether the server refuses the token: status 403.
    #[must_use]
    pub fn is_forbidden(&self) -> bool {
        self.status() == Some(403)
    }
}

impl fmt::Display for ConnectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl std::error::Error for ConnectError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0 {
            DialError::Transport(error) => Some(error),
            DialError::Handshake(error) => Some(error),
            _ => None,
        }
    }
}
