//! What is the same for every endpoint of an API, as data that client and server read. Generated code states it; it can
//! also be made while a program runs, as `tablewright serve` does.

mod handshake;
mod parameter;
mod profile;

pub use self::handshake::{Given, Heartbeat, Side, Step};
pub use self::parameter::{Kind, Location, Once, Parameter, Rule, Selector};
pub use self::profile::{ParameterAlias, Problem, Profile, Refusal};

/// How the calls of an API are sent, and what surrounds them.
#[derive(Debug)]
pub struct Api {
    /// The name: that of the folder of documents.
    pub name: &'static str,
    /// Base URLs, the usual one first.
    pub servers: &'static [&'static str],
    /// How the parameters of a GET request are written; empty where endpoints take none.
    pub get: &'static [Encoding],
    /// How the parameters of a POST request are written, the usual one first.
    pub post: &'static [Encoding],
    /// What is put behind the name of an endpoint to have the call run on after the answer, such as `_async`.
    pub async_suffix: Option<&'static str>,
    /// Ways of authentication; one of them is enough.
    pub auth: &'static [Auth],
    /// The parameters that a client is given once, for all calls.
    pub once: &'static [&'static str],
    /// What surrounds the data of every response.
    pub envelope: Envelope,
    /// How a call is written as one JSON object, where it can be.
    pub frames: Option<Frames>,
    /// The events that a server sends, where it sends any.
    pub events: Option<Events>,
    /// How a server and the application that it connects out to know each other.
    pub peer: Option<Peer>,
    /// The ways in which a server can behave; the first is the usual one.
    pub profiles: &'static [Profile],
}

impl Api {
    /// An API that states nothing: bare responses, JSON in the body, no authentication.
    pub const PLAIN: Self = Self {
        name: "",
        servers: &[],
        get: &[Encoding::Query],
        post: &[Encoding::Json],
        async_suffix: None,
        auth: &[],
        once: &[],
        envelope: Envelope::BARE,
        frames: None,
        events: None,
        peer: None,
        profiles: &[Profile::DEFAULT],
    };

    /// The path to which a client sends all calls over HTTP, as frames; where there is none, each endpoint has its own.
    #[must_use]
    pub fn frame_path(&self) -> Option<&'static str> {
        self.frames.as_ref()?.path
    }

    /// What is said on a WebSocket before the first call.
    #[must_use]
    pub fn handshake(&self) -> &'static [Step] {
        self.frames.as_ref().map_or(&[], |frames| frames.handshake)
    }

    /// What a client has to send at intervals on a WebSocket.
    #[must_use]
    pub fn heartbeat(&self) -> Option<&Heartbeat> {
        self.frames.as_ref()?.heartbeat.as_ref()
    }

    /// The profile with this name.
    #[must_use]
    pub fn profile(&self, name: &str) -> Option<&'static Profile> {
        self.profiles.iter().find(|profile| profile.name == name)
    }
}

/// How parameters are written in a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// In the URL's query.
    Query,
    /// As `application/x-www-form-urlencoded`.
    Form,
    /// As a JSON object.
    Json,
    /// As `multipart/form-data`, in which files can be.
    Multipart,
}

/// What comes back from an endpoint where it is no JSON; nothing surrounds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Media {
    /// A [`File`](crate::File), usually of this media type.
    File(&'static str),
    /// Text of this media type, in UTF-8.
    Text(&'static str),
}

/// A body that is one parameter: its bytes, its text, or a JSON value that is no object of all parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RawBody {
    /// The name of the parameter, which is a [`File`](crate::File), text, or what the JSON is.
    pub parameter: &'static str,
    /// The media types that it can have, or ranges of them such as `image/*`, the usual one first.
    pub media: &'static [&'static str],
}

#[cfg(any(feature = "client", feature = "server"))]
impl RawBody {
    /// Whether it is JSON.
    #[must_use]
    pub(crate) fn is_json(self) -> bool {
        self.media.first().is_some_and(|media| crate::media::is_json(&crate::media::essence(media)))
    }
}

impl Media {
    /// The media type.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::File(name) | Self::Text(name) => name,
        }
    }
}

/// A way of authentication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Auth {
    /// Its name among the API's ways.
    pub id: &'static str,
    /// Where the credential is sent.
    pub location: AuthLocation,
    /// The ids of the ways whose credentials are needed beside it, all at once.
    pub with: &'static [&'static str],
}

/// Where a credential is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuthLocation {
    /// `Authorization: Bearer …`.
    Bearer,
    /// The parameter of the query with this name.
    Query(&'static str),
    /// The cookie with this name.
    Cookie(&'static str),
    /// A header.
    Header {
        /// Its name.
        name: &'static str,
        /// What stands before the credential, such as `Bot `; may be empty.
        prefix: &'static str,
    },
}

/// What surrounds the data of every response. A `.` in the name of a field goes into an object: `a.b` is `b` in `a`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// The field that carries the data; without it responses are bare, or stand beside the fields of the envelope.
    pub data: Option<&'static str>,
    /// The members that the fields of the envelope are in, where those of the data stand beside them in one object; else
    /// empty.
    pub beside: &'static [&'static str],
    /// The field that tells success from failure.
    pub code: Option<&'static str>,
    /// What the code field is, and which of its values mean success.
    pub success: Success,
    /// The fields that explain a failure, the shortest first.
    pub messages: &'static [&'static str],
    /// The field with what else is said of a failure; without it, that is in the field that carries the data.
    pub details: Option<&'static str>,
    /// The field that comes back as the caller sent it.
    pub echo: Option<&'static str>,
    /// Whether it is `null` where the caller sent none; else it is not there then.
    pub echo_null: bool,
    /// What a server writes around the data of a success: names, and values as JSON text.
    pub ok: &'static [(&'static str, &'static str)],
    /// What a server writes of every failure beside code and messages: names, and values as JSON text.
    pub failed: &'static [(&'static str, &'static str)],
    /// The whole answer to a call that runs on after it: names, and values as JSON text; empty where there is none.
    pub accepted: &'static [(&'static str, &'static str)],
}

impl Envelope {
    /// None: the response is the data.
    pub const BARE: Self = Self {
        data: None,
        beside: &[],
        code: None,
        success: Success::Numbers(&[]),
        messages: &[],
        details: None,
        echo: None,
        echo_null: false,
        ok: &[],
        failed: &[],
        accepted: &[],
    };
}

/// The values of an envelope's code that mean success. Where none does, a call succeeded whose answer has no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Success {
    /// The code is a number.
    Numbers(&'static [i64]),
    /// The code is text.
    Texts(&'static [&'static str]),
    /// The code is `true` or `false`, and the first message tells failures apart.
    Flag(bool),
}

impl Success {
    /// Whether no value means success.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        match self {
            Self::Numbers(known) => known.is_empty(),
            Self::Texts(known) => known.is_empty(),
            Self::Flag(_) => false,
        }
    }

    /// What the code is, in words.
    #[must_use]
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Numbers(_) => "an integer",
            Self::Texts(_) => "text",
            Self::Flag(_) => "`true` or `false`",
        }
    }
}

/// How a call is written as one JSON object, in a WebSocket frame or in a request over HTTP. A `.` in the name of a member
/// goes into an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frames {
    /// The member that names the endpoint.
    pub name: &'static str,
    /// The member that holds the parameters.
    pub parameters: &'static str,
    /// What every call has besides: members, and values as JSON text.
    pub with: &'static [(&'static str, &'static str)],
    /// Whether a call without [`Envelope::echo`] is carried out and not answered.
    pub silent: bool,
    /// Whether the parameters can be a list: those of the endpoint in their order.
    pub by_position: bool,
    /// How many calls a list of them has at most; without it a list is no call.
    pub batch: Option<usize>,
    /// The path on which calls are taken over HTTP, and to which a client sends all of them. Without it a client calls the
    /// paths of the endpoints, and a server takes frames at `/`.
    pub path: Option<&'static str>,
    /// The paths on which a WebSocket carries calls and events.
    pub universal: &'static [&'static str],
    /// The paths on which it carries calls alone.
    pub calls: &'static [&'static str],
    /// The paths on which it carries events alone.
    pub events: &'static [&'static str],
    /// What is said on a WebSocket before the first call and the first event, in order.
    pub handshake: &'static [Step],
    /// What a client has to send at intervals on a WebSocket, where it has to.
    pub heartbeat: Option<Heartbeat>,
}

impl Frames {
    /// Frames with members of no name, on no path.
    pub const PLAIN: Self = Self {
        name: "",
        parameters: "",
        with: &[],
        silent: false,
        by_position: false,
        batch: None,
        path: None,
        universal: &[],
        calls: &[],
        events: &[],
        handshake: &[],
        heartbeat: None,
    };
}

/// The events that a server sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Events {
    /// The members by which an event is told from the answer to a call; an event has all of them. A `.` in a name goes
    /// into an object.
    pub marks: &'static [&'static str],
    /// What a connection begins with, where it begins with an event.
    pub connect: &'static [(&'static str, Part)],
    /// What is sent at intervals, where anything is.
    pub heartbeat: &'static [(&'static str, Part)],
    /// The milliseconds between two heartbeats, unless they are set.
    pub interval: u64,
}

/// The value of a member of an event that a server makes by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// This JSON text.
    Json(&'static str),
    /// The id of the account that the server runs for.
    SelfId,
    /// The time, in seconds since 1970.
    Time,
    /// The milliseconds between two heartbeats: in the handshake those of the client, where it has to send any.
    Interval,
    /// What the backend says of its state.
    Status,
    /// What the last event that had a member at this path had there, and `null` before there was one; in the heartbeats
    /// of a client alone.
    Event(&'static str),
}

/// How a server and the application that it connects out to know each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Peer {
    /// The header with the id of the account that the server runs for.
    pub self_header: &'static str,
    /// The header that says what a connection carries.
    pub role_header: &'static str,
    /// Its values for a connection with calls and events, with calls alone, and with events alone.
    pub roles: [&'static str; 3],
    /// What stands before the token in `Authorization` on such a connection.
    pub scheme: &'static str,
    /// The header with the signature of an event that is sent by POST; the signature is `sha1=` and the HMAC-SHA-1 of
    /// the body, in hexadecimal digits.
    pub signature_header: &'static str,
    /// What the answer to such an event is taken for, where it is not empty.
    pub quick: Option<Quick>,
}

/// The call that the answer to a pushed event stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quick {
    /// The name of the endpoint.
    pub endpoint: &'static str,
    /// The parameter that takes the event.
    pub event: &'static str,
    /// The parameter that takes the answer.
    pub operation: &'static str,
}
