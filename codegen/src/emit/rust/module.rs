//! The module of an API and the root of the generated crate.

use std::collections::{HashMap, HashSet};

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::code::Code;
use super::docs::{self, Doc};
use super::prose::Prose;
use super::scope::{Context, ident};
use crate::emit::headings;
use crate::ir::{Api, Endpoint, TypeDef, TypeKind};
use crate::naming::api_module;

/// The versions of the compiler whose code fits the same runtime, as `made_by` of the runtime compares them.
const MADE_BY: &str = concat!(env!("CARGO_PKG_VERSION_MAJOR"), ".", env!("CARGO_PKG_VERSION_MINOR"));

/// `mod.rs`: the files of the API, and all their types under its own name.
pub fn api(context: &Context<'_>, modules: &[(&str, Vec<Ident>)], example: Option<Code>) -> TokenStream {
    let docs = overview(context, example).inner();
    let allowed = has_deprecated(context.api)
        .then(|| quote!(#![allow(deprecated, reason = "what the documents deprecate is still there")]));
    let mut modules: Vec<_> = modules.iter().collect();
    modules.sort_by_key(|(name, _)| *name);
    let declarations = modules.iter().map(|(name, _)| {
        let (when, name) = (when(name), ident(name));
        quote!(#when pub mod #name;)
    });
    let exports = modules.iter().filter(|(_, names)| !names.is_empty()).map(|(module, names)| {
        let (when, module) = (when(module), ident(module));
        let mut names: Vec<_> = names.iter().collect();
        names.sort();
        quote!(#when pub use self::#module::{#(#names),*};)
    });
    // An endpoint can be called as the runtime is, and its module stands here.
    quote!(#docs #allowed const _: () = ::tablewright_runtime::made_by(#MADE_BY); #(#declarations)* #(#exports)*)
}

/// The feature behind which a module stands. No endpoint's module has one of these names.
fn when(module: &str) -> Option<TokenStream> {
    matches!(module, "client" | "server").then(|| quote!(#[cfg(feature = #module)]))
}

/// What the API is, and its endpoints in their groups.
fn overview(context: &Context<'_>, example: Option<Code>) -> Doc {
    let api = context.api;
    let mut doc = Doc::default();
    doc.say(Prose::text(&api.title.value).some().unwrap_or_else(|| Prose::code(&api.name)));
    doc.prose(&headings::without_empty(&api.docs));
    doc.list(
        "Codes that any call can fail with:",
        api.codes.iter().map(|error| (Prose::json(&error.code), &error.docs)),
    );
    doc.list(
        "HTTP statuses that any call can have:",
        api.statuses.iter().map(|status| (docs::status_name(context.names, status), &status.docs)),
    );
    if let Some(example) = example {
        doc.say("A request:").code(example);
    }
    let known: HashSet<&str> = api.groups.iter().map(|group| group.name.as_str()).collect();
    let mut groups: HashMap<Option<&str>, Vec<Prose>> = HashMap::new();
    for endpoint in &api.endpoints {
        let group = endpoint.group.as_ref().map(|group| group.value.as_str());
        groups.entry(group.filter(|group| known.contains(group))).or_default().extend(line(context, endpoint));
    }
    if let Some(lines) = groups.remove(&None) {
        doc.say(Prose::list(lines));
    }
    for group in &api.groups {
        doc.say(Prose::heading(&group.name)).prose(&group.docs);
        if let Some(lines) = groups.remove(&Some(group.name.as_str())).filter(|lines| !lines.is_empty()) {
            doc.say(Prose::list(lines));
        }
    }
    doc
}

/// Whether anything that code names is deprecated.
fn has_deprecated(api: &Api) -> bool {
    let fields = |def: &TypeDef| match &def.kind {
        TypeKind::Struct(body) => body.fields.iter().any(|field| field.deprecated.is_some()),
        _ => false,
    };
    let endpoint = |endpoint: &Endpoint| {
        endpoint.deprecated.is_some() || endpoint.parameters.fields.iter().any(|field| field.deprecated.is_some())
    };
    api.endpoints.iter().any(endpoint) || api.types.iter().any(fields)
}

fn line(context: &Context<'_>, endpoint: &Endpoint) -> Option<Prose> {
    let called = context.names.endpoint(&endpoint.name)?;
    // No colon: it would make the link a definition of one.
    let title = docs::title(endpoint).map(|title| Prose::from(" ").and(title)).unwrap_or_default();
    Some(Prose::item(&ident(&called.request)).and(title))
}

/// `lib.rs`: a module per API.
pub fn index(apis: &[&str]) -> TokenStream {
    let modules = apis.iter().map(|api| {
        let module = ident(&api_module(api));
        quote!(#[cfg(feature = #api)] pub mod #module;)
    });
    quote! {
        //! The APIs in `spec/`, each in a module of its own behind a feature of its own; their clients are behind the
        //! feature `client`, their servers behind `server`.

        #![deny(missing_docs, rustdoc::all)]
        #![warn(clippy::pedantic)]
        #![allow(clippy::doc_markdown, reason = "the prose is the documents', with names in it that are no code")]
        #![allow(clippy::enum_variant_names, reason = "variants are called after the values of the documents")]
        #![allow(clippy::fn_params_excessive_bools, reason = "so many flags do the documents require")]
        #![allow(clippy::large_enum_variant, reason = "which variant is large is up to the documents")]
        #![allow(clippy::large_stack_arrays, reason = "so many parameters have the endpoints of the documents")]
        #![allow(clippy::many_single_char_names, reason = "names are the documents'")]
        #![allow(clippy::module_inception, reason = "an endpoint can be called as its API is")]
        #![allow(clippy::self_named_constructors, reason = "an endpoint can be called as a method is")]
        #![allow(clippy::similar_names, reason = "names are the documents'")]
        #![allow(clippy::struct_excessive_bools, reason = "so many flags have the objects of the documents")]
        #![allow(clippy::struct_field_names, reason = "names are the documents'")]
        #![allow(clippy::too_many_lines, reason = "so many fields have the objects of the documents")]
        #![allow(clippy::type_complexity, reason = "so deep are the types of the documents")]
        #![allow(clippy::unreadable_literal, reason = "numbers stand as they do in the documents")]
        #![allow(clippy::wrong_self_convention, reason = "names are the documents'")]
        #![allow(clippy::zero_sized_map_values, reason = "a map of `null` is what the documents say")]

        pub use tablewright_runtime as runtime;

        #(#modules)*
    }
}
