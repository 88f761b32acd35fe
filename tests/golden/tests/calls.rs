//! The golden client and the golden server, talking; and the golden events.

use std::sync::Mutex;

use golden::golden::{
    API, Backend, Builder, BuilderCode, BuilderResponse, Client, Event, EventType, HelloEvent, OtherEvent, Part, Tree,
    endpoints, router,
};
use golden::runtime::client::Error;
use golden::runtime::server::{Config, Limits, serve};
use golden::runtime::{Endpoint, Failure, Visitor};
use serde_json::{Value, json};
use tokio::net::TcpListener;

/// A backend of one endpoint, which keeps what came.
#[derive(Default)]
struct House(Mutex<Vec<Builder>>);

impl Backend for House {
    async fn builder_(&self, request: Builder) -> Result<BuilderResponse, Failure> {
        let built = EventType { api: serde_json::to_string(&request).unwrap() };
        let refused = request.request == Some(false);
        self.0.lock().unwrap().push(request);
        if refused { Err(Failure::new(7, "NOT_BUILT")) } else { Ok(BuilderResponse { backend: built }) }
    }
}

async fn client() -> Client {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = router(House::default(), Config::new());
    tokio::spawn(serve(listener, server, Limits::default(), std::future::pending()));
    Client::builder(url).cookie("door", "open sesame").build().unwrap()
}

#[tokio::test]
async fn what_is_called_is_served() {
    let client = client().await;
    let part = Part { type_: "image".to_owned(), data: None };
    let call = client.builder_("me").set_timeout(3).set_map(part.clone()).set_request(true);
    let built = call.await.unwrap();
    let seen: Value = serde_json::from_str(&built.backend.api).unwrap();
    let map = json!({"type": "image"});
    let whole = json!({"timeout": 3, "map": map, "request": true, "proof": "open sesame", "Client": "me"});
    assert_eq!(seen, whole, "with the proof from the cookie");

    let request = Builder::new(vec![part]).proof("my own").set_request(false);
    let error = client.call(request).await.unwrap_err();
    let failure = error.failure().unwrap_or_else(|| panic!("{error}"));
    assert_eq!((failure.code_of::<Builder>(), failure.message.as_str()), (BuilderCode::NotBuilt, "NOT_BUILT"));
    assert_eq!(BuilderCode::from(9), BuilderCode::Other(9));
}

#[tokio::test]
#[expect(deprecated, reason = "the documents say so of this one")]
async fn what_is_left_out_is_not_implemented() {
    let error = client().await.nothing_at_all().await.unwrap_err();
    assert!(matches!(&error, Error::Status(_) | Error::Failure { .. }), "{error}");
    assert!(error.to_string().contains("is not implemented"), "{error}");
}

#[test]
fn every_endpoint_is_visited_and_described() {
    struct Names(Vec<&'static str>);

    impl Visitor for Names {
        fn visit<E: Endpoint>(&mut self) {
            assert!(std::ptr::eq(E::INFO.api, &raw const API));
            self.0.push(E::NAME);
        }
    }

    let mut names = Names(Vec::new());
    endpoints(&mut names);
    assert_eq!(names.0, ["self", "default", "maybe", "moments", "loop", "tree", ".nothing-at_all", "builder"]);
    assert_eq!((Tree::READS, Builder::READS), (true, false));
    assert_eq!(API.profile("loose").map(|profile| profile.zero_values), Some(true));
    let proof = Builder::PARAMETERS.iter().find(|parameter| parameter.name == "proof").unwrap();
    assert_eq!((proof.required, proof.cookie), (true, Some("door")));
}

#[test]
fn events_are_told_by_their_marks() {
    // The mark is no declared field of this one, so it is kept with the rest.
    let extra = [("kind".to_owned(), json!("hello")), ("x".to_owned(), json!(1))].into();
    let hello = HelloEvent { self_: 5, at: 6, extra };
    for (value, event) in [
        (json!({"kind": "hello", "self": 5, "at": 6, "x": 1}), Event::Hello(hello)),
        (
            json!({"kind": "\"other\"", "level": -1, "loud": true, "part": 0.5, "extra": {"y": []}}),
            Event::OtherValue(OtherEvent {
                kind: "\"other\"".to_owned(),
                level: -1,
                extra: Some(json!({"y": []})),
                text: None,
                extra_fields: [("loud".to_owned(), json!(true)), ("part".to_owned(), json!(0.5))].into(),
            }),
        ),
        (json!({"kind": "hello", "self": "five"}), Event::Other(json!({"kind": "hello", "self": "five"}))),
        (json!({"kind": "\"other\"", "level": -1}), Event::Other(json!({"kind": "\"other\"", "level": -1}))),
    ] {
        assert_eq!(Event::from(value.clone()), event);
        assert_eq!(serde_json::to_value(&event).unwrap(), value);
    }
}
