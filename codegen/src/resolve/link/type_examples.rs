//! Examples of types, which stand outside of endpoints and beside tables: whose they are.

use crate::recognise::links::Files;
use crate::recognise::raw::{RawExample, Shows, Text};
use crate::resolve::context::Context;
use crate::resolve::draft::{AliasDraft, Arena, Content, Draft, ExampleDraft, Known, SectionDraft, TypeExample};
use crate::resolve::link::references;
use crate::resolve::read::example;

/// Takes the examples of types from the examples of one place; the rest is given back.
pub fn collect(
    examples: Vec<RawExample>,
    sections: &[SectionDraft],
    arena: &mut Arena,
    context: &mut Context<'_>,
) -> Vec<ExampleDraft> {
    let mut rest = Vec::new();
    for mut example in example::read(examples, context) {
        let ty = match &example.shows {
            None => {
                rest.push(example);
                continue;
            }
            Some(Shows::Section(at)) => {
                let section = sections.get(*at);
                if section.is_some_and(|section| section.label.event) {
                    example.example.value = example.example.value.take().map(|value| example::held(value, context));
                }
                section.and_then(|section| name(section, arena)).map(Draft::Named)
            }
            Some(Shows::Said(_)) => None,
        };
        if let Some(Draft::Named(name)) = &ty {
            arena.shown.insert(name.value.clone());
        }
        arena.examples.push(TypeExample { example, ty });
    }
    rest
}

/// The name of the type that a section defines. Where another document has the name already, it may be another.
pub fn name(section: &SectionDraft, arena: &Arena) -> Option<Text> {
    let mut name = section.label.name.clone()?;
    if let Content::Fields(shape) = &section.content {
        let own = arena.get(*shape).and_then(|shape| shape.name.clone());
        name.value = own.unwrap_or(name.value);
    }
    Some(name)
}

/// Finds the types that links lead to and that sentences name.
pub fn link_types(files: &Files, arena: &mut Arena, context: &mut Context<'_>) {
    let types: Vec<_> = arena.aliases.values().map(|alias| alias_type(alias, files, arena, context)).collect();
    for (alias, ty) in arena.aliases.values_mut().zip(types) {
        alias.ty = ty;
    }
    let mut said = |example: &TypeExample| match &example.example.shows {
        Some(Shows::Said(said)) => references::said_type(said, files, arena, context),
        _ => example.ty.clone(),
    };
    let types: Vec<_> = arena.examples.iter().map(&mut said).collect();
    for (example, ty) in arena.examples.iter_mut().zip(types) {
        example.ty = ty;
    }
}

/// What a name stands for: the type that a sentence gives, or the one that it has, with its links resolved.
fn alias_type(alias: &AliasDraft, files: &Files, arena: &Arena, context: &mut Context<'_>) -> Option<Known<Draft>> {
    if let Some(said) = &alias.said {
        return references::said_type(said, files, arena, context).map(|draft| Known::stated(draft, said.words.span));
    }
    let mut ty = alias.ty.clone()?;
    references::link_type(&mut ty.value, files, arena, context);
    Some(ty)
}
