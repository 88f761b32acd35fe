//! What was set, and for which ids.

use std::collections::{HashMap, VecDeque};

use serde_json::{Map, Value};

use super::same_kind;
use super::weight::{weight_of, weight_of_member};

/// The number of sets of ids for which values are kept.
const KEPT: usize = 10_000;
/// The bytes of a value up to which it is kept.
const VALUE: usize = 64 << 10;
/// The bytes of all values together.
const BYTES: usize = 16 << 20;

/// The ids of a call, sorted by name, as text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Ids(Vec<(String, String)>);

impl Ids {
    /// Those in `object` under `names`.
    pub fn of(object: &Map<String, Value>, names: &[String]) -> Self {
        let found = names.iter().filter_map(|name| Some((name.clone(), object.get(name)?.to_string())));
        let mut ids: Vec<_> = found.collect();
        ids.sort();
        Self(ids)
    }

    /// These, and those in `object` under `names` that are not among them.
    pub fn with(&self, object: &Map<String, Value>, names: &[String]) -> Self {
        let mut ids = self.0.clone();
        ids.extend(
            Self::of(object, names).0.into_iter().filter(|(name, _)| self.0.iter().all(|(known, _)| known != name)),
        );
        ids.sort();
        Self(ids)
    }
}

/// The values that were set. Of too many, the ids that came first are forgotten.
#[derive(Debug, Default)]
pub struct Remembered {
    values: HashMap<Ids, Map<String, Value>>,
    order: VecDeque<Ids>,
    bytes: usize,
}

impl Remembered {
    /// Keeps `values` for `ids`, over what was kept for them before.
    pub fn keep(&mut self, ids: &Ids, values: &Map<String, Value>) {
        let kept = values.iter().map(|(name, value)| (name.clone(), value.clone()));
        let kept: Map<_, _> = kept.filter(|(name, value)| weight_of_member(name, value) <= VALUE).collect();
        if kept.is_empty() {
            return;
        }
        if !self.values.contains_key(ids) {
            self.order.push_back(ids.clone());
        }
        let all = self.values.entry(ids.clone()).or_default();
        self.bytes -= weight_of(all);
        all.extend(kept);
        self.bytes += weight_of(all);
        while self.order.len() > KEPT || (self.bytes > BYTES && self.order.len() > 1) {
            let oldest = self.order.pop_front().and_then(|oldest| self.values.remove(&oldest));
            self.bytes -= oldest.map_or(0, |values| weight_of(&values));
        }
    }

    /// Shows in `object` what was set for `ids` under the names of its fields.
    pub fn show(&self, object: &mut Map<String, Value>, ids: &Ids) {
        for (name, value) in self.values.get(ids).into_iter().flatten() {
            if let Some(field) = object.get_mut(name).filter(|field| same_kind(field, value)) {
                *field = value.clone();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_is_bounded_by_what_it_takes_in_memory() {
        let ids = |number: usize| Ids(vec![("id".to_owned(), number.to_string())]);
        let mut remembered = Remembered::default();
        let text = Value::from("x".repeat(60_000));
        for number in 0..1000 {
            let values = Map::from_iter([("a".to_owned(), text.clone()), ("b".to_owned(), text.clone())]);
            remembered.keep(&ids(number), &values);
        }
        assert!(remembered.bytes <= BYTES && remembered.bytes >= BYTES / 2, "{}", remembered.bytes);
        let all: usize = remembered.values.values().map(weight_of).sum();
        assert_eq!(all, remembered.bytes);
        assert!(remembered.values.contains_key(&ids(999)) && !remembered.values.contains_key(&ids(0)));
        let zeros = Value::Array(vec![Value::from(0); 10_000]);
        remembered.keep(&ids(0), &Map::from_iter([("a".to_owned(), zeros)]));
        assert!(!remembered.values.contains_key(&ids(0)));
    }
}
