//! A handshake with the token of the connection, and what comes before it is done.

use super::*;
use crate::api::{Envelope, Frames, Given, Part, Side, Step, Success};
use crate::client::ws::ListenerBuilder;
use crate::server::ws::Reverse;

const STEPS: &[Step] = &[
    Step {
        name: "Login",
        by: Side::Client,
        when: &[("op", "1")],
        parts: &[("at", Part::Time)],
        token: Some(Given { path: "d.token", required: true }),
        computed: &[],
        close: 4001,
    },
    Step {
        name: "Ready",
        by: Side::Server,
        when: &[("op", "2")],
        parts: &[("house", Part::SelfId)],
        token: None,
        computed: &[Given { path: "extra", required: false }],
        close: 1008,
    },
];

static GUARDED: Api = Api {
    name: "guarded",
    envelope: Envelope {
        data: Some("data"),
        code: Some("code"),
        success: Success::Numbers(&[0]),
        messages: &["msg"],
        echo: Some("echo"),
        ok: &[("code", "0")],
        ..Envelope::BARE
    },
    frames: Some(Frames { name: "action", parameters: "params", universal: &["/"], handshake: STEPS, ..Frames::PLAIN }),
    ..Api::PLAIN
};

fn service(config: Config) -> Service {
    let mut table = Table::new(&GUARDED);
    table.add::<GetNote, _, _>(&Arc::<Notes>::default(), Notes::get);
    Service::new(table, config.self_id(42))
}

/// The URL of a server.
async fn served(config: Config) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("ws://{}/", listener.local_addr().unwrap());
    tokio::spawn(serve(listener, service(config).router(), Limits::default(), std::future::pending()));
    url
}

#[tokio::test]
async fn the_token_is_compared_and_never_shown() {
    let url = served(Config::new().token("right-token")).await;
    let builder = || Builder::<Client>::new(&GUARDED, url.clone());
    let connection = within(builder().token("right-token").connect()).await.unwrap();
    assert_eq!(note(connection.client(), 1).await.unwrap().id, 1);
    let error = within(builder().token("wrong-token").connect()).await.unwrap_err();
    assert_eq!(error.handshake().map(|failed| (failed.step(), failed.close_code())), Some(("Ready", Some(4001))));
    assert!(error.to_string().contains("the token is missing or wrong"), "{error}");
    assert!(!format!("{error} {error:?}").contains("wrong-token"), "{error:?}");
    let error = within(builder().connect()).await.unwrap_err();
    assert!(error.to_string().contains("there is no token for `d.token`"), "{error}");
    let open = Builder::<Client>::new(&GUARDED, served(Config::new()).await);
    assert!(within(open.token("any").connect()).await.is_ok());
}

#[tokio::test]
async fn a_credential_that_a_peer_repeats_is_hidden() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("ws://{}/", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let mut socket = tokio_tungstenite::accept_async(stream).await.unwrap();
        let said = socket.next().await.unwrap().unwrap().into_text().unwrap();
        let close =
            tokio_tungstenite::tungstenite::protocol::CloseFrame { code: 4001.into(), reason: said.as_str().into() };
        socket.close(Some(close)).await.unwrap();
        while let Some(Ok(_)) = socket.next().await {}
    });
    let error = within(Builder::<Client>::new(&GUARDED, url).token("right-token").connect()).await.unwrap_err();
    let shown = format!("{error} {error:?}");
    assert!(shown.contains("4001") && shown.contains("***") && !shown.contains("right-token"), "{shown}");
}

#[tokio::test]
async fn a_server_that_connects_out_does_it_too() {
    let mut listener = ListenerBuilder::<Client>::new(&GUARDED).token("T-token").bind("127.0.0.1:0").await.unwrap();
    let url = format!("ws://{}/", listener.address());
    let reverse = || Reverse::new(url.clone()).interval(Duration::from_millis(20)).token("T-token");
    let _wrong = reverse().start(&service(Config::new().token("other")));
    assert!(timeout(Duration::from_millis(150), listener.accept()).await.is_err());
    let _right = reverse().start(&service(Config::new().token("T-token")));
    let peer = within(listener.accept()).await.unwrap();
    assert_eq!(note(peer.connection.client(), 1).await.unwrap().id, 1);
}

#[tokio::test]
async fn little_is_read_before_it_is_done() {
    let url = served(Config::new()).await;
    let mut socket = plain(&url).await;
    // Whether the peer notices while it writes or after it.
    drop(socket.send(Message::binary(vec![b' '; 4 << 20])).await);
    assert!(matches!(close_code(&mut socket).await, None | Some(4001)));
    let mut socket = plain(&url).await;
    send(&mut socket, r#"{"op":1,"d":{"token":"x"}}"#).await;
    assert_eq!(text(&mut socket).await, r#"{"op":2,"house":42}"#);
    // And as much as ever afterwards.
    let long = format!(r#"{{"action":"get_note","params":{{"id":1}},"echo":1,"x":"{}"}}"#, "x".repeat(300_000));
    send(&mut socket, &long).await;
    assert_eq!(json(&mut socket).await["echo"], 1);
}
