//! What an endpoint answers: the documents' example, or a value made of the types.

use serde_json::{Map, Value};
use tablewright::ir::sample::Sampler;
use tablewright::ir::{Api, Body, Endpoint, Field, Named as _, Struct, Type, TypeKind};
use tablewright::naming::normal;
use tablewright_runtime::api::Problem;
use tablewright_runtime::{Failure, File};

/// The data of the answer of `endpoint`: that of the documents' first example that fits its type, else one with all
/// fields. It has what the generated types have: fields that the documents do not list are left out where these would
/// pass over them.
///
/// # Errors
///
/// Where no value can be made, such as of a type that always holds itself.
pub fn answer(api: &Api, endpoint: &Endpoint) -> Result<Value, Failure> {
    let sampler = Sampler::whole(api);
    let value = sampler.answer(endpoint);
    let Body::Data { data } = &endpoint.response.body.value else { return Ok(value) };
    Shown { api, sampler }.fitting(data, value).ok_or_else(|| {
        let wording =
            format!("no document shows what `{}` answers, and no value can be made of its type", endpoint.name);
        Failure::refused(Problem::NotImplemented, wording)
    })
}

/// A value as the generated types hold it, where they read it as one of `ty`: without the fields that they pass over, and
/// with the others in their order, under their usual names.
#[must_use]
pub fn shown(api: &Api, ty: &Type, value: Value) -> Option<Value> {
    Shown { api, sampler: Sampler::new(api) }.fitting(ty, value)
}

/// Shows values as the generated types do, which have been found to read them.
struct Shown<'a> {
    api: &'a Api,
    sampler: Sampler<'a>,
}

impl Shown<'_> {
    fn fitting(&self, ty: &Type, value: Value) -> Option<Value> {
        self.sampler.fits(ty, &value).then(|| self.value(ty, value))
    }

    fn value(&self, ty: &Type, value: Value) -> Value {
        let ty = self.named(ty, true);
        match (normal(ty).as_ref(), value) {
            (Type::Nullable { .. }, Value::Null) => Value::Null,
            (Type::Nullable { inner }, value) => self.value(inner, value),
            (Type::Union { variants }, value) => {
                match variants.iter().find(|variant| self.sampler.fits(variant, &value)) {
                    Some(variant) => self.value(variant, value),
                    None => value,
                }
            }
            (Type::List { items }, Value::Array(list)) => {
                list.into_iter().map(|item| self.value(items, item)).collect()
            }
            (Type::Map { values }, Value::Object(members)) => {
                let mut members: Vec<_> =
                    members.into_iter().map(|(name, value)| (name, self.value(values, value))).collect();
                members.sort_by(|one, other| one.0.cmp(&other.0));
                Value::Object(members.into_iter().collect())
            }
            (Type::File, value) => {
                let file = serde_json::from_value::<File>(value.clone());
                file.and_then(serde_json::to_value).unwrap_or(value)
            }
            (Type::Float { bits }, Value::Number(number)) => float(*bits, &number).unwrap_or(Value::Number(number)),
            (Type::Ref { id }, Value::Object(members)) => match self.api.type_def(id).map(|def| &def.kind) {
                Some(TypeKind::Struct(object)) => Value::Object(self.object(object, members)),
                _ => Value::Object(members),
            },
            (_, value) => value,
        }
    }

    /// The type behind other names for it, and behind `ids` and sets of values too.
    fn named<'t>(&'t self, mut ty: &'t Type, ids: bool) -> &'t Type {
        // More names than there are lead in a circle.
        for _ in 0..=self.api.types.len() {
            let Type::Ref { id } = ty else { break };
            match self.api.type_def(id).map(|def| &def.kind) {
                Some(TypeKind::Alias { target }) => ty = &target.value,
                Some(TypeKind::Newtype { target }) if ids => ty = &target.value,
                Some(TypeKind::Values { base, .. }) if ids => ty = base,
                Some(_) | None => break,
            }
        }
        ty
    }

    /// The fields in their order, and behind them what else is kept.
    fn object(&self, object: &Struct, mut members: Map<String, Value>) -> Map<String, Value> {
        let mut shown = Map::new();
        for field in object.fields.iter().filter(|field| !field.rest) {
            let found = field.names().find_map(|name| members.shift_remove(name));
            if let Some(value) = found.filter(|value| self.is_shown(field, value)) {
                shown.insert(field.name.value.clone(), self.value(&field.ty.value, value));
            }
        }
        if let Some(rest) = object.fields.iter().find(|field| field.rest) {
            // The keys that nobody lists are a map of values of one type.
            if let Value::Object(others) = self.value(&rest.ty.value, Value::Object(std::mem::take(&mut members))) {
                shown.extend(others);
            }
        } else if object.open {
            members.sort_keys();
            shown.extend(members);
        }
        shown
    }

    /// Whether the field is written: `null` is not, where it can only stand for nothing.
    fn is_shown(&self, field: &Field, value: &Value) -> bool {
        let takes_null = match normal(self.named(&field.ty.value, false)).as_ref() {
            Type::Nullable { .. } | Type::Any | Type::Null => field.cookie.is_none(),
            _ => false,
        };
        !value.is_null() || takes_null || (field.required && field.cookie.is_none())
    }
}

/// A number as a type with a fraction holds it.
fn float(bits: u8, number: &serde_json::Number) -> Option<Value> {
    let wide = number.as_f64()?;
    // What a `f32` holds is written with as many digits as tell it from the next one.
    #[expect(clippy::cast_possible_truncation, reason = "as the type does")]
    let held = if bits == 32 { (wide as f32).to_string().parse().ok()? } else { wide };
    serde_json::Number::from_f64(held).map(Value::Number)
}
