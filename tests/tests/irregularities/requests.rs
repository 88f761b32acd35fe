//! 10 to 25: parameters.

use tablewright::ir::{How, Presence, RuleKind, TypeKind};

use crate::family::{API, bot, conditions, labels, settings, signature};

#[test]
fn n10_parameters_without_a_label() {
    let tables = ["/set_qq_profile … | 字段名", "/send_group_sign … | 字段名", "/delete_group_folder … | 字段"];
    bot().reports(API, "TW209", &tables);
    let names = ["nickname", "company", "email", "college", "personal_note"];
    assert_eq!(bot().parameters("set_qq_profile"), names.map(|name| format!("{name}: string")));
    assert_eq!(bot().parameters("send_group_sign"), ["group_id: GroupId"]);
    assert_eq!(bot().parameters("delete_group_folder"), ["group_id: GroupId", "folder_id: string"]);
}

#[test]
fn n11_nothing_said_of_parameters() {
    for name in ["get_group_system_msg", "get_status"] {
        bot().says(API, &format!("`/{name}`"), "TW305", "does not mention its parameters");
        let parameters = &bot().endpoint(name).parameters;
        assert!(parameters.fields.is_empty() && parameters.none.is_none());
    }
    let none = bot().endpoints(|endpoint| endpoint.parameters.none.is_some());
    assert_eq!(none.len(), 9, "{none:?}");
}

#[test]
fn n12_labels_with_a_space_and_bold_words_that_are_no_labels() {
    bot().stands(API, &["**参数** ", "`file` **参数**", "`cache`**参数**"]);
    assert_eq!(bot().parameters("get_group_msg_history"), ["message_seq?: int64", "group_id: GroupId"]);
    let names: Vec<_> = bot().parameters("set_group_portrait");
    assert_eq!(names, ["group_id: GroupId", "file: string", "cache?: set_group_portrait/parameters/cache = 1"]);
}

#[test]
fn n13_tables_without_a_column_for_presence() {
    let cases = [
        ("get_online_clients", "no_cache", true, How::Inferred),
        ("download_file", "thread_count", true, How::Inferred),
        ("download_file", "headers", true, How::Inferred),
        ("upload_group_file", "name", true, How::Inferred),
        ("upload_group_file", "folder", false, How::Stated),
        ("set_group_portrait", "cache", false, How::Stated),
        ("get_group_msg_history", "message_seq", false, How::Patched),
    ];
    for (endpoint, name, required, how) in cases {
        let field = bot().parameter(endpoint, name);
        assert_eq!((field.required, field.presence.provenance.how), (required, how), "{name}");
        assert_eq!(field.presence.value == Presence::Unknown, how == How::Inferred, "{name}");
    }
}

#[test]
fn n14_required_by_the_table_and_optional_by_the_words() {
    let rows = [
        "/send_private_msg … `group_id`",
        "/send_msg … `message_type`",
        "/send_msg … `user_id`",
        "/send_msg … `group_id`",
        "/set_group_anonymous_ban … `anonymous`",
        "/set_group_anonymous_ban … `anonymous_flag`",
    ];
    bot().reports(API, "TW507", &rows);
    let optional = [
        ("send_private_msg", "group_id"),
        ("send_msg", "message_type"),
        ("send_msg", "user_id"),
        ("send_msg", "group_id"),
        ("set_group_anonymous_ban", "anonymous"),
        ("set_group_anonymous_ban", "anonymous_flag"),
    ];
    assert!(optional.iter().all(|(endpoint, name)| !bot().parameter(endpoint, name).required));
    // `-` alone means "required".
    let field = bot().parameter("set_qq_profile", "company");
    assert!(field.required);
    assert_eq!(field.presence.provenance.rule.as_deref(), Some("policy.parameter_without_default"));
}

#[test]
fn n15_empty_default_cells() {
    let notice = ["group_id", "content", "image"].map(|name| format!("/_send_group_notice … `{name}`"));
    for quote in notice.iter().map(String::as_str).chain(["/_get_group_notice … `group_id`"]) {
        bot().says(API, quote, "TW305", "the default cell of");
    }
    let expected = ["group_id: GroupId", "content: string", "image?: string"];
    assert_eq!(bot().parameters("_send_group_notice"), expected);
    assert_eq!(bot().parameters("_get_group_notice"), ["group_id: GroupId"]);
}

#[test]
fn n16_spellings_of_defaults() {
    let cases = [
        ("`false`", "get_stranger_info", "no_cache?: bool = false"),
        ("`true`", "set_friend_add_request", "approve?: bool = true"),
        ("空", "set_friend_add_request", "remark?: string = \"\""),
        ("空", "get_cookies", "domain?: string = \"\""),
        ("`30 * 60`", "set_group_ban", "duration?: uint32 = 1800"),
        ("`0`", "set_restart", "delay?: int64 = 0"),
    ];
    for (words, endpoint, expected) in cases {
        bot().stands(API, &[&format!("`/{endpoint}` … {words}")]);
        let parameters = bot().parameters(endpoint);
        assert!(parameters.iter().any(|parameter| parameter == expected), "{parameters:?}");
    }
}

#[test]
fn n17_a_default_below_zero_for_an_unsigned_type() {
    bot().stands(API, &["| uint32   | `-1`"]);
    let field = bot().parameter("set_group_special_title", "duration");
    assert_eq!(signature(field), "duration?: int32 = -1");
    assert_eq!(field.ty.provenance.how, How::Patched);
    assert_eq!(labels(&field.sentinels), ["-1=永久"], "the words are read again with the patched type");
    // Without the patch it is an error.
    let mut input = bot().input.clone();
    let patches = input.patches.as_mut().expect("patches");
    let (before, rest) = patches.text.split_once("[[patch]]\nat = \"set_group_special_title").expect("the patch");
    let (_, after) = rest.split_once("\n[[patch]]").expect("another patch");
    patches.text = format!("{before}[[patch]]{after}");
    let output = tablewright::compile_to_ir(&input);
    let wrong: Vec<_> = tests::messages(&output).into_iter().filter(|message| message.contains("TW502")).collect();
    assert_eq!(wrong.len(), 2, "{wrong:?}");
    let place = format!("{API}:{}", bot().at(API, "| uint32   | `-1`"));
    assert!(wrong.iter().all(|message| message.starts_with(&place)), "{wrong:?}");
}

#[test]
fn n18_two_names_for_one_parameter() {
    bot().stands(API, &["`sub_type` 或 `type`", "`anonymous_flag` 或 `flag`"]);
    assert_eq!(
        signature(bot().parameter("set_group_add_request", "sub_type")),
        "sub_type|type: set_group_add_request/parameters/sub_type"
    );
    let field = bot().parameter("set_group_anonymous_ban", "anonymous_flag");
    assert_eq!(signature(field), "anonymous_flag|flag?: string");
}

#[test]
fn n19_five_ways_to_write_a_set_of_values() {
    let cases: [(&str, &[&str]); 7] = [
        ("sex", &["\"male\"=", "\"female\"=", "\"unknown\"="]),
        ("set_group_add_request/parameters/sub_type", &["\"add\"=", "\"invite\"="]),
        ("get_group_member_info/response/role", &["\"owner\"=", "\"admin\"=", "\"member\"="]),
        // The labels stand in another table than the values.
        ("message_type", &["\"private\"=私聊消息", "\"group\"=群消息"]),
        ("check_url_safely/response/level", &["1=安全", "2=未知", "3=危险"]),
        ("set_group_portrait/parameters/cache", &["1=使用缓存", "0=关闭关闭缓存"]),
        (
            "get_group_honor_info/parameters/type",
            &["\"talkative\"=", "\"performer\"=", "\"legend\"=", "\"strong_newbie\"=", "\"emotion\"=", "\"all\"="],
        ),
    ];
    for (id, values) in cases {
        assert_eq!(bot().values(id), values, "{id}");
    }
    assert_eq!(bot().values("get_record/parameters/out_format").len(), 8);
    // The values of a truth value are labelled where they stand.
    assert_eq!(labels(&bot().parameter("set_group_admin", "enable").sentinels), ["true=设置", "false=取消"]);
}

#[test]
fn n20_code_spans_that_are_no_values() {
    let sets = |family: &crate::family::Family| {
        let types = family.api().types.iter().filter(|def| matches!(def.kind, TypeKind::Values { .. }));
        let mut names: Vec<_> = types.map(|def| def.id.0.rsplit('/').next().unwrap_or_default()).collect();
        names.sort_unstable();
        names.join(" ")
    };
    assert_eq!(sets(bot()), "cache level message_type out_format retcode role sex status sub_type type");
    assert_eq!(
        sets(settings()),
        "ai_intercept followed_reply is_group_fold keys_reply mobi_app msg_notify receive_unfollow_msg \
         recommend_followed_reply recv_reply set_at set_comment set_like set_new_follow set_recv_like set_recv_reply \
         should_receive_group show_unfollowed_msg type type[] voyage_reply"
    );
    // One span that is a constant, and no mention that is taken for a field that lacks.
    assert_eq!(bot().parameter("create_group_file_folder", "parent_id").constant.as_ref().expect("it").value, "/");
    bot().reports(API, "TW505", &["`message_seq`"]);
}

#[test]
fn n21_rules_between_parameters() {
    let cases = [
        ("send_msg", "auto_escape", "只在 `message` 字段是字符串时有效"),
        ("send_private_msg", "group_id", "要求机器人是该群的管理员/群主"),
        ("send_msg", "user_id", "消息类型为 `private` 时需要"),
        ("send_msg", "group_id", "消息类型为 `group` 时需要"),
        ("set_friend_add_request", "remark", "仅在同意时有效"),
        ("set_group_add_request", "reason", "仅在拒绝时有效"),
        ("set_group_leave", "is_dismiss", "登录号为群主时, 只有此项取 true 才会解散"),
    ];
    for (endpoint, name, words) in cases {
        assert_eq!(conditions(bot().parameter(endpoint, name)), [words], "{endpoint} {name}");
    }
    let [rule] = bot().endpoint("set_group_anonymous_ban").rules.as_slice() else { panic!("one rule") };
    let sentence = bot().at(API, "`anonymous` 和 `anonymous_flag` 两者任选其一");
    assert_eq!((rule.kind, rule.provenance.line), (RuleKind::OneOf, sentence));
    assert_eq!(rule.fields, ["anonymous", "anonymous_flag"]);
    assert!(bot().parameter("upload_group_file", "folder").docs.0.contains("文件默认放在根目录"));
    assert!(bot().endpoint("create_group_file_folder").docs.0.contains("仅能放在根目录"));
}

#[test]
fn n22_footnotes_and_a_format_that_looks_like_an_object() {
    let file = bot().parameter("set_group_portrait", "file").docs.0.as_str();
    assert!(["绝对路径", "网络 URL", "Base64 编码"].iter().all(|words| file.contains(words)), "{file}");
    assert!(!file.contains("[2]"), "{file}");
    assert!(bot().parameter("set_group_portrait", "cache").docs.0.contains("[2]"));
    assert!(bot().endpoint("set_group_portrait").docs.0.contains("[3]"));
    let headers = bot().parameter("download_file", "headers");
    assert_eq!(signature(headers), "headers: string or string[]");
    assert!(headers.docs.0.contains("格式") && headers.docs.0.contains("JSON数组"));
    assert_eq!(bot().endpoint("download_file").examples.len(), 2);
}

#[test]
fn n23_a_tip_that_says_what_a_parameter_is() {
    bot().stands(API, &["此处的 `message_id` 就是[合并转发]", "`id` 字段"]);
    let docs = &bot().parameter("get_forward_msg", "message_id").docs.0;
    assert!(docs.contains("[合并转发](https://docs.go-cqhttp.org/cqcode/"), "{docs}");
}

#[test]
fn n24_an_integer_that_is_a_switch_and_a_name_that_is_an_address() {
    assert_eq!(
        signature(bot().parameter("set_group_portrait", "cache")),
        "cache?: set_group_portrait/parameters/cache = 1"
    );
    let TypeKind::Values { base, .. } = bot().kind("set_group_portrait/parameters/cache") else {
        panic!("a set of values")
    };
    assert_eq!(crate::family::show(base), "int32");
    let file = &bot().parameter("set_group_portrait", "file").docs.0;
    assert!(file.starts_with("图片文件名") && file.contains("`base64://"));
}

#[test]
fn n25_a_value_from_a_response_that_lacks_it() {
    bot().says(
        API,
        "message_seq",
        "TW505",
        "`message_seq` is said to come from `get_msg`, whose response has no such field",
    );
}
