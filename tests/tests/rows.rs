//! What rows that cannot be what they look like are said to be.

use tablewright::{Document, Input, compile_to_ir};
use tests::messages;

const DIALECT: &str = r#"
[[endpoint]]
in = "line"
pattern = '^(?<method>[A-Z]+) (?<path>/\S+)$'

[[section]]
role = "response"
pattern = '^Response$'

[[section]]
role = "object"
pattern = '^(?<name>[A-Z]\w*)$'

[[section]]
role = "values"
pattern = '^Values of a type$'

[[ignore]]
mark = "row"
pattern = '^gone$'
reason = "gone"

[columns]
name = ["Field", "Taken"]
type = ["Type"]
presence = ["Taken"]
description = ["Meaning"]
value = ["Value"]

[names]
step = '^> '
map_key = '^\{\w+\}$'
whole = '^all$'

[types]
int = "int32"
object = "object"

[[type]]
is = "optional"
pattern = '^(?<item>\w+)\?$'

[[type]]
is = "list"
pattern = '^\[(?<item>.+)\]$'
"#;

/// What is said of a response with these rows, and of what follows them.
fn said(rows: &str) -> Vec<String> {
    said_by(DIALECT, rows)
}

/// The same with a dialect.
fn said_by(dialect: &str, rows: &str) -> Vec<String> {
    let file = |name: &str, text: String| Document { name: format!("x/{name}"), text };
    let document =
        format!("# A\n\nGET /a\n\n**Response**\n\n| Field | Type | Meaning |\n| --- | --- | --- |\n{rows}\n");
    let documents = vec![file("a.md", document)];
    let dialect = file("dialect.toml", dialect.to_owned());
    let output = compile_to_ir(&Input { api: "x".to_owned(), documents, dialect, patches: None });
    let said = messages(&output).into_iter().filter(|line| !line.contains("TW305"));
    said.filter(|line| !line.contains("TW107") || line.contains("read as one of")).collect()
}

#[test]
fn rows_are_what_they_can_be() {
    let taken =
        "x/dialect.toml:26:13 note[TW107] the column `Taken` of `columns.presence` is read as one of `columns.name`";
    let cases: [(&str, &[&str]); 7] = [
        (
            "| a | object | A |\n| > {id} | int | One |\n| > b | int | B |\n| > {c} | int | C |",
            &[
                "x/a.md:12:5 warning[TW208] `{c}` stands for any key by `names.map_key`, as a row above it does; it is left out",
            ],
        ),
        ("| {id} | object | One |\n| > b | int | B |", &[]),
        ("| gone | object | One |\n| > b | what | B |\n| c | int | C |", &[]),
        (
            "| a | [int?] | A |",
            &[
                "x/a.md:9:7 warning[TW210] `int?` says that a field may be left out, but is not the type of a whole field here",
            ],
        ),
        (
            "| all | [int] | A |\n| b | int | B |",
            &[
                "x/a.md:9:9 warning[TW307] `all` is `[int]`, and the rows below it say what is in the object; the rows count",
                "x/a.md:10:1 warning[TW307] `all` stands for the whole table, and the row `b` beside it is taken as a part of it",
            ],
        ),
        (
            "| a | T | A |\n\n# T\n\n| Field | Type |\n| --- | --- |\n| b | int |\n\n**Values of a type**\n\n| Field | Value |\n| --- | --- |\n| c | 1 |",
            &["x/a.md:21:3 warning[TW301] there is no field `c` that these could be the values of"],
        ),
        (
            "| a | int | A |\n\n**Response**\n\n| Taken | Type | Meaning |\n| --- | --- | --- |\n| b | int | B |",
            &[
                "x/a.md:11:1 warning[TW303] a second table stands for the response; its fields are added to those of the first",
                taken,
            ],
        ),
    ];
    let differs = cases.into_iter().map(|(rows, expected)| (rows, said(rows), expected));
    let differs: Vec<_> = differs.filter(|(_, said, expected)| said != expected).collect();
    assert!(differs.is_empty(), "{differs:#?}");
}

#[test]
fn what_contradicts_itself_is_said_to() {
    let union = "[[type]]\nis = \"union\"\npattern = ' or '\neach = '(?<type>\\w+)(?: or |$)'\n";
    let dotted = DIALECT.replace("step = '^> '", "dotted = true");
    let plain = DIALECT.replace("step = '^> '\n", "");
    let limits = "[[values]]\neach = '`(?<value>\\w+)`'\n[[prose]]\nmeans = \"range\"\npattern = '(?<minimum>\\d+)-(?<maximum>\\d+)'\n\
                  [[prose]]\nmeans = \"default\"\npattern = 'usually (?<value>\\w+)'\n";
    let sentence = "[[statement]]\nstates = \"response\"\npattern = '^Returns an? (?<type>\\w+)'\n";
    let with = |more: &str| format!("{DIALECT}\n{more}");
    let heading = "[[section]]\nrole = \"parameters\"\nmark = \"heading\"\npattern = '^its parameters$'\n\
                   [policy]\nunlabelled = [\"envelope\"]\n";
    let cases: [(String, &str, &[&str]); 8] = [
        (
            with(heading),
            "| a | int | A |\n\n## its parameters\n\n| Field | Type | Meaning |\n| --- | --- | --- |\n| p | int | P |\n\nAnd:\n\n\
             | Field | Type | Meaning |\n| --- | --- | --- |\n| q | int | Q |",
            &["x/a.md:19:1 error[TW206] no label says what this table is, and no role is left that it could have"],
        ),
        (
            with(union),
            "| a | ?int or int | A |\n| b | int or 数 | B |",
            &[
                "x/a.md:9:7 warning[TW210] `each` of the rule for unions does not read `?` in it",
                "x/a.md:10:7 warning[TW210] `each` of the rule for unions does not read `数` in it",
            ],
        ),
        (with(union), "| a | int or int | A |", &[]),
        (
            dotted,
            "| a | object | A |\n| a[].b | int | B |",
            &["x/a.md:10:3 warning[TW506] `a[]` is written as a list, and the row of `a` gives it another type"],
        ),
        (
            plain,
            "| a | object | A |\n| &nbsp;b | int | B |",
            &[
                "x/a.md:9:7 note[TW306] nothing says what is in `a`; it may hold any JSON",
                "x/a.md:10:3 warning[TW208] `b` begins with blanks, as names of nested fields do, and no step of depth takes them",
            ],
        ),
        (
            with(limits),
            "| a | int | 1-5, usually 7 |",
            &["x/a.md:9:26 warning[TW502] the default `7` of `a` is outside of its limits"],
        ),
        (
            with(sentence),
            "| a | int | A |\n\nReturns a Lamp.\n\n# Lamp\n\n| Field | Type | Meaning |\n| --- | --- | --- |\n| b | int | B |",
            &[
                "x/a.md:11:1 warning[TW303] the sentence gives the response of `a` another type than the table",
                "x/a.md:15:1 warning[TW504] the type `Lamp` is defined and never used",
            ],
        ),
        (
            DIALECT.to_owned(),
            "| a | int | A |\n<!-- more -->\n| b | int | B |",
            &[
                "x/a.md:11:1 warning[TW203] `| b | int | B |` is written as a row of a table, and stands in none; it is kept as words",
            ],
        ),
    ];
    for (dialect, rows, expected) in cases {
        assert_eq!(said_by(&dialect, rows), expected, "{rows}");
    }
}
