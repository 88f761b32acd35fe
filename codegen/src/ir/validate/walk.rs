//! The walk through a value and its type.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Number, Value};

use super::difference::{Difference, Differences, Effect, Kind, Limit, Step};
use super::resolve::{Shape, Validator};
use crate::ir::{Constraints, Field, Method, Named, Struct, Type, integer, moment};

/// How deep a value may be nested: as deep as `serde_json` reads one.
const DEPTH: usize = 128;

/// So many pairs of differences are compared where the members of a union differ from one value.
const COMPARED: usize = 100_000;

/// A union and a value, by address.
type Tried = (*const Type, *const Value);

pub(super) struct Walk<'a, 't, 'v> {
    validator: &'t Validator<'a>,
    path: Vec<Step<'v>>,
    field: Option<&'t Field>,
    found: Vec<Difference<'t, 'v>>,
    /// What was found of values in unions. Without it, unions in members of unions would double the work on every level.
    tried: HashMap<Tried, Vec<Difference<'t, 'v>>>,
}

impl<'a, 't, 'v> Walk<'a, 't, 'v> {
    pub(super) fn new(validator: &'t Validator<'a>) -> Self {
        Self { validator, path: Vec::new(), field: None, found: Vec::new(), tried: HashMap::new() }
    }

    pub(super) fn into_differences(self) -> Differences<'t, 'v> {
        Differences(self.found)
    }

    fn push(&mut self, value: &'v Value, kind: Kind<'t, 'v>) {
        self.found.push(Difference { path: self.path.clone(), field: self.field, value, kind });
    }

    pub(super) fn value(&mut self, ty: &'t Type, value: &'v Value) {
        let resolved = self.validator.resolve(ty);
        if !(resolved.nullable && value.is_null()) {
            self.shape(resolved.shape, value);
        }
    }

    fn shape(&mut self, shape: Shape<'t>, value: &'v Value) {
        match shape {
            Shape::Type(ty @ Type::Union { .. }) => self.union(ty, value),
            Shape::Type(ty) => self.plain(ty, value),
            Shape::Struct(object) => self.object(object, value),
            Shape::Values { id, base } => {
                match self.validator.resolve(base).shape {
                    Shape::Type(base) => self.plain(base, value),
                    _ => self.push(value, Kind::Undefined),
                }
                if !self.validator.lists(id, value) {
                    self.push(value, Kind::Unlisted);
                }
            }
            Shape::Undefined => self.push(value, Kind::Undefined),
        }
    }

    /// A value of a type without names and alternatives.
    fn plain(&mut self, ty: &'t Type, value: &'v Value) {
        let is = match ty {
            Type::Any
            | Type::Bool
            | Type::Int { .. }
            | Type::Float { .. }
            | Type::String
            | Type::DateTime
            | Type::Date
            | Type::File
            | Type::Null => is_scalar(ty, value),
            Type::List { items } => {
                for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                    self.within(Step::Index(index), item, |walk| walk.value(items, item));
                }
                value.is_array()
            }
            Type::Map { values } => {
                for (key, member) in value.as_object().into_iter().flatten() {
                    self.within(Step::Key(key), member, |walk| walk.value(values, member));
                }
                value.is_object()
            }
            Type::Nullable { .. } | Type::Union { .. } | Type::Ref { .. } => false,
        };
        if !is {
            self.push(value, Kind::Type(ty));
        }
    }

    fn within(&mut self, step: Step<'v>, value: &'v Value, walk: impl FnOnce(&mut Self)) {
        if self.path.len() >= DEPTH {
            return self.push(value, Kind::Deep);
        }
        self.path.push(step);
        walk(self);
        self.path.pop();
    }

    /// A value is of the member of a union that it differs least from.
    fn union(&mut self, union: &'t Type, value: &'v Value) {
        let key = (std::ptr::from_ref(union), std::ptr::from_ref(value));
        if let Some(known) = self.tried.get(&key) {
            return self.found.extend(known.iter().cloned());
        }
        let (nullable, members) = self.validator.members(union);
        if nullable && value.is_null() {
            return;
        }
        let outer = std::mem::take(&mut self.found);
        let mut all: Vec<Differences<'t, 'v>> = Vec::new();
        for member in members {
            self.shape(member, value);
            let found = Differences(std::mem::take(&mut self.found));
            let exact = found.0.is_empty();
            all.push(found);
            if exact {
                break;
            }
        }
        self.found = outer;
        let weight = |found: &Differences<'_, '_>| (found.effect(), found.0.len());
        let best = all.iter().filter(|found| found.decodes()).min_by_key(|found| weight(found));
        let found = best.map_or_else(
            || vec![Difference { path: self.path.clone(), field: self.field, value, kind: Kind::NoVariant(union) }],
            |best| {
                let few = best.0.len() * all.iter().map(|found| found.0.len()).sum::<usize>() <= COMPARED;
                let told = |difference: &&Difference<'t, 'v>| !few || self.is_of_all(difference, &all);
                best.0.iter().filter(told).cloned().collect()
            },
        );
        self.found.extend(found.iter().cloned());
        self.tried.insert(key, found);
    }

    /// Whether what a member of a union has not listed, no other member that is of the kind of the value has listed either.
    fn is_of_all(&self, difference: &Difference<'t, 'v>, all: &[Differences<'t, 'v>]) -> bool {
        let here = |other: &Difference<'t, 'v>| other.path == self.path && other.kind.effect() == Effect::Undecodable;
        let lacks = |other: &&Difference<'t, 'v>| matches!(other.kind, Kind::Lacks(_));
        let comparable = |found: &&Differences<'t, 'v>| !found.0.iter().any(|other| here(other) && !lacks(&other));
        let same = |other: &Difference<'t, 'v>| {
            let kind = match (difference.kind, other.kind) {
                (Kind::Extra(one, _), Kind::Extra(two, _)) => one == two,
                (one, two) => one.effect() == two.effect(),
            };
            kind && other.path == difference.path
        };
        difference.kind.effect() > Effect::None || all.iter().filter(comparable).all(|found| found.0.iter().any(same))
    }

    /// An object of a type.
    fn object(&mut self, shape: &'t Struct, value: &'v Value) {
        let Some(object) = value.as_object() else { return self.push(value, Kind::NoObject) };
        let (fields, extra) = self.validator.fields.met(shape, object);
        let mut rest = None;
        for field in fields {
            if field.rest { rest = Some(field) } else { self.member(field, field.required, value, object) }
        }
        for key in extra {
            match rest {
                Some(rest) => self.rest(rest, key, object),
                None => self.push(value, Kind::Extra(key, Some(shape))),
            }
        }
    }

    /// A member that none of the fields is called, where one stands for the rest.
    fn rest(&mut self, rest: &'t Field, key: &'v str, object: &'v Map<String, Value>) {
        let Some((name, member)) = object.get_key_value(key) else { return };
        if let Type::Map { values } = &rest.ty.value {
            self.within(Step::Key(name), member, |walk| walk.value(values, member));
        }
    }

    /// An object of these fields.
    pub(super) fn fields(
        &mut self,
        fields: impl IntoIterator<Item = &'t Field>,
        method: Option<Method>,
        value: &'v Value,
    ) {
        let Some(object) = value.as_object() else { return self.push(value, Kind::NoObject) };
        let mut names: HashSet<&str> = HashSet::new();
        let mut rest = None;
        for field in fields {
            if field.rest {
                rest = Some(field);
                continue;
            }
            names.extend(field.names());
            self.member(field, field.is_required(method), value, object);
        }
        for key in object.keys().filter(|key| !names.contains(key.as_str())) {
            match rest {
                Some(rest) => self.rest(rest, key, object),
                None => self.push(value, Kind::Extra(key, None)),
            }
        }
    }

    /// What an object has for a field.
    fn member(&mut self, field: &'t Field, required: bool, value: &'v Value, object: &'v Map<String, Value>) {
        match field.names().find_map(|name| object.get_key_value(name)) {
            Some((name, member)) => {
                if required && *name != field.name.value {
                    self.push(value, Kind::Alias(field));
                }
                self.within(Step::Key(name), member, |walk| walk.field(field, member));
            }
            None if required => self.push(value, Kind::Lacks(field)),
            None => {}
        }
    }

    /// The value of a field.
    pub(super) fn field(&mut self, field: &'t Field, value: &'v Value) {
        let outer = self.field.replace(field);
        if let Some(constant) = field.constant.as_ref().filter(|constant| constant.value != *value) {
            self.push(value, Kind::Constant(&constant.value));
        }
        for limit in exceeded(&field.constraints, value) {
            self.push(value, Kind::Beyond(limit));
        }
        self.value(&field.ty.value, value);
        self.field = outer;
    }
}

/// Whether a value is one of a type that holds no others.
pub(crate) fn is_scalar(ty: &Type, value: &Value) -> bool {
    match ty {
        Type::Any => true,
        Type::Bool => value.is_boolean(),
        Type::Int { bits, signed } => integer::is(value, *bits, *signed),
        Type::Float { .. } => value.is_number(),
        Type::String => value.is_string(),
        // An example shows a file by its name, or by words for it; the runtime has it as an object.
        Type::File => value.is_string() || value.get("base64").is_some_and(Value::is_string),
        Type::DateTime => value.as_str().is_some_and(moment::is_date_time),
        Type::Date => value.as_str().is_some_and(moment::is_date),
        Type::Null => value.is_null(),
        Type::List { .. } | Type::Map { .. } | Type::Nullable { .. } | Type::Union { .. } | Type::Ref { .. } => false,
    }
}

/// The limits that a value is beyond.
pub(crate) fn exceeded<'t>(limits: &'t Constraints, value: &Value) -> Vec<Limit<'t>> {
    let length = limits.max_length.as_ref().filter(|most| longest(value) > most.value);
    let items = limits.max_items.as_ref().filter(|most| items(value) > most.value);
    let minimum = limits.minimum.as_ref().filter(|least| any(value, &|number| below(number, &least.value)));
    let maximum = limits.maximum.as_ref().filter(|most| any(value, &|number| below(&most.value, number)));
    let all = [
        length.map(|most| Limit::Length(most.value)),
        items.map(|most| Limit::Items(most.value)),
        minimum.map(|least| Limit::Minimum(&least.value)),
        maximum.map(|most| Limit::Maximum(&most.value)),
    ];
    all.into_iter().flatten().collect()
}

fn below(number: &Number, other: &Number) -> bool {
    number.as_f64().zip(other.as_f64()).is_some_and(|(number, other)| number < other)
}

/// Whether a number, or one of a list, is such.
fn any(value: &Value, is: &dyn Fn(&Number) -> bool) -> bool {
    match value {
        Value::Number(number) => is(number),
        Value::Array(list) => list.iter().any(|item| any(item, is)),
        _ => false,
    }
}

/// The length of a text, or of the longest text of a list, in characters.
fn longest(value: &Value) -> u64 {
    match value {
        Value::String(text) => u64::try_from(text.chars().count()).unwrap_or(u64::MAX),
        Value::Array(list) => list.iter().map(longest).max().unwrap_or(0),
        _ => 0,
    }
}

/// The length of a list.
fn items(value: &Value) -> u64 {
    value.as_array().map_or(0, |list| u64::try_from(list.len()).unwrap_or(u64::MAX))
}
