//! Applies `patches.toml` to the drafts.

use std::collections::HashMap;

use super::context::Context;
use super::draft::{Draft, FieldDraft, Known, Shape, ShapeId};
use super::section::EndpointDraft;
use super::{define, type_expr};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::dialect::Role;
use crate::ir::{How, Presence};
use crate::patch::{Patch, Patches, Set};
use crate::recognise::raw::{RawEndpoint, Text};
use crate::source::{FileId, Span};

/// A patch with its place.
struct Place<'a> {
    patch: &'a Patch,
    span: Span,
}

fn places(patches: &Patches, file: FileId) -> impl Iterator<Item = Place<'_>> {
    patches.patch.iter().map(move |patch| Place { patch, span: Span::new(file, patch.at.span()) })
}

/// Moves responses that stand under the wrong endpoint; before anything is drafted.
pub fn move_responses(
    patches: &Patches,
    file: FileId,
    endpoints: &mut [(String, RawEndpoint)],
    context: &mut Context<'_>,
) {
    let index: HashMap<String, usize> = endpoints.iter().map(|(name, _)| name.clone()).zip(0..).collect();
    for place in places(patches, file) {
        let Some(target) = &place.patch.set.endpoint else { continue };
        let Some(name) = place.patch.at.get_ref().strip_suffix("/response") else {
            let help = "write `at = \"<endpoint>/response\"`";
            context.say(Code::PatchTarget, place.span, "only a response can be moved to another endpoint", help);
            continue;
        };
        let find = |name: &str| index.get(name).copied();
        let (Some(from), Some(to)) = (find(name), find(target)) else {
            let missing = if find(name).is_none() { name } else { target };
            let names = endpoints.iter().map(|(name, _)| name.as_str());
            let help = nearest(missing, names).map_or_else(remove_it, |near| format!("did you mean `{near}`?"));
            context.say(Code::PatchTarget, place.span, format!("there is no endpoint `{missing}`"), help);
            continue;
        };
        let Some((_, raw)) = endpoints.get_mut(from) else { continue };
        let at = raw
            .scope
            .sections
            .iter()
            .position(|section| section.label.role == Role::Response && section.table.is_some());
        let Some(at) = at else {
            let message = format!("`{name}` has no response that could be moved");
            context.say(Code::PatchExpect, place.span, message, remove_it());
            continue;
        };
        let found: Vec<_> =
            raw.scope.sections.get(at).and_then(|section| section.table.as_ref()).map_or(Vec::new(), |table| {
                table.rows.iter().map(|row| row.key.text.trim().trim_matches('`').to_owned()).collect()
            });
        if !expect_fields(&place, &found, context) {
            continue;
        }
        let moved = raw.scope.sections.split_off(at);
        if let Some((_, raw)) = endpoints.get_mut(to) {
            raw.scope.sections.extend(moved);
        }
    }
}

fn remove_it() -> String {
    "if the document has been corrected, remove the patch".to_owned()
}

fn expect_fields(place: &Place<'_>, found: &[String], context: &mut Context<'_>) -> bool {
    match &place.patch.expect.fields {
        Some(expected) if expected == found => true,
        Some(_) => {
            let message = format!("the patch expects other fields than it finds: {}", found.join(", "));
            context.say(Code::PatchExpect, place.span, message, remove_it());
            false
        }
        None => {
            let message = "the patch does not say which fields it expects";
            context.say(Code::PatchExpect, place.span, message, format!("write `expect = {{ fields = {found:?} }}`"));
            false
        }
    }
}

/// Applies every patch that corrects a field or defines a type.
pub fn apply(patches: &Patches, file: FileId, endpoints: &mut [EndpointDraft], context: &mut Context<'_>) {
    let index: HashMap<String, usize> = endpoints.iter().map(|endpoint| endpoint.name.clone()).zip(0..).collect();
    for place in places(patches, file).filter(|place| place.patch.set.endpoint.is_none()) {
        if place.patch.expect.undefined == Some(true) {
            define_type(&place, endpoints, context);
            continue;
        }
        let at = place.patch.at.get_ref();
        let mut steps = at.split('/');
        let first = steps.next().unwrap_or_default();
        let endpoint = index.get(first).and_then(|at| endpoints.get(*at));
        let start = match endpoint {
            Some(endpoint) => match steps.next() {
                Some("parameters") => Some(endpoint.parameters),
                Some("response") => endpoint.response.as_ref().and_then(|response| shape_in(&response.value)),
                _ => None,
            },
            None => context.arena.names.get(first).copied(),
        };
        match start.and_then(|shape| walk(shape, &steps.collect::<Vec<_>>(), context)) {
            Some((shape, index)) => patch_field(&place, shape, index, context),
            None => {
                let names = endpoints.iter().map(|endpoint| endpoint.name.as_str());
                let names: Vec<_> = names.chain(context.arena.names.keys().map(String::as_str)).collect();
                let near = nearest(first, names.iter().copied()).filter(|near| *near != first);
                let help = near.map_or_else(remove_it, |near| format!("did you mean `{near}`?"));
                context.say(Code::PatchTarget, place.span, format!("nothing is at `{at}`"), help);
            }
        }
    }
}

fn shape_in(draft: &Draft) -> Option<ShapeId> {
    match draft {
        Draft::Struct(shape) => Some(*shape),
        Draft::List(inner) | Draft::Map(inner) | Draft::Nullable(inner) => shape_in(inner),
        Draft::Union(variants) => variants.iter().find_map(shape_in),
        _ => None,
    }
}

fn walk(shape: ShapeId, steps: &[&str], context: &Context<'_>) -> Option<(ShapeId, usize)> {
    let (step, rest) = steps.split_first()?;
    let index = context.arena.fields(shape).iter().position(|field| field.name.value == *step)?;
    if rest.is_empty() {
        return Some((shape, index));
    }
    let field = context.arena.fields(shape).get(index)?;
    walk(shape_in(&field.ty.value)?, rest, context)
}

fn define_type(place: &Place<'_>, endpoints: &[EndpointDraft], context: &mut Context<'_>) {
    let name = place.patch.at.get_ref();
    let used = super::define::uses(name, endpoints, context);
    if context.arena.names.contains_key(name) || context.dialect.define.contains_key(name) || !used {
        let state = if used { "defined" } else { "not used" };
        let message = format!("the patch expects a type `{name}` that is used and not defined, and it is {state}");
        context.say(Code::PatchExpect, place.span, message, remove_it());
        return;
    }
    let fields = define::fields(&place.patch.set.fields, place.span, How::Patched, Some(&place.patch.reason), context);
    let mut shape = Shape::new(fields, place.span);
    shape.name = Some(name.clone());
    shape.how = How::Patched;
    let id = context.arena.add(shape);
    context.arena.names.insert(name.clone(), id);
}

fn patch_field(place: &Place<'_>, shape: ShapeId, index: usize, context: &mut Context<'_>) {
    let Some(field) = context.arena.fields(shape).get(index).cloned() else { return };
    let expect = &place.patch.expect;
    let mut wrong: Vec<(&str, String, String)> = Vec::new();
    if let Some(ty) = expect.ty.as_ref().filter(|ty| **ty != field.ty_text) {
        wrong.push(("type", ty.clone(), field.ty_text.clone()));
    }
    let default = field.default_text.clone().unwrap_or_default();
    let bare = default.trim_matches('`');
    if let Some(wanted) = expect.default.as_ref().filter(|wanted| **wanted != default && **wanted != bare) {
        wrong.push(("default", wanted.clone(), default.clone()));
    }
    if let Some(required) = expect.required.filter(|required| *required != field.required) {
        wrong.push(("required", required.to_string(), field.required.to_string()));
    }
    for (what, wanted, found) in &wrong {
        let message = format!("the patch expects the {what} `{wanted}` and finds `{found}`");
        let diagnostic = Diagnostic::new(Code::PatchExpect, place.span, message).related(field.span, "it finds this");
        context.report(diagnostic.help(remove_it()));
    }
    if expect.ty.is_none() && expect.default.is_none() && expect.required.is_none() {
        let help = "write what the document says, for example `expect = { type = \"…\" }`";
        context.say(Code::PatchExpect, place.span, "the patch expects nothing, so it could never become stale", help);
    } else if wrong.is_empty() {
        set(place, field, shape, index, context);
    }
}

fn set(place: &Place<'_>, mut field: FieldDraft, shape: ShapeId, index: usize, context: &mut Context<'_>) {
    let Set { ty, default, no_default, required, nullable, name, .. } = &place.patch.set;
    let patched = |rule: &str| (place.span, How::Patched, Some(rule.to_owned()));
    let (span, how, rule) = patched(&place.patch.reason);
    if let Some(words) = ty {
        match type_expr::parse(words, place.span, context.dialect) {
            Ok(draft) => {
                field.ty = Known { value: draft, span, how, rule: rule.clone() };
                super::field::reread_default(&mut field, context);
            }
            Err(reason) => context.say(Code::BadType, place.span, reason, "write the type as the documents would"),
        }
    }
    if *no_default {
        field.default = None;
    }
    if let Some(value) = default.as_ref().and_then(|value| serde_json::to_value(value).ok()) {
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
    if let Some(slot) = context.arena.get_mut(shape).and_then(|shape| shape.fields.get_mut(index)) {
        *slot = field;
    }
}
