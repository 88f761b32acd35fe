//! Parameters in paths and headers, and endpoints that share a path.

use serde_json::json;

use super::support::{Notes, Server, get, table_of};
use crate::api::{Api, Frames};
use crate::server::{Config, Limits, Service};
use crate::testing::NOTES;

fn with_body(method: &str, target: &str, header: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "{method} {target} HTTP/1.1\r\nhost: localhost\r\n{header}content-type: application/json\r\n\
         content-length: {length}\r\n\r\n{body}"
    )
}

fn bare(method: &str, target: &str) -> String {
    get(target).replacen("GET", method, 1)
}

#[tokio::test]
async fn the_method_tells_endpoints_of_one_path_apart() {
    let server = Server::start(Config::new()).await;
    for (request, status, seen) in [
        (
            with_body("PUT", "/notes/7", "x-author: Ann\r\n", r#"{"title":"t"}"#),
            202,
            json!({"id": 7, "X-Author": "Ann", "title": "t"}),
        ),
        // What stands in the path counts.
        (with_body("PATCH", "/notes/7", "", r#"{"id":8,"title":"t"}"#), 202, json!({"id": 7, "title": "t"})),
        (with_body("PATCH", "/notes/%37", "", ""), 202, json!({"id": 7})),
        (bare("DELETE", "/notes/-9"), 204, json!({"id": -9})),
        (bare("DELETE", "/notes/7?id=8&x=1"), 204, json!({"id": 7})),
    ] {
        let response = server.ask(&request).await;
        assert_eq!(response.status, status, "{request} {response:?}");
        assert_eq!(response.body.is_empty(), status == 204, "{request} {response:?}");
        assert_eq!(server.backend.take(), [seen], "{request}");
    }
}

#[tokio::test]
async fn what_a_path_does_not_fit_is_refused() {
    let server = Server::start(Config::new()).await;
    for (request, status, words) in [
        (bare("DELETE", "/notes/x"), 200, "`id`"),
        (get("/notes/7"), 405, "send PUT, PATCH, DELETE"),
        (bare("DELETE", "/notes"), 404, "there is no endpoint"),
        (bare("DELETE", "/notes/"), 404, "there is no endpoint"),
        (bare("DELETE", "/notes/7/8"), 404, "there is no endpoint"),
        (bare("DELETE", "/notes/%ff"), 404, "there is no endpoint"),
        (get("/get_note/%2e?id=3"), 404, "there is no endpoint"),
        (get("/get%5Fnote?id=3"), 200, "note 3"),
    ] {
        let response = server.ask(&request).await;
        assert_eq!(response.status, status, "{request} {response:?}");
        assert!(response.body.contains(words), "{request} {response:?}");
        let allow = (status == 405).then_some("PUT, PATCH, DELETE");
        assert_eq!(response.header("allow"), allow, "{request}");
    }
    // That is the last one alone.
    assert_eq!(server.backend.take(), [json!({"id": 3})]);
}

/// A path that is also that of all calls, `frames.path`, is theirs by POST, and the endpoint's by its own methods.
#[tokio::test]
async fn the_path_of_all_calls_is_theirs() {
    const FRAMES: Frames = Frames {
        name: "action",
        parameters: "params",
        with: &[],
        silent: false,
        by_position: false,
        batch: None,
        path: Some("/notes/1"),
        universal: &[],
        calls: &[],
        events: &[],
        handshake: &[],
        heartbeat: None,
    };
    static ALL: Api = Api { frames: Some(FRAMES), ..NOTES };
    let backend = Notes::new();
    let router = Service::new(table_of(&ALL, &backend), Config::new()).router();
    let server = Server::serve(router, Limits::default(), backend).await;
    for (request, status, seen) in [
        (with_body("POST", "/notes/1", "", r#"{"action":"get_note","params":{"id":2}}"#), 200, json!({"id": 2})),
        (bare("DELETE", "/notes/1"), 204, json!({"id": 1})),
    ] {
        let response = server.ask(&request).await;
        assert_eq!(response.status, status, "{request} {response:?}");
        assert_eq!(server.backend.take(), [seen], "{request}");
    }
}
