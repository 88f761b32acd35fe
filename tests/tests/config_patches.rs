//! What is wrong with a `patches.toml`, as its writer sees it.

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

/// The errors and warnings of the dialect and of `patches`, as people see them.
fn said(patches: Option<&str>) -> String {
    let output = compile_to_ir(&small(DOCUMENT, DIALECT, patches));
    let of_config = |name: &str| name != "small/api.md";
    let items = output.diagnostics.items().iter();
    let items =
        items.filter(|item| of_config(&output.sources.locate(item.span).file) && item.severity > Severity::Note);
    items.map(|item| human(&output.sources, item, "")).collect()
}

fn patch(at: &str, expect: &str, set: &str) -> String {
    let patch = format!("[[patch]]\nat = \"{at}\"\nexpect = {{ {expect} }}\nset = {{ {set} }}\nreason = \"A test.\"\n");
    said(Some(&patch))
}

#[test]
fn the_inputs_of_these_tests_are_right() {
    assert_eq!(said(None), "");
    assert_eq!(patch("switch/parameters/level", "type = \"int\"", "required = true"), "");
}

#[test]
fn toml_that_is_none() {
    insta::assert_snapshot!(said(Some("[[patch]\n")), @r"
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
fn keys_that_are_unknown_or_missing() {
    insta::assert_snapshot!(patch("switch/parameters/level", "typ = \"int\"", "required = true"), @r#"
    error[TW102]: unknown key `typ`
     --> small/patches.toml:3:12
      |
    3 | expect = { typ = "int" }
      |            ^^^
      |
      = help: did you mean `type`?
    "#);
    insta::assert_snapshot!(said(Some("[[patch]]\nat = \"switch\"\n")), @r"
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
fn patches_that_find_another_field() {
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
}

#[test]
fn patches_that_find_other_fields() {
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
}

#[test]
fn patches_of_types_that_are_defined_or_not_used() {
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

/// A value is read by the type that its field has in the end, wherever it stands: here a sentence gives the default.
#[test]
fn a_default_is_read_by_the_patched_type() {
    let dialect = DIALECT.replace("default = [\"Default\"] }", "description = [\"About\"] }");
    let dialect = format!("{dialect}\nprose = [{{ means = \"default\", pattern = 'or else (?<value>\\w+)' }}]\n");
    let document =
        "# A\n\ncall `/a`\n\n| Field | Type | About |\n| --- | --- | --- |\n| mode | int | As said, or else 7. |\n";
    let default = |patches: Option<&str>| {
        let output = compile_to_ir(&small(document, &dialect, patches));
        let api = output.api.expect("an API");
        let field = api.endpoints.first().and_then(|endpoint| endpoint.parameters.fields.first()).expect("a field");
        field.default.as_ref().map(|default| default.value.to_string())
    };
    assert_eq!(default(None).as_deref(), Some("7"));
    let patch = "[[patch]]\nat = \"a/parameters/mode\"\nexpect = { type = \"int\" }\nset = { type = \"text\" }\nreason = \"It is text.\"\n";
    assert_eq!(default(Some(patch)).as_deref(), Some("\"7\""));
}

/// What is made of a generic is apart by the time of patches: its table is corrected by cells.
#[test]
fn a_generic_is_corrected_in_its_table_or_where_it_is_used() {
    let dialect = DIALECT.replace(r"`(?<name>\w+)`$", r"`(?<name>\w+)(?:<(?<item>\w+)>)?`$");
    let dialect = format!("{dialect}type = [{{ is = \"reference\", pattern = '^(?<name>\\w+)<(?<item>\\w+)>$' }}]\n");
    let document = "# Lamp\n\ncall `/a`\n\n| Field | Type |\n| --- | --- |\n| a | Pair<int> |\n\n\
                    ## Type `Pair<T>`\n\n| Field | Type |\n| --- | --- |\n| first | T |\n";
    let said = |at: &str| {
        let patch = format!(
            "[[patch]]\nat = \"{at}\"\nexpect = {{ required = true }}\nset = {{ required = false }}\nreason = \"A test.\"\n"
        );
        let output = compile_to_ir(&small(document, &dialect, Some(&patch)));
        let wrong = output.diagnostics.items().iter().filter(|item| item.severity == Severity::Error);
        wrong.map(|item| item.message.clone()).collect::<Vec<_>>()
    };
    assert_eq!(said("Pair/first"), ["`Pair/first` is in `Pair`, which is no type by itself: it takes types"]);
    assert_eq!(said("Pair of integers/first"), [""; 0]);
}
