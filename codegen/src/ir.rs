//! The neutral IR: what an API is, with the place where each fact stands and how it is known.
//!
//! Plain data, without a trace of Markdown or Rust. It is written to `ir/<api>.json`, a public, versioned format whose
//! JSON Schema stands beside it, and it reads back equal. Names in it are wire names; [`crate::naming`] alone turns
//! them into identifiers.

#[cfg(test)]
pub(crate) mod build;
mod code_kind;
mod endpoint;
mod ends;
mod envelope;
mod events;
mod example;
mod fact;
mod field_index;
mod handshake;
mod helper;
pub mod integer;
mod method;
pub(crate) mod moment;
mod named;
mod nesting;
mod paging;
mod profile;
mod prose;
pub mod sample;
mod status;
pub mod template;
mod transport;
mod types;
mod used;
pub mod validate;
mod withheld;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use endpoint::{Alias, Body, Endpoint, ErrorCode, Parameters, RawBody, Response, Rule, RuleKind, Status, Success};
pub(crate) use ends::ends;
pub use envelope::{CodeKind, Envelope, Member, member, set_member};
pub use events::{EventMember, EventType, Events, Part};
pub use example::{Example, ExampleKind, ExampleRequest};
pub use fact::{Docs, Fact, How, Provenance, Statement};
pub(crate) use field_index::FieldIndexes;
pub use handshake::{Heartbeat, Side, Step};
pub use helper::{Argument, Helper, HelperKind};
pub use method::Method;
pub use named::Named;
pub use nesting::{NESTING, depth, too_deep};
pub use paging::Paging;
pub use profile::{ParameterAlias, Problem, Profile, Refusal};
pub use prose::WITHOUT_PROSE;
pub use status::{StatusCode, StatusRange};
pub use transport::{AuthKind, AuthScheme, Encoding, Frames, Peer, Quick, Transport};
pub use types::{Constraints, Field, Location, Presence, Struct, Type, TypeDef, TypeId, TypeKind, ValueLabel};
pub use used::{types_of_events, types_used_by, used_types};
pub use withheld::Withheld;

/// The version of the format; it changes when a reader of the old one would misread the new one.
pub const FORMAT: u32 = 1;

/// One API: all that its documents, its dialect and its patches say.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Api {
    /// The version of this format, [`FORMAT`].
    pub format: u32,
    /// The API's name: that of its folder of documents.
    pub name: String,
    /// A title for people.
    pub title: Fact<String>,
    /// The version of the API, where the dialect says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<Fact<String>>,
    /// The licence of the API as an SPDX expression, where the dialect says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub license: Option<Fact<String>>,
    /// The documents it was read from, in the order in which they were read.
    pub documents: Vec<String>,
    /// The headings of what the documents describe: groups, endpoints, types. What stands below one, up to the next, is
    /// its part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub headings: Vec<Fact<String>>,
    /// What the documents say of the API as a whole.
    pub docs: Docs,
    /// Base URLs, the usual one first.
    pub servers: Vec<Fact<String>>,
    /// How calls are sent.
    pub transport: Transport,
    /// Ways of authentication; one of them is enough.
    pub auth: Vec<AuthScheme>,
    /// What surrounds the data of every response.
    pub envelope: Envelope,
    /// How a call is written as one JSON object, where it can be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frames: Option<Frames>,
    /// The events that a server sends, where it sends any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub events: Option<Events>,
    /// How a server and an application that it connects to identify each other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub peer: Option<Peer>,
    /// The ways in which a server can behave, the usual one first. Where there is none, it behaves as documented.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub profiles: Vec<Profile>,
    /// HTTP statuses with their meaning, of every endpoint.
    pub statuses: Vec<Status>,
    /// The codes that any endpoint can fail with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<ErrorCode>,
    /// Groups of endpoints, in the order of the documents.
    pub groups: Vec<Group>,
    /// The endpoints, in the order of the documents.
    pub endpoints: Vec<Endpoint>,
    /// The endpoints that documents announce and that are withheld because of an error.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub withheld: Vec<Withheld>,
    /// Functions of generated code that make values of its types.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub helpers: Vec<Helper>,
    /// Every struct, value set and newtype, sorted by id.
    pub types: Vec<TypeDef>,
}

impl Api {
    /// What surrounds the data of an endpoint's response.
    #[must_use]
    pub fn envelope_of(&self, endpoint: &Endpoint) -> &Envelope {
        if endpoint.response.is_bare() { &envelope::BARE } else { &self.envelope }
    }

    /// The parameters that a client is given once for all calls, in the order in which they are met. Names that differ in
    /// the case of letters are one.
    #[must_use]
    pub fn once(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        let fields = self.endpoints.iter().flat_map(|endpoint| &endpoint.parameters.fields);
        for field in fields.filter(|field| field.is_once()) {
            if !names.iter().any(|known| known.eq_ignore_ascii_case(&field.name.value)) {
                names.push(field.name.value.clone());
            }
        }
        names
    }

    /// The ways of authentication that are needed at once with the one called `id`, itself first.
    pub fn auth_together<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a AuthScheme> {
        let own = self.auth.iter().find(move |scheme| scheme.id == id);
        let with = own.into_iter().flat_map(|own| &own.with);
        let others = with.filter_map(|other| self.auth.iter().find(|scheme| scheme.id == *other));
        own.into_iter().chain(others)
    }

    /// The type `id`.
    #[must_use]
    pub fn type_def(&self, id: &TypeId) -> Option<&TypeDef> {
        self.type_index(id).and_then(|at| self.types.get(at))
    }

    /// Where the type `id` stands among [`Api::types`].
    pub(crate) fn type_index(&self, id: &TypeId) -> Option<usize> {
        self.types.binary_search_by(|def| def.id.cmp(id)).ok()
    }

    /// The endpoint named `name`.
    #[must_use]
    pub fn endpoint(&self, name: &str) -> Option<&Endpoint> {
        self.endpoints.iter().find(|endpoint| endpoint.name == name)
    }

    /// Whether a value of the type can be written without nesting, as a query or form needs it: a scalar, a list of
    /// scalars, or a union with such a variant.
    #[must_use]
    pub fn is_flat(&self, ty: &Type) -> bool {
        match ty {
            Type::List { items } => self.is_scalar(items, 0),
            Type::Nullable { inner } => self.is_flat(inner),
            _ => self.is_scalar(ty, 0),
        }
    }

    fn is_scalar(&self, ty: &Type, followed: usize) -> bool {
        match ty {
            Type::Bool
            | Type::Int { .. }
            | Type::Float { .. }
            | Type::String
            | Type::DateTime
            | Type::Date
            | Type::File
            | Type::Null => true,
            Type::Any | Type::List { .. } | Type::Map { .. } => false,
            Type::Nullable { inner } => self.is_scalar(inner, followed),
            Type::Union { variants } => variants.iter().any(|variant| self.is_scalar(variant, followed)),
            // A chain of aliases that never ends is no scalar.
            Type::Ref { .. } if followed > 16 => false,
            Type::Ref { id } => self.type_def(id).is_some_and(|def| match &def.kind {
                TypeKind::Struct(_) => false,
                TypeKind::Values { .. } => true,
                TypeKind::Alias { target } | TypeKind::Newtype { target } => {
                    self.is_scalar(&target.value, followed + 1)
                }
            }),
        }
    }

    /// Reads the JSON format.
    ///
    /// # Errors
    ///
    /// Where the text is not JSON, does not follow the schema, or has another version.
    pub fn from_json(text: &str) -> Result<Self, serde_json::Error> {
        let api: Self = serde_json::from_str(text)?;
        if api.format == FORMAT {
            return Ok(api);
        }
        let message = format!("the IR has format {}, and this version reads {FORMAT}", api.format);
        Err(serde::de::Error::custom(message))
    }
}

/// The JSON Schema of the format.
#[must_use]
pub fn schema() -> schemars::Schema {
    schemars::schema_for!(Api)
}

/// A group of endpoints.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// The group's heading; endpoints name it in [`Endpoint::group`].
    pub name: String,
    /// What the documents say of it.
    pub docs: Docs,
    /// Where it is.
    pub provenance: Provenance,
}
