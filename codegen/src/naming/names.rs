//! The identifiers of an API, by what they name.

use std::collections::HashMap;

use super::reserved::Kind;
use super::{unions, words};
use crate::ir::{Provenance, Type, TypeId};

/// The step of a [`TypeId`] under which the types of an endpoint's parameters stand.
pub const PARAMETERS: &str = "parameters";
/// The step of a [`TypeId`] under which the types of an endpoint's response stand; with nothing behind it, it is the
/// response itself.
pub const RESPONSE: &str = "response";

/// Names that become one identifier in one scope.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Collision {
    /// The identifier.
    pub identifier: String,
    /// The names of the documents, and where they stand.
    pub names: Vec<(String, Provenance)>,
    /// What all but the first are called instead; nothing where they have no other name.
    pub told_apart: Vec<String>,
}

/// The identifiers of one API.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// The module of the API.
    pub module: String,
    pub(super) endpoints: HashMap<String, EndpointNames>,
    pub(super) types: HashMap<TypeId, TypeNames>,
    pub(super) unions: HashMap<String, String>,
    pub(super) events: Vec<String>,
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
    /// The type of its answers, where it succeeds in several ways.
    pub answer: Option<String>,
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

/// The function of a helper called `name`, or an argument of one.
#[must_use]
pub fn helper(name: &str) -> String {
    words::identifier(Kind::Helper, name, words::Form::Long)
}

/// The module of the API called `name`.
#[must_use]
pub fn api_module(name: &str) -> String {
    words::identifier(Kind::Module, name, words::Form::Long)
}
