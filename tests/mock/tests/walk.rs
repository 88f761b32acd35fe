//! Every endpoint over every transport, both ways: generated requests and answers go from the typed client to the
//! generated server and back, and each side has what the other side sent.
//!
//! No endpoint is named here: the IR says what there is, and the generated code is visited.

use std::any::Any;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use mock::{Family, Samples, Shape};
use serde_json::Value;
use tablewright::ir;
use tablewright_runtime::api::{Encoding, Kind};
use tablewright_runtime::client::{Client, ws};
use tablewright_runtime::server::axum::extract::Request;
use tablewright_runtime::server::axum::middleware::{self, Next};
use tablewright_runtime::server::ws::Reverse;
use tablewright_runtime::server::{Config, Limits, Service, Table, serve};
use tablewright_runtime::{Endpoint, Failure, Info, Method, Visitor};
use tokio::net::TcpListener;

const TOKEN: &str = "a-token";
/// Requests and answers of each shape, for each endpoint and transport.
const SEEDS: u64 = 6;

/// A backend that keeps the request as the value that it is, and answers what it was told to.
#[derive(Default)]
struct Recorder {
    answer: Mutex<Value>,
    seen: Mutex<Option<Box<dyn Any + Send>>>,
}

/// Calls an endpoint with parameters that are written as JSON, and gives the answer as JSON.
type Caller = for<'a> fn(&'a Client, &'a Value, &'a Recorder) -> BoxFuture<'a, Value>;
type Callers = BTreeMap<&'static str, (&'static Info, Caller)>;

/// The endpoints of an API: on the server side a method of the recorder, on the client side a way to call it.
struct Endpoints<'a> {
    recorder: Arc<Recorder>,
    table: &'a mut Table,
    callers: Callers,
}

impl Visitor for Endpoints<'_> {
    fn visit<E: Endpoint>(&mut self) {
        self.table.add::<E, _, _>(&self.recorder, record::<E>);
        self.callers.insert(E::NAME, (E::INFO, call::<E>));
    }
}

async fn record<E: Endpoint>(recorder: Arc<Recorder>, request: E) -> Result<E::Response, Failure> {
    *recorder.seen.lock().unwrap() = Some(Box::new(request));
    let answer = recorder.answer.lock().unwrap().clone();
    serde_json::from_value(answer).map_err(|error| Failure::new(-1, error.to_string()))
}

fn call<'a, E: Endpoint>(client: &'a Client, sent: &'a Value, recorder: &'a Recorder) -> BoxFuture<'a, Value> {
    async move {
        let read = serde_json::from_value(sent.clone());
        let request: E = read.unwrap_or_else(|error| panic!("{}: {error}: {sent}", E::NAME));
        assert_eq!(serde_json::to_value(&request).unwrap(), *sent, "{}: a request is written as it is read", E::NAME);
        let answer = client.call(request).await.unwrap_or_else(|error| panic!("{} {sent}: {error}", E::NAME));
        let seen = recorder.seen.lock().unwrap().take();
        let seen = seen.unwrap_or_else(|| panic!("{}: the server saw nothing", E::NAME));
        let seen = seen.downcast::<E>().unwrap_or_else(|_| panic!("{}: the server saw another endpoint", E::NAME));
        assert_eq!(serde_json::to_value(&*seen).unwrap(), *sent, "{}: what the server saw is what was sent", E::NAME);
        serde_json::to_value(&answer).unwrap()
    }
    .boxed()
}

fn visit(family: &Family, endpoints: &mut Endpoints<'_>) {
    match family.name {
        "bilibili" => apis::bilibili::endpoints(endpoints),
        "go-cqhttp" => apis::go_cqhttp::endpoints(endpoints),
        other => panic!("no endpoints of {other}"),
    }
}

/// A way to call, with the method and the encoding that go over the wire, where it is HTTP.
struct Way {
    name: &'static str,
    method: Method,
    encoding: Option<Encoding>,
    client: Client,
}

impl Way {
    /// Whether an endpoint can be called so.
    fn takes(&self, info: &Info) -> bool {
        let Some(encoding) = self.encoding else { return true };
        let usual = if self.method == Method::Get { info.api.get } else { info.api.post };
        let own = info.encodings.is_empty() || info.encodings.contains(&encoding);
        info.methods.contains(&self.method) && usual.contains(&encoding) && own
    }

    /// Whether the parameters can be written so. In a query or a form a list is its items, which is clear only where
    /// nothing but a list of plain values can stand.
    fn holds(&self, info: &Info, request: &Value) -> bool {
        let nested_too = self.encoding.is_none_or(|encoding| encoding == Encoding::Json);
        let is_list = |name: &str| {
            let mut known = info.parameters.iter().filter(|parameter| parameter.name == name);
            known.any(|parameter| matches!(parameter.kind, Kind::List(_)))
        };
        let scalar = |value: &Value| !value.is_object() && !value.is_array() && !value.is_null();
        let flat = |(name, value): (&String, &Value)| match value {
            Value::Array(items) => is_list(name) && items.iter().all(scalar),
            value => scalar(value),
        };
        nested_too || request.as_object().is_some_and(|all| all.iter().all(flat))
    }
}

/// A server, and all the ways to it.
struct Server {
    ways: Vec<Way>,
    callers: Callers,
    recorder: Arc<Recorder>,
    /// The methods of the requests, in order.
    methods: Arc<Mutex<Vec<String>>>,
    /// What the ways need to go on.
    held: Vec<Box<dyn Any>>,
}

async fn start(family: &Family) -> Server {
    let recorder = Arc::new(Recorder::default());
    let mut table = Table::new(family.api);
    let mut visitor = Endpoints { recorder: Arc::clone(&recorder), table: &mut table, callers: BTreeMap::new() };
    visit(family, &mut visitor);
    let callers = visitor.callers;
    let service = Service::new(table, Config::new().token(TOKEN));
    let methods = Arc::new(Mutex::new(Vec::new()));
    let noted = Arc::clone(&methods);
    let router = service.router().layer(middleware::from_fn(move |request: Request, next: Next| {
        noted.lock().unwrap().push(request.method().to_string());
        next.run(request)
    }));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(serve(listener, router, Limits::default(), std::future::pending()));
    let http = |name, method, encoding| {
        let builder = Client::builder::<Client>(family.api, format!("http://{address}")).no_proxy().encoding(encoding);
        let client = builder.credential(family.api.auth[0].id, TOKEN).build().unwrap();
        Way { name, method, encoding: Some(encoding), client }
    };
    let mut ways = vec![
        http("GET", Method::Get, Encoding::Query),
        http("POST form", Method::Post, Encoding::Form),
        http("POST JSON", Method::Post, Encoding::Json),
    ];
    let mut held: Vec<Box<dyn Any>> = Vec::new();
    if family.api.frames.is_some() {
        let connection = ws::Builder::<Client>::new(family.api, format!("ws://{address}")).token(TOKEN);
        let connection = connection.connect().await.unwrap();
        let listener = ws::ListenerBuilder::<Client>::new(family.api).token(TOKEN);
        let mut listener = listener.bind("127.0.0.1:0").await.unwrap();
        let task = Reverse::new(format!("ws://{}", listener.address())).token(TOKEN).start(&service);
        let peer = listener.accept().await.unwrap().connection;
        for (name, connection) in [("WebSocket", &connection), ("reverse WebSocket", &peer)] {
            ways.push(Way { name, method: Method::Post, encoding: None, client: connection.client().clone() });
        }
        held = vec![Box::new(connection), Box::new(peer), Box::new(listener), Box::new(task)];
    }
    Server { ways, callers, recorder, methods, held }
}

impl Server {
    /// Calls all endpoints one way, and counts the endpoints, the calls, and those of them that the client had to send
    /// another way, since their parameters are nested.
    async fn walk(&self, samples: &Samples, way: &Way) -> [usize; 3] {
        let [mut endpoints, mut calls, mut nested] = [0; 3];
        let method = ir::Method::parse(way.method.as_str()).unwrap();
        for endpoint in &samples.api().endpoints {
            let (info, caller) = self.callers[endpoint.name.as_str()];
            if !way.takes(info) {
                continue;
            }
            endpoints += 1;
            for (shape, seed) in Shape::ALL.into_iter().flat_map(|shape| (0..SEEDS).map(move |seed| (shape, seed))) {
                let request = Value::Object(samples.request(endpoint, method, shape, seed));
                let answer = samples.answer(endpoint, seed);
                let at = format!("{} by {}, {shape:?}, {seed}", endpoint.name, way.name);
                self.recorder.answer.lock().unwrap().clone_from(&answer);
                self.methods.lock().unwrap().clear();
                let got = caller(&way.client, &request, &self.recorder).await;
                // What the documents' examples have beyond their tables is replayed elsewhere.
                assert!(seed == 0 || got == answer, "{at}: what came back is what was answered\n{got}\n{answer}");
                calls += 1;
                if way.holds(info, &request) {
                    let expected = way.encoding.map(|_| way.method.as_str().to_owned());
                    assert_eq!(*self.methods.lock().unwrap(), Vec::from_iter(expected), "{at}: the method");
                } else {
                    nested += 1;
                }
            }
        }
        [endpoints, calls, nested]
    }
}

#[tokio::test]
async fn every_endpoint_over_every_transport() {
    let mut all = BTreeMap::new();
    for family in Family::ALL {
        let samples = family.samples().unwrap();
        let server = start(&family).await;
        assert_eq!(server.callers.len(), samples.api().endpoints.len(), "{}", family.name);
        for way in &server.ways {
            let count = server.walk(&samples, way).await;
            println!("{} by {}: {count:?} endpoints, calls, nested", family.name, way.name);
            all.insert((family.name, way.name), count);
        }
        drop(server.held);
    }
    let expected = [
        (("bilibili", "GET"), [5, 60, 0]),
        (("bilibili", "POST JSON"), [0, 0, 0]),
        (("bilibili", "POST form"), [6, 72, 0]),
        (("go-cqhttp", "GET"), [69, 828, 24]),
        (("go-cqhttp", "POST JSON"), [73, 876, 0]),
        (("go-cqhttp", "POST form"), [69, 828, 24]),
        (("go-cqhttp", "WebSocket"), [73, 876, 0]),
        (("go-cqhttp", "reverse WebSocket"), [73, 876, 0]),
    ];
    assert_eq!(all, BTreeMap::from(expected));
}
