//! Nothing, in its two forms.

use serde::de::{Deserialize, Deserializer, IgnoredAny};
use serde::ser::{Serialize, Serializer};

/// The data of a response that has none. It is written as `null` and read from whatever stands there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Empty;

impl Serialize for Empty {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit()
    }
}

impl<'de> Deserialize<'de> for Empty {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // `Option` first: serde reads a field that is missing as `None`, and so as `Empty`.
        Option::<IgnoredAny>::deserialize(deserializer).map(|_| Self)
    }
}

/// A value that is always `null`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Null;

impl Serialize for Null {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit()
    }
}

impl<'de> Deserialize<'de> for Null {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <()>::deserialize(deserializer).map(|()| Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(serde::Deserialize)]
    struct Envelope {
        data: Empty,
    }

    #[test]
    fn empty_reads_from_null_nothing_and_anything() {
        for text in [r#"{"data":null}"#, "{}", r#"{"data":{}}"#, r#"{"data":[1,{"a":2}]}"#] {
            assert_eq!(serde_json::from_str::<Envelope>(text).unwrap().data, Empty, "{text}");
        }
        assert_eq!(serde_json::to_string(&Empty).unwrap(), "null");
    }

    #[test]
    fn null_is_null_only() {
        assert_eq!(serde_json::from_str::<Null>("null").unwrap(), Null);
        assert!(serde_json::from_str::<Null>("0").is_err());
        assert_eq!(serde_json::to_string(&Null).unwrap(), "null");
    }
}
