//! What changed between two versions of an API: a table of changes with their verdicts, and every change of the IR.

mod endpoints;
mod fields;
mod ir;

use serde_json::{Value, json};
use tablewright::ir::{Api, Endpoint, Fact, Field, Struct, Type, TypeKind};
use tablewright::tools::diff::{self, Verdict};
use tests::root;

const WORDS: Verdict = Verdict::Words;
const ADDITIVE: Verdict = Verdict::Additive;
const SERVERS: Verdict = Verdict::Servers;
const CALLERS: Verdict = Verdict::Callers;

fn api(family: &str) -> Api {
    let text = std::fs::read_to_string(root(&format!("generated/ir/{family}.json"))).expect("an IR");
    Api::from_json(&text).expect("an IR")
}

fn at<'a>(api: &'a mut Api, name: &str) -> &'a mut Endpoint {
    api.endpoints.iter_mut().find(|endpoint| endpoint.name == name).expect(name)
}

/// The endpoint that most changes are made to.
fn send(api: &mut Api) -> &mut Endpoint {
    at(api, "send_group_msg")
}

/// A parameter of that endpoint: `group_id` and `message` are required, `auto_escape` is not.
fn parameter(api: &mut Api, number: usize) -> &mut Field {
    &mut send(api).parameters.fields[number]
}

/// A parameter that is text.
fn text(api: &mut Api) -> &mut Field {
    let mut fields = api.endpoints.iter_mut().flat_map(|endpoint| &mut endpoint.parameters.fields);
    fields.find(|field| field.ty.value == Type::String).expect("a text")
}

fn kind<'a>(api: &'a mut Api, id: &str) -> &'a mut TypeKind {
    &mut api.types.iter_mut().find(|def| def.id.0 == id).expect(id).kind
}

/// The fields of a type.
fn fields<'a>(api: &'a mut Api, id: &str) -> &'a mut Vec<Field> {
    match kind(api, id) {
        TypeKind::Struct(Struct { fields, .. }) => fields,
        _ => panic!("{id} has no fields"),
    }
}

/// The field of a type that only answers have.
fn answered(api: &mut Api) -> &mut Field {
    &mut fields(api, "get_group_info/response")[0]
}

fn set<T>(fact: &mut Fact<T>, value: T) {
    fact.value = value;
}

fn fact<T>(api: &Api, value: T) -> Fact<T> {
    Fact { value, provenance: api.title.provenance.clone() }
}

fn int(bits: u8) -> Type {
    Type::Int { bits, signed: true }
}

/// A change, its kind, and its verdict.
type Row = (&'static str, Verdict, fn(&mut Api));

#[test]
fn every_kind_of_change_has_its_verdict() {
    let old = api("go-cqhttp");
    let mut count = 0;
    for (kind, verdict, change) in
        [endpoints::ENDPOINTS, fields::PARAMETERS, fields::ANSWERS, endpoints::SHARED].into_iter().flatten()
    {
        let mut new = old.clone();
        change(&mut new);
        let changes = diff::diff(&old, &new);
        let found = changes.iter().any(|one| one.kind == *kind && one.verdict == *verdict);
        assert!(found, "{kind}, {}:\n{}", verdict.name(), diff::human("go-cqhttp", &changes));
        if !matches!(*kind, "type-removed" | "value-removed" | "api-renamed") {
            let heaviest = changes.iter().map(|one| one.verdict).max();
            assert_eq!(heaviest, Some(*verdict), "{kind}\n{}", diff::human("go-cqhttp", &changes));
        }
        count += 1;
    }
    assert!(count >= 80, "{count} changes");
}

#[test]
fn an_api_does_not_differ_from_itself_nor_from_its_documents_moved() {
    for family in tests::FAMILIES {
        let old = api(family);
        let mut new = old.clone();
        new.title.provenance.line += 10;
        for endpoint in &mut new.endpoints {
            endpoint.provenance.line += 10;
        }
        assert_eq!(diff::diff(&old, &new), Vec::new(), "{family}");
    }
}

#[test]
fn changes_are_printed() {
    let old = api("go-cqhttp");
    let mut new = old.clone();
    new.endpoints.retain(|one| one.name != "send_group_msg");
    answered(&mut new).docs.push("More words.");
    let changes = diff::diff(&old, &new);
    let human = diff::human("go-cqhttp", &changes);
    assert!(
        human.starts_with("breaking for callers (1):\n  send_group_msg is gone: `GET, POST /send_group_msg`"),
        "{human}"
    );
    assert!(human.contains("      go-cqhttp/api.md:"), "{human}");
    assert!(
        human.contains("`go-cqhttp`: 1 breaking for callers, 0 breaking for servers, 0 additive, 1 words only\n"),
        "{human}"
    );
    let markdown = diff::markdown("go-cqhttp", &changes);
    assert!(markdown.contains("**Breaking for callers**\n\n- `send_group_msg` is gone"), "{markdown}");
    let lines = diff::json(&changes);
    let first: Value = serde_json::from_str(lines.lines().next().expect("a line")).expect("JSON");
    assert_eq!((&first["kind"], &first["verdict"]), (&json!("endpoint-removed"), &json!("callers")));
    assert_eq!(diff::summary("x", &[]), "`x`: no change of the API\n");
}
