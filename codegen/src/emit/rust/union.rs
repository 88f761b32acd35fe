//! Unions: enums that are written as the value that they hold.

use std::collections::HashSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs::{self, Doc};
use super::prose::Prose;
use super::scope::{Address, Context, Scope, ident};
use crate::ir::{Type, TypeId, TypeKind};

/// Defines a union that stands without documentation of its own.
pub fn union(scope: &mut Scope<'_>, name: &Ident, variants: &[Type], place: &Address<'_>) {
    let doc = docs::inline_union(&scope.context.places, scope.endpoint, &place.address());
    let item = documented(scope, name, variants, place, &doc);
    scope.define_later(name, item);
}

/// The definition of a union.
pub fn documented(scope: &mut Scope<'_>, name: &Ident, types: &[Type], place: &Address<'_>, doc: &Doc) -> TokenStream {
    let labels = scope.context.names.union_variants(&name.to_string(), types);
    let (mut variants, mut names, mut helds) = (Vec::new(), Vec::new(), Vec::new());
    let mut conversions = Vec::new();
    let mut known = HashSet::new();
    for (ty, (variant, step)) in types.iter().zip(&labels) {
        let held = scope.ty(ty, &place.inside(step));
        let variant = ident(variant);
        let about = variant_doc(scope.context, ty).outer();
        variants.push(quote!(#about #variant(#held)));
        let behind = scope.context.canonical(ty);
        if !is_boxed(scope.context, place, ty) && known.insert(behind.clone()) {
            conversions.push(conversion(name, &variant, &held, &behind));
        }
        names.push(variant);
        helds.push(held);
    }
    let doc = doc.outer();
    let kinds: Option<Vec<_>> = types.iter().map(|ty| kind(scope.context, ty)).collect();
    let Some(kinds) = kinds.filter(|kinds| are_distinct(kinds)) else {
        let serde = scope.serde();
        return quote! {
            #doc
            #[derive(Clone, Debug, PartialEq, #serde)]
            #[serde(untagged)]
            pub enum #name {
                #(#variants),*
            }

            #(#conversions)*
        };
    };
    let expected = expected(&kinds);
    let kinds = kinds.iter().map(|(kind, _)| ident(kind));
    quote! {
        #doc
        #[derive(Clone, Debug, PartialEq)]
        pub enum #name {
            #(#variants),*
        }

        tablewright_runtime::union!(#name: #expected { #(#names(#helds): #kinds),* });

        #(#conversions)*
    }
}

/// What a value of the type is in JSON, as the runtime's macro and as an error calls it; none where it can be several.
fn kind(context: &Context<'_>, ty: &Type) -> Option<(&'static str, &'static str)> {
    let ty = context.on_wire(ty);
    match &ty {
        Type::Bool => Some(("boolean", "a boolean")),
        Type::Int { .. } => Some(("integer", "an integer")),
        Type::Float { .. } => Some(("number", "a number")),
        ty if ty.is_text() => Some(("text", "text")),
        Type::List { .. } => Some(("list", "a list")),
        Type::Map { .. } => Some(("object", "an object")),
        object if matches!(context.kind(object), Some(TypeKind::Struct(_))) => Some(("object", "an object")),
        _ => None,
    }
}

/// Whether the kind of a value says which type it is.
fn are_distinct(kinds: &[(&str, &str)]) -> bool {
    let group = |kind: &'_ str| if kind == "number" { "integer".to_owned() } else { kind.to_owned() };
    let mut seen = HashSet::new();
    kinds.iter().all(|(kind, _)| seen.insert(group(kind)))
}

/// What an error says that was expected.
fn expected(kinds: &[(&str, &str)]) -> String {
    let mut words: Vec<_> = kinds.iter().map(|(_, words)| *words).collect();
    let last = words.pop().unwrap_or_default();
    if words.is_empty() { last.to_owned() } else { format!("{} or {last}", words.join(", ")) }
}

fn is_boxed(context: &Context<'_>, place: &Address<'_>, ty: &Type) -> bool {
    matches!((place.owner(), ty), (Some(owner), Type::Ref { id }) if context.shape.boxed(owner, id))
}

fn conversion(name: &Ident, variant: &Ident, held: &TokenStream, behind: &Type) -> TokenStream {
    let from_str = behind.is_text().then(|| {
        quote! {
            impl From<&str> for #name {
                fn from(value: &str) -> Self {
                    Self::#variant(value.into())
                }
            }
        }
    });
    quote! {
        impl From<#held> for #name {
            fn from(value: #held) -> Self {
                Self::#variant(value)
            }
        }

        #from_str
    }
}

fn variant_doc(context: &Context<'_>, ty: &Type) -> Doc {
    let mut doc = Doc::default();
    doc.say(words(context, ty).capital().and("."));
    doc
}

/// The type in words.
fn words(context: &Context<'_>, ty: &Type) -> Prose {
    match ty {
        Type::Bool => "a boolean".into(),
        Type::Int { .. } => "an integer".into(),
        Type::Float { .. } => "a number".into(),
        Type::String => "text".into(),
        Type::DateTime => "a moment".into(),
        Type::Date => "a day".into(),
        Type::File => "a file".into(),
        Type::Null => "nothing".into(),
        Type::Any => "any value".into(),
        Type::List { items } => Prose::from("a list; each item: ").and(words(context, items)),
        Type::Map { values } => Prose::from("a map; each value: ").and(words(context, values)),
        Type::Nullable { inner } => words(context, inner).and(", or nothing"),
        Type::Union { .. } => "one of several types".into(),
        Type::Ref { id } => linked(context, id),
    }
}

fn linked(context: &Context<'_>, id: &TypeId) -> Prose {
    let called = context.names.type_names(id);
    called.map_or_else(|| Prose::code(&id.0), |called| Prose::item(&ident(&called.name)))
}
