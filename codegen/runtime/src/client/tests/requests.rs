//! What is sent: encodings, credentials and cookies, URLs.

use serde_json::json;

use super::super::{BuildError, Error};
use super::{Answer, Clear, GetNote, OK, Server, builder, notes, text};
use crate::api::Encoding;
use crate::testing::{AddNote, Body, BodyPart};

fn plain() -> AddNote {
    let tags = Some(vec!["x".to_owned(), "y z".to_owned()]);
    AddNote { title: "a&b=ü".to_owned(), body: text("c"), pinned: Some(true), weight: Some(1.5), tags, rank: None }
}

#[tokio::test]
async fn parameters_are_written_as_wanted_where_they_fit() {
    let parts = Body::Parts(vec![BodyPart { kind: "k".to_owned(), count: 1 }]);
    let pairs = "title=a%26b%3D%C3%BC&body=c&pinned=true&weight=1.5&tags=x&tags=y+z";
    let json = r#"{"title":"a&b=ü","body":"c","pinned":true,"weight":1.5,"tags":["x","y z"]}"#;
    let query = format!("/add_note?{pairs}");
    let nested = r#"{"title":"t","body":[{"kind":"k","count":1}]}"#;
    let bare = |title: &str, body| AddNote {
        title: title.to_owned(),
        body,
        pinned: None,
        weight: None,
        tags: None,
        rank: None,
    };
    let server = Server::start(|_| Answer::json(OK)).await;
    for (encoding, request, method, target, body) in [
        (Encoding::Json, plain(), "POST", "/add_note", json),
        (Encoding::Form, plain(), "POST", "/add_note", pairs),
        (Encoding::Query, plain(), "GET", query.as_str(), ""),
        // What would get lost or be read as another thing goes as JSON.
        (Encoding::Query, bare("t", parts), "POST", "/add_note", nested),
        (Encoding::Form, bare("", text("b")), "POST", "/add_note", r#"{"title":"","body":"b"}"#),
        (Encoding::Form, bare("t", text("[1]")), "POST", "/add_note", r#"{"title":"t","body":"[1]"}"#),
        // In a parameter that is text alone nothing is read as JSON, and this is none.
        (Encoding::Form, bare("[1]", text("[CQ:x]")), "POST", "/add_note", "title=%5B1%5D&body=%5BCQ%3Ax%5D"),
    ] {
        builder(&server).encoding(encoding).build().unwrap().call(request).await.unwrap();
        let seen = server.last();
        assert_eq!((seen.method.as_str(), seen.target.as_str(), seen.body.as_str()), (method, target, body));
        let media = seen.header("content-type");
        let expected = match body {
            "" => None,
            body if body.starts_with('{') => Some("application/json"),
            _ => Some("application/x-www-form-urlencoded"),
        };
        assert_eq!(media, expected, "{body}");
    }
}

#[tokio::test]
async fn an_endpoint_that_takes_one_way_gets_it() {
    let server = Server::start(|_| Answer::json(OK)).await;
    let client = builder(&server).encoding(Encoding::Query).build().unwrap();
    client.call(Clear { token: Some("t".to_owned()) }).await.unwrap();
    assert_eq!((server.last().method, server.last().body), ("POST".to_owned(), r#"{"token":"t"}"#.to_owned()));
}

#[tokio::test]
async fn calls_by_name_take_any_object() {
    let server = Server::start(|_| Answer::json(r#"{"code":0,"data":[1,{"big":9007199254740993}]}"#)).await;
    let client = builder(&server).build().unwrap();
    let data = client.call_raw("x/y z?", json!({"a": [1, {"b": null}]})).await.unwrap();
    assert_eq!(data.to_string(), r#"[1,{"big":9007199254740993}]"#);
    let seen = server.last();
    assert_eq!((seen.target.as_str(), seen.body.as_str()), ("/x/y%20z%3F", r#"{"a":[1,{"b":null}]}"#));
    client.call_raw("none", ()).await.unwrap();
    assert_eq!(server.last().body, "{}");
    let error = client.call_raw("list", [1]).await.unwrap_err();
    assert!(matches!(error, Error::Encode(_)), "{error}");
    assert_eq!(server.seen().len(), 2);
}

#[tokio::test]
async fn credentials_go_where_the_api_wants_them() {
    let server = Server::start(|_| Answer::json(OK)).await;
    let start = || builder(&server).encoding(Encoding::Query);
    let client = start().access_token("t0ken").build().unwrap();
    client.get_note(7).await.unwrap();
    assert_eq!(server.last().header("authorization"), Some("Bearer t0ken"));
    let client = start().credential("bearer", "other").build().unwrap();
    client.get_note(7).await.unwrap();
    assert_eq!(server.last().header("authorization"), Some("Bearer other"));
    let client = start().credential("key", "k&y").build().unwrap();
    client.get_note(7).await.unwrap();
    assert_eq!(server.last().target, "/get_note?id=7&key=k%26y");
    let client = builder(&server).credential("key", "k").build().unwrap();
    client.get_note(7).await.unwrap();
    assert_eq!(server.last().target, "/get_note?key=k");
    let client = start().credential("session", "s1").cookies(" a=b=c; token=csrf ;").cookie("a", "d").build().unwrap();
    client.get_note(7).await.unwrap();
    assert_eq!(server.last().header("cookie"), Some("session=s1; token=csrf; a=d"));
    assert_eq!(server.last().header("user-agent"), Some(concat!("tablewright/", env!("CARGO_PKG_VERSION"))));
}

#[tokio::test]
async fn cookies_fill_parameters() {
    let server = Server::start(|_| Answer::json(OK)).await;
    for (encoding, body) in [(Encoding::Json, r#"{"token":"c\"1"}"#), (Encoding::Form, "token=c%221")] {
        let client = builder(&server).encoding(encoding).cookie("token", "c\"1").build().unwrap();
        client.call(Clear::default()).await.unwrap();
        assert_eq!(server.last().body, body);
        client.call(Clear { token: Some("mine".to_owned()) }).await.unwrap();
        assert!(server.last().body.contains("mine"), "{}", server.last().body);
    }
    let count = server.seen().len();
    let error = builder(&server).build().unwrap().call(Clear::default()).await.unwrap_err();
    let Error::Encode(inner) = &error else { panic!("{error:?}") };
    assert_eq!(inner.parameter.as_deref(), Some("token"));
    assert!(error.to_string().contains("cookie `token`"), "{error}");
    assert_eq!(server.seen().len(), count);
}

#[tokio::test]
async fn the_path_of_the_base_url_is_kept() {
    let server = Server::start(|_| Answer::json(OK)).await;
    for base in ["/api/v2", "/api/v2/"] {
        let client = notes::Client::builder(format!("{}{base}", server.url())).no_proxy().build().unwrap();
        client.call(GetNote { id: 7 }).await.unwrap();
        assert_eq!(server.last().target, "/api/v2/get_note");
        client.call_raw("raw", ()).await.unwrap();
        assert_eq!(server.last().target, "/api/v2/raw");
    }
}

#[tokio::test]
async fn a_proxy_gets_every_call() {
    let server = Server::start(|_| Answer::json(OK)).await;
    let client = notes::Client::builder("http://notes.invalid:81/x").proxy(server.url()).build().unwrap();
    client.get_note(7).await.unwrap();
    assert_eq!(server.last().target, "http://notes.invalid:81/x/get_note");
}

#[test]
fn settings_that_cannot_be_are_named() {
    let start = || notes::Client::builder("http://127.0.0.1:1");
    for url in ["", "127.0.0.1:5700", "ftp://x", "ws://x", "http://u:secret@x", "http://x?a=secret", "http://x#f"] {
        let error = notes::Client::builder(url).build().unwrap_err();
        assert!(matches!(error, BuildError::Url { .. }), "{url}: {error}");
        assert!(!format!("{error} {error:?}").contains("secret"), "{error}");
    }
    for (error, builder) in [
        ("`bearer`, `key`, `session`", start().credential("nothing", "x")),
        ("`authorization` cannot be sent", start().access_token("a\nb")),
        ("`session` cannot be sent", start().credential("session", "a;b")),
        ("name=value", start().cookies("a=b; c")),
        ("`concurrency`", start().concurrency(0)),
        ("`rate_limit`", start().rate_limit(0, std::time::Duration::from_secs(1))),
        ("proxy", start().proxy("http://")),
        ("HTTP client", start().user_agent("a\nb")),
    ] {
        let found = builder.build().unwrap_err();
        assert!(found.to_string().contains(error), "{found}");
    }
}
