//! What is recognised in small documents, and what is said of the rest: nothing that stands below a label, in a list of
//! rows or in an announcement is lost in silence.

mod cases;

use tablewright::diagnostic::{Diagnostic, Severity};
use tablewright::ir::{Api, Body, Endpoint};
use tablewright::{Document, Input, Output, compile_to_ir, tools::explain};

/// What all cases are read with.
const BASE: &str = r#"
[path]
names = "method-and-path"
parameter_type = "int"
[[endpoint]]
in = "line"
pattern = '^`(?<method>[A-Z]+) (?<path>/[^`]*)`$'
[[section]]
role = "parameters"
pattern = '^Parameters$'
[[section]]
role = "response"
pattern = '^Response$'
[[statement]]
states = "no-response"
pattern = '^No answer'
[columns]
name = ["Field"]
type = ["Type"]
description = ["About"]
[types]
int = "int64"
text = "string"
"#;

struct Case {
    name: &'static str,
    /// What is added to the dialect.
    rules: &'static str,
    document: &'static str,
    /// The endpoints, then the warnings and errors.
    expected: &'static [&'static str],
}

fn input(rules: &str, document: &str) -> Input {
    let file = |name: &str, text: &str| Document { name: name.to_owned(), text: text.to_owned() };
    let (documents, dialect) = (vec![file("a.md", document)], file("dialect.toml", &format!("{rules}\n{BASE}")));
    Input { api: "small".to_owned(), documents, dialect, patches: None }
}

/// `method path (title): parameters -> response`.
fn shown(endpoint: &Endpoint) -> String {
    let methods: Vec<_> = endpoint.methods.iter().map(|method| method.value.name()).collect();
    let fields = endpoint.parameters.fields.iter().map(|field| {
        let mark = if field.required { "" } else { "?" };
        format!(" {}{mark}", field.name.value)
    });
    let body = match &endpoint.response.body.value {
        Body::Unknown => "unknown",
        Body::None => "none",
        Body::Data { .. } => "data",
    };
    let none = if endpoint.parameters.none.is_some() { " none" } else { "" };
    let title = endpoint.title.as_ref().map_or("", |title| &title.value);
    let paths = std::iter::once(&endpoint.path).chain(endpoint.aliases.iter().map(|alias| &alias.path));
    let paths: Vec<_> = paths.map(|path| path.value.as_str()).collect();
    let fields = fields.collect::<String>();
    format!("{} {} ({title}):{fields}{none} -> {body}", methods.join(","), paths.join(" "))
}

fn summary(output: &Output) -> Vec<String> {
    let endpoints = |api: &Api| api.endpoints.iter().map(shown).collect::<Vec<_>>();
    let mut lines = output.api.as_ref().map_or(Vec::new(), endpoints);
    let told = |item: &&Diagnostic| item.severity != Severity::Note && !item.code.is_inference();
    for item in output.diagnostics.items().iter().filter(told) {
        let line = output.sources.locate(item.span).line;
        lines.push(format!("{}:{line} {}", item.code.number(), item.message));
    }
    lines
}

#[test]
fn what_stands_there_is_read_or_reported() {
    let mut wrong = Vec::new();
    for case in cases::CASES {
        let found = summary(&compile_to_ir(&input(case.rules, case.document)));
        if found != case.expected {
            wrong.push(format!("{}:\n  found {found:#?}\n  expected {:#?}", case.name, case.expected));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A link to the id of a heading leads to the type that stands below it, however the heading is written.
#[test]
fn an_id_is_a_name_for_links() {
    let rules = "[[section]]\nrole = \"object\"\nmark = \"heading\"\npattern = '^(?<name>Room)$'\n\
                 [[statement]]\nstates = \"response\"\npattern = '^Returns the (?<type>\\w+)'\n";
    for heading in ["## Room {#the-type}", "<h2 id=\"the-type\">Room</h2>"] {
        let document = format!(
            "# A\n\n`GET /a`\n\nReturns the [thing](#the-type).\n\n# Types\n\n{heading}\n\n\
             | Field | Type | About |\n|---|---|---|\n| x | int | y |\n"
        );
        let found = summary(&compile_to_ir(&input(rules, &document)));
        assert_eq!(found, ["GET /a (A): -> data"], "{heading}");
    }
}

/// What is explained of an endpoint is what stands below its heading, also where the heading is the announcement.
#[test]
fn an_endpoint_that_a_heading_announces_is_explained_by_its_own_lines() {
    let rules = "[[endpoint]]\nin = \"heading\"\npattern = '^(?<title>\\w+) % (?<method>[A-Z]+) (?<path>/\\S+)$'\n";
    let document = "# Lamps\n\nAll of them.\n\n## One % GET /a\n\nNo answer.\n\n## Two % GET /b\n\nNo answer.\n";
    let input = input(rules, document);
    let output = compile_to_ir(&input);
    for (name, expected) in [("One", [5, 7]), ("GET /b", [9, 11])] {
        let explanation = explain::endpoint(&input, &output, name).expect("an explanation");
        let lines: Vec<_> = explanation.constructs.iter().map(|construct| construct.line).collect();
        assert_eq!(lines, expected, "{name}");
    }
}
