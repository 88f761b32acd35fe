//! Events: what a server sends by itself, over a WebSocket or by POST, and what may be answered.

use crate::ir::{Api, Events, Peer};

use super::context::{Context, source};
use super::names::{self, Unique};
use super::object::{Json, Object};
use super::plan::Operation;

/// The name of the webhook.
const NAME: &str = "event";

/// The webhook that takes events, where any are known.
pub(super) fn webhooks(cx: &Context, operations: &[Operation]) -> Object {
    let Some(events) = cx.api.events.as_ref().filter(|events| !events.types.is_empty()) else {
        return Object::new();
    };
    let mut ids = Unique::default();
    for operation in operations {
        ids.claim(operation.id.clone());
    }
    let body = Object::new().with("schema", schema(cx, events));
    let body = Object::new().with("content", json(body)).with("required", true);
    let post = Object::new()
        .with("summary", "An event")
        .with(
            "description",
            "What a server sends by itself: in a frame of a WebSocket, or by POST where it is told to.",
        )
        .with("operationId", ids.claim(NAME.to_owned()))
        .with("security", Vec::<Json>::new())
        .with("requestBody", body)
        .with("responses", responses(cx.api))
        .with("x-source", source(cx, &events.provenance));
    Object::new().with(NAME, Object::new().with("post", post))
}

fn json(body: Object) -> Object {
    Object::new().with("application/json", body)
}

/// One of the known events, or any other.
fn schema(cx: &Context, events: &Events) -> Object {
    let known = events.types.iter().map(|event| {
        let reference = names::reference(cx.names.of_type(&event.ty));
        Json::from(Object::new().with("$ref", reference))
    });
    let other = Object::new().with("type", "object").with("description", "Any other event.");
    Object::new().with("anyOf", known.chain([other.into()]).collect::<Vec<_>>())
}

/// An answer is the call that the API has for it, where it has one.
fn responses(api: &Api) -> Object {
    let taken = |words: &str| Object::new().with("description", words);
    let Some(quick) = api.peer.as_ref().and_then(|peer: &Peer| peer.quick.as_ref()) else {
        return Object::new().with("200", taken("The event is taken."));
    };
    let words = format!("What to do about the event: the parameter `{}` of `{}`.", quick.operation, quick.endpoint);
    let body = Object::new().with("schema", Object::new().with("type", "object"));
    Object::new()
        .with("200", taken(&words).with("content", json(body)))
        .with("204", taken("The event is taken, and there is nothing to do."))
}
