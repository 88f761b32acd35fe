//! The heartbeats that a client has to send, by a clock that stands still while anything is to be done.

use serde_json::json;
use tokio::io::{DuplexStream, duplex};
use tokio::time::Instant;
use tokio_tungstenite::tungstenite::protocol::Role as End;

use super::*;
use crate::api::{Envelope, Events as Marked, Frames, Heartbeat, Part, Side, Step, Success};
use crate::client::ws::{State, over as client};
use crate::server::ws::over as server;

const HELLO: Step = Step {
    name: "Hello",
    by: Side::Server,
    when: &[("op", "10")],
    parts: &[("d.interval", Part::Interval)],
    token: None,
    computed: &[],
    close: 1008,
};

const BEAT: Heartbeat = Heartbeat {
    sent: Step {
        name: "Heartbeat",
        by: Side::Client,
        when: &[("op", "1")],
        parts: &[("d", Part::Event("s"))],
        close: 4009,
        ..HELLO
    },
    answer: Some(Step { name: "Ack", when: &[("op", "11")], parts: &[], ..HELLO }),
    interval: 40_000,
};

static BEATING: Api = Api {
    name: "beating",
    envelope: Envelope {
        data: Some("data"),
        code: Some("code"),
        success: Success::Numbers(&[0]),
        echo: Some("echo"),
        ok: &[("code", "0")],
        ..Envelope::BARE
    },
    frames: Some(Frames {
        name: "action",
        parameters: "params",
        universal: &["/"],
        handshake: &[HELLO],
        heartbeat: Some(BEAT),
        ..Frames::PLAIN
    }),
    events: Some(Marked { marks: &["t", "s"], connect: &[], heartbeat: &[], interval: 1 }),
    ..Api::PLAIN
};

type Socket = WebSocketStream<DuplexStream>;

/// Both ends of a connection: the client's, the server's.
async fn pair() -> (Socket, Socket) {
    let (one, two) = duplex(64 * 1024);
    let end = |stream, end| WebSocketStream::from_raw_socket(stream, end, None);
    (end(one, End::Client).await, end(two, End::Server).await)
}

fn service() -> Service {
    let mut table = Table::new(&BEATING);
    table.add::<GetNote, _, _>(&Arc::<Notes>::default(), Notes::get);
    Service::new(table, Config::new())
}

/// A client of a server that says this hello.
async fn greeted(hello: &str) -> (Connection, Socket) {
    let (one, mut two) = pair().await;
    two.send(Message::text(hello)).await.unwrap();
    (client(&BEATING, one).await, two)
}

/// The next text, and how long it took.
async fn heard(socket: &mut Socket) -> (Value, Duration) {
    let since = Instant::now();
    loop {
        match socket.next().await.unwrap().unwrap() {
            Message::Text(text) => return (serde_json::from_str(&text).unwrap(), since.elapsed()),
            Message::Ping(_) | Message::Pong(_) => {}
            Message::Close(close) => {
                return (json!({"closed": close.map(|close| u16::from(close.code))}), since.elapsed());
            }
            other => panic!("{other:?}"),
        }
    }
}

/// Nothing but pings comes for so many seconds.
async fn quiet(socket: &mut Socket, seconds: u64) {
    let came = timeout(Duration::from_secs(seconds), heard(socket)).await;
    assert!(came.is_err(), "{came:?}");
}

fn about(time: Duration, milliseconds: u64) -> bool {
    time.abs_diff(Duration::from_millis(milliseconds)) < Duration::from_millis(20)
}

#[tokio::test(start_paused = true)]
async fn a_client_beats_as_the_server_says_and_gives_up_one_that_does_not_answer() {
    let (connection, mut peer) = greeted(r#"{"op":10,"d":{"interval":2500}}"#).await;
    let (beat, took) = heard(&mut peer).await;
    assert_eq!(beat, json!({"op": 1, "d": null}));
    assert!(about(took, 2500), "{took:?}");
    for text in [r#"{"op":11}"#, r#"{"op":0,"t":"note","s":5}"#, r#"{"op":0,"t":"note","s":6,"d":{"s":7}}"#] {
        peer.send(Message::text(text)).await.unwrap();
    }
    let (beat, took) = heard(&mut peer).await;
    assert_eq!(beat, json!({"op": 1, "d": 6}));
    assert!(about(took, 2500), "{took:?}");
    assert_eq!(connection.strays(), 0);
    // What is no answer does not count as one.
    peer.send(Message::text(r#"{"op":12}"#)).await.unwrap();
    let (end, took) = heard(&mut peer).await;
    assert_eq!(end, json!({"closed": 1000}));
    assert!(about(took, 2500), "{took:?}");
    let mut state = connection.state();
    let state = state.wait_for(|state| matches!(state, State::Closed { .. })).await.unwrap().clone();
    assert!(format!("{state:?}").contains("no answer to a heartbeat within 2.5s"), "{state:?}");
}

#[tokio::test(start_paused = true)]
async fn no_server_has_a_client_beat_all_the_time_or_send_back_much() {
    let long = "x".repeat(2000);
    for (said, wait) in
        [("1", 1000), ("0", 1000), ("-5", 40_000), ("\"soon\"", 40_000), ("1e300", 86_400_000), ("3000.5", 3000)]
    {
        let (connection, mut peer) = greeted(&format!(r#"{{"op":10,"d":{{"interval":{said}}}}}"#)).await;
        for last in ["[1]".to_owned(), format!("\"{long}\"")] {
            peer.send(Message::text(format!(r#"{{"t":"note","s":{last}}}"#))).await.unwrap();
        }
        let (beat, took) = heard(&mut peer).await;
        assert_eq!(beat, json!({"op": 1, "d": [1]}), "{said}");
        assert!(about(took, wait), "{said}: {took:?}");
        drop(connection);
    }
    let (_connection, mut peer) = greeted(r#"{"op":10}"#).await;
    assert!(about(heard(&mut peer).await.1, 40_000), "the interval of the API, where the server says none");
}

#[tokio::test(start_paused = true)]
async fn a_server_answers_and_closes_what_does_not_beat() {
    let (mut peer, one) = pair().await;
    tokio::spawn(server(service(), one));
    assert_eq!(heard(&mut peer).await.0, json!({"op": 10, "d": {"interval": 40_000}}));
    for text in [r#"{"op":1}"#, r#"{"op":1,"d":[{}]}"#, r#"{"op":1,"action":"get_note","echo":1}"#] {
        quiet(&mut peer, 70).await;
        peer.send(Message::text(text)).await.unwrap();
        assert_eq!(heard(&mut peer).await.0, json!({"op": 11}), "{text}");
    }
    // A call is no heartbeat.
    quiet(&mut peer, 30).await;
    peer.send(Message::text(r#"{"action":"get_note","params":{"id":1},"echo":1,"op":2}"#)).await.unwrap();
    assert_eq!(heard(&mut peer).await.0["echo"], 1);
    let (end, took) = heard(&mut peer).await;
    assert_eq!(end, json!({"closed": 4009}));
    assert!(about(took, 50_000), "{took:?}");
}

#[tokio::test(start_paused = true)]
async fn both_keep_a_connection_for_a_day() {
    let (one, two) = pair().await;
    tokio::spawn(server(service(), two));
    let connection = client(&BEATING, one).await;
    for _ in 0..24 {
        sleep(Duration::from_secs(3600)).await;
        assert!(matches!(*connection.state().borrow(), State::Connected), "{:?}", connection.state().borrow());
        assert_eq!(note(connection.client(), 1).await.unwrap().id, 1);
    }
    assert_eq!(connection.strays(), 0);
    connection.close().await;
}
