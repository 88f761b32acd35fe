//! The references of a schema to its own parts.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Schema, Way};
use crate::recognise::raw::Text;
use crate::resolve::draft::{Definition, Draft, FieldDraft, Known, Shape, ShapeId};
use crate::resolve::read::messages;
use crate::source::Span;

/// So many parts of a schema are compared with those of another, and so much of their text.
const COMPARED: (usize, usize) = (100, 100_000);

/// So many references in each other are followed to see what they lead to.
const FOLLOWED: usize = 16;

impl<'s> Schema<'s, '_, '_> {
    /// Notes what a reference leads to: an object is a type of its own, and all else stands in the place of the reference.
    pub(super) fn refer(&mut self, field: &mut FieldDraft, pointer: &str) {
        let span = self.at("$ref");
        (field.ty.span, field.ty_text) = (span, pointer.to_owned());
        let Some(target) = self.target(pointer, span) else { return };
        if is_object(self.root, target, 0) {
            field.ty.value = Draft::Struct(self.definition(pointer, target, span));
        } else {
            self.inline(field, pointer, target, span);
        }
    }

    /// Notes what one of several schemas says that make an object together: its fields, where a reference leads to them.
    pub(super) fn fill_inline(&mut self, field: &mut FieldDraft, schema: &Value) {
        let Some(pointer) = schema.get("$ref").and_then(Value::as_str) else { return self.fill(field, schema) };
        let span = self.at("$ref");
        if let Some(target) = self.target(pointer, span) {
            self.inline(field, pointer, target, span);
        }
    }

    /// What a reference leads to. One that leads out of the schema, or nowhere, is reported.
    fn target(&mut self, pointer: &str, span: Span) -> Option<&'s Value> {
        let found = pointer.strip_prefix('#').and_then(|inside| self.root.pointer(inside));
        match found {
            Some(_) => {
                self.followed.insert(pointer.to_owned());
            }
            None => self.context.report(messages::schema_reference(pointer, span)),
        }
        found
    }

    /// Reads what a reference leads to in its place. One that leads to itself says nothing.
    fn inline(&mut self, field: &mut FieldDraft, pointer: &str, target: &'s Value, span: Span) {
        if self.following.iter().any(|known| known == pointer) {
            self.context.report(messages::schema_circle(pointer, span));
            return;
        }
        self.following.push(pointer.to_owned());
        let outer = std::mem::replace(&mut self.path, ways(pointer));
        self.fill(field, target);
        self.path = outer;
        self.following.pop();
    }

    /// The object that a reference leads to, which is read when all that refers to it is.
    fn definition(&mut self, pointer: &str, target: &'s Value, span: Span) -> ShapeId {
        if let Some(known) = self.definitions.get(pointer) {
            return *known;
        }
        let name = name(pointer, target);
        let same = format!("{name:?} {}", self.closure(pointer));
        let shape = match self.arena.schema_types.get(&same) {
            Some(known) => *known,
            None => {
                let name = name.map(|name| self.free(&name, span));
                let shape = self.arena.add(Shape { name: name.clone(), ..Shape::new(Vec::new(), span) });
                self.arena.names.extend(name.map(|name| (name, shape)));
                self.arena.schema_types.insert(same, shape);
                self.pending.push(pointer.to_owned());
                shape
            }
        };
        self.definitions.insert(pointer.to_owned(), shape);
        shape
    }

    /// A name that nothing else has.
    fn free(&mut self, name: &str, span: Span) -> String {
        let taken = |called: &str| {
            self.arena
                .taken(called)
                .or_else(|| self.context.dialect.define.get(called).map(|rule| self.context.entry(rule)))
        };
        let Some(first) = taken(name) else { return name.to_owned() };
        let mut others = (2_u32..).map(|number| format!("{name}{number}"));
        let called = others.find(|called| taken(called).is_none()).unwrap_or_else(|| name.to_owned());
        self.context.report(messages::schema_type_renamed(name, &called, span, first));
        called
    }

    /// Reads the objects that references have led to.
    pub(super) fn define(&mut self) {
        while let Some(pointer) = self.pending.pop() {
            let inside = pointer.strip_prefix('#').unwrap_or_default();
            let (Some(target), Some(shape)) = (self.root.pointer(inside), self.definitions.get(&pointer).copied())
            else {
                continue;
            };
            self.path = ways(&pointer);
            let span = self.definition_span();
            let (name, unknown) = (Text { value: String::new(), span }, Draft::Object);
            let mut whole = FieldDraft::nameless(span);
            (whole.name, whole.ty) = (name, Known::stated(unknown, span));
            self.following.push(pointer);
            self.fill(&mut whole, target);
            self.following.pop();
            if let Draft::Struct(read) = whole.ty.value {
                let fields = self.arena.take_fields(read);
                self.arena.put_fields(shape, fields);
            }
            if let Some(shape) = self.arena.get_mut(shape) {
                shape.span = span;
            }
            self.arena.document(Definition::Shape(shape), &whole.docs);
        }
    }

    /// Where the name of what is being read stands.
    fn definition_span(&self) -> Span {
        let found = match self.path.last() {
            Some(Way::Key(key)) => self.keys.find(key, &self.path),
            _ => None,
        };
        self.place(found)
    }

    /// The text of what a reference leads to, with that of all that stands in it by reference: of two schemas that have
    /// the same, one type is made. Of very much the whole schema is compared.
    fn closure(&self, pointer: &str) -> String {
        let (mut open, mut seen, mut text) = (vec![pointer], BTreeSet::new(), String::new());
        while let Some(pointer) = open.pop() {
            let Some(target) = pointer.strip_prefix('#').and_then(|inside| self.root.pointer(inside)) else { continue };
            if !seen.insert(pointer) {
                continue;
            }
            text.extend([pointer, " ", &target.to_string(), "\n"]);
            if seen.len() > COMPARED.0 || text.len() > COMPARED.1 {
                return format!("{} {pointer}", self.root);
            }
            let mut values = vec![target];
            while let Some(value) = values.pop() {
                match value {
                    Value::Object(object) => {
                        open.extend(object.get("$ref").and_then(Value::as_str));
                        values.extend(object.values());
                    }
                    Value::Array(items) => values.extend(items),
                    _ => {}
                }
            }
        }
        text
    }
}

/// The steps of the way to what a reference leads to.
fn ways(pointer: &str) -> Vec<Way> {
    let steps = pointer.split('/').skip(1);
    let step = |step: &str| step.parse().map_or_else(|_| Way::Key(plain(step)), Way::Index);
    steps.map(step).collect()
}

/// A step of a reference without what it writes otherwise.
fn plain(step: &str) -> String {
    step.replace("~1", "/").replace("~0", "~")
}

/// What a type is called: the last step of the reference to it, or its title where that is the whole schema.
fn name(pointer: &str, target: &Value) -> Option<String> {
    let title = || target.get("title").and_then(Value::as_str).map(str::trim).filter(|title| !title.is_empty());
    match pointer.rsplit_once('/') {
        Some((_, last)) => Some(plain(last)).filter(|last| last.contains(char::is_alphabetic)),
        None => title().map(str::to_owned),
    }
}

/// Whether a schema is that of an object with fields.
fn is_object(root: &Value, schema: &Value, depth: usize) -> bool {
    let fields = schema.get("properties").and_then(Value::as_object).is_some_and(|fields| !fields.is_empty());
    let named = schema.get("type").is_none_or(|name| name == "object");
    let all = schema.get("allOf").and_then(Value::as_array).filter(|_| depth < FOLLOWED);
    let target = |part: &Value| {
        let pointer = part.get("$ref").and_then(Value::as_str)?;
        pointer.strip_prefix('#').and_then(|inside| root.pointer(inside)).map(|part| is_object(root, part, depth + 1))
    };
    let part = |part: &Value| target(part).unwrap_or_else(|| is_object(root, part, depth + 1));
    named
        && schema.get("nullable") != Some(&Value::Bool(true))
        && (fields || all.is_some_and(|all| all.iter().any(part)))
}
