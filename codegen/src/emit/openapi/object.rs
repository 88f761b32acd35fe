//! JSON on its way into the document, built key by key.
//!
//! It is written once and hardly looked at, so an object is a list of its pairs, and what stands in many places is shared.

use std::borrow::Cow;
use std::collections::HashMap;
use std::rc::Rc;

use serde::{Serialize, Serializer};
use serde_json::Value;

use super::data;

/// A JSON value.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Json {
    /// Text.
    Text(String),
    /// An object.
    Object(Object),
    /// An object that stands in several places.
    Shared(Shared),
    /// A list.
    List(Vec<Json>),
    /// A value of the documents, or a scalar.
    Value(Box<Value>),
}

/// An object that stands in several places.
#[derive(Clone, Debug)]
pub(super) struct Shared(pub(super) Rc<Object>);

impl Serialize for Shared {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl Json {
    /// The text, where it is one.
    pub(super) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Value(value) => value.as_str(),
            _ => None,
        }
    }

    /// The object, where it is one.
    pub(super) fn as_object(&self) -> Option<&Object> {
        match self {
            Self::Object(object) => Some(object),
            Self::Shared(Shared(object)) => Some(object),
            _ => None,
        }
    }

    /// The object to change, where it is one. One that stands in several places is changed here alone.
    pub(super) fn as_object_mut(&mut self) -> Option<&mut Object> {
        match self {
            Self::Object(object) => Some(object),
            Self::Shared(Shared(object)) => Some(Rc::make_mut(object)),
            _ => None,
        }
    }
}

/// A JSON object whose keys keep the order in which they were set.
#[derive(Clone, Debug, Default)]
pub(super) struct Object {
    pairs: Vec<(Cow<'static, str>, Json)>,
    /// Where the keys are, once there are many. There are many objects, and few of them large.
    #[expect(clippy::box_collection, reason = "a map would make every object larger by five words")]
    places: Option<Box<HashMap<Cow<'static, str>, usize>>>,
}

/// So many keys are looked through one by one.
const FEW: usize = 16;

impl Object {
    /// An empty object.
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// The object to stand in several places.
    pub(super) fn shared(self) -> Json {
        Json::Shared(Shared(Rc::new(self)))
    }

    /// Sets `key`.
    pub(super) fn set(&mut self, key: impl Into<Cow<'static, str>>, value: impl Into<Json>) {
        let key = key.into();
        match self.get_mut(&key) {
            Some(known) => *known = value.into(),
            None => {
                if let Some(places) = &mut self.places {
                    places.insert(key.clone(), self.pairs.len());
                }
                self.pairs.push((key, value.into()));
            }
        }
    }

    /// Notes where the keys are, where there are many.
    fn note_places(&mut self) {
        if self.pairs.len() > FEW && self.places.is_none() {
            let mut places = HashMap::with_capacity(self.pairs.len());
            for (at, (key, _)) in self.pairs.iter().enumerate() {
                places.entry(key.clone()).or_insert(at);
            }
            self.places = Some(Box::new(places));
        }
    }

    fn place(&self, key: &str) -> Option<usize> {
        match &self.places {
            Some(places) => places.get(key).copied(),
            None => self.pairs.iter().position(|(known, _)| known == key),
        }
    }

    /// The object with `key` set.
    pub(super) fn with(mut self, key: &'static str, value: impl Into<Json>) -> Self {
        self.set(key, value);
        self
    }

    /// The object with `key` set where `condition` holds.
    pub(super) fn with_if(self, condition: bool, key: &'static str, value: impl Into<Json>) -> Self {
        if condition { self.with(key, value) } else { self }
    }

    /// The object with `key` set where there is a value.
    pub(super) fn with_some(self, key: &'static str, value: Option<impl Into<Json>>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    /// The object with `key` set where there is text.
    pub(super) fn with_text(self, key: &'static str, text: &str) -> Self {
        if text.is_empty() { self } else { self.with(key, text) }
    }

    /// The object with `key` set where the list is not empty.
    pub(super) fn with_list(self, key: &'static str, list: Vec<Json>) -> Self {
        if list.is_empty() { self } else { self.with(key, list) }
    }

    /// The object with `key` set where the inner object is not empty.
    pub(super) fn with_unless_empty(self, key: &'static str, inner: Object) -> Self {
        if inner.is_empty() { self } else { self.with(key, inner) }
    }

    /// The value of `key`, to change.
    pub(super) fn get_mut(&mut self, key: &str) -> Option<&mut Json> {
        self.note_places();
        let at = self.place(key)?;
        self.pairs.get_mut(at).map(|(_, value)| value)
    }

    /// The value of `key`.
    pub(super) fn get(&self, key: &str) -> Option<&Json> {
        self.pairs.get(self.place(key)?).map(|(_, value)| value)
    }

    /// Takes `key` out.
    pub(super) fn remove(&mut self, key: &str) -> Option<Json> {
        let at = self.place(key)?;
        self.places = None;
        Some(self.pairs.remove(at).1)
    }

    /// Takes out the keys that `keep` refuses.
    pub(super) fn retain(&mut self, keep: impl Fn(&str) -> bool) {
        self.places = None;
        self.pairs.retain(|(key, _)| keep(key));
    }

    /// The pairs, the values to change.
    pub(super) fn entries_mut(&mut self) -> impl Iterator<Item = (&str, &mut Json)> {
        self.pairs.iter_mut().map(|(key, value)| (&**key, value))
    }

    /// The pairs.
    pub(super) fn into_entries(self) -> impl Iterator<Item = (Cow<'static, str>, Json)> {
        self.pairs.into_iter()
    }

    /// The keys.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.pairs.iter().map(|(key, _)| &**key)
    }

    /// How many keys are set.
    pub(super) fn len(&self) -> usize {
        self.pairs.len()
    }

    /// Whether `key` is set.
    pub(super) fn has(&self, key: &str) -> bool {
        self.place(key).is_some()
    }

    /// Whether nothing is set.
    pub(super) fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// The object that is the value of `key`, made where there is none.
    pub(super) fn child(&mut self, key: &'static str) -> Option<&mut Object> {
        if !self.has(key) {
            self.set(key, Object::new());
        }
        match self.get_mut(key) {
            Some(Json::Object(object)) => Some(object),
            _ => None,
        }
    }
}

impl<K: Into<Cow<'static, str>>> FromIterator<(K, Object)> for Object {
    fn from_iter<I: IntoIterator<Item = (K, Object)>>(pairs: I) -> Self {
        let pairs = pairs.into_iter().map(|(key, value)| (key.into(), value.into())).collect();
        Self { pairs, places: None }
    }
}

impl Serialize for Object {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.pairs.iter().map(|(key, value)| (key, value)))
    }
}

impl From<Object> for Json {
    fn from(object: Object) -> Self {
        Self::Object(object)
    }
}

/// A value of the documents. One that a reader of the document would take for a reference is text.
impl From<Value> for Json {
    fn from(value: Value) -> Self {
        if data::keyword(&value).is_some() { Self::Text(value.to_string()) } else { Self::Value(Box::new(value)) }
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Json {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for Json {
    fn from(value: bool) -> Self {
        Self::Value(Box::new(value.into()))
    }
}

impl From<u32> for Json {
    fn from(number: u32) -> Self {
        Self::Value(Box::new(number.into()))
    }
}

impl From<u64> for Json {
    fn from(number: u64) -> Self {
        Self::Value(Box::new(number.into()))
    }
}

impl<T: Into<Json>> From<Vec<T>> for Json {
    fn from(list: Vec<T>) -> Self {
        Self::List(list.into_iter().map(Into::into).collect())
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
