//! The helpers that the dialect declares: constructors of its types, and answers to its events.

use serde_json::Value;

use super::messages;
use super::types::Types;
use crate::dialect::HelperRule;
use crate::ir::sample::Sampler;
use crate::ir::validate::Validator;
use crate::ir::{Api, Argument, Docs, Field, Helper, HelperKind, Peer, Struct, Type, TypeId, TypeKind};
use crate::resolve::context::Context;
use crate::resolve::read::{dialect_types, value};
use crate::source::Span;

/// A helper, and the entry of the dialect that declares it.
pub type Declared = (Helper, Span);

/// The helpers of all types that are there.
pub fn helpers(types: &mut Types<'_, '_>) -> Vec<Declared> {
    let dialect = types.context.dialect;
    let mut found = Vec::new();
    let declared = dialect.define.iter().map(|(name, rule)| {
        let id = TypeId(rule.name.clone().unwrap_or_else(|| name.clone()));
        (id, types.context.entry(rule), HelperKind::Constructor, &rule.constructors)
    });
    let declared: Vec<_> = declared.collect();
    let events = dialect.event.iter().map(|rule| {
        (TypeId(format!("{} event", rule.name)), types.context.entry(rule), HelperKind::Answer, &rule.answers)
    });
    let events: Vec<_> = events.collect();
    for (of, span, kind, rules) in declared.into_iter().chain(events) {
        // A definition that nothing uses is reported as such.
        if !types.defs.contains_key(&of) {
            continue;
        }
        for rule in rules {
            if let Some(helper) = helper(rule, kind, &of, span, types) {
                if found.iter().any(|(known, _): &Declared| known.of == of && known.name == helper.name) {
                    types.context.report(messages::helper_twice(&rule.name, &of.0, span));
                }
                found.push((helper, span));
            }
        }
    }
    found
}

fn helper(rule: &HelperRule, kind: HelperKind, of: &TypeId, span: Span, types: &mut Types<'_, '_>) -> Option<Helper> {
    let mut names = std::iter::once(&rule.name).chain(rule.takes.iter().map(|argument| &argument.name));
    if let Some(name) = names.find(|name| !is_name(name)) {
        types.context.report(messages::no_helper_name(name, span));
        return None;
    }
    let mut takes = Vec::new();
    for argument in &rule.takes {
        let draft = dialect_types::parse(&argument.ty, span, types.context);
        let ty = types.lower(&draft, &format!("{}/{}/{}", of.0, rule.name, argument.name));
        let ty = types.of_json(ty, span);
        if has_union(&ty) {
            types.context.report(messages::nameless_union(&rule.name, &argument.name, span));
            return None;
        }
        takes.push(Argument { name: argument.name.clone(), ty });
    }
    let (name, of, docs) = (rule.name.clone(), of.clone(), Docs(rule.docs.clone()));
    let makes = value::of_toml(&rule.makes)?;
    let helper = Helper { name, kind, of, takes, makes, docs, provenance: types.context.declared_at(span) };
    let words = helper.words();
    let known = |word: &&&str| helper.takes.iter().any(|argument| argument.name == **word);
    let stray = words.iter().find(|word| !known(word));
    let idle = helper.takes.iter().find(|argument| !words.contains(&argument.name.as_str()));
    if let Some(message) = stray
        .map(|word| messages::no_argument(&rule.name, word, span))
        .or_else(|| idle.map(|argument| messages::idle_argument(&rule.name, &argument.name, span)))
    {
        types.context.report(message);
        return None;
    }
    Some(helper)
}

/// Whether a name is one of a function as it is.
fn is_name(name: &str) -> bool {
    let plain = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    plain && name.starts_with(|first: char| first.is_ascii_lowercase())
}

/// Whether a union stands in a type without a name of its own.
fn has_union(ty: &Type) -> bool {
    matches!(ty, Type::Union { .. }) || ty.children().into_iter().any(has_union)
}

/// The helpers that make what they say; the others are reported.
pub fn sound(declared: Vec<Declared>, api: &Api, context: &mut Context<'_>) -> Vec<Helper> {
    let (sampler, validator) = (Sampler::new(api), Validator::new(api));
    let mut sound = Vec::new();
    for (helper, span) in declared {
        let target = match helper.kind {
            HelperKind::Constructor => Some(Type::Ref { id: helper.of.clone() }),
            HelperKind::Answer => api.peer.as_ref().and_then(|peer| answer(api, peer)),
        };
        let Some(target) = target else {
            context.report(messages::no_quick(&helper.name, span));
            continue;
        };
        let made = helper.made(&|argument: &Argument| -> Value { sampler.value(&argument.ty) });
        if !validator.value(&target, &made).is_valid() {
            context.report(messages::helper_differs(&helper.name, &made, span));
        } else if let Some(stray) = stray(api, &target, &made) {
            context.report(messages::stray_member(&helper.name, stray, span));
        } else {
            sound.push(helper);
        }
    }
    sound
}

/// A member that the object at the top of a value has, and its type has not.
fn stray<'v>(api: &Api, ty: &Type, made: &'v Value) -> Option<&'v str> {
    let Type::Ref { id } = ty else { return None };
    let TypeKind::Struct(Struct { fields, open: false }) = &api.type_def(id)?.kind else { return None };
    let known = |name: &&String| fields.iter().any(|field| field.name.value == **name);
    made.as_object()?.keys().find(|name| !known(name)).map(String::as_str)
}

/// The type of the answer to an event, where the call takes the event as an object and needs nothing else.
fn answer(api: &Api, peer: &Peer) -> Option<Type> {
    let quick = peer.quick.as_ref()?;
    let endpoint = api.endpoints.iter().find(|endpoint| endpoint.name == quick.endpoint)?;
    let fields = &endpoint.parameters.fields;
    let find = |name: &String| fields.iter().find(|field| field.name.value == *name);
    let (event, operation) = (find(&quick.event)?, find(&quick.operation)?);
    let takes = |ty: &Type| *ty == Type::Any || matches!(ty, Type::Map { values } if **values == Type::Any);
    let needs =
        |field: &&Field| field.required && field.name.value != quick.event && field.name.value != quick.operation;
    (takes(&event.ty.value) && !fields.iter().any(|field| needs(&field))).then(|| operation.ty.value.clone())
}
