//! Messages that are true of their place, and whose remedy works there.

use crate::{Case, check, help};

const LIST: &str = "[[bullet]]\npattern = '^`(?<name>\\w+)` \\((?<type>\\w+)\\)$'\n\
                    [[section]]\nrole = \"parameters\"\nmark = \"line\"\npattern = '^Takes$'\n\
                    [[section]]\nrole = \"prose\"\nmark = \"line\"\npattern = '^Body$'\n";
const END: &str = ";;Nothing comes back.;";

fn document(words: &str) -> &'static str {
    format!("## POST /a;;{words}{END}").leak()
}

#[test]
fn a_list_of_labels_is_what_follows_a_label() {
    const NONE: &str = "## POST /a;;Nothing comes back.;;Takes;;- none;";
    const RULES: &str = "[[section]]\nrole = \"parameters\"\nmark = \"line\"\npattern = '^Takes$'\n";
    check(&[Case {
        rules: "[[bullet]]\npattern = '^`(?<name>\\w+)` \\((?<type>\\w+)\\)$'\n\
                [[section]]\nrole = \"parameters\"\nmark = \"line\"\npattern = '^(?:Request|Takes)$'\n",
        values: &[("components/schemas/ARequest/properties/b/type", "\"string\"")],
        ..Case::new("a label in a list", document("+ Request;    + Takes;        + `b` (string)"))
    }]);
    let list = Case { rules: RULES, ..Case::new("words", NONE) };
    assert!(help(&list).contains("a `[[statement]]` rule where it says"), "{}", help(&list));
    let states = "[[statement]]\nstates = \"no-parameters\"\npattern = '^none$'\n";
    check(&[Case { rules: format!("{states}{RULES}").leak(), ..Case::new("the remedy", NONE) }]);
}

#[test]
fn what_an_unread_item_holds_is_no_row_of_another() {
    check(&[
        Case {
            rules: LIST,
            says: &["TW218:6 no `[[bullet]]` rule reads the item `c`"],
            values: &[
                ("components/schemas/ARequest/properties/b/type", "\"object\""),
                ("components/schemas/ARequest/properties/b/properties", "null"),
                ("components/schemas/ARequest/properties/e/type", "\"string\""),
            ],
            ..Case::new("rows below it", document("Takes;;- `b` (object);- `c`;    - `d` (string);- `e` (string)"))
        },
        Case {
            rules: LIST,
            says: &["TW218:6 `Body` is a label by its `[[section]]` rule, and stands in a list of rows"],
            ..Case::new("a label among rows", document("Takes;;- `b` (string);- Body;;        {}"))
        },
        Case { rules: LIST, ..Case::new("the remedy", document("- Takes;    - `b` (string);- Body;;        {}")) },
        Case {
            rules: LIST,
            says: &[
                "TW218:13 no rule reads the heading `Lamp (object`, so that nothing says what the list of `b (string)`",
            ],
            ..Case::new(
                "below a heading",
                "## POST /a;;Takes;;- `c` (string);;Nothing comes back.;;# Types;;## Lamp (object;;- `b` (string);",
            )
        },
    ]);
}

#[test]
fn a_type_is_looked_for_among_the_headings() {
    const USE: &str = "## POST /a;;**Parameters**;;| Name | Type | Description |;|---|---|---|;| b | Lamp | B |;| c | Lamps | C |;;\
                       Nothing comes back.;;# Types;;";
    const DEFINED: &str = "[define.Lamps]\ntype = \"string\"\n";
    let named = |heading: &str, rules: &'static str| Case {
        rules,
        says: &["TW503:7 nothing defines the type `Lamp`"],
        ..Case::new("a heading", format!("{USE}## {heading};;What shines.;").leak())
    };
    for heading in ["Lamp (object", "`Lamp`", "Lamp: what shines"] {
        let remedy = help(&named(heading, DEFINED));
        assert!(remedy.starts_with(&format!("the heading `{heading}` has its name")), "{remedy}");
    }
    for heading in ["Lamps", "A Lamp"] {
        assert!(help(&named(heading, DEFINED)).starts_with("did you mean `Lamps`?"));
    }
    // What is made of other words is near to others by what they share.
    let rules = "[define.\"one of Large and Small\"]\ntype = \"string\"\n";
    let of = USE.replace("| Lamp |", "| one of Large and Smart |").replace("| Lamps |", "| one of Large and Small |");
    let remedy = help(&Case { rules, ..Case::new("several words", of.leak()) });
    assert!(remedy.starts_with("define it: "), "{remedy}");
    // The remedy, as it says.
    let read = "[[section]]\nrole = \"object\"\nmark = \"heading\"\npattern = '^(?<name>Lamp)'\n";
    let table = "| Name | Type | Description |;|---|---|---|;| c | string | C |;";
    check(&[Case {
        rules: format!("{DEFINED}{read}").leak(),
        values: &[("components/schemas/Lamp/properties/c/type", "\"string\"")],
        ..Case::new("the remedy", format!("{USE}## Lamp (object;;{table}").leak())
    }]);
}

#[test]
fn tables_say_why_they_are_not_read() {
    const EXAMPLE: &str = "[[section]]\nrole = \"example\"\nof = \"request\"\npattern = '^Sent$'\n";
    check(&[
        Case {
            says: &["TW206:7 this table is outside of every endpoint, and no label says what it is"],
            ..Case::new("outside", "## GET /a;;Nothing comes back.;;# B;;| Name | Type |;|---|---|;| b | string |;")
        },
        Case {
            says: &["TW206:5 this table has no rows, and no column says what they would be"],
            ..Case::new("without rows", document("**Parameters**;;| Path | Method |;|---|---|"))
        },
        Case {
            rules: EXAMPLE,
            says: &[
                "TW206:5 a table of names and values stands below the label `Sent` of an example, which is a code block",
            ],
            ..Case::new("as an example", document("Sent;;| Name | Code |;|---|---|;| b | on |"))
        },
        Case {
            rules: EXAMPLE,
            patches: "[[accept]]\ncode = \"TW206\"\nat = \"a\"\nreason = \"A form.\"\n",
            ..Case::new("the remedy", document("Sent;;| Name | Code |;|---|---|;| b | on |"))
        },
        Case {
            says: &["TW203:7 this row has 3 cells and its header has 2"],
            ..Case::new("a cell too many", document("**Parameters**;;| Name | Type |;|---|---|;| b | string | c |"))
        },
        // Where another block ends the table, what follows that is no row of it.
        Case::new(
            "behind a directive",
            document("**Parameters**;;| Name | Type |;|---|---|;| b | string |;::: tip;Mind it.;:::"),
        ),
    ]);
}

#[test]
fn a_code_block_says_what_is_above_it() {
    const BLOCK: &str = "```json;{\"error\": \"x\"};```";
    const POLICY: &str = "[policy]\nunlabelled_example = \"response\"\n";
    let shown = |words: &str| -> &'static str { format!("## GET /a;;{words}{BLOCK};").leak() };
    let inferred = "TW307:6 the response of `a` is taken from this example";
    let says: &'static [&'static str] =
        vec!["TW209:5 no rule reads the words above this code block as its label", inferred].leak();
    let words = "Where it fails, `400` comes with this:;;";
    check(&[
        Case { rules: POLICY, says, ..Case::new("words", shown(words)) },
        Case {
            rules: "[policy]\nunlabelled_example = \"response\"\n\
                    [[section]]\nrole = \"example\"\nof = \"response\"\npattern = '^Where it fails, `(?<status>400)'\n",
            says: &["TW307:6 the response 400 of `a` is taken from this example"],
            ..Case::new("the remedy", shown(words))
        },
        Case {
            rules: POLICY,
            says: &["TW209:5 no label says what this code block shows", "TW307:6 the response of `a`"],
            ..Case::new("other words", shown("It shines.;;"))
        },
        Case {
            // That the block is an example follows from the label, and is a note.
            says: &["TW307:6 the response of `a`"],
            ..Case::new("a label of another kind", shown("**Response**;;"))
        },
    ]);
}

const PLACED: &str = "[presence]\nrequired = [\"yes\"]\noptional = [\"no\"]\n[locations]\nbody = \"body\"\n\
                      [[section]]\nrole = \"parameters\"\nmark = \"line\"\npattern = '^Takes$'\n\
                      [[bullet]]\npattern = '^(?<name>\\w+) (?<location>\\w+) (?<type>\\w+) (?<presence>\\w+) - (?<description>.+)$'\n";

#[test]
fn cells_below_the_headers_of_others_are_said_once() {
    check(&[
        Case {
            rules: PLACED,
            says: &[
                "TW211:5 the cells of the row `b` are out of the order of the columns, and are not read: `yes` says \
                     whether it must be there, `body` says where it is sent, `integer` is a type",
            ],
            ..Case::new("three", document("Takes;;- b integer yes body - B"))
        },
        Case {
            rules: PLACED,
            patches: "[[patch]]\nat = \"a/parameters/b\"\nreason = \"Out of order.\"\n\
                      expect = { cells = [\"b\", \"yes\", \"body\", \"integer\", \"B\"] }\n\
                      set = { cells = { type = \"integer\", presence = \"yes\", location = \"body\", description = \"B\" } }\n",
            values: &[
                ("components/schemas/ARequest/properties/b/type", "\"integer\""),
                ("components/schemas/ARequest/required", "[\"b\"]"),
            ],
            ..Case::new("the remedy", document("Takes;;- b integer yes body - B"))
        },
        Case {
            rules: PLACED,
            patches: "[[patch]]\nat = \"a/parameters/b\"\nreason = \"Out of order.\"\nexpect = { type = \"yes\" }\n\
                      set = { type = \"integer\", required = true, location = \"body\" }\n",
            values: &[("components/schemas/ARequest/properties/b/type", "\"integer\"")],
            ..Case::new("fact by fact", document("Takes;;- b integer yes body - B"))
        },
        // One alone may be a word that the dialect lacks.
        Case {
            rules: PLACED,
            says: &["TW211:5 `string` is not a presence that the dialect knows"],
            ..Case::new("one", document("Takes;;- b body string string - B"))
        },
    ]);
}

#[test]
fn what_an_example_says_of_a_field_names_the_field() {
    const LISTS: &str = "## GET /a;;**Response**;;| Name | Type | Description |;|---|---|---|;| b | object | B |;| c | object[] | C |;\
                         | d | array | D |;;Shown:;;```json;{\"b\": {\"e\": 1}, \"c\": [{\"f\": 1}], \"d\": [1]};```;";
    check(&[Case {
        rules: "[[section]]\nrole = \"example\"\nof = \"response\"\npattern = '^Shown:$'\n",
        says: &[
            "TW307:14 `b` is an object, and its fields are taken from this example alone",
            "TW307:14 `d` is a list, and what its items are is taken from this example alone",
            "TW307:14 each item of `c` is an object, and its fields are taken from this example alone",
        ],
        ..Case::new("fields", LISTS)
    }]);
}

#[test]
fn a_rule_for_another_mark_is_not_the_remedy_where_one_reads_it() {
    const PLAIN: &str = "[[section]]\nrole = \"parameters\"\nmark = \"line\"\npattern = '^Takes$'\n\
                         [[section]]\nrole = \"parameters\"\nmark = \"heading\"\npattern = '^Takes$'\n";
    let document = document("Takes;;| Name | Type |;|---|---|;| b | string |");
    let both = Case { rules: PLAIN, ..Case::new("both", document) };
    assert!(help(&both).contains("which another rule of `[[section]]` reads: remove it"), "{}", help(&both));
}

#[test]
fn a_table_of_endpoints_without_a_column_of_methods_is_said_to_be_one() {
    let rule = |more: &str| -> &'static str {
        format!("[[endpoint]]\nin = \"table\"\npath_columns = [\"Path\"]\nmethod_columns = [\"Method\"]\n{more}\n[transport]\nget = [\"query\"]\npost = [\"json\"]\n").leak()
    };
    let table = |header: &str| -> &'static str {
        format!("# Lamps;;| {header} | Path |;|---|---|;| GET | /a |;;Nothing comes back.;").leak()
    };
    let says = &["TW202:3 this table of endpoints has no column for the methods, which would be `Method`: Verb / Path"];
    check(&[
        Case { rules: rule(""), says, ..Case::new("another header", table("Verb")) },
        Case { rules: rule("methods = [\"GET\"]"), ..Case::new("the rule says them", table("Verb")) },
        Case { rules: rule(""), ..Case::new("the header", table("Method")) },
    ]);
}

#[test]
fn rows_of_a_table_of_endpoints_can_be_left_out() {
    const RULE: &str = "[[endpoint]]\nin = \"table\"\npath_columns = [\"Path\"]\nmethod_columns = [\"Method\"]\n";
    const LEFT_OUT: &str = "[[endpoint]]\nin = \"table\"\npath_columns = [\"Path\"]\nmethod_columns = [\"Method\"]\n\
                            [[ignore]]\nmark = \"row\"\npattern = '^LIST '\nreason = \"no method of HTTP\"\n";
    let document = "# Lamps;;| Method | Path |;|---|---|;| GET | /a |;| LIST | `/b` |;";
    let says = &["TW305:6 nothing says which methods `b`", "TW215:6 `LIST` is not a method"];
    check(&[
        Case { rules: RULE, says, ..Case::new("read", document) },
        Case {
            rules: LEFT_OUT,
            values: &[("paths/%b", "null"), ("paths/%a/get/operationId", "\"a\"")],
            ..Case::new("left out", document)
        },
    ]);
}
