//! What the dialect says of the messages before the first call, and of those at intervals.

use std::ops::RangeInclusive;

use crate::dialect::{Located, StepField, StepRule};
use crate::ir::validate::Validator;
use crate::ir::{Api, Docs, EventMember, Fact, Field, Frames, Heartbeat, Member, Part, Presence, Side, Step, Type};
use crate::resolve::lower::types::Types;
use crate::resolve::lower::{marks, messages, server, wire};
use crate::resolve::read::{dialect_types, value};

/// So many messages does a handshake have, at most, and so many members each of them.
const MOST: usize = 16;

/// The word in braces that stands for the token.
const TOKEN: &str = "token";

/// What stands before the path of a member of an event, for what that had there.
const EVENT: &str = "event.";

/// The milliseconds that there can be between two heartbeats: a second, to a day.
const INTERVALS: RangeInclusive<u64> = 1_000..=86_400_000;

/// What a message is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Handshake,
    Heartbeat,
}

/// The steps, in the order of the file.
pub fn steps(types: &mut Types<'_, '_>) -> Vec<Step> {
    let rules = &types.context.dialect.frames;
    report_nowhere("handshake", rules.handshake.first(), types);
    if let Some(rule) = rules.handshake.get(MOST) {
        types.context.report(messages::too_many_steps_before(MOST, types.context.entry(rule)));
    }
    let mut steps: Vec<Step> = Vec::new();
    for rule in rules.handshake.iter().take(MOST) {
        if steps.iter().any(|step| step.name == rule.name) {
            types.context.report(messages::step_twice(&rule.name, types.context.entry(rule)));
        }
        let step = step(rule, Kind::Handshake, types);
        steps.push(step);
    }
    steps
}

/// What a client sends at intervals.
pub fn heartbeat(types: &mut Types<'_, '_>) -> Option<Heartbeat> {
    let rules = &types.context.dialect.frames;
    let Some(first) = rules.heartbeat.first() else {
        if let Some(interval) = &rules.interval {
            types.context.report(messages::interval_of_nothing(types.context.entry(interval)));
        }
        return None;
    };
    report_nowhere("heartbeat", Some(first), types);
    for (rule, by) in rules.heartbeat.iter().zip([Side::Client, Side::Server]).filter(|(rule, by)| rule.by != *by) {
        types.context.report(messages::not_sent_by(&rule.name, by, types.context.entry(rule)));
    }
    if let Some(rule) = rules.heartbeat.get(2) {
        types.context.report(messages::too_many_beats(types.context.entry(rule)));
    }
    let sent = step(first, Kind::Heartbeat, types);
    let with = marks::in_order(&rules.with, types.context);
    let in_calls = |mark: &Member| {
        with.iter()
            .any(|(name, (value, _))| *name == mark.name && value::of_toml(value).as_ref() == Some(&mark.value.value))
    };
    if !sent.when.is_empty() && sent.when.iter().all(in_calls) {
        types.context.report(messages::beat_of_calls(&sent.name, types.context.entry(first)));
    }
    let answer = rules.heartbeat.get(1).map(|rule| {
        if rule.name == sent.name {
            types.context.report(messages::step_twice(&rule.name, types.context.entry(rule)));
        }
        step(rule, Kind::Heartbeat, types)
    });
    let Some(interval) = &rules.interval else {
        types.context.report(messages::no_interval(types.context.entry(first)));
        return None;
    };
    if !INTERVALS.contains(interval) {
        types.context.report(messages::interval_outside(&INTERVALS, types.context.entry(interval)));
    }
    Some(Heartbeat { sent, answer, interval: **interval })
}

/// Reports messages for a WebSocket where there is none.
fn report_nowhere(what: &str, first: Option<&Located<StepRule>>, types: &mut Types<'_, '_>) {
    let rules = &types.context.dialect.frames;
    let any_path = types.context.dialect.profile.iter().any(|profile| profile.any_websocket_path);
    let nowhere = !any_path && [&rules.universal, &rules.calls, &rules.events].into_iter().all(Vec::is_empty);
    if let Some(first) = first.filter(|_| nowhere) {
        types.context.report(messages::said_nowhere(what, types.context.entry(first)));
    }
}

fn step(rule: &Located<StepRule>, kind: Kind, types: &mut Types<'_, '_>) -> Step {
    let span = types.context.entry(rule);
    let letters = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-');
    if rule.name.is_empty() || !rule.name.chars().all(letters) {
        types.context.report(messages::no_step_name(&rule.name, span));
    }
    let mut members = Vec::new();
    let mut when = Vec::new();
    for (name, (value, place)) in marks::in_order(&rule.when, types.context) {
        members.push((name.clone(), place));
        match value::of_toml(&value).filter(|json| !json.is_array() && !json.is_object()) {
            Some(json) => {
                let value = Fact { value: json, provenance: types.context.declared_at(place) };
                when.push(Member { name, value });
            }
            None => types.context.report(messages::no_scalar_mark(&name, place)),
        }
    }
    if rule.when.is_empty() {
        types.context.report(messages::step_known_by_nothing(&rule.name, span));
    }
    members.extend(rule.fields.iter().map(|field| (field.name.clone(), types.context.entry(field))));
    if let Some((_, place)) = members.get(MOST) {
        types.context.report(messages::too_many_members(&rule.name, MOST, *place));
    }
    wire::report_overlaps(&members, types.context);
    let (mut fields, mut values, mut token) = (Vec::new(), Vec::new(), None);
    for field in rule.fields.iter().take(MOST) {
        fields.push(self::field(rule, field, kind, types));
        match self::value(rule, field, kind, types) {
            Some(Given::Part(value)) => values.push(EventMember { name: field.name.clone(), value }),
            Some(Given::Token) if token.is_some() => {
                types.context.report(messages::token_twice(&rule.name, types.context.entry(field)));
            }
            Some(Given::Token) => token = Some(field.name.clone()),
            None if kind == Kind::Heartbeat && !field.optional => {
                types.context.report(messages::no_value(&rule.name, &field.name, types.context.entry(field)));
            }
            None => {}
        }
    }
    Step {
        name: rule.name.clone(),
        by: rule.by,
        when,
        fields,
        values,
        token,
        close: close(rule, types),
        docs: Docs(rule.docs.clone()),
        provenance: types.context.declared_at(span),
    }
}

/// The code with which a server closes the connection.
fn close(rule: &StepRule, types: &mut Types<'_, '_>) -> u16 {
    let Some(close) = &rule.close else { return Step::CLOSE };
    let span = types.context.entry(close);
    if rule.by == Side::Server {
        types.context.report(messages::close_of_server(&rule.name, span));
    }
    // The others mean something else, or cannot be sent.
    if **close != Step::CLOSE && !(3000..5000).contains(&**close) {
        types.context.report(messages::no_close_code(**close, span));
        return Step::CLOSE;
    }
    **close
}

fn field(step: &StepRule, rule: &Located<StepField>, kind: Kind, types: &mut Types<'_, '_>) -> Field {
    let span = types.context.entry(rule);
    let draft = dialect_types::parse(&rule.ty, span, types.context);
    let kind = match kind {
        Kind::Handshake => "handshake",
        Kind::Heartbeat => "heartbeat",
    };
    let ty = types.lower(&draft, &format!("{kind}/{}/{}", step.name, rule.name));
    let ty = types.of_json(ty, span);
    let place = types.context.declared_at(span);
    let presence = if rule.optional { Presence::Optional } else { Presence::Required };
    let name = Fact { value: rule.name.clone(), provenance: place.clone() };
    let presence = Fact { value: presence, provenance: place.clone() };
    let field = Field::new(name, Fact { value: ty, provenance: place }, presence);
    Field { docs: Docs(rule.docs.clone()), ..field }
}

/// What its sender puts into a member.
enum Given {
    Part(Part),
    Token,
}

fn value(step: &StepRule, rule: &Located<StepField>, kind: Kind, types: &mut Types<'_, '_>) -> Option<Given> {
    let value = rule.value.as_ref()?;
    let span = types.context.entry(rule);
    let Some(word) = server::placeholder(value) else {
        return value::of_toml(value).map(|value| Given::Part(Part::Json { value }));
    };
    if let Some(member) = word.strip_prefix(EVENT).filter(|member| !member.is_empty()).filter(|_| kind.is_of(step.by)) {
        return Some(Given::Part(Part::Event { member: member.to_owned() }));
    }
    let (who, known): (_, Vec<&str>) = match step.by {
        Side::Client if kind == Kind::Heartbeat => ("client", vec!["time", "event.…"]),
        Side::Server => ("server", server::PLACEHOLDERS.iter().map(|(word, _)| *word).collect()),
        Side::Client => ("client", vec![TOKEN, "time"]),
    };
    if !known.contains(&word) {
        types.context.report(messages::unknown_placeholder(word, who, &known, span));
        return None;
    }
    let part = server::PLACEHOLDERS.into_iter().find(|(known, _)| *known == word);
    Some(part.map_or(Given::Token, |(_, part)| Given::Part(part)))
}

impl Kind {
    /// Whether one who sends such a message knows the events that came.
    fn is_of(self, side: Side) -> bool {
        self == Self::Heartbeat && side == Side::Client
    }
}

/// Reports values that are none of their types.
pub fn check(api: &Api, context: &mut crate::resolve::context::Context<'_>) {
    let validator = Validator::new(api);
    let rules = context.dialect.frames.handshake.iter().take(MOST).chain(&context.dialect.frames.heartbeat);
    for (step, rule) in api.frames.iter().flat_map(Frames::steps).zip(rules) {
        for (field, rule) in step.fields.iter().zip(&rule.fields) {
            let name = &field.name.value;
            let part = step.values.iter().find(|value| value.name == *name).map(|value| &value.value);
            let fits = match part {
                Some(Part::Json { value }) => validator.field(field, value).is_valid(),
                Some(Part::SelfId | Part::Time | Part::Interval) => {
                    matches!(field.ty.value, Type::Int { .. } | Type::Float { .. } | Type::Any)
                }
                None if step.token.as_ref() == Some(name) => field.ty.value.is_text() || field.ty.value == Type::Any,
                Some(Part::Status | Part::Event { .. }) | None => true,
            };
            if !fits {
                context.report(messages::step_value_differs(&step.name, name, context.entry(rule)));
            }
        }
    }
}
