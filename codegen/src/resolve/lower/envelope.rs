//! The envelope: its fields, their roles, and what a server writes in them.

use std::collections::HashSet;

use serde_json::Value;

use crate::dialect::Where;
use crate::ir::{
    self, Body, Docs, Endpoint, Envelope, Fact, Field, How, Member, Presence, Statement, Type, TypeId, ValueLabel,
};
use crate::resolve::context::Context;
use crate::resolve::draft::{Common, ValueDraft};
use crate::resolve::lower::flat_envelope;
use crate::resolve::lower::messages;
use crate::resolve::lower::nested_envelope::{self, Stated};
use crate::resolve::lower::types::Types;
use crate::resolve::read::{dialect_types, example, value};
use crate::source::Span;

/// The envelope: the dialect's fields, or what the documents of all endpoints say together.
pub fn envelope(common: &mut Common, endpoints: &[Endpoint], spans: &[Span], types: &mut Types<'_, '_>) -> Envelope {
    let rules = &types.context.dialect.envelope;
    let success = rules.successes();
    let same = |is: fn(&Value) -> bool| success.iter().all(is);
    if !(same(Value::is_i64) || same(Value::is_string) || (same(Value::is_boolean) && success.len() == 1)) {
        types.context.report(messages::success_varies(types.context.key(&["envelope", "success"])));
    }
    let mut envelope = Envelope {
        fields: Vec::new(),
        data: rules.data.clone(),
        code: rules.code.clone(),
        success,
        messages: rules.messages.clone(),
        details: rules.details.clone(),
        echo: rules.echo.clone(),
        ok: Vec::new(),
        failed: Vec::new(),
        accepted: Vec::new(),
        docs: std::mem::take(&mut common.envelope_docs),
    };
    envelope.fields =
        if rules.field.is_empty() { stated(endpoints, spans, types.context) } else { declared(common, types) };
    nested_envelope::split(&mut envelope, types.context);
    let names: Vec<_> = envelope.fields.iter().map(|field| field.name.value.clone()).collect();
    no_such_fields(&envelope, &names, types.context);
    flat_envelope::check(&envelope, endpoints, spans, types);
    retyped(&envelope, endpoints, spans, types.context);
    written(&mut envelope, types.context);
    examples(common, &names, types.context);
    envelope
}

/// Reports the parts that the dialect gives to fields which the envelope lacks.
fn no_such_fields(envelope: &Envelope, names: &[String], context: &mut Context<'_>) {
    let (data, code) = (("data", &envelope.data), ("code", &envelope.code));
    let roles = [data, code, ("details", &envelope.details), ("echo", &envelope.echo)];
    let roles = roles.into_iter().filter_map(|(key, name)| Some((vec![key.to_owned()], name.as_ref()?)));
    let messages = envelope.messages.iter().enumerate();
    let messages = messages.map(|(at, name)| (vec!["messages".to_owned(), at.to_string()], name));
    for (key, name) in roles.chain(messages).filter(|(_, name)| !names.contains(name)) {
        let address: Vec<_> = ["envelope"].into_iter().chain(key.iter().map(String::as_str)).collect();
        context.report(messages::no_such_field(name, context.key(&address)));
    }
}

/// Reports fields of the envelope that an endpoint's document gives another type than the dialect does.
fn retyped(envelope: &Envelope, endpoints: &[Endpoint], spans: &[Span], context: &mut Context<'_>) {
    if context.dialect.envelope.field.is_empty() {
        return;
    }
    let scalar = |ty: &Type| ty.is_text() || matches!(ty, Type::Bool | Type::Int { .. } | Type::Float { .. });
    for (endpoint, span) in endpoints.iter().zip(spans) {
        for own in endpoint.response.envelope.iter().filter(|own| Some(&own.name.value) != envelope.data.as_ref()) {
            let general = envelope.fields.iter().find(|field| field.name.value == own.name.value);
            let Some(general) = general.filter(|general| scalar(&general.ty.value)) else { continue };
            let number = |ty: &Type| matches!(ty, Type::Int { .. } | Type::Float { .. });
            let (one, other) = (&general.ty.value, &own.ty.value);
            let set = matches!(other, Type::Ref { .. } | Type::Any | Type::Nullable { .. });
            if one == other || set || number(one) && number(other) {
                continue;
            }
            context.report(messages::other_type(&own.name.value, &endpoint.name, *span));
        }
    }
}

fn declared(common: &Common, types: &mut Types<'_, '_>) -> Vec<Field> {
    let mut fields = Vec::new();
    for rule in &types.context.dialect.envelope.field {
        let span = types.context.entry(rule);
        let draft = dialect_types::parse(&rule.ty, span, types.context);
        let mut ty = types.lower(&draft, &format!("envelope/{}", rule.name));
        ty = types.of_json(ty, span);
        let mut place = types.context.declared_at(span);
        if let Some((parent, values)) = common.values.iter().find(|(parent, _)| parent.value == rule.name) {
            ty = types.values(ty, &TypeId(format!("envelope/{}", rule.name)), values);
            place = types.context.stated(parent.span);
        }
        let presence = if rule.optional { Presence::Optional } else { Presence::Required };
        let presence = Fact { value: presence, provenance: types.context.declared_at(span) };
        let name = Fact { value: rule.name.clone(), provenance: place.clone() };
        let field = Field::new(name, Fact { value: ty, provenance: place }, presence);
        fields.push(Field { docs: Docs(rule.docs.clone()), ..field });
    }
    fields
}

/// What a server writes around the data: what the dialect states, and what follows from the fields.
fn written(envelope: &mut Envelope, context: &mut Context<'_>) {
    let rules = &context.dialect.envelope;
    let names: HashSet<_> = envelope.fields.iter().map(|field| field.name.value.clone()).collect();
    let stated = |members| nested_envelope::stated(members, &|name| names.contains(name), context);
    let (ok, failed, accepted) = (stated(&rules.ok), stated(&rules.failed), stated(&rules.accepted));
    for (key, members) in [("ok", &ok), ("failed", &failed), ("accepted", &accepted)] {
        for (name, (_, span)) in members {
            if !names.contains(name) {
                context.report(messages::no_field_to_write(name, *span));
            } else if refuses(envelope, key, name) {
                context.report(messages::never_the_same(name, key, *span));
            }
        }
    }
    let code = envelope.code.as_ref();
    if let Some((_, (_, first))) = accepted.iter().next()
        && code.is_some_and(|code| !accepted.contains_key(code))
    {
        context.report(messages::accepted_without_code(*first));
    }
    if let Some(suffix) = context.dialect.transport.async_suffix.as_ref().filter(|_| accepted.is_empty()) {
        context.report(messages::accepted_unsaid(suffix, context.entry(suffix)));
    }
    envelope.ok = members(envelope, "ok", &ok, context);
    envelope.failed = members(envelope, "failed", &failed, context);
    if !accepted.is_empty() {
        envelope.accepted = members(envelope, "accepted", &accepted, context);
    }
}

/// Whether the field has another value in each answer of the kind.
fn refuses(envelope: &Envelope, key: &str, name: &str) -> bool {
    let is = |role: &Option<String>| role.as_deref() == Some(name);
    let told = is(&envelope.code) || envelope.messages.iter().any(|message| message == name);
    is(&envelope.echo) || is(&envelope.details) || (key == "ok" && is(&envelope.data)) || (key == "failed" && told)
}

/// The members in the order of the envelope's fields.
fn members(envelope: &Envelope, key: &str, stated: &Stated, context: &Context<'_>) -> Vec<Member> {
    let mut members = Vec::new();
    for field in &envelope.fields {
        let name = &field.name.value;
        let value = match stated.get(name) {
            _ if refuses(envelope, key, name) => None,
            Some((value, span)) => {
                value::of_toml(value).map(|json| Fact { value: json, provenance: context.declared_at(*span) })
            }
            None => implied(envelope, key, field, context),
        };
        members.extend(value.map(|value| Member { name: name.clone(), value }));
    }
    members
}

/// The value of a field of which the dialect does not say what a server writes in it.
fn implied(envelope: &Envelope, key: &str, field: &Field, context: &Context<'_>) -> Option<Fact<Value>> {
    let is = |role: &Option<String>| role.as_ref() == Some(&field.name.value);
    let inferred = |value: Value, rule: &str| {
        let provenance = context.place(context.dialect_span(), How::Inferred, Some(rule));
        Some(Fact { value, provenance })
    };
    if is(&envelope.data) {
        // Where a failure has a field of its own for what else it says, it has none of a success.
        envelope.details.as_ref().is_none().then_some(())?;
        return inferred(Value::Null, "a call that did not succeed has no data");
    }
    if is(&envelope.code) {
        return envelope.success.first().and_then(|code| inferred(code.clone(), "envelope.success"));
    }
    let known = field.constant.as_deref().or(field.default.as_deref()).cloned();
    let quiet = field.required && key != "failed" && field.ty.value == Type::String;
    known.or_else(|| inferred(Value::from(""), "nothing went wrong").filter(|_| quiet))
}

/// The fields of all endpoints' envelopes; one that is missing under some endpoints is optional.
fn stated(endpoints: &[Endpoint], spans: &[Span], context: &mut Context<'_>) -> Vec<Field> {
    let with: Vec<_> =
        endpoints.iter().zip(spans).filter(|(endpoint, _)| !endpoint.response.envelope.is_empty()).collect();
    let mut fields: Vec<Field> = Vec::new();
    for (endpoint, _) in &with {
        for (at, field) in endpoint.response.envelope.iter().enumerate() {
            match fields.iter_mut().find(|known| known.name.value == field.name.value) {
                Some(known) => agreed(known, field),
                None => fields.insert(at.min(fields.len()), field.clone()),
            }
        }
    }
    for field in &mut fields {
        let has =
            |endpoint: &Endpoint| endpoint.response.envelope.iter().any(|known| known.name.value == field.name.value);
        let without: Vec<_> = with.iter().filter(|(endpoint, _)| !has(endpoint)).collect();
        // Where nothing comes back, there is no data.
        let is_data = context.dialect.envelope.data.as_ref() == Some(&field.name.value);
        let empty = |endpoint: &Endpoint| is_data && endpoint.response.body.value == Body::None;
        for (endpoint, span) in without.iter().filter(|(endpoint, _)| !empty(endpoint)) {
            context.report(messages::missing_field(&field.name.value, &endpoint.name, **span));
        }
        if is_data && !without.is_empty() {
            // What the data is, each endpoint says for itself.
            field.docs = Docs::default();
        }
        if !without.is_empty() {
            field.required = false;
            field.presence.value = Presence::Optional;
            field.presence.provenance.how = How::Inferred;
            field.presence.provenance.rule = Some("missing under some endpoints".into());
        }
    }
    fields
}

/// Leaves of what is known of a field of the envelope what another endpoint says of it too: the rest is the endpoint's own.
fn agreed(known: &mut Field, other: &Field) {
    let value = |fact: &Option<Box<Fact<Value>>>| fact.as_ref().map(|fact| fact.value.clone());
    if known.docs != other.docs {
        known.docs = Docs::default();
    }
    if value(&known.default) != value(&other.default) {
        known.default = None;
    }
    if value(&known.constant) != value(&other.constant) {
        known.constant = None;
    }
    if known.deprecated.is_some() != other.deprecated.is_some() {
        known.deprecated = None;
    }
    let says = |condition: &Statement| other.conditions.iter().any(|said| said.docs == condition.docs);
    known.conditions.retain(says);
    let special = |sentinel: &Fact<ValueLabel>| other.sentinels.iter().any(|said| said.value == sentinel.value);
    known.sentinels.retain(special);
}

/// Compares the examples of the envelope with its fields.
fn examples(common: &Common, names: &[String], context: &mut Context<'_>) {
    for draft in common.examples.iter().filter(|example| example.of == Where::Envelope) {
        let Some(object) = draft.example.value.as_ref().and_then(|value| value.as_object()) else { continue };
        for (parent, values) in &common.values {
            let words = object.get(&parent.value).and_then(|value| value.as_str()).unwrap_or_default();
            spellings(&parent.value, words, values, draft.span, context);
        }
        let shown = |name: &str| draft.example.value.as_ref().is_some_and(|whole| ir::member(whole, name).is_some());
        for name in names.iter().filter(|name| !shown(name)) {
            context.report(messages::example_lacks(name, draft.span));
        }
        let holds = |key: &str, name: &str| {
            name.strip_prefix(key).is_some_and(|rest| matches!(rest.chars().next(), None | Some('.')))
        };
        for key in object.keys().filter(|key| !names.iter().any(|name| holds(key, name))) {
            context.report(messages::example_has(key, draft.span));
        }
    }
}

/// Reports a documented value that the example of the field writes with other capitals.
fn spellings(field: &str, words: &str, values: &[ValueDraft], span: Span, context: &mut Context<'_>) {
    let known = || values.iter().filter_map(|value| Some((value.value.as_str()?, value.span)));
    for word in words.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_') {
        let alike = known().find(|(value, _)| value.eq_ignore_ascii_case(word));
        if let Some((value, place)) = alike.filter(|_| known().all(|(value, _)| value != word)) {
            let at = example::key_span(field, span, context).unwrap_or(span);
            context.report(messages::other_capitals(field, word, value, at, place));
        }
    }
}
