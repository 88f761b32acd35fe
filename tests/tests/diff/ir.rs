//! Every change of the IR.

use serde_json::{Value, json};
use tablewright::ir::Api;
use tablewright::tools::diff;

use super::api;

/// Keys whose values are places or versions, and no facts.
const NO_FACTS: [&str; 5] = ["provenance", "also", "headings", "documents", "format"];

/// How many changes of each family are tried.
const TRIED: usize = 150;

/// The JSON pointers of all values that are neither objects nor arrays.
fn leaves(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map.iter().filter(|(key, _)| !NO_FACTS.contains(&key.as_str())) {
                leaves(value, &format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")), found);
            }
        }
        Value::Array(list) => {
            for (number, value) in list.iter().enumerate() {
                leaves(value, &format!("{at}/{number}"), found);
            }
        }
        _ => found.push(at.to_owned()),
    }
}

#[test]
fn every_change_of_the_ir_is_named() {
    for family in tests::FAMILIES {
        let old = api(family);
        let whole = serde_json::to_value(&old).expect("JSON");
        let mut all = Vec::new();
        leaves(&whole, "", &mut all);
        let step = (all.len() / TRIED).max(1);
        let (mut seen, mut unnamed) = (0, Vec::new());
        for pointer in all.iter().step_by(step) {
            let mut changed = whole.clone();
            let leaf = changed.pointer_mut(pointer).expect("a leaf");
            *leaf = match leaf {
                Value::Bool(flag) => json!(!*flag),
                Value::Number(number) => json!(number.as_i64().unwrap_or_default() + 1),
                Value::String(text) => json!(format!("{text}x")),
                _ => json!("x"),
            };
            // What is no IR any more is no change of one.
            let Ok(new) = serde_json::from_value::<Api>(changed) else { continue };
            let changes = diff::diff(&old, &new);
            if changes.is_empty() || changes.iter().any(|change| change.kind == "other") {
                unnamed.push(format!("{family}{pointer}"));
            }
            seen += 1;
        }
        assert!(unnamed.is_empty(), "{} of {seen}:\n{}", unnamed.len(), unnamed.join("\n"));
        assert!(seen > TRIED / 2, "{family}: {seen} of {} changes are IRs", all.len());
    }
}
