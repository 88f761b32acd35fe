//! The examples of the documents, replayed: what they show as a response decodes and encodes back to the same JSON, over
//! a server and a client too; and what they show as a command line is a request that the generated server accepts.

mod raw;

use std::collections::BTreeMap;
use std::sync::Arc;

use mock::{Family, Memory};
use raw::{Running, running};
use serde_json::Value;
use tablewright::ir::{Api, Endpoint as Documented, ExampleKind, ExampleRequest};
use tablewright_runtime::server::Config;
use tablewright_runtime::{Endpoint, Visitor};

/// Command lines that contradict the table of their own endpoint, with the parameter that they do not send as the table
/// has it. One that no longer does must leave this list.
const CONTRADICTIONS: [(&str, &str); 1] = [
    // The table has `type`, a number; the command line sends `type[]`, which is the list of the reading endpoint.
    ("auto_reply_set_reply_text", "type"),
];

/// Decodes the data of an answer and encodes it again.
type Again = fn(&Value) -> Result<Value, serde_json::Error>;

#[derive(Default)]
struct Responses(BTreeMap<&'static str, Again>);

impl Visitor for Responses {
    fn visit<E: Endpoint>(&mut self) {
        self.0.insert(E::NAME, |value| {
            serde_json::from_value::<E::Response>(value.clone()).and_then(serde_json::to_value)
        });
    }
}

fn responses(family: &Family) -> BTreeMap<&'static str, Again> {
    let mut visitor = Responses::default();
    match family.name {
        "bilibili" => apis::bilibili::endpoints(&mut visitor),
        "go-cqhttp" => apis::go_cqhttp::endpoints(&mut visitor),
        other => panic!("no endpoints of {other}"),
    }
    visitor.0
}

/// The whole responses among the examples.
fn shown(api: &Api) -> impl Iterator<Item = (&Documented, &Value)> {
    api.endpoints.iter().flat_map(|endpoint| {
        let examples = endpoint.examples.iter().filter(|example| example.kind == ExampleKind::Response);
        examples.map(move |example| {
            let at = &example.provenance;
            (endpoint, example.value.as_ref().unwrap_or_else(|| panic!("{}:{} is no JSON", at.file, at.line)))
        })
    })
}

/// An example is the same again as it stands: there is no exception, not even for members that no table lists, since the
/// examples have none. One that came in would be lost by the types, and fail here.
#[test]
fn every_response_is_the_same_again() {
    let mut counts = Vec::new();
    for family in Family::ALL {
        let (samples, types) = (family.samples().unwrap(), responses(&family));
        let api = samples.api();
        let mut count = 0;
        for (endpoint, whole) in shown(api) {
            let data = api.envelope.data.as_ref().map_or(Some(whole), |field| whole.get(field)).unwrap();
            let again =
                types[endpoint.name.as_str()](data).unwrap_or_else(|error| panic!("{}: {error}", endpoint.name));
            assert_eq!(again, *data, "{}", endpoint.name);
            count += 1;
        }
        counts.push((family.name, count));
    }
    assert_eq!(counts, [("bilibili", 10), ("go-cqhttp", 1)]);
}

async fn server(family: &Family) -> Running {
    let memory = Arc::new(Memory::new(family.samples().unwrap()));
    running(family.table(&memory), Config::new().token("dummy")).await
}

/// The request of a command line, with a dummy for each cookie.
fn request(example: &ExampleRequest) -> Vec<u8> {
    let path = example.url.splitn(4, '/').nth(3).unwrap_or_default();
    let mut pairs = raw::pairs();
    for (name, value) in &example.parameters {
        pairs.append_pair(name, value);
    }
    let pairs = pairs.finish();
    let cookies: Vec<_> = example.cookies.iter().map(|name| format!("{name}=dummy")).collect();
    let method = example.method.name();
    let (target, body) = if method == "GET" { (format!("/{path}?{pairs}"), "") } else { (format!("/{path}"), &*pairs) };
    let kind = if body.is_empty() { "" } else { "Content-Type: application/x-www-form-urlencoded\r\n" };
    format!(
        "{method} {target} HTTP/1.1\r\nHost: localhost\r\nCookie: {}\r\n{kind}Content-Length: {}\r\n\r\n{body}",
        cookies.join("; "),
        body.len()
    )
    .into_bytes()
}

#[tokio::test]
async fn every_command_line_is_accepted() {
    let mut counts = Vec::new();
    for family in Family::ALL {
        let (samples, server) = (family.samples().unwrap(), server(&family).await);
        let api = samples.api();
        let mut count = 0;
        for endpoint in &api.endpoints {
            for example in endpoint.examples.iter().filter_map(|example| example.request.as_ref()) {
                let response = server.exchange(&request(example)).await;
                count += 1;
                if let Some((_, parameter)) = CONTRADICTIONS.iter().find(|(name, _)| *name == endpoint.name) {
                    let named = response.body.contains(&format!("`{parameter}` is missing"));
                    assert!(named, "{} is no contradiction any more: {}", endpoint.name, response.body);
                    continue;
                }
                assert_eq!(response.status, 200, "{}: {}", endpoint.name, response.body);
                let answer: Value = serde_json::from_str(&response.body).unwrap();
                let code = api.envelope.code.as_ref().map(|field| &answer[field]);
                let good = code.is_none_or(|code| api.envelope.success.contains(code));
                assert!(good, "{}: {}", endpoint.name, response.body);
            }
        }
        counts.push((family.name, count));
    }
    assert_eq!(counts, [("bilibili", 10), ("go-cqhttp", 0)]);
}

/// The same command lines without their cookies, or with other ones, are refused.
#[tokio::test]
async fn no_command_line_is_accepted_without_its_cookies() {
    for family in Family::ALL {
        let (samples, server) = (family.samples().unwrap(), server(&family).await);
        for endpoint in &samples.api().endpoints {
            for example in endpoint.examples.iter().filter_map(|example| example.request.as_ref()) {
                let without = ExampleRequest { cookies: Vec::new(), ..example.clone() };
                assert_eq!(server.exchange(&request(&without)).await.status, 401, "{}", endpoint.name);
                let text = String::from_utf8(request(example)).unwrap().replace("=dummy", "=another");
                assert_eq!(server.exchange(text.as_bytes()).await.status, 403, "{}", endpoint.name);
            }
        }
    }
}
