//! The page on `dialect.toml` and `patches.toml` says of every key what the schemas have, and its snippets are read.
//!
//! A key is documented by a list item that begins with its path in backticks, an enumerated value by an item below it.
//! A key whose values stand at another key names that key.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use tablewright::dialect::{self, Dialect};
use tablewright::patch::{self, Patches};
use tablewright::source::SourceMap;
use tablewright::{compile, compile_to_ir};
use tests::{Key, guide, keys, messages, page, small, snippets};

/// The keys of both files but for the tables at the top, which have a heading each.
fn schema_keys() -> BTreeMap<String, Key> {
    let json = |schema| serde_json::to_value(schema).expect("a schema as JSON");
    let mut found = keys(&json(dialect::schema()));
    found.retain(|path, _| path.contains('.'));
    found.extend(keys(&json(patch::schema())));
    found
}

/// What the page says of a key.
#[derive(Default)]
struct Entry {
    words: String,
    values: Vec<String>,
}

fn entries() -> BTreeMap<String, Entry> {
    let mut entries: BTreeMap<String, Entry> = BTreeMap::new();
    let mut last: Option<String> = None;
    for line in page().lines() {
        if let Some((path, words)) = line.strip_prefix("- `").and_then(|rest| rest.split_once("`: ")) {
            let twice = entries.insert(path.to_owned(), Entry { words: words.to_owned(), values: Vec::new() });
            assert!(twice.is_none(), "`{path}` is documented twice");
            last = Some(path.to_owned());
            continue;
        }
        let Some(entry) = last.as_ref().and_then(|path| entries.get_mut(path)) else { continue };
        if let Some(rest) = line.strip_prefix("  - `") {
            entry.values.extend(rest.split('`').next().map(str::to_owned));
        } else if line.starts_with("  ") {
            entry.words.push(' ');
            entry.words.push_str(line.trim());
        } else {
            last = None;
        }
    }
    entries
}

#[test]
fn every_key_is_documented_and_no_other() {
    let known: BTreeSet<_> = schema_keys().into_keys().collect();
    let documented: BTreeSet<_> = entries().into_keys().collect();
    let missing: Vec<_> = known.difference(&documented).collect();
    let invented: Vec<_> = documented.difference(&known).collect();
    assert!(missing.is_empty() && invented.is_empty(), "not documented: {missing:?}; invented: {invented:?}");
    assert!(known.len() > 100, "only {} keys were found", known.len());
}

/// A reader can see where the part ends that leads to a compiled client, and has read it soon.
#[test]
fn the_first_part_is_short_and_ends_at_the_reference() {
    let page = page();
    let (first, reference) = page.split_once("\n# Reference\n").expect("the end of the first part");
    let words = first.split_whitespace().count();
    assert!(words <= 5_000, "the first part has {words} words");
    for step in ["tablewright init", "[[endpoint]]", "cargo xtask gen", "Client::builder"] {
        assert!(first.contains(step), "the first part lacks `{step}`");
    }
    assert!(!first.contains("\n## `[") && reference.contains("\n## `[api]`\n"), "keys are explained in the reference");
}

#[test]
fn every_table_has_a_heading() {
    let schema = serde_json::to_value(dialect::schema()).expect("a schema as JSON");
    let page = page();
    for (name, property) in schema["properties"].as_object().expect("tables") {
        let heading =
            if property["type"] == "array" { format!("## `[[{name}]]`\n") } else { format!("## `[{name}]`\n") };
        assert!(page.contains(&heading), "there is no heading {heading}");
    }
}

#[test]
fn every_value_is_documented() {
    let (keys, entries) = (schema_keys(), entries());
    let sorted = |values: &[String]| values.iter().cloned().collect::<BTreeSet<_>>();
    for (path, key) in &keys {
        let Some(entry) = entries.get(path) else { continue };
        let wanted = sorted(&key.values);
        if wanted.is_empty() || !entry.values.is_empty() {
            assert_eq!(sorted(&entry.values), wanted, "the values of `{path}`");
            continue;
        }
        let elsewhere = entries.iter().find(|(other, _)| entry.words.contains(&format!("`{other}`")));
        let values = elsewhere.map(|(_, other)| sorted(&other.values));
        assert_eq!(values, Some(wanted), "`{path}` names no key with its values");
    }
}

#[test]
fn every_default_is_documented() {
    let (keys, entries) = (schema_keys(), entries());
    for (path, key) in keys.iter().filter(|(path, _)| !path.ends_with('*')) {
        let Some(Entry { words, .. }) = entries.get(path) else { continue };
        assert_eq!(words.contains("Required."), key.required, "whether `{path}` is required");
        assert_eq!(words.contains("Default: "), !key.required, "the default of `{path}`");
        if let Some(default) = key.default.as_ref().filter(|default| scalar(default)) {
            let said = format!("Default: `{default}`").replace(',', ", ");
            assert!(words.contains(&said), "`{path}`: {said}, and the page says: {words}");
        }
    }
}

fn scalar(default: &Value) -> bool {
    match default {
        Value::Null => false,
        Value::Array(items) => items.iter().all(scalar),
        Value::Object(object) => object.is_empty(),
        _ => true,
    }
}

#[test]
fn every_snippet_is_read() {
    let mut sources = SourceMap::default();
    for text in snippets("toml") {
        let file = sources.add("dialect.toml", &text);
        let read: Result<Dialect, _> = dialect::load(file, &text);
        let read = read.unwrap_or_else(|errors| panic!("{}\n{text}", errors[0].message));
        let unsound = dialect::check(&read, file);
        assert!(unsound.is_empty(), "{}\n{text}", unsound[0].message);
    }
    for text in snippets("toml patches") {
        let file = sources.add("patches.toml", &text);
        let read: Result<Patches, _> = dialect::load(file, &text);
        let read = read.unwrap_or_else(|errors| panic!("{}\n{text}", errors[0].message));
        let misused = patch::check(&read, file);
        assert!(misused.is_empty(), "{}\n{text}", misused[0].message);
    }
}

#[test]
fn every_key_has_an_example() {
    let mut used = BTreeSet::new();
    for text in snippets("toml").into_iter().chain(snippets("toml patches")) {
        let table: toml::Table = text.parse().expect("a snippet as TOML");
        collect(&toml::Value::Table(table), "", &mut used);
    }
    let keys = schema_keys();
    let without: Vec<_> = keys.keys().filter(|path| !used.contains(*path)).collect();
    assert!(without.is_empty(), "without an example: {without:?}");
}

fn collect(value: &toml::Value, at: &str, used: &mut BTreeSet<String>) {
    match value {
        toml::Value::Array(items) => items.iter().for_each(|item| collect(item, at, used)),
        toml::Value::Table(table) => {
            for (key, value) in table {
                let key =
                    if matches!(at, "types" | "newtypes" | "define" | "locations" | "methods") { "*" } else { key };
                let path = if at.is_empty() { key.to_owned() } else { format!("{at}.{key}") };
                used.insert(path.clone());
                collect(value, &path, used);
            }
        }
        _ => {}
    }
}

/// The document and the dialect of the overview give an endpoint, and no error or warning.
#[test]
fn the_first_example_works() {
    let (document, dialect) = (snippets("markdown").swap_remove(0), snippets("toml").swap_remove(0));
    let output = compile_to_ir(&small(&document, &dialect, None));
    insta::assert_snapshot!(messages(&output).join("\n"), @r"
    small/api.md:7:1 note[TW209] this table has no label; by its position it is taken as the parameters
    ");
    let api = output.api.expect("an IR");
    insta::assert_snapshot!(tests::print(&api), @r"
    api small: small
    transport GET [Query], POST [Json]
    group Lamps

    endpoint lamp: POST /lamp
      title Switch a lamp
      group Lamps
      | The call has no answer.
      parameters:
        on: bool, required as nothing is said [inferred: policy.parameter]
          | Whether it shall shine
      response: none
    ");
}

/// The worked example gives what the page says of it, without errors or warnings.
#[test]
fn the_worked_example_works() {
    let output = compile(&guide());
    insta::assert_snapshot!(messages(&output).join("\n"), @"");
    let figures = (output.figures.announced, output.figures.bound, output.figures.decoded, output.figures.examples);
    assert_eq!(figures, (2, 2, 1, 1));
    insta::assert_snapshot!(tests::print(&output.api.expect("an IR")), @r#"
    api lamps: Lamps
      | # Types
    server https://lamps.example/v1
    transport GET [Query], POST [Json]
    auth bot: Header { name: "Authorization", prefix: "Bot " }
    code 1001: There is no such lamp
    code 1002: There is no such lamp

    endpoint get_rooms_lamps_by_lamp_id: GET /rooms/{room_id}/lamps/{lamp_id}
      title Get a lamp
      reads true [inferred: it takes GET alone]
      auth bot [declared]
      | Returns the [Lamp](../types.md#lamp) object.
      parameters:
        room_id: string [inferred: a part of the path], required, in the path
        lamp_id: string [inferred: a part of the path], required, in the path
      response: <Lamp>
      example of a response, "json": {"id":"7","kind":2,"bulbs":[{"watts":5}]}

    endpoint put_rooms_lamps_by_lamp_id: PUT /rooms/{room_id}/lamps/{lamp_id}
      title Switch a lamp
      auth bot [declared]
      | Nothing comes back.
      parameters:
        room_id: string [inferred: a part of the path], required, in the path
        lamp_id: string [inferred: a part of the path], required, in the path
        on: bool, required
          | Whether it shall shine
        colour: string or null, optional
          | Its colour; null for white
        wait: bool, optional, in the query
          | Whether to answer when it is done
      response: none
      example of a request, "http": PUT /rooms/1/lamps/7 [("wait", "false"), ("on", "true")] []

    type Bulb: struct
      watts: int32, optional as nothing is said [inferred: policy.response_field]
        | How strong it is

    type Kind: values of int32
      1 (A floor lamp)
      2 (A table lamp)

    type Lamp: struct
      id: string, optional as nothing is said [inferred: policy.response_field]
        | Its number
      kind: <Kind>, optional as nothing is said [inferred: policy.response_field]
        | What it is, see [Kind](#kind)
      bulbs: [<Bulb>], optional as nothing is said [inferred: policy.response_field]
        | What is in it
    "#);
}
