//! Answers of a server, damaged, at the client.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::{Arc, Mutex, PoisonError};

use fastrand::Rng;
use serde_json::Value;
use tablewright_runtime::client::{BoxFuture, Client, Error, Reply, Request, Transport};
use tablewright_runtime::{Endpoint, Visitor};

use super::requests::{Call, Written, calls};
use super::{Servers, body};
use crate::mutate;
use crate::targets::Target;

/// A transport that brings what it is told to.
#[derive(Clone)]
struct Told(Arc<Mutex<Reply>>);

impl Transport for Told {
    fn send(&self, _: Request) -> BoxFuture<'_, Result<Reply, Error>> {
        let reply = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Box::pin(async move { Ok(reply) })
    }
}

/// Calls an endpoint with these parameters, and tells whether its answer could be read.
type Caller = Rc<dyn Fn(&Client, Value) -> BoxFuture<'static, Result<(), String>>>;

/// The endpoints of an API by their names.
#[derive(Default)]
struct Callers(RefCell<Vec<(&'static str, Caller)>>);

impl Visitor for Callers {
    fn visit<E: Endpoint>(&mut self) {
        let call: Caller = Rc::new(|client, parameters| {
            let client = client.clone();
            Box::pin(async move {
                let request: E = serde_json::from_value(parameters).map_err(|error| error.to_string())?;
                client.call(request).await.map(drop).map_err(|error| error.to_string())
            })
        });
        self.0.borrow_mut().push((E::NAME, call));
    }
}

/// Answers that are damaged.
pub struct Answers {
    servers: Servers,
    calls: Vec<Call>,
    /// The answer to each call, as a server gives it.
    bodies: Vec<Vec<u8>>,
    clients: Vec<(Client, Told)>,
    callers: Vec<Vec<(&'static str, Caller)>>,
}

impl Answers {
    pub fn new() -> Self {
        let (servers, calls) = (Servers::new(), calls());
        let answer = |call: &Call| {
            let request = Written::Json.request(&call.path, &Written::Json.parameters(call));
            let answer = servers.exchange(call.api, &request).unwrap_or_default();
            body(&answer).unwrap_or_default().to_vec()
        };
        let bodies = calls.iter().map(answer).collect();
        let (mut bilibili, mut go_cqhttp) = (Callers::default(), Callers::default());
        apis::bilibili::endpoints(&mut bilibili);
        apis::go_cqhttp::endpoints(&mut go_cqhttp);
        let callers = vec![bilibili.0.into_inner(), go_cqhttp.0.into_inner()];
        let client = |api| {
            let told = Told(Arc::new(Mutex::new(Reply { status: Some(200), ..Reply::default() })));
            (Client::over(api, told.clone()), told)
        };
        let clients = vec![client(&apis::bilibili::API), client(&apis::go_cqhttp::API)];
        Self { servers, calls, bodies, clients, callers }
    }
}

impl Target for Answers {
    fn name(&self) -> &'static str {
        "answers"
    }

    fn run(&self, rng: &mut Rng) -> Result<(), String> {
        let at = rng.usize(..self.calls.len());
        let call = &self.calls[at];
        let mut answer = self.bodies[at].clone();
        if rng.bool() {
            let other = &self.bodies[rng.usize(..self.bodies.len())];
            let (text, other) = (String::from_utf8_lossy(&answer), String::from_utf8_lossy(other));
            answer = mutate::text(&text, &other, rng).into_bytes();
        } else {
            mutate::bytes(&mut answer, rng);
        }
        let status = [200, 200, 200, 204, 401, 404, 500][rng.usize(..7)];
        let (client, told) = &self.clients[call.api];
        *told.0.lock().unwrap_or_else(PoisonError::into_inner) =
            Reply { status: Some(status), body: answer.into(), ..Reply::default() };
        let callers = &self.callers[call.api];
        let (_, caller) = callers.iter().find(|(name, _)| *name == call.name).ok_or("the endpoint is not generated")?;
        let result = self.servers.runtime.block_on(caller(client, Value::Object(call.parameters.clone())));
        // An answer that cannot be read is an error, in words that a terminal can show.
        match result {
            Err(text) if text.chars().any(char::is_control) => {
                Err(format!("the error has a control character: {text:?}"))
            }
            _ => Ok(()),
        }
    }
}
