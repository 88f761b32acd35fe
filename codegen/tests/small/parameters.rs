//! Where parameters are sent, and what they are called.

use crate::{Case, check, help};

/// A table below the label `**Body**`, whose rows are sent in the body, or below `**Headers**`.
const PLACES: &str = "[[section]]\nrole = \"parameters\"\nmark = \"bold\"\nlocation = \"body\"\npattern = '^Body$'\n\
                      [[section]]\nrole = \"parameters\"\nmark = \"bold\"\nlocation = \"header\"\npattern = '^Headers$'\n";
const TABLE: &str = "| Name | Type | Description |;|---|---|---|;";

fn table(before: &str, rows: &str) -> &'static str {
    format!("{before};;{TABLE}{rows};;Nothing comes back.;").leak()
}

#[test]
fn a_body_of_what_has_none_is_said() {
    let patch =
        "[[patch]]\nat = \"a\"\nexpect = { methods = [\"GET\"] }\nset = { methods = [\"POST\"] }\nreason = \"So\"\n";
    let document = table("## GET /a;;**Body**", "| q | string | What |");
    check(&[
        Case {
            rules: PLACES,
            values: &[("paths/%a/get/parameters/0/in", "\"query\"")],
            says: &["TW310:7 `GET` has none here"],
            ..Case::new("stated", document)
        },
        Case {
            rules: PLACES,
            patches: patch,
            values: &[("components/schemas/ARequest/properties/q/type", "\"string\"")],
            ..Case::new("the remedy", document)
        },
    ]);
}

#[test]
fn a_part_of_the_path_and_a_field_of_the_body_are_two() {
    let document = table("## POST /things/{id}/copy;;**Body**", "| id | integer | Of the copy |");
    check(&[Case {
        rules: PLACES,
        values: &[
            ("paths/%things%{path_id}%copy/post/parameters/0/name", "\"path_id\""),
            ("components/schemas/CopyRequest/properties/id/type", "\"integer\""),
        ],
        ..Case::new("without a row for the part", document)
    }]);
}

#[test]
fn headers_that_a_client_knows_are_no_arguments() {
    let rows = "| Content-Type | string | application/json |;| accept | string | application/json |;\
                | Authorization | string | Bearer and the token |;| X-Trace | string | Trace |";
    let document = table("## GET /a;;**Headers**", rows);
    let only = &[
        ("paths/%a/get/parameters/0/name", "\"X-Trace\""),
        ("paths/%a/get/parameters/1", "null"),
        (
            "paths/%a/get/description",
            "\"Nothing comes back.\\n\\n- `Content-Type`: application/json\\n\\n- `accept`: application/json\\n\\n- \
             `Authorization`: Bearer and the token\"",
        ),
    ];
    let bearer: &'static str = format!("[[auth]]\nid = \"token\"\nin = \"bearer\"\neverywhere = true\n{PLACES}").leak();
    let key: &'static str =
        format!("[[auth]]\nid = \"key\"\nin = \"header\"\nname = \"X-Trace\"\neverywhere = true\n{PLACES}").leak();
    check(&[
        Case {
            rules: PLACES,
            values: only,
            says: &["TW309:9 `Authorization` carries a credential"],
            ..Case::new("no credential is declared", document)
        },
        Case { rules: bearer, values: only, ..Case::new("the remedy", document) },
        Case {
            rules: key,
            values: &[("paths/%a/get/parameters", "null")],
            says: &["TW309:9 `Authorization` carries a credential"],
            ..Case::new("the header of another credential", document)
        },
    ]);
}

#[test]
fn fields_that_would_be_one_in_rust_are_told_apart() {
    let document = table("## POST /a;;**Parameters**", "| foo-bar | string | Dash |;| foo_bar | string | Under |");
    let says = "TW601:8 `foo_bar` is called `foo_bar2` there";
    let case = Case {
        values: &[("components/schemas/ARequest/required", "[\"foo-bar\", \"foo_bar\"]")],
        says: vec![says].leak(),
        ..Case::new("two parameters", document)
    };
    assert!(help(&case).contains("`[[accept]]`"), "{}", help(&case));
    check(&[
        case,
        Case {
            patches: "[[accept]]\ncode = \"TW601\"\nat = \"a/parameters/foo_bar\"\nreason = \"The wire has both.\"\n",
            ..Case::new("the remedy", document)
        },
    ]);
}

#[test]
fn a_sentence_that_gives_an_endpoint_its_own_is_said() {
    const SAME: &str = "[[statement]]\nstates = \"same-parameters\"\npattern = '^Same body as (?<endpoint>.+?)[,.]'\n\
                        [[statement]]\nstates = \"same-response\"\npattern = '^Gives what (?<endpoint>.+?) gives'\n";
    let document = "## POST /books;;**Parameters**;;| Name | Type | Description |;|---|---|---|;| a | string | A |;;**Response**;;\
                    | Name | Type | Description |;|---|---|---|;| b | string | B |;;Same body as POST /books, but less.;;\
                    Gives what POST /books gives.;";
    check(&[Case {
        rules: SAME,
        says: &["TW309:15 its own parameters", "TW309:17 its own response"],
        ..Case::new("both", document)
    }]);
    let defined = "[define.\"updated book\"]\nsame = \"books\"\n[[statement]]\nstates = \"response\"\n\
                           pattern = '^Returns the (?<type>[\\w ]+)'\n";
    let table = "**Response**;;| Name | Type | Description |;|---|---|---|;| b | string | B |;;";
    for (name, table, line) in [("beside a table", table, 9), ("alone", "", 3)] {
        let document: &'static str = format!("## POST /books;;{table}Returns the updated book;").leak();
        let own: &'static str = format!("TW309:{line} its own response").leak();
        let says = vec![own, "TW504:1 `define.updated book`"].leak();
        check(&[Case { rules: defined, says, ..Case::new(name, document) }]);
    }
}

#[test]
fn a_type_that_a_patch_gives_is_no_longer_missed() {
    const RULES: &str = "[[section]]\nrole = \"parameters\"\nmark = \"bold\"\npattern = '^Query$'\n";
    let document = "## GET /kittens;;**Query**;;| Name | Default |;|---|---|;| cats | false |;;Nothing comes back.;";
    let patch = "[[patch]]\nat = \"kittens/parameters/cats\"\nexpect = { default = \"false\" }\n\
                 set = { type = \"boolean\", docs = \"With cats\" }\nreason = \"So\"\n";
    check(&[
        Case { rules: RULES, says: &["TW306:7 the type of `cats`"], ..Case::new("without a patch", document) },
        Case {
            rules: RULES,
            patches: patch,
            values: &[("paths/%kittens/get/parameters/0/schema/type", "\"boolean\"")],
            ..Case::new("the remedy", document)
        },
    ]);
}

#[test]
fn a_body_in_parts_is_reported() {
    const ROWS: &str = "| Name | Type | Description |;|---|---|---|;| a | string | A file |;";
    let document = |words: &str| -> &'static str { format!("## POST /a;;{words};Nothing comes back.;").leak() };
    check(&[
        Case {
            rules: "[[section]]\nrole = \"parameters\"\nmark = \"bold\"\npattern = '^Sent as '\n",
            says: &["TW309:3 the body of `a` is said to be `multipart/form-data`"],
            ..Case::new("a label", document(&format!("**Sent as `multipart/form-data`**;;{ROWS}")))
        },
        Case {
            says: &["TW309:7 the body of `a` is said to be `multipart/form-data`"],
            ..Case::new(
                "a row",
                document(&format!("**Parameters**;;{}", ROWS.replace("A file", "Multipart/form-data"))),
            )
        },
        Case {
            says: &["TW309:1 the body of `a` is said to be `multipart/form-data`"],
            ..Case::new("words", document(&format!("Send `multipart/form-data`.;;**Parameters**;;{ROWS}")))
        },
        Case::new(
            "another way beside it",
            document(&format!("Send `application/json` or `multipart/form-data`.;;**Parameters**;;{ROWS}")),
        ),
    ]);
}
