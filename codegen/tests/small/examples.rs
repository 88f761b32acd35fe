//! Examples: what they show is read as it is meant, and what they cannot show is not asked of them.

use crate::{Case, check, compiled};

const EXAMPLES: &str = "[[section]]\nrole = \"example\"\nmark = \"bold\"\nof = \"response\"\npattern = '^Shown$'\n\
                        [[section]]\nrole = \"example\"\nmark = \"bold\"\nof = \"request\"\npattern = '^Sent$'\n\
                        [[section]]\nrole = \"parameters\"\nmark = \"bold\"\nlocation = \"header\"\npattern = '^Headers$'\n";

#[test]
fn a_head_without_a_blank_line_is_a_head() {
    let document = "## GET /a;;**Shown**;;```json;HTTP/1.1 200 OK;{\"id\": \"s1\"};```;;## GET /b;;**Shown**;;```http;\
                    HTTP/1.1 201 Created;Content-Type: application/json;{\"id\": \"s1\"};```;";
    check(&[Case {
        rules: EXAMPLES,
        values: &[
            ("components/schemas/AResponse/properties/id/type", "\"string\""),
            ("paths/%b/get/responses/200", "null"),
            ("components/schemas/BResponse/properties/id/type", "\"string\""),
        ],
        says: &["TW307:6", "TW307:15"],
        ..Case::new("both languages", document)
    }]);
}

#[test]
fn a_call_and_its_answer_in_one_block_are_two_examples() {
    let base = "## GET /a;;;**Response**;;| Name | Type | Description |;|---|---|---|;| id | integer | I |;;";
    let blocks = [
        ("a command line", "curl http://x/a;{\"id\": \"x\"}"),
        ("a request", "GET /a HTTP/1.1;Host: x;;HTTP/1.1 200 OK;;{\"id\": \"x\"}"),
    ];
    for label in ["Shown", "Sent"] {
        for (name, block) in blocks {
            let document = format!("{base}**{label}**;;```sh;{block};```;").leak();
            let line = 13 + block.matches(';').count();
            let says = vec![&*format!("TW404:{line} `id` is a string").leak()].leak();
            check(&[Case { rules: EXAMPLES, says, ..Case::new(name, document) }]);
        }
    }
}

#[test]
fn a_command_line_needs_no_label_where_the_policy_reads_what_has_none() {
    let policy = "[policy]\nunlabelled_example = \"response\"\n";
    let document = "## GET /a;;```sh;$ curl http://x/a;{\"id\": \"x\"};```;";
    check(&[
        Case {
            rules: policy,
            values: &[("components/schemas/AResponse/properties/id/type", "\"string\"")],
            says: &["TW307:5"],
            ..Case::new("with it", document)
        },
        Case { values: &[("components/schemas/AResponse", "null")], ..Case::new("without it", document) },
    ]);
}

#[test]
fn a_command_line_is_what_is_sent_below_any_label() {
    let head = "| Name | Type | Description |;|---|---|---|;";
    let document = format!(
        "## POST /a;;**Parameters**;;{head}| id | integer | I |;;**Shown**;;```sh;curl http://x/a -d '{{\"no\": 1}}';```;;Nothing comes back.;"
    );
    let says = &["TW406:12 the command line does not send `id`", "TW406:12 the command line sends `no`"];
    check(&[Case { rules: EXAMPLES, says, ..Case::new("no", document.leak()) }]);
}

#[test]
fn a_body_lacks_nothing_that_is_sent_elsewhere() {
    let document = "## POST /a;;**Headers**;;| Name | Type | Description |;|---|---|---|;| X-Trace | string | An id |;;\
                    **Parameters**;;| Name | Type | Description |;|---|---|---|;| name | string | Its name |;| size | integer | Its size |;;\
                    **Sent**;;```json;{\"name\": \"Roof\"};```;;Nothing comes back.;";
    check(&[Case {
        rules: EXAMPLES,
        says: &["TW403:19 `size` is required in the request"],
        ..Case::new("a header", document)
    }]);
}

#[test]
fn examples_that_disagree_are_said_to() {
    let document = "## GET /a;;**Shown**;;```json;{\"id\": 1, \"list\": [1, 2.5]};```;;**Shown**;;```json;\
                    {\"id\": \"one\", \"list\": [3]};```;";
    let patch =
        "[[patch]]\nat = \"a/response/id\"\nexpect = { type = \"\" }\nset = { type = \"string\" }\nreason = \"So\"\n";
    check(&[
        Case {
            rules: EXAMPLES,
            says: &["TW307:6 `id` as the number 1 and as a string", "TW307:6"],
            ..Case::new("a number and a string", document)
        },
        Case {
            rules: EXAMPLES,
            patches: patch,
            values: &[("components/schemas/AResponse/properties/id/type", "\"string\"")],
            says: &["TW307:6 the response", "TW404:6 `id` is the number 1"],
            ..Case::new("a patch", document)
        },
    ]);
}

#[test]
fn a_key_that_stands_twice_is_said_to() {
    let document = "## GET /a;;**Response**;;| Name | Type | Description |;|---|---|---|;| a | integer | A |;;**Shown**;;\
                    ```json;{\"a\": 1, \"a\": 2};```;";
    check(&[Case { rules: EXAMPLES, says: &["TW401:12 the key `a`"], ..Case::new("twice", document) }]);
}

#[test]
fn what_one_of_several_answers_documents_is_documented() {
    let types = "[[section]]\nrole = \"object\"\nmark = \"heading\"\npattern = '^(?<name>[A-Z]\\w+)$'\n\
                 [[type]]\nis = \"union\"\npattern = ' or '\neach = '(?<type>\\w+)(?: or |$)'\n\
                 [[values]]\neach = '`(?<value>\\w+)`'\n\
                 [[section]]\nrole = \"example\"\nmark = \"bold\"\nof = \"response\"\npattern = '^Shown$'\n";
    let head = "| Name | Type | Description |;|---|---|---|;";
    let document = |shown: &str| -> &'static str {
        let lamp = format!("# Lamp;;{head}| kind | string | one of `lamp`, `light` |;");
        let room = format!(
            "# Room;;{head}| kind | string | one of `room`, `hall` |;| size | integer | S |;| beds | integer | B |;"
        );
        format!(
            "## GET /a;;**Response**;;{head}| it | Lamp or Room | It |;;**Shown**;;```json;{{\"it\": {shown}}};```;;{lamp};{room}"
        )
        .leak()
    };
    check(&[
        Case { rules: types, ..Case::new("of the second", document("{\"kind\": \"hall\", \"size\": 2}")) },
        Case {
            rules: types,
            says: &["TW404:12 `\"sky\"` is none of the values", "TW402:12 `it` has no documented field `high`"],
            ..Case::new("of none", document("{\"kind\": \"sky\", \"high\": 2}"))
        },
    ]);
}

#[test]
fn an_item_that_differs_is_called_one() {
    let rules = "[[section]]\nrole = \"example\"\nmark = \"bold\"\nof = \"response\"\npattern = '^Shown$'\n";
    let document = "## GET /a;;**Response**;;| Name | Type | Description |;|---|---|---|;| rows | string[] | R |;;**Shown**;;\
                    ```json;{\"rows\": [\"a\", null]};```;";
    let says = &["TW404:12 an item of `rows` is `null`, not a string"];
    check(&[Case { rules, says, ..Case::new("an item", document) }]);
}

#[test]
fn what_several_items_lack_is_said_once_of_their_example() {
    let rules = "[[section]]\nrole = \"example\"\nmark = \"bold\"\nof = \"response\"\npattern = '^Shown$'\n\
                 [[section]]\nrole = \"object\"\nmark = \"heading\"\npattern = '^(?<name>Row)$'\n\
                 [presence]\nrequired = [\"yes\"]\n";
    let document = "## GET /a;;**Response**;;| Name | Type | Needed |;|---|---|---|;| rows | Row[] | yes |;;**Shown**;;\
                    ```json;{\"rows\": [{}, {}]};```;;# Row;;| Name | Type | Needed |;|---|---|---|;| id | integer | yes |;";
    let case = Case { rules, says: &["TW403:12 `id` is required in `rows`"], ..Case::new("two items", document) };
    let related: usize = compiled(&case).diagnostics.items().iter().map(|item| item.related.len()).sum();
    assert_eq!(related, 0, "it is one place");
    check(&[case]);
}
