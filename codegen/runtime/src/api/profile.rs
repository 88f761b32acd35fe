//! The ways in which a server of an API can behave.

use super::Part;

/// A way in which a server can behave where documents and servers in use differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Profile {
    /// The name.
    pub name: &'static str,
    /// How calls are refused, where it is not as [`Refusal::usual`] has it.
    pub refusals: &'static [Refusal],
    /// Whether a body with an undocumented `Content-Type` is read as if it had none.
    pub any_media: bool,
    /// Whether a parameter that is missing or cannot be read becomes the zero value of its type.
    pub zero_values: bool,
    /// Whether an empty text in a query, a form or a header is an absent parameter, and no text.
    pub empty_is_absent: bool,
    /// Further names of parameters.
    pub aliases: &'static [ParameterAlias],
    /// Whether a call that is to run on after its answer runs before it all the same, and answers with its result.
    pub async_waits: bool,
    /// Whether a WebSocket on a path that is not listed carries calls and events.
    pub any_websocket_path: bool,
    /// Members that the first event of a connection has beside [`Events::connect`](super::Events::connect).
    pub connect: &'static [(&'static str, Part)],
}

impl Profile {
    /// As documented, with nothing said otherwise.
    pub const DEFAULT: Self = Self {
        name: "documented",
        refusals: &[],
        any_media: false,
        zero_values: false,
        empty_is_absent: false,
        aliases: &[],
        async_waits: false,
        any_websocket_path: false,
        connect: &[],
    };

    /// How a call is refused for `problem`.
    #[must_use]
    pub fn refusal(&self, problem: Problem) -> Refusal {
        let own = self.refusals.iter().find(|refusal| refusal.problem == problem);
        match own {
            Some(own) => *own,
            None if problem == Problem::NotACall => Refusal { problem, ..self.refusal(Problem::Malformed) },
            None => Refusal::usual(problem),
        }
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
    /// What came is JSON and no call; refused as [`Self::Malformed`] is unless the API says otherwise.
    NotACall,
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
    /// The problem.
    pub problem: Problem,
    /// The HTTP status. Where no code says that a call failed, one of no failure is not taken.
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
            Problem::Malformed | Problem::NotACall => (400, "BAD_REQUEST"),
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
