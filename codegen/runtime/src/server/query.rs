//! The pairs of a query or a form.

use std::borrow::Cow;

use crate::parameters::Pair;

/// All pairs, decoded.
pub(super) fn pairs(text: &[u8]) -> Vec<Pair<'_>> {
    form_urlencoded::parse(text).collect()
}

/// The first value of a name that has one.
pub(super) fn first<'q>(text: &'q str, name: &str) -> Option<Cow<'q, str>> {
    form_urlencoded::parse(text.as_bytes()).find_map(|(key, value)| (key == name && !value.is_empty()).then_some(value))
}
