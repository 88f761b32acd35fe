//! Parameters as values, for endpoints without types.

use serde_json::value::RawValue;
use serde_json::{Map, Result, Value};

use super::members::Members;
use crate::api::{Kind, Parameter};

/// The values of parameters from the JSON object `text`, which is as they are described.
///
/// JSON can be written that no value is, such as a number that is too large or half of a character. Types pass over it in
/// members that they do not have, and so it is left out here.
///
/// # Errors
///
/// Where the value of a known parameter is none.
pub(crate) fn known(parameters: &[Parameter], text: &str) -> Result<Map<String, Value>> {
    serde_json::from_str(text).or_else(|error| fields(parameters, text).ok_or(error))
}

fn fields(parameters: &[Parameter], text: &str) -> Option<Map<String, Value>> {
    let mut object = Map::new();
    // What nobody lists has to be a value too, where open keys are asked for.
    let rest = parameters.iter().find(|parameter| parameter.rest);
    for (name, raw) in Members::read(text).ok()?.iter() {
        let known = parameters.iter().find(|parameter| parameter.name == name && !parameter.rest).or(rest);
        let kind =
            known.map_or(&Kind::Any, |parameter| if parameter.rest { held(&parameter.kind) } else { &parameter.kind });
        match (known, value(kind, raw)) {
            (_, Some(value)) => drop(object.insert(name.to_owned(), value)),
            (Some(_), None) => return None,
            (None, None) => {}
        }
    }
    Some(object)
}

/// What stands under the keys of a map.
fn held(map: &Kind) -> &Kind {
    match map {
        Kind::Map(held) => held,
        Kind::Nullable(inner) => held(inner),
        _ => &Kind::Any,
    }
}

fn value(kind: &Kind, text: &str) -> Option<Value> {
    match kind {
        Kind::Object(_) | Kind::Read(_) => fields(kind.fields()?, text).map(Value::Object),
        Kind::List(item) => {
            let items: Vec<&RawValue> = serde_json::from_str(text).ok()?;
            items.into_iter().map(|raw| value(item, raw.get())).collect()
        }
        Kind::Map(held) => {
            let members = Members::read(text).ok()?;
            members.iter().map(|(name, raw)| Some((name.to_owned(), value(held, raw)?))).collect()
        }
        Kind::Nullable(inner) if text != "null" => value(inner, text),
        Kind::Union(variants) => variants.iter().find_map(|variant| value(variant, text)),
        _ => serde_json::from_str(text).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const INNER: &[Parameter] = &[Parameter { name: "a", kind: Kind::Text, ..Parameter::PLAIN }];
    const OBJECT: Kind = Kind::Object(|| INNER);
    const ALL: &[Parameter] = &[
        Parameter { name: "o", kind: OBJECT, ..Parameter::PLAIN },
        Parameter { name: "l", kind: Kind::Nullable(&Kind::List(&OBJECT)), ..Parameter::PLAIN },
        Parameter { name: "u", kind: Kind::Union(&[Kind::Text, Kind::Map(&OBJECT)]), ..Parameter::PLAIN },
    ];

    #[test]
    fn what_is_no_value_is_passed_over_where_nobody_asks_for_it() {
        for (text, read) in [
            (r#"{"o":{"a":"b","c":[1]}}"#, Some(r#"{"o":{"a":"b","c":[1]}}"#)),
            (r#"{"o":{"a":"b","c":1e999}}"#, Some(r#"{"o":{"a":"b"}}"#)),
            (r#"{"l":[{"a":"b","c":"\ud800"}],"x":1e999}"#, Some(r#"{"l":[{"a":"b"}]}"#)),
            (r#"{"l":null,"u":{"k":{"c":1e999}}}"#, Some(r#"{"l":null,"u":{"k":{}}}"#)),
            (r#"{"o":{"a":"\ud800"}}"#, None),
            (r#"{"l":[{"a":1e999}]}"#, None),
            (r#"{"u":"\ud800"}"#, None),
        ] {
            let found = known(ALL, text).ok().map(|object| Value::Object(object).to_string());
            assert_eq!(found.as_deref(), read, "{text}");
        }
    }

    #[test]
    fn what_nobody_lists_is_asked_for_where_keys_are_open() {
        const OPEN: &[Parameter] = &[
            Parameter { name: "a", kind: Kind::Text, ..Parameter::PLAIN },
            Parameter { name: "key", kind: Kind::Map(&OBJECT), rest: true, ..Parameter::PLAIN },
        ];
        for (text, read) in [
            (r#"{"a":"b","x":{"a":"c","d":1e999}}"#, Some(r#"{"a":"b","x":{"a":"c"}}"#)),
            (r#"{"a":"b","x":{"a":1e999}}"#, None),
            (r#"{"a":"b","key":1e999}"#, None),
        ] {
            let found = known(OPEN, text).ok().map(|object| Value::Object(object).to_string());
            assert_eq!(found.as_deref(), read, "{text}");
        }
    }
}
