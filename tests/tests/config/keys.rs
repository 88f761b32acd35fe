//! Keys and values: unknown ones, renamed ones, and those of another type.

use tablewright::compile_to_ir;
use tablewright::diagnostic::Severity;
use tests::small;

use super::dialect;

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
      = help: the keys here are: reason, mark, pattern, documents, endpoints
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
        assert!(
            said.contains("error[TW108]") && said.contains(&format!("is called `{name}`, and is read as that")),
            "{more}: {said}"
        );
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
      = help: the values here are: bool, int8, int16, int32, int64, uint8, uint16, uint32, uint64, float32, float64, string, date-time, date, file, null, any, object, array
    "#);
    insta::assert_snapshot!(dialect("[[section]]\nrole = \"params\"\npattern = 'x'\n"), @r#"
    error[TW103]: unknown value `params`
     --> small/dialect.toml:3:8
      |
    3 | role = "params"
      |        ^^^^^^^^
      |
      = help: the values here are: parameters, response, envelope, object, event, events, fields, items, map-value, values, codes, statuses, example, note, prose
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

/// A key under an old name is an error, and the output is what the new name gives.
#[test]
fn renamed_keys_are_read() {
    let rules = |key: &str| {
        format!(
            "endpoint = [{{ in = \"line\", pattern = '`(?<path>[^`]+)`', methods = [\"POST\"] }}]\ncolumns.name = [\"Field\"]\n\
             policy.untyped = \"string\"\n\
             section = [{{ role = \"parameters\", pattern = '^Parameters$', {key} = \"query\" }}]\n"
        )
    };
    let document = "# A\n\ncall `/a`\n\n**Parameters**\n\n| Field |\n| --- |\n| a |\n";
    let [old, new] = ["in", "location"].map(|key| tablewright::compile(&small(document, &rules(key), None)));
    let errors = |output: &tablewright::Output| output.diagnostics.count(Severity::Error);
    assert_eq!((errors(&old), errors(&new)), (1, 0), "{:?}", old.diagnostics.items());
    assert!(!new.files.is_empty());
    assert_eq!(old.files.get("openapi/small.json"), new.files.get("openapi/small.json"));
}

/// An error about a key stands at that key, however the key is written.
#[test]
fn errors_stand_at_their_keys() {
    let cases = [
        (
            "[envelope]\ncode = \"code\"\nsuccess = [0, \"0\"]\nfield = [{ name = \"code\", type = \"int\" }]\n",
            "[0, \"0\"]",
        ),
        ("envelope = { messages = [\"why\", \"how\"], field = [{ name = \"why\", type = \"int\" }] }\n", "\"how\""),
        ("[envelope]\necho = \"echo\"\n", "\"echo\""),
        ("transport.locations.GET = \"body\"\n", "\"body\""),
        ("[transport.locations]\nPOST = \"query\"\n", "\"query\""),
    ];
    let document = "# A\n\ncall `/a`\n\n**Parameters**\n\n| Field |\n| --- |\n| a |\n";
    let rules = "endpoint = [{ in = \"line\", pattern = '`(?<path>[^`]+)`', methods = [\"POST\", \"PUT\"] }]\n\
                 columns.name = [\"Field\"]\ntypes.int = \"int32\"\npolicy.untyped = \"string\"\n\
                 section = [{ role = \"parameters\", pattern = '^Parameters$' }]\n";
    for (more, place) in cases {
        let output = compile_to_ir(&small(document, &format!("{rules}{more}"), None));
        let items = output.diagnostics.items().iter().filter(|item| item.severity == Severity::Error);
        let places: Vec<_> = items.map(|item| output.sources.slice(item.span)).collect();
        assert_eq!(places, [place], "{more}: {:?}", output.diagnostics.items());
    }
}
