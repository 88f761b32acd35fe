//! What comes back: data, failures, statuses, and what cannot be read.

use super::super::{DecodeError, Error, StatusKind};
use super::{Answer, Clear, GetNote, Server, builder, note};
use crate::Failure;

async fn get(answer: impl Fn() -> Answer + Send + Sync + 'static) -> Result<super::Note, Error> {
    let server = Server::start(move |_| answer()).await;
    builder(&server).build().unwrap().call(GetNote { id: 7 }).await
}

#[tokio::test]
async fn data_is_found_wherever_it_stands() {
    for body in [
        r#"{"status":"ok","code":0,"data":{"id":7,"title":"a"}}"#,
        r#"{"data":{"title":"a","id":7,"more":[{}]},"echo":{"data":1},"code":0}"#,
        r#" { "msg" : null, "c\u006fde":0, "data":{"id":7,"title":"\u0061"} } "#,
    ] {
        assert_eq!(get(move || Answer::json(body)).await.unwrap(), note(), "{body}");
    }
}

#[tokio::test]
async fn nothing_is_data_where_there_is_none() {
    for body in [r#"{"code":0}"#, r#"{"code":0,"data":null}"#, r#"{"data":{"x":1},"code":0}"#] {
        let server = Server::start(move |_| Answer::json(body)).await;
        let client = builder(&server).cookie("token", "tttt").build().unwrap();
        client.call(Clear::default()).await.unwrap();
    }
}

#[tokio::test]
async fn every_status_of_a_success_is_one() {
    for (status, body) in [(201, r#"{"code":0,"data":null}"#), (202, r#"{"code":0}"#), (204, ""), (205, "")] {
        let server = Server::start(move |_| Answer::status(status, body)).await;
        let client = builder(&server).cookie("token", "tttt").build().unwrap();
        client.call(Clear::default()).await.unwrap();
    }
}

#[tokio::test]
async fn failures_say_what_the_api_says() {
    for (body, message, wording) in [
        (r#"{"status":"failed","code":100,"msg":"NO","wording":"no note","data":null}"#, "NO", "no note"),
        (r#"{"code":100,"wording":"no note"}"#, "no note", ""),
        (r#"{"code":100,"msg":null,"wording":7}"#, "", "7"),
        (r#"{"data":{"id":7,"title":"a"},"code":100,"msg":"NO"}"#, "NO", ""),
    ] {
        let error = get(move || Answer::json(body)).await.unwrap_err();
        assert!(matches!(error, Error::Failure { .. }), "{error:?}");
        let failure = error.failure().unwrap();
        assert_eq!((failure.code, failure.message.as_str(), failure.wording.as_str()), (100, message, wording));
        assert_eq!((error.endpoint(), error.code_of::<GetNote>()), ("get_note", Some(100)));
        assert!(!error.is_retryable());
    }
    let error = get(|| Answer::json(r#"{"code":5,"data":{"why":1}}"#)).await.unwrap_err();
    let expected = Failure { data: serde_json::json!({"why": 1}), ..Failure::new(5, "") };
    assert_eq!(error.failure(), Some(&expected));
    assert_eq!(error.to_string(), "`get_note`: the API failed with code 5");
}

#[tokio::test]
async fn what_runs_on_is_accepted() {
    let body = r#"{"status":"async","code":1,"data":null}"#;
    let server = Server::start(move |_| Answer::json(body)).await;
    let client = builder(&server).cookie("token", "tttt").build().unwrap();
    let errors = [
        client.call(GetNote { id: 7 }).await.unwrap_err(),
        client.call(Clear::default()).await.unwrap_err(),
        client.call_raw("get_note_later", ()).await.unwrap_err(),
    ];
    for error in errors {
        assert!(matches!(error, Error::Accepted { .. }), "{error:?}");
    }
}

#[tokio::test]
async fn statuses_can_be_told_apart() {
    for (status, kind) in [
        (401, StatusKind::Unauthenticated),
        (403, StatusKind::Forbidden),
        (404, StatusKind::Unknown),
        (406, StatusKind::NotAcceptable),
        (500, StatusKind::Other),
        (204, StatusKind::Other),
    ] {
        let error = get(move || Answer::status(status, "")).await.unwrap_err();
        let Error::Status(inner) = &error else {
            assert_eq!(status, 204, "{error:?}");
            continue;
        };
        assert_eq!((error.status(), inner.kind()), (Some(status), kind));
        let told = [error.is_unauthenticated(), error.is_forbidden(), error.is_unknown(), error.is_not_acceptable()];
        assert_eq!(told, [401, 403, 404, 406].map(|one| one == status));
        assert!(error.to_string().contains(&status.to_string()), "{error}");
    }
    let body = r#"{"status":"failed","code":1404,"msg":"NO_SUCH","data":null}"#;
    let error = get(move || Answer::status(404, body)).await.unwrap_err();
    assert_eq!(error.failure().map(|failure| failure.code), Some(1404));
    assert!(error.to_string().contains("NO_SUCH"), "{error}");
}

async fn decode_error(body: impl Into<Vec<u8>>) -> DecodeError {
    let body = body.into();
    match get(move || Answer::json(&body)).await.unwrap_err() {
        Error::Decode(error) => *error,
        error => panic!("{error:?}"),
    }
}

#[tokio::test]
async fn what_does_not_fit_is_shown_in_its_place() {
    for (body, path, message) in [
        (r#"{"code":0,"data":{"id":"x","title":"a"}}"#, "data.id", "invalid type: string \"x\", expected i64"),
        (r#"{"code":0,"data":{"id":7}}"#, "data", "missing field `title`"),
        (r#"{"code":0,"data":[[]]}"#, "data[0]", "invalid type: sequence, expected i64"),
        (r#"{"code":0,"data":null}"#, "data", "invalid type: null, expected struct Note"),
        (r#"{"code":0}"#, "data", "invalid type: null, expected struct Note"),
        (r#"{"data":{"id":7,"title":"a"}}"#, "code", "missing"),
        (r#"{"code":"0","data":{"id":7,"title":"a"}}"#, "code", "expected an integer, got \"0\""),
        (r#"{"code":0,"data":{"id":7,"title":"a"}"#, "", "expected a JSON object: EOF"),
        (r#"{"code":0,"data":{"id":7,"title":"a"}}}"#, "", "trailing characters"),
        ("<html>", "", "expected a JSON object"),
        ("[]", "", "expected a JSON object"),
        ("", "", "expected a JSON object"),
    ] {
        let error = decode_error(body).await;
        assert_eq!(error.path, path, "{body}");
        assert!(error.message.contains(message), "{body}: {}", error.message);
        assert_eq!((error.body.as_str(), &*error.endpoint), (body, "get_note"));
        assert!(!error.message.contains("line") || path.is_empty(), "{}", error.message);
    }
    assert!(decode_error(b"{\"code\":0,\"data\":\"\xff\"}").await.message.contains("utf-8"));
    let deep = format!(r#"{{"code":0,"data":{}{}}}"#, "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(decode_error(deep).await.path, "data[0]");
}

#[tokio::test]
async fn the_body_of_an_error_is_bounded() {
    for filler in ["x", "ü", "音"] {
        let error = decode_error(format!(r#"{{"code":0,"data":"{}"}}"#, filler.repeat(5000))).await;
        assert!((2040..=2051).contains(&error.body.len()), "{}", error.body.len());
        assert!(error.body.ends_with('…') && !error.body.contains('\u{fffd}'), "{}", error.body);
        assert!(error.message.len() < 2200, "{}", error.message.len());
    }
}
