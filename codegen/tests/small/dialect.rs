//! What a dialect says in so many words is followed, and what is wrong in it is said alone.

use crate::{Case, check, compiled, said};

const TABLE: &str =
    "| Name | Type | Description |;|---|---|---|;| on | string | Whether it shines |;;Nothing comes back.;";

#[test]
fn what_the_policy_says_of_a_table_is_no_warning() {
    let document: &'static str = format!("## POST /lamp;;{TABLE}").leak();
    let rules = "[policy]\nunlabelled = [\"parameters\"]\n";
    let values = &[("components/schemas/LampRequest/properties/on/type", "\"string\"")];
    check(&[
        Case { rules, values, ..Case::new("with the policy", document) },
        Case { says: &["TW206:3"], ..Case::new("without it", document) },
    ]);
}

#[test]
fn a_heading_announces_under_the_heading_above_it() {
    const RULE: &str =
        "[[endpoint]]\nin = \"heading\"\npattern = '^(?<path>/\\w+)$'\nmethods = [\"POST\"]\nunder = '^Methods$'\n";
    let document = "# Bot;;## Methods;;### /getMe;;Nothing comes back.;;### /logOut;;Nothing comes back.;;## Types;;### /none;;Words.;";
    check(&[Case {
        rules: RULE,
        values: &[
            ("paths/%getMe/post/summary", "\"/getMe\""),
            ("paths/%logOut/post/tags", "[\"Methods\"]"),
            ("paths/%none", "null"),
        ],
        ..Case::new("beside others", document)
    }]);
    let other = Case {
        rules: RULE,
        ..Case::new("under another", "# Bot;;## Types;;### /a;;Words.;;### /b;;Words.;;## GET /c;;Nothing comes back.;")
    };
    let output = compiled(&other);
    let near =
        output.diagnostics.items().iter().find_map(|item| item.help.clone().filter(|help| help.contains("under")));
    assert!(near.as_ref().is_some_and(|help| help.contains("`Types`")), "{near:?}");
}

#[test]
fn an_error_in_a_pattern_is_said_alone() {
    let rules = "[[prose]]\nmeans = \"default\"\npattern = 'else (?<vlue>\\w+)'\n";
    let document: &'static str = format!("## GET /a;;**Odd**;;{TABLE}").leak();
    let messages = said(&compiled(&Case { rules, ..Case::new("a group", document) }));
    assert!(!messages.is_empty() && messages.iter().all(|(words, _)| words.starts_with("TW103:3 ")), "{messages:?}");
}

#[test]
fn a_table_that_cannot_be_read_follows_its_label() {
    const TYPES: &str = "[[section]]\nrole = \"object\"\nmark = \"heading\"\npattern = '^(?<name>[A-Z]\\w+)$'\n";
    let document = "## GET /a;;Nothing comes back.;;## Methods;;| Key | Kind |;|---|---|;| a | integer |;";
    let headings = "## GET /a;;**Response**;;| Name | Type | Description |;|---|---|---|;| b | Lamp | B |;;# Types;;## Lamp;;\
                    | Name | Type | Description |;|---|---|---|;| on | integer | Whether |;;# Others;;Words.;";
    check(&[
        Case { rules: TYPES, says: &["TW206:7", "TW202:7", "TW202:7"], ..Case::new("unknown columns", document) },
        Case { rules: TYPES, says: &["TW204:17 `Others`"], ..Case::new("a heading of headings", headings) },
    ]);
}

#[test]
fn what_is_no_base_url_and_no_parameter_is_said() {
    let rules = "[[endpoint]]\nin = \"heading\"\npattern = '^(?<method>CALL|GET) (?<url>https\\S+)$'\n";
    check(&[
        Case {
            rules: "[api]\nservers = [\"https://h.example/bot<token>\", \"https://me:word@h.example/\"]\n",
            says: &["TW215:1 `token` stands for something else", "TW215:1 a credential"],
            ..Case::new("servers", "## GET /a;;Nothing comes back.;")
        },
        Case {
            rules,
            says: &["TW215:1 a credential"],
            ..Case::new("an announcement", "## GET https://me:word@h.example/a;;Nothing comes back.;")
        },
        Case {
            says: &["TW215:1 `*` of the path `/files/*`"],
            ..Case::new("a wildcard", "## GET /files/*;;Nothing comes back.;")
        },
    ]);
}

#[test]
fn a_title_that_a_patch_gives_is_no_longer_missed() {
    let rules = "[[endpoint]]\nin = \"line\"\npattern = '^`(?<method>[A-Z]+) (?<path>/\\S+)`$'\n";
    let document = "`GET /a`;;Nothing comes back.;";
    let patch =
        "[[patch]]\nat = \"a\"\nexpect = { path = \"/a\" }\nset = { title = \"All of them\" }\nreason = \"So\"\n";
    check(&[
        Case { rules, says: &["TW213:1"], ..Case::new("without a patch", document) },
        Case {
            rules,
            patches: patch,
            values: &[("paths/%a/get/summary", "\"All of them\"")],
            ..Case::new("the remedy", document)
        },
    ]);
}

#[test]
fn a_row_announces_an_endpoint_by_its_value() {
    let rules = "[[selector]]\nparameter = \"do\"\nlocation = \"query\"\n\
                 [[endpoint]]\nin = \"table\"\nselector_columns = [\"Call\"]\ndescription_columns = [\"Does\"]\npath = \"/a\"\n\
                 methods = [\"GET\"]\n";
    check(&[
        Case {
            rules,
            values: &[("paths/%a/get/parameters/0/schema/enum", "[\"one\",\"two\"]")],
            ..Case::new("two rows", "# A;;| Call | Does |;| --- | --- |;| one | The first |;| `two` | The second |;")
        },
        Case {
            rules,
            says: &["TW215:6 this row has no value of the selector"],
            ..Case::new(
                "a row without a value",
                "# A;;| Call | Does |;| --- | --- |;| one | The first |;| | Nothing |;",
            )
        },
    ]);
}
