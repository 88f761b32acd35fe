//! What the comments in examples say of the fields that they stand beside.

use std::collections::BTreeMap;

use crate::markdown::Inline;
use crate::resolve::context::Context;
use crate::resolve::draft::{Arena, Draft, ExampleDraft};
use crate::resolve::read::example::comments;
use crate::resolve::read::prose;
use crate::source::Span;

/// How deep fields are looked for.
const DEPTH: usize = 32;

/// Describes the fields of a type, which stands in the examples below the key `data`, by their comments. What is described
/// already stays as it is.
pub fn describe<'e>(
    draft: &Draft,
    data: Option<&String>,
    examples: impl Iterator<Item = &'e ExampleDraft>,
    arena: &mut Arena,
    context: &mut Context<'_>,
) {
    let commented = |example: &&ExampleDraft| ["//", "/*", "#"].iter().any(|mark| example.example.text.contains(mark));
    for example in examples.filter(commented) {
        let words = comments::of(&example.example.text);
        if !words.is_empty() {
            let mut path: Vec<String> = data.into_iter().cloned().collect();
            fields(draft, &mut path, (&words, example.span), arena, context);
        }
    }
}

fn fields(
    draft: &Draft,
    path: &mut Vec<String>,
    said: (&BTreeMap<Vec<String>, String>, Span),
    arena: &mut Arena,
    context: &mut Context<'_>,
) {
    let Some(shape) = draft.shape().filter(|_| path.len() < DEPTH) else { return };
    let (words, span) = said;
    for at in 0..arena.fields(shape).len() {
        let Some(field) = arena.fields(shape).get(at) else { continue };
        let (name, ty, silent) = (field.name.value.clone(), field.ty.value.clone(), field.docs.is_empty());
        path.push(name);
        if let Some(words) = words.get(path.as_slice()).filter(|_| silent) {
            let text = Inline::plain(words, span);
            arena.edit(shape, at, |field, arena| {
                field.docs.push(words);
                prose::describe(field, &text, arena, context);
                field.descriptions.push(text);
            });
        }
        fields(&ty, path, said, arena, context);
        path.pop();
    }
}
