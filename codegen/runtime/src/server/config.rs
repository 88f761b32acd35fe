//! How a server behaves.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;

use super::auth::Credentials;
use super::pace::Pace;
use super::{Events, Hooks, Limits};
use crate::api::{Api, Profile};
use crate::sites::Sites;
use crate::{Value, serde_json};

/// How a server behaves. `Config::default()` is the API's first profile, with no credential asked for.
///
/// Without a credential every program that reaches the server can call it, and so could every web page that a browser
/// shows. Requests that a browser says come from another page, and those to a host name that is not known, are therefore
/// refused with status 403: see [`Config::allow_origin`] and [`Config::allow_host`]. With a credential there are no
/// such rules.
///
/// ```
/// use tablewright_runtime::server::{Config, Limits};
///
/// let config = Config::new().token("secret").limits(Limits { body: 1 << 20, ..Limits::default() });
/// assert!(!format!("{config:?}").contains("secret"));
/// ```
#[derive(Clone)]
pub struct Config {
    pub(super) profile: Option<&'static Profile>,
    pub(super) credentials: Credentials,
    pub(super) sites: Sites,
    pub(super) cors: bool,
    pub(super) limits: Limits,
    pub(super) events: Option<Events>,
    pub(super) self_id: i64,
    pub(super) beat: Beat,
    pub(super) status: Arc<dyn Fn() -> Value + Send + Sync>,
    pub(super) hooks: Option<Arc<dyn Hooks>>,
    #[cfg(feature = "ws")]
    pub(super) hook: Option<crate::ws::handshake::Hook>,
    pub(super) pace: Option<Arc<Pace>>,
}

/// When heartbeats are sent.
#[derive(Clone, Copy, Debug)]
pub(super) enum Beat {
    /// As often as the API has it.
    Usual,
    /// Never.
    Never,
    /// At this interval.
    Every(Duration),
}

impl Beat {
    pub(super) fn interval(self, api: &Api) -> Option<Duration> {
        let events = api.events.as_ref().filter(|events| !events.heartbeat.is_empty())?;
        match self {
            Self::Usual => Some(Duration::from_millis(events.interval)).filter(|interval| !interval.is_zero()),
            Self::Never => None,
            Self::Every(interval) => Some(interval),
        }
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            profile: None,
            credentials: Credentials::default(),
            sites: Sites::default(),
            cors: false,
            limits: Limits::default(),
            events: None,
            self_id: 0,
            beat: Beat::Usual,
            status: Arc::new(|| serde_json::json!({"online": true, "good": true})),
            hooks: None,
            #[cfg(feature = "ws")]
            hook: None,
            pace: None,
        }
    }
}

impl Config {
    /// The same as [`Config::default`].
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Where documents and servers in use differ, behaves as `profile` has it; see [`Api::profile`].
    #[must_use]
    pub fn profile(mut self, profile: &'static Profile) -> Self {
        self.profile = Some(profile);
        self
    }

    /// Takes this token wherever an endpoint takes a credential. Of several tokens each is taken.
    #[must_use]
    pub fn token(mut self, token: impl Into<SecretString>) -> Self {
        self.credentials.add(None, token.into());
        self
    }

    /// Takes this secret in the API's way of authentication with this [`crate::api::Auth::id`].
    #[must_use]
    pub fn credential(mut self, id: &'static str, secret: impl Into<SecretString>) -> Self {
        self.credentials.add(Some(id), secret.into());
        self
    }

    /// Without a credential: takes requests of the web pages of this origin, such as `https://app.example`. Unless
    /// origins are listed, only the server's own is taken.
    #[must_use]
    pub fn allow_origin(mut self, origin: impl AsRef<str>) -> Self {
        self.sites.add_origin(origin.as_ref());
        self
    }

    /// Without a credential: takes requests to this host name, with any port or with the one that is given. Addresses
    /// and `localhost` are always taken. A name that is not listed could be one that a stranger gave this machine's
    /// address.
    #[must_use]
    pub fn allow_host(mut self, host: impl AsRef<str>) -> Self {
        self.sites.add_host(host.as_ref());
        self
    }

    /// Answers the pages of the allowed origins with the headers of CORS, so that they can read answers and send JSON.
    /// Without it no such header is sent.
    #[must_use]
    pub fn cors(mut self) -> Self {
        self.cors = true;
        self
    }

    /// Bounds what callers can use up.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Sends the events of this hub. Without it the server has one of its own; see [`super::Service::events`].
    #[must_use]
    pub fn events(mut self, events: Events) -> Self {
        self.events = Some(events);
        self
    }

    /// The id of the account that the server runs for; 0 unless it is set.
    #[must_use]
    pub fn self_id(mut self, id: i64) -> Self {
        self.self_id = id;
        self
    }

    /// Sends a heartbeat at this interval, or none; at the API's interval unless it is set.
    #[must_use]
    pub fn heartbeat(mut self, interval: Option<Duration>) -> Self {
        self.beat = interval.filter(|interval| !interval.is_zero()).map_or(Beat::Never, Beat::Every);
        self
    }

    /// What heartbeats say of the backend's state; `{"online": true, "good": true}` unless it is set.
    #[must_use]
    pub fn status(mut self, status: impl Fn() -> Value + Send + Sync + 'static) -> Self {
        self.status = Arc::new(status);
        self
    }

    /// Tells `hooks` what the server does.
    #[must_use]
    pub fn hooks(mut self, hooks: Arc<dyn Hooks>) -> Self {
        self.hooks = Some(hooks);
        self
    }

    /// Computes and judges the members of the API's [handshake](crate::api::Frames::handshake) that only a program can: each
    /// time that the server sends a step which has some, and to judge those of the client, where an error closes the
    /// connection with [`crate::api::Step::close`]. Where such a member has to be there, and no hook is, every connection is
    /// closed with code 1011.
    ///
    /// Where the API has no other credential and a client computes members, calls over HTTP, which have no handshake, are
    /// refused with 401.
    ///
    /// ```
    /// # use tablewright_runtime::{server::Config, ws::{Members, Turn}};
    /// # fn is_right(_: Option<&str>, _: Option<&str>) -> bool { true }
    /// # fn random() -> String { String::new() }
    /// let config = Config::new().handshake(|turn: Turn| async move {
    ///     if turn.sends() {
    ///         return Ok(Members::new().with("d.challenge", random()));
    ///     }
    ///     if is_right(turn.text("Hello", "d.challenge"), turn.text("Identify", "d.auth")) {
    ///         Ok(Members::new())
    ///     } else {
    ///         Err("the password is wrong")
    ///     }
    /// });
    /// ```
    #[cfg(feature = "ws")]
    #[must_use]
    pub fn handshake<F, R, E>(mut self, hook: F) -> Self
    where
        F: Fn(crate::ws::Turn) -> R + Send + Sync + 'static,
        R: Future<Output = Result<crate::ws::Members, E>> + Send + 'static,
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        self.hook = Some(crate::ws::handshake::Hook::new(hook));
        self
    }

    /// Carries out at most `calls` calls in each `per`, over all connections. More of them wait; none is refused.
    #[must_use]
    pub fn pace(mut self, calls: u32, per: Duration) -> Self {
        self.pace = Some(Arc::new(Pace::new(calls, per)));
        self
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("profile", &self.profile.map(|profile| profile.name))
            .field("credentials", &self.credentials)
            .field("sites", &self.sites)
            .field("cors", &self.cors)
            .field("limits", &self.limits)
            .field("self_id", &self.self_id)
            .field("heartbeat", &self.beat)
            .field("pace", &self.pace)
            .finish_non_exhaustive()
    }
}
