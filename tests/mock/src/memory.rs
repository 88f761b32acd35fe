//! A backend for every endpoint of an API, made from its IR, that keeps what it is told in memory.
//!
//! # What it answers
//!
//! 1. The sample: the documents' example, or a value made from the types ([`crate::Samples`], seed 0).
//! 2. In it, a field that has the name of a parameter of the call has the value of that parameter.
//! 3. An id that the answer to a changing call makes up, such as that of what was created, is counted upwards.
//! 4. A field that has the name of a parameter of an earlier, changing call with the same ids has the value from there.
//!
//! Only fields at the top of the answer, or at the top of each item where the answer is a list, and only by values of the
//! same JSON kind. An *id* is a parameter or field whose type the dialect makes a type of its own. *The same ids* are:
//! those of the call, and in the items of a list also those of the item; an earlier call is found by the ids that were
//! sent with it, and by the ids that its answer made up.

mod journal;
mod remembered;
mod weight;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::{Map, Value};
use tablewright_runtime::server::Table;
use tablewright_runtime::{Endpoint, Failure, Visitor};

pub use journal::Call;
use journal::Journal;
use remembered::{Ids, Remembered};

use crate::Samples;

/// The backend.
pub struct Memory {
    samples: Samples,
    state: Mutex<State>,
    observer: Box<dyn Fn(&Call) + Send + Sync>,
}

#[derive(Default)]
struct State {
    journal: Journal,
    remembered: Remembered,
    /// The greatest id that was made up.
    made_up: i32,
}

impl Memory {
    /// A backend that answers `samples`.
    #[must_use]
    pub fn new(samples: Samples) -> Self {
        Self { samples, state: Mutex::default(), observer: Box::new(|_| {}) }
    }

    /// Has `observer` see each call before it is answered.
    #[must_use]
    pub fn observed(mut self, observer: impl Fn(&Call) + Send + Sync + 'static) -> Self {
        self.observer = Box::new(observer);
        self
    }

    /// The last calls, the oldest first.
    #[must_use]
    pub fn journal(&self) -> Vec<Call> {
        self.state().journal.calls().cloned().collect()
    }

    /// Makes this the backend of every endpoint that `endpoints`, the function of the generated module, visits.
    pub fn serve(self: &Arc<Self>, table: &mut Table, endpoints: fn(&mut Serving<'_>)) {
        endpoints(&mut Serving { memory: self, table });
    }

    /// Answers a call.
    ///
    /// # Errors
    ///
    /// Where the IR does not have the endpoint, or its samples are not what the generated types take: both are from
    /// another version of the documents than the generated code.
    pub fn answer<E: Endpoint>(&self, request: &E) -> Result<E::Response, Failure> {
        let broken = |error: String| Failure::new(-1, "NO_SAMPLE").wording(format!("`{}`: {error}", E::NAME));
        let endpoint = self.samples.api().endpoint(E::NAME).ok_or_else(|| broken("the IR does not have it".into()))?;
        let sent = match serde_json::to_value(request) {
            Ok(Value::Object(sent)) => sent,
            Ok(other) => return Err(broken(format!("a request that is no object: {other}"))),
            Err(error) => return Err(broken(error.to_string())),
        };
        let sample = self.samples.answer(endpoint, 0);
        let names = Names {
            sent: self.samples.ids(&endpoint.parameters.fields),
            answered: self.samples.ids(self.samples.answer_fields(endpoint)),
        };
        let mut state = self.state();
        (self.observer)(&state.journal.note(E::INFO, sent.clone()));
        let shown = state.shown(&sample, &sent, &names, E::READS);
        drop(state);
        // What was sent under the name of a field can still be of another shape.
        serde_json::from_value(shown)
            .or_else(|_| serde_json::from_value(sample))
            .map_err(|error| broken(error.to_string()))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The names under which ids are sent to an endpoint and come back from it.
struct Names {
    sent: Vec<String>,
    answered: Vec<String>,
}

impl State {
    /// The answer to a call, made from `sample`; what a changing call sent is remembered.
    fn shown(&mut self, sample: &Value, sent: &Map<String, Value>, names: &Names, reads: bool) -> Value {
        let ids = Ids::of(sent, &names.sent);
        let mut answer = sample.clone();
        match &mut answer {
            Value::Object(object) => {
                reflect(object, sent);
                if reads {
                    self.remembered.show(object, &ids);
                } else {
                    let new = self.make_up(object, sent, &names.answered);
                    if !new.is_empty() {
                        self.remembered.keep(&Ids::of(&new, &names.answered), sent);
                    }
                }
            }
            Value::Array(items) => {
                for object in items.iter_mut().filter_map(Value::as_object_mut) {
                    reflect(object, sent);
                    let ids = ids.with(object, &names.answered);
                    self.remembered.show(object, &ids);
                }
            }
            _ => {}
        }
        if !reads {
            let plain = sent.iter().filter(|(name, _)| !names.sent.contains(name));
            self.remembered.keep(&ids, &plain.map(|(name, value)| (name.clone(), value.clone())).collect());
        }
        answer
    }

    /// Gives the ids of `object` that were not sent the next number, and returns them.
    fn make_up(
        &mut self,
        object: &mut Map<String, Value>,
        sent: &Map<String, Value>,
        ids: &[String],
    ) -> Map<String, Value> {
        let mut new = Map::new();
        for id in ids.iter().filter(|id| !sent.contains_key(*id)) {
            if let Some(value) = object.get_mut(id).filter(|value| value.is_number()) {
                self.made_up = self.made_up.wrapping_add(1).max(1);
                *value = Value::from(self.made_up);
                new.insert(id.clone(), value.clone());
            }
        }
        new
    }
}

/// Shows in `object` what was sent under the names of its fields.
fn reflect(object: &mut Map<String, Value>, sent: &Map<String, Value>) {
    for (name, value) in sent {
        if let Some(field) = object.get_mut(name).filter(|field| same_kind(field, value)) {
            *field = value.clone();
        }
    }
}

fn same_kind(one: &Value, other: &Value) -> bool {
    std::mem::discriminant(one) == std::mem::discriminant(other)
}

/// Adds the endpoints that it visits to a table, with a [`Memory`] behind them.
pub struct Serving<'a> {
    memory: &'a Arc<Memory>,
    table: &'a mut Table,
}

impl Visitor for Serving<'_> {
    fn visit<E: Endpoint>(&mut self) {
        self.table.add::<E, _, _>(self.memory, |memory, request| async move { memory.answer(&request) });
    }
}
