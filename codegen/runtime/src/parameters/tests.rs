use std::borrow::Cow;

use super::*;
use crate::Endpoint;
use crate::api::{Kind, ParameterAlias};
use crate::testing::{AddNote, Clear, GetNote, NOTES};

const INT: Kind = Kind::Int { bits: 64, signed: true };
const ITEM: Kind = Kind::Object(item);

fn item() -> &'static [Parameter] {
    &[
        Parameter { name: "id", kind: INT, required: true, ..Parameter::PLAIN },
        Parameter { name: "text", aliases: &["words"], kind: Kind::Text, max_length: Some(3), ..Parameter::PLAIN },
        Parameter { name: "inner", kind: Kind::List(&ITEM), max_items: Some(1), ..Parameter::PLAIN },
    ]
}

fn info(parameters: Vec<Parameter>, rules: &'static [Rule]) -> Info {
    Info { parameters: parameters.leak(), rules, ..*GetNote::INFO }
}

fn documented() -> &'static Profile {
    NOTES.profile("documented").unwrap()
}

fn loose() -> &'static Profile {
    NOTES.profile("loose").unwrap()
}

/// Reads one parameter `p` of a kind.
fn read(kind: Kind, profile: &Profile, sources: &Sources<'_>) -> Result<String, String> {
    let info = info(vec![Parameter { name: "p", kind, required: true, ..Parameter::PLAIN }], &[]);
    let text = normalise(&info, profile, None, sources).map_err(|unfit| unfit.to_string())?;
    serde_json::from_str::<serde_json::Value>(&text).unwrap_or_else(|error| panic!("{text}: {error}"));
    Ok(text.strip_prefix(r#"{"p":"#).unwrap().strip_suffix('}').unwrap().to_owned())
}

fn read_json(kind: Kind, profile: &Profile, json: &str) -> Result<String, String> {
    read(kind, profile, &Sources { json: Some(&format!(r#"{{"p":{json}}}"#)), ..Sources::default() })
}

fn pairs<'a>(pairs: &[(&'a str, &'a str)]) -> Vec<Pair<'a>> {
    pairs.iter().map(|(name, value)| (Cow::Borrowed(*name), Cow::Borrowed(*value))).collect()
}

fn read_plain(kind: Kind, profile: &Profile, values: &[&str]) -> Result<String, String> {
    let query = pairs(&values.iter().map(|value| ("p", *value)).collect::<Vec<_>>());
    read(kind, profile, &Sources { query: &query, ..Sources::default() })
}

#[test]
fn json_is_coerced() {
    const BYTE: Kind = Kind::Int { bits: 8, signed: false };
    const MIXED: Kind = Kind::Union(&[INT, Kind::Text, Kind::List(&ITEM), Kind::Bool]);
    for (kind, json, expected) in [
        (INT, "12", "12"),
        (INT, "\"-12\"", "-12"),
        (INT, "\"+007\"", "7"),
        (INT, "\"\\u0031\"", "1"),
        (INT, "1e3", "1000"),
        (INT, "3.0", "3"),
        (INT, "true", "1"),
        (INT, "false", "0"),
        (INT, "\"9223372036854775807\"", "9223372036854775807"),
        (BYTE, "255.0", "255"),
        (Kind::Bool, "true", "true"),
        (Kind::Bool, "\"TRUE\"", "true"),
        (Kind::Bool, "\"T\"", "true"),
        (Kind::Bool, "\"1\"", "true"),
        (Kind::Bool, "\"f\"", "false"),
        (Kind::Bool, "\"0\"", "false"),
        (Kind::Bool, "2", "true"),
        (Kind::Bool, "-0.5", "true"),
        (Kind::Bool, "0.0", "false"),
        (Kind::Text, "1.50", "\"1.50\""),
        (Kind::Text, "9007199254740993123", "\"9007199254740993123\""),
        (Kind::Text, "\"a\\n\"", "\"a\\n\""),
        (Kind::Float, "1.50", "1.50"),
        (Kind::Float, "\"1.50\"", "1.50"),
        (Kind::Float, "\"+.5\"", "0.5"),
        (Kind::Float, "7", "7"),
        (Kind::Any, "null", "null"),
        (Kind::Any, "[1.50]", "[1.50]"),
        (Kind::Nullable(&INT), "null", "null"),
        (Kind::Nullable(&INT), "\"5\"", "5"),
        (Kind::List(&INT), r#"["1",2,3.0]"#, "[1,2,3]"),
        (Kind::List(&Kind::Text), "[1, \"b\"]", r#"["1","b"]"#),
        (Kind::Map(&INT), r#"{"a": "1", "b\"": true}"#, r#"{"a":1,"b\"":1}"#),
        (ITEM, r#"{"x": [1], "id":"1","words":2}"#, r#"{"id":1,"text":"2","x":[1]}"#),
        (ITEM, r#"{"id":1,"text":null,"inner":[{"id":"2"}]}"#, r#"{"id":1,"inner":[{"id":2}]}"#),
        (MIXED, "\"5\"", "\"5\""),
        (MIXED, "5", "5"),
        (MIXED, "true", "true"),
        (MIXED, "1.5", "\"1.5\""),
        (MIXED, r#"[{"id":"1"}]"#, r#"[{"id":1}]"#),
        (Kind::Union(&[Kind::Bool, INT]), "\"7\"", "7"),
    ] {
        assert_eq!(read_json(kind, documented(), json).as_deref(), Ok(expected), "{kind:?} {json}");
    }
}

#[test]
fn what_does_not_fit_is_explained() {
    let text = Kind::Text;
    let long = format!("\"{}\"", "ab".repeat(100));
    let cut = format!("`p`: expected an integer of 64 bits, got the text \"{}…", "ab".repeat(29) + "a");
    for (kind, json, expected) in [
        (INT, "\"abc\"", r#"`p`: expected an integer of 64 bits, got the text "abc""#),
        (INT, "\"1.0\"", r#"`p`: expected an integer of 64 bits, got the text "1.0""#),
        (INT, "1.5", "`p`: expected an integer of 64 bits, got the number 1.5"),
        (INT, "9223372036854775808", "`p`: expected an integer of 64 bits, got the number 9223372036854775808"),
        (INT, "[1]", "`p`: expected an integer of 64 bits, got the list [1]"),
        (INT, "null", "`p` is missing: expected an integer of 64 bits"),
        (INT, long.as_str(), cut.as_str()),
        (
            Kind::Int { bits: 8, signed: false },
            "-1",
            "`p`: expected an integer of 8 bits that is not negative, got the number -1",
        ),
        (Kind::Bool, "\"yes\"", r#"`p`: expected `true` or `false`, got the text "yes""#),
        (text, "true", "`p`: expected text, got `true`"),
        (text, r#"{"a":1}"#, r#"`p`: expected text, got the object {"a":1}"#),
        (Kind::Float, "\"inf\"", r#"`p`: expected a number, got the text "inf""#),
        (Kind::Float, "1e999", "`p`: expected a number, got the number 1e999"),
        (Kind::List(&INT), "1", "`p`: expected a list, each item an integer of 64 bits, got the number 1"),
        (Kind::List(&INT), "[1,\"b\"]", r#"`p[1]`: expected an integer of 64 bits, got the text "b""#),
        (Kind::Map(&INT), r#"{"a":[]}"#, "`p.a`: expected an integer of 64 bits, got the list []"),
        (ITEM, r#"{"id":1,"inner":[{"text":"b"}]}"#, "`p.inner[0].id` is missing: expected an integer of 64 bits"),
        (ITEM, r#"{"id":1,"text":"four"}"#, "`p.text`: expected text of at most 3 characters, got 4"),
        (
            ITEM,
            r#"{"id":1,"inner":[{"id":1},{"id":2}]}"#,
            "`p.inner`: expected a list, each item an object of at most 1 items, got 2",
        ),
        (
            Kind::Union(&[Kind::Text, Kind::List(&ITEM)]),
            r#"[{"id":[]}]"#,
            "`p[0].id`: expected an integer of 64 bits, got the list []",
        ),
        (Kind::Union(&[INT, Kind::Null]), "[]", "`p`: expected an integer of 64 bits or `null`, got the list []"),
    ] {
        assert_eq!(read_json(kind, documented(), json).unwrap_err(), expected, "{kind:?} {json}");
    }
}

#[test]
fn forms_and_queries_are_coerced() {
    const MESSAGE: Kind = Kind::Union(&[Kind::Text, Kind::List(&ITEM)]);
    for (kind, values, expected) in [
        (INT, &["12"][..], Ok("12")),
        (INT, &["", "12"], Ok("12")),
        (INT, &["1", "2"], Err("`p`: expected an integer of 64 bits, got 2 values")),
        (INT, &["1.0"], Err(r#"`p`: expected an integer of 64 bits, got the text "1.0""#)),
        (INT, &[""], Err("`p` is missing: expected an integer of 64 bits")),
        (Kind::Bool, &["True"], Ok("true")),
        (Kind::Float, &["1.50"], Ok("1.50")),
        (Kind::Text, &["1.50"], Ok("\"1.50\"")),
        (Kind::Text, &["true"], Ok("\"true\"")),
        (Kind::Text, &["[1]"], Ok("\"[1]\"")),
        (Kind::Text, &["a\"\n"], Ok(r#""a\"\n""#)),
        (Kind::Any, &["1"], Ok("\"1\"")),
        (Kind::Any, &["{\"a\": 1}"], Ok("{\"a\": 1}")),
        (Kind::Any, &["a", "b"], Ok(r#"["a","b"]"#)),
        (Kind::List(&INT), &["1"], Ok("[1]")),
        (Kind::List(&INT), &["1", "2"], Ok("[1,2]")),
        (Kind::List(&INT), &["[1,\"2\"]"], Ok("[1,2]")),
        (Kind::List(&INT), &["1", "b"], Err(r#"`p[1]`: expected an integer of 64 bits, got the text "b""#)),
        (Kind::List(&Kind::Text), &["[CQ:at,qq=1]"], Ok(r#"["[CQ:at,qq=1]"]"#)),
        (Kind::List(&ITEM), &[r#"{"id":1}"#], Ok(r#"[{"id":1}]"#)),
        (ITEM, &[r#"{"id":"1"}"#], Ok(r#"{"id":1}"#)),
        (ITEM, &["{id}"], Err(r#"`p`: expected an object, got the text "{id}""#)),
        (MESSAGE, &["[CQ:at,qq=1]"], Ok("\"[CQ:at,qq=1]\"")),
        (MESSAGE, &[r#"[{"id":"1"}]"#], Ok(r#"[{"id":1}]"#)),
        (MESSAGE, &[r#"[{"no":"1"}]"#], Err("`p[0].id` is missing: expected an integer of 64 bits")),
        (MESSAGE, &[r#"{"no":"1"}"#], Ok(r#""{\"no\":\"1\"}""#)),
        (Kind::Nullable(&INT), &["3"], Ok("3")),
        (Kind::Union(&[INT, Kind::Text]), &["3"], Ok("3")),
        (Kind::Union(&[INT, Kind::Text]), &["x"], Ok("\"x\"")),
    ] {
        let read = read_plain(kind, documented(), values);
        assert_eq!(read.as_deref().map_err(String::as_str), expected, "{kind:?} {values:?}");
    }
}

#[test]
fn zero_values_stand_for_what_cannot_be_read() {
    const MESSAGE: Kind = Kind::Union(&[Kind::Text, Kind::List(&ITEM)]);
    for (kind, json, expected) in [
        (INT, "\"abc\"", "0"),
        (INT, "null", "0"),
        (Kind::Bool, "\"yes\"", "false"),
        (Kind::Text, "true", "\"true\""),
        (Kind::Text, "{\"a\":1}", "\"{\\\"a\\\":1}\""),
        (Kind::Text, "null", "\"\""),
        (Kind::Float, "{}", "0"),
        (Kind::List(&INT), "7", "[]"),
        (Kind::List(&INT), "[7,\"x\"]", "[7,0]"),
        (ITEM, "1", r#"{"id":0}"#),
        (ITEM, r#"{"text":"long enough"}"#, r#"{"id":0,"text":"long enough"}"#),
        (MESSAGE, r#"[{"text":1}]"#, r#"[{"id":0,"text":"1"}]"#),
        (MESSAGE, "{}", "\"\""),
    ] {
        assert_eq!(read_json(kind, loose(), json).as_deref(), Ok(expected), "{kind:?} {json}");
    }
    assert_eq!(read_plain(INT, loose(), &["1", "2"]).as_deref(), Ok("1"));
    let nothing = normalise(AddNote::INFO, loose(), None, &Sources::default()).unwrap();
    assert_eq!(nothing, r#"{"title":"","body":""}"#);
}

#[test]
fn the_first_source_that_has_a_parameter_counts() {
    let info = info(
        vec![
            Parameter { name: "a", aliases: &["b", "c"], kind: INT, ..Parameter::PLAIN },
            Parameter { name: "d[]", kind: Kind::List(&INT), ..Parameter::PLAIN },
        ],
        &[],
    );
    for (json, form, query, expected) in [
        (r#"{"a":1,"b":2}"#, &[("a", "3")][..], &[("a", "4")][..], r#"{"a":1}"#),
        (r#"{"c":3,"b":2}"#, &[], &[("a", "4")], r#"{"a":2}"#),
        (r#"{"a":null}"#, &[("a", "")], &[("b", "4")], r#"{"a":4}"#),
        (r#"{"x":1}"#, &[("c", "3")], &[("a", "4")], r#"{"a":3}"#),
        (r#"{"a":1,"a":2}"#, &[], &[], r#"{"a":2}"#),
        ("{}", &[], &[("d[]", "1"), ("d[]", "2"), ("e", "")], r#"{"d[]":[1,2]}"#),
    ] {
        let (form, query) = (pairs(form), pairs(query));
        let sources = Sources { json: Some(json), form: &form, query: &query, ..Sources::default() };
        assert_eq!(
            normalise(&info, documented(), None, &sources).as_deref(),
            Ok(expected),
            "{json} {form:?} {query:?}"
        );
    }
}

#[test]
fn numbers_are_within_their_bounds() {
    let bounded = |kind: Kind| Parameter {
        name: "p",
        kind,
        required: true,
        minimum: Some(-0.5),
        maximum: Some(9.0),
        ..Parameter::PLAIN
    };
    for (kind, json, expected) in [
        (INT, "9", Ok(r#"{"p":9}"#)),
        (INT, "\"0\"", Ok(r#"{"p":0}"#)),
        (INT, "10", Err("`p`: expected a number of at most 9, got 10")),
        (INT, "-1", Err("`p`: expected a number of at least -0.5, got -1")),
        (Kind::Float, "9.5", Err("`p`: expected a number of at most 9, got 9.5")),
        (Kind::Text, "\"10\"", Ok(r#"{"p":"10"}"#)),
        (Kind::Nullable(&INT), "null", Ok(r#"{"p":null}"#)),
        (Kind::List(&INT), "[1,10]", Err("`p[1]`: expected a number of at most 9, got 10")),
    ] {
        let info = info(vec![bounded(kind)], &[]);
        let sources = Sources { json: Some(&format!(r#"{{"p":{json}}}"#)), ..Sources::default() };
        let read = normalise(&info, documented(), None, &sources).map_err(|unfit| unfit.to_string());
        assert_eq!(read.as_deref().map_err(String::as_str), expected, "{json}");
    }
    let repeated = pairs(&[("p", "1"), ("p", "10")]);
    let sources = Sources { query: &repeated, ..Sources::default() };
    let info = info(vec![bounded(Kind::List(&INT))], &[]);
    let unfit = normalise(&info, documented(), None, &sources).unwrap_err().to_string();
    assert_eq!(unfit, "`p[1]`: expected a number of at most 9, got 10");
}

#[test]
fn a_profile_adds_names() {
    const ALIASED: Profile = Profile {
        aliases: &[ParameterAlias { endpoint: None, parameter: "id", alias: "note.of.id" }],
        ..Profile::DEFAULT
    };
    assert!(!is_plain(GetNote::INFO, &ALIASED) && is_plain(GetNote::INFO, documented()));
    assert!(is_plain(AddNote::INFO, loose()) == (AddNote::INFO.parameters[0].max_length.is_none()));
    for (json, query, expected) in [
        (r#"{"note":{"of":{"id":"5"}}}"#, "", Ok(r#"{"id":5}"#)),
        (r#"{"note":{"of":{"id":"5"}},"id":6}"#, "", Ok(r#"{"id":6}"#)),
        (r#"{"note":[]}"#, r#"{"of":{"id":7}}"#, Ok(r#"{"id":7}"#)),
        (r#"{"note":{"of":{"id":null}}}"#, "x", Err("`id` is missing: expected an integer of 64 bits")),
    ] {
        let query = pairs(&[("note", query)]);
        let sources = Sources { json: Some(json), query: &query, ..Sources::default() };
        let read = normalise(GetNote::INFO, &ALIASED, None, &sources).map_err(|unfit| unfit.to_string());
        assert_eq!(read.as_deref().map_err(String::as_str), expected, "{json}");
    }
}

#[test]
fn rules_and_methods_ask_for_parameters() {
    let info = info(
        vec![
            Parameter { name: "a", ..Parameter::PLAIN },
            Parameter { name: "b", required_for: &[Method::Post], ..Parameter::PLAIN },
        ],
        &[Rule::AtLeastOne(&["a", "b"])],
    );
    for (method, json, expected) in [
        (Some(Method::Post), "{\"a\":1}", Err("`b` is missing: expected any JSON value")),
        (Some(Method::Get), "{\"a\":1}", Ok("{\"a\":1}")),
        (None, "{}", Err("`a` or `b` is missing: expected at least one of them")),
        (None, "[]", Err("expected a JSON object, got the list []")),
        (None, "", Err("expected a JSON object, got nothing")),
        (
            None,
            "{\"a\":",
            Err("expected a JSON object, got text that is not JSON: EOF while parsing a value at line 1 column 5"),
        ),
    ] {
        let sources = Sources { json: Some(json), ..Sources::default() };
        let read = normalise(&info, documented(), method, &sources).map_err(|unfit| unfit.to_string());
        assert_eq!(read.as_deref().map_err(String::as_str), expected, "{json}");
    }
    assert!(!is_plain(Clear::INFO, documented()) && !is_plain(&info, documented()));
}

#[test]
fn unions_in_unions_end() {
    fn twice() -> &'static [Parameter] {
        const NEXT: Kind = Kind::Union(&[Kind::Object(twice), Kind::Object(other)]);
        &[Parameter { name: "n", kind: NEXT, required: true, ..Parameter::PLAIN }]
    }
    fn other() -> &'static [Parameter] {
        twice()
    }
    let deep = format!("{}1{}", r#"{"n":"#.repeat(60), "}".repeat(60));
    let problem = read_json(Kind::Object(twice), documented(), &deep).unwrap_err();
    assert!(problem.starts_with("`p.n"), "{problem}");
}

/// A kind, what stands for it, and how it is read where what is empty is a text and where it is absent.
type Case = (Kind, &'static [&'static str], Result<&'static str, &'static str>, Result<&'static str, &'static str>);

/// An empty text in a query is a text, unless the API has it that it counts as absent.
#[test]
fn what_is_empty_is_a_text_or_absent() {
    const LIST: Kind = Kind::List(&Kind::Text);
    let absent = Profile { empty_is_absent: true, ..Profile::DEFAULT };
    let cases: [Case; 5] = [
        (Kind::Text, &[""], Ok("\"\""), Err("`p` is missing")),
        (Kind::Nullable(&Kind::Text), &[""], Ok("\"\""), Err("`p` is missing")),
        (INT, &[""], Err("`p` is missing"), Err("`p` is missing")),
        (LIST, &[], Ok("[]"), Err("`p` is missing")),
        (LIST, &["", "a"], Ok("[\"a\"]"), Ok("[\"a\"]")),
    ];
    for (kind, values, documented, other) in cases {
        for (profile, expected) in [(&Profile::DEFAULT, documented), (&absent, other)] {
            match (read_plain(kind, profile, values), expected) {
                (Ok(found), Ok(expected)) => assert_eq!(found, expected, "{kind:?} {values:?}"),
                (Err(found), Err(expected)) => assert!(found.starts_with(expected), "{kind:?} {values:?}: {found}"),
                (found, _) => panic!("{kind:?} {values:?}: {found:?}"),
            }
        }
    }
}
