//! Objects as they are read and written.

use std::collections::BTreeMap;

use crate::{Maybe, Value};

#[derive(Debug, PartialEq)]
struct Sample {
    id: i64,
    words: Option<Vec<String>>,
    kind: Option<String>,
    name: Maybe<String>,
    echo: Option<Value>,
}
object!(Sample {
    id: required "id",
    words: required "words",
    kind: optional "type" | "kind",
    name: optional "name",
    echo: open "echo",
});

#[derive(Debug, PartialEq)]
struct Nothing {}
object!(Nothing {});

#[derive(Debug, PartialEq)]
struct Rest {
    id: i64,
    rest: BTreeMap<String, Value>,
}
object!(Rest { id: required "id", ..rest });

#[test]
fn what_is_read_is_written() {
    for text in [
        r#"{"id":1,"words":null}"#,
        r#"{"id":1,"words":["a"],"type":"x","name":null,"echo":null}"#,
        r#"{"id":1,"words":[],"name":"x","echo":{"a":[1]}}"#,
    ] {
        let sample: Sample = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&sample).unwrap(), text);
        let value: Value = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::from_value::<Sample>(value.clone()).unwrap(), sample);
        assert_eq!(serde_json::to_value(&sample).unwrap(), value);
    }
}

#[test]
fn order_aliases_and_unknown_names_do_not_matter() {
    let text = r#"{"new":{"id":2},"echo":1,"kind":"k","words":[],"type2":[],"id":7}"#;
    let sample: Sample = serde_json::from_str(text).unwrap();
    let (words, kind) = (Some(Vec::new()), Some("k".to_owned()));
    assert_eq!(sample, Sample { id: 7, words, kind, name: Maybe::Absent, echo: Some(1.into()) });
    assert_eq!(serde_json::from_str::<Nothing>(r#"{"a":1}"#).unwrap(), Nothing {});
    assert_eq!(serde_json::to_string(&Nothing {}).unwrap(), "{}");
}

#[test]
fn null_is_nothing_where_a_value_is_optional() {
    let sample: Sample = serde_json::from_str(r#"{"id":1,"words":null,"type":null}"#).unwrap();
    assert_eq!(sample.kind, None);
}

#[test]
fn the_rest_is_kept() {
    let text = r#"{"id":1,"a":null,"b":{"c":[true]}}"#;
    let rest: Rest = serde_json::from_str(text).unwrap();
    assert_eq!(rest.rest.len(), 2);
    assert_eq!(serde_json::to_string(&rest).unwrap(), text);
}

#[test]
fn errors_name_the_field() {
    for (text, expected) in [
        ("{}", "missing field `id`"),
        (r#"{"id":1}"#, "missing field `words`"),
        (r#"{"id":null}"#, "invalid type: null, expected i64"),
        (r#"{"id":1,"id":1}"#, "duplicate field `id`"),
        (r#"{"id":1,"words":[],"type":"a","kind":"b"}"#, "duplicate field `type`"),
        ("[1]", "invalid type: sequence, expected struct Sample"),
        (r#"{"id":1,"words":[2]}"#, "invalid type: integer `2`, expected a string"),
    ] {
        let error = serde_json::from_str::<Sample>(text).unwrap_err().to_string();
        assert!(error.starts_with(expected), "{text}: {error}");
    }
}
