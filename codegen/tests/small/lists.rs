//! Lists that stand for tables, as API Blueprint has them: labels in items, items that no rule reads, and values of lists.

use crate::{Case, check, compiled, said};

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
fn an_example_shows_the_field_of_a_row_that_no_rule_reads() {
    let example = "    + Body;;            {\"id\": 1, \"scope\": \"x\", \"other\": 2};";
    let document: &'static str =
        format!("## GET /a;;+ Answer 200;    + Attributes;        + `id` (integer);            + `1`;            + `2`;        + `scope`;{example}").leak();
    check(&[Case {
        rules: LISTS,
        says: &[
            "TW218:8 the item `scope` is a value",
            "TW402:11 no rule reads the row that describes `scope`, which an example of `a` shows",
            "TW402:11 the response has no documented field `other`",
        ],
        ..Case::new("an item without a type", document)
    }]);
}

#[test]
fn values_of_a_list_are_those_of_its_items() {
    const SET: &str = "components/schemas/ARequest/properties/kinds";
    let request = |ty: &str, rest: &str| -> &'static str {
        format!("## POST /a;;+ Request;    + `kinds` ({ty});{rest};;Nothing comes back.;").leak()
    };
    let set = |ty: &str| -> &'static str {
        let rows = "- `first`;- `second`;";
        format!("{};# Types;;## Kind ({ty});;{rows}", request("Kind", "")).leak()
    };
    let items: (&str, &str) = (const_str(SET, "/items/anyOf/0/enum"), "[\"first\",\"second\"]");
    let list = (const_str(SET, "/type"), "\"array\"");
    check(&[
        Case { rules: LISTS, values: vec![list, items].leak(), ..Case::new("a set that is a list", set("array")) },
        Case {
            rules: LISTS,
            values: vec![(const_str(SET, "/anyOf/0/enum"), "[\"first\",\"second\"]")].leak(),
            ..Case::new("a set of text", set("string"))
        },
        Case {
            rules: LISTS,
            values: vec![(const_str(SET, "/type"), "\"object\"")].leak(),
            says: &["TW309:11 the values of `kinds` do not fit its type"],
            ..Case::new("an object has none", set("object"))
        },
        Case {
            rules: LISTS,
            values: vec![list, items].leak(),
            says: &["TW307:4 the listed values give the type of each item of `kinds`"],
            ..Case::new("a field", request("array", ";        + `first`;        + `second`"))
        },
    ]);
}

fn const_str(head: &str, tail: &str) -> &'static str {
    format!("{head}{tail}").leak()
}

#[test]
fn a_difference_stands_at_its_own_key() {
    let body = "            {;              \"id\": 1,;              \"in\": [;                {\"id\": 2},;                {\"id\": \"x\"};              ];            };";
    let document: &'static str = format!(
        "## GET /a;;+ Answer 200;    + Attributes;        + `id` (integer);        + `in` (Part[]);    + Body;;{body};# Types;;\
         ## Part (object);;+ `id` (integer);"
    )
    .leak();
    let case = Case { rules: LISTS, ..Case::new("the second item", document) };
    let messages = said(&compiled(&case));
    assert!(matches!(messages.as_slice(), [(words, _)] if words.starts_with("TW404:13 `id`")), "{messages:#?}");
}

#[test]
fn a_name_stands_for_what_its_own_document_says() {
    const ANSWER: &str = "## GET /PATH;;+ Answer 200;    + `kind` (Kind);";
    let answer = |path: &str| ANSWER.replace("PATH", path);
    let schema = |of: &str, rest: &str| const_str(&format!("components/schemas/{of}Response/properties/kind/"), rest);
    let (text, object) = ("# Kind (string);;One of many.;", "# Kind (object);;+ `id` (integer);");
    let two = |first: (&str, &str), second: (&str, &str)| -> &'static str {
        format!("{};{}§{};{}", answer(first.0), first.1, answer(second.0), second.1).leak()
    };
    let values: &[_] =
        vec![(schema("A", "type"), "\"string\""), (schema("B", "properties/id/type"), "\"integer\"")].leak();
    let says: &[_] =
        &["TW303:6 `Kind` is the name of something else too; the type that is defined here is called `Kind2`"];
    let one = |rest: &str| -> &'static str { format!("{};{rest}", answer("a")).leak() };
    let fields: &[_] = vec![(schema("A", "properties/id/type"), "\"integer\"")].leak();
    let linked: &'static str = LISTS.replace("[\\w\\[\\]]+", "[\\w\\[\\]#()]+").leak();
    check(&[
        Case { rules: LISTS, values, says, ..Case::new("text, and an object", two(("a", text), ("b", object))) },
        Case { rules: LISTS, values, says, ..Case::new("an object, and text", two(("b", object), ("a", text))) },
        Case {
            rules: LISTS,
            values: fields,
            ..Case::new("no more than an object", two(("a", "# Kind (object);;See there.;"), ("b", object)))
        },
        Case {
            rules: linked,
            values,
            says,
            ..Case::new("by a link", two(("b", object), ("a", text)).replace("(Kind)", "([Kind](#kind))").leak())
        },
        Case {
            rules: LISTS,
            values: fields,
            says: &["TW303:10 `Kind` is said to be another type, and is defined here; the definition counts"],
            ..Case::new("twice in a document", one(&format!("{text};{object}")))
        },
    ]);
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
