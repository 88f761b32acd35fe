//! Types: expressions, definitions and fields.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Number, Value};

use super::{Docs, Example, Fact, Method, Provenance, Statement};

/// The name of a [`TypeDef`] within its API. A type that the documents name has that name (`Device`); one that stands
/// without a name has its address, with `/` between the steps (`get_user/response/address`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct TypeId(pub String);

/// A type expression.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "type", deny_unknown_fields)]
pub enum Type {
    /// `true` or `false`.
    Bool,
    /// An integer.
    Int {
        /// 8, 16, 32 or 64.
        bits: u8,
        /// Whether it can be negative.
        signed: bool,
    },
    /// A number with a fraction.
    Float {
        /// 32 or 64.
        bits: u8,
    },
    /// Text.
    String,
    /// Text that is a moment as RFC 3339 writes it: `2024-05-01T12:00:00Z`.
    DateTime,
    /// Text that is a day as RFC 3339 writes it: `2024-05-01`.
    Date,
    /// A file, or other bytes that are no JSON: a parameter that is sent as a part of `multipart/form-data`.
    File,
    /// Nothing but `null`.
    Null,
    /// Any JSON value: the documents leave it open.
    Any,
    /// A list.
    List {
        /// What it holds.
        items: Box<Type>,
    },
    /// An object with keys that the documents do not list.
    Map {
        /// What it holds.
        values: Box<Type>,
    },
    /// `null`, or a value of the type.
    Nullable {
        /// The type when it is not `null`.
        inner: Box<Type>,
    },
    /// One of several types.
    Union {
        /// The types, in the order of the document.
        variants: Vec<Type>,
    },
    /// A type of the API.
    Ref {
        /// Its id.
        id: TypeId,
    },
}

impl Type {
    /// A signed integer of 64 bits.
    pub const INT64: Self = Self::Int { bits: 64, signed: true };

    /// A reference to `id`.
    pub fn reference(id: impl Into<String>) -> Self {
        Self::Ref { id: TypeId(id.into()) }
    }

    /// Whether its values are texts, and nothing but these.
    #[must_use]
    pub const fn is_text(&self) -> bool {
        matches!(self, Self::String | Self::DateTime | Self::Date)
    }

    /// Whether it is a file, or a list of files.
    #[must_use]
    pub fn is_file(&self) -> bool {
        match self {
            Self::File => true,
            // A list of lists has no form in parts.
            Self::List { items: inner } => !matches!(**inner, Self::List { .. }) && inner.is_file(),
            Self::Nullable { inner } => inner.is_file(),
            _ => false,
        }
    }

    /// Whether a file is in it.
    #[must_use]
    pub fn holds_file(&self) -> bool {
        *self == Self::File || self.children().into_iter().any(Self::holds_file)
    }

    /// The types directly inside this one.
    #[must_use]
    pub fn children(&self) -> Vec<&Self> {
        match self {
            Self::List { items: inner } | Self::Map { values: inner } | Self::Nullable { inner } => vec![inner],
            Self::Union { variants } => variants.iter().collect(),
            _ => Vec::new(),
        }
    }

    /// The types directly inside this one.
    pub fn children_mut(&mut self) -> Vec<&mut Self> {
        match self {
            Self::List { items: inner } | Self::Map { values: inner } | Self::Nullable { inner } => vec![inner],
            Self::Union { variants } => variants.iter_mut().collect(),
            _ => Vec::new(),
        }
    }
}

/// A type of the API.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TypeDef {
    /// Its name within the API.
    pub id: TypeId,
    /// What it is.
    pub kind: TypeKind,
    /// What the documents say of it.
    pub docs: Docs,
    /// Values of it that the documents show.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub examples: Vec<Example>,
    /// Where it is defined.
    pub provenance: Provenance,
}

/// What a [`TypeDef`] is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "kind", deny_unknown_fields)]
pub enum TypeKind {
    /// An object with known fields.
    Struct(Struct),
    /// A set of documented values. It is open: a value that is not among them is kept, not refused.
    Values {
        /// The type of the values: [`Type::String`] or an integer.
        base: Type,
        /// The values, in the order of the document.
        values: Vec<Fact<ValueLabel>>,
    },
    /// Another name for a type, such as `message` for text or a list of segments.
    Alias {
        /// The type.
        target: Fact<Type>,
    },
    /// A type of its own over another, so that two ids cannot be swapped.
    Newtype {
        /// The type on the wire.
        target: Fact<Type>,
    },
}

/// An object with known fields. Fields that are not among them are allowed on the wire.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Struct {
    /// The fields, in the order of the document.
    pub fields: Vec<Field>,
    /// Whether fields that are not among them are kept; otherwise they are ignored.
    #[serde(default, skip_serializing_if = "is_false")]
    pub open: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_false(open: &bool) -> bool {
    !open
}

/// A value of a set, with what it stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ValueLabel {
    /// The value as JSON: a string or an integer.
    pub value: Value,
    /// What it stands for, as Markdown; may be empty.
    pub docs: Docs,
}

/// Whether a field or parameter is there, as far as the documents say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Presence {
    /// Always.
    Required,
    /// Not always; [`Field::conditions`] has the conditions that are stated.
    Optional,
    /// The documents do not say; [`Field::required`] is what the dialect's policy decides.
    Unknown,
}

/// Where a parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Location {
    /// In the path, in the place of `{name}`.
    Path,
    /// In the URL's query.
    Query,
    /// In the body.
    Body,
    /// In a header of its name.
    Header,
}

// What is large and few have stands apart: there are many fields.
/// A field of an object, or a parameter of an endpoint.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// The name on the wire.
    pub name: Fact<String>,
    /// Other names that are accepted when reading.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<Fact<String>>,
    /// Where a parameter is sent, where that is not as the method has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<Fact<Location>>,
    /// The type. A parameter or field that may be `null` is [`Type::Nullable`]; absence is [`Field::required`].
    #[serde(rename = "type")]
    pub ty: Fact<Type>,
    /// What the documents say of presence.
    pub presence: Fact<Presence>,
    /// Whether it must be there: [`Field::presence`], and where that is unknown, the dialect's policy.
    pub required: bool,
    /// When it is there, required or valid, in the document's words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<Statement>,
    /// The methods for which a parameter that is otherwise optional is required.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub required_for: Vec<Method>,
    /// The value that stands for an absent one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<Box<Fact<Value>>>,
    /// The only value that it ever has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub constant: Option<Box<Fact<Value>>>,
    /// Single values with a special meaning, where the field takes others too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sentinels: Vec<Fact<ValueLabel>>,
    /// The cookie whose value a client sends in the parameter, where the caller gives none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cookie: Option<Box<Fact<String>>>,
    /// Whether a client is given its value once and sends it with every call, where the caller gives none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub once: Option<Box<Fact<bool>>>,
    /// Whether it stands for all that no other field is called: its type is a map, and the members of that stand in the
    /// object itself.
    #[serde(default, skip_serializing_if = "is_false")]
    pub rest: bool,
    /// Limits.
    #[serde(default, skip_serializing_if = "Constraints::is_empty")]
    pub constraints: Constraints,
    /// Examples of its value, as the tables give them. One that does not fit the type is kept as written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub examples: Vec<Fact<Value>>,
    /// Why it is deprecated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deprecated: Option<Box<Statement>>,
    /// What the documents say of it.
    #[serde(default, skip_serializing_if = "Docs::is_empty")]
    pub docs: Docs,
}

impl Field {
    /// A field of which no more is known than this. It must be there where its presence says so.
    #[must_use]
    pub fn new(name: Fact<String>, ty: Fact<Type>, presence: Fact<Presence>) -> Self {
        Self {
            name,
            aliases: Vec::new(),
            location: None,
            ty,
            required: presence.value == Presence::Required,
            presence,
            conditions: Vec::new(),
            required_for: Vec::new(),
            default: None,
            constant: None,
            sentinels: Vec::new(),
            cookie: None,
            once: None,
            rest: false,
            constraints: Constraints::default(),
            examples: Vec::new(),
            deprecated: None,
            docs: Docs::default(),
        }
    }

    /// Whether a client fills it in where the caller does not give it.
    #[must_use]
    pub fn is_filled(&self) -> bool {
        self.cookie.is_some() || self.is_once()
    }

    /// The default as a query or a header has it.
    #[must_use]
    pub fn default_text(&self) -> Option<String> {
        self.default.as_ref().map(|default| match &default.value {
            Value::String(text) => text.clone(),
            value => value.to_string(),
        })
    }

    /// Whether a client is given its value once, for all calls.
    #[must_use]
    pub fn is_once(&self) -> bool {
        self.once.as_ref().is_some_and(|once| once.value)
    }

    /// Whether it must be there. Where the documents name the methods that demand it, those alone do.
    #[must_use]
    pub fn is_required(&self, method: Option<Method>) -> bool {
        match method {
            Some(method) if !self.required_for.is_empty() => self.required_for.contains(&method),
            _ => self.required,
        }
    }
}

/// Limits that the documents state.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Constraints {
    /// The greatest length of a text, in characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_length: Option<Box<Fact<u64>>>,
    /// The greatest number of items, of a list or of a text that separates items.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_items: Option<Box<Fact<u64>>>,
    /// The least number; of a list, that of its items.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum: Option<Box<Fact<Number>>>,
    /// The greatest number; of a list, that of its items.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maximum: Option<Box<Fact<Number>>>,
}

impl Constraints {
    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.max_length.is_none() && self.max_items.is_none() && self.minimum.is_none() && self.maximum.is_none()
    }
}
