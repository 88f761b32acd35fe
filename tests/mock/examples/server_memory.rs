//! A server by hand: a backend with some state, of which only a few endpoints are written. The others answer that they
//! are not implemented.
//!
//! ```text
//! cargo run --package mock --example server_memory -- 127.0.0.1:5700
//! curl 'http://127.0.0.1:5700/set_group_name?group_id=5&group_name=five'
//! curl 'http://127.0.0.1:5700/get_group_info?group_id=5'
//! ```

use std::collections::BTreeMap;
use std::error::Error;
use std::sync::{Mutex, MutexGuard, PoisonError};

use apis::go_cqhttp::server::{Backend, router};
use apis::go_cqhttp::{
    GetGroupInfo, GetGroupInfoResponse, GetLoginInfo, GetLoginInfoResponse, GroupId, SendGroupMsg,
    SendGroupMsgResponse, SetGroupName, SetGroupNameResponse, UserId,
};
use tablewright_runtime::Failure;
use tablewright_runtime::server::{Config, Limits, serve};
use tokio::net::TcpListener;

/// What the server knows: the groups with their names, and how many messages were sent.
#[derive(Default)]
struct Memory {
    groups: Mutex<BTreeMap<GroupId, String>>,
    messages: Mutex<i32>,
}

impl Memory {
    fn groups(&self) -> MutexGuard<'_, BTreeMap<GroupId, String>> {
        self.groups.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a call gets that is about a group that there is not.
fn no_group(group: GroupId) -> Failure {
    Failure::new(100, "GROUP_NOT_FOUND").wording(format!("there is no group {group}"))
}

impl Backend for Memory {
    async fn get_login_info(&self, _: GetLoginInfo) -> Result<GetLoginInfoResponse, Failure> {
        Ok(GetLoginInfoResponse { user_id: UserId(10_001), nickname: "Memory".to_owned() })
    }

    async fn set_group_name(&self, request: SetGroupName) -> Result<SetGroupNameResponse, Failure> {
        self.groups().insert(request.group_id, request.group_name);
        Ok(SetGroupNameResponse::default())
    }

    async fn get_group_info(&self, request: GetGroupInfo) -> Result<GetGroupInfoResponse, Failure> {
        let group_id = request.group_id;
        let group_name = self.groups().get(&group_id).cloned().ok_or_else(|| no_group(group_id))?;
        Ok(GetGroupInfoResponse {
            group_id,
            group_name,
            group_memo: String::new(),
            group_create_time: 0,
            group_level: 0,
            member_count: 1,
            max_member_count: 200,
        })
    }

    async fn send_group_msg(&self, request: SendGroupMsg) -> Result<SendGroupMsgResponse, Failure> {
        if !self.groups().contains_key(&request.group_id) {
            return Err(no_group(request.group_id));
        }
        let mut messages = self.messages.lock().unwrap_or_else(PoisonError::into_inner);
        *messages += 1;
        Ok(SendGroupMsgResponse { message_id: (*messages).into() })
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let listen = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:5700".to_owned());
    let mut config = Config::new().self_id(10_001);
    if let Ok(token) = std::env::var("TOKEN") {
        config = config.token(token);
    }
    let listener = TcpListener::bind(listen).await?;
    println!("listening on http://{}", listener.local_addr()?);
    let asked_to_end = async {
        let _ = tokio::signal::ctrl_c().await;
    };
    serve(listener, router(Memory::default(), config), Limits::default(), asked_to_end).await;
    Ok(())
}
