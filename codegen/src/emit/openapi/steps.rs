//! The steps that projections are made of. Each changes one object of the document, whatever it stands for: it looks
//! for the keywords that it knows, and leaves all others as they are.

use super::object::{Json, Object};
use super::{prose, schema};

/// Makes of a set that others may join what any of its values is, with the documented ones in the description.
pub(super) fn open_sets(object: &mut Object) {
    let Some(Json::List(alternatives)) = object.get_mut("anyOf") else { return };
    let [Json::Object(known), ..] = alternatives.as_mut_slice() else { return };
    if !known.has("enum") || known.has("$ref") {
        return;
    }
    let words = documented(known);
    let mut others: Vec<Json> = alternatives.drain(..).skip(1).collect();
    let any = match others.pop() {
        Some(Json::Object(only)) if others.is_empty() => only,
        last => Object::new().with("anyOf", others.into_iter().chain(last).collect::<Vec<_>>()),
    };
    object.remove("anyOf");
    let description = object.remove("description");
    let said = description.as_ref().and_then(Json::as_text).unwrap_or_default();
    let description = prose::paragraphs([said, words.as_str()]);
    for (key, value) in any.into_entries() {
        if key == "description" {
            let inner = value.as_text().unwrap_or_default();
            object.set(key, prose::paragraphs([description.as_str(), inner]));
        } else if !object.has(&key) {
            object.set(key, value);
        }
    }
    if !object.has("description") && !description.is_empty() {
        object.set("description", description);
    }
}

/// The values of an enumeration with their labels, as a list in Markdown.
fn documented(known: &mut Object) -> String {
    let labels = known.remove(schema::LABELS);
    let Some(Json::List(values)) = known.remove("enum") else { return String::new() };
    let lines = values.iter().filter_map(|value| match value {
        Json::Value(value) => {
            let name = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let label = labels.as_ref().and_then(Json::as_object).and_then(|labels| labels.get(&name));
            Some((value, label.and_then(Json::as_text).unwrap_or_default()))
        }
        _ => None,
    });
    prose::list(lines)
}

/// Removes extensions, but for the names of tags that people read.
pub(super) fn extensions(object: &mut Object) {
    object.retain(|key| !key.starts_with("x-") || key == "x-displayName" || key == "x-enumDescriptions");
}

/// Writes that a value may be `null` as OpenAPI 3.0 does.
pub(super) fn nullable(object: &mut Object) {
    if let Some(Json::List(types)) = object.get_mut("type") {
        let count = types.len();
        types.retain(|kind| kind.as_text() != Some("null"));
        let (null, mut rest) = (types.len() < count, std::mem::take(types));
        match rest.pop() {
            Some(only) if rest.is_empty() => object.set("type", only),
            _ => drop(object.remove("type")),
        }
        if null {
            object.set("nullable", true);
        }
    }
    let Some(Json::List(alternatives)) = object.get_mut("anyOf") else {
        if object.get("type").and_then(Json::as_text) == Some("null") {
            object.remove("type");
            object.set("nullable", true);
        }
        return;
    };
    let count = alternatives.len();
    // The inner ones were changed before: what was `null` is nothing but `nullable` now.
    alternatives.retain(|one| one.as_object().is_none_or(|one| !(one.len() == 1 && one.has("nullable"))));
    if alternatives.len() == count {
        return;
    }
    match alternatives.pop() {
        Some(only) if alternatives.is_empty() => {
            object.remove("anyOf");
            object.set("allOf", vec![only]);
        }
        last => alternatives.extend(last),
    }
    object.set("nullable", true);
}

/// Writes a constant as a set of one value.
pub(super) fn constants(object: &mut Object) {
    if let Some(constant) = object.remove("const") {
        object.set("enum", vec![constant]);
    }
}

/// Writes the first of several examples of a schema as the only one.
pub(super) fn example(object: &mut Object) {
    if let Some(Json::List(examples)) = object.get_mut("examples") {
        let first = examples.drain(..).next();
        object.remove("examples");
        if let Some(first) = first {
            object.set("example", first);
        }
    }
}

/// Puts a reference with something beside it into `allOf`.
pub(super) fn references(object: &mut Object) {
    if object.len() > 1
        && object.get("$ref").and_then(Json::as_text).is_some()
        && let Some(reference) = object.remove("$ref")
    {
        object.set("allOf", vec![Json::from(Object::new().with("$ref", reference))]);
    }
}
