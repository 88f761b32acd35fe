//! What was called, in order.

use std::collections::VecDeque;

use serde_json::{Map, Value, json};
use tablewright_runtime::Info;

use super::weight::weight_of;

/// The number of calls that are kept.
const KEPT: usize = 10_000;
/// The bytes that their parameters take in memory.
const BYTES: usize = 16 << 20;

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
    bytes: usize,
}

impl Journal {
    /// Notes a call and returns it.
    pub fn note(&mut self, endpoint: &'static Info, parameters: Map<String, Value>) -> Call {
        self.number += 1;
        let call = Call { number: self.number, endpoint, parameters };
        let size = weight_of(&call.parameters);
        self.bytes += size;
        self.calls.push_back((call.clone(), size));
        while self.calls.len() > KEPT || (self.bytes > BYTES && self.calls.len() > 1) {
            self.bytes -= self.calls.pop_front().map_or(0, |(_, size)| size);
        }
        call
    }

    /// The calls, the oldest first.
    pub fn calls(&self) -> impl Iterator<Item = &Call> {
        self.calls.iter().map(|(call, _)| call)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tablewright_runtime::Endpoint as _;

    #[test]
    fn what_is_kept_is_bounded_by_what_it_takes_in_memory() {
        let info = apis::go_cqhttp::SendGroupMsg::INFO;
        // As text 20 kB each, in memory a hundred times of it.
        let list = Value::Array(vec![Value::from(0); 10_000]);
        let parameters = Map::from_iter([("message".to_owned(), list)]);
        let mut journal = Journal::default();
        for _ in 0..100 {
            journal.note(info, parameters.clone());
        }
        assert!(journal.bytes <= BYTES && journal.bytes >= BYTES / 2, "{}", journal.bytes);
        let kept = journal.calls().map(|call| call.number).collect::<Vec<_>>();
        assert!(kept.len() < 100 && kept.last() == Some(&100), "{kept:?}");
        assert!(kept.len() * 10_000 * size_of::<Value>() <= BYTES);
    }
}
