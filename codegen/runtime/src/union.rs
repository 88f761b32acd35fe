//! Unions whose types are told apart by what kind of JSON value they are.

/// Makes an enum with a variant per kind of JSON value readable and writable as the value that it holds.
///
/// Behind the name stands what is expected, in words, and behind each variant its kind: `boolean`, `integer`, `number`,
/// `text`, `list` or `object`, each at most once, and not both of `integer` and `number`. Reading looks at the value
/// once, and an error says what was expected and what came.
///
/// ```
/// #[derive(Debug, PartialEq)]
/// enum Words {
///     Text(String),
///     List(Vec<String>),
/// }
/// tablewright_runtime::union!(Words: "text or a list" { Text(String): text, List(Vec<String>): list });
///
/// let read = |json| serde_json::from_str::<Words>(json);
/// assert_eq!(read(r#""a""#).unwrap(), Words::Text("a".into()));
/// assert_eq!(read(r#"["a"]"#).unwrap(), Words::List(vec!["a".into()]));
/// let error = read("true").unwrap_err().to_string();
/// assert!(error.starts_with("invalid type: boolean `true`, expected text or a list"), "{error}");
/// ```
#[macro_export]
macro_rules! union {
    ($name:ident: $expected:literal { $($variant:ident($held:ty): $kind:ident),* $(,)? }) => {
        impl $crate::serde::Serialize for $name {
            fn serialize<__S: $crate::serde::Serializer>(
                &self,
                serializer: __S,
            ) -> ::core::result::Result<__S::Ok, __S::Error> {
                match self {
                    $(Self::$variant(value) => $crate::serde::Serialize::serialize(value, serializer),)*
                }
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<__D: $crate::serde::Deserializer<'de>>(
                deserializer: __D,
            ) -> ::core::result::Result<Self, __D::Error> {
                struct __Kinds;

                impl<'de> $crate::serde::de::Visitor<'de> for __Kinds {
                    type Value = $name;

                    fn expecting(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                        f.write_str($expected)
                    }

                    $($crate::__kind!($kind 'de $name $variant $held);)*
                }

                deserializer.deserialize_any(__Kinds)
            }
        }
    };
}

/// What a visitor does with a kind of value.
#[doc(hidden)]
#[macro_export]
macro_rules! __kind {
    (boolean $de:lifetime $name:ident $variant:ident $held:ty) => {
        $crate::__kind!(visit_bool(bool) $de $name $variant $held);
    };
    (integer $de:lifetime $name:ident $variant:ident $held:ty) => {
        $crate::__kind!(visit_i64(i64) $de $name $variant $held);
        $crate::__kind!(visit_u64(u64) $de $name $variant $held);
    };
    (number $de:lifetime $name:ident $variant:ident $held:ty) => {
        $crate::__kind!(integer $de $name $variant $held);
        $crate::__kind!(visit_f64(f64) $de $name $variant $held);
    };
    (text $de:lifetime $name:ident $variant:ident $held:ty) => {
        $crate::__kind!(visit_str(&str) $de $name $variant $held);
        $crate::__kind!(visit_string(::std::string::String) $de $name $variant $held);
    };
    (list $de:lifetime $name:ident $variant:ident $held:ty) => {
        fn visit_seq<__A: $crate::serde::de::SeqAccess<$de>>(
            self,
            items: __A,
        ) -> ::core::result::Result<$name, __A::Error> {
            let items = $crate::serde::de::value::SeqAccessDeserializer::new(items);
            <$held as $crate::serde::Deserialize>::deserialize(items).map($name::$variant)
        }
    };
    (object $de:lifetime $name:ident $variant:ident $held:ty) => {
        fn visit_map<__A: $crate::serde::de::MapAccess<$de>>(
            self,
            members: __A,
        ) -> ::core::result::Result<$name, __A::Error> {
            let members = $crate::serde::de::value::MapAccessDeserializer::new(members);
            <$held as $crate::serde::Deserialize>::deserialize(members).map($name::$variant)
        }
    };
    ($visit:ident($from:ty) $de:lifetime $name:ident $variant:ident $held:ty) => {
        fn $visit<__E: $crate::serde::de::Error>(self, value: $from) -> ::core::result::Result<$name, __E> {
            let value = $crate::serde::de::IntoDeserializer::into_deserializer(value);
            <$held as $crate::serde::Deserialize>::deserialize(value).map($name::$variant)
        }
    };
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Serialize};

    use crate::Value;

    #[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
    #[serde(transparent)]
    struct Id(i32);

    #[derive(Debug, PartialEq)]
    enum Any {
        Bool(bool),
        Id(Id),
        Text(String),
        List(Vec<Any>),
        Map(BTreeMap<String, Value>),
    }
    union!(Any: "anything" {
        Bool(bool): boolean,
        Id(Id): integer,
        Text(String): text,
        List(Vec<Any>): list,
        Map(BTreeMap<String, Value>): object,
    });

    #[derive(Debug, PartialEq)]
    enum Number {
        Text(String),
        Number(f64),
    }
    union!(Number: "text or a number" { Text(String): text, Number(f64): number });

    #[test]
    fn the_kind_of_a_value_decides() {
        for (json, value) in [
            ("true", Any::Bool(true)),
            ("-7", Any::Id(Id(-7))),
            (r#""\n7""#, Any::Text("\n7".to_owned())),
            (r#"[1,["a"]]"#, Any::List(vec![Any::Id(Id(1)), Any::List(vec![Any::Text("a".to_owned())])])),
            (r#"{"a":[null]}"#, Any::Map(BTreeMap::from([("a".to_owned(), serde_json::json!([null]))]))),
        ] {
            assert_eq!(serde_json::from_str::<Any>(json).unwrap(), value);
            assert_eq!(serde_json::from_value::<Any>(serde_json::from_str(json).unwrap()).unwrap(), value);
            assert_eq!(serde_json::to_string(&value).unwrap(), json);
        }
        for (json, value) in [("1", 1.0), ("-1", -1.0), ("1.5", 1.5)] {
            assert_eq!(serde_json::from_str::<Number>(json).unwrap(), Number::Number(value));
        }
    }

    #[test]
    fn an_error_says_what_came() {
        for (json, error) in [
            ("1.5", "invalid type: floating point `1.5`, expected anything"),
            ("null", "invalid type: null, expected anything"),
            ("3000000000", "invalid value: integer `3000000000`, expected i32"),
            ("[1,[2,null]]", "invalid type: null, expected anything"),
        ] {
            let said = serde_json::from_str::<Any>(json).unwrap_err().to_string();
            assert!(said.starts_with(error), "{said}");
        }
    }
}
