//! What an endpoint takes.

use std::sync::OnceLock;

use crate::Method;

/// A parameter, as far as a client needs it to write it and a server to read it.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// The name.
    pub name: &'static str,
    /// Other names that a server accepts.
    pub aliases: &'static [&'static str],
    /// What it holds.
    pub kind: Kind,
    /// Whether it must be there.
    pub required: bool,
    /// The methods for which it must be there though it need not be for others.
    pub required_for: &'static [Method],
    /// The cookie whose value a client sends in it where the caller gives none.
    pub cookie: Option<&'static str>,
    /// That a client is given its value once and sends it with every call, where the caller gives none.
    pub once: Option<Once>,
    /// Whether it stands for all that no other is called: it is a map, and its members stand beside the others.
    pub rest: bool,
    /// Where it is sent, where that is not as the method has it.
    pub location: Option<Location>,
    /// The greatest length of a text, in characters.
    pub max_length: Option<u64>,
    /// The greatest number of items, of a list.
    pub max_items: Option<u64>,
    /// The least number; of a list, that of its items.
    pub minimum: Option<f64>,
    /// The greatest number; of a list, that of its items.
    pub maximum: Option<f64>,
}

/// What a client sends in a parameter that it is given once, for all calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Once {
    /// What it sends where it was given nothing, as a query or a header has it.
    pub default: Option<&'static str>,
}

/// Where a parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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

/// What tells an endpoint from the others of its methods and path: a parameter that always has one value. A client sends it by
/// itself, and a server finds the endpoint by it.
#[derive(Clone, Copy, Debug)]
pub struct Selector {
    /// The parameter.
    pub parameter: Parameter,
    /// Its value as JSON text: a text or an integer.
    pub value: &'static str,
}

impl Parameter {
    /// An optional parameter of which nothing else is said.
    pub const PLAIN: Self = Self {
        name: "",
        aliases: &[],
        kind: Kind::Any,
        required: false,
        required_for: &[],
        cookie: None,
        once: None,
        rest: false,
        location: None,
        max_length: None,
        max_items: None,
        minimum: None,
        maximum: None,
    };
}

/// What a value can be.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
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
    Float,
    /// Text.
    Text,
    /// A file, which a body in parts carries, or is itself the whole of a body.
    File,
    /// Nothing but `null`.
    Null,
    /// Any JSON value.
    Any,
    /// A list of these.
    List(&'static Self),
    /// An object with these under keys that are not known.
    Map(&'static Self),
    /// `null` or this.
    Nullable(&'static Self),
    /// One of these.
    Union(&'static [Self]),
    /// An object with these fields; behind a function, since an object can hold itself.
    Object(fn() -> &'static [Parameter]),
    /// The same, of an API that is read while the program runs; in a cell, since an object can hold itself.
    Read(&'static OnceLock<Vec<Parameter>>),
}

impl Kind {
    /// Whether it is a file, or a list of files.
    #[must_use]
    pub fn is_file(&self) -> bool {
        match self {
            Self::File => true,
            Self::List(inner) | Self::Nullable(inner) => inner.is_file(),
            _ => false,
        }
    }

    /// The fields, of an object with known ones.
    #[must_use]
    pub fn fields(&self) -> Option<&'static [Parameter]> {
        match self {
            Self::Object(fields) => Some(fields()),
            Self::Read(fields) => Some(fields.get().map(Vec::as_slice).unwrap_or_default()),
            _ => None,
        }
    }
}

/// The integers by their width.
#[expect(missing_docs, reason = "they are as Rust calls them")]
impl Kind {
    pub const I8: Self = Self::Int { bits: 8, signed: true };
    pub const I16: Self = Self::Int { bits: 16, signed: true };
    pub const I32: Self = Self::Int { bits: 32, signed: true };
    pub const I64: Self = Self::Int { bits: 64, signed: true };
    pub const U8: Self = Self::Int { bits: 8, signed: false };
    pub const U16: Self = Self::Int { bits: 16, signed: false };
    pub const U32: Self = Self::Int { bits: 32, signed: false };
    pub const U64: Self = Self::Int { bits: 64, signed: false };
}

/// What must hold between parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// At least one of them is given.
    AtLeastOne(&'static [&'static str]),
}
