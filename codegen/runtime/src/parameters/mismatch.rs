//! Why parameters cannot be read, in words.

use std::fmt;

use super::raw::{Path, Raw};
use super::words;
use crate::api::{Kind, Parameter};

/// Why the parameters of a call cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// There is no JSON object where one is expected; the text says what is there instead.
    NotAnObject(String),
    /// A parameter is missing or does not fit.
    Parameter(Mismatch),
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAnObject(what) => f.write_str(what),
            Self::Parameter(mismatch) => mismatch.fmt(f),
        }
    }
}

impl std::error::Error for Unfit {}

impl From<Mismatch> for Unfit {
    fn from(mismatch: Mismatch) -> Self {
        Self::Parameter(mismatch)
    }
}

/// A parameter that is missing or does not fit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mismatch {
    /// The parameter, with the path into it, such as `message[0].data`.
    pub parameter: String,
    /// What it should be, in words.
    pub expected: String,
    /// What came, in words and at most a short piece of it; `None` where nothing came.
    pub got: Option<String>,
}

impl Mismatch {
    /// The value at `path` is not of this kind.
    pub(super) fn new(path: &Path<'_>, kind: &Kind, raw: Raw<'_>) -> Self {
        Self { parameter: path.to_string(), expected: words::kind(kind), got: Some(words::value(raw)) }
    }

    /// The value at `path` breaks a bound.
    pub(super) fn bound(path: &Path<'_>, expected: String, got: String) -> Self {
        Self { parameter: path.to_string(), expected, got: Some(got) }
    }

    /// There is no value at `path`.
    pub(super) fn missing(path: &Path<'_>, parameter: &Parameter) -> Self {
        Self { parameter: path.to_string(), expected: words::kind(&parameter.kind), got: None }
    }

    /// None of these parameters is given.
    pub(super) fn none_of(names: &[&str]) -> Self {
        Self { parameter: names.join("` or `"), expected: "at least one of them".to_owned(), got: None }
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { parameter, expected, got } = self;
        match got {
            Some(got) => write!(f, "`{parameter}`: expected {expected}, got {got}"),
            None => write!(f, "`{parameter}` is missing: expected {expected}"),
        }
    }
}

impl std::error::Error for Mismatch {}
