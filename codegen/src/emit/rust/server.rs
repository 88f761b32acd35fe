//! `server.rs`: the trait with a method per endpoint, and the table that calls them.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{self, Doc};
use super::example;
use super::print::braced;
use super::scope::{Scope, ident};
use crate::ir::{Body, Endpoint, Type};
use crate::naming::{EndpointNames, normal};

/// Defines the server's side.
pub fn server(scope: &mut Scope<'_>) {
    let api = scope.sibling("API");
    let context = scope.context;
    let mut methods = Vec::new();
    let mut entries = Vec::new();
    for endpoint in &context.api.endpoints {
        let Some(called) = context.names.endpoint(&endpoint.name) else { continue };
        methods.push(method(scope, endpoint, called));
        entries.push(entry(scope, called));
    }
    let unused = entries.is_empty().then(|| quote!(let _ = backend;));
    let mutable = (!entries.is_empty()).then(|| quote!(mut));
    scope.part(quote! {
        use std::sync::Arc;
        use tablewright_runtime::server::{Config, Router, Table};
    });
    let backend = quote! {
        /// What a server does: a method for each endpoint. Those that are left out answer that they are not
        /// implemented.
        ///
        /// A method can be written as an `async fn`. Its future must be [`Send`], since calls run side by side.
        pub trait Backend: Send + Sync + 'static
    };
    scope.printed(&braced(&backend, "trait", methods));
    let server = Doc::default()
        .say("A server over `backend`, to be served or mounted in another router.")
        .code(example::server())
        .outer();
    scope.append(quote! {
        /// The endpoints with the methods of `backend` behind them.
        pub fn table<__B: Backend>(backend: &Arc<__B>) -> Table {
            #unused
            let #mutable table = Table::new(&#api);
            #(#entries)*
            table
        }

        #server
        pub fn router<B: Backend>(backend: B, config: Config) -> Router {
            tablewright_runtime::server::router(table(&Arc::new(backend)), config)
        }
    });
    for name in ["Backend", "table", "router"] {
        scope.export(name);
    }
}

fn method(scope: &mut Scope<'_>, endpoint: &Endpoint, called: &EndpointNames) -> TokenStream {
    let (name, request) = (ident(&called.method), scope.sibling(&called.request));
    let (response, failure) = (response(scope, endpoint, called), scope.runtime("Failure"));
    let missing = scope.runtime("not_implemented");
    let doc = docs::served(endpoint, &request).outer();
    quote! {
        #doc
        fn #name(&self, request: #request) -> impl Future<Output = Result<#response, #failure>> + Send {
            #missing(request)
        }
    }
}

/// The type that comes back, by the name that it has in the endpoint's file.
fn response(scope: &mut Scope<'_>, endpoint: &Endpoint, called: &EndpointNames) -> TokenStream {
    let named = scope.sibling(&called.response);
    match &endpoint.response.body.value {
        Body::Data { data } if is_wrapped(scope, endpoint, data) => quote!(Option<#named>),
        _ => quote!(#named),
    }
}

/// Whether the name stands for what is there where the response is not `null`.
fn is_wrapped(scope: &Scope<'_>, endpoint: &Endpoint, data: &Type) -> bool {
    matches!(normal(data).as_ref(), Type::Nullable { .. }) && super::endpoint::has_own_response(scope, endpoint)
}

fn entry(scope: &mut Scope<'_>, called: &EndpointNames) -> TokenStream {
    let (name, request) = (ident(&called.method), scope.sibling(&called.request));
    quote! {
        table.add::<#request, _, _>(backend, |backend, request| async move { __B::#name(&backend, request).await });
    }
}
