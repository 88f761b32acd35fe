//! What is stated stands, and what shapes the API is said: small documents of one form each, with what must come of them.

use std::fmt::Write as _;

use serde_json::Value;
use tablewright::diagnostic::Severity;
use tablewright::{Document, Input, Output, compile};

/// How the documents are written; a case adds to it.
const DIALECT: &str = r#"
[[endpoint]]
in = "heading"
pattern = '^(?<method>[A-Z/]+) (?<path>\S+)$'

[[section]]
role = "parameters"
mark = "heading"
pattern = '^Takes$'

[[section]]
role = "response"
mark = "heading"
pattern = '^Gives$'

[[section]]
role = "example"
of = "response"
mark = "heading"
pattern = '^Shown$'

[[section]]
role = "example"
of = "request"
mark = "heading"
pattern = '^Sent$'

[[section]]
role = "object"
mark = "heading"
pattern = '^The (?<name>\w+)$'

[[statement]]
states = "no-response"
pattern = '^Nothing comes back'

[columns]
name = ["Field"]
type = ["Type"]
presence = ["Needed"]
default = ["Unless"]
example = ["Such as"]
location = ["Where"]
description = ["About"]
value = ["Value"]

[locations]
body = "body"

[presence]
required = ["yes"]
optional = ["no"]

[types]
int = "int32"
text = "string"
list = "array"
map = "object"
any = "any"
"#;

/// A document by its lines, with `;` in the place of line ends, so that a table stands in one line here.
fn document(text: &str) -> String {
    text.replace(';', "\n")
}

fn compiled(document: &str, more: &str) -> Output {
    let file = |name: &str, text: String| Document { name: format!("x/{name}"), text };
    compile(&Input {
        api: "x".to_owned(),
        documents: vec![file("api.md", self::document(document))],
        dialect: file("dialect.toml", format!("{more}\n{DIALECT}")),
        patches: None,
    })
}

/// The messages, each with its weight, code and words.
fn said(output: &Output) -> Vec<String> {
    let line = |item: &tablewright::diagnostic::Diagnostic| {
        format!("{}[{}]: {}", item.severity.name(), item.code.number(), item.message)
    };
    output.diagnostics.items().iter().map(line).collect()
}

/// The messages above notes, but for those that tell inference.
fn warned(output: &Output) -> Vec<String> {
    let shown =
        |item: &&tablewright::diagnostic::Diagnostic| item.severity > Severity::Note && !item.code.is_inference();
    let items = output.diagnostics.items().iter().filter(shown);
    items.map(|item| format!("{}: {}", item.code.number(), item.message)).collect()
}

fn openapi(output: &Output) -> Value {
    let text = output.files.get("openapi/x.json").unwrap_or_else(|| panic!("no output: {}", said(output).join("\n")));
    serde_json::from_str(text).expect("the document is JSON")
}

/// What stands at a pointer, where `%` stands for a `/` in a key; references are followed.
fn at<'v>(document: &'v Value, pointer: &str) -> &'v Value {
    let mut value = document;
    for step in pointer.split('/').filter(|step| !step.is_empty()) {
        if let Some(reference) = value.get("$ref").and_then(Value::as_str) {
            value = document.pointer(reference.trim_start_matches('#')).unwrap_or(&Value::Null);
        }
        let step = step.replace('%', "/");
        let next = step.parse::<usize>().ok().filter(|_| value.is_array());
        value = next.map_or_else(|| value.get(&step), |at| value.get(at)).unwrap_or(&Value::Null);
    }
    value
}

/// A value of the OpenAPI document and a part of a message that must come, or `""` where none above a note may.
struct Case {
    what: &'static str,
    document: &'static str,
    more: &'static str,
    values: &'static [(&'static str, &'static str)],
    says: &'static str,
}

fn check(cases: &[Case]) {
    let mut failed = String::new();
    for Case { what, document, more, values, says } in cases {
        let output = compiled(document, more);
        if output.files.is_empty() {
            let _ = writeln!(failed, "{what}: no output\n  {}", said(&output).join("\n  "));
            continue;
        }
        let api = openapi(&output);
        for (pointer, expected) in *values {
            let expected: Value = serde_json::from_str(expected).expect("JSON");
            let found = at(&api, pointer);
            if *found != expected {
                let _ = writeln!(failed, "{what}: at {pointer} is {found} and not {expected}");
            }
        }
        let all = said(&output);
        if !says.is_empty() && !all.iter().any(|line| line.contains(says)) {
            let _ = writeln!(failed, "{what}: nothing says `{says}`, but\n  {}", all.join("\n  "));
        }
        if says.is_empty() && !warned(&output).is_empty() {
            let _ = writeln!(failed, "{what}: it is said that\n  {}", warned(&output).join("\n  "));
        }
    }
    assert!(failed.is_empty(), "{failed}");
}

const HEAD: &str = "| Field | Type | About |;| --- | --- | --- |;";

#[test]
fn an_example_never_changes_what_a_cell_states() {
    assert!(HEAD.starts_with('|'));
    check(&[
        Case {
            what: "a list that is shown as something else",
            document: "## GET /a;;### Gives;;| Field | Type | About |;| --- | --- | --- |;| a | list | A |;| b | map | B |;;### Shown;;```json;{\"a\": false, \"b\": []};```;",
            more: "",
            values: &[
                ("components/schemas/AResponse/properties/a/type", "\"array\""),
                ("components/schemas/AResponse/properties/b/type", "\"object\""),
            ],
            says: "warning[TW404]: `a` is a truth value and not a list",
        },
        Case {
            what: "values below an object",
            document: "## GET /a;;### Gives;;| Field | Type | About |;| --- | --- | --- |;| a | map | A |;;Values of `a`:;;| Value | About |;| --- | --- |;| 0 | None |;| 1 | One |;",
            more: "[[section]]\nrole = \"values\"\nmark = \"line\"\npattern = '^Values of `(?<parent>\\w+)`:$'",
            values: &[("components/schemas/AResponse/properties/a/type", "\"object\"")],
            says: "warning[TW309]: the values of `a` do not fit it",
        },
        Case {
            what: "an example where nothing comes back",
            document: "## GET /a;;Nothing comes back.;;### Shown;;```json;{\"a\": 1};```;",
            more: "",
            values: &[],
            says: "warning[TW404]: `the response` is an object, and the documents say that nothing comes back",
        },
        Case {
            what: "fields that an example alone shows follow the policy",
            document: "## GET /a;;### Shown;;```json;{\"a\": 1, \"b\": {\"c\": 2}};```;",
            more: "policy.response_field = \"optional\"",
            values: &[
                ("components/schemas/AResponse/required", "null"),
                ("components/schemas/AResponseB/required", "null"),
            ],
            says: "warning[TW307]: the response of `a` is taken from this example",
        },
        Case {
            what: "the example of a request fills an object",
            document: "## POST /a;;### Takes;;| Field | Type | About |;| --- | --- | --- |;| a | map | A |;;### Sent;;```json;{\"a\": {\"b\": 1}};```;;Nothing comes back.;",
            more: "",
            values: &[("components/schemas/ARequest/properties/a/properties/b/type", "\"integer\"")],
            says: "a bare object is taken from this example",
        },
    ]);
}

#[test]
fn what_the_dialect_says_of_the_very_words_counts() {
    check(&[
        Case {
            what: "linked or not",
            document: "## GET /a;;### Gives;;| Field | Type | About |;| --- | --- | --- |;| a | [Lamp](#the-lamp) | A |;| b | [Lamp](#the-lamp) object | B |;;# Others;;## The Lamp;;| Field | Type | About |;| --- | --- | --- |;| x | int | X |;",
            more: "[define.Lamp]\nname = \"Own\"\nfields = [{ name = \"y\", type = \"int\" }]\n[define.\"Lamp object\"]\nname = \"Other\"\nfields = [{ name = \"z\", type = \"int\" }]\n[[type]]\nis = \"reference\"\npattern = '^(?<name>\\w+) object$'",
            values: &[
                ("components/schemas/AResponse/properties/a/properties/y/type", "\"integer\""),
                ("components/schemas/AResponse/properties/b/properties/z/type", "\"integer\""),
            ],
            says: "",
        },
        Case {
            what: "the parameters of a type of the dialect",
            document: "## POST /a;;It takes a boat and its name.;;Nothing comes back.;",
            more: "[[statement]]\nstates = \"parameters\"\npattern = '^It takes (?<type>a boat and its name)\\.$'\n[define.\"a boat and its name\"]\nname = \"Naming\"\nfields = [{ name = \"boat\", type = \"int\" }]",
            values: &[("components/schemas/ARequest/properties/boat/type", "\"integer\"")],
            says: "",
        },
        Case {
            what: "a type of the dialect in words",
            document: "## GET /a;;### Gives;;| Field | Type | About |;| --- | --- | --- |;| a | map | From a name to an age |;| b | map | From a name to a thing |;",
            more: "[[prose]]\nmeans = \"type\"\npattern = 'From a name to (?<type>an age|a thing)'\n[define.\"an age\"]\nname = \"Ages\"\ntype = \"map of int\"\n[[type]]\nis = \"map\"\npattern = '^map of (?<value>.+)$'",
            values: &[("components/schemas/AResponse/properties/a/additionalProperties/type", "\"integer\"")],
            says: "warning[TW309]: these words say that `b` is of the type `a thing`, which nothing defines",
        },
        Case {
            what: "a query that a type describes",
            document: "## GET /a/{id}?room=7;;As in [Find](#the-find).;;Nothing comes back.;;# Others;;## The Find;;| Field | Type | Needed | About |;| --- | --- | --- | --- |;| room | text | yes | Where it is |;| id | int | no | Which |;",
            more: "[[statement]]\nstates = \"parameters\"\npattern = '^As in (?<type>.+)\\.$'",
            values: &[
                ("paths/%a%{id}/get/parameters/0/schema/type", "\"integer\""),
                ("paths/%a%{id}/get/parameters/0/in", "\"path\""),
                ("paths/%a%{id}/get/parameters/1/schema", "{\"type\": \"string\"}"),
                ("paths/%a%{id}/get/parameters/1/required", "true"),
                ("paths/%a%{id}/get/parameters/1/description", "\"Where it is\""),
            ],
            says: "",
        },
    ]);
}

#[test]
fn one_method_on_one_path_is_one_endpoint() {
    let again = "## GET /a;;One.;;Nothing comes back.;;## Other;;";
    assert!(again.contains("GET /a"));
    check(&[
        Case {
            what: "a variant by the query",
            document: "## The as;;GET /a;;All.;;Nothing comes back.;;## Some as;;GET /a?on=yes;;Those that are on.;",
            more: "[[endpoint]]\nin = \"line\"\npattern = '^(?<method>[A-Z]+) (?<path>/\\S+)$'",
            values: &[
                ("paths/%a/get/parameters/0/name", "\"on\""),
                ("paths/%a/get/parameters/0/required", "null"),
                ("paths/%a/get/summary", "\"The as\""),
            ],
            says: "warning[TW303]: `a` is announced twice, with and without a part of the query",
        },
        Case {
            what: "an announcement with words alone under another title",
            document: "## The as;;GET /a;;All.;;Nothing comes back.;;## The bs;;GET /a;;Others.;",
            more: "[[endpoint]]\nin = \"line\"\npattern = '^(?<method>[A-Z]+) (?<path>/\\S+)$'",
            values: &[("paths/%a/get/summary", "\"The as\"")],
            says: "warning[TW303]: `a` is announced twice, as `The as` and as `The bs`",
        },
        Case {
            what: "an alias that is the path of another",
            document: "## The as;;GET /a, /b;;Nothing comes back.;;## The bs;;GET /b;;### Gives;;| Field | Type | About |;| --- | --- | --- |;| x | int | X |;",
            more: "[[endpoint]]\nin = \"line\"\nsplit = ', '\npattern = '^(?<method>[A-Z]+) (?<path>/\\w+(?:, /\\w+)*)$'",
            values: &[("paths/%b/get/summary", "\"The bs\""), ("paths/%a/get/summary", "\"The as\"")],
            says: "warning[TW303]: `/b` is another path of `a` and the path of `b`, to which it is left",
        },
        Case {
            what: "parts that may be left out",
            document: "## GET /a/:b(/:c);;Nothing comes back.;",
            more: "",
            values: &[("paths/%a%{b}%{c}/get/parameters/1/name", "\"c\"")],
            says: "warning[TW310]: `c` is marked as a part of the path that may be left out",
        },
        Case {
            what: "a URL inside of a path",
            document: "## GET /a/http://b.example/c;;Nothing comes back.;",
            more: "",
            values: &[("paths/%a%http:%%b.example%c/get/operationId", "\"c\"")],
            says: "",
        },
        Case {
            what: "several methods under names with methods",
            document: "## GET/POST /a/{id};;Nothing comes back.;",
            more: "path = { names = \"method-and-path\", parameter_type = \"text\" }",
            values: &[
                ("paths/%a%{id}/get/operationId", "\"get_a_by_id\""),
                ("paths/%a%{id}/post/operationId", "\"post_a_by_id\""),
            ],
            says: "",
        },
    ]);
}

/// Two endpoints of one method and path that are described differently cannot both be had.
#[test]
fn two_descriptions_of_one_call_are_an_error() {
    let table = "### Gives;;| Field | Type | About |;| --- | --- | --- |;";
    let document = format!("## The as;;GET /a;;{table}| x | int | X |;;## The bs;;GET /a;;{table}| y | int | Y |;");
    let line = "[[endpoint]]\nin = \"line\"\npattern = '^(?<method>[A-Z]+) (?<path>/\\S+)$'";
    for names in ["", "path.names = \"title\"\n"] {
        let output = compiled(&document, &format!("{names}{line}"));
        let expected = "error[TW308]: `/a` is announced twice with one method";
        assert!(said(&output).iter().any(|line| line.contains(expected)), "{}", said(&output).join("\n"));
    }
}

#[test]
fn nothing_becomes_a_parameter_by_position() {
    check(&[
        Case {
            what: "the body of a request under a method without one",
            document: "## GET /a;;### Sent;;```json;{\"a\": 1};```;;Nothing comes back.;",
            more: "",
            values: &[("paths/%a/get/parameters", "null")],
            says: "warning[TW406]: this shows the body of a request, and the methods of `a` have none",
        },
        Case {
            what: "JSON without a label",
            document: "## POST /a;;```json;{\"a\": 1};```;;Nothing comes back.;",
            more: "",
            values: &[("paths/%a/post/requestBody", "null")],
            says: "note[TW405]",
        },
        Case {
            what: "JSON below a heading that no rule reads",
            document: "## GET /a;;### Gives;;Words.;;### Failures;;```json;{\"error\": 1};```;",
            more: "",
            values: &[("components/schemas", "{}")],
            says: "warning[TW405]: no rule reads the heading above this code block",
        },
        Case {
            what: "a required text without limits",
            document: "## GET /a;;### Takes;;| Field | Type | Needed | About |;| --- | --- | --- | --- |;| a | text | yes | A |;;Nothing comes back.;",
            more: "",
            values: &[("paths/%a/get/parameters/0/schema", "{\"type\": \"string\"}")],
            says: "",
        },
        Case {
            what: "what is empty counts as absent",
            document: "## GET /a;;### Takes;;| Field | Type | Needed | About |;| --- | --- | --- | --- |;| a | text | yes | A |;;Nothing comes back.;",
            more: "transport.empty_is_absent = true",
            values: &[("paths/%a/get/parameters/0/schema", "{\"type\": \"string\", \"minLength\": 1}")],
            says: "",
        },
        Case {
            what: "a query without a type is text",
            document: "## GET /a?b=red;;### Takes;;| Field | Such as | About |;| --- | --- | --- |;| b | | B |;| c | 12 | C |;| d | | D |;;Nothing comes back.;",
            more: "",
            values: &[
                ("paths/%a/get/parameters/0/schema", "{\"type\": \"string\"}"),
                ("paths/%a/get/parameters/1/schema/type", "\"integer\""),
                ("paths/%a/get/parameters/2/schema", "{\"type\": \"string\"}"),
            ],
            says: "warning[TW306]: no column gives the type of `d`; it is text",
        },
        Case {
            what: "methods that nothing says",
            document: "## The as;;At /a;;Nothing comes back.;",
            more: "[[endpoint]]\nin = \"line\"\npattern = '^At (?<path>/\\w+)$'",
            values: &[("paths/%a/post/operationId", "\"a_post\"")],
            says: "warning[TW305]: nothing says which methods `a` takes; GET and POST are assumed",
        },
        Case {
            what: "methods that the dialect says",
            document: "## The as;;At /a;;Nothing comes back.;",
            more: "transport.get = [\"query\"]\n[[endpoint]]\nin = \"line\"\npattern = '^At (?<path>/\\w+)$'",
            values: &[],
            says: "",
        },
    ]);
}

/// A table without a label is nothing, and behind a response never the parameters.
#[test]
fn a_table_without_a_label_is_what_the_dialect_says() {
    let table = "| Field | Type | About |;| --- | --- | --- |;| a | int | A |;";
    let output = compiled(&format!("## POST /a;;{table};Nothing comes back.;"), "");
    assert!(said(&output).iter().any(|line| line.starts_with("error[TW206]")), "{}", said(&output).join("\n"));
    let policy = "policy.unlabelled = [\"parameters\"]";
    let output = compiled(&format!("## POST /a;;{table};Nothing comes back.;"), policy);
    assert!(at(&openapi(&output), "components/schemas/ARequest/properties/a").is_object());
    let behind = "## POST /a;;### Gives;;| Field | Type | About |;| --- | --- | --- |;| b | int | B |;;More:;;";
    let output = compiled(&format!("{behind}{table}"), policy);
    assert!(said(&output).iter().any(|line| line.starts_with("error[TW206]")), "{}", said(&output).join("\n"));
}

const BULLETS: &str =
    "[[bullet]]\npattern = '^`(?<name>\\w+)` \\((?<type>\\w+)\\)$'\n[[bullet]]\npattern = '^`(?<value>\\w+)`$'";

#[test]
fn nothing_documented_disappears() {
    check(&[
        Case {
            what: "values below an item that is a label",
            document: "## GET /a;;### Gives;;- `a` (text);    - Members;        - `on`;        - `off`;",
            more: BULLETS,
            values: &[("components/schemas/AResponseA/anyOf/0/enum", "[\"on\", \"off\"]")],
            says: "",
        },
        Case {
            what: "a label beside the heading of its endpoint",
            document: "## GET /a;;Words.;;## Shown;;```json;{\"a\": 1};```;",
            more: "",
            values: &[("components/schemas/AResponse/properties/a/type", "\"integer\"")],
            says: "warning[TW209]: the heading `Shown` stands beside that of its endpoint",
        },
        Case {
            what: "a further table of the response",
            document: "## GET /a;;### Gives;;| Field | Type | About |;| --- | --- | --- |;| a | int | A |;;At sea also:;;| Field | Type | About |;| --- | --- | --- |;| b | int | B |;",
            more: "[[section]]\nrole = \"response\"\nmark = \"line\"\npresence = \"optional\"\npattern = '^At sea also:$'",
            values: &[
                ("components/schemas/AResponse/properties/b/type", "\"integer\""),
                ("components/schemas/AResponse/required", "[\"a\"]"),
            ],
            says: "warning[TW303]: a second table stands for the response; its fields are added",
        },
        Case {
            what: "rows that are those of the envelope",
            document: "## GET /a;;### Gives;;| Field | Type | About |;| --- | --- | --- |;| code | int | C |;| data | map | D |;;### Shown;;```json;{\"code\": 0, \"data\": {}};```;",
            more: "[envelope]\ndata = \"data\"\ncode = \"code\"\nsuccess = [0]\nfield = [{ name = \"code\", type = \"int\" }, { name = \"data\", type = \"any\" }]",
            values: &[],
            says: "warning[TW307]: the rows of this response are those of the envelope",
        },
        Case {
            what: "a table without rows beside an example",
            document: "## GET /a;;### Gives;;| Field | Type | About |;| --- | --- | --- |;| (later) | int | Nothing yet |;;### Shown;;```json;{\"a\": 1};```;",
            more: "[[ignore]]\nmark = \"row\"\npattern = '^\\(later\\)$'\nreason = \"nothing is there yet\"",
            values: &[("components/schemas/AResponse/properties/a/type", "\"integer\"")],
            says: "",
        },
        Case {
            what: "a union in the query",
            document: "## GET /a;;### Takes;;| Field | Type | About |;| --- | --- | --- |;| a | text or texts | A |;;Nothing comes back.;",
            more: "[[type]]\nis = \"union\"\npattern = ' or '\neach = '(?<type>\\w+)(?: or |$)'\n[[type]]\nis = \"list\"\npattern = '^(?<item>text)s$'",
            values: &[(
                "paths/%a/get/parameters/0/schema",
                "{\"anyOf\": [{\"type\": \"string\"}, {\"type\": \"array\", \"items\": {\"type\": \"string\"}}]}",
            )],
            says: "",
        },
        Case {
            what: "a nested value and a method without a body",
            document: "## GET/POST /a;;### Takes;;| Field | Type | Needed | About |;| --- | --- | --- | --- |;| a | map | no | A |;;Nothing comes back.;",
            more: "",
            values: &[("paths/%a/get/parameters/0/content/application%json/schema/type", "\"object\"")],
            says: "",
        },
        Case {
            what: "values of a list are all of one type",
            document: "## GET /a;;### Gives;;| Field | Type | About |;| --- | --- | --- |;| a | Kinds | A |;;# Others;;## The Kind;;| Value | About |;| --- | --- |;| 02 | Two |;| 10 | Ten |;| A | Other |;",
            more: "[[type]]\nis = \"list\"\npattern = '^(?<item>Kind)s$'",
            values: &[("components/schemas/Kind/anyOf/0/enum", "[\"02\", \"10\", \"A\"]")],
            says: "",
        },
        Case {
            what: "a default that is no list",
            document: "## POST /a;;### Takes;;| Field | Type | Unless | About |;| --- | --- | --- | --- |;| a | list | red | A |;;Nothing comes back.;",
            more: "",
            values: &[("components/schemas/ARequest/properties/a/type", "\"array\"")],
            says: "warning[TW502]: `red` is a text, and no value of `list`",
        },
        Case {
            what: "places in a response",
            document: "## GET /a;;### Gives;;| Field | Type | Where | About |;| --- | --- | --- | --- |;| a | int | body | A |;",
            more: "",
            values: &[],
            says: "warning[TW309]: the rows below the label `Gives` of a response say where they travel",
        },
        Case {
            what: "the heading of a type behind a label",
            document: "## GET /a;;### Gives;;## The lamp;;| Field | Type | About |;| --- | --- | --- |;| a | int | A |;",
            more: "",
            values: &[],
            says: "warning[TW204]: the heading `The lamp` ends the endpoint directly behind its label `Gives`",
        },
        Case {
            what: "rows below a number",
            document: "## GET /a;;### Gives;;| Field | Type | About |;| --- | --- | --- |;| a | int | A |;| a.b | int | B |;",
            more: "names.dotted = true",
            values: &[("components/schemas/AResponse/properties/a/properties/b/type", "\"integer\"")],
            says: "warning[TW307]: `a` is `int`, and the rows below it say what is in the object",
        },
        Case {
            what: "words that say that there is one value",
            document: "## GET /a;;### Gives;;| Field | Type | About |;| --- | --- | --- |;| a | text | Always the same |;",
            more: "[[prose]]\nmeans = \"constant\"\npattern = 'Always'",
            values: &[],
            says: "warning[TW309]: by these words `a` has one value alone, and nothing says which",
        },
    ]);
}

#[test]
fn examples_that_are_nearly_right_are_read() {
    let json = |body: &str| format!("## GET /a;;### Shown;;```json;{body};```;");
    for body in ["# with words;{\"a\": 1}", "  {\"a\": 1},"] {
        let output = compiled(&json(body), "");
        assert!(at(&openapi(&output), "components/schemas/AResponse/properties/a").is_object(), "{body}");
    }
}

/// A command line is compared with what it can be compared with.
#[test]
fn command_lines_are_not_held_against_their_form() {
    let table = "### Takes;;| Field | Type | Needed | About |;| --- | --- | --- | --- |;| a | text | yes | A |;;";
    let cases = [
        ("POST /a/", "curl https://x.example/a/ -d a=1", ""),
        ("POST /a", "curl https://x.example/a -d @body.json", ""),
        ("POST /a", "curl -sSXPOST localhost:80/v1/a --data=a=1", ""),
        ("POST /a", "curl -X POST https://x.example/api/v2/a -d a=1", ""),
        (
            "POST /a",
            "curl -X POST https://x.example/b -d a=1",
            "TW406: the command line calls `/b`, which is another endpoint",
        ),
        ("POST /a", "curl -X POST https://x.example/a -d b=1", "TW406: the command line sends `b`"),
    ];
    for (call, line, expected) in cases {
        let output = compiled(&format!("## {call};;{table}Nothing comes back.;;### Sent;;```sh;{line};```;"), "");
        let found = warned(&output).join("\n");
        assert!(if expected.is_empty() { found.is_empty() } else { found.contains(expected) }, "{line}: {found}");
    }
    let output = compiled(
        &format!("## GET /a;;{table}Nothing comes back.;;### Sent;;```sh;curl 'https://x.example/a?a=b%3Ac'```;")
            .replace("c'```", "c';```"),
        "",
    );
    let api = output.api.as_ref().expect("the API");
    let request = api.endpoints[0].examples[0].request.as_ref().expect("a request");
    assert_eq!(request.parameters, [("a".to_owned(), "b:c".to_owned())]);
}

/// Of two endpoints under one heading a command line shows the one that it calls.
#[test]
fn a_shared_command_line_shows_the_endpoint_that_it_calls() {
    let text = "## Both;;GET /a;;GET /b;;Words.;;### Sent;;```sh;curl http://x.example/b;```;";
    let output = compiled(text, "[[endpoint]]\nin = \"line\"\npattern = '^(?<method>[A-Z]+) (?<path>/\\S+)$'");
    let api = output.api.as_ref().expect("the API");
    let shown: Vec<_> = api.endpoints.iter().map(|endpoint| endpoint.examples.len()).collect();
    assert_eq!(shown, [0, 1]);
    assert!(warned(&output).iter().all(|line| !line.starts_with("TW406")), "{:?}", warned(&output));
}

/// What has been read is not said to be unread.
#[test]
fn labels_that_are_used_are_not_reported() {
    let label =
        "[[section]]\nrole = \"example\"\nof = \"response\"\nmark = \"line\"\npattern = '^Code: `(?<status>\\d+)`$'";
    let output = compiled("## GET /a;;Code: `200`;;```json;{\"a\": 1};```;;Code: `404`;", label);
    assert!(warned(&output).is_empty(), "{:?}", warned(&output));
    assert!(at(&openapi(&output), "paths/%a/get/responses/404").is_object());
    let label = format!("{BULLETS}\n[[section]]\nrole = \"prose\"\nmark = \"line\"\npattern = '^Members$'");
    let output =
        compiled("## GET /a;;### Takes;;- `a` (text);    - Members;        - words;;Nothing comes back.;", &label);
    assert!(warned(&output).is_empty(), "{:?}", warned(&output));
    let statuses = "policy.unlabelled = [\"statuses\"]\n[[section]]\nrole = \"example\"\nof = \"response\"\nmark = \"line\"\npattern = '^Answer:$'";
    let output =
        compiled("## GET /a;;Answer:;;| Value | About |;| --- | --- |;| 200 | Fine |;| 404 | None |;", statuses);
    assert!(at(&openapi(&output), "paths/%a/get/responses/404").is_object());
    assert!(warned(&output).is_empty(), "{:?}", warned(&output));
}

/// What reads like an announcement and is none is said, in whatever form it stands.
#[test]
fn what_reads_like_an_endpoint_is_said() {
    let rule = "[[endpoint]]\nin = \"quote\"\npattern = '^(?<method>[A-Z]+) `(?<path>/[^`]+)`$'";
    let text = "## One;;> GET `/one`;;Nothing comes back.;;## A;;> GET `/a` now;;## B;;<x>GET</x> `/b`;;## C;;- GET `/c`;;## D;;```;[GET] /d;```;;## E GET /e;;Words.;;## F;;```;GET /f;```;";
    let output = compiled(text, rule);
    let found: Vec<_> = warned(&output).into_iter().filter(|line| line.contains("reads like an endpoint")).collect();
    for path in ["/a", "/b", "/c", "/d", "/e", "/f"] {
        assert!(found.iter().any(|line| line.contains(path)), "{path}: {found:?}");
    }
    assert!(!found.iter().any(|line| line.contains("/one")), "{found:?}");
}

/// Errors about a key of the dialect stand at that key, and a help names what is there.
#[test]
fn a_message_stands_where_its_cause_is() {
    let output = compiled("## GET /a/{b};;Nothing comes back.;", "path.parameter_type = \"nothing\"");
    let item = output.diagnostics.items().iter().find(|item| item.message.contains("`nothing`")).expect("a message");
    assert_eq!(output.sources.slice(item.span), "\"nothing\"");
    let text = "## GET /a;;Nothing comes back.;;## GET /{b}/a;;Nothing comes back.;";
    for (names, help) in [("path", "path.name_segments"), ("method-and-path", "path.renames")] {
        let output = compiled(text, &format!("path = {{ names = \"{names}\", parameter_type = \"text\" }}"));
        let item = output.diagnostics.items().iter().find(|item| item.code.number() == "TW308").expect("a collision");
        assert!(item.help.as_ref().expect("a help").contains(help), "{names}: {:?}", item.help);
    }
}

/// Two groups of one name in one document are not called two documents.
#[test]
fn groups_of_one_name_are_two_places() {
    let table = "| Way | Path |;| --- | --- |;| GET | /NAMEs |;| PUT | /NAMEs |;";
    let part = |name: &str| format!("## {name};;### Methods;;{name} words.;;{}", table.replace("NAME", name));
    let rule = "path.names = \"method-and-path\"\n[[endpoint]]\nin = \"table\"\npath_columns = [\"Path\"]\nmethod_columns = [\"Way\"]";
    let output = compiled(&format!("{};{}", part("lamp"), part("room")), rule);
    let item = output.diagnostics.items().iter().find(|item| item.code.number() == "TW304").expect("a difference");
    assert!(item.message.starts_with("two places differ on the group `Methods`"), "{}", item.message);
    assert!(item.help.as_ref().expect("a help").contains("endpoint.under"));
}
