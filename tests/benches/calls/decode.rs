//! Decoding a response with a list of 1,000 members.

use std::hint::black_box;
use std::time::{Duration, Instant};

use apis::go_cqhttp::{Client, GetGroupMemberListResponse, GroupId};
use apis::runtime::client::{BoxFuture, Error, Reply, Request, Transport};
use bytes::Bytes;

use crate::client::Envelope;

/// How often a turn decodes.
const TIMES: u32 = 40;

/// The response.
pub fn body() -> Vec<u8> {
    let member = |number: u32| {
        format!(
            r#"{{"group_id":10001,"user_id":{},"nickname":"member {number}","card":"a card of \"{number}\"","sex":"{}",
            "age":{},"area":"","join_time":1600000000,"last_sent_time":1650000000,"level":"{}","role":"{}",
            "unfriendly":false,"title":"","title_expire_time":0,"card_changeable":true,"shut_up_timestamp":0}}"#,
            20_000 + number,
            ["male", "female", "unknown"][number as usize % 3],
            number % 90,
            number % 100,
            ["owner", "admin", "member"][number as usize % 3],
        )
    };
    let members: Vec<String> = (0..1000).map(member).collect();
    format!(r#"{{"status":"ok","retcode":0,"data":[{}],"echo":7}}"#, members.join(",")).into_bytes()
}

/// A transport that has the response at hand.
pub struct AtHand(pub Bytes);

impl Transport for AtHand {
    fn send(&self, _: Request) -> BoxFuture<'_, Result<Reply, Error>> {
        let body = self.0.clone();
        Box::pin(async { Ok(Reply { status: Some(200), body }) })
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

/// One turn with serde's derive.
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
