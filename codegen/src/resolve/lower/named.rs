//! Types that are named before they are defined: a work list in place of recursion, for documents decide how many types
//! lead to each other.

use std::mem::take;

use crate::ir::{Docs, Fact, How, Struct, Type, TypeId, TypeKind};
use crate::recognise::listed::listed;
use crate::recognise::raw::Text;
use crate::resolve::draft::{Definition, Draft, Generic, Known, Shape, ShapeId};
use crate::resolve::link::generics;
use crate::resolve::lower::messages;
use crate::resolve::lower::pending::{Is, Pending};
use crate::resolve::lower::types::Types;
use crate::resolve::read::dialect_types::{self, Meaning};

impl Types<'_, '_> {
    /// Defines all that is pending. What a field holds is defined before the next field, as if each type were made where it
    /// is met first.
    pub(super) fn finish(&mut self) {
        while let Some(mut last) = self.pending.pop() {
            let id = last.id.0.clone();
            match &mut last.is {
                Is::Object { left, made } => match left.next() {
                    Some(field) => {
                        let open = self.pending.len();
                        let field = self.member(&field, &id);
                        made.push(field);
                        let met = self.pending.split_off(open);
                        self.pending.push(last);
                        self.pending.extend(met.into_iter().rev());
                    }
                    None => {
                        let kind = TypeKind::Struct(Struct { fields: take(made), open: false });
                        self.define(&last.id, kind, last.docs, last.span, last.how, None);
                    }
                },
                Is::Other { draft, provenance } => {
                    let open = self.pending.len();
                    let value = self.expression(draft, &id);
                    let value = self.of_json(value, last.span);
                    if let Some(met) = self.pending.get_mut(open..) {
                        met.reverse();
                    }
                    let kind = TypeKind::Alias { target: Fact { value, provenance: provenance.clone() } };
                    self.define(&last.id, kind, last.docs, last.span, last.how, None);
                }
            }
        }
    }

    /// What a type with a name in the documents is called.
    pub(super) fn called(&self, name: &str) -> String {
        let own = self.context.dialect.names.types.get(name);
        own.map_or(name, String::as_str).to_owned()
    }

    /// The object `shape`, met at `address`.
    pub(super) fn shape(&mut self, shape: ShapeId, address: &str) -> Type {
        if let Some(id) = self.shapes.get(&shape) {
            return Type::Ref { id: id.clone() };
        }
        let Some(Shape { fields, name, step, docs, span, how, .. }) = self.arena.get(shape).cloned() else {
            return Type::Any;
        };
        let parent = || address.rsplit_once('/').map_or(address, |(parent, _)| parent);
        let id = match (&name, &step) {
            (Some(name), _) => self.called(name),
            (None, Some(step)) => format!("{}/{step}", parent()),
            (None, None) => address.to_owned(),
        };
        let id = TypeId(id);
        self.shapes.insert(shape, id.clone());
        self.named.extend(name);
        let made = Vec::with_capacity(fields.len());
        let is = Is::Object { left: fields.into_iter(), made };
        self.pending.push(Pending { id: id.clone(), docs, span, how, is });
        Type::Ref { id }
    }

    /// The type that a sentence or examples make another.
    pub(super) fn alias(&mut self, name: &str) -> Option<Type> {
        let alias = self.arena.aliases.get(name)?;
        let id = TypeId(self.called(name));
        if self.named.insert(name.to_owned()) {
            let alias = alias.clone();
            let unknown = || Known::inferred(Draft::Known(Type::Any), alias.span, "nothing says what it is");
            let Known { value: draft, span, how, rule } = alias.ty.unwrap_or_else(unknown);
            let Fact { provenance, .. } = self.context.fact(Known { value: (), span, how, rule });
            let is = Is::Other { draft, provenance };
            self.pending.push(Pending { id: id.clone(), docs: alias.docs, span: alias.span, how, is });
        }
        Some(Type::Ref { id })
    }

    /// The type that the dialect defines.
    fn defined(&mut self, name: &str) -> Option<Type> {
        let rule = self.context.dialect.define.get(name)?;
        let id = TypeId(rule.name.clone().unwrap_or_else(|| name.to_owned()));
        if self.named.insert(name.to_owned()) {
            let mut docs = Docs(rule.docs.clone());
            docs.push(self.arena.words.get(name).map_or("", |words| words.0.as_str()));
            let span = self.context.entry(rule);
            let shape = self.arena.names.get(name).and_then(|shape| self.arena.get(*shape));
            if let Some(shape) = shape.filter(|shape| shape.how == How::Stated) {
                let fields: Vec<_> = shape.fields.iter().map(|field| field.name.value.as_str()).collect();
                let message = messages::defined_by_dialect_too(name, &fields, shape.span, span);
                self.context.report(message);
            }
            let said = self.arena.aliases.get(name).and_then(|alias| alias.said.as_ref()).map(|said| &said.words);
            if let Some(said) = said.filter(|said| Some(said.text.trim()) != rule.ty.as_deref().map(str::trim)) {
                self.context.report(messages::said_by_dialect_too(name, said.text.trim(), said.span, span));
            }
            let is = match dialect_types::meaning(rule, self.context) {
                Meaning::Fields(fields) => Is::Object { left: fields.into_iter(), made: Vec::new() },
                Meaning::Type(draft) => Is::Other { draft, provenance: self.context.declared_at(span) },
            };
            self.pending.push(Pending { id: id.clone(), docs, span, how: How::Declared, is });
        }
        Some(Type::Ref { id })
    }

    /// A generic with what it is given: one of the documents, or a definition of the dialect.
    pub(super) fn generic(&mut self, generic: &Generic, address: &str) -> Type {
        let name = &generic.name;
        let Some(rule) = self.context.dialect.define.get(&name.value) else {
            // What patches and the dialect write is met here first.
            let mut draft = Draft::Of(Box::new(generic.clone()));
            generics::make(&mut draft, self.arena, self.context);
            return if let Draft::Of(_) = draft { self.name(name) } else { self.expression(&draft, address) };
        };
        let takes: Vec<_> = rule.item.iter().flat_map(|items| listed(items)).map(str::trim).collect();
        if takes.is_empty() {
            self.context.report(generics::takes_nothing(&name.value, generic.items.len(), name.span));
            return self.name(name);
        }
        if takes.len() != generic.items.len() {
            self.context.report(messages::wrong_count(&name.value, &takes, generic.items.len(), name.span));
            return Type::Any;
        }
        let own = generic.items.iter().map(|item| words(&self.expression(&item.ty, &format!("{address}/item"))));
        let own: Option<Vec<_>> = own.collect();
        // What has no name makes one that stands where it is met.
        let id = match own {
            Some(words) => format!("{} of {}", rule.name.as_ref().unwrap_or(&name.value), words.join(" and ")),
            None => address.to_owned(),
        };
        self.named.insert(name.value.clone());
        if self.named.insert(id.clone()) {
            let span = self.context.entry(rule);
            let all = takes.iter().zip(&generic.items);
            let put_all = |draft: &mut Draft| all.clone().for_each(|(word, item)| put(draft, word, &item.ty));
            let is = match dialect_types::meaning(rule, self.context) {
                Meaning::Fields(mut fields) => {
                    for field in &mut fields {
                        put_all(&mut field.ty.value);
                    }
                    Is::Object { left: fields.into_iter(), made: Vec::new() }
                }
                Meaning::Type(mut draft) => {
                    put_all(&mut draft);
                    Is::Other { draft, provenance: self.context.declared_at(span) }
                }
            };
            let (id, docs) = (TypeId(id.clone()), Docs(rule.docs.clone()));
            self.pending.push(Pending { id, docs, span, how: How::Declared, is });
        }
        Type::Ref { id: TypeId(id) }
    }

    /// Whether an object is one of the dialect, to which documents may have added.
    pub(super) fn is_declared(&self, shape: ShapeId) -> bool {
        self.arena.get(shape).is_some_and(|shape| shape.how == How::Declared)
    }

    /// The type with a name.
    pub(super) fn name(&mut self, name: &Text) -> Type {
        let shape = self.arena.names.get(&name.value).copied();
        if !self.context.dialect.define.contains_key(&name.value)
            && shape.is_some_and(|shape| self.arena.is_generic(Definition::Shape(shape)))
        {
            generics::given_nothing(&mut Draft::Named(name.clone()), self.arena, self.context);
            return Type::Any;
        }
        // What the dialect says of the name counts, with what documents have added to it.
        if let Some(shape) = shape.filter(|shape| self.is_declared(*shape)) {
            return self.shape(shape, &name.value);
        }
        if let Some(known) = self.defined(&name.value) {
            return known;
        }
        if let Some(shape) = shape {
            return self.shape(shape, &name.value);
        }
        if let Some(known) = self.alias(&name.value) {
            return known;
        }
        let known = self.arena.names.keys().chain(self.context.dialect.define.keys());
        let known = known.chain(self.arena.aliases.keys());
        let known = known.chain(self.context.dialect.types.keys()).map(String::as_str);
        let heading = heading_of(name, &self.context.headings);
        self.context.report(messages::undefined(&name.value, known, heading, name.span));
        Type::Any
    }
}

/// What a type is called that has a name.
fn words(ty: &Type) -> Option<String> {
    match ty {
        Type::Ref { id } => (!id.0.contains('/')).then(|| id.0.clone()),
        Type::List { items } => Some(format!("list of {}", words(items)?)),
        other => generics::words::scalar(other).map(str::to_owned),
    }
}

/// Puts a type into the place of a word.
fn put(draft: &mut Draft, word: &str, item: &Draft) {
    match draft {
        Draft::Named(name) if name.value == word => *draft = item.clone(),
        Draft::List(inner) | Draft::Map(inner) | Draft::Nullable(inner) => put(inner, word, item),
        Draft::Of(generic) => generic.items.iter_mut().for_each(|inner| put(&mut inner.ty, word, item)),
        Draft::Union(variants) => variants.iter_mut().for_each(|variant| put(variant, word, item)),
        _ => {}
    }
}

/// How many headings that begin alike are looked at.
const ALIKE: usize = 100;

/// The heading that begins with the name of a type, one in the same document before others; `headings` are sorted.
fn heading_of<'h>(name: &Text, headings: &'h [Text]) -> Option<&'h Text> {
    let marked = format!("`{}", name.value);
    let whole = |heading: &&Text, start: &str| {
        let rest = heading.value.strip_prefix(start);
        rest.is_some_and(|rest| !rest.starts_with(|next: char| next.is_alphanumeric() || next == '_'))
    };
    let mut found: Vec<&Text> = Vec::new();
    for start in [name.value.as_str(), marked.as_str()] {
        let from = headings.partition_point(|heading| heading.value.as_str() < start);
        let alike = headings.iter().skip(from).take_while(|heading| heading.value.starts_with(start)).take(ALIKE);
        found.extend(alike.filter(|heading| whole(heading, start)));
    }
    let here = found.iter().find(|heading| heading.span.file == name.span.file).copied();
    here.or_else(|| found.first().copied())
}
