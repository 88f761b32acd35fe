//! The pairs of a query or a form.

use std::borrow::Cow;

use crate::parameters::Pair;

/// All pairs, decoded.
pub(super) fn pairs(text: &[u8]) -> Vec<Pair<'_>> {
    let mut pairs = Vec::with_capacity(8);
    pairs.extend(form_urlencoded::parse(text));
    pairs
}

/// The first value of a name that has one.
pub(super) fn first<'q>(text: &'q str, name: &str) -> Option<Cow<'q, str>> {
    // Decoding all of it can be spared where the name is not even there, as it is or in escapes.
    if !text.contains(name) && !text.contains('%') {
        return None;
    }
    form_urlencoded::parse(text.as_bytes()).find_map(|(key, value)| (key == name && !value.is_empty()).then_some(value))
}
