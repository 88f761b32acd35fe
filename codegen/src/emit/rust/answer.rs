//! What an endpoint answers that succeeds in several ways: an enum with a variant for each HTTP status.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::docs::Doc;
use super::prose::Prose;
use super::scope::{Address, Scope, ident};
use crate::ir::{Docs, Endpoint, StatusCode, Success};
use crate::naming::{EndpointNames, RESPONSE};

/// Defines the enum, of which `usual` is what usually comes back, and gives its name.
pub fn answer(
    scope: &mut Scope<'_>,
    endpoint: &Endpoint,
    called: &EndpointNames,
    usual: &TokenStream,
) -> Option<TokenStream> {
    let name = ident(called.answer.as_ref()?);
    let root = Address::root(&endpoint.name);
    let response = root.inside(RESPONSE);
    let successes = endpoint.successes();
    let (mut variants, mut read) = (Vec::new(), Vec::new());
    for (at, Success { status, data }) in successes.iter().enumerate() {
        let step = status.to_string();
        let held = data.map(|data| if at == 0 { usual.clone() } else { scope.ty(data, &response.inside(&step)) });
        let variant = variant(*status);
        let doc = variant_doc(endpoint, *status).outer();
        let number = Literal::u16_unsuffixed(*status);
        variants.push(match &held {
            Some(held) => quote!(#doc #variant(#held)),
            None => quote!(#doc #variant),
        });
        read.push(match &held {
            Some(held) => quote!(#number: #variant(#held)),
            None => quote!(#number: #variant),
        });
    }
    let first = successes.first().filter(|first| first.data.is_some()).map(|first| {
        let variant = variant(first.status);
        quote! {
            impl From<#usual> for #name {
                fn from(data: #usual) -> Self {
                    Self::#variant(data)
                }
            }
        }
    });
    let mut doc = Doc::default();
    doc.say(Prose::from("What ").and(Prose::code(&endpoint.name)).and(" answers, by the HTTP status."));
    let doc = doc.outer();
    scope.define_later(
        &name,
        quote! {
            #doc
            #[derive(Clone, Debug, PartialEq)]
            pub enum #name {
                #(#variants),*
            }

            tablewright_runtime::answers!(#name { #(#read),* });

            #first
        },
    );
    Some(quote!(#name))
}

/// The variant of the usual success, where it holds something.
pub fn usual(endpoint: &Endpoint) -> Option<Ident> {
    endpoint.successes().first().filter(|first| first.data.is_some()).map(|first| variant(first.status))
}

/// What HTTP calls a status.
fn variant(status: u16) -> Ident {
    let name = match status {
        200 => "Ok",
        201 => "Created",
        202 => "Accepted",
        203 => "NonAuthoritativeInformation",
        204 => "NoContent",
        205 => "ResetContent",
        206 => "PartialContent",
        207 => "MultiStatus",
        208 => "AlreadyReported",
        226 => "ImUsed",
        other => return ident(&format!("Status{other}")),
    };
    ident(name)
}

fn variant_doc(endpoint: &Endpoint, status: u16) -> Doc {
    let own = endpoint.statuses.iter().find(|known| known.code == StatusCode::One(status));
    let mut doc = Doc::default();
    doc.say(Prose::from("HTTP status ").and(Prose::code(&status.to_string())).and("."));
    doc.prose(own.map_or(&Docs::default(), |own| &own.docs));
    doc
}
