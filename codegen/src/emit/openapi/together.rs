//! Endpoints that take one method on one path, which to OpenAPI are one operation.
//!
//! Each is made as an operation by itself, and these are put together: a body is one of theirs, told by its constant; a
//! parameter of the query or of a header that only some of them have may be left out, and says whose it is; a response is
//! one of theirs.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::ir::Field;

use super::object::{Json, Object};
use super::plan::Operation;
use super::prose;

/// An operation with the object that it would be by itself.
type Part<'a> = (&'a Operation<'a>, Object);

/// The one operation that the parts are together.
pub(super) fn together(parts: Vec<Part<'_>>) -> Object {
    let names: Vec<String> = parts.iter().map(|(operation, _)| value_of(operation)).collect();
    let mut parts = parts;
    let id = parts.iter().find_map(|(operation, _)| operation.together.clone());
    let id = id.or_else(|| Some(parts.first()?.0.id.clone())).unwrap_or_default();
    let described = description(&mut parts);
    let deprecated = parts.iter().all(|(operation, _)| operation.deprecated().is_some());
    let alias = parts.iter().find_map(|(operation, _)| operation.alias.map(|_| operation.endpoint.path.value.clone()));
    let source = parts.iter_mut().find_map(|(_, object)| object.remove("x-source"));
    let mut lists = |key: &str| distinct(parts.iter_mut().filter_map(|(_, object)| items(object, key)).flatten());
    let (tags, servers, samples, unread) =
        (lists("tags"), lists("servers"), lists("x-codeSamples"), lists("x-examples"));
    let security = security(&mut parts);
    let parameters = parameters(&mut parts, &names);
    let body = body(&mut parts, &names);
    let responses = responses(&mut parts, &names);
    Object::new()
        .with_list("tags", tags)
        .with("summary", summary(&parts))
        .with_text("description", &described)
        .with("operationId", id)
        .with_if(deprecated, "deprecated", true)
        .with_list("servers", servers)
        .with("security", security)
        .with_list("parameters", parameters)
        .with_some("requestBody", body)
        .with("responses", responses)
        .with_list("x-codeSamples", samples)
        .with_list("x-examples", unread)
        .with_some("x-alias-of", alias)
        .with_some("x-source", source)
}

/// The value that tells an operation from the others.
fn constant<'a>(operation: &'a Operation<'_>) -> Option<(&'a Field, &'a Value)> {
    let field = operation.endpoint.selector.as_deref()?;
    Some((field, &field.constant.as_ref()?.value))
}

/// The same as text.
fn value_of(operation: &Operation<'_>) -> String {
    match constant(operation) {
        Some((_, Value::String(text))) => text.clone(),
        Some((_, value)) => value.to_string(),
        None => operation.endpoint.name.clone(),
    }
}

/// The parameters that tell the operations apart.
fn selectors(parts: &[Part<'_>]) -> BTreeSet<String> {
    parts.iter().filter_map(|(operation, _)| Some(constant(operation)?.0.name.value.clone())).collect()
}

fn summary(parts: &[Part<'_>]) -> String {
    let names: Vec<_> = selectors(parts).iter().map(|name| format!("`{name}`")).collect();
    format!("Calls that are told apart by {}", names.join(" and "))
}

/// What the operations do, by their values, and then what is said of each.
fn description(parts: &mut [Part<'_>]) -> String {
    let (mut list, mut words) = (Vec::new(), Vec::new());
    for (operation, object) in parts {
        let title = object.get("summary").and_then(Json::as_text).unwrap_or_default();
        let value = value_of(operation);
        list.push(format!("- `{value}`: {}", title.lines().map(str::trim).collect::<Vec<_>>().join(" ")));
        let said = object.remove("description").and_then(|said| said.as_text().map(str::to_owned));
        words.extend(said.map(|said| format!("`{value}`: {said}")));
    }
    let list = list.join("\n");
    prose::paragraphs(std::iter::once(list.as_str()).chain(words.iter().map(String::as_str)))
}

/// The credentials, any of which is enough. Where one of the operations needs none, the whole does not demand any.
fn security(parts: &mut [Part<'_>]) -> Vec<Json> {
    let each: Vec<_> = parts.iter_mut().map(|(_, object)| items(object, "security").unwrap_or_default()).collect();
    let some = each.iter().any(|list| !list.is_empty());
    let none = each.iter().any(Vec::is_empty);
    let all = distinct(each.into_iter().flatten());
    all.into_iter().chain((some && none).then(|| Object::new().into())).collect()
}

/// A parameter of the operations that have it, with the values of these.
struct Parameter {
    object: Object,
    of: Vec<String>,
    required: Vec<String>,
    schemas: Vec<Json>,
    words: Vec<String>,
}

fn parameters(parts: &mut [Part<'_>], names: &[String]) -> Vec<Json> {
    let selectors = selectors(parts);
    let mut order: Vec<(String, String)> = Vec::new();
    let mut all: BTreeMap<(String, String), Parameter> = BTreeMap::new();
    let mut references = Vec::new();
    for ((_, object), value) in parts.iter_mut().zip(names) {
        for parameter in items(object, "parameters").unwrap_or_default() {
            let Json::Object(mut object) = parameter else { continue };
            if object.has("$ref") {
                references.push(object.into());
                continue;
            }
            let text = |key: &str| object.get(key).and_then(Json::as_text).unwrap_or_default().to_owned();
            let key = (text("in"), text("name"));
            let words = text("description");
            let required = object.remove("required").is_some();
            let schema = object.remove("schema");
            let known = all.entry(key.clone()).or_insert_with(|| {
                order.push(key);
                let object = std::mem::take(&mut object);
                Parameter { object, of: Vec::new(), required: Vec::new(), schemas: Vec::new(), words: Vec::new() }
            });
            known.of.push(value.clone());
            known.required.extend(required.then(|| value.clone()));
            known.schemas.extend(schema);
            known.words.push(words);
            // Examples of the others are beside those of the first.
            for key in ["examples", "x-examples"] {
                if let Some(more) = object.remove(key) {
                    add(&mut known.object, key, more, value);
                }
            }
        }
    }
    let count = names.len();
    let one = |key: &(String, String)| {
        let parameter = all.remove(key)?;
        Some(parameter.whole(key, count, selectors.contains(&key.1)).into())
    };
    let own: Vec<Json> = order.iter().filter_map(one).collect();
    distinct(own.into_iter().chain(references))
}

impl Parameter {
    /// The parameter of the whole operation, which has `count` parts.
    fn whole(self, (place, _): &(String, String), count: usize, selects: bool) -> Object {
        let Self { mut object, of, required, schemas, words } = self;
        let everywhere = place == "path" || required.len() == count;
        let list = |names: &[String]| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let note = if of.len() < count && !selects { format!("Of {} alone.", list(&of)) } else { String::new() };
        let needed = !everywhere && !required.is_empty();
        let needed = if needed { format!("Required by {}.", list(&required)) } else { String::new() };
        let words = words.iter().map(String::as_str).chain([note.as_str(), needed.as_str()]);
        let words = prose::paragraphs(words);
        if words.is_empty() {
            object.remove("description");
        } else {
            object.set("description", words);
        }
        if everywhere {
            object.set("required", true);
        }
        if let Some(schema) = any_of(schemas) {
            object.set("schema", schema);
        }
        object
    }
}

/// The body, in each of its media types one of those of the operations.
fn body(parts: &mut [Part<'_>], names: &[String]) -> Option<Object> {
    let in_body = |operation: &Operation<'_>| {
        let (field, _) = constant(operation)?;
        operation.fields().any(|own| own.name == field.name).then(|| field.name.value.clone())
    };
    let selector = parts.iter().map(|(operation, _)| in_body(operation)).collect::<Option<BTreeSet<_>>>();
    let selector = selector.filter(|names| names.len() == 1).and_then(|names| names.into_iter().next());
    let (mut bodies, mut required) = (Vec::new(), true);
    for ((_, object), value) in parts.iter_mut().zip(names) {
        let Some(Json::Object(mut body)) = object.remove("requestBody") else {
            required = false;
            continue;
        };
        required &= body.has("required");
        if let Some(Json::Object(content)) = body.remove("content") {
            bodies.push((value.clone(), content));
        }
    }
    let texts = parts.iter().all(|(operation, _)| constant(operation).is_some_and(|(_, value)| value.is_string()));
    let content = content(bodies, selector.as_deref().map(|selector| (selector, texts)));
    (!content.is_empty()).then(|| Object::new().with_if(required, "required", true).with("content", content))
}

/// Contents by their media types, with the values that they are of; `selector` is the property that tells them apart, and
/// whether its values are texts.
fn content(all: Vec<(String, Object)>, selector: Option<(&str, bool)>) -> Object {
    let mut medias: Vec<(String, Vec<(String, Object)>)> = Vec::new();
    for (value, content) in all {
        for (media, object) in content.into_entries() {
            let Json::Object(object) = object else { continue };
            let at = medias.iter().position(|(known, _)| *known == media).unwrap_or(medias.len());
            match medias.get_mut(at) {
                Some((_, parts)) => parts.push((value.clone(), object)),
                None => medias.push((media.into_owned(), vec![(value.clone(), object)])),
            }
        }
    }
    let mut content = Object::new();
    for (media, parts) in medias {
        content.set(media, self::media(parts, selector));
    }
    content
}

/// One media type of several, whose schemas are told apart by the property `selector`, where that is in them.
fn media(parts: Vec<(String, Object)>, selector: Option<(&str, bool)>) -> Object {
    let (mut schemas, mut whole) = (Vec::new(), Object::new());
    for (value, mut object) in parts {
        schemas.extend(object.remove("schema").map(|schema| (value.clone(), schema)));
        for (key, more) in object.into_entries() {
            add(&mut whole, &key, more, &value);
        }
    }
    let schema = match selector {
        Some(selector) if schemas.len() > 1 => Some(one_of(schemas, selector)),
        _ => any_of(schemas.into_iter().map(|(_, schema)| schema).collect()),
    };
    let mut media = Object::new();
    if let Some(schema) = schema {
        media.set("schema", schema);
    }
    for (key, value) in whole.into_entries() {
        media.set(key, value);
    }
    media
}

/// One of several objects, told by a property in each. A discriminator tells components by texts.
fn one_of(schemas: Vec<(String, Json)>, (selector, texts): (&str, bool)) -> Json {
    let mut mapping = Object::new();
    for (value, schema) in &schemas {
        let reference = schema.as_object().and_then(|object| object.get("$ref")).and_then(Json::as_text);
        if let Some(reference) = reference {
            mapping.set(value.clone(), reference);
        }
    }
    let all = texts && mapping.len() == schemas.len();
    let discriminator = Object::new().with("propertyName", selector).with("mapping", mapping);
    let schemas: Vec<Json> = schemas.into_iter().map(|(_, schema)| schema).collect();
    Object::new().with("oneOf", schemas).with_some("discriminator", all.then_some(discriminator)).into()
}

/// Any of several schemas; of constants alone, a set.
fn any_of(schemas: Vec<Json>) -> Option<Json> {
    let schemas = distinct(schemas);
    let constant = |schema: &Json| schema.as_object().and_then(|object| object.get("const")).cloned();
    let kind = |schema: &Json| schema.as_object().and_then(|object| object.get("type")).cloned();
    if schemas.len() > 1
        && let Some(values) = schemas.iter().map(constant).collect::<Option<Vec<_>>>()
    {
        let kinds = distinct(schemas.iter().filter_map(kind));
        let one = if let [kind] = kinds.as_slice() { Some(kind.clone()) } else { None };
        return Some(Object::new().with_some("type", one).with("enum", values).into());
    }
    match <[Json; 1]>::try_from(schemas) {
        Ok([only]) => Some(only),
        Err(schemas) if schemas.is_empty() => None,
        Err(schemas) => Some(Object::new().with("anyOf", schemas).into()),
    }
}

/// The responses by status, each one of those of the operations.
fn responses(parts: &mut [Part<'_>], names: &[String]) -> Object {
    let mut all: Vec<(String, Vec<(String, Json)>)> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for ((_, object), value) in parts.iter_mut().zip(names) {
        let Some(Json::Object(responses)) = object.remove("responses") else { continue };
        for (status, response) in responses.into_entries() {
            let at = *places.entry(status.to_string()).or_insert(all.len());
            match all.get_mut(at) {
                Some((_, known)) => known.push((value.clone(), response)),
                None => all.push((status.into_owned(), vec![(value.clone(), response)])),
            }
        }
    }
    let mut responses = Object::new();
    for (status, each) in all {
        responses.set(status, response(each));
    }
    responses
}

/// One of several responses of a status. Of what all of them share, a component, those that say more count.
fn response(mut each: Vec<(String, Json)>) -> Json {
    let is_shared = |response: &Json| response.as_object().is_some_and(|object| object.has("$ref"));
    if !each.iter().all(|(_, response)| is_shared(response)) {
        each.retain(|(_, response)| !is_shared(response));
    }
    let same = distinct(each.iter().map(|(_, response)| response.clone()));
    if let [only] = same.as_slice() {
        return only.clone();
    }
    let (mut words, mut contents, mut source) = (Vec::new(), Vec::new(), None);
    for (value, response) in each {
        let Json::Object(mut response) = response else { continue };
        words.extend(response.remove("description").and_then(|words| words.as_text().map(str::to_owned)));
        source = source.or_else(|| response.remove("x-source"));
        if let Some(Json::Object(content)) = response.remove("content") {
            contents.push((value, content));
        }
    }
    let content = content(contents, None);
    Object::new()
        .with("description", prose::paragraphs(words.iter().map(String::as_str)))
        .with_unless_empty("content", content)
        .with_some("x-source", source)
        .into()
}

/// Adds what one of the parts has under a key: examples keep apart by the value that they are of.
fn add(whole: &mut Object, key: &str, more: Json, value: &str) {
    let named = key == "examples";
    match (whole.get_mut(key), more) {
        (Some(Json::List(known)), Json::List(more)) => known.extend(more),
        (Some(Json::Object(known)), Json::Object(more)) => {
            for (name, object) in more.into_entries() {
                let name = if named { format!("{value} {name}") } else { name.into_owned() };
                known.set(name, object);
            }
        }
        (Some(_), _) => {}
        (None, Json::Object(more)) if named => {
            let mut examples = Object::new();
            for (name, object) in more.into_entries() {
                examples.set(format!("{value} {name}"), object);
            }
            whole.set(key.to_owned(), examples);
        }
        (None, more) => whole.set(key.to_owned(), more),
    }
}

/// The list under a key, taken out.
fn items(object: &mut Object, key: &str) -> Option<Vec<Json>> {
    match object.remove(key) {
        Some(Json::List(list)) => Some(list),
        _ => None,
    }
}

/// Each of what is written in one way once.
fn distinct(all: impl IntoIterator<Item = Json>) -> Vec<Json> {
    let mut known = BTreeSet::new();
    // Keys that are text cannot fail to be written.
    all.into_iter().filter(|json| known.insert(serde_json::to_string(json).unwrap_or_default())).collect()
}
