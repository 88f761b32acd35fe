use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::api::{Api, Media};
use crate::parameters::Sources;
use crate::server::{Answer, Config, Incoming, Service, Table, Transport};
use crate::testing::NOTES;
use crate::{Endpoint, File, Method, Value};

/// Reads a picture; whether nothing surrounds its failures is `BARE`.
#[derive(Serialize, Deserialize)]
struct Picture<const BARE: bool> {}

impl<const BARE: bool> Endpoint for Picture<BARE> {
    /// Anything, so that it can be no file.
    type Response = Value;
    type Code = i64;

    const API: &'static Api = &NOTES;
    const NAME: &'static str = "picture";
    const PATH: &'static str = "/picture";
    const METHODS: &'static [Method] = &[Method::Get];
    const BARE: bool = BARE;
    const MEDIA: Option<Media> = Some(Media::File("image/png"));
}

async fn answer<const BARE: bool>(data: Value) -> Answer {
    let mut table = Table::new(&NOTES);
    table.add::<Picture<BARE>, _, _>(&Arc::new(data), |data, _| async move { Ok(Value::clone(&data)) });
    let (sources, transport) = (Sources::default(), Transport::Http);
    let incoming = Incoming { name: "picture", sources, echo: Some("9"), transport, method: Some(Method::Get) };
    Service::new(table, Config::new()).call(&incoming).await
}

#[tokio::test]
async fn what_is_no_file_fails_as_other_calls_do() {
    let (surrounded, bare) = (answer::<false>(7.into()).await, answer::<true>(7.into()).await);
    let body = |answer: &Answer| serde_json::from_slice::<Value>(&answer.body).unwrap();
    let (surrounded_body, bare_body) = (body(&surrounded), body(&bare));
    assert_eq!((&surrounded_body["status"], &surrounded_body["echo"]), (&"failed".into(), &9.into()));
    assert_eq!((bare.status, &bare_body["message"]), (500, &"INTERNAL_ERROR".into()));
    assert!(bare_body.get("status").is_none() && bare_body.get("echo").is_none(), "{bare_body}");
}

/// Nobody who uploads a file can have it taken for a failure.
#[tokio::test]
async fn a_file_is_no_failure() {
    const FAILED: &str = r#" {"code":7}"#;
    for (said, body, sent) in [
        ("application/json", FAILED, "application/octet-stream"),
        ("Application/Geo+JSON ; q=1", "[]", "application/octet-stream"),
        ("text/html", FAILED, "application/octet-stream"),
        ("image/png; q=\u{fc}", FAILED, "application/octet-stream"),
        ("text/html", "<html>", "text/html"),
        ("image/png; q=1", FAILED, "image/png; q=1"),
    ] {
        let file = serde_json::to_value(File::new(body).of_type(said)).unwrap();
        let media = answer::<false>(file.clone()).await.media;
        assert_eq!(media, Some((sent.to_owned(), None)), "{said} {body}");
        // Where nothing surrounds a failure, its status tells.
        assert_eq!(answer::<true>(file).await.media, Some((said.to_owned(), None)));
    }
}

#[derive(Clone, Debug)]
enum Several {
    Ok(i64),
    Accepted(String),
    NoContent,
}

crate::answers!(Several { 200: Ok(i64), 202: Accepted(String), 204: NoContent });

/// Succeeds in several ways.
#[derive(Serialize, Deserialize)]
struct Switch {}

impl Endpoint for Switch {
    type Response = Several;
    type Code = i64;
    const API: &'static Api = &NOTES;
    const NAME: &'static str = "switch";
    const PATH: &'static str = "/switch";
    const METHODS: &'static [Method] = &[Method::Get];
    const STATUSES: &'static [u16] = &[200, 202, 204];
}

#[tokio::test]
async fn an_answer_has_the_status_of_its_variant() {
    for (answer, status, body, has_body) in [
        (Several::Ok(7), 200, r#"{"status":"ok","code":0,"data":7}"#, true),
        (Several::Accepted("a".to_owned()), 202, r#"{"status":"ok","code":0,"data":"a"}"#, true),
        (Several::NoContent, 204, r#"{"status":"ok","code":0,"data":null}"#, false),
    ] {
        let mut table = Table::new(&NOTES);
        table.add::<Switch, _, _>(&Arc::new(answer), |answer, _| async move { Ok(Several::clone(&answer)) });
        let service = Service::new(table, Config::new());
        let (sources, transport) = (Sources::default(), Transport::Http);
        let incoming = Incoming { name: "switch", sources, echo: None, transport, method: Some(Method::Get) };
        let over_http = service.call(&incoming).await;
        assert_eq!((over_http.status, &*over_http.body, over_http.has_body), (status, body.as_bytes(), has_body));
        // A frame has the status of what carries it.
        let framed = service.call(&Incoming::frame("switch", None, None, Transport::WebSocket)).await;
        assert_eq!((framed.status, &*framed.body, framed.has_body), (200, body.as_bytes(), true));
    }
}
