//! What the client costs beside code that is written for one call. Run it alone, with optimisations:
//! `cargo test --release -p tablewright-runtime --features client -- --ignored --nocapture speed`

use std::borrow::Cow;
use std::hint::black_box;
use std::time::{Duration, Instant};

use bytes::Bytes;
use reqwest::header::CONTENT_TYPE;
use serde::{Deserialize, Serialize};

use super::super::Secrets;
use super::super::decode::Reading;
use super::super::transport::Reply;
use super::{Answer, GetNote, NOTES, Note, OK, Server, builder};

const LEAST: f64 = 0.95;
const ROUNDS: usize = 41;

#[derive(Serialize, Deserialize)]
struct Member {
    room_id: i64,
    user_id: i64,
    nickname: String,
    card: String,
    sex: String,
    age: i32,
    enter_at: i32,
    level: String,
    unfriendly: bool,
    title: Option<String>,
}

/// The envelope as it is written by hand.
#[derive(Deserialize)]
#[expect(dead_code, reason = "read as a whole")]
struct Hand<T> {
    status: String,
    code: i64,
    data: T,
}

fn members() -> Bytes {
    let members: Vec<Member> = (0..1000)
        .map(|number| Member {
            room_id: 10_001,
            user_id: 1_000_000_000 + number,
            nickname: format!("name {number} 音"),
            card: String::new(),
            sex: "unknown".to_owned(),
            age: 20,
            enter_at: 1_600_000_000,
            level: "10".to_owned(),
            unfriendly: false,
            title: None,
        })
        .collect();
    let data = serde_json::to_string(&members).unwrap();
    format!(r#"{{"status":"ok","code":0,"data":{data}}}"#).into()
}

/// The better of two times, as how much of the first's speed the second has: the middle of many rounds.
fn ratio(mut times: Vec<(Duration, Duration)>) -> f64 {
    times.sort_by(|a, b| (a.0.as_secs_f64() / a.1.as_secs_f64()).total_cmp(&(b.0.as_secs_f64() / b.1.as_secs_f64())));
    let (bare, ours) = times[times.len() / 2];
    println!("bare {bare:?}, ours {ours:?}");
    bare.as_secs_f64() / ours.as_secs_f64()
}

#[test]
#[ignore = "measures"]
fn speed_of_decoding() {
    let reply = Reply { status: Some(200), body: members() };
    let (endpoint, secrets) = (Cow::Borrowed("x"), Secrets::default());
    let reading = Reading { envelope: &NOTES.envelope, endpoint: &endpoint, secrets: &secrets };
    let time = |work: &dyn Fn()| {
        let start = Instant::now();
        (0..20).for_each(|_| work());
        start.elapsed()
    };
    let bare = || drop(black_box(serde_json::from_slice::<Hand<Vec<Member>>>(&reply.body).unwrap()));
    let ours = || drop(black_box(reading.read::<Vec<Member>>(&reply).unwrap()));
    let ratio = ratio((0..ROUNDS).map(|_| (time(&bare), time(&ours))).collect());
    println!("decoding: {ratio:.3}");
    assert!(ratio >= LEAST, "{ratio}");
}

#[test]
#[ignore = "measures"]
fn speed_of_calls() {
    // The server runs in a thread of its own, so that neither side waits for the other's.
    let (send, server) = std::sync::mpsc::channel();
    let aside = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    aside.spawn(async move { send.send(Server::start(|_| Answer::json(OK)).await).unwrap() });
    let server = server.recv().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let url = format!("{}/get_note", server.url());
    let plain = reqwest::Client::builder()
        .tls_backend_preconfigured(super::super::tls::config(false).unwrap())
        .timeout(Duration::from_secs(10))
        .no_proxy()
        .build()
        .unwrap();
    let client = builder(&server).access_token("t0ken").build().unwrap();
    let bare = async || {
        let body = serde_json::to_vec(&GetNote { id: 7 }).unwrap();
        let request = plain.post(&url).bearer_auth("t0ken").header(CONTENT_TYPE, "application/json").body(body);
        let body = request.send().await.unwrap().bytes().await.unwrap();
        serde_json::from_slice::<Hand<Note>>(&body).unwrap().data
    };
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        let start = Instant::now();
        runtime.block_on(async {
            for _ in 0..200 {
                black_box(bare().await);
            }
        });
        let middle = Instant::now();
        runtime.block_on(async {
            for _ in 0..200 {
                black_box(client.get_note(7).await.unwrap());
            }
        });
        times.push((middle - start, middle.elapsed()));
    }
    let ratio = ratio(times);
    println!("calls: {ratio:.3}");
    assert!(ratio >= LEAST, "{ratio}");
}
