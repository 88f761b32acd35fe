//! Which types are equal.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::homes::Home;
use crate::ir::{Api, Constraints, Example, Fact, Field, Struct, Type, TypeDef, TypeId, TypeKind, ValueLabel};

/// Types that are equal, by number.
pub type Class = usize;

/// The classes of the types with a home: those of one class say the same, and stand at fields of one name. What holds
/// itself has none.
pub fn classes<'a>(api: &'a Api, homes: &BTreeMap<&'a TypeId, Home<'a>>) -> BTreeMap<&'a TypeId, Class> {
    let mut classes = BTreeMap::new();
    let mut known: BTreeMap<String, Class> = BTreeMap::new();
    // A type waits for those with a home that it holds.
    let mut waiting: BTreeMap<&TypeId, Vec<&TypeDef>> = BTreeMap::new();
    let mut left: BTreeMap<&TypeId, usize> = BTreeMap::new();
    let mut ready = Vec::new();
    for def in api.types.iter().filter(|def| homes.contains_key(&def.id)) {
        let held: Vec<_> = held(def).into_iter().filter(|id| homes.contains_key(*id)).collect();
        if held.is_empty() {
            ready.push(def);
        }
        left.insert(&def.id, held.len());
        for id in held {
            waiting.entry(id).or_default().push(def);
        }
    }
    while let Some(def) = ready.pop() {
        let Some(home) = homes.get(&def.id) else { continue };
        let next = known.len();
        let class = *known.entry(Key::of(home.field, def, &classes)).or_insert(next);
        classes.insert(&def.id, class);
        for above in waiting.remove(&def.id).into_iter().flatten() {
            if let Some(left) = left.get_mut(&above.id) {
                *left = left.saturating_sub(1);
                if *left == 0 {
                    ready.push(above);
                }
            }
        }
    }
    classes
}

/// The types that the type names.
fn held(def: &TypeDef) -> Vec<&TypeId> {
    let mut open: Vec<&Type> = match &def.kind {
        TypeKind::Struct(body) => body.fields.iter().map(|field| &field.ty.value).collect(),
        TypeKind::Alias { target } | TypeKind::Newtype { target } => vec![&target.value],
        TypeKind::Values { .. } => Vec::new(),
    };
    let mut held = Vec::new();
    while let Some(ty) = open.pop() {
        open.extend(ty.children());
        if let Type::Ref { id } = ty {
            held.push(id);
        }
    }
    held
}

/// All that is said of a type, but for the places, as text: equal types have equal texts.
struct Key<'a> {
    text: String,
    classes: &'a BTreeMap<&'a TypeId, Class>,
}

impl<'a> Key<'a> {
    fn of(field: &str, def: &TypeDef, classes: &'a BTreeMap<&'a TypeId, Class>) -> String {
        let mut key = Self { text: String::new(), classes };
        let TypeDef { id: _, kind, docs, examples, provenance } = def;
        key.add(&(field, docs, provenance.how));
        for example in examples {
            key.example(example);
        }
        match kind {
            TypeKind::Struct(Struct { fields, open }) => {
                key.add(&("struct", open));
                for field in fields {
                    key.field(field);
                }
            }
            TypeKind::Values { base, values } => {
                key.add(&("values", base));
                for value in values {
                    key.label(value);
                }
            }
            TypeKind::Alias { target } => {
                key.add(&("alias", target.provenance.how));
                key.ty(&target.value);
            }
            TypeKind::Newtype { target } => {
                key.add(&("newtype", target.provenance.how));
                key.ty(&target.value);
            }
        }
        key.text
    }

    /// Adds what has no place in it. Text is written with its quotes, so that no two parts make a third.
    fn add(&mut self, part: &impl std::fmt::Debug) {
        // Writing to a string does not fail.
        let _ = writeln!(self.text, "{part:?}");
    }

    fn fact<T: std::fmt::Debug>(&mut self, what: &str, fact: Option<&Fact<T>>) {
        if let Some(Fact { value, provenance }) = fact {
            self.add(&(what, value, provenance.how));
        }
    }

    fn ty(&mut self, ty: &Type) {
        let mut open = vec![ty];
        while let Some(ty) = open.pop() {
            match ty {
                Type::Ref { id } => match self.classes.get(id).copied() {
                    Some(class) => self.add(&("class", class)),
                    None => self.add(&("type", id)),
                },
                Type::List { items: inner } => {
                    self.add(&"list");
                    open.push(inner);
                }
                Type::Map { values: inner } => {
                    self.add(&"map");
                    open.push(inner);
                }
                Type::Nullable { inner } => {
                    self.add(&"nullable");
                    open.push(inner);
                }
                Type::Union { variants } => {
                    self.add(&("union", variants.len()));
                    open.extend(variants.iter().rev());
                }
                plain => self.add(plain),
            }
        }
    }

    fn label(&mut self, label: &Fact<ValueLabel>) {
        let ValueLabel { value, docs } = &label.value;
        self.add(&(value, docs, label.provenance.how));
    }

    fn example(&mut self, example: &Example) {
        let Example { kind, docs, status, language, text, value: _, request, provenance: _ } = example;
        self.add(&("example", kind, docs, status, language, text, request));
    }

    fn field(&mut self, field: &Field) {
        let Field { name, aliases, location, ty, presence, required, conditions, required_for, .. } = field;
        let Field { default, constant, sentinels, cookie, once, rest, constraints, examples, deprecated, docs, .. } =
            field;
        self.add(&("field", &name.value, required, required_for, rest, docs));
        for alias in aliases {
            self.fact("alias", Some(alias));
        }
        self.fact("location", location.as_ref());
        self.add(&ty.provenance.how);
        self.ty(&ty.value);
        self.fact("presence", Some(presence));
        for condition in conditions {
            self.add(&("condition", &condition.docs));
        }
        self.fact("default", default.as_deref());
        self.fact("constant", constant.as_deref());
        for sentinel in sentinels {
            self.label(sentinel);
        }
        self.fact("cookie", cookie.as_deref());
        self.fact("once", once.as_deref());
        let Constraints { max_length, max_items, minimum, maximum } = constraints;
        self.fact("max length", max_length.as_deref());
        self.fact("max items", max_items.as_deref());
        self.fact("minimum", minimum.as_deref());
        self.fact("maximum", maximum.as_deref());
        for example in examples {
            self.fact("example", Some(example));
        }
        if let Some(words) = deprecated {
            self.add(&("deprecated", &words.docs));
        }
    }
}
