//! What is wrong with a `dialect.toml`, as its writer sees it.

use tablewright::compile_to_ir;
use tablewright::diagnostic::render::human;
use tablewright::diagnostic::{Code, Severity};
use tests::small;

/// The errors and warnings of the dialect, as people see them.
fn said(document: &str, dialect: &str) -> String {
    let output = compile_to_ir(&small(document, dialect, None));
    let of_config = |name: &str| name != "small/api.md";
    let items = output.diagnostics.items().iter();
    let items =
        items.filter(|item| of_config(&output.sources.locate(item.span).file) && item.severity > Severity::Note);
    items.map(|item| human(&output.sources, item, "")).collect()
}

/// What is wrong with lines that are added to a dialect that is right.
fn dialect(more: &str) -> String {
    said("# A\n\ncall `/a`\n", &format!("endpoint = [{{ in = \"line\", pattern = '`(?<path>[^`]+)`' }}]\n{more}"))
}

#[test]
fn the_dialect_of_these_tests_is_right() {
    assert_eq!(dialect(""), "");
}

/// What keeps a rule from matching is said with the message that nothing follows it.
#[test]
fn an_idle_rule_is_reported_once() {
    let dialect = "endpoint = [{ in = \"line\", pattern = '^call `(?<path>[^`]+)`' }, \
                   { in = \"heading\", pattern = '^see (?<path>/\\w+)' }]\n";
    for (document, severity) in
        [("# A\n\ncall `/a`\n\nsee /b\n", Severity::Note), ("# A\n\nsee /b\n", Severity::Warning)]
    {
        let output = compile_to_ir(&small(document, dialect, None));
        let items = output.diagnostics.items().iter();
        let about: Vec<_> = items.filter(|item| item.message.contains("nearly matches something")).collect();
        let [idle] = about.as_slice() else { panic!("{about:?}") };
        assert_eq!((idle.code, idle.severity, idle.related.len()), (Code::UnusedRule, severity, 1), "{document}");
        let help = "its pattern matches a paragraph, and the rule is for a heading: write `in = \"line\"`";
        assert_eq!(idle.help.as_deref(), Some(help));
        assert!(output.diagnostics.items().iter().all(|item| item.code != Code::NoEffect), "{document}");
    }
}

/// Only what is followed is used: that the compiler asks whether a pattern matches is not enough.
#[test]
fn a_rule_that_is_only_asked_is_idle() {
    let document = "# A\n\ncall `/a`\n\n- `x`: a word\n- more words\n- and more\n";
    let more = "endpoint = [{ in = \"line\", pattern = '^call `(?<path>[^`]+)`' }]\n\
                bullet = [{ pattern = '^`(?<name>\\w+)`: ' }]\n";
    let output = compile_to_ir(&small(document, more, None));
    let idle: Vec<_> = output.diagnostics.items().iter().filter(|item| item.code == Code::UnusedRule).collect();
    assert!(idle.iter().any(|item| item.message.ends_with("this pattern of `bullet`")), "{idle:?}");
}

#[test]
fn toml_that_is_none() {
    insta::assert_snapshot!(dialect("[columns\nname = []\n"), @r"
    error[TW101]: unclosed table, expected `]`
     --> small/dialect.toml:2:9
      |
    2 | [columns
      |         ^
      |
      = help: see `spec/dialect.md` for every key
    ");
    insta::assert_snapshot!(dialect("[api]\ntitle = \"one\"\ntitle = \"two\"\n"), @r#"
    error[TW101]: duplicate key
     --> small/dialect.toml:4:1
      |
    4 | title = "two"
      | ^^^^^
      |
      = help: see `spec/dialect.md` for every key
    "#);
    insta::assert_snapshot!(dialect("[types]\n整数 = \"int32\"\n"), @r#"
    error[TW101]: invalid unquoted key, expected letters, numbers, `-`, `_`
     --> small/dialect.toml:3:1
      |
    3 | 整数 = "int32"
      | ^^^^
      |
      = help: see `spec/dialect.md` for every key
    "#);
}

#[test]
fn unknown_keys() {
    insta::assert_snapshot!(dialect("[polcy]\nparameter = \"optional\"\n"), @r"
    error[TW102]: unknown key `polcy`
     --> small/dialect.toml:2:2
      |
    2 | [polcy]
      |  ^^^^^
      |
      = help: did you mean `policy`?
    ");
    insta::assert_snapshot!(dialect("[policy]\nparametre = \"optional\"\n"), @r#"
    error[TW102]: unknown key `parametre`
     --> small/dialect.toml:3:1
      |
    3 | parametre = "optional"
      | ^^^^^^^^^
      |
      = help: did you mean `parameter`?
    "#);
    insta::assert_snapshot!(dialect("[[ignore]]\nreason = \"x\"\npattern = 'x'\nlanguage = \"en\"\n"), @r#"
    error[TW102]: unknown key `language`
     --> small/dialect.toml:5:1
      |
    5 | language = "en"
      | ^^^^^^^^
      |
      = help: the keys here are: reason, mark, pattern
    "#);
}

/// A key that has another name now is an error that says which.
#[test]
fn renamed_keys() {
    let cases = [
        ("[places]\nurl = \"query\"\n", "locations"),
        ("[columns]\nplace = [\"In\"]\n", "location"),
        ("[transport.places]\nDELETE = \"body\"\n", "locations"),
        ("[[bullet]]\npattern = '^`(?<name>\\w+)` in (?<place>\\w+)$'\n", "location"),
        ("[[section]]\nrole = \"parameters\"\npattern = '^Query$'\nin = \"query\"\n", "location"),
        ("[policy]\nplace_by_example = true\n", "items_by_example"),
        ("[[prose]]\nmeans = \"like-response\"\npattern = '^As in (?<endpoint>.+)$'\n", "same-as-response"),
    ];
    for (more, name) in cases {
        let said = dialect(more);
        assert!(said.contains("error[TW10") && said.contains(&format!("it is called `{name}`")), "{more}: {said}");
    }
}

#[test]
fn unknown_values() {
    insta::assert_snapshot!(dialect("[policy]\nparameter = \"optionl\"\n"), @r#"
    error[TW103]: unknown value `optionl`
     --> small/dialect.toml:3:13
      |
    3 | parameter = "optionl"
      |             ^^^^^^^^^
      |
      = help: did you mean `optional`?
    "#);
    insta::assert_snapshot!(dialect("[types]\nnumber = \"integer\"\n"), @r#"
    error[TW103]: unknown value `integer`
     --> small/dialect.toml:3:10
      |
    3 | number = "integer"
      |          ^^^^^^^^^
      |
      = help: the values here are: bool, int8, int16, int32, int64, uint8, uint16, uint32, uint64, float32, float64, string, null, any, object, array
    "#);
    insta::assert_snapshot!(dialect("[[section]]\nrole = \"params\"\npattern = 'x'\n"), @r#"
    error[TW103]: unknown value `params`
     --> small/dialect.toml:3:8
      |
    3 | role = "params"
      |        ^^^^^^^^
      |
      = help: the values here are: parameters, response, envelope, object, fields, items, map-value, values, codes, statuses, example, note, prose
    "#);
}

#[test]
fn values_of_the_wrong_type() {
    insta::assert_snapshot!(dialect("[columns]\nname = \"Field\"\n"), @r#"
    error[TW103]: invalid type: string "Field", expected a list
     --> small/dialect.toml:3:8
      |
    3 | name = "Field"
      |        ^^^^^^^
      |
      = help: see `spec/dialect.md` for every key
    "#);
    insta::assert_snapshot!(dialect("[path]\nname_segments = -1\n"), @r"
    error[TW103]: invalid value: integer `-1`, expected a whole number that is not negative
     --> small/dialect.toml:3:17
      |
    3 | name_segments = -1
      |                 ^^
      |
      = help: see `spec/dialect.md` for every key
    ");
    insta::assert_snapshot!(dialect("[[ignore]]\nreason = \"x\"\n"), @r"
    error[TW103]: missing field `pattern`
     --> small/dialect.toml:2:1
      |
    2 | [[ignore]]
      | ^^^^^^^^^^
      |
      = help: see `spec/dialect.md` for every key
    ");
    insta::assert_snapshot!(dialect("[[ignore]]\nreason = \"x\"\npattern = 'a(b'\n"), @r"
    error[TW103]: the pattern `a(b` does not compile: unclosed group
     --> small/dialect.toml:4:11
      |
    4 | pattern = 'a(b'
      |           ^^^^^
      |
      = help: see `spec/dialect.md` for every key
    ");
}

/// Each error is told, those of the schema and those of rules that could never have an effect; what follows from another is
/// not.
#[test]
fn all_errors_at_once() {
    let more = "
        types = { int = \"int23\", text = \"string\" }
        presence = { requierd = [\"yes\"], conditional = ['(', 'if'] }
        [[section]]
        role = \"object\"
        pattern = '('
        [[section]]
        pattern = 7
        rol = \"object\"
        [[section]]
        role = \"object\"
        pattern = '^Lamp$'
        [[ignore]]
        pattern = '^x'
        [polcy]
        parameter = \"optional\"
    ";
    insta::assert_snapshot!(dialect(more), @r#"
    error[TW103]: unknown value `int23`
     --> small/dialect.toml:3:25
      |
    3 |         types = { int = "int23", text = "string" }
      |                         ^^^^^^^
      |
      = help: did you mean `int32`?
    error[TW102]: unknown key `requierd`
     --> small/dialect.toml:4:22
      |
    4 |         presence = { requierd = ["yes"], conditional = ['(', 'if'] }
      |                      ^^^^^^^^
      |
      = help: did you mean `required`?
    error[TW103]: the pattern `(` does not compile: unclosed group
     --> small/dialect.toml:4:56
      |
    4 |         presence = { requierd = ["yes"], conditional = ['(', 'if'] }
      |                                                        ^^^^^^^^^^^
      |
      = help: see `spec/dialect.md` for every key
    error[TW103]: the pattern `(` does not compile: unclosed group
     --> small/dialect.toml:7:19
      |
    7 |         pattern = '('
      |                   ^^^
      |
      = help: see `spec/dialect.md` for every key
    error[TW103]: invalid type: integer `7`, expected a string
     --> small/dialect.toml:9:19
      |
    9 |         pattern = 7
      |                   ^
      |
      = help: see `spec/dialect.md` for every key
    error[TW102]: unknown key `rol`
      --> small/dialect.toml:10:9
       |
    10 |         rol = "object"
       |         ^^^
       |
       = help: did you mean `role`?
    error[TW103]: the label of an object says neither its `name` nor its `parent`
      --> small/dialect.toml:13:19
       |
    13 |         pattern = '^Lamp$'
       |                   ^^^^^^^^
       |
       = help: write `(?<parent>…)` around it in the pattern
    error[TW103]: missing field `reason`
      --> small/dialect.toml:14:9
       |
    14 |         [[ignore]]
       |         ^^^^^^^^^^
       |
       = help: see `spec/dialect.md` for every key
    error[TW102]: unknown key `polcy`
      --> small/dialect.toml:16:10
       |
    16 |         [polcy]
       |          ^^^^^
       |
       = help: did you mean `policy`?
    "#);
}

#[test]
fn rules_that_lack_what_they_need() {
    insta::assert_snapshot!(dialect("[[auth]]\nid = \"key\"\nin = \"query\"\n"), @r"
    error[TW103]: the `[[auth]]` rule `key` needs a `name`
     --> small/dialect.toml:2:1
      |
    2 | [[auth]]
      | ^^^^^^^^
      |
      = help: name the parameter, cookie or header
    ");
    insta::assert_snapshot!(dialect("[[statement]]\nstates = \"methods\"\npattern = '^By GET$'\n"), @r"
    error[TW103]: this rule states methods, and its pattern has no group `methods`
     --> small/dialect.toml:4:11
      |
    4 | pattern = '^By GET$'
      |           ^^^^^^^^^^
      |
      = help: write `(?<methods>…)` around what the rule reads
    ");
    insta::assert_snapshot!(dialect("[[section]]\nrole = \"object\"\npattern = '^(?<parnet>\\w+)$'\n"), @r"
    error[TW103]: nothing reads the group `parnet`
     --> small/dialect.toml:4:11
      |
    4 | pattern = '^(?<parnet>\w+)$'
      |           ^^^^^^^^^^^^^^^^^^
      |
      = help: did you mean `parent`?
    error[TW103]: the label of an object says neither its `name` nor its `parent`
     --> small/dialect.toml:4:11
      |
    4 | pattern = '^(?<parnet>\w+)$'
      |           ^^^^^^^^^^^^^^^^^^
      |
      = help: write `(?<parent>…)` around it in the pattern
    ");
    insta::assert_snapshot!(dialect("[[section]]\nrole = \"map-value\"\npattern = '^Values$'\n"), @r"
    error[TW103]: the label does not say whose these are: it has no `parent`
     --> small/dialect.toml:4:11
      |
    4 | pattern = '^Values$'
      |           ^^^^^^^^^^
      |
      = help: write `(?<parent>…)` around it in the pattern
    ");
    insta::assert_snapshot!(dialect("[[type]]\nis = \"union\"\npattern = ' or '\n"), @r"
    error[TW103]: a rule for unions needs `each`
     --> small/dialect.toml:4:11
      |
    4 | pattern = ' or '
      |           ^^^^^^
      |
      = help: say what one of the types looks like
    ");
    insta::assert_snapshot!(dialect("[[values]]\neach = '\\d+'\n"), @r"
    error[TW103]: this rule reads values, and its pattern has no group `value`
     --> small/dialect.toml:3:8
      |
    3 | each = '\d+'
      |        ^^^^^
      |
      = help: write `(?<value>…)` around what the rule reads
    ");
    insta::assert_snapshot!(dialect("[[prose]]\nmeans = \"max-length\"\npattern = 'at most \\d+'\n"), @r"
    error[TW103]: this rule reads a value, and its pattern has no group `value`
     --> small/dialect.toml:4:11
      |
    4 | pattern = 'at most \d+'
      |           ^^^^^^^^^^^^^
      |
      = help: write `(?<value>…)` around what the rule reads
    ");
}

#[test]
fn rows_are_no_labels_and_ranges_have_two_ends() {
    let label = "[[section]]\nrole = \"parameters\"\nmark = \"row\"\npattern = '^x$'\n";
    insta::assert_snapshot!(dialect(label), @r"
    error[TW103]: a row is no label, so this rule never matches
     --> small/dialect.toml:5:11
      |
    5 | pattern = '^x$'
      |           ^^^^^
      |
      = help: what a row is, its columns say: `[columns]`; `row` is for `[[ignore]]`
    ");
    insta::assert_snapshot!(dialect("[[prose]]\nmeans = \"range\"\npattern = '(?<minimum>\\d+)-\\d+'\n"), @r"
    error[TW103]: this rule reads a range, and its pattern has no group `maximum`
     --> small/dialect.toml:4:11
      |
    4 | pattern = '(?<minimum>\d+)-\d+'
      |           ^^^^^^^^^^^^^^^^^^^^^
      |
      = help: write `(?<maximum>…)` around what the rule reads
    ");
}

#[test]
fn announcements_that_could_never_be_read() {
    let rule = |rule: &str| said("# A\n", &format!("endpoint = [{{ {rule} }}]"));
    insta::assert_snapshot!(rule("in = \"line\""), @r#"
    error[TW103]: an `[[endpoint]]` rule for anything but tables needs a `pattern`
     --> small/dialect.toml:1:1
      |
    1 | endpoint = [{ in = "line" }]
      | ^
      |
      = help: write what the announcement looks like, with a group `path` or `url`
    error[TW212]: no document of `small` announces an endpoint
     --> small/dialect.toml:1:1
      |
    1 | endpoint = [{ in = "line" }]
      | ^
      |
      = help: say in `[[endpoint]]` of `dialect.toml` what an announcement looks like
    "#);
    insta::assert_snapshot!(rule("in = \"line\", pattern = '^Call '"), @r#"
    error[TW212]: no document of `small` announces an endpoint
     --> small/dialect.toml:1:1
      |
    1 | endpoint = [{ in = "line", pattern = '^Call ' }]
      | ^
      |
      = help: say in `[[endpoint]]` of `dialect.toml` what an announcement looks like
    error[TW103]: this rule announces endpoints, and its pattern has no group `path` or `url`
     --> small/dialect.toml:1:38
      |
    1 | endpoint = [{ in = "line", pattern = '^Call ' }]
      |                                      ^^^^^^^^
      |
      = help: write `(?<path>…)` around what the rule reads
    "#);
    insta::assert_snapshot!(rule("in = \"table\""), @r#"
    error[TW103]: an `[[endpoint]]` rule for tables needs `path_keys` or `path_columns`
     --> small/dialect.toml:1:1
      |
    1 | endpoint = [{ in = "table" }]
      | ^
      |
      = help: say which key or column has the path
    error[TW212]: no document of `small` announces an endpoint
     --> small/dialect.toml:1:1
      |
    1 | endpoint = [{ in = "table" }]
      | ^
      |
      = help: say in `[[endpoint]]` of `dialect.toml` what an announcement looks like
    "#);
}

#[test]
fn definitions() {
    insta::assert_snapshot!(dialect("define = { A = { type = \"B\" }, B = { type = \"A\" } }"), @r#"
    error[TW103]: `define.A` is defined by itself: `A` is `B` is `A`
     --> small/dialect.toml:2:16
      |
    2 | define = { A = { type = "B" }, B = { type = "A" } }
      |                ^^^^^^^^^^^^^^
      |
      = help: say what one of them is
    warning[TW504]: `define.A` is never used
     --> small/dialect.toml:2:16
      |
    2 | define = { A = { type = "B" }, B = { type = "A" } }
      |                ^^^^^^^^^^^^^^
      |
      = help: remove it from `dialect.toml`
    warning[TW504]: `define.B` is never used
     --> small/dialect.toml:2:36
      |
    2 | define = { A = { type = "B" }, B = { type = "A" } }
      |                                    ^^^^^^^^^^^^^^
      |
      = help: remove it from `dialect.toml`
    "#);
    insta::assert_snapshot!(dialect("[define.point]\ntype = \"text\"\nsame = \"a\"\n"), @r"
    error[TW103]: `define.point` needs exactly one of `type`, `union`, `fields` and `same`
     --> small/dialect.toml:2:1
      |
    2 | [define.point]
      | ^^^^^^^^^^^^^^
      |
      = help: see `spec/dialect.md`
    warning[TW504]: `define.point` is never used
     --> small/dialect.toml:2:1
      |
    2 | [define.point]
      | ^^^^^^^^^^^^^^
      |
      = help: remove it from `dialect.toml`
    ");
    insta::assert_snapshot!(dialect("[define.point]\ndocs = \"Nothing.\"\n"), @r"
    error[TW103]: `define.point` needs exactly one of `type`, `union`, `fields` and `same`
     --> small/dialect.toml:2:1
      |
    2 | [define.point]
      | ^^^^^^^^^^^^^^
      |
      = help: see `spec/dialect.md`
    warning[TW504]: `define.point` is never used
     --> small/dialect.toml:2:1
      |
    2 | [define.point]
      | ^^^^^^^^^^^^^^
      |
      = help: remove it from `dialect.toml`
    ");
    insta::assert_snapshot!(dialect("[envelope]\ndata = \"data\"\n"), @r#"
    error[TW103]: the envelope has no field `data`
     --> small/dialect.toml:1:1
      |
    1 | endpoint = [{ in = "line", pattern = '`(?<path>[^`]+)`' }]
      | ^
      |
      = help: correct the name in `[envelope]`, or add the field to `[[envelope.field]]`
    "#);
}
