//! Headings, labels and rows: how far a label reaches, what reads like an endpoint, and how deep a name stands.

use crate::{Case, check, help};

/// A type that a heading names, and a table under another heading.
const TYPE: &str = "[[section]]\nrole = \"object\"\nmark = \"heading\"\npattern = '^(?<name>Photo)$'\n";

#[test]
fn a_label_ends_with_the_next_heading_beside_it() {
    check(&[
        Case {
            rules: TYPE,
            says: &["TW503:7 `Photo`", "TW204:9 `Photo`", "TW206:17 this table"],
            ..Case::new(
                "a type, and a table of another chapter",
                "## POST /me;;**Parameters**;;| Name | Type | Description |;|---|---|---|;| photo | Photo | The photo |;;## Photo;;\
                 It is sent.;;# Limits;;## Rates;;| Name | Type | Description |;|---|---|---|;| a | integer | Calls |;",
            )
        },
        Case {
            says: &["TW204:3 the label `Response`", "TW206:9 this table"],
            ..Case::new(
                "a bold label, and a heading behind it",
                "## GET /a;;**Response**;;None yet.;;### Limits;;| Name | Type | Description |;|---|---|---|;| a | integer | Calls |;",
            )
        },
        Case {
            rules: "[[section]]\nrole = \"response\"\nmark = \"heading\"\npattern = '^Answer$'\n",
            values: &[("components/schemas/AResponse/properties/a/type", "\"integer\"")],
            ..Case::new(
                "a heading below the label is its own",
                "## GET /a;;### Answer;;#### The fields;;| Name | Type | Description |;|---|---|---|;| a | integer | Calls |;",
            )
        },
    ]);
}

#[test]
fn what_looks_like_an_endpoint_is_said_in_whatever_letters_it_is_written() {
    check(&[Case {
        says: &[
            "TW204:7 `get /groups` looks like an endpoint",
            "TW204:11 `Delete /teams` looks like an endpoint",
            "TW204:15 `LINK /teams` looks like an endpoint",
        ],
        ..Case::new(
            "headings",
            "# Users;;## GET /users;;Nothing comes back.;;## get /groups;;All groups.;;## Delete /teams;;Away.;;\
             ## LINK /teams;;Links them.;;## How to get /users;;By a call.;;## See /users;;Look there.;",
        )
    }]);
    let link = Case::new("another method", "# A;;## GET /a;;Nothing comes back.;;## LINK /a;;Links it.;");
    assert!(help(&link).starts_with("endpoints cannot have the method `LINK` here"), "{}", help(&link));
}

#[test]
fn blanks_before_a_name_are_steps_or_reported() {
    const ROWS: &str =
        "## GET /a;;**Response**;;| Name | Type | Description |;|---|---|---|;| list | object[] | All |;";
    const RULES: [(&str, &str, &str); 4] = [
        ("", "\u{2002}", r"'^\x{2002}'"),
        ("", "\u{a0}\u{a0}", r"'^\x{a0}{2}'"),
        ("", "\u{2003}\u{2009}", r"'^\x{2003}\x{2009}'"),
        ("[names]\nstep = '^\\x{a0}{2}'\n", "\u{2002}", r"'^\x{a0}{2}|^\x{2002}'"),
    ];
    for (rules, blanks, pattern) in RULES {
        let document: &'static str = format!("{ROWS}| {blanks}id | string | Its id |;").leak();
        let case = Case { rules, ..Case::new("blanks", document) };
        let remedy = help(&case);
        assert!(remedy.contains(pattern), "{blanks}: {remedy}");
        // The remedy, word by word.
        let rules: &'static str = format!("[names]\nstep = {pattern}\n").leak();
        let items = ("components/schemas/AResponse/properties/list/items/properties/id/type", "\"string\"");
        let values: &'static [(&str, &str)] = vec![items].leak();
        check(&[Case { rules, values, ..Case::new("the remedy", document) }]);
    }
    // Behind a mark they set the name apart.
    let document: &'static str = format!("{ROWS}| └\u{a0}id | string | Its id |;").leak();
    check(&[Case { rules: "[names]\nstep = '^└'\n", ..Case::new("behind a mark", document) }]);
}
