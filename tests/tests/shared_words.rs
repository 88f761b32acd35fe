//! Sentences that refer to another table: shared values, parameters like a response, older names; and patched words.

use tablewright::compile_to_ir;
use tests::{messages, small};

const DIALECT: &str = r#"
[transport]
get = ["query"]
post = ["json"]

[[endpoint]]
in = "line"
pattern = '^call `(?<path>[^`]+)`$'

[[section]]
role = "parameters"
pattern = '^Parameters$'

[[section]]
role = "response"
pattern = '^Response$'

[columns]
name = ["name"]
type = ["type"]
description = ["what"]
no_description = ["-"]

[types]
int = "int32"
text = "string"

[[values]]
each = '(?<value>\d)=(?<label>\w+)'

[[prose]]
means = "same-values"
pattern = 'as `(?<field>\w+)`'

[[prose]]
means = "same-as-response"
on = "note"
pattern = 'like (?<endpoint>\w+)'

[[prose]]
means = "alias"
on = "note"
pattern = '`(?<field>\w+)` was `(?<value>\w+)`'

[[prose]]
means = "sentinel"
pattern = '(?<value>-\d) is (?<label>\w+)'

[[prose]]
means = "sentinel"
pattern = 'empty is (?<label>\w+)'
value = ""
"#;

/// A document with one endpoint, the rows of its tables, and a note.
fn document(parameter: &str, field: &str, note: &str) -> String {
    format!(
        "# one\n\ncall `/one`\n\n**Parameters**\n\n| name | type | what |\n|---|---|---|\n| a | int | {parameter} |\n\n\
         **Response**\n\n| name | type | what |\n|---|---|---|\n| b | int | {field} |\n\n{note}\n"
    )
}

/// What is said of the documents and of the patches. Each case needs other rules of the dialect.
fn said(document: &str, patches: Option<&str>) -> String {
    let messages = messages(&compile_to_ir(&small(document, DIALECT, patches)));
    messages.into_iter().filter(|line| !line.contains("TW107")).collect::<Vec<_>>().join("\n")
}

#[test]
fn words_that_refer_to_nothing_are_reported() {
    let cases = [
        (document("1=on 2=off", "as `a`", ""), ""),
        (document("one", "as `a`", ""), "TW309] `a` has no values that `b` could share"),
        (document("1=on 2=off", "as `z`", ""), "TW309] `z` has no values that `b` could share"),
        (document("one", "two", "It is like one."), "TW505] the parameters of `one` are said to be the response"),
        (document("one", "two", "It is like two."), "TW309] `two` is not an endpoint whose response has fields"),
        (document("one", "two", "Here `b` was `c`."), ""),
        (document("one", "two", "Here `z` was `c`."), "TW309] this note speaks of `z`"),
        (document("-", "two", ""), "TW305] the description of `a` is `-`, which says nothing"),
        (document("", "two", ""), "TW305] nothing describes `a`"),
        (document("-1 is never", "two", ""), ""),
        (document("empty is never", "two", ""), "TW502] `` is not an integer"),
    ];
    for (document, expected) in cases {
        let said = said(&document, None);
        assert!(said.contains(expected) && said.is_empty() == expected.is_empty(), "{document}\n{said}");
    }
}

#[test]
fn shared_words_become_facts() {
    let output = compile_to_ir(&small(&document("1=on 2=off", "as `a`", "Here `b` was `c`."), DIALECT, None));
    let api = output.api.as_ref().expect("an IR");
    let ty = |id: &str| api.types.iter().find(|def| def.id.0 == id).expect("a type");
    let text = serde_json::to_string(&ty("one/response").kind).expect("JSON");
    assert!(text.contains("\"id\":\"one/parameters/a\"") && text.contains("\"value\":\"c\""), "{text}");
}

#[test]
fn a_patch_of_words_becomes_stale() {
    let patch = |expect: &str| {
        format!(
            "[[patch]]\nat = \"one/parameters/a\"\nexpect = {{ docs = \"{expect}\" }}\nset = {{ docs = \"new\" }}\n\
             reason = \"It is wrong.\"\n"
        )
    };
    let document = document("old", "two", "");
    assert_eq!(said(&document, Some(&patch("old"))), "");
    let output = compile_to_ir(&small(&document, DIALECT, Some(&patch("old"))));
    let field = &output.api.as_ref().expect("an IR").endpoints[0].parameters.fields[0];
    assert_eq!(field.docs.0, "new");
    let said = said(&document, Some(&patch("older")));
    assert!(said.contains("TW106] the patch expects `docs = older` and finds `old`"), "{said}");
}
