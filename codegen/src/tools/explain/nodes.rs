//! What the IR knows from a place.

use serde_json::Value;

use super::{Node, json_lines, short};
use crate::{Output, emit};

/// The nodes of the IR whose provenance `wanted` takes, given as file and line, and those whose words are among
/// `texts`; and the places of the endpoints, fields and types that they belong to.
pub fn nodes(
    output: &Output,
    name: &str,
    wanted: impl Fn((&str, u32)) -> bool,
    texts: &[&str],
) -> (Vec<Node>, Vec<(String, u32)>) {
    let Some(api) = &output.api else { return Default::default() };
    let text = output.files.get(&format!("ir/{name}.json")).cloned().unwrap_or_else(|| emit::ir_json::emit(api));
    let Ok(value) = serde_json::from_str::<Value>(&text) else { return Default::default() };
    let mut walk = Walk { found: Vec::new(), places: Vec::new(), wanted: &wanted, texts };
    walk.value(&value, &mut String::new(), &mut Vec::new());
    let lines = json_lines::lines(&text);
    let mut nodes = walk.found;
    for node in &mut nodes {
        node.line = lines.get(&node.pointer).copied().unwrap_or(0);
    }
    walk.places.dedup();
    (nodes, walk.places)
}

struct Walk<'a> {
    found: Vec<Node>,
    places: Vec<(String, u32)>,
    wanted: &'a dyn Fn((&str, u32)) -> bool,
    texts: &'a [&'a str],
}

impl Walk<'_> {
    fn value(&mut self, value: &Value, pointer: &mut String, above: &mut Vec<(String, u32)>) {
        let length = pointer.len();
        match value {
            Value::Object(map) => {
                let place = map.get("provenance").or_else(|| map.get("name")?.get("provenance")).and_then(place);
                if let Some((file, line)) = &place
                    && map.contains_key("provenance")
                    && (self.wanted)((file, *line))
                {
                    self.push(value, pointer, above, place.clone());
                }
                above.extend(place.clone());
                for (key, value) in map.iter().filter(|(key, _)| *key != "provenance") {
                    pointer.push('/');
                    pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
                    self.value(value, pointer, above);
                    pointer.truncate(length);
                }
                if place.is_some() {
                    above.pop();
                }
            }
            Value::Array(items) => {
                for (index, value) in items.iter().enumerate() {
                    pointer.push('/');
                    pointer.push_str(&index.to_string());
                    self.value(value, pointer, above);
                    pointer.truncate(length);
                }
            }
            Value::String(words) => {
                let is_words = pointer.ends_with("/docs") || pointer.ends_with("/text");
                let holds = |text: &&str| text.trim().chars().count() > 3 && words.contains(first_line(text));
                if is_words && self.texts.iter().any(holds) {
                    self.push(value, pointer, above, None);
                }
            }
            _ => {}
        }
    }

    fn push(&mut self, value: &Value, pointer: &str, above: &[(String, u32)], own: Option<(String, u32)>) {
        let provenance = value.get("provenance");
        let word = |key: &str| provenance.and_then(|at| at.get(key)).and_then(Value::as_str).unwrap_or_default();
        let how =
            [word("how"), word("rule")].into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(", ");
        let how = if how.is_empty() { "words".to_owned() } else { how };
        let named = value.get("value").or_else(|| value.get("name")).or_else(|| value.get("id")).unwrap_or(value);
        let node = Node { pointer: pointer.to_owned(), line: 0, value: short(&named.to_string()), how };
        self.found.push(node);
        for place in own.into_iter().chain(above.iter().rev().take(2).cloned()) {
            if !self.places.contains(&place) {
                self.places.push(place);
            }
        }
    }
}

fn first_line(text: &str) -> &str {
    let line = text.trim().lines().find(|line| !line.trim_start().starts_with("```")).unwrap_or_default();
    line.trim().trim_start_matches(['#', '-', '*', '>', ' '])
}

fn place(provenance: &Value) -> Option<(String, u32)> {
    let line = provenance.get("line")?.as_u64()?;
    Some((provenance.get("file")?.as_str()?.to_owned(), u32::try_from(line).ok()?))
}
