//! No credential in anything that is shown.

use std::fmt::Write;

use super::super::Error;
use super::{Answer, Clear, OK, Server, builder};
use crate::api::Encoding;
use crate::testing::Traces;

const SECRETS: [&str; 4] = ["bearer-s3cret", "key&\"s3cret", "session-s3cret", "csrf-s3cret"];

fn clean(shown: &str) {
    for secret in SECRETS.iter().copied().chain(["key%26%22s3cret", "s3cret"]) {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
}

#[tokio::test]
async fn no_credential_is_shown() {
    let traces = Traces::default();
    let guard = tracing::subscriber::set_default(traces.clone());
    let mut shown = String::new();
    for fault in [0, 1, 2, 3, 4, 5, 6] {
        let server = Server::start(move |seen| {
            // A server that repeats all that it got, as error pages do.
            let token = seen.header("authorization").unwrap().trim_start_matches("Bearer ");
            let repeated = format!("{} {:?} {} {token}", seen.target, seen.headers, seen.body);
            let quoted = serde_json::to_string(&repeated).unwrap();
            match fault {
                0 => Answer::json(OK),
                1 => Answer::status(500, &repeated),
                2 => Answer::json(&repeated),
                3 => Answer::json(format!(r#"{{"code":0,"data":{{"id":{quoted},"title":""}}}}"#)),
                4 => Answer::json(format!(r#"{{"code":9,"msg":{quoted},"wording":{quoted}}}"#)),
                5 => Answer::bytes("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"),
                _ => Answer::bytes(""),
            }
        });
        let server = server.await;
        for encoding in [Encoding::Query, Encoding::Form, Encoding::Json] {
            let builder = builder(&server)
                .access_token(SECRETS[0])
                .credential("key", SECRETS[1])
                .cookies(format!("session={}; token={}", SECRETS[2], SECRETS[3]))
                .encoding(encoding);
            write!(shown, "{builder:?} ").unwrap();
            let client = builder.build().unwrap();
            write!(shown, "{client:?} {:?} ", client.get_note(7)).unwrap();
            for error in [client.get_note(7).await.err(), client.call(Clear::default()).await.err()] {
                show(&mut shown, error.as_ref());
            }
            let sent = server.last();
            assert!(sent.target.contains("key=key%26%22s3cret") && sent.body.contains("csrf-s3cret"), "{sent:?}");
        }
    }
    drop(guard);
    clean(&shown);
    let traces = traces.text();
    clean(&traces);
    for traced in ["endpoint=\"get_note\"", "transport=\"http\"", "outcome=\"ok\"", "outcome=\"status\"", "elapsed="] {
        assert!(traces.contains(traced), "{traced} not in {traces}");
    }
}

fn show(shown: &mut String, error: Option<&Error>) {
    let Some(error) = error else { return };
    write!(shown, "{error} {error:?} {error:#?} ").unwrap();
    let mut source = std::error::Error::source(error);
    while let Some(inner) = source {
        write!(shown, "{inner} {inner:?} ").unwrap();
        source = inner.source();
    }
}

#[tokio::test]
async fn no_control_character_of_a_server_is_shown() {
    const HOSTILE: &str = "a\u{1b}[2J\u{9b}1m\u{7f}\r\n\u{202e}\u{2066}b";
    let quoted = serde_json::to_string(HOSTILE).unwrap();
    let traces = Traces::default();
    let guard = tracing::subscriber::set_default(traces.clone());
    for fault in 0..4 {
        let quoted = quoted.clone();
        let server = Server::start(move |_| match fault {
            0 => Answer::status(500, HOSTILE),
            1 => Answer::json(HOSTILE),
            2 => Answer::json(format!(r#"{{"code":9,"msg":{quoted},"wording":{quoted}}}"#)),
            _ => Answer::json(format!(r#"{{"code":0,"data":{{"id":{quoted},"title":""}}}}"#)),
        });
        let error = builder(&server.await).build().unwrap().get_note(7).await.unwrap_err();
        let mut shown = error.to_string();
        let mut source = std::error::Error::source(&error);
        while let Some(error) = source {
            write!(shown, "{error}").unwrap();
            source = error.source();
        }
        assert!(shown.contains("\\u{1b}") || shown.contains("\\u001b"), "{shown}");
        assert!(!shown.contains(|c: char| c.is_control() || matches!(c, '\u{202e}' | '\u{2066}')), "{shown:?}");
    }
    drop(guard);
    assert!(!traces.text().contains(['\u{1b}', '\u{9b}', '\u{202e}']));
}
