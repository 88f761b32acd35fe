//! Types on their way from the documents' words to the IR.

use crate::ir::Type;
use crate::recognise::raw::Text;

/// A type of which parts may still be open.
#[derive(Clone, Debug, PartialEq)]
pub enum Draft {
    /// Final.
    Known(Type),
    /// An object; a section or an example may give its fields.
    Object,
    /// A list; a section or an example may give its items.
    Array,
    /// An object with open keys; an example may give its values.
    Keys,
    /// A list.
    List(Box<Draft>),
    /// An object with open keys.
    Map(Box<Draft>),
    /// `null` or the type.
    Nullable(Box<Draft>),
    /// One of several.
    Union(Vec<Draft>),
    /// A name that must be defined somewhere.
    Named(Text),
    /// A name with a link to where it is defined.
    Linked(Text, String),
    /// A type with types in it that are not its own: a page of lamps.
    Of(Box<Generic>),
    /// What a use of the generic around it gives in this place.
    Given(usize),
    /// An object whose fields are in the arena.
    Struct(ShapeId),
    /// The response data of an endpoint, or its items; the named fields may be missing.
    Same { endpoint: Text, minus: Vec<Text> },
}

impl Draft {
    /// The place in the type that is still open: the outermost object or list without content.
    pub fn slot(&mut self) -> Option<&mut Self> {
        match self {
            Self::Object | Self::Array => Some(self),
            Self::List(inner) | Self::Map(inner) | Self::Nullable(inner) => inner.slot(),
            Self::Union(variants) => variants.iter_mut().find_map(Self::slot),
            _ => None,
        }
    }

    /// Whether a part of the type is still open.
    pub fn is_open(&self) -> bool {
        match self {
            Self::Object | Self::Array | Self::Keys => true,
            Self::List(inner) | Self::Map(inner) | Self::Nullable(inner) => inner.is_open(),
            Self::Union(variants) => variants.iter().any(Self::is_open),
            _ => false,
        }
    }

    /// Whether it is a list, or `null` or a list.
    pub fn is_list(&self) -> bool {
        match self {
            Self::Array | Self::List(_) => true,
            Self::Nullable(inner) => inner.is_list(),
            _ => false,
        }
    }

    /// The object in it whose fields are known.
    pub fn shape(&self) -> Option<ShapeId> {
        match self {
            Self::Struct(shape) => Some(*shape),
            Self::List(inner) | Self::Map(inner) | Self::Nullable(inner) => inner.shape(),
            Self::Union(variants) => variants.iter().find_map(Self::shape),
            _ => None,
        }
    }

    /// The name of the type in it that is known by its name alone.
    pub fn name(&self) -> Option<&Text> {
        match self {
            Self::Named(name) => Some(name),
            Self::List(inner) | Self::Map(inner) | Self::Nullable(inner) => inner.name(),
            _ => None,
        }
    }

    /// The endpoints whose response it is, or holds.
    pub fn equals(&self) -> Vec<&str> {
        let (mut open, mut found) = (vec![self], Vec::new());
        while let Some(draft) = open.pop() {
            match draft {
                Self::List(inner) | Self::Map(inner) | Self::Nullable(inner) => open.push(inner),
                Self::Union(variants) => open.extend(variants.iter().rev()),
                Self::Same { endpoint, .. } => found.push(endpoint.value.as_str()),
                _ => {}
            }
        }
        found
    }

    /// How many lists, maps, unions and `null`s stand in each other.
    pub fn depth(&self) -> usize {
        let (mut open, mut deepest) = (vec![(self, 0)], 0);
        while let Some((draft, depth)) = open.pop() {
            deepest = deepest.max(depth);
            match draft {
                Self::List(inner) | Self::Map(inner) | Self::Nullable(inner) => open.push((inner, depth + 1)),
                Self::Union(variants) => open.extend(variants.iter().map(|inner| (inner, depth + 1))),
                _ => {}
            }
        }
        deepest
    }

    /// Whether it is the same type as another, wherever the two are named.
    pub fn says(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Named(one), Self::Named(two)) => one.value == two.value,
            (Self::List(one), Self::List(two))
            | (Self::Map(one), Self::Map(two))
            | (Self::Nullable(one), Self::Nullable(two)) => one.says(two),
            (Self::Of(one), Self::Of(two)) => {
                let mut items = one.items.iter().zip(&two.items);
                let alike = one.name.value == two.name.value && one.items.len() == two.items.len();
                alike && items.all(|(one, two)| one.ty.says(&two.ty))
            }
            _ => self == other,
        }
    }

    /// The type without "or `null`".
    pub fn base(&self) -> &Self {
        if let Self::Nullable(inner) = self { inner.base() } else { self }
    }
}

/// A generic with the types that it is given.
#[derive(Clone, Debug, PartialEq)]
pub struct Generic {
    /// Its name.
    pub name: Text,
    /// Where a link in the name leads.
    pub url: Option<String>,
    /// The object that documents define by the name, where it is known.
    pub shape: Option<ShapeId>,
    /// What it is given, in order.
    pub items: Vec<Argument>,
}

/// A type that a generic is given.
#[derive(Clone, Debug, PartialEq)]
pub struct Argument {
    /// The type.
    pub ty: Draft,
    /// The set of values that it has, or that its items have.
    pub set: Option<usize>,
}

/// The number of a [`Shape`] in its [`Arena`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShapeId(pub(super) u32);
