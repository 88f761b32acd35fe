//! How the set of values that a type has changes.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use super::verdict::Verdict;
use crate::ir::integer::range;
use crate::ir::{Api, Type};

/// How a set of values changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shift {
    /// Not at all.
    Same,
    /// Some values are no longer in it.
    Narrower,
    /// Some values are new in it.
    Wider,
    /// Some went and some came.
    Other,
}

impl Shift {
    /// Both changes together.
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (one, Self::Same) | (Self::Same, one) => one,
            (one, two) if one == two => one,
            _ => Self::Other,
        }
    }

    /// The change of a set from which something is gone, or to which something is added.
    pub fn of(gone: bool, added: bool) -> Self {
        match (gone, added) {
            (false, false) => Self::Same,
            (true, false) => Self::Narrower,
            (false, true) => Self::Wider,
            (true, true) => Self::Other,
        }
    }

    /// What happens to the type.
    pub fn verb(self) -> &'static str {
        match self {
            Self::Same => "is unchanged",
            Self::Narrower => "is narrowed",
            Self::Wider => "is widened",
            Self::Other => "is changed",
        }
    }

    /// The end of the kind of a change.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Narrower => "narrowed",
            Self::Wider => "widened",
            Self::Other => "changed",
        }
    }
}

/// Who sends the values of each named type, in the old version or the new one.
pub type Sides = BTreeMap<String, Side>;

/// Who sends a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Side {
    /// Callers do.
    pub request: bool,
    /// Servers do.
    pub response: bool,
}

impl Side {
    /// Values that callers send.
    pub const REQUEST: Self = Self { request: true, response: false };
    /// Values that servers send.
    pub const RESPONSE: Self = Self { request: false, response: true };

    /// What a change of the set of values means. A reader of values breaks where there are more of them, and a sender
    /// where there are fewer.
    pub fn verdict(self, shift: Shift) -> Verdict {
        let (narrower, wider) = match shift {
            Shift::Same => return Verdict::Words,
            Shift::Narrower => (true, false),
            Shift::Wider => (false, true),
            Shift::Other => (true, true),
        };
        if self.request && narrower || self.response && wider {
            Verdict::Callers
        } else if self.request && wider || self.response && narrower {
            Verdict::Servers
        } else {
            Verdict::Additive
        }
    }
}

/// How a type changes. `same` tells whether two names stand for the same type.
pub fn types(old: &Type, new: &Type, same: &dyn Fn(&str, &str) -> bool) -> Shift {
    // Types are nested no deeper than [`crate::ir::NESTING`].
    match (old, new) {
        _ if old == new => Shift::Same,
        (Type::Ref { id: one }, Type::Ref { id: two }) if same(&one.0, &two.0) => Shift::Same,
        (_, Type::Any) | (Type::Int { .. }, Type::Float { .. }) | (Type::DateTime | Type::Date, Type::String) => {
            Shift::Wider
        }
        (Type::Any, _) | (Type::Float { .. }, Type::Int { .. }) | (Type::String, Type::DateTime | Type::Date) => {
            Shift::Narrower
        }
        (Type::Nullable { inner: one }, Type::Nullable { inner: two })
        | (Type::List { items: one }, Type::List { items: two })
        | (Type::Map { values: one }, Type::Map { values: two }) => types(one, two, same),
        (Type::Nullable { inner }, _) => Shift::Narrower.and(types(inner, new, same)),
        (_, Type::Nullable { inner }) => Shift::Wider.and(types(old, inner, same)),
        (Type::Union { .. }, _) | (_, Type::Union { .. }) => {
            let (one, two) = (variants(old), variants(new));
            let has = |list: &[&Type], ty: &Type, swap: bool| {
                list.iter().any(|other| {
                    let shift = if swap { types(other, ty, same) } else { types(ty, other, same) };
                    shift == Shift::Same
                })
            };
            let gone = one.iter().any(|ty| !has(&two, ty, false));
            let added = two.iter().any(|ty| !has(&one, ty, true));
            Shift::of(gone, added)
        }
        (Type::Int { bits: a, signed: b }, Type::Int { bits: c, signed: d }) => {
            let (one, two) = (range(*a, *b), range(*c, *d));
            let gone = one.start() < two.start() || one.end() > two.end();
            let added = two.start() < one.start() || two.end() > one.end();
            // Widths that no integer has are no known sets.
            if gone || added { Shift::of(gone, added) } else { Shift::Other }
        }
        (Type::Float { bits: one }, Type::Float { bits: two }) => Shift::of(two < one, two > one),
        _ => Shift::Other,
    }
}

fn variants(ty: &Type) -> Vec<&Type> {
    match ty {
        Type::Union { variants } => variants.iter().collect(),
        other => vec![other],
    }
}

/// A type in a few words.
pub fn name(ty: &Type) -> String {
    match ty {
        Type::Bool => "bool".into(),
        Type::Int { bits, signed } => format!("{}{bits}", if *signed { "int" } else { "uint" }),
        Type::Float { bits } => format!("float{bits}"),
        Type::String => "string".into(),
        Type::DateTime => "date-time".into(),
        Type::Date => "date".into(),
        Type::File => "file".into(),
        Type::Null => "null".into(),
        Type::Any => "any".into(),
        Type::List { items } => format!("list of {}", name(items)),
        Type::Map { values } => format!("map of {}", name(values)),
        Type::Nullable { inner } => format!("{} or null", name(inner)),
        Type::Union { variants } => variants.iter().map(name).collect::<Vec<_>>().join(" or "),
        Type::Ref { id } => format!("`{}`", id.0),
    }
}

/// The IR without places, so that two versions can be compared for anything else.
pub fn facts(api: &Api) -> Value {
    let mut value = plain(api);
    if let Some(map) = value.as_object_mut() {
        map.shift_remove("headings");
        map.shift_remove("documents");
    }
    value
}

/// A part of the IR without its places.
pub fn plain<T: Serialize>(part: &T) -> Value {
    let mut value = serde_json::to_value(part).unwrap_or_default();
    let mut open = vec![&mut value];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(map) => {
                map.shift_remove("provenance");
                map.shift_remove("also");
                open.extend(map.values_mut());
            }
            Value::Array(list) => open.extend(list),
            _ => {}
        }
    }
    value
}
