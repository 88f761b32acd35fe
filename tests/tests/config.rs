//! What is wrong with a `dialect.toml` or a `patches.toml`, as its writer sees it.

use tablewright::compile_to_ir;
use tablewright::diagnostic::Severity;
use tablewright::diagnostic::render::human;
use tests::small;

const DIALECT: &str = r#"
types = { int = "int32", text = "string", thing = "object" }
columns = { name = ["Field"], type = ["Type"], default = ["Default"] }
policy = { unlabelled = ["parameters", "response"] }
endpoint = [{ in = "line", pattern = '^call `(?<path>[^`]+)`$' }]
section = [{ role = "object", pattern = '^Type `(?<name>\w+)`$' }]
"#;

const DOCUMENT: &str = "\
# Lamp

## Type `Bulb`

| Field | Type | Default |
| --- | --- | --- |
| watts | int | |

## Switch

call `/switch`

| Field | Type | Default |
| --- | --- | --- |
| level | int | `3` |
| bulb | Bulb | |
| place | point | |

| Field | Type | Default |
| --- | --- | --- |
| state | thing | |

## Dim

call `/dim`
";

/// The errors and warnings of the configuration, as people see them.
fn said(document: &str, dialect: &str, patches: Option<&str>) -> String {
    let output = compile_to_ir(&small(document, dialect, patches));
    let of_config = |name: &str| name != "small/api.md";
    let items = output.diagnostics.items().iter();
    let items =
        items.filter(|item| of_config(&output.sources.locate(item.span).file) && item.severity > Severity::Note);
    items.map(|item| human(&output.sources, item, "")).collect()
}

/// What is wrong with lines that are added to a dialect that is right.
fn dialect(more: &str) -> String {
    said("# A\n\ncall `/a`\n", &format!("endpoint = [{{ in = \"line\", pattern = '`(?<path>[^`]+)`' }}]\n{more}"), None)
}

fn patch(at: &str, expect: &str, set: &str) -> String {
    let patch = format!("[[patch]]\nat = \"{at}\"\nexpect = {{ {expect} }}\nset = {{ {set} }}\nreason = \"A test.\"\n");
    said(DOCUMENT, DIALECT, Some(&patch))
}

#[test]
fn the_inputs_of_these_tests_are_right() {
    assert_eq!(dialect(""), "");
    assert_eq!(said(DOCUMENT, DIALECT, None), "");
    assert_eq!(patch("switch/parameters/level", "type = \"int\"", "required = true"), "");
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
    insta::assert_snapshot!(said(DOCUMENT, DIALECT, Some("[[patch]\n")), @r"
    error[TW101]: unclosed array table, expected `]`
     --> small/patches.toml:1:9
      |
    1 | [[patch]
      |         ^
      |
      = help: see `spec/dialect.md` for every key
    ");
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
    insta::assert_snapshot!(patch("switch/parameters/level", "typ = \"int\"", "required = true"), @r#"
    error[TW102]: unknown key `typ`
     --> small/patches.toml:3:12
      |
    3 | expect = { typ = "int" }
      |            ^^^
      |
      = help: did you mean `type`?
    "#);
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
    error[TW103]: invalid type: string "Field", expected a sequence
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
    insta::assert_snapshot!(said(DOCUMENT, DIALECT, Some("[[patch]]\nat = \"switch\"\n")), @r"
    error[TW103]: missing field `expect`
     --> small/patches.toml:1:1
      |
    1 | [[patch]]
      | ^^^^^^^^^
      |
      = help: see `spec/dialect.md` for every key
    ");
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
fn announcements_that_could_never_be_read() {
    let rule = |rule: &str| said("# A\n", &format!("endpoint = [{{ {rule} }}]"), None);
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

#[test]
fn patches_without_a_target() {
    insta::assert_snapshot!(patch("swich/parameters/level", "type = \"int\"", "required = true"), @r#"
    error[TW105]: nothing is at `swich/parameters/level`
     --> small/patches.toml:2:6
      |
    2 | at = "swich/parameters/level"
      |      ^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: did you mean `switch`?
    "#);
    insta::assert_snapshot!(patch("switch/parametres/level", "type = \"int\"", "required = true"), @r#"
    error[TW105]: nothing is at `switch/parametres/level`
     --> small/patches.toml:2:6
      |
    2 | at = "switch/parametres/level"
      |      ^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: did you mean `parameters`?
    "#);
    insta::assert_snapshot!(patch("switch/parameters/levle", "type = \"int\"", "required = true"), @r#"
    error[TW105]: nothing is at `switch/parameters/levle`
     --> small/patches.toml:2:6
      |
    2 | at = "switch/parameters/levle"
      |      ^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: did you mean `level`?
    "#);
    insta::assert_snapshot!(patch("Blub/watts", "type = \"int\"", "required = true"), @r#"
    error[TW105]: nothing is at `Blub/watts`
     --> small/patches.toml:2:6
      |
    2 | at = "Blub/watts"
      |      ^^^^^^^^^^^^
      |
      = help: did you mean `Bulb`?
    "#);
    insta::assert_snapshot!(patch("Bulb/wats", "type = \"int\"", "required = true"), @r#"
    error[TW105]: nothing is at `Bulb/wats`
     --> small/patches.toml:2:6
      |
    2 | at = "Bulb/wats"
      |      ^^^^^^^^^^^
      |
      = help: did you mean `watts`?
    "#);
    insta::assert_snapshot!(patch("switch/response", "type = \"int\"", "required = true"), @r#"
    error[TW105]: nothing is at `switch/response`
     --> small/patches.toml:2:6
      |
    2 | at = "switch/response"
      |      ^^^^^^^^^^^^^^^^^
      |
      = help: if the document has been corrected, remove the patch
    "#);
    insta::assert_snapshot!(patch("switch/response", "fields = [\"state\"]", "endpoint = \"dmi\""), @r#"
    error[TW105]: there is no endpoint `dmi`
     --> small/patches.toml:2:6
      |
    2 | at = "switch/response"
      |      ^^^^^^^^^^^^^^^^^
      |
      = help: did you mean `dim`?
    "#);
    insta::assert_snapshot!(patch("switch/parameters/level", "fields = []", "endpoint = \"dim\""), @r#"
    error[TW105]: only a response can be moved to another endpoint
     --> small/patches.toml:2:6
      |
    2 | at = "switch/parameters/level"
      |      ^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: write `at = "<endpoint>/response"`
    "#);
}

#[test]
fn patches_that_find_something_else() {
    insta::assert_snapshot!(patch("switch/parameters/level", "type = \"uint\", default = \"4\"", "type = \"int\""), @r#"
    error[TW106]: the patch expects `default = 4` and finds `3`
      --> small/patches.toml:2:6
       |
     2 | at = "switch/parameters/level"
       |      ^^^^^^^^^^^^^^^^^^^^^^^^^
       |
      ::: small/api.md:15:1
       |
    15 | | level | int | `3` |
       | --------------------- it finds this
       |
       = help: if the document has been corrected, remove the patch
    error[TW106]: the patch expects `type = uint` and finds `int`
      --> small/patches.toml:2:6
       |
     2 | at = "switch/parameters/level"
       |      ^^^^^^^^^^^^^^^^^^^^^^^^^
       |
      ::: small/api.md:15:1
       |
    15 | | level | int | `3` |
       | --------------------- it finds this
       |
       = help: if the document has been corrected, remove the patch
    "#);
    insta::assert_snapshot!(patch("switch/parameters/level", "required = true", "required = false"), @r#"
    error[TW106]: the patch expects `required = true` and finds `false`
      --> small/patches.toml:2:6
       |
     2 | at = "switch/parameters/level"
       |      ^^^^^^^^^^^^^^^^^^^^^^^^^
       |
      ::: small/api.md:15:1
       |
    15 | | level | int | `3` |
       | --------------------- it finds this
       |
       = help: if the document has been corrected, remove the patch
    "#);
    insta::assert_snapshot!(patch("switch/response/state", "fields = [\"on\"]", "required = false"), @r#"
    error[TW106]: the patch expects `fields = on` and finds nothing
      --> small/patches.toml:2:6
       |
     2 | at = "switch/response/state"
       |      ^^^^^^^^^^^^^^^^^^^^^^^
       |
      ::: small/api.md:21:1
       |
    21 | | state | thing | |
       | ------------------- it finds this
       |
       = help: if the document has been corrected, remove the patch
    "#);
    insta::assert_snapshot!(patch("switch/response", "fields = [\"stat\"]", "endpoint = \"dim\""), @r#"
    error[TW106]: the patch expects other fields than it finds: state
     --> small/patches.toml:2:6
      |
    2 | at = "switch/response"
      |      ^^^^^^^^^^^^^^^^^
      |
      = help: if the document has been corrected, remove the patch
    "#);
    insta::assert_snapshot!(patch("dim/response", "fields = [\"state\"]", "endpoint = \"switch\""), @r#"
    error[TW106]: `dim` has no response that could be moved
     --> small/patches.toml:2:6
      |
    2 | at = "dim/response"
      |      ^^^^^^^^^^^^^^
      |
      = help: if the document has been corrected, remove the patch
    "#);
    insta::assert_snapshot!(patch("Bulb", "undefined = true", "fields = [{ name = \"x\", type = \"int\" }]"), @r#"
    error[TW106]: the patch expects a type `Bulb` that is used and not defined, and it is defined
     --> small/patches.toml:2:6
      |
    2 | at = "Bulb"
      |      ^^^^^^
      |
      = help: if the document has been corrected, remove the patch
    "#);
    insta::assert_snapshot!(patch("pint", "undefined = true", "fields = [{ name = \"x\", type = \"int\" }]"), @r#"
    error[TW106]: the patch expects a type `pint` that is used and not defined, and it is not used
     --> small/patches.toml:2:6
      |
    2 | at = "pint"
      |      ^^^^^^
      |
      = help: if the document has been corrected, remove the patch
    "#);
}

#[test]
fn patches_that_say_too_little_or_too_much() {
    insta::assert_snapshot!(patch("switch/parameters/level", "", "type = \"text\""), @r#"
    error[TW106]: the patch expects nothing, so it could never become stale
     --> small/patches.toml:2:6
      |
    2 | at = "switch/parameters/level"
      |      ^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: write what the document says, for example `expect = { type = "…" }`
    "#);
    insta::assert_snapshot!(patch("switch/response", "", "endpoint = \"dim\""), @r#"
    error[TW106]: the patch does not say which fields it expects
     --> small/patches.toml:2:6
      |
    2 | at = "switch/response"
      |      ^^^^^^^^^^^^^^^^^
      |
      = help: write `expect = { fields = ["state"] }`
    "#);
    insta::assert_snapshot!(patch("switch/parameters/level", "type = \"int\"", ""), @r#"
    error[TW103]: the patch sets nothing
     --> small/patches.toml:2:6
      |
    2 | at = "switch/parameters/level"
      |      ^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: set what is true, or remove the patch
    "#);
    insta::assert_snapshot!(patch("point", "undefined = true", "type = \"int\""), @r#"
    error[TW103]: a patch that defines a type does that alone
     --> small/patches.toml:2:6
      |
    2 | at = "point"
      |      ^^^^^^^
      |
      = help: expect `undefined` and set `fields` alone
    "#);
    insta::assert_snapshot!(
        patch("switch/response", "fields = [\"state\"]", "endpoint = \"dim\", required = true"), @r#"
    error[TW103]: a patch that moves a response does nothing else
     --> small/patches.toml:2:6
      |
    2 | at = "switch/response"
      |      ^^^^^^^^^^^^^^^^^
      |
      = help: expect `fields` and set `endpoint` alone
    "#
    );
}
