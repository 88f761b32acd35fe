//! An endpoint's file: its request, its response, and the types that stand only there.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::scope::{Place, Scope, ident};
use super::{define, docs, request};
use crate::ir::{Body, Endpoint, Method, TypeDef, TypeId};
use crate::naming::{EndpointNames, RESPONSE};

/// Defines all of `endpoint`; `types` are those that belong to it.
pub fn endpoint(scope: &mut Scope<'_>, endpoint: &Endpoint, called: &EndpointNames, types: &[&TypeDef]) {
    request::request(scope, endpoint, called);
    response(scope, endpoint, called);
    let own = TypeId(format!("{}/{RESPONSE}", endpoint.name));
    let (own, nested): (Vec<&TypeDef>, Vec<_>) = types.iter().partition(|def| def.id == own);
    own.into_iter().chain(nested).for_each(|def| define::define(scope, def));
}

/// The impl that ties the request to the response, and the response where it is no type of its own.
fn response(scope: &mut Scope<'_>, endpoint: &Endpoint, called: &EndpointNames) {
    let root = Place::root(&endpoint.name);
    let place = root.inside(RESPONSE);
    let response = match &endpoint.response.body.value {
        Body::Unknown => runtime(scope, "Value"),
        Body::None => runtime(scope, "Empty"),
        Body::Data { data } => scope.ty(data, &place),
    };
    let name = ident(&called.response);
    let address = place.address();
    let context = scope.context;
    let union = context.names.union_name(&address).is_some();
    let own = context.api.type_def(&TypeId(address)).is_some();
    let tied = if own || union { response.clone() } else { quote!(#name) };
    let tied = implement(scope, endpoint, called, &tied);
    if own || union {
        scope.append(tied);
    } else {
        let doc = docs::response(endpoint).outer();
        scope.define(&name, quote!(#tied #doc pub type #name = #response;));
    }
}

fn runtime(scope: &mut Scope<'_>, name: &'static str) -> TokenStream {
    let name = scope.runtime(name);
    quote!(#name)
}

fn implement(
    scope: &mut Scope<'_>,
    endpoint: &Endpoint,
    called: &EndpointNames,
    response: &TokenStream,
) -> TokenStream {
    let (endpoint_trait, method) = (scope.runtime("Endpoint"), scope.runtime("Method"));
    let request = ident(&called.request);
    let (name, path) = (&endpoint.name, &endpoint.path.value);
    let aliases = endpoint.aliases.iter().map(|alias| &alias.path.value);
    let aliases =
        (!endpoint.aliases.is_empty()).then(|| quote!(const ALIASES: &'static [&'static str] = &[#(#aliases),*];));
    let methods = endpoint.methods.iter().map(|method| variant(method.value));
    quote! {
        impl #endpoint_trait for #request {
            type Response = #response;
            const NAME: &'static str = #name;
            const PATH: &'static str = #path;
            #aliases
            const METHODS: &'static [#method] = &[#(#method::#methods),*];
        }
    }
}

fn variant(method: Method) -> Ident {
    ident(match method {
        Method::Get => "Get",
        Method::Post => "Post",
        Method::Put => "Put",
        Method::Patch => "Patch",
        Method::Delete => "Delete",
    })
}
