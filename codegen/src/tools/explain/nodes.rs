//! What the IR knows from a place.

use serde::Serialize;
use serde_json::Value;

use super::json_lines;
use crate::{Output, emit};

/// A node of the IR.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Node {
    /// Its address, a JSON pointer.
    pub pointer: String,
    /// Its line in the IR's file.
    pub line: u32,
    /// What it says, in short.
    pub value: String,
    /// How it is known, and by which policy or patch.
    pub how: String,
}

/// Words of a document, which have no provenance of their own where they are documentation.
#[derive(Default)]
pub struct Words<'a> {
    /// The document.
    pub file: &'a str,
    /// The line that they stand in.
    pub line: u32,
    /// The words.
    pub texts: &'a [&'a str],
}

/// Documentation that has the words, with the place of what it is about.
struct Documented {
    node: Node,
    about: (String, u32),
    places: Vec<(String, u32)>,
}

/// The nodes of the IR whose provenance `wanted` takes, given as file and line, and the documentation that the words have
/// become: of those that have them, that of the nearest thing above. And the places of the endpoints, fields and types that
/// they belong to.
pub fn nodes(
    output: &Output,
    name: &str,
    wanted: impl Fn((&str, u32)) -> bool,
    words: &Words<'_>,
) -> (Vec<Node>, Vec<(String, u32)>) {
    let Some(api) = &output.api else { return Default::default() };
    let text = output.files.get(&format!("ir/{name}.json")).cloned().unwrap_or_else(|| emit::ir_json::emit(api));
    let Ok(value) = serde_json::from_str::<Value>(&text) else { return Default::default() };
    let (found, places, documented) = (Vec::new(), Vec::new(), Vec::new());
    let mut walk = Walk { found, places, documented, wanted: &wanted, words };
    walk.value(&value, &mut String::new(), &mut Vec::new());
    walk.nearest();
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
    documented: Vec<Documented>,
    wanted: &'a dyn Fn((&str, u32)) -> bool,
    words: &'a Words<'a>,
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
                let paragraphs = || words.split("\n\n").flat_map(str::lines).map(plain);
                let holds = |text: &&str| {
                    let first = plain(text.trim().lines().next().unwrap_or_default());
                    !first.is_empty() && paragraphs().any(|paragraph| paragraph == first)
                };
                let about = above.last().filter(|(file, line)| file == self.words.file && *line <= self.words.line);
                if let Some(about) = about.filter(|_| pointer.ends_with("/docs") && self.words.texts.iter().any(holds))
                {
                    let places = above.iter().rev().take(2).cloned().collect();
                    self.documented.push(Documented { node: node(value, pointer), about: about.clone(), places });
                }
            }
            _ => {}
        }
    }

    fn push(&mut self, value: &Value, pointer: &str, above: &[(String, u32)], own: Option<(String, u32)>) {
        self.found.push(node(value, pointer));
        self.add(own.into_iter().chain(above.iter().rev().take(2).cloned()));
    }

    fn add(&mut self, places: impl Iterator<Item = (String, u32)>) {
        for place in places {
            if !self.places.contains(&place) {
                self.places.push(place);
            }
        }
    }

    /// Keeps of the documentation that has the words that of the nearest thing above them.
    fn nearest(&mut self) {
        let documented = std::mem::take(&mut self.documented);
        let nearest = documented.iter().map(|one| one.about.1).max();
        for one in documented.into_iter().filter(|one| Some(one.about.1) == nearest) {
            self.found.push(one.node);
            self.add(one.places.into_iter());
        }
    }
}

fn node(value: &Value, pointer: &str) -> Node {
    let provenance = value.get("provenance");
    let word = |key: &str| provenance.and_then(|at| at.get(key)).and_then(Value::as_str).unwrap_or_default();
    let how = [word("how"), word("rule")].into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(", ");
    let how = if how.is_empty() { "words".to_owned() } else { how };
    let named = value.get("value").or_else(|| value.get("name")).or_else(|| value.get("id")).unwrap_or(value);
    Node { pointer: pointer.to_owned(), line: 0, value: short(&named.to_string()), how }
}

/// A line without the marks that it begins with.
fn plain(line: &str) -> &str {
    line.trim().trim_start_matches(['#', '-', '*', '>', ' ']).trim()
}

fn place(provenance: &Value) -> Option<(String, u32)> {
    let line = provenance.get("line")?.as_u64()?;
    Some((provenance.get("file")?.as_str()?.to_owned(), u32::try_from(line).ok()?))
}

/// The beginning of a text, in one line.
pub fn short(text: &str) -> String {
    const LONGEST: usize = 80;
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() <= LONGEST {
        return words;
    }
    words.chars().take(LONGEST).chain("…".chars()).collect()
}
