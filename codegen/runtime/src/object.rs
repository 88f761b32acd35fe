//! Objects: structs that are written and read as JSON objects.
//!
//! What derived code would do is here once: a macro that leaves little to be checked for each struct, since an API has
//! hundreds of them, and a search for names that expects them in the order of the struct.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, Visitor};

use crate::Maybe;

/// Makes a struct readable and writable as a JSON object.
///
/// Behind each field stand its presence and its name on the wire, with further names that are read as well:
///
/// - `required`: it has to be there. Of an [`Option`], `null` is `None`.
/// - `optional`: an [`Option`] or a [`Maybe`]; what is `None` or absent is not written. Of an [`Option`], `null` is
///   `None` as well.
/// - `open`: an [`Option`] of a type which has `null` among its own values; `None` where it is not there.
///
/// Names that the struct does not have are skipped, or kept in the map that stands behind `..`. Reading fails where a
/// required field is missing, a field is there twice, or a value does not fit its type.
///
/// Items and type parameters inside begin with `__`, here and in the other macros: these are not hygienic, and a struct
/// can have any other name.
///
/// ```
/// #[derive(Debug, PartialEq)]
/// struct Lamp {
///     id: i64,
///     kind: Option<String>,
///     extra: std::collections::BTreeMap<String, tablewright_runtime::Value>,
/// }
/// tablewright_runtime::object!(Lamp { id: required "id", kind: optional "type" | "kind", ..extra });
///
/// let lamp: Lamp = serde_json::from_str(r#"{"id": 1, "kind": "desk", "lit": true}"#).unwrap();
/// assert_eq!(lamp.kind.as_deref(), Some("desk"));
/// assert_eq!(serde_json::to_string(&lamp).unwrap(), r#"{"id":1,"type":"desk","lit":true}"#);
/// let error = serde_json::from_str::<Lamp>("{}").unwrap_err().to_string();
/// assert!(error.starts_with("missing field `id`"), "{error}");
/// ```
#[macro_export]
macro_rules! object {
    ($name:ident {
        $($field:ident: $presence:ident $wire:literal $(| $alias:literal)*),* $(,)?
        $(..$extra:ident $(,)?)?
    }) => {
        impl $crate::serde::Serialize for $name {
            fn serialize<__S: $crate::serde::Serializer>(
                &self,
                serializer: __S,
            ) -> ::core::result::Result<__S::Ok, __S::Error> {
                #[allow(unused_mut)]
                let mut object = $crate::serde::Serializer::serialize_map(serializer, ::core::option::Option::None)?;
                $(if $crate::__is_written!($presence &self.$field) {
                    $crate::serde::ser::SerializeMap::serialize_entry(&mut object, $wire, &self.$field)?;
                })*
                $(for (name, value) in &self.$extra {
                    $crate::serde::ser::SerializeMap::serialize_entry(&mut object, name, value)?;
                })?
                $crate::serde::ser::SerializeMap::end(object)
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<__D: $crate::serde::Deserializer<'de>>(
                deserializer: __D,
            ) -> ::core::result::Result<Self, __D::Error> {
                #[allow(non_camel_case_types)]
                #[derive(Clone, Copy)]
                enum __Field {
                    $($field),*
                }

                struct __Object;

                impl<'de> $crate::serde::de::Visitor<'de> for __Object {
                    type Value = $name;

                    fn expecting(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                        f.write_str(::core::concat!("struct ", ::core::stringify!($name)))
                    }

                    fn visit_map<__A: $crate::serde::de::MapAccess<'de>>(
                        self,
                        mut members: __A,
                    ) -> ::core::result::Result<$name, __A::Error> {
                        const __NAMES: &[(&str, __Field)] =
                            &[$(($wire, __Field::$field), $(($alias, __Field::$field),)*)*];
                        const __KEEPS: bool = <[&str]>::len(&[$(::core::stringify!($extra))?]) > 0;

                        $(let mut $field = ::core::option::Option::None;)*
                        $(let mut $extra = ::std::collections::BTreeMap::new();)?
                        let mut names = $crate::object::Names::new(__NAMES, __KEEPS);
                        while let ::core::option::Option::Some(name) =
                            $crate::serde::de::MapAccess::next_key_seed(&mut members, &mut names)?
                        {
                            match name {
                                $($crate::object::Name::Known(__Field::$field) => {
                                    $crate::object::read(&mut $field, &mut members, $wire)?;
                                })*
                                $crate::object::Name::Unknown(name) => {
                                    $crate::__unknown!(members name $($extra)?);
                                }
                            }
                        }
                        ::core::result::Result::Ok($name {
                            $($field: $crate::__read!($presence $field $wire),)*
                            $($extra,)?
                        })
                    }
                }

                $crate::serde::Deserializer::deserialize_map(deserializer, __Object)
            }
        }
    };
}

/// Whether a field is written.
#[doc(hidden)]
#[macro_export]
macro_rules! __is_written {
    (required $field:expr) => {
        true
    };
    ($presence:ident $field:expr) => {
        $crate::object::Presence::is_there($field)
    };
}

/// What becomes of a member that is none of the fields.
#[doc(hidden)]
#[macro_export]
macro_rules! __unknown {
    ($members:ident $name:ident) => {{
        ::core::mem::drop($name);
        $crate::serde::de::MapAccess::next_value::<$crate::serde::de::IgnoredAny>(&mut $members)?;
    }};
    ($members:ident $name:ident $extra:ident) => {
        $extra.insert($name, $crate::serde::de::MapAccess::next_value(&mut $members)?);
    };
}

/// The value of a field at the end of an object.
#[doc(hidden)]
#[macro_export]
macro_rules! __read {
    (required $field:ident $wire:literal) => {
        $crate::object::required($field, $wire)?
    };
    (optional $field:ident $wire:literal) => {
        ::core::option::Option::unwrap_or_default($field)
    };
    (open $field:ident $wire:literal) => {
        $field
    };
}

/// A field that need not be there.
#[doc(hidden)]
pub trait Presence {
    /// Whether it is there, and is written.
    fn is_there(&self) -> bool;
}

impl<T> Presence for Option<T> {
    fn is_there(&self) -> bool {
        self.is_some()
    }
}

impl<T> Presence for Maybe<T> {
    fn is_there(&self) -> bool {
        !self.is_absent()
    }
}

/// The name of a member.
#[doc(hidden)]
pub enum Name<F> {
    /// That of a field.
    Known(F),
    /// Another; empty where nobody asks for it.
    Unknown(String),
}

/// The names of the fields, of which the next one is looked for behind the last one that was found.
#[doc(hidden)]
pub struct Names<'n, F> {
    fields: &'n [(&'n str, F)],
    next: usize,
    keeps: bool,
}

impl<'n, F: Copy> Names<'n, F> {
    /// `keeps` tells whether the names that are none of these are wanted.
    #[inline]
    pub fn new(names: &'n [(&'n str, F)], keeps: bool) -> Self {
        Self { fields: names, next: 0, keeps }
    }

    #[inline]
    fn find(&mut self, name: &str) -> Option<F> {
        if let Some((next, field)) = self.fields.get(self.next)
            && *next == name
        {
            self.next += 1;
            return Some(*field);
        }
        self.search(name)
    }

    fn search(&mut self, name: &str) -> Option<F> {
        let (before, behind) = self.fields.split_at_checked(self.next).unwrap_or((self.fields, &[]));
        let is = |(other, _): &(&str, F)| *other == name;
        let found = behind.iter().position(is).map(|at| at + before.len()).or_else(|| before.iter().position(is))?;
        self.next = found + 1;
        self.fields.get(found).map(|(_, field)| *field)
    }
}

impl<'de, F: Copy> DeserializeSeed<'de> for &mut Names<'_, F> {
    type Value = Name<F>;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Name<F>, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl<F: Copy> Visitor<'_> for &mut Names<'_, F> {
    type Value = Name<F>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a field")
    }

    #[inline]
    fn visit_str<E: Error>(self, name: &str) -> Result<Name<F>, E> {
        Ok(match self.find(name) {
            Some(field) => Name::Known(field),
            None if self.keeps => Name::Unknown(name.to_owned()),
            None => Name::Unknown(String::new()),
        })
    }
}

/// Reads the value of a field.
///
/// # Errors
///
/// Where the field was there before, or the value does not fit its type.
#[doc(hidden)]
#[inline]
pub fn read<'de, T, A>(field: &mut Option<T>, members: &mut A, name: &'static str) -> Result<(), A::Error>
where
    T: Deserialize<'de>,
    A: MapAccess<'de>,
{
    if field.is_some() {
        return Err(A::Error::duplicate_field(name));
    }
    *field = Some(members.next_value_seed(PhantomData)?);
    Ok(())
}

/// The value of a field that has to be there.
///
/// # Errors
///
/// Where it is not.
#[doc(hidden)]
#[inline]
pub fn required<T, E: Error>(field: Option<T>, name: &'static str) -> Result<T, E> {
    field.ok_or_else(|| E::missing_field(name))
}

#[cfg(test)]
mod tests;
