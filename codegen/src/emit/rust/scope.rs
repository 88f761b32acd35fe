//! What is known while a file is emitted, and type expressions.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::shape::{self, Shape};
use super::union;
use super::wire::Wire;
use crate::emit::place_names::PlaceNames;
use crate::ir::{Api, CodeKind, Endpoint, Type, TypeId, TypeKind, ends};
use crate::naming::{Names, normal};

/// What all files of an API share.
pub struct Context<'a> {
    pub api: &'a Api,
    pub names: &'a Names,
    pub shape: Shape<'a>,
    pub places: PlaceNames<'a>,
    /// The types that parameters hold, directly or not.
    pub described: HashSet<&'a TypeId>,
    /// What aliases lead to.
    aliases: HashMap<&'a TypeId, &'a Type>,
    /// What the code of a failure is.
    pub code_kind: CodeKind,
    /// What types are on the wire.
    wire: Wire<'a>,
}

impl<'a> Context<'a> {
    pub fn new(api: &'a Api, names: &'a Names, places: PlaceNames<'a>) -> Self {
        let shape = Shape::new(api);
        let aliases = ends(api, |def| match &def.kind {
            TypeKind::Alias { target } if !shape.is_endless(&def.id) => Some(&target.value),
            _ => None,
        });
        let wire = Wire::of(api, &shape);
        Self { api, names, places, described: shape::reachable(api), aliases, code_kind: api.code_kind(), wire, shape }
    }

    /// The type behind aliases.
    pub fn resolved<'t>(&'t self, ty: &'t Type) -> Cow<'t, Type> {
        let end = if let Type::Ref { id } = ty { self.aliases.get(id).copied() } else { None };
        normal(end.unwrap_or(ty))
    }

    /// The type behind aliases, and behind the `null` that a field has.
    pub fn behind<'t>(&'t self, ty: &'t Type) -> &'t Type
    where
        'a: 't,
    {
        let inner = if let Type::Nullable { inner } = ty { inner } else { ty };
        let end = if let Type::Ref { id } = inner { self.aliases.get(id).copied() } else { None };
        end.unwrap_or(inner)
    }

    /// The type on the wire: behind aliases, ids and value sets.
    pub fn on_wire(&self, ty: &Type) -> Type {
        self.wire.on_wire(ty)
    }

    /// The type as Rust sees it: without the aliases that are no types of their own.
    pub fn canonical(&self, ty: &Type) -> Type {
        let mut ty = match (ty, self.resolved(ty).into_owned()) {
            (Type::Ref { .. }, Type::Union { .. }) => ty.clone(),
            (_, resolved) => resolved,
        };
        for inner in ty.children_mut() {
            *inner = self.canonical(inner);
        }
        ty
    }

    /// What the type is, where it is one of the API's and no alias.
    pub fn kind<'t>(&'t self, ty: &'t Type) -> Option<&'t TypeKind> {
        match ty {
            Type::Ref { id } => self.api.type_def(id).map(|def| &def.kind),
            _ => None,
        }
    }
}

/// Where a type expression stands: it gives unions their names and decides what needs a box.
#[derive(Clone, Copy)]
pub struct Address<'p> {
    up: Option<&'p Address<'p>>,
    step: &'p str,
    /// The type whose definition this is, while it holds what stands here by value.
    owner: Option<&'p TypeId>,
}

impl<'p> Address<'p> {
    /// A place that is nowhere inside a type: a request or response.
    pub fn root(step: &'p str) -> Self {
        Self { up: None, step, owner: None }
    }

    /// The definition of a type.
    pub fn of(id: &'p TypeId) -> Self {
        Self { up: None, step: &id.0, owner: Some(id) }
    }

    pub fn inside<'q>(&'q self, step: &'q str) -> Address<'q> {
        Address { up: Some(self), step, owner: self.owner }
    }

    /// Inside, behind a list or a map.
    pub fn behind<'q>(&'q self, step: &'q str) -> Address<'q> {
        Address { up: Some(self), step, owner: None }
    }

    /// The type whose definition this is, while it holds what stands here by value.
    pub fn owner(&self) -> Option<&'p TypeId> {
        self.owner
    }

    pub fn address(&self) -> String {
        match self.up {
            Some(up) => format!("{}/{}", up.address(), self.step),
            None => self.step.to_owned(),
        }
    }
}

/// A file while it is made.
pub struct Scope<'a> {
    pub context: &'a Context<'a>,
    /// The endpoint whose file it is.
    pub endpoint: Option<&'a Endpoint>,
    /// Whether the file defines no types, and so imports all that it names.
    uses: bool,
    runtime: BTreeSet<&'static str>,
    api: BTreeSet<&'static str>,
    siblings: BTreeSet<String>,
    maps: bool,
    serde: bool,
    exports: Vec<Ident>,
    /// The text of the items: tokens take more room than all else.
    items: String,
    later: TokenStream,
}

impl<'a> Scope<'a> {
    pub fn new(context: &'a Context<'a>, endpoint: Option<&'a Endpoint>) -> Self {
        let (runtime, api, siblings) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        let (exports, items, later) = (Vec::new(), String::new(), TokenStream::new());
        let (uses, maps, serde) = (false, false, false);
        Self { context, endpoint, uses, runtime, api, siblings, maps, serde, exports, items, later }
    }

    /// A file that defines no types of the API, and uses them.
    pub fn user(context: &'a Context<'a>) -> Self {
        Self { uses: true, ..Self::new(context, None) }
    }

    /// Offers an item that is in the file by its name.
    pub fn export(&mut self, name: &str) {
        self.exports.push(ident(name));
    }

    /// A name of another file of the API, which the file then imports.
    pub fn sibling(&mut self, name: &str) -> Ident {
        self.siblings.insert(name.to_owned());
        ident(name)
    }

    /// A name of the runtime's description of APIs, which the file then imports.
    pub fn api(&mut self, name: &'static str) -> Ident {
        self.api.insert(name);
        ident(name)
    }

    /// A map from text.
    pub fn map(&mut self, values: &TokenStream) -> TokenStream {
        self.maps = true;
        quote!(BTreeMap<String, #values>)
    }

    /// Adds an item that others can use by its name.
    pub fn define(&mut self, name: &Ident, item: TokenStream) {
        self.exports.push(name.clone());
        self.append(item);
    }

    /// Adds an item behind the one that is being made.
    pub fn define_later(&mut self, name: &Ident, item: TokenStream) {
        self.exports.push(name.clone());
        self.later.extend(item);
    }

    /// Adds an item that has no name of its own.
    pub fn append(&mut self, item: TokenStream) {
        self.part(item);
        let later = std::mem::take(&mut self.later);
        if !later.is_empty() {
            self.items.push_str(&super::format(later));
        }
    }

    /// Adds a part of an item that goes on.
    pub fn part(&mut self, item: TokenStream) {
        self.printed(&super::format(item));
    }

    /// Adds a part of an item that goes on, as it is printed.
    pub fn printed(&mut self, item: &str) {
        self.items.push_str(item);
    }

    /// The derives with which a type is read and written, which the file then imports.
    pub fn serde(&mut self) -> TokenStream {
        self.serde = true;
        quote!(Serialize, Deserialize)
    }

    /// A name of the runtime, which the file then imports.
    pub fn runtime(&mut self, name: &'static str) -> Ident {
        self.runtime.insert(name);
        ident(name)
    }

    /// The names that the file offers, the tokens of its head, and the text of what is in it.
    pub fn finish(self, docs: &TokenStream) -> (Vec<Ident>, TokenStream, String) {
        let maps = self.maps.then(|| {
            quote!(
                use std::collections::BTreeMap;
            )
        });
        let serde = self.serde.then(|| {
            quote!(
                use serde::{Deserialize, Serialize};
            )
        });
        let runtime = self.runtime.iter().map(|name| ident(name));
        let runtime = (!self.runtime.is_empty()).then(|| quote!(use tablewright_runtime::{#(#runtime),*};));
        let api = self.api.iter().map(|name| ident(name));
        let api = (!self.api.is_empty()).then(|| quote!(use tablewright_runtime::api::{#(#api),*};));
        let siblings = self.siblings.iter().map(|name| ident(name));
        let siblings = (!self.siblings.is_empty()).then(|| quote!(use super::{#(#siblings),*};));
        (self.exports, quote!(#docs #maps #serde #runtime #api #siblings), self.items)
    }

    /// The type `ty` as it stands at `place`. A union is defined on the way.
    pub fn ty(&mut self, ty: &Type, place: &Address<'_>) -> TokenStream {
        match normal(ty).as_ref() {
            Type::List { items } => {
                let items = self.ty(items, &place.behind("item"));
                quote!(Vec<#items>)
            }
            Type::Map { values } => {
                let values = self.ty(values, &place.behind("value"));
                self.map(&values)
            }
            Type::Nullable { inner } => {
                let inner = self.ty(inner, place);
                quote!(Option<#inner>)
            }
            Type::Union { variants } => {
                let address = place.address();
                let Some(called) = self.context.names.union_name(&address) else { return self.any() };
                let name = ident(called);
                if self.uses {
                    self.siblings.insert(called.to_owned());
                } else {
                    union::union(self, &name, variants, place);
                }
                quote!(#name)
            }
            Type::Ref { id } => self.reference(id, place.owner),
            Type::Any => self.any(),
            Type::Null => {
                let null = self.runtime("Null");
                quote!(#null)
            }
            plain => primitive(plain),
        }
    }

    /// Any JSON value.
    pub fn any(&mut self) -> TokenStream {
        let value = self.runtime("Value");
        quote!(#value)
    }

    fn reference(&mut self, id: &TypeId, owner: Option<&TypeId>) -> TokenStream {
        let context = self.context;
        let Some(called) = context.names.type_names(id) else { return self.any() };
        if self.uses || called.endpoint.as_deref() != self.endpoint.map(|endpoint| endpoint.name.as_str()) {
            self.siblings.insert(called.name.clone());
        }
        let name = ident(&called.name);
        if owner.is_some_and(|owner| context.shape.boxed(owner, id)) { quote!(Box<#name>) } else { quote!(#name) }
    }
}

/// A type that Rust has.
pub fn primitive(ty: &Type) -> TokenStream {
    match ty {
        Type::Bool => quote!(bool),
        Type::Float { bits: 32 } => quote!(f32),
        Type::Float { .. } => quote!(f64),
        Type::Int { bits, signed } => {
            let name = ident(int_name(*bits, *signed));
            quote!(#name)
        }
        // By their paths: documents have types of these names.
        Type::DateTime => quote!(tablewright_runtime::DateTime),
        Type::Date => quote!(tablewright_runtime::Date),
        Type::File => quote!(tablewright_runtime::File),
        _ => quote!(String),
    }
}

/// The name of an integer type.
pub fn int_name(bits: u8, signed: bool) -> &'static str {
    match (bits, signed) {
        (8, true) => "i8",
        (8, false) => "u8",
        (16, true) => "i16",
        (16, false) => "u16",
        (32, true) => "i32",
        (32, false) => "u32",
        (_, true) => "i64",
        (_, false) => "u64",
    }
}

/// An identifier. Those of [`crate::naming`] are valid, and so is every name given here as a literal.
pub fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}
