//! What changed between two versions of an API: a table of changes with their verdicts, and every change of the IR.

use serde_json::{Value, json};
use tablewright::ir::{
    Api, Body, Constraints, Docs, Endpoint, Fact, Field, Location, Presence, Struct, Type, TypeKind, Withheld,
};
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

/// Changes of endpoints and of what they are called with.
const ENDPOINTS: &[Row] = &[
    ("endpoint-removed", CALLERS, |api| api.endpoints.retain(|one| one.name != "send_group_msg")),
    ("endpoint-withheld", CALLERS, |api| {
        let one = send(api).clone();
        api.endpoints.retain(|endpoint| endpoint.name != one.name);
        api.withheld.push(Withheld {
            name: Some(one.name),
            title: None,
            methods: Vec::new(),
            path: None,
            code: "TW601".into(),
            reason: "two parameters are called `a`".into(),
            remedy: None,
            provenance: one.provenance,
        });
    }),
    ("endpoint-added", ADDITIVE, |api| {
        let mut one = send(api).clone();
        one.name = "send_again".into();
        one.path.value = "/send_again".into();
        api.endpoints.push(one);
    }),
    ("endpoint-renamed", CALLERS, |api| send(api).name = "send_to_group".into()),
    ("endpoint-words", WORDS, |api| send(api).docs.push("More words.")),
    ("endpoint-words", WORDS, |api| send(api).title = None),
    ("endpoint-words", WORDS, |api| send(api).group = None),
    ("endpoint-deprecated", ADDITIVE, |api| {
        let docs = Docs("Do not use it.".into());
        let provenance = api.title.provenance.clone();
        send(api).deprecated = Some(tablewright::ir::Statement { docs, provenance });
    }),
    ("path", CALLERS, |api| set(&mut send(api).path, "/send".into())),
    ("path", ADDITIVE, |api| {
        let path = send(api).path.clone();
        send(api).aliases.push(tablewright::ir::Alias { path, deprecated: None });
        set(&mut send(api).path, "/send".into());
    }),
    ("path-alias-added", ADDITIVE, |api| {
        let path = fact(api, "/send".to_owned());
        send(api).aliases.push(tablewright::ir::Alias { path, deprecated: None });
    }),
    ("method-removed", CALLERS, |api| drop(send(api).methods.remove(0))),
    ("method-added", ADDITIVE, |api| {
        let method = fact(api, tablewright::ir::Method::Put);
        send(api).methods.push(method);
    }),
    ("credentials", CALLERS, |api| drop(send(api).auth.remove(0))),
    ("credentials", ADDITIVE, |api| send(api).auth.clear()),
    ("server", CALLERS, |api| send(api).server = Some(fact(api, "http://127.0.0.1:1".to_owned()))),
    ("response-status", CALLERS, |api| send(api).response.status = Some(fact(api, 201))),
    ("response-removed", CALLERS, |api| set(&mut send(api).response.body, Body::None)),
    ("response-widened", CALLERS, |api| set(&mut send(api).response.body, Body::Data { data: Type::Any })),
    ("response-changed", CALLERS, |api| set(&mut send(api).response.body, Body::Data { data: Type::Bool })),
    ("response-added", SERVERS, |api| set(&mut at(api, "delete_msg").response.body, Body::Data { data: Type::Bool })),
    ("code-added", ADDITIVE, |api| {
        let provenance = api.title.provenance.clone();
        send(api).errors.push(tablewright::ir::ErrorCode { code: json!(7), docs: Docs::default(), provenance });
    }),
    ("status-removed", ADDITIVE, |api| drop(api.statuses.remove(0))),
    ("status-words", WORDS, |api| api.statuses[0].docs.push("More words.")),
];

/// Changes of parameters.
const PARAMETERS: &[Row] = &[
    ("parameter-removed", CALLERS, |api| drop(send(api).parameters.fields.remove(0))),
    ("parameter-added", ADDITIVE, |api| {
        let mut field = parameter(api, 2).clone();
        set(&mut field.name, "quietly".into());
        field.docs = Docs("Without a sound.".into());
        send(api).parameters.fields.push(field);
    }),
    ("parameter-added-required", CALLERS, |api| {
        let mut field = parameter(api, 0).clone();
        set(&mut field.name, "channel".into());
        send(api).parameters.fields.push(field);
    }),
    ("parameter-renamed", CALLERS, |api| set(&mut parameter(api, 2).name, "escape".into())),
    ("parameter-renamed", ADDITIVE, |api| {
        let before = parameter(api, 2).name.clone();
        parameter(api, 2).aliases.push(before);
        set(&mut parameter(api, 2).name, "escape".into());
    }),
    ("parameter-required", CALLERS, |api| parameter(api, 2).required = true),
    ("parameter-optional", SERVERS, |api| parameter(api, 0).required = false),
    ("parameter-presence", WORDS, |api| set(&mut parameter(api, 2).presence, Presence::Unknown)),
    ("parameter-type-widened", SERVERS, |api| set(&mut parameter(api, 2).ty, Type::Any)),
    ("parameter-type-widened", SERVERS, |api| {
        set(&mut parameter(api, 2).ty, Type::Nullable { inner: Box::new(Type::Bool) });
    }),
    ("parameter-type-widened", SERVERS, |api| {
        set(&mut parameter(api, 2).ty, Type::Union { variants: vec![Type::Bool, Type::String] });
    }),
    ("parameter-type-changed", CALLERS, |api| set(&mut parameter(api, 2).ty, Type::String)),
    ("parameter-type-changed", CALLERS, |api| {
        set(&mut parameter(api, 2).ty, Type::List { items: Box::new(Type::Bool) });
    }),
    ("parameter-default", CALLERS, |api| parameter(api, 2).default = Some(fact(api, json!(true)))),
    ("parameter-default", CALLERS, |api| parameter(api, 2).default = None),
    ("parameter-default", ADDITIVE, |api| parameter(api, 0).default = Some(fact(api, json!(1)))),
    ("parameter-constant", CALLERS, |api| parameter(api, 2).constant = Some(fact(api, json!(true)))),
    ("parameter-location", CALLERS, |api| parameter(api, 2).location = Some(fact(api, Location::Query))),
    ("parameter-max-length-narrowed", CALLERS, |api| {
        parameter(api, 1).constraints = Constraints { max_length: Some(fact(api, 10)), ..Constraints::default() };
    }),
    ("parameter-minimum-narrowed", CALLERS, |api| {
        parameter(api, 0).constraints = Constraints { minimum: Some(fact(api, 1.into())), ..Constraints::default() };
    }),
    ("parameter-alias-added", ADDITIVE, |api| {
        let alias = fact(api, "group".to_owned());
        parameter(api, 0).aliases.push(alias);
    }),
    ("parameter-words", WORDS, |api| parameter(api, 0).docs.push("More words.")),
    ("parameter-words", WORDS, |api| {
        let example = fact(api, json!(1));
        parameter(api, 0).examples.push(example);
    }),
    ("value-removed", CALLERS, |api| drop(values(api, "get_record/parameters/out_format").remove(0))),
    ("value-added", ADDITIVE, |api| {
        let mut value = values(api, "get_record/parameters/out_format")[0].clone();
        value.value.value = json!("new");
        values(api, "get_record/parameters/out_format").push(value);
    }),
    ("value-words", WORDS, |api| values(api, "get_record/parameters/out_format")[0].value.docs.push("More words.")),
];

fn values<'a>(api: &'a mut Api, id: &str) -> &'a mut Vec<Fact<tablewright::ir::ValueLabel>> {
    match kind(api, id) {
        TypeKind::Values { values, .. } => values,
        _ => panic!("{id} has no values"),
    }
}

/// Changes of answers and of types.
const ANSWERS: &[Row] = &[
    ("field-removed", CALLERS, |api| drop(fields(api, "get_group_info/response").remove(0))),
    ("field-added-required", SERVERS, |api| {
        let mut field = answered(api).clone();
        set(&mut field.name, "new".into());
        field.docs = Docs("New.".into());
        field.required = true;
        fields(api, "get_group_info/response").push(field);
    }),
    ("field-added", ADDITIVE, |api| {
        let mut field = answered(api).clone();
        set(&mut field.name, "new".into());
        field.required = false;
        fields(api, "get_group_info/response").push(field);
    }),
    ("field-renamed", CALLERS, |api| set(&mut answered(api).name, "id".into())),
    ("field-optional", CALLERS, |api| answered(api).required = false),
    ("field-type-widened", CALLERS, |api| {
        let inner = Box::new(answered(api).ty.value.clone());
        set(&mut answered(api).ty, Type::Nullable { inner });
    }),
    ("field-type-widened", CALLERS, |api| set(&mut fields(api, "get_status/response")[0].ty, Type::Any)),
    ("field-type-changed", CALLERS, |api| set(&mut answered(api).ty, Type::Map { values: Box::new(int(8)) })),
    ("field-words", WORDS, |api| answered(api).docs.push("More words.")),
    ("value-removed", SERVERS, |api| drop(values(api, "get_group_member_info/response/role").remove(0))),
    ("type-open", CALLERS, |api| match kind(api, "get_group_info/response") {
        TypeKind::Struct(fields) => fields.open = true,
        _ => unreachable!(),
    }),
    ("newtype-lost", CALLERS, |api| {
        let target = fact(api, int(64));
        *kind(api, "GroupId") = TypeKind::Alias { target };
    }),
    ("newtype-gained", CALLERS, |api| {
        let target = fact(api, Type::Any);
        let TypeKind::Alias { target } = std::mem::replace(kind(api, "Message"), TypeKind::Newtype { target }) else {
            unreachable!()
        };
        *kind(api, "Message") = TypeKind::Newtype { target };
    }),
    ("type-narrowed", CALLERS, |api| {
        let target = fact(api, int(32));
        *kind(api, "GroupId") = TypeKind::Newtype { target };
    }),
    ("type-kind", CALLERS, |api| {
        let target = fact(api, Type::Bool);
        *kind(api, "Device") = TypeKind::Alias { target };
    }),
    ("type-removed", CALLERS, |api| api.types.retain(|def| def.id.0 != "vector2")),
    ("type-words", WORDS, |api| api.types[0].docs.push("More words.")),
    ("field-removed", CALLERS, |api| drop(api.envelope.fields.remove(0))),
    ("envelope", CALLERS, |api| api.envelope.success = vec![json!(1)]),
    ("envelope-words", WORDS, |api| api.envelope.docs.push("More words.")),
];

/// Changes of what all endpoints share.
const SHARED: &[Row] = &[
    ("api-words", WORDS, |api| set(&mut api.title, "Another title".into())),
    ("api-renamed", CALLERS, |api| api.name = "other".into()),
    ("server-removed", CALLERS, |api| api.servers.clear()),
    ("server-added", ADDITIVE, |api| api.servers.push(fact(api, "http://127.0.0.1:2".to_owned()))),
    ("transport-removed", CALLERS, |api| api.transport.websocket = false),
    ("transport-removed", CALLERS, |api| api.transport.post.clear()),
    ("credentials-removed", CALLERS, |api| drop(api.auth.remove(0))),
    ("credentials-changed", CALLERS, |api| api.auth[0].kind = api.auth[1].kind.clone()),
    ("credentials-added", ADDITIVE, |api| {
        let mut scheme = api.auth[0].clone();
        scheme.id = "new".into();
        api.auth.push(scheme);
    }),
    ("code-added", ADDITIVE, |api| {
        let provenance = api.title.provenance.clone();
        api.codes.push(tablewright::ir::ErrorCode { code: json!(7), docs: Docs::default(), provenance });
    }),
    ("events-removed", CALLERS, |api| api.events = None),
    ("event-removed", CALLERS, |api| drop(api.events.as_mut().expect("events").types.remove(0))),
    ("event-words", WORDS, |api| api.events.as_mut().expect("events").types[0].docs.push("More words.")),
    ("events-changed", CALLERS, |api| api.events.as_mut().expect("events").interval += 1),
    ("groups-words", WORDS, |api| drop(api.groups.remove(0))),
    ("frames", CALLERS, |api| api.frames = None),
    ("peer", CALLERS, |api| api.peer = None),
    ("profiles", CALLERS, |api| drop(api.profiles.remove(0))),
];

#[test]
fn every_kind_of_change_has_its_verdict() {
    let old = api("go-cqhttp");
    let mut count = 0;
    for (kind, verdict, change) in [ENDPOINTS, PARAMETERS, ANSWERS, SHARED].into_iter().flatten() {
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

/// Keys whose values are places or versions, and no facts.
const NO_FACTS: [&str; 5] = ["provenance", "also", "headings", "documents", "format"];
/// How many changes of each family are tried.
const TRIED: usize = 150;

/// The JSON pointers of all values that are neither objects nor arrays.
fn leaves(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map.iter().filter(|(key, _)| !NO_FACTS.contains(&key.as_str())) {
                leaves(value, &format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")), found);
            }
        }
        Value::Array(list) => {
            for (number, value) in list.iter().enumerate() {
                leaves(value, &format!("{at}/{number}"), found);
            }
        }
        _ => found.push(at.to_owned()),
    }
}

#[test]
fn every_change_of_the_ir_is_named() {
    for family in tests::FAMILIES {
        let old = api(family);
        let whole = serde_json::to_value(&old).expect("JSON");
        let mut all = Vec::new();
        leaves(&whole, "", &mut all);
        let step = (all.len() / TRIED).max(1);
        let (mut seen, mut unnamed) = (0, Vec::new());
        for pointer in all.iter().step_by(step) {
            let mut changed = whole.clone();
            let leaf = changed.pointer_mut(pointer).expect("a leaf");
            *leaf = match leaf {
                Value::Bool(flag) => json!(!*flag),
                Value::Number(number) => json!(number.as_i64().unwrap_or_default() + 1),
                Value::String(text) => json!(format!("{text}x")),
                _ => json!("x"),
            };
            // What is no IR any more is no change of one.
            let Ok(new) = serde_json::from_value::<Api>(changed) else { continue };
            let changes = diff::diff(&old, &new);
            if changes.is_empty() || changes.iter().any(|change| change.kind == "other") {
                unnamed.push(format!("{family}{pointer}"));
            }
            seen += 1;
        }
        assert!(unnamed.is_empty(), "{} of {seen}:\n{}", unnamed.len(), unnamed.join("\n"));
        assert!(seen > TRIED / 2, "{family}: {seen} of {} changes are IRs", all.len());
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
