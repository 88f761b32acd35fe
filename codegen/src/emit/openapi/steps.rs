//! The steps that projections are made of. Each changes one object of the document, whatever it stands for: it looks
//! for the keywords that it knows, and leaves all others as they are.

use std::collections::BTreeSet;

use serde_json::Value;

use super::names::{Kind, Kinds, LABELS};
use super::object::{Json, Object};
use super::prose;

/// Makes of a set that others may join what any of its values is, with the documented ones in the description.
pub(super) fn open_sets(object: &mut Object, _: &Kinds) {
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

/// Leaves what is binary its format alone.
pub(super) fn binary(object: &mut Object, _: &Kinds) {
    object.remove("contentMediaType");
}

/// Leaves a licence its name alone.
pub(super) fn license(object: &mut Object, _: &Kinds) {
    if let Some(Json::Object(license)) = object.get_mut("license") {
        license.remove("identifier");
    }
}

/// The values of an enumeration with their labels, as a list in Markdown.
fn documented(known: &mut Object) -> String {
    let labels = known.remove(LABELS);
    let Some(Json::List(values)) = known.remove("enum") else { return String::new() };
    let lines = values.iter().filter_map(|value| match value {
        Json::Value(value) => {
            let name = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let label = labels.as_ref().and_then(Json::as_object).and_then(|labels| labels.get(&name));
            Some((value.as_ref(), label.and_then(Json::as_text).unwrap_or_default()))
        }
        _ => None,
    });
    prose::list(lines)
}

/// Removes extensions, but for the names of tags that people read.
pub(super) fn extensions(object: &mut Object, _: &Kinds) {
    object.retain(|key| !key.starts_with("x-") || key == "x-displayName" || key == "x-enumDescriptions");
}

/// Writes that a value may be `null` as OpenAPI 3.0 does: beside a type, or as one of several alternatives. What is always
/// `null` has no schema there, so it is left open.
pub(super) fn nullable(object: &mut Object, kinds: &Kinds) {
    match object.get_mut("type") {
        Some(Json::List(types)) => {
            let count = types.len();
            types.retain(|kind| kind.as_text() != Some("null"));
            let (null, mut rest) = (types.len() < count, std::mem::take(types));
            match rest.pop() {
                Some(only) if rest.is_empty() => object.set("type", only),
                _ => drop(object.remove("type")),
            }
            if null {
                take_null(object, kinds);
            }
        }
        Some(kind) if kind.as_text() == Some("null") => drop(object.remove("type")),
        _ => {}
    }
    let Some(Json::List(alternatives)) = object.get_mut("anyOf") else { return };
    let count = alternatives.len();
    let is_null = |one: &Json| one.as_object().and_then(|one| one.get("type")).and_then(Json::as_text) == Some("null");
    alternatives.retain(|one| !is_null(one));
    if alternatives.len() == count {
        return;
    }
    // What stands in `allOf` with a reference cannot add `null` to what the reference takes.
    let first = alternatives.first_mut().and_then(Json::as_object_mut);
    if !first.is_some_and(|first| take_null(first, kinds)) {
        alternatives.push(null().into());
    } else if alternatives.len() == 1
        && let Some(Json::Object(only)) = alternatives.pop()
    {
        object.remove("anyOf");
        for (key, value) in only.into_entries() {
            if !object.has(&key) {
                object.set(key, value);
            }
        }
    }
}

/// Lets a schema take `null`, and returns whether it does: where its type is known, and where it takes anything.
fn take_null(object: &mut Object, kinds: &Kinds) -> bool {
    if let Some(reference) = object.get("$ref").and_then(Json::as_text) {
        let Some(scalar) = kinds.get(reference).filter(|kind| kind.scalar.is_some()) else { return false };
        object.set("type", scalar.ty);
    }
    if object.has("type") {
        object.set("nullable", true);
    }
    object.has("type") || !object.has("anyOf")
}

/// What takes `null` alone. OpenAPI 3.0 has no type for it; what has no type takes it.
fn null() -> Object {
    Object::new().with("enum", vec![Value::Null])
}

/// Whether a schema of OpenAPI 3.0 takes `null` alone.
fn is_null(schema: &Object) -> bool {
    matches!(schema.get("enum"), Some(Json::List(values)) if matches!(values.as_slice(), [Json::Value(one)] if one.is_null()))
}

/// Writes a constant as a set of one value. Of what is always `null` the type says so, and generators make of a set of
/// it a type without values.
pub(super) fn constants(object: &mut Object, _: &Kinds) {
    let constant = object.remove("const");
    if let Some(constant) = constant.filter(|constant| !matches!(constant, Json::Value(value) if value.is_null())) {
        object.set("enum", vec![constant]);
    }
}

/// Writes the first of several examples of a schema as the only one.
pub(super) fn example(object: &mut Object, _: &Kinds) {
    if let Some(Json::List(examples)) = object.get_mut("examples") {
        let first = examples.drain(..).next();
        object.remove("examples");
        if let Some(first) = first {
            object.set("example", first);
        }
    }
}

/// Puts a reference with something beside it into `allOf`; one to a type without parts becomes that type. So does one to a
/// list or a map of these that stands alone.
pub(super) fn references(object: &mut Object, kinds: &Kinds) {
    let Some(reference) = object.get("$ref").and_then(Json::as_text).map(str::to_owned) else { return };
    let plain = |kind: &Kind| matches!(kind.ty, "object" | "array") && kind.scalar.is_some();
    if object.len() < 2 && !kinds.get(&reference).is_some_and(plain) {
        return;
    }
    object.remove("$ref");
    let Some(scalar) = kinds.get(&reference).and_then(|kind| kind.scalar.clone()) else {
        object.set("allOf", vec![Json::from(Object::new().with("$ref", reference))]);
        return;
    };
    for (key, value) in scalar.into_entries() {
        if !object.has(&key) {
            object.set(key, value);
        }
    }
}

/// Titles a map that is the value of a member: generators that make a class of it call the class so, and without a title
/// after the member, as they call the type of the map's values.
pub(super) fn maps(object: &mut Object, _: &Kinds) {
    let Some(Json::Object(properties)) = object.get_mut("properties") else { return };
    for (name, property) in properties.entries_mut() {
        let Some(map) = property.as_object_mut() else { continue };
        if map.has("additionalProperties") && !map.has("title") {
            map.set("title", format!("{name}_map"));
        }
    }
}

/// Makes text of a parameter whose value is JSON, and says in the description that it is.
pub(super) fn json_parameters(object: &mut Object, _: &Kinds) {
    if !object.has("in") || object.remove("content").is_none() {
        return;
    }
    let words = object.remove("description");
    let words = words.as_ref().and_then(Json::as_text).unwrap_or_default();
    object.set("description", prose::paragraphs([words, prose::JSON_TEXT]));
    object.set("schema", Object::new().with("type", "string"));
}

/// Has a parameter in the URL or a header be one kind of value: there all values are text, and one value is written as a list
/// of one is. Which kinds it takes is said in the description.
pub(super) fn kinds_in_url(object: &mut Object, kinds: &Kinds) {
    let place = object.get("in").and_then(Json::as_text);
    if !matches!(place, Some("path" | "query" | "header")) {
        return;
    }
    let schema = object.get("schema").and_then(Json::as_object);
    let Some(Json::List(alternatives)) = schema.and_then(|schema| schema.get("anyOf")) else { return };
    let all: Vec<&Object> = alternatives.iter().filter_map(Json::as_object).collect();
    let Some((kept, taken)) = one_kind(&all, kinds) else { return };
    object.set("schema", kept);
    let words = object.remove("description");
    let words = words.as_ref().and_then(Json::as_text).unwrap_or_default();
    object.set("description", prose::paragraphs([words, &prose::kinds(&taken)]));
}

/// What is written as any of several alternatives is, with their names; nothing where they are not written alike.
fn one_kind(all: &[&Object], kinds: &Kinds) -> Option<(Object, Vec<String>)> {
    if let [one, list] = all
        && let Some(item) = list.get("items").and_then(Json::as_object)
        && plain(one, kinds).is_some_and(|kind| plain(item, kinds) == Some(kind))
    {
        return Some(((*list).clone(), vec!["one value".to_owned(), "a list".to_owned()]));
    }
    let found: Option<Vec<_>> = all.iter().map(|one| plain(one, kinds)).collect();
    let found = found.filter(|found| found.contains(&"string"))?;
    let is_set = all.iter().any(|one| one.has("enum"));
    (!is_set).then(|| (Object::new().with("type", "string"), found.into_iter().map(str::to_owned).collect()))
}

/// The kind of a value without parts.
fn plain<'a>(schema: &'a Object, kinds: &'a Kinds) -> Option<&'a str> {
    kind(schema, kinds).filter(|kind| !matches!(*kind, "null" | "object" | "array"))
}

/// Says of content of which only examples are known that it is anything.
pub(super) fn contents(object: &mut Object, _: &Kinds) {
    let Some(Json::Object(content)) = object.get_mut("content") else { return };
    for media in content.entries_mut().filter_map(|(_, media)| media.as_object_mut()) {
        if !media.has("schema") {
            media.set("schema", Object::new());
        }
    }
}

/// Leaves out the responses without content that a success with content stands beside: another success, and what the call
/// that was not carried out says nothing of. The full document has them.
pub(super) fn responses(object: &mut Object, _: &Kinds) {
    let Some(Json::Object(responses)) = object.get_mut("responses") else { return };
    let has_content = |response: &Json| response.as_object().is_some_and(|response| response.has("content"));
    let success = |code: &str| code.starts_with('2');
    let entries: Vec<_> =
        responses.entries_mut().map(|(code, response)| (code.to_owned(), has_content(response))).collect();
    if entries.iter().any(|(code, content)| success(code) && *content) {
        let empty = |code: &str| entries.iter().any(|(known, content)| known == code && !content);
        responses.retain(|code| !((success(code) || code == "default") && empty(code)));
    }
}

/// Says that exactly one of several alternatives holds, where no value can be two of them: each is of another kind.
pub(super) fn alternatives(object: &mut Object, kinds: &Kinds) {
    let Some(Json::List(alternatives)) = object.get("anyOf") else { return };
    let mut seen = BTreeSet::new();
    for alternative in alternatives {
        match alternative.as_object().and_then(|one| kind(one, kinds)) {
            // Every integer is a number.
            Some(kind) if seen.insert(if kind == "integer" { "number" } else { kind }) => {}
            _ => return,
        }
    }
    if let Some(alternatives) = object.remove("anyOf") {
        object.set("oneOf", alternatives);
    }
}

/// The kind of value that a schema takes, where it is one alone.
fn kind<'a>(schema: &'a Object, kinds: &'a Kinds) -> Option<&'a str> {
    match schema.get("$ref").and_then(Json::as_text) {
        Some(reference) => kinds.get(reference).map(|kind| kind.ty),
        None if is_null(schema) => Some("null"),
        None => schema.get("type").and_then(Json::as_text),
    }
}

/// Says the default of a member that may be left out in its description alone. The server applies it; generators of
/// clients require such a member, or send what is the default today.
pub(super) fn defaults(object: &mut Object, _: &Kinds) {
    let required: BTreeSet<String> = match object.get("required") {
        Some(Json::List(names)) => names.iter().filter_map(Json::as_text).map(str::to_owned).collect(),
        _ => BTreeSet::new(),
    };
    let Some(Json::Object(properties)) = object.get_mut("properties") else { return };
    for (name, property) in properties.entries_mut() {
        let Some(property) = property.as_object_mut().filter(|_| !required.contains(name)) else { continue };
        let Some(Json::Value(default)) = property.remove("default") else { continue };
        let words = property.remove("description");
        let words = words.as_ref().and_then(Json::as_text).unwrap_or_default();
        property.set("description", prose::paragraphs([words, &prose::default(&default)]));
    }
}
