//! Readers for fields whose presence serde would not tell by itself.

use serde::de::{Deserialize, Deserializer};

/// Reads a field that must be there although its type is an [`Option`]: `null` is `None`, and absence is an error.
///
/// It is what a derived reader does for any other type; naming it in `deserialize_with` takes away the exception that
/// serde makes for `Option`.
///
/// # Errors
///
/// Where the value does not fit the type.
pub fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<T, D::Error> {
    T::deserialize(deserializer)
}

/// Reads a field that can be absent and whose type has `null` among its own values, such as any JSON value.
///
/// # Errors
///
/// Where the value does not fit the type.
pub fn some<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    use crate::Value;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Sample {
        #[serde(deserialize_with = "super::present")]
        words: Option<Vec<String>>,
        #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "super::some")]
        echo: Option<Value>,
    }

    #[test]
    fn null_is_a_value_and_absence_is_not() {
        for text in [r#"{"words":null}"#, r#"{"words":["a"],"echo":null}"#, r#"{"words":[],"echo":1}"#] {
            let sample: Sample = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&sample).unwrap(), text);
        }
        assert!(serde_json::from_str::<Sample>("{}").unwrap_err().to_string().contains("missing field `words`"));
    }
}
