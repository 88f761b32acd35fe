use std::borrow::Cow;
use std::cell::Cell;

use bytes::Bytes;
use serde::Deserialize;

use super::*;
use crate::api::Media;
use crate::{Empty, File};

#[derive(Debug, PartialEq, Deserialize)]
struct Two {
    a: i64,
    b: Vec<i64>,
}

fn read<T: DeserializeOwned>(envelope: &'static Envelope, status: u16, body: &'static str) -> Result<T, Error> {
    let (endpoint, secrets) = (Cow::Borrowed("x"), Secrets::default());
    let reply = Reply { status: Some(status), body: Bytes::from_static(body.as_bytes()), ..Reply::default() };
    Reading { envelope, endpoint: &endpoint, secrets: &secrets, tag: None }.read(&reply)
}

#[test]
fn a_bare_body_is_the_data() {
    static BARE: Envelope = Envelope::BARE;
    assert_eq!(read::<Two>(&BARE, 200, r#"{"a":1,"b":[2]}"#).unwrap(), Two { a: 1, b: vec![2] });
    assert_eq!(read::<Vec<i64>>(&BARE, 201, "[1]").unwrap(), [1]);
    for body in ["", "null", "{}"] {
        assert_eq!(read::<Empty>(&BARE, 204, body).unwrap(), Empty);
    }
    assert_eq!(read::<Two>(&BARE, 500, r#"{"a":1,"b":[2]}"#).unwrap_err().status(), Some(500));
    for (body, path) in [(r#"{"a":1,"b":[2,"x"]}"#, "b[1]"), ("", ""), ("{", "")] {
        let Error::Decode(error) = read::<Two>(&BARE, 200, body).unwrap_err() else { panic!("{body}") };
        assert_eq!(error.path, path, "{body}");
    }
}

#[test]
fn a_code_can_stand_beside_the_data() {
    static BESIDE: Envelope =
        Envelope { code: Some("a"), success: Success::Numbers(&[0]), messages: &["m"], ..Envelope::BARE };
    assert_eq!(read::<Two>(&BESIDE, 200, r#"{"a":0,"b":[2]}"#).unwrap(), Two { a: 0, b: vec![2] });
    let error = read::<Two>(&BESIDE, 200, r#"{"a":3,"m":"why"}"#).unwrap_err();
    assert_eq!(error.failure(), Some(&Failure::new(3, "why")));
}

#[test]
fn data_beside_an_envelope_is_without_it() {
    static BESIDE: Envelope = Envelope {
        code: Some("c"),
        success: Success::Texts(&["ok"]),
        messages: &["m"],
        beside: &["c", "m"],
        ..Envelope::BARE
    };
    type Map = BTreeMap<String, i64>;
    assert_eq!(read::<Two>(&BESIDE, 200, r#"{"a":0,"c":"ok","m":"","b":[2]}"#).unwrap(), Two { a: 0, b: vec![2] });
    assert_eq!(read::<Map>(&BESIDE, 200, r#"{"c":"ok","m":"","x":1}"#).unwrap(), Map::from([("x".to_owned(), 1)]));
    assert_eq!(read::<Empty>(&BESIDE, 200, r#"{"c":"ok"}"#).unwrap(), Empty);
    let error = read::<Two>(&BESIDE, 200, r#"{"c":"no_note","m":"why","left":{"n":2}}"#).unwrap_err();
    let failure = error.failure().unwrap();
    assert_eq!((&*failure.name, failure.data.to_string().as_str()), ("no_note", r#"{"left":{"n":2}}"#));
    let Error::Decode(error) = read::<Two>(&BESIDE, 200, r#"{"c":"ok","a":0,"b":[true]}"#).unwrap_err() else {
        panic!("no such error")
    };
    assert_eq!(error.path, "b[0]");
}

#[test]
fn a_code_can_be_text() {
    const WAY: Success = Success::Texts(&["OK"]);
    static SAID: Envelope = Envelope { data: Some("d"), code: Some("c"), success: WAY, ..Envelope::BARE };
    static ELSE: Envelope =
        Envelope { code: Some("c"), success: Success::Texts(&[]), messages: &["m"], ..Envelope::BARE };
    static FLAG: Envelope =
        Envelope { code: Some("c"), success: Success::Flag(true), messages: &["m"], ..Envelope::BARE };
    assert_eq!(read::<i64>(&SAID, 200, r#"{"c":"OK","d":4}"#).unwrap(), 4);
    for body in [r#"{"a":1,"b":[2]}"#, r#"{"a":1,"b":[2],"c":null}"#] {
        assert_eq!(read::<Two>(&ELSE, 200, body).unwrap(), Two { a: 1, b: vec![2] });
    }
    assert_eq!(read::<Two>(&FLAG, 200, r#"{"a":1,"b":[2],"c":true}"#).unwrap(), Two { a: 1, b: vec![2] });
    for (envelope, status, body, name, message) in [
        (&SAID, 200, r#"{"c":"no_\u006eote"}"#, "no_note", ""),
        (&ELSE, 200, r#"{"c":"no_note","m":"why"}"#, "no_note", "why"),
        (&ELSE, 404, r#"{"c":"no_note"}"#, "no_note", ""),
        (&FLAG, 200, r#"{"c":false,"m":"no_note"}"#, "no_note", "no_note"),
    ] {
        let error = read::<Two>(envelope, status, body).unwrap_err();
        let failed = Failure::named(name, message);
        let failed = if status == 200 { failed } else { failed.status(status) };
        assert_eq!(error.failure(), Some(&failed), "{body}");
        assert!(error.to_string().contains("code no_note"), "{error}");
    }
    for (envelope, body, words) in [
        (&SAID, r#"{"d":4}"#, "missing"),
        (&SAID, r#"{"c":7}"#, "expected text, got 7"),
        (&FLAG, r#"{"c":"no"}"#, "expected `true` or `false`"),
    ] {
        let error = read::<Two>(envelope, 200, body).unwrap_err();
        assert!(error.to_string().contains(words), "{error}");
    }
}

#[test]
fn data_can_have_an_envelope_without_a_code() {
    static DATA: Envelope = Envelope { data: Some("d"), ..Envelope::BARE };
    assert_eq!(read::<i64>(&DATA, 200, r#"{"d":4,"e":[]}"#).unwrap(), 4);
    assert!(matches!(read::<i64>(&DATA, 200, "4").unwrap_err(), Error::Decode(_)));
}

#[test]
fn fields_of_the_envelope_can_stand_in_objects() {
    static NESTED: Envelope = Envelope {
        data: Some("d.data"),
        code: Some("d.state.code"),
        success: Success::Numbers(&[100]),
        messages: &["d.state.why"],
        ..Envelope::BARE
    };
    static EITHER: Envelope =
        Envelope { data: Some("result"), code: Some("error.code"), messages: &["error.message"], ..Envelope::BARE };
    static ALONE: Envelope = Envelope { data: None, ..EITHER };
    type List = Vec<i64>;
    for (envelope, body) in [
        (&NESTED, r#"{"d":{"data":[1],"state":{"code":100}}}"#),
        (&NESTED, r#"{"d":{"data":[2]},"d":{"data":[2],"data":[1],"state":{"c\u006fde":100}},"d.data":0}"#),
        (&EITHER, r#"{"result":[1]}"#),
        (&EITHER, r#"{"error":null,"result":[1]}"#),
        (&EITHER, r#"{"error":{"code":null},"result":[1]}"#),
        (&EITHER, r#"{"error":"none","result":[1]}"#),
    ] {
        assert_eq!(read::<List>(envelope, 200, body).unwrap(), [1], "{body}");
    }
    for (envelope, body, code, message) in [
        (&NESTED, r#"{"d":{"state":{"code":7,"why":"so"}}}"#, 7, "so"),
        (&EITHER, r#"{"result":null,"error":{"code":-32601,"message":"none"}}"#, -32601, "none"),
        (&ALONE, r#"{"error":{"code":3}}"#, 3, ""),
    ] {
        assert_eq!(
            read::<List>(envelope, 200, body).unwrap_err().failure(),
            Some(&Failure::new(code, message)),
            "{body}"
        );
    }
    for (body, path) in [
        (r#"{"d":{"data":[true],"state":{"code":100}}}"#, "d.data[0]"),
        (r#"{"d":null}"#, "d.state.code"),
        (r#"{"d":{"data":[1],"state":{"code":"x"}}}"#, "d.state.code"),
    ] {
        let Error::Decode(error) = read::<List>(&NESTED, 200, body).unwrap_err() else { panic!("{body}") };
        assert_eq!(error.path, path, "{body}");
    }
}

/// What only failures have tells of one, although its code is not there; but not beside data.
#[test]
fn a_failure_can_be_without_its_code() {
    static RPC: Envelope =
        Envelope { data: Some("result"), code: Some("error.code"), messages: &["error.message"], ..Envelope::BARE };
    static TEXT: Envelope = Envelope { success: Success::Texts(&[]), ..RPC };
    static BESIDE: Envelope = Envelope { data: None, beside: &["error", "id"], ..RPC };
    static WHOLE: Envelope = Envelope { data: None, ..RPC };
    static ECHO: Envelope = Envelope { code: Some("meta.code"), echo: Some("meta.id"), ..RPC };
    for (envelope, body) in [
        (&RPC, r#"{"jsonrpc":"2.0","id":"1","error":{"message":"boom"}}"#),
        (&RPC, r#"{"id":1,"result":null,"error":"boom"}"#),
        (&RPC, r#"{"error":{"code":null,"message":"boom"}}"#),
        (&TEXT, r#"{"error":{"message":"boom"}}"#),
        (&BESIDE, r#"{"id":1,"error":{"message":"boom"}}"#),
        (&WHOLE, r#"{"error":{"message":"boom"}}"#),
    ] {
        let Err(Error::Decode(error)) = read::<Value>(envelope, 200, body) else { panic!("{body}") };
        assert_eq!((error.path.as_str(), error.body.as_str()), ("error.code", body));
        assert!(error.message.contains("`error` says that the call failed"), "{}", error.message);
    }
    for (envelope, body) in [
        (&RPC, r#"{"id":1,"result":null,"error":null}"#),
        (&RPC, r#"{"id":1}"#),
        (&RPC, r#"{"id":1,"result":0,"error":{}}"#),
        (&BESIDE, r#"{"id":1,"error":{},"a":1}"#),
        (&WHOLE, r#"{"id":1,"error":{}}"#),
        // It has more than what is said of failures.
        (&ECHO, r#"{"result":null,"meta":{"id":1}}"#),
    ] {
        assert!(read::<Value>(envelope, 200, body).is_ok(), "{body}");
    }
}

/// Only what is a failure through and through is taken for one, where a file is awaited.
#[test]
fn files_are_told_from_failures() {
    const FAILED: &str = r#"{"c":7}"#;
    static USUAL: Envelope =
        Envelope { data: Some("d"), code: Some("c"), success: Success::Numbers(&[0]), ..Envelope::BARE };
    static BARE: Envelope = Envelope::BARE;
    let raw = |envelope, media, said: &str, body: &'static str| {
        let (endpoint, secrets) = (Cow::Borrowed("x"), Secrets::default());
        let content_type = Some(said.to_owned()).filter(|said| !said.is_empty());
        let reply = Reply { status: Some(200), body: body.into(), content_type, ..Reply::default() };
        Reading { envelope, endpoint: &endpoint, secrets: &secrets, tag: None }.raw::<File>(&reply, media)
    };
    let (png, any, json) = (Media::File("image/png"), Media::File("*/*"), Media::File("application/json"));
    for (envelope, media, said, body) in [
        (&USUAL, any, "application/json", r#"{"a":1}"#),
        (&USUAL, any, "application/json", "[1]"),
        (&USUAL, any, "application/json", r#"{"c":0,"d":1}"#),
        (&USUAL, json, "application/geo+json; charset=utf-8", r#"{"c":"7"}"#),
        (&USUAL, any, "text/html", FAILED),
        (&USUAL, png, "text/html", "<html>"),
        (&USUAL, png, "image/png", FAILED),
        (&USUAL, png, "application/octet-stream", FAILED),
        (&BARE, png, "application/json", FAILED),
    ] {
        let file = raw(envelope, media, said, body).unwrap_or_else(|error| panic!("{said} {body}: {error}"));
        assert_eq!((file.bytes, file.content_type.as_deref()), (body.into(), Some(said)));
    }
    for (media, said) in [
        (any, "application/json"),
        (json, "application/json"),
        (png, "application/json"),
        (png, "text/html"),
        (png, ""),
        (Media::Text("text/plain"), "text/html"),
    ] {
        let error = raw(&USUAL, media, said, FAILED).unwrap_err();
        assert_eq!(error.failure(), Some(&Failure::new(7, "")), "{media:?} {said}: {error}");
    }
    let error = raw(&USUAL, png, "application/json", r#"{"c":0}"#).unwrap_err();
    assert!(matches!(error, Error::Decode(_)), "{error}");
}

thread_local! {
    static READ: Cell<usize> = const { Cell::new(0) };
}

/// Counts how often it is read.
struct Counted;

impl<'de> Deserialize<'de> for Counted {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        READ.with(|read| read.set(read.get() + 1));
        serde::de::IgnoredAny::deserialize(deserializer).map(|_| Self)
    }
}

/// Whatever type the code is of, the data of a success is read once, and it is no success that says something else.
#[test]
fn data_is_read_once() {
    const fn with(success: Success) -> Envelope {
        Envelope { data: Some("d"), code: Some("c"), success, ..Envelope::BARE }
    }
    static NUMBER: Envelope = with(Success::Numbers(&[0, 1]));
    static TEXT: Envelope = with(Success::Texts(&["ok", "fine"]));
    static NONE: Envelope = with(Success::Texts(&[]));
    static YES: Envelope = with(Success::Flag(true));
    static NO: Envelope = with(Success::Flag(false));
    static LATER: Envelope = Envelope { accepted: &[("c", r#""fine""#)], ..with(Success::Texts(&["ok", "fine"])) };
    let cases = [
        (&NUMBER, r#"{"d":{},"c":1}"#, true),
        (&NUMBER, r#"{"c":2,"d":{}}"#, false),
        (&TEXT, r#"{"d":{},"c":"ok"}"#, true),
        (&TEXT, r#"{"c":"\u006fk","d":{}}"#, true),
        (&TEXT, r#"{"d":{},"c":"no"}"#, false),
        (&NONE, r#"{"d":{},"c":null}"#, true),
        (&NONE, r#"{"d":{}}"#, true),
        (&NONE, r#"{"d":{},"c":"no"}"#, false),
        (&YES, r#"{"d":{},"c":true}"#, true),
        (&YES, r#"{"d":{},"c":false}"#, false),
        (&NO, r#"{"c":false,"d":{}}"#, true),
        (&LATER, r#"{"c":"ok","d":{}}"#, true),
        (&LATER, r#"{"c":"fine","d":{}}"#, false),
    ];
    for (envelope, body, success) in cases {
        READ.with(|read| read.set(0));
        assert_eq!(read::<Counted>(envelope, 200, body).is_ok(), success, "{body}");
        assert_eq!(READ.with(Cell::get), 1, "{body}");
    }
}

#[derive(Debug, PartialEq)]
enum Answer {
    Ok(Vec<i64>),
    Accepted(String),
    NoContent,
}

crate::answers!(Answer { 200: Ok(Vec<i64>), 202: Accepted(String), 204: NoContent });

#[test]
fn the_status_says_which_answer_it_is() {
    let (endpoint, secrets) = ("lamp".into(), Secrets::default());
    let reading =
        Reading { envelope: &crate::testing::NOTES.envelope, endpoint: &endpoint, secrets: &secrets, tag: None };
    for (status, body, expected) in [
        (Some(200), r#"{"code":0,"data":[1]}"#, Ok(Answer::Ok(vec![1]))),
        (Some(202), r#"{"code":0,"data":"a"}"#, Ok(Answer::Accepted("a".to_owned()))),
        (Some(204), "", Ok(Answer::NoContent)),
        (Some(202), r#"{"code":0,"data":[1]}"#, Err("expected a string")),
        (Some(200), r#"{"code":0,"data":[1,"a"]}"#, Err("`data[1]`")),
        // Another says nothing, and neither does a frame.
        (Some(201), r#"{"code":0,"data":"a"}"#, Ok(Answer::Accepted("a".to_owned()))),
        (None, r#"{"code":0,"data":[1]}"#, Ok(Answer::Ok(vec![1]))),
        (None, r#"{"code":0,"data":null}"#, Ok(Answer::NoContent)),
        (Some(202), r#"{"code":9,"msg":"NO"}"#, Err("NO")),
        (Some(404), r#"{"code":9,"msg":"NO"}"#, Err("404")),
    ] {
        let reply = Reply { status, body: Bytes::from_static(body.as_bytes()), ..Reply::default() };
        let read = reading.of_several::<Answer>(&reply, &[200, 202, 204], None).map_err(|error| error.to_string());
        match (&read, expected) {
            (Ok(read), Ok(expected)) => assert_eq!(*read, expected, "{status:?} {body}"),
            (Err(error), Err(expected)) => assert!(error.contains(expected), "{status:?} {body}: {error}"),
            (read, expected) => panic!("{status:?} {body}: {read:?} and not {expected:?}"),
        }
    }
}
