//! What is said on a connection before the first call: see [`crate::api::Step`].
//!
//! Client and server go through the same steps, each from its own side. Messages that are none of the steps end the handshake.

mod error;
mod hook;

use std::time::Duration;

use secrecy::SecretString;
use serde_json::{Map, Value};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::{Instant, timeout_at};

pub use self::error::HandshakeError;
pub(crate) use self::error::{Fault, Refused};
pub(crate) use self::hook::Hook;
pub use self::hook::{Members, Turn};

use super::line::{Heard, Line};
use crate::api::{Part, Side, Step};
use crate::event::{member, put};

/// One side of a handshake.
pub(crate) trait Party: Sync {
    /// Which of the two it is.
    const SIDE: Side;

    /// What computes members and judges those of the other side.
    fn hook(&self) -> Option<&Hook>;

    /// The value of a part.
    fn part(&self, part: Part) -> Value;

    /// The token to send.
    fn token(&self) -> Option<SecretString>;

    /// Whether a token that came is right; `None` is one that did not come.
    fn knows(&self, token: Option<&str>) -> bool;
}

/// How much a handshake may take.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    /// The time for all steps.
    pub within: Duration,
    /// The bytes of a message of the other side.
    pub message: usize,
}

/// Goes through the steps. What a hook computed is added to `computed`, as nobody else may see it. The milliseconds between
/// two heartbeats, where the other side says them.
///
/// # Errors
///
/// Where the other side sends anything else or nothing, or a member cannot be computed.
pub(crate) async fn shake<P: Party, S: AsyncRead + AsyncWrite + Unpin>(
    steps: &'static [Step],
    party: &P,
    line: &mut Line<S>,
    bounds: Bounds,
    computed: &mut Vec<SecretString>,
) -> Result<Option<u64>, HandshakeError> {
    // A time that never ends needs no clock.
    let deadline = Instant::now().checked_add(bounds.within);
    let mut frames = Vec::with_capacity(steps.len());
    let mut interval = None;
    for step in steps {
        let done = async {
            let frame = if step.by == P::SIDE {
                let frame = make(step, party, &frames, computed).await?;
                line.say(frame.to_string()).await.map_err(|end| Fault::ended(&end))?;
                frame
            } else {
                let frame = hear(step, line, bounds.message).await?;
                judge(step, party, &frames, &frame).await?;
                interval = self::interval(step, &frame).or(interval);
                frame
            };
            frames.push((step.name, frame));
            Ok(())
        };
        let done = match deadline {
            Some(deadline) => timeout_at(deadline, done).await.unwrap_or(Err(Fault::Late(bounds.within))),
            None => done.await,
        };
        done.map_err(|fault| HandshakeError::new(step, fault))?;
    }
    Ok(interval)
}

/// The milliseconds between two heartbeats that a frame states.
fn interval(step: &'static Step, frame: &Value) -> Option<u64> {
    let (path, _) = step.parts.iter().find(|(_, part)| *part == Part::Interval)?;
    let stated = member(frame, path).and_then(|value| value.as_u64().or_else(|| whole(value.as_f64()?)));
    if stated.is_none() {
        tracing::warn!(step = step.name, path, "the handshake says no time between two heartbeats");
    }
    stated
}

/// A number of milliseconds that is written with a fraction.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is so rounded, and within the bounds")]
fn whole(number: f64) -> Option<u64> {
    (number.is_finite() && number >= 0.0).then_some(number as u64)
}

/// The frame of a step of this side.
async fn make<P: Party>(
    step: &'static Step,
    party: &P,
    frames: &[(&'static str, Value)],
    computed: &mut Vec<SecretString>,
) -> Result<Value, Fault> {
    let mut frame = Map::new();
    for (path, json) in step.when {
        put(&mut frame, path, serde_json::from_str(json).unwrap_or_default());
    }
    for (path, part) in step.parts {
        put(&mut frame, path, party.part(*part));
    }
    if let Some(given) = step.token {
        use secrecy::ExposeSecret as _;
        match party.token() {
            Some(token) => put(&mut frame, given.path, token.expose_secret().into()),
            None if given.required => return Err(Fault::NoToken(given.path)),
            None => {}
        }
    }
    if !step.computed.is_empty() {
        let members = match party.hook() {
            Some(hook) => hook.ask(Turn::new(step, true, frames.to_vec())).await.map_err(Fault::Hook)?,
            None if step.needs_hook() => return Err(Fault::NoHook),
            None => Members::default(),
        };
        for (path, value) in members.into_iter() {
            let known = step.computed.iter().find(|member| member.path == path);
            let known = known.ok_or(Fault::Stray(path))?;
            if let Some(text) = value.as_str() {
                computed.push(text.into());
            }
            put(&mut frame, known.path, value);
        }
    }
    let frame = Value::Object(frame);
    let lacks = step.computed.iter().find(|given| given.required && member(&frame, given.path).is_none());
    lacks.map_or(Ok(frame), |given| Err(Fault::Unset(given.path)))
}

/// The next message, which has to be the frame of a step.
async fn hear<S: AsyncRead + AsyncWrite + Unpin>(
    step: &'static Step,
    line: &mut Line<S>,
    most: usize,
) -> Result<Value, Fault> {
    let heard = line.hear().await.map_err(|end| Fault::ended(&end))?;
    let bytes = match &heard {
        Heard::Text(text) => text.as_bytes(),
        Heard::Binary(bytes) => bytes,
    };
    if bytes.len() > most {
        return Err(Fault::TooLarge(most));
    }
    let frame: Value = serde_json::from_slice(bytes).map_err(|_| Fault::NoObject)?;
    if !frame.is_object() {
        return Err(Fault::NoObject);
    }
    for (path, json) in step.when {
        if member(&frame, path) != serde_json::from_str(json).ok().as_ref() {
            return Err(Fault::Lacks(path, Some(json)));
        }
    }
    match step.computed.iter().find(|given| given.required && member(&frame, given.path).is_none()) {
        Some(given) => Err(Fault::Lacks(given.path, None)),
        None => Ok(frame),
    }
}

/// Judges the frame that came for a step.
async fn judge<P: Party>(
    step: &'static Step,
    party: &P,
    frames: &[(&'static str, Value)],
    frame: &Value,
) -> Result<(), Fault> {
    if let Some(given) = step.token
        && !party.knows(member(frame, given.path).and_then(Value::as_str))
    {
        return Err(Fault::Token);
    }
    if step.computed.is_empty() {
        return Ok(());
    }
    match party.hook() {
        Some(hook) => {
            let frames = frames.iter().cloned().chain([(step.name, frame.clone())]).collect();
            hook.ask(Turn::new(step, false, frames)).await.map(drop).map_err(Fault::Refused)
        }
        // What nobody judges is not taken for right by a server. A client has nothing to lose by a challenge.
        None if step.needs_hook() && P::SIDE == Side::Server => Err(Fault::NoHook),
        None => Ok(()),
    }
}
