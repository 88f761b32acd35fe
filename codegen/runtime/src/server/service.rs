//! Carries out calls, whichever way they come in.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::HeaderMap;
use tokio::sync::Semaphore;
use tracing::Span;

use super::budget::Budget;
use super::call::{Call, State, Trail};
use super::config::Config;
use super::envelope::Wrapper;
use super::table::{Entry, Running, Table, Target};
use super::{Answer, CallRecord, Events, Hooks, Incoming, Limits, Outcome, Transport};
use crate::api::{Api, Auth, Envelope, Problem, Profile};
use crate::parameters::{self, Sources, Unfit};
use crate::{Failure, Info, Value};

mod position;
mod raw;

/// Carries out calls, whichever way they come in. It is cheap to clone, and every clone is the same service.
#[derive(Clone)]
pub struct Service {
    inner: Arc<Inner>,
}

struct Inner {
    table: Table,
    config: Config,
    profile: &'static Profile,
    events: Events,
    wrapper: Wrapper,
    /// That of endpoints whose data nothing surrounds.
    bare: Wrapper,
    /// For each endpoint, whether its requests can be read as they come.
    plain: Vec<bool>,
    background: Arc<Semaphore>,
}

impl Service {
    /// A service of the endpoints in `table`.
    #[must_use]
    pub fn new(table: Table, config: Config) -> Self {
        let api = table.api();
        let profile = config.profile.or(api.profiles.first()).unwrap_or(&Profile::DEFAULT);
        let events =
            config.events.clone().unwrap_or_else(|| Events::within(config.limits.events, config.limits.event_bytes));
        let plain = table.plain(profile);
        let background = Arc::new(Semaphore::new(config.limits.background.min(Semaphore::MAX_PERMITS)));
        let (wrapper, bare) = (Wrapper::new(api.envelope), Wrapper::new(Envelope::BARE));
        Self { inner: Arc::new(Inner { table, config, profile, events, wrapper, bare, plain, background }) }
    }

    /// Carries out a call. Its parameters are read before this returns; the rest is the future.
    ///
    /// A call that cannot be carried out is answered with why, in the API's envelope.
    pub fn call(&self, incoming: &Incoming<'_>) -> Call {
        self.begin(self.inner.table.by_name(incoming.name), incoming)
    }

    /// Carries out a call to an endpoint that was looked up already.
    pub(super) fn begin(&self, target: Option<Target<'_>>, incoming: &Incoming<'_>) -> Call {
        let endpoint = target.map(|target| target.entry.info.name);
        let span = span(incoming, endpoint);
        let watched = self.inner.config.hooks.is_some() || !span.is_disabled();
        let trail = Trail { endpoint, transport: incoming.transport, since: watched.then(Instant::now), span };
        let state = match target {
            Some(target) => self.start(target, incoming),
            None => Err(unknown(incoming.name)),
        };
        let state = state.unwrap_or_else(|failure| State::Refused(Box::new(failure)));
        // What comes in a frame has the status of the request that carries it.
        let addressed = target.filter(|_| incoming.method.is_some());
        let status = addressed.map_or(200, |target| target.entry.info.status);
        let (addressed, tagged) = (addressed.is_some(), target.is_some_and(|target| target.entry.is_tagged()));
        let bare = target.is_some_and(|target| is_bare(target.entry.info, incoming));
        let media = target.and_then(|target| target.entry.info.media);
        let echo = incoming.echo.map(Box::from);
        Call { service: self.clone(), state, status, addressed, tagged, bare, media, echo, trail }
    }

    fn start(&self, target: Target<'_>, incoming: &Incoming<'_>) -> Result<State, Failure> {
        let running = self.read(target, incoming)?;
        let pace = self.inner.config.pace.as_ref();
        let wait = pace.and_then(|pace| pace.next(tokio::time::Instant::now()));
        let state = match wait {
            Some(until) => State::Waiting(Box::pin(tokio::time::sleep_until(until)), running),
            None => State::Running(running),
        };
        if target.later && !self.inner.profile.async_waits {
            self.spawn(target, state, incoming)?;
            return Ok(State::Accepted);
        }
        Ok(state)
    }

    /// Has a call run on after its answer.
    fn spawn(&self, target: Target<'_>, state: State, incoming: &Incoming<'_>) -> Result<(), Failure> {
        let permit = Arc::clone(&self.inner.background).try_acquire_owned().map_err(|_| {
            let most = self.inner.config.limits.background;
            Failure::refused(Problem::Busy, format!("{most} calls run in the background already; call again later"))
        })?;
        let endpoint = Some(target.entry.info.name);
        let span = span(incoming, endpoint);
        let trail = Trail { endpoint, transport: incoming.transport, since: None, span };
        let info = target.entry.info;
        let (status, bare, media) = (info.status, is_bare(info, incoming), info.media);
        let (addressed, tagged) = (incoming.method.is_some(), target.entry.is_tagged());
        let call = Call { service: self.clone(), state, status, addressed, tagged, bare, media, echo: None, trail };
        tokio::spawn(async move {
            if let Answer { outcome: outcome @ (Outcome::Failed(_) | Outcome::Refused(_)), .. } = call.await {
                tracing::warn!(endpoint, ?outcome, "a call failed after its answer");
            }
            drop(permit);
        });
        Ok(())
    }

    fn read(&self, target: Target<'_>, incoming: &Incoming<'_>) -> Result<Running, Failure> {
        let info = target.entry.info;
        if info.media.is_some() && incoming.method.is_none() {
            let wording =
                format!("what `{}` answers is no JSON, so that no frame carries it: call it over HTTP", info.name);
            return Err(Failure::refused(Problem::NotImplemented, wording));
        }
        let Sources { located, json, form, query, files } = incoming.sources;
        let mut budget = Budget::new(&self.inner.config.limits);
        json.map_or(Ok(()), |json| budget.json(json))?;
        let by_position = self.api().frames.as_ref().is_some_and(|frames| frames.by_position);
        if let Some(list) = json.filter(|_| by_position && incoming.method.is_none())
            && list.trim_start().starts_with('[')
        {
            let named = position::named(info, list)?;
            let sources = Sources { json: Some(&named), ..incoming.sources };
            return self.read(target, &Incoming { sources, ..*incoming });
        }
        let plain = self.inner.plain.get(target.index).copied().unwrap_or_default();
        if plain && files.is_empty() && [located, form, query].iter().all(|pairs| pairs.is_empty()) {
            // A list would be read as an object's fields in their order.
            let text = json.unwrap_or("{}");
            if text.trim_start().starts_with('{')
                && let Ok(running) = target.entry.begin(text, Vec::new(), self.head(target.entry, incoming))
            {
                return Ok(running);
            }
        }
        // Text that is the whole body is read as nothing else.
        let pairs = if info.raw.is_some() { &[][..] } else { form };
        budget.pairs(pairs)?;
        budget.pairs(query)?;
        budget.parts(files.len())?;
        self.read_with_care(target.entry, incoming)
    }

    /// Reads parameters that are not written as the endpoint's type has them.
    fn read_with_care(&self, entry: &Entry, incoming: &Incoming<'_>) -> Result<Running, Failure> {
        let text = parameters::normalise(entry.info, self.inner.profile, incoming.method, &incoming.sources).map_err(
            |unfit| match unfit {
                // Parameters by position are a call all the same, which no endpoint here takes.
                Unfit::NotAnObject(what) if incoming.method.is_none() => {
                    let is_list = incoming.sources.json.is_some_and(|json| json.trim_start().starts_with('['));
                    Failure::refused(if is_list { Problem::Parameter } else { Problem::NotACall }, what)
                }
                Unfit::NotAnObject(what) => Failure::refused(Problem::Malformed, what),
                Unfit::Parameter(mismatch) => Failure::refused(Problem::Parameter, mismatch.to_string()),
            },
        )?;
        let attached = incoming.sources.files.iter().map(|(_, file)| file.clone()).collect();
        // What is missing may be added, and a text can be JSON.
        Budget::new(&self.inner.config.limits).json(&text)?;
        entry.begin(&text, attached, self.head(entry, incoming)).map_err(|error| {
            Failure::refused(Problem::Parameter, format!("the parameters of `{}` do not fit: {error}", entry.info.name))
        })
    }

    /// What stands before the data of a success.
    fn head(&self, entry: &Entry, incoming: &Incoming<'_>) -> Vec<u8> {
        let apart = entry.info.media.is_some() || entry.is_tagged();
        if apart { Vec::new() } else { self.wrapper(is_bare(entry.info, incoming)).head() }
    }

    /// What surrounds the data.
    fn wrapper(&self, bare: bool) -> &Wrapper {
        if bare { &self.inner.bare } else { &self.inner.wrapper }
    }

    /// A success of data that was written by itself.
    pub(super) fn surrounded(&self, status: u16, data: &[u8], echo: Option<&str>, bare: bool) -> Answer {
        let mut out = self.wrapper(bare).head();
        out.extend_from_slice(data);
        self.success(status, out, echo, bare)
    }

    pub(super) fn success(&self, status: u16, out: Vec<u8>, echo: Option<&str>, bare: bool) -> Answer {
        let body = match self.wrapper(bare).close(out, echo) {
            Ok(out) => Bytes::from(out),
            Err(failure) => return self.failure(&failure, echo, bare),
        };
        // Of these HTTP has it that they end with their head.
        let has_body = !matches!(status, 204 | 205);
        Answer { status, body, stream: None, media: None, has_body, outcome: Outcome::Success }
    }

    pub(super) fn accepted(&self, echo: Option<&str>) -> Answer {
        let body = Bytes::from(self.inner.wrapper.accepted(echo));
        Answer { status: 200, body, stream: None, media: None, has_body: true, outcome: Outcome::Accepted }
    }

    pub(super) fn failure(&self, failure: &Failure, echo: Option<&str>, bare: bool) -> Answer {
        self.wrapper(bare).failure(failure, self.inner.profile, echo)
    }

    /// Answers a call that is not carried out, with the reason in words.
    #[must_use]
    pub fn refuse(&self, problem: Problem, wording: impl Into<String>, echo: Option<&str>) -> Answer {
        self.failure(&Failure::refused(problem, wording), echo, false)
    }

    /// Tells those who count of a call that was refused before its parameters were read.
    pub(super) fn note_refusal(&self, outcome: Outcome, transport: Transport) {
        tracing::debug!(?outcome, "refused");
        if let Some(hooks) = self.hooks() {
            let (endpoint, latency) = (None, Duration::ZERO);
            hooks.called(&CallRecord { endpoint, transport, outcome, latency });
        }
    }

    /// Whether a request may call what one of these ways is needed for.
    ///
    /// # Errors
    ///
    /// [`Problem::Unauthenticated`] without a credential, [`Problem::Forbidden`] with a wrong one.
    pub(super) fn admit<'w>(
        &self,
        ways: impl Iterator<Item = &'w Auth>,
        headers: &HeaderMap,
        query: Option<&str>,
    ) -> Result<(), Problem> {
        self.inner.config.credentials.admit(ways, self.api().auth, headers, query)
    }

    /// Whether a request may open a connection to the API, which any of its ways is enough for.
    ///
    /// # Errors
    ///
    /// [`Problem::Unauthenticated`] without a credential, [`Problem::Forbidden`] with a wrong one.
    pub fn admit_connection(&self, headers: &HeaderMap, query: Option<&str>) -> Result<(), Problem> {
        self.inner.config.credentials.admit_anywhere(self.api().auth, headers, query)
    }

    pub(super) fn config(&self) -> &Config {
        &self.inner.config
    }

    pub(super) fn table(&self) -> &Table {
        &self.inner.table
    }

    pub(super) fn has_credentials(&self) -> bool {
        // Those that a handshake alone asks for keep nobody out of what is called without one.
        !self.inner.config.credentials.is_empty() && !self.api().auth.is_empty()
    }

    /// Whether a client gets in by what it says in a handshake alone, so that nothing is called without one.
    #[cfg(feature = "ws")]
    pub(super) fn is_behind_handshake(&self) -> bool {
        let config = &self.inner.config;
        let asks = |step: &crate::api::Step| {
            let token = step.token.is_some() && !config.credentials.is_empty();
            step.by == crate::api::Side::Client && (token || (!step.computed.is_empty() && config.hook.is_some()))
        };
        self.api().auth.is_empty() && self.api().handshake().iter().any(asks)
    }

    pub(super) fn echo_name(&self) -> Option<&'static str> {
        self.inner.wrapper.echo_name()
    }

    /// The API.
    #[must_use]
    pub fn api(&self) -> &'static Api {
        self.inner.table.api()
    }

    /// The profile that is in force.
    #[must_use]
    pub fn profile(&self) -> &'static Profile {
        self.inner.profile
    }

    /// The limits that are in force.
    #[must_use]
    pub fn limits(&self) -> &Limits {
        &self.inner.config.limits
    }

    /// The hub whose events are sent.
    #[must_use]
    pub fn events(&self) -> &Events {
        &self.inner.events
    }

    /// The id of the account that the server runs for.
    #[must_use]
    pub fn self_id(&self) -> i64 {
        self.inner.config.self_id
    }

    /// The time between two heartbeats, where any are sent.
    #[must_use]
    pub fn heartbeat(&self) -> Option<Duration> {
        self.inner.config.beat.interval(self.api())
    }

    /// What the backend says of its state.
    #[must_use]
    pub fn status(&self) -> Value {
        (self.inner.config.status)()
    }

    /// Those who count.
    #[must_use]
    pub fn hooks(&self) -> Option<&dyn Hooks> {
        self.inner.config.hooks.as_deref()
    }
}

impl fmt::Debug for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Service")
            .field("table", &self.inner.table)
            .field("config", &self.inner.config)
            .finish_non_exhaustive()
    }
}

/// Whether nothing surrounds the data of an answer. Frames are told apart by what surrounds it.
fn is_bare(info: &Info, incoming: &Incoming<'_>) -> bool {
    info.bare && incoming.method.is_some()
}

fn span(incoming: &Incoming<'_>, endpoint: Option<&'static str>) -> Span {
    tracing::debug_span!(
        "call",
        endpoint,
        transport = ?incoming.transport,
        outcome = tracing::field::Empty,
        latency_us = tracing::field::Empty,
    )
}

pub(super) fn unknown(name: &str) -> Failure {
    let name: String = name.chars().take(100).collect();
    Failure::refused(Problem::Unknown, format!("there is no endpoint `{name}`"))
}
