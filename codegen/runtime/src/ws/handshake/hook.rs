//! What computes members of a handshake, and judges those of the other side.

use std::fmt;
use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use serde_json::Value;

use super::Refused;
use crate::api::Step;
use crate::event::member;

/// A step of a handshake with members that are computed, and all that was said before it.
#[derive(Clone)]
pub struct Turn {
    step: &'static Step,
    sends: bool,
    frames: Vec<(&'static str, Value)>,
}

impl Turn {
    pub(super) fn new(step: &'static Step, sends: bool, frames: Vec<(&'static str, Value)>) -> Self {
        Self { step, sends, frames }
    }

    /// What the step is called.
    #[must_use]
    pub fn step(&self) -> &'static str {
        self.step.name
    }

    /// Whether this side sends the step, so that its members are to be computed. Else the frame has come, and an error
    /// refuses it.
    #[must_use]
    pub fn sends(&self) -> bool {
        self.sends
    }

    /// The value at a path, such as `d.challenge`, of the frame of a step that was sent or came.
    #[must_use]
    pub fn get(&self, step: &str, path: &str) -> Option<&Value> {
        let (_, frame) = self.frames.iter().find(|(name, _)| *name == step)?;
        member(frame, path)
    }

    /// The text at such a path.
    #[must_use]
    pub fn text(&self, step: &str, path: &str) -> Option<&str> {
        self.get(step, path)?.as_str()
    }
}

/// The names of the steps, and nothing of what was said, which may be a credential.
impl fmt::Debug for Turn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let frames: Vec<_> = self.frames.iter().map(|(name, _)| name).collect();
        let mut shown = f.debug_struct("Turn");
        shown
            .field("step", &self.step.name)
            .field("sends", &self.sends)
            .field("frames", &frames)
            .finish_non_exhaustive()
    }
}

/// The members of a step that a hook computed, by their paths.
///
/// ```
/// use tablewright_runtime::ws::Members;
///
/// let members = Members::new().with("d.auth", "s3cret");
/// assert_eq!(format!("{members:?}"), r#"["d.auth"]"#);
/// ```
#[derive(Clone, Default)]
pub struct Members(Vec<(String, Value)>);

impl Members {
    /// None.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// These, and one more.
    #[must_use]
    pub fn with(mut self, path: impl Into<String>, value: impl Into<Value>) -> Self {
        self.0.push((path.into(), value.into()));
        self
    }

    pub(super) fn into_iter(self) -> impl Iterator<Item = (String, Value)> {
        self.0.into_iter()
    }
}

/// The paths, without the values, which may be credentials.
impl fmt::Debug for Members {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|(path, _)| path)).finish()
    }
}

type Work = dyn Fn(Turn) -> BoxFuture<'static, Result<Members, Refused>> + Send + Sync;

/// A hook of an application.
#[derive(Clone)]
pub(crate) struct Hook(Arc<Work>);

impl Hook {
    pub(crate) fn new<F, R, E>(hook: F) -> Self
    where
        F: Fn(Turn) -> R + Send + Sync + 'static,
        R: Future<Output = Result<Members, E>> + Send + 'static,
        E: Into<Refused>,
    {
        Self(Arc::new(move |turn| {
            let done = hook(turn);
            async move { done.await.map_err(Into::into) }.boxed()
        }))
    }

    pub(super) async fn ask(&self, turn: Turn) -> Result<Members, Refused> {
        // A hook that panics must not take the connection's task with it.
        let asked = AssertUnwindSafe(async { (self.0)(turn).await }).catch_unwind().await;
        asked.unwrap_or_else(|_| Err("the hook panicked".into()))
    }
}

impl fmt::Debug for Hook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hook")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::Side;

    static STEP: Step =
        Step { name: "hello", by: Side::Client, when: &[], parts: &[], token: None, computed: &[], close: 1008 };

    #[tokio::test]
    async fn a_hook_that_panics_refuses_the_step() {
        let early = Hook::new(|turn: Turn| {
            assert!(turn.text("none", "d").is_some(), "an answer of an application");
            async { Ok::<_, Refused>(Members::default()) }
        });
        let late = Hook::new(|turn: Turn| async move {
            assert!(turn.text("none", "d").is_some(), "an answer of an application");
            Ok::<_, Refused>(Members::default())
        });
        for hook in [early, late] {
            let refused = hook.ask(Turn::new(&STEP, true, Vec::new())).await.unwrap_err();
            assert_eq!(refused.to_string(), "the hook panicked");
        }
    }
}
