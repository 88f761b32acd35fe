//! 26 to 33: types.

use tablewright::ir::How;

use crate::family::{API, bot, show, signature};

#[test]
fn n26_synonyms_of_types() {
    let cases = [
        ("bool", "get_online_clients", "no_cache", "bool"),
        ("boolean", "get_stranger_info", "no_cache", "bool"),
        ("number", "set_restart", "delay", "int64"),
        ("uint32", "set_group_ban", "duration", "uint32"),
    ];
    for (words, endpoint, name, ty) in cases {
        bot().stands(API, &[&format!("`/{endpoint}` … | {words} ")]);
        assert_eq!(show(&bot().parameter(endpoint, name).ty.value), ty);
    }
    let fields = [
        ("get_version_info/response", "plugin_build_number", "int32"),
        ("get_group_at_all_remain/response", "remain_at_all_count_for_uin", "int16"),
        ("Statistics", "packet_received", "uint64"),
        ("File", "busid", "int32"),
    ];
    for (id, name, ty) in fields {
        assert_eq!(show(&bot().field(id, name).ty.value), ty, "{name}");
    }
}

#[test]
fn n27_spaces_in_a_type() {
    bot().stands(API, &["forward message[]", "/send_group_forward_msg … forward node[]", "string or array"]);
    assert_eq!(bot().fields("get_forward_msg/response"), ["messages: forward message[]"]);
    assert_eq!(signature(bot().parameter("send_group_forward_msg", "messages")), "messages: ForwardNode[]");
    assert_eq!(signature(bot().parameter("download_file", "headers")), "headers: string or string[]");
    bot().says(API, "/download_file … ```json … [", "TW307", "`headers` is a list, and what its items are is taken");
}

#[test]
fn n28_types_that_nobody_defines() {
    // By the dialect, by an example, by a patch, and not at all.
    assert_eq!(bot().fields("MessageSegment"), ["type: string", "data: map of any"]);
    assert_eq!(bot().fields("ForwardNode"), ["type: string", "data: map of any"]);
    assert_eq!(bot().fields("get_group_msg_history/response"), ["messages: HistoryMessage[]"]);
    bot().says(API, "````json … {", "TW307", "the type `forward message` is taken from this example");
    let message = ["content: string", "sender: forward message/sender", "time: int64"];
    assert_eq!(bot().fields("forward message"), message);
    assert_eq!(bot().fields("forward message/sender"), ["nickname: string", "user_id: UserId"]);
    assert_eq!(bot().fields("vector2"), ["x: int32", "y: int32"]);
    assert_eq!(bot().field("vector2", "x").name.provenance.file.as_ref(), "go-cqhttp/patches.toml");
    let open = ["/set_group_anonymous_ban … `anonymous`", "`context`", "`operation`"];
    bot().reports(API, "TW306", &open);
    assert!(bot().reported(API, "TW503").is_empty());
}

#[test]
fn n29_lists_without_items() {
    bot().stands(API, &["| array |", "/get_group_honor_info … | array ", "/_get_group_notice … | array "]);
    let variants = bot().field("_get_model_show/response", "variants");
    assert_eq!(signature(variants), "variants: _get_model_show/response/variants[]");
    let images = bot().field("_get_group_notice/response/item/message", "images");
    assert_eq!(signature(images), "images: _get_group_notice/response/item/message/images[]");
    let list = bot().field("get_group_honor_info/response", "legend_list");
    assert_eq!(signature(list), "legend_list?: get_group_honor_info/response/list[]");
}

#[test]
fn n30_ids_and_times_of_different_width() {
    for id in ["File", "Folder"] {
        bot().stands(API, &[&format!("**{id}** … `group_id`       … | int32 ")]);
        let field = bot().field(id, "group_id");
        assert_eq!((signature(field).as_str(), field.ty.provenance.how), ("group_id: GroupId", How::Patched));
    }
    // Times keep the width that each table gives.
    let times = [
        ("get_msg/response", "time", "int32"),
        ("get_group_member_info/response", "join_time", "int32"),
        ("get_group_member_info/response", "title_expire_time", "int64"),
        ("get_group_info/response", "group_create_time", "uint32"),
        ("File", "upload_time", "int64"),
    ];
    for (id, name, ty) in times {
        assert_eq!(show(&bot().field(id, name).ty.value), ty, "{name}");
    }
}

#[test]
fn n31_one_id_with_three_types() {
    bot().says(API, "/get_forward_msg … message_id", "TW501", "`message_id` is `string` here and `int32` elsewhere");
    bot().says(
        API,
        "/send_group_forward_msg … message_id",
        "TW501",
        "`message_id` is `int64` here and `int32` elsewhere",
    );
    bot().says(
        API,
        "/send_private_forward_msg … message_id",
        "TW501",
        "`message_id` is `int64` here and `int32` elsewhere",
    );
    assert_eq!(signature(bot().field("send_msg/response", "message_id")), "message_id: MessageId");
    assert_eq!(signature(bot().field("send_group_forward_msg/response", "message_id")), "message_id: int64");
    assert_eq!(signature(bot().parameter("get_forward_msg", "message_id")), "message_id: string");
}

#[test]
fn n32_raw_text_that_is_called_a_message() {
    bot().stands(API, &["| message | 原始消息内容"]);
    let field = bot().field("get_msg/response", "raw_message");
    assert_eq!((show(&field.ty.value).as_str(), field.ty.provenance.how), ("string", How::Patched));
}

#[test]
fn n33_a_name_that_is_a_number() {
    bot().says(API, "protocol_name", "TW305", "nothing describes `protocol_name`");
    assert_eq!(signature(bot().field("get_version_info/response", "protocol_name")), "protocol_name: int32 = 6");
}
