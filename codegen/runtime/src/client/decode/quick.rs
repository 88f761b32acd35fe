//! The one pass over an answer that is a success.

use std::fmt;
use std::marker::PhantomData;
use std::str;

use serde::de::value::UnitDeserializer;
use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};

use crate::api::{Envelope, Success};

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
    let mut reader = serde_json::Deserializer::from_str(text);
    let seed = Pass { data, code: envelope.code, kind: PhantomData::<T> };
    let (data, code) = seed.deserialize(&mut reader).ok()?;
    reader.end().ok()?;
    let success = match (envelope.code, code) {
        (None, _) => true,
        (Some(_), None) => envelope.success.is_empty(),
        (Some(_), Some(code)) => {
            let known = matches!(envelope.success, Success::Numbers(known) if known.contains(&code));
            known && accepted(envelope).and_then(|json| json.parse().ok()) != Some(code)
        }
    };
    if !success {
        return None;
    }
    data.or_else(nothing)
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

/// Reads the data and the code of an envelope, and passes over the rest.
struct Pass<T> {
    data: &'static str,
    code: Option<&'static str>,
    kind: PhantomData<T>,
}

impl<'de, T: DeserializeOwned> DeserializeSeed<'de> for Pass<T> {
    type Value = (Option<T>, Option<i64>);

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, T: DeserializeOwned> Visitor<'de> for Pass<T> {
    type Value = (Option<T>, Option<i64>);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let (mut data, mut code) = (None, None);
        while let Some(field) = map.next_key_seed(Key { data: self.data, code: self.code })? {
            match field {
                Field::Data if data.is_some() => return Err(A::Error::duplicate_field(self.data)),
                Field::Data => data = Some(map.next_value()?),
                Field::Code => code = Some(map.next_value()?),
                Field::Other => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok((data, code))
    }
}

enum Field {
    Data,
    Code,
    Other,
}

/// Tells which field a key names.
struct Key {
    data: &'static str,
    code: Option<&'static str>,
}

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Field;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Field, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Key {
    type Value = Field;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Field, E> {
        Ok(match key {
            key if key == self.data => Field::Data,
            key if Some(key) == self.code => Field::Code,
            _ => Field::Other,
        })
    }
}
