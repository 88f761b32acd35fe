//! What was set, and for which ids.

use std::collections::{HashMap, VecDeque};

use serde_json::{Map, Value};

use super::same_kind;

/// The number of sets of ids for which values are kept.
const KEPT: usize = 10_000;
/// The bytes of a value, as text, up to which it is kept.
const TEXT: usize = 4096;

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
}

impl Remembered {
    /// Keeps `values` for `ids`, over what was kept for them before.
    pub fn keep(&mut self, ids: &Ids, values: &Map<String, Value>) {
        let mut kept = values.iter().filter(|(_, value)| value.to_string().len() <= TEXT).peekable();
        if kept.peek().is_none() {
            return;
        }
        if !self.values.contains_key(ids) {
            self.order.push_back(ids.clone());
            if self.order.len() > KEPT {
                self.order.pop_front().and_then(|oldest| self.values.remove(&oldest));
            }
        }
        let all = self.values.entry(ids.clone()).or_default();
        all.extend(kept.map(|(name, value)| (name.clone(), value.clone())));
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
