//! A small API for the tests of this crate: notes, with every kind of parameter, an envelope, frames and events.
#![allow(dead_code, reason = "each feature uses a part of it")]

#[cfg(any(feature = "client", feature = "server"))]
mod traces;

use serde::{Deserialize, Serialize};

#[cfg(any(feature = "client", feature = "server"))]
pub use traces::Traces;

use crate::api::{
    Api, Auth, AuthLocation, Encoding, Envelope, Events, Frames, Kind, Location, Parameter, ParameterAlias, Part, Peer,
    Problem, Profile, Quick, Refusal, Success,
};
use crate::{Empty, Endpoint, Method};

/// The API.
pub static NOTES: Api = Api {
    name: "notes",
    servers: &["http://127.0.0.1:5700"],
    get: &[Encoding::Query],
    post: &[Encoding::Json, Encoding::Form],
    async_suffix: Some("_later"),
    auth: &[
        Auth { id: "bearer", location: AuthLocation::Bearer, with: &[] },
        Auth { id: "key", location: AuthLocation::Query("key"), with: &[] },
        Auth { id: "session", location: AuthLocation::Cookie("session"), with: &[] },
    ],
    once: &[],
    envelope: Envelope {
        data: Some("data"),
        beside: &[],
        code: Some("code"),
        success: Success::Numbers(&[0, 1]),
        messages: &["msg", "wording"],
        details: None,
        echo: Some("echo"),
        echo_null: false,
        ok: &[("status", "\"ok\""), ("code", "0")],
        failed: &[("status", "\"failed\""), ("data", "null")],
        accepted: &[("status", "\"async\""), ("code", "1"), ("data", "null")],
    },
    frames: Some(Frames {
        name: "action",
        parameters: "params",
        universal: &["/"],
        calls: &["/calls"],
        events: &["/events"],
        ..Frames::PLAIN
    }),
    events: Some(Events {
        marks: &["kind"],
        connect: &[("kind", Part::Json("\"hello\"")), ("self", Part::SelfId), ("time", Part::Time)],
        heartbeat: &[("kind", Part::Json("\"beat\"")), ("status", Part::Status), ("interval", Part::Interval)],
        interval: 5000,
    }),
    peer: Some(Peer {
        self_header: "X-Self",
        role_header: "X-Role",
        roles: ["Both", "Calls", "Events"],
        scheme: "Token",
        signature_header: "X-Signature",
        quick: Some(Quick { endpoint: "answer", event: "event", operation: "operation" }),
    }),
    profiles: &[DOCUMENTED, LOOSE],
};

const DOCUMENTED: Profile = Profile {
    refusals: &[
        Refusal { problem: Problem::Unauthenticated, status: 401, code: 1401, message: "UNAUTHORIZED", body: false },
        Refusal { problem: Problem::Forbidden, status: 403, code: 1403, message: "FORBIDDEN", body: false },
        Refusal { problem: Problem::Unknown, status: 404, code: 1404, message: "NO_SUCH_NOTE_CALL", body: true },
        Refusal { problem: Problem::Media, status: 406, code: 1406, message: "MEDIA", body: true },
        Refusal { problem: Problem::Malformed, status: 200, code: 1400, message: "BAD_REQUEST", body: true },
        Refusal { problem: Problem::Parameter, status: 200, code: 1400, message: "BAD_PARAM", body: true },
    ],
    ..Profile::DEFAULT
};

const LOOSE: Profile = Profile {
    name: "loose",
    refusals: &[Refusal { problem: Problem::Unknown, status: 200, code: 404, message: "API_NOT_FOUND", body: true }],
    any_media: true,
    zero_values: true,
    empty_is_absent: true,
    aliases: &[ParameterAlias { endpoint: Some("get_note"), parameter: "id", alias: "note.id" }],
    async_waits: true,
    any_websocket_path: true,
    connect: &[("extra", Part::Json("2"))],
};

/// Adds a note.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AddNote {
    pub title: String,
    pub body: Body,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pinned: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none", alias = "rank_old")]
    pub rank: Option<i32>,
}

/// Text, or parts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Body {
    Text(String),
    Parts(Vec<BodyPart>),
}

/// A part of a body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BodyPart {
    pub kind: String,
    pub count: i64,
}

/// What adding a note answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Added {
    pub id: i64,
}

impl Endpoint for AddNote {
    type Response = Added;
    type Code = i64;
    const API: &'static Api = &NOTES;
    const NAME: &'static str = "add_note";
    const PATH: &'static str = "/add_note";
    const ALIASES: &'static [&'static str] = &["/.add_note"];
    const METHODS: &'static [Method] = &[Method::Get, Method::Post];
    const AUTH: &'static [&'static str] = &["bearer", "key", "session"];
    const PARAMETERS: &'static [Parameter] = &[
        Parameter { name: "title", kind: Kind::Text, required: true, max_length: Some(500), ..Parameter::PLAIN },
        Parameter {
            name: "body",
            kind: Kind::Union(&[Kind::Text, Kind::List(&Kind::Object(part))]),
            required: true,
            ..Parameter::PLAIN
        },
        Parameter { name: "pinned", kind: Kind::Bool, ..Parameter::PLAIN },
        Parameter { name: "weight", kind: Kind::Float, ..Parameter::PLAIN },
        Parameter { name: "tags", kind: Kind::List(&Kind::Text), ..Parameter::PLAIN },
        Parameter {
            name: "rank",
            aliases: &["rank_old"],
            kind: Kind::Int { bits: 32, signed: true },
            ..Parameter::PLAIN
        },
    ];
}

fn part() -> &'static [Parameter] {
    &[
        Parameter { name: "kind", kind: Kind::Text, required: true, ..Parameter::PLAIN },
        Parameter { name: "count", kind: Kind::Int { bits: 64, signed: true }, required: true, ..Parameter::PLAIN },
    ]
}

/// Reads a note.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GetNote {
    pub id: i64,
}

/// A note.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Note {
    pub id: i64,
    pub title: String,
}

impl Endpoint for GetNote {
    type Response = Note;
    type Code = i64;
    const API: &'static Api = &NOTES;
    const NAME: &'static str = "get_note";
    const PATH: &'static str = "/get_note";
    const METHODS: &'static [Method] = &[Method::Get, Method::Post];
    const AUTH: &'static [&'static str] = &["bearer", "key", "session"];
    const READS: bool = true;
    const PARAMETERS: &'static [Parameter] =
        &[Parameter { name: "id", kind: Kind::Int { bits: 64, signed: true }, required: true, ..Parameter::PLAIN }];
}

/// Empties everything; takes POST alone, with a token from a cookie.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Clear {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
}

impl Endpoint for Clear {
    type Response = Empty;
    type Code = i64;
    const API: &'static Api = &NOTES;
    const NAME: &'static str = "clear";
    const PATH: &'static str = "/v1/clear";
    const METHODS: &'static [Method] = &[Method::Post];
    const AUTH: &'static [&'static str] = &["bearer", "key", "session"];
    const PARAMETERS: &'static [Parameter] =
        &[Parameter { name: "token", kind: Kind::Text, required: true, cookie: Some("token"), ..Parameter::PLAIN }];
}

/// Changes a note; its id is in the path, and who does it in a header.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChangeNote {
    pub id: i64,
    #[serde(default, skip_serializing_if = "Option::is_none", rename = "X-Author")]
    pub author: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}

/// The parameter that is in the path of a note.
const ID: Parameter = Parameter {
    name: "id",
    kind: Kind::Int { bits: 64, signed: true },
    required: true,
    location: Some(Location::Path),
    ..Parameter::PLAIN
};

impl Endpoint for ChangeNote {
    type Response = Empty;
    type Code = i64;
    const API: &'static Api = &NOTES;
    const NAME: &'static str = "change_note";
    const PATH: &'static str = "/notes/{id}";
    const METHODS: &'static [Method] = &[Method::Put, Method::Patch];
    const STATUS: u16 = 202;
    const PARAMETERS: &'static [Parameter] = &[
        ID,
        Parameter { name: "X-Author", kind: Kind::Text, location: Some(Location::Header), ..Parameter::PLAIN },
        Parameter { name: "title", kind: Kind::Text, ..Parameter::PLAIN },
    ];
}

/// Drops a note, on the path on which it is changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DropNote {
    pub id: i64,
}

impl Endpoint for DropNote {
    type Response = Empty;
    type Code = i64;
    const API: &'static Api = &NOTES;
    const NAME: &'static str = "drop_note";
    const PATH: &'static str = "/notes/{id}";
    const METHODS: &'static [Method] = &[Method::Delete];
    const STATUS: u16 = 204;
    const PARAMETERS: &'static [Parameter] = &[ID];
}
