//! A value from a type.

use serde_json::{Map, Value, json};
use tablewright::ir::{Api, Field, Type, TypeId, TypeKind, integer};

use super::Draw;

/// How often a type may stand inside itself.
const RECURSION: usize = 1;

/// Texts with all that an encoding can get wrong: separators of queries and forms, other scripts, quotes, escapes, what
/// looks like a number, a truth or JSON and is none of them.
const TEXTS: &[&str] = &[
    "text",
    "a b+c&d=e%20f#g?h",
    "你好,世界 [tv_微笑]",
    "\"quoted\" \\ and 'single'\n\tnext line",
    "007",
    "true",
    "[CQ:face,id=1] {not json",
    "😀 \u{301}e null",
];

/// Makes values.
pub struct Maker<'a> {
    api: &'a Api,
    seed: u64,
    /// The types that the value is inside of.
    inside: Vec<&'a TypeId>,
}

impl<'a> Maker<'a> {
    pub fn new(api: &'a Api, seed: u64) -> Self {
        Self { api, seed, inside: Vec::new() }
    }

    /// The value of a parameter. It is never empty: in a query or form, what is empty counts as absent.
    pub fn sent(&mut self, field: &'a Field, at: &str) -> Value {
        let place = format!("{at}/{}", field.name.value);
        let value = self.field(field, at);
        let empty = value.as_str().is_some_and(str::is_empty) || value.as_array().is_some_and(Vec::is_empty);
        if empty { Maker::new(self.api, 0).value(&field.ty.value, &place) } else { value }
    }

    /// What an endpoint of which no document says what it answers can answer.
    pub fn unknown(&mut self, at: &str) -> Value {
        if self.seed == 0 { Value::Null } else { any(&mut Draw::new(self.seed, at)) }
    }

    /// A value of `ty`, for the place `at`.
    pub fn value(&mut self, ty: &'a Type, at: &str) -> Value {
        let mut draw = Draw::new(self.seed, at);
        match ty {
            Type::Null => Value::Null,
            Type::Bool => Value::Bool(self.seed == 0 || draw.below(2) == 1),
            Type::Any if self.seed == 0 => Value::from("text"),
            Type::Any => any(&mut draw),
            Type::String if self.seed == 0 => Value::from(last(at)),
            Type::String => draw.one(TEXTS).copied().map(Value::from).unwrap_or_default(),
            Type::DateTime => Value::from(format!("2024-05-{:02}T12:00:00Z", 1 + draw.below(28))),
            Type::Date => Value::from(format!("2024-05-{:02}", 1 + draw.below(28))),
            Type::File => json!({ "name": last(at), "base64": "ZmlsZQ==" }),
            Type::Int { bits, signed } => self.integer(*bits, *signed, &mut draw),
            // A quarter is the same in 32 bits and in 64.
            Type::Float { .. } => json!(f64::from(u16::try_from(draw.below(4000)).unwrap_or(0)) / 4.0),
            Type::Nullable { .. } if self.seed != 0 && draw.below(3) == 0 => Value::Null,
            Type::Nullable { inner } if self.repeats(inner) => inner_null(inner),
            Type::Nullable { inner } => self.value(inner, at),
            Type::Union { variants } => {
                let chosen = if self.seed == 0 { variants.first() } else { draw.one(variants) };
                chosen.map_or(Value::Null, |variant| self.value(variant, at))
            }
            Type::List { items } => self.list(items, at, &mut draw),
            Type::Map { values } if self.repeats(values) => json!({}),
            Type::Map { values } => json!({ "key": self.value(values, &format!("{at}/key")) }),
            Type::Ref { id } => self.refer(id, at, &mut draw),
        }
    }

    fn list(&mut self, items: &'a Type, at: &str, draw: &mut Draw) -> Value {
        if self.repeats(items) {
            return json!([]);
        }
        let length = if self.seed == 0 { 1 } else { draw.below(4) };
        (0..length).map(|index| self.value(items, &format!("{at}/{index}/{}", last(at)))).collect()
    }

    fn refer(&mut self, id: &'a TypeId, at: &str, draw: &mut Draw) -> Value {
        let Some(def) = self.api.type_def(id) else { return Value::Null };
        match &def.kind {
            TypeKind::Alias { target } | TypeKind::Newtype { target } => self.value(&target.value, at),
            TypeKind::Values { values, .. } => {
                let chosen = if self.seed == 0 { values.first() } else { draw.one(values) };
                chosen.map_or(Value::Null, |label| label.value.value.clone())
            }
            TypeKind::Struct(shape) => {
                self.inside.push(id);
                let mut object = Map::new();
                for field in &shape.fields {
                    let left_out =
                        self.seed != 0 && Draw::new(self.seed, &format!("{at}/{}?", field.name.value)).below(3) == 0;
                    if field.required || !(left_out || self.repeats(&field.ty.value)) {
                        match self.field(field, at) {
                            Value::Object(rest) if field.rest => object.extend(rest),
                            value => _ = object.insert(field.name.value.clone(), value),
                        }
                    }
                }
                self.inside.pop();
                Value::Object(object)
            }
        }
    }

    /// The value of a field, `at` being the place of what it is a field of.
    fn field(&mut self, field: &'a Field, at: &str) -> Value {
        let at = format!("{at}/{}", field.name.value);
        if let Some(constant) = &field.constant {
            return constant.value.clone();
        }
        if let Some(default) = field.default.as_ref().filter(|_| self.seed == 0) {
            return default.value.clone();
        }
        let special = |value: &Value| field.sentinels.iter().any(|special| special.value.value == *value);
        let mut value = self.value(&field.ty.value, &at);
        for again in 0..8 {
            if !special(&value) {
                break;
            }
            value = self.value(&field.ty.value, &format!("{at}#{again}"));
        }
        self.bounded(field, value)
    }

    /// The value within the limits of its field.
    fn bounded(&self, field: &Field, value: Value) -> Value {
        let limit = |fact: &Option<Box<tablewright::ir::Fact<u64>>>| {
            fact.as_ref().map_or(usize::MAX, |limit| usize::try_from(limit.value).unwrap_or(usize::MAX))
        };
        let (length, count) = (limit(&field.constraints.max_length), limit(&field.constraints.max_items));
        match value {
            Value::String(text) => {
                let mut text: String = text.chars().take(length).collect();
                // As long as it may be, once in a while: a limit that is off by one shows.
                if self.seed % 3 == 2 && length < 4096 {
                    text.extend(std::iter::repeat_n('字', length - text.chars().count()));
                }
                Value::String(text)
            }
            Value::Array(items) => {
                Value::Array(items.into_iter().take(count).map(|item| numbered(field, item)).collect())
            }
            other => numbered(field, other),
        }
    }

    fn integer(&self, bits: u8, signed: bool, draw: &mut Draw) -> Value {
        let (least, greatest) = integer::range(bits, signed).into_inner();
        let least = i64::try_from(least).map_or(Value::Null, Value::from);
        let greatest = u64::try_from(greatest).unwrap_or(u64::MAX);
        match (self.seed, draw.below(8)) {
            (0, _) => Value::from(1 + draw.next() % greatest.min(1000)),
            (_, 0) => Value::from(greatest),
            (_, 1) if signed => least,
            (_, 2) if signed => Value::from(-1 - i64::try_from(draw.next() % greatest.min(1000)).unwrap_or(0)),
            _ => Value::from(1 + draw.next() % greatest),
        }
    }

    /// Whether a value of the type would hold one of a type that it is inside of already.
    fn repeats(&self, ty: &Type) -> bool {
        match ty {
            Type::List { items: inner } | Type::Map { values: inner } | Type::Nullable { inner } => self.repeats(inner),
            Type::Union { variants } => variants.iter().any(|variant| self.repeats(variant)),
            Type::Ref { id } => match self.api.type_def(id).map(|def| &def.kind) {
                Some(TypeKind::Struct(_)) => self.inside.iter().filter(|outer| **outer == id).count() >= RECURSION,
                Some(TypeKind::Alias { target }) => self.repeats(&target.value),
                _ => false,
            },
            _ => false,
        }
    }
}

/// A number within the limits of its field; everything else is as it was.
fn numbered(field: &Field, value: Value) -> Value {
    let Value::Number(number) = &value else { return value };
    let Some(given) = number.as_f64() else { return value };
    let limits =
        [&field.constraints.minimum, &field.constraints.maximum].map(|limit| limit.as_ref().map(|it| &it.value));
    match limits.map(|limit| limit.map(|number| (number, number.as_f64().unwrap_or(given)))) {
        [Some((least, bound)), _] if given < bound => Value::Number(least.clone()),
        [_, Some((most, bound))] if given > bound => Value::Number(most.clone()),
        _ => value,
    }
}

/// What stands for a type that would repeat: nothing, or an empty list.
fn inner_null(inner: &Type) -> Value {
    if matches!(inner, Type::List { .. }) { json!([]) } else { Value::Null }
}

/// Any JSON value but `null`, which an optional field would take for its absence.
fn any(draw: &mut Draw) -> Value {
    match draw.below(6) {
        0 => json!(TEXTS[1]),
        1 => json!(-7),
        2 => json!(9_007_199_254_740_993_i64),
        3 => json!(false),
        4 => json!([1, "two", [3.5, null]]),
        _ => json!({ "a": { "b": [true] }, "c": "d" }),
    }
}

/// The last step of a place: the name of the field.
fn last(at: &str) -> &str {
    at.rsplit('/')
        .find(|step| !step.is_empty() && !step.starts_with(|first: char| first.is_ascii_digit()))
        .unwrap_or(at)
}

/// The fields of an object type, or of the items of a list of such; none of any other type.
pub fn fields<'a>(api: &'a Api, ty: &'a Type) -> &'a [Field] {
    match ty {
        Type::List { items: inner } | Type::Nullable { inner } => fields(api, inner),
        Type::Ref { id } => match api.type_def(id).map(|def| &def.kind) {
            Some(TypeKind::Struct(shape)) => &shape.fields,
            Some(TypeKind::Alias { target }) => fields(api, &target.value),
            _ => &[],
        },
        _ => &[],
    }
}
