//! How quick calls are, beside a loop that is written by hand: run with `--release -- --ignored --nocapture speed`.

use std::time::Instant;

use super::*;
use futures_util::future::join_all;
use serde_json::value::RawValue;

/// The loop by hand does the same work: it reads the frame, decodes the request, and writes answer and envelope.
#[derive(Deserialize)]
struct Call<'a> {
    action: &'a str,
    params: GetNote,
    #[serde(borrow)]
    echo: &'a RawValue,
}

#[derive(Serialize)]
struct Envelope<'a> {
    status: &'a str,
    code: i64,
    data: Note,
    echo: &'a RawValue,
}

async fn by_hand(stream: TcpStream) {
    stream.set_nodelay(true).unwrap();
    let mut socket = tokio_tungstenite::accept_async(stream).await.unwrap();
    while let Some(Ok(Message::Text(text))) = socket.next().await {
        let call: Call<'_> = serde_json::from_str(&text).unwrap();
        assert_eq!(call.action, "get_note");
        let data = Note { id: call.params.id, title: format!("note {}", call.params.id) };
        let answer = serde_json::to_string(&Envelope { status: "ok", code: 0, data, echo: call.echo }).unwrap();
        socket.send(Message::text(answer)).await.unwrap();
    }
}

/// Calls in a second, over so many connections with so many calls in flight on each.
async fn load(url: &str, connections: usize, in_flight: usize, calls: usize) -> f64 {
    let each = calls / connections;
    let start = Instant::now();
    let tasks = (0..connections).map(|_| {
        let url = url.to_owned();
        tokio::spawn(async move {
            let mut socket = plain(&url).await;
            let (mut sent, mut answered) = (0, 0);
            while answered < each {
                while sent < each && sent - answered < in_flight {
                    let text = format!(r#"{{"action":"get_note","params":{{"id":7}},"echo":{sent}}}"#);
                    socket.feed(Message::text(text)).await.unwrap();
                    sent += 1;
                }
                socket.flush().await.unwrap();
                answered += usize::from(matches!(socket.next().await, Some(Ok(Message::Text(_)))));
            }
        })
    });
    join_all(tasks).await;
    f64::from(u32::try_from(calls).unwrap()) / start.elapsed().as_secs_f64()
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "it measures"]
async fn speed() {
    let server = Server::new().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let hand = format!("ws://{}/", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(by_hand(stream));
        }
    });
    let ours = server.url("/calls");
    for (connections, in_flight) in [(1, 64), (64, 16)] {
        for round in 0..4 {
            let (mine, theirs) = (
                load(&ours, connections, in_flight, 100_000).await,
                load(&hand, connections, in_flight, 100_000).await,
            );
            let ratio = mine / theirs;
            println!(
                "{connections} x {in_flight}, round {round}: {mine:.0}/s against {theirs:.0}/s by hand, {ratio:.2}"
            );
        }
    }
}
