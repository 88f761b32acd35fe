//! Small documents as strangers write them: what comes of each in the OpenAPI document, and every message that is above a
//! note. A remedy that a message names is tried on that very case.

mod dialect;
mod doubts;
mod examples;
mod labels;
mod lists;
mod media;
mod messages;
mod parameters;
mod patches;
mod remedies;
mod schemas;
mod served;
mod values;

use std::fmt::Write as _;

use serde_json::Value;
use tablewright::diagnostic::{Diagnostic, Severity};
use tablewright::{Document, Input, Output, compile};

/// What all cases are read with.
const BASE: &str = r#"
[[endpoint]]
in = "heading"
pattern = '^(?<method>GET|POST|PUT|DELETE) (?<path>\S+)$'

[[statement]]
states = "no-response"
pattern = '^Nothing comes back\.$'

[columns]
name = ["Name"]
type = ["Type"]
presence = ["Needed"]
default = ["Default"]
example = ["Shown"]
description = ["Description"]
value = ["Code"]

[types]
integer = "int64"
short = "int16"
number = "float64"
string = "string"
boolean = "bool"
object = "object"
array = "array"
null = "null"

[[type]]
is = "list"
pattern = '^(?<item>.+)\[\]$'

[[section]]
role = "parameters"
mark = "bold"
pattern = '^Parameters$'

[[section]]
role = "response"
mark = "bold"
pattern = '^Response$'
"#;

struct Case {
    name: &'static str,
    /// What is added to the dialect.
    rules: &'static str,
    patches: &'static str,
    /// The document, with `;` in the place of line ends, and `§` between several.
    document: &'static str,
    /// Pointers into the OpenAPI document, where `%` stands for a `/` in a key, and what stands there.
    values: &'static [(&'static str, &'static str)],
    /// The warnings and errors, in order: the code, the line, and a part of the words.
    says: &'static [&'static str],
}

impl Case {
    const fn new(name: &'static str, document: &'static str) -> Self {
        Self { name, rules: "", patches: "", document, values: &[], says: &[] }
    }
}

fn compiled(case: &Case) -> Output {
    let file = |name: &str, text: String| Document { name: name.to_owned(), text };
    let patches = (!case.patches.is_empty()).then(|| file("patches.toml", case.patches.to_owned()));
    let documents = case.document.split('§').zip('a'..='z');
    let documents = documents.map(|(text, name)| file(&format!("{name}.md"), text.replace(';', "\n"))).collect();
    let dialect = file("dialect.toml", format!("{}\n{BASE}", case.rules));
    compile(&Input { api: "x".to_owned(), documents, dialect, patches })
}

/// The messages above notes: the code, the line in the document, the words, then the help.
fn said(output: &Output) -> Vec<(String, String)> {
    let line = |item: &Diagnostic| {
        let line = output.sources.locate(item.span).line;
        (format!("{}:{line} {}", item.code.number(), item.message), item.help.clone().unwrap_or_default())
    };
    output.diagnostics.items().iter().filter(|item| item.severity > Severity::Note).map(line).collect()
}

/// What stands at a pointer; references are followed.
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

fn check(cases: &[Case]) {
    let mut wrong = String::new();
    for case in cases {
        let output = compiled(case);
        let messages = said(&output);
        let words: Vec<_> = messages.iter().map(|(words, _)| words.as_str()).collect();
        let is = |(words, expected): (&&str, &&str)| {
            let (place, part) = expected.split_once(' ').unwrap_or((expected, ""));
            words.strip_prefix(place).is_some_and(|rest| rest.starts_with(' ') && rest.contains(part))
        };
        if words.len() != case.says.len() || !words.iter().zip(case.says).all(is) {
            let _ = writeln!(wrong, "{}: it is said that\n  {}", case.name, words.join("\n  "));
        }
        let text = output.files.get("openapi/x.json").map_or("null", String::as_str);
        let api: Value = serde_json::from_str(text).expect("the document is JSON");
        for (pointer, expected) in case.values {
            let expected: Value = serde_json::from_str(expected).expect("JSON");
            let found = at(&api, pointer);
            if *found != expected {
                let _ = writeln!(wrong, "{}: at {pointer} is {found} and not {expected}", case.name);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The help of the only message.
fn help(case: &Case) -> String {
    let messages = said(&compiled(case));
    let [(_, help)] = messages.as_slice() else { panic!("{}: {messages:#?}", case.name) };
    help.clone()
}
