//! JSON objects, built key by key.

use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

/// A JSON object whose keys keep the order in which they were set.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(transparent)]
pub(super) struct Object(Map<String, Value>);

impl Object {
    /// An empty object.
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// Sets `key`.
    pub(super) fn set(&mut self, key: &str, value: impl Into<Value>) {
        self.0.insert(key.to_owned(), value.into());
    }

    /// The object with `key` set.
    pub(super) fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.set(key, value);
        self
    }

    /// The object with `key` set where `condition` holds.
    pub(super) fn with_if(self, condition: bool, key: &str, value: impl Into<Value>) -> Self {
        if condition { self.with(key, value) } else { self }
    }

    /// The object with `key` set where there is a value.
    pub(super) fn with_some(self, key: &str, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    /// The object with `key` set where there is text.
    pub(super) fn with_text(self, key: &str, text: &str) -> Self {
        self.with_if(!text.is_empty(), key, text)
    }

    /// The object with `key` set where the list is not empty.
    pub(super) fn with_list(self, key: &str, list: Vec<Value>) -> Self {
        self.with_if(!list.is_empty(), key, list)
    }

    /// The object with `key` set where the inner object is not empty.
    pub(super) fn with_unless_empty(self, key: &str, inner: Object) -> Self {
        self.with_if(!inner.is_empty(), key, inner)
    }

    /// The value of `key`, to change.
    pub(super) fn get_mut(&mut self, key: &str) -> Option<&mut Value> {
        self.0.get_mut(key)
    }

    /// Whether `key` is set.
    pub(super) fn has(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }

    /// Whether nothing is set.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The object that is the value of `key`, made where there is none.
    pub(super) fn child(&mut self, key: &str) -> Option<&mut Map<String, Value>> {
        self.0.entry(key).or_insert_with(|| Value::Object(Map::new())).as_object_mut()
    }
}

impl From<Object> for Value {
    fn from(object: Object) -> Self {
        Self::Object(object.0)
    }
}

/// A JSON object whose values are made one at a time, as it is written, so that a large document is never in memory as a
/// whole but for its text.
pub(super) struct Entries<F>(pub(super) F);

impl<F, I, K> Serialize for Entries<F>
where
    F: Fn() -> I,
    I: Iterator<Item = (K, Object)>,
    K: Serialize,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map((self.0)())
    }
}
