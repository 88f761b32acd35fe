//! The messages before the first call and those at intervals, as data.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::parts::{members, optional, parts};
use super::scope::{Scope, ident};
use crate::ir::{Field, Heartbeat, Side, Step};

/// A message of the handshake, or one that is sent at intervals.
pub fn step(scope: &mut Scope<'_>, step: &Step) -> TokenStream {
    let (type_name, side) = (scope.api("Step"), scope.api("Side"));
    let by = ident(match step.by {
        Side::Server => "Server",
        Side::Client => "Client",
    });
    let (name, when, parts) = (&step.name, members(&step.when), parts(scope, &step.values));
    let token = optional(step.token_field().map(|field| given(scope, field)));
    let computed: Vec<_> = step.computed().map(|field| given(scope, field)).collect();
    let close = Literal::u16_unsuffixed(step.close);
    quote! {
        #type_name {
            name: #name,
            by: #side::#by,
            when: #when,
            parts: #parts,
            token: #token,
            computed: &[#(#computed),*],
            close: #close,
        }
    }
}

/// What a client sends at intervals.
pub fn heartbeat(scope: &mut Scope<'_>, beat: &Heartbeat) -> TokenStream {
    let type_name = scope.api("Heartbeat");
    let sent = step(scope, &beat.sent);
    let answer = optional(beat.answer.as_ref().map(|answer| step(scope, answer)));
    let interval = Literal::u64_unsuffixed(beat.interval);
    quote!(#type_name { sent: #sent, answer: #answer, interval: #interval })
}

fn given(scope: &mut Scope<'_>, field: &Field) -> TokenStream {
    let type_name = scope.api("Given");
    let (path, required) = (&field.name.value, field.required);
    quote!(#type_name { path: #path, required: #required })
}
