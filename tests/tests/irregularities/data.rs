//! 75 to 84: responses of the pasted page.

use crate::family::{PAGE, conditions, constant, settings, signature};

const SYSTEM: &str = "link_setting_get_sys_setting/response";

#[test]
fn n75_objects_by_their_last_name() {
    settings().stands(PAGE, &["`words` 数组中的对象:", "`data` 中的 `old_up_assistant_door` 对象:"]);
    settings().stands(PAGE, &["`session_cfg` 中的 `{用户mid}` 对象:"]);
    let cases = [
        ("link_setting_get/response", 18),
        ("link_setting_get_block_words/response", 4),
        ("link_setting_get_block_words/response/words", 2),
        ("auto_reply_get_reply_text/response/texts", 7),
        (SYSTEM, 22),
        ("link_setting_get_sys_setting/response/old_up_assistant_door", 3),
        ("link_setting_get_sys_setting/response/session_cfg", 6),
        ("link_setting_get_sys_setting/response/game_msg", 1),
        ("member_show_create_group_icon/response", 1),
    ];
    for (id, count) in cases {
        assert_eq!(settings().fields(id).len(), count, "{id}");
    }
    assert!(settings().api().endpoints.iter().all(|endpoint| endpoint.response.envelope.len() >= 4));
    assert!(settings().reported(PAGE, "TW204").is_empty(), "every label is known");
}

#[test]
fn n76_rows_that_are_indexes_and_keys() {
    settings().stands(
        PAGE,
        &[
            "link_setting/get_block_words> … | 0 | obj |",
            "link_setting/get_block_words> … | n | obj |",
            "link_setting/get_block_words> … | …… |",
            "| {用户mid} | obj |",
        ],
    );
    let texts = settings().field("auto_reply_get_reply_text/response", "texts");
    assert_eq!(signature(texts), "texts?: auto_reply_get_reply_text/response/texts[]");
    assert!(texts.docs.0.contains("- `n`: 文本(n+1); 当类型为 “关键词回复” 时允许多项"), "{}", texts.docs.0);
    let sessions = settings().field(SYSTEM, "session_cfg");
    assert_eq!(signature(sessions), format!("session_cfg: map of {SYSTEM}/session_cfg"));
    assert!(sessions.docs.0.contains("- `{用户mid}`: 该会话的配置信息"));
}

#[test]
fn n77_a_list_or_null() {
    settings().stands(PAGE, &["有效时:array<br />无效时:null", "| null |"]);
    let id = "link_setting_get_block_words/response";
    assert_eq!(signature(settings().field(id, "words")), format!("words: {id}/words[] or null"));
    let field = settings().field("link_setting_get/response", "anti_harassment");
    assert_eq!((signature(field).as_str(), constant(field).as_deref()), ("anti_harassment: null", Some("null")));
}

#[test]
fn n78_objects_that_are_empty() {
    let names = ["link_setting_set", "link_setting_add_block_word", "link_setting_del_block_word"];
    for name in names.into_iter().chain(["auto_reply_set_reply_text", "auto_reply_del_reply_text"]) {
        assert_eq!(settings().data(name), format!("{name}/response"));
        assert!(settings().fields(&format!("{name}/response")).is_empty(), "{name}");
    }
    // The words say it, and not the examples.
    assert!(settings().reported(PAGE, "TW307").is_empty());
}

#[test]
fn n79_values_in_the_place_of_a_description() {
    settings().stands(PAGE, &["link_setting/get> … | ttl | num | 1 |", "| show_install | bool | true |"]);
    for endpoint in &settings().api().endpoints {
        let ttl = crate::family::find(&endpoint.response.envelope, "ttl");
        assert_eq!(constant(ttl).as_deref(), Some("1"), "{}", endpoint.name);
    }
    let install = settings().field("link_setting_get_sys_setting/response/game_msg", "show_install");
    assert_eq!(constant(install).as_deref(), Some("true"));
}

#[test]
fn n80_codes_in_a_cell() {
    let cases: [(&str, &[i64]); 10] = [
        ("link_setting_get", &[-101]),
        ("link_setting_set", &[-101, 700_009]),
        ("link_setting_get_block_words", &[-101]),
        ("link_setting_add_block_word", &[-101, -400, 19004]),
        ("link_setting_del_block_word", &[-101, -400]),
        ("auto_reply_get_reply_text", &[-101, 2]),
        ("auto_reply_set_reply_text", &[-101, 27011, 1_500_001]),
        ("auto_reply_del_reply_text", &[-101, -500]),
        ("link_setting_get_sys_setting", &[-101]),
        ("member_show_create_group_icon", &[-101]),
    ];
    for (name, expected) in cases {
        let errors = &settings().endpoint(name).errors;
        let codes: Vec<_> = errors.iter().filter_map(|error| error.code.as_i64()).collect();
        assert_eq!(codes, expected, "{name}");
        assert_eq!(errors[0].docs.0, "账号未登录");
    }
    assert_eq!(settings().values("is_group_fold"), ["0=不收起", "1=收起"]);
    assert_eq!(settings().values("set_like"), ["0=接收", "5=不接收"]);
}

#[test]
fn n81_fields_that_depend_on_the_request() {
    let (data, texts) = ("link_setting_get/response", "auto_reply_get_reply_text/response/texts");
    let game = "link_setting_get_sys_setting/response/game_msg";
    let cases = [
        (data, "msg_notify", false, "请求参数 `msg_notify` 为整数时显示此项"),
        (data, "show_unfollowed_msg", false, "请求参数 `show_unfollowed_msg` 为整数时显示此项"),
        ("auto_reply_get_reply_text/response", "texts", false, "若该类型还没有设置文本,则没有此项"),
        (texts, "title", true, "当类型为 “关键词回复” 时有效,否则为空文本"),
        (texts, "key1", true, "当类型为 “关键词回复” 时有效,否则为空文本"),
        (SYSTEM, "game_msg", true, "仅当请求参数 `mobi_app` 不为 `web` 时有其中的项目"),
        (game, "show_install", false, "仅当请求参数 `mobi_app` 不为 `web` 时有此项"),
    ];
    for (id, name, required, words) in cases {
        let field = settings().field(id, name);
        assert_eq!((field.required, conditions(field)), (required, vec![words]), "{name}");
    }
    assert_eq!(conditions(settings().parameter("link_setting_set", "keys_reply")), ["需要有自动回复权限"]);
    let door = "link_setting_get_sys_setting/response/old_up_assistant_door";
    let fixed = [(door, "show_old_up_door", "0"), (door, "title", "\"\""), (door, "sub_title", "\"\"")];
    let words = "link_setting_get_block_words/response";
    for (id, name, value) in
        fixed.into_iter().chain([(words, "max_word_length", "20"), (words, "max_words_size", "200")])
    {
        assert_eq!(constant(settings().field(id, name)).as_deref(), Some(value), "{name}");
    }
    assert_eq!(settings().field(SYSTEM, "migrate_session_api").docs.0, "(?)\n\n**作用尚不明确**");
}

#[test]
fn n82_sample_texts_that_are_no_values() {
    settings().stands(PAGE, &["`为什么给我推送这条消息`", "`有什么想了解的吗?`"]);
    let session = "link_setting_get_sys_setting/response/session_cfg";
    let names = ["vc_hint_title", "vc_hint_title_button", "vc_hint_detail", "auto_reply_html", "auto_reply_msg_desc"];
    for (id, name) in names.map(|name| (SYSTEM, name)).into_iter().chain([(session, "hint_text")]) {
        let field = settings().field(id, name);
        assert_eq!((signature(field), constant(field)), (format!("{name}: string"), None));
        assert!(field.docs.0.contains('`'), "{name}");
    }
}

#[test]
fn n83_an_envelope_that_varies() {
    let endpoints = ["auto_reply/get_reply_text>", "auto_reply/set_reply_text>", "auto_reply/del_reply_text>"];
    for quote in endpoints {
        settings().says(PAGE, quote, "TW508", "has no `msg`, which others have");
    }
    settings().reports(PAGE, "TW508", &endpoints);
    let fields = crate::family::signatures(&settings().api().envelope.fields);
    assert_eq!(fields, ["code: int64", "msg?: string = \"0\"", "message: string = \"0\"", "ttl: int64", "data: any"]);
    let data = settings().field("link_setting_get_block_words/response", "message");
    assert_eq!(signature(data), "message: string");
}

#[test]
fn n84_examples_inside_of_html() {
    settings().stands(
        PAGE,
        &[
            "link_setting/get> … <details>",
            "link_setting/get> … <summary>查看响应示例:</summary>",
            "link_setting/get> … **示例:**",
        ],
    );
    for endpoint in &settings().api().endpoints {
        assert_eq!(endpoint.examples.len(), 2, "{}", endpoint.name);
    }
    let caption = |name: &str| settings().endpoint(name).examples[0].docs.0.as_str();
    assert_eq!(caption("link_setting_set"), "把消息提醒改为不接收");
    assert_eq!(caption("auto_reply_get_reply_text"), "查询已有的关键词回复规则");
    assert_eq!(caption("auto_reply_del_reply_text"), "把规则 `id=350712` 删去");
    assert!(caption("auto_reply_set_reply_text").starts_with("把规则 `id=350712` 改成"));
    assert!(settings().reported(PAGE, "TW207").is_empty());
}
