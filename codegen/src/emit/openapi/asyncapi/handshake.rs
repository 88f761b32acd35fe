//! The messages before the first call, and those at intervals.

use crate::ir::{EventMember, Heartbeat, Part, Side, Step};

use super::channel::{Channel, of_channel, reference};
use crate::emit::openapi::context::Context;
use crate::emit::openapi::nested::nested;
use crate::emit::openapi::object::{Json, Object};
use crate::emit::openapi::{field, schema};

/// The steps with the names of their messages, which no endpoint and no type has.
pub(super) fn messages<'a>(cx: &'a Context) -> impl Iterator<Item = (String, &'a Step)> + use<'a> {
    let frames = cx.api.frames.as_ref();
    let steps = frames.into_iter().flat_map(|frames| &frames.handshake);
    let steps = steps.map(|step| (format!("handshake.{}", step.name), step));
    let beats = beat(cx).into_iter().flat_map(|beat| [&beat.sent].into_iter().chain(&beat.answer));
    steps.chain(beats.map(|step| (beat_name(step), step)))
}

fn beat<'a>(cx: &'a Context<'_>) -> Option<&'a Heartbeat> {
    cx.api.frames.as_ref()?.heartbeat.as_ref()
}

fn beat_name(step: &Step) -> String {
    format!("heartbeat.{}", step.name)
}

/// A message.
pub(super) fn message(cx: &Context, step: &Step) -> Object {
    let (mut properties, mut required) = (Object::new(), Vec::new());
    for member in &step.when {
        properties.set(member.name.clone(), Object::new().with("const", member.value.value.clone()));
        required.push(Json::from(member.name.as_str()));
    }
    for one in &step.fields {
        let name = &one.name.value;
        let mut schema = field::property(cx, one, schema::of_type(cx, &one.ty.value));
        if let Some(EventMember { value: Part::Json { value }, .. }) =
            step.values.iter().find(|value| value.name == *name)
        {
            schema.set("examples", vec![Json::from(value.clone())]);
        }
        properties.set(name.clone(), schema);
        if one.required {
            required.push(Json::from(name.as_str()));
        }
    }
    let payload = Object::new().with("type", "object").with("properties", properties).with_list("required", required);
    Object::new()
        .with("title", step.name.as_str())
        .with_text("description", &step.docs.0)
        .with("payload", nested(payload))
}

/// What the application does on a connection beside calls: each step of the handshake, in order, then the heartbeats.
pub(super) fn operations(cx: &Context, channels: &[Channel]) -> Object {
    let Some(channel) = channels.first() else { return Object::new() };
    let frames = cx.api.frames.as_ref();
    let steps = frames.into_iter().flat_map(|frames| &frames.handshake);
    let operations = steps.map(|step| {
        let name = format!("handshake.{}", step.name);
        let action = match step.by {
            Side::Server => "receive",
            Side::Client => "send",
        };
        let operation = Object::new()
            .with("action", action)
            .with("channel", reference(&["channels", channel.path]))
            .with("title", format!("Before the first call: {}", step.name))
            .with_text("description", &step.docs.0)
            .with_list("messages", of_channel(channel, std::iter::once(name.clone())));
        (name, operation)
    });
    operations.chain(beats(cx, channel)).collect()
}

/// What the application sends at intervals, with its answer.
fn beats(cx: &Context, channel: &Channel) -> Option<(String, Object)> {
    let beat = beat(cx)?;
    let of = |step: &Step| of_channel(channel, std::iter::once(beat_name(step)));
    let place = || reference(&["channels", channel.path]);
    let reply =
        beat.answer.as_ref().map(|answer| Object::new().with("channel", place()).with_list("messages", of(answer)));
    let operation = Object::new()
        .with("action", "send")
        .with("channel", place())
        .with("title", format!("Every {} ms: {}", beat.interval, beat.sent.name))
        .with_text("description", &beat.sent.docs.0)
        .with_list("messages", of(&beat.sent));
    let operation = match reply {
        Some(reply) => operation.with("reply", reply),
        None => operation,
    };
    Some((beat_name(&beat.sent), operation))
}
