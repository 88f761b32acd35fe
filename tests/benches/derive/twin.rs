//! The generated crate with serde's derive in place of the macro `object!`.

use proc_macro2::Ident;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Item, LitStr, Token, braced, parse_quote};

/// The text of a generated file with derived structs, and the names of these structs.
pub fn derived(text: &str) -> (String, Vec<String>) {
    let mut file = syn::parse_file(text).expect("generated Rust");
    let (mut objects, mut rest) = (Vec::new(), Vec::new());
    for item in file.items {
        match item {
            Item::Macro(item) if item.mac.path.segments.last().is_some_and(|last| last.ident == "object") => {
                objects.push(item.mac.parse_body::<Object>().expect("the body of `object!`"));
            }
            item => rest.push(item),
        }
    }
    for item in &mut rest {
        let Item::Struct(item) = item else { continue };
        let Some(object) = objects.iter().find(|object| object.name == item.ident) else { continue };
        item.attrs.push(parse_quote!(#[derive(::serde::Serialize, ::serde::Deserialize)]));
        for field in &mut item.fields {
            let name = field.ident.as_ref().expect("the name of a field");
            field.attrs.extend(object.attributes(name, is_maybe(&field.ty)));
        }
    }
    file.items = rest;
    (prettyplease::unparse(&file), objects.iter().map(|object| object.name.to_string()).collect())
}

fn is_maybe(ty: &syn::Type) -> bool {
    matches!(ty, syn::Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "Maybe"))
}

/// What stands in `object!`.
struct Object {
    name: Ident,
    members: Vec<Member>,
    extra: Option<Ident>,
}

struct Member {
    field: Ident,
    presence: Ident,
    names: Vec<LitStr>,
}

impl Object {
    /// The attributes that say to serde what the macro says of a field.
    fn attributes(&self, field: &Ident, is_maybe: bool) -> Vec<Attribute> {
        if self.extra.as_ref() == Some(field) {
            return vec![parse_quote!(#[serde(flatten)])];
        }
        let member = self.members.iter().find(|member| member.field == *field).expect("a member for each field");
        let (name, aliases) = member.names.split_first().expect("a name");
        let mut attributes = vec![parse_quote!(#[serde(rename = #name)])];
        attributes.extend(aliases.iter().map(|alias| parse_quote!(#[serde(alias = #alias)])));
        if member.presence != "required" {
            let is_absent = if is_maybe { "tablewright_runtime::Maybe::is_absent" } else { "Option::is_none" };
            attributes.push(parse_quote!(#[serde(default, skip_serializing_if = #is_absent)]));
        }
        attributes
    }
}

impl Parse for Object {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = input.parse()?;
        let body;
        braced!(body in input);
        let (mut members, mut extra) = (Vec::new(), None);
        while !body.is_empty() {
            if body.parse::<Option<Token![..]>>()?.is_some() {
                extra = Some(body.parse()?);
            } else {
                members.push(body.parse()?);
            }
            body.parse::<Option<Token![,]>>()?;
        }
        Ok(Self { name, members, extra })
    }
}

impl Parse for Member {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let field = input.parse()?;
        input.parse::<Token![:]>()?;
        let presence = input.parse()?;
        let mut names = vec![input.parse()?];
        while input.parse::<Option<Token![|]>>()?.is_some() {
            names.push(input.parse()?);
        }
        Ok(Self { field, presence, names })
    }
}
