//! What the dialect says of servers: the events that they send, and the ways in which they behave.

use std::collections::HashSet;

use crate::dialect::{EventRule, Located, Members, ProfileRule};
use crate::ir::{
    self, Docs, Endpoint, EventMember, EventType, Events, Fact, How, Member, ParameterAlias, Part, Profile, Refusal,
    Struct, TypeId, TypeKind,
};
use crate::resolve::context::Context;
use crate::resolve::lower::events;
use crate::resolve::lower::marks::{self, Before};
use crate::resolve::lower::messages;
use crate::resolve::lower::types::Types;
use crate::resolve::lower::wire;
use crate::resolve::read::{dialect_types, value};
use crate::source::Span;

/// The words in braces, and what they stand for.
pub const PLACEHOLDERS: [(&str, Part); 4] =
    [("self_id", Part::SelfId), ("time", Part::Time), ("interval", Part::Interval), ("status", Part::Status)];

/// The events that a server sends.
pub fn events(types: &mut Types<'_, '_>) -> Option<Events> {
    let dialect = types.context.dialect;
    let rules = &dialect.events;
    let context = &mut *types.context;
    let stated = (rules.named_by.as_ref(), types.arena.events.first());
    let Some((first, place)) = (match (rules.marks.first(), stated) {
        (Some(mark), _) => Some((String::clone(mark), context.entry(mark))),
        (None, (Some(path), Some(_))) => Some((path.clone(), context.key(&["events", "named_by"]))),
        _ => None,
    }) else {
        if let (_, Some(event)) = stated {
            context.report(messages::no_marks(event.name.span));
            return None;
        }
        let stray = rules.connect.values().chain(rules.heartbeat.values()).map(Located::range);
        for range in stray.chain(dialect.event.iter().map(Located::range)).take(1) {
            context.report(messages::no_marks(Span::new(context.dialect_file, range)));
        }
        return None;
    };
    let provenance = context.declared_at(place);
    let (connect, heartbeat) = (template(&rules.connect, context), template(&rules.heartbeat, context));
    for (key, members) in [("connect", &connect), ("heartbeat", &heartbeat)] {
        let lacks = |mark: &&Located<String>| !members.iter().any(|member| has(member, mark));
        for mark in rules.marks.iter().filter(lacks).filter(|_| !members.is_empty()) {
            context.report(messages::lacks_mark(key, mark, context.entry(mark)));
        }
    }
    let (mut found, mut before) = (Vec::new(), Before::default());
    for rule in &dialect.event {
        let event = event(rule, types);
        before.add(event, &mut found, types.context.entry(rule), types.context);
    }
    events::stated(&mut found, &mut before, types);
    let mut marks: Vec<_> = rules.marks.iter().map(|mark| String::clone(mark)).collect();
    // What has the name of every event tells it from an answer, too.
    if marks.is_empty() {
        marks.push(first);
    }
    Some(Events { marks, connect, heartbeat, interval: rules.interval, types: found, provenance })
}

/// Whether a member is the one at a path, or has it in its value.
fn has(member: &EventMember, path: &str) -> bool {
    match path.strip_prefix(&member.name) {
        Some("") => true,
        Some(rest) => match &member.value {
            Part::Json { value } => rest.strip_prefix('.').is_some_and(|rest| ir::member(value, rest).is_some()),
            _ => false,
        },
        None => false,
    }
}

/// The word in braces that a value is.
pub fn placeholder(value: &toml::Value) -> Option<&str> {
    value.as_str().and_then(|text| text.strip_prefix('{')?.strip_suffix('}'))
}

/// An event that a server makes by itself.
fn template(members: &Members, context: &mut Context<'_>) -> Vec<EventMember> {
    let mut parts = Vec::new();
    for (name, (value, span)) in marks::in_order(members, context) {
        let value = match placeholder(&value) {
            None => value::of_toml(&value).map(|value| Part::Json { value }),
            Some(word) => {
                let known = PLACEHOLDERS.into_iter().find(|(known, _)| *known == word);
                if known.is_none() {
                    let words = PLACEHOLDERS.map(|(known, _)| known);
                    context.report(messages::unknown_placeholder(word, "server", &words, span));
                }
                known.map(|(_, part)| part)
            }
        };
        parts.extend(value.map(|value| EventMember { name, value }));
    }
    parts
}

/// An event of which the members are known.
fn event(rule: &Located<EventRule>, types: &mut Types<'_, '_>) -> EventType {
    let span = types.context.entry(rule);
    let mut when = Vec::new();
    for (name, (value, place)) in marks::in_order(&rule.when, types.context) {
        match value::of_toml(&value) {
            Some(json) if !json.is_array() && !json.is_object() => {
                let value = Fact { value: json, provenance: types.context.declared_at(place) };
                when.push(Member { name, value });
            }
            _ => {
                types.context.report(messages::no_scalar_mark(&name, place));
            }
        }
    }
    if rule.when.is_empty() {
        types.context.report(messages::known_by_nothing(&rule.name, span));
    }
    let id = TypeId(format!("{} event", rule.name));
    let drafts = dialect_types::fields(&rule.fields, span, How::Declared, None, types.context);
    let mut fields: Vec<_> = drafts.iter().map(|draft| types.field(draft, &id.0)).collect();
    for field in &mut fields {
        let mark = when.iter().find(|mark| mark.name == field.name.value);
        field.constant = mark.map(|mark| Box::new(mark.value.clone()));
    }
    let docs = Docs(rule.docs.clone());
    types.define(&id, TypeKind::Struct(Struct { fields, open: true }), docs.clone(), span, How::Declared, None);
    EventType { name: rule.name.clone(), when, ty: id, docs, provenance: types.context.declared_at(span) }
}

/// The ways in which a server can behave.
pub fn profiles(endpoints: &[Endpoint], context: &mut Context<'_>) -> Vec<Profile> {
    let mut profiles: Vec<Profile> = Vec::new();
    for rule in &context.dialect.profile {
        let span = context.entry(rule);
        if profiles.iter().any(|known| known.name == rule.name) {
            context.report(messages::profile_twice(&rule.name, span));
        }
        report_idle(rule, span, context);
        profiles.push(Profile {
            name: rule.name.clone(),
            refusals: refusals(rule, context),
            any_media: rule.any_media,
            zero_values: rule.zero_values,
            aliases: aliases(rule, endpoints, context),
            async_waits: rule.async_waits,
            any_websocket_path: rule.any_websocket_path,
            connect: template(&rule.connect, context),
            provenance: context.declared_at(span),
        });
    }
    profiles
}

/// Reports what can have no effect, since the API does not have what it is about.
fn report_idle(rule: &ProfileRule, span: Span, context: &mut Context<'_>) {
    let dialect = context.dialect;
    let idle = [
        ("async_waits", rule.async_waits && dialect.transport.async_suffix.is_none(), "transport.async_suffix"),
        ("any_websocket_path", rule.any_websocket_path && dialect.frames.name.is_none(), "[frames]"),
        ("connect", !rule.connect.is_empty() && dialect.events.connect.is_empty(), "events.connect"),
    ];
    for (key, _, needs) in idle.iter().filter(|(_, idle, _)| *idle) {
        context.report(messages::idle_key(key, &rule.name, needs, span));
    }
}

fn refusals(rule: &ProfileRule, context: &mut Context<'_>) -> Vec<Refusal> {
    let mut known = HashSet::new();
    let mut refusals = Vec::new();
    for refusal in &rule.refusals {
        if !known.insert(refusal.problem) {
            context.report(messages::refused_twice(&rule.name, context.entry(refusal)));
        }
        if let Some(status) = refusal.status.filter(|status| !(200..600).contains(status)) {
            context.report(messages::no_status(status, context.entry(refusal)));
        }
        refusals.push(Refusal {
            problem: refusal.problem,
            status: refusal.status,
            code: refusal.code,
            message: refusal.message.clone(),
            body: refusal.body,
        });
    }
    refusals
}

fn aliases(rule: &ProfileRule, endpoints: &[Endpoint], context: &mut Context<'_>) -> Vec<ParameterAlias> {
    let mut aliases = Vec::new();
    for alias in &rule.aliases {
        let span = context.entry(alias);
        wire::parameter(alias.endpoint.as_deref(), &alias.parameter, endpoints, span, context);
        let has =
            |endpoint: &Endpoint, name: &str| endpoint.parameters.fields.iter().any(|field| field.name.value == name);
        let meant = |endpoint: &&Endpoint| alias.endpoint.as_ref().is_none_or(|name| *name == endpoint.name);
        let both = |endpoint: &&Endpoint| has(endpoint, &alias.parameter) && has(endpoint, &alias.alias);
        for endpoint in endpoints.iter().filter(meant).filter(both) {
            context.report(messages::alias_taken(&endpoint.name, &alias.alias, span));
        }
        aliases.push(ParameterAlias {
            endpoint: alias.endpoint.clone(),
            parameter: alias.parameter.clone(),
            alias: alias.alias.clone(),
        });
    }
    aliases
}
