//! Requests: what is required is given to `new`, and what is optional is set by a method of its own.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::field::{self, Declared, Slot};
use super::print::braced;
use super::scope::{Address, Scope, ident};
use super::{define, docs, literal};
use crate::ir::{Endpoint, Field, Type, TypeKind};
use crate::naming::{EndpointNames, PARAMETERS, ParameterNames};

/// A parameter with all that is known of it.
pub struct Parameter<'a> {
    pub field: &'a Field,
    pub names: &'a ParameterNames,
    pub declared: Declared,
    /// The value that it always has.
    constant: Option<TokenStream>,
}

impl Parameter<'_> {
    /// Whether `new` takes it.
    pub fn is_argument(&self) -> bool {
        matches!(self.declared.slot, Slot::Required | Slot::Nullable) && self.constant.is_none()
    }

    /// Whether a method of its own sets it.
    pub fn is_set(&self) -> bool {
        !matches!(self.declared.slot, Slot::Required | Slot::Nullable)
    }

    /// Whether its field of the request holds an [`Option`], where its setter takes what is in it.
    pub fn is_option(&self) -> bool {
        matches!(self.declared.slot, Slot::Optional | Slot::Open)
    }

    /// Whether it should no longer be used.
    pub fn is_deprecated(&self) -> bool {
        self.field.deprecated.is_some()
    }

    /// The type of the argument from which it is made, and whether it is converted. Ids are not: a number does not say
    /// whose id it is.
    pub fn argument(&self, scope: &Scope<'_>) -> (TokenStream, bool) {
        let ty = if self.declared.slot == Slot::Maybe { &self.declared.ty } else { &self.declared.inner };
        let behind = scope.context.resolved(&self.field.ty.value);
        let converted = match behind.as_ref() {
            _ if self.declared.slot == Slot::Maybe => true,
            ty if ty.is_text() => true,
            Type::List { .. } | Type::Union { .. } | Type::Any | Type::File => true,
            ty => matches!(scope.context.kind(ty), Some(TypeKind::Values { .. })),
        };
        if converted { (quote!(impl Into<#ty>), true) } else { (ty.clone(), false) }
    }
}

/// Defines the request of `endpoint`, and gives its parameters.
pub fn request<'e>(scope: &mut Scope<'_>, endpoint: &'e Endpoint, called: &'e EndpointNames) -> Vec<Parameter<'e>> {
    let name = ident(&called.request);
    let parameters = parameters(scope, endpoint, called);
    let has_setters = parameters.iter().any(Parameter::is_set);
    let doc =
        docs::request((&scope.context.places, scope.context.names), endpoint, &called.method, has_setters).outer();
    let default = define::default(&endpoint.parameters.fields);
    let constants: Vec<_> = parameters.iter().filter_map(|parameter| default_constant(scope, parameter)).collect();
    let required = parameters.iter().any(Parameter::is_argument);
    let empty = (default.is_none() && !required).then(|| default_impl(&name));
    let declared = parameters.iter().map(|parameter| &parameter.declared).collect();
    let members = field::members(&endpoint.parameters.fields, declared, None);
    scope.export(&called.request);
    let deprecated = docs::deprecation(endpoint.deprecated.as_ref());
    let head = quote!(#doc #deprecated #[derive(Clone, Debug, #default PartialEq)] pub struct #name);
    let fields = parameters.iter().map(|parameter| parameter.declared.tokens(scope, parameter.field));
    let item = braced(&head, "struct", fields);
    scope.printed(&item);
    scope.part(quote!(tablewright_runtime::object!(#name { #members });));
    let setters = parameters.iter().filter_map(|parameter| setter(scope, parameter));
    let methods = constants.into_iter().chain([new(scope, &parameters)]).chain(setters);
    let item = braced(&quote!(impl #name), "impl", methods);
    scope.printed(&item);
    scope.append(quote!(#empty));
    call(scope, endpoint, called, has_setters);
    parameters
}

/// A call of the endpoint by a name of its own, so that its page has the setters of this call and of no other.
fn call(scope: &mut Scope<'_>, endpoint: &Endpoint, called: &EndpointNames, has_setters: bool) {
    let request = ident(&called.request);
    let doc = docs::call(endpoint, has_setters).outer();
    let deprecated = docs::deprecation(endpoint.deprecated.as_ref());
    scope.append(quote! {
        #[cfg(feature = "client")]
        #doc
        #deprecated
        pub type Call<'c> = super::Call<'c, #request>;
    });
}

/// The parameters of an endpoint.
pub fn parameters<'e>(scope: &mut Scope<'_>, endpoint: &'e Endpoint, called: &'e EndpointNames) -> Vec<Parameter<'e>> {
    let root = Address::root(&endpoint.name);
    let names: Vec<Ident> = called.parameters.iter().map(|names| ident(&names.field)).collect();
    let fields = &endpoint.parameters.fields;
    let declared = field::fields(scope, fields, &names, &root.inside(PARAMETERS));
    let triples = fields.iter().zip(&called.parameters).zip(declared);
    let mut parameter = |((field, names), declared): ((&'e Field, &'e ParameterNames), Declared)| {
        let constant = field.constant.as_ref().filter(|_| declared.slot == Slot::Required);
        let constant = constant.and_then(|fact| literal::constant(scope, &fact.value, &field.ty.value));
        Parameter { field, names, declared, constant: constant.map(|constant| constant.owned) }
    };
    triples.map(&mut parameter).collect()
}

/// The default of an optional parameter, for a server to fall back on. It is not sent.
fn default_constant(scope: &mut Scope<'_>, parameter: &Parameter<'_>) -> Option<TokenStream> {
    let default = parameter.field.default.as_ref().filter(|_| !parameter.field.required)?;
    let literal::Constant { ty, value, .. } = literal::constant(scope, &default.value, &parameter.field.ty.value)?;
    let name = ident(&parameter.names.default);
    let doc = docs::default_constant(parameter.field).outer();
    Some(quote!(#doc pub const #name: #ty = #value;))
}

fn new(scope: &Scope<'_>, parameters: &[Parameter<'_>]) -> TokenStream {
    let mut arguments = Vec::new();
    let mut fields = Vec::new();
    for parameter in parameters {
        let field = &parameter.declared.name;
        match (&parameter.constant, parameter.declared.slot) {
            (Some(constant), _) => fields.push(quote!(#field: #constant)),
            (None, Slot::Required | Slot::Nullable) => {
                let (ty, converted) = parameter.argument(scope);
                arguments.push(quote!(#field: #ty));
                fields.push(if converted { quote!(#field: #field.into()) } else { quote!(#field) });
            }
            (None, Slot::Optional | Slot::Open) => fields.push(quote!(#field: None)),
            (None, Slot::Maybe) => fields.push(quote!(#field: Maybe::Absent)),
        }
    }
    let many = (arguments.len() > 7)
        .then(|| quote!(#[expect(clippy::too_many_arguments, reason = "the documents require them all")]));
    let doc = if arguments.is_empty() {
        quote!(#[doc = " A request without optional parameters."])
    } else {
        quote!(#[doc = " A request with the required parameters."])
    };
    let constant = arguments.is_empty() && parameters.iter().all(|parameter| parameter.constant.is_none());
    let constant = constant.then(|| quote!(const));
    quote! {
        #doc
        #[must_use]
        #many
        pub #constant fn new(#(#arguments),*) -> Self {
            Self { #(#fields),* }
        }
    }
}

fn setter(scope: &Scope<'_>, parameter: &Parameter<'_>) -> Option<TokenStream> {
    let field = &parameter.declared.name;
    let (ty, converted) = parameter.argument(scope);
    let given = if converted { quote!(#field.into()) } else { quote!(#field) };
    let value = match parameter.declared.slot {
        Slot::Required | Slot::Nullable => return None,
        Slot::Optional | Slot::Open => quote!(Some(#given)),
        Slot::Maybe => given,
    };
    let setter = ident(&parameter.names.setter);
    let doc = docs::setter(parameter.field).outer();
    let deprecated = docs::deprecation(parameter.field.deprecated.as_deref());
    Some(quote! {
        #doc
        #deprecated
        #[must_use]
        pub fn #setter(mut self, #field: #ty) -> Self {
            self.#field = #value;
            self
        }
    })
}

fn default_impl(name: &Ident) -> TokenStream {
    quote! {
        impl Default for #name {
            fn default() -> Self {
                Self::new()
            }
        }
    }
}
