//! Calls and events between a client and a server.

use super::*;
use crate::client::Error;
use crate::client::ws::{Missed, State};
use futures_util::future::join_all;

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_calls_are_answered_in_any_order_and_none_is_mixed_up() {
    let server = Server::new().await;
    let connection = server.connect().await;
    let calls = (0..1000).map(|number| {
        let client = connection.client().clone();
        tokio::spawn(async move { (number, note(&client, 1000 + number).await) })
    });
    for answer in within(join_all(calls)).await {
        let (number, note) = answer.unwrap();
        assert_eq!(note.unwrap(), Note { id: 1000 + number, title: format!("note {}", 1000 + number) });
    }
    assert_eq!(connection.in_flight(), 0);
    assert_eq!(server.notes.finished.load(Ordering::SeqCst), 1000);
}

#[tokio::test]
async fn an_echo_comes_back_byte_for_byte() {
    let server = Server::new().await;
    let mut socket = plain(&server.url("/calls")).await;
    let echoes =
        ["null", "true", "0", "9007199254740993", "-1.50e+3", "\"a\\u0041\\n雪\"", "[1, [2]]", "{\"b\" : 1,\"a\":{}}"];
    for echo in echoes {
        for (action, status) in [("get_note", "ok"), ("nothing", "failed")] {
            send(&mut socket, &format!(r#"{{"echo": {echo} ,"action":"{action}","params":{{"id":1}}}}"#)).await;
            let answer = text(&mut socket).await;
            assert!(answer.ends_with(&format!(r#""echo":{echo}}}"#)), "{answer}");
            assert!(answer.contains(&format!(r#""status":"{status}""#)), "{answer}");
        }
    }
    send(&mut socket, r#"{"action":"get_note","params":{"id":"7"}}"#).await;
    assert!(!text(&mut socket).await.contains("echo"));
}

#[tokio::test]
async fn events_are_sent_after_the_first_one() {
    let server = Server::with(Config::new().heartbeat(Some(Duration::from_millis(30)))).await;
    let mut socket = plain(&server.url("/events")).await;
    let hello = json(&mut socket).await;
    assert_eq!((&hello["kind"], &hello["self"]), (&"hello".into(), &42.into()));
    assert!(hello["time"].as_u64().unwrap() > 1_700_000_000);
    let beat = text(&mut socket).await;
    assert_eq!(beat, r#"{"kind":"beat","status":{"online":true,"good":true},"interval":30}"#);
    server.events().publish(&serde_json::json!({"kind": "note", "id": 1})).unwrap();
    while text(&mut socket).await != r#"{"kind":"note","id":1}"# {}
    send(&mut socket, r#"{"action":"get_note","params":{"id":1},"echo":5}"#).await;
    loop {
        let answer = json(&mut socket).await;
        if answer["echo"] == 5 {
            assert_eq!(answer["code"], 1404);
            break;
        }
    }
}

#[tokio::test]
async fn a_slow_listener_sees_how_many_events_it_lost() {
    let server = Server::new().await;
    let connection = server.builder("/").event_buffer(4).connect().await.unwrap();
    let mut events = connection.events::<Value>();
    assert_eq!(within(events.next()).await.unwrap().unwrap()["kind"], "hello");
    for id in 0..20 {
        server.events().publish(&serde_json::json!({"kind": "note", "id": id})).unwrap();
    }
    // The answer comes after the events, so that all of them are there.
    note(connection.client(), 1).await.unwrap();
    assert!(matches!(within(events.next()).await, Some(Err(Missed::Lost(16)))));
    for id in 16..20 {
        assert_eq!(within(events.next()).await.unwrap().unwrap()["id"], id);
    }
    server.events().publish(&serde_json::json!({"kind": 3})).unwrap();
    assert_eq!(within(events.next()).await.unwrap().unwrap()["kind"], 3);
}

#[tokio::test]
async fn an_event_that_does_not_fit_is_told_and_the_next_one_comes() {
    #[derive(Debug, Deserialize)]
    struct Kind {
        kind: String,
    }
    let server = Server::new().await;
    let connection = server.builder("/").connect().await.unwrap();
    let mut events = connection.events::<Kind>();
    assert_eq!(within(events.next()).await.unwrap().unwrap().kind, "hello");
    for kind in [Value::from(1), Value::from("two")] {
        server.events().publish(&serde_json::json!({"kind": kind})).unwrap();
    }
    let missed = within(events.next()).await.unwrap().unwrap_err();
    assert!(matches!(&missed, Missed::Unread { text, .. } if text == r#"{"kind":1}"#), "{missed}");
    assert_eq!(within(events.next()).await.unwrap().unwrap().kind, "two");
    connection.close().await;
    assert!(within(events.next()).await.is_none());
}

#[tokio::test]
async fn a_dropped_call_frees_its_slot() {
    let server = Server::new().await;
    let connection = server.connect().await;
    let call = tokio::spawn({
        let client = connection.client().clone();
        async move { note(&client, -1).await }
    });
    until(|| server.notes.begun.load(Ordering::SeqCst) == 1).await;
    assert_eq!(connection.in_flight(), 1);
    call.abort();
    until(|| connection.in_flight() == 0).await;
    let timed = connection.client().clone().with_timeout(Duration::from_millis(20));
    assert!(matches!(note(&timed, -1).await, Err(Error::Timeout { .. })));
    assert_eq!(connection.in_flight(), 0);
    // The answers that come all the same do no harm.
    server.notes.gate.add_permits(2);
    until(|| server.notes.finished.load(Ordering::SeqCst) == server.notes.begun.load(Ordering::SeqCst)).await;
    assert_eq!(note(connection.client(), 3).await.unwrap().id, 3);
    assert_eq!(connection.strays(), 0);
}

#[tokio::test]
async fn a_shutdown_lets_calls_in_flight_finish() {
    let server = Server::new().await;
    let connection = server.builder("/calls").reconnect(crate::ws::Reconnect::never()).connect().await.unwrap();
    let mut state = connection.state();
    let calls: Vec<_> = (0..50)
        .map(|_| {
            let client = connection.client().clone();
            tokio::spawn(async move { note(&client, -5).await })
        })
        .collect();
    let mut idle = plain(&server.url("/")).await;
    until(|| server.notes.begun.load(Ordering::SeqCst) == 50).await;
    server.stop.send(()).unwrap();
    assert_eq!(close_code(&mut idle).await, Some(1001));
    assert!(!server.running.is_finished());
    server.notes.gate.add_permits(50);
    for call in within(join_all(calls)).await {
        assert_eq!(call.unwrap().unwrap().id, -5);
    }
    within(server.running).await.unwrap();
    let closed = within(state.wait_for(|state| matches!(state, State::Closed { .. }))).await.unwrap().to_string();
    assert!(closed.contains("1001"), "{closed}");
}

#[tokio::test]
async fn a_call_is_finished_though_its_caller_is_gone() {
    let server = Server::new().await;
    let mut socket = plain(&server.url("/calls")).await;
    send(&mut socket, r#"{"action":"get_note","params":{"id":-1},"echo":1}"#).await;
    until(|| server.notes.begun.load(Ordering::SeqCst) == 1).await;
    drop(socket);
    until(|| server.counts.open(Transport::WebSocket) == 0).await;
    server.notes.gate.add_permits(1);
    until(|| server.notes.finished.load(Ordering::SeqCst) == 1).await;
}
