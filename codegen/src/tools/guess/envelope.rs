//! The envelope that JSON examples have.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::pattern::word;
use super::survey::{Survey, What};
use super::words::{WORDS, list};

/// What surrounds the data of responses, as the examples show it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Envelope {
    /// The field with the data; where there is none, the data stands beside the other fields.
    pub data: Option<String>,
    /// The field that tells success from failure.
    pub code: String,
    /// The fields that explain a failure.
    pub messages: Vec<String>,
    /// The values of `code` that mean success, as JSON.
    pub success: Vec<String>,
    /// The fields in their order, each with the kind of its values and whether some examples lack it.
    pub fields: Vec<(String, &'static str, bool)>,
    /// The field that comes back as the caller sent it.
    pub echo: Option<String>,
    /// How many examples have it, and of how many.
    pub count: (usize, usize),
}

/// The envelope, where most examples that are objects have one.
pub fn envelope(survey: &Survey) -> Option<Envelope> {
    let fences = survey.pieces.iter().filter_map(|piece| match &piece.what {
        What::Fence(fence) => {
            let text = fence.text.trim();
            // What is nearly JSON counts as the compiler takes it.
            serde_json::from_str::<Value>(text).ok().or_else(|| json5::from_str(text).ok())
        }
        _ => None,
    });
    let objects: Vec<Object> =
        fences.filter_map(|value| if let Value::Object(map) = value { Some(map) } else { None }).collect();
    around(&objects).or_else(|| beside(&objects))
}

type Object = Map<String, Value>;

/// The first of the words for `kind` that is a field of an object.
fn key(map: &Object, kind: &str) -> Option<String> {
    list(&WORDS.envelope, kind).iter().find(|word| map.contains_key(word.as_str())).cloned()
}

/// Whether a value is a word for success or failure.
fn is_outcome(value: &Value) -> bool {
    let text = value.to_string();
    let known = |kind: &str| list(&WORDS.envelope, kind).iter().any(|word| *word == text.trim_matches('"'));
    !value.is_number() && (known("success") || known("failure"))
}

/// An envelope with a field for the data.
fn around(objects: &[Object]) -> Option<Envelope> {
    let mut shapes: BTreeMap<(String, String), Vec<&Object>> = BTreeMap::new();
    for map in objects {
        if let (Some(data), Some(code)) = (key(map, "data"), key(map, "code"))
            && map.get(&code).is_some_and(|value| !value.is_object() && !value.is_array())
            && !map.get(&data).is_some_and(is_outcome)
        {
            shapes.entry((data, code)).or_default().push(map);
        }
    }
    let ((data, code), maps) = shapes.into_iter().max_by_key(|(_, maps)| maps.len())?;
    made(Some(data), code, &maps, objects)
}

/// An envelope beside whose fields the data stands: a field tells in one of two words how the call went.
fn beside(objects: &[Object]) -> Option<Envelope> {
    let names = || list(&WORDS.envelope, "outcome").iter().chain(list(&WORDS.envelope, "code"));
    let having =
        |name: &String| objects.iter().filter(|map| map.get(name).is_some_and(is_outcome)).collect::<Vec<&Object>>();
    let (code, maps) = names().map(|name| (name.clone(), having(name))).rev().max_by_key(|(_, maps)| maps.len())?;
    // A success that has no more than its code could as well be the data.
    let more = maps.iter().any(|map| key(map, "messages").is_some());
    if maps.is_empty() || !more { None } else { made(None, code, &maps, objects) }
}

fn made(data: Option<String>, code: String, maps: &[&Object], objects: &[Object]) -> Option<Envelope> {
    let explains = maps.iter().any(|map| key(map, "messages").is_some());
    if (maps.len() < 3 && !explains) || maps.len() * 3 < objects.len() {
        return None;
    }
    let is = |name: &String, kind: &str| list(&WORDS.envelope, kind).contains(name);
    let mut fields: Vec<(String, &'static str, bool)> = Vec::new();
    let mut codes: BTreeMap<String, usize> = BTreeMap::new();
    for map in maps {
        for (name, value) in *map {
            let having = maps.iter().filter(|map| map.contains_key(name)).count();
            let carries = data.as_ref() == Some(name);
            let role = carries || *name == code || is(name, "messages") || is(name, "echo");
            // Beside the data, what has no role is the data; around it, one example says little.
            let taken = role || data.is_some() && maps.len() > 1;
            if taken && having * 2 >= maps.len() && !fields.iter().any(|(known, ..)| known == name) {
                let any = carries || is(name, "echo");
                fields.push((name.clone(), if any { "any" } else { kind(value) }, having < maps.len()));
            }
        }
        let value = map.get(&code).map(Value::to_string).unwrap_or_default();
        let good = list(&WORDS.envelope, "success").iter().any(|word| *word == value.trim_matches('"'));
        *codes.entry(value).or_default() += usize::from(good);
    }
    let success: Vec<_> = codes.into_iter().filter(|(_, count)| *count > 0).map(|(value, _)| value).collect();
    if data.is_none() && success.is_empty() {
        return None;
    }
    let of =
        |kind: &str| fields.iter().map(|(name, ..)| name.clone()).filter(|name| is(name, kind)).collect::<Vec<_>>();
    let messages = of("messages").into_iter().filter(|name| *name != code).collect();
    let echo = of("echo").into_iter().next();
    Some(Envelope { echo, data, code, messages, success, fields, count: (maps.len(), objects.len()) })
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null | Value::Array(_) | Value::Object(_) => "any",
        Value::Bool(_) => "bool",
        Value::Number(_) => "int64",
        Value::String(_) => "string",
    }
}

impl Envelope {
    /// The fields that only the table of a whole response has: the code with the data or with a message.
    pub fn telling(&self) -> Vec<Vec<String>> {
        self.data.iter().chain(&self.messages).map(|name| vec![self.code.clone(), name.clone()]).collect()
    }

    /// `[envelope]`. Without a table of the documents the fields come from the examples; `types` are the words that
    /// the documents have for types, to which what is missing is added.
    pub fn toml(&self, has_table: bool, types: &mut Vec<String>) -> Vec<String> {
        let strings = |names: &[String]| super::pattern::list(names.iter().map(String::as_str));
        let mut lines = vec![
            format!("# {} of {} JSON examples that are objects have these fields", self.count.0, self.count.1),
            "[envelope]".into(),
        ];
        match &self.data {
            Some(data) => lines.push(format!("data = {}", word(data))),
            None => lines.push("# no field carries the data: it stands beside these".into()),
        }
        lines.push(format!("code = {}", word(&self.code)));
        if !self.success.is_empty() {
            lines.push(format!("success = [{}]", self.success.join(", ")));
        }
        if !self.messages.is_empty() {
            lines.push(format!("messages = {}", strings(&self.messages)));
        }
        lines.extend(self.echo.as_ref().map(|echo| format!("echo = {}", word(echo))));
        if has_table {
            return lines;
        }
        lines.push("field = [".into());
        for (name, kind, lacking) in &self.fields {
            let known = types.iter().find(|line| line.contains(&format!("= \"{kind}\""))).cloned();
            let spelling = known.unwrap_or_else(|| {
                let line = format!("\"{kind}\" = \"{kind}\" # for the envelope");
                types.push(line.clone());
                line
            });
            let spelling = spelling.split(" = ").next().unwrap_or_default().to_owned();
            let optional = if *lacking { ", optional = true" } else { "" };
            lines.push(format!("    {{ name = {}, type = {spelling}{optional} }},", word(name)));
        }
        lines.push("]".into());
        lines
    }
}
