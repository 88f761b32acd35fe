//! Definitions of types: structs, value sets, newtypes and aliases.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::print::braced;
use super::scope::{Address, Scope, ident, primitive};
use super::{describe, docs, field, helper, literal, union, value_set};
use crate::ir::{Fact, Struct, Type, TypeDef, TypeKind, ValueLabel};
use crate::naming::{TypeNames, normal};

/// Defines `def` in the file.
pub fn define(scope: &mut Scope<'_>, def: &TypeDef) {
    let Some(called) = scope.context.names.type_names(&def.id) else { return };
    let name = ident(&called.name);
    match &def.kind {
        TypeKind::Struct(body) => structure(scope, def, &name, body, called),
        TypeKind::Values { base, values } => {
            define_values(scope, def, &name, base, &value_set::kept(base, values, &called.members));
        }
        TypeKind::Newtype { target } => newtype(scope, def, &name, &target.value),
        TypeKind::Alias { target } => alias(scope, def, &name, &target.value),
    }
    let helpers = helper::helpers(scope, def, &name);
    scope.append(helpers);
}

fn structure(scope: &mut Scope<'_>, def: &TypeDef, name: &Ident, body: &Struct, called: &TypeNames) {
    let names: Vec<_> = called.members.iter().map(|name| ident(name)).collect();
    let fields = field::fields(scope, &body.fields, &names, &Address::of(&def.id));
    let default = default(&body.fields);
    let doc = docs::definition(&scope.context.places, scope.endpoint, def).outer();
    let own_rest = body.fields.iter().any(|field| field.rest);
    let rest = names.last().filter(|_| body.open && !own_rest);
    let extra = rest.map(|name| extra(scope, name));
    let members = field::members(&body.fields, fields.iter().collect(), rest);
    let described = scope.context.described.contains(&def.id);
    let described = described.then(|| describe::object(scope, name, &body.fields));
    let head = quote!(#doc #[derive(Clone, Debug, #default PartialEq)] pub struct #name);
    let tokens = fields.iter().zip(&body.fields).map(|(declared, field)| declared.tokens(scope, field));
    let item = braced(&head, "struct", tokens.chain(extra));
    scope.printed(&item);
    scope.define(name, quote!(tablewright_runtime::object!(#name { #members }); #described));
}

/// The field of an open object for all that is not among its fields.
fn extra(scope: &mut Scope<'_>, name: &Ident) -> TokenStream {
    let any = scope.any();
    let map = scope.map(&any);
    quote! {
        /// What else it has.
        pub #name: #map,
    }
}

/// A struct has a default where it can be empty.
pub fn default(fields: &[crate::ir::Field]) -> Option<TokenStream> {
    fields.iter().all(|field| !field.required || field.is_filled()).then(|| quote!(Default,))
}

/// An enum with a variant per value. Without values, it is what the values would be.
fn define_values(
    scope: &mut Scope<'_>,
    def: &TypeDef,
    name: &Ident,
    base: &Type,
    values: &[(&Fact<ValueLabel>, &str)],
) {
    if values.is_empty() {
        return alias(scope, def, name, base);
    }
    let doc = docs::definition(&scope.context.places, scope.endpoint, def).outer();
    let item = value_enum(name, &doc, base, values);
    scope.define(name, item);
}

/// The enum of a value set.
pub fn value_enum(name: &Ident, doc: &TokenStream, base: &Type, values: &[(&Fact<ValueLabel>, &str)]) -> TokenStream {
    let variants: Vec<_> = values.iter().map(|(_, variant)| ident(variant)).collect();
    let docs = values.iter().map(|(value, _)| docs::value(value).outer());
    let held = primitive(base);
    let copy = matches!(base, Type::Int { .. }).then(|| quote!(Copy,));
    let known = values.iter().filter_map(|(value, _)| wire(base, value));
    let open = if copy.is_some() {
        quote!(tablewright_runtime::integer_values!(#name: #held { #(#variants = #known),* });)
    } else {
        quote!(tablewright_runtime::string_values!(#name { #(#variants = #known),* });)
    };
    quote! {
        #doc
        #[derive(Clone, #copy Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum #name {
            #(#docs #variants,)*
            /// A value that the documents do not list.
            Other(#held),
        }

        #open
    }
}

fn wire(base: &Type, value: &Fact<ValueLabel>) -> Option<TokenStream> {
    match base {
        Type::Int { bits, signed } => literal::fitting(&value.value.value, *bits, *signed),
        _ => value.value.value.as_str().map(|text| quote!(#text)),
    }
}

fn newtype(scope: &mut Scope<'_>, def: &TypeDef, name: &Ident, target: &Type) {
    let behind = scope.context.resolved(target).into_owned();
    let held = scope.ty(target, &Address::of(&def.id).inside("inner"));
    let derives = match behind {
        Type::Bool | Type::Int { .. } => quote!(Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash),
        ref text if text.is_text() => quote!(Debug, PartialEq, Eq, PartialOrd, Ord, Hash),
        Type::Float { .. } => quote!(Copy, Debug, PartialEq, PartialOrd),
        _ => quote!(Debug, PartialEq),
    };
    let conversions = match behind {
        Type::String => quote!(tablewright_runtime::text_newtype!(#name);),
        Type::Bool | Type::Int { .. } | Type::Float { .. } => quote!(tablewright_runtime::newtype!(#name(#held));),
        _ => TokenStream::new(),
    };
    let doc = docs::definition(&scope.context.places, scope.endpoint, def).outer();
    let serde = scope.serde();
    let item = quote! {
        #doc
        #[derive(Clone, #derives, #serde)]
        #[serde(transparent)]
        pub struct #name(pub #held);

        #conversions
    };
    scope.define(name, item);
}

/// Another name for a type; for a union it is the name. An alias that names itself has to be a type of its own.
fn alias(scope: &mut Scope<'_>, def: &TypeDef, name: &Ident, target: &Type) {
    let place = Address::of(&def.id);
    if let Type::Union { variants } = normal(target).as_ref() {
        let doc = docs::definition(&scope.context.places, scope.endpoint, def);
        let item = union::documented(scope, name, variants, &place, &doc);
        return scope.define(name, item);
    }
    if scope.context.shape.is_endless(&def.id) {
        return newtype(scope, def, name, target);
    }
    let target = scope.ty(target, &place.inside("inner"));
    let doc = docs::definition(&scope.context.places, scope.endpoint, def).outer();
    scope.define(name, quote!(#doc pub type #name = #target;));
}
