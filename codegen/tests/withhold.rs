//! Drafts, and messages that are accepted.

use tablewright::diagnostic::{Code, Severity};
use tablewright::ir::Api;
use tablewright::{Document, Input, Output, compile, compile_draft};

const DIALECT: &str = r#"
types = { int = "int32", text = "string" }
columns = { name = ["Field"], type = ["Type"], value = ["Value"] }
policy = { unlabelled = ["parameters", "response"] }
endpoint = [{ in = "heading", pattern = '^(?<method>[A-Z]+) (?<path>\S*)$' }]
statement = [{ states = "no-response", pattern = '^Nothing comes back\.$' }]
section = [{ role = "object", mark = "heading", pattern = '^Type (?<name>\w+)$' }]
"#;

const SOUND: &str = "## GET /lamps\n\nNothing comes back.\n";

fn input(document: &str, dialect: &str, patches: Option<&str>) -> Input {
    let file = |name: &str, text: &str| Document { name: format!("x/{name}"), text: text.to_owned() };
    Input {
        api: "x".to_owned(),
        documents: vec![file("api.md", document)],
        dialect: file("dialect.toml", &format!("{DIALECT}{dialect}")),
        patches: patches.map(|text| file("patches.toml", text)),
    }
}

fn said(output: &Output) -> Vec<String> {
    let said = output.diagnostics.items().iter().filter(|item| item.severity > Severity::Note);
    said.map(|item| format!("{} {} {}", item.severity.name(), item.code.number(), item.message)).collect()
}

fn endpoints(output: &Output) -> Vec<&str> {
    output.api.iter().flat_map(|api| &api.endpoints).map(|endpoint| endpoint.name.as_str()).collect()
}

fn withheld(output: &Output) -> Vec<(Option<&str>, &str, u32)> {
    let all = output.api.iter().flat_map(|api| &api.withheld);
    all.map(|one| (one.name.as_deref(), one.code.as_str(), one.provenance.line)).collect()
}

#[test]
fn a_fact_that_cannot_be_read_is_a_warning() {
    let rows = "| Field | Type |\n| --- | --- |\n| a | |\n| | int |\n| b | int | 7 |\n| c |\n";
    let output = compile(&input(&format!("{SOUND}\n{rows}"), "", None));
    assert!(!output.files.is_empty(), "{:?}", said(&output));
    let numbers: Vec<_> = output.diagnostics.items().iter().map(|item| (item.severity, item.code.number())).collect();
    for code in ["TW203", "TW208", "TW210"] {
        assert!(numbers.contains(&(Severity::Warning, code)), "{code}: {numbers:?}");
    }
    // Missing cells are empty.
    assert!(numbers.contains(&(Severity::Note, "TW203")), "{numbers:?}");
    let api = output.api.unwrap();
    let names: Vec<_> = api.endpoints[0].parameters.fields.iter().map(|field| field.name.value.as_str()).collect();
    assert_eq!(names, ["a", "b", "c"]);
}

#[test]
fn a_draft_withholds_what_cannot_be_had() {
    // Each document with the line of its error, the name of what is withheld, and the number of the error.
    let cases = [
        ("## GET /rooms/{}\n\nNothing comes back.\n", 5, Some("rooms_"), "TW215"),
        ("## COPY /rooms\n\nNothing comes back.\n", 5, Some("rooms"), "TW215"),
        ("## GET /Lamps\n\nNothing comes back.\n", 5, Some("Lamps"), "TW601"),
    ];
    for (document, line, name, code) in cases {
        let input = input(&format!("{SOUND}\n{document}"), "", None);
        let strict = compile(&input);
        assert!(strict.files.is_empty() && strict.diagnostics.has_errors(), "{document}");
        let output = compile_draft(&input);
        assert_eq!(withheld(&output), [(name, code, line)], "{document}");
        assert_eq!(endpoints(&output), ["lamps"], "{document}");
        assert!(!output.diagnostics.has_errors(), "{document}: {:?}", said(&output));
        let openapi: serde_json::Value = serde_json::from_str(&output.files["openapi/x.json"]).unwrap();
        let listed = &openapi["x-withheld"][0];
        assert_eq!((listed["code"].as_str(), listed["name"].as_str()), (Some(code), name), "{listed}");
        assert!(listed["reason"].is_string() && listed["remedy"].is_string(), "{listed}");
        let ir = Api::from_json(&output.files["ir/x.json"]).unwrap();
        assert_eq!(Some(&ir), output.api.as_ref());
    }
}

#[test]
fn of_two_names_one_can_stay() {
    // The one whose path is sound, or else the first.
    let cases = [
        ("## GET /x/lamps\n\nNothing comes back.\n", ["lamps"].as_slice(), 5),
        ("## GET /y//doors\n\nNothing comes back.\n\n## GET /x/doors\n\nNothing comes back.\n", &["lamps", "doors"], 5),
        ("## GET /x/doors\n\nNothing comes back.\n\n## GET /y//doors\n\nNothing comes back.\n", &["lamps", "doors"], 9),
    ];
    for (document, kept, line) in cases {
        let output = compile_draft(&input(&format!("{SOUND}\n{document}"), "", None));
        assert_eq!(
            (endpoints(&output).as_slice(), withheld(&output)),
            (kept, vec![(None, "TW308", line)]),
            "{document}"
        );
        let paths = output.api.iter().flat_map(|api| &api.endpoints).map(|endpoint| endpoint.path.value.as_str());
        assert!(paths.clone().all(|path| !path.contains("//")), "{:?}", paths.collect::<Vec<_>>());
    }
}

#[test]
fn of_two_accounts_of_one_call_neither_can() {
    let one = |field: &str| {
        format!("## GET /doors\n\n| Field | Type |\n| --- | --- |\n| {field} | int |\n\nNothing comes back.\n\n")
    };
    let output = compile_draft(&input(&format!("{SOUND}\n{}{}", one("a"), one("b")), "", None));
    assert_eq!(endpoints(&output), ["lamps"], "{:?}", said(&output));
    assert_eq!(output.api.map(|api| api.withheld.len()), Some(1));
}

#[test]
fn the_dialect_can_say_that_it_is_a_draft() {
    let document = format!("{SOUND}\n## GET /rooms/{{}}\n\nNothing comes back.\n");
    let output = compile(&input(&document, "api = { draft = true }\n", None));
    assert_eq!(endpoints(&output), ["lamps"], "{:?}", said(&output));
    assert!(!output.files.is_empty());
    assert!(said(&output).iter().any(|line| line.ends_with("`rooms_` is withheld")), "{:?}", said(&output));
}

#[test]
fn a_draft_needs_endpoints_and_configuration() {
    for (document, dialect) in [("# Nothing\n", ""), (SOUND, "api = { titel = \"x\" }\n")] {
        let output = compile_draft(&input(document, dialect, None));
        assert!(output.files.is_empty() && output.diagnostics.has_errors(), "{document}{dialect}");
    }
}

#[test]
fn what_a_withheld_endpoint_alone_uses_goes_with_it() {
    let document = format!(
        "{SOUND}\n## GET /rooms/{{}}\n\n| Field | Type |\n| --- | --- |\n| a | Lamp |\n| b | Bulb |\n\nNothing comes back.\n\n\
         ## PUT /rooms\n\n| Field | Type |\n| --- | --- |\n| lamp | Lamp |\n\nNothing comes back.\n\n\
         # Types\n\n## Type Lamp\n\n| Field | Type |\n| --- | --- |\n| on | int |\n\n\
         ## Type Bulb\n\n| Field | Type |\n| --- | --- |\n| watts | int |\n"
    );
    let output = compile_draft(&input(&document, "", None));
    let types: Vec<_> = output.api.iter().flat_map(|api| &api.types).map(|def| def.id.0.as_str()).collect();
    assert_eq!(endpoints(&output), ["lamps", "rooms"]);
    assert_eq!(types, ["Lamp"]);
}

#[test]
fn what_an_event_holds_stays() {
    let fields = "| Field | Type |\n| --- | --- |\n| power | int |\n| where | text |\n";
    let broken = "## GET /{\n\n| Field | Type |\n| --- | --- |\n| lamp | Lamp |\n\nNothing comes back.\n";
    let document = format!("{SOUND}\n{broken}\n## Type Lamp\n\n{fields}");
    let event = "events.marks = [\"kind\"]\n\
        event = [{ name = \"Rings\", when = { kind = \"ring\" }, fields = [{ name = \"lamp\", type = \"Lamp\" }] }]\n\
        define.bell = { name = \"Bell\", type = \"text\", constructors = [{ name = \"loud\", makes = \"loud\" }] }\n";
    for (event, types) in [(event, 1), ("", 0)] {
        let output = compile_draft(&input(&document, event, None));
        let api = output.api.as_ref().unwrap();
        assert_eq!(endpoints(&output), ["lamps"], "{:?}", said(&output));
        assert_eq!(api.types.iter().filter(|def| def.id.0 == "Lamp").count(), types, "{:?}", said(&output));
        assert_eq!(api.helpers, [], "of a type that nothing uses");
    }
}

fn accept(code: &str, at: &str) -> String {
    format!("[[accept]]\ncode = \"{code}\"\nat = \"{at}\"\nreason = \"It is so.\"\n")
}

#[test]
fn what_is_accepted_is_not_counted() {
    let table = "| Field | Type |\n| --- | --- |\n| a | |\n| b | |\n";
    let bad = "## GET /rooms/{}\n\nNothing comes back.\n";
    let typed = format!("# Types\n\n## Type Lamp\n\n{table}\n\n# Others\n\n## Type Bulb\n\n{table}");
    let cases: [(String, &str, &str, &[&str]); 6] = [
        (format!("{SOUND}\n{table}"), "TW210", "lamps/parameters/a", &["TW210"]),
        (format!("{SOUND}\n{table}"), "TW210", "lamps", &[]),
        (format!("{SOUND}\n{table}"), "TW210", "lamps/parameters/c", &["TW105", "TW210", "TW210"]),
        (format!("{SOUND}\n{table}"), "TW211", "lamps/parameters/a", &["TW106", "TW210", "TW210"]),
        (format!("{SOUND}\n{bad}"), "TW215", "rooms_", &[]),
        (format!("{SOUND}\n{typed}"), "TW210", "Lamp", &["TW210", "TW210", "TW504", "TW504"]),
    ];
    for (document, code, at, expected) in cases {
        let output = compile(&input(&document, "", Some(&accept(code, at))));
        let mut numbers: Vec<_> = output
            .diagnostics
            .items()
            .iter()
            .filter(|item| item.severity > Severity::Note && !item.code.is_inference())
            .map(|item| item.code.number())
            .collect();
        numbers.sort_unstable();
        assert_eq!(numbers, expected, "{code} at {at}: {:?}", said(&output));
        let stale = expected.iter().any(|number| *number < "TW200");
        assert_eq!(output.files.is_empty(), stale, "{code} at {at}");
    }
}

#[test]
fn an_accepted_error_withholds_its_endpoint() {
    let document = format!("{SOUND}\n## GET /rooms/{{}}\n\nNothing comes back.\n");
    let output = compile(&input(&document, "", Some(&accept("TW215", "rooms_"))));
    assert_eq!(withheld(&output), [(Some("rooms_"), "TW215", 5)]);
    assert_eq!(endpoints(&output), ["lamps"]);
}

#[test]
fn only_messages_of_documents_can_be_accepted() {
    for code in ["TW999", "210", "TW101", "TW212"] {
        let output = compile(&input(SOUND, "", Some(&accept(code, "lamps"))));
        let items = output.diagnostics.items();
        assert!(items.iter().any(|item| item.code == Code::ConfigValue), "{code}: {:?}", said(&output));
    }
}
