//! Parts that the table of an API and its profiles have in common.

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::Scope;
use crate::ir::{EventMember, Fact, Member, Part};

/// An option.
pub fn optional(value: Option<TokenStream>) -> TokenStream {
    value.map_or_else(|| quote!(None), |value| quote!(Some(#value)))
}

/// The members of an event that a server makes by itself.
pub fn parts(scope: &mut Scope<'_>, members: &[EventMember]) -> TokenStream {
    let members: Vec<_> = members.iter().map(|member| part(scope, member)).collect();
    quote!(&[#(#members),*])
}

fn part(scope: &mut Scope<'_>, member: &EventMember) -> TokenStream {
    let part = scope.api("Part");
    let name = &member.name;
    let value = match &member.value {
        Part::Json { value } => {
            let text = value.to_string();
            quote!(Json(#text))
        }
        Part::SelfId => quote!(SelfId),
        Part::Time => quote!(Time),
        Part::Interval => quote!(Interval),
        Part::Status => quote!(Status),
        Part::Event { member } => quote!(Event(#member)),
    };
    quote!((#name, #part::#value))
}

/// Members with their values.
pub fn members(members: &[Member]) -> TokenStream {
    let members = members.iter().map(|Member { name, value: Fact { value, .. } }| {
        let value = value.to_string();
        quote!((#name, #value))
    });
    quote!(&[#(#members),*])
}
