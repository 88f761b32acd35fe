//! Events of the documents: sections of one, and tables with one a row.

use crate::ir::Docs;
use crate::recognise::links::Files;
use crate::recognise::raw::{RawRow, RawSection, Text};
use crate::resolve::context::Context;
use crate::resolve::draft::{Arena, EventDraft, Known, SectionDraft};
use crate::resolve::link::{messages, references, type_examples};
use crate::resolve::read::rows;

/// An event as its section names it, before it is known what that is called among the types.
pub struct Named {
    /// The number of its section.
    at: usize,
    name: Text,
    docs: Docs,
}

/// The event that a section is about, where it is about one.
pub fn named(at: usize, section: &RawSection) -> Option<Named> {
    let label = &section.label;
    let name = label.name.clone().filter(|_| label.event)?;
    Some(Named { at, name, docs: section.docs.clone() })
}

/// Registers the events of sections that have been read.
pub fn sections(named: Vec<Named>, drafts: &[SectionDraft], arena: &mut Arena, context: &mut Context<'_>) {
    for Named { at, name, docs } in named {
        let section = drafts.get(at).and_then(|draft| type_examples::name(draft, arena));
        add(EventDraft { name, section, row: None, docs }, arena, context);
    }
}

/// Registers the event of a section below an endpoint.
pub fn section(section: &SectionDraft, arena: &mut Arena, context: &mut Context<'_>) {
    let Some(name) = section.label.name.clone() else { return };
    let called = type_examples::name(section, arena);
    add(EventDraft { name, section: called, row: None, docs: Docs::default() }, arena, context);
}

/// Registers the events of a table.
pub fn table(rows: &[RawRow], arena: &mut Arena, context: &mut Context<'_>) {
    for row in rows {
        let name = row.key.text.trim().trim_matches('`').trim();
        if name.is_empty() {
            context.report(messages::event_without_name(row.span));
            continue;
        }
        let said = row.ty.as_deref().filter(|cell| !cell.text.trim().is_empty()).map(|cell| cell.span);
        let holds = said.map(|span| Known::stated(rows::cell_type(row, context), span));
        let words: Vec<_> = row.description.iter().map(|cell| cell.source.trim()).collect();
        let name = Text { value: name.to_owned(), span: row.key.span };
        add(
            EventDraft { name, section: None, row: holds, docs: Docs(words.join("; ").trim().to_owned()) },
            arena,
            context,
        );
    }
}

/// Finds the types that links of rows lead to.
pub fn link_types(files: &Files, arena: &mut Arena, context: &mut Context<'_>) {
    let mut events = std::mem::take(&mut arena.events);
    for row in events.iter_mut().filter_map(|event| event.row.as_mut()) {
        references::link_type(&mut row.value, files, arena, context);
    }
    arena.events = events;
}

/// Adds an event. A section and a row of one are one event.
fn add(event: EventDraft, arena: &mut Arena, context: &mut Context<'_>) {
    let Some(at) = arena.event_names.get(&event.name.value).copied() else {
        arena.event_names.insert(event.name.value.clone(), arena.events.len());
        arena.events.push(event);
        return;
    };
    let Some(known) = arena.events.get_mut(at).filter(|known| known.name.span != event.name.span) else { return };
    let twice = known.section.is_some() == event.section.is_some();
    if twice {
        context.report(messages::event_twice(&event.name.value, event.name.span, known.name.span));
    }
    if !known.docs.0.contains(event.docs.0.trim()) {
        known.docs.push(&event.docs.0);
    }
    if event.section.is_some() && known.section.is_none() {
        (known.name, known.section) = (event.name, event.section);
    }
    known.row = known.row.take().or(event.row);
}
