//! Types in words, with links to those that have a place of their own on the page.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Api, Type, TypeDef, TypeId, TypeKind};

/// A piece of the words for a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// The words.
    pub(super) text: String,
    /// Where they lead to on the page; empty where they are plain words.
    pub(super) link: String,
}

/// The types of the page.
pub(super) struct Types<'a> {
    pub(super) api: &'a Api,
    /// The anchors of types, unique without regard to case.
    anchors: BTreeMap<&'a TypeId, String>,
    /// Types without a name of their own that have a place: one stands where it is used first.
    shown: BTreeSet<&'a TypeId>,
}

impl<'a> Types<'a> {
    pub(super) fn new(api: &'a Api) -> Self {
        let mut taken = BTreeSet::new();
        let anchors = api.types.iter().map(|def| (&def.id, claim(&mut taken, &format!("type-{}", def.id.0)))).collect();
        Self { api, anchors, shown: BTreeSet::new() }
    }

    /// The types that documents name, which stand by themselves.
    pub(super) fn named(&self) -> impl Iterator<Item = &'a TypeDef> + use<'a> {
        self.api.types.iter().filter(|def| is_named(&def.id))
    }

    /// The anchor of a type.
    pub(super) fn anchor(&self, id: &TypeId) -> &str {
        self.anchors.get(id).map_or("", String::as_str)
    }

    /// The object without a name that a type is, or holds, where it has no place on the page yet. From now on it has.
    pub(super) fn unfold(&mut self, ty: &'a Type) -> Option<&'a TypeDef> {
        let mut ty = ty;
        let def = loop {
            match ty {
                Type::List { items: inner } | Type::Map { values: inner } | Type::Nullable { inner } => ty = inner,
                Type::Ref { id } => break self.api.type_def(id)?,
                _ => return None,
            }
        };
        (!is_named(&def.id) && self.shown.insert(&def.id)).then_some(def)
    }

    /// The words for a type.
    pub(super) fn words(&self, ty: &Type) -> Vec<Piece> {
        let mut pieces = Vec::new();
        self.write(ty, 0, &mut pieces);
        pieces
    }

    fn write(&self, ty: &Type, depth: usize, to: &mut Vec<Piece>) {
        let mut inside = |before: &str, inner: &Type| {
            plain(to, before);
            self.write(inner, depth + 1, to);
        };
        match ty {
            _ if depth > crate::ir::NESTING => plain(to, "…"),
            Type::Bool => plain(to, "boolean"),
            Type::Int { bits, signed } => plain(to, &format!("{}int{bits}", if *signed { "" } else { "u" })),
            Type::Float { bits } => plain(to, &format!("float{bits}")),
            Type::String => plain(to, "string"),
            Type::DateTime => plain(to, "date-time"),
            Type::Date => plain(to, "date"),
            Type::File => plain(to, "file"),
            Type::Null => plain(to, "null"),
            Type::Any => plain(to, "any JSON"),
            Type::List { items } => inside("list of ", items),
            Type::Map { values } => inside("map to ", values),
            Type::Nullable { inner } => {
                self.write(inner, depth + 1, to);
                plain(to, " or null");
            }
            Type::Union { variants } => {
                for (at, variant) in variants.iter().enumerate() {
                    plain(to, if at == 0 { "" } else { " or " });
                    self.write(variant, depth + 1, to);
                }
            }
            Type::Ref { id } => self.reference(id, to),
        }
    }

    fn reference(&self, id: &TypeId, to: &mut Vec<Piece>) {
        let Some(def) = self.api.type_def(id) else { return plain(to, &id.0) };
        let text = match &def.kind {
            _ if is_named(id) => id.0.clone(),
            TypeKind::Struct(_) => "object".to_owned(),
            TypeKind::Values { base: Type::String, .. } => "string".to_owned(),
            TypeKind::Values { .. } => "integer".to_owned(),
            TypeKind::Alias { .. } | TypeKind::Newtype { .. } => id.0.clone(),
        };
        let link =
            if is_named(id) || self.shown.contains(id) { format!("#{}", self.anchor(id)) } else { String::new() };
        to.push(Piece { text, link });
    }
}

/// Whether a type has a name of its own; other types are called by their address.
fn is_named(id: &TypeId) -> bool {
    !id.0.contains('/')
}

fn plain(to: &mut Vec<Piece>, text: &str) {
    if text.is_empty() {
        return;
    }
    match to.last_mut() {
        Some(last) if last.link.is_empty() => last.text.push_str(text),
        _ => to.push(Piece { text: text.to_owned(), link: String::new() }),
    }
}

/// An anchor that is not taken yet: letters, digits and what else a link on the page can have.
pub(super) fn claim(taken: &mut BTreeSet<String>, wish: &str) -> String {
    let kept = |char: char| if char.is_alphanumeric() || matches!(char, '_' | '-' | '.') { char } else { '-' };
    let wish: String = wish.chars().map(kept).collect();
    let mut anchor = wish.clone();
    let mut number = 2;
    while !taken.insert(anchor.to_lowercase()) {
        anchor = format!("{wish}-{number}");
        number += 1;
    }
    anchor
}
