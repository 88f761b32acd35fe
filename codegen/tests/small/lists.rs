//! Lists that stand for tables, as API Blueprint has them: labels in items, items that no rule reads, and values of lists.

use crate::{Case, check};

const LISTS: &str = "[[section]]\nrole = \"parameters\"\nmark = \"line\"\npattern = '^Request$'\n\
                     [[section]]\nrole = \"response\"\nmark = \"line\"\npattern = '^Answer (?<status>\\d+)$'\n\
                     [[section]]\nrole = \"prose\"\nmark = \"line\"\npattern = '^Schema$'\n\
                     [[section]]\nrole = \"example\"\nmark = \"line\"\nof = \"response\"\npattern = '^Body$'\n\
                     [[section]]\nrole = \"object\"\nmark = \"heading\"\npattern = '^(?<name>\\w+) \\((?<type>\\w+)\\)$'\n\
                     [[bullet]]\npattern = '^`(?<name>\\w+)` \\((?<type>[\\w\\[\\]]+)\\)$'\n\
                     [[bullet]]\npattern = '^`(?<value>\\w+)`$'\n";

#[test]
fn a_label_in_an_item_ends_with_the_item() {
    check(&[
        Case {
            rules: LISTS,
            values: &[
                ("components/schemas/ARequest/properties/id/type", "\"integer\""),
                ("paths/%a/post/requestBody/content/application%json/example", "null"),
            ],
            ..Case::new(
                "words before the rows",
                "## POST /a;;+ Request;    + Schema;;            {\"type\": \"number\"};;    + Attributes;        + `id` (integer);;\
                 Nothing comes back.;",
            )
        },
        Case {
            rules: LISTS,
            values: &[
                ("components/schemas/AResponse/properties/id/type", "\"integer\""),
                ("paths/%a/get/responses/201/content/application%json/examples/example1/value", "{\"id\":1}"),
            ],
            ..Case::new(
                "an example before the rows",
                "## GET /a;;+ Answer 201;    + Body;;            {\"id\": 1};;    + Attributes;        + `id` (integer);",
            )
        },
        Case {
            rules: LISTS,
            values: &[
                ("components/schemas/ARequest/properties/inner/type", "\"integer\""),
                ("components/schemas/ARequest/properties/outer/type", "\"string\""),
            ],
            ..Case::new(
                "rows of a label inside of another",
                "## POST /a;;+ Request;    + Request;        + `inner` (integer);    + Attributes;        + `outer` (string);;\
                 Nothing comes back.;",
            )
        },
    ]);
}

#[test]
fn a_label_alone_in_its_item_announces_what_follows_the_item() {
    check(&[Case {
        rules: LISTS,
        values: &[("components/schemas/AResponse/properties/id/type", "\"integer\"")],
        ..Case::new(
            "a table below the list",
            "## GET /a;;- The answer:;  - Answer 200;;| Name | Type | Description |;|---|---|---|;| id | integer | Its id |;",
        )
    }]);
}

#[test]
fn an_item_that_an_ignore_rule_reads_is_no_row() {
    let rules: &'static str =
        format!("{LISTS}[[ignore]]\nmark = \"line\"\npattern = '^Headers$'\nreason = \"Words\"\n").leak();
    check(&[Case {
        rules,
        values: &[("components/schemas/ARequest/properties/id/type", "\"integer\"")],
        ..Case::new(
            "among rows",
            "## POST /a;;+ Request;    + `id` (integer);    + Headers;;            Accept: text;;Nothing comes back.;",
        )
    }]);
}
