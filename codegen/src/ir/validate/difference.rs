//! What can differ between a value and its type.

use serde_json::{Number, Value};

use crate::ir::{Field, Struct, Type};

/// A step into a JSON value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'v> {
    /// To the member of an object.
    Key(&'v str),
    /// To the item of a list.
    Index(usize),
}

/// A difference between a value and its type.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference<'t, 'v> {
    /// The way to the value that differs.
    pub path: Vec<Step<'v>>,
    /// The innermost field that the value is in, or is the value of.
    pub field: Option<&'t Field>,
    /// The value that differs.
    pub value: &'v Value,
    /// How it differs.
    pub kind: Kind<'t, 'v>,
}

/// How a value differs from its type.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind<'t, 'v> {
    /// It is not of this type, which is no reference.
    Type(&'t Type),
    /// It is no object with fields.
    NoObject,
    /// It is of none of the types of this union.
    NoVariant(&'t Type),
    /// The object lacks this field.
    Lacks(&'t Field),
    /// The object, of this type where it is a value of one, has a member that no field is called.
    Extra(&'v str, Option<&'t Struct>),
    /// The object has this required field under another name than its usual one.
    Alias(&'t Field),
    /// It is none of the values of the set.
    Unlisted,
    /// It is not the only value that the field can have.
    Constant(&'t Value),
    /// It is beyond a limit of the field.
    Beyond(Limit<'t>),
    /// Nothing defines the type, or it is defined by itself alone.
    Undefined,
    /// It is nested more deeply than is compared.
    Deep,
}

/// A limit of a field.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Limit<'t> {
    /// The greatest length of a text, in characters.
    Length(u64),
    /// The greatest number of items.
    Items(u64),
    /// The least number.
    Minimum(&'t Number),
    /// The greatest number.
    Maximum(&'t Number),
}

/// What a difference does to the value, from least to most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// The value is valid: objects may have further members, and sets of values are open.
    None,
    /// The value is not valid, and can be decoded all the same.
    Invalid,
    /// The value cannot be decoded.
    Undecodable,
}

impl Kind<'_, '_> {
    /// What the difference does to the value.
    #[must_use]
    pub fn effect(&self) -> Effect {
        match self {
            Self::Extra(..) | Self::Unlisted => Effect::None,
            Self::Alias(_) | Self::Constant(_) | Self::Beyond(_) => Effect::Invalid,
            Self::Type(_) | Self::NoObject | Self::NoVariant(_) | Self::Lacks(_) | Self::Undefined | Self::Deep => {
                Effect::Undecodable
            }
        }
    }
}

/// The differences between a value and its type, in the order of the fields.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Differences<'t, 'v>(pub Vec<Difference<'t, 'v>>);

impl Differences<'_, '_> {
    /// What they do to the value together.
    #[must_use]
    pub fn effect(&self) -> Effect {
        self.0.iter().map(|difference| difference.kind.effect()).max().unwrap_or(Effect::None)
    }

    /// Whether the value is one of the type, as its schema has it.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        self.effect() < Effect::Invalid
    }

    /// Whether the value can be decoded as one of the type.
    #[must_use]
    pub fn decodes(&self) -> bool {
        self.effect() < Effect::Undecodable
    }
}
