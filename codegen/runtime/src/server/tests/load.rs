//! The end of a server, with calls in flight.

use std::time::Duration;

use tokio::time::Instant;

use super::support::{Server, get, post_json, until};
use crate::server::{Config, Limits};

#[tokio::test]
async fn calls_in_flight_finish_before_the_end() {
    let mut server = Server::start(Config::new()).await;
    let mut clients = Vec::new();
    for _ in 0..50 {
        let mut client = server.connect().await;
        client.send(post_json("/get_note", r#"{"id":7}"#).as_bytes()).await;
        clients.push(client);
    }
    let mut idle = server.connect().await;
    idle.send(get("/get_note?id=3").as_bytes()).await;
    assert_eq!(idle.response().await.unwrap().status, 200);
    server.waiting(50).await;
    server.stop();
    assert!(idle.is_closed().await);
    server.backend.gate.add_permits(50);
    for mut client in clients {
        let response = client.response().await.expect("an answer");
        assert_eq!(response.body, r#"{"status":"ok","code":0,"data":{"id":7,"title":"late"}}"#);
        assert!(client.is_closed().await);
    }
    server.stopped().await;
}

#[tokio::test]
async fn the_end_does_not_wait_for_ever() {
    let grace = Duration::from_secs(5);
    let limits = Limits { grace, ..Limits::default() };
    let mut server = Server::start(Config::new().limits(limits)).await;
    let mut client = server.connect().await;
    client.send(post_json("/get_note", r#"{"id":7}"#).as_bytes()).await;
    server.waiting(1).await;
    // From here the clock moves only when there is nothing to do but to wait for it.
    tokio::time::pause();
    let begin = Instant::now();
    server.stop();
    server.stopped().await;
    let waited = begin.elapsed();
    assert!(waited >= grace && waited < grace + Duration::from_millis(100), "{waited:?}");
    tokio::time::resume();
    assert!(client.is_closed().await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_answer_is_lost_or_mixed_up_under_load() {
    let mut server = Server::start(Config::new()).await;
    let mut tasks = Vec::new();
    for task in 0..32 {
        let mut client = server.connect().await;
        tasks.push(tokio::spawn(async move {
            let mut answered = 0;
            for turn in 0..1000 {
                let id = 100 + task * 1000 + turn;
                client.push(post_json("/get_note", &format!(r#"{{"id":"{id}","echo":{id}}}"#)).as_bytes()).await;
                let Some(response) = client.response().await else { break };
                let expected =
                    format!(r#"{{"status":"ok","code":0,"data":{{"id":{id},"title":"note {id}"}},"echo":{id}}}"#);
                assert_eq!(response.body, expected);
                answered += 1;
                if response.header("connection") == Some("close") {
                    break;
                }
            }
            answered
        }));
    }
    until(|| server.backend.seen.lock().unwrap().len() >= 1000).await;
    server.stop();
    let mut answered = 0;
    for task in tasks {
        answered += task.await.unwrap();
    }
    // A call that the backend saw was answered.
    assert_eq!(server.backend.take().len(), answered);
    server.stopped().await;
}
