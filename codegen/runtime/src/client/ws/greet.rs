//! The client's side of a handshake.

use std::time::{SystemTime, UNIX_EPOCH};

use secrecy::SecretString;
use serde_json::Value;
use tokio::io::{AsyncRead, AsyncWrite};

use super::builder::Options;
use crate::Api;
use crate::api::{Part, Side};
use crate::client::Secrets;
use crate::ws::dial::DialError;
use crate::ws::handshake::{Bounds, Hook, Party, shake};
use crate::ws::line::Line;

struct Caller<'a>(&'a Options);

impl Party for Caller<'_> {
    const SIDE: Side = Side::Client;

    fn hook(&self) -> Option<&Hook> {
        self.0.hook.as_ref()
    }

    fn part(&self, part: Part) -> Value {
        value(part)
    }

    fn token(&self) -> Option<SecretString> {
        self.0.token.clone()
    }

    fn knows(&self, _: Option<&str>) -> bool {
        true
    }
}

/// The value of a part. The rest is known to servers alone, or to the connection.
pub(super) fn value(part: Part) -> Value {
    match part {
        Part::Json(json) => serde_json::from_str(json).unwrap_or_default(),
        Part::Time => SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs()).into(),
        Part::SelfId | Part::Interval | Part::Status | Part::Event(_) => Value::Null,
    }
}

/// A connection on which calls can be made.
pub(super) struct Greeted<S> {
    pub line: Line<S>,
    /// What no reason of its end may repeat.
    pub secrets: Secrets,
    /// The milliseconds between two heartbeats, where the server said them.
    pub interval: Option<u64>,
}

/// Does the handshake of the API, where it has one, and adds to `secrets` what was computed for it.
pub(super) async fn greet<S>(
    api: &'static Api,
    options: &Options,
    mut line: Line<S>,
    mut secrets: Secrets,
) -> Result<Greeted<S>, DialError>
where
    S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
{
    if api.handshake().is_empty() {
        return Ok(Greeted { line, secrets, interval: None });
    }
    let bounds = Bounds { within: options.connect, message: options.sizes.message };
    let mut computed = Vec::new();
    let done = shake(api.handshake(), &Caller(options), &mut line, bounds, &mut computed).await;
    for secret in &computed {
        secrets.add(secret);
    }
    match done {
        Ok(interval) => Ok(Greeted { line, secrets, interval }),
        Err(error) => {
            // Nobody has to wait for the last words.
            tokio::spawn(async move { line.close(1000, "").await });
            Err(DialError::Handshake(Box::new(error.hiding(|words| secrets.hide(words)))))
        }
    }
}
