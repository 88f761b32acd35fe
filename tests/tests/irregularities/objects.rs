//! 47 to 50: tables that belong to a part of a response.

use crate::family::{API, bot, signature};

#[test]
fn n47_named_types_under_a_bold_line() {
    let cases = [
        ("Device", 3, "get_online_clients/response", "clients: Device[]"),
        ("TextDetection", 3, "ocr_image/response", "texts: TextDetection[]"),
        ("InvitedRequest", 7, "get_group_system_msg/response", "invited_requests: InvitedRequest[] or null"),
        ("JoinRequest", 8, "get_group_system_msg/response", "join_requests: JoinRequest[] or null"),
        ("File", 11, "get_group_root_files/response", "files: File[]"),
        ("Folder", 7, "get_group_root_files/response", "folders: Folder[]"),
        ("Statistics", 8, "get_status/response", "stat: Statistics"),
    ];
    for (name, count, user, field) in cases {
        bot().stands(API, &[&format!("**{name}**")]);
        assert_eq!(bot().fields(name).len(), count, "{name}");
        assert!(bot().fields(user).iter().any(|known| known == field), "{name}");
    }
    assert!(bot().reported(API, "TW504").is_empty());
}

#[test]
fn n48_types_that_another_endpoint_defines() {
    for name in ["get_group_root_files", "get_group_files_by_folder"] {
        assert_eq!(bot().fields(&format!("{name}/response")), ["files: File[]", "folders: Folder[]"]);
        assert!(bot().endpoint(name).docs.0.contains("`File` 和 `Folder` 对象的字段请参考最下方"));
    }
    assert!(
        bot().field("File", "group_id").name.provenance.line > bot().endpoint("get_group_file_url").provenance.line
    );
    assert_eq!(bot().fields("get_group_file_url/response"), ["url: string"]);
    assert!(bot().parameter("delete_group_file", "file_id").docs.0.contains("`File` 对象"));
}

#[test]
fn n49_objects_whose_parent_a_sentence_names() {
    let cases: [(&str, &str, &[&str]); 4] = [
        ("get_msg/response", "sender", &["nickname: string", "user_id: UserId"]),
        (
            "get_group_honor_info/response",
            "current_talkative",
            &["user_id: UserId", "nickname: string", "avatar: string", "day_count: int32"],
        ),
        (
            "_get_group_notice/response/item",
            "message",
            &["text: string", "images: _get_group_notice/response/item/message/images[]"],
        ),
        ("_get_group_notice/response/item/message", "images", &["height: string", "width: string", "id: string"]),
    ];
    for (parent, name, fields) in cases {
        assert_eq!(bot().fields(&format!("{parent}/{name}")), fields);
        assert!(signature(bot().field(parent, name)).contains(&format!("{parent}/{name}")), "{name}");
    }
    let lists = bot().fields("get_group_honor_info/response").into_iter();
    let lists = lists.filter(|field| field.ends_with("_list?: get_group_honor_info/response/list[]"));
    assert_eq!(lists.count(), 5);
    assert_eq!(bot().fields("get_group_honor_info/response/list").len(), 4);
}

#[test]
fn n50_sentences_that_announce_values_and_no_object() {
    bot().stands(API, &["其中, `status` 字段:", "`retcode` 字段:"]);
    let status = bot().values("envelope/status");
    assert!(status[0].starts_with("\"ok\"=") && status[1].starts_with("\"async\"=") && status.len() == 3);
    assert_eq!(bot().values("envelope/retcode"), ["0=调用成功", "1=已转入 async 处理"]);
}
