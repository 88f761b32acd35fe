//! The document as a whole.

use serde_json::json;

use super::*;
use crate::ir::{EventType, Events, Group, Peer, Quick};

#[test]
fn the_smallest_document_is_whole() {
    let expected = json!({
        "openapi": "3.1.0",
        "info": {"title": "Title", "version": "1.0.0", "x-documents": ["api.md"]},
        "servers": [{"url": "/"}],
        "tags": [],
        "paths": {},
        "components": {"schemas": {}}
    });
    assert_eq!(document(&api(vec![], vec![])), expected);
}

#[test]
fn the_text_is_the_same_each_time_and_ends_with_a_line_break() {
    let api = api(vec![endpoint("b", vec![field("x", Type::Bool)]), endpoint("a", vec![])], vec![]);
    let files = emit(&api);
    assert_eq!(files, emit(&api.clone()));
    let text = files.get("openapi/api.json").map_or("", String::as_str);
    assert!(text.ends_with("}\n") && !text.ends_with("\n\n"));
    let (b, a) = (text.find("\"/b\""), text.find("\"/a\""));
    assert!(b.is_some() && b < a, "the paths stand in the order of the documents");
}

#[test]
fn servers_groups_and_transport_are_shown() {
    let group = |name: &str, text: &str| Group { name: name.to_owned(), docs: docs(text), provenance: at(3) };
    let grouped = Endpoint {
        group: Some(fact("Other".to_owned())),
        server: Some(fact("https://b.example/".to_owned())),
        ..endpoint("e", vec![])
    };
    let mut api = api(vec![grouped], vec![]);
    api.servers = vec![fact("https://a.example/v1/".to_owned())];
    api.groups = vec![group("One", "Words."), group("One", "More."), group("Two", "")];
    api.transport.websocket = true;
    let document = document(&api);
    assert_eq!(look(&document, "/x-websocket"), &json!(true));
    assert_eq!(look(&document, "/servers/0/url"), "https://a.example/v1");
    assert_eq!(look(&document, "/paths/~1e/get/servers/0/url"), "https://b.example");
    assert_eq!(look(&document, "/paths/~1e/get/tags"), &json!(["Other"]));
    assert_eq!(
        without_places(document["tags"].clone()),
        json!([{"name": "One", "description": "Words.\n\nMore."}, {"name": "Two"}, {"name": "Other"}])
    );
}

#[test]
fn events_are_a_webhook() {
    let event = |name: &str| EventType {
        name: name.to_owned(),
        when: Vec::new(),
        ty: TypeId(format!("{name} event")),
        docs: Docs::default(),
        provenance: at(2),
    };
    let events = Events {
        marks: vec!["kind".to_owned()],
        connect: Vec::new(),
        heartbeat: Vec::new(),
        interval: 1,
        types: Vec::new(),
        provenance: at(2),
    };
    let mut api = api(vec![endpoint("event", vec![])], vec![structure("Beat event", vec![])]);
    api.events = Some(events.clone());
    assert_eq!(document(&api).get("webhooks"), None, "nothing is known of them");
    api.events = Some(Events { types: vec![event("Beat")], ..events });
    let hook = document(&api)["webhooks"]["event"]["post"].clone();
    let known = json!({"$ref": "#/components/schemas/BeatEvent"});
    let other = json!({"type": "object", "description": "Any other event."});
    assert_eq!(hook["requestBody"]["content"]["application/json"]["schema"], json!({"anyOf": [known, other]}));
    assert_eq!(hook["responses"], json!({"200": {"description": "The event is taken."}}));
    let paths = document(&api)["paths"].clone();
    assert!(!paths.to_string().contains(&format!("\"operationId\":{}", hook["operationId"])), "the id is its own");
    api.peer = Some(Peer {
        self_header: "A".to_owned(),
        role_header: "B".to_owned(),
        roles: ["a", "b", "c"].map(str::to_owned),
        scheme: "T".to_owned(),
        signature_header: "S".to_owned(),
        quick: Some(Quick { endpoint: "event".to_owned(), event: "e".to_owned(), operation: "o".to_owned() }),
        provenance: at(2),
    });
    let responses = document(&api)["webhooks"]["event"]["post"]["responses"].clone();
    assert_eq!(responses["200"]["description"], "What to do about the event: the parameter `o` of `event`.");
    assert_eq!(responses["204"]["description"], "The event is taken, and there is nothing to do.");
}

#[test]
fn any_one_of_an_endpoints_schemes_is_enough() {
    let scheme = |id: &str, kind| AuthScheme { id: id.to_owned(), kind, with: Vec::new(), provenance: at(2) };
    let name = || "key".to_owned();
    let both = Endpoint { auth: vec![fact("a".to_owned()), fact("b".to_owned())], ..endpoint("both", vec![]) };
    let mut api = api(vec![both, endpoint("open", vec![])], vec![]);
    api.auth = vec![
        scheme("a", AuthKind::Bearer),
        scheme("b", AuthKind::Query { name: name() }),
        scheme("c", AuthKind::Cookie { name: name() }),
        scheme("d", AuthKind::Header { name: name(), prefix: String::new() }),
        scheme("e", AuthKind::Header { name: name(), prefix: "Bot ".to_owned() }),
    ];
    assert_eq!(part(&api, "/paths/~1both/get/security"), json!([{"a": []}, {"b": []}]));
    assert_eq!(part(&api, "/paths/~1open/get/security"), json!([]));
    assert_eq!(
        part(&api, "/components/securitySchemes"),
        json!({
            "a": {"type": "http", "scheme": "bearer"},
            "b": {"type": "apiKey", "in": "query", "name": "key"},
            "c": {"type": "apiKey", "in": "cookie", "name": "key"},
            "d": {"type": "apiKey", "in": "header", "name": "key"},
            "e": {
                "type": "apiKey", "in": "header", "name": "key", "x-prefix": "Bot ",
                "description": "`Bot ` stands before the credential."
            }
        })
    );
}

#[test]
fn things_say_where_they_stand() {
    let mut value = field("x", Type::Bool);
    value.name.provenance = at(42);
    let mut api = api(vec![endpoint("e", vec![value])], vec![structure("T", vec![])]);
    api.auth = vec![AuthScheme { id: "a".to_owned(), kind: AuthKind::Bearer, with: Vec::new(), provenance: at(2) }];
    let heading = |line, words: &str| Fact { value: words.to_owned(), provenance: at(line) };
    api.headings = vec![heading(7, "The endpoint"), heading(9, "Type T"), heading(41, "More")];
    let document = document(&api);
    let cases = [
        ("/components/securitySchemes/a", None),
        ("/paths/~1e/get/responses/200", None),
        ("/paths/~1e/get", Some("The endpoint")),
        ("/paths/~1e/post", Some("The endpoint")),
        ("/paths/~1e/get/parameters/0", Some("More")),
        ("/components/schemas/ERequest/properties/x", Some("More")),
        ("/components/schemas/T", Some("Type T")),
    ];
    for (pointer, heading) in cases {
        let mut expected = json!({"file": "api.md"});
        if let Some(heading) = heading {
            expected["heading"] = heading.into();
        }
        assert_eq!(look(&document, pointer)["x-source"], expected, "{pointer}");
    }
}
