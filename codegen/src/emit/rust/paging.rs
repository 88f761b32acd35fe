//! Lists that come in pages: how a request turns to the next page, and where the items of one are.

use proc_macro2::TokenStream;
use quote::quote;

use super::answer;
use super::field::{Slot, slot};
use super::literal;
use super::request::Parameter;
use super::scope::{Address, Scope, ident};
use crate::ir::{Body, Endpoint, Field, Paging, Type, TypeId, TypeKind};
use crate::naming::{EndpointNames, RESPONSE};

/// The impl by which `pages` of a call is there, for an endpoint that gives a list in pages.
pub fn paged(
    scope: &mut Scope<'_>,
    endpoint: &Endpoint,
    called: &EndpointNames,
    parameters: &[Parameter<'_>],
) -> Option<TokenStream> {
    let paging = &endpoint.paging.as_ref()?.value;
    let Body::Data { data } = &endpoint.response.body.value else { return None };
    let parameter = parameters.iter().find(|parameter| parameter.field.name.value == paging.parameter)?;
    let items = steps(scope, data, &paging.items)?;
    let item = item(scope, endpoint, data, items.last());
    let turn = turn(scope, paging, data, parameter)?;
    let items = items_of(&items);
    let (request, response) = (scope.sibling(&called.request), scope.sibling(&called.response));
    if let Some(answer) = &called.answer {
        // A page is the usual answer; with another nothing more comes.
        let (answer, usual) = (scope.sibling(answer), answer::usual(endpoint)?);
        return Some(quote! {
            impl tablewright_runtime::Paged for #request {
                type Item = #item;

                fn turn(&mut self, response: &#answer) -> bool {
                    let #answer::#usual(response) = response else { return false };
                    #turn
                }

                fn items(response: #answer) -> Vec<Self::Item> {
                    let #answer::#usual(response) = response else { return Vec::new() };
                    #items
                }
            }
        });
    }
    Some(quote! {
        impl tablewright_runtime::Paged for #request {
            type Item = #item;

            fn turn(&mut self, response: &#response) -> bool {
                #turn
            }

            fn items(response: #response) -> Vec<Self::Item> {
                #items
            }
        }
    })
}

/// A field on the way to a value in a response.
struct StepTo<'a> {
    owner: &'a TypeId,
    field: &'a Field,
    name: &'a str,
    slot: Slot,
}

/// The fields that lead to a value.
fn steps<'a>(scope: &Scope<'a>, data: &'a Type, path: &[String]) -> Option<Vec<StepTo<'a>>> {
    let context = scope.context;
    let mut ty = data;
    let mut found = Vec::new();
    for step in path {
        let Type::Ref { id } = context.behind(ty) else { return None };
        let TypeKind::Struct(body) = &context.api.type_def(id)?.kind else { return None };
        let names = &context.names.type_names(id)?.members;
        let (field, name) = body.fields.iter().zip(names).find(|(field, _)| field.name.value == *step)?;
        ty = match &field.ty.value {
            Type::Nullable { inner } => inner,
            ty => ty,
        };
        found.push(StepTo { owner: id, field, name, slot: slot(scope, field) });
    }
    Some(found)
}

/// The type of the items.
fn item(scope: &mut Scope<'_>, endpoint: &Endpoint, data: &Type, last: Option<&StepTo<'_>>) -> TokenStream {
    let root = Address::root(&endpoint.name);
    let response = root.inside(RESPONSE);
    let owner = last.map(|step| Address::of(step.owner));
    let (ty, place) = match (last, &owner) {
        (Some(step), Some(owner)) => (&step.field.ty.value, owner.inside(&step.field.name.value)),
        _ => (data, response),
    };
    let ty = if let Type::Nullable { inner } = ty { inner } else { ty };
    if let Type::List { items } = ty {
        scope.ty(items, &place.behind("item"))
    } else {
        let list = scope.ty(ty, &place);
        quote!(<#list as IntoIterator>::Item)
    }
}

/// What turns the request to the next page.
fn turn(scope: &mut Scope<'_>, paging: &Paging, data: &Type, parameter: &Parameter<'_>) -> Option<TokenStream> {
    let more = if paging.more.is_empty() {
        None
    } else {
        let more = optional(&steps(scope, data, &paging.more)?, &Access { copied: true, owned: false });
        Some(quote! {
            let more = || #more;
            if !more().unwrap_or(false) {
                return false;
            }
        })
    };
    let field = &parameter.declared.name;
    if let Some(first) = paging.first {
        let Type::Int { bits, signed } = *scope.context.behind(&parameter.field.ty.value) else { return None };
        let first = literal::typed(first, bits, signed)?;
        let unused = more.is_none().then(|| quote!(let _ = response;));
        return Some(quote! { #unused #more tablewright_runtime::paging::count(&mut self.#field, #first) });
    }
    let steps = steps(scope, data, &paging.next)?;
    let next = optional(&steps, &Access { copied: false, owned: false });
    // An empty text is no page either.
    let text = steps.last().is_some_and(|step| *scope.context.behind(&step.field.ty.value) == Type::String);
    let filled = text.then(|| quote!(.filter(|next: &String| !next.is_empty())));
    Some(quote! {
        #more
        let next = || #next;
        tablewright_runtime::paging::follow(&mut self.#field, next()#filled)
    })
}

/// How a value is taken out of a response.
struct Access {
    /// Whether it is copied by being read.
    copied: bool,
    /// Whether the response is given away with it.
    owned: bool,
}

/// A value in a response as an option, in a function that gives one.
fn optional(steps: &[StepTo<'_>], access: &Access) -> TokenStream {
    let Some((last, around)) = steps.split_last() else { return quote!(Some(response)) };
    let mut value = quote!(response);
    for step in around {
        let name = ident(step.name);
        value = match (step.slot, access.owned) {
            (Slot::Required, _) => quote!(#value.#name),
            (_, false) => quote!(#value.#name.as_ref()?),
            (Slot::Maybe, true) => quote!(#value.#name.into_option()?),
            (_, true) => quote!(#value.#name?),
        };
    }
    let name = ident(last.name);
    value = quote!(#value.#name);
    if !access.copied && !access.owned {
        value = quote!(Clone::clone(&#value));
    }
    match last.slot {
        Slot::Required => quote!(Some(#value)),
        Slot::Maybe => quote!(#value.into_option()),
        Slot::Nullable | Slot::Optional | Slot::Open => value,
    }
}

/// The items, out of a response.
fn items_of(steps: &[StepTo<'_>]) -> TokenStream {
    if steps.iter().all(|step| step.slot == Slot::Required) {
        let names = steps.iter().map(|step| ident(step.name));
        return quote!(response #(.#names)*);
    }
    let items = optional(steps, &Access { copied: false, owned: true });
    quote! {
        let items = move || #items;
        items().unwrap_or_default()
    }
}
