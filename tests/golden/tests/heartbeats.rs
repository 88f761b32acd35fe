//! Heartbeats that a client has to send: what the generated server says and answers, beside the calls of a client.

use futures_util::{SinkExt, StreamExt};
use golden::heartbeats::{API, Backend, Client, GetCrane, GetCraneResponse, router};
use golden::runtime::server::{Config, Limits, serve};
use golden::runtime::{Failure, Value};
use serde_json::json;
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{WebSocketStream, client_async};

struct Quay;

impl Backend for Quay {
    async fn get_crane(&self, request: GetCrane) -> Result<GetCraneResponse, Failure> {
        Ok(GetCraneResponse { load: format!("crate {}", request.crane) })
    }
}

async fn address() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(serve(listener, router(Quay, Config::new()), Limits::default(), std::future::pending()));
    address
}

async fn next(socket: &mut WebSocketStream<TcpStream>) -> Value {
    loop {
        if let Message::Text(text) = socket.next().await.expect("a frame").unwrap() {
            return serde_json::from_str(&text).unwrap();
        }
    }
}

#[tokio::test]
async fn a_server_says_the_interval_and_answers_each() {
    let address = address().await;
    let interval = API.heartbeat().expect("heartbeats").interval;
    // Where there are events alone, too.
    for path in ["/", "/events"] {
        let stream = TcpStream::connect(&address).await.unwrap();
        let mut socket = client_async(format!("ws://{address}{path}"), stream).await.unwrap().0;
        assert_eq!(next(&mut socket).await, json!({"op": 10, "d": {"interval": interval}}), "{path}");
        for beat in [json!({"op": 1, "d": null}), json!({"op": 1, "d": 7}), json!({"op": 1, "d": 7, "id": 1})] {
            socket.send(Message::text(beat.to_string())).await.unwrap();
            let answer = next(&mut socket).await;
            assert_eq!(answer["op"], 11, "{path} {beat}: {answer}");
            assert!(answer["at"].is_u64() && answer.get("id").is_none(), "{path} {beat}: {answer}");
        }
    }
}

#[tokio::test]
async fn calls_are_made_beside_them() {
    let connection = Client::websocket(format!("ws://{}", address().await)).connect().await.unwrap();
    assert_eq!(connection.client().get_crane(7).await.unwrap().load, "crate 7");
    assert_eq!(connection.strays(), 0);
    connection.close().await;
}
