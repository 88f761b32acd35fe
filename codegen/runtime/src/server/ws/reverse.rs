//! Connections that the server makes to an application.

use std::fmt;
use std::pin::pin;
use std::time::Duration;

use futures_util::future::{Either, select};
use http::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue, USER_AGENT};
use secrecy::{ExposeSecret, SecretString};
use tokio::time::{Instant, sleep};

use super::handshake::greet;
use super::session::{Session, patience, sizes};
use super::task::{Stopping, Task};
use crate::server::{Service, Transport};
use crate::ws::dial::{DialError, credential, dial, shown};
use crate::ws::line::Line;
use crate::ws::{Reconnect, Role};

/// Connects to an application, which then makes calls and gets events as on any other connection.
///
/// A connection that is lost or does not come about is tried again, for ever.
#[must_use = "nothing is connected before `start`"]
pub struct Reverse {
    url: String,
    role: Role,
    token: Option<SecretString>,
    timeout: Duration,
    reconnect: Reconnect,
}

impl Reverse {
    /// Connects to this URL: `ws://`, or with the feature `client` also `wss://`. It carries calls and events, within
    /// 10 s, and is tried again after 3 s at first and 30 s at last.
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            role: Role::Universal,
            token: None,
            timeout: Duration::from_secs(10),
            reconnect: Reconnect::waits(Duration::from_secs(3), Duration::from_secs(30)),
        }
    }

    /// What the connection carries.
    pub fn role(mut self, role: Role) -> Self {
        self.role = role;
        self
    }

    /// The token that is shown to the application.
    pub fn token(mut self, token: impl Into<SecretString>) -> Self {
        self.token = Some(token.into());
        self
    }

    /// The time that connecting may take, with the upgrade.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Tries again after this long, and never after longer than ten times of it.
    pub fn interval(mut self, interval: Duration) -> Self {
        self.reconnect = Reconnect::waits(interval, interval.saturating_mul(10));
        self
    }

    /// When a lost connection is made again.
    pub fn reconnect(mut self, reconnect: Reconnect) -> Self {
        self.reconnect = reconnect;
        self
    }

    /// Connects, and goes on until the task is stopped.
    pub fn start(self, service: &Service) -> Task {
        let service = service.clone();
        Task::spawn(|stopping| self.run(service, stopping))
    }

    async fn run(self, service: Service, stopping: Stopping) {
        let url = shown(&self.url);
        let headers = match self.headers(&service) {
            Ok(headers) => headers,
            Err(error) => return tracing::error!(%url, %error, "a connection to the application cannot be made"),
        };
        let mut attempt = 0;
        loop {
            let since = Instant::now();
            let dialled = dial(&self.url, &headers, sizes(&service), self.timeout);
            match select(pin!(dialled), stopping.stop()).await {
                Either::Right(_) => return,
                Either::Left((Ok(socket), _)) => {
                    tracing::info!(%url, role = %self.role, "connected to the application");
                    let line = Line::new(socket, patience(&service));
                    if let Some(line) = greet(&service, Transport::Reverse, line, &mut stopping.stop()).await {
                        let session = Session::new(service.clone(), self.role, Transport::Reverse, line);
                        session.run(stopping.stop()).await;
                    }
                    if stopping.is_stopped() {
                        return;
                    }
                    // One that takes the connection only to drop it is not asked again at once.
                    if self.reconnect.wait(attempt).is_some_and(|wait| since.elapsed() > wait) {
                        attempt = 0;
                    }
                }
                Either::Left((Err(error), _)) => tracing::warn!(%url, %error, "no connection to the application"),
            }
            let Some(wait) = self.reconnect.wait(attempt) else {
                return tracing::error!(%url, "the connection to the application is given up");
            };
            attempt += 1;
            if let Either::Right(_) = select(pin!(sleep(wait)), stopping.stop()).await {
                return;
            }
        }
    }

    fn headers(&self, service: &Service) -> Result<HeaderMap, DialError> {
        let mut headers = HeaderMap::new();
        let agent = concat!("tablewright/", env!("CARGO_PKG_VERSION"));
        headers.insert(USER_AGENT, HeaderValue::from_static(agent));
        let peer = service.api().peer.as_ref();
        if let Some(peer) = peer {
            for (name, value) in
                [(peer.role_header, self.role.header(peer)), (peer.self_header, &service.self_id().to_string())]
            {
                let bad = || DialError::Request(format!("the header `{name}` of the API cannot be written"));
                let value = HeaderValue::from_str(value).map_err(|_| bad())?;
                headers.insert(name.parse::<HeaderName>().map_err(|_| bad())?, value);
            }
        }
        if let Some(token) = &self.token {
            let scheme = peer.map_or("Bearer", |peer| peer.scheme);
            let value = format!("{scheme} {}", token.expose_secret());
            headers.insert(AUTHORIZATION, credential(value.trim_start())?);
        }
        Ok(headers)
    }
}

impl fmt::Debug for Reverse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reverse").field("url", &shown(&self.url)).field("role", &self.role).finish_non_exhaustive()
    }
}
