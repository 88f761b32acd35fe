//! Properties that stand in objects.

use super::object::{Json, Object};

/// A property, or those of an object.
enum Node {
    /// The schema, and whether it must be there.
    Leaf(Json, bool),
    /// The properties by their names.
    Inner(Vec<(String, Node)>),
}

/// The schema of an object in which the properties whose names are paths are in objects of their own. One of these must be
/// there where something in it must.
pub(super) fn nested(mut schema: Object) -> Object {
    let is_path = |properties: &Object| properties.names().any(|name| name.contains('.'));
    if !schema.get("properties").and_then(Json::as_object).is_some_and(is_path) {
        return schema;
    }
    let required = match schema.remove("required") {
        Some(Json::List(names)) => names.iter().filter_map(Json::as_text).map(str::to_owned).collect(),
        _ => Vec::new(),
    };
    let Some(Json::Object(properties)) = schema.remove("properties") else { return schema };
    let mut nodes = Vec::new();
    for (path, property) in properties.into_entries() {
        let required = required.iter().any(|name| *name == path);
        put(&mut nodes, &path, Node::Leaf(property, required));
    }
    let (properties, required) = written(nodes);
    schema.with("properties", properties).with_list("required", required)
}

fn put(nodes: &mut Vec<(String, Node)>, path: &str, node: Node) {
    let Some((first, rest)) = path.split_once('.') else { return nodes.push((path.to_owned(), node)) };
    let at = nodes.iter().position(|(name, node)| name == first && matches!(node, Node::Inner(_)));
    let at = at.unwrap_or_else(|| {
        nodes.push((first.to_owned(), Node::Inner(Vec::new())));
        nodes.len() - 1
    });
    if let Some((_, Node::Inner(inner))) = nodes.get_mut(at) {
        put(inner, rest, node);
    }
}

/// The properties, and the names of those that must be there.
fn written(nodes: Vec<(String, Node)>) -> (Object, Vec<Json>) {
    let (mut properties, mut required) = (Object::new(), Vec::new());
    for (name, node) in nodes {
        let (schema, needed) = match node {
            Node::Leaf(schema, needed) => (schema, needed),
            Node::Inner(inner) => {
                let (properties, required) = written(inner);
                let needed = !required.is_empty();
                let schema = Object::new().with("type", "object").with("properties", properties);
                (schema.with_list("required", required).into(), needed)
            }
        };
        if needed {
            required.push(Json::from(name.as_str()));
        }
        properties.set(name, schema);
    }
    (properties, required)
}
