//! Changes of endpoints, and of what all of them share.

use serde_json::json;
use tablewright::ir::{Api, Body, Docs, Heartbeat, RawBody, Side, Status, StatusCode, Step, Type, Withheld};

use super::{ADDITIVE, CALLERS, Row, SERVERS, WORDS, at, fact, send, set};

/// Changes of endpoints and of what they are called with.
pub const ENDPOINTS: &[Row] = &[
    ("endpoint-removed", CALLERS, |api| api.endpoints.retain(|one| one.name != "send_group_msg")),
    ("endpoint-withheld", CALLERS, |api| {
        let one = send(api).clone();
        api.endpoints.retain(|endpoint| endpoint.name != one.name);
        api.withheld.push(Withheld {
            name: Some(one.name),
            title: None,
            methods: Vec::new(),
            path: None,
            code: "TW601".into(),
            reason: "two parameters are called `a`".into(),
            remedy: None,
            provenance: one.provenance,
        });
    }),
    ("endpoint-added", ADDITIVE, |api| {
        let mut one = send(api).clone();
        one.name = "send_again".into();
        one.path.value = "/send_again".into();
        api.endpoints.push(one);
    }),
    ("endpoint-renamed", CALLERS, |api| send(api).name = "send_to_group".into()),
    ("endpoint-words", WORDS, |api| send(api).docs.push("More words.")),
    ("endpoint-words", WORDS, |api| send(api).title = None),
    ("endpoint-words", WORDS, |api| send(api).group = None),
    ("endpoint-deprecated", ADDITIVE, |api| {
        let docs = Docs("Do not use it.".into());
        let provenance = api.title.provenance.clone();
        send(api).deprecated = Some(tablewright::ir::Statement { docs, provenance });
    }),
    ("path", CALLERS, |api| set(&mut send(api).path, "/send".into())),
    ("path", ADDITIVE, |api| {
        let path = send(api).path.clone();
        send(api).aliases.push(tablewright::ir::Alias { path, deprecated: None });
        set(&mut send(api).path, "/send".into());
    }),
    ("path-alias-added", ADDITIVE, |api| {
        let path = fact(api, "/send".to_owned());
        send(api).aliases.push(tablewright::ir::Alias { path, deprecated: None });
    }),
    ("method-removed", CALLERS, |api| drop(send(api).methods.remove(0))),
    ("method-added", ADDITIVE, |api| {
        let method = fact(api, tablewright::ir::Method::Put);
        send(api).methods.push(method);
    }),
    ("body-raw", CALLERS, |api| send(api).parameters.raw = Some(RawBody { parameter: "x".into(), media: Vec::new() })),
    ("selector", CALLERS, |api| {
        let mut told = send(api).parameters.fields[0].clone();
        told.constant = Some(Box::new(fact(api, json!("send"))));
        send(api).selector = Some(Box::new(told));
    }),
    ("credentials", CALLERS, |api| drop(send(api).auth.remove(0))),
    ("credentials", ADDITIVE, |api| send(api).auth.clear()),
    ("server", CALLERS, |api| send(api).server = Some(fact(api, "http://127.0.0.1:1".to_owned()))),
    ("response-status", CALLERS, |api| send(api).response.status = Some(fact(api, 201))),
    ("response-successes", CALLERS, |api| {
        let (code, provenance) = (StatusCode::One(204), api.title.provenance.clone());
        send(api).statuses.push(Status { code, docs: Docs::default(), ty: None, provenance });
    }),
    ("response-removed", CALLERS, |api| set(&mut send(api).response.body, Body::None)),
    ("response-media", CALLERS, |api| send(api).response.media = Some(fact(api, "text/plain".to_owned()))),
    ("response-envelope", CALLERS, |api| send(api).response.bare = Some(fact(api, true))),
    ("response-widened", CALLERS, |api| set(&mut send(api).response.body, Body::Data { data: Type::Any })),
    ("response-changed", CALLERS, |api| set(&mut send(api).response.body, Body::Data { data: Type::Bool })),
    ("response-added", SERVERS, |api| set(&mut at(api, "delete_msg").response.body, Body::Data { data: Type::Bool })),
    ("code-added", ADDITIVE, |api| {
        let provenance = api.title.provenance.clone();
        send(api).errors.push(tablewright::ir::ErrorCode { code: json!(7), docs: Docs::default(), provenance });
    }),
    ("status-removed", ADDITIVE, |api| drop(api.statuses.remove(0))),
    ("status-words", WORDS, |api| api.statuses[0].docs.push("More words.")),
];

/// Changes of what all endpoints share.
pub const SHARED: &[Row] = &[
    ("api-words", WORDS, |api| set(&mut api.title, "Another title".into())),
    ("api-renamed", CALLERS, |api| api.name = "other".into()),
    ("server-removed", CALLERS, |api| api.servers.clear()),
    ("server-added", ADDITIVE, |api| api.servers.push(fact(api, "http://127.0.0.1:2".to_owned()))),
    ("transport-removed", CALLERS, |api| api.transport.websocket = false),
    ("transport-removed", CALLERS, |api| api.transport.post.clear()),
    ("credentials-removed", CALLERS, |api| drop(api.auth.remove(0))),
    ("credentials-changed", CALLERS, |api| api.auth[0].kind = api.auth[1].kind.clone()),
    ("credentials-together", CALLERS, |api| api.auth[0].with = vec![api.auth[1].id.clone()]),
    ("credentials-added", ADDITIVE, |api| {
        let mut scheme = api.auth[0].clone();
        scheme.id = "new".into();
        api.auth.push(scheme);
    }),
    ("code-added", ADDITIVE, |api| {
        let provenance = api.title.provenance.clone();
        api.codes.push(tablewright::ir::ErrorCode { code: json!(7), docs: Docs::default(), provenance });
    }),
    ("events-removed", CALLERS, |api| api.events = None),
    ("event-removed", CALLERS, |api| drop(api.events.as_mut().expect("events").types.remove(0))),
    ("event-words", WORDS, |api| api.events.as_mut().expect("events").types[0].docs.push("More words.")),
    ("events-changed", CALLERS, |api| api.events.as_mut().expect("events").interval += 1),
    ("helper-removed", CALLERS, |api| drop(api.helpers.remove(0))),
    ("helper-added", ADDITIVE, |api| {
        let mut helper = api.helpers[0].clone();
        helper.name.push('x');
        api.helpers.push(helper);
    }),
    ("helper-changed", CALLERS, |api| api.helpers[0].makes = json!({"type": "text", "data": {}})),
    ("helper-words", WORDS, |api| api.helpers[0].docs.push("More words.")),
    ("groups-words", WORDS, |api| drop(api.groups.remove(0))),
    ("frames", CALLERS, |api| api.frames = None),
    ("handshake", CALLERS, |api| {
        let step = step("Hello", Side::Server, api);
        api.frames.as_mut().expect("frames").handshake.push(step);
    }),
    ("heartbeat", CALLERS, |api| {
        let sent = step("Beat", Side::Client, api);
        let beat = Heartbeat { sent, answer: None, interval: 1000 };
        api.frames.as_mut().expect("frames").heartbeat = Some(beat);
    }),
    ("peer", CALLERS, |api| api.peer = None),
    ("profiles", CALLERS, |api| drop(api.profiles.remove(0))),
];

/// A message that is no call.
fn step(name: &str, by: Side, api: &Api) -> Step {
    Step {
        name: name.to_owned(),
        by,
        when: Vec::new(),
        fields: Vec::new(),
        values: Vec::new(),
        token: None,
        close: Step::CLOSE,
        docs: Docs::default(),
        provenance: api.title.provenance.clone(),
    }
}
