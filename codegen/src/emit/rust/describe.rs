//! Parameters described as data, by which a server reads them and a client writes them.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use serde_json::Number;

use super::parts::optional;
use super::scope::{Address, Scope, ident, int_name};
use crate::ir::{Fact, Field, Location, Method, Type, TypeKind};

/// The function that gives the fields of an object.
pub const FIELDS: &str = "described";

/// The function that gives the fields of `name`, for other objects and for endpoints.
pub fn object(scope: &mut Scope<'_>, name: &Ident, fields: &[Field]) -> TokenStream {
    let parameter = scope.api("Parameter");
    let fields = parameters(scope, fields);
    let function = ident(FIELDS);
    quote! {
        impl #name {
            #[doc(hidden)]
            #[must_use]
            pub fn #function() -> &'static [#parameter] {
                &[#fields]
            }
        }
    }
}

/// A list of fields or parameters, without the brackets around it.
pub fn parameters(scope: &mut Scope<'_>, fields: &[Field]) -> TokenStream {
    let fields: Vec<_> = fields.iter().map(|field| parameter(scope, field)).collect();
    quote!(#(#fields),*)
}

/// A field or parameter.
pub fn parameter(scope: &mut Scope<'_>, field: &Field) -> TokenStream {
    let type_name = scope.api("Parameter");
    let name = &field.name.value;
    let kind = kind(scope, &field.ty.value);
    let aliases = field.aliases.iter().map(|alias| &alias.value);
    let aliases = (!field.aliases.is_empty()).then(|| quote!(aliases: &[#(#aliases),*],));
    let required = field.required.then(|| quote!(required: true,));
    let required_for = (!field.required_for.is_empty()).then(|| {
        let method = scope.runtime("Method");
        let methods = field.required_for.iter().map(|method| variant(*method));
        quote!(required_for: &[#(#method::#methods),*],)
    });
    let cookie = field.cookie.as_ref().map(|cookie| &cookie.value).map(|cookie| quote!(cookie: Some(#cookie),));
    let once = field.is_once().then(|| once(scope, field));
    let location = field.location.as_ref().map(|location| {
        let kind = scope.api("Location");
        let variant = ident(match location.value {
            Location::Path => "Path",
            Location::Query => "Query",
            Location::Body => "Body",
            Location::Header => "Header",
        });
        quote!(location: Some(#kind::#variant),)
    });
    let limit = |name: &str, limit: Option<u64>| {
        let (name, limit) = (ident(name), proc_macro2::Literal::u64_unsuffixed(limit?));
        Some(quote!(#name: Some(#limit),))
    };
    let max_length = limit("max_length", field.constraints.max_length.as_ref().map(|max| max.value));
    let max_items = limit("max_items", field.constraints.max_items.as_ref().map(|max| max.value));
    let bound = |name: &str, bound: &Option<Box<Fact<Number>>>| {
        let (name, number) = (ident(name), bound.as_ref().and_then(|bound| bound.value.as_f64())?);
        let number = proc_macro2::Literal::f64_unsuffixed(number);
        Some(quote!(#name: Some(#number),))
    };
    let rest = field.rest.then(|| quote!(rest: true,));
    let minimum = bound("minimum", &field.constraints.minimum);
    let maximum = bound("maximum", &field.constraints.maximum);
    quote! {
        #type_name {
            name: #name, #aliases kind: #kind, #required #required_for #cookie #once #location
            #rest #max_length #max_items
            #minimum #maximum
            ..#type_name::PLAIN
        }
    }
}

/// What a client sends where it was not given the value.
fn once(scope: &mut Scope<'_>, field: &Field) -> TokenStream {
    let once = scope.api("Once");
    let default = field.default_text().map(|text| quote!(#text));
    let default = optional(default);
    quote!(once: Some(#once { default: #default }),)
}

/// What a value of the type can be.
fn kind(scope: &mut Scope<'_>, ty: &Type) -> TokenStream {
    let kind_type = scope.api("Kind");
    let ty = scope.context.on_wire(ty);
    let inside = |scope: &mut Scope<'_>, wrap: &str, inner: &Type| {
        let (wrap, inner) = (ident(wrap), kind(scope, inner));
        quote!(#kind_type::#wrap(&#inner))
    };
    match &ty {
        Type::Bool => quote!(#kind_type::Bool),
        Type::Int { bits, signed } => {
            let name = ident(&int_name(*bits, *signed).to_ascii_uppercase());
            quote!(#kind_type::#name)
        }
        Type::Float { .. } => quote!(#kind_type::Float),
        Type::String | Type::DateTime | Type::Date => quote!(#kind_type::Text),
        Type::File => quote!(#kind_type::File),
        Type::Null => quote!(#kind_type::Null),
        Type::List { items } => inside(scope, "List", items),
        Type::Map { values } => inside(scope, "Map", values),
        Type::Nullable { inner } => inside(scope, "Nullable", inner),
        Type::Union { variants } => {
            let variants: Vec<_> = variants.iter().map(|variant| kind(scope, variant)).collect();
            quote!(#kind_type::Union(&[#(#variants),*]))
        }
        object @ Type::Ref { .. } if matches!(scope.context.kind(object), Some(TypeKind::Struct(_))) => {
            let (name, function) = (scope.ty(object, &Address::root("")), ident(FIELDS));
            quote!(#kind_type::Object(#name::#function))
        }
        Type::Any | Type::Ref { .. } => quote!(#kind_type::Any),
    }
}

/// The variant of the runtime's `Method`.
pub fn variant(method: Method) -> Ident {
    ident(match method {
        Method::Get => "Get",
        Method::Post => "Post",
        Method::Put => "Put",
        Method::Patch => "Patch",
        Method::Delete => "Delete",
        Method::Head => "Head",
        Method::Options => "Options",
    })
}
