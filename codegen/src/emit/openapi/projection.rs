//! The documents that are made of an API, and the steps from the full one to those that generators of clients read.
//!
//! `openapi/<api>.json` has everything. Few generators know all of OpenAPI 3.1, so there are two smaller ones. Each is
//! the same model with a list of steps. A step is a function over one object of the document; it is called for every
//! object, the outer ones first, and never sees what the documents of the API show as values. To add a document, add
//! it to [`PROJECTIONS`]. To add a step, write it in `steps.rs` and name it in the list of each document that needs it,
//! with the reason and the tool.

use std::rc::Rc;

use super::names::Kinds;
use super::object::{Json, Object, Shared};
use super::plan::Ways;
use super::steps;

/// One of the documents.
pub(super) struct Projection {
    /// What stands behind the name of the API in the name of the file.
    pub(super) suffix: &'static str,
    /// The version of OpenAPI.
    pub(super) openapi: &'static str,
    /// The operations that it has. Generators make a function of each.
    pub(super) ways: Ways,
    /// Whether it is for generators of clients: a response lists all its fields in one object, since generators make a
    /// class of each part that a schema is composed of.
    pub(super) for_clients: bool,
    /// The names that no schema has, in any case.
    pub(super) reserved: &'static [&'static str],
    /// What is done to every object.
    steps: &'static [Step],
}

/// Changes one object of the document.
type Step = fn(&mut Object, &Kinds);

/// All documents.
pub(super) const PROJECTIONS: [Projection; 3] = [FULL, CLIENT, CLIENT_3_0];

/// Everything that is known of the API.
const FULL: Projection =
    Projection { suffix: "", openapi: "3.1.0", ways: Ways::All, for_clients: false, reserved: &[], steps: &[] };

/// For generators of clients.
const CLIENT: Projection = Projection {
    suffix: ".client",
    openapi: "3.1.0",
    ways: Ways::One,
    for_clients: true,
    reserved: &[],
    steps: &[
        // datamodel-code-generator, orval, openapi-python-client: a union of an enumeration and text becomes a class
        // that refuses what the other half takes, or two types of one name.
        steps::open_sets,
        // orval: an object with a constant becomes a value, in which types of other members stand as words.
        steps::constants,
        // openapi-python-client: a map is a class, called after the member that has it, as the type of its values is.
        steps::maps,
        // openapi-typescript: a member with a default is required.
        steps::defaults,
        // orval, openapi-python-client, progenitor: a parameter has a schema, and no `content`.
        steps::json_parameters,
        // All: places and examples that do not fit are for readers of the full document.
        steps::extensions,
    ],
};

/// For generators of clients that know OpenAPI 3.0 alone: openapi-generator's `rust`, progenitor.
const CLIENT_3_0: Projection = Projection {
    suffix: ".client-3.0",
    openapi: "3.0.3",
    ways: Ways::One,
    for_clients: true,
    // openapi-generator's `rust-axum` writes these types of Rust and of its own without a path, beside those of the schemas.
    reserved: &["Box", "Object", "Option", "Result", "String", "Vec"],
    steps: &[
        steps::open_sets,
        steps::maps,
        steps::defaults,
        steps::json_parameters,
        steps::extensions,
        // OpenAPI 3.0: a schema has one type, and says `nullable` beside it. Beside a reference that does not hold, and
        // openapi-python-client does not see it: there `null` is one of two alternatives.
        steps::nullable,
        // OpenAPI 3.0: the format says what is binary.
        steps::binary,
        // OpenAPI 3.0 has `enum` and no `const`.
        steps::constants,
        // OpenAPI 3.0: a schema has one `example`.
        steps::example,
        // openapi-generator's `rust`, `rust-axum`, `java`: a parameter of several kinds becomes a type that cannot be written
        // into a URL, or one that does not compile.
        steps::kinds_in_url,
        // openapi-generator's `rust`, progenitor: `anyOf` becomes an object without members, `oneOf` what it says.
        steps::alternatives,
        // OpenAPI 3.0: what stands beside a `$ref` is ignored. openapi-generator's `rust`: in a form, `allOf` of a type
        // without parts is a type that is not there. `rust-axum`: so is a list or a map of plain values, in a list.
        steps::references,
        // OpenAPI 3.0: a licence has a name and no identifier.
        steps::license,
        // progenitor: content has a schema, also where examples are all that is known of it.
        steps::contents,
        // progenitor: what comes back has one type, and `default` is a second success.
        steps::responses,
    ],
};

/// The schemas of the `AsyncAPI` document.
pub(super) const FRAMES: Projection = Projection {
    suffix: "",
    openapi: "3.1.0",
    ways: Ways::Frame,
    for_clients: true,
    reserved: &[],
    steps: &[steps::extensions, steps::license],
};

impl Projection {
    /// The object as this document has it.
    pub(super) fn of(&self, kinds: &Kinds, mut object: Object) -> Object {
        if !self.steps.is_empty() {
            self.visit(kinds, &mut object);
        }
        object
    }

    /// Changes an object and all inside it. How deep a schema is follows from type expressions, whose depth is limited.
    fn visit(&self, kinds: &Kinds, object: &mut Object) {
        for step in self.steps {
            step(object, kinds);
        }
        for (key, value) in object.entries_mut() {
            match (key, value) {
                // The names of properties are no keywords.
                ("properties", Json::Object(properties)) => {
                    properties.entries_mut().for_each(|(_, property)| self.visit_json(kinds, property));
                }
                (_, value) => self.visit_json(kinds, value),
            }
        }
    }

    fn visit_json(&self, kinds: &Kinds, value: &mut Json) {
        match value {
            Json::Object(object) => self.visit(kinds, object),
            Json::Shared(Shared(shared)) => self.visit(kinds, Rc::make_mut(shared)),
            Json::List(list) => list.iter_mut().for_each(|item| self.visit_json(kinds, item)),
            Json::Text(_) | Json::Value(_) => {}
        }
    }
}
