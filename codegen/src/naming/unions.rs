//! Unions: they stand without a name in the documents, and their variants always do.

use std::borrow::Cow;
use std::collections::HashSet;

use super::reserved::Kind;
use super::words::{self, Form};
use crate::ir::{Type, TypeId};

/// The type in the form in which it is emitted: `null` among the variants of a union makes the rest nullable, unions
/// within unions are one, a union of one is that one, and what can be anything is anything.
#[must_use]
pub fn normal(ty: &Type) -> Cow<'_, Type> {
    match ty {
        Type::Union { variants } => Cow::Owned(normal_union(variants)),
        Type::Nullable { inner } => match normal(inner).into_owned() {
            open @ (Type::Any | Type::Null | Type::Nullable { .. }) => Cow::Owned(open),
            inner if inner == *ty => Cow::Borrowed(ty),
            inner => Cow::Owned(Type::Nullable { inner: Box::new(inner) }),
        },
        _ => Cow::Borrowed(ty),
    }
}

fn normal_union(variants: &[Type]) -> Type {
    let (mut flat, mut seen) = (Vec::new(), HashSet::new());
    let mut nullable = false;
    for variant in variants {
        flatten(normal(variant).into_owned(), &mut flat, &mut seen, &mut nullable);
    }
    if flat.contains(&Type::Any) {
        return Type::Any;
    }
    let one = if flat.len() > 1 { None } else { flat.pop() };
    match (one, flat.is_empty()) {
        (Some(one), _) if nullable => Type::Nullable { inner: Box::new(one) },
        (Some(one), _) => one,
        (None, true) if nullable => Type::Null,
        (None, true) => Type::Any,
        (None, false) if nullable => Type::Nullable { inner: Box::new(Type::Union { variants: flat }) },
        (None, false) => Type::Union { variants: flat },
    }
}

fn flatten(ty: Type, flat: &mut Vec<Type>, seen: &mut HashSet<Type>, nullable: &mut bool) {
    match ty {
        Type::Null => *nullable = true,
        Type::Nullable { inner } => {
            *nullable = true;
            flatten(*inner, flat, seen, nullable);
        }
        Type::Union { variants } => variants.into_iter().for_each(|variant| flatten(variant, flat, seen, nullable)),
        ty => {
            if seen.insert(ty.clone()) {
                flat.push(ty);
            }
        }
    }
}

/// Calls `found` with the address of every union in `ty`, which stands at `address`.
pub fn each_union(ty: &Type, address: &str, found: &mut impl FnMut(&str)) {
    if !has_union(ty) {
        return;
    }
    match normal(ty).as_ref() {
        Type::List { items } => each_union(items, &format!("{address}/item"), found),
        Type::Map { values } => each_union(values, &format!("{address}/value"), found),
        Type::Nullable { inner } => each_union(inner, address, found),
        Type::Union { variants } => {
            found(address);
            for (variant, name) in variants.iter().zip(steps(variants)) {
                each_union(variant, &format!("{address}/{name}"), found);
            }
        }
        _ => {}
    }
}

fn has_union(ty: &Type) -> bool {
    match ty {
        Type::Union { .. } => true,
        Type::List { items: inner } | Type::Map { values: inner } | Type::Nullable { inner } => has_union(inner),
        _ => false,
    }
}

/// The variants of the union `union`, each called after its type; a type that is called after the union is called after
/// the rest of its name.
pub fn variants(union: &str, types: &[Type]) -> Vec<String> {
    let rest = |name: String| match name.strip_prefix(union) {
        Some(rest) if rest != "Self" && rest.starts_with(|first: char| first.is_ascii_uppercase()) => rest.to_owned(),
        _ => name,
    };
    numbered(types.iter().map(variant).map(rest))
}

/// The steps under which the variants of a union stand in addresses.
pub fn steps(types: &[Type]) -> Vec<String> {
    numbered(types.iter().map(variant))
}

/// The names, with a number behind each that is taken.
fn numbered(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut taken = HashSet::new();
    let mut free = |name: String| {
        let numbered = (2_usize..).map(|number| format!("{name}{number}"));
        let free = std::iter::once(name.clone()).chain(numbered).find(|name| taken.insert(name.clone()));
        free.unwrap_or(name)
    };
    names.map(&mut free).collect()
}

fn variant(ty: &Type) -> String {
    match ty {
        Type::Bool => "Bool".to_owned(),
        Type::Int { .. } => "Integer".to_owned(),
        Type::Float { .. } => "Number".to_owned(),
        Type::String => "Text".to_owned(),
        Type::DateTime => "DateTime".to_owned(),
        Type::Date => "Date".to_owned(),
        Type::File => "File".to_owned(),
        Type::Null => "Null".to_owned(),
        Type::Any => "Any".to_owned(),
        Type::List { items } => words::plural(&variant(items)),
        Type::Map { values } => format!("{}Map", variant(values)),
        Type::Nullable { inner } => variant(inner),
        Type::Union { .. } => "Either".to_owned(),
        Type::Ref { id } => label(id),
    }
}

/// The last step of a type's address.
fn label(id: &TypeId) -> String {
    let last = id.0.rsplit('/').next().unwrap_or(&id.0);
    words::identifier(Kind::Variant, last, Form::Long)
}
