//! Helpers: functions that make a value of a type, or an answer to an event, of a few arguments.

mod values;

use std::collections::HashMap;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs::{Doc, deprecation};
use super::prose::Prose;
use super::scope::{Address, Scope, ident};
use crate::ir::{Endpoint, Helper, HelperKind, Quick, Type, TypeDef, TypeKind};
use crate::naming::helper as function;

/// The functions of `def`, which is called `name`.
pub fn helpers(scope: &mut Scope<'_>, def: &TypeDef, name: &Ident) -> TokenStream {
    let api = scope.context.api;
    let helpers = api.helpers.iter().filter(|helper| helper.of == def.id);
    let (mut functions, mut stray) = (Vec::new(), Vec::new());
    for helper in helpers {
        match (Maker { scope, helper, used: HashMap::new() }).function() {
            Some(function) => functions.push(function),
            // Without what carries answers out there are none.
            None if helper.kind == HelperKind::Answer && api.peer.as_ref().is_none_or(|peer| peer.quick.is_none()) => {}
            None => {
                let message = format!("`{}` of `{name}` cannot be made of its arguments", helper.name);
                stray.push(quote!(compile_error!(#message);));
            }
        }
    }
    let own = (!functions.is_empty()).then(|| quote!(impl #name { #(#functions)* }));
    quote!(#own #(#stray)*)
}

/// Makes the function of a helper.
struct Maker<'m, 'a> {
    scope: &'m mut Scope<'a>,
    helper: &'a Helper,
    /// How often each argument was used so far.
    used: HashMap<String, usize>,
}

impl<'a> Maker<'_, 'a> {
    fn function(&mut self) -> Option<TokenStream> {
        let helper = self.helper;
        let name = ident(&function(&helper.name));
        let mut doc = Doc::default();
        doc.prose(&helper.docs);
        let (receiver, result, deprecated, body) = match helper.kind {
            HelperKind::Constructor => {
                let of = Type::Ref { id: helper.of.clone() };
                (None, quote!(Self), None, self.expression(&of, &helper.makes, None)?)
            }
            HelperKind::Answer => {
                let (endpoint, quick) = self.quick()?;
                let called = self.scope.context.names.endpoint(&endpoint.name)?;
                let request = self.scope.sibling(&called.request);
                doc.say(Prose::from("It is the request that answers the event: ").and(Prose::item(&request)).and("."));
                let body = self.answer(endpoint, quick, &request)?;
                (Some(quote!(&self,)), quote!(#request), deprecation(endpoint.deprecated.as_ref()), body)
            }
        };
        if helper.docs.is_empty() && helper.kind == HelperKind::Constructor {
            doc.say(Prose::from("Makes ").and(Prose::json(&helper.makes)).and("."));
        }
        let doc = doc.outer();
        let arguments = helper.takes.iter().map(|argument| {
            let (name, ty, converted) =
                (ident(&function(&argument.name)), self.ty(&argument.ty), self.converts(&argument.ty));
            if converted { quote!(#name: impl Into<#ty>) } else { quote!(#name: #ty) }
        });
        let arguments: Vec<_> = arguments.collect();
        // What stands in several places is made once.
        let words = helper.words();
        let again =
            helper.takes.iter().filter(|argument| words.iter().filter(|word| **word == argument.name).count() > 1);
        let again: Vec<_> = again.filter(|argument| self.converts(&argument.ty)).collect();
        let made = again.into_iter().map(|argument| {
            let (name, ty) = (ident(&function(&argument.name)), self.ty(&argument.ty));
            quote!(let #name: #ty = #name.into();)
        });
        let made: Vec<_> = made.collect();
        Some(quote! {
            #doc
            #deprecated
            #[must_use]
            pub fn #name(#receiver #(#arguments),*) -> #result {
                #(#made)*
                #body
            }
        })
    }

    fn ty(&mut self, ty: &Type) -> TokenStream {
        self.scope.ty(ty, &Address::root(&self.helper.of.0))
    }

    /// Whether the argument is taken as anything that becomes its type.
    fn converts(&self, ty: &Type) -> bool {
        let behind = self.scope.context.resolved(ty);
        matches!(behind.as_ref(), Type::String | Type::List { .. } | Type::Union { .. } | Type::Any)
            || matches!(self.scope.context.kind(&behind), Some(TypeKind::Values { .. }))
    }

    fn quick(&self) -> Option<(&'a Endpoint, &'a Quick)> {
        let api = self.scope.context.api;
        let quick = api.peer.as_ref()?.quick.as_ref()?;
        Some((api.endpoints.iter().find(|endpoint| endpoint.name == quick.endpoint)?, quick))
    }

    /// The request that carries the answer out.
    fn answer(&mut self, endpoint: &Endpoint, quick: &Quick, request: &Ident) -> Option<TokenStream> {
        let called = self.scope.context.names.endpoint(&endpoint.name)?;
        let mut members = Vec::new();
        for (field, names) in endpoint.parameters.fields.iter().zip(&called.parameters) {
            let name = ident(&names.field);
            let value = if field.name.value == quick.event {
                let behind = self.scope.context.resolved(&field.ty.value).into_owned();
                let whole = match behind {
                    Type::Any => quote!(tablewright_runtime::value(self)),
                    Type::Map { values } if *values == Type::Any => quote!(tablewright_runtime::members(self)),
                    _ => return None,
                };
                self.held(field, whole)
            } else if field.name.value == quick.operation {
                let helper = self.helper;
                let made = self.expression(&field.ty.value, &helper.makes, None)?;
                self.held(field, made)
            } else {
                self.absent(field)?
            };
            members.push(quote!(#name: #value));
        }
        Some(quote!(#request { #(#members),* }))
    }
}
