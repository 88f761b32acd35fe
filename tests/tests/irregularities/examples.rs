//! 85 and 86: examples against the tables.

use serde_json::{Value, json};
use tablewright::compile_to_ir;
use tablewright::ir::{ExampleKind, ExampleRequest, Method};

use crate::family::{PAGE, settings};

/// The diagnostics of the page after a change of its text.
fn after(from: &str, to: &str) -> Vec<String> {
    let mut input = settings().input.clone();
    assert!(input.documents[0].text.contains(from), "the page has {from}");
    input.documents[0].text = input.documents[0].text.replacen(from, to, 1);
    tests::messages(&compile_to_ir(&input))
}

#[test]
fn n85_bodies_match_their_tables() {
    let examples = settings().api().endpoints.iter().flat_map(|endpoint| &endpoint.examples);
    let bodies: Vec<&Value> =
        examples.filter(|example| example.kind == ExampleKind::Response).filter_map(|one| one.value.as_ref()).collect();
    assert_eq!(bodies.len(), 10);
    for code in ["TW401", "TW402", "TW403", "TW404"] {
        assert!(settings().reported(PAGE, code).is_empty(), "{code}");
    }
    // In both directions, by key and by type.
    let cases = [
        ("\"set_like\": 5,\n|\n||\n", "", "TW403"),
        ("\"set_like\": 5,", "\"set_like\": \"5\",", "TW404"),
        ("\"set_like\": 5,", "\"set_like\": 5, \"set_more\": 1,", "TW402"),
        ("\"max_height\": 80,", "\"max_height\": null,", "TW404"),
    ];
    for (from, to, code) in cases {
        let messages = after(from, to);
        assert!(messages.iter().any(|message| message.contains(code)), "{from} -> {to}: {messages:?}");
    }
}

#[test]
fn n86_command_lines_of_curl() {
    let request = |name: &str| -> &ExampleRequest {
        let mut examples = settings().endpoint(name).examples.iter();
        examples.find_map(|example| example.request.as_ref()).expect("a command line")
    };
    let method = |name: &str| request(name).method;
    assert_eq!(method("link_setting_get"), Method::Get, "by `-G`");
    assert_eq!(method("link_setting_set"), Method::Post, "by its data");
    assert_eq!(method("link_setting_get_sys_setting"), Method::Get, "without either");
    assert!(request("link_setting_get_sys_setting").parameters.is_empty());
    let set = &request("auto_reply_set_reply_text").parameters;
    assert!(set.contains(&("key2".to_owned(), String::new())), "{set:?}");
    assert_eq!(json!(set[0]), json!(["type[]", "2"]));
    let command = "auto_reply/set_reply_text> … curl '";
    settings().reports(PAGE, "TW406", &[command, command]);
    let messages = after(
        "curl -G 'https://api.vc.bilibili.com/x/im/link_setting/get_block_words'",
        "curl 'https://api.vc.bilibili.com/x/im/link_setting/get_block_words'",
    );
    assert!(messages.iter().any(|message| message.contains("makes a POST request")), "{messages:?}");
}
