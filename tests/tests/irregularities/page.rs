//! 60 to 66: a page pasted from a code host, and its endpoints.

use tablewright::ir::{AuthKind, Method};
use tablewright::ledger::{Construct, Outcome};

use crate::family::{PAGE, settings};

#[test]
fn n60_a_banner_and_a_gutter() {
    assert!(settings().line(PAGE, 1).ends_with(" lines"), "the banner");
    for quote in ["# 消息设置", "link_setting/get>"] {
        settings().follow(PAGE, quote, &["|", "||"]);
    }
    assert!(settings().reported(PAGE, "TW214").is_empty());
    let entries = settings().output.ledger.entries().iter();
    let container: Vec<_> = entries.filter(|entry| entry.construct == Construct::Container).collect();
    assert!(container.len() > 1500 && container.iter().all(|entry| matches!(entry.outcome, Outcome::Ignored(_))));
    assert_eq!(settings().api().endpoints.len(), 10);
    // Places point into the file as it is, and a gutter that is broken is reported.
    assert_eq!(settings().endpoint("link_setting_get").provenance.line, settings().at(PAGE, "link_setting/get>"));
    let mut input = settings().input.clone();
    input.documents[0].text = input.documents[0].text.replacen("|\n||\n", "|\n", 1);
    let messages = tests::messages(&tablewright::compile_to_ir(&input));
    assert!(messages.iter().any(|message| message.contains("TW214")), "{messages:?}");
}

#[test]
fn n61_punctuation_of_one_width() {
    settings().stands(
        PAGE,
        &["auto_reply/get_reply_text> … 以中文逗号分隔", "auto_reply/get_reply_text> … 早安,Good morning"],
    );
    assert!(settings().field("auto_reply_get_reply_text/response/texts", "key1").docs.0.contains("以中文逗号分隔"));
    // The same page with the full-width signs means the same.
    let mut input = settings().input.clone();
    let text = &input.documents[0].text;
    let wide =
        text.replace("请求方式:", "请求方式：").replace("认证方式:Cookie(SESSDATA)", "认证方式：Cookie（SESSDATA）");
    let wide = wide.replace("根对象:", "根对象：").replace("对象:", "对象：").replace("数组:", "数组：");
    let wide = wide.replace("0:成功<br />-101:账号", "0：成功<br />-101：账号").replace("json回复:", "json回复：");
    assert_ne!(*text, wide);
    input.documents[0].text = wide;
    let output = tablewright::compile_to_ir(&input);
    let api = output.api.as_ref().expect("an IR");
    assert_eq!(tests::without_prose(api), tests::without_prose(settings().api()));
}

#[test]
fn n62_addresses_in_a_block_quote() {
    settings().stands(PAGE, &["> <https://api.vc.bilibili.com/link_setting/v1/link_setting/get>"]);
    let servers: Vec<_> = settings().api().servers.iter().map(|server| server.value.as_str()).collect();
    assert_eq!(servers, ["https://api.vc.bilibili.com"]);
    assert!(settings().api().endpoints.iter().all(|endpoint| endpoint.server.is_none()));
    let lines: Vec<_> = settings().api().endpoints.iter().map(|endpoint| endpoint.path.provenance.line).collect();
    let quotes = settings().api().endpoints.iter().map(|endpoint| format!("{}>", endpoint.path.value));
    assert_eq!(lines, quotes.map(|quote| settings().at(PAGE, &quote)).collect::<Vec<_>>());
    assert_eq!(lines.len(), 10);
    assert_eq!(
        settings().endpoint("member_show_create_group_icon").path.value,
        "/link_group/v1/member/show_create_group_icon"
    );
}

#[test]
fn n63_methods_in_emphasis() {
    settings().stands(PAGE, &["*请求方式:GET 或 POST*", "link_setting/set> … *请求方式:POST*"]);
    let methods = |name: &str| settings().endpoint(name).methods.iter().map(|method| method.value).collect::<Vec<_>>();
    assert_eq!(methods("link_setting_get"), [Method::Get, Method::Post]);
    let get = settings().endpoints(|endpoint| endpoint.methods.len() == 1 && endpoint.methods[0].value == Method::Get);
    let post =
        settings().endpoints(|endpoint| endpoint.methods.len() == 1 && endpoint.methods[0].value == Method::Post);
    assert_eq!((get.len(), post.len()), (4, 5));
}

#[test]
fn n64_authentication_by_a_cookie() {
    let [scheme] = settings().api().auth.as_slice() else { panic!("one scheme") };
    assert_eq!(scheme.kind, AuthKind::Cookie { name: "SESSDATA".to_owned() });
    for endpoint in &settings().api().endpoints {
        assert_eq!(endpoint.auth.len(), 1, "{}", endpoint.name);
        assert!(endpoint.auth[0].provenance.line > endpoint.provenance.line, "{}", endpoint.name);
        let cookies = endpoint.examples.iter().filter_map(|example| example.request.as_ref()).map(|one| &one.cookies);
        assert!(cookies.into_iter().all(|cookies| *cookies == ["SESSDATA"]), "{}", endpoint.name);
    }
    assert!(settings().parameter("link_setting_set", "csrf").docs.0.contains("位于cookie"));
}

#[test]
fn n65_no_name_but_the_path() {
    settings().stands(PAGE, &["获取自动回复文本/关键词回复规则"]);
    let names = settings().endpoints(|_| true);
    let expected = ["link_setting_get", "link_setting_set", "link_setting_get_block_words"];
    assert_eq!(names[..3], expected);
    assert_eq!(names[5..8], ["auto_reply_get_reply_text", "auto_reply_set_reply_text", "auto_reply_del_reply_text"]);
    let title = settings().endpoint("auto_reply_get_reply_text").title.as_ref().expect("a title");
    assert_eq!(title.value, "获取自动回复文本/关键词回复规则");
}

#[test]
fn n66_words_between_authentication_and_parameters() {
    let cases = [
        ("link_setting_set", "要改哪一项就只传哪一项"),
        ("link_setting_set", "粉丝不少于 1000 的账号才能开启自动回复功能"),
        ("auto_reply_set_reply_text", "[修改用户偏好设置](#修改用户偏好设置)"),
        ("link_setting_get_sys_setting", "这些设置项通常不由用户自行改动"),
    ];
    for (name, words) in cases {
        assert!(settings().endpoint(name).docs.0.contains(words), "{name}");
        assert!(!settings().parameters(name).is_empty(), "{name}");
    }
    let codes: Vec<_> = settings().endpoint("link_setting_set").errors.iter().map(|error| &error.code).collect();
    assert_eq!(codes, [&serde_json::json!(-101), &serde_json::json!(700_009)]);
}
