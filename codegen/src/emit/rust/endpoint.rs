//! An endpoint's file: its request, its response, and the types that stand only there.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::code::Code;
use super::print::{MANY, listed};
use super::scope::{Address, Scope, ident};
use super::{answer, api, define, describe, docs, example, request, value_set};
use crate::ir::{Body, CodeKind, Endpoint, ErrorCode, Fact, RuleKind, Type, TypeDef, TypeId, ValueLabel};
use crate::naming::{EndpointNames, RESPONSE};

/// Defines all of `endpoint`, and gives an example of a request; `types` are those that belong to it.
pub fn endpoint(
    scope: &mut Scope<'_>,
    endpoint: &Endpoint,
    called: &EndpointNames,
    types: &[&TypeDef],
) -> Option<Code> {
    let parameters = request::request(scope, endpoint, called);
    response(scope, endpoint, called);
    let own = TypeId(format!("{}/{RESPONSE}", endpoint.name));
    let (own, nested): (Vec<&TypeDef>, Vec<_>) = types.iter().partition(|def| def.id == own);
    own.into_iter().chain(nested).for_each(|def| define::define(scope, def));
    example::request(&ident(&called.request), &parameters)
}

/// The impl that ties the request to the response, and the response where it is no type of its own.
fn response(scope: &mut Scope<'_>, endpoint: &Endpoint, called: &EndpointNames) {
    let root = Address::root(&endpoint.name);
    let place = root.inside(RESPONSE);
    let response = match &endpoint.response.body.value {
        Body::Unknown => runtime(scope, "Value"),
        Body::None => runtime(scope, "Empty"),
        Body::Data { data } => scope.ty(data, &place),
    };
    let name = ident(&called.response);
    let own = has_own_response(scope, endpoint);
    let tied = if own { response.clone() } else { quote!(#name) };
    let tied = answer::answer(scope, endpoint, called, &tied).unwrap_or(tied);
    let tied = implement(scope, endpoint, called, &tied);
    let more: Vec<_> = endpoint.parameters.fields.iter().skip(MANY).collect();
    let tied = listed(tied, "PARAMETERS", more.into_iter().map(|field| describe::parameter(scope, field)));
    scope.printed(&tied);
    if own {
        scope.append(TokenStream::new());
    } else {
        let doc = docs::response(&scope.context.places, endpoint).outer();
        scope.define(&name, quote!(#doc pub type #name = #response;));
    }
}

fn runtime(scope: &mut Scope<'_>, name: &'static str) -> TokenStream {
    let name = scope.runtime(name);
    quote!(#name)
}

/// Whether the response is a type of its own.
pub fn has_own_response(scope: &Scope<'_>, endpoint: &Endpoint) -> bool {
    let address = format!("{}/{RESPONSE}", endpoint.name);
    scope.context.names.union_name(&address).is_some() || scope.context.api.type_def(&TypeId(address)).is_some()
}

/// The impl; constants that are as the trait has them are left out.
fn implement(
    scope: &mut Scope<'_>,
    endpoint: &Endpoint,
    called: &EndpointNames,
    response: &TokenStream,
) -> TokenStream {
    let (endpoint_trait, method, api_type) = (scope.runtime("Endpoint"), scope.runtime("Method"), scope.api("Api"));
    let (request, api) = (ident(&called.request), scope.sibling("API"));
    let code = codes(scope, endpoint, called);
    let (name, path) = (&endpoint.name, &endpoint.path.value);
    let texts = |name: &str, texts: Vec<&String>| {
        let name = ident(name);
        (!texts.is_empty()).then(|| quote!(const #name: &'static [&'static str] = &[#(#texts),*];))
    };
    let aliases = texts("ALIASES", endpoint.aliases.iter().map(|alias| &alias.path.value).collect());
    let auth = texts("AUTH", endpoint.auth.iter().map(|auth| &auth.value).collect());
    let methods = endpoint.methods.iter().map(|method| describe::variant(method.value));
    let server = endpoint.server.as_ref().map(|server| &server.value);
    let server = server.map(|server| quote!(const SERVER: Option<&'static str> = Some(#server);));
    let reads = endpoint.reads.as_ref().filter(|reads| reads.value).map(|_| {
        quote!(
            const READS: bool = true;
        )
    });
    let status = endpoint.response.status.as_ref().map(|status| status.value).filter(|status| *status != 200);
    let status = status.map(Literal::u16_unsuffixed).map(|status| quote!(const STATUS: u16 = #status;));
    let statuses: Vec<_> = endpoint.successes().iter().map(|one| Literal::u16_unsuffixed(one.status)).collect();
    let statuses = (!statuses.is_empty()).then(|| quote!(const STATUSES: &'static [u16] = &[#(#statuses),*];));
    let bare = endpoint.response.is_bare().then(|| {
        quote!(
            const BARE: bool = true;
        )
    });
    let media = media(scope, endpoint);
    let encodings = encodings(scope, endpoint);
    let raw = raw(scope, endpoint);
    let selector = selector(scope, endpoint);
    let parameters = parameters(scope, endpoint);
    let rules = rules(scope, endpoint);
    quote! {
        impl #endpoint_trait for #request {
            type Response = #response;
            type Code = #code;
            const API: &'static #api_type = &#api;
            const NAME: &'static str = #name;
            const PATH: &'static str = #path;
            #aliases
            const METHODS: &'static [#method] = &[#(#method::#methods),*];
            #status
            #statuses
            #bare
            #media
            #server
            #encodings
            #raw
            #auth
            #reads
            #selector
            #parameters
            #rules
        }
    }
}

/// The codes that the document lists, as a type of their own. Where some are text, all are.
fn codes(scope: &mut Scope<'_>, endpoint: &Endpoint, called: &EndpointNames) -> TokenStream {
    let own = endpoint.errors.iter().any(|error| error.code.is_string());
    let text = own || scope.context.code_kind != CodeKind::Number;
    let fact = |error: &ErrorCode| {
        let value = if text && !error.code.is_string() { error.code.to_string().into() } else { error.code.clone() };
        Fact { value: ValueLabel { value, docs: error.docs.clone() }, provenance: error.provenance.clone() }
    };
    let values: Vec<_> = endpoint.errors.iter().map(fact).collect();
    let base = if text { Type::String } else { Type::INT64 };
    let kept = value_set::kept(&base, &values, &called.codes);
    let Some(code) = called.code.as_ref().filter(|_| !kept.is_empty()) else {
        return if text { runtime(scope, "TextCode") } else { quote!(i64) };
    };
    let name = ident(code);
    let doc = docs::failures(endpoint).outer();
    let item = define::value_enum(&name, &doc, &base, &kept);
    let codes = text.then(|| quote!(tablewright_runtime::text_codes!(#name);));
    scope.define_later(&name, quote!(#item #codes));
    quote!(#name)
}

/// What a success is, where it is no JSON.
fn media(scope: &mut Scope<'_>, endpoint: &Endpoint) -> Option<TokenStream> {
    let name = endpoint.response.media()?;
    let is_file = matches!(&endpoint.response.body.value, Body::Data { data: Type::File });
    let (media, variant) = (scope.api("Media"), ident(if is_file { "File" } else { "Text" }));
    Some(quote!(const MEDIA: Option<#media> = Some(#media::#variant(#name));))
}

/// The parameter that is the whole body.
fn raw(scope: &mut Scope<'_>, endpoint: &Endpoint) -> Option<TokenStream> {
    let raw = endpoint.parameters.raw.as_ref()?;
    let (ty, parameter, media) = (scope.api("RawBody"), &raw.parameter, raw.media());
    Some(quote!(const RAW: Option<#ty> = Some(#ty { parameter: #parameter, media: &[#(#media),*] });))
}

fn encodings(scope: &mut Scope<'_>, endpoint: &Endpoint) -> Option<TokenStream> {
    let known = &endpoint.parameters.encodings;
    (!known.is_empty()).then(|| {
        let (encoding, list) = (scope.api("Encoding"), api::encodings(scope, known.iter().map(|fact| &fact.value)));
        quote!(const ENCODINGS: &'static [#encoding] = #list;)
    })
}

/// What tells the endpoint from others of its path.
fn selector(scope: &mut Scope<'_>, endpoint: &Endpoint) -> Option<TokenStream> {
    let field = endpoint.selector.as_deref()?;
    let value = field.constant.as_ref()?.value.to_string();
    let (selector, parameter) = (scope.api("Selector"), describe::parameter(scope, field));
    Some(quote! {
        const SELECTOR: Option<&'static #selector> = Some(&#selector { parameter: #parameter, value: #value });
    })
}

fn parameters(scope: &mut Scope<'_>, endpoint: &Endpoint) -> Option<TokenStream> {
    let fields = &endpoint.parameters.fields;
    (!fields.is_empty()).then(|| {
        // The others are added when it is printed.
        let fields = fields.get(..MANY).unwrap_or(fields);
        let (parameter, list) = (scope.api("Parameter"), describe::parameters(scope, fields));
        quote!(const PARAMETERS: &'static [#parameter] = &[#list];)
    })
}

/// Where one of several is enough, one of them is needed all the same.
fn rules(scope: &mut Scope<'_>, endpoint: &Endpoint) -> Option<TokenStream> {
    let always: Vec<_> = endpoint.rules_that_always_hold().collect();
    (!always.is_empty()).then(|| {
        let rule = scope.api("Rule");
        let rules = always.iter().map(|known| match known.kind {
            RuleKind::AtLeastOne | RuleKind::OneOf => {
                let fields = &known.fields;
                quote!(#rule::AtLeastOne(&[#(#fields),*]))
            }
        });
        quote!(const RULES: &'static [#rule] = &[#(#rules),*];)
    })
}
