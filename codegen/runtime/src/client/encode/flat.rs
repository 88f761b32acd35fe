//! Parameters as pairs of names and texts.

use std::borrow::Cow;

use serde_json::value::RawValue;

use crate::api::Kind;

/// How a value fares among pairs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// It can get lost, or be read as another one.
    Lossy,
    /// It stays what it is.
    Whole,
}

/// How `value` fares among pairs, where the documents have this kind of it.
pub(super) fn fit(kind: Option<Kind>, value: &RawValue) -> Fit {
    let whole = match start(value) {
        b'"' => text(value).is_some_and(|text| !text.is_empty() && !is_taken_for_json(kind, &text)),
        b'{' => false,
        b'[' => {
            repeated(kind, value).is_some_and(|texts| !texts.is_empty() && !texts.iter().any(|text| text.is_empty()))
        }
        _ => true,
    };
    if whole { Fit::Whole } else { Fit::Lossy }
}

/// The pairs for a value: none for `null`, one per item for a list of plain values, else one.
pub(super) fn pairs<'a>(
    name: &'a str,
    kind: Option<Kind>,
    value: &'a RawValue,
) -> impl Iterator<Item = (&'a str, Cow<'a, str>)> {
    let texts = match start(value) {
        b'n' => Vec::new(),
        b'"' => vec![text(value).unwrap_or(Cow::Borrowed(value.get()))],
        b'[' => repeated(kind, value).unwrap_or_else(|| vec![Cow::Borrowed(value.get())]),
        _ => vec![Cow::Borrowed(value.get())],
    };
    texts.into_iter().map(move |text| (name, text))
}

/// Whether a value has parts.
pub(super) fn is_nested(value: &RawValue) -> bool {
    matches!(start(value), b'{' | b'[')
}

/// The first byte of a JSON value, which tells its type.
fn start(value: &RawValue) -> u8 {
    value.get().bytes().next().unwrap_or_default()
}

/// What a JSON string holds.
fn text(value: &RawValue) -> Option<Cow<'_, str>> {
    serde_json::from_str::<&str>(value.get())
        .map(Cow::Borrowed)
        .or_else(|_| serde_json::from_str::<String>(value.get()).map(Cow::Owned))
        .ok()
}

/// Whether a server reads a text as JSON where it looks like it. It does not where only text can stand.
fn is_taken_for_json(kind: Option<Kind>, text: &str) -> bool {
    let plain = matches!(kind, Some(Kind::Text | Kind::Nullable(Kind::Text)));
    !plain && text.starts_with(['{', '[']) && serde_json::from_str::<&RawValue>(text).is_ok()
}

/// The texts of a list that is written as one pair per item: a list of plain values where the documents do not say
/// otherwise.
fn repeated(kind: Option<Kind>, value: &RawValue) -> Option<Vec<Cow<'_, str>>> {
    let list = match kind {
        None => true,
        Some(kind) => is_plain_list(kind),
    };
    if !list {
        return None;
    }
    let items: Vec<&RawValue> = serde_json::from_str(value.get()).ok()?;
    items
        .into_iter()
        .map(|item| match start(item) {
            b'{' | b'[' | b'n' => None,
            b'"' => text(item),
            _ => Some(Cow::Borrowed(item.get())),
        })
        .collect()
}

fn is_plain_list(kind: Kind) -> bool {
    match kind {
        Kind::List(item) => matches!(item, Kind::Bool | Kind::Int { .. } | Kind::Float | Kind::Text),
        Kind::Nullable(kind) => is_plain_list(*kind),
        _ => false,
    }
}
