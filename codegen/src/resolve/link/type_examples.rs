//! Examples of types, which stand outside of endpoints and beside tables: whose they are.

use crate::recognise::raw::{RawExample, Shows, Text};
use crate::resolve::context::Context;
use crate::resolve::draft::{Content, Draft, Known, SectionDraft, TypeExample};
use crate::resolve::link::link_targets::Files;
use crate::resolve::link::references;
use crate::resolve::read::example::prepare;

/// Takes the examples of types from the examples of one place; the rest is given back.
pub fn collect(examples: Vec<RawExample>, sections: &[SectionDraft], context: &mut Context<'_>) -> Vec<RawExample> {
    let mut rest = Vec::new();
    for raw in prepare::all(examples) {
        let ty = match &raw.shows {
            None => {
                rest.push(raw);
                continue;
            }
            Some(Shows::Section(at)) => sections.get(*at).and_then(|section| name(section, context)).map(Draft::Named),
            Some(Shows::Said(_)) => None,
        };
        context.arena.examples.push(TypeExample { raw, ty });
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

/// Finds the types that sentences name.
pub fn link_types(files: &Files, context: &mut Context<'_>) {
    let mut aliases = context.arena.aliases.clone();
    for alias in aliases.values_mut() {
        let Some(said) = alias.said.clone() else {
            if let Some(ty) = &mut alias.ty {
                references::link_type(&mut ty.value, files, context);
            }
            continue;
        };
        alias.ty = references::said_type(&said, files, context).map(|draft| Known::stated(draft, said.words.span));
    }
    context.arena.aliases = aliases;
    let mut examples = std::mem::take(&mut context.arena.examples);
    for example in &mut examples {
        if let Some(Shows::Said(said)) = &example.raw.shows {
            example.ty = references::said_type(said, files, context);
        }
    }
    context.arena.examples = examples;
}
