//! Examples: those that are nearly right, and command lines.

use super::{at, compiled, openapi, warned};

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
