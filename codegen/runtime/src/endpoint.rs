//! Endpoints as types.

use std::fmt;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::FailureCode;
use crate::api::{Api, Encoding, Media, Parameter, RawBody, Rule, Selector};

/// An endpoint: the type is its request.
///
/// Clients, servers and tests are written once over this trait and work for every endpoint of every API.
pub trait Endpoint: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// The data that comes back.
    type Response: Serialize + DeserializeOwned + Send + Sync + 'static;
    /// The codes that it fails with: the documented ones, and any other.
    type Code: FailureCode;

    /// The API.
    const API: &'static Api;
    /// The name, unique in the API.
    const NAME: &'static str;
    /// The path, with its leading `/`.
    const PATH: &'static str;
    /// Other paths for the same thing.
    const ALIASES: &'static [&'static str] = &[];
    /// The methods that it takes, the usual one first.
    const METHODS: &'static [Method];
    /// The HTTP status with which a server answers a call that was carried out. A client takes every one from 200 to 299.
    const STATUS: u16 = 200;
    /// The statuses of its successes, the usual one first, where there are several: [`Self::Response`] is then an enum of
    /// [`answers!`](crate::answers), whose variants are told apart by them. Over HTTP a server answers with the status of
    /// the variant; a frame has none, and what comes in it, or with another status, is the first of them that it can be.
    const STATUSES: &'static [u16] = &[];
    /// Whether nothing surrounds its data over HTTP, although [`Api::envelope`] surrounds that of others.
    const BARE: bool = false;
    /// What a success is, where it is no JSON. Only HTTP carries it. Under an envelope, a server sends a file that could be
    /// taken for a failure, such as one in JSON, as `application/octet-stream`, whatever its own type is.
    const MEDIA: Option<Media> = None;
    /// The base URL, where it is not the API's first.
    const SERVER: Option<&'static str> = None;
    /// How its parameters are written, where it is not as [`Api::get`] and [`Api::post`] have it.
    const ENCODINGS: &'static [Encoding] = &[];
    /// The body, where it is one of the parameters and no JSON, form or parts.
    const RAW: Option<RawBody> = None;
    /// The [`crate::api::Auth::id`]s, one of which is needed; empty where none is.
    const AUTH: &'static [&'static str] = &[];
    /// Whether a call changes nothing, so that it can be sent again when no answer came.
    const READS: bool = false;
    /// What tells it from the other endpoints of its methods and path, where there are others.
    const SELECTOR: Option<&'static Selector> = None;
    /// The parameters, in the order of the document.
    const PARAMETERS: &'static [Parameter] = &[];
    /// What must hold between them.
    const RULES: &'static [Rule] = &[];

    /// All of this as a value.
    const INFO: &'static Info = &Info {
        api: Self::API,
        name: Self::NAME,
        path: Self::PATH,
        aliases: Self::ALIASES,
        methods: Self::METHODS,
        status: Self::STATUS,
        statuses: Self::STATUSES,
        bare: Self::BARE,
        media: Self::MEDIA,
        server: Self::SERVER,
        encodings: Self::ENCODINGS,
        raw: Self::RAW,
        auth: Self::AUTH,
        reads: Self::READS,
        selector: Self::SELECTOR,
        parameters: Self::PARAMETERS,
        rules: Self::RULES,
    };
}

/// What is known of an endpoint beside its types; the fields are the constants of [`Endpoint`].
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "the constants of `Endpoint` have it")]
pub struct Info {
    pub api: &'static Api,
    pub name: &'static str,
    pub path: &'static str,
    pub aliases: &'static [&'static str],
    pub methods: &'static [Method],
    pub status: u16,
    pub statuses: &'static [u16],
    pub bare: bool,
    pub media: Option<Media>,
    pub server: Option<&'static str>,
    pub encodings: &'static [Encoding],
    pub raw: Option<RawBody>,
    pub auth: &'static [&'static str],
    pub reads: bool,
    pub selector: Option<&'static Selector>,
    pub parameters: &'static [Parameter],
    pub rules: &'static [Rule],
}

/// Something that is done for each endpoint of an API; generated code calls it for all of them.
pub trait Visitor {
    /// Does it for one.
    fn visit<E: Endpoint>(&mut self);
}

/// An HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the methods are what they are called")]
pub enum Method {
    Get,
    Post,
    Put,
    Patch,
    Delete,
    Head,
    Options,
}

impl Method {
    /// The method as it is written, in capitals.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
            Self::Head => "HEAD",
            Self::Options => "OPTIONS",
        }
    }

    /// Whether a request of the method never has a body, so that its parameters are in the query.
    #[must_use]
    pub const fn is_bare(self) -> bool {
        matches!(self, Self::Get | Self::Head | Self::Options)
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
