//! Answers of endpoints that succeed in several ways, told apart by their HTTP statuses.

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::{Info, Value};

/// Makes an enum with a variant per HTTP status readable and writable as an object with the status for its only key and
/// the data for its value. A variant that holds nothing is read from whatever stands there.
///
/// Client and server take the status from there, so that it never stands in a body.
///
/// ```
/// #[derive(Debug, PartialEq)]
/// enum Answer {
///     Ok(String),
///     NoContent,
/// }
/// tablewright_runtime::answers!(Answer { 200: Ok(String), 204: NoContent });
///
/// assert_eq!(serde_json::to_string(&Answer::Ok("a".into())).unwrap(), r#"{"200":"a"}"#);
/// assert_eq!(serde_json::from_str::<Answer>(r#"{"204":null}"#).unwrap(), Answer::NoContent);
/// ```
#[macro_export]
macro_rules! answers {
    ($name:ident { $($status:literal: $variant:ident $(($held:ty))?),* $(,)? }) => {
        impl $crate::serde::Serialize for $name {
            fn serialize<__S: $crate::serde::Serializer>(
                &self,
                serializer: __S,
            ) -> ::core::result::Result<__S::Ok, __S::Error> {
                match self {
                    $($crate::__answer!(pattern $variant data $($held)?) => $crate::answers::write(
                        serializer,
                        $status,
                        $crate::__answer!(value data $($held)?),
                    ),)*
                }
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<__D: $crate::serde::Deserializer<'de>>(
                deserializer: __D,
            ) -> ::core::result::Result<Self, __D::Error> {
                struct __Answer;

                impl<'de> $crate::serde::de::Visitor<'de> for __Answer {
                    type Value = $name;

                    fn expecting(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                        f.write_str("an object with a documented HTTP status for its only key")
                    }

                    fn visit_map<__A: $crate::serde::de::MapAccess<'de>>(
                        self,
                        mut map: __A,
                    ) -> ::core::result::Result<Self::Value, __A::Error> {
                        match map.next_key::<u16>()? {
                            $(::core::option::Option::Some($status) => {
                                $crate::__answer!(read map $name $variant $($held)?)
                            })*
                            _ => ::core::result::Result::Err($crate::serde::de::Error::custom(
                                "there is no such answer",
                            )),
                        }
                    }
                }

                deserializer.deserialize_map(__Answer)
            }
        }
    };
}

/// What is done with a variant.
#[doc(hidden)]
#[macro_export]
macro_rules! __answer {
    (pattern $variant:ident $data:ident) => {
        Self::$variant
    };
    (pattern $variant:ident $data:ident $held:ty) => {
        Self::$variant($data)
    };
    (value $data:ident) => {
        &$crate::Empty
    };
    (value $data:ident $held:ty) => {
        $data
    };
    (read $map:ident $name:ident $variant:ident) => {{
        $map.next_value::<$crate::Empty>()?;
        ::core::result::Result::Ok($name::$variant)
    }};
    (read $map:ident $name:ident $variant:ident $held:ty) => {
        ::core::result::Result::Ok($name::$variant($map.next_value::<$held>()?))
    };
}

/// Data of the usual success of an endpoint, as its response type is written.
#[doc(hidden)]
#[must_use]
pub fn usual(info: &Info, data: Value) -> Value {
    match info.statuses.first() {
        Some(status) => Value::Object([(status.to_string(), data)].into_iter().collect()),
        None => data,
    }
}

/// Writes an answer.
///
/// # Errors
///
/// Those of the serializer.
#[doc(hidden)]
pub fn write<S: Serializer, T: Serialize + ?Sized>(serializer: S, status: u16, data: &T) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(1))?;
    map.serialize_entry(&status, data)?;
    map.end()
}

/// The text of an answer with its status around it.
#[cfg(feature = "client")]
pub(crate) fn tagged(status: u16, data: &str) -> String {
    format!("{{\"{status}\":{data}}}")
}

/// The status of an answer, and where its data stands in the text that [`write`] made.
#[cfg(feature = "server")]
pub(crate) fn untagged(text: &[u8]) -> Option<(u16, &[u8])> {
    let rest = text.strip_prefix(b"{\"")?.strip_suffix(b"}")?;
    let (status, data) = (rest.get(..3)?, rest.get(3..)?.strip_prefix(b"\":")?);
    Some((std::str::from_utf8(status).ok()?.parse().ok()?, data))
}

#[cfg(test)]
mod tests {
    use crate::{Empty, Value};

    #[derive(Debug, PartialEq)]
    enum Answer {
        Ok(Vec<u8>),
        Accepted(Option<Value>),
        NoContent,
    }

    crate::answers!(Answer { 200: Ok(Vec<u8>), 202: Accepted(Option<Value>), 204: NoContent });

    #[test]
    fn an_answer_goes_through_json_with_its_status() {
        for (answer, text) in [
            (Answer::Ok(vec![1, 2]), r#"{"200":[1,2]}"#),
            (Answer::Accepted(None), r#"{"202":null}"#),
            (Answer::NoContent, r#"{"204":null}"#),
        ] {
            assert_eq!(serde_json::to_string(&answer).unwrap(), text);
            assert_eq!(serde_json::from_str::<Answer>(text).unwrap(), answer);
            let value: Value = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::from_value::<Answer>(value).unwrap(), answer);
            #[cfg(feature = "server")]
            {
                let (status, data) = super::untagged(text.as_bytes()).unwrap();
                assert_eq!(format!("{{\"{status}\":{}}}", std::str::from_utf8(data).unwrap()), text);
            }
        }
        // What holds nothing is read from anything.
        assert_eq!(serde_json::from_str::<Answer>(r#"{"204":{"a":1}}"#).unwrap(), Answer::NoContent);
        for wrong in ["{}", "[]", r#"{"201":null}"#, r#"{"200":null}"#, r#"{"x":1}"#] {
            assert!(serde_json::from_str::<Answer>(wrong).is_err(), "{wrong}");
        }
        assert_eq!(serde_json::to_string(&Empty).unwrap(), "null");
    }
}
