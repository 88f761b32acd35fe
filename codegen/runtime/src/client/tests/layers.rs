//! Layers: retries, limits, and those of `tower`.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use futures_util::FutureExt;
use futures_util::future::{join_all, pending};
use futures_util::stream::{self, StreamExt};
use serde::{Deserialize, Serialize};
use tower::util::MapRequestLayer;

use super::super::{
    BoxError, BoxFuture, Client, Error, Reply, Request, Retry, Shared, Stack, Transport, TransportKind,
};
use super::{Answer, Clear, OK, Server, builder, note, notes};
use crate::api::{Api, Kind, Parameter};
use crate::testing::NOTES;
use crate::{ByteStream, Endpoint, File, Method, Value};

fn quick(attempts: u32) -> Retry {
    Retry::new(attempts).backoff(Duration::from_millis(1), Duration::from_millis(4))
}

#[tokio::test]
async fn only_calls_that_change_nothing_are_sent_again() {
    for fault in [|| Answer::status(502, ""), || Answer::status(504, "x"), || Answer::bytes("")] {
        let server = Server::start(move |seen| if seen.number < 2 { fault() } else { Answer::json(OK) }).await;
        let client = builder(&server).cookie("token", "tttt").retry(quick(3)).build().unwrap();
        assert_eq!(client.get_note(7).await.unwrap(), note());
        assert_eq!(server.seen().len(), 3);
        let server = Server::start(move |_| fault()).await;
        let client = builder(&server).cookie("token", "tttt").retry(quick(3)).build().unwrap();
        client.get_note(7).await.unwrap_err();
        assert_eq!(server.seen().len(), 3);
        client.call(Clear::default()).await.unwrap_err();
        client.call_raw("get_note", ()).await.unwrap_err();
        assert_eq!(server.seen().len(), 5);
    }
    // An answer is an answer.
    for answer in [|| Answer::status(500, ""), || Answer::status(401, ""), || Answer::json(r#"{"code":9}"#)] {
        let server = Server::start(move |_| answer()).await;
        builder(&server).retry(quick(3)).build().unwrap().get_note(7).await.unwrap_err();
        assert_eq!(server.seen().len(), 1);
    }
}

#[tokio::test]
async fn an_attempt_that_hangs_leaves_time_for_the_next() {
    let server = Server::start(|seen| if seen.number == 0 { Answer::never() } else { Answer::json(OK) }).await;
    // One is enough, but on a loaded machine the answer to it may be late.
    let client = builder(&server).retry(quick(60).each(Duration::from_secs(1))).build().unwrap();
    assert_eq!(client.get_note(7).await.unwrap(), note());
    assert!(server.seen().len() >= 2);
}

#[tokio::test]
async fn the_limit_of_calls_at_once_holds() {
    let (now, most) = (Arc::<AtomicUsize>::default(), Arc::<AtomicUsize>::default());
    let counts = (Arc::clone(&now), Arc::clone(&most));
    let server = Server::start_async(move |_| {
        let (now, most) = (Arc::clone(&counts.0), Arc::clone(&counts.1));
        async move {
            most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            // Until there were two at once: the limit is reached and not only kept.
            while most.load(Ordering::SeqCst) < 2 {
                tokio::task::yield_now().await;
            }
            for _ in 0..50 {
                tokio::task::yield_now().await;
            }
            now.fetch_sub(1, Ordering::SeqCst);
            Answer::json(OK)
        }
    });
    let server = server.await;
    let client = builder(&server).concurrency(2).build().unwrap();
    let answers = join_all((0..20).map(|_| client.get_note(7).into_future())).await;
    assert!(answers.into_iter().all(|answer| answer.is_ok()));
    assert_eq!(most.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn the_rate_of_calls_is_limited() {
    let server = Server::start(|_| Answer::json(OK)).await;
    let client = builder(&server).rate_limit(2, Duration::from_millis(100)).build().unwrap();
    let start = Instant::now();
    let answers = join_all((0..6).map(|_| client.get_note(7).into_future())).await;
    assert!(answers.into_iter().all(|answer| answer.is_ok()));
    assert!(start.elapsed() >= Duration::from_millis(200), "{:?}", start.elapsed());
    // A call that gives up while it waits keeps nobody else from going on.
    client.get_note(7).timeout(Duration::from_millis(1)).await.ok();
    client.get_note(7).await.unwrap();
}

#[tokio::test]
async fn any_layer_of_tower_goes_over_any_transport() {
    let server = Server::start(|_| Answer::json(OK)).await;
    let rename = |from: &'static str, to: &'static str| {
        MapRequestLayer::new(move |mut request: Request| {
            if request.name == from {
                (request.name, request.info) = (to.into(), None);
            }
            request
        })
    };
    let client = builder(&server).layer(rename("get_note", "b")).layer(rename("b", "c")).build().unwrap();
    client.get_note(7).await.unwrap();
    assert_eq!(server.last().target, "/c");
    let layered = Shared::new(Stack::new(tower::service_fn(async |request: Request| {
        let refused: Result<super::super::Reply, BoxError> = Err(format!("no {}", request.name).into());
        refused
    })));
    let error = notes::Client::over(layered.layer(rename("get_note", "x")).layer(quick(2))).get_note(7).await;
    let error = error.unwrap_err();
    let Error::Transport(inner) = &error else { panic!("{error:?}") };
    assert_eq!((inner.kind, error.to_string().ends_with("no x")), (TransportKind::Layer, true), "{error}");
}

/// What reads the stream of a call, a chunk every nine seconds, and then gives no answer or a failure.
struct Slow {
    answers: bool,
    calls: Arc<AtomicUsize>,
}

impl Transport for Slow {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Reply, Error>> {
        async move {
            self.calls.fetch_add(1, Ordering::SeqCst);
            let mut chunks = request.files.into_iter().next().unwrap().into_stream();
            loop {
                tokio::time::sleep(Duration::from_secs(9)).await;
                if chunks.next().await.is_none() {
                    break;
                }
            }
            if !self.answers {
                pending::<()>().await;
            }
            Ok(Reply { status: Some(503), ..Reply::default() })
        }
        .boxed()
    }
}

/// Takes a file, and changes nothing.
#[derive(Serialize, Deserialize)]
struct Look {
    file: File,
}

impl Endpoint for Look {
    type Response = Value;
    type Code = i64;
    const API: &'static Api = &NOTES;
    const NAME: &'static str = "look";
    const PATH: &'static str = "/look";
    const METHODS: &'static [Method] = &[Method::Post];
    const READS: bool = true;
    const PARAMETERS: &'static [Parameter] = &[Parameter { name: "file", kind: Kind::File, ..Parameter::PLAIN }];
}

fn look() -> Look {
    let chunks = stream::iter(["a"; 9].map(|text| Ok::<_, std::io::Error>(text.into())));
    Look { file: File::streamed(ByteStream::new(chunks)) }
}

#[tokio::test(start_paused = true)]
async fn a_stream_may_take_its_time_and_must_not_stand_still() {
    for answers in [true, false] {
        let calls = Arc::<AtomicUsize>::default();
        let slow =
            Shared::new(Slow { answers, calls: Arc::clone(&calls) }).layer(quick(3).each(Duration::from_secs(10)));
        let client = Client::over(&NOTES, slow).with_timeout(Duration::from_secs(10));
        let begin = tokio::time::Instant::now();
        let error = client.call(look()).await.unwrap_err();
        // One attempt, whatever the answer, and many times as long as a call without a stream has.
        assert_eq!((calls.load(Ordering::SeqCst), error.is_timeout()), (1, !answers), "{error}");
        assert!(begin.elapsed() >= Duration::from_secs(90));
    }
}
