//! The generated server against axum handlers written by hand, over HTTP and over WebSockets.

use std::net::SocketAddr;
use std::sync::Arc;

use apis::go_cqhttp::{self, GetGroupInfo, GetGroupInfoResponse, GroupId, Message, MessageId, SendGroupMsg};
use apis::go_cqhttp::{Backend, SendGroupMsgResponse};
use apis::runtime::Failure;
use apis::runtime::server::{Config, Limits, serve};
use axum::extract::ws::{Message as Frame, WebSocket, WebSocketUpgrade};
use axum::extract::{Json, Query, State};
use axum::routing::{any, get, post};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use tokio::net::TcpListener;

/// What both servers do.
pub struct Bot;

impl Bot {
    fn send(&self, message: &Message) -> SendGroupMsgResponse {
        let length = match message {
            Message::Text(text) => text.len(),
            Message::Segments(segments) => segments.len(),
        };
        SendGroupMsgResponse { message_id: MessageId(i32::try_from(length).unwrap_or_default()) }
    }

    fn info(&self, group_id: GroupId) -> GetGroupInfoResponse {
        GetGroupInfoResponse {
            group_id,
            group_name: "group".to_owned(),
            group_memo: String::new(),
            group_create_time: 1,
            group_level: 2,
            member_count: 3,
            max_member_count: 4,
        }
    }
}

impl Backend for Bot {
    async fn send_group_msg(&self, request: SendGroupMsg) -> Result<SendGroupMsgResponse, Failure> {
        Ok(self.send(&request.message))
    }

    async fn get_group_info(&self, request: GetGroupInfo) -> Result<GetGroupInfoResponse, Failure> {
        Ok(self.info(request.group_id))
    }
}

/// Starts the generated server.
pub async fn generated() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let router = go_cqhttp::router(Bot, Config::new());
    tokio::spawn(serve(listener, router, Limits::default(), std::future::pending()));
    address
}

/// What surrounds the data of a response.
#[derive(Serialize)]
struct Envelope<'a, T> {
    status: &'static str,
    retcode: i32,
    data: T,
    #[serde(skip_serializing_if = "Option::is_none")]
    echo: Option<&'a RawValue>,
}

fn ok<T>(data: T) -> Envelope<'static, T> {
    Envelope { status: "ok", retcode: 0, data, echo: None }
}

/// A call in a frame.
#[derive(Deserialize)]
struct Call<'a> {
    action: &'a str,
    #[serde(borrow)]
    params: &'a RawValue,
    #[serde(borrow)]
    echo: Option<&'a RawValue>,
}

/// Starts the server that is written by hand.
pub async fn handwritten() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let send =
        async |State(bot): State<Arc<Bot>>, Json(request): Json<SendGroupMsg>| Json(ok(bot.send(&request.message)));
    let info =
        async |State(bot): State<Arc<Bot>>, Query(request): Query<GetGroupInfo>| Json(ok(bot.info(request.group_id)));
    let info_by_post =
        async |State(bot): State<Arc<Bot>>, Json(request): Json<GetGroupInfo>| Json(ok(bot.info(request.group_id)));
    let frames =
        async |State(bot): State<Arc<Bot>>, upgrade: WebSocketUpgrade| upgrade.on_upgrade(|socket| answer(bot, socket));
    let router = axum::Router::new()
        .route("/send_group_msg", post(send))
        .route("/get_group_info", get(info).post(info_by_post))
        .route("/", any(frames))
        .with_state(Arc::new(Bot));
    tokio::spawn(async move {
        let listener = axum::serve::ListenerExt::tap_io(listener, |stream| {
            stream.set_nodelay(true).expect("a socket");
        });
        axum::serve(listener, router).await.expect("a server");
    });
    address
}

/// The loop that everybody writes: a frame in, a frame out.
async fn answer(bot: Arc<Bot>, mut socket: WebSocket) {
    while let Some(Ok(frame)) = socket.recv().await {
        let Frame::Text(text) = frame else { continue };
        let call: Call<'_> = serde_json::from_str(&text).expect("a call");
        let answer = match call.action {
            "send_group_msg" => {
                let request: SendGroupMsg = serde_json::from_str(call.params.get()).expect("parameters");
                serde_json::to_string(&Envelope { echo: call.echo, ..ok(bot.send(&request.message)) })
            }
            "get_group_info" => {
                let request: GetGroupInfo = serde_json::from_str(call.params.get()).expect("parameters");
                serde_json::to_string(&Envelope { echo: call.echo, ..ok(bot.info(request.group_id)) })
            }
            other => panic!("unknown action {other}"),
        };
        let answer = answer.expect("an answer");
        if socket.send(Frame::Text(answer.into())).await.is_err() {
            return;
        }
    }
}
