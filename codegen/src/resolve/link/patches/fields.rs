//! Patches of single fields.

use serde_json::Value;

use super::located::{PatchAt, expect_fields};
use crate::diagnostic::Code;
use crate::ir::{Docs, How, Presence};
use crate::patch::{Expect, Set, SetValue};
use crate::recognise::raw::Text;
use crate::resolve::context::Context;
use crate::resolve::draft::{Arena, Draft, FieldDraft, Known, Reason, ShapeId, ValueDraft, Written};
use crate::resolve::link::messages;
use crate::resolve::read::{dialect_types, prose, type_expr};
use crate::source::Span;

/// Corrects the field with this number, or gives one like it to another object, which may be that of parameters. Whether the
/// field is to be taken out of its own.
pub(super) fn patch(
    place: &PatchAt<'_>,
    shape: ShapeId,
    index: usize,
    to: Option<(ShapeId, bool)>,
    arena: &mut Arena,
    context: &mut Context<'_>,
) -> bool {
    let Some(field) = arena.fields(shape).get(index) else { return false };
    let expect = &place.patch.expect;
    let wrong = differences(expect, field, arena);
    for (what, wanted, found) in &wrong {
        context.report(messages::unexpected(what, wanted, found, place.span, field.span));
    }
    let nothing = expect.ty.is_none() && expect.default.is_none() && expect.required.is_none();
    let nothing = nothing && expect.location.is_none() && expect.values.is_none();
    if nothing && expect.fields.is_none() && expect.docs.is_none() {
        context.report(messages::expects_nothing(place.span));
        return false;
    }
    if !wrong.is_empty() {
        return false;
    }
    let Some((target, parameter)) = to else {
        if let Some(field) = arena.field_mut(shape, index).filter(|_| !place.patch.set.remove) {
            set(place, field, context);
        }
        return place.patch.set.remove;
    };
    let mut field = field.clone();
    set(place, &mut field, context);
    field.parameter = parameter;
    field.location = field.location.take().filter(|_| parameter);
    if let Some(target) = arena.get_mut(target) {
        target.fields.push(field);
    }
    true
}

/// What of a field is not as a patch expects it: the key, what is expected and what is found.
fn differences(expect: &Expect, field: &FieldDraft, arena: &Arena) -> Vec<(&'static str, String, String)> {
    let mut wrong = Vec::new();
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
    let location = field.location.as_ref().map(|known| known.value);
    if let Some(wanted) = expect.location.filter(|wanted| Some(*wanted) != location) {
        wrong.push(("location", format!("{wanted:?}"), location.map_or(String::new(), |at| format!("{at:?}"))));
    }
    let values: Vec<_> = field.values.iter().map(|known| known.value.clone()).collect();
    let wanted = expect.values.as_ref().map(|wanted| json(wanted));
    if let Some(wanted) = wanted.filter(|wanted| *wanted != values) {
        wrong.push(("values", shown(&wanted), shown(&values)));
    }
    wrong
}

/// Adds fields to an object, which may be that of parameters.
pub(super) fn add(place: &PatchAt<'_>, shape: ShapeId, parameter: bool, arena: &mut Arena, context: &mut Context<'_>) {
    let found: Vec<_> = arena.fields(shape).iter().map(|field| field.name.value.clone()).collect();
    if !expect_fields(place, &found, context) {
        return;
    }
    let reason = Some(place.patch.reason.as_str());
    let new = dialect_types::fields(&place.patch.set.fields, place.span, How::Patched, reason, context);
    for field in new {
        if found.contains(&field.name.value) {
            context.report(messages::field_is_there(&field.name.value, place.span));
        } else if let Some(shape) = arena.get_mut(shape) {
            shape.fields.push(FieldDraft { parameter, ..field });
        }
    }
}

fn json(values: &[toml::Value]) -> Vec<Value> {
    values.iter().filter_map(|value| serde_json::to_value(value).ok()).collect()
}

/// A value of a set with what the patch says that it is, or else what the documents say.
fn set_value(value: &SetValue, documented: &[ValueDraft], span: Span) -> Option<ValueDraft> {
    let (value, docs) = value.parts();
    let value = serde_json::to_value(value).ok()?;
    let known = || documented.iter().find(|known| known.value == value).map(|known| known.label.clone());
    let label = docs.map(str::to_owned).or_else(known).unwrap_or_default();
    Some(ValueDraft { value, label, span })
}

fn shown(values: &[Value]) -> String {
    values.iter().map(Value::to_string).collect::<Vec<_>>().join(", ")
}

/// Takes back what is said of cells that a patch stands in for: of several in one message, when it does so for all of them.
fn settle(set: &Set, field: &mut FieldDraft, context: &mut Context<'_>) {
    let (before, unread) = (field.unread.places(), &mut field.unread);
    unread.ty = unread.ty.filter(|_| set.ty.is_none());
    unread.presence = unread.presence.filter(|_| set.required.is_none());
    unread.location = unread.location.filter(|_| set.location.is_none());
    let left = unread.places();
    for span in before.into_iter().filter(|span| !left.contains(span)) {
        context.diagnostics.settle(Code::BadCell, span);
    }
    if set.ty.is_some() {
        context.diagnostics.settle(Code::BadType, field.ty.span);
    }
    if set.ty.is_some() || set.values.is_some() {
        // The patch has both of two rows in view.
        context.diagnostics.settle_second(Code::Duplicate, field.name.span);
    }
}

fn set(place: &PatchAt<'_>, field: &mut FieldDraft, context: &mut Context<'_>) {
    let Set { ty, default, no_default, required, nullable, name, docs, location: at, values, .. } = &place.patch.set;
    let patched = |rule: &str| (place.span, How::Patched, Some(Reason::from(rule.to_owned())));
    let (span, how, rule) = patched(&place.patch.reason);
    settle(&place.patch.set, field, context);
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
        field.default = Some(Box::new(Known { value, span, how, rule: rule.clone() }));
    }
    if let Some(required) = required {
        let value = if *required { Presence::Required } else { Presence::Optional };
        field.presence = Known { value, span, how, rule: rule.clone() };
        field.required = *required;
    }
    if let Some(nullable) = nullable {
        let base = field.ty.value.base().clone();
        let value = if *nullable { Draft::Nullable(Box::new(base)) } else { base };
        field.ty = Known { value, span, how, rule: rule.clone() };
    }
    if let Some(at) = at {
        field.location = Some(Known { value: *at, span, how, rule });
    }
    if let Some(values) = values {
        let documented = std::mem::take(&mut field.values);
        field.values = values.iter().filter_map(|value| set_value(value, &documented, span)).collect();
        (field.set, field.unfit) = (None, None);
    }
    if let Some(name) = name {
        let documented = std::mem::replace(&mut field.name, Text { value: name.clone(), span });
        // The name of a part of the path is not sent.
        if !field.is_in_path() {
            field.aliases.push(documented);
        }
    }
    if let Some(docs) = docs {
        field.docs = Docs(docs.clone());
    }
}
