//! What the types that generics are given are called.

use std::fmt::Write as _;

use crate::ir::Type;
use crate::resolve::context::Context;
use crate::resolve::draft::{Arena, Argument, Draft, ShapeId};

/// What a use is called among all types: `Page of Lamp`. What it is given may have no name, and then it has none.
pub fn called(name: &str, items: &[Argument], arena: &Arena, context: &Context<'_>) -> Option<String> {
    let items: Option<Vec<_>> = items.iter().map(|item| argument(item, arena, context)).collect();
    Some(format!("{} of {}", own(name, context), items?.join(" and ")))
}

/// What the dialect calls a type.
fn own<'n>(name: &'n str, context: &'n Context<'_>) -> &'n str {
    let defined = context.dialect.define.get(name).map(|rule| rule.name.as_deref().unwrap_or(name));
    defined.or_else(|| context.dialect.names.types.get(name).map(String::as_str)).unwrap_or(name)
}

fn argument(item: &Argument, arena: &Arena, context: &Context<'_>) -> Option<String> {
    let set = item.set.and_then(|set| arena.sets.get(set)).map(|set| set.name.as_str());
    of(&item.ty, set, arena, context)
}

/// What a type is called whose scalar has the values of the set `set`.
fn of(draft: &Draft, set: Option<&str>, arena: &Arena, context: &Context<'_>) -> Option<String> {
    let inner = |draft: &Draft| of(draft, set, arena, context);
    Some(match draft {
        Draft::Known(_) if set.is_some() => own(set?, context).to_owned(),
        Draft::Known(ty) => scalar(ty)?.to_owned(),
        Draft::List(items) => format!("list of {}", inner(items)?),
        Draft::Map(values) => format!("map of {}", inner(values)?),
        Draft::Nullable(value) => format!("{} or null", inner(value)?),
        Draft::Union(variants) => variants.iter().map(inner).collect::<Option<Vec<_>>>()?.join(" or "),
        Draft::Named(name) | Draft::Linked(name, _) => own(&name.value, context).to_owned(),
        Draft::Struct(shape) => own(arena.get(*shape)?.name.as_ref()?, context).to_owned(),
        Draft::Of(generic) => called(&generic.name.value, &generic.items, arena, context)?,
        Draft::Object | Draft::Array | Draft::Keys | Draft::Given(_) | Draft::Same { .. } => return None,
    })
}

/// What several values of a type are called that has no name of its own.
pub fn scalar(ty: &Type) -> Option<&'static str> {
    Some(match ty {
        Type::String => "text",
        Type::DateTime => "moments",
        Type::Date => "days",
        Type::File => "files",
        Type::Int { .. } => "integers",
        Type::Float { .. } => "numbers",
        Type::Bool => "flags",
        Type::Any => "anything",
        Type::Null => "null",
        _ => return None,
    })
}

/// What a use is known by: equal uses are one object.
pub fn key(shape: ShapeId, items: &[Argument]) -> String {
    let mut key = format!("{shape:?}");
    for item in items {
        let _ = write!(key, " {:?}", item.set);
        add(&item.ty, &mut key);
    }
    key
}

fn add(draft: &Draft, key: &mut String) {
    match draft {
        Draft::Named(name) | Draft::Linked(name, _) => {
            let _ = write!(key, "{:?}", name.value);
        }
        Draft::List(inner) | Draft::Map(inner) | Draft::Nullable(inner) => {
            key.push_str(match draft {
                Draft::List(_) => "[",
                Draft::Map(_) => "{",
                _ => "?",
            });
            add(inner, key);
        }
        Draft::Union(variants) => {
            key.push('(');
            for variant in variants {
                add(variant, key);
                key.push('|');
            }
            key.push(')');
        }
        Draft::Of(generic) => {
            let _ = write!(key, "{:?}<", generic.name.value);
            for item in &generic.items {
                add(&item.ty, key);
                key.push(',');
            }
            key.push('>');
        }
        Draft::Same { endpoint, minus } => {
            let _ = write!(key, "={:?}", endpoint.value);
            for field in minus {
                let _ = write!(key, "-{:?}", field.value);
            }
        }
        Draft::Known(_) | Draft::Object | Draft::Array | Draft::Keys | Draft::Struct(_) | Draft::Given(_) => {
            let _ = write!(key, "{draft:?}");
        }
    }
}

/// How deep generics, lists and what else holds one type nest in a type.
pub fn depth(draft: &Draft, arena: &Arena) -> usize {
    match draft {
        Draft::List(inner) | Draft::Map(inner) | Draft::Nullable(inner) => 1 + depth(inner, arena),
        Draft::Union(variants) => 1 + variants.iter().map(|variant| depth(variant, arena)).max().unwrap_or_default(),
        Draft::Of(generic) => 1 + generic.items.iter().map(|item| depth(&item.ty, arena)).max().unwrap_or_default(),
        Draft::Struct(shape) => arena.get(*shape).and_then(|shape| shape.made).unwrap_or_default(),
        _ => 0,
    }
}
