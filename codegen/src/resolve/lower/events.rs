//! The events that the documents describe: by what each is known, and what it has.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::Value;

use crate::ir::{
    Docs, EventType, Fact, Field, How, Member, Presence, Provenance, Struct, Type, TypeId, TypeKind, member,
};
use crate::recognise::raw::Text;
use crate::resolve::context::Context;
use crate::resolve::draft::{Draft, EventDraft};
use crate::resolve::lower::marks::Before;
use crate::resolve::lower::types::Types;
use crate::resolve::lower::{marks, messages, nested_envelope};
use crate::resolve::read::{dialect_types, value};
use crate::source::Span;

/// So many names are followed from one type to another.
const FOLLOWED: usize = 16;

/// The events of the documents beside those of the dialect, which come first. One that more members tell comes before one
/// that fewer do.
pub fn stated(found: &mut Vec<EventType>, before: &mut Before, types: &mut Types<'_, '_>) {
    let shared = shared(types.context);
    let mut shown = HashMap::new();
    for (at, example) in types.arena.examples.iter().enumerate() {
        if let Some(Draft::Named(name)) = &example.ty {
            shown.entry(name.value.clone()).or_insert(at);
        }
    }
    let every = Every { shared, shown };
    let mut taken = BTreeSet::new();
    let mut stated = Vec::new();
    for draft in std::mem::take(&mut types.arena.events) {
        let span = draft.name.span;
        if let Some(event) = event(&draft, &every, &mut taken, types) {
            stated.push((event, span));
        }
    }
    stated.sort_by_key(|(event, _)| std::cmp::Reverse(event.when.len()));
    for (event, span) in stated {
        match before.called(&event.name).and_then(|at| found.get_mut(at)) {
            Some(known) => compare(known, event, span, types),
            None => before.add(event, found, span, types.context),
        }
    }
}

/// What is known of every event.
struct Every {
    /// What each has besides.
    shared: Vec<Member>,
    /// The number of the first example of a type, by its name.
    shown: HashMap<String, usize>,
}

/// What every event of the documents has besides, in the order of the file.
fn shared(context: &mut Context<'_>) -> Vec<Member> {
    let rules = &context.dialect.events;
    for (key, path) in [("named_by", &rules.named_by), ("data", &rules.data)] {
        if let Some(path) = path {
            nested_envelope::check(path, context.key(&["events", key]), context);
        }
    }
    let mut shared = Vec::new();
    for (name, (value, span)) in marks::in_order(&rules.with, context) {
        nested_envelope::check(&name, span, context);
        match value::of_toml(&value).filter(|json| !json.is_array() && !json.is_object()) {
            Some(json) => {
                let value = Fact { value: json, provenance: context.declared_at(span) };
                shared.push(Member { name, value });
            }
            None => context.report(messages::no_scalar_mark(&name, span)),
        }
    }
    shared
}

/// An event, where it is known by anything.
fn event(
    draft: &EventDraft,
    every: &Every,
    taken: &mut BTreeSet<TypeId>,
    types: &mut Types<'_, '_>,
) -> Option<EventType> {
    let rules = &types.context.dialect.events;
    let (named_by, data) = (rules.named_by.clone(), rules.data.clone());
    let provenance = types.context.stated(draft.name.span);
    let holds = holds(draft, types);
    let mut when = every.shared.clone();
    match &named_by {
        Some(path) => {
            let value = Fact { value: draft.name.value.as_str().into(), provenance: provenance.clone() };
            when.push(Member { name: path.clone(), value });
        }
        None => when.extend(fixed(draft, (&holds, data.as_deref()), every, types)),
    }
    if when.len() == every.shared.len() && named_by.is_none() {
        types.context.report(messages::event_of_nothing(&draft.name.value, draft.name.span));
        return None;
    }
    let docs = match object(&holds, types) {
        _ if !draft.docs.is_empty() => draft.docs.clone(),
        Some((id, _)) => types.defs.get(&id).map(|def| def.docs.clone()).unwrap_or_default(),
        None => Docs::default(),
    };
    let parts = Parts { name: &draft.name, when: &when, docs: &docs, provenance: &provenance };
    let ty = match &data {
        Some(path) => parts.around(path, holds, types),
        None => parts.whole(&holds, taken, types)?,
    };
    Some(EventType { name: draft.name.value.clone(), when, ty, docs, provenance })
}

/// The type of what an event holds. A section counts before a row.
fn holds(draft: &EventDraft, types: &mut Types<'_, '_>) -> Type {
    let defined = draft.section.as_ref().filter(|name| dialect_types::is_defined(name, types.arena, types.context));
    let section = defined.map(|name| types.lower(&Draft::Named(name.clone()), &name.value));
    let row = draft.row.as_ref().map(|row| {
        let ty = types.lower(&row.value, &format!("{} event/data", draft.name.value));
        types.of_json(ty, row.span)
    });
    if let (Some(section), Some(row), Some(said)) = (&section, &row, &draft.row)
        && followed(section, types) != followed(row, types)
    {
        types.context.report(messages::event_row_differs(&draft.name.value, said.span, draft.name.span));
    }
    section.or(row).unwrap_or(Type::Any)
}

/// What a type is, behind its names.
fn followed(ty: &Type, types: &Types<'_, '_>) -> Type {
    let mut ty = ty.clone();
    for _ in 0..FOLLOWED {
        let Type::Ref { id } = &ty else { break };
        let Some(TypeKind::Alias { target }) = types.defs.get(id).map(|def| &def.kind) else { break };
        ty = target.value.clone();
    }
    ty
}

/// The object that a type is, with its fields.
fn object(ty: &Type, types: &Types<'_, '_>) -> Option<(TypeId, Vec<Field>)> {
    let Type::Ref { id } = followed(ty, types) else { return None };
    match types.defs.get(&id).map(|def| &def.kind) {
        Some(TypeKind::Struct(body)) => Some((id, body.fields.clone())),
        _ => None,
    }
}

/// The members by which an event is known that has no member for its name: fields with one value, or else what its example
/// has in the members by which every event is known.
fn fixed(
    draft: &EventDraft,
    (holds, data): (&Type, Option<&str>),
    every: &Every,
    types: &mut Types<'_, '_>,
) -> Vec<Member> {
    let path = |name: &str| data.map_or_else(|| name.to_owned(), |data| format!("{data}.{name}"));
    let fields = object(holds, types).map(|(_, fields)| fields).unwrap_or_default();
    let one = |field: &Field| {
        let constant = field.constant.as_deref().cloned();
        constant.or_else(|| match &field.ty.value {
            Type::Ref { id } => match types.defs.get(id).map(|def| &def.kind) {
                Some(TypeKind::Values { values, .. }) => match values.as_slice() {
                    [only] => Some(Fact { value: only.value.value.clone(), provenance: only.provenance.clone() }),
                    _ => None,
                },
                _ => None,
            },
            _ => None,
        })
    };
    let scalar = |value: &Value| !value.is_null() && !value.is_array() && !value.is_object();
    let stated = fields.iter().filter(|field| field.required).filter_map(|field| {
        let value = one(field).filter(|value| scalar(&value.value))?;
        Some(Member { name: path(&field.name.value), value })
    });
    let stated: Vec<_> = stated.collect();
    if !stated.is_empty() {
        return stated;
    }
    let own = draft.section.as_ref().and_then(|name| every.shown.get(&name.value));
    let own = own.and_then(|at| types.arena.examples.get(*at));
    let Some((value, span)) = own.and_then(|own| Some((own.example.value()?.clone(), own.example.span))) else {
        return Vec::new();
    };
    let place = types.context.place(span, How::Inferred, Some("from the example"));
    let marks = types.context.dialect.events.marks.iter();
    let marks = marks.filter_map(|mark| {
        let found = member(&value, mark).filter(|found| found.is_string() || found.is_boolean())?.clone();
        Some(Member { name: String::clone(mark), value: Fact { value: found, provenance: place.clone() } })
    });
    let marks: Vec<_> = marks.collect();
    if !marks.is_empty() {
        let names: Vec<_> = marks.iter().map(|mark| mark.name.as_str()).collect();
        types.context.report(messages::event_by_example(&draft.name.value, &names, span));
    }
    marks
}

/// What the type of an event is made of.
struct Parts<'a> {
    name: &'a Text,
    when: &'a [Member],
    docs: &'a Docs,
    provenance: &'a Provenance,
}

/// A member of an object on its way.
#[derive(Clone)]
struct Leaf {
    path: String,
    ty: Type,
    constant: Option<Fact<Value>>,
}

impl Parts<'_> {
    fn id(&self) -> TypeId {
        TypeId(format!("{} event", self.name.value))
    }

    fn leaves(&self) -> Vec<Leaf> {
        let leaf = |member: &Member| Leaf {
            path: member.name.clone(),
            ty: type_of(&member.value.value),
            constant: Some(member.value.clone()),
        };
        self.when.iter().map(leaf).collect()
    }

    /// An object that has what the event holds at a path, beside what it is known by.
    fn around(&self, data: &str, holds: Type, types: &mut Types<'_, '_>) -> TypeId {
        // What is known by a member of what it holds has it there.
        let inside = |leaf: &Leaf| leaf.path.strip_prefix(data).is_some_and(|rest| rest.starts_with('.'));
        let mut leaves: Vec<_> = self.leaves().into_iter().filter(|leaf| !inside(leaf)).collect();
        leaves.push(Leaf { path: data.to_owned(), ty: holds, constant: None });
        let id = self.id();
        let fields = self.fields(leaves, &id, types);
        self.define(&id, fields, types);
        id
    }

    /// The object that the event is, with what it is known by.
    fn whole(&self, holds: &Type, taken: &mut BTreeSet<TypeId>, types: &mut Types<'_, '_>) -> Option<TypeId> {
        let found = object(holds, types);
        if found.is_none() && followed(holds, types) != Type::Any {
            types.context.report(messages::event_is_no_object(&self.name.value, self.name.span));
            return None;
        }
        let own = match (&found, holds) {
            // A type of another section is not the event's own.
            (Some((id, _)), Type::Ref { id: named }) if id == named && taken.insert(id.clone()) => Some(id.clone()),
            _ => None,
        };
        let mut fields = found.map(|(_, fields)| fields).unwrap_or_default();
        let id = own.clone().unwrap_or_else(|| self.id());
        let mut rest = Vec::new();
        for leaf in self.leaves() {
            let first = leaf.path.split('.').next().unwrap_or_default();
            match fields.iter_mut().find(|field| field.name.value == first) {
                Some(field) if first == leaf.path => {
                    (field.constant, field.required) = (leaf.constant.map(Box::new), true);
                }
                // Its own type says what is in it.
                Some(_) => {}
                None => rest.push(leaf),
            }
        }
        fields.extend(self.fields(rest, &id, types));
        match own.and_then(|own| types.defs.get_mut(&own)) {
            Some(def) => def.kind = TypeKind::Struct(Struct { fields, open: true }),
            None => self.define(&id, fields, types),
        }
        Some(id)
    }

    /// Fields of these members; those that begin alike are in one object.
    fn fields(&self, leaves: Vec<Leaf>, id: &TypeId, types: &mut Types<'_, '_>) -> Vec<Field> {
        let mut order: Vec<String> = Vec::new();
        let mut groups: BTreeMap<String, Vec<Leaf>> = BTreeMap::new();
        for leaf in leaves {
            let (first, rest) = match leaf.path.split_once('.') {
                Some((first, rest)) => (first.to_owned(), rest.to_owned()),
                None => (leaf.path.clone(), String::new()),
            };
            if !groups.contains_key(&first) {
                order.push(first.clone());
            }
            groups.entry(first).or_default().push(Leaf { path: rest, ..leaf });
        }
        let mut fields = Vec::new();
        for name in order {
            let inner = groups.remove(&name).unwrap_or_default();
            let (ty, constant) = match inner.iter().find(|leaf| leaf.path.is_empty()) {
                Some(leaf) => (leaf.ty.clone(), leaf.constant.clone()),
                None => {
                    let inside = TypeId(format!("{}/{name}", id.0));
                    // So deep as the paths are long, which is bounded.
                    let members = self.fields(inner, &inside, types);
                    self.define(&inside, members, types);
                    (Type::Ref { id: inside }, None)
                }
            };
            // What the dialect gives every event is its own.
            let place = constant.as_ref().map_or(self.provenance, |constant| &constant.provenance);
            let presence = Fact { value: Presence::Required, provenance: place.clone() };
            let name = Fact { value: name, provenance: place.clone() };
            let mut field = Field::new(name, Fact { value: ty, provenance: place.clone() }, presence);
            field.constant = constant.map(Box::new);
            fields.push(field);
        }
        fields
    }

    fn define(&self, id: &TypeId, fields: Vec<Field>, types: &mut Types<'_, '_>) {
        let kind = TypeKind::Struct(Struct { fields, open: true });
        let docs = if *id == self.id() { self.docs.clone() } else { Docs::default() };
        types.define(id, kind, docs, self.name.span, How::Stated, None);
    }
}

fn type_of(value: &Value) -> Type {
    match value {
        Value::Bool(_) => Type::Bool,
        Value::Number(number) if number.is_i64() || number.is_u64() => Type::INT64,
        Value::Number(_) => Type::Float { bits: 64 },
        _ => Type::String,
    }
}

/// Compares an event of the documents with that of the dialect, which counts.
fn compare(known: &mut EventType, event: EventType, span: Span, types: &mut Types<'_, '_>) {
    let fields = |id: &TypeId| match types.defs.get(id).map(|def| &def.kind) {
        Some(TypeKind::Struct(body)) => body.fields.as_slice(),
        _ => &[],
    };
    let differs = |member: &&Member| {
        known.when.iter().any(|other| other.name == member.name && other.value.value != member.value.value)
    };
    let mark = event.when.iter().find(differs).map(|member| member.name.clone());
    let other = |field: &&Field| {
        let same = fields(&known.ty).iter().find(|known| known.name.value == field.name.value);
        same.is_some_and(|same| followed(&same.ty.value, types) != followed(&field.ty.value, types))
    };
    let field = mark.or_else(|| fields(&event.ty).iter().find(other).map(|field| field.name.value.clone()));
    if let Some(name) = field {
        let message = messages::event_of_dialect_differs(&known.name, &name, span);
        types.context.report(message);
    }
    if known.docs.is_empty() {
        known.docs = event.docs;
    }
}
