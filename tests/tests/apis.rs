//! The generated crate as a user meets it: representative types, written and read.

use std::collections::BTreeMap;

use apis::bilibili::{
    LinkSettingGetBlockWordsResponse, LinkSettingGetSysSettingResponse, LinkSettingSet, ShowUnfollowedMsg,
};
use apis::go_cqhttp::{
    CheckUrlSafelyLevel, DownloadFile, Event, GetGroupMemberInfoResponse, GetGroupMemberInfoRole,
    GetGroupMemberListResponse, GetMsgResponse, GetWordSlices, GroupId, HandleQuickOperation, Message, MessageId,
    MessageSegment, SendGroupMsg, SendGroupMsgResponse, SetGroupAddRequest, SetGroupAddRequestResponse,
    SetGroupAddRequestSubType, SetGroupAnonymousBan, Sex, UserId,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, from_value, json, to_value};
use tablewright_runtime::{Empty, Endpoint, Method};

/// Reads a value and writes it again, which must give the same; returns it for a closer look.
fn again<T: Serialize + DeserializeOwned>(value: Value) -> T {
    let expected = value.clone();
    let read: T = from_value(value).unwrap_or_else(|error| panic!("{error}: {expected}"));
    assert_eq!(to_value(&read).expect("JSON"), expected);
    read
}

fn refused<T: DeserializeOwned>(value: Value) -> String {
    from_value::<T>(value).map(|_| ()).expect_err("a value that does not fit").to_string()
}

#[test]
fn a_request_is_built_and_written_without_what_is_not_given() {
    let request = SendGroupMsg::new(GroupId(10001), "hello");
    assert_eq!(to_value(&request).expect("JSON"), json!({"group_id": 10001, "message": "hello"}));
    let request = request.auto_escape(true);
    let whole = json!({"group_id": 10001, "message": "hello", "auto_escape": true});
    assert_eq!(again::<SendGroupMsg>(whole), request);
    assert_eq!((SetGroupAddRequest::DEFAULT_APPROVE, SetGroupAddRequest::DEFAULT_REASON), (true, ""));
    assert!(refused::<SendGroupMsg>(json!({"group_id": 10001})).contains("missing field `message`"));
}

#[test]
fn a_message_is_text_or_segments() {
    assert_eq!(again::<Message>(json!("hi [CQ:face,id=1]")), Message::Text("hi [CQ:face,id=1]".into()));
    let segments = json!([{"type": "at", "data": {"qq": "all"}}, {"type": "text", "data": {"text": "hi"}}]);
    let message: Message = again(segments);
    let data = BTreeMap::from([("text".to_owned(), json!("hi"))]);
    let text = MessageSegment { type_: "text".into(), data };
    assert!(matches!(&message, Message::Segments(all) if all.len() == 2 && all.last() == Some(&text)));
    assert_eq!(Message::from(vec![text.clone()]), Message::Segments(vec![text]));
    refused::<Message>(json!(7));
    refused::<Message>(json!([{"data": {}}]));
}

#[test]
fn a_message_is_made_of_what_it_holds() {
    let at = MessageSegment::at("10001");
    let text = json!({"type": "text", "data": {"text": "hi [CQ:face,id=1]"}});
    let message = Message::from(vec![at, MessageSegment::text("hi [CQ:face,id=1]")]);
    assert_eq!(to_value(message).expect("JSON"), json!([{"type": "at", "data": {"qq": "10001"}}, text]));
    assert_eq!(to_value(Message::text("hi [CQ:face,id=1]")).expect("JSON"), json!([text]));
    let image = json!([{"type": "image", "data": {"file": "a.png"}}]);
    assert_eq!(again::<Message>(image), Message::image(String::from("a.png")));
}

#[test]
fn an_event_is_answered_by_a_request() {
    let event = json!({
        "post_type": "message", "message_type": "group", "time": 1, "self_id": 2, "sub_type": "normal", "message_id": 3,
        "group_id": 4, "user_id": 5, "message": "hi", "raw_message": "hi", "font": 0, "sender": {}, "more": [true],
    });
    let Event::GroupMessage(read) = again::<Event>(event.clone()) else { panic!("a message in a group") };
    let answer = read.reply(Message::at("5"));
    assert_eq!(<HandleQuickOperation as Endpoint>::NAME, ".handle_quick_operation");
    let operation = json!({"reply": [{"type": "at", "data": {"qq": "5"}}]});
    assert_eq!(to_value(&answer).expect("JSON"), json!({"context": event, "operation": operation}));
    assert_eq!(to_value(read.ban().operation).expect("JSON"), json!({"ban": true}));
    assert_eq!(to_value(read.reply("hello").operation).expect("JSON"), json!({"reply": "hello"}));
}

#[test]
fn ids_are_numbers_on_the_wire() {
    let sent: SendGroupMsgResponse = again(json!({"message_id": -5}));
    assert_eq!(sent.message_id, MessageId(-5));
    assert_eq!((GroupId(7).to_string(), "7".parse()), ("7".to_owned(), Ok(GroupId(7))));
    assert_eq!(i64::from(UserId::from(9)), 9);
    refused::<GroupId>(json!("7"));
    refused::<MessageId>(json!(2_147_483_648_i64));
    let keys: BTreeMap<GroupId, i32> = again(json!({"7": 1}));
    assert_eq!(keys.get(&GroupId(7)), Some(&1));
}

#[test]
fn a_value_that_is_not_documented_is_kept() {
    assert_eq!(again::<Sex>(json!("female")), Sex::Female);
    let other: GetGroupMemberInfoRole = again(json!("robot"));
    assert_eq!((other.as_str(), &other), ("robot", &GetGroupMemberInfoRole::Other("robot".into())));
    assert_eq!(
        GetGroupMemberInfoRole::KNOWN,
        [GetGroupMemberInfoRole::Owner, GetGroupMemberInfoRole::Admin, GetGroupMemberInfoRole::Member]
    );
    assert_eq!(again::<CheckUrlSafelyLevel>(json!(9)), CheckUrlSafelyLevel::Other(9));
    assert_eq!(CheckUrlSafelyLevel::from(2), CheckUrlSafelyLevel::Value2);
    assert_eq!(again::<ShowUnfollowedMsg>(json!(7)).value(), 7);
    refused::<CheckUrlSafelyLevel>(json!("1"));
}

#[test]
fn an_alias_is_read_and_not_written() {
    let request: SetGroupAddRequest =
        from_value(json!({"flag": "f", "type": "invite"})).expect("the other name of `sub_type`");
    assert_eq!(request, SetGroupAddRequest::new("f", SetGroupAddRequestSubType::Invite));
    assert_eq!(to_value(&request).expect("JSON"), json!({"flag": "f", "sub_type": "invite"}));
    assert!(refused::<SetGroupAddRequest>(json!({"flag": "f"})).contains("missing field `sub_type`"));
    let request: SetGroupAnonymousBan = from_value(json!({"group_id": 1, "flag": "x"})).expect("the other name");
    assert_eq!(to_value(&request).expect("JSON"), json!({"group_id": 1, "anonymous_flag": "x"}));
}

/// What the list does not give of a member, asking for the member alone does.
#[test]
fn a_member_of_a_list_may_lack_what_a_member_alone_has() {
    let mut member = json!({
        "group_id": 1, "user_id": 2, "nickname": "n", "card": "", "sex": "unknown", "age": 0, "area": "x",
        "join_time": 1, "last_sent_time": 2, "level": "1", "role": "member", "unfriendly": false, "title": "t",
        "title_expire_time": 0, "card_changeable": true, "shut_up_timestamp": 0,
    });
    again::<GetGroupMemberInfoResponse>(member.clone());
    let object = member.as_object_mut().expect("an object");
    object.retain(|name, _| name != "area" && name != "title");
    assert!(refused::<GetGroupMemberInfoResponse>(member.clone()).contains("missing field `area`"));
    let list: GetGroupMemberListResponse = again(json!([member]));
    assert!(list.iter().all(|member| member.area.is_none() && member.sex == Sex::Unknown));
    again::<GetGroupMemberListResponse>(json!([]));
}

#[test]
fn a_field_that_is_there_at_times() {
    let private = json!({
        "group": false, "message_id": 1, "real_id": 1, "message_type": "private",
        "sender": {"nickname": "n", "user_id": 2}, "time": 3, "message": [], "raw_message": "",
    });
    assert_eq!(again::<GetMsgResponse>(private.clone()).group_id, None);
    let mut group = private;
    group["group_id"] = json!(7);
    assert_eq!(from_value::<GetMsgResponse>(group).expect("a message").group_id, Some(GroupId(7)));
}

#[test]
fn null_is_a_value_of_its_own() {
    let words = |words: Value| json!({"words": words, "message": "", "max_word_length": 20, "max_words_size": 200});
    assert_eq!(again::<LinkSettingGetBlockWordsResponse>(words(Value::Null)).words, None);
    let some: LinkSettingGetBlockWordsResponse = again(words(json!([{"content": "x", "ctime": 1}])));
    assert_eq!(some.words.map(|words| words.len()), Some(1));
    let mut absent = words(Value::Null);
    absent.as_object_mut().expect("an object").remove("words");
    assert!(refused::<LinkSettingGetBlockWordsResponse>(absent).contains("missing field `words`"));
}

#[test]
fn a_map_is_keyed_by_what_comes() {
    let examples = tablewright::compile_to_ir(&tests::family("bilibili")).api.expect("an IR");
    let endpoint = examples.endpoint("link_setting_get_sys_setting").expect("the endpoint");
    let value =
        endpoint.examples.iter().filter_map(|example| example.value.as_ref()).find_map(|value| value.get("data"));
    let mut value = value.expect("the data of an example").clone();
    let one = value["session_cfg"].as_object().and_then(|map| map.values().next().cloned()).expect("a session");
    value["session_cfg"] = json!({"1": one, "22": one});
    let settings: LinkSettingGetSysSettingResponse = again(value);
    assert_eq!(settings.session_cfg.keys().collect::<Vec<_>>(), ["1", "22"]);
}

#[test]
fn an_empty_response_is_read_from_anything() {
    for value in [json!(null), json!({}), json!({"more": 1})] {
        let read: SetGroupAddRequestResponse = from_value(value).expect("nothing");
        assert_eq!(read, Empty);
    }
}

#[test]
fn a_union_of_text_and_texts() {
    let headers = json!({"url": "u", "thread_count": 1, "headers": ["A=b", "C=d"]});
    let request: DownloadFile = again(headers);
    assert_eq!(request, DownloadFile::new("u", 1, vec!["A=b".to_owned(), "C=d".to_owned()]));
    assert_eq!(again::<DownloadFile>(json!({"url": "u", "thread_count": 1, "headers": "A=b"})).headers, "A=b".into());
}

#[test]
fn an_endpoint_knows_its_names() {
    assert_eq!((SendGroupMsg::NAME, SendGroupMsg::PATH), ("send_group_msg", "/send_group_msg"));
    assert_eq!(SendGroupMsg::METHODS, [Method::Get, Method::Post]);
    assert_eq!((GetWordSlices::NAME, GetWordSlices::PATH), (".get_word_slices", "/.get_word_slices"));
    assert_eq!(<LinkSettingSet as Endpoint>::METHODS, [Method::Post]);
    assert_eq!(<apis::go_cqhttp::OcrImage as Endpoint>::ALIASES, ["/.ocr_image"]);
}
