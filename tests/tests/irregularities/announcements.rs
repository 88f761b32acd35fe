//! 1 to 9: how endpoints are announced.

use tablewright::ir::Method;

use crate::family::{API, LEGACY, bot};

#[test]
fn n01_colons_of_both_widths() {
    let bot = bot();
    bot.stands(API, &["获取登录号信息 … 终结点：`/get", "获取企点账号信息 … 终结点: `/", "发送群公告 … 终结点： `/"]);
    bot.stands(LEGACY, &["获取 Cookies … 终结点：`g", "终结点: `g"]);
    assert_eq!(bot.api().endpoints.len(), 73);
    for name in ["get_login_info", "qidian_get_account_info", "_send_group_notice"] {
        assert_eq!(bot.endpoint(name).provenance.line, bot.at(API, &format!("`/{name}`")));
    }
}

#[test]
fn n02_two_paths_in_one_line() {
    bot().stands(API, &["`/ocr_image`或`/.ocr_image`"]);
    let endpoint = bot().endpoint("ocr_image");
    assert_eq!(endpoint.path.value, "/ocr_image");
    let [alias] = endpoint.aliases.as_slice() else { panic!("one alias") };
    assert_eq!(alias.path.value, "/.ocr_image");
    let deprecated = alias.deprecated.as_ref().expect("the alias is deprecated");
    assert_eq!(deprecated.provenance.line, bot().at(API, "实验模式已从 ocr_image"));
    assert!(endpoint.deprecated.is_none());
}

#[test]
fn n03_names_that_begin_with_punctuation() {
    let names = bot().endpoints(|endpoint| endpoint.name.starts_with(['.', '_']));
    let all = ["_get_model_show", "_set_model_show", "_send_group_notice", "_get_group_notice"];
    assert_eq!(names, [&all[..], &[".get_word_slices", ".handle_quick_operation"][..]].concat());
    assert!(bot().api().endpoints.iter().all(|endpoint| endpoint.path.value == format!("/{}", endpoint.name)));
}

#[test]
fn n04_no_method_is_stated() {
    let api = bot().api();
    assert!(api.transport.websocket);
    let post_only = ["send_group_forward_msg", "send_private_forward_msg", "set_group_anonymous_ban"];
    let post_only = [&post_only[..], &[".handle_quick_operation"][..]].concat();
    for endpoint in &api.endpoints {
        let methods: Vec<_> = endpoint.methods.iter().map(|method| method.value).collect();
        let nested = post_only.contains(&endpoint.name.as_str());
        let expected = if nested { vec![Method::Post] } else { vec![Method::Get, Method::Post] };
        assert_eq!(methods, expected, "{}", endpoint.name);
        assert_eq!(endpoint.parameters.encodings.len(), usize::from(nested), "{}", endpoint.name);
    }
}

#[test]
fn n05_words_that_look_like_announcements() {
    let bot = bot();
    bot.stands(API, &["基础传输 … 终结点", "请求说明 … /终结点", "\"action\": \"要调用的终结点"]);
    let last = bot.at(API, "### 响应说明");
    assert!(bot.api().endpoints.iter().all(|endpoint| endpoint.provenance.line > last && endpoint.title.is_some()));
    let docs = &bot.api().docs.0;
    assert!(
        ["### 请求说明", "### 响应说明", "/终结点?参数名=参数值", "\"action\""]
            .iter()
            .all(|words| docs.contains(words))
    );
    bot.says(LEGACY, "asdfg", "TW205", "`asdfg`");
}

#[test]
fn n06_words_before_and_after_an_announcement() {
    let bot = bot();
    bot.follow(API, "### 发送群公告", &["", "", "终结点"]);
    let cases = [
        ("_send_group_notice", "发送群公告", ""),
        ("qidian_get_account_info", "获取企点账号信息", "该API仅在企点协议下可用"),
        ("get_image", "获取图片信息", "该接口改自 CQHTTP 接口"),
        ("get_record", "获取语音", "ffmpeg"),
        ("get_credentials", "获取 QQ 相关接口凭证", "相当于把上面两个接口并作一个"),
        ("clean_cache", "清理缓存", "缓存文件堆积过多时"),
    ];
    for (name, title, words) in cases {
        let endpoint = bot.endpoint(name);
        assert_eq!(endpoint.title.as_ref().expect("a title").value, title);
        assert!(endpoint.docs.0.contains(words), "{name}: {}", endpoint.docs.0);
    }
    assert!(bot.reported(API, "TW213").is_empty());
}

#[test]
fn n07_an_address_of_another_server() {
    bot().stands(API, &["https://p.qlogo.cn/gh/{group_id}/{group_id}/100"]);
    assert!(bot().endpoint("get_group_info").docs.0.contains("https://p.qlogo.cn/gh/{group_id}/{group_id}/100"));
    let servers: Vec<_> = bot().api().servers.iter().map(|server| server.value.as_str()).collect();
    assert_eq!(servers, ["http://127.0.0.1:5700"]);
}

#[test]
fn n08_headings_with_odd_spaces_and_signs() {
    bot().stands(
        API,
        &["###  发送群聊消息", "### 处理加群请求／邀请", "获取群 @全体成员 剩余次数", "获取中文分词 ( 隐藏 API )"],
    );
    let title = |name: &str| bot().endpoint(name).title.as_ref().expect("a title").value.clone();
    assert_eq!(title("send_group_msg"), "发送群聊消息");
    assert_eq!(title("set_group_add_request"), "处理加群请求／邀请");
    assert_eq!(title("get_group_at_all_remain"), "获取群 @全体成员 剩余次数");
    assert_eq!(title(".get_word_slices"), "获取中文分词 ( 隐藏 API )");
    let groups: Vec<_> = bot().api().groups.iter().map(|group| group.name.as_str()).collect();
    let expected = ["Bot 账号", "好友信息", "好友操作", "消息", "图片", "语音", "处理", "群信息", "群设置", "群操作"];
    assert_eq!(groups, [&expected[..], &["文件", "Go-CqHttp 相关"][..]].concat());
    assert_eq!(bot().api().groups[0].docs.0, "与 Bot 账号有关的 API");
}

#[test]
fn n09_documented_and_not_to_be_had() {
    let deprecated = bot().endpoints(|endpoint| endpoint.deprecated.is_some());
    let expected = ["get_record", "get_cookies", "get_csrf_token", "get_credentials", "set_restart", "clean_cache"];
    assert_eq!(deprecated, expected);
    let reason = bot().endpoint("set_restart").deprecated.as_ref().expect("a reason");
    assert!(reason.docs.0.contains("1.0.0 版本已被移除"));
    assert_eq!(reason.provenance.line, bot().at(API, "重启 Go-CqHttp … 1.0.0 版本已被移除"));
    // What the documents do not have is not made up.
    for name in ["send_forward_msg", "_del_group_notice", "get_supported_actions"] {
        assert!(bot().api().endpoints.iter().all(|endpoint| endpoint.name != name));
    }
}
