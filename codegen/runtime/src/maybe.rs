//! A field that can be absent, `null` or a value.

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

/// A field that can be absent, `null` or a value, where the documents tell the three apart.
///
/// In a struct with derived readers, such a field carries
/// `#[serde(default, skip_serializing_if = "Maybe::is_absent")]`; in one of [`object!`](crate::object) it is `optional`.
///
/// ```
/// use tablewright_runtime::Maybe;
///
/// let name: Maybe<String> = Maybe::from(String::from("x"));
/// assert_eq!(name.into_option(), Some(String::from("x")));
/// assert_eq!(Maybe::<String>::from(None), Maybe::Null);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Maybe<T> {
    /// The field is not there.
    #[default]
    Absent,
    /// The field is `null`.
    Null,
    /// The field has a value.
    Value(T),
}

impl<T> Maybe<T> {
    /// Whether the field is not there.
    #[must_use]
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether the field is `null`.
    #[must_use]
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The value, if there is one.
    #[must_use]
    pub const fn as_ref(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The value, if there is one.
    #[must_use]
    pub fn into_option(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }
}

impl<T> From<T> for Maybe<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

/// `None` is `null`; what is absent is not written at all.
impl<T> From<Option<T>> for Maybe<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }
}

impl<T: Serialize> Serialize for Maybe<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_ref().serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Maybe<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    use super::Maybe;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Profile {
        #[serde(default, skip_serializing_if = "Maybe::is_absent")]
        name: Maybe<String>,
    }

    #[test]
    fn tells_absent_from_null() {
        for (text, name) in [
            ("{}", Maybe::Absent),
            (r#"{"name":null}"#, Maybe::Null),
            (r#"{"name":"x"}"#, Maybe::Value("x".to_owned())),
        ] {
            let profile = Profile { name };
            assert_eq!(serde_json::from_str::<Profile>(text).unwrap(), profile);
            assert_eq!(serde_json::to_string(&profile).unwrap(), text);
        }
        assert!(Maybe::<i64>::default().is_absent());
        assert!(!Maybe::from(1).is_null());
        assert_eq!(Maybe::<i64>::Null.into_option(), None);
    }
}
