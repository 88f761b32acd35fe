//! What is stated stands, and what shapes the API is said: small documents of one form each, with what must come of them.

mod bodies;
mod endpoints;
mod events;
mod examples;
mod failures;
mod forms;
mod frames;
mod generics;
mod kept;
mod labels;
mod merged;
mod messages;
mod precedence;
mod tables;

use std::fmt::Write as _;

use serde_json::Value;
use tablewright::diagnostic::Severity;
use tablewright::{Document, Input, Output, compile, compile_to_ir};

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
query = "query"

[presence]
required = ["yes"]
optional = ["no"]

[types]
int = "int32"
text = "string"
list = "array"
map = "object"
any = "any"
moment = "date-time"
day = "date"
photo = "file"
"#;

/// A document by its lines, with `;` in the place of line ends, so that a table stands in one line here.
fn document(text: &str) -> String {
    text.replace(';', "\n")
}

fn input(document: &str, more: &str) -> Input {
    let file = |name: &str, text: String| Document { name: format!("x/{name}"), text };
    Input {
        api: "x".to_owned(),
        documents: vec![file("api.md", self::document(document))],
        dialect: file("dialect.toml", format!("{more}\n{DIALECT}")),
        patches: None,
    }
}

fn compiled(document: &str, more: &str) -> Output {
    compile(&input(document, more))
}

fn compiled_to_ir(document: &str, more: &str) -> Output {
    compile_to_ir(&input(document, more))
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
struct Case<'c> {
    what: &'c str,
    document: &'c str,
    more: &'c str,
    values: &'c [(&'c str, &'c str)],
    says: &'c str,
}

fn check(cases: &[Case<'_>]) {
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

/// Rules for items that are fields, and for items that are values.
const BULLETS: &str =
    "[[bullet]]\npattern = '^`(?<name>\\w+)` \\((?<type>\\w+)\\)$'\n[[bullet]]\npattern = '^`(?<value>\\w+)`$'";
