//! Events that are sent by POST.

use std::fmt::{self, Write};
use std::pin::pin;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures_util::future::{Either, select};
use hmac::{Hmac, Mac};
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, USER_AGENT};
use secrecy::{ExposeSecret, SecretString};
use serde_json::value::RawValue;
use sha1::Sha1;
use tokio::time::{Instant, sleep, sleep_until};

use super::task::{Stopping, Task};
use crate::client::{BuildError, tls};
use crate::server::event::{self, Kind};
use crate::server::{Incoming, Outcome, Received, Service, Subscription, Transport};
use crate::ws::dial::shown;

/// The most of an answer that is read, in bytes.
const ANSWER: usize = 1 << 20;
/// The waits before an event is sent again that did not even reach the application.
const AGAIN: [Duration; 2] = [Duration::from_millis(200), Duration::from_secs(1)];

/// Sends every event to an application by POST, heartbeats too, one after the other.
///
/// An answer that is a JSON object is a call: the one of [`crate::api::Quick`]. An event is sent again only where no
/// connection came about, since otherwise the application may have it. Events that come faster than the application
/// takes them are lost when there are more than [`crate::server::Limits::events`]; that is counted and traced.
#[must_use = "nothing is sent before `start`"]
pub struct Push {
    url: String,
    secret: Option<SecretString>,
    timeout: Duration,
}

impl Push {
    /// Sends events to this URL, `http` or `https`. The application has 5 s for each.
    pub fn new(url: impl Into<String>) -> Self {
        Self { url: url.into(), secret: None, timeout: Duration::from_secs(5) }
    }

    /// Signs events with this secret; see [`crate::api::Peer::signature_header`].
    pub fn secret(mut self, secret: impl Into<SecretString>) -> Self {
        self.secret = Some(secret.into());
        self
    }

    /// The time that the application has for an event.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Sends the events from now on, until the task is stopped.
    ///
    /// # Errors
    ///
    /// If the URL is none, or the certificates of the system cannot be read.
    pub fn start(self, service: &Service) -> Result<Task, BuildError> {
        let url = reqwest::Url::parse(&self.url).map_err(|error| BuildError::Client(error.to_string()))?;
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(tls::config(url.scheme() == "https")?)
            .default_headers(headers(service)?)
            .timeout(self.timeout)
            .redirect(reqwest::redirect::Policy::none())
            .tcp_nodelay(true)
            .build()
            .map_err(|error| BuildError::Client(error.without_url().to_string()))?;
        let signature = service.api().peer.as_ref().map(|peer| peer.signature_header);
        let sender = Sender {
            service: service.clone(),
            shown: shown(&self.url),
            url,
            client,
            secret: self.secret.zip(signature),
        };
        let events = service.events().subscribe();
        Ok(Task::spawn(|stopping| sender.run(events, stopping)))
    }
}

impl fmt::Debug for Push {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Push").field("url", &shown(&self.url)).field("timeout", &self.timeout).finish_non_exhaustive()
    }
}

fn headers(service: &Service) -> Result<HeaderMap, BuildError> {
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(USER_AGENT, HeaderValue::from_static(concat!("tablewright/", env!("CARGO_PKG_VERSION"))));
    if let Some(peer) = &service.api().peer {
        let bad = |_| BuildError::Client(format!("`{}` is no name of a header", peer.self_header));
        let name: HeaderName = peer.self_header.parse().map_err(bad)?;
        headers.insert(name, HeaderValue::from(service.self_id()));
    }
    Ok(headers)
}

/// The task.
struct Sender {
    service: Service,
    url: reqwest::Url,
    shown: String,
    client: reqwest::Client,
    secret: Option<(SecretString, &'static str)>,
}

impl Sender {
    async fn run(self, mut events: Subscription, stopping: Stopping) {
        let every = self.service.heartbeat();
        let mut beat = every.map(|every| Instant::now() + every);
        while let Some(event) = self.next(&mut events, beat, &stopping).await {
            match event {
                Next::Event(Received::Event(event)) => self.send(event, &stopping).await,
                Next::Event(Received::Lost(count)) => {
                    tracing::warn!(count, url = %self.shown, "events were lost that the application did not take");
                    if let Some(hooks) = self.service.hooks() {
                        hooks.lost(count);
                    }
                }
                Next::Beat => {
                    beat = every.map(|every| Instant::now() + every);
                    if let Some(text) = event::text(&self.service, Kind::Heartbeat) {
                        self.send(text.into(), &stopping).await;
                    }
                }
            }
        }
    }

    async fn next(&self, events: &mut Subscription, beat: Option<Instant>, stopping: &Stopping) -> Option<Next> {
        let beat = async {
            match beat {
                Some(beat) => sleep_until(beat).await,
                None => std::future::pending().await,
            }
        };
        match select(stopping.stop(), select(pin!(events.next()), pin!(beat))).await {
            Either::Left(_) => None,
            Either::Right((Either::Left((event, _)), _)) => event.map(Next::Event),
            Either::Right((Either::Right(_), _)) => Some(Next::Beat),
        }
    }

    /// Sends an event, and makes the call that its answer is.
    async fn send(&self, event: Bytes, stopping: &Stopping) {
        let mut waits = AGAIN.iter();
        let response = loop {
            match self.post(event.clone()).send().await {
                Ok(response) => break response,
                Err(error) => {
                    let again = waits.next().filter(|_| error.is_connect() && !stopping.is_stopped());
                    let (error, url) = (error.without_url(), &self.shown);
                    match again {
                        Some(wait) => {
                            tracing::debug!(%url, %error, ?wait, "an event is sent again");
                            sleep(*wait).await;
                        }
                        None => return tracing::warn!(%url, %error, "an event did not reach the application"),
                    }
                }
            }
        };
        let status = response.status().as_u16();
        match read(response).await {
            Ok(body) if status == 200 && !body.trim_ascii().is_empty() => self.answer(&event, &body).await,
            Ok(_) if (200..300).contains(&status) => {}
            Ok(_) => tracing::warn!(url = %self.shown, status, "the application did not take an event"),
            Err(problem) => tracing::warn!(url = %self.shown, problem, "the answer to an event cannot be read"),
        }
    }

    fn post(&self, event: Bytes) -> reqwest::RequestBuilder {
        let mut request = self.client.post(self.url.clone());
        if let Some((secret, header)) = &self.secret {
            request = request.header(*header, signature(secret, &event));
        }
        request.body(event)
    }

    async fn answer(&self, event: &[u8], body: &[u8]) {
        let Some(quick) = self.service.api().peer.as_ref().and_then(|peer| peer.quick) else { return };
        let operation = serde_json::from_slice::<&RawValue>(body).ok().map(RawValue::get);
        let (Ok(event), Some(operation)) = (std::str::from_utf8(event), operation.filter(|json| json.starts_with('{')))
        else {
            return tracing::warn!(url = %self.shown, "the answer to an event is no JSON object");
        };
        let parameters = format!("{{\"{}\":{event},\"{}\":{operation}}}", quick.event, quick.operation);
        let call = Incoming::frame(quick.endpoint, Some(&parameters), None, Transport::Push);
        let outcome = self.service.call(&call).await.outcome;
        if let Outcome::Failed(_) | Outcome::Refused(_) = outcome {
            tracing::warn!(endpoint = quick.endpoint, ?outcome, "the answer to an event cannot be carried out");
        }
    }
}

enum Next {
    Event(Received),
    Beat,
}

async fn read(mut response: reqwest::Response) -> Result<Bytes, &'static str> {
    let mut body = BytesMut::new();
    while let Some(chunk) = response.chunk().await.map_err(|_| "it ended early")? {
        if body.len() + chunk.len() > ANSWER {
            return Err("it is larger than 1 MiB");
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}

/// `sha1=` and the HMAC-SHA-1 of the body, in hexadecimal digits.
fn signature(secret: &SecretString, body: &[u8]) -> String {
    let mut text = String::from("sha1=");
    // A key of any length will do.
    if let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(secret.expose_secret().as_bytes()) {
        mac.update(body);
        for byte in mac.finalize().into_bytes() {
            // Writing to a `String` cannot fail.
            let _ = write!(text, "{byte:02x}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_are_those_of_rfc_2202() {
        let cases = [
            ("Jefe", "what do ya want for nothing?", "sha1=effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"),
            ("key", "The quick brown fox jumps over the lazy dog", "sha1=de7c9b85b8b78aa6bc8a7a36f70a90701c9db4d9"),
        ];
        for (secret, body, expected) in cases {
            assert_eq!(signature(&secret.into(), body.as_bytes()), expected);
        }
    }
}
