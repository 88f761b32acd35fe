//! Whether a value fits a type. The documents' examples and defaults come from other sentences than their types, and
//! a document that contradicts itself is still valid OpenAPI this way: what does not fit goes into an extension.

use serde_json::{Number, Value};

use crate::ir::{Api, Constraints, Fact, Field, Method, Type, TypeKind};

use super::plan;

/// How many types may stand inside each other before a value is taken not to fit: ends types that hold only themselves.
const DEPTH: u32 = 128;

/// Whether `value` is of type `ty`.
pub(super) fn fits(api: &Api, ty: &Type, value: &Value) -> bool {
    fits_at(api, ty, value, DEPTH)
}

/// Whether `value` can be the value of `field`.
pub(super) fn fits_field(api: &Api, field: &Field, value: &Value) -> bool {
    field_at(api, field, value, DEPTH)
}

/// Whether `value` is an object that has what `fields` demand for `method`.
pub(super) fn fits_fields<'a>(
    api: &Api,
    fields: impl IntoIterator<Item = &'a Field>,
    method: Option<Method>,
    value: &Value,
) -> bool {
    fields_at(api, fields, method, value, DEPTH)
}

fn fits_at(api: &Api, ty: &Type, value: &Value, depth: u32) -> bool {
    let Some(depth) = depth.checked_sub(1) else { return false };
    match ty {
        Type::Any => true,
        Type::Null => value.is_null(),
        Type::Bool => value.is_boolean(),
        Type::String => value.is_string(),
        Type::Float { .. } => value.is_number(),
        Type::Int { bits, signed } => fits_int(*bits, *signed, value),
        Type::List { items } => {
            value.as_array().is_some_and(|list| list.iter().all(|item| fits_at(api, items, item, depth)))
        }
        Type::Map { values } => {
            value.as_object().is_some_and(|map| map.values().all(|item| fits_at(api, values, item, depth)))
        }
        Type::Nullable { inner } => value.is_null() || fits_at(api, inner, value, depth),
        Type::Union { variants } => variants.iter().any(|variant| fits_at(api, variant, value, depth)),
        Type::Ref { id } => match api.type_def(id).map(|def| &def.kind) {
            Some(TypeKind::Struct(object)) => fields_at(api, &object.fields, None, value, depth),
            Some(TypeKind::Values { base, .. }) => fits_at(api, base, value, depth),
            Some(TypeKind::Alias { target } | TypeKind::Newtype { target }) => {
                fits_at(api, &target.value, value, depth)
            }
            None => false,
        },
    }
}

fn fits_int(bits: u8, signed: bool, value: &Value) -> bool {
    let (least, most) = range(bits, signed);
    let number = value.as_i64().map(i128::from).or_else(|| value.as_u64().map(i128::from));
    number.is_some_and(|number| (least..=most).contains(&number))
}

/// The least and the greatest integer of a width.
pub(super) fn range(bits: u8, signed: bool) -> (i128, i128) {
    let bits = u32::from(bits.clamp(1, 64));
    if signed {
        let half = 1_i128 << (bits - 1);
        (-half, half - 1)
    } else {
        (0, (1_i128 << bits) - 1)
    }
}

fn fields_at<'a>(
    api: &Api,
    fields: impl IntoIterator<Item = &'a Field>,
    method: Option<Method>,
    value: &Value,
    depth: u32,
) -> bool {
    let Some(object) = value.as_object() else { return false };
    fields.into_iter().all(|field| match object.get(&field.name.value) {
        Some(value) => field_at(api, field, value, depth),
        None => !plan::required(field, method),
    })
}

fn field_at(api: &Api, field: &Field, value: &Value, depth: u32) -> bool {
    let constant = field.constant.as_ref().is_none_or(|constant| constant.value == *value);
    let limits = &field.constraints;
    let short = limits.max_length.as_ref().is_none_or(|most| longest(value) <= most.value);
    let few = limits.max_items.as_ref().is_none_or(|most| items(value) <= most.value);
    constant && short && few && within(limits, value) && fits_at(api, &field.ty.value, value, depth)
}

/// Whether a number, or each number of a list, is within the limits.
fn within(limits: &Constraints, value: &Value) -> bool {
    let bound = |limit: &Option<Fact<Number>>| limit.as_ref().and_then(|limit| limit.value.as_f64());
    match value {
        Value::Number(number) => number.as_f64().is_none_or(|number| {
            bound(&limits.minimum).is_none_or(|least| least <= number)
                && bound(&limits.maximum).is_none_or(|most| number <= most)
        }),
        Value::Array(list) => list.iter().all(|item| within(limits, item)),
        _ => true,
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
