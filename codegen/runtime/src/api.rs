//! What is the same for every endpoint of an API, as data that generated code states and that client and server read.

use crate::Method;

/// How the calls of an API travel, and what surrounds them.
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
    /// Ways to prove who calls; one of them is enough.
    pub auth: &'static [Auth],
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
        envelope: Envelope::BARE,
        frames: None,
        events: None,
        peer: None,
        profiles: &[Profile::DEFAULT],
    };

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
}

/// A way to prove who calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Auth {
    /// Its name among the API's ways.
    pub id: &'static str,
    /// Where the credential is sent.
    pub place: AuthPlace,
}

/// Where a credential is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuthPlace {
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

/// What surrounds the data of every response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// The field that carries the data; without it responses are bare.
    pub data: Option<&'static str>,
    /// The field that tells success from failure.
    pub code: Option<&'static str>,
    /// What the code field is, and which of its values mean success.
    pub success: Success,
    /// The fields that explain a failure, the shortest first.
    pub messages: &'static [&'static str],
    /// The field that comes back as the caller sent it.
    pub echo: Option<&'static str>,
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
        code: None,
        success: Success::Numbers(&[]),
        messages: &[],
        echo: None,
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

/// How a call is written as one JSON object, in a WebSocket frame or in a request to `/`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frames {
    /// The member that names the endpoint.
    pub name: &'static str,
    /// The member that holds the parameters.
    pub parameters: &'static str,
    /// The paths on which a WebSocket carries calls and events.
    pub universal: &'static [&'static str],
    /// The paths on which it carries calls alone.
    pub calls: &'static [&'static str],
    /// The paths on which it carries events alone.
    pub events: &'static [&'static str],
}

/// The events that a server sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Events {
    /// The members by which an event is told from the answer to a call; an event has all of them.
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
    /// The milliseconds between two heartbeats.
    Interval,
    /// What the backend says of its state.
    Status,
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

/// A way in which a server can behave where documents and servers in use differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Profile {
    /// The name.
    pub name: &'static str,
    /// How calls are refused, where it is not as [`Refusal::usual`] has it.
    pub refusals: &'static [Refusal],
    /// Whether a body whose `Content-Type` is none of the documented ones is read as if there were none.
    pub any_media: bool,
    /// Whether a parameter that is missing or cannot be read becomes the zero value of its type.
    pub zero_values: bool,
    /// Further names of parameters.
    pub aliases: &'static [ParameterAlias],
    /// Whether a call that is to run on after its answer runs before it all the same, and answers with its result.
    pub async_waits: bool,
    /// Whether a WebSocket on a path that is not listed carries calls and events.
    pub any_websocket_path: bool,
    /// Members that the first event of a connection has beside [`Events::connect`].
    pub connect: &'static [(&'static str, Part)],
}

impl Profile {
    /// As documented, with nothing said otherwise.
    pub const DEFAULT: Self = Self {
        name: "documented",
        refusals: &[],
        any_media: false,
        zero_values: false,
        aliases: &[],
        async_waits: false,
        any_websocket_path: false,
        connect: &[],
    };

    /// How a call is refused for `problem`.
    #[must_use]
    pub fn refusal(&self, problem: Problem) -> Refusal {
        let own = self.refusals.iter().find(|refusal| refusal.problem == problem);
        own.copied().unwrap_or_else(|| Refusal::usual(problem))
    }
}

/// A further name of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParameterAlias {
    /// The endpoint; every one that has the parameter where there is none.
    pub endpoint: Option<&'static str>,
    /// The parameter.
    pub parameter: &'static str,
    /// The other name; a `.` goes into an object.
    pub alias: &'static str,
}

/// Why a server does not carry out a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Problem {
    /// There is no credential.
    Unauthenticated,
    /// The credential is wrong.
    Forbidden,
    /// There is no such endpoint.
    Unknown,
    /// The endpoint does not take the method.
    Method,
    /// The `Content-Type` is none that the endpoint takes.
    Media,
    /// The call cannot be read.
    Malformed,
    /// A parameter is missing or does not fit.
    Parameter,
    /// The request is larger than the server takes.
    TooLarge,
    /// The JSON is nested deeper than the server takes.
    TooDeep,
    /// There are more calls or connections at once than the server takes.
    Busy,
    /// The backend does not have the endpoint.
    NotImplemented,
    /// The backend failed.
    Internal,
    /// The server is shutting down.
    Closing,
}

/// How a call is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// For what.
    pub problem: Problem,
    /// The HTTP status.
    pub status: u16,
    /// The code in the envelope, where it is a number; where it is text, the message is the code.
    pub code: i64,
    /// The short message in the envelope.
    pub message: &'static str,
    /// Whether the HTTP response has a body.
    pub body: bool,
}

impl Refusal {
    /// How a call is refused where the API says nothing of it: the code is the status.
    #[must_use]
    pub const fn usual(problem: Problem) -> Self {
        let (status, message) = match problem {
            Problem::Unauthenticated => (401, "UNAUTHORIZED"),
            Problem::Forbidden => (403, "FORBIDDEN"),
            Problem::Unknown => (404, "NOT_FOUND"),
            Problem::Method => (405, "METHOD_NOT_ALLOWED"),
            Problem::Media => (415, "UNSUPPORTED_MEDIA_TYPE"),
            Problem::Malformed => (400, "BAD_REQUEST"),
            Problem::Parameter => (400, "BAD_PARAMETER"),
            Problem::TooLarge => (413, "TOO_LARGE"),
            Problem::TooDeep => (400, "TOO_DEEP"),
            Problem::Busy => (429, "TOO_MANY_CALLS"),
            Problem::NotImplemented => (501, "NOT_IMPLEMENTED"),
            Problem::Internal => (500, "INTERNAL_ERROR"),
            Problem::Closing => (503, "CLOSING"),
        };
        Self { problem, status, code: status as i64, message, body: true }
    }
}

/// A parameter, as far as a client needs it to write it and a server to read it.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// The name.
    pub name: &'static str,
    /// Other names that a server accepts.
    pub aliases: &'static [&'static str],
    /// What it holds.
    pub kind: Kind,
    /// Whether it must be there.
    pub required: bool,
    /// The methods for which it must be there though it need not be for others.
    pub required_for: &'static [Method],
    /// The cookie whose value a client sends in it where the caller gives none.
    pub cookie: Option<&'static str>,
    /// Where it travels, where it is not as the method has it.
    pub place: Option<Place>,
    /// The greatest length of a text, in characters.
    pub max_length: Option<u64>,
    /// The greatest number of items, of a list.
    pub max_items: Option<u64>,
}

/// Where a parameter travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// In the path, in the place of `{name}`.
    Path,
    /// In the URL's query.
    Query,
    /// In the body.
    Body,
    /// In a header of its name.
    Header,
}

impl Parameter {
    /// An optional parameter of which nothing else is said.
    pub const PLAIN: Self = Self {
        name: "",
        aliases: &[],
        kind: Kind::Any,
        required: false,
        required_for: &[],
        cookie: None,
        place: None,
        max_length: None,
        max_items: None,
    };
}

/// What a value can be.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// `true` or `false`.
    Bool,
    /// An integer.
    Int {
        /// 8, 16, 32 or 64.
        bits: u8,
        /// Whether it can be negative.
        signed: bool,
    },
    /// A number with a fraction.
    Float,
    /// Text.
    Text,
    /// Nothing but `null`.
    Null,
    /// Any JSON value.
    Any,
    /// A list of these.
    List(&'static Self),
    /// An object with these under keys that are not known.
    Map(&'static Self),
    /// `null` or this.
    Nullable(&'static Self),
    /// One of these.
    Union(&'static [Self]),
    /// An object with these fields; behind a function, since an object can hold itself.
    Object(fn() -> &'static [Parameter]),
}

/// The integers by their width.
#[expect(missing_docs, reason = "they are as Rust calls them")]
impl Kind {
    pub const I8: Self = Self::Int { bits: 8, signed: true };
    pub const I16: Self = Self::Int { bits: 16, signed: true };
    pub const I32: Self = Self::Int { bits: 32, signed: true };
    pub const I64: Self = Self::Int { bits: 64, signed: true };
    pub const U8: Self = Self::Int { bits: 8, signed: false };
    pub const U16: Self = Self::Int { bits: 16, signed: false };
    pub const U32: Self = Self::Int { bits: 32, signed: false };
    pub const U64: Self = Self::Int { bits: 64, signed: false };
}

/// What must hold between parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// At least one of them is given.
    AtLeastOne(&'static [&'static str]),
}
