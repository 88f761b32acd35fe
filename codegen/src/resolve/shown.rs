//! Types that sentences and examples make, and the examples of types: what stands outside of endpoints and beside tables.

use serde_json::Value;

use super::anchors::Files;
use super::arena::{AliasDraft, Named, ShownDraft};
use super::context::Context;
use super::draft::{Draft, Known};
use super::examples::{self, compare, infer};
use super::section::{Content, SectionDraft};
use super::types::Types;
use super::{Figures, link};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{Api, Docs, Type};
use crate::recognise::raw::{RawExample, Said, Shows, Text};

/// Takes the examples of types from the examples of one place; the rest is given back.
pub fn collect(examples: Vec<RawExample>, sections: &[SectionDraft], context: &mut Context<'_>) -> Vec<RawExample> {
    let mut rest = Vec::new();
    for raw in examples::prepare::all(examples) {
        let ty = match &raw.shows {
            None => {
                rest.push(raw);
                continue;
            }
            Some(Shows::Section(at)) => sections.get(*at).and_then(|section| name(section, context)).map(Draft::Named),
            Some(Shows::Said(_)) => None,
        };
        context.arena.shown.push(ShownDraft { raw, ty });
    }
    rest
}

/// The name of the type that a section defines. Where another document has the name already, it may be another.
fn name(section: &SectionDraft, context: &Context<'_>) -> Option<Text> {
    let mut name = section.label.name.clone()?;
    if let Content::Fields(shape) = &section.content {
        let own = context.arena.get(*shape).and_then(|shape| shape.name.clone());
        name.value = own.unwrap_or(name.value);
    }
    Some(name)
}

/// A type that a sentence says to be another.
pub fn alias(name: &Text, said: Said, context: &mut Context<'_>) {
    let words = |said: &Said| (said.list, said.words.text.trim().to_owned());
    let known = context.arena.aliases.get(&name.value).map(|known| (known.span, known.said.as_ref().map(words)));
    match known {
        Some((_, before)) if before == Some(words(&said)) => {}
        Some((span, _)) => {
            let message = format!("the type `{}` is said to be two others; the first counts", name.value);
            let diagnostic = Diagnostic::new(Code::Duplicate, name.span, message).related(span, "the first");
            context.report(diagnostic.help("make the two sentences agree"));
        }
        None => {
            let alias = AliasDraft { said: Some(said), ty: None, docs: Docs::default(), span: name.span };
            context.arena.aliases.insert(name.value.clone(), alias);
        }
    }
}

/// Finds the types that sentences name, then what examples say of types that are open.
pub fn settle(files: &Files, context: &mut Context<'_>) {
    let mut aliases = context.arena.aliases.clone();
    for alias in aliases.values_mut() {
        let Some(said) = alias.said.clone() else {
            alias.ty.iter_mut().for_each(|ty| link::settle_whole(&mut ty.value, files, context));
            continue;
        };
        alias.ty = link::said_type(&said, files, context).map(|draft| Known::stated(draft, said.words.span));
    }
    context.arena.aliases = aliases;
    let mut shown = std::mem::take(&mut context.arena.shown);
    for example in &mut shown {
        if let Some(Shows::Said(said)) = &example.raw.shows {
            example.ty = link::said_type(said, files, context);
        }
    }
    inferred(&mut shown, context);
    context.arena.shown = shown;
}

/// Gives the words below the labels of types that are no objects to what has the name. Gives back those whose name nothing
/// has.
pub fn document(context: &mut Context<'_>) -> Docs {
    let mut rest = Docs::default();
    for (name, words) in std::mem::take(&mut context.arena.words) {
        let arena = &mut context.arena;
        let shape = arena.names.get(&name).map(|shape| Named::Shape(*shape));
        let named = shape.or_else(|| arena.set_names.get(&name).map(|set| Named::Set(*set)));
        if let Some(named) = named {
            arena.document(named, &words);
        } else if let Some(alias) = arena.aliases.get_mut(&name) {
            alias.docs.push(&words.0);
        } else if context.dialect.define.contains_key(&name) {
            arena.words.insert(name, words);
        } else {
            rest.push(&format!("### {name}\n\n{}", words.0));
        }
    }
    rest
}

/// Infers what is open in the types of examples, from all examples of one type together.
fn inferred(shown: &mut [ShownDraft], context: &mut Context<'_>) {
    let mut groups: Vec<(Draft, Vec<usize>)> = Vec::new();
    for (at, example) in shown.iter().enumerate() {
        let Some(ty) = example.ty.as_ref().map(|ty| behind(ty, context)) else { continue };
        match groups.iter_mut().find(|(known, _)| same(known, &ty)) {
            Some((_, places)) => places.push(at),
            None => groups.push((ty, vec![at])),
        }
    }
    for (mut ty, places) in groups {
        let own = || places.iter().filter_map(|at| shown.get(*at));
        let values: Vec<Value> = own().filter_map(|example| examples::quietly(&example.raw.text)).collect();
        let Some(span) = own().next().map(|example| example.raw.span) else { continue };
        infer::of_type(&mut ty, values.iter().collect(), span, context);
        let Draft::Named(name) = &ty else { continue };
        if is_known(name, context) {
            continue;
        }
        let found = infer::common(values.iter().collect(), span, context);
        if let Some(found) = found.filter(|found| !matches!(found, Draft::Object)) {
            let ty = Some(Known::inferred(found, span, "from the example"));
            let alias = AliasDraft { said: None, ty, docs: Docs::default(), span: name.span };
            context.arena.aliases.insert(name.value.clone(), alias);
        } else {
            for at in places {
                if let Some(example) = shown.get_mut(at) {
                    example.ty = None;
                }
            }
        }
    }
}

/// The type behind a name: the object that has it, or what a sentence says it to be.
fn behind(ty: &Draft, context: &Context<'_>) -> Draft {
    let mut ty = ty;
    // A chain of names that never ends is as good as its beginning.
    for _ in 0..16 {
        let Draft::Named(name) = ty else { break };
        if let Some(shape) = context.arena.names.get(&name.value) {
            return Draft::Struct(*shape);
        }
        match context.arena.aliases.get(&name.value).and_then(|alias| alias.ty.as_ref()) {
            Some(target) => ty = &target.value,
            None => break,
        }
    }
    ty.clone()
}

fn same(one: &Draft, two: &Draft) -> bool {
    match (one, two) {
        (Draft::Named(one), Draft::Named(two)) => one.value == two.value,
        _ => one == two,
    }
}

/// Whether anything defines the type.
pub fn is_known(name: &Text, context: &Context<'_>) -> bool {
    let (arena, name) = (&context.arena, &name.value);
    arena.names.contains_key(name) || arena.aliases.contains_key(name) || context.dialect.define.contains_key(name)
}

/// An example with its type.
pub struct Shown {
    raw: RawExample,
    /// The type, and what it is called in messages.
    ty: Option<(Type, String)>,
}

/// Makes the types of the examples.
pub fn make(types: &mut Types<'_, '_>) -> Vec<Shown> {
    let shown = std::mem::take(&mut types.context.arena.shown);
    let made = shown.into_iter().map(|ShownDraft { raw, ty }| {
        let ty = ty.map(|draft| {
            let ty = types.make(&draft, "example");
            let name = inside(&ty).unwrap_or("example").to_owned();
            (ty, name)
        });
        Shown { raw, ty }
    });
    made.collect()
}

/// The id of the type, or of that which it holds.
fn inside(ty: &Type) -> Option<&str> {
    match ty {
        Type::Ref { id } => Some(&id.0),
        _ => ty.children().into_iter().find_map(inside),
    }
}

/// Compares the examples with their types, and puts each to its type; one that has none of its own, such as a list, is
/// put into the documentation.
pub fn attach(api: &mut Api, shown: Vec<Shown>, figures: &mut Figures, context: &mut Context<'_>) {
    for Shown { raw, ty } in shown {
        let example = examples::read(&raw, context);
        let json = examples::is_json(&example);
        figures.examples += usize::from(json);
        if let Some((ty, name)) = &ty {
            let decodes = compare::value(api, ty, name, &example, raw.span, context);
            figures.decoded += usize::from(json && decodes);
        }
        let def = match &ty {
            Some((Type::Ref { id }, _)) => api.types.binary_search_by(|def| def.id.cmp(id)).ok(),
            _ => None,
        };
        match def.and_then(|at| api.types.get_mut(at)) {
            Some(def) => def.examples.push(example),
            None => super::api::example_words(&raw, &mut api.docs),
        }
    }
}
