//! progenitor's client, as a user of the API would call it.

use serde_json::json;

progenitor::generate_api!(spec = "api.json");

/// What is sent to a person or to a group.
fn message(user: Option<i64>, group: Option<i64>, message: serde_json::Value) -> types::SendMsgRequest {
    let request = json!({ "user_id": user, "group_id": group, "message": message });
    serde_json::from_value(request).expect("a message")
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let [_, url, token] = <[String; 3]>::try_from(std::env::args().collect::<Vec<_>>()).expect("a server and a token");
    let mut headers = reqwest::header::HeaderMap::new();
    headers.insert("authorization", format!("Bearer {token}").parse()?);
    let client = Client::new_with_client(&url, reqwest::Client::builder().default_headers(headers).build()?);

    let me = client.get_login_info().await?.into_inner();
    let text = types::SendMsgRequest {
        auto_escape: None,
        group_id: None,
        message: types::Message::String("hello".to_owned()),
        message_type: None,
        user_id: Some(30003),
    };
    let text = client.send_msg(&text).await?.into_inner();
    let parts = json!([
        { "type": "at", "data": { "qq": "30003" } },
        { "type": "text", "data": { "text": "hello" } },
    ]);
    let segments = client.send_msg(&message(None, Some(20002), parts)).await?.into_inner();
    let friends = client.get_friend_list().await?.into_inner();
    let one = serde_json::from_value(json!({ "message_id": 1 }))?;
    let failed = client.get_msg(&one).await?.into_inner();
    let one = serde_json::from_value(json!({ "group_id": 20002, "user_id": 30003 }))?;
    let member = client.get_group_member_info(&one).await?.into_inner();
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
