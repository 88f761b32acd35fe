//! 34 to 46: responses.

use tablewright::ir::{Body, How, Presence};

use crate::family::{API, bot, conditions, constant, labels, show, signature};

#[test]
fn n34_a_response_under_the_wrong_endpoint() {
    bot().stands(API, &["/set_group_add_request … **响应数据**", "`master_id`"]);
    let expected = ["master_id: int64", "ext_name: string", "create_time: int64"];
    assert_eq!(bot().fields("qidian_get_account_info/response"), expected);
    assert_eq!(bot().data("set_group_add_request"), "none");
    // Without the patch the endpoint contradicts itself.
    let mut input = bot().input.clone();
    let patches = input.patches.as_mut().expect("patches");
    let at = patches.text.find("[[patch]]").expect("a patch");
    let next = patches.text[at + 1..].find("[[patch]]").expect("another patch");
    patches.text.replace_range(at..=at + next, "");
    let messages = tests::messages(&tablewright::compile_to_ir(&input));
    let place = format!("{API}:{}", bot().at(API, "/set_group_add_request … **响应数据** … | 字段"));
    let found = messages.iter().any(|message| message.starts_with(&place) && message.contains("TW506"));
    assert!(found, "{messages:?}");
}

#[test]
fn n35_nothing_said_of_the_response() {
    for name in ["set_group_portrait", "upload_group_file", "upload_private_file"] {
        bot().says(API, &format!("`/{name}`"), "TW305", "does not mention its response");
        assert_eq!(bot().data(name), "unknown");
    }
    assert_eq!(bot().endpoints(|endpoint| endpoint.response.body.value == Body::Unknown).len(), 3);
}

#[test]
fn n36_a_list_that_only_a_sentence_announces() {
    let cases = [
        ("get_friend_list", "响应内容为 json 数组, 每个元素如下："),
        ("get_unidirectional_friend_list", "响应内容为 json 数组, 每个元素如下："),
        ("get_essence_msg_list", "响应内容为 JSON 数组，每个元素如下："),
        ("_get_group_notice", "响应内容为 json 数组，每个元素内容如下："),
    ];
    for (name, words) in cases {
        bot().stands(API, &[&format!("`/{name}` … {words}")]);
        assert_eq!(bot().data(name), format!("{name}/response/item[]"));
    }
    assert_eq!(
        bot().fields("get_friend_list/response/item"),
        ["user_id: UserId", "nickname: string", "remark: string"]
    );
}

#[test]
fn n37_the_same_sentence_for_a_field() {
    bot().says(
        API,
        "/_get_model_show … 响应内容为 JSON 数组，每个元素如下：",
        "TW307",
        "they are taken as those of `variants`",
    );
    assert_eq!(bot().data("_get_model_show"), "_get_model_show/response");
    assert_eq!(bot().fields("_get_model_show/response"), ["variants: _get_model_show/response/variants[]"]);
    assert_eq!(bot().fields("_get_model_show/response/variants"), ["model_show: string", "need_pay: bool"]);
}

#[test]
fn n38_a_list_of_what_another_endpoint_answers() {
    assert_eq!(bot().data("get_group_list"), "get_group_info/response[]");
    assert_eq!(bot().data("get_group_member_list"), "get_group_member_list/response/item[]");
    let (one, list) = (bot().fields("get_group_member_info/response"), "get_group_member_list/response/item");
    let differ: Vec<_> = bot().fields(list).into_iter().filter(|field| !one.contains(field)).collect();
    assert_eq!(differ, ["area?: string", "title?: string"]);
    assert_eq!(bot().fields(list).len(), one.len());
    assert_eq!(bot().field(list, "area").presence.provenance.how, How::Inferred);
}

#[test]
fn n39_notes_between_a_label_and_its_table() {
    bot().stands(API, &["`/get_group_info` … **响应数据** … ::: … ::: … | 字段名"]);
    assert_eq!(bot().fields("get_group_info/response").len(), 7);
    bot().stands(API, &["`/get_group_system_msg` … ::: … ::: … **InvitedRequest**"]);
    bot().follow(API, "**Statistics**", &["", "", "| 字段"]);
    assert_eq!(bot().fields("InvitedRequest").len(), 7);
    assert_eq!(bot().fields("Statistics").len(), 8);
}

#[test]
fn n40_a_column_of_defaults_in_a_response() {
    let id = "get_version_info/response";
    let constants = [
        ("app_name", "\"go-cqhttp\""),
        ("protocol_version", "\"v11\""),
        ("coolq_edition", "\"pro\""),
        ("go-cqhttp", "true"),
        ("plugin_version", "\"4.15.0\""),
        ("plugin_build_number", "99"),
        ("plugin_build_configuration", "\"release\""),
    ];
    for (name, value) in constants {
        let field = bot().field(id, name);
        assert_eq!(constant(field).as_deref(), Some(value), "{name}");
        assert!(field.default.is_none() && field.required, "{name}");
    }
    let expected = [
        "protocol_name: int32 = 6",
        "app_version: string",
        "app_full_name: string",
        "coolq_directory: string",
        "runtime_version: string",
        "runtime_os: string",
        "version: string",
    ];
    for expected in expected {
        let field = bot().field(id, expected.split(':').next().unwrap_or_default());
        assert_eq!((signature(field).as_str(), constant(field)), (expected, None));
    }
}

#[test]
fn n41_absent_null_and_zero() {
    bot().says(
        API,
        "列表里一条消息都没有时",
        "TW307",
        "it is taken to speak of `invited_requests` and `join_requests`",
    );
    let expected = ["invited_requests: InvitedRequest[] or null", "join_requests: JoinRequest[] or null"];
    assert_eq!(bot().fields("get_group_system_msg/response"), expected);
    let group = bot().field("get_msg/response", "group_id");
    assert!(!group.required);
    assert_eq!(conditions(group), ["群消息所在的群号(否则不存在此字段)"]);
    let honor = bot().field("get_group_honor_info/response", "legend_list");
    assert_eq!((honor.presence.value, honor.required), (Presence::Optional, false));
    assert_eq!(conditions(honor), ["仅 `type` 为 `legend` 或 `all` 时有数据"]);
    for name in ["group_create_time", "group_level", "max_member_count", "member_count"] {
        let field = bot().field("get_group_info/response", name);
        assert_eq!(labels(&field.sentinels), ["0=机器人不在该群时"], "{name}");
    }
    assert!(bot().field("get_group_info/response", "group_memo").required);
    for name in ["app_initialized", "app_enabled", "plugins_good", "app_good"] {
        assert_eq!(constant(bot().field("get_status/response", name)).as_deref(), Some("true"), "{name}");
    }
}

#[test]
fn n42_single_values_with_a_meaning() {
    assert_eq!(labels(&bot().field("InvitedRequest", "actor").sentinels), ["0=未处理"]);
    assert_eq!(labels(&bot().field("JoinRequest", "actor").sentinels), ["0=未处理"]);
    assert_eq!(labels(&bot().field("File", "dead_time").sentinels), ["0=永久文件"]);
    assert_eq!(labels(&bot().parameter("set_group_ban", "duration").sentinels), ["0=取消禁言"]);
    assert_eq!(labels(&bot().parameter("set_group_card", "card").sentinels), ["\"\"=把群名片去掉"]);
}

#[test]
fn n43_descriptions_that_are_wrong_or_missing() {
    bot().stands(API, &["/get_stranger_info … 等级", "| `login_days` | int32    | 等级", "**Folder** … 文件名"]);
    assert_eq!(bot().field("get_stranger_info/response", "login_days").docs.0, "连续登录天数");
    assert_eq!(bot().field("Folder", "folder_name").docs.0, "文件夹名");
    let cells = ["`variants`", "/_get_model_show … `model_show`", "/_get_model_show … `need_pay`"];
    for quote in cells.into_iter().chain(["/_set_model_show … `model_show`"]) {
        bot().says(API, quote, "TW305", "is `-`, which says nothing");
    }
    for quote in ["`protocol_name`", "`coolq_directory`", "`runtime_version`", "`runtime_os`"] {
        bot().says(API, quote, "TW305", "nothing describes");
    }
    assert!(bot().field("_get_model_show/response/variants", "need_pay").docs.is_empty());
}

#[test]
fn n44_a_field_that_is_no_identifier() {
    let field = bot().field("get_version_info/response", "go-cqhttp");
    assert_eq!(
        (signature(field).as_str(), field.name.provenance.line),
        ("go-cqhttp: bool", bot().at(API, "| `go-cqhttp` |"))
    );
}

#[test]
fn n45_nothing_is_added_to_responses() {
    let expected = ["size: int32", "filename: string", "url: string"];
    assert_eq!(bot().fields("get_image/response"), expected);
    let names: Vec<_> = bot().fields("get_stranger_info/response");
    let names: Vec<_> = names.iter().filter_map(|field| field.split(':').next()).collect();
    assert_eq!(names, ["user_id", "nickname", "sex", "age", "qid", "level", "login_days"]);
    let names = bot().fields("get_msg/response").len();
    assert_eq!(names, 9);
}

#[test]
fn n46_an_envelope_without_a_table() {
    let envelope = &bot().api().envelope;
    let expected = [
        "status: envelope/status",
        "retcode: envelope/retcode",
        "msg?: string",
        "wording?: string",
        "data: any",
        "echo?: any",
    ];
    assert_eq!(crate::family::signatures(&envelope.fields), expected);
    assert_eq!(envelope.fields[0].ty.provenance.line, bot().at(API, "其中, `status` 字段:"));
    assert_eq!(envelope.success, [0, 1]);
    assert!(bot().endpoint("set_restart").docs.0.contains("接口返回的 `status` 是 `async`"));
    assert_eq!(show(&envelope.fields[4].ty.value), "any");
}
