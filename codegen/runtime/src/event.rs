//! Events: values that are told apart by some of their members.

/// Makes an enum with a variant per kind of event and a variant `Other(Value)` readable and writable.
///
/// Behind each variant stand the members by which the event is known, where a `.` goes into an object; the first variant whose members fit counts. An
/// event that does not fit the type of its variant is `Other` too, so that nothing that was received is lost.
///
/// ```
/// use tablewright_runtime::{Value, events};
///
/// #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
/// struct Beat {
///     every: u64,
/// }
///
/// #[derive(Clone, Debug, PartialEq)]
/// enum Event {
///     Beat(Beat),
///     Other(Value),
/// }
/// events!(Event { Beat(Beat) { "kind" = "beat" } });
///
/// let event: Event = serde_json::from_str(r#"{"kind": "beat", "every": 5}"#).unwrap();
/// assert_eq!(event, Event::Beat(Beat { every: 5 }));
/// let event: Event = serde_json::from_str(r#"{"kind": "beat", "every": "day"}"#).unwrap();
/// assert!(matches!(event, Event::Other(_)));
/// ```
#[macro_export]
macro_rules! events {
    ($name:ident { $($variant:ident($held:ty) { $($member:literal = $mark:literal),* $(,)? })* }) => {
        impl ::core::convert::From<$crate::Value> for $name {
            fn from(value: $crate::Value) -> Self {
                $(
                    if true $(&& $crate::event::member(&value, $member).is_some_and(|found| *found == $mark))* {
                        return match <$held as $crate::serde::Deserialize>::deserialize(&value) {
                            ::core::result::Result::Ok(event) => Self::$variant(event),
                            ::core::result::Result::Err(_) => Self::Other(value),
                        };
                    }
                )*
                Self::Other(value)
            }
        }

        $(
            impl ::core::convert::From<$held> for $name {
                fn from(event: $held) -> Self {
                    Self::$variant(event)
                }
            }
        )*

        impl $crate::serde::Serialize for $name {
            fn serialize<__S: $crate::serde::Serializer>(
                &self,
                serializer: __S,
            ) -> ::core::result::Result<__S::Ok, __S::Error> {
                match self {
                    $(Self::$variant(event) => $crate::serde::Serialize::serialize(event, serializer),)*
                    Self::Other(value) => $crate::serde::Serialize::serialize(value, serializer),
                }
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<__D: $crate::serde::Deserializer<'de>>(
                deserializer: __D,
            ) -> ::core::result::Result<Self, __D::Error> {
                <$crate::Value as $crate::serde::Deserialize>::deserialize(deserializer).map(Self::from)
            }
        }
    };
}

/// The value at a path: `a.b` is the member `b` of the member `a`.
#[doc(hidden)]
#[must_use]
pub fn member<'v>(value: &'v crate::Value, path: &str) -> Option<&'v crate::Value> {
    path.split('.').try_fold(value, |value, step| value.as_object()?.get(step))
}

/// Sets the member at a path; one on whose way no object stands is left out.
#[cfg(all(feature = "ws", any(feature = "client", feature = "server")))]
pub(crate) fn put(object: &mut serde_json::Map<String, crate::Value>, path: &str, value: crate::Value) {
    match path.split_once('.') {
        None => drop(object.insert(path.to_owned(), value)),
        Some((first, rest)) => {
            if let crate::Value::Object(inner) = object.entry(first).or_insert_with(|| serde_json::Map::new().into()) {
                put(inner, rest, value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Serialize};
    use serde_json::json;

    use crate::Value;

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    struct Near {
        kind: String,
        level: i64,
        #[serde(flatten)]
        extra: BTreeMap<String, Value>,
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    struct Far {
        kind: String,
    }

    #[derive(Clone, Debug, PartialEq)]
    enum Event {
        Near(Near),
        Far(Far),
        Other(Value),
    }
    #[derive(Clone, Debug, PartialEq)]
    enum Nested {
        Any(BTreeMap<String, Value>),
        Other(Value),
    }
    events!(Nested { Any(BTreeMap<String, Value>) { "d.kind" = "note" } });

    #[test]
    fn what_an_event_is_known_by_can_stand_in_an_object() {
        for (value, is_known) in [
            (json!({"d": {"kind": "note"}}), true),
            (json!({"d": {"kind": "else"}}), false),
            (json!({"d": ["kind"], "d.kind": "note"}), false),
        ] {
            let event = Nested::from(value.clone());
            assert_eq!(matches!(event, Nested::Any(_)), is_known, "{value}");
        }
    }

    events!(Event { Near(Near) { "kind" = "note", "level" = 1i64 } Far(Far) { "kind" = "note" } });

    #[test]
    fn the_first_that_fits_counts_and_nothing_is_lost() {
        for (value, variant) in [
            (json!({"kind": "note", "level": 1, "more": {"a": [null]}}), "Near"),
            (json!({"kind": "note"}), "Far"),
            (json!({"kind": "else", "level": 1}), "Other"),
            (json!({"level": 1}), "Other"),
            (json!([1]), "Other"),
        ] {
            let event = Event::from(value.clone());
            assert!(format!("{event:?}").starts_with(variant), "{event:?}");
            assert_eq!(serde_json::to_value(&event).unwrap(), value);
            assert_eq!(serde_json::from_value::<Event>(value).unwrap(), event);
        }
    }
}
