//! 67 to 74: parameters with a column for presence.

use tablewright::ir::{Encoding, Method, RuleKind};

use crate::family::{PAGE, conditions, labels, settings, show, signature};

#[test]
fn n67_three_labels_of_parameters() {
    let encodings = |name: &str| {
        let encodings = &settings().endpoint(name).parameters.encodings;
        encodings.iter().map(|encoding| (encoding.value, encoding.provenance.line)).collect::<Vec<_>>()
    };
    let at = |quote: &str| settings().at(PAGE, quote);
    let both = at("url参数(GET)或 正文参数");
    assert_eq!(encodings("link_setting_get"), [(Encoding::Query, both), (Encoding::Form, both)]);
    assert_eq!(encodings("link_setting_set"), [(Encoding::Form, at("link_setting/set> … 正文参数"))]);
    let query = at("link_setting/get_block_words> … url参数");
    assert_eq!(encodings("link_setting_get_block_words"), [(Encoding::Query, query)]);
    assert!(settings().api().endpoints.iter().all(|endpoint| !endpoint.parameters.fields.is_empty()));
}

#[test]
fn n68_required_under_a_condition() {
    let csrf = settings().parameter("link_setting_get", "csrf");
    assert_eq!((csrf.required, csrf.required_for.as_slice()), (false, [Method::Post].as_slice()));
    assert_eq!(conditions(csrf), ["POST方式必要"]);
    assert!(settings().parameter("link_setting_set", "csrf").required);
    assert!(!settings().parameter("link_setting_set", "build").required);
    let set = |name: &str| settings().parameter("auto_reply_set_reply_text", name);
    assert!(!set("title").required && !set("key1").required);
    assert_eq!(conditions(set("title"))[0], "关键词回复必要");
    assert_eq!(conditions(set("key2")), ["关键词回复必要(可选)", "当类型为 “关键词回复” 时有效"]);
    let [rule] = settings().endpoint("auto_reply_set_reply_text").rules.as_slice() else { panic!("one rule") };
    assert_eq!((rule.kind, rule.fields.join(" ").as_str()), (RuleKind::AtLeastOne, "key1 key2"));
}

#[test]
fn n69_a_name_that_says_that_it_is_a_list() {
    settings().stands(PAGE, &["| type\\[\\] | num |", "同请求参数 `type[]`"]);
    let parameter = settings().parameter("auto_reply_get_reply_text", "type[]");
    let id = "auto_reply_get_reply_text/parameters/type[]";
    assert_eq!(signature(parameter), format!("type[]: {id}[]"));
    let expected = ["1=被关注回复", "2=关键词回复", "3=收到消息回复", "5=大航海上船回复"];
    assert_eq!(settings().values(id), expected);
    // The response says that its values are those of the parameter.
    let field = settings().field("auto_reply_get_reply_text/response/texts", "type");
    assert_eq!(signature(field), format!("type: {id}"));
}

#[test]
fn n70_a_table_and_a_command_that_differ() {
    settings().stands(PAGE, &["auto_reply/set_reply_text> … | type | num |", "auto_reply/set_reply_text> … type[]=2"]);
    settings().says(
        PAGE,
        "curl 'https://api.vc.bilibili.com/x/im/auto_reply/set_reply_text' \\",
        "TW406",
        "does not send `type`",
    );
    settings().says(
        PAGE,
        "curl 'https://api.vc.bilibili.com/x/im/auto_reply/set_reply_text' \\",
        "TW406",
        "sends `type[]`, which the parameter table lacks",
    );
    assert_eq!(signature(settings().parameter("auto_reply_set_reply_text", "type")), "type: type");
}

#[test]
fn n71_an_id_that_is_text_and_a_number() {
    settings().says(PAGE, "自动回复规则id", "TW501", "`id` is `num` (int64) here and `str` (string) elsewhere");
    let id = settings().parameter("auto_reply_set_reply_text", "id");
    assert_eq!(show(&id.ty.value), "string");
    assert_eq!(labels(&id.sentinels), ["\"0\"=新增一条规则", "\"\"=新增一条规则"]);
    assert_eq!(show(&settings().field("auto_reply_get_reply_text/response/texts", "id").ty.value), "int64");
}

#[test]
fn n72_parameters_that_are_said_to_equal_a_response() {
    settings().says(
        PAGE,
        "各参数的名称与取值基本同「[获取用户偏好设置](",
        "TW505",
        "the table lacks `anti_harassment`, `set_recv_reply`, `set_recv_like`, `set_new_follow`",
    );
    assert_eq!(settings().fields("link_setting_get/response").len(), 18);
    let settable = settings().parameters("link_setting_set");
    assert_eq!(settable.len(), 18, "14 settings and 4 that every call has: {settable:?}");
    // What both have has the same values.
    assert_eq!(signature(settings().parameter("link_setting_set", "set_like")), "set_like?: set_like");
    assert_eq!(signature(settings().field("link_setting_get/response", "set_like")), "set_like: set_like");
}

#[test]
fn n73_defaults_in_remarks() {
    settings().stands(
        PAGE,
        &["link_setting/get> … 默认为 `0`", "link_setting/get> … | 默认为0 |", "link_setting/get> … 可为 `web` 等"],
    );
    assert_eq!(signature(settings().parameter("link_setting_get", "build")), "build?: int64 = 0");
    let envelope = &settings().endpoint("link_setting_get").response.envelope;
    assert_eq!(signature(&envelope[1]), "msg: string = \"0\"");
    assert_eq!(signature(settings().parameter("link_setting_get", "mobi_app")), "mobi_app?: mobi_app");
    assert_eq!(settings().values("mobi_app"), ["\"web\"="]);
}

#[test]
fn n74_limits_in_remarks() {
    let set = |name: &str| &settings().parameter("auto_reply_set_reply_text", name).constraints;
    assert_eq!(set("reply").max_length.as_ref().expect("a limit").value, 500);
    assert_eq!(set("title").max_length.as_ref().expect("a limit").value, 30);
    for name in ["key1", "key2"] {
        assert_eq!(set(name).max_items.as_ref().expect("a limit").value, 20);
    }
    // One limit stands in the words of a code.
    let errors = &settings().endpoint("link_setting_add_block_word").errors;
    assert!(errors[2].docs.0.contains("每个屏蔽词最多20个字"), "{errors:?}");
}
