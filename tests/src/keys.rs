//! The keys of a JSON Schema, as a page would list them.

use std::collections::BTreeMap;

use serde_json::Value;

/// A key of a configuration file.
#[derive(Debug, Default)]
pub struct Key {
    /// Whether its table is an error without it.
    pub required: bool,
    /// What it is where it is not given, if the schema says it.
    pub default: Option<Value>,
    /// The values that it can have, where they are enumerated.
    pub values: Vec<String>,
}

/// The keys of `schema`, by their path; `*` stands for a key that the user chooses.
#[must_use]
pub fn keys(schema: &Value) -> BTreeMap<String, Key> {
    let mut keys = BTreeMap::new();
    object(schema, schema, "", &mut keys);
    keys
}

fn object(root: &Value, schema: &Value, at: &str, keys: &mut BTreeMap<String, Key>) {
    let schema = resolve(root, schema);
    let required: Vec<_> = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let properties = schema["properties"].as_object().into_iter().flatten();
    // Names in capitals are HTTP methods, which are values of an enumeration and no keys of their own.
    for (name, property) in properties.filter(|(name, _)| name.to_lowercase() == **name) {
        let path = if at.is_empty() { name.clone() } else { format!("{at}.{name}") };
        let key = Key {
            required: required.contains(&name.as_str()),
            default: property.get("default").cloned(),
            values: values(root, property),
        };
        keys.insert(path.clone(), key);
        inside(root, property, &path, keys);
    }
}

/// The keys of what a key holds: an object, a list of objects, or an object with keys of the user's.
fn inside(root: &Value, schema: &Value, path: &str, keys: &mut BTreeMap<String, Key>) {
    let schema = resolve(root, schema);
    if let Some(items) = schema.get("items") {
        inside(root, items, path, keys);
    }
    match schema.get("additionalProperties") {
        // A top-level table whose keys are the user's; below that they are values.
        Some(open) if open.is_object() && !path.contains('.') => {
            let path = format!("{path}.*");
            keys.insert(path.clone(), Key { values: values(root, open), ..Key::default() });
            object(root, open, &path, keys);
        }
        _ => object(root, schema, path, keys),
    }
}

/// The enumerated values of a schema, of its items or of its entries.
fn values(root: &Value, schema: &Value) -> Vec<String> {
    let schema = resolve(root, schema);
    let mut found: Vec<String> = Vec::new();
    for value in schema["enum"].as_array().into_iter().flatten().chain(schema.get("const")) {
        found.extend(value.as_str().map(str::to_owned));
    }
    let parts = [&schema["oneOf"], &schema["anyOf"]].into_iter().filter_map(Value::as_array).flatten();
    for part in parts {
        found.extend(values(root, part));
    }
    if let Some(items) = schema.get("items") {
        found.extend(values(root, items));
    }
    if let Some(open) = schema.get("additionalProperties").filter(|open| open.is_object()) {
        found.extend(values(root, open));
    }
    found
}

fn resolve<'s>(root: &'s Value, schema: &'s Value) -> &'s Value {
    let name = schema["$ref"].as_str().and_then(|reference| reference.strip_prefix("#/$defs/"));
    name.map_or(schema, |name| &root["$defs"][name])
}
