//! Conversions of newtypes.

/// Gives a tuple struct over an integer, a number, a boolean or text its conversions: from and into what it holds,
/// `Display` and `FromStr`.
///
/// ```
/// #[derive(Clone, Copy, Debug, PartialEq)]
/// struct GroupId(i64);
/// tablewright_runtime::newtype!(GroupId(i64));
///
/// assert_eq!("10001".parse(), Ok(GroupId(10001)));
/// assert_eq!(GroupId::from(10001).to_string(), "10001");
/// assert_eq!(i64::from(GroupId(10001)), 10001);
/// ```
#[macro_export]
macro_rules! newtype {
    ($name:ident ($target:ty)) => {
        impl ::core::convert::From<$target> for $name {
            fn from(value: $target) -> Self {
                Self(value)
            }
        }

        impl ::core::convert::From<$name> for $target {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.0, f)
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = <$target as ::core::str::FromStr>::Err;

            fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
                <$target as ::core::str::FromStr>::from_str(text).map(Self)
            }
        }
    };
}

/// What [`newtype!`](crate::newtype) gives, for a newtype over text, and the conversion from `&str`.
///
/// ```
/// #[derive(Debug, PartialEq)]
/// struct Flag(String);
/// tablewright_runtime::text_newtype!(Flag);
///
/// assert_eq!(Flag::from("x").as_ref(), "x");
/// ```
#[macro_export]
macro_rules! text_newtype {
    ($name:ident) => {
        $crate::newtype!($name(::std::string::String));

        impl ::core::convert::From<&str> for $name {
            fn from(value: &str) -> Self {
                Self(::core::convert::From::from(value))
            }
        }

        impl ::core::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }
    };
}
