//! What is sent over a WebSocket.

use serde_json::{Value, json};

use super::*;
use crate::ir::{Events, Frames};

/// The `AsyncAPI` document of an API, read back, where there is one.
fn asyncapi(api: &Api) -> Option<Value> {
    let (name, text) = crate::emit::openapi::asyncapi::emit(api)?;
    assert_eq!(name, "asyncapi/api.json");
    Some(serde_json::from_str(&text).expect("the document is JSON"))
}

/// An API whose one endpoint is called in frames.
fn framed() -> Api {
    let mut one = api(vec![endpoint("e", vec![field("f", Type::Bool)])], vec![]);
    one.servers = vec![fact("https://host.example/base/".to_owned())];
    one.transport.websocket = true;
    one.envelope.echo = Some("echo".to_owned());
    one.frames = Some(Frames {
        name: "action".to_owned(),
        parameters: "params".to_owned(),
        with: vec![],
        silent: false,
        by_position: false,
        batch: None,
        path: None,
        universal: vec!["/".to_owned()],
        calls: vec!["/api".to_owned()],
        events: vec!["/event".to_owned()],
        handshake: vec![],
        heartbeat: None,
        provenance: at(1),
    });
    one
}

#[test]
fn there_is_none_where_nothing_is_sent_over_a_websocket() {
    assert_eq!(asyncapi(&api(vec![endpoint("e", vec![])], vec![])), None);
}

#[test]
fn a_call_and_its_answer_are_matched_by_what_the_caller_sends() {
    let document = asyncapi(&framed()).expect("a document");
    assert_eq!(
        look(&document, "/servers/server1"),
        &json!({"host": "host.example", "protocol": "wss", "pathname": "/base"})
    );
    let operation = look(&document, "/operations/e");
    assert_eq!(operation["action"], "send");
    assert_eq!(operation["messages"], json!([{"$ref": "#/channels/~1/messages/ERequestFrame"}]));
    assert_eq!(operation["reply"]["messages"], json!([{"$ref": "#/channels/~1/messages/EEnvelopeFrame"}]));
    let correlation = json!({"$ref": "#/components/correlationIds/echo"});
    assert_eq!(look(&document, "/components/correlationIds/echo/location"), "$message.payload#/echo");
    let call = look(&document, "/components/messages/ERequestFrame");
    assert_eq!(call["correlationId"], correlation);
    assert_eq!(call["payload"]["properties"]["action"], json!({"type": "string", "const": "e"}));
    assert_eq!(call["payload"]["properties"]["params"], json!({"$ref": "#/components/schemas/ERequest"}));
    assert!(document.pointer("/components/schemas/ERequest/properties/f").is_some(), "{document:#}");
    assert_eq!(look(&document, "/components/messages/EEnvelopeFrame/correlationId"), &correlation);
    let channels = look(&document, "/channels").as_object().into_iter().flatten();
    let counts = channels
        .map(|(path, channel)| (path.as_str(), channel["messages"].as_object().map_or(0, serde_json::Map::len)));
    let counts: Vec<_> = counts.collect();
    assert_eq!(counts, [("/", 2), ("/api", 2), ("/event", 0)]);
}

#[test]
fn members_of_a_frame_can_stand_in_objects() {
    let mut one = framed();
    one.envelope.echo = Some("d.id".to_owned());
    if let Some(frames) = &mut one.frames {
        (frames.name, frames.parameters) = ("d.call".to_owned(), "d.with".to_owned());
        frames.with = vec![crate::ir::Member { name: "op".to_owned(), value: fact(json!(6)) }];
    }
    let document = asyncapi(&one).expect("a document");
    let call = look(&document, "/components/messages/ERequestFrame/payload");
    assert_eq!(call["properties"]["op"], json!({"const": 6}));
    assert_eq!(call["required"], json!(["d", "op"]));
    let inner = look(&document, "/components/messages/ERequestFrame/payload/properties/d");
    assert_eq!(inner["properties"]["call"], json!({"type": "string", "const": "e"}));
    assert_eq!(inner["properties"]["with"], json!({"$ref": "#/components/schemas/ERequest"}));
    assert_eq!(inner["required"], json!(["call"]));
    assert_eq!(look(&document, "/components/correlationIds/echo/location"), "$message.payload#/d/id");
    let answer = look(&document, "/components/messages/EEnvelopeFrame/payload/allOf/1/properties/d/properties");
    assert_eq!(answer, &json!({"id": {}}));
}

#[test]
fn events_are_received() {
    let mut one = framed();
    one.types = vec![structure("Beat event", vec![])];
    one.events = Some(Events {
        marks: vec![],
        connect: vec![],
        heartbeat: vec![],
        interval: 1,
        types: vec![crate::ir::EventType {
            name: "Beat".to_owned(),
            when: vec![],
            ty: TypeId("Beat event".to_owned()),
            docs: Docs::default(),
            provenance: at(1),
        }],
        provenance: at(1),
    });
    let document = asyncapi(&one).expect("a document");
    let events = look(&document, "/operations/events");
    assert_eq!(
        (&events["action"], &events["messages"]),
        (&json!("receive"), &json!([{"$ref": "#/channels/~1/messages/BeatEventFrame"}]))
    );
    assert_eq!(look(&document, "/components/messages/BeatEventFrame/payload/$ref"), "#/components/schemas/BeatEvent");
}
