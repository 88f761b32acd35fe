//! 51 to 58: how the Markdown is written.

use tablewright::ir::{Body, ExampleKind};

use crate::family::{API, LEGACY, bot};

#[test]
fn n51_tables_glued_to_a_paragraph() {
    for (paragraph, header) in
        [("使用 HTTP GET:", "| 名称"), ("使用 WebSocket:", "| 名称"), ("`retcode` 字段:", "| 值")]
    {
        bot().follow(API, paragraph, &[header]);
    }
    let docs = &bot().api().docs.0;
    assert!(docs.contains("使用 HTTP GET:\n\n| 名称 | 说明 |\n| --- | --- |\n| 请求 URL |"), "{docs}");
    // Tables with both kinds of headers under one endpoint.
    bot().stands(API, &["/send_group_forward_msg … | 字段 ", "/send_group_forward_msg … | 字段名"]);
    assert_eq!(bot().parameters("send_group_forward_msg").len(), 2);
    assert_eq!(bot().fields("send_group_forward_msg/response").len(), 2);
}

#[test]
fn n52_tables_that_have_no_fields() {
    let statuses: Vec<_> = bot().api().statuses.iter().map(|status| status.code.to_string()).collect();
    assert_eq!(statuses, ["401", "403", "406", "404", "200"]);
    assert!(bot().api().statuses[2].docs.0.ends_with("x-www-form-urlencoded"), "a parenthesis that is not closed");
    assert!(bot().api().envelope.docs.0.contains("`retcode` 其他: 操作失败"));
    assert!(bot().reported(API, "TW206").is_empty());
}

#[test]
fn n53_fences_of_many_kinds() {
    bot().stands(API, &["HTTP POST 表单格式: … ```", "``` json", "````json", "/download_file … ```"]);
    bot().stands(API, &["/get_forward_msg … ````json … ````"]);
    let docs = &bot().api().docs.0;
    assert!(docs.contains("```\nparam1=value&param2=value\n```") && docs.contains("```json\n{\n    \"action\""));
    let [example] = bot().endpoint("get_forward_msg").examples.as_slice() else { panic!("one example") };
    assert_eq!((example.kind.clone(), example.language.as_str()), (ExampleKind::Response, "json"));
    assert!(example.value.is_some() && example.provenance.line == bot().at(API, "````json … {"));
    let languages: Vec<_> = bot().endpoint("download_file").examples.iter().map(|example| &example.language).collect();
    assert_eq!(languages, ["", "json"]);
}

#[test]
fn n54_examples_that_are_wrong() {
    bot().says(API, "响应说明 … ```json … {", "TW401", "trailing comma");
    bot().says(
        API,
        "\"status\": \"状态, 调用成功时为 OK",
        "TW404",
        "the example of `status` writes `OK`, and the table `ok`",
    );
    let headers = &bot().endpoint("download_file").examples[1];
    assert_eq!(headers.kind, ExampleKind::Parameter { name: "headers".to_owned() });
}

#[test]
fn n55_punctuation_and_emphasis() {
    bot().stands(API, &["::: tip 注意", "::: danger 注意", "danger 警告", "*绝对路径*"]);
    assert_eq!(bot().field("download_file/response", "file").docs.0, "下载所得文件的*绝对路径*");
    let titles = [
        ("qidian_get_account_info", "> **tip 注意**"),
        ("set_restart", "> **danger 注意**"),
        (".get_word_slices", "> **danger 警告**"),
    ];
    for (name, title) in titles {
        assert!(bot().endpoint(name).docs.0.starts_with(title), "{name}");
    }
    bot().follow(API, "## Go-CqHttp 相关", &[""; 12]);
}

#[test]
fn n56_ways_to_say_that_there_is_nothing() {
    let none = bot().endpoints(|endpoint| endpoint.response.body.value == Body::None);
    assert_eq!(none.len(), 29, "{none:?}");
    bot().stands(
        API,
        &[
            "/get_login_info … 无需参数",
            "/delete_friend … 无响应数据",
            "/set_qq_profile … 没有响应数据",
            "无需参数也没有响应数据",
        ],
    );
    let cache = bot().endpoint("clean_cache");
    assert!(cache.parameters.none.is_some() && bot().data("clean_cache") == "none");
    let line = |name: &str| bot().endpoint(name).response.body.provenance.line;
    let quotes = ["/delete_friend … 无响应数据", "/set_qq_profile … 没有响应数据", "无需参数也没有响应数据"];
    let lines = quotes.map(|quote| bot().at(API, quote)).into();
    assert_eq!((line("delete_friend"), line("set_qq_profile"), line("clean_cache")), lines);
    bot().stands(LEGACY, &["无需参数也没有响应数据"]);
}

#[test]
fn n57_notes_on_versions() {
    let message = bot().field("get_msg/response", "raw_message");
    assert_eq!(message.aliases[0].value, "message_raw");
    assert_eq!(message.aliases[0].provenance.line, bot().at(API, "`raw_message` 的名字是 `message_raw`"));
    assert!(message.docs.0.contains("v0.9.35~v0.9.36-fix3"));
    let notes = [
        ("get_msg", "v0.9.29-fix1"),
        ("get_image", "该接口改自 CQHTTP 接口"),
        ("get_group_info", "go-cqhttp-v0.9.40"),
        ("get_group_system_msg", "go-cqhttp-v0.9.40"),
        ("set_group_anonymous_ban", "go-cqhttp-v0.9.36"),
    ];
    for (name, words) in notes {
        assert!(bot().endpoint(name).docs.0.contains(words), "{name}");
    }
    assert!(bot().endpoint("ocr_image").aliases[0].deprecated.is_some());
}

#[test]
fn n58_links_and_anchors() {
    let target =
        "https://docs.go-cqhttp.org/cqcode/#%E5%90%88%E5%B9%B6%E8%BD%AC%E5%8F%91%E6%B6%88%E6%81%AF%E8%8A%82%E7%82%B9";
    for name in ["send_group_forward_msg", "send_private_forward_msg"] {
        assert!(bot().parameter(name, "messages").docs.0.contains(&format!("[CQcode]({target})")), "{name}");
    }
    for name in ["upload_group_file", "upload_private_file"] {
        assert!(bot().endpoint(name).docs.0.contains("[`download_file` API](#下载文件到缓存目录)"), "{name}");
    }
    assert!(bot().endpoint(".handle_quick_operation").docs.0.contains("[快速操作](../event/#快速操作)"));
}
