//! `event.rs`: the events that a server sends, told apart by their marks.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use serde_json::Value;

use super::docs::Doc;
use super::prose::Prose;
use super::scope::{Scope, ident};
use crate::ir::{EventType, Events};

/// Defines the events.
pub fn events(scope: &mut Scope<'_>, events: &Events) {
    let names = scope.context.names;
    let variants: Vec<Ident> = names.events().iter().map(|name| ident(name)).collect();
    let types = events.types.iter().filter_map(|event| names.type_names(&event.ty));
    let types: Vec<_> = types.map(|called| scope.sibling(&called.name)).collect();
    let docs = events.types.iter().map(|event| variant_doc(event).outer());
    let marks = events.types.iter().map(marks);
    let value = scope.runtime("Value");
    let item = quote! {
        /// An event. It is read and written as the value that it holds, and what is not declared is kept.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Event {
            #(#docs #variants(#types),)*
            /// An event of another kind, or one that is not as declared.
            Other(#value),
        }

        tablewright_runtime::events!(Event { #(#variants(#types) { #marks })* });
    };
    scope.define(&ident("Event"), item);
}

fn variant_doc(event: &EventType) -> Doc {
    let mut doc = Doc::default();
    doc.prose(&event.docs);
    if event.docs.is_empty() {
        doc.say(Prose::from("The event ").and(Prose::json(&Value::from(event.name.as_str()))).and("."));
    }
    doc
}

/// Names and values, as the runtime's macro takes them.
fn marks(event: &EventType) -> TokenStream {
    let marks = event.when.iter().filter_map(|mark| {
        let (name, value) = (&mark.name, literal(&mark.value.value)?);
        Some(quote!(#name = #value))
    });
    quote!(#(#marks),*)
}

fn literal(value: &Value) -> Option<TokenStream> {
    match value {
        Value::Bool(value) => Some(quote!(#value)),
        Value::String(text) => Some(quote!(#text)),
        Value::Number(number) => {
            let whole = number.as_i64().map(Literal::i64_suffixed).map(|literal| quote!(#literal));
            whole.or_else(|| number.as_f64().map(Literal::f64_suffixed).map(|literal| quote!(#literal)))
        }
        _ => None,
    }
}
