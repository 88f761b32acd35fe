//! Type cells: from a document's words to a draft type.

use super::draft::Draft;
use crate::dialect::{Dialect, Primitive, TypeShape};
use crate::ir::Type;
use crate::markdown::{Inline, Link, code};
use crate::recognise::raw::Text;
use crate::source::Span;

/// How deep type expressions may nest.
const DEPTH: usize = 16;

/// The type that `words`, at `span`, name.
///
/// # Errors
///
/// What is wrong with them, in a few words.
pub fn parse(words: &str, span: Span, dialect: &Dialect) -> Result<Draft, String> {
    nested(words, span, dialect, 0)
}

/// The type that a cell names. A name with a link in it is what the link leads to, whatever else stands beside it.
///
/// # Errors
///
/// As [`parse`].
pub fn parse_cell(cell: &Inline, dialect: &Dialect) -> Result<Draft, String> {
    let mut draft = parse(&cell.text, cell.span, dialect)?;
    if !cell.links.is_empty() {
        link(&mut draft, cell);
    }
    Ok(draft)
}

fn link(draft: &mut Draft, cell: &Inline) {
    match draft {
        Draft::Named(name) => {
            let words =
                |link: &Link| cell.text.get(link.range.clone()).unwrap_or_default().trim().trim_matches('`').to_owned();
            let found = cell.links.iter().map(|link| (words(link), link));
            if let Some((words, link)) = found.into_iter().find(|(words, _)| name.value.contains(words.as_str())) {
                let span = cell.span_of(link.range.clone());
                *draft = Draft::Linked(Text { value: words, span }, link.url.clone());
            }
        }
        Draft::List(inner) | Draft::Map(inner) | Draft::Nullable(inner) => link(inner, cell),
        Draft::Union(variants) => variants.iter_mut().for_each(|variant| link(variant, cell)),
        _ => {}
    }
}

fn nested(words: &str, span: Span, dialect: &Dialect, depth: usize) -> Result<Draft, String> {
    let words = code::unquoted(words);
    if words.is_empty() && !dialect.types.contains_key(words) {
        return Err("the type is empty".to_owned());
    }
    if depth > DEPTH {
        return Err(format!("the type nests more than {DEPTH} deep"));
    }
    if let Some(primitive) = dialect.types.get(words) {
        return Ok(primitive_draft(*primitive));
    }
    for rule in &dialect.type_rules {
        let Some(found) = rule.pattern.captures(words) else { continue };
        let part =
            |name: &str| found.name(name).map(|group| nested(group.as_str(), span, dialect, depth + 1)).transpose();
        return Ok(match rule.is {
            TypeShape::List => part("item")?.map_or(Draft::Array, |item| Draft::List(Box::new(item))),
            TypeShape::Map => part("value")?.map_or(Draft::Object, |value| Draft::Map(Box::new(value))),
            TypeShape::Nullable => match part("item")? {
                Some(item) => nullable(item),
                None => return Err("the rule for nullable types finds no `item`".to_owned()),
            },
            TypeShape::Reference => match part("name")? {
                Some(named) => named,
                None => return Err("the rule for references finds no `name`".to_owned()),
            },
            TypeShape::Union => {
                let Some(each) = &rule.each else { return Err("the rule for unions has no `each`".to_owned()) };
                let names = each.regex().captures_iter(words).filter_map(|found| found.name("type"));
                let variants = names.map(|name| nested(name.as_str(), span, dialect, depth + 1));
                union(variants.collect::<Result<Vec<_>, _>>()?)?
            }
        });
    }
    Ok(Draft::Named(Text { value: words.to_owned(), span }))
}

fn union(variants: Vec<Draft>) -> Result<Draft, String> {
    let null = Draft::Known(Type::Null);
    let nulls = variants.contains(&null);
    let mut rest: Vec<_> = variants.into_iter().filter(|variant| *variant != null).collect();
    let inner = match (rest.len(), rest.pop()) {
        (0, _) | (_, None) => return Err("the union has no types".to_owned()),
        (1, Some(only)) => only,
        (_, Some(last)) => {
            rest.push(last);
            Draft::Union(rest)
        }
    };
    Ok(if nulls { nullable(inner) } else { inner })
}

fn nullable(inner: Draft) -> Draft {
    if matches!(inner, Draft::Nullable(_)) { inner } else { Draft::Nullable(Box::new(inner)) }
}

/// The draft of a type that needs no definition.
pub fn primitive_draft(primitive: Primitive) -> Draft {
    let int = |bits, signed| Draft::Known(Type::Int { bits, signed });
    match primitive {
        Primitive::Bool => Draft::Known(Type::Bool),
        Primitive::Int8 => int(8, true),
        Primitive::Int16 => int(16, true),
        Primitive::Int32 => int(32, true),
        Primitive::Int64 => int(64, true),
        Primitive::Uint8 => int(8, false),
        Primitive::Uint16 => int(16, false),
        Primitive::Uint32 => int(32, false),
        Primitive::Uint64 => int(64, false),
        Primitive::Float32 => Draft::Known(Type::Float { bits: 32 }),
        Primitive::Float64 => Draft::Known(Type::Float { bits: 64 }),
        Primitive::String => Draft::Known(Type::String),
        Primitive::Null => Draft::Known(Type::Null),
        Primitive::Any => Draft::Known(Type::Any),
        Primitive::Object => Draft::Object,
        Primitive::Array => Draft::Array,
    }
}
