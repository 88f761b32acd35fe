//! Open value sets: enums of the documented values that keep a value which is not among them.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, Visitor};

/// Makes an enum with a variant per value and a variant `Other(String)` an open set of strings.
///
/// It gets `KNOWN`, `as_str`, `Display`, conversions from and into text, and serde's traits. A value is `Other` only
/// where it is not documented, if it was made by one of these conversions.
///
/// ```
/// #[derive(Clone, Debug, PartialEq)]
/// enum Sex {
///     Male,
///     Female,
///     Other(String),
/// }
/// tablewright_runtime::string_values!(Sex { Male = "male", Female = "female" });
///
/// assert_eq!(Sex::from("male"), Sex::Male);
/// assert_eq!(Sex::from("x").as_str(), "x");
/// assert_eq!(Sex::KNOWN, [Sex::Male, Sex::Female]);
/// ```
#[macro_export]
macro_rules! string_values {
    ($name:ident { $($variant:ident = $value:literal),* $(,)? }) => {
        impl $name {
            /// The documented values.
            pub const KNOWN: &'static [Self] = &[$(Self::$variant),*];

            /// The value as it is on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $value,)*
                    Self::Other(value) => value,
                }
            }
        }

        impl ::core::convert::From<&str> for $name {
            fn from(value: &str) -> Self {
                match value {
                    $($value => Self::$variant,)*
                    _ => Self::Other(::core::convert::From::from(value)),
                }
            }
        }

        impl ::core::convert::From<::std::string::String> for $name {
            fn from(value: ::std::string::String) -> Self {
                match value.as_str() {
                    $($value => Self::$variant,)*
                    _ => Self::Other(value),
                }
            }
        }

        impl ::core::convert::From<$name> for ::std::string::String {
            fn from(value: $name) -> Self {
                match value {
                    $name::Other(value) => value,
                    known => ::core::convert::From::from(known.as_str()),
                }
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl $crate::serde::Serialize for $name {
            fn serialize<__S: $crate::serde::Serializer>(
                &self,
                serializer: __S,
            ) -> ::core::result::Result<__S::Ok, __S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<__D: $crate::serde::Deserializer<'de>>(
                deserializer: __D,
            ) -> ::core::result::Result<Self, __D::Error> {
                $crate::values::deserialize_text(deserializer)
            }
        }
    };
}

/// Makes a type that is made from text the codes of an endpoint.
#[macro_export]
macro_rules! text_codes {
    ($name:ident) => {
        impl $crate::FailureCode for $name {
            fn of(failure: &$crate::Failure) -> Self {
                Self::from(&*failure.code_text())
            }
        }
    };
}

/// Makes an enum with a variant per value and a variant `Other` an open set of integers.
///
/// It gets `KNOWN`, `value`, `Display`, conversions from and into the integer, and serde's traits.
///
/// ```
/// #[derive(Clone, Copy, Debug, PartialEq)]
/// enum Reply {
///     Off,
///     On,
///     Other(i64),
/// }
/// tablewright_runtime::integer_values!(Reply: i64 { Off = 0, On = 1 });
///
/// assert_eq!(Reply::from(1), Reply::On);
/// assert_eq!(Reply::from(-7).value(), -7);
/// ```
#[macro_export]
macro_rules! integer_values {
    ($name:ident : $integer:ty { $($variant:ident = $value:literal),* $(,)? }) => {
        impl $name {
            /// The documented values.
            pub const KNOWN: &'static [Self] = &[$(Self::$variant),*];

            /// The value as it is on the wire.
            #[must_use]
            pub const fn value(self) -> $integer {
                match self {
                    $(Self::$variant => $value,)*
                    Self::Other(value) => value,
                }
            }
        }

        impl ::core::convert::From<$integer> for $name {
            fn from(value: $integer) -> Self {
                match value {
                    $($value => Self::$variant,)*
                    _ => Self::Other(value),
                }
            }
        }

        impl ::core::convert::From<$name> for $integer {
            fn from(value: $name) -> Self {
                value.value()
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.value(), f)
            }
        }

        impl $crate::serde::Serialize for $name {
            fn serialize<__S: $crate::serde::Serializer>(
                &self,
                serializer: __S,
            ) -> ::core::result::Result<__S::Ok, __S::Error> {
                $crate::serde::Serialize::serialize(&self.value(), serializer)
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<__D: $crate::serde::Deserializer<'de>>(
                deserializer: __D,
            ) -> ::core::result::Result<Self, __D::Error> {
                <$integer as $crate::serde::Deserialize>::deserialize(deserializer).map(Self::from)
            }
        }
    };
}

/// Reads text without a copy where the value is known.
#[doc(hidden)]
pub fn deserialize_text<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: for<'a> From<&'a str> + From<String>,
{
    struct Text<T>(PhantomData<T>);

    impl<T: for<'a> From<&'a str> + From<String>> Visitor<'_> for Text<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a string")
        }

        fn visit_str<E: Error>(self, value: &str) -> Result<T, E> {
            Ok(T::from(value))
        }

        fn visit_string<E: Error>(self, value: String) -> Result<T, E> {
            Ok(T::from(value))
        }
    }

    deserializer.deserialize_string(Text(PhantomData))
}

#[cfg(test)]
mod tests {
    #[derive(Clone, Debug, PartialEq, Eq, Hash)]
    enum Role {
        Owner,
        Member,
        Other(String),
    }
    string_values!(Role { Owner = "owner", Member = "member" });

    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    enum Code {
        Success,
        ValueMinus101,
        Other(i64),
    }
    integer_values!(Code: i64 { Success = 0, ValueMinus101 = -101 });

    #[test]
    fn strings_are_kept() {
        for (text, role) in [
            (r#""owner""#, Role::Owner),
            (r#""member""#, Role::Member),
            (r#""群主\n""#, Role::Other("群主\n".to_owned())),
        ] {
            assert_eq!(serde_json::from_str::<Role>(text).unwrap(), role);
            assert_eq!(serde_json::to_string(&role).unwrap(), text);
            assert_eq!(Role::from(role.to_string()), role);
            assert_eq!(Role::from(String::from(role.clone())), role);
        }
        assert_eq!(serde_json::from_value::<Role>("owner".into()).unwrap(), Role::Owner);
        assert_eq!(Role::KNOWN.len(), 2);
        assert!(serde_json::from_str::<Role>("1").unwrap_err().to_string().contains("expected a string"));
    }

    #[test]
    fn integers_are_kept() {
        for (text, code) in [("0", Code::Success), ("-101", Code::ValueMinus101), ("5", Code::Other(5))] {
            assert_eq!(serde_json::from_str::<Code>(text).unwrap(), code);
            assert_eq!(serde_json::to_string(&code).unwrap(), text);
            assert_eq!(code.to_string(), text);
            assert_eq!(Code::from(i64::from(code)), code);
        }
        assert_eq!(Code::KNOWN, [Code::Success, Code::ValueMinus101]);
    }
}
