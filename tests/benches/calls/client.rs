//! The generated client against reqwest and serde written by hand.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use apis::go_cqhttp::{Client, GetGroupInfo, GetGroupInfoResponse, GroupId};
use serde::Deserialize;

/// How many calls a turn has.
const CALLS: u32 = 1500;

/// What surrounds the data of a response.
#[derive(Deserialize)]
pub struct Envelope<T> {
    pub status: String,
    pub retcode: i64,
    pub data: T,
}

/// The generated client.
pub struct Generated(Client);

impl Generated {
    /// A client of the server at `address`.
    pub fn new(address: SocketAddr) -> Self {
        Self(Client::builder(format!("http://{address}")).access_token("token").build().expect("a client"))
    }

    /// One turn: how long a call took.
    pub async fn turn(&self) -> Duration {
        let start = Instant::now();
        for _ in 0..CALLS {
            let info = self.0.get_group_info(GroupId(10001)).no_cache(true).await.expect("an answer");
            assert_eq!(info.member_count, 3);
        }
        start.elapsed() / CALLS
    }
}

/// The same by hand.
pub struct Handwritten {
    client: reqwest::Client,
    url: String,
}

impl Handwritten {
    /// A client of the server at `address`.
    pub fn new(address: SocketAddr) -> Self {
        let client = reqwest::Client::builder().tcp_nodelay(true).timeout(Duration::from_secs(30)).no_proxy();
        Self { client: client.build().expect("a client"), url: format!("http://{address}/get_group_info") }
    }

    async fn call(&self, request: &GetGroupInfo) -> GetGroupInfoResponse {
        let body = serde_json::to_vec(request).expect("a request");
        let response = self
            .client
            .post(&self.url)
            .bearer_auth("token")
            .header("content-type", "application/json")
            .body(body)
            .send()
            .await
            .expect("a response");
        assert!(response.status().is_success());
        let body = response.bytes().await.expect("a body");
        let envelope: Envelope<GetGroupInfoResponse> = serde_json::from_slice(&body).expect("an envelope");
        assert!(envelope.status == "ok" && envelope.retcode == 0);
        envelope.data
    }

    /// One turn: how long a call took.
    pub async fn turn(&self) -> Duration {
        let start = Instant::now();
        for _ in 0..CALLS {
            let info = self.call(&GetGroupInfo::new(GroupId(10001)).no_cache(true)).await;
            assert_eq!(info.member_count, 3);
        }
        start.elapsed() / CALLS
    }
}
