//! What people write in READMEs and wikis, and what templates write.

use super::{below, calls, compiled, proposed};

#[test]
fn methods_and_statuses_are_read_where_templates_have_them() {
    let template =
        "# A\n\n## B\n\n**URL** : `/b/:id`\n\n**Method** : `DELETE`\n\n## C\n\n**URL** : `/c`\n\n**Method** : `PUT`\n";
    assert_eq!(calls(&compiled(template)), ["DELETE /b/{id}", "PUT /c"]);
    let fences = "# A\n\n## B\n\n```\nPOST /b\n```\n\n#### Answer\n\n```\nHTTP/1.1 200 OK\n\n{}\n```\n";
    assert_eq!(calls(&compiled(fences)), ["POST /b"]);
    let output = compiled(&below("Returns `204`."));
    let statuses: Vec<_> = output
        .api
        .iter()
        .flat_map(|api| &api.endpoints)
        .map(|one| one.response.status.as_ref().map(|status| status.value))
        .collect();
    assert_eq!(statuses, [Some(204)]);
}

#[test]
fn words_for_nothing_speak_of_the_label_above_them() {
    let page = |none: &str| {
        format!(
            "# A\n\n## B\n\n`GET /b`\n\n### Response\n\n| Name | Type |\n| --- | --- |\n| a | int |\n\n### Parameters\n\n{none}\n\n\
             ## C\n\n`GET /c`\n\n### Response\n\n{none}\n\n### Parameters\n\n| Name | Type |\n| --- | --- |\n| d | int |\n"
        )
    };
    for none in ["None", "- **none**", "无"] {
        let output = compiled(&page(none));
        let endpoints: Vec<_> = output.api.iter().flat_map(|api| &api.endpoints).collect();
        let [b, c] = endpoints.as_slice() else { panic!("{none}: {} endpoints", endpoints.len()) };
        assert!(matches!(b.response.body.value, crate::ir::Body::Data { .. }), "{none}");
        assert_eq!((b.parameters.fields.len(), c.parameters.fields.len()), (0, 1), "{none}");
        assert!(matches!(c.response.body.value, crate::ir::Body::None), "{none}");
    }
}

#[test]
fn what_templates_write_is_read() {
    let items = "# A\n\n## B\n\n- url：/b\n- method: PUT\n\n## C\n\n- url：/c\n- method: GET\n";
    assert_eq!(calls(&compiled(items)), ["PUT /b", "GET /c"]);
    // A page is called after what a table below announces.
    let table =
        |path: &str| format!("# `{path}`\n\n## Read\n\n| Method | Path |\n| --- | --- |\n| `GET` | `{path}` |\n\n");
    assert_eq!(calls(&compiled(&[table("/a"), table("/b"), table("/c")].concat())), ["GET /a", "GET /b", "GET /c"]);
    let cases = [
        ("- `a` `(string: <required>)` - A\n- `b` `(int: 5)` - B, above 9 it is deprecated", "(?<default>"),
        ("- `a` (required) - A\n- `b` (optional) - B", "(?<presence>(?i:required|optional)"),
        ("- `a` — A (необязательный)\n- `b` — B", "means = \"optional\""),
        ("- `a`: A\n- `b`: B", "[[bullet]]"),
        (
            "| Name | Type | About |\n| --- | --- | --- |\n| a | int | **Required**. A |\n| b | int | B |",
            "means = \"required\"",
        ),
        ("| Name | Type |\n| --- | --- |\n| a | string? |\n| b | string |", "is = \"optional\""),
        (
            "| Name | Type | Required |\n| --- | --- | --- |\n| a | string? | yes |\n| b | string | no |",
            "is = \"nullable\"",
        ),
        ("返回一个 Lamp 对象。\n\n## Lamp\n\n| Name | Type |\n| --- | --- |\n| a | string |", "states = \"response\""),
    ];
    for (rest, expected) in cases {
        let dialect = proposed(&below(&format!("### Parameters\n\n{rest}"))).dialect;
        assert!(dialect.contains(expected), "no `{expected}` for\n{rest}\nin\n{dialect}");
        assert!(!dialect.contains("states = \"deprecated\""), "{rest}");
    }
}

#[test]
fn what_words_speak_of_is_no_announcement() {
    let calls_of = |base: &str, one: &str| {
        let each = |path: &str| format!("## A{path}\n\n**URL :** `GET /{path}`\n\n{one}\n\n");
        let text = format!("# A\n\n{base}\n\n{}", ["b", "c", "d"].map(each).concat());
        (proposed(&text).dialect, calls(&compiled(&text)))
    };
    let quote = "> **Deprecated** since 2.3: use `GET /other` instead.";
    for base in ["Adresse de base : `https://a.example/v1`", "Alle Aufrufe gehen an https://a.example/v1"] {
        let (dialect, calls) = calls_of(base, "");
        assert_eq!(calls, ["GET /b", "GET /c", "GET /d"], "{dialect}");
        assert!(dialect.contains("servers = [\"https://a.example/v1\"]"), "{dialect}");
    }
    let text = format!("# A\n\n## B\n\n`GET /b`\n\n{quote}\n\n## C\n\n`GET /c`\n\n## D\n\n`GET /d`\n");
    assert_eq!(calls(&compiled(&text)), ["GET /b", "GET /c", "GET /d"]);
}

#[test]
fn the_first_line_of_a_paragraph_announces() {
    let one = |call: &str| {
        format!(
            "## A{call}\n\n**Endpunkt:** `{call}`  \n**Parameter:**\n\n| Name | Typ |\n| --- | --- |\n| a | int |\n\n"
        )
    };
    let output = compiled(&format!("# A\n\n{}", ["GET /b", "PUT /c", "GET /d"].map(one).concat()));
    assert_eq!(calls(&output), ["GET /b", "PUT /c", "GET /d"]);
    let endpoints = output.api.iter().flat_map(|api| &api.endpoints);
    assert!(endpoints.clone().all(|endpoint| endpoint.parameters.fields.len() == 1), "{:?}", calls(&output));
}

#[test]
fn a_word_above_a_table_is_a_type_where_something_is_of_it() {
    let rows = "| Name | Type |\n| --- | --- |\n";
    let one = |path: &str| {
        format!(
            "## A{path}\n\n`PUT /{path}`\n\n*Takes*\n\n{rows}| {path}1 | int |\n\n*Gives*\n\n{rows}| {path}2 | int |\n\n"
        )
    };
    let output = compiled(&format!("# A\n\n{}", ["b", "c", "d"].map(one).concat()));
    let endpoints: Vec<_> = output.api.iter().flat_map(|api| &api.endpoints).collect();
    let counts: Vec<_> = endpoints.iter().map(|endpoint| endpoint.parameters.fields.len()).collect();
    assert_eq!(counts, [1, 1, 1]);
    assert!(endpoints.iter().all(|endpoint| matches!(endpoint.response.body.value, crate::ir::Body::Data { .. })));
}

#[test]
fn sentences_of_several_languages_state_facts() {
    let cases = [
        (
            "no-response",
            [
                "Es kommt nichts zurück.",
                "Ne renvoie rien.",
                "No devuelve nada.",
                "Não retorna nada.",
                "Ничего не возвращает.",
            ],
        ),
        (
            "no-parameters",
            ["Keine Parameter.", "Aucun paramètre.", "Sin parámetros.", "Sem parâmetros.", "Без параметров."],
        ),
        ("deprecated", ["Veraltet.", "Obsolète.", "Obsoleto.", "Descontinuado.", "Устарело."]),
        (
            "no-auth",
            [
                "No authentication required.",
                "Sans authentification.",
                "无需登录",
                "Без авторизации.",
                "Sem autenticação.",
            ],
        ),
    ];
    for (states, sentences) in cases {
        for sentence in sentences {
            let text = below(sentence);
            let dialect = proposed(&text).dialect;
            assert!(dialect.contains(&format!("states = \"{states}\"")), "{sentence}\n{dialect}");
            let unused =
                compiled(&text).diagnostics.items().iter().any(|item| item.code == crate::diagnostic::Code::UnusedRule);
            assert!(!unused, "{sentence}\n{dialect}");
        }
    }
}

#[test]
fn a_sentence_about_several_is_not_about_one() {
    let page = |sentence: &str| {
        format!(
            "# Books\n\n## Read all\n\n`GET /books`\n\n{sentence}\n\n## Read one\n\n`GET /books/{{id}}`\n\nReturns the updated Book object.\n\n\
             ## Book\n\n| Name | Type |\n| --- | --- |\n| id | int |\n"
        )
    };
    // What the first call answers with: one, a list, or nothing that a rule reads, which is reported.
    let cases = [
        ("Returns the Book object.", "one"),
        ("Returns the updated Book.", "one"),
        ("Returns all Book objects.", "list"),
        ("Returns all of the [Book](#book) objects.", "list"),
        ("Returns every Book record.", "list"),
        ("Returns a list of Book.", "list"),
        ("Returns an array of Book objects.", "list"),
        ("Returns a paginated list of Book.", "unread"),
        ("Returns a page of [Book](#book) objects.", "unread"),
        ("Returns several [Book](#book) objects.", "unread"),
        ("Returns a collection of Book.", "unread"),
        ("Returns [Book](#book) objects.", "unread"),
    ];
    for (sentence, expected) in cases {
        let text = page(sentence);
        let output = compiled(&text);
        let endpoints = output.api.iter().flat_map(|api| &api.endpoints);
        let bodies: Vec<_> = endpoints.map(|endpoint| &endpoint.response.body.value).collect();
        let kind = |body: &crate::ir::Body| match body {
            crate::ir::Body::Data { data: crate::ir::Type::Ref { .. } } => "one",
            crate::ir::Body::Data { data: crate::ir::Type::List { .. } } => "list",
            crate::ir::Body::Unknown => "unread",
            _ => "else",
        };
        let kinds: Vec<_> = bodies.iter().map(|body| kind(body)).collect();
        assert_eq!(kinds, [expected, "one"], "{sentence}\n{}\n{bodies:?}", proposed(&text).dialect);
    }
}

#[test]
fn a_number_has_a_fraction_where_the_documents_say_or_show_it() {
    let bullets = |rows: &str, example: &str| {
        below(&format!("Parameters:\n\n- `a` (string, required) - A\n{rows}\n\nResponse:\n\n```json\n{example}\n```"))
    };
    let table = |rows: &str| {
        below(&format!(
            "Parameters:\n\n| Name | Type | Required | About |\n| --- | --- | --- | --- |\n| a | string | yes | A |\n{rows}"
        ))
    };
    let cases = [
        // A word for integers stands beside it.
        (bullets("- `b` (number, required) - B\n- `c` (integer, optional) - C", "{}"), "\"number\" = \"float64\""),
        (table("| b | 数字 | no | B |\n| c | int | no | C |"), "\"数字\" = \"float64\""),
        // An example, a default or a limit has a fraction.
        (bullets("- `b` (number, required) - B", "{\"b\": 12.5}"), "\"number\" = \"float64\""),
        (bullets("- `b` (number, required) - B, default: 0.5", "{}"), "\"number\" = \"float64\""),
        (table("| b | number | no | Per litre, e.g. 2.50 |\n| c | number | no | `3` |"), "\"number\" = \"float64\""),
        (table("| b | number | no | B, at most 0.75. |"), "\"number\" = \"float64\""),
        // Nothing says or shows it.
        (table("| b | number | no | Since version 1.2 |"), "\"number\" = \"int64\""),
        (table("| b | number | no | e.g. 1.2.3 |"), "\"number\" = \"int64\""),
        (bullets("- `b` (number, required) - B", "{\"b\": 12}"), "\"number\" = \"int64\""),
        (table("| b | number | no | B |\n| c | integer | no | C |"), "\"integer\" = \"int64\""),
    ];
    for (text, expected) in cases {
        let dialect = proposed(&text).dialect;
        assert!(dialect.contains(expected), "no `{expected}` for\n{text}\nin\n{dialect}");
    }
}

#[test]
fn a_header_for_presence_stays_one_whatever_its_cells_add() {
    let page = |header: &str, cell: &str| {
        below(&format!(
            "Parameters:\n\n| Name | Type | {header} | About |\n| --- | --- | --- | --- |\n| a | string | {cell} | A |"
        ))
    };
    // Whether the field may be left out, and whether the cell is reported.
    let cases = [
        ("Required", "No, default 1", true, false),
        ("Required", "no (asc if missing)", true, false),
        ("Mandatory", "Optional; 20", true, false),
        ("必填", "否，默认 1", true, false),
        ("是否必须", "非必填（默认 1）", true, false),
        ("Required", "depends", false, true),
        ("Required", "Nothing", false, true),
        ("Optional", "depends", false, true),
        ("Optional", "no, never", false, true),
        ("Required", "Yes", false, false),
    ];
    for (header, cell, optional, reported) in cases {
        let text = page(header, cell);
        let output = compiled(&text);
        let dialect = proposed(&text).dialect;
        let said = output.diagnostics.items().iter().any(|item| item.code.number() == "TW211");
        assert_eq!(said, reported, "{header}: {cell}\n{dialect}");
        let kind = if header == "Optional" { "optional" } else { "presence" };
        assert!(dialect.contains(&format!("{kind} = [\"{header}\"]")), "{header}: {cell}\n{dialect}");
        let fields = output.api.iter().flat_map(|api| &api.endpoints).flat_map(|one| &one.parameters.fields);
        let may_lack: Vec<_> =
            fields.filter(|field| field.name.value == "a").map(|field| field.presence.value).collect();
        assert!(
            reported || may_lack.iter().all(|presence| (*presence == crate::ir::Presence::Optional) == optional),
            "{header}: {cell}: {may_lack:?}\n{dialect}"
        );
    }
}

#[test]
fn a_url_above_all_calls_is_where_they_go() {
    let page = |line: &str, below: &str, call: &str| {
        format!("# A\n\n{line}\n\n{below}\n\n## B\n\n{call}`GET /b`\n\n## C\n\n{call}`POST /c`\n")
    };
    let url = "接口地址：`https://park.example/api`";
    let cases = [
        (page(url, "", "**请求地址**："), true),
        (page("API: https://park.example/api", "Words.", ""), true),
        (page("**Endpoint**: `https://park.example/api`", "", "**Call**: "), true),
        // It may be a call of its own.
        (page(url, "| Name | Type |\n| --- | --- |\n| a | int |", "**请求地址**："), false),
        (page("API: `/api`", "", ""), false),
        (format!("# A\n\n## B\n\n`GET /b`\n\n## C\n\n{url}\n"), false),
        (format!("# A\n\n## B\n\n{url}\n\n## C\n\n接口地址：`https://park.example/c`\n"), false),
    ];
    for (text, base) in cases {
        let (dialect, output) = (proposed(&text).dialect, compiled(&text));
        assert_eq!(dialect.contains("states = \"server\""), base, "{text}\n{dialect}");
        let servers = output.api.iter().flat_map(|api| &api.servers).count();
        assert!(!base || servers == 1 && calls(&output) == ["GET /b", "POST /c"], "{text}\n{dialect}");
    }
}

#[test]
fn one_item_is_a_row_below_a_label_of_fields() {
    let cases = [
        ("Parameters:\n\n- `a` (string, required) - A", true),
        ("### Parameters\n\n- `a` (string) - A", true),
        ("**请求参数**\n\n- `a` (string, 必填) - A", true),
        // Nothing says that it is one.
        ("Notes:\n\n- `a` (string, required) - A", false),
        ("Parameters:\n\nNone, but see:\n\n- `a` (string, required) - A", false),
        ("Parameters:\n\n- `a` (see below) - A", false),
        ("Parameters:\n\n- A, which is a string", false),
    ];
    for (rest, expected) in cases {
        let dialect = proposed(&below(rest)).dialect;
        assert_eq!(dialect.contains("[[bullet]]"), expected, "{rest}\n{dialect}");
        let output = compiled(&below(rest));
        let fields = output.api.iter().flat_map(|api| &api.endpoints).flat_map(|one| &one.parameters.fields);
        assert_eq!(fields.filter(|field| field.name.value == "a").count(), usize::from(expected), "{rest}\n{dialect}");
    }
}

#[test]
fn a_list_of_statuses_is_read() {
    let cases = [
        ("Errors:\n\n- `404` - there is no such lamp\n- `423` - locked", 2),
        ("**Responses**\n\n- 200: it shines\n- 404: missing", 2),
        ("错误：\n\n- `404`：没有", 1),
        // Nothing says that they are statuses.
        ("Years:\n\n- 404 - the first\n- 405 - the second", 0),
    ];
    for (rest, count) in cases {
        let text = below(&format!("Parameters:\n\n- `a` - string\n- `b` - integer\n\n{rest}"));
        let (dialect, output) = (proposed(&text).dialect, compiled(&text));
        assert_eq!(dialect.contains("role = \"statuses\""), count > 0, "{rest}\n{dialect}");
        let statuses = output.api.iter().flat_map(|api| &api.endpoints).map(|one| one.statuses.len()).sum::<usize>();
        assert_eq!(statuses, count, "{rest}\n{dialect}");
    }
}
