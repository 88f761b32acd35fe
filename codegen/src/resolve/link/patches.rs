//! Applies `patches.toml`: to what the documents state, and to the drafts.

pub mod documents;
mod fields;
mod index;
mod located;

use crate::diagnostic::{Code, nearest};
use crate::dialect::Role;
use crate::ir::{How, template};
use crate::patch::{Kind, Patch, Patches};
use crate::recognise::raw::RawSection;
use crate::resolve::context::Context;
use crate::resolve::draft::{Account, Arena, Definition, Draft, EndpointDraft, Known, Reason, Shape, ShapeId};
use crate::resolve::link::messages;
use crate::resolve::read::{dialect_types, type_expr};
use crate::source::FileId;
use index::Index;
use located::{PatchAt, expect_fields, located};

/// Moves responses that stand under the wrong endpoint; before anything is drafted.
pub fn move_responses(patches: &Patches, file: FileId, accounts: &mut [Account], context: &mut Context<'_>) {
    let index = Index::new(accounts.iter().map(|account| &account.name));
    for place in located(patches, file) {
        let Some(target) = &place.patch.set.endpoint else { continue };
        let Some(name) = place.patch.at.get_ref().strip_suffix("/response") else {
            context.report(messages::moves_no_response(place.span));
            continue;
        };
        let find = |name: &str| index.endpoints.get(name).copied();
        let (Some(from), Some(to)) = (find(name), find(target)) else {
            let missing = if find(name).is_none() { name } else { target };
            let names = accounts.iter().map(|account| account.name.as_str());
            context.report(messages::no_endpoint(missing, nearest(missing, names), place.span));
            continue;
        };
        let Some(account) = accounts.get_mut(from) else { continue };
        let is_response = |section: &RawSection| section.label.role == Role::Response && section.table.is_some();
        let at = account.sections.iter().position(is_response);
        let Some(at) = at else {
            context.report(messages::no_response(name, place.span));
            continue;
        };
        let table = account.sections.get(at).and_then(|section| section.table.as_ref());
        let names = table.into_iter().flat_map(|table| &table.rows);
        let found: Vec<_> = names.map(|row| row.key.text.trim().trim_matches('`').to_owned()).collect();
        if !expect_fields(&place, &found, context) {
            continue;
        }
        let moved = account.sections.split_off(at);
        accounts.get_mut(to).into_iter().for_each(|account| account.sections.extend(moved.iter().cloned()));
    }
}

/// Applies every patch that corrects a field or defines a type.
pub fn apply(
    patches: &Patches,
    file: FileId,
    endpoints: &mut [EndpointDraft],
    arena: &mut Arena,
    context: &mut Context<'_>,
) {
    let mut index = Index::new(endpoints.iter().map(|endpoint| &endpoint.name));
    for place in located(patches, file) {
        let at = place.patch.at.get_ref();
        let missing = |near: Option<String>| messages::nothing_there(at, near.as_deref(), place.span);
        if looks_at_all_fields(place.patch) {
            index.settle(arena);
        }
        let generic = of_generic(at, &index, arena);
        match place.patch.kind() {
            Kind::Add | Kind::Correct if generic.is_some() => {
                context.report(messages::patched_generic(at, generic.unwrap_or_default(), place.span));
            }
            // Applied already.
            Kind::Move | Kind::Endpoint | Kind::Side | Kind::Cells => {}
            Kind::Define => define_type(&place, endpoints, &mut index, arena, context),
            Kind::Response => patch_response(&place, endpoints, &index, arena, context),
            Kind::Add => match shape_at(at, endpoints, &mut index, arena) {
                Some(shape) => {
                    fields::add(&place, shape, at.ends_with("/parameters"), arena, context);
                }
                None => context.report(missing(None)),
            },
            Kind::Correct => match find(at, endpoints, &mut index, arena) {
                Ok(found) => {
                    correct(&place, found, endpoints, &mut index, arena, context);
                    rename_part(&place, endpoints, &index);
                }
                Err(near) => context.report(missing(near)),
            },
        }
        if place.patch.kind() != Kind::Define {
            index.forget_names();
        }
    }
    index.settle(arena);
}

/// The name at the beginning of an address, where it is that of a generic: what was made of it is apart by now.
fn of_generic<'a>(at: &'a str, index: &Index, arena: &Arena) -> Option<&'a str> {
    let first = at.split('/').next().filter(|first| !index.endpoints.contains_key(*first))?;
    arena.names.get(first).filter(|shape| arena.is_generic(Definition::Shape(**shape))).map(|_| first)
}

/// Whether a patch depends on all fields of an object, and not only on the one that it names.
fn looks_at_all_fields(patch: &Patch) -> bool {
    matches!(patch.kind(), Kind::Define | Kind::Response | Kind::Add) || patch.expect.fields.is_some()
}

/// Corrects a field, takes it out of its object, or moves it to another.
fn correct(
    place: &PatchAt<'_>,
    (shape, field): (ShapeId, usize),
    endpoints: &[EndpointDraft],
    index: &mut Index,
    arena: &mut Arena,
    context: &mut Context<'_>,
) {
    let target = match &place.patch.set.to {
        None => None,
        Some(to) => match shape_at(to, endpoints, index, arena) {
            Some(target) => Some((target, to.ends_with("/parameters"))),
            None => return context.report(messages::nothing_there(to, None, place.span)),
        },
    };
    let old = arena.fields(shape).get(field).map_or(String::new(), |field| field.name.value.clone());
    if fields::patch(place, shape, field, target, arena, context) {
        index.take_out(shape, field, &old);
    } else {
        index.renamed(shape, field, &old, arena);
    }
}

/// The object at an address: the parameters or the response of an endpoint, a type, or what a field holds.
fn shape_at(at: &str, endpoints: &[EndpointDraft], index: &mut Index, arena: &Arena) -> Option<ShapeId> {
    let (first, rest) = at.split_once('/').unwrap_or((at, ""));
    let endpoint = index.endpoints.get(first).and_then(|at| endpoints.get(*at));
    match (endpoint, rest) {
        (Some(endpoint), "parameters") => Some(endpoint.parameters),
        (Some(endpoint), "response") => endpoint.response.as_ref()?.value.shape(),
        (None, "") => arena.names.get(first).copied(),
        _ => {
            let (shape, field) = find(at, endpoints, index, arena).ok()?;
            arena.fields(shape).get(field)?.ty.value.shape()
        }
    }
}

/// A part of the path that a patch renames is called so in the path too: its name is not sent.
fn rename_part(place: &PatchAt<'_>, endpoints: &mut [EndpointDraft], index: &Index) {
    let Some(new) = &place.patch.set.name else { return };
    let Some((name, old)) = place.patch.at.get_ref().split_once("/parameters/") else { return };
    let Some(endpoint) = index.endpoints.get(name).and_then(|at| endpoints.get_mut(*at)) else { return };
    let stated = &mut endpoint.stated;
    if stated.path_parameters.contains(new) {
        return;
    }
    for path in &mut stated.paths {
        path.value = template::named(&path.value, |part| if part == old { new } else { part });
    }
    for known in stated.path_parameters.iter_mut().chain(&mut stated.optional).filter(|known| *known == old) {
        known.clone_from(new);
    }
}

/// Gives a response its type.
fn patch_response(
    place: &PatchAt<'_>,
    endpoints: &mut [EndpointDraft],
    index: &Index,
    arena: &Arena,
    context: &mut Context<'_>,
) {
    let at = place.patch.at.get_ref();
    let name = at.strip_suffix("/response").unwrap_or(at);
    let Some(endpoint) = index.endpoints.get(name).and_then(|at| endpoints.get_mut(*at)) else {
        let names = index.endpoints.keys().map(String::as_str);
        return context.report(messages::no_endpoint(name, nearest(name, names), place.span));
    };
    let expect = &place.patch.expect;
    let shape = endpoint.response.as_ref().and_then(|response| response.value.shape());
    let found: Vec<_> =
        shape.map_or(&[][..], |shape| arena.fields(shape)).iter().map(|field| field.name.value.clone()).collect();
    let said = endpoint.stated.response.as_ref().map_or("", |said| said.words.text.trim());
    let undefined = endpoint.response.is_none();
    let wrong = [
        expect
            .fields
            .as_ref()
            .filter(|wanted| **wanted != found)
            .map(|wanted| ("fields", wanted.join(", "), found.join(", "))),
        expect.ty.as_ref().filter(|wanted| *wanted != said).map(|wanted| ("type", wanted.clone(), said.to_owned())),
        expect
            .undefined
            .filter(|wanted| *wanted != undefined)
            .map(|wanted| ("undefined", wanted.to_string(), undefined.to_string())),
    ];
    let mut wrong = wrong.into_iter().flatten().peekable();
    if expect.fields.is_none() && expect.ty.is_none() && expect.undefined.is_none() {
        return context.report(messages::expects_nothing(place.span));
    }
    if wrong.peek().is_some() {
        let span = endpoint.response.as_ref().map_or(endpoint.stated.span, |response| response.span);
        return wrong.for_each(|(what, wanted, found)| {
            context.report(messages::unexpected(what, &wanted, &found, place.span, span));
        });
    }
    let Some(words) = place.patch.set.items.as_ref().or(place.patch.set.ty.as_ref()) else { return };
    match type_expr::parse(words, place.span, context) {
        Ok(draft) => {
            let value = if place.patch.set.items.is_some() { Draft::List(Box::new(draft)) } else { draft };
            if let Some(said) = &endpoint.stated.response {
                context.diagnostics.settle_second(Code::Duplicate, said.words.span);
            }
            let rule = Some(Reason::from(place.patch.reason.clone()));
            endpoint.response = Some(Known { value, span: place.span, how: How::Patched, rule });
            (endpoint.stated.no_response, endpoint.nothing) = (None, None);
        }
        Err(reason) => context.report(messages::patched_type(&reason, place.span)),
    }
}

/// The field at an address, or else the nearest to the first step that nothing has.
fn find(
    at: &str,
    endpoints: &[EndpointDraft],
    index: &mut Index,
    arena: &Arena,
) -> Result<(ShapeId, usize), Option<String>> {
    let steps: Vec<_> = at.split('/').collect();
    let (first, rest) = steps.split_first().ok_or(None)?;
    let Some(endpoint) = index.endpoints.get(*first).and_then(|at| endpoints.get(*at)) else {
        let endpoints = endpoints.iter().map(|endpoint| endpoint.name.as_str());
        let types = &arena.names;
        let start = types.get(*first).copied();
        let near = || nearest(first, endpoints.chain(types.keys().map(String::as_str))).map(str::to_owned);
        return walk(start.ok_or_else(near)?, rest, index, arena);
    };
    let (side, rest) = rest.split_first().ok_or(None)?;
    let start = match *side {
        "parameters" => Some(endpoint.parameters),
        "response" => endpoint.response.as_ref().and_then(|response| response.value.shape()),
        _ => return Err(nearest(side, ["parameters", "response"]).map(str::to_owned)),
    };
    walk(start.ok_or(None)?, rest, index, arena)
}

fn walk(
    mut shape: ShapeId,
    steps: &[&str],
    index: &mut Index,
    arena: &Arena,
) -> Result<(ShapeId, usize), Option<String>> {
    let (last, steps) = steps.split_last().ok_or(None)?;
    let mut place = |step: &str, shape: ShapeId| {
        let at = index.field(shape, step, arena);
        at.ok_or_else(|| nearest(step, index.names(shape, arena)).map(str::to_owned))
    };
    for step in steps {
        let at = place(step, shape)?;
        let inner = arena.fields(shape).get(at).and_then(|field| field.ty.value.shape());
        shape = inner.ok_or(None)?;
    }
    Ok((shape, place(last, shape)?))
}

fn define_type(
    place: &PatchAt<'_>,
    endpoints: &[EndpointDraft],
    index: &mut Index,
    arena: &mut Arena,
    context: &mut Context<'_>,
) {
    let name = place.patch.at.get_ref();
    let used = index.mentions(name, endpoints, arena);
    if arena.names.contains_key(name) || context.dialect.define.contains_key(name) || !used {
        context.report(messages::type_not_undefined(name, used, place.span));
        return;
    }
    let fields =
        dialect_types::fields(&place.patch.set.fields, place.span, How::Patched, Some(&place.patch.reason), context);
    let mut shape = Shape::new(fields, place.span);
    shape.name = Some(name.clone());
    shape.how = How::Patched;
    index.add_names(&shape.fields);
    let id = arena.add(shape);
    arena.names.insert(name.clone(), id);
}
