//! Decoding a response with a list of 1,000 members.

use std::hint::black_box;
use std::time::{Duration, Instant};

use apis::go_cqhttp::{Client, GetGroupMemberListResponse, GroupId};
use apis::runtime::client::{BoxFuture, Error, Reply, Request, Transport};
use bytes::Bytes;

use crate::client::Envelope;
use crate::sample;

/// How often a turn decodes.
const TIMES: u32 = 40;

/// The response.
pub fn body() -> Vec<u8> {
    let members = String::from_utf8_lossy(&sample::members()).into_owned();
    format!(r#"{{"status":"ok","retcode":0,"data":{members},"echo":7}}"#).into_bytes()
}

/// A transport that has the response at hand.
pub struct AtHand(pub Bytes);

impl Transport for AtHand {
    fn send(&self, _: Request) -> BoxFuture<'_, Result<Reply, Error>> {
        let body = self.0.clone();
        Box::pin(async { Ok(Reply { status: Some(200), body, ..Reply::default() }) })
    }
}

/// One turn with the generated client, a whole call each.
pub async fn generated(client: &Client) -> Duration {
    let start = Instant::now();
    for _ in 0..TIMES {
        let members = client.get_group_member_list(GroupId(10001)).await.expect("an answer");
        assert_eq!(black_box(members).len(), 1000);
    }
    start.elapsed() / TIMES
}

/// One turn with a derived envelope around the generated types; the benchmark `derive` compares the types themselves.
pub fn handwritten(body: &[u8]) -> Duration {
    let start = Instant::now();
    for _ in 0..TIMES {
        let envelope: Envelope<GetGroupMemberListResponse> =
            serde_json::from_slice(black_box(body)).expect("an envelope");
        assert!(envelope.status == "ok" && envelope.retcode == 0);
        assert_eq!(black_box(envelope.data).len(), 1000);
    }
    start.elapsed() / TIMES
}
