//! Applies `patches.toml` to the drafts.

use std::collections::HashMap;

use crate::diagnostic::nearest;
use crate::dialect::Role;
use crate::ir::{Docs, How, Presence};
use crate::patch::{Kind, Patch, Patches, Set};
use crate::recognise::raw::{RawSection, Text};
use crate::resolve::context::Context;
use crate::resolve::draft::{Account, Arena, Draft, EndpointDraft, FieldDraft, Known, Reason, Shape, ShapeId, Written};
use crate::resolve::link::messages;
use crate::resolve::read::{dialect_types, prose, type_expr};
use crate::source::{FileId, Span};

/// Where things are by their names.
#[derive(Default)]
struct Index {
    /// The endpoints in their list.
    endpoints: HashMap<String, usize>,
    /// The fields of the objects that were asked for.
    fields: HashMap<ShapeId, HashMap<String, usize>>,
}

impl Index {
    fn new<'n>(endpoints: impl Iterator<Item = &'n String>) -> Self {
        Self { endpoints: endpoints.cloned().zip(0..).collect(), fields: HashMap::new() }
    }

    /// The first field of this name.
    fn field(&mut self, shape: ShapeId, name: &str, arena: &Arena) -> Option<usize> {
        let known = self.fields.entry(shape).or_insert_with(|| {
            let fields = arena.fields(shape).iter().map(|field| field.name.value.clone());
            let mut known: HashMap<String, usize> = HashMap::new();
            fields.zip(0..).for_each(|(name, at)| {
                known.entry(name).or_insert(at);
            });
            known
        });
        known.get(name).copied()
    }
}

/// A patch with its place.
struct PatchAt<'a> {
    patch: &'a Patch,
    span: Span,
}

fn located(patches: &Patches, file: FileId) -> impl Iterator<Item = PatchAt<'_>> {
    patches.patch.iter().map(move |patch| PatchAt { patch, span: Span::new(file, patch.at.span()) })
}

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

fn expect_fields(place: &PatchAt<'_>, found: &[String], context: &mut Context<'_>) -> bool {
    match &place.patch.expect.fields {
        Some(expected) if expected == found => true,
        Some(_) => {
            context.report(messages::other_fields(found, place.span));
            false
        }
        None => {
            context.report(messages::expects_no_fields(found, place.span));
            false
        }
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
    for place in located(patches, file).filter(|place| place.patch.kind() != Kind::Move) {
        if place.patch.kind() == Kind::Define {
            define_type(&place, endpoints, arena, context);
            continue;
        }
        let at = place.patch.at.get_ref();
        match find(at, endpoints, &mut index, arena) {
            Ok((shape, field)) => {
                patch_field(&place, shape, field, arena, context);
                if place.patch.set.name.is_some() {
                    index.fields.remove(&shape);
                }
            }
            Err(near) => context.report(messages::nothing_there(at, near.as_deref(), place.span)),
        }
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
        let names = arena.fields(shape).iter().map(|field| field.name.value.as_str());
        index.field(shape, step, arena).ok_or_else(|| nearest(step, names).map(str::to_owned))
    };
    for step in steps {
        let at = place(step, shape)?;
        let inner = arena.fields(shape).get(at).and_then(|field| field.ty.value.shape());
        shape = inner.ok_or(None)?;
    }
    Ok((shape, place(last, shape)?))
}

fn define_type(place: &PatchAt<'_>, endpoints: &[EndpointDraft], arena: &mut Arena, context: &mut Context<'_>) {
    let name = place.patch.at.get_ref();
    let used = uses(name, endpoints, arena);
    if arena.names.contains_key(name) || context.dialect.define.contains_key(name) || !used {
        context.report(messages::type_not_undefined(name, used, place.span));
        return;
    }
    let fields =
        dialect_types::fields(&place.patch.set.fields, place.span, How::Patched, Some(&place.patch.reason), context);
    let mut shape = Shape::new(fields, place.span);
    shape.name = Some(name.clone());
    shape.how = How::Patched;
    let id = arena.add(shape);
    arena.names.insert(name.clone(), id);
}

fn patch_field(place: &PatchAt<'_>, shape: ShapeId, index: usize, arena: &mut Arena, context: &mut Context<'_>) {
    let Some(field) = arena.fields(shape).get(index) else { return };
    let expect = &place.patch.expect;
    let mut wrong: Vec<(&str, String, String)> = Vec::new();
    if let Some(ty) = expect.ty.as_ref().filter(|ty| **ty != field.ty_text) {
        wrong.push(("type", ty.clone(), field.ty_text.clone()));
    }
    let default = field.default_text.clone().unwrap_or_default();
    let bare = default.trim_matches('`');
    if let Some(wanted) = expect.default.as_ref().filter(|wanted| **wanted != default && **wanted != bare) {
        wrong.push(("default", wanted.clone(), bare.to_owned()));
    }
    if let Some(required) = expect.required.filter(|required| *required != field.required) {
        wrong.push(("required", required.to_string(), field.required.to_string()));
    }
    if let Some(docs) = expect.docs.as_ref().filter(|docs| **docs != field.docs.0) {
        wrong.push(("docs", docs.clone(), field.docs.0.clone()));
    }
    if let Some(wanted) = &expect.fields {
        let fields = field.ty.value.shape().map_or(&[][..], |shape| arena.fields(shape));
        let found: Vec<_> = fields.iter().map(|field| field.name.value.as_str()).collect();
        if *wanted != found {
            wrong.push(("fields", wanted.join(", "), found.join(", ")));
        }
    }
    for (what, wanted, found) in &wrong {
        context.report(messages::unexpected(what, wanted, found, place.span, field.span));
    }
    let nothing = expect.ty.is_none() && expect.default.is_none() && expect.required.is_none();
    if nothing && expect.fields.is_none() && expect.docs.is_none() {
        context.report(messages::expects_nothing(place.span));
    } else if wrong.is_empty()
        && let Some(field) = arena.field_mut(shape, index)
    {
        set(place, field, context);
    }
}

fn set(place: &PatchAt<'_>, field: &mut FieldDraft, context: &mut Context<'_>) {
    let Set { ty, default, no_default, required, nullable, name, docs, .. } = &place.patch.set;
    let patched = |rule: &str| (place.span, How::Patched, Some(Reason::from(rule)));
    let (span, how, rule) = patched(&place.patch.reason);
    if let Some(words) = ty {
        match type_expr::parse(words, place.span, context) {
            Ok(draft) => {
                field.ty = Known { value: draft, span, how, rule: rule.clone() };
                prose::reread(field, context);
            }
            Err(reason) => context.report(messages::patched_type(&reason, place.span)),
        }
    }
    if *no_default {
        field.default = None;
    }
    if let Some(value) = default.as_ref().and_then(|value| serde_json::to_value(value).ok()) {
        let value = Written::Given(value);
        field.default = Some(Known { value, span, how, rule: rule.clone() });
    }
    if let Some(required) = required {
        let value = if *required { Presence::Required } else { Presence::Optional };
        field.presence = Known { value, span, how, rule: rule.clone() };
        field.required = *required;
    }
    if let Some(nullable) = nullable {
        let base = field.ty.value.base().clone();
        let value = if *nullable { Draft::Nullable(Box::new(base)) } else { base };
        field.ty = Known { value, span, how, rule };
    }
    if let Some(name) = name {
        let documented = std::mem::replace(&mut field.name, Text { value: name.clone(), span });
        field.aliases.push(documented);
    }
    if let Some(docs) = docs {
        field.docs = Docs(docs.clone());
    }
}

/// Whether any field, parameter or response uses the type `name`.
pub fn uses(name: &str, endpoints: &[EndpointDraft], arena: &Arena) -> bool {
    let in_fields = arena.all().flat_map(|shape| &shape.fields).any(|field| mentions(&field.ty.value, name));
    let responses = endpoints.iter().filter_map(|endpoint| endpoint.response.as_ref());
    in_fields || responses.into_iter().any(|response| mentions(&response.value, name))
}

fn mentions(draft: &Draft, name: &str) -> bool {
    match draft {
        Draft::Named(text) => text.value == name,
        Draft::List(inner) | Draft::Map(inner) | Draft::Nullable(inner) => mentions(inner, name),
        Draft::Union(variants) => variants.iter().any(|variant| mentions(variant, name)),
        _ => false,
    }
}
