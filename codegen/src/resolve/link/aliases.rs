//! Types with a name that are no objects with fields: what a sentence or a label says that they are.

use crate::ir::Docs;
use crate::recognise::raw::{Label, Said, Text};
use crate::resolve::context::Context;
use crate::resolve::draft::{AliasDraft, Arena, Content, Draft, Known, OwnAlias};
use crate::resolve::link::messages;
use crate::resolve::read::type_expr;

/// A name, and that with numbers behind it.
pub fn numbered(name: &str) -> impl Iterator<Item = String> {
    std::iter::once(name.to_owned()).chain((2_u32..).map(move |number| format!("{name}{number}")))
}

/// Whether a label gives its name to what is no object with fields.
pub fn is_alias(content: &Content, label: &Label) -> bool {
    let other = matches!(content, Content::BodyRow(_) | Content::Map { .. } | Content::Items { .. });
    other && label.name.is_some()
}

/// Registers a type with a name that is no object with fields: open keys, a list, or what the body row says.
pub fn alias(content: Content, label: &Label, arena: &mut Arena, context: &mut Context<'_>) {
    let Some(name) = &label.name else { return };
    let stated = |ty: Draft| Known::stated(ty, label.text.span);
    let (ty, docs) = match content {
        Content::BodyRow(row) => (row.ty, row.docs),
        Content::Map { value, docs } => (stated(Draft::Map(Box::new(value))), Docs(docs)),
        Content::Items { item, docs } => (stated(Draft::List(Box::new(item))), Docs(docs)),
        _ => return,
    };
    let known = arena.aliases.get(&name.value).map(|known| known.span);
    if let Some(span) = known {
        context.report(messages::defined_twice(&name.value, name.span, span));
        return;
    }
    let alias = AliasDraft { said: None, ty: Some(ty), docs, span: name.span };
    arena.aliases.insert(name.value.clone(), alias);
}

/// A type that a sentence or a label says to be another; what it is called. Where another document has the name for
/// something else, each has its own by it.
pub fn said(label: &Label, said: Said, arena: &mut Arena, context: &mut Context<'_>) -> Option<String> {
    let draft = context.quietly(|context| type_expr::parse_cell(&said.words, context));
    if !said.list && draft.is_ok_and(|draft| draft == Draft::Object) {
        arena.open_objects.push((label.clone(), said));
        return None;
    }
    register(label, said, arena, context)
}

fn register(label: &Label, said: Said, arena: &mut Arena, context: &mut Context<'_>) -> Option<String> {
    let name = label.name.as_ref()?;
    let words = |said: &Said| (said.list, said.words.text.trim().to_owned());
    let is = |known: &AliasDraft| known.said.as_ref().map(words) == Some(words(&said));
    let found = numbered(&name.value).find_map(|called| match (arena.aliases.get(&called), arena.taken(&called)) {
        (Some(known), _) if is(known) || known.span.file == name.span.file => Some((called, true)),
        (_, taken) => taken.is_none().then_some((called, false)),
    });
    let (called, known) = found?;
    match arena.aliases.get(&called).filter(|known| !is(known)) {
        Some(known) => context.report(messages::said_to_be_two(&name.value, name.span, known.span)),
        None if known => {}
        None => {
            if let Some(first) = arena.taken(&name.value) {
                context.report(messages::is_another_type(&name.value, &called, name.span, first));
            }
            let alias = AliasDraft { said: Some(said), ty: None, docs: Docs::default(), span: name.span };
            arena.aliases.insert(called.clone(), alias);
        }
    }
    let own = OwnAlias { called: called.clone(), label: label.text.value.clone() };
    arena.own_aliases.entry(name.span.file).or_default().insert(name.value.clone(), own);
    Some(called)
}

/// Lets fields or values count of which a document says something else too: in one document a name has one meaning.
pub fn give_way(name: &Text, arena: &mut Arena, context: &mut Context<'_>) {
    let file = name.span.file;
    let Some(own) = arena.own_aliases.get_mut(&file).and_then(|own| own.remove(&name.value)) else { return };
    let called = own.called;
    let Some(alias) = arena.aliases.get(&called) else { return };
    let span = alias.said.as_ref().map_or(alias.span, |said| said.words.span);
    context.report(messages::fields_count(&name.value, name.span, span));
    if arena.own_aliases.values().all(|own| own.values().all(|other| other.called != called)) {
        arena.aliases.remove(&called);
    }
}

/// Settles the types of which no more is said than that they are objects. What has fields by the name is meant, where that
/// can be one alone; another document may have its own by it.
pub fn settle_open(arena: &mut Arena, context: &mut Context<'_>) {
    for (label, said) in std::mem::take(&mut arena.open_objects) {
        let Some(name) = &label.name else { continue };
        let own = arena.own.get(&name.span.file).is_some_and(|own| own.contains_key(&name.value));
        let several = numbered(&name.value).nth(1).is_some_and(|second| arena.names.contains_key(&second));
        if !own && (several || !arena.names.contains_key(&name.value)) {
            register(&label, said, arena, context);
        }
    }
}
