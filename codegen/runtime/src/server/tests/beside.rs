//! What stands beside other things: a value that tells calls apart beside a body that is another parameter, and a call that is
//! not answered beside a credential that is missing.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::support::{Notes, Server, table_of};
use crate::api::{Api, Auth, AuthLocation, Frames, Kind, Location, Parameter, Profile, RawBody, Selector};
use crate::server::{Config, Limits, Service, Table};
use crate::testing::NOTES;
use crate::{Endpoint, Method};

/// Is told from [`Raw`] by a member of its body.
#[derive(Serialize, Deserialize)]
struct Plain {
    on: bool,
}

/// Has a body that is a text, so that what tells it apart is in the query.
#[derive(Serialize, Deserialize)]
struct Raw {
    text: String,
}

const ACTION: Parameter = Parameter { name: "Action", kind: Kind::Text, required: true, ..Parameter::PLAIN };

impl Endpoint for Plain {
    type Response = String;
    type Code = i64;
    const API: &'static Api = &Api::PLAIN;
    const NAME: &'static str = "plain";
    const PATH: &'static str = "/lamp";
    const METHODS: &'static [Method] = &[Method::Post];
    const SELECTOR: Option<&'static Selector> = Some(&Selector { parameter: ACTION, value: "\"Switch\"" });
    const PARAMETERS: &'static [Parameter] =
        &[Parameter { name: "on", kind: Kind::Bool, required: true, ..Parameter::PLAIN }];
}

impl Endpoint for Raw {
    type Response = String;
    type Code = i64;
    const API: &'static Api = &Api::PLAIN;
    const NAME: &'static str = "raw";
    const PATH: &'static str = "/lamp";
    const METHODS: &'static [Method] = &[Method::Post];
    const RAW: Option<RawBody> = Some(RawBody { parameter: "text", media: &["text/plain"] });
    const SELECTOR: Option<&'static Selector> =
        Some(&Selector { parameter: Parameter { location: Some(Location::Query), ..ACTION }, value: "\"Say\"" });
    const PARAMETERS: &'static [Parameter] = &[Parameter {
        name: "text",
        kind: Kind::Text,
        required: true,
        location: Some(Location::Body),
        ..Parameter::PLAIN
    }];
}

fn post(target: &str, media: &str, body: &str) -> String {
    let media = if media.is_empty() { String::new() } else { format!("content-type: {media}\r\n") };
    let length = body.len();
    format!("POST {target} HTTP/1.1\r\nhost: localhost\r\n{media}content-length: {length}\r\n\r\n{body}")
}

#[tokio::test]
async fn a_call_is_told_apart_beside_a_body_that_is_another_parameter() {
    let state = Arc::new(());
    let plain =
        |table: &mut Table| table.add::<Plain, _, _>(&state, |_, call| async move { Ok(format!("on {}", call.on)) });
    let raw =
        |table: &mut Table| table.add::<Raw, _, _>(&state, |_, call| async move { Ok(format!("said {}", call.text)) });
    // Whichever is first.
    for first in [true, false] {
        let mut table = Table::new(&Api::PLAIN);
        if first {
            plain(&mut table);
            raw(&mut table);
        } else {
            raw(&mut table);
            plain(&mut table);
        }
        let router = Service::new(table, Config::new()).router();
        let server = Server::serve(router, Limits::default(), Notes::new()).await;
        for (target, media, body, status, words) in [
            ("/lamp?Action=Say", "text/plain", "hello", 200, "said hello"),
            ("/lamp", "application/json", r#"{"Action":"Switch","on":true}"#, 200, "on true"),
            ("/lamp?Action=Switch", "application/json", r#"{"on":true}"#, 200, "on true"),
            ("/lamp?Action=None", "application/json", r#"{"on":true}"#, 404, "`Action` of `/lamp`"),
            ("/lamp?Action=Say", "application/json", r#"{"on":true}"#, 415, "text/plain"),
            ("/lamp?Action=Say", "", "", 400, "`text` is missing"),
        ] {
            let response = server.ask(&post(target, media, body)).await;
            assert_eq!(response.status, status, "{first} {target} {body}: {response:?}");
            assert!(response.body.contains(words), "{first} {target} {body}: {response:?}");
        }
    }
}

#[tokio::test]
async fn nobody_is_told_of_a_call_that_is_not_answered() {
    const FRAMES: Frames = Frames {
        name: "action",
        parameters: "params",
        with: &[],
        silent: true,
        by_position: false,
        batch: Some(3),
        path: Some("/rpc"),
        universal: &[],
        calls: &[],
        events: &[],
        handshake: &[],
        heartbeat: None,
    };
    // With a credential that is enough for the path of all calls, and not for the endpoint.
    const OTHER: Auth = Auth { id: "other", location: AuthLocation::Header { name: "x-other", prefix: "" }, with: &[] };
    const BEARER: Auth = Auth { id: "bearer", location: AuthLocation::Bearer, with: &[] };
    static ALL: Api = Api { frames: Some(FRAMES), auth: &[BEARER, OTHER], profiles: &[Profile::DEFAULT], ..NOTES };
    let backend = Notes::new();
    let router = Service::new(table_of(&ALL, &backend), Config::new().token("T")).router();
    let server = Server::serve(router, Limits::default(), backend).await;
    let silent = r#"{"action":"get_note","params":{"id":2}}"#;
    let asked = r#"{"action":"get_note","params":{"id":2},"echo":"e"}"#;
    for (body, answers) in [
        (silent.to_owned(), 0),
        (asked.to_owned(), 1),
        (format!("[{silent}]"), 0),
        (format!("[{silent},{asked},{silent}]"), 1),
        // It is no call, so that nobody knows whether it is to be answered.
        ("{}".to_owned(), 1),
    ] {
        let response = server.ask(&post("/rpc", "application/json\r\nx-other: T", &body)).await;
        assert_eq!(response.status == 204, answers == 0, "{body}: {response:?}");
        assert_eq!(response.body.is_empty(), answers == 0, "{body}: {response:?}");
        assert_eq!(response.body.matches("\"failed\"").count(), answers, "{body}: {response:?}");
    }
    assert_eq!(server.backend.take(), [] as [crate::Value; 0]);
}
