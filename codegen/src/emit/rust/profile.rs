//! The ways in which a server can behave.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::parts::{optional, parts};
use super::scope::{Scope, ident};
use crate::ir::{ParameterAlias, Problem, Profile, Refusal};

/// The profiles; the runtime's own where the API has none.
pub fn profiles(scope: &mut Scope<'_>, profiles: &[Profile]) -> TokenStream {
    if profiles.is_empty() {
        let type_name = scope.api("Profile");
        return if scope.context.api.transport.empty_is_absent {
            quote!(&[#type_name { empty_is_absent: true, ..#type_name::DEFAULT }])
        } else {
            quote!(&[#type_name::DEFAULT])
        };
    }
    let profiles: Vec<_> = profiles.iter().map(|profile| self::profile(scope, profile)).collect();
    quote!(&[#(#profiles),*])
}

fn profile(scope: &mut Scope<'_>, profile: &Profile) -> TokenStream {
    let type_name = scope.api("Profile");
    let Profile { name, any_media, zero_values, async_waits, any_websocket_path, .. } = profile;
    let refusals: Vec<_> = profile.refusals.iter().map(|refusal| self::refusal(scope, refusal)).collect();
    let aliases: Vec<_> = profile.aliases.iter().map(|alias| self::alias(scope, alias)).collect();
    let connect = parts(scope, &profile.connect);
    let empty_is_absent = scope.context.api.transport.empty_is_absent;
    quote! {
        #type_name {
            name: #name,
            refusals: &[#(#refusals),*],
            any_media: #any_media,
            zero_values: #zero_values,
            empty_is_absent: #empty_is_absent,
            aliases: &[#(#aliases),*],
            async_waits: #async_waits,
            any_websocket_path: #any_websocket_path,
            connect: #connect,
        }
    }
}

fn refusal(scope: &mut Scope<'_>, refusal: &Refusal) -> TokenStream {
    let (type_name, problem) = (scope.api("Refusal"), scope.api("Problem"));
    let variant = ident(variant(refusal.problem));
    let status = refusal.status.map(Literal::u16_unsuffixed).map(|status| quote!(status: #status,));
    let code = refusal.code.map(Literal::i64_unsuffixed).map(|code| quote!(code: #code,));
    let message = refusal.message.as_ref().map(|message| quote!(message: #message,));
    let body = refusal.body.map(|body| quote!(body: #body,));
    quote!(#type_name { #status #code #message #body ..#type_name::usual(#problem::#variant) })
}

fn alias(scope: &mut Scope<'_>, alias: &ParameterAlias) -> TokenStream {
    let type_name = scope.api("ParameterAlias");
    let endpoint = optional(alias.endpoint.as_ref().map(|name| quote!(#name)));
    let ParameterAlias { parameter, alias, .. } = alias;
    quote!(#type_name { endpoint: #endpoint, parameter: #parameter, alias: #alias })
}

fn variant(problem: Problem) -> &'static str {
    match problem {
        Problem::Unauthenticated => "Unauthenticated",
        Problem::Forbidden => "Forbidden",
        Problem::Unknown => "Unknown",
        Problem::Method => "Method",
        Problem::Media => "Media",
        Problem::Malformed => "Malformed",
        Problem::NotACall => "NotACall",
        Problem::Parameter => "Parameter",
        Problem::TooLarge => "TooLarge",
        Problem::TooDeep => "TooDeep",
        Problem::Busy => "Busy",
        Problem::NotImplemented => "NotImplemented",
        Problem::Internal => "Internal",
        Problem::Closing => "Closing",
    }
}
