//! Values of the documents as data: those in which a reader of the document would find keywords.
//!
//! Programs that bundle or resolve an `OpenAPI` document look for `$ref` in all of it, examples included, and open the
//! file or address that it names. What a document shows must not make them.

use serde_json::Value;

use crate::ir::{Api, Fact, Field, Provenance, TypeKind};

/// The keys by which JSON Schema and `OpenAPI` refer to other places, or give a place a name.
const KEYWORDS: &[&str] = &[
    "$ref",
    "$dynamicRef",
    "$recursiveRef",
    "$id",
    "$anchor",
    "$dynamicAnchor",
    "$recursiveAnchor",
    "$schema",
    "$vocabulary",
];

/// The first such key in the value, at any depth.
pub fn keyword(value: &Value) -> Option<&str> {
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(map) => {
                if let Some(key) = map.keys().find(|key| KEYWORDS.contains(&key.as_str())) {
                    return Some(key);
                }
                open.extend(map.values());
            }
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
    None
}

/// A value of the documents that is text in the document, since it has a keyword in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference<'a> {
    /// Where the value stands.
    pub at: &'a Provenance,
    /// The keyword.
    pub keyword: &'a str,
}

/// All such values: examples, defaults and constants.
#[must_use]
pub fn references(api: &Api) -> Vec<Reference<'_>> {
    let examples = api.endpoints.iter().flat_map(|endpoint| &endpoint.examples);
    let examples = examples.chain(api.types.iter().flat_map(|def| &def.examples));
    let examples = examples.filter_map(|example| Some((example.value.as_ref()?, &example.provenance)));
    let structs = api.types.iter().filter_map(|def| match &def.kind {
        TypeKind::Struct(body) => Some(&body.fields),
        _ => None,
    });
    let parameters = api.endpoints.iter().map(|endpoint| &endpoint.parameters.fields);
    let values = parameters.chain(structs).flatten().flat_map(values).map(|fact| (&fact.value, &fact.provenance));
    let found = examples.chain(values).filter_map(|(value, at)| Some(Reference { at, keyword: keyword(value)? }));
    found.collect()
}

fn values(field: &Field) -> impl Iterator<Item = &Fact<Value>> {
    field.examples.iter().chain(field.default.as_deref()).chain(field.constant.as_deref())
}
