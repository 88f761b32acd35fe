//! Labels: where what they say ends, and what stands below them that no rule reads.

use super::{Case, HEAD, check};

/// Labels of words and of examples, marked in any way.
const MORE: &str = "[[section]]\nrole = \"prose\"\npattern = '^Hints$'\n[[section]]\nrole = \"example\"\nof = \"request\"\npattern = '^For one$'";

/// The name of the only parameter.
const A: &[(&str, &str)] = &[("paths/%a/get/parameters/0/name", "\"a\""), ("paths/%a/get/parameters/1", "null")];

/// Rows in paragraphs below labels that may stand in their line.
const LINES: &str = "policy.untyped = \"string\"\n[[section]]\nrole = \"parameters\"\nmark = \"line\"\npresence = \"required\"\n\
    pattern = '^Needed'\n[[bullet]]\nin = [\"line\"]\npattern = '^`(?<name>\\w+)`: (?<description>.+)$'";

/// Lines, each behind a mark.
fn indented(text: &str, by: &str) -> String {
    let lines: Vec<_> = text.split(';').map(|line| format!("{by}{line};")).collect();
    lines.concat()
}

#[test]
fn a_label_ends_with_its_container() {
    let words = "| Band | Hertz |;| --- | --- |;| 0 | 25 |;";
    let containers = [
        format!("<details>;<summary>Hints</summary>;;{words};</details>;"),
        format!(":::details Hints;{words}:::;"),
        format!(":::tip[Hints];{words}:::;"),
        format!("!!! note \"Hints\";;{}", indented(words, "    ")),
        format!("=== \"Hints\";;{}", indented(words, "    ")),
        format!("> **Hints**;>;{}", indented(words, "> ")),
        format!("- **Hints**;;{}", indented(words, "  ")),
        "<details>;<summary>For one</summary>;;```json;{\"a\": 1};```;;</details>;".to_owned(),
        "> **For one**;>;> ```json;> {\"a\": 1};> ```;".to_owned(),
        // One without anything that it announces speaks of what stands behind it.
        "> **Takes what**;".to_owned(),
    ];
    let row = "| a | int | A |";
    for container in containers {
        for label in ["### Takes;;", ""] {
            if label.is_empty() && container.contains("For one") {
                continue;
            }
            let document = format!("## GET /a;;{label}{container};{HEAD}{row};;Nothing comes back.;");
            let more = format!(
                "policy.unlabelled = [\"parameters\"]\n{MORE}\n[[section]]\nrole = \"parameters\"\npattern = '^Takes what$'"
            );
            check(&[Case { what: &document, document: &document, more: &more, values: A, says: "" }]);
        }
    }
}

#[test]
fn words_below_a_label_are_read_or_said() {
    let unread = "warning[TW204]: no table or list follows the label";
    check(&[
        Case {
            what: "words above a statement of something else",
            document: "## GET /a;;### Takes;;a: int, how much;;Nothing comes back.;",
            more: "",
            values: &[("paths/%a/get/parameters", "null")],
            says: "warning[TW204]: no table or list follows the label `Takes`",
        },
        Case {
            what: "words in HTML",
            document: "## GET /a;;### Takes;;<dl>;<dt>a</dt><dd>int: how much</dd>;</dl>;;### Gives;;Nothing comes back.;",
            more: "",
            values: &[],
            says: "warning[TW204]: no table or list follows the label `Takes`",
        },
        Case {
            what: "words below a response, and a statement of parameters",
            document: "## GET /a;;### Gives;;Many things.;;It takes none.;",
            more: "[[statement]]\nstates = \"no-parameters\"\npattern = '^It takes none'",
            values: &[],
            says: "warning[TW204]: no table or list follows the label `Gives`",
        },
        Case {
            what: "a statement of something else alone",
            document: "## GET /a;;### Takes;;It needs a key.;;### Gives;;Nothing comes back.;",
            more: "[[statement]]\nstates = \"deprecated\"\npattern = '^It needs'",
            values: &[("paths/%a/get/deprecated", "true")],
            says: "",
        },
        Case {
            what: "a row in the line of its label",
            document: "## GET /a;;**Needed:** `a`: how much;;Nothing comes back.;",
            more: LINES,
            values: &[
                ("paths/%a/get/parameters/0/name", "\"a\""),
                ("paths/%a/get/parameters/0/required", "true"),
                ("paths/%a/get/parameters/0/description", "\"how much\""),
            ],
            says: "",
        },
        Case {
            what: "rows in the line of their label and below it",
            document: "## GET /a;;**Needed**: `a`: how much;;`b`: how many;;Nothing comes back.;",
            more: LINES,
            values: &[("paths/%a/get/parameters/0/name", "\"a\""), ("paths/%a/get/parameters/1/name", "\"b\"")],
            says: "",
        },
        Case {
            what: "words that are no row in the line of a label",
            document: "## GET /a;;**Needed:** a number;;### Gives;;Nothing comes back.;",
            more: LINES,
            values: &[("paths/%a/get/parameters", "null")],
            says: unread,
        },
        Case {
            what: "words in the line of a label above the next",
            document: "## GET /a;;**Needed:** a number;;## GET /b;;Nothing comes back.;",
            more: LINES,
            values: &[],
            says: unread,
        },
        Case {
            what: "words of a label that its rule does not read",
            document: "## GET /a;;Needed for all:;;`a`: how much;;Nothing comes back.;",
            more: LINES,
            values: A,
            says: "",
        },
    ]);
}

#[test]
fn each_tag_that_is_a_label_is_one() {
    let more = "[[section]]\nrole = \"response\"\nmark = \"html\"\npattern = '^<Tab value=\"(?<status>\\d+)\"'\n\
        [[section]]\nrole = \"example\"\nmark = \"html\"\nof = \"response\"\npattern = '^<Show value=\"(?<status>\\d+)\"'";
    let tabs = |tag: &str, first: &str, second: &str| {
        format!(
            "## GET /a;;<Tabs>;<{tag} value=\"200\">;;{first};;</{tag}>;<{tag} value=\"403\">;;{second};;</{tag}>;</Tabs>;"
        )
    };
    let table = |name: &str| format!("{HEAD}| {name} | int | A |");
    let json = |name: &str| format!("```json;{{\"{name}\": 1}};```");
    let documents = [tabs("Tab", &table("b"), &table("c")), tabs("Show", &json("b"), &json("c"))];
    for document in documents {
        let mut values = vec![
            ("paths/%a/get/responses/200/content/application%json/schema/properties/b/type", "\"integer\""),
            ("paths/%a/get/responses/200/content/application%json/schema/properties/c", "null"),
            ("paths/%a/get/responses/403/description", "\"HTTP 403\""),
        ];
        if document.contains("Field") {
            let c = "paths/%a/get/responses/403/content/application%json/schema/properties/c/type";
            values.push((c, "\"integer\""));
        }
        check(&[Case { what: &document, document: &document, more, values: &values, says: "" }]);
    }
}

#[test]
fn each_container_that_announces_is_an_endpoint() {
    let more = "[[endpoint]]\nin = \"line\"\npattern = '^`(?<method>GET) (?<path>/\\w+)`$'\n[[section]]\nrole = \"parameters\"\npattern = '^Takes these$'";
    let table = format!("Takes these;;{HEAD}| a | int | A |;");
    let two = |first: &str, second: &str| format!("# All;;{first};;{second};");
    let documents = [
        two("!!! note;;    `GET /b`;", &format!("!!! note;;    `GET /a`;;{}", indented(&table, "    "))),
        two("!!! note;;    `GET /b`;", &format!("!!! note;;    `GET /a`;;{table}")),
        two(":::tip;`GET /b`;:::", &format!(":::tip;`GET /a`;;{table}:::")),
        two(":::tip[One];`GET /b`;:::", &format!(":::tip[Two];`GET /a`;;{table}:::")),
        two("> `GET /b`", &format!("> `GET /a`;;{table}")),
        two("<details>;;`GET /b`;;</details>", &format!("<details>;;`GET /a`;;{table};</details>")),
        // What ends in a line with the end of a fold does not hide it.
        two(
            "<details>;<summary>One</summary>;<p>;;`GET /b`;;</p>;</details>",
            &format!("<details>;<summary>Two</summary>;;`GET /a`;;{table};</details>"),
        ),
        two(
            "<details>;<summary>One</summary><blockquote>;;`GET /b`;;</blockquote></details>",
            &format!("<details><summary>Two</summary>;;`GET /a`;;{table};</details>"),
        ),
        two("- **One**;;  `GET /b`;", &format!("- **Two**;;  Gets two.;;  `GET /a`;;{}", indented(&table, "  "))),
    ];
    for document in documents {
        let mut values = vec![("paths/%b/get/parameters", "null")];
        values.extend(A);
        if document.contains("Two") {
            values.extend([("paths/%b/get/summary", "\"One\""), ("paths/%a/get/summary", "\"Two\"")]);
        }
        check(&[Case { what: &document, document: &document, more, values: &values, says: "note[TW107]" }]);
    }
}

#[test]
fn rows_without_a_label_have_the_role_of_the_policy() {
    let rows =
        "[[bullet]]\nin = [\"line\"]\npattern = '(?s)^(?<name>\\w+):\\s+: (?<type>\\w+)\\s+: (?<description>.+)$'";
    let policy = format!("policy.unlabelled = [\"parameters\"]\n{rows}");
    let document = "## GET /a;;Words.;;a:;: __int__;: how much;;Nothing comes back.;;```json;{\"b\": 1};```;";
    check(&[
        Case {
            what: "rows in paragraphs below the announcement",
            document,
            more: &policy,
            values: &[
                ("paths/%a/get/parameters/0/name", "\"a\""),
                ("paths/%a/get/parameters/0/schema/type", "\"integer\""),
                ("paths/%a/get/parameters/1", "null"),
                ("paths/%a/get/responses/200/content", "null"),
            ],
            says: "note[TW209]: this table has no label; by its position it is taken as the parameters",
        },
        Case {
            what: "the same without a policy",
            document,
            more: rows,
            values: &[("paths/%a/get/parameters", "null")],
            says: "warning[TW218]: `a:` is a row by its `[[bullet]]` rule, and neither a label nor `policy.unlabelled`",
        },
    ]);
}

#[test]
fn the_rest_of_an_announcement_states() {
    let more = "[[endpoint]]\nin = \"item\"\npattern = '^`(?<method>[A-Z]+) (?<path>/\\w+)`'\n\
        [[endpoint]]\nin = \"line\"\npattern = '^`(?<method>[A-Z]+) (?<path>/\\w+)`'\n\
        [[endpoint]]\nin = \"heading\"\npattern = '^`(?<method>[A-Z]+) (?<path>/\\w+)`'\n\
        [[statement]]\nstates = \"response\"\npattern = 'gives many (?<items>\\w+)'\n\
        [[statement]]\nstates = \"response\"\npattern = 'gives a (?<type>[A-Z]\\w+)'\n\
        [[statement]]\nstates = \"status\"\npattern = 'answers `(?<status>\\d+)`'\n\
        [[statement]]\nstates = \"deprecated\"\npattern = 'old'";
    let document = format!(
        "# All;;- `GET /old` – gives many [Thing](#the-thing);- `DELETE /b` – answers `204` (old);;## Other;;`PUT /c` gives a \
         [Thing](#the-thing).;;## `PATCH /d` (old);;# Types;;## The Thing;;{HEAD}| a | int | A |;"
    );
    check(&[Case {
        what: "items, a line and a heading",
        document: &document,
        more,
        values: &[
            ("paths/%old/get/responses/200/content/application%json/schema/items/properties/a/type", "\"integer\""),
            ("paths/%old/get/deprecated", "null"),
            ("paths/%b/delete/deprecated", "true"),
            ("paths/%b/delete/responses/204/content", "null"),
            ("paths/%b/delete/responses/200", "null"),
            ("paths/%c/put/responses/200/content/application%json/schema/properties/a/type", "\"integer\""),
            ("paths/%d/patch/deprecated", "true"),
        ],
        says: "note[TW305]",
    }]);
}
