//! Values, limits and defaults: what a cell states is what comes out, or is reported.

use crate::{Case, check};

const PARAMETERS: &str = "## POST /a;;**Parameters**;;| Name | Type | Default | Description |;|---|---|---|---|;";

fn rows(rows: &str) -> &'static str {
    format!("{PARAMETERS}{rows};;Nothing comes back.;").leak()
}

const UNION: &str = "[[type]]\nis = \"union\"\npattern = ' or '\neach = '(?<type>\\w+)(?: or |$)'\n";

#[test]
fn null_is_a_value_of_what_may_be_null() {
    check(&[
        Case {
            rules: UNION,
            values: &[
                ("components/schemas/ARequest/properties/a/default", "null"),
                ("components/schemas/ARequest/properties/a/x-default", "null"),
                ("components/schemas/ARequest/properties/c/default", "\"null\""),
            ],
            ..Case::new(
                "defaults",
                rows(
                    "| a | string or null | `null` | A |;| b | integer or null | null | B |;| c | string | null | C |",
                ),
            )
        },
        Case {
            rules: "[[type]]\nis = \"union\"\npattern = ' or '\neach = '(?<type>\\w+)(?: or |$)'\n\
                    [[values]]\neach = '`(?<value>\\w+)`'\n",
            values: &[("components/schemas/Mode/enum", "null")],
            ..Case::new("values", rows("| a | string or null | `x` | one of `x`, `y`, `null` |"))
        },
    ]);
}

const SET: &str = "[[section]]\nrole = \"object\"\nmark = \"heading\"\npattern = '^(?<name>Kind)$'\n";
const OF_A: &str = "[[section]]\nrole = \"values\"\nmark = \"line\"\npattern = '^Values of `(?<parent>\\w+)`:$'\n";

#[test]
fn a_range_among_values_is_words() {
    const SAYS: &str = "is no value of `a`, but a range; rows of this table that are one: 1";
    let values = "| Code | Description |;|---|---|;| 1 | One |;| 2 | Two |;| 3-5 | Others |;";
    let named: &'static str = format!("{};## Kind;;{values}", rows("| a | Kind | | Which |")).leak();
    let parted: &'static str = format!("{};Values of `a`:;;{values}", rows("| a | integer | | Which |")).leak();
    let says = |line: usize| -> &'static [&'static str] {
        let words: &'static str = format!("TW309:{line} `3-5` {SAYS}").leak();
        vec![words].leak()
    };
    check(&[
        Case {
            rules: SET,
            values: &[("components/schemas/Kind/anyOf/0/enum", "[1, 2]")],
            says: says(17),
            ..Case::new("a set with a name", named)
        },
        Case { rules: OF_A, says: says(17), ..Case::new("values of a field", parted) },
    ]);
}

#[test]
fn a_limit_of_what_a_type_cannot_hold_is_words() {
    const LIMITS: &str = "[[prose]]\nmeans = \"max-length\"\npattern = 'up to (?<value>\\d+) characters'\n\
                          [[prose]]\nmeans = \"max-items\"\npattern = 'up to (?<value>\\d+) items'\n";
    check(&[Case {
        rules: LIMITS,
        values: &[
            ("components/schemas/ARequest/properties/a/maxLength", "null"),
            ("components/schemas/ARequest/properties/b/maxLength", "9"),
            ("components/schemas/ARequest/properties/c/items/maxLength", "9"),
            ("components/schemas/ARequest/properties/e/maxItems", "9"),
        ],
        says: &["TW309:7 its type `integer` can have no text", "TW309:10 its type `boolean` can have no items"],
        ..Case::new(
            "limits",
            rows(
                "| a | integer | | up to 9 characters |;| b | string | | up to 9 characters |;\
                 | c | string[] | | up to 9 characters |;| d | boolean | | up to 9 items |;| e | string[] | | up to 9 items |",
            ),
        )
    }]);
}

/// What stands beside a link to a type is no part of its name.
#[test]
fn words_beside_a_link_to_a_type_are_kept() {
    const A: &str = "components/schemas/ARequest/properties/a";
    const OBJECT: &str = "[[section]]\nrole = \"object\"\nmark = \"heading\"\npattern = '^(?<name>Lamp|Shade) ?(?:\\((?<type>\\w+)\\))?$'\n";
    let row = "| a | [Lamp](#lamp) the lamp itself | | A |";
    let lamp = "## Lamp;;| Name | Type | Description |;|---|---|---|;| b | string | B |;";
    check(&[
        Case {
            rules: OBJECT,
            values: &[(
                A,
                r##"{"$ref": "#/components/schemas/Lamp", "description": "A\n\n[Lamp](#lamp) the lamp itself",
                "x-source": {"file": "a.md", "heading": "POST /a"}}"##,
            )],
            ..Case::new("words", format!("{}{lamp}", rows(row)).leak())
        },
        Case {
            rules: OBJECT,
            values: &[(
                A,
                r##"{"$ref": "#/components/schemas/Lamp", "description": "A",
                "x-source": {"file": "a.md", "heading": "POST /a"}}"##,
            )],
            ..Case::new("a word for types", format!("{}{lamp}", rows("| a | [Lamp](#lamp) object | | A |")).leak())
        },
    ]);
}

#[test]
fn a_definition_of_the_dialect_says_what_it_does_not_follow() {
    const RULES: &str = "[define.Shade]\ntype = \"object\"\n[[section]]\nrole = \"object\"\nmark = \"heading\"\n\
                         pattern = '^(?<name>Shade) \\((?<type>\\w+)\\)$'\n";
    let document = |ty: &str| -> &'static str {
        format!("{}## Shade ({ty});;As on the box.;", rows("| a | Shade | | A |")).leak()
    };
    check(&[
        Case {
            rules: RULES,
            says: &["TW303:10 `define.Shade` counts, and not that the documents say it to be `string`"],
            ..Case::new("otherwise", document("string"))
        },
        Case { rules: RULES, ..Case::new("alike", document("object")) },
    ]);
}
