//! Endpoints of one method and path that a value tells apart: where the value is read, and what is said where it is not.

use tablewright::ir::Api;
use tablewright::{Document, Input, compile_to_ir};
use tests::messages;

const DIALECT: &str = r#"
[[selector]]
parameter = "action"

[[endpoint]]
in = "line"
pattern = '^(?<method>[A-Z]+) (?<path>/\S*)$'

[[endpoint]]
in = "heading"
pattern = '^Do (?<selector>\w+)$'
path = "/"
methods = ["POST"]

[[statement]]
states = "selector"
pattern = '^Action: (?<value>.+)$'

[[statement]]
states = "no-response"
pattern = '^Nothing\.$'

[[section]]
role = "parameters"
pattern = '^Sends:$'

[[section]]
role = "example"
of = "request"
pattern = '^Example:$'

[[prose]]
means = "constant"
pattern = '^must be (?<value>`\w+`)$'

[[values]]
each = '`(?<value>\w+)`'
min = 1

[columns]
name = ["Name"]
type = ["Type"]
default = ["Default"]
example = ["Example"]
description = ["About"]

[types]
text = "string"
int = "int32"

[transport]
get = ["query"]
post = ["json", "form"]
"#;

/// The API of a document, and what is said of it beside notes.
fn compiled(document: &str) -> (Api, Vec<String>) {
    let file = |name: &str, text: &str| Document { name: format!("x/{name}"), text: text.to_owned() };
    let documents = vec![file("a.md", document)];
    let input = Input { api: "x".to_owned(), documents, dialect: file("dialect.toml", DIALECT), patches: None };
    let output = compile_to_ir(&input);
    let said = messages(&output).into_iter().filter(|line| !line.contains(" note["));
    let said = said.map(|line| line.split_once("] ").map_or(line.clone(), |(_, words)| words.to_owned())).collect();
    (output.api.expect("an IR"), said)
}

/// The endpoints, each by its name, its selector and its parameters.
fn told(api: &Api) -> Vec<String> {
    let one = |endpoint: &tablewright::ir::Endpoint| {
        let selector = endpoint.selector.as_ref().map_or(String::new(), |field| {
            let at = field.location.as_ref().map(|at| format!("{:?} ", at.value)).unwrap_or_default();
            format!("{at}{}={}", field.name.value, field.constant.as_ref().expect("a value").value)
        });
        let names: Vec<_> = endpoint.parameters.fields.iter().map(|field| field.name.value.as_str()).collect();
        format!("{}: {selector} {names:?}", endpoint.name)
    };
    api.endpoints.iter().map(one).collect()
}

const TABLE: &str = "Sends:\n\n| Name | Type | Default | Example | About |\n| --- | --- | --- | --- | --- |\n";

#[test]
fn the_value_is_read_where_it_is_stated() {
    let row =
        |cells: &str| format!("# Doing\n\n## One\n\nPOST /a\n\n{TABLE}| action | {cells} |\n| b | text | | | |\n");
    let cases = [
        ("# Doing\n\n## One\n\nGET /a?action=go%20on&b=1\n".to_owned(), "go on: Query action=\"go on\" [\"b\"]"),
        ("# Doing\n\n## Do jump\n".to_owned(), "jump: action=\"jump\" []"),
        ("# Doing\n\n## One\n\nPOST /a\n\nAction: `run`\n".to_owned(), "run: action=\"run\" []"),
        (row("text | | | must be `run`"), "run: action=\"run\" [\"b\"]"),
        (row("int | | | must be `3`"), "a_3: action=3 [\"b\"]"),
        (row("text | run | | What"), "run: action=\"run\" [\"b\"]"),
        (row("text | | `run` | What"), "run: action=\"run\" [\"b\"]"),
        (row("text | | | `run`"), "run: action=\"run\" [\"b\"]"),
        (row("text | | | `run` or `walk`"), "a:  [\"action\", \"b\"]"),
    ];
    for (document, expected) in cases {
        let (api, said) = compiled(&document);
        assert_eq!(told(&api), [expected], "{document}");
        let inferred = said.iter().filter(|line| line.contains("was taken from the example of the request"));
        assert_eq!(inferred.count(), 0, "{said:?}");
    }
}

#[test]
fn an_example_of_the_request_is_the_last_to_count() {
    let (api, said) = compiled(
        "# Doing\n\n## One\n\nPOST /a\n\nExample:\n\n```\ncurl -d 'action=run&b=1' http://x.example/a\n```\n\nNothing.\n",
    );
    assert_eq!(told(&api)[0].split(' ').take(2).collect::<Vec<_>>(), ["run:", "action=\"run\""]);
    assert!(said.iter().any(|line| line.contains("that `action` is `run` was taken from the example")), "{said:?}");
}

#[test]
fn what_is_not_told_apart_is_said() {
    let (api, said) = compiled("# Doing\n\n## One\n\nPOST /a?action=run\n\n## Two\n\nPOST /a\n");
    assert_eq!(told(&api)[0], "run: Query action=\"run\" []");
    let untold = "the calls of `/a` are told apart by `action`, and nothing states which value of it `a` has";
    assert!(said.iter().any(|line| line == untold), "{said:?}");
    let twice = "# Doing\n\n## One\n\nPOST /a?action=run\n\nNothing.\n\n## Two\n\nPOST /a?action=run\n\nNothing.\n";
    let (_, said) = compiled(twice);
    assert!(said.iter().any(|line| line.starts_with("`/a` is announced twice with one method")), "{said:?}");
    let differs = format!("# Doing\n\n## One\n\nPOST /a?action=run\n\n{TABLE}| action | text | walk | | |\n");
    let (_, said) = compiled(&differs);
    let differs = "the row of `action` gives `walk`, and the endpoint is told from others by `run`";
    assert!(said.iter().any(|line| line == differs), "{said:?}");
}
