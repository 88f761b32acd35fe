//! The values that helpers make, as expressions of the types that they have.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use serde_json::{Map, Value};

use super::Maker;
use crate::emit::rust::field::{self, Slot};
use crate::emit::rust::literal;
use crate::emit::rust::scope::ident;
use crate::ir::{Field, Type, TypeId, TypeKind};
use crate::naming::{helper as function, normal};

impl Maker<'_, '_> {
    /// A value of the type, where `owner` is the type that holds it.
    pub(super) fn expression(&mut self, ty: &Type, value: &Value, owner: Option<&TypeId>) -> Option<TokenStream> {
        if let Some(argument) = self.helper.argument(value) {
            return self.given(&argument.name, &argument.ty, ty);
        }
        let context = self.scope.context;
        let behind = context.resolved(ty).into_owned();
        match (&behind, value) {
            (Type::Any, _) => self.any(value),
            (Type::Nullable { .. }, Value::Null) => Some(quote!(None)),
            (Type::Nullable { inner }, _) => self.expression(inner, value, owner).map(|made| quote!(Some(#made))),
            (Type::List { items }, Value::Array(all)) => {
                let made: Option<Vec<_>> = all.iter().map(|value| self.expression(items, value, None)).collect();
                made.map(|made| quote!(Vec::from([#(#made),*])))
            }
            (Type::Map { values }, Value::Object(all)) => {
                let pair = |(key, value): (&String, &Value)| {
                    self.expression(values, value, None).map(|made| quote!((#key.to_owned(), #made)))
                };
                let made: Option<Vec<_>> = all.iter().map(pair).collect();
                let made = made?;
                self.scope.map(&quote!(()));
                Some(quote!(BTreeMap::from([#(#made),*])))
            }
            (Type::Union { variants }, _) => self.variant(ty, variants, value),
            (Type::Ref { id }, Value::Object(all)) => {
                let Some(TypeKind::Struct(body)) = context.kind(&behind) else { return None };
                let called = context.names.type_names(id)?;
                let names: Vec<_> = called.members.iter().map(|name| ident(name)).collect();
                let rest = names.last().filter(|_| body.open);
                let made = self.object(id, &body.fields, &names, rest, all)?;
                Some(if owner.is_some_and(|owner| context.shape.boxed(owner, id)) {
                    quote!(Box::new(#made))
                } else {
                    made
                })
            }
            _ => literal::constant(self.scope, value, ty).map(|constant| constant.owned),
        }
    }

    /// The argument `name` of the type `from`, as one of the type `to`.
    fn given(&mut self, name: &str, from: &Type, to: &Type) -> Option<TokenStream> {
        let argument = ident(&function(name));
        let uses = self.helper.words().iter().filter(|word| **word == name).count();
        let used = self.used.entry(name.to_owned()).or_default();
        *used += 1;
        // The last use takes it.
        let taken = if *used < uses { quote!(#argument.clone()) } else { quote!(#argument) };
        // What is used once is converted where it is.
        let converts = uses == 1 && self.converts(from);
        let context = self.scope.context;
        let (own, there) = (context.canonical(from), context.canonical(to));
        Some(match &there {
            _ if own == there => {
                if converts {
                    quote!(#argument.into())
                } else {
                    taken
                }
            }
            Type::Any if own == Type::String => {
                let any = self.scope.any();
                if converts { quote!(#any::String(#argument.into())) } else { quote!(#any::String(#taken)) }
            }
            Type::Any if converts => {
                let ty = self.ty(from);
                quote!(tablewright_runtime::value(Into::<#ty>::into(#argument)))
            }
            Type::Any => quote!(tablewright_runtime::value(#taken)),
            Type::Nullable { inner } => {
                self.used.entry(name.to_owned()).and_modify(|used| *used -= 1);
                let made = self.given(name, from, inner)?;
                quote!(Some(#made))
            }
            // A union of one of its types, an id of its number, a wider number of a narrower one.
            _ if converts => self.through(from, &argument),
            _ => quote!(#taken.into()),
        })
    }

    /// An argument that is converted to its own type, and then to another.
    fn through(&mut self, from: &Type, argument: &Ident) -> TokenStream {
        let ty = self.ty(from);
        quote!(Into::<#ty>::into(#argument).into())
    }

    /// A value of the first variant of a union that it fits.
    fn variant(&mut self, union: &Type, variants: &[Type], value: &Value) -> Option<TokenStream> {
        let Type::Ref { id } = union else { return None };
        let called = self.scope.context.names.type_names(id)?.name.clone();
        let labels = self.scope.context.names.union_variants(&called, variants);
        let name = self.ty(union);
        let used = self.used.clone();
        variants.iter().zip(labels).find_map(|(ty, (label, _))| {
            self.used.clone_from(&used);
            let (made, variant) = (self.expression(ty, value, Some(id))?, ident(&label));
            Some(quote!(#name::#variant(#made)))
        })
    }

    /// An object with these fields.
    fn object(
        &mut self,
        id: &TypeId,
        fields: &[Field],
        names: &[Ident],
        rest: Option<&Ident>,
        given: &Map<String, Value>,
    ) -> Option<TokenStream> {
        let mut members = Vec::new();
        for (field, name) in fields.iter().zip(names) {
            let value = match given.get(&field.name.value) {
                Some(value) => {
                    let made = self.expression(&inner(field, field::slot(self.scope, field)), value, Some(id))?;
                    self.held(field, made)
                }
                None => self.absent(field)?,
            };
            members.push(quote!(#name: #value));
        }
        let known = |key: &String| fields.iter().any(|field| field.name.value == *key);
        let others: Map<String, Value> =
            given.iter().filter(|(key, _)| !known(key)).map(|(key, value)| (key.clone(), value.clone())).collect();
        if let Some(rest) = rest {
            let others = self.expression(&Type::Map { values: Box::new(Type::Any) }, &Value::Object(others), None)?;
            members.push(quote!(#rest: #others));
        } else if !others.is_empty() {
            return None;
        }
        let name = self.ty(&Type::Ref { id: id.clone() });
        Some(quote!(#name { #(#members),* }))
    }

    /// A value as it stands in the field.
    pub(super) fn held(&mut self, field: &Field, value: TokenStream) -> TokenStream {
        match field::slot(self.scope, field) {
            Slot::Required | Slot::Nullable => value,
            Slot::Optional | Slot::Open => quote!(Some(#value)),
            Slot::Maybe => {
                let maybe = self.scope.runtime("Maybe");
                quote!(#maybe::Value(#value))
            }
        }
    }

    /// What stands in a field that is not given.
    pub(super) fn absent(&mut self, field: &Field) -> Option<TokenStream> {
        match field::slot(self.scope, field) {
            Slot::Required | Slot::Nullable => None,
            Slot::Optional | Slot::Open => Some(quote!(None)),
            Slot::Maybe => {
                let maybe = self.scope.runtime("Maybe");
                Some(quote!(#maybe::Absent))
            }
        }
    }

    /// Any JSON value.
    fn any(&mut self, value: &Value) -> Option<TokenStream> {
        let any = self.scope.any();
        match value {
            Value::Null => Some(quote!(#any::Null)),
            Value::Bool(value) => Some(quote!(#any::from(#value))),
            Value::String(text) => Some(quote!(#any::from(#text))),
            Value::Number(_) => {
                let whole = value.as_i64().map(Literal::i64_suffixed);
                let number = whole.or_else(|| value.as_f64().map(Literal::f64_suffixed))?;
                Some(quote!(#any::from(#number)))
            }
            Value::Array(_) => {
                let list = self.expression(&Type::List { items: Box::new(Type::Any) }, value, None)?;
                Some(quote!(#any::from(#list)))
            }
            Value::Object(_) => {
                let map = self.expression(&Type::Map { values: Box::new(Type::Any) }, value, None)?;
                Some(quote!(tablewright_runtime::value(#map)))
            }
        }
    }
}

/// The type of what is in the field, where it is not `null`.
fn inner(field: &Field, slot: Slot) -> Type {
    match normal(&field.ty.value).into_owned() {
        Type::Nullable { inner } if slot == Slot::Maybe => *inner,
        ty => ty,
    }
}
