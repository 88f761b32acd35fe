//! Values of the documents as Rust expressions.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value;

use super::scope::{Address, Scope, ident, primitive};
use super::value_set;
use crate::ir::{Type, TypeKind, integer};

/// A value that can stand in a constant.
pub struct Constant {
    /// The type of the constant.
    pub ty: TokenStream,
    /// Its value.
    pub value: TokenStream,
    /// The value as the type of a field, which for text is owned.
    pub owned: TokenStream,
}

/// `value` as a constant of type `ty`, where it is one and fits.
pub fn constant(scope: &mut Scope<'_>, value: &Value, ty: &Type) -> Option<Constant> {
    let context = scope.context;
    let behind = context.resolved(ty);
    let plain = |ty, value: TokenStream| Some(Constant { ty, owned: value.clone(), value });
    match (behind.as_ref(), value) {
        (Type::Bool, Value::Bool(value)) => plain(quote!(bool), quote!(#value)),
        (ty @ Type::Int { bits, signed }, _) => plain(primitive(ty), fitting(value, *bits, *signed)?),
        (ty @ Type::Float { bits: 64 }, Value::Number(value)) => plain(primitive(ty), float(value.as_f64()?)),
        (Type::String, Value::String(value)) => {
            Some(Constant { ty: quote!(&'static str), value: quote!(#value), owned: quote!(String::from(#value)) })
        }
        (ty, Value::String(value)) if ty.is_text() => {
            let held = primitive(ty);
            Some(Constant { ty: quote!(&'static str), value: quote!(#value), owned: quote!(#held::from(#value)) })
        }
        (Type::Nullable { inner }, _) => constant(scope, value, inner).filter(|_| !value.is_null()),
        (Type::Ref { id }, _) => {
            let called = context.names.type_names(id)?;
            match context.kind(&behind)? {
                TypeKind::Values { base, values } => {
                    let known = value_set::kept(base, values, &called.members);
                    let (_, variant) = known.into_iter().find(|(known, _)| known.value.value == *value)?;
                    let (ty, variant) = (scope.ty(&behind, &Address::root("")), ident(variant));
                    plain(ty.clone(), quote!(#ty::#variant))
                }
                TypeKind::Newtype { target } => {
                    let held = constant(scope, value, &target.value)?;
                    let (ty, value) = (scope.ty(&behind, &Address::root("")), held.value);
                    matches!(target.value, Type::Int { .. } | Type::Bool)
                        .then(|| plain(ty.clone(), quote!(#ty(#value))))?
                }
                _ => None,
            }
        }
        _ => None,
    }
}

/// An integer that an integer type of `bits` bits holds.
pub fn fitting(value: &Value, bits: u8, signed: bool) -> Option<TokenStream> {
    let number = integer::of(value).filter(|number| integer::range(bits, signed).contains(number))?;
    let absolute = Literal::u128_unsuffixed(number.unsigned_abs());
    Some(if number < 0 { quote!(-#absolute) } else { quote!(#absolute) })
}

/// An integer with its type, where it fits.
pub fn typed(value: i64, bits: u8, signed: bool) -> Option<TokenStream> {
    let (number, ty) = (fitting(&Value::from(value), bits, signed)?, primitive(&Type::Int { bits, signed }));
    let text = format!("{number}_{ty}").replace(' ', "");
    text.parse().ok()
}

fn float(value: f64) -> TokenStream {
    let absolute = Literal::f64_unsuffixed(value.abs());
    if value < 0.0 { quote!(-#absolute) } else { quote!(#absolute) }
}
