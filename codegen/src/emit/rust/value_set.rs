//! Sets of values: those that have a variant.

use std::collections::HashSet;

use crate::ir::{Fact, Type, ValueLabel, integer};

/// The values that are of the type of their set, each once, with their variants.
pub fn kept<'v>(
    base: &Type,
    values: &'v [Fact<ValueLabel>],
    members: &'v [String],
) -> Vec<(&'v Fact<ValueLabel>, &'v str)> {
    let mut seen = HashSet::new();
    let fits = |value: &ValueLabel| match base {
        Type::String => value.value.is_string(),
        Type::Int { bits, signed } => integer::is(&value.value, *bits, *signed),
        _ => false,
    };
    let pairs = values.iter().zip(members.iter().map(String::as_str));
    pairs.filter(|(value, _)| fits(&value.value) && seen.insert(value.value.value.to_string())).collect()
}
