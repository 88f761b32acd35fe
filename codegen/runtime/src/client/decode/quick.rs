//! The one pass over an answer that is a success.

use std::borrow::Cow;
use std::marker::PhantomData;
use std::str;

use serde::de::value::UnitDeserializer;
use serde::de::{Deserialize, DeserializeOwned, DeserializeSeed, Deserializer, IgnoredAny};

use crate::api::{Envelope, Success};
use crate::json::{self, Text};

/// The data of an answer that is a success, with data that fits; nothing in every other case.
pub(super) fn read<T: DeserializeOwned>(envelope: &'static Envelope, body: &[u8]) -> Option<T> {
    // The text is checked once here rather than string by string.
    let text = str::from_utf8(body).ok()?;
    let Some(data) = envelope.data else {
        return match envelope.code {
            None if text.is_empty() => nothing(),
            None => serde_json::from_str(text).ok(),
            Some(_) => None,
        };
    };
    // What is in an object is looked for with care, and so is the code of a failure that is in one.
    let (parent, is_nested) = match envelope.code.and_then(|code| code.split_once('.')) {
        Some((parent, _)) => (Some(parent), !envelope.success.is_empty()),
        None => (None, false),
    };
    if is_nested || data.contains('.') {
        return None;
    }
    let mut reader = serde_json::Deserializer::from_str(text);
    let accepted = accepted(envelope);
    let pick = |name: Cow<'_, str>| match &*name {
        name if name == data => Some(Part::Data(PhantomData)),
        name if Some(name) == envelope.code => Some(Part::Code(envelope.success, accepted)),
        name if Some(name) == parent => Some(Part::Around),
        _ => None,
    };
    let (mut found, mut twice, mut success) = (None, false, envelope.code.is_none() || envelope.success.is_empty());
    let found_part = |part| match part {
        Found::Data(data) => twice |= found.replace(data).is_some(),
        Found::Code(known) => success = known,
    };
    json::read_members(&mut reader, pick, found_part).ok()?;
    reader.end().ok()?;
    if twice || !success {
        return None;
    }
    found.or_else(nothing)
}

/// Data that is not there is `null`, which some types take.
fn nothing<T: DeserializeOwned>() -> Option<T> {
    T::deserialize(UnitDeserializer::<serde_json::Error>::new()).ok()
}

/// The code, as JSON, that says that a call is carried out later, where it is not that of every success.
pub(super) fn accepted(envelope: &Envelope) -> Option<&'static str> {
    let name = envelope.code?;
    let stated =
        |members: &[(&str, &'static str)]| members.iter().find(|(member, _)| *member == name).map(|(_, value)| *value);
    stated(envelope.accepted).filter(|code| stated(envelope.ok) != Some(*code))
}

/// A field of the envelope that counts.
enum Part<T> {
    Data(PhantomData<T>),
    /// What the code is and which of its values mean success, and the one that says that the call runs on.
    Code(Success, Option<&'static str>),
    /// What the code of a failure is in.
    Around,
}

/// What stands there.
enum Found<T> {
    Data(T),
    /// Whether the code means success.
    Code(bool),
}

impl<'de, T: DeserializeOwned> DeserializeSeed<'de> for Part<T> {
    type Value = Found<T>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        match self {
            Self::Data(kind) => kind.deserialize(deserializer).map(Found::Data),
            Self::Around => Option::<IgnoredAny>::deserialize(deserializer).map(|inner| Found::Code(inner.is_none())),
            Self::Code(success, accepted) => is_success(success, accepted, deserializer).map(Found::Code),
        }
    }
}

/// Reads a code as what it is, and tells whether it means success.
fn is_success<'de, D: Deserializer<'de>>(
    success: Success,
    accepted: Option<&str>,
    deserializer: D,
) -> Result<bool, D::Error> {
    Ok(match success {
        Success::Numbers(known) => match Option::<i64>::deserialize(deserializer)? {
            None => known.is_empty(),
            Some(code) => known.contains(&code) && accepted.and_then(|json| json.parse().ok()) != Some(code),
        },
        Success::Texts(known) => match Option::<Text<'_>>::deserialize(deserializer)? {
            None => known.is_empty(),
            Some(Text(code)) => {
                known.contains(&&*code) && accepted.and_then(json::unquote).is_none_or(|accepted| accepted != code)
            }
        },
        Success::Flag(known) => {
            let code = bool::deserialize(deserializer)?;
            code == known && accepted.and_then(|json| json.parse().ok()) != Some(code)
        }
    })
}
