//! `client.rs`: a method per endpoint, and one per optional parameter on the call that it gives.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{self, Doc};
use super::paging;
use super::print::braced;
use super::prose::Prose;
use super::request::{self, Parameter};
use super::scope::{Scope, ident};
use crate::ir::Endpoint;
use crate::naming::EndpointNames;

/// Defines the client.
pub fn client(scope: &mut Scope<'_>) {
    let api = scope.sibling("API");
    let context = scope.context;
    let mut methods = Vec::new();
    let mut calls = String::new();
    for endpoint in &context.api.endpoints {
        let Some(called) = context.names.endpoint(&endpoint.name) else { continue };
        let parameters = request::parameters(scope, endpoint, called);
        methods.push(method(scope, endpoint, called, &parameters));
        calls.push_str(&call(scope, called, &parameters));
        if let Some(paged) = paging::paged(scope, endpoint, called, &parameters) {
            calls.push_str(&super::format(paged));
        }
    }
    scope.part(quote!(tablewright_runtime::client!(&#api);));
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
    let doc = docs::method(endpoint, &request).outer();
    quote! {
        #doc
        #many
        pub fn #name(&self, #(#arguments),*) -> Call<'_, #request> {
            self.endpoint(#request::new(#(#given),*))
        }
    }
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
        quote! {
            #doc
            pub fn #setter(self, #field: #ty) -> Self {
                self.map(|#inner| #inner.#setter(#field))
            }
        }
    });
    braced(&quote!(impl Call<'_, #request>), "impl", setters)
}
