//! `AsyncAPI` 3.0: what is sent over a WebSocket, as the application at the client's end sees it.
//!
//! The schemas are those of the OpenAPI document for clients. A call and its answer are two messages, matched by the
//! member of the frame that the IR names; an event is a message that is received.

mod channel;
mod handshake;

use serde::Serialize;

use crate::ir::{Api, Events, Frames};

use self::channel::{Channel, of_channel, reference};
use super::context::Context;
use super::nested::nested;
use super::object::{Entries, Json, Object};
use super::plan::{self, Operation};
use super::projection::FRAMES;
use super::{names, prose, request, schemas};

/// The version of `AsyncAPI` that is written.
const ASYNCAPI: &str = "3.0.0";

/// The name of the correlation of answers with calls.
const ECHO: &str = "echo";

/// A document: its parts in the order in which they are written.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Document<S> {
    asyncapi: &'static str,
    info: Object,
    default_content_type: &'static str,
    #[serde(skip_serializing_if = "Object::is_empty")]
    servers: Object,
    channels: Object,
    operations: Object,
    components: Components<S>,
}

/// What messages share.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Components<S> {
    messages: Object,
    schemas: S,
    #[serde(skip_serializing_if = "Object::is_empty")]
    correlation_ids: Object,
}

/// The path of the document below the output folder and its text, where calls or events are sent over a WebSocket.
#[must_use]
pub fn emit(api: &Api) -> Option<(String, String)> {
    let frames = api.frames.as_ref().filter(|_| api.transport.websocket)?;
    let operations = plan::operations(api, FRAMES.ways);
    let cx = Context::new(api, &FRAMES, Vec::new());
    let channels = channels(frames);
    let document = Document {
        asyncapi: ASYNCAPI,
        info: cx.of(super::info(api)),
        default_content_type: "application/json",
        servers: servers(api),
        channels: channels
            .iter()
            .map(|channel| (channel.path.to_owned(), self::channel(&cx, channel, &operations)))
            .collect(),
        operations: self::operations(&cx, &channels, &operations),
        components: Components {
            messages: messages(&cx, frames, &operations),
            schemas: Entries(|| schemas(&cx, &operations).map(|(name, schema)| (name, cx.of(schema)))),
            correlation_ids: correlation(api),
        },
    };
    // Keys that are text and values without maps of other keys cannot fail to be written.
    let text = serde_json::to_string_pretty(&document).map_or_else(|error| error.to_string(), |text| text + "\n");
    Some((format!("asyncapi/{}.json", api.name), text))
}

/// The servers, by host.
fn servers(api: &Api) -> Object {
    let servers = api.servers.iter().enumerate().filter_map(|(index, fact)| {
        let (scheme, rest) = fact.value.split_once("://")?;
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let protocol = if matches!(scheme, "https" | "wss") { "wss" } else { "ws" };
        let server = Object::new().with("host", host).with("protocol", protocol);
        let path = path.trim_end_matches('/');
        Some((format!("server{}", index + 1), server.with_text("pathname", &prefixed(path))))
    });
    servers.collect()
}

/// A path with its leading `/`, where there is one.
fn prefixed(path: &str) -> String {
    if path.is_empty() { String::new() } else { format!("/{path}") }
}

/// The paths with what is sent on them.
fn channels(frames: &Frames) -> Vec<Channel<'_>> {
    let lists = [(&frames.universal, true, true), (&frames.calls, true, false), (&frames.events, false, true)];
    let channels = lists.into_iter().flat_map(|(paths, calls, events)| {
        paths.iter().map(move |path| Channel { path: path.as_str(), calls, events })
    });
    channels.collect()
}

/// A channel with its messages.
fn channel(cx: &Context, channel: &Channel, operations: &[Operation]) -> Object {
    let mut all = Object::new();
    for (name, _) in handshake::messages(cx) {
        let reference = reference(&["components", "messages", &name]);
        all.set(name, reference);
    }
    if channel.calls {
        for operation in operations {
            for name in [call(cx, operation), answer(cx, operation)].into_iter().flatten() {
                let reference = reference(&["components", "messages", &name]);
                all.set(name, reference);
            }
        }
    }
    if channel.events {
        for (name, _) in events(cx) {
            let reference = reference(&["components", "messages", &name]);
            all.set(name, reference);
        }
    }
    Object::new().with("address", channel.path).with("messages", all)
}

/// What the application does: a call of each endpoint, and the events that it receives.
fn operations(cx: &Context, channels: &[Channel], operations: &[Operation]) -> Object {
    let mut all = handshake::operations(cx, channels);
    if let Some(channel) = channels.iter().find(|channel| channel.calls) {
        let place = || reference(&["channels", channel.path]);
        for operation in operations {
            let endpoint = operation.endpoint;
            let title = endpoint.title.as_ref().map_or(endpoint.name.as_str(), |title| title.value.as_str());
            let answers = of_channel(channel, answer(cx, operation).into_iter());
            let reply = Object::new().with("channel", place()).with_list("messages", answers);
            let description = prose::operation(endpoint, operation.deprecated());
            let send = Object::new()
                .with("action", "send")
                .with("channel", place())
                .with("title", title)
                .with_text("description", &description)
                .with_list("messages", of_channel(channel, call(cx, operation).into_iter()))
                .with("reply", reply);
            all.set(operation.id.clone(), send);
        }
    }
    let received: Vec<_> = events(cx).map(|(name, _)| name).collect();
    if let Some(channel) = channels.iter().find(|channel| channel.events).filter(|_| !received.is_empty()) {
        let receive = Object::new()
            .with("action", "receive")
            .with("channel", reference(&["channels", channel.path]))
            .with("title", "The events that the server sends")
            .with_list("messages", of_channel(channel, received.into_iter()));
        all.set("events", receive);
    }
    all
}

/// The name of the message that calls an endpoint.
fn call(cx: &Context, operation: &Operation) -> Option<String> {
    cx.names.request(&operation.endpoint.name).map(|name| format!("{name}Frame"))
}

/// The name of the message that answers it.
fn answer(cx: &Context, operation: &Operation) -> Option<String> {
    cx.names.response(&operation.endpoint.name).map(|name| format!("{name}Frame"))
}

/// All messages.
fn messages(cx: &Context, frames: &Frames, operations: &[Operation]) -> Object {
    let echo = cx.api.envelope.echo.as_deref();
    let mut all: Object = handshake::messages(cx).map(|(name, step)| (name, handshake::message(cx, step))).collect();
    for operation in operations {
        if let Some(name) = call(cx, operation) {
            all.set(name, message(cx.api, call_payload(cx, frames, operation)));
        }
        if let Some(name) = answer(cx, operation) {
            let mut properties = Object::new();
            if let Some(echo) = echo {
                properties.set(echo.to_owned(), Object::new());
            }
            let own = nested(Object::new().with("type", "object").with_unless_empty("properties", properties));
            let parts: Vec<Json> =
                super::response::whole(cx, operation.endpoint).into_iter().chain([own]).map(Json::from).collect();
            all.set(name, message(cx.api, Object::new().with("allOf", parts)));
        }
    }
    for (name, reference) in events(cx) {
        all.set(name, Object::new().with("payload", Object::new().with("$ref", reference)));
    }
    all
}

/// A message that is matched with another by what the caller sends.
fn message(api: &Api, payload: Object) -> Object {
    let correlated = api.envelope.echo.is_some();
    let message = Object::new().with("payload", payload);
    message.with_if(correlated, "correlationId", reference(&["components", "correlationIds", ECHO]))
}

/// The frame that calls an endpoint.
fn call_payload(cx: &Context, frames: &Frames, operation: &Operation) -> Object {
    let mut properties = Object::new();
    let endpoint = operation.endpoint.name.as_str();
    properties.set(frames.name.clone(), Object::new().with("type", "string").with("const", endpoint));
    if let Some((name, _)) = request::components(cx, operation).into_iter().next() {
        properties.set(frames.parameters.clone(), parameters(frames, operation, name));
    }
    if let Some(echo) = &cx.api.envelope.echo {
        let words = "Any value; the answer has it too.";
        properties.set(echo.clone(), Object::new().with("description", words));
    }
    let mut required = vec![Json::from(frames.name.as_str())];
    for member in &frames.with {
        properties.set(member.name.clone(), Object::new().with("const", member.value.value.clone()));
        required.push(Json::from(member.name.as_str()));
    }
    nested(Object::new().with("type", "object").with("properties", properties).with_list("required", required))
}

/// The parameters of a call: an object, or a list where it can be one.
fn parameters(frames: &Frames, operation: &Operation, component: &str) -> Object {
    let named = Object::new().with("$ref", names::reference(component));
    if !frames.by_position {
        return named;
    }
    let names: Vec<_> = operation.endpoint.parameters.fields.iter().map(|field| field.name.value.as_str()).collect();
    let words = format!("The same without their names, in this order: {}.", names.join(", "));
    let list = Object::new()
        .with("type", "array")
        .with("maxItems", serde_json::Value::from(names.len()))
        .with("description", words);
    Object::new().with("anyOf", vec![Json::from(named), Json::from(list)])
}

/// The events with their types: the name of the message, and the reference to the schema.
fn events<'a>(cx: &'a Context) -> impl Iterator<Item = (String, String)> + use<'a> {
    let types = cx.api.events.iter().flat_map(|events: &Events| &events.types);
    types.map(|event| {
        let name = cx.names.of_type(&event.ty);
        (format!("{name}Frame"), names::reference(name))
    })
}

/// How an answer is matched with its call.
fn correlation(api: &Api) -> Object {
    let Some(echo) = &api.envelope.echo else { return Object::new() };
    let location = format!("$message.payload#/{}", echo.replace('~', "~0").replace('/', "~1").replace('.', "/"));
    let id = Object::new().with("location", location);
    Object::new().with(ECHO, id)
}
