//! Callers that send too much, too slowly, or not at all; backends that panic.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::support::{DEADLINE, Notes, Server, get, post_json, table, until};
use crate::api::Problem;
use crate::server::{CallRecord, Config, Hooks, Limits, Outcome, Service};
use crate::testing::Traces;

fn limited(limits: Limits) -> Config {
    Config::new().limits(limits)
}

#[tokio::test]
async fn each_overrun_is_answered() {
    let limits = Limits { body: 1000, uri: 200, depth: 5, ..Limits::default() };
    let server = Server::start(limited(limits)).await;
    let long = "x".repeat(2000);
    let chunked = format!(
        "POST /get_note HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n7d0\r\n{long}\r\n"
    );
    let stated = "POST /get_note HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 99999999999\r\n\r\n";
    let deep = |levels: usize| format!(r#"{{"id":3,"x":{}{}}}"#, "[".repeat(levels - 1), "]".repeat(levels - 1));
    let in_form = format!("/add_note?title=t&body={}{}", "[".repeat(6), "]".repeat(6));
    for (request, status, words) in [
        (post_json("/get_note", &format!(r#"{{"id":3,"x":"{long}"}}"#)), 413, "the body is larger than 1000 bytes"),
        (chunked, 413, "the body is larger than 1000 bytes"),
        (stated.to_owned(), 413, "the body is larger than 1000 bytes"),
        (get(&format!("/get_note?id=3&x={}", &long[..300])), 413, "path and query are larger than 200 bytes"),
        (post_json("/get_note", &deep(6)), 400, "the JSON is nested deeper than 5 levels"),
        (post_json("/get_note", &deep(5)), 200, "note 3"),
        (get(&in_form), 200, "expected an object"),
    ] {
        let response = server.ask(&request).await;
        assert_eq!(response.status, status, "{request} {response:?}");
        assert!(response.body.contains(words), "{request} {response:?}");
        assert_eq!(response.header("connection"), (status == 413).then_some("close"), "{request}");
    }
}

#[tokio::test]
async fn a_caller_that_reads_nothing_is_given_up() {
    let limits = Limits { write: Duration::from_millis(100), connections: 1, ..Limits::default() };
    let server = Server::start(limited(limits)).await;
    let mut deaf = server.connect().await;
    // Each answer says the name again; together they fill all that lies between the two.
    let requests = get(&format!("/{}", "x".repeat(90))).repeat(100);
    let pushing = async {
        loop {
            if deaf.try_send(requests.as_bytes()).await.is_err() {
                std::future::pending::<()>().await;
            }
        }
    };
    // It is over when its connection is, and that is when there is room for another.
    let other = async {
        loop {
            let mut other = server.connect().await;
            other.push(get("/get_note?id=3").as_bytes()).await;
            match other.response().await {
                Some(response) if response.status == 200 => break,
                _ => tokio::time::sleep(Duration::from_millis(20)).await,
            }
        }
    };
    tokio::select! {
        () = pushing => unreachable!("it pushes for ever"),
        () = other => {}
    }
}

#[tokio::test]
async fn a_slow_head_is_answered_and_closed() {
    let limits = Limits { header_timeout: Duration::from_millis(500), ..Limits::default() };
    let server = Server::start(limited(limits)).await;
    let mut slow = server.connect().await;
    slow.send(b"GET /get_note?id=3 HTTP/1.1\r\nhost:").await;
    assert_eq!(slow.response().await.unwrap().status, 408);
    assert!(slow.is_closed().await);
    // One that says nothing is closed without a word, before its first request and after.
    let mut silent = server.connect().await;
    assert!(silent.is_closed().await);
    // On a loaded machine the request itself may come late.
    let mut idle = loop {
        let mut idle = server.connect().await;
        idle.push(get("/get_note?id=3").as_bytes()).await;
        if idle.response().await.is_some_and(|response| response.status == 200) {
            break idle;
        }
    };
    assert!(idle.is_closed().await);
}

#[tokio::test]
async fn a_slow_body_is_answered_and_closed() {
    let limits = Limits { body_timeout: Duration::from_millis(100), ..Limits::default() };
    let server = Server::start(limited(limits)).await;
    let mut slow = server.connect().await;
    let request = post_json("/get_note", r#"{"id":3}"#);
    slow.send(&request.as_bytes()[..request.len() - 3]).await;
    let response = slow.response().await.unwrap();
    assert_eq!((response.status, response.header("connection")), (408, Some("close")));
    assert!(response.body.contains("did not arrive within 100ms"), "{response:?}");
    assert!(slow.is_closed().await);
}

#[tokio::test]
async fn half_a_request_harms_nobody() {
    let server = Server::start(Config::new()).await;
    let request = post_json("/get_note", r#"{"id":3}"#);
    for end in [1, 20, request.len() - 3] {
        let mut half = server.connect().await;
        half.send(&request.as_bytes()[..end]).await;
        drop(half);
    }
    for garbage in ["\r\n\r\n", "no HTTP at all\r\n\r\n", "\u{16}\u{3}\u{1}"] {
        server.connect().await.push(garbage.as_bytes()).await;
    }
    assert_eq!(server.ask(&request).await.status, 200);
    assert_eq!(server.backend.take().len(), 1);
}

#[tokio::test]
async fn a_large_body_is_taken() {
    let server = Server::start(Config::new()).await;
    let image = "A".repeat(20 << 20);
    let request = post_json("/add_note", &format!(r#"{{"title":"t","body":"{image}","echo":"e"}}"#));
    let response = server.ask(&request).await;
    assert_eq!(response.body, r#"{"status":"ok","code":0,"data":{"id":1},"echo":"e"}"#);
    assert_eq!(server.backend.take()[0]["body"].as_str().map(str::len), Some(image.len()));
}

#[tokio::test]
async fn a_panic_fails_its_call_alone() {
    let server = Server::start(Config::new()).await;
    let mut client = server.connect().await;
    client.send(post_json("/get_note", r#"{"id":5,"echo":1}"#).as_bytes()).await;
    let response = client.response().await.unwrap();
    assert_eq!(response.status, 500);
    assert_eq!(
        response.body,
        r#"{"status":"failed","code":500,"msg":"INTERNAL_ERROR","wording":"`get_note` failed within the server","data":null,"echo":1}"#
    );
    client.send(get("/get_note?id=3").as_bytes()).await;
    assert_eq!(client.response().await.unwrap().status, 200);
}

#[tokio::test]
async fn too_many_connections_are_turned_away() {
    let server = Server::start(limited(Limits { connections: 2, ..Limits::default() })).await;
    let mut first = server.connect().await;
    let mut second = server.connect().await;
    for client in [&mut first, &mut second] {
        client.send(get("/get_note?id=3").as_bytes()).await;
        assert_eq!(client.response().await.unwrap().status, 200);
    }
    let mut third = server.connect().await;
    let response = third.response().await.unwrap();
    assert_eq!((response.status, response.header("retry-after")), (503, Some("1")));
    drop(first);
    let mut status = 503;
    let deadline = std::time::Instant::now() + DEADLINE;
    while status == 503 && std::time::Instant::now() < deadline {
        status = server.ask(&get("/get_note?id=3")).await.status;
    }
    assert_eq!(status, 200);
}

#[tokio::test]
async fn too_many_calls_in_the_background_are_refused() {
    let server = Server::start(limited(Limits { background: 2, ..Limits::default() })).await;
    let later = post_json("/get_note_later", r#"{"id":7}"#);
    for _ in 0..2 {
        assert_eq!(server.ask(&later).await.status, 200);
    }
    server.waiting(2).await;
    let refused = server.ask(&later).await;
    assert_eq!(refused.status, 429);
    assert!(refused.body.contains("2 calls run in the background already"), "{refused:?}");
    server.backend.gate.add_permits(2);
    let deadline = std::time::Instant::now() + DEADLINE;
    while server.ask(&later).await.status != 200 {
        assert!(std::time::Instant::now() < deadline);
    }
}

#[tokio::test]
async fn a_pace_delays_and_refuses_nobody() {
    let server = Server::start(Config::new().pace(2, Duration::from_millis(100))).await;
    let begin = std::time::Instant::now();
    for _ in 0..6 {
        assert_eq!(server.ask(&get("/get_note?id=3")).await.status, 200);
    }
    assert!(begin.elapsed() >= Duration::from_millis(190), "{:?}", begin.elapsed());
}

#[derive(Default)]
struct Counter {
    outcomes: Mutex<Vec<(Option<&'static str>, Outcome)>>,
    slowest: AtomicU64,
}

impl Hooks for Counter {
    fn called(&self, record: &CallRecord) {
        self.outcomes.lock().unwrap().push((record.endpoint, record.outcome));
        self.slowest.fetch_max(u64::try_from(record.latency.as_nanos()).unwrap(), Ordering::SeqCst);
    }
}

#[tokio::test]
async fn every_call_is_counted() {
    let counter = Arc::new(Counter::default());
    let server = Server::start(Config::new().hooks(counter.clone())).await;
    for request in [
        get("/get_note?id=3"),
        get("/get_note?id=4"),
        get("/get_note?id=5"),
        get("/get_note?id=x"),
        get("/x"),
        post_json("/get_note_later", r#"{"id":3}"#),
    ] {
        server.ask(&request).await;
    }
    let note = Some("get_note");
    let expected = [
        (note, Outcome::Success),
        (note, Outcome::Failed(100)),
        (note, Outcome::Refused(Problem::Internal)),
        (note, Outcome::Refused(Problem::Parameter)),
        (None, Outcome::Refused(Problem::Unknown)),
        (note, Outcome::Accepted),
    ];
    until(|| counter.outcomes.lock().unwrap().len() >= expected.len()).await;
    assert_eq!(*counter.outcomes.lock().unwrap(), expected);
    assert!(counter.slowest.load(Ordering::SeqCst) > 0);
}

/// Each call is a span with what it called, how it came, how it ended and how long it took; no credential is in it.
#[tokio::test]
async fn every_call_is_traced() {
    let traces = Traces::default();
    let guard = tracing::subscriber::set_default(traces.clone());
    let server = Server::start(Config::new().token("s3cret")).await;
    for path in ["/get_note?id=3&key=s3cret", "/get_note?id=4&key=s3cret", "/get_note?id=x&key=s3cret"] {
        server.ask(&get(path)).await;
    }
    assert_eq!(server.ask(&get("/get_note?id=3&key=wr0ng")).await.status, 403);
    drop(guard);
    let traces = traces.text();
    let call = r#"endpoint="get_note" transport=Http "#;
    for outcome in ["Success", "Failed(100)", "Refused(Parameter)"] {
        let expected = format!("{call}outcome={outcome} latency_us=");
        assert!(traces.contains(&expected), "{expected} is not in {traces}");
    }
    assert!(traces.contains("outcome=Refused(Forbidden)"), "{traces}");
    assert!(!traces.contains("s3cret") && !traces.contains("wr0ng"), "{traces}");
}

#[tokio::test]
async fn it_can_be_nested_in_any_application() {
    let backend = Notes::new();
    let notes = Service::new(table(&backend), Config::new()).router();
    let application =
        axum::Router::new().route("/health", axum::routing::get(|| async { "well" })).nest("/notes", notes);
    let server = Server::serve(application, Limits::default(), backend).await;
    for (request, status, words) in [
        (get("/health"), 200, "well"),
        (get("/notes/get_note?id=3"), 200, "note 3"),
        (post_json("/notes", r#"{"action":"get_note","params":{"id":3}}"#), 200, "note 3"),
        (post_json("/notes/v1/clear", r#"{"token":"t"}"#), 200, "ok"),
        (get("/notes/x"), 404, "there is no endpoint `/x`"),
        (get("/x"), 404, ""),
    ] {
        let response = server.ask(&request).await;
        assert_eq!(response.status, status, "{request}");
        assert!(response.body.contains(words), "{request} {response:?}");
    }
    let merged = axum::Router::new()
        .route("/health", axum::routing::get(|| async { "well" }))
        .merge(Service::new(table(&server.backend), Config::new()).router());
    let merged = Server::serve(merged, Limits::default(), server.backend.clone()).await;
    assert_eq!(merged.ask(&get("/health")).await.body, "well");
    assert_eq!(merged.ask(&get("/get_note?id=3")).await.status, 200);
}
