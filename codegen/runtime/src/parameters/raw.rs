//! Values as they came, and the way to them.

use std::fmt;

use serde_json::value::RawValue;

/// A value that came.
#[derive(Clone, Copy)]
pub(super) enum Raw<'a> {
    /// As JSON.
    Json(&'a str),
    /// As the text of a form or query.
    Plain(&'a str),
    /// As a file, by its place among those of the call.
    File(usize),
}

/// How much a value may be bent to fit.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// Not at all; why it does not fit is not asked for.
    Exact,
    /// As callers write it.
    Coerce,
    /// As [`Mode::Coerce`], and what does not fit becomes zero.
    Zero,
}

/// The way to a value.
pub(super) enum Path<'a> {
    Name(&'a str),
    Member(&'a Self, &'a str),
    Item(&'a Self, usize),
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => f.write_str(name),
            Self::Member(parent, name) => write!(f, "{parent}.{name}"),
            Self::Item(parent, index) => write!(f, "{parent}[{index}]"),
        }
    }
}

/// The JSON in the value of a form or query: an object or a list.
pub(super) fn json(text: &str) -> Option<&str> {
    if !text.starts_with(['{', '[']) {
        return None;
    }
    serde_json::from_str::<&RawValue>(text).ok().map(RawValue::get)
}
