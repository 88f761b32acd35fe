//! 26 to 33: types.

use tablewright::ir::How;

use crate::family::{API, bot, show, signature};

#[test]
fn n26_synonyms_of_types() {
    let cases = [
        (210, "bool", "get_online_clients", "no_cache", "bool"),
        (241, "boolean", "get_stranger_info", "no_cache", "bool"),
        (1747, "", "set_restart", "delay", "int64"),
        (1123, "uint32", "set_group_ban", "duration", "uint32"),
    ];
    for (line, words, endpoint, name, ty) in cases {
        bot().stands(API, &[(line, words)]);
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
    bot().stands(API, &[(499, "forward message[]"), (541, "forward node[]"), (1798, "string or array")]);
    assert_eq!(bot().fields("get_forward_msg/response"), ["messages: forward message[]"]);
    assert_eq!(signature(bot().parameter("send_group_forward_msg", "messages")), "messages: ForwardNode[]");
    assert_eq!(signature(bot().parameter("download_file", "headers")), "headers: string or string[]");
    bot().says(API, 1815, "TW307", "a bare list is taken from this example");
}

#[test]
fn n28_types_that_nobody_defines() {
    // By the dialect, by an example, by a patch, and not at all.
    assert_eq!(bot().fields("MessageSegment"), ["type: string", "data: map of any"]);
    assert_eq!(bot().fields("ForwardNode"), ["type: string", "data: map of any"]);
    assert_eq!(bot().fields("get_group_msg_history/response"), ["messages: HistoryMessage[]"]);
    bot().says(API, 504, "TW307", "the type `forward message` is taken from this example");
    let message = ["content: string", "sender: forward message/sender", "time: int64"];
    assert_eq!(bot().fields("forward message"), message);
    assert_eq!(bot().fields("forward message/sender"), ["nickname: string", "user_id: UserId"]);
    assert_eq!(bot().fields("vector2"), ["x: int32", "y: int32"]);
    assert_eq!(bot().field("vector2", "x").name.provenance.file.as_ref(), "go-cqhttp/patches.toml");
    assert_eq!(bot().reported(API, "TW306"), [1185, 1889, 1890]);
    assert!(bot().reported(API, "TW503").is_empty());
}

#[test]
fn n29_lists_without_items() {
    bot().stands(API, &[(170, "| array |"), (909, "| array "), (1309, "| array ")]);
    let variants = bot().field("_get_model_show/response", "variants");
    assert_eq!(signature(variants), "variants: _get_model_show/response/variants[]");
    let images = bot().field("_get_group_notice/response/item/message", "images");
    assert_eq!(signature(images), "images: _get_group_notice/response/item/message/images[]");
    let list = bot().field("get_group_honor_info/response", "legend_list");
    assert_eq!(signature(list), "legend_list?: get_group_honor_info/response/list[]");
}

#[test]
fn n30_ids_and_times_of_different_width() {
    for (id, line) in [("File", 1540), ("Folder", 1556)] {
        bot().stands(API, &[(line, "| int32 ")]);
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
    bot().says(API, 489, "TW501", "`message_id` is `string` here and `int32` elsewhere");
    bot().says(API, 547, "TW501", "`message_id` is `int64` here and `int32` elsewhere");
    bot().says(API, 567, "TW501", "`message_id` is `int64` here and `int32` elsewhere");
    assert_eq!(signature(bot().field("send_msg/response", "message_id")), "message_id: MessageId");
    assert_eq!(signature(bot().field("send_group_forward_msg/response", "message_id")), "message_id: int64");
    assert_eq!(signature(bot().parameter("get_forward_msg", "message_id")), "message_id: string");
}

#[test]
fn n32_raw_text_that_is_called_a_message() {
    bot().stands(API, &[(430, "| message | 原始消息内容")]);
    let field = bot().field("get_msg/response", "raw_message");
    assert_eq!((show(&field.ty.value).as_str(), field.ty.provenance.how), ("string", How::Patched));
}

#[test]
fn n33_a_name_that_is_a_number() {
    bot().says(API, 1683, "TW305", "nothing describes `protocol_name`");
    assert_eq!(signature(bot().field("get_version_info/response", "protocol_name")), "protocol_name: int32 = 6");
}
