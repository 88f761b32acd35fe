//! What is sent and what comes back, line by line, in both profiles.

use serde_json::json;

use super::support::{Server, get, post, post_form, post_json};
use crate::Value;
use crate::server::Config;
use crate::testing::NOTES;

fn config(profile: &str) -> Config {
    Config::new().profile(NOTES.profile(profile).unwrap())
}

/// Requests, with the status and the body of the answer.
async fn check(server: &Server, cases: &[(String, u16, &str)]) {
    for (request, status, body) in cases {
        let response = server.ask(request).await;
        assert_eq!((response.status, response.body.as_str()), (*status, *body), "{request}");
        let media = (!body.is_empty()).then_some("application/json; charset=utf-8");
        assert_eq!(response.header("content-type"), media, "{request}");
    }
}

const NOTE: &str = r#"{"status":"ok","code":0,"data":{"id":3,"title":"note 3"}}"#;
const ADDED: &str = r#"{"status":"ok","code":0,"data":{"id":1}}"#;

#[tokio::test]
async fn every_way_to_write_a_call_is_read() {
    let server = Server::start(config("documented")).await;
    let full = json!({"title": "t", "body": "b", "pinned": true, "weight": 1.5, "tags": ["x"], "rank": -2});
    let parts = json!({"title": "t", "body": [{"kind": "text", "count": 2}]});
    for (request, seen) in [
        (get("/add_note?title=t&body=b&pinned=1&weight=1.5&tags=x&rank=-2"), &full),
        (get("/add_note?title=t&body=b&pinned=T&weight=1.5&tags=%5B%22x%22%5D&rank_old=-2&other=1"), &full),
        (post_form("/add_note", "title=t&body=b&pinned=True&weight=1.5&tags=x&rank=-2"), &full),
        (post_form("/add_note?rank=-2&title=q", "title=t&body=b&pinned=True&weight=1.5&tags=x&rank="), &full),
        (
            post_json("/add_note", r#"{"title":"t","body":"b","pinned":true,"weight":1.5,"tags":["x"],"rank":-2}"#),
            &full,
        ),
        (
            post_json(
                "/.add_note",
                r#"{"title":"t","body":"b","pinned":"1","weight":"1.5","tags":["x"],"rank_old":"-2"}"#,
            ),
            &full,
        ),
        (
            post_json("/add_note?rank=-2&title=q", r#"{"title":"t","body":"b","pinned":7,"weight":1.5,"tags":["x"]}"#),
            &full,
        ),
        (
            post("/add_note", "application/vnd.x+json; a=b", r#"{"title":"t","body":[{"kind":"text","count":"2"}]}"#),
            &parts,
        ),
        (post_form("/add_note", "title=t&body=%5B%7B%22kind%22%3A%22text%22%2C%22count%22%3A2.0%7D%5D"), &parts),
        (post_json("/", r#"{"action":"add_note","params":{"title":"t","body":[{"kind":"text","count":2}]}}"#), &parts),
        (post_json("/", r#"{"action":".add_note","params":{"title":"t","body":[{"kind":"text","count":2}]}}"#), &parts),
        (
            post_form(
                "/",
                "action=add_note&params=%7B%22title%22%3A%22t%22%2C%22body%22%3A%5B%7B%22kind%22%3A%22text%22%2C%22count%22%3A2%7D%5D%7D",
            ),
            &parts,
        ),
        (
            get(
                "/?action=add_note&params=%7B%22title%22%3A%22t%22%2C%22body%22%3A%5B%7B%22kind%22%3A%22text%22%2C%22count%22%3A2%7D%5D%7D",
            ),
            &parts,
        ),
    ] {
        check(&server, &[(request.clone(), 200, ADDED)]).await;
        assert_eq!(server.backend.take(), std::slice::from_ref(seen), "{request}");
    }
    let coded = post_form("/add_note", "title=1.50&body=%5BCQ:at%5D");
    check(&server, &[(coded, 200, ADDED)]).await;
    assert_eq!(server.backend.take(), [json!({"title": "1.50", "body": "[CQ:at]"})]);
}

#[tokio::test]
async fn answers_are_as_documented() {
    let server = Server::start(config("documented")).await;
    let large = r#"{"id":3,"echo": 123456789012345678901234567890 }"#;
    check(
        &server,
        &[
            (get("/get_note?id=3"), 200, NOTE),
            (post_json("/get_note", r#"{"id":"3","echo":null}"#), 200, &with_echo("null")),
            (post_json("/get_note", large), 200, &with_echo("123456789012345678901234567890")),
            (post_json("/get_note", r#"{"echo":{"b" : 1.50, "a":"\u0041"},"id":3}"#), 200, &with_echo(r#"{"b" : 1.50, "a":"\u0041"}"#)),
            (get("/get_note?id=3&echo=a%22b"), 200, &with_echo(r#""a\"b""#)),
            (post_form("/get_note?echo=q", "id=3&echo=5"), 200, &with_echo("\"5\"")),
            (post_json("/", r#"{"action":"get_note","params":{"id":3},"echo":[1,  2]}"#), 200, &with_echo("[1,  2]")),
            (
                post_json("/get_note", r#"{"id":4,"echo":1}"#),
                200,
                r#"{"status":"failed","code":100,"msg":"NO_NOTE","wording":"there is no note 4","data":null,"echo":1}"#,
            ),
            (
                post_json("/get_note", "{}"),
                200,
                r#"{"status":"failed","code":1400,"msg":"BAD_PARAM","wording":"`id` is missing: expected an integer of 64 bits","data":null}"#,
            ),
            (
                get("/get_note?id=abc&echo=1"),
                200,
                r#"{"status":"failed","code":1400,"msg":"BAD_PARAM","wording":"`id`: expected an integer of 64 bits, got the text \"abc\"","data":null,"echo":"1"}"#,
            ),
            (
                post_json("/get_note", "[1]"),
                200,
                r#"{"status":"failed","code":1400,"msg":"BAD_REQUEST","wording":"expected a JSON object, got the list [1]","data":null}"#,
            ),
            (
                get("/nothing"),
                404,
                r#"{"status":"failed","code":1404,"msg":"NO_SUCH_NOTE_CALL","wording":"there is no endpoint `/nothing`","data":null}"#,
            ),
            (
                post_json("/", r#"{"action":"nothing","echo":1}"#),
                404,
                r#"{"status":"failed","code":1404,"msg":"NO_SUCH_NOTE_CALL","wording":"there is no endpoint `nothing`","data":null,"echo":1}"#,
            ),
            (
                get("/"),
                404,
                r#"{"status":"failed","code":1404,"msg":"NO_SUCH_NOTE_CALL","wording":"name the endpoint in the path, or here in `action`","data":null}"#,
            ),
            (
                post("/get_note", "text/plain", "{\"id\":3}"),
                406,
                r#"{"status":"failed","code":1406,"msg":"MEDIA","wording":"the Content-Type `text/plain` is not taken: send `application/json` or `application/x-www-form-urlencoded`","data":null}"#,
            ),
            (
                "POST /get_note HTTP/1.1\r\nhost: localhost\r\ncontent-length: 2\r\n\r\n{}".to_owned(),
                406,
                r#"{"status":"failed","code":1406,"msg":"MEDIA","wording":"the body has no Content-Type: send `application/json` or `application/x-www-form-urlencoded`","data":null}"#,
            ),
            ("POST /get_note?id=3 HTTP/1.1\r\nhost: localhost\r\n\r\n".to_owned(), 200, NOTE),
            (
                post_json("/get_note", r#"{"id":6}"#),
                501,
                r#"{"status":"failed","code":501,"msg":"NOT_IMPLEMENTED","wording":"`get_note` is not implemented","data":null}"#,
            ),
            (post_json("/v1/clear", r#"{"token":"t"}"#), 200, r#"{"status":"ok","code":0,"data":null}"#),
            (
                post_json("/v1/clear", "{}"),
                200,
                r#"{"status":"failed","code":1400,"msg":"BAD_PARAM","wording":"`token` is missing: expected text","data":null}"#,
            ),
            (
                post_json("/add_note_later", r#"{"title":"t","body":"b","echo":1}"#),
                200,
                r#"{"status":"async","code":1,"data":null,"echo":1}"#,
            ),
        ],
    )
    .await;
}

#[tokio::test]
async fn the_other_profile_is_as_servers_in_use() {
    let server = Server::start(config("loose")).await;
    for (request, seen) in [
        (post_json("/get_note", r#"{"note":{"id":"3"}}"#), json!({"id": 3})),
        (post("/get_note?id=3", "text/plain", "garbage"), json!({"id": 3})),
        ("POST /get_note?id=3 HTTP/1.1\r\nhost: localhost\r\ncontent-length: 2\r\n\r\n{}".to_owned(), json!({"id": 3})),
        (post_json("/get_note_later", r#"{"id":3}"#), json!({"id": 3})),
    ] {
        check(&server, &[(request, 200, NOTE)]).await;
        assert_eq!(server.backend.take(), [seen]);
    }
    let unknown =
        r#"{"status":"failed","code":404,"msg":"API_NOT_FOUND","wording":"there is no endpoint `/x`","data":null}"#;
    check(&server, &[(get("/x"), 200, unknown)]).await;
    let zero = r#"{"status":"ok","code":0,"data":{"id":0,"title":"note 0"}}"#;
    check(&server, &[(get("/get_note?id=abc"), 200, zero), (post_json("/get_note", "{}"), 200, zero)]).await;
    let malformed = server.ask(&post_json("/get_note", "{")).await;
    assert_eq!((malformed.status, malformed.body.contains("not JSON")), (400, true));
}

#[tokio::test]
async fn calls_that_run_on_do() {
    let server = Server::start(config("documented")).await;
    let accepted = r#"{"status":"async","code":1,"data":null}"#;
    check(&server, &[(post_json("/get_note_later", r#"{"id":7}"#), 200, accepted)]).await;
    server.waiting(1).await;
    let refused = server.ask(&post_json("/get_note_later", r#"{"id":"x"}"#)).await;
    assert!(refused.body.contains("expected an integer"), "{refused:?}");
}

#[tokio::test]
async fn credentials_are_asked_for() {
    let server = Server::start(config("documented").token("s3cret")).await;
    let with = |header: &str| format!("GET /get_note?id=3 HTTP/1.1\r\nhost: localhost\r\n{header}\r\n\r\n");
    check(
        &server,
        &[
            (get("/get_note?id=3"), 401, ""),
            (get("/nothing"), 401, ""),
            (post_json("/", r#"{"action":"get_note","params":{"id":3}}"#), 401, ""),
            (get("/get_note?id=3&key=wrong"), 403, ""),
            (get("/get_note?id=3&key=s3cret"), 200, NOTE),
            (post_json("/get_note?key=s3cret", r#"{"id":3}"#), 200, NOTE),
            (with("authorization: Bearer s3cret"), 200, NOTE),
            (with("authorization: Bearer s3crets"), 403, ""),
            (with("cookie: session=s3cret"), 200, NOTE),
        ],
    )
    .await;
}

#[tokio::test]
async fn methods_are_those_of_the_endpoint() {
    let server = Server::start(config("documented")).await;
    for (request, allow) in [
        (get("/v1/clear"), "POST"),
        ("DELETE /get_note HTTP/1.1\r\nhost: localhost\r\n\r\n".to_owned(), "GET, POST"),
        ("OPTIONS / HTTP/1.1\r\nhost: localhost\r\n\r\n".to_owned(), "GET, POST"),
        (get("/?action=v1/clear"), "POST"),
    ] {
        let response = server.ask(&request).await;
        assert_eq!((response.status, response.header("allow")), (405, Some(allow)), "{request}");
        let body: Value = serde_json::from_str(&response.body).unwrap();
        assert_eq!(body["msg"], "METHOD_NOT_ALLOWED");
    }
    let mut client = server.connect().await;
    client.send(b"HEAD /get_note?id=3 HTTP/1.1\r\nhost: localhost\r\n\r\n").await;
    let head = client.head().await.unwrap();
    assert_eq!((head.status, head.header("content-length")), (200, Some(NOTE.len().to_string().as_str())));
    client.send(get("/get_note?id=3").as_bytes()).await;
    assert_eq!(client.response().await.unwrap().body, NOTE);
}

fn with_echo(echo: &str) -> String {
    format!("{},\"echo\":{echo}}}", NOTE.strip_suffix('}').unwrap())
}
