//! Parameters that a client fills in by itself: from a cookie, or from what it was given once for all calls.

use serde_json::Value;

use crate::dialect::{FillRule, Located};
use crate::ir::{Constraints, Docs, Endpoint, Fact, Field, How, Location, Presence, Type};
use crate::resolve::context::Context;
use crate::resolve::draft::{Draft, EndpointDraft};
use crate::resolve::lower::types::Types;
use crate::resolve::lower::{messages, wire};
use crate::resolve::read::dialect_types;
use crate::source::Span;

/// The parameters of every endpoint, for each rule.
pub fn everywhere(types: &mut Types<'_, '_>) -> Vec<Vec<Field>> {
    let dialect = types.context.dialect;
    let mut all = Vec::with_capacity(dialect.fill.len());
    for rule in &dialect.fill {
        let location = rule.location.as_ref().map(|location| **location);
        let names = rule.parameters.iter().filter_map(|name| Some((name, location?)));
        all.push(names.map(|(name, location)| field(name, rule, location, types)).collect());
    }
    all
}

/// A parameter of every endpoint, as the dialect has it.
fn field(name: &str, rule: &Located<FillRule>, location: Location, types: &mut Types<'_, '_>) -> Field {
    let span = types.context.entry(rule);
    let draft = rule.ty.as_ref().map(|ty| dialect_types::parse(ty, span, types.context));
    let ty = types.lower(&draft.unwrap_or(Draft::Known(Type::String)), &format!("fill/{name}"));
    let place = types.context.declared_at(span);
    if has_parts(&ty) {
        types.context.report(messages::never_once(name, None, (&place.file, place.line), span));
    }
    let presence = if rule.optional { Presence::Optional } else { Presence::Required };
    Field {
        name: Fact { value: name.to_owned(), provenance: place.clone() },
        aliases: Vec::new(),
        location: Some(Fact { value: location, provenance: place.clone() }),
        ty: Fact { value: ty, provenance: place.clone() },
        presence: Fact { value: presence, provenance: place },
        required: !rule.optional,
        conditions: Vec::new(),
        required_for: Vec::new(),
        default: None,
        constant: None,
        sentinels: Vec::new(),
        cookie: None,
        once: None,
        rest: false,
        constraints: Constraints::default(),
        examples: Vec::new(),
        deprecated: None,
        docs: Docs(rule.docs.clone()),
    }
}

/// Gives every endpoint the parameters that it has by the dialect, and says which a client fills in.
pub fn fill(
    endpoints: &mut [Endpoint],
    drafts: &[EndpointDraft],
    everywhere: &[Vec<Field>],
    context: &mut Context<'_>,
) {
    let rules = &context.dialect.fill;
    for (rule, fields) in rules.iter().zip(everywhere) {
        let span = context.entry(rule);
        if rule.location.is_none() {
            for name in &rule.parameters {
                wire::parameter(None, name, endpoints, span, context);
            }
        }
        for (endpoint, draft) in endpoints.iter_mut().zip(drafts) {
            if !rule.counts(&draft.stated.calls()) {
                rule.except.iter().for_each(|except| context.follow("fill.except", except));
                continue;
            }
            for field in fields {
                give(endpoint, field);
            }
            for name in &rule.parameters {
                fill_in(endpoint, name, (rule, span), context);
            }
        }
    }
}

/// Gives an endpoint a parameter that all have. What its documents say of it counts.
fn give(endpoint: &mut Endpoint, field: &Field) {
    let fields = &mut endpoint.parameters.fields;
    match fields.iter_mut().find(|known| same(&known.name.value, &field.name.value, field.location.as_ref())) {
        Some(known) if known.location.is_none() => known.location.clone_from(&field.location),
        Some(_) => {}
        None => fields.push(field.clone()),
    }
}

/// Whether two names are one; headers do not tell apart large and small letters.
fn same(name: &str, other: &str, location: Option<&Fact<Location>>) -> bool {
    let header = location.is_some_and(|location| location.value == Location::Header);
    name == other || (header && name.eq_ignore_ascii_case(other))
}

/// Whether a value of the type is more than one text.
fn has_parts(ty: &Type) -> bool {
    matches!(ty, Type::List { .. } | Type::Map { .. })
}

/// Whether a value that the dialect states can be one of the type, as far as the type itself tells.
fn may_be(ty: &Type, value: &Value) -> bool {
    match ty {
        Type::Bool => value.is_boolean(),
        Type::Int { .. } => value.is_i64() || value.is_u64(),
        Type::Float { .. } => value.is_number(),
        Type::String | Type::DateTime | Type::Date => value.is_string(),
        Type::Nullable { inner } => value.is_null() || may_be(inner, value),
        _ => true,
    }
}

/// Says of a parameter how a client fills it in.
fn fill_in(endpoint: &mut Endpoint, name: &str, (rule, span): (&FillRule, Span), context: &mut Context<'_>) {
    let fields = &mut endpoint.parameters.fields;
    let Some(field) = fields.iter_mut().find(|field| same(&field.name.value, name, field.location.as_ref())) else {
        return;
    };
    let place = context.declared_at(span);
    let at = (field.ty.provenance.file.clone(), field.ty.provenance.line);
    if let Some(cookie) = &rule.cookie {
        if field.ty.value != Type::String {
            context.report(messages::no_cookie(name, &endpoint.name, (&at.0, at.1), span));
        }
        field.cookie = Some(Box::new(Fact { value: cookie.clone(), provenance: place }));
        return;
    }
    if has_parts(&field.ty.value) && field.ty.provenance.how != How::Declared {
        context.report(messages::never_once(name, Some(&endpoint.name), (&at.0, at.1), span));
    }
    if let (None, Some(default)) = (&field.default, &rule.default) {
        let value = serde_json::to_value(default).unwrap_or(Value::Null);
        if !may_be(&field.ty.value, &value) {
            context.report(messages::once_default(name, &value, span));
        }
        field.default = Some(Box::new(Fact { value, provenance: place.clone() }));
    }
    field.once = Some(Box::new(Fact { value: true, provenance: place }));
}
