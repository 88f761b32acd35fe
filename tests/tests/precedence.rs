//! Examples fill what is left open, and change nothing that is stated: all families and fixtures are compiled without their
//! examples and with ones that contradict them, and every fact that is stated is the same.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use serde_json::{Map, Value};
use tablewright::ir::{Api, How};
use tablewright::{Document, Input, compile_to_ir};
use tests::{FAMILIES, family, input, root};

/// All inputs, by their names.
fn inputs() -> Vec<(String, Input)> {
    let mut inputs: Vec<_> = FAMILIES.iter().map(|name| ((*name).to_owned(), family(name))).collect();
    let mut folders: Vec<PathBuf> = vec![root("tests/fixtures/golden")];
    for kind in ["forms", "dialects"] {
        let entries = fs::read_dir(root("tests/fixtures").join(kind)).expect("the fixtures");
        folders.extend(entries.map(|entry| entry.expect("an entry").path()));
    }
    folders.sort();
    for folder in folders {
        let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
        inputs.push((name.clone(), input(&name, &folder)));
    }
    inputs
}

/// The first lines of the JSON examples, by document.
fn examples(api: &Api) -> Places {
    let mut places = Places::new();
    let own = api.endpoints.iter().flat_map(|endpoint| &endpoint.examples);
    for example in own.chain(api.types.iter().flat_map(|def| &def.examples)) {
        let at = &example.provenance;
        if example.value.is_some() {
            places.entry(at.file.to_string()).or_default().push(at.line as usize - 1);
        }
    }
    places
}

/// The document with other bodies in the code blocks that begin at these lines; the lines keep their numbers.
fn changed(document: &Document, lines: &[usize], change: fn(&str) -> String) -> Document {
    let old: Vec<&str> = document.text.split('\n').collect();
    let mut new: Vec<String> = old.iter().map(|line| (*line).to_owned()).collect();
    for first in lines {
        let ends = |line: &str| line.trim_start().starts_with("```");
        let count = old[*first..].iter().position(|line| ends(line)).unwrap_or(0);
        let body = &old[*first..*first + count];
        let Some(line) = body.first() else { continue };
        let indent: String = line.chars().take_while(|letter| letter.is_whitespace()).collect();
        for slot in &mut new[*first..*first + count] {
            slot.clear();
        }
        new[*first] = format!("{indent}{}", change(&body.join("\n")));
    }
    Document { text: new.join("\n"), ..document.clone() }
}

/// Every value as one of another kind, but for the object around them all.
fn contradicted(body: &str) -> String {
    fn other(value: &Value) -> Value {
        match value {
            Value::Null | Value::Number(_) => Value::from("x"),
            Value::Bool(_) | Value::String(_) => Value::from(7),
            Value::Array(_) => Value::from(false),
            Value::Object(_) => Value::from(vec![7]),
        }
    }
    match serde_json::from_str::<Value>(body) {
        Ok(Value::Object(members)) => {
            let members: Map<String, Value> =
                members.iter().map(|(name, value)| (name.clone(), other(value))).collect();
            Value::Object(members).to_string()
        }
        Ok(value) => other(&value).to_string(),
        Err(_) => body.replace('\n', " "),
    }
}

fn taken_out(_: &str) -> String {
    "(an example stood here)".to_owned()
}

/// The lines that examples begin at, by document.
type Places = BTreeMap<String, Vec<usize>>;

/// The facts that are stated, by where they stand: members by their keys, items by their names. What stands in an example,
/// such as the names of fields that it alone has, is no statement.
fn stated(value: &Value, at: &str, examples: &Places, facts: &mut BTreeMap<String, Value>) {
    match value {
        Value::Object(members) => {
            let place = members.get("provenance");
            let word = |key: &str| place.and_then(|place| place.get(key));
            let file = word("file").and_then(Value::as_str).and_then(|file| examples.get(file));
            let line = word("line").and_then(Value::as_u64).and_then(|line| usize::try_from(line).ok());
            let shown = file.zip(line).is_some_and(|(lines, line)| lines.contains(&(line - 1)));
            let how = word("how").and_then(Value::as_str).filter(|_| !shown);
            if let (Some("stated"), Some(fact)) = (how, members.get("value")) {
                facts.insert(at.to_owned(), fact.clone());
            }
            for (key, inner) in members.iter().filter(|(key, _)| !matches!(key.as_str(), "examples" | "provenance")) {
                stated(inner, &format!("{at}/{key}"), examples, facts);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                let name = |key: &str| item.get(key).map(|name| name.get("value").unwrap_or(name));
                let name = ["name", "id", "code"].into_iter().find_map(name).and_then(Value::as_str);
                let step = name.map_or_else(|| index.to_string(), str::to_owned);
                stated(item, &format!("{at}/{step}"), examples, facts);
            }
        }
        _ => {}
    }
}

/// Replaces references to these types by any value.
fn undefine(fact: &mut Value, shown: &[&str]) {
    match fact {
        Value::Object(members) => {
            let id = members.get("id").and_then(Value::as_str);
            if members.get("type").and_then(Value::as_str) == Some("ref") && id.is_some_and(|id| shown.contains(&id)) {
                *fact = serde_json::json!({ "type": "any" });
            } else {
                members.values_mut().for_each(|inner| undefine(inner, shown));
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|inner| undefine(inner, shown)),
        // A part of the path makes room for a parameter of its name: its own is not sent.
        Value::String(text) => *text = parted(text),
        _ => {}
    }
}

/// A name or a path without what makes room for other parameters.
fn parted(text: &str) -> String {
    text.replace("{path_", "{").replace("/path_", "/").trim_start_matches("path_").to_owned()
}

fn facts(api: &Api, examples: &Places) -> BTreeMap<String, Value> {
    let mut facts = BTreeMap::new();
    stated(&serde_json::to_value(api).expect("the IR as JSON"), "", examples, &mut facts);
    // A type that nobody defines is what its examples show, and else any value.
    let shown = api.types.iter().filter(|def| def.provenance.how == How::Inferred);
    let shown: Vec<_> = shown.map(|def| def.id.0.as_str()).collect();
    for fact in facts.values_mut() {
        undefine(fact, &shown);
    }
    // What is said of a field that examples alone show goes with it.
    facts.retain(|at, _| !shown.iter().any(|id| at.starts_with(&format!("/types/{id}/"))));
    let facts: BTreeMap<_, _> = facts.into_iter().map(|(at, fact)| (parted(&at), fact)).collect();
    let mut facts = facts;
    // What all documents say together is no statement of one.
    facts.retain(|at, _| !at.starts_with("/headings"));
    facts
}

#[test]
fn examples_change_nothing_that_is_stated() {
    let (mut compared, mut with_examples) = (0, 0);
    for (name, whole) in inputs() {
        let Some(api) = compile_to_ir(&whole).api else { continue };
        let places = examples(&api);
        if places.is_empty() {
            continue;
        }
        with_examples += 1;
        let before = facts(&api, &places);
        // A block that announces states more than it shows, and stays.
        let announced: BTreeSet<_> = api
            .endpoints
            .iter()
            .map(|endpoint| &endpoint.provenance)
            .map(|at| (at.file.to_string(), at.line))
            .collect();
        let stays = |document: &Document, line: usize| {
            let text: Vec<&str> = document.text.lines().take(line + 1).collect();
            let is_fence = |line: &&str| line.trim_start().starts_with("```");
            let begins = text.iter().rposition(is_fence).unwrap_or(0);
            (begins..=line)
                .any(|at| u32::try_from(at + 1).is_ok_and(|at| announced.contains(&(document.name.clone(), at))))
        };
        for change in [taken_out as fn(&str) -> String, contradicted] {
            let mut other = whole.clone();
            for document in &mut other.documents {
                if let Some(lines) = places.get(&document.name) {
                    let lines: Vec<_> = lines.iter().copied().filter(|line| !stays(document, *line)).collect();
                    *document = changed(document, &lines, change);
                }
            }
            let after = facts(&compile_to_ir(&other).api.expect("an IR"), &Places::new());
            for (at, fact) in &before {
                assert_eq!(after.get(at), Some(fact), "{name}: {at}");
                compared += 1;
            }
        }
    }
    assert!(with_examples >= 10 && compared > 2_000, "{with_examples} inputs, {compared} facts");
}
