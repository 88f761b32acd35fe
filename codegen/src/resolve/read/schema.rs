//! JSON Schemas: what a code block that holds one says of a type.
//!
//! What the IR can hold is read. All else is kept in a message, each key once for a schema, and changes nothing.

mod keywords;
mod objects;
mod references;
mod types;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::example::{Keys, Way, json};
use crate::dialect::Role;
use crate::ir::{Docs, Location, Presence, Type};
use crate::markdown::Inline;
use crate::recognise::raw::{Label, RawRow, Text};
use crate::resolve::context::Context;
use crate::resolve::draft::{Arena, Content, Draft, FieldDraft, Known, Shape, ShapeId};
use crate::resolve::read::messages;
use crate::source::Span;

/// So deep objects, lists and references are followed in each other.
const DEEPEST: usize = 60;

/// So many schemas within one are read.
const MOST: usize = 5_000;

/// What a schema within another says, as far as a field can have it.
type Object = Map<String, Value>;

/// A schema on its way to drafts.
struct Schema<'s, 'a, 'c> {
    /// The whole of it.
    root: &'s Value,
    /// Where its names stand.
    keys: Keys<'a>,
    /// Where it is.
    span: Span,
    arena: &'s mut Arena,
    context: &'s mut Context<'c>,
    /// The objects that references have led to, by their pointers.
    definitions: BTreeMap<String, ShapeId>,
    /// Those of them that are not read yet.
    pending: Vec<String>,
    /// The references that have been followed.
    followed: BTreeSet<String>,
    /// Those that are being followed.
    following: Vec<String>,
    /// How deep what is being read stands.
    depth: usize,
    /// The way to what is being read.
    path: Vec<Way>,
    /// What cannot be said in the IR, each with the first place.
    unread: BTreeMap<String, Span>,
    /// How many schemas may still be read.
    left: usize,
}

/// Reads the schema that says what a label is about. `None`, with a message, where it is none.
pub fn content(text: &Text, label: &Label, arena: &mut Arena, context: &mut Context<'_>) -> Option<Content> {
    let root = root(text, context)?;
    let sources = context.sources;
    let mut schema = Schema {
        root: &root,
        keys: Keys::new(sources.slice(text.span)),
        span: text.span,
        arena,
        context,
        definitions: BTreeMap::new(),
        pending: Vec::new(),
        followed: BTreeSet::new(),
        following: Vec::new(),
        depth: 0,
        path: Vec::new(),
        unread: BTreeMap::new(),
        left: MOST,
    };
    let content = schema.content(&root, label);
    schema.define();
    schema.tell();
    Some(content)
}

/// The names of the fields that a schema gives to what it describes, where it does so itself.
pub fn names(text: &Text) -> BTreeSet<String> {
    let value = json::read(&text.value).value;
    let fields = value.as_ref().and_then(|value| value.get("properties")).and_then(Value::as_object);
    fields.into_iter().flat_map(|fields| fields.keys().cloned()).collect()
}

/// The JSON of a schema; `true` and `{}` say of nothing what it is.
fn root(text: &Text, context: &mut Context<'_>) -> Option<Value> {
    let json::Json { value, fault } = json::read(&text.value);
    match (value, fault) {
        (Some(value @ Value::Object(_)), fault) => {
            if let Some(fault) = fault {
                context.report(messages::schema_nearly_json(&fault.to_string(), text.span));
            }
            Some(value)
        }
        (_, fault) => {
            let reason = fault.map_or_else(|| "it is no object".to_owned(), |fault| fault.to_string());
            context.report(messages::no_schema(&reason, text.span));
            None
        }
    }
}

impl Schema<'_, '_, '_> {
    /// What the whole schema gives to its label.
    fn content(&mut self, root: &Value, label: &Label) -> Content {
        let name = label.name.clone().unwrap_or_else(|| Text { value: "body".to_owned(), span: self.span });
        let unknown = Known::stated(Draft::Known(Type::Any), self.span);
        let presence = Known::stated(Presence::Required, self.span);
        let mut whole = FieldDraft::new(name, unknown, presence, true);
        whole.span = self.span;
        self.fill(&mut whole, root);
        let parameters = label.role == Role::Parameters;
        if let Draft::Struct(shape) = whole.ty.value {
            return Content::Fields(self.fields(shape, &whole.docs, label, parameters));
        }
        if parameters {
            (whole.parameter, whole.body_row) = (true, true);
            whole.location = Some(Known::stated(Location::Body, self.span));
            return Content::Fields(self.arena.add(Shape::new(vec![whole], self.span)));
        }
        if label.role == Role::Object && label.name.is_some() && !whole.values.is_empty() && !whole.ty.value.is_list() {
            let row = |value: &crate::resolve::draft::ValueDraft| {
                let words = value.value.as_str().map_or_else(|| value.value.to_string(), str::to_owned);
                RawRow::new(Inline::plain(&words, value.span), value.span)
            };
            return Content::Values(whole.values.iter().map(row).collect());
        }
        Content::BodyRow(Box::new(whole))
    }

    /// The fields of the object that the whole schema describes. One that has a name of its own is another's too.
    fn fields(&mut self, shape: ShapeId, docs: &Docs, label: &Label, parameters: bool) -> ShapeId {
        let own = self.arena.get(shape).cloned().unwrap_or_else(|| Shape::new(Vec::new(), self.span));
        let mut fields = own.fields;
        if parameters {
            for field in &mut fields {
                field.parameter = true;
            }
        }
        let name = label.name.as_ref().map(|name| name.value.clone());
        let shape = self.arena.add(Shape { name, ..Shape::new(fields, self.span) });
        if let Some(shape) = self.arena.get_mut(shape) {
            shape.docs.push(&docs.0);
        }
        shape
    }

    /// Reports what is not read, and what nothing refers to.
    fn tell(&mut self) {
        self.path.clear();
        for key in ["definitions", "$defs"] {
            let all = self.root.get(key).and_then(Value::as_object);
            for name in all.into_iter().flat_map(|all| all.keys()) {
                let pointer = format!("#/{key}/{}", name.replace('~', "~0").replace('/', "~1"));
                if !self.followed.contains(&pointer) {
                    let span = self.within(key, None, |schema| schema.at(name));
                    self.unread.entry(format!("{key}/{name}")).or_insert(span);
                }
            }
        }
        let unread = std::mem::take(&mut self.unread);
        let Some((_, first)) = unread.iter().min_by_key(|(_, span)| span.range().start) else { return };
        let words: Vec<_> = unread.keys().map(String::as_str).collect();
        self.context.report(messages::schema_beyond(&words, *first));
    }

    /// Notes that what a key of the schema that is being read says has no place in the IR.
    fn beyond(&mut self, key: &str) {
        let span = self.at(key);
        self.unread.entry(key.to_owned()).or_insert(span);
    }

    /// Where a key of the schema that is being read stands.
    fn at(&mut self, key: &str) -> Span {
        self.path.push(Way::Key(key.to_owned()));
        let found = self.keys.find(key, &self.path);
        self.path.pop();
        self.place(found)
    }

    fn place(&self, found: Option<std::ops::Range<usize>>) -> Span {
        let base = self.span.range();
        found.map_or(self.span, |range| {
            let (start, end) = (base.start + range.start, base.start + range.end);
            Span::new(self.span.file, start.min(base.end)..end.min(base.end))
        })
    }

    /// Does something with the schema behind a key of that which is being read, or behind an item of the key.
    fn within<T>(&mut self, key: &str, item: Option<usize>, run: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(Way::Key(key.to_owned()));
        self.path.extend(item.map(Way::Index));
        let done = run(self);
        if item.is_some() {
            self.path.pop();
        }
        self.path.pop();
        done
    }

    /// Notes what a schema says of a field: its type, its values, its limits.
    fn fill(&mut self, field: &mut FieldDraft, schema: &Value) {
        let object = match schema {
            Value::Object(object) => object,
            // Everything is a value of it.
            Value::Bool(true) => return,
            _ => return self.unread_schema(),
        };
        if self.left == 0 || self.depth > DEEPEST {
            self.unread.entry("…".to_owned()).or_insert(self.span);
            return;
        }
        self.left -= 1;
        self.depth += 1;
        if let Some(Value::String(pointer)) = object.get("$ref") {
            self.refer(field, pointer);
        } else {
            self.typed(field, object);
        }
        self.depth -= 1;
        self.words(field, object);
        self.unknown(object);
    }

    /// Notes a schema of which nothing is a value, or that is none.
    fn unread_schema(&mut self) {
        let name = self.path.iter().rev().find_map(|way| match way {
            Way::Key(key) => Some(key.clone()),
            Way::Index(_) => None,
        });
        let found = name.as_ref().and_then(|name| self.keys.find(name, &self.path));
        let span = self.place(found);
        self.unread.entry(name.unwrap_or_default()).or_insert(span);
    }
}
