//! Types that nothing uses.

use std::collections::{BTreeSet, HashMap};

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::recognise::links::Files;
use crate::recognise::raw::Text;
use crate::resolve::check::messages;
use crate::resolve::check::words::is_compound;
use crate::resolve::context::Context;
use crate::resolve::draft::{Arena, Definition, ShapeId};
use crate::source::Span;

/// Of types that nothing uses, those that no other of them uses, and of each circle the first.
fn roots(unused: &[(String, ShapeId)], arena: &Arena) -> Vec<(String, ShapeId)> {
    let inside = |id: ShapeId| arena.reach(&[id], []);
    let reach: Vec<BTreeSet<ShapeId>> = unused.iter().map(|(_, id)| inside(*id)).collect();
    let used = |id: &ShapeId| {
        let others = unused.iter().zip(&reach).filter(|((_, other), _)| other != id);
        others.into_iter().any(|(_, reach)| reach.contains(id))
    };
    let mut roots: Vec<_> = unused.iter().filter(|(_, id)| !used(id)).cloned().collect();
    let mut told: BTreeSet<ShapeId> = roots.iter().flat_map(|(_, id)| inside(*id)).collect();
    for (name, id) in unused.iter().filter(|(_, id)| used(id)) {
        if told.insert(*id) {
            roots.push((name.clone(), *id));
            told.extend(inside(*id));
        }
    }
    roots
}

/// Where words name these types beside their own headings. A name of one word may be any word.
fn named_by_words(types: &[(String, ShapeId)], arena: &Arena, context: &Context<'_>) -> HashMap<ShapeId, Span> {
    let mut wanted: HashMap<&str, Vec<(ShapeId, Span)>> = HashMap::new();
    for (name, id) in types {
        let Some(span) = arena.get(*id).map(|shape| shape.span) else { continue };
        let own = arena.own.get(&span.file).into_iter().flatten();
        let written = own.into_iter().find(|(_, known)| **known == Definition::Shape(*id)).map(|(name, _)| name);
        let written = written.unwrap_or(name).as_str();
        if is_compound(written) {
            wanted.entry(written).or_default().push((*id, span));
        }
    }
    let mut found = HashMap::new();
    let documents =
        context.sources.files().filter(|(_, source)| !wanted.is_empty() && !source.name().ends_with(".toml"));
    for (file, source) in documents {
        // What stands above the type, and may be its own heading.
        let mut above: HashMap<ShapeId, Span> = HashMap::new();
        for (place, word) in words(source.text()) {
            for (id, own) in wanted.get(word).into_iter().flatten() {
                let span = Span::new(file, place..place + word.len());
                let other = own.file != file && arena.own.get(&file).is_some_and(|own| own.contains_key(word));
                if other || own.contains(span) {
                    continue;
                }
                let mention =
                    if own.file == file && span.start < own.start { above.insert(*id, span) } else { Some(span) };
                if let Some(span) = mention {
                    found.entry(*id).or_insert(span);
                }
            }
        }
    }
    found
}

/// Where links lead to these types.
fn linked(types: &[(String, ShapeId)], arena: &Arena, context: &Context<'_>) -> HashMap<ShapeId, Span> {
    let files = Files::new(context.sources);
    let mut found = HashMap::new();
    let documents =
        context.sources.files().filter(|(_, source)| !types.is_empty() && !source.name().ends_with(".toml"));
    for (file, source) in documents {
        for (place, words, url) in links(source.text()) {
            let span = Span::new(file, place..place + words.len());
            let words = Text { value: words.trim_matches('`').to_owned(), span };
            let Some(Definition::Shape(id)) = files.target(url, &words, arena, context) else { continue };
            let own = arena.get(id).is_some_and(|shape| shape.span.contains(span));
            if !own && types.iter().any(|(_, unused)| *unused == id) {
                found.entry(id).or_insert(span);
            }
        }
    }
    found
}

/// The links of a text: the place of the words, the words, and where they lead.
fn links(text: &str) -> impl Iterator<Item = (usize, &str, &str)> {
    text.match_indices("](").filter_map(move |(at, between)| {
        let start = text.get(..at)?.rfind('[')? + 1;
        let words = text.get(start..at).filter(|words| !words.is_empty() && !words.contains('\n'))?;
        let (url, _) = text.get(at + between.len()..)?.split_once(')')?;
        Some((start, words, url.split_whitespace().next()?))
    })
}

/// The words of a text, with their places.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let between = |letter: char| !letter.is_alphanumeric() && letter != '_';
    let mut at = 0;
    text.split_inclusive(between).filter_map(move |piece| {
        let place = at;
        at += piece.len();
        Some((place, piece.trim_end_matches(between))).filter(|(_, word)| !word.is_empty())
    })
}

/// Where warnings have said of words that others count in their place.
fn second_words(context: &Context<'_>) -> Vec<Span> {
    let says = |item: &&Diagnostic| item.code == Code::Duplicate && item.severity == Severity::Warning;
    let all = context.diagnostics.items().iter().filter(says);
    all.flat_map(|item| std::iter::once(item.span).chain(item.related.iter().skip(1).map(|(at, _)| *at))).collect()
}

/// Types that the documents define and nobody uses.
pub fn unused(named: &BTreeSet<String>, arena: &Arena, context: &mut Context<'_>) {
    let unused: Vec<_> = arena
        .names
        .iter()
        .filter(|(name, _)| !named.contains(*name) && !arena.inlined.contains(*name))
        // What a use made that does not count is said of by what counts in its place.
        .filter(|(_, id)| arena.get(**id).is_none_or(|shape| shape.made.is_none()))
        .map(|(name, id)| (name.clone(), *id))
        .collect();
    let told = roots(&unused, arena);
    let linked = linked(&told, arena, context);
    let mentioned = named_by_words(&told, arena, context);
    let second = second_words(context);
    for (name, id) in told {
        let Some(span) = arena.get(id).map(|shape| shape.span) else { continue };
        if let Some(generic) = arena.get(id).filter(|shape| shape.is_generic()) {
            context.report(messages::unused_generic(&name, &generic.items, span));
            continue;
        }
        let named = mentioned.get(&id).or_else(|| linked.get(&id)).copied();
        // The words, or the row that they stand in.
        let line = |span: Span| (span.file, context.sources.locate(span).line);
        let is_second = |place: &Span| {
            context.sources.slice(*place) == name || named.is_some_and(|named| line(named) == line(*place))
        };
        if second.iter().any(is_second) {
            // It has been said that they do not count.
            continue;
        }
        let alike = arena.alike.get(&id).map_or(&[][..], Vec::as_slice);
        context.report(messages::unused_type(&name, span, named, alike));
    }
    let sets: Vec<_> = arena.sets.iter().filter(|set| !set.used).cloned().collect();
    for set in sets {
        context.report(messages::unused_values(&set.name, set.span));
    }
    let inlined = arena.inlined.clone();
    let used = |name: &String| named.contains(name) || inlined.contains(name);
    for (name, rule) in context.dialect.define.iter().filter(|(name, _)| !used(name)) {
        context.report(messages::unused_dialect_type(name, context.entry(rule)));
    }
}
