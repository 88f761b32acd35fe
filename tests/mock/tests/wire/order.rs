//! What no transcript can say: the order of answers to calls that run side by side, and delays.

use std::sync::Arc;
use std::time::{Duration, Instant};

use apis::go_cqhttp::server::{Backend, table};
use apis::go_cqhttp::{CanSendImage, CanSendImageResponse, CanSendRecord, CanSendRecordResponse};
use futures_util::{SinkExt, StreamExt};
use tablewright_runtime::Failure;
use tablewright_runtime::server::Config;
use tokio::net::TcpStream;
use tokio::sync::Notify;
use tokio_tungstenite::client_async;
use tokio_tungstenite::tungstenite::Message;

use super::raw::running;

/// A backend of which one method waits for the other.
#[derive(Default)]
struct Waits(Notify);

impl Backend for Waits {
    async fn can_send_image(&self, _: CanSendImage) -> Result<CanSendImageResponse, Failure> {
        self.0.notified().await;
        Ok(CanSendImageResponse { yes: false })
    }

    async fn can_send_record(&self, _: CanSendRecord) -> Result<CanSendRecordResponse, Failure> {
        self.0.notify_one();
        Ok(CanSendRecordResponse { yes: true })
    }
}

#[tokio::test]
async fn calls_run_side_by_side_and_answers_come_as_they_are_ready() {
    let server = running(table(&Arc::new(Waits::default())), Config::new()).await;
    let stream = TcpStream::connect(server.address).await.unwrap();
    let (mut socket, _) = client_async(format!("ws://{}/api", server.address), stream).await.unwrap();
    for (action, echo) in [("can_send_image", 1), ("can_send_record", 2)] {
        let call = format!(r#"{{"action":"{action}","params":{{}},"echo":{echo}}}"#);
        socket.send(Message::Text(call.into())).await.unwrap();
    }
    for expected in [
        r#"{"status":"ok","retcode":0,"data":{"yes":true},"echo":2}"#,
        r#"{"status":"ok","retcode":0,"data":{"yes":false},"echo":1}"#,
    ] {
        let answer = tokio::time::timeout(Duration::from_secs(120), socket.next()).await.unwrap().unwrap().unwrap();
        assert_eq!(answer.into_text().unwrap(), expected);
    }
}

#[tokio::test]
async fn too_many_calls_wait_and_are_never_refused() {
    let config = Config::new().pace(20, Duration::from_secs(1));
    let server = running(table(&Arc::new(Waits::default())), config).await;
    let start = Instant::now();
    let call = b"GET /can_send_record HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    let answers = futures_util::future::join_all((0..30).map(|_| server.exchange(call))).await;
    assert!(answers.iter().all(|answer| answer.status == 200), "{answers:?}");
    assert!(start.elapsed() > Duration::from_millis(400), "{:?}", start.elapsed());
}
