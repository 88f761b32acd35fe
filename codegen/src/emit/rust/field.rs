//! Fields: how presence and `null` become types, and how they are read and written.

use std::collections::HashSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs;
use super::scope::{Address, Scope};
use crate::ir::{Field, Type};
use crate::naming::normal;

/// What can stand in the place of a field.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// Always a value.
    Required,
    /// A value or `null`, and never nothing.
    Nullable,
    /// A value or nothing.
    Optional,
    /// A value or nothing, where `null` is one of the values.
    Open,
    /// A value, `null` or nothing.
    Maybe,
}

/// A field as it is declared.
pub struct Declared {
    pub name: Ident,
    /// Its type without the [`Option`] or `Maybe` of an optional one.
    pub inner: TokenStream,
    /// Its type.
    pub ty: TokenStream,
    pub slot: Slot,
    /// How it is read and written.
    pub member: TokenStream,
}

impl Declared {
    /// Documentation, name and type. They are made when they are printed: a field has more of them than of all else.
    pub fn tokens(&self, scope: &Scope<'_>, field: &Field) -> TokenStream {
        let (name, ty) = (&self.name, &self.ty);
        let doc = docs::field(&scope.context.places, field).outer();
        let deprecated = docs::deprecation(field.deprecated.as_deref());
        quote!(#doc #deprecated pub #name: #ty,)
    }
}

/// The fields of a struct that stands at `place`.
pub fn fields(scope: &mut Scope<'_>, fields: &[Field], names: &[Ident], place: &Address<'_>) -> Vec<Declared> {
    let mut taken = fields.iter().map(|field| field.name.value.as_str()).collect();
    let pairs = fields.iter().zip(names);
    pairs.map(|(field, name)| declare(scope, field, name, &place.inside(&field.name.value), &mut taken)).collect()
}

/// How the fields of a struct are read and written, that which has all the others last; `extra` is one of the struct alone.
pub fn members(fields: &[Field], declared: Vec<&Declared>, extra: Option<&Ident>) -> TokenStream {
    let (rest, own): (Vec<_>, Vec<_>) = declared.into_iter().zip(fields).partition(|(_, field)| field.rest);
    let own = own.iter().map(|(declared, _)| declared.member.clone());
    let rest = rest.first().map(|(declared, _)| &declared.name).or(extra).map(|name| quote!(..#name));
    let all = own.chain(rest);
    quote!(#(#all),*)
}

fn declare<'f>(
    scope: &mut Scope<'_>,
    field: &'f Field,
    name: &Ident,
    place: &Address<'_>,
    taken: &mut HashSet<&'f str>,
) -> Declared {
    let slot = slot(scope, field);
    let held = match normal(&field.ty.value).into_owned() {
        Type::Nullable { inner } if slot == Slot::Maybe => *inner,
        ty => ty,
    };
    let inner = scope.ty(&held, place);
    let ty = match slot {
        Slot::Required | Slot::Nullable => inner.clone(),
        Slot::Optional | Slot::Open => quote!(Option<#inner>),
        Slot::Maybe => {
            let maybe = scope.runtime("Maybe");
            quote!(#maybe<#inner>)
        }
    };
    let member = member(field, name, slot, taken);
    Declared { name: name.clone(), inner, ty, slot, member }
}

/// What can stand in the place of `field`.
pub fn slot(scope: &Scope<'_>, field: &Field) -> Slot {
    let behind = scope.context.resolved(&field.ty.value);
    if field.is_filled() {
        return Slot::Optional;
    }
    match (field.required, behind.as_ref()) {
        (true, Type::Nullable { .. }) => Slot::Nullable,
        (true, _) => Slot::Required,
        (false, Type::Nullable { .. }) if !matches!(field.ty.value, Type::Ref { .. }) => Slot::Maybe,
        (false, Type::Nullable { .. } | Type::Any | Type::Null) => Slot::Open,
        (false, _) => Slot::Optional,
    }
}

/// How the field is read and written, for the runtime's macro. An alias that is another name in the same struct is left
/// out.
fn member<'f>(field: &'f Field, name: &Ident, slot: Slot, taken: &mut HashSet<&'f str>) -> TokenStream {
    let wire = &field.name.value;
    let aliases = field.aliases.iter().map(|alias| alias.value.as_str()).filter(|alias| taken.insert(alias));
    let presence = match slot {
        Slot::Required | Slot::Nullable => quote!(required),
        Slot::Optional | Slot::Maybe => quote!(optional),
        Slot::Open => quote!(open),
    };
    quote!(#name: #presence #wire #(| #aliases)*)
}
