//! Whether a value is one of a type.

use serde_json::Value;
use tablewright::ir::{Api, Type, TypeId, TypeKind};

/// Whether `value` has what `ty` asks for. Members that the documents do not list are allowed.
pub fn fits(api: &Api, ty: &Type, value: &Value) -> bool {
    match ty {
        Type::Any => true,
        Type::Null => value.is_null(),
        Type::Bool => value.is_boolean(),
        Type::String => value.is_string(),
        Type::Float { .. } => value.is_number(),
        Type::Int { bits, signed } => integer(value, *bits, *signed),
        Type::Nullable { inner } => value.is_null() || fits(api, inner, value),
        Type::Union { variants } => variants.iter().any(|variant| fits(api, variant, value)),
        Type::List { items } => value.as_array().is_some_and(|list| list.iter().all(|item| fits(api, items, item))),
        Type::Map { values } => value.as_object().is_some_and(|map| map.values().all(|item| fits(api, values, item))),
        Type::Ref { id } => refers(api, id, value),
    }
}

fn refers(api: &Api, id: &TypeId, value: &Value) -> bool {
    let Some(def) = api.type_def(id) else { return false };
    match &def.kind {
        TypeKind::Values { base, .. } => fits(api, base, value),
        TypeKind::Alias { target } | TypeKind::Newtype { target } => fits(api, &target.value, value),
        TypeKind::Struct(shape) => value.as_object().is_some_and(|object| {
            shape.fields.iter().all(|field| match object.get(&field.name.value) {
                Some(value) => fits(api, &field.ty.value, value),
                None => !field.required,
            })
        }),
    }
}

fn integer(value: &Value, bits: u8, signed: bool) -> bool {
    let (bits, sign) = (u32::from(bits), u32::from(signed));
    let greatest = u64::MAX >> (64 - bits.clamp(1, 64) + sign);
    match (value.as_u64(), value.as_i64()) {
        (Some(number), _) => number <= greatest,
        (None, Some(number)) => signed && number.unsigned_abs() <= greatest + 1,
        (None, None) => false,
    }
}
