//! Endpoints as types.

use std::fmt;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// An endpoint: the type is its request.
///
/// Clients, servers and tests are written once over this trait and work for every endpoint of every API.
pub trait Endpoint: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// The data that comes back.
    type Response: Serialize + DeserializeOwned + Send + Sync + 'static;

    /// The name, unique in the API.
    const NAME: &'static str;
    /// The path, with its leading `/`.
    const PATH: &'static str;
    /// Other paths for the same thing.
    const ALIASES: &'static [&'static str] = &[];
    /// The methods that it takes, the usual one first.
    const METHODS: &'static [Method];
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
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
