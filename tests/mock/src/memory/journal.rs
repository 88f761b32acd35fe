//! What was called, in order.

use std::collections::VecDeque;

use serde_json::{Map, Value, json};
use tablewright_runtime::Info;

/// The number of calls that are kept.
const KEPT: usize = 10_000;
/// The bytes of their parameters, as text.
const TEXT: usize = 16 << 20;

/// A call that a backend got.
#[derive(Clone, Debug)]
pub struct Call {
    /// Its number, from 1.
    pub number: u64,
    /// The endpoint.
    pub endpoint: &'static Info,
    /// The parameters, as the request type writes them.
    pub parameters: Map<String, Value>,
}

impl Call {
    /// The call as a line for people and programs to read. A parameter that repeats a cookie is a credential, and only
    /// its name is in it.
    #[must_use]
    pub fn shown(&self) -> Value {
        let secret =
            |name: &str| self.endpoint.parameters.iter().any(|known| known.name == name && known.cookie.is_some());
        let shown = |(name, value): (&String, &Value)| {
            (name.clone(), if secret(name) { Value::from("***") } else { value.clone() })
        };
        let parameters: Map<_, _> = self.parameters.iter().map(shown).collect();
        json!({ "number": self.number, "endpoint": self.endpoint.name, "parameters": parameters })
    }
}

/// The last calls.
#[derive(Debug, Default)]
pub struct Journal {
    calls: VecDeque<(Call, usize)>,
    number: u64,
    text: usize,
}

impl Journal {
    /// Notes a call and returns it.
    pub fn note(&mut self, endpoint: &'static Info, parameters: Map<String, Value>) -> Call {
        self.number += 1;
        let call = Call { number: self.number, endpoint, parameters };
        let size = Value::Object(call.parameters.clone()).to_string().len();
        self.text += size;
        self.calls.push_back((call.clone(), size));
        while self.calls.len() > KEPT || (self.text > TEXT && self.calls.len() > 1) {
            self.text -= self.calls.pop_front().map_or(0, |(_, size)| size);
        }
        call
    }

    /// The calls, the oldest first.
    pub fn calls(&self) -> impl Iterator<Item = &Call> {
        self.calls.iter().map(|(call, _)| call)
    }
}
