//! Two servers of one API answer alike: the generated one, and the one that is made of the IR while the program runs.
//!
//! No endpoint is named here: the IR says what there is, and the generated code is visited.

mod bodies;
mod requests;
mod socket;
mod subject;
mod tables;
mod values;

use std::collections::{BTreeMap, BTreeSet};

use requests::{Case, Sent};
use subject::Subject;
use tablewright_runtime::api::Profile;
use tablewright_runtime::server::axum::Router;
use tablewright_runtime::server::axum::body::{self, Body};
use tablewright_runtime::server::axum::http::Request;
use tablewright_runtime::server::{Config, Service};
use tower::ServiceExt as _;

/// What a server answers: status, headers and body.
type Answer = (u16, Vec<(String, String)>, String);

async fn answer(router: &Router, sent: &Sent) -> Answer {
    let mut request = Request::builder().method(sent.method).uri(&sent.uri).header("host", "localhost");
    for (name, value) in &sent.headers {
        request = request.header(name, value);
    }
    let request = request.body(Body::from(sent.body.clone())).unwrap_or_else(|error| panic!("{sent:?}: {error}"));
    let (head, body) = router.clone().oneshot(request).await.unwrap().into_parts();
    let headers = head.headers.iter().map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()));
    let body = body::to_bytes(body, usize::MAX).await.unwrap();
    (head.status.as_u16(), headers.collect(), String::from_utf8(body.to_vec()).unwrap())
}

/// Sends all requests to both servers, and counts the answers by case and status.
async fn walk(subject: &Subject, profile: &'static Profile, token: Option<&str>) -> BTreeMap<(Case, u16), usize> {
    let config = || {
        let config = Config::new().profile(profile);
        token.map_or(config.clone(), |token| config.token(token))
    };
    let generated = Service::new(subject.generated(), config()).router();
    let interpreted = Service::new(subject.interpreted(), config()).router();
    let mut counts = BTreeMap::new();
    for sent in requests::all(subject, token) {
        let (one, other) = (answer(&generated, &sent).await, answer(&interpreted, &sent).await);
        assert_eq!(
            one, other,
            "{}, {}: the generated server, and that of the IR: {sent:?}",
            subject.name, profile.name
        );
        if sent.case == Case::Good {
            let path = sent.uri.split('?').next().unwrap_or_default();
            let endpoint = subject.ir.endpoints.iter().find(|endpoint| endpoint.path.value == path);
            let envelope = endpoint.map_or(&subject.ir.envelope, |endpoint| subject.ir.envelope_of(endpoint));
            let failed = serde_json::from_str(&one.2).is_ok_and(|body| envelope.failed(&body));
            let good = one.0 == sent.success && !failed;
            assert!(good, "{}, {}: {sent:?}: {one:?}", subject.name, profile.name);
        }
        *counts.entry((sent.case, one.0)).or_default() += 1;
    }
    counts
}

#[tokio::test]
async fn both_servers_answer_every_call_alike() {
    for subject in Subject::all() {
        let mut cases = BTreeSet::new();
        for profile in subject.api.profiles {
            for token in [None, Some("a-token")] {
                let counts = walk(&subject, profile, token).await;
                println!("{}, {}, {token:?}: {counts:?}", subject.name, profile.name);
                cases.extend(counts.into_keys().map(|(case, _)| case));
            }
        }
        let mut expected = BTreeSet::from(Case::ALL);
        if subject.api.auth.is_empty() {
            expected.retain(|case| !matches!(case, Case::NoCredential | Case::WrongCredential));
        }
        if subject.api.frames.is_none() {
            expected.remove(&Case::Frame);
        }
        assert_eq!(cases, expected, "{}: each case is tried", subject.name);
    }
}
