//! `client.rs`: a method per endpoint, and one per optional parameter on the call that it gives.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs::{self, Doc};
use super::example;
use super::paging;
use super::print::{braced, format};
use super::prose::Prose;
use super::request::{self, Parameter};
use super::scope::{Scope, ident};
use crate::ir::Endpoint;
use crate::naming::EndpointNames;

/// The most parameters of a kind that the documentation of a method lists.
const LISTED: usize = 100;

/// Defines the client.
pub fn client(scope: &mut Scope<'_>) {
    let api = scope.sibling("API");
    let context = scope.context;
    let mut methods = Vec::new();
    let mut calls = String::new();
    let mut first = None;
    for endpoint in &context.api.endpoints {
        let Some(called) = context.names.endpoint(&endpoint.name) else { continue };
        let parameters = request::parameters(scope, endpoint, called);
        methods.push(method(scope, endpoint, called, &parameters));
        if parameters.iter().all(|parameter| !parameter.is_argument()) && endpoint.deprecated.is_none() {
            first = first.or(Some((endpoint, called)));
        }
        calls.push_str(&call(scope, called, &parameters));
        if let Some(paged) = paging::paged(scope, endpoint, called, &parameters) {
            calls.push_str(&format(paged));
        }
    }
    scope.printed(&definition(scope, &api, first));
    scope.printed(&braced(&quote!(impl Client), "impl", methods));
    scope.printed(&calls);
    scope.export("Client");
    scope.export("Call");
}

/// The method that calls an endpoint: it takes what the request's `new` takes.
fn method(
    scope: &mut Scope<'_>,
    endpoint: &Endpoint,
    called: &EndpointNames,
    parameters: &[Parameter<'_>],
) -> TokenStream {
    let (name, request) = (ident(&called.method), scope.sibling(&called.request));
    let required = parameters.iter().filter(|parameter| parameter.is_argument());
    let required: Vec<_> = required.map(|parameter| (&parameter.declared.name, parameter.argument(scope).0)).collect();
    let arguments = required.iter().map(|(name, ty)| quote!(#name: #ty));
    let given = required.iter().map(|(name, _)| name);
    let many = (required.len() > 6)
        .then(|| quote!(#[expect(clippy::too_many_arguments, reason = "the documents require them all")]));
    let doc = method_doc(endpoint, &name, &request, parameters).outer();
    let (deprecated, module) = (docs::deprecation(endpoint.deprecated.as_ref()), ident(&called.module));
    quote! {
        #doc
        #deprecated
        #many
        pub fn #name(&self, #(#arguments),*) -> super::#module::Call<'_> {
            self.endpoint(#request::new(#(#given),*))
        }
    }
}

/// What the endpoint is, what it takes, and how it is called.
fn method_doc(endpoint: &Endpoint, method: &Ident, request: &Ident, parameters: &[Parameter<'_>]) -> Doc {
    let mut doc = docs::method(endpoint, request);
    let required = parameters.iter().filter(|parameter| parameter.is_argument());
    let required =
        required.map(|parameter| docs::parameter(Prose::code(&parameter.declared.name.to_string()), parameter.field));
    let optional = parameters.iter().filter(|parameter| parameter.is_set());
    let optional = optional
        .map(|parameter| docs::parameter(Prose::member(request, &ident(&parameter.names.setter)), parameter.field));
    doc.items("Required:", required.take(LISTED));
    doc.items("Optional, each set by a method of the call:", optional.take(LISTED));
    if parameters.len() > LISTED {
        doc.say(Prose::from("The request has them all: ").and(Prose::item(request)).and("."));
    }
    doc.code(example::call(endpoint, method, request, parameters));
    doc
}

/// The client itself, with an example of a call of the endpoint `first`.
fn definition(scope: &Scope<'_>, api: &Ident, first: Option<(&Endpoint, &EndpointNames)>) -> String {
    let mut doc = Doc::default();
    let method = first.map(|(endpoint, called)| (endpoint, ident(&called.method)));
    doc.code(example::client(scope.context.api, method));
    let doc = doc.outer();
    let printed = format(quote!(#doc struct Client;));
    let lines = printed.lines().filter(|line| *line != "struct Client;");
    let lines: Vec<_> = lines.map(|line| ["    ", line, "\n"].concat()).collect();
    let lines = lines.concat();
    let names = ident(example::NAMES);
    let names = format(quote! {
        #[doc(hidden)]
        pub mod #names {
            pub use super::super::*;
        }
    });
    format!("tablewright_runtime::client! {{\n{lines}    pub struct Client(&{api});\n}}\n{names}")
}

/// What can still be changed of a call.
fn call(scope: &mut Scope<'_>, called: &EndpointNames, parameters: &[Parameter<'_>]) -> String {
    let request = scope.sibling(&called.request);
    let mut optional = parameters.iter().filter(|parameter| parameter.is_set()).peekable();
    if optional.peek().is_none() {
        return String::new();
    }
    let setters = optional.map(|parameter| {
        let (field, setter) = (&parameter.declared.name, ident(&parameter.names.setter));
        let ty = parameter.argument(scope).0;
        let doc = Doc::default().say(Prose::from("See ").and(Prose::member(&request, &setter)).and(".")).outer();
        // No parameter has a name with `_` behind it that is no keyword.
        let inner = ident(if field == "request" { "request_" } else { "request" });
        let deprecated = docs::deprecation(parameter.field.deprecated.as_deref());
        quote! {
            #doc
            #deprecated
            pub fn #setter(self, #field: #ty) -> Self {
                self.map(|#inner| #inner.#setter(#field))
            }
        }
    });
    braced(&quote!(impl Call<'_, #request>), "impl", setters)
}
