//! The crate of openapi-generator's `rust`, as a user of the API would call it.

use generated::apis::configuration::Configuration;
use generated::apis::{bot_zhang_hao_api, hao_you_xin_xi_api, qun_xin_xi_api, xiao_xi_api};
use generated::models::{GetGroupMemberInfoRequest, GetMsgRequest, Message, MessageSegment, SendMsgRequest};
use serde_json::json;

/// A part of a message.
fn part(kind: &str, name: &str, value: &str) -> MessageSegment {
    MessageSegment::new(kind.to_owned(), [(name.to_owned(), json!(value))].into())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let [_, url, token] = <[String; 3]>::try_from(std::env::args().collect::<Vec<_>>()).expect("a server and a token");
    let configuration = Configuration { base_path: url, bearer_access_token: Some(token), ..Configuration::new() };

    let me = bot_zhang_hao_api::get_login_info(&configuration)?;
    let mut text = SendMsgRequest::new(Message::String("hello".to_owned()));
    text.user_id = Some(30003);
    let text = xiao_xi_api::send_msg(&configuration, text)?;
    let parts = vec![part("at", "qq", "30003"), part("text", "text", "hello")];
    let mut segments = SendMsgRequest::new(Message::ArrayVecMessageSegment(parts));
    segments.group_id = Some(20002);
    let segments = xiao_xi_api::send_msg(&configuration, segments)?;
    let friends = hao_you_xin_xi_api::get_friend_list(&configuration)?;
    let failed = xiao_xi_api::get_msg(&configuration, GetMsgRequest::new(1))?;
    let member = GetGroupMemberInfoRequest::new(20002, 30003);
    let member = qun_xin_xi_api::get_group_member_info(&configuration, member)?;
    let seen = json!({
        "nickname": me.data.map(|data| data.nickname),
        "text": text.data.map(|data| data.message_id),
        "segments": segments.data.map(|data| data.message_id),
        "list": friends.data.map(|friends| friends.len()),
        "code": failed.retcode,
        "words": failed.wording,
        "role": member.data.map(|data| data.role),
    });
    println!("{seen}");
    Ok(())
}
