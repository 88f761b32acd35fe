//! HTTP statuses: one of them, a class of them, or all that are not listed.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a documented HTTP status stands for: a number, or one of the words that stand for several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum StatusCode {
    /// One status.
    One(u16),
    /// Several.
    Range(StatusRange),
}

/// Statuses of calls that were not carried out, several at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub enum StatusRange {
    /// Each from 400 to 499 that is not listed.
    #[serde(rename = "4XX")]
    ClientError,
    /// Each from 500 to 599 that is not listed.
    #[serde(rename = "5XX")]
    ServerError,
    /// Each that is not listed and is in no class that is.
    #[serde(rename = "default")]
    Default,
}

impl StatusCode {
    /// Whether a response of this status says that the call was carried out.
    #[must_use]
    pub fn is_success(self) -> bool {
        matches!(self, Self::One(200..300))
    }

    /// Whether a response of this status never has a body.
    #[must_use]
    pub fn is_bare(self) -> bool {
        matches!(self, Self::One(204 | 205))
    }

    /// Whether a response of this status says that the call failed.
    #[must_use]
    pub fn is_error(self) -> bool {
        !matches!(self, Self::One(0..400))
    }

    /// Whether `other` is this status, or one of these.
    #[must_use]
    pub fn covers(self, other: Self) -> bool {
        match (self, other) {
            (Self::Range(StatusRange::ClientError), Self::One(400..500))
            | (Self::Range(StatusRange::ServerError), Self::One(500..600)) => true,
            (Self::Range(StatusRange::Default), other) => !other.is_success(),
            _ => self == other,
        }
    }
}

impl fmt::Display for StatusCode {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::One(code) => code.fmt(to),
            Self::Range(StatusRange::ClientError) => "4XX".fmt(to),
            Self::Range(StatusRange::ServerError) => "5XX".fmt(to),
            Self::Range(StatusRange::Default) => "default".fmt(to),
        }
    }
}
