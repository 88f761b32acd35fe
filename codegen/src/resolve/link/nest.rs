//! Nesting: puts the tables of an endpoint into each other, by the parents that their labels name.

use std::collections::{HashMap, HashSet};

use crate::dialect::{Role, Where};
use crate::ir::NESTING;
use crate::recognise::raw::{Label, Text};
use crate::resolve::context::Context;
use crate::resolve::draft::{Arena, Content, Draft, EndpointDraft, FieldDraft, Known, SectionDraft, ShapeId};
use crate::resolve::link::messages;
use crate::resolve::read::glob::glob;

/// Attaches the sections of `endpoint` that describe a part of its response or parameters. Sections whose parent is
/// in another endpoint stay unattached; [`across`] sees to them when all endpoints are there.
pub fn attach(endpoint: &mut EndpointDraft, arena: &mut Arena, context: &mut Context<'_>) {
    let names = Names::new(&endpoint.sections, arena);
    loop {
        let mut progress = false;
        for at in 0..endpoint.sections.len() {
            let Some(section) = endpoint.sections.get(at).filter(|section| !section.attached) else { continue };
            let (label, content) = (section.label.clone(), section.content.clone());
            let done = match (label.role, &label.parent) {
                (Role::Items, None) if label.failure().is_none() => {
                    items_of_response(endpoint, &names, at, &label, &content, arena, context)
                }
                (Role::Object | Role::Items | Role::MapValue, Some(parent)) => {
                    within(endpoint, (&names, at), parent, &label, &content, arena, context)
                }
                (Role::MapValue, None) if !matches!(content, Content::Empty) => {
                    no_parent(&label, context);
                    true
                }
                (Role::Object, None)
                    if label.name.is_none() && !matches!(content, Content::Empty | Content::Fields(_)) =>
                {
                    no_parent(&label, context);
                    true
                }
                _ => true,
            };
            if let Some(section) = endpoint.sections.get_mut(at).filter(|_| done) {
                section.attached = true;
                progress = true;
            }
        }
        if !progress {
            return;
        }
    }
}

/// Items without a parent are the response's own, unless its table has exactly one list that is still open: the
/// sentence is the same in both cases, so the second reading is reported.
fn items_of_response(
    endpoint: &mut EndpointDraft,
    index: &Names,
    at: usize,
    label: &Label,
    content: &Content,
    arena: &mut Arena,
    context: &mut Context<'_>,
) -> bool {
    let Some(item) = draft_of(label, content) else { return true };
    let labelled = endpoint.sections.iter().any(|section| section.label.role == Role::Response);
    let mut labels = context.dialect.section.iter().filter(|rule| rule.role == Role::Response);
    // Where no other label says what the response is, this one does.
    if !labelled && label.of == Where::Response {
        if labels.any(|rule| context.has_followed("section", &rule.pattern)) {
            context.report(messages::own_response(label.text.span));
        }
    } else if !labelled && labels.next().is_some() {
        context.report(messages::assumed_response(label.text.span));
    }
    let Some(response) = &endpoint.response else {
        endpoint.response = Some(Known::stated(Draft::List(Box::new(item)), label.text.span));
        claim(content, None, label, arena);
        return true;
    };
    let Draft::Struct(shape) = response.value else {
        context.report(messages::described_before(label.text.span, response.span));
        return true;
    };
    let open = |field: &&FieldDraft| matches!(field.ty.value.base(), Draft::Array);
    let names: Vec<_> = arena.fields(shape).iter().filter(open).map(|field| field.name.clone()).collect();
    let [only] = names.as_slice() else {
        context.report(messages::items_of_one(names.iter().map(|name| name.value.as_str()), label.text.span));
        return true;
    };
    context.report(messages::assumed_items(&only.value, label.text.span, only.span));
    let only = only.clone();
    within(endpoint, (index, at), &only, label, content, arena, context)
}

/// Where a parent was found.
type Found = (ShapeId, Vec<usize>);

fn within(
    endpoint: &EndpointDraft,
    (names, at): (&Names, usize),
    parent: &Text,
    label: &Label,
    content: &Content,
    arena: &mut Arena,
    context: &mut Context<'_>,
) -> bool {
    let shapes = candidates(endpoint, names.having(parent, label), at, label.of, arena);
    put_nearest(shapes, parent, label, content, arena, context)
}

/// Attaches the section with this number to a field of the others, outside of endpoints. Whether one was found.
pub fn beside(sections: &[SectionDraft], at: usize, arena: &mut Arena, context: &mut Context<'_>) -> bool {
    let Some((section, parent)) = sections.get(at).and_then(|it| Some((it, it.label.parent.as_ref()?))) else {
        return false;
    };
    let (label, content, of) = (&section.label, &section.content, section.label.of);
    let (own, start) = of_one_type(sections, at);
    put_nearest(shapes_beside(own, None, at - start, of), parent, label, content, arena, context)
        || put_nearest(shapes_beside(sections, None, at, of), parent, label, content, arena, context)
}

/// The sections that belong to one named type with the one of this number, and the number of the first: they stand between
/// its label and that of the next.
pub fn of_one_type(sections: &[SectionDraft], at: usize) -> (&[SectionDraft], usize) {
    let names = |section: &SectionDraft| section.label.name.is_some() && section.label.parent.is_none();
    let start = sections.iter().take(at).rposition(names).unwrap_or_default();
    let end = sections.iter().skip(at).position(names).map_or(sections.len(), |rest| at + rest);
    (sections.get(start..end).unwrap_or(sections), start)
}

/// Puts content into the field `parent` of the first of these shapes that has it.
fn put_nearest(
    shapes: Vec<ShapeId>,
    parent: &Text,
    label: &Label,
    content: &Content,
    arena: &mut Arena,
    context: &mut Context<'_>,
) -> bool {
    let found: Vec<Found> =
        shapes.into_iter().filter_map(|shape| matching(shape, parent, label, arena, context)).collect();
    let Some((first, rest)) = found.split_first() else { return false };
    if let Some((other, _)) = rest.first() {
        let place = |shape: ShapeId| arena.get(shape).map_or(label.text.span, |shape| shape.span);
        let (taken, other) = (place(first.0), place(*other));
        context.report(messages::several_parents(&parent.value, label.text.span, taken, other));
    }
    let (shape, fields) = first.clone();
    put(shape, &fields, parent, label, content, arena, context);
    true
}

/// The sections of an endpoint whose tables have a field, by the field's name.
struct Names(HashMap<String, Vec<usize>>);

impl Names {
    fn new(sections: &[SectionDraft], arena: &Arena) -> Self {
        let mut names: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, section) in sections.iter().enumerate() {
            for field in section.shape().map_or(&[][..], |shape| arena.fields(shape)) {
                names.entry(field.name.value.clone()).or_default().push(at);
            }
        }
        Self(names)
    }

    /// The only sections in which a parent can be; absent where it may be in any, for its name is no plain one.
    fn having(&self, parent: &Text, label: &Label) -> Option<&[usize]> {
        let plain = !parent.value.contains(['*', '.']) && label.within.is_none();
        plain.then(|| self.0.get(&parent.value).map_or(&[][..], Vec::as_slice))
    }
}

/// The shapes in which a parent is looked for: those before the section, the nearest first, then those after it.
fn candidates(endpoint: &EndpointDraft, having: Option<&[usize]>, at: usize, of: Where, arena: &Arena) -> Vec<ShapeId> {
    let beside = shapes_beside(&endpoint.sections, having, at, of);
    let roots = [endpoint.envelope, Some(endpoint.parameters)].into_iter().flatten();
    let roots =
        roots.filter(|root| (*root != endpoint.parameters || of != Where::Response) && !arena.fields(*root).is_empty());
    let mut seen: HashSet<ShapeId> = HashSet::new();
    beside.into_iter().chain(roots).filter(|shape| seen.insert(*shape)).collect()
}

/// The shapes of the sections before the one with this number, the nearest first, then of those after it; of all sections
/// or of some alone.
fn shapes_beside(sections: &[SectionDraft], some: Option<&[usize]>, at: usize, of: Where) -> Vec<ShapeId> {
    let shape = |section: &SectionDraft| match section.content {
        Content::Fields(shape) if belongs(section.label.role, of) => Some(shape),
        _ => None,
    };
    if let Some(some) = some {
        let (before, after) = some.split_at(some.partition_point(|other| *other < at));
        let after = after.iter().filter(|other| **other != at);
        return before.iter().rev().chain(after).filter_map(|other| shape(sections.get(*other)?)).collect();
    }
    let before = sections.iter().take(at).rev().filter_map(shape);
    before.chain(sections.iter().skip(at + 1).filter_map(shape)).collect()
}

fn belongs(role: Role, of: Where) -> bool {
    match of {
        Where::Parameters => role == Role::Parameters || role == Role::Object,
        Where::Response => role != Role::Parameters,
        _ => true,
    }
}

/// The fields of `shape` that `parent` names and that still lack content.
fn matching(shape: ShapeId, parent: &Text, label: &Label, arena: &Arena, context: &Context<'_>) -> Option<Found> {
    let holder = arena.get(shape)?;
    if let Some(within) = &label.within
        && label.role != Role::MapValue
        && holder.owner.as_ref() != Some(&within.value)
    {
        return None;
    }
    let wanted = match (&label.within, label.role) {
        (Some(within), Role::MapValue) => &within.value,
        _ => &parent.value,
    };
    let named = |wanted: &str| {
        let fields = holder.fields.iter().enumerate();
        let fits = fields.filter(|(_, field)| glob(wanted, &field.name.value) && field.ty.value.is_open());
        fits.map(|(index, _)| index).collect::<Vec<_>>()
    };
    let fits = named(wanted);
    if !fits.is_empty() {
        return Some((shape, fits));
    }
    // `sender.role` is the field `role` of the object that `sender` holds.
    let (objects, field) = wanted.rsplit_once('.')?;
    let object = objects.rsplit('.').next();
    let owner = holder.owner.as_deref().or(context.dialect.envelope.data.as_deref());
    let fits = if owner == object { named(field) } else { Vec::new() };
    (!fits.is_empty()).then_some((shape, fits))
}

/// Puts content into the open slots of fields.
fn put(
    shape: ShapeId,
    fields: &[usize],
    parent: &Text,
    label: &Label,
    content: &Content,
    arena: &mut Arena,
    context: &mut Context<'_>,
) {
    let Some(draft) = draft_of(label, content) else { return };
    let list = matches!(content, Content::Fields(id) if arena.get(*id).is_some_and(|shape| shape.list));
    let owner = if parent.value.contains('*') { None } else { Some(parent.value.as_str()) };
    claim(content, owner, label, arena);
    if owner.is_none()
        && let Content::Fields(id) = content
        && let Some(shape) = arena.get_mut(*id)
    {
        shape.step = Some(parent.value.replace('*', "").trim_matches(['_', '-', '.']).to_owned());
    }
    let mut mismatch = None;
    for index in fields {
        let Some(field) = arena.get_mut(shape).and_then(|shape| shape.fields.get_mut(*index)) else { continue };
        if field.ty.value.depth() + draft.depth() > NESTING {
            context.report(messages::nests_deep(&field.name.value, NESTING, label.text.span));
            continue;
        }
        match content {
            Content::Map { docs, .. } | Content::Items { docs, .. } => field.docs.push(docs),
            Content::BodyRow(row) => field.docs.push(&row.docs.0),
            _ => {}
        }
        let (in_list, in_map) = (field.ty.value.is_list(), matches!(field.ty.value.base(), Draft::Map(_)));
        let Some(slot) = field.ty.value.slot() else { continue };
        let is_array = *slot == Draft::Array;
        let differs = list && !is_array && !in_list;
        if differs
            || (label.role == Role::Object && is_array && !list)
            || (label.role == Role::Items && !is_array && !in_list)
        {
            mismatch = Some((field.name.clone(), field.ty_text.clone(), field.ty.span));
        }
        *slot = match label.role {
            _ if is_array && draft.is_list() => draft.clone(),
            _ if is_array => Draft::List(Box::new(draft.clone())),
            // A table of one open key is the map already; a table of fields is what the map holds.
            Role::MapValue if !in_map && !matches!(draft, Draft::Map(_)) => Draft::Map(Box::new(draft.clone())),
            _ => draft.clone(),
        };
    }
    if let Some((name, words, span)) = mismatch {
        context.report(messages::list_or_not(&name.value, &words, label.text.span, span));
    }
}

/// What a section's content is as a type.
fn draft_of(label: &Label, content: &Content) -> Option<Draft> {
    match content {
        Content::Fields(shape) => Some(Draft::Struct(*shape)),
        Content::Map { value, .. } => Some(Draft::Map(Box::new(value.clone()))),
        Content::Items { item, .. } => Some(item.clone()),
        Content::BodyRow(row) => Some(row.ty.value.clone()),
        Content::Same => {
            let endpoint = label.same.clone()?;
            Some(Draft::Same { endpoint, minus: label.minus.clone() })
        }
        Content::Values(_) | Content::Empty => None,
    }
}

/// Notes on a shape what it was attached to, and what the sentence before it says.
fn claim(content: &Content, owner: Option<&str>, label: &Label, arena: &mut Arena) {
    let Content::Fields(id) = content else { return };
    let Some(shape) = arena.get_mut(*id) else { return };
    shape.owner = owner.map(str::to_owned);
    if label.sentence {
        shape.docs.push(&label.text.value);
    }
}

/// Attaches what found no parent in its own endpoint to the only endpoint that has one.
pub fn across(endpoints: &mut [EndpointDraft], arena: &mut Arena, context: &mut Context<'_>) {
    for at in 0..endpoints.len() {
        let open: Vec<_> = endpoints.get(at).map_or(Vec::new(), |endpoint| {
            let open = |section: &&SectionDraft| !section.attached && !matches!(section.content, Content::Empty);
            endpoint.sections.iter().filter(open).cloned().collect()
        });
        for section in open {
            let Some(parent) = section.label.parent.clone() else { continue };
            let elsewhere = endpoints.iter().enumerate().filter(|(index, _)| *index != at).flat_map(|(_, other)| {
                let shapes = candidates(other, None, other.sections.len(), section.label.of, arena);
                shapes
                    .into_iter()
                    .filter_map(|shape| matching(shape, &parent, &section.label, arena, context))
                    .collect::<Vec<_>>()
            });
            let found: Vec<Found> = elsewhere.collect();
            if let [(shape, fields)] = found.as_slice() {
                let span = arena.get(*shape).map_or(parent.span, |shape| shape.span);
                context.report(messages::other_endpoints_field(&parent.value, section.label.text.span, span));
                put(*shape, fields, &parent, &section.label, &section.content, arena, context);
                continue;
            }
            context.report(messages::no_open_field(&parent.value, section.label.text.span));
        }
    }
}

/// Reports a label that should say which field it speaks of.
pub fn no_parent(label: &Label, context: &mut Context<'_>) {
    context.report(messages::no_parent(label.text.span));
}
