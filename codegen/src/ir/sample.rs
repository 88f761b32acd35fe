//! Values that could stand where a type is asked for: what the documents show, and else the plainest one.

use serde_json::{Map, Value};

use super::validate::Validator;
use super::{Api, Field, Type, TypeKind};

/// So deep do values go; what is deeper is left out where it can be, and is `null` otherwise.
const DEPTH: usize = 6;
/// So many fields of an object are shown.
const FIELDS: usize = 40;

/// Makes values of an API's types.
pub struct Sampler<'a> {
    api: &'a Api,
    validator: Validator<'a>,
}

impl<'a> Sampler<'a> {
    /// For the types of `api`.
    #[must_use]
    pub fn new(api: &'a Api) -> Self {
        Self { api, validator: Validator::new(api) }
    }

    /// A value of a field: the only one it has, one that the documents show, its default, or one of its type.
    #[must_use]
    pub fn field(&self, field: &Field) -> Value {
        self.field_at(field, 0)
    }

    /// A value of a type.
    #[must_use]
    pub fn value(&self, ty: &Type) -> Value {
        self.value_at(ty, 0)
    }

    fn field_at(&self, field: &Field, depth: usize) -> Value {
        let shown = field.examples.iter().chain(field.default.as_deref()).map(|fact| &fact.value);
        let mut shown = shown.filter(|value| self.validator.field(field, value).is_valid());
        let constant = field.constant.as_ref().map(|fact| &fact.value);
        match constant.or_else(|| shown.next()) {
            Some(value) => value.clone(),
            None => self.limited(field, self.value_at(&field.ty.value, depth)),
        }
    }

    /// The least value that the field's limits allow, where the plainest one is too small.
    fn limited(&self, field: &Field, value: Value) -> Value {
        let least = field.constraints.minimum.as_ref().map(|least| Value::Number(least.value.clone()));
        match least {
            Some(least) if value.is_number() && self.validator.field(field, &least).is_valid() => least,
            _ => value,
        }
    }

    fn value_at(&self, ty: &Type, depth: usize) -> Value {
        match ty {
            Type::Bool => Value::from(true),
            Type::Int { .. } => Value::from(1),
            Type::Float { .. } => Value::from(1.5),
            Type::String => Value::from("text"),
            Type::DateTime => Value::from("2024-05-01T12:00:00Z"),
            Type::Date => Value::from("2024-05-01"),
            Type::Null => Value::Null,
            Type::Any => Value::Object(Map::new()),
            Type::List { .. } | Type::Map { .. } | Type::Nullable { .. } | Type::Union { .. } | Type::Ref { .. }
                if depth >= DEPTH =>
            {
                Self::bottom(ty)
            }
            Type::List { items } => Value::Array(vec![self.value_at(items, depth + 1)]),
            Type::Map { values } => {
                Value::Object(Map::from_iter([("key".to_owned(), self.value_at(values, depth + 1))]))
            }
            Type::Nullable { inner } => self.value_at(inner, depth),
            Type::Union { variants } => variants.first().map_or(Value::Null, |first| self.value_at(first, depth + 1)),
            Type::Ref { id } => match self.api.type_def(id) {
                None => Value::Null,
                Some(def) => self.definition(&def.kind, depth),
            },
        }
    }

    fn definition(&self, kind: &TypeKind, depth: usize) -> Value {
        match kind {
            TypeKind::Values { values, base } => {
                values.first().map_or_else(|| self.value_at(base, depth + 1), |first| first.value.value.clone())
            }
            TypeKind::Alias { target } | TypeKind::Newtype { target } => self.value_at(&target.value, depth + 1),
            TypeKind::Struct(fields) => {
                let required = fields.fields.iter().filter(|field| field.required).take(FIELDS);
                let members = required.map(|field| (field.name.value.clone(), self.field_at(field, depth + 1)));
                Value::Object(members.collect())
            }
        }
    }

    /// What stands where values end.
    fn bottom(ty: &Type) -> Value {
        match ty {
            Type::List { .. } => Value::Array(Vec::new()),
            Type::Map { .. } => Value::Object(Map::new()),
            _ => Value::Null,
        }
    }
}
