//! The only place that turns wire names into Rust identifiers.
//!
//! The rules, in order:
//!
//! 1. A name is cut into words: at everything that is no ASCII letter or digit, and where a capital begins a new word
//!    (`getHTTPUrl` is `get http url`). Leading `_` and `.` and the brackets of `type[]` so disappear. A `-` before a
//!    leading digit is the word `minus`.
//! 2. The words are joined: `snake_case` for fields, methods and modules, `PascalCase` for types and variants. Where
//!    two digits would meet in `PascalCase`, a `_` keeps them apart.
//! 3. Letters and digits of other scripts are left out where the rest is a name, and is the only such name in its
//!    scope; otherwise each is written as its code point, `u7fa4`. A name of punctuation alone is written so as well,
//!    and an empty name is `empty`. A name that ends in `[]` is a plural where it would otherwise be that of another.
//! 4. A name that begins with a digit gets `field_`, `endpoint_`, `Value` or `Type` before it.
//! 5. A keyword gets a `_` behind it (`type_`); a type or variant that generated code or the prelude already names gets
//!    `Type` or `Value` behind it (`OptionType`); the method of an endpoint gets a `_` where every client
//!    has one of that name (`builder_`).
//! 6. A type that stands without a name in an endpoint is called after the endpoint and its place there, without the
//!    step that says on which side it stands, unless two types would then have one name: `get_user/response/address` is
//!    `GetUserAddress`, or `GetUserResponseAddress`.
//!
//! 7. A module is a file: a name too long for one is cut, and a number made of the whole stands behind it.
//! 8. Values of one set that would share an identifier are told apart by their signs (`-created` beside `created` is
//!    `MinusCreated`), and else by a number behind the later one (`a` and `A` are `A` and `A2`).
//! 9. A part of the path whose name would be that of another parameter (`id` beside `ID`) has `path_` before it, as its
//!    name is not sent.
//!
//! Two other names that are still the same identifier in one scope are a [`Collision`].

mod allocate;
mod reserved;
#[cfg(test)]
mod tests;
mod unions;
mod words;

use std::collections::HashMap;

use crate::ir::{Api, Provenance, Type, TypeId};

pub use unions::normal;

/// The step of a [`TypeId`] under which the types of an endpoint's parameters stand.
pub const PARAMETERS: &str = "parameters";
/// The step of a [`TypeId`] under which the types of an endpoint's response stand; with nothing behind it, it is the
/// response itself.
pub const RESPONSE: &str = "response";

/// Names that become one identifier in one scope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collision {
    /// The identifier.
    pub identifier: String,
    /// The names of the documents, and where they stand.
    pub names: Vec<(String, Provenance)>,
}

/// The identifiers of one API.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// The module of the API.
    pub module: String,
    endpoints: HashMap<String, EndpointNames>,
    types: HashMap<TypeId, TypeNames>,
    unions: HashMap<String, String>,
    events: Vec<String>,
}

/// The identifiers of an endpoint.
#[derive(Clone, Debug)]
pub struct EndpointNames {
    /// The module that holds its types.
    pub module: String,
    /// The method that calls it.
    pub method: String,
    /// The type of its request.
    pub request: String,
    /// The type of its response.
    pub response: String,
    /// The type of the codes that it fails with, where the documents list them.
    pub code: Option<String>,
    /// Those codes, in their order.
    pub codes: Vec<String>,
    /// Its parameters, in their order.
    pub parameters: Vec<ParameterNames>,
}

/// The identifiers of a parameter.
#[derive(Clone, Debug)]
pub struct ParameterNames {
    /// The field of the request.
    pub field: String,
    /// The method that sets it.
    pub setter: String,
    /// The constant that has its default.
    pub default: String,
}

/// The identifiers of a type.
#[derive(Clone, Debug)]
pub struct TypeNames {
    /// The type.
    pub name: String,
    /// Its fields or variants, in their order.
    pub members: Vec<String>,
    /// The endpoint to which it belongs, by its wire name.
    pub endpoint: Option<String>,
}

impl Names {
    /// Names everything in `api`, and says which names collide. Output made with names that collide does not compile.
    #[must_use]
    pub fn new(api: &Api) -> (Self, Vec<Collision>) {
        allocate::allocate(api)
    }

    /// The identifiers of the endpoint with this wire name.
    #[must_use]
    pub fn endpoint(&self, name: &str) -> Option<&EndpointNames> {
        self.endpoints.get(name)
    }

    /// The identifiers of a type.
    #[must_use]
    pub fn type_names(&self, id: &TypeId) -> Option<&TypeNames> {
        self.types.get(id)
    }

    /// The variants of the events, in their order.
    #[must_use]
    pub fn events(&self) -> &[String] {
        &self.events
    }

    /// The name of the union at this address: the owner's, then the field, then `item` or `value` for what is inside.
    #[must_use]
    pub fn union_name(&self, address: &str) -> Option<&str> {
        self.unions.get(address).map(String::as_str)
    }

    /// The variants of a union, each called after its type, and the steps under which they stand in addresses.
    #[must_use]
    pub fn union_variants(&self, union: &str, types: &[Type]) -> Vec<(String, String)> {
        unions::variants(union, types).into_iter().zip(unions::steps(types)).collect()
    }
}

/// The module of the API called `name`.
#[must_use]
pub fn api_module(name: &str) -> String {
    words::identifier(words::Kind::Module, name, words::Form::Long)
}
