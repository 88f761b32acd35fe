//! What goes wrong on the way.

use std::time::{Duration, Instant};

use super::super::{Error, TransportKind};
use super::{Answer, GetNote, OK, Server, builder, notes};
use crate::api::Encoding;

#[track_caller]
fn kind(error: &Error) -> TransportKind {
    match error {
        Error::Transport(inner) => inner.kind,
        error => panic!("{error:?}"),
    }
}

#[tokio::test]
async fn a_call_ends_in_time() {
    let server = Server::start(|_| Answer::never()).await;
    let half = Server::start(|seen| match seen.number {
        0 => Answer::json(OK),
        _ => Answer::never(),
    });
    let half = half.await;
    let short = Duration::from_millis(80);
    let client = builder(&server).timeout(short).build().unwrap();
    let start = Instant::now();
    let error = client.get_note(7).await.unwrap_err();
    assert!(matches!(error, Error::Timeout { after, .. } if after == short), "{error:?}");
    assert!(error.is_timeout() && error.is_retryable() && start.elapsed() >= short);
    // The time of one call is its own.
    let client = builder(&half).build().unwrap();
    client.get_note(7).timeout(Duration::from_secs(120)).await.unwrap();
    assert!(client.get_note(7).timeout(short).await.unwrap_err().is_timeout());
    let over = notes::Client::over(super::super::Shared::new(Never)).with_timeout(short);
    assert!(over.get_note(7).await.unwrap_err().is_timeout());
}

struct Never;

impl super::super::Transport for Never {
    fn send(
        &self,
        _: super::super::Request,
    ) -> futures_util::future::BoxFuture<'_, Result<super::super::Reply, Error>> {
        Box::pin(std::future::pending())
    }
}

#[tokio::test]
async fn a_server_that_goes_away_is_told() {
    let cases: [(&[u8], TransportKind); 5] = [
        (b"", TransportKind::Send),
        (b"HTTP/1.1 200 OK\r\nContent-", TransportKind::Send),
        (b"no http at all\r\n\r\n", TransportKind::Send),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{\"code\":0,", TransportKind::Receive),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"cod", TransportKind::Receive),
    ];
    for (bytes, expected) in cases {
        let server = Server::start(move |_| Answer::bytes(bytes)).await;
        let error = builder(&server).build().unwrap().call(GetNote { id: 7 }).await.unwrap_err();
        assert_eq!(kind(&error), expected, "{error}");
        assert!(error.is_retryable() && std::error::Error::source(&error).is_some());
        assert_eq!(server.seen().len(), 1, "sent again in silence");
    }
    let closed = Server::start(|_| Answer::never()).await;
    let client = builder(&closed).build().unwrap();
    drop(closed);
    let deadline = Instant::now() + Duration::from_secs(120);
    let error = loop {
        // The listener goes with its task, which ends a moment later.
        match client.get_note(7).timeout(Duration::from_millis(200)).await.unwrap_err() {
            Error::Timeout { .. } | Error::Transport(_) if Instant::now() > deadline => panic!("still there"),
            error if matches!(&error, Error::Transport(inner) if inner.kind == TransportKind::Connect) => break error,
            _ => {}
        }
    };
    assert!(error.to_string().starts_with("`get_note`: no connection to the server: "), "{error}");
}

#[tokio::test]
async fn an_answer_is_bounded() {
    let long = format!(r#"{{"code":0,"data":{{"id":7,"title":"{}"}}}}"#, "a".repeat(1000));
    let chunks = long.as_bytes().chunks(100);
    let chunks = chunks.map(|chunk| format!("{:x}\r\n{}\r\n", chunk.len(), String::from_utf8_lossy(chunk)));
    let chunks = chunks.collect::<Vec<_>>().concat();
    let chunked = format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}0\r\n\r\n");
    let open = format!("HTTP/1.1 200 OK\r\n\r\n{long}");
    let length = long.len();
    let stated = format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n{long}");
    for answer in [stated, chunked, open] {
        let server = Server::start(move |_| Answer::bytes(&answer)).await;
        let client = builder(&server).max_body(length).build().unwrap();
        assert_eq!(client.get_note(7).await.unwrap().title.len(), 1000);
        let client = builder(&server).max_body(length - 1).build().unwrap();
        let error = client.get_note(7).await.unwrap_err();
        assert_eq!(kind(&error), TransportKind::TooLarge { limit: length - 1 }, "{error}");
        assert!(!error.is_retryable() && error.to_string().contains("max_body"), "{error}");
    }
}

#[tokio::test]
async fn no_credential_follows_a_redirect_to_another_origin() {
    for status in [301, 302, 303, 307, 308] {
        for encoding in [Encoding::Query, Encoding::Json, Encoding::Form] {
            let other = Server::start(|_| Answer::json(OK)).await;
            let target = format!("{}/get_note?key=k3y-secret", other.url());
            let server = Server::start(move |_| Answer::redirect(status, &target)).await;
            let client = builder(&server).access_token("t0ken").credential("key", "k3y-secret").cookie("a", "b");
            let error = client.encoding(encoding).build().unwrap().get_note(7).await.unwrap_err();
            assert_eq!(error.status(), Some(status));
            assert!(error.to_string().contains(&other.url()), "{error}");
            assert!(!format!("{error} {error:?}").contains("secret"), "{error:?}");
            assert_eq!((server.seen().len(), other.accepts()), (1, 0));
        }
    }
}

#[tokio::test]
async fn a_redirect_within_the_origin_keeps_the_call() {
    for (status, encoding, followed) in [
        (302, Encoding::Query, true),
        (308, Encoding::Query, true),
        (307, Encoding::Json, true),
        (302, Encoding::Json, false),
    ] {
        let server = Server::start(move |seen| match seen.target.as_str() {
            "/new" => Answer::json(OK),
            _ => Answer::redirect(status, "/new"),
        });
        let server = server.await;
        let client = builder(&server).access_token("t0ken").encoding(encoding).build().unwrap();
        let result = client.get_note(7).await;
        assert_eq!(result.is_ok(), followed, "{status} {result:?}");
        let [first, .., last] = &server.seen()[..] else { continue };
        assert_eq!((&last.method, &last.body), (&first.method, &first.body));
        assert_eq!(last.header("authorization"), Some("Bearer t0ken"));
    }
    let round = Server::start(|_| Answer::redirect(307, "/round")).await;
    let error = builder(&round).build().unwrap().get_note(7).await.unwrap_err();
    assert_eq!((error.status(), round.seen().len()), (Some(307), 6));
}
