//! What is proposed for documents of one form each. How good proposals are for whole families is measured elsewhere.

mod written;

use super::{Guess, guess};
use crate::diagnostic::{Diagnostic, Severity};
use crate::dialect::{self, Dialect};
use crate::source::SourceMap;
use crate::{Document, Input, Output, compile};

/// The proposal for one document, which must be a dialect without a rule that could have no effect.
fn proposed(text: &str) -> Guess {
    let found = guess("api", &[Document { name: "api/one.md".into(), text: text.into() }]);
    let mut sources = SourceMap::default();
    let file = sources.add("api/dialect.toml", &found.dialect);
    let read: Dialect =
        dialect::load(file, &found.dialect).unwrap_or_else(|errors| panic!("{}\n{}", errors[0].message, found.dialect));
    assert!(dialect::check(&read, file).is_empty(), "{}", found.dialect);
    found
}

/// What the compiler makes of a document with its proposal.
fn compiled(text: &str) -> Output {
    let documents = vec![Document { name: "api/one.md".into(), text: text.into() }];
    let dialect = Document { name: "api/dialect.toml".into(), text: proposed(text).dialect };
    compile(&Input { api: "api".into(), documents, dialect, patches: None })
}

/// The calls of an output, as `METHOD path`.
fn calls(output: &Output) -> Vec<String> {
    let endpoints = output.api.iter().flat_map(|api| &api.endpoints);
    let call = |endpoint: &crate::ir::Endpoint| {
        let methods: Vec<_> = endpoint.methods.iter().map(|method| method.value.name()).collect();
        format!("{} {}", methods.join(","), endpoint.path.value)
    };
    endpoints.map(call).collect()
}

#[test]
fn the_compiler_reads_every_proposal() {
    let cases = [
        "Call`/n`/\nCall`/n`/",
        "call`/r：/\ncall`/r：/1",
        "GET /\n# ?\n|Feld\n|-\ncode\nmessage\n```\n{\"code\":0,\"message\":\"\",\"data\":[\"\"]}\n",
    ];
    for text in cases {
        let output = compiled(text);
        let configuration = |item: &&Diagnostic| item.code.number() < "TW200";
        let refused = output.diagnostics.items().iter().filter(|item| item.severity == Severity::Error);
        let refused: Vec<_> = refused.filter(configuration).map(|item| &item.message).collect();
        assert!(refused.is_empty(), "{text}: {refused:?}");
    }
}

#[test]
fn announcements_are_found_in_every_form() {
    let cases: [(&str, &[&str]); 19] = [
        ("# A\n\n## B\n\n终结点：`get_b`\n\n## C\n\n终结点: `c`\n", &["GET,POST /get_b", "GET,POST /c"]),
        ("# A\n\n## B\n\n```http\nGET /b/{id}\n```\n", &["GET /b/{id}"]),
        ("# A\n\n## Get B % GET /b\n\nx\n\n## Set B % PUT /b\n\nx\n", &["GET /b", "PUT /b"]),
        ("# A\n\n## GET /b\n\nx\n", &["GET /b"]),
        (
            "# A\n\n<details>\n<summary><code>PUT</code> <code><b>/b</b></code> (x)</summary>\n\nx\n\n</details>\n",
            &["PUT /b"],
        ),
        (
            "# A\n\n## `b` B\n\n### Parameters\n\n## `c` C\n\n### Parameters\n\n## `d` D\n\n### Parameters\n",
            &["GET,POST /b", "GET,POST /c", "GET,POST /d"],
        ),
        ("# A\n\n## B\n\n`POST /b`\n\n## C\n\n`DELETE /c/:id`\n", &["POST /b", "DELETE /c/{id}"]),
        ("# A\n\n## B\n\n接口地址：`/b` 或 `/bb`\n\n## C\n\n接口地址: `/c`\n", &["GET,POST /b", "GET,POST /c"]),
        (
            "# A\n\n## B\n\n> GET <https://a.example/v1/b>\n\n## C\n\n> PUT <https://a.example/v1/c>\n",
            &["GET /v1/b", "PUT /v1/c"],
        ),
        ("# A\n\n## B\n\n| URL | `/b` |\n| --- | --- |\n| Method | PUT |\n", &["PUT /b"]),
        (
            "# A\n\n| Path | Method | What |\n| --- | --- | --- |\n| /b | GET | b |\n| /c | POST | c |\n",
            &["GET /b", "POST /c"],
        ),
        ("# A\n\n## B\n\n<Route method=\"GET\" path=\"/b/:x\" />\n", &["GET /b/{x}"]),
        ("# A\n\n## B\n\n<Route method=\"POST\">/b/{x}</Route>\n", &["POST /b/{x}"]),
        ("# A\n\n## B\n\n> <Badge text=\"PUT\"/> /b/{x}\n", &["PUT /b/{x}"]),
        (
            "# A\n\n- [b](https://a.example/b)\n- [c](https://a.example/c)\n- [d](https://a.example/d)\n",
            &["GET,POST /b", "GET,POST /c", "GET,POST /d"],
        ),
        ("# A\n\n## B\n\n```\n[POST] /b\n```\n", &["POST /b"]),
        (
            "# A\n\n| Path | What |\n| --- | --- |\n| [/b](#b) | b |\n| [/c](#c) | c |\n\n## B\n\n### Call\n\n| Path | Method |\n| --- | --- |\n| /b | GET |\n\n### Parameters\n\n## C\n\n### Call\n\n| Path | Method |\n| --- | --- |\n| /c | POST |\n\n### Parameters\n",
            &["GET /b", "POST /c"],
        ),
        ("# A\n\nNothing is announced, see /etc/passwd and [x](https://a.example/x).\n", &[]),
        (
            "# A\n\n## B\n\n### Call\n\n`GET /b`\n\n## C\n\n### Call\n\n`GET /c`\n\n## D\n\n### Call\n\n`GET /d`\n\n### Example\n\n`GET /d`\n",
            &["GET /b", "GET /c", "GET /d"],
        ),
    ];
    for (text, expected) in cases {
        let output = compiled(text);
        assert_eq!(calls(&output), expected, "{text}\n{}", proposed(text).dialect);
    }
}

/// A document with one endpoint and `rest` below it.
fn below(rest: &str) -> String {
    format!("# A\n\n## B\n\n`GET /b/{{id}}`\n\n{rest}\n")
}

#[test]
fn what_tables_and_sentences_say_becomes_a_rule() {
    let cases: [(String, &[&str]); 21] = [
        (
            table("| Feld | Typ | Pflicht | Bedeutung |", "| a | string | ja | x |\n| b | integer | nein | y |"),
            &[
                "name = [\"Feld\"]",
                "type = [\"Typ\"]",
                "presence = [\"Pflicht\"]",
                "required = [\"ja\"]",
                "optional = [\"nein\"]",
            ],
        ),
        (
            table("| 字段 | 类型 | 可选 |", "| a | 字符串 | 是 |\n| b | 整数 | 否 |"),
            &["optional = [\"可选\"]", "\"整数\" = \"int64\""],
        ),
        (
            table(
                "| Name | Type | 必要性 |",
                "| a | string | POST方式必要 |\n| b | string | 必要 |\n| c | string | 非必要 |",
            ),
            &["conditional = ['^(?<method>[A-Z]+)方式必要$'] # 1 spellings"],
        ),
        (
            table("| Name | Type | Default |", "| a | int | `30 * 60` |\n| b | string | - |"),
            &["arithmetic = true # 1 cells", "none = [\"-\"]"],
        ),
        (
            table("| Name | Type |", "| a | string[] |\n| b | array of int |\n| c | ?bool |\n| d | map of int |"),
            &["pattern = '^(?<item>.+?)\\s*\\[\\]$'", "is = \"nullable\"", "is = \"map\""],
        ),
        (
            table("| Name | Type |", "| a | object |\n| » b | string |\n| »» c | string |"),
            &["step = '^(?:(?:»|>) ?)' # 2 names"],
        ),
        (table("| Name | Type |", "| a | object |\n| a.b | string |"), &["dotted = true"]),
        (table("| Name | Type |", "| a? | string |\n| b | string |"), &["optional = '\\?$' # 1 names"]),
        (table("| Name | Type |", "| a | string |\n| b | |"), &["\"\" = \"any\" # 1 cells say nothing"]),
        (table("| Name | Type |", "| a | Wagon |\n| b | string |"), &["# [define]\n# \"Wagon\" = { type = \"…\" } # 1"]),
        (
            table("| Name | In | Type |", "| id | path | int |\n| b | query | int |"),
            &["[locations]", "\"query\" = \"query\""],
        ),
        (
            below("**Errors**\n\n| Code | Meaning |\n| --- | --- |\n| 1 | x |\n| 2,3 | y |"),
            &["role = \"codes\"", "value = [\"Code\"]", "value_separator = '[,，、]\\s*' # 1 cells have several"],
        ),
        (
            "# A\n\n**HTTP status codes**\n\n| Code | Meaning |\n| --- | --- |\n| 404 | x |\n\n## B\n\n`GET /b`\n"
                .to_owned(),
            &["role = \"statuses\""],
        ),
        (
            below("The call takes no parameters.\n\nNothing comes back."),
            &["states = \"no-parameters\"", "states = \"no-response\""],
        ),
        (
            "# A\n\n## B\n\n### Method\n\n`PUT`\n\n### URL\n\n`/b`\n\n## C\n\n### Method\n\nGET, POST\n\n### URL\n\n`/c`\n"
                .to_owned(),
            &[": `PUT`\n[[statement]]\nstates = \"methods\"", "(?<methods>"],
        ),
        (
            below("**Parameters**\n\n- `a` (string, required): x\n- `b` (integer): y"),
            &["[[bullet]]", "required = [\"required\"]", "parameter = \"optional\" # 1 rows say nothing"],
        ),
        (
            table(
                "| Name | Type | Meaning |",
                "| a | string | one of `x`, `y` |\n| b | int | 1: on, 2: off |\n| c | int | 0：关，1：开 |",
            ),
            &["# ---- values in descriptions", "(?<list>", "each = '(?:^|"],
        ),
        ("# A\n\n## B\n\n- `GET /b/{id}`\n\n## C\n\n- `GET /c`\n".to_owned(), &["in = \"item\"", "# matched 2 times"]),
        (below("The base URL is https://a.example/v1."), &["servers = [\"https://a.example/v1\"]"]),
        (below("```\ncurl -H 'Authorization: Bot abc' https://a.example/b/1\n```"), &["prefix = \"Bot \""]),
        (
            below("Example response:\n\n```json\n{\"code\": 0, \"message\": \"\", \"data\": {\"x\": 1}}\n```"),
            &["[envelope]", "data = \"data\"", "code = \"code\"", "success = [0]", "messages = [\"message\"]"],
        ),
    ];
    says(&cases);
}

#[test]
fn what_labels_and_examples_say_becomes_a_rule() {
    let cases: [(String, &[&str]); 10] = [
        (
            below(
                "Example response:\n\n```json\n{\"result\": \"success\", \"msg\": \"\", \"x\": 1}\n```\n\nExample response:\n\n```json\n{\"result\": \"error\", \"msg\": \"no\", \"code\": \"X\"}\n```",
            ),
            &[
                "[envelope]\n# no field carries the data: it stands beside these\ncode = \"result\"\nsuccess = [\"success\"]\nmessages = [\"msg\"]",
            ],
        ),
        (
            table(
                "| Name | Type | 必要性 |",
                "| a | string | 必要（可选） |\n| b | string | 必要（可选） |\n| c | string | 必要 |",
            ),
            &["presence = [\"必要性\"]", "conditional = ['^必要[(（]可选[)）]$'] # 1 spellings"],
        ),
        (
            table(
                "| Name | Type | Required |",
                "| a | string | No, if b is used |\n| b | string | No |\n| c | string | Yes |",
            ),
            &["conditional = ['^(?i:no)\\b'] # 1 spellings"],
        ),
        (
            below(
                "**Root**\n\n| Name | Type |\n| --- | --- |\n| code | int |\n| message | string |\n\nExample response:\n\n```json\n{\"code\": 0, \"message\": \"\", \"data\": {\"x\": 1}}\n```",
            ),
            &["role = \"envelope\""],
        ),
        (
            below("**Response**\n\n- `a`: string\n\n  Its name.\n\n- `b`: integer\n\n  Its size."),
            &["[[bullet]]", "\"integer\" = \"int64\""],
        ),
        (
            below(
                "### Parameters\n\n**a** `string` `required`\n\nIts name.\n\n**b** `integer` `optional` `in query`\n\nIts size.",
            ),
            &["in = [\"line\"]", "optional = [\"optional\"]", "\"query\" = \"query\"", "role = \"parameters\""],
        ),
        (
            below("Optional parameters:\n\n| Name | Type |\n| --- | --- |\n| a | string |"),
            &["role = \"parameters\"", "presence = \"optional\""],
        ),
        (
            below("Status Code **200**\n\n| Name | Type |\n| --- | --- |\n| a | string |"),
            &["role = \"response\"", "(?<status>[1-5]\\d\\d)"],
        ),
        (
            below("> 404 Response\n\n```json\n{\"a\": 1}\n```"),
            &["role = \"example\"", "pattern = '^[`*]*(?<status>[1-5]\\d\\d)\\b[`*]*"],
        ),
        (
            below(
                "### Responses\n\n| Status | Meaning |\n| --- | --- |\n| 200 | x |\n| default | y |\n\n### Enumerated Values\n\n| Property | Value |\n| --- | --- |\n| a | x |",
            ),
            &["role = \"statuses\"", "role = \"values\""],
        ),
    ];
    says(&cases);
}

/// A document with a table of parameters.
fn table(head: &str, rows: &str) -> String {
    let dashes = "--- |".repeat(head.matches('|').count() - 1);
    below(&format!("**Parameters**\n\n{head}\n|{dashes}\n{rows}"))
}

/// The proposals for documents have these words.
fn says(cases: &[(String, &[&str])]) {
    for (text, expected) in cases {
        let dialect = proposed(text).dialect;
        for words in *expected {
            assert!(dialect.contains(words), "no `{words}` for\n{text}\nin\n{dialect}");
        }
    }
}

#[test]
fn every_rule_says_how_often_it_matched() {
    let found = proposed(&below("**Parameters**\n\n| Name | Type |\n| --- | --- |\n| a | string |"));
    let lines: Vec<&str> = found.dialect.lines().collect();
    for (at, _) in lines.iter().enumerate().filter(|(_, line)| ["[[endpoint]]", "[[section]]"].contains(line)) {
        assert!(lines[at - 1].starts_with("# matched once, first at api/one.md:"), "{}", lines[at - 1]);
    }
    assert!(found.dialect.contains("# 1 of 1 type cells"), "{}", found.dialect);
}

/// A label is no rule where its role means nothing, and a document of which nothing is read is documentation.
#[test]
fn what_the_compiler_refuses_is_not_proposed() {
    let documents = [
        ("api/calls.md", below("**Response**\n\n| Name | Type |\n| --- | --- |\n| a | [Lamp](types.md#lamp) |")),
        ("api/types.md", "# Lamp\n\n| Name | Type |\n| --- | --- |\n| x | string |\n".into()),
        ("api/guide.md", "# Guide\n\n**Reply**\n\n| Name | Type |\n| --- | --- |\n| y | string |\n".into()),
    ];
    let documents: Vec<Document> =
        documents.into_iter().map(|(name, text)| Document { name: name.into(), text }).collect();
    let dialect = guess("api", &documents).dialect;
    assert!(!dialect.contains("Reply"), "{dialect}");
    assert!(dialect.contains("name = '^(?:guide\\.md)$'\nrole = \"prose\""), "{dialect}");
    let dialect = Document { name: "api/dialect.toml".into(), text: dialect };
    let output = compile(&Input { api: "api".into(), documents, dialect, patches: None });
    assert!(!output.files.is_empty(), "{:?}", output.diagnostics.items());
}

#[test]
fn nothing_is_proposed_for_nothing() {
    for text in ["", "# A\n", "\u{feff}", "|\n|-|\n", "```\n", "<Route method=\"GET\">"] {
        assert!(!proposed(text).dialect.contains("[[endpoint]]"), "{text:?}");
    }
    assert_eq!(guess("api", &[]), guess("api", &[]));
}

#[test]
fn what_shapes_do_not_tell_is_tried() {
    let json = |text: &str| format!("\n```json\n{text}\n```\n");
    let envelope = "{\"code\": 0, \"message\": \"ok\", \"data\": {\"id\": 1}}";
    let table = "| Name | Type |\n| --- | --- |\n";
    let cases = [
        // JSON that no label explains is what comes back.
        (
            format!("# A\n\n`GET /a`\n{}\n# B\n\n`GET /b`\n{}", json("{\"x\": 1}"), json("{\"y\": 2}")),
            "unlabelled_example = \"response\"",
        ),
        // The table of a response has the fields around the data as well.
        (
            format!(
                "# A\n\n`GET /a`\n\n## Response\n\n{table}| code | int |\n| message | string |\n| data | object |\n| data.id | int |\n\n## Example response\n{}",
                json(envelope)
            ),
            "role = \"envelope\"",
        ),
        // It has the fields of what is listed.
        (
            format!(
                "# A\n\n`GET /a`\n\n## Response\n\n{table}| id | int |\n| name | string |\n\n## Example response\n{}",
                json("{\"total\": 1, \"items\": [{\"id\": 1, \"name\": \"b\"}]}")
            ),
            "items_by_example = true",
        ),
    ];
    for (text, expected) in cases {
        let dialect = proposed(&text).dialect;
        assert!(dialect.contains(expected), "no `{expected}` for\n{text}\nin\n{dialect}");
    }
}
