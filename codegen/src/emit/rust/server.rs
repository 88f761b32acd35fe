//! `server.rs`: the trait with a method per endpoint, and the table that calls them.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs::{self, Doc};
use super::example;
use super::print::braced;
use super::prose::Prose;
use super::scope::{Address, Scope, ident};
use crate::ir::{Body, Endpoint, Type, TypeId};
use crate::naming::{EndpointNames, RESPONSE, normal};

/// Defines the server's side.
pub fn server(scope: &mut Scope<'_>) {
    let api = scope.sibling("API");
    let context = scope.context;
    let mut methods = Vec::new();
    let mut entries = Vec::new();
    for endpoint in &context.api.endpoints {
        let Some(called) = context.names.endpoint(&endpoint.name) else { continue };
        methods.push(method(scope, endpoint, called));
        let streamed = streamed(scope, endpoint, called);
        entries.push(entry(scope, called, streamed.as_ref().map(|(name, _)| name)));
        methods.extend(streamed.map(|(_, method)| method));
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

/// The method that takes the file that is the whole body as a stream, and its name. Left out, it reads it to its end for the
/// other method.
fn streamed(scope: &mut Scope<'_>, endpoint: &Endpoint, called: &EndpointNames) -> Option<(Ident, TokenStream)> {
    let raw = endpoint.parameters.raw.as_ref()?;
    let mut fields = endpoint.parameters.fields.iter().zip(&called.parameters);
    let (field, names) = fields.find(|(field, _)| field.name.value == raw.parameter)?;
    if !field.ty.value.is_file() {
        return None;
    }
    let mut streamed = format!("{}_streamed", called.method);
    let names_of = &scope.context.names;
    let all = &scope.context.api.endpoints;
    let is_taken = |name: &str| all.iter().filter_map(|one| names_of.endpoint(&one.name)).any(|one| one.method == name);
    while is_taken(&streamed) {
        streamed.push('_');
    }
    let (name, usual, field) = (ident(&streamed), ident(&called.method), ident(&names.field));
    let request = scope.sibling(&called.request);
    let (response, failure) = (response(scope, endpoint, called), scope.runtime("Failure"));
    let doc = Doc::default()
        .say(
            Prose::from("The same with a body that comes as it is read: ")
                .and(Prose::code(&format!("request.{field}")))
                .and(" is a stream, of as many bytes as the limits of the server let one have."),
        )
        .say(Prose::from("Left out, it reads the body to its end and calls ").and(Prose::code(&called.method)).and("."))
        .outer();
    let method = quote! {
        #doc
        fn #name(&self, request: #request) -> impl Future<Output = Result<#response, #failure>> + Send {
            async move {
                let mut request = request;
                request.#field = tablewright_runtime::server::whole(request.#field).await?;
                self.#usual(request).await
            }
        }
    };
    Some((name, method))
}

/// The type that comes back, by the name that it has in the endpoint's file.
fn response(scope: &mut Scope<'_>, endpoint: &Endpoint, called: &EndpointNames) -> TokenStream {
    if let Some(answer) = &called.answer {
        let named = scope.sibling(answer);
        return quote!(#named);
    }
    if let Body::Data { data } = &endpoint.response.body.value
        && is_part(scope, endpoint, data)
    {
        let place = Address::root(&endpoint.name);
        let ty = scope.ty(data, &place.inside(RESPONSE));
        return quote!(#ty);
    }
    let named = scope.sibling(&called.response);
    match &endpoint.response.body.value {
        Body::Data { data } if is_wrapped(scope, endpoint, data) => quote!(Option<#named>),
        _ => quote!(#named),
    }
}

/// Whether the type that is called as the response is but a part of it, such as one of several that can come back.
fn is_part(scope: &Scope<'_>, endpoint: &Endpoint, data: &Type) -> bool {
    let address = format!("{}/{RESPONSE}", endpoint.name);
    let (names, api) = (&scope.context.names, scope.context.api);
    let own = TypeId(address);
    let is_own = match normal(data).as_ref() {
        Type::Nullable { inner } => matches!(&**inner, Type::Ref { id } if *id == own),
        Type::Ref { id } => *id == own,
        _ => false,
    };
    names.union_name(&own.0).is_none() && api.type_def(&own).is_some() && !is_own
}

/// Whether the name stands for what is there where the response is not `null`.
fn is_wrapped(scope: &Scope<'_>, endpoint: &Endpoint, data: &Type) -> bool {
    matches!(normal(data).as_ref(), Type::Nullable { .. }) && super::endpoint::has_own_response(scope, endpoint)
}

fn entry(scope: &mut Scope<'_>, called: &EndpointNames, streamed: Option<&Ident>) -> TokenStream {
    let (name, request) = (ident(&called.method), scope.sibling(&called.request));
    let (add, name) = match streamed {
        Some(streamed) => (ident("add_streamed"), streamed),
        None => (ident("add"), &name),
    };
    quote! {
        table.#add::<#request, _, _>(backend, |backend, request| async move { __B::#name(&backend, request).await });
    }
}
